"""An index of signatures in memory, for reports that are in no ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.keep.signatures import UNDER_ONE, signature
from sayso.report import Report


class Index:
    """Finds reports that may share text. Reports are known by their ids."""

    def __init__(self, reports: Iterable[Report] = ()):
        self._reports: dict[str, Report] = {}
        self._signatures: dict[str, tuple[int, ...]] = {}
        self._under: defaultdict[int, list[str]] = defaultdict(list)
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        """Takes a report in."""
        self._reports[report.id] = report
        self._signatures[report.id] = signature(report.text)
        for number in self._signatures[report.id]:
            if len(self._under[number]) < UNDER_ONE:
                self._under[number].append(report.id)

    def sharing(self, report: str, at_least: int, most: int) -> Sequence[str]:
        """Ids of other reports with so many of a report's sampled shingles, those with most of them first."""
        found = Counter(
            other for number in self._signatures[report] for other in self._under[number] if other != report
        )
        enough = [(count, other) for other, count in found.items() if count >= at_least]
        return [other for _, other in sorted(enough, key=lambda pair: (-pair[0], pair[1]))[:most]]

    def report(self, id: str) -> Report:
        """The report of an id."""
        return self._reports[id]
