"""Corrections and changes at one address: which counts an outlet takes back, and who had relayed them.

A correction takes back its own outlet's count. A report of another outlet that had it from there is not corrected by
that, and is named as such; but what it relays has no ground any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.compare.copies.credits import credit, house
from sayso.compare.figures.tallies import Count, sentence
from sayso.compare.times import before
from sayso.report import Report

_TITLED = re.compile(r"\b(?:corrections?|corrected|corrects|correcting|clarifications?|erratum|errata)\b", re.I)
_EARLIER_TEXT = (
    r"\b(?:an |the )?(?:earlier|previous|original|first) (?:version|edition|summary)\b"
    r"|\b(?:this|our|the) (?:report|article|story|item|bulletin|headline|page|piece)\b[^.;]{0,80}"
    r"\b(?:said|stated|gave|put|reported)\b"
    r"|\bwe (?:wrongly |incorrectly |mistakenly )?(?:said|reported|wrote|stated|gave)\b"
)
_WRONG = r"\b(?:wrongly|incorrectly|mistakenly|erroneously|misstated|in error)\b"
_TAKEN_BACK = re.compile(f"(?:{_EARLIER_TEXT}|{_WRONG})[^;]*\\Z", re.I)
_EDITED = re.compile(rf"\b(?:an |the )?(?:earlier|previous|original) version of this\b|{_WRONG}", re.I)
_HEAD = 300  # characters of a text that can say that it is a correction


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A count that an outlet takes back in a correction."""

    by: Report
    count: Count  # as the correction repeats it


def withdrawals(found: Sequence[Count]) -> list[Withdrawal]:
    """The counts that corrections among the reports take back: those that they say their outlet gave before."""
    out = []
    reports = {count.report.id: count.report for count in found}
    corrections = {id_ for id_, report in reports.items() if _corrects(report)}
    for count in found:
        if count.report.id in corrections:
            start, _ = sentence(count.report.text, count.figure.span)
            if _TAKEN_BACK.search(count.report.text[start : count.figure.span[0]]):
                out.append(Withdrawal(count.report, count))
    return out


def _corrects(report: Report) -> bool:
    head = f"{report.title or ''}\n{report.text[:_HEAD]}"
    return bool(_TITLED.search(head) or _EDITED.search(report.text))


def withdrawn(found: Sequence[Count], taken: Iterable[Withdrawal]) -> Mapping[tuple[str, str], str]:
    """The correction of each count that was taken back or relays one that was, by the count's report and figure."""
    out: dict[tuple[str, str], str] = {}
    for one in taken:
        same = [c for c in found if (c.role, *c.number) == (one.count.role, *one.count.number)]
        ours = [
            c for c in same if house(c.report.outlet) == house(one.by.outlet) and before(one.by, c.report) is not True
        ]
        words = {c.root for c in ours if c.root}
        for count in ours:
            out[count.report.id, count.figure.id] = one.by.id
        for count in same:
            theirs = count.root in words or credit(count.report, one.by.outlet) is not None
            if len(ours) > 1 and theirs and before(one.by, count.report) is not True:
                out.setdefault((count.report.id, count.figure.id), one.by.id)
    return out
