"""Days that may be known in part, and their TIMEX3 values. Nothing here knows of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

#: Years outside of these are no years of a report: "3000 people", "Resolution 2254".
FIRST_YEAR, LAST_YEAR = 1000, 2199

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """A year, a month of one, or a day; what is not known is null. A day has its month."""

    year: int | None
    month: int | None = None  # 1 to 12
    day: int | None = None  # 1 to 31

    @property
    def value(self) -> str:
        """The TIMEX3 value: "2031", "2031-03", "2031-03-02", "XXXX-03-02"."""
        out = "XXXX" if self.year is None else f"{self.year:04}"
        if self.month is not None:
            out += f"-{self.month:02}"
        if self.day is not None:
            out += f"-{self.day:02}"
        return out

    @property
    def date(self) -> date | None:
        """The day of the calendar; null where a part is unknown, or the day does not exist (30 February)."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def of(day: date) -> Day:
    """A day of the calendar."""
    return Day(day.year, day.month, day.day)


def published(value: str | None) -> Day | None:
    """The day of a publication date as a report has it: "2031", "2031-03", "2031-03-02", "2031-03-02T09:00Z"."""
    match = _ISO.match(value) if value else None
    if not match or not int(match[1]):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    found = Day(year, month if month and month <= 12 else None, None)
    whole = Day(year, found.month, day)
    return whole if found.month and whole.date else found


def days(day: Day, count: int) -> Day | None:
    """So many days on from a whole day, or back; null where the day is not whole or out of the calendar."""
    if day.date is None:
        return None
    try:
        return of(day.date + timedelta(days=count))
    except OverflowError:
        return None


def months(day: Day, count: int) -> Day | None:
    """The month so many months on from a day's."""
    if day.year is None or day.month is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return Day(year, month + 1) if 0 < year < 9999 else None


def years(day: Day, count: int) -> Day | None:
    """The year so many years on from a day's."""
    return Day(day.year + count) if day.year is not None and 0 < day.year + count < 9999 else None


def week(day: Day, count: int = 0) -> str | None:
    """The ISO week of a whole day, so many weeks on: "2031-W10"."""
    moved = days(day, 7 * count)
    if moved is None or moved.date is None:
        return None
    year, number, _ = moved.date.isocalendar()
    return f"{year:04}-W{number:02}"


def weekday(day: Day, number: int, direction: int) -> Day | None:
    """The nearest day of a weekday (1 is Monday) before (-1) or after (1) a whole day; itself counts."""
    if day.date is None:
        return None
    gap = (number - day.date.isoweekday()) % 7
    return days(day, gap if direction > 0 else gap - 7 if gap else 0)


def nearest(month: int, day: int | None, base: Day, tense: int) -> Day:
    """A month, or a day of one, in the year that its tense asks for: -1 up to `base`, 1 from it, 0 the nearer one.

    A base of a year only gives that year.
    """
    if base.year is None or base.month is None:
        return Day(base.year, month, day)
    at = base.month + (base.day or 15) / 31
    asked = month + (day or 15) / 31
    grace = 0.6 if day is None else 0.07  # the month of publication itself, or the day after it (time zones)
    year = base.year
    if tense < 0:
        year -= asked > at + grace
    elif tense > 0:
        year += asked < at - max(grace, 1)  # "is to run from January 23", published on the 28th
    else:
        year += (asked < at - 9) - (asked > at + 4)  # untensed: up to four months ahead, else behind
    return Day(year, month, day)
