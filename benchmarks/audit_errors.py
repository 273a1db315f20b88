"""Whether the audit's 95 % intervals hold the true share as often as they say, in simulated months of reports.

Each simulated report has one statement and a Poisson number more, and a share of its own (Beta, so that statements of
one report are alike to a stated degree). The classifier's error is simulated too: a true class, a found one, and
labelled reports of the size of our gold. `python -m benchmarks.audit_errors` prints a table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.audit import intervals

#: Simulated months for each case, and statements in a report beside the first.
MONTHS, MORE = 300, 7
GOLD_REPORTS, GOLD_STATEMENTS = 42, 14


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of month."""

    reports: int
    share: float
    alike: float  # correlation of statements within a report
    found: float = 0.9
    wrongly: float = 0.04


CASES = [
    Case(reports, share, alike)
    for reports in (3, 5, 8, 15, 30)
    for share, alike in ((0.05, 0.2), (0.25, 0.2), (0.25, 0.5), (0.6, 0.2))
]


def _month(case: Case, reports: int, more: int, chance: np.random.Generator) -> tuple[intervals.Numbers, ...]:
    """For each report: statements, those truly of the class, those found to be, those both."""
    spread = 1 / case.alike - 1
    own = chance.beta(case.share * spread, (1 - case.share) * spread, size=reports)
    sizes = 1 + chance.poisson(more, size=reports)
    true = chance.binomial(sizes, own)
    both = chance.binomial(true, case.found)
    wrongly = chance.binomial(sizes - true, case.wrongly)
    return tuple(np.asarray(column, dtype=np.float64) for column in (sizes, true, both + wrongly, both))


def coverage(case: Case, months: int = MONTHS, seed: int = 1) -> tuple[float, float, float, float]:
    """How often the interval of chance holds the true share, the corrected one does, and the mean width of each."""
    chance = np.random.default_rng(seed)
    held = np.zeros(2)
    width = np.zeros(2)
    for _ in range(months):
        sizes, true, found, _both = _month(case, case.reports, MORE, chance)
        sums = intervals.resampled(np.column_stack([sizes, true, found]))
        _, (low, high) = intervals.drawn(true.sum() / sizes.sum(), case.reports, sums[:, 1], sums[:, 0])
        share = found.sum() / sizes.sum()
        draws, _ = intervals.drawn(share, case.reports, sums[:, 2], sums[:, 0])
        gold = zip(
            *_month(Case(0, 0.25, 0.2, case.found, case.wrongly), GOLD_REPORTS, GOLD_STATEMENTS, chance), strict=True
        )
        tables = [(int(b), int(t - b), int(f - b), int(s - t - f + b)) for s, t, f, b in gold]
        fixed = intervals.corrected(share, draws, tables)
        bounds = fixed[1] if fixed else (0.0, 1.0)
        held += [low <= case.share <= high, bounds[0] <= case.share <= bounds[1]]
        width += [high - low, bounds[1] - bounds[0]]
    return held[0] / months, held[1] / months, width[0] / months, width[1] / months


def main() -> None:
    """Prints the table of docs/audit.md."""
    intervals.RESAMPLES = 500  # enough for a standard error; an audit takes more
    print("| reports | true share | alike | chance: holds | width | with the class's error: holds | width |")
    print("|---|---|---|---|---|---|---|")
    for case in CASES:
        plain, fixed, narrow, wide = coverage(case)
        about = f"| {case.reports} | {case.share:.0%} | {case.alike} "
        print(f"{about}| {plain:.0%} | {narrow:.2f} | {fixed:.0%} | {wide:.2f} |", flush=True)


if __name__ == "__main__":
    main()
