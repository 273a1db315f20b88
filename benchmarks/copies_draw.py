"""Which pairs are judged, and the pages that they are judged from.

    python -m benchmarks.copies_draw                    the pairs: corpus, by what each was drawn, and its two ids
    python -m benchmarks.copies_draw --pages FROM TO    what the judge reads of pairs FROM to TO, in a shuffled order
    python -m benchmarks.copies_draw --set 2 …          the second or third set, whose pages have both texts whole

Candidates come from nine methods, so that no one of them decides what can be missed: all shared five-word shingles (by
brute force, in three bands of containment), datasketch's MinHash, an index of sampled shingles, likeness of titles, one
outlet and one day, sentences that many pages of one outlet have, and likeness of words between outlets. Nothing of what
`sayso.compare.copies.pairs` answers is asked.

The first set is of `world`. Its rules were mended after misses on it were read, so there is a second, drawn by the same
methods from what nobody had read: of `world` no two reports that both stand in the first set (or are their twins), and,
since nearly all that share a fifth of their shingles were drawn there, pairs of `incidents` too, where several outlets
carry one agency's text. No report stands in two of its pairs, and none is longer than a judge reads whole.

The third set is for measuring after rules were mended on the second as well: of `incidents`, `lgl`, the training part
of `polnear` and what is left of `world`, no report (nor a twin of one) that stands in either set before. What brings up
most copies is drawn first, for no report can be drawn again.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import combinations

from benchmarks import corpora
from benchmarks.copies import corpus, shingles
from benchmarks.copies_shares import SECOND, SHARES, THIRD
from sayso.keep.signatures import signature
from sayso.report import Report

SEED = 20311
#: Of a later set what is drawn, and the labels of the sets before, for what was read there.
FURTHER = {2: (SECOND, ("copies",)), 3: (THIRD, ("copies", "copies-2"))}
#: How many of a later set were drawn and judged before more were drawn for more copies.
FIRST = {2: 104, 3: 129}
#: Characters; a longer report is in neither of the later sets.
LONGEST = 12_000
#: Share of all shingles of two reports that make them twins.
TWINS = 0.8
WORD = re.compile(r"\w+")

Pair = tuple[str, str]


def shared(sets: dict[str, set[str]]) -> dict[Pair, int]:
    """How many shingles each pair of texts has in common: brute force."""
    under: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(sets):
        for shingle in sets[key]:
            under[shingle].append(key)
    counts: Counter[Pair] = Counter()
    for keys in under.values():
        counts.update(combinations(keys, 2))
    return counts


def pools(reports: dict[str, Report], sets: dict[str, set[str]], counts: dict[Pair, int]) -> dict[str, list[Pair]]:
    """What each method brings up among the reports of one corpus."""
    held = {pair: count / min(len(sets[pair[0]]), len(sets[pair[1]])) for pair, count in counts.items()}
    return {
        "shingles, a fifth or more": [pair for pair, share in held.items() if share >= 0.2],
        "shingles, a tenth or more": [pair for pair, share in held.items() if 0.1 <= share < 0.2],
        "shingles, a twentieth or more": [pair for pair, share in held.items() if 0.05 <= share < 0.1],
        "minhash": _minhash(sets),
        "index": _index(reports.values()),
        "titles": _titles(reports.values()),
        "outlet and day": _days(reports.values()),
        "boilerplate": _boilerplate(reports, sets),
        "words": _words(reports, held),
        "shingles, other outlets": [
            (a, b) for (a, b), share in held.items() if share >= 0.05 and reports[a].outlet != reports[b].outlet
        ],
        "shingles, updates": _updates(reports, sets),
        "shingles, half or more": [pair for pair, share in held.items() if share >= 0.5],
        "shingles, a fifth, other outlets": [
            (a, b) for (a, b), share in held.items() if share >= 0.2 and reports[a].outlet != reports[b].outlet
        ],
    }


@cache
def _brought(name: str) -> tuple[dict[str, Report], dict[Pair, float], dict[str, list[Pair]]]:
    """The reports of a corpus, how like (Jaccard) those are that share shingles, and what each method brings up."""
    reports = {report.id: report for report in corpus(name)}
    sets = {key: shingles(report.text) for key, report in reports.items()}
    counts = shared(sets)
    like = {(a, b): count / (len(sets[a]) + len(sets[b]) - count) for (a, b), count in counts.items()}
    return reports, like, pools(reports, sets, counts)


def drawn() -> list[tuple[str, Pair]]:
    """The pairs of the first set with the method that drew each, in the order of the methods."""
    _, _, brought = _brought("world")
    draw = random.Random(SEED)
    found: dict[Pair, str] = {}
    for method, many in SHARES.items():
        pool = sorted(set(brought[method]) - found.keys())
        for pair in draw.sample(pool, min(many, len(pool))):
            found[pair] = method
    return [(method, pair) for pair, method in found.items()]


def further(which: int) -> list[tuple[str, str, Pair]]:
    """The pairs of the second or third set: corpus, method, ids. Of the second at most one report was read before."""
    every, before = FURTHER[which]
    gold = [json.loads((corpora.GOLD / f"{name}.json").read_text(encoding="utf-8")) for name in before]
    read = {key for one in gold for row in (*one["pairs"], *one.get("found", ())) for key in row["ids"]}
    closed = {labelled.text for labelled in corpora.own("bench")}  # texts that nobody looks at
    draw = random.Random(SEED + 10 * (which - 1))
    out: list[tuple[str, str, Pair]] = []
    for name, shares in every:
        reports, like, brought = _brought(name)
        twins = (pair for pair, share in like.items() if share >= TWINS and not read.isdisjoint(pair))
        known = read.union(*twins)
        taken = {key for key, one in reports.items() if one.text in closed or len(one.text) > LONGEST}
        taken.update(key for _, _, pair in out for key in pair)
        if which == 3:  # not one of the two was read
            taken |= known
        for method, many in shares.items():
            pool = sorted(pair for pair in set(brought[method]) if not known.issuperset(pair))
            draw.shuffle(pool)
            for pair in pool:
                if many and taken.isdisjoint(pair):
                    out.append((name, method, pair))
                    taken |= set(pair)
                    many -= 1
    return out


def _minhash(sets: dict[str, set[str]]) -> list[Pair]:
    """Pairs that datasketch finds under a threshold of a tenth."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.1, num_perm=128)
    made = {}
    for key in sorted(sets):
        made[key] = MinHash(num_perm=128, seed=1)
        made[key].update_batch([shingle.encode() for shingle in sorted(sets[key])])
        lsh.insert(key, made[key])
    return sorted({_pair(key, other) for key, one in made.items() for other in lsh.query(one) if other != key})


def _index(reports: Iterable[Report]) -> list[Pair]:
    """Pairs with two sampled shingles in common, of different outlets or days."""
    known = {report.id: report for report in reports}
    counts = shared({key: {str(number) for number in signature(report.text)} for key, report in known.items()})
    return [
        pair
        for pair, count in counts.items()
        if count >= 2
        and (known[pair[0]].outlet, known[pair[0]].published) != (known[pair[1]].outlet, known[pair[1]].published)
    ]


def _titles(reports: Iterable[Report]) -> list[Pair]:
    """Pairs with half the words of their titles in common."""
    heads = {r.id: set(WORD.findall(r.title.casefold())) for r in reports if r.title}
    heads = {key: words for key, words in heads.items() if len(words) >= 4}
    return [
        (a, b) for a, b in combinations(sorted(heads), 2) if len(heads[a] & heads[b]) >= len(heads[a] | heads[b]) / 2
    ]


def _days(reports: Iterable[Report]) -> list[Pair]:
    """Pairs of one outlet and one day."""
    under: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for report in reports:
        if report.outlet and report.published:
            under[report.outlet, report.published[:10]].append(report.id)
    return [_pair(a, b) for keys in under.values() for a, b in combinations(keys, 2)]


def _boilerplate(reports: dict[str, Report], sets: dict[str, set[str]]) -> list[Pair]:
    """Pairs of one outlet with ten shingles in common that ten of its pages have."""
    by_outlet: defaultdict[str, list[str]] = defaultdict(list)
    for key, report in sorted(reports.items()):
        by_outlet[report.outlet or ""].append(key)
    found = []
    for keys in by_outlet.values():
        spread = Counter(shingle for key in keys for shingle in sets[key])
        common = {shingle for shingle, pages in spread.items() if pages >= 10}
        found += [(a, b) for a, b in combinations(keys, 2) if len(sets[a] & sets[b] & common) >= 10]
    return found


def _updates(reports: dict[str, Report], sets: dict[str, set[str]]) -> list[Pair]:
    """Pairs of one outlet with a twentieth in common after what five of its pages have, published within ten days."""
    by_outlet: defaultdict[str, list[str]] = defaultdict(list)
    for key, report in sorted(reports.items()):
        if report.outlet and report.published and len(report.published) >= 10:
            by_outlet[report.outlet].append(key)
    found = []
    for keys in by_outlet.values():
        spread = Counter(shingle for key in keys for shingle in sets[key])
        own = {key: {shingle for shingle in sets[key] if spread[shingle] < 5} for key in keys}
        days = {key: date.fromisoformat((reports[key].published or "")[:10]) for key in keys}
        found += [
            (a, b)
            for a, b in combinations(keys, 2)
            if abs((days[a] - days[b]).days) <= 10
            and len(own[a] & own[b]) >= 0.05 * max(1, min(len(own[a]), len(own[b])))
        ]
    return found


def _words(reports: dict[str, Report], held: dict[Pair, float]) -> list[Pair]:
    """Of each report the one of another outlet whose words are likest (cosine of tf-idf), within a week of it."""
    counts = {key: Counter(WORD.findall(report.text.casefold())) for key, report in sorted(reports.items())}
    spread = Counter(word for found in counts.values() for word in found)
    weights = {
        key: {w: (1 + math.log(n)) * math.log(len(counts) / spread[w]) for w, n in found.items() if spread[w] < 300}
        for key, found in counts.items()
    }
    length = {key: math.sqrt(sum(value**2 for value in found.values())) or 1.0 for key, found in weights.items()}
    by_week: defaultdict[str, list[str]] = defaultdict(list)
    for key, report in sorted(reports.items()):
        if report.published and len(report.published) >= 10:
            by_week[report.published[:8] + str(int(report.published[8:10]) // 8)].append(key)
    found = []
    for keys in by_week.values():
        for key in keys:
            others = [o for o in keys if o != key and reports[o].outlet != reports[key].outlet]
            if not others:
                continue
            like = {
                o: sum(value * weights[o].get(word, 0.0) for word, value in weights[key].items())
                / (length[key] * length[o])
                for o in others
            }
            best = max(like, key=lambda o: (like[o], o))
            if like[best] >= 0.35 and held.get(_pair(key, best), 0.0) < 0.05:
                found.append(_pair(key, best))
    return found


def _pair(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def page(one: Report, two: Report, before: int = 160) -> str:
    """What the judge reads of a pair: heads, beginnings, and every six words in common with what stands around them."""
    out = []
    for here, there in ((one, two), (two, one)):
        theirs = WORD.findall(there.text.casefold())
        known = {tuple(theirs[n : n + 6]) for n in range(len(theirs) - 5)}
        places = [match.span() for match in WORD.finditer(here.text)]
        words = [here.text[a:b].casefold() for a, b in places]
        marked = [False] * len(words)
        for n in range(len(words) - 5):
            if tuple(words[n : n + 6]) in known:
                marked[n : n + 6] = [True] * 6
        seen = [n < before or any(marked[max(0, n - 25) : n + 26]) for n in range(len(words))]
        out.append(
            f"== {here.id} | {here.outlet} | {here.published} | {here.title} | {len(words)} words, {sum(marked)} shared"
        )
        text = ""
        for n, (start, end) in enumerate(places):
            if not seen[n]:
                if not n or seen[n - 1]:
                    text += " [...] "
                continue
            opening = "{" if marked[n] and not (n and marked[n - 1]) else ""
            closing = "}" if marked[n] and not (n + 1 < len(words) and marked[n + 1]) else ""
            gap = here.text[places[n - 1][1] : start] if n else here.text[:start]
            text += gap + opening + here.text[start:end] + closing
        out.append(" ".join(text.split()))
    return "\n".join(out)


def _shuffled(pairs: list[Pair], first: int) -> list[Pair]:
    """The first pairs in a shuffled order, then the others in one."""
    low, high = pairs[:first], pairs[first:]
    for part in (low, high):
        random.Random(SEED + 1).shuffle(part)
    return low + high


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", nargs=2, type=int, metavar=("FROM", "TO"))
    parser.add_argument("--by", help="only those that this method drew")
    parser.add_argument("--again", action="store_true", help="the thirty that are judged twice, sides changed")
    parser.add_argument("--set", type=int, choices=(1, *FURTHER), default=1)
    asked = parser.parse_args()
    rows = further(asked.set) if asked.set in FURTHER else [("world", method, pair) for method, pair in drawn()]
    rows = [row for row in rows if asked.by in (None, row[1])]
    if asked.pages is None and not asked.again:
        for name, method, pair in rows:
            print(f"{name}\t{method}\t{pair[0]}\t{pair[1]}")
    else:
        pairs = [pair for _, _, pair in rows]
        pairs = _shuffled(pairs, FIRST.get(asked.set, len(pairs)))  # what was added later comes last
        if asked.again:
            pairs = [(b, a) for a, b in random.Random(SEED + 2).sample(pairs, 30)]
        reports = {report.id: report for name in {name for name, _, _ in rows} for report in corpus(name)}
        low, high = asked.pages or (0, len(pairs))
        for number, (a, b) in enumerate(pairs[low:high], low):
            whole = page(reports[a], reports[b], LONGEST if asked.set in FURTHER else 160)
            print(f"#### {number}\n{whole}\n")
