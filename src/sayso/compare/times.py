"""Which of two reports came first, where their times can say so. A day is a day, not midnight."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

from sayso.report import Report

#: Clocks on Earth run from UTC−12 to UTC+14: a day without a place can have begun 14 hours before it began in UTC, and
#: ended 12 hours after.
_EARLIEST, _LATEST = timedelta(hours=14), timedelta(hours=12)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_WHOLE_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")

Stretch = tuple[datetime, datetime]


def stretch(published: str | None) -> Stretch | None:
    """From when to when a time of publication can have been, in UTC; None where nothing is known.

    "2031-03-02T09:00Z" is a moment, "2031-03-02" that day anywhere on Earth, "2031-03" that month; a time without its
    distance from UTC is that time anywhere on Earth.
    """
    if not published:
        return None
    try:
        if found := _DAY.match(published):
            year, month, day = (int(part) if part else None for part in found.groups())
            assert year is not None
            first = datetime(year, month or 1, day or 1, tzinfo=UTC)
            last_month = month or 12
            last = datetime(year, last_month, day or monthrange(year, last_month)[1], tzinfo=UTC) + timedelta(days=1)
            return first - _EARLIEST, last + _LATEST
        moment = datetime.fromisoformat(published)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
            return moment - _EARLIEST, moment + _LATEST
        return moment.astimezone(UTC), moment.astimezone(UTC)
    except (ValueError, OverflowError):  # the first and the last year of the calendar have no day before and after
        return None


def before(left: Report, right: Report) -> bool | None:
    """Whether `left` was published before `right`; None where their times cannot order them."""
    one, two = stretch(left.published), stretch(right.published)
    if one is None or two is None or one == two:
        return None
    if one[1] <= two[0]:
        return True
    return False if two[1] <= one[0] else None


def day_before(left: Report, right: Report) -> bool | None:
    """The same of two reports whose days are of one calendar, as one outlet's are; None where one has no mere day."""
    days = left.published or "", right.published or ""
    if days[0] == days[1] or not all(_WHOLE_DAY.fullmatch(day) for day in days):
        return None
    return days[0] < days[1]


def firsts(reports: list[Report]) -> list[Report]:
    """Those that no other can be shown to have come before; none where no report has a time.

    A report without a time may be the first too, but nothing says so: it is left out.
    """
    dated = [(found, report) for report in reports if (found := stretch(report.published))]
    if not dated:
        return []
    bound = min(end for (_, end), _ in dated)
    return [report for (start, end), report in dated if start < bound or start == end == bound]


def lasts(reports: list[Report]) -> list[Report]:
    """Those that no other can be shown to have come after; none where no report has a time."""
    dated = [(found, report) for report in reports if (found := stretch(report.published))]
    if not dated:
        return []
    bound = max(start for (start, _), _ in dated)
    return [report for (start, end), report in dated if end > bound or start == end == bound]
