"""Days that cannot be: 30 February, and a day of the week that its date does not fall on. Read from the words alone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sayso.ground.context import Context
from sayso.ground.months import months, weekdays
from sayso.report import Note, Span

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Calendars and weekdays are sure within these years; older dates can be of another calendar.
_YEARS = range(1900, 2101)
#: Before a day of a month that stands alone, and after it: "until 30 February", "February 30,". Elsewhere a number
#: beside a month is something else: "in June 31 people", "since November 31 percent".
_BEFORE = frozenset("on by until till from since dated before after ending starting beginning (".split())
_AFTER = frozenset(".,;:)")
#: Beside one end of a range, the weekday can be of the other: "Monday-Wednesday, 3-5 March".
_RANGES = frozenset("- – — / & to through and or".split())
#: Before a number that is no day: money, decimals, clock times.
_MONEY = frozenset(".:$€£#")
#: A day without a year is that of the report's own days so near its publication, before it, or after it if announced.
_NEAR = 14
_AHEAD = frozenset("will scheduled expected planned set next upcoming plans due".split())


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as the text names it, in half-open ranges of words."""

    words: Span
    day: int
    month: int
    year: int | None


def notes(at: Context) -> Iterator[Note]:
    """A note for every day that its month does not have, and for every weekday that is not the date's."""
    told: set[tuple[int, int, int | None, int]] = set()
    days = list(_days(at))
    # a page that tells of other years may be older than its stated date: then a day without a year can be of any
    mixed = any(d.year and str(d.year) != (at.report.published or "")[:4] for d in days)
    for found in days:
        span = at.span(*found.words)
        shown = " ".join(at.report[span].split())
        longest = monthrange(found.year or 2000, found.month)[1]
        if found.day > longest:
            if found.year or _sure(at, found.words):
                said = f"that month has {longest} days" + (f" in {found.year}" if found.year else "")
                yield Note("date-impossible", f"“{shown}” is given as a day; {said}", span)
            continue
        weekday = _weekday(at, found.words)
        if weekday is None:
            continue
        place, number = weekday
        years = [found.year] if found.year else [] if mixed else _likely(at, found)
        falls = {date(y, found.month, found.day).weekday() for y in years if _exists(y, found.month, found.day)}
        same = (found.day, found.month, found.year, number)
        if not falls or number in falls or same in told:
            continue
        told.add(same)
        which = (
            f"was or is a {_DAYS[falls.pop()]}" if found.year else f"is no {_DAYS[number]} in {years[0]} to {years[-1]}"
        )
        yield Note(
            "weekday-mismatch",
            f"“{at.words[place]}” is given as the weekday of “{shown}”, which {which}",
            at.span(place, place + 1),
            (span,),
        )


def _exists(year: int, month: int, day: int) -> bool:
    return day <= monthrange(year, month)[1]


def _likely(at: Context, found: _Day) -> list[int]:
    """The years that a day without one can be in, where it is near the report's publication; else none.

    Only such a day: what a report tells of long ago, or a page that is older than its stated date, can be of any year.
    """
    published = at.report.published or ""
    try:
        then = date.fromisoformat(published[:10])
    except ValueError:
        return []
    if then.year - 2 not in _YEARS or then.year + 1 not in _YEARS:
        return []
    near = [
        (date(y, found.month, found.day) - then).days
        for y in (then.year - 1, then.year, then.year + 1)
        if _exists(y, found.month, found.day)
    ]
    ahead = not _AHEAD.isdisjoint(at.lower[slice(*at.sentence(found.words[0]))])
    if not any(-_NEAR <= days <= (_NEAR if ahead else 0) for days in near):
        return []
    after = at.lower[found.words[1] : found.words[1] + 2]
    digits = "".join(after[1:] if after[:1] == (",",) else after[:1])
    if len(digits) == 4 and digits.isascii() and digits.isdigit():  # "Friday, March 3, 2031 Marrow": may be its year
        return []
    return list(range(then.year - 2, then.year + 2))


def _days(at: Context) -> Iterator[_Day]:
    """Every "March 3, 2031", "3rd of March 2031", "3 March" and "2031-03-03", a line each."""
    words, lines, named = at.lower, at.reading.line_of, months()
    for place, word in enumerate(words):
        month = named.get(word)
        if month is None:
            if len(word) == 4 and word.isascii() and word.isdigit():
                yield from _iso(at, place)
            continue
        if word in ("may", "march", "jan", "mar", "dec") and not at.words[place][0].isupper():
            continue
        after = place + 1
        if after < len(words) and words[after] == "." and len(word) < 5:
            after += 1
        if after < len(words) and lines[after] == lines[place] and (day := _day(words[after])):
            year, end = _year(at, after + 1)
            if not _is_range(words, end):
                yield _Day((place, end), day, month, year)
                continue
        low = place - 1
        if low > 0 and words[low] == "of":
            low -= 1
        if low >= 0 and lines[low] == lines[place] and (day := _day(words[low])):
            year, end = _year(at, after)
            before = words[low - 1] if low else "("
            if before not in _RANGES and before not in _MONEY and (before != "," or year):
                yield _Day((low, end), day, month, year)


def _day(word: str) -> int | None:
    for end in ("st", "nd", "rd", "th"):
        word = word.removesuffix(end)
    day = int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else 0
    return day if 1 <= day <= 31 else None


def _year(at: Context, place: int) -> tuple[int | None, int]:
    """The year at a place, after a comma or not, and the place after it."""
    words = at.lower
    after = place + 1 if place < len(words) and words[place] == "," else place
    if after < len(words) and len(words[after]) == 4 and words[after].isascii() and words[after].isdigit():
        year = int(words[after])
        following = words[after + 1] if after + 1 < len(words) else "."
        # a number of four digits before a noun can count: "On March 3, 2000 people"
        if year in _YEARS and (not following[0].isalpha() or following in _FOLLOWS):
            return year, after + 1
    return None, place


_FOLLOWS = frozenset("in at on and when as after before by the a he she it they to for from with was is that".split())


def _is_range(words: tuple[str, ...], end: int) -> bool:
    return end + 1 < len(words) and words[end] in _RANGES and words[end + 1][0].isdigit()


def _iso(at: Context, place: int) -> Iterator[_Day]:
    """A date written together: "2031-03-03"."""
    span = at.words[place : place + 5]
    if len(span) < 5 or span[1] != "-" or span[3] != "-" or int(at.ends[place + 4] - at.starts[place]) != 10:
        return
    year, month, day = (int(w) if w.isascii() and w.isdigit() else 0 for w in span[::2])
    if year in _YEARS and 1 <= month <= 12 and 1 <= day <= 31 and len(span[2]) == len(span[4]) == 2:
        yield _Day((place, place + 5), day, month, year)


def _sure(at: Context, words: Span) -> bool:
    """Whether a number beside a month without a year is surely its day."""
    low, high = words
    before = at.lower[low - 1] if low else "("
    after = at.lower[high] if high < len(at.lower) else "."
    weekday = _weekday(at, words) is not None
    first = at.lower[low] not in months()  # "30 February"
    return weekday or (before in _BEFORE and (first or after in _AFTER))


def _weekday(at: Context, words: Span) -> tuple[int, int] | None:
    """The weekday beside a date: its place and number from Monday, 0."""
    low, high = words
    lower = at.lower
    before = low - 1
    if before >= 0 and lower[before] == "the":
        before -= 1
    if before >= 0 and lower[before] in (",", "."):
        before -= 1
    line = at.reading.line_of
    if before >= 0 and lower[before] in weekdays() and line[before] == line[low]:
        if (before == 0 or lower[before - 1] not in _RANGES) and _named(at, before):
            return before, weekdays()[lower[before]] - 1
        return None
    if high + 1 < len(lower) and lower[high] == "(" and lower[high + 1] in weekdays():
        return high + 1, weekdays()[lower[high + 1]] - 1
    if lower[high : high + 2] == (",", "a") and lower[high + 2 : high + 3] and lower[high + 2] in weekdays():
        return high + 2, weekdays()[lower[high + 2]] - 1
    return None


def _named(at: Context, place: int) -> bool:
    """Whether a short weekday is one: "Sat, 3 March", not "sat" or "the sun"."""
    word = at.words[place]
    return len(word) > 4 or word[0].isupper()
