"""Which statements say the same: most of their words, each weighed by how rare it is, or a run of somebody's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from sayso.compare.utterances import Utterance, quoted, stem

#: Quoted words in a row from which two quotations are one.
RUN = 5
#: The share of the shorter one's words, and of both together, that two wordings of one claim have in common.
_OF_ONE, _OF_BOTH, _TERMS = 0.65, 0.38, 3
#: Of a quotation that another report gives in part, or in other marks.
_SHORTENED = 0.75
#: The share of the shorter one's words that a run of quoted words is at least.
_RUN_OF_ONE = 0.3
#: What two share weighs at least as much as so many words that four utterances of the story have.
_TOLD = 2.0
_LINKED = 8  # members of each of two groups that are looked at before the groups are joined
_RAREST, _POSTING = 8, 240  # terms of an utterance that look for others, and utterances that one term finds at most


def weights_of(said: Sequence[Utterance]) -> dict[str, float]:
    """How much each term tells: the rarer in the story, the more."""
    counts = Counter(term for one in said for term in one.terms)
    return {term: log(1 + len(said) / count) for term, count in counts.items()}


def alike(said: Sequence[Utterance], weights: Mapping[str, float]) -> list[list[Utterance]]:
    """Utterances without a count that say the same, in groups; one that says it alone is a group too."""
    pool = [
        one
        for one in said
        if one.whole and not one.counts and len(one.terms) >= 2 and any(t[0] not in "@#" for t in one.terms)
    ]
    parents = list(range(len(pool)))

    def top(n: int) -> int:
        while parents[n] != n:
            parents[n] = parents[parents[n]]
            n = parents[n]
        return n

    held = [[n] for n in range(len(pool))]
    pairs = sorted(_pairs(pool, weights), key=lambda pair: (-pair[0], pair[1], pair[2]))
    same = {(left, right) for _, left, right in pairs}
    for _, left, right in pairs:
        one, two = top(left), top(right)
        if one == two:
            continue
        some = [(min(a, b), max(a, b)) for a in held[one][:_LINKED] for b in held[two][:_LINKED]]
        if 2 * sum(pair in same for pair in some) >= len(some):  # no chain from one to the next to something else
            parents[two] = one
            held[one] += held[two]
    return [[pool[m] for m in sorted(held[n])] for n in range(len(pool)) if top(n) == n]


def _pairs(pool: Sequence[Utterance], weights: Mapping[str, float]) -> Iterable[tuple[float, int, int]]:
    """Pairs that say the same: how alike they are, and their numbers in `pool`."""
    index: dict[str, list[int]] = {}
    runs: dict[tuple[str, ...], list[int]] = {}
    for n, one in enumerate(pool):
        for term in sorted(one.terms, key=lambda t: (-weights[t], t))[:_RAREST]:
            index.setdefault(term, []).append(n)
        for at in range(len(one.words) - RUN + 1):
            runs.setdefault(one.words[at : at + RUN], []).append(n)
    same: set[tuple[int, int]] = set()
    wordings: dict[tuple[str, ...], list[int]] = {}
    for n, one in enumerate(pool):
        wordings.setdefault(one.words, []).append(n)
    for found in wordings.values():
        same |= {(found[0], n) for n in found[1:] if not apart(pool[found[0]], pool[n])}
    rare = 1.7 * log(1 + len(pool) / 4)
    for words, found in runs.items():
        telling = sum(weights.get(stem(word), 0.0) for word in set(words))
        if telling < rare:
            continue  # "the use of chemical weapons" is nobody's quotation
        for k, left in enumerate(found[:_POSTING]):
            for right in found[k + 1 : k + 1 + 40]:
                least = min(sum(weights[t] for t in pool[n].terms) for n in (left, right))
                if left != right and (quoted(pool[left]) or quoted(pool[right])) and telling >= _RUN_OF_ONE * least:
                    same.add((min(left, right), max(left, right)))
    near = {
        (left, right)
        for found in index.values()
        if 1 < len(found) <= _POSTING
        for k, left in enumerate(found)
        for right in found[k + 1 : k + 1 + 60]
        if left < right
    }
    for left, right in same:
        yield 2.0, left, right
    for left, right in near - same:
        of_one, of_both, terms = likeness(pool[left], pool[right], weights)
        joined = of_one >= _OF_ONE and of_both >= _OF_BOTH and terms >= _TERMS
        if not joined and (quoted(pool[left]) or quoted(pool[right])):
            joined = of_one >= _SHORTENED and terms > _TERMS
        told = sum(weights[term] for term in pool[left].terms & pool[right].terms)
        if joined and told >= _TOLD * log(1 + len(pool) / 4) and not apart(pool[left], pool[right]):
            yield of_both, left, right


def likeness(one: Utterance, two: Utterance, weights: Mapping[str, float]) -> tuple[float, float, int]:
    """The share of the shorter's weight, and of both's, that two have in common, and in how many terms."""
    common = one.terms & two.terms
    shared = sum(weights[t] for t in common)
    left, right = sum(weights[t] for t in one.terms), sum(weights[t] for t in two.terms)
    return shared / (min(left, right) or 1), shared / (left + right - shared or 1), len(common)


def apart(one: Utterance, two: Utterance) -> bool:
    """Whether two cannot be one claim: other numbers, or a no against a yes."""
    left, right = ({t for t in u.terms if t[0] == "#"} for u in (one, two))
    if (one.stance == "denying") != (two.stance == "denying"):
        return True
    return one.negative != two.negative or bool(left and right and not left & right)
