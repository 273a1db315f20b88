"""Which reports are taken from which: candidates from an index, verified by exact alignment, with their direction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from sayso.compare.align import Run, covered, mirrored, passages, runs, without
from sayso.compare.credits import credit, house, names, wired
from sayso.compare.nouns import By, Copy
from sayso.compare.times import before
from sayso.compare.words import Words
from sayso.report import Report

#: Shared sampled shingles from which a pair is looked at. `benchmarks/copies.py` measures what each number finds.
SHARED = 2
#: Words outside quotations that a copy shares with its source at least: about two sentences.
OWN_WORDS = 40
#: Pages of one outlet from which what they share is the outlet's furniture, where their titles have nothing in common.
FURNITURE = 3
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
    found = [Words(among.report(other)) for other in among.sharing(report, SHARED, MOST)]
    aligned = [(there, runs(here, there)) for there in found]
    common = furniture(here, aligned)
    pairs = [copy for there, shared in aligned if (copy := copied(here, there, without(shared, common)))]
    return tuple(sorted(pairs, key=lambda copy: (-max(copy.copied, copy.contains), copy.report, copy.of)))


def furniture(here: Words, aligned: Iterable[tuple[Words, Sequence[Run]]]) -> frozenset[int]:
    """Words of a page, by their numbers, that other pages of its outlet have too, whatever they are about.

    Reports of one story share words as well, and so do their titles. Pages without a title count for nothing.
    """
    outlet, head = house(here.report.outlet), _head(here.report)
    if outlet is None or not head:
        return frozenset()
    pages: Counter[int] = Counter()
    for there, shared in aligned:
        theirs = _head(there.report) if house(there.report.outlet) == outlet else None
        if theirs and not head & theirs:
            pages.update({run.left + n for run in shared for n in range(run.length)})
    return frozenset(n for n, count in pages.items() if count >= FURNITURE)


def copied(one: Words, two: Words, shared: Sequence[Run] | None = None) -> Copy | None:
    """How two reports share text, and which is taken from the other; None where neither is a copy.

    `shared` are the runs of words that stand in both, as `one` has them, where they are known.
    """
    shared = runs(one, two) if shared is None else shared
    if not shared or _own(one, two, shared) < OWN_WORDS:
        return None
    taken, by = direction(one, two, shared)
    external = _agency(one, two) if by != "credit" else None
    if external:
        taken, by = None, None
    left, right = one, two
    if taken is False or (taken is None and two.report.id < one.report.id):
        left, right, shared = two, one, mirrored(shared)
    return Copy(
        left.report.id,
        right.report.id,
        passages(left, right, shared),
        round(covered(shared, len(left.words)), 4),
        round(covered(mirrored(shared), len(right.words)), 4),
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
    if earlier is None:
        return None, None
    later = two.report if earlier else one.report
    if wired(later):  # it says whose text it is: both can have it from there
        return None, None
    return not earlier, "time"


def _own(one: Words, two: Words, shared: Iterable[Run]) -> int:
    """Shared words that stand in no quotation on either side: two reporters at one press conference share the rest."""
    return sum(
        not (one.foreign[run.left + n] or two.foreign[run.right + n]) for run in shared for n in range(run.length)
    )


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
    left, right = wired(one.report), wired(two.report)
    return left if left == right else None


_PLAIN = frozenset(
    "about after again against amid among and are but calls can could did for from had has have her his how into its"
    " just may more new news not now off opinion out over says she that the their them they this told was what when"
    " where who why will with would you your".split()
)


def _head(report: Report) -> frozenset[str]:
    """The telling words of a title, without the outlet's own name."""
    own = {word for name in names(report.outlet or "") for word in name.casefold().split()}
    words = re.findall(r"\w{3,}", (report.title or "").casefold())
    return frozenset(words) - _PLAIN - own
