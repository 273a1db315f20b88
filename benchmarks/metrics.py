"""The measures: spans, linked statements, calibration, bootstrap intervals. Nothing here knows of a corpus."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Spans = Sequence[Sequence[int]]
PARTS = ("source", "cue", "content")
#: Bootstrap resamples of whole documents; the seed makes the interval repeatable.
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Count:
    """Hits, predictions and gold items of one document, or of many added up."""

    hit: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.hit + other.hit, self.found + other.found, self.gold + other.gold)

    @property
    def f1(self) -> float:
        """F1 in percent; 100 where there was nothing to find and nothing was found."""
        return 200 * self.hit / (self.found + self.gold) if self.found + self.gold else 100.0

    @property
    def recall(self) -> float:
        """Recall in percent."""
        return 100 * self.hit / self.gold if self.gold else 100.0

    @property
    def precision(self) -> float:
        """Precision in percent."""
        return 100 * self.hit / self.found if self.found else 100.0


@dataclass(frozen=True, slots=True)
class Score:
    """A figure with its 95 % interval over resampled documents, and how many gold items it stands on."""

    value: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.value:.1f} [{self.low:.1f}–{self.high:.1f}]"


def bootstrap(counts: Sequence[Count], figure: Callable[[Count], float]) -> Score:
    """A figure of the summed counts with the interval of `RESAMPLES` resamples of documents."""
    chance = random.Random(0)
    total = sum(counts, Count())
    drawn = (
        sorted(figure(sum(chance.choices(counts, k=len(counts)), Count())) for _ in range(RESAMPLES))
        if counts
        else [0.0]
    )
    return Score(
        figure(total), drawn[int(0.025 * len(drawn))], drawn[min(len(drawn) - 1, int(0.975 * len(drawn)))], total.gold
    )


def overlap(a: Spans, b: Spans) -> int:
    """How many code points two lists of spans share."""
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)


def exact(gold: Iterable[dict[str, Any]], found: Iterable[dict[str, Any]], part: str) -> Count:
    """Contiguous spans of one part, each once a document, alike to the code point."""
    real = {tuple(s) for row in gold for s in row[part]}
    guessed = {tuple(s) for row in found for s in row[part]}
    return Count(len(real & guessed), len(guessed), len(real))


def touching(gold: Iterable[dict[str, Any]], found: Iterable[dict[str, Any]], part: str) -> Count:
    """The same spans, counted as found where they overlap one of the other side; one to one, longest overlap first."""
    real = sorted({tuple(s) for row in gold for s in row[part]})
    guessed = sorted({tuple(s) for row in found for s in row[part]})
    pairs = [
        (overlap([r], [g]), i, j)
        for i, r in enumerate(real)
        for j, g in enumerate(guessed)
        if r[0] < g[1] and g[0] < r[1]
    ]
    used: set[tuple[str, int]] = set()
    hit = 0
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if ("r", i) not in used and ("g", j) not in used:
            used |= {("r", i), ("g", j)}
            hit += 1
    return Count(hit, len(guessed), len(real))


def match(gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Linked statements: source, cue and content all overlap those of one gold attribution (a part that gold leaves
    empty must be empty). One to one, longest overlap first; pairs of indices.
    """
    pairs = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            shared = [overlap(g[p], f[p]) if g[p] and f[p] else int(not g[p] and not f[p]) for p in PARTS]
            if all(shared):
                pairs.append((sum(shared), i, j))
    used_g: set[int] = set()
    used_f: set[int] = set()
    out = []
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if i not in used_g and j not in used_f:
            used_g.add(i)
            used_f.add(j)
            out.append((i, j))
    return out


def linked(gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> Count:
    """Linked statements of one document."""
    return Count(len(match(gold, found)), len(found), len(gold))


def calibration_error(scored: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015) in percent, over bins of equal count."""
    told: dict[float, list[bool]] = {}
    for score, right in scored:
        told.setdefault(score, []).append(right)
    # equal scores share their share, or the wrong ones among them would be sorted into the lower bin
    rows = [(score, sum(told[score]) / len(told[score])) for score in sorted(told) for _ in told[score]]
    if not rows:
        return 0.0
    total = 0.0
    for b in range(bins):
        part = rows[b * len(rows) // bins : (b + 1) * len(rows) // bins]
        if part:
            total += abs(sum(s for s, _ in part) - sum(ok for _, ok in part))
    return 100 * total / len(rows)
