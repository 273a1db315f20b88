"""Which reports are taken from which: candidates from an index, verified by exact alignment, with their direction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from sayso.compare.copies.align import Run, covered, edited, mirrored, passages, runs, without
from sayso.compare.copies.credits import credit, wired
from sayso.compare.copies.pages import akin, furniture, lost, one_house
from sayso.compare.copies.words import Words, words_of
from sayso.compare.nouns import By, Copy
from sayso.compare.times import before, day_before
from sayso.report import Report

#: Shared sampled shingles from which a pair is looked at. `benchmarks/copies.py` measures what each number finds.
SHARED = 2
#: Words outside quotations that a copy shares with its source at least, about two sentences; of two sentences that
#: are there whole, so many words are enough.
OWN_WORDS, TWO_SENTENCES = 40, 25
#: A sentence is there whole with this share of its words.
_WHOLE = 0.75
#: Shared words that lie no further apart in both texts are one stretch, and one stretch has so many words at least:
#: what a trade says in the same set phrases lies strewn over a page.
_APART, _STRETCH = 20, 20
#: The last words of a page.
_FOOT = 10
#: Reports that one report is aligned with at most, those that share most with it first.
MOST = 64
#: Reports with one shared shingle whose titles and dates are looked at: reading one costs as much as aligning it.
FEWER = 24


class Candidates(Protocol):
    """Where reports that may share text are found: the ledger, or an index in memory."""

    def sharing(self, report: str, at_least: int, most: int) -> Sequence[str]:
        """Ids of other reports with so many of a report's sampled shingles, those with most of them first."""

    def report(self, id: str) -> Report:
        """The report of an id."""


def copies_of(report: str, among: Candidates) -> tuple[Copy, ...]:
    """Every pair of `report` with another that shares its text, in the order of how much of it they share."""
    here = words_of(among.report(report))
    found = list(among.sharing(report, SHARED, MOST))
    known = frozenset(found)
    # Two sentences have one shared shingle or two. What has one is looked at where there is room and it is likely.
    fewer = [other for other in among.sharing(report, 1, MOST) if other not in known]
    likely = [there for there in map(among.report, fewer[:FEWER]) if akin(here.report, there)]
    aligned = [(there, between(here, there)) for there in map(words_of, [*map(among.report, found), *likely])]
    pairs = [copy for there, shared in aligned if (copy := copied(here, there, shared))]
    if any(one_house(here.report, among.report(_other(copy, report))) for copy in pairs):
        done = {there.report.id for there, _ in aligned}
        rest = [words_of(among.report(other)) for other in fewer if other not in done]
        common = furniture(here, [*aligned, *((there, between(here, there)) for there in rest)])
        if common:
            pairs = [copy for there, shared in aligned if (copy := copied(here, there, shared, common))]
    return tuple(sorted(pairs, key=lambda copy: (-max(copy.copied, copy.contains), copy.report, copy.of)))


def between(one: Words, two: Words) -> tuple[Run, ...]:
    """The runs of words that stand in both, as `one` has them.

    They are looked for from the side of one and the same of the two whichever is asked, and each word of both is in one
    run at most, so that both answer alike where a text repeats its own passages. Where they have next to nothing in
    common the side does not matter: then it is the one that is cheaper to ask, for `one` is aligned with many.
    """
    shared = runs(two, one)
    if two.report.id < one.report.id or not _enough(shared):
        return mirrored(shared)
    return mirrored(mirrored(runs(one, two)))


def copied(one: Words, two: Words, shared: tuple[Run, ...] | None = None, common: Collection[int] = ()) -> Copy | None:
    """How two reports share text, and which is taken from the other; None where neither is a copy.

    `shared` are the runs of words that stand in both, as `one` has them, where they are known; `common` are words of
    `one` by their numbers that are its house's furniture.
    """
    shared = without(between(one, two) if shared is None else shared, common)
    if not _enough(shared):
        return None
    shared = edited(one, two, shared, common)
    if two.report.id < one.report.id:
        one, two, shared = two, one, mirrored(shared)
    if not _a_copy(one, two, shared) or (lost(one) and lost(two)):
        return None
    taken, by = direction(one, two, shared)
    external = _agency(one, two) if by != "credit" and not one_house(one.report, two.report) else None
    if external:
        taken, by = None, None
    left, right = one, two
    if taken is False:
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
    earlier = _before(one.report, two.report)
    if earlier is None:
        return None, None
    later = two.report if earlier else one.report
    if wired(later) and not one_house(one.report, two.report):  # it says whose text it is: both can have it from there
        return None, None
    return not earlier, "time"


def _before(one: Report, two: Report) -> bool | None:
    """Whether the first was published before the second (True) or after it (False); None where that cannot be told.

    Of two outlets a day can be another day where it is; one outlet dates its pages by one calendar.
    """
    earlier = before(one, two)
    return day_before(one, two) if earlier is None and one_house(one, two) else earlier


def _enough(shared: Iterable[Run]) -> bool:
    """Whether runs are worth a closer look: half of what two sentences need stands in them."""
    return sum(run.length for run in shared) * 2 >= TWO_SENTENCES


def _a_copy(one: Words, two: Words, shared: Iterable[Run]) -> bool:
    """Whether what two reports share is about two sentences of their own running text.

    A few words are as often furniture where nothing else joins the two. Of one sentence and pieces of others more words
    are asked, and of pieces alone twice as many: a text can be one without stops.
    """
    own = list(_own(one, two, shared))
    words = sum(mark for _, marks in own for mark in marks)
    if words < TWO_SENTENCES:
        return False
    if words < OWN_WORDS and not akin(one.report, two.report):
        return False
    whole = max(_whole(one, [(run.left, marks) for run, marks in own]), _whole(two, [(run.right, m) for run, m in own]))
    return whole >= 2 or (words >= OWN_WORDS and _longest(own) >= _STRETCH and (whole == 1 or words >= 2 * OWN_WORDS))


def _own(one: Words, two: Words, shared: Iterable[Run]) -> Iterator[tuple[Run, bytes]]:
    """Runs, and of each word of them 1 where it is the reports' own: in nobody's quotation, for two reporters at one
    press conference share these, and not the foot of two pages, which says who wrote and what else to read.
    """
    ends = len(one.words) - _FOOT, len(two.words) - _FOOT
    short = min(len(one.words), len(two.words)) / 3
    for run in shared:
        if run.length > short or run.left + run.length < ends[0] or run.right + run.length < ends[1]:
            foreign = _bits(one.foreign, run.left, run) | _bits(two.foreign, run.right, run)
            yield run, bytes(1 - mark for mark in foreign.to_bytes(run.length))


def _whole(side: Words, own: Iterable[tuple[int, bytes]]) -> int:
    """How many sentences of one side stand in the other nearly whole; `own` are marks of words from a number on."""
    marks = bytearray(len(side.words))
    for at, some in own:
        marks[at : at + len(some)] = some
    return sum(sum(marks[first:end]) >= _WHOLE * (end - first) for first, end in side.sentences)


def _longest(own: Sequence[tuple[Run, bytes]]) -> int:
    """Own words of the longest stretch: runs that lie near each other in both, in one order."""
    best = words = 0
    last: Run | None = None
    for run, marks in own:
        near = last is not None and all(
            0 <= gap <= _APART for gap in (run.left - last.left - last.length, run.right - last.right - last.length)
        )
        words = (words if near else 0) + sum(marks)
        best, last = max(best, words), run
    return best


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


def _other(pair: Copy, id_: str) -> str:
    return pair.of if pair.report == id_ else pair.report
