"""Which reports are taken from which: candidates from an index, verified by exact alignment, with their direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from sayso.compare.align import Run, covered, passages, runs
from sayso.compare.credits import credit, names
from sayso.compare.nouns import By, Copy
from sayso.compare.times import before
from sayso.compare.words import Words
from sayso.report import Report

#: Shared sampled shingles from which a pair is looked at. `benchmarks/copies.py` measures what each number finds.
SHARED = 2
#: Words outside quotations that a copy shares with its source at least, and the share of its own words that they are.
OWN_WORDS, OWN_SHARE = 40, 0.15
#: Reports that one report is aligned with at most, those that share most with it first.
MOST = 64


class Candidates(Protocol):
    """Where reports that may share text are found: the ledger, or an index in memory."""

    def sharing(self, report: str, at_least: int, most: int) -> Sequence[str]:
        """Ids of other reports with so many of a report's sampled shingles, those with most of them first."""

    def report(self, id: str) -> Report:
        """The report of an id."""


def copies_of(report: str, among: Candidates) -> tuple[Copy, ...]:
    """Every pair of `report` with another that shares its text, in the order of how much of it they share."""
    here = Words(among.report(report))
    found = [copied(here, Words(among.report(other))) for other in among.sharing(report, SHARED, MOST)]
    pairs = [copy for copy in found if copy]
    return tuple(sorted(pairs, key=lambda copy: (-max(copy.copied, copy.contains), copy.report, copy.of)))


def copied(one: Words, two: Words) -> Copy | None:
    """How two reports share text, and which is taken from the other; None where neither is a copy."""
    shared = runs(one, two)
    if not shared:
        return None
    here, there = covered(shared, len(one.words)), covered(shared, len(two.words))
    own = _own(one, two, shared)
    if own < OWN_WORDS or own / min(len(one.words), len(two.words)) < OWN_SHARE:
        return None
    taken, by = direction(one, two, shared)
    external = None
    if by != "credit" and (agency := _agency(one, two)):
        taken, by, external = None, None, agency
    left, right = (two, one) if taken is False else (one, two)
    if left is two:
        shared = runs(two, one)
        here, there = there, here
    elif taken is None and two.report.id < one.report.id:
        left, right, shared, here, there = two, one, runs(two, one), there, here
    return Copy(
        left.report.id,
        right.report.id,
        passages(left, right, shared),
        round(here, 4),
        round(there, 4),
        by,
        credit(left.report, right.report.outlet) if by == "credit" else None,
        external,
    )


def direction(one: Words, two: Words, shared: Iterable[Run]) -> tuple[bool | None, By | None]:
    """Whether `one` is taken from `two`, and by what that is known; (None, None) where nothing decides it.

    A credit outranks a quotation, and both outrank the clock: a page's time can be that of its last change.
    """
    ours, theirs = credit(one.report, two.report.outlet), credit(two.report, one.report.outlet)
    if bool(ours) != bool(theirs):
        return bool(ours), "credit"
    quotes = _quotes(one, two, shared)
    if quotes is not None:
        return quotes, "quotation"
    earlier = before(one.report, two.report)
    return (None, None) if earlier is None else (not earlier, "time")


def _own(one: Words, two: Words, shared: Iterable[Run]) -> int:
    """Shared words that stand in no quotation on either side: two reporters at one press conference share the rest."""
    return sum(not (one.quoted[run.left + n] or two.quoted[run.right + n]) for run in shared for n in range(run.length))


def _quotes(one: Words, two: Words, shared: Iterable[Run]) -> bool | None:
    """Whether `one` puts in quotation marks what `two` says in its own voice (True), or the other way round (False)."""
    ours = theirs = 0
    for run in shared:
        for n in range(run.length):
            here, there = one.quoted[run.left + n], two.quoted[run.right + n]
            ours += here and not there
            theirs += there and not here
    if max(ours, theirs) < 8 or min(ours, theirs) * 4 > max(ours, theirs):
        return None
    return ours > theirs


def _agency(one: Words, two: Words) -> str | None:
    """The agency that both credit and neither is: their text is its, and it is not among them."""
    left, right = one.report.wire, two.report.wire
    if left and right and left == right:
        outlets = [found.report.outlet or "" for found in (one, two)]
        if not any(left in names(outlet) for outlet in outlets if outlet):
            return left
    return None
