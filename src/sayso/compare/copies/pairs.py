"""Which reports are taken from which: candidates from an index, verified by exact alignment, with their direction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Protocol

from sayso.compare.copies.align import Run, covered, mirrored, passages, runs, without
from sayso.compare.copies.credits import credit, house, names, wired
from sayso.compare.copies.words import Words, words_of
from sayso.compare.nouns import By, Copy
from sayso.compare.times import before, stretch
from sayso.report import Report

#: Shared sampled shingles from which a pair is looked at. `benchmarks/copies.py` measures what each number finds.
SHARED = 2
#: Words outside quotations that a copy shares with its source at least: about two sentences.
OWN_WORDS = 40
#: Pages of one outlet from which what they share is the outlet's furniture, where their titles have nothing in common.
FURNITURE = 3
#: The last words of a page, and days after which a page of one outlet is of another season.
_FOOT, _SEASON = 10, 60
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
    here = words_of(among.report(report))
    found = [words_of(among.report(other)) for other in among.sharing(report, SHARED, MOST)]
    aligned = [(there, runs(here, there)) for there in found]
    pairs = [copy for there, shared in aligned if (copy := copied(here, there, shared))]
    if any(_one_house(here.report, among.report(_other(copy, report))) for copy in pairs):
        known = {there.report.id for there in found}
        pages = [words_of(among.report(id_)) for id_ in among.sharing(report, 1, MOST) if id_ not in known]
        common = furniture(here, [*aligned, *((there, runs(here, there)) for there in pages)])
        if common:
            pairs = [copy for there, shared in aligned if (copy := copied(here, there, without(shared, common)))]
    return tuple(sorted(pairs, key=lambda copy: (-max(copy.copied, copy.contains), copy.report, copy.of)))


def furniture(here: Words, aligned: Iterable[tuple[Words, Sequence[Run]]]) -> frozenset[int]:
    """Words of a page, by their numbers, that other pages of its outlet have too, whatever they are about.

    Reports of one story share words as well, and so do their titles, and they come out together: only pages with
    another title, or of another season, count. Pages without title and date count for nothing.
    """
    pages: Counter[int] = Counter()
    for there, shared in aligned:
        if _one_house(here.report, there.report) and _unlike(here.report, there.report):
            pages.update({run.left + n for run in shared for n in range(run.length)})
    return frozenset(n for n, count in pages.items() if count >= FURNITURE)


def copied(one: Words, two: Words, shared: tuple[Run, ...] | None = None) -> Copy | None:
    """How two reports share text, and which is taken from the other; None where neither is a copy.

    `shared` are the runs of words that stand in both, as `one` has them, where they are known.
    """
    shared = runs(one, two) if shared is None else shared
    if not shared or _own(one, two, shared) < OWN_WORDS:
        return None
    taken, by = direction(one, two, shared)
    external = _agency(one, two) if by != "credit" and not _one_house(one.report, two.report) else None
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
    if wired(later) and not _one_house(one.report, two.report):  # it says whose text it is: both can have it from there
        return None, None
    return not earlier, "time"


def _own(one: Words, two: Words, shared: Iterable[Run]) -> int:
    """Shared words that are the reports' own: in nobody's quotation, for two reporters at one press conference share
    these, and not the foot of two pages, which says who wrote and what else to read.
    """
    ends = len(one.words) - _FOOT, len(two.words) - _FOOT
    short = min(len(one.words), len(two.words)) / 3
    return sum(
        run.length - (_bits(one.foreign, run.left, run) | _bits(two.foreign, run.right, run)).bit_count()
        for run in shared
        if run.length > short or run.left + run.length < ends[0] or run.right + run.length < ends[1]
    )


def _bits(marks: bytes, start: int, run: Run) -> int:
    return int.from_bytes(marks[start : start + run.length])


def _quotes(one: Words, two: Words, shared: Iterable[Run]) -> bool | None:
    """Whether `one` puts in quotation marks what `two` says in its own voice (True), or the other way round (False)."""
    ours = theirs = 0
    for run in shared:
        ours += (_bits(one.quoted, run.left, run) & ~_bits(two.foreign, run.right, run)).bit_count()
        theirs += (_bits(two.quoted, run.right, run) & ~_bits(one.foreign, run.left, run)).bit_count()
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


def _unlike(one: Report, two: Report) -> bool:
    """Whether two pages are of two matters: their titles have no telling word in common, or months lie between."""
    heads = _head(one), _head(two)
    if heads[0] and heads[1] and not heads[0] & heads[1]:
        return True
    left, right = stretch(one.published), stretch(two.published)
    if left is None or right is None:
        return False
    return max(left[0], right[0]) - min(left[1], right[1]) > timedelta(days=_SEASON)


def _one_house(one: Report, two: Report) -> bool:
    return one.outlet is not None and house(one.outlet) == house(two.outlet)


def _other(pair: Copy, id_: str) -> str:
    return pair.of if pair.report == id_ else pair.report
