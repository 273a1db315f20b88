"""An index of signatures in memory, for reports that are in no ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.compare.words import Words
from sayso.keep.signatures import signature
from sayso.report import Report

#: Reports that are looked at under one shingle, the first that came: boilerplate is shared by thousands, and ten thousand
#: copies of one report are all found by way of the first of them.
UNDER_ONE = 256


class Index:
    """Finds reports that may share text. Reports are known by their ids."""

    def __init__(self, reports: Iterable[Report] = ()):
        self._words: dict[str, Words] = {}
        self._signatures: dict[str, tuple[int, ...]] = {}
        self._under: defaultdict[int, list[str]] = defaultdict(list)
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        """Takes a report in."""
        self._words[report.id] = Words(report)
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

    def words(self, report: str) -> Words:
        """The words of a report."""
        return self._words[report]
