"""Copies: generated ones over `world`, and the natural pairs that were judged by hand.

    python -m benchmarks.copies generated [--seed N]     edited copies of real reports: pairs, direction, false pairs
    python -m benchmarks.copies judged                   natural pairs of `world` against benchmarks/gold/copies.json

The generator abridges, retitles, gives a new lead, adds paragraphs of other reports, and swaps words; it is committed,
its texts are not. Even seeds are for tuning, odd ones for the figures.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks import corpora
from sayso.compare.align import runs
from sayso.compare.copies import copies_of
from sayso.compare.index import Index
from sayso.compare.words import Words
from sayso.read import from_text
from sayso.report import Report

#: Outlets that the generated copies are of.
OUTLETS = ("The Marrow Gazette", "Tarn Wire", "Oskeld Herald", "Straits Television", "The Sounding", "Gulf Courier")


@dataclass(frozen=True)
class Made:
    """A generated copy and what is known of it."""

    copy: Report
    source: str
    kept: float  # share of the source's sentences
    decidable: bool  # whether credit or times can tell the direction


def world() -> list[Report]:
    """The reports of `world`, read without statements."""
    rows = corpora.texts("world")
    return [
        from_text(
            row["text"], id=str(key), title=row.get("title"), outlet=row.get("outlet"), published=row.get("published")
        )
        for key, row in sorted(rows.items())
        if len(row["text"].split()) >= 120
    ]


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
    local = sentences(draw.choice(others).text)
    lead = draw.choice(sentences(draw.choice(others).text))
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
    return Made(copy, source.id, share, how == "time" or (how == "credit" and bool(source.outlet)))


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


def generated(seed: int = 1, count: int = 600) -> dict[str, float]:
    """Pairs found, directions, and pairs that are none, over `world` with `count` edited copies among it."""
    draw = random.Random(seed)
    originals = world()
    sources = draw.sample(originals, min(count, len(originals)))
    made = {m.copy.id: m for n, source in enumerate(sources) if (m := edited(source, originals, draw, n))}
    start = time.perf_counter()
    index = Index([*originals, *(m.copy for m in made.values())])
    found = {name: copies_of(name, index) for name in made}
    took = time.perf_counter() - start
    right = wrong = directed = decidable = claimed = 0
    for name, m in made.items():
        kin = _kin(m.source, index)
        hits = [pair for pair in found[name] if {pair.report, pair.of} == {name, m.source}]
        right += bool(hits)
        for pair in found[name]:
            other = pair.of if pair.report == name else pair.report
            borrowed = runs(Words(index.report(name)), Words(index.report(other)))
            wrong += other != m.source and other not in kin and not other.startswith("copy-") and not borrowed
            # A paragraph that the generator took from `other` is a passage of it, too: no false pair.
        if hits:
            if m.decidable:
                decidable += 1
                directed += hits[0].report == name and hits[0].by is not None
            else:
                claimed += hits[0].by is not None
    false = _false(originals, index)
    recall = right / len(made)
    precision = right / (right + wrong) if right else 0.0
    return {
        "copies": len(made),
        "recall": 100 * recall,
        "precision": 100 * precision,
        "F1": 200 * recall * precision / (recall + precision) if right else 0.0,
        "direction right where decidable": 100 * directed / max(1, decidable),
        "direction claimed where not decidable": claimed,
        "natural pairs per 1,000 reports": false,
        "ms a report": 1000 * took / (len(originals) + len(made)),
    }


def _kin(source: str, index: Index) -> set[str]:
    return {pair.of if pair.report == source else pair.report for pair in copies_of(source, index)}


def _false(originals: list[Report], index: Index) -> float:
    """Pairs among real reports that share under two words in ten and no passage of thirty: to be looked at by hand."""
    count = 0
    for report in originals:
        for pair in copies_of(report.id, index):
            if pair.report == report.id and not pair.of.startswith("copy-"):
                count += max(p.words for p in pair.passages) < 30 and max(pair.copied, pair.contains) < 0.2
    return 1000 * count / len(originals)


def pairs(reports: list[Report]) -> list[tuple[str, str, float, float]]:
    """Every natural pair: ids and containment both ways."""
    index = Index(reports)
    seen = {}
    for report in reports:
        for pair in copies_of(report.id, index):
            seen[tuple(sorted((pair.report, pair.of)))] = (pair.report, pair.of, pair.copied, pair.contains)
    return sorted(seen.values(), key=lambda pair: -pair[2])


PARTS: dict[str, Callable[..., Any]] = {"generated": generated}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print({name: round(value, 2) for name, value in PARTS[asked.part](asked.seed).items()})
