"""Copies: generated ones over `world`, and natural pairs that were judged beforehand; beside MinHash alone.

    python -m benchmarks.copies generated [--seed N]   edited copies of real reports: pairs, direction, false pairs
    python -m benchmarks.copies natural                judged pairs of `world` (benchmarks/gold/copies.json)
    python -m benchmarks.copies natural --set 2        and of `incidents`, unseen once, mended on since (copies-2.json)
    python -m benchmarks.copies natural --set 3        of four corpora, read by nobody who mended a rule (copies-3.json)
    python -m benchmarks.copies everywhere             every report of `world` is asked: false pairs
    python -m benchmarks.copies index                  what each sampling of the index finds, and at what scale
    python -m benchmarks.copies days                   a hundred pairs with days for dates and no credit: who is "first"
    python -m benchmarks.copies many                   ten thousand copies of one report: time and memory

The generator abridges, retitles, gives a new lead, adds paragraphs of other reports, and swaps words; it is committed,
its texts are not. Even seeds are for tuning, odd ones for the figures. rensa and datasketch, which run beside Sayso in
the first two, come with `pip install "sayso[bench]"`.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks import corpora
from sayso.compare.copies.index import Index
from sayso.compare.copies.pairs import copies_of
from sayso.compare.nouns import Copy
from sayso.read import from_text
from sayso.report import Report

#: Outlets that the generated copies are of.
OUTLETS = ("The Marrow Gazette", "Tarn Wire", "Oskeld Herald", "Straits Television", "The Sounding", "Gulf Courier")
#: Real reports that share so many five-word shingles of the shorter one are left out of the count of false pairs: they
#: can be copies of each other, and nobody judged them.
AKIN = 0.05

Pair = tuple[str, str]


@dataclass(frozen=True)
class Made:
    """A generated copy and what is known of it."""

    copy: Report
    source: str
    others: tuple[str, str]  # the reports that its lead and its local paragraphs are from
    kept: float  # share of the source's sentences
    decidable: bool  # whether credit or times can tell the direction


@dataclass(frozen=True)
class Generated:
    """Real reports with edited copies among them."""

    originals: list[Report]
    made: dict[str, Made]
    akin: Mapping[str, Collection[str]]  # real reports that share text by nature

    def reports(self) -> list[Report]:
        """All of them."""
        return [*self.originals, *(m.copy for m in self.made.values())]

    def parents(self, name: str) -> set[str]:
        """What a report's text can be from: itself, its ingredients, and reports that share text with these."""
        m = self.made.get(name)
        from_ = {m.source, *m.others} if m else {name}
        return from_ | {kin for parent in from_ for kin in self.akin.get(parent, ())}

    def false(self, name: str, found: Iterable[str]) -> list[str]:
        """Those that were found to share text with a generated copy and cannot."""
        ours = self.parents(name)
        return sorted({other for other in found if not ours & self.parents(other)})


@cache
def corpus(name: str) -> list[Report]:
    """The reports of a corpus of 120 words or more, read without statements."""
    rows = corpora.texts(name)
    return [
        from_text(
            row["text"], id=str(key), title=row.get("title"), outlet=row.get("outlet"), published=row.get("published")
        )
        for key, row in sorted(rows.items())
        if len(row["text"].split()) >= 120
    ]


def world() -> list[Report]:
    """The reports of `world` of 120 words or more, read without statements."""
    return corpus("world")


def shingles(text: str) -> set[str]:
    """The five-word shingles of a text, folded."""
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[n : n + 5]) for n in range(len(words) - 4)}


@cache
def kin() -> Mapping[str, Collection[str]]:
    """Of each report of `world` those that share text with it, by brute force over all their shingles."""
    from benchmarks.copies_draw import shared  # which draws from the reports of this module

    sets = {report.id: shingles(report.text) for report in world()}
    found: dict[str, set[str]] = {}
    for (one, two), count in shared(sets).items():
        if count >= AKIN * min(len(sets[one]), len(sets[two])):
            found.setdefault(one, set()).add(two)
            found.setdefault(two, set()).add(one)
    return found


def sentences(text: str) -> list[str]:
    """A text in pieces of about a sentence."""
    return [piece for piece in re.split(r"(?<=[.!?”\"])\s+", text) if piece.strip()]


def edited(source: Report, others: list[Report], draw: random.Random, number: int) -> Made:
    """One edited copy: 25 to 85 % of the source kept under a new head, among paragraphs that are not its own."""
    pieces = sentences(source.text)
    share = draw.uniform(0.25, 0.85)
    keep = sorted(draw.sample(range(len(pieces)), max(3, round(share * len(pieces)))))
    kept = [_swapped(pieces[n], draw) for n in keep]
    if draw.random() < 0.3:
        half = len(kept) // 2
        kept = kept[half:] + kept[:half]
    local_from = draw.choice(others)
    local = sentences(local_from.text)
    lead_from = draw.choice(others)
    lead = draw.choice(sentences(lead_from.text))
    added = local[: draw.randrange(2, max(3, len(local) // 3))]
    at = draw.randrange(len(kept) + 1)
    body = [lead, *kept[:at], *added, *kept[at:]]
    outlet = draw.choice([name for name in OUTLETS if name != source.outlet])
    how = draw.choice(("credit", "time", "neither"))
    if how == "credit" and source.outlet:
        body.append(f"This report first appeared in {source.outlet}.")
    day = source.published or "2013-09-01"
    published = {"credit": day[:10], "time": f"{int(day[:4]) + 1}-01-05", "neither": day[:10]}[how]
    text = "\n\n".join(" ".join(body[n : n + 3]) for n in range(0, len(body), 3))
    copy = from_text(text, id=f"copy-{number}", title=f"Made {number}", outlet=outlet, published=published)
    decidable = bool(source.published if how == "time" else how == "credit" and source.outlet)
    return Made(copy, source.id, (lead_from.id, local_from.id), share, decidable)


def _swapped(sentence: str, draw: random.Random) -> str:
    """A sentence with one word in thirty dropped, doubled or changed."""
    words = sentence.split(" ")
    out: list[str] = []
    for word in words:
        chance = draw.random()
        if chance < 1 / 90:
            continue
        out.append({0: "the", 1: "also", 2: "reportedly"}[draw.randrange(3)] if chance < 2 / 90 else word)
        if 2 / 90 <= chance < 3 / 90:
            out.append("now")
    return " ".join(out)


def make(seed: int, count: int = 600) -> Generated:
    """Edited copies of `count` reports of `world`, among all of them."""
    draw = random.Random(seed)
    originals = world()
    sources = draw.sample(originals, min(count, len(originals)))
    made = {m.copy.id: m for n, source in enumerate(sources) if (m := edited(source, originals, draw, n))}
    return Generated(originals, made, kin())


def scored(data: Generated, found: Mapping[str, Iterable[str]]) -> dict[str, float]:
    """Pairs of a generated copy and its source, from what was found to share text with each generated copy."""
    right = sum(m.source in found[name] for name, m in data.made.items())
    wrong = sum(len(data.false(name, found[name])) for name in data.made)
    recall = right / len(data.made)
    precision = right / (right + wrong) if right else 0.0
    return {
        "recall": 100 * recall,
        "precision": 100 * precision,
        "F1": 200 * recall * precision / (recall + precision) if right else 0.0,
        "false pairs per 1,000 reports asked": 1000 * wrong / len(data.made),
    }


def generated(seed: int = 1) -> dict[str, Any]:
    """Sayso on one draw, and beside it MinHash alone with the thresholds that did best on an even one."""
    from benchmarks.copies_others import OTHERS

    data = make(seed)
    out: dict[str, Any] = {"copies": len(data.made), "Sayso": ours(data)}
    for other in OTHERS:
        start = time.perf_counter()
        pairs = other.pairs(data.reports(), asked=list(data.made))
        took = time.perf_counter() - start
        out[other.name] = scored(data, pairs) | {"seconds": took}
    return out


def ours(data: Generated) -> dict[str, float]:
    """Sayso's pairs and directions on generated copies, and the seconds for the index and the asking."""
    start = time.perf_counter()
    index = Index(data.reports())
    found = {name: copies_of(name, index) for name in data.made}
    took = time.perf_counter() - start
    pairs = {name: {_other(pair, name) for pair in pairs} for name, pairs in found.items()}
    return scored(data, pairs) | _directions(data, found) | {"seconds": took}


def _other(pair: Copy, name: str) -> str:
    return pair.of if pair.report == name else pair.report


def _directions(data: Generated, found: Mapping[str, Iterable[Copy]]) -> dict[str, float]:
    """How often the direction is right where the generator put a credit or a time, and what is claimed elsewhere.

    Elsewhere the text itself can have a credit that was kept ("told CNN"): a direction that is right is no fault.
    """
    right = decidable = claimed = wrong = 0
    for name, m in data.made.items():
        for pair in found[name]:
            if _other(pair, name) == m.source:
                if m.decidable:
                    decidable += 1
                    right += pair.report == name and pair.by is not None
                else:
                    claimed += pair.by is not None
                    wrong += pair.by is not None and pair.report != name
    return {
        "direction right where decidable": 100 * right / max(1, decidable),
        "decidable": decidable,
        "direction claimed elsewhere": claimed,
        "of these wrong": wrong,
    }


def _parts() -> dict[str, Callable[[argparse.Namespace], Any]]:
    from benchmarks import copies_days, copies_index, copies_many, copies_natural

    return {
        "generated": lambda asked: generated(asked.seed),
        "natural": lambda asked: copies_natural.natural(asked.set),
        "everywhere": lambda asked: copies_natural.everywhere(),
        "index": lambda asked: copies_index.measure(asked.seed),
        "days": lambda asked: copies_days.measure(asked.seed),
        "many": lambda asked: copies_many.measure(),
    }


def shown(value: Any, indent: str = "") -> str:
    """Figures as lines, nested ones under their name."""
    lines = []
    for name, one in value.items():
        if isinstance(one, dict):
            lines.append(f"{indent}{name}\n{shown(one, indent + '  ')}")
        else:
            lines.append(f"{indent}{name}: {round(one, 2) if isinstance(one, float) else one}")
    return "\n".join(lines)


if __name__ == "__main__":
    parts = _parts()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=parts)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set", type=int, choices=(1, 2, 3), default=1)
    given = parser.parse_args()
    print(shown(parts[given.part](given)))
