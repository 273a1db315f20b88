"""The days that a search is for, against dates of publication that are as precise as known."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.keep.found import QueryError

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Days:
    """Conditions on `v.published`, ISO 8601 as precise as known, that an index on it can serve."""

    within: str  # certainly in these days
    within_values: tuple[str, ...]
    unsure: str  # perhaps: the date is unknown, or a month or year that only partly lies in them
    unsure_values: tuple[str, ...]


def days(since: str | None, until: str | None) -> Days | None:
    """The conditions for "2031", "2031-03" or "2031-03-02"; None where neither is given, QueryError where one is none.

    As in an audit, a report is in where every day that its date may mean is. A day is the day as the outlet gives it.
    """
    if since is None and until is None:
        return None
    first = _days(since, "--since")[0] if since is not None else None
    last = _days(until, "--until")[1] if until is not None else None
    if first and last and first > last:
        raise QueryError(f"--since {since} is after --until {until}: no report can lie between them.")
    within, values, unsure = ["v.published IS NOT NULL"], [], []
    if first:
        # "2031-03" sorts before "2031-03-01", and lies after it all the same: compare with as little as says it.
        least = _shortest(first)
        within.append("v.published >= ?")
        values.append(least)
        unsure += _wider(least)
    if last:
        after = last + timedelta(days=1) if last < date.max else None
        if after:
            within.append("v.published < ?")
            values.append(_shortest(after))
        ends = (last.isoformat(), *((last.isoformat()[:7],) if _ends_month(last) else ()))
        wider = _wider(str(last.year) if (last.month, last.day) == (12, 31) else ends[-1])
        within += ["v.published <> ?"] * len(wider)
        values += wider
        unsure += wider
    some = sorted(set(unsure))
    return Days(
        " AND ".join(within),
        tuple(values),
        f"(v.published IS NULL OR v.published IN ({', '.join('?' * len(some))}))",
        tuple(some),
    )


def _days(given: str, option: str) -> tuple[date, date]:
    """The first and the last day that a date may mean."""
    found = _DAY.fullmatch(given.strip())
    try:
        if not found:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        last = monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1), date(year, month or 12, day or last)
    except (ValueError, IndexError):
        raise QueryError(
            f"{option} {given!r} is no date: give a year, a month or a day, such as 2031, 2031-03 or 2031-03-02."
        ) from None


def _shortest(day: date) -> str:
    """A day by as little as says it: 1 January as its year, another first as its month."""
    return day.isoformat()[: 4 if (day.month, day.day) == (1, 1) else 7 if day.day == 1 else 10]


def _wider(day: str) -> list[str]:
    """The month and the year that a day lies in, or the year that a month does."""
    return [day[:length] for length in (4, 7) if len(day) > length]


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
