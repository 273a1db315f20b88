"""What two pages say of themselves: whether they are of one house or matter, and which words are a house's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache

from sayso.compare.copies.align import Run
from sayso.compare.copies.credits import house, names
from sayso.compare.copies.words import Words
from sayso.compare.times import stretch
from sayso.report import Report

#: Pages of one outlet from which what they share is the outlet's furniture, where their titles have nothing in common.
FURNITURE = 3
#: Days after which a page of one outlet is of another season, and within which two pages can be of one event.
_SEASON, _EVENT = 60, 7
#: A title says what its page is about with so many telling words; a word of the text is the same with so many letters.
_TITLE, _STEM = 3, 5

_PLAIN = frozenset(
    "about after again against amid among and are but calls can could did for from had has have her his how into its"
    " just may more new news not now off opinion out over says she that the their them they this told was what when"
    " where who why will with would you your".split()
)


@lru_cache(4096)
def _told(title: str, outlet: str) -> frozenset[str]:
    own = {word for name in names(outlet) for word in name.casefold().split()}
    return frozenset(re.findall(r"\w{3,}", title.casefold())) - _PLAIN - own


def head(report: Report) -> frozenset[str]:
    """The telling words of a title, without the outlet's own name."""
    return _told(report.title or "", report.outlet or "")


def one_house(one: Report, two: Report) -> bool:
    """Whether two reports are of one outlet, however it is written."""
    return one.outlet is not None and house(one.outlet) == house(two.outlet)


def akin(one: Report, two: Report) -> bool:
    """Whether two reports may well share text for what they are: of one matter by title, of one house or week.

    Without a title nothing says of what matter a report is: then both house and week have to be one.
    """
    heads = head(one), head(two)
    titled = bool(heads[0] and heads[1])
    if titled and not heads[0] & heads[1]:
        return False
    apart = _apart(one, two)
    near, ours = apart is not None and apart <= timedelta(days=_EVENT), one_house(one, two)
    return near or ours if titled else near and ours


def unlike(one: Report, two: Report) -> bool:
    """Whether two pages are of two matters: their titles have no telling word in common, or months lie between."""
    heads = head(one), head(two)
    if heads[0] and heads[1] and not heads[0] & heads[1]:
        return True
    apart = _apart(one, two)
    return apart is not None and apart > timedelta(days=_SEASON)


def _apart(one: Report, two: Report) -> timedelta | None:
    left, right = stretch(one.published), stretch(two.published)
    if left is None or right is None:
        return None
    return max(left[0], right[0]) - min(left[1], right[1])


def lost(here: Words) -> bool:
    """Whether a page lost its report in the taking: its text has no telling word of its title, in any form of it."""
    telling = {word[:_STEM] for word in head(here.report)}
    return len(telling) >= _TITLE and not any(word[:_STEM] in telling for word in here.words)


def furniture(here: Words, aligned: Iterable[tuple[Words, Sequence[Run]]]) -> frozenset[int]:
    """Words of a page, by their numbers, that other pages of its outlet have too, whatever they are about.

    Reports of one story share words as well, and so do their titles, and they come out together: only pages with
    another title, or of another season, count. Pages without title and date count for nothing.
    """
    pages: Counter[int] = Counter()
    for there, shared in aligned:
        if one_house(here.report, there.report) and unlike(here.report, there.report):
            pages.update({run.left + n for run in shared for n in range(run.length)})
    return frozenset(n for n, count in pages.items() if count >= FURNITURE)
