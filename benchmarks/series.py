"""Figures over time on `incidents` with two reports or more: each series beside the final that a registry gives.

    python -m benchmarks.series even       incidents of even number: for tuning
    python -m benchmarks.series odd        the others: for the figures

The reports are those of `benchmarks.stories`, read once and kept. Each incident's reports are laid side by side as one
story; its range of killed (injured) is [low, high] of the series of all people in that role. Where no report counts
anybody of all people, that is the range of the largest series of some of them; where none counts at all, nought. The
constant range beside it is the one of whole numbers that covers most at a width of no more than 1.5, chosen on the very
rows that it is scored on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks import corpora
from benchmarks.figures import mean
from benchmarks.metrics import Score
from benchmarks.stories import read
from sayso.compare import Index, lay
from sayso.compare.nouns import Series
from sayso.report import FigureRole, Report

WIDTH = 1.5
_FINALS: tuple[tuple[FigureRole, str, str], ...] = (
    ("killed", "killed", "num_killed"),
    ("wounded", "injured", "num_injured"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the series of one incident and role come to, beside the final."""

    low: float
    high: float
    best: float | None
    values: frozenset[float]  # of every value told in any report
    final: float

    @property
    def covered(self) -> bool:
        return self.low <= self.final <= self.high

    @property
    def right(self) -> bool:
        return self.final in self.values or self.best == self.final


def chosen(all_series: Iterable[Series], role: FigureRole) -> Series | None:
    """The series of all people in a role, else the largest of some of them; None where nobody counts."""
    found = [
        s for s in all_series if s.role == role and s.scope in ("incident", "facility", "subset") and s.low is not None
    ]
    whole = [s for s in found if s.scope == "incident" and s.subject is None]
    return whole[0] if whole else max(found, key=lambda s: (s.high or 0, len(s.values)), default=None)


def measured(part: str) -> dict[str, list[Told]]:
    """What each incident's series come to, by "killed" and "injured"."""
    reports = read("incidents")
    out: dict[str, list[Told]] = {name: [] for _, name, _ in _FINALS}
    for row in corpora.rows("incidents.jsonl.gz"):
        if len(row["reports"]) < 2 or int(row["incident"]) % 2 != (part == "odd"):
            continue
        figures = laid([reports[one["id"]] for one in row["reports"]])
        for role, name, gold in _FINALS:
            one = chosen(figures, role)
            values = {v.low if v.low is not None else v.high for v in one.values} if one else {0.0}
            out[name].append(
                Told(
                    one.low or 0.0 if one else 0.0,
                    one.high or 0.0 if one else 0.0,
                    one.best if one else None,
                    frozenset(value for value in values if value is not None),
                    float(row[gold]),
                )
            )
    return out


def laid(reports: Sequence[Report]) -> tuple[Series, ...]:
    """The series of one incident's reports."""
    unique = list({report.id: report for report in reports}.values())
    return lay("st-1", unique, Index(unique)).figures


def constant(finals: Sequence[float]) -> tuple[float, float]:
    """The range of whole numbers that covers most finals at no more than the width that is asked."""
    width = int(WIDTH)
    return max(((float(a), float(a + width)) for a in range(20)), key=lambda r: sum(r[0] <= f <= r[1] for f in finals))


def measure(part: str) -> dict[str, Score | float]:
    """Every figure of series over time, by name."""
    out: dict[str, Score | float] = {}
    for name, told in measured(part).items():
        low, high = constant([one.final for one in told])
        for label, some in (("", told), (".of-two-or-more", [one for one in told if one.final >= 2])):
            at = f"incidents.{name}{label}"
            out[f"{at}.coverage"] = mean([100.0 * one.covered for one in some])
            out[f"{at}.coverage.constant {low:g}–{high:g}"] = mean([100.0 * (low <= one.final <= high) for one in some])
            out[f"{at}.width"] = mean([one.high - one.low for one in some])
            out[f"{at}.best or a value right"] = mean([100.0 * one.right for one in some])
            given = [one for one in some if one.best is not None]
            out[f"{at}.best given"] = mean([100.0 * (one.best is not None) for one in some])
            out[f"{at}.best right where given"] = mean([100.0 * (one.best == one.final) for one in given])
    return out


if __name__ == "__main__":
    for name, score in measure(sys.argv[1] if len(sys.argv) > 1 else "odd").items():
        print(f"{name:60} {score if isinstance(score, Score) else f'{score:.1f}'}")
