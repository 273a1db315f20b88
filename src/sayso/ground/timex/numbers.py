"""Counts of units, in words and digits, and the dates that are written in digits alone."""

from __future__ import annotations

import re
from functools import cache

from sayso.ground.timex.calendar import Day

_WRITTEN_DAY = (
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?P<time>T\d\d:?\d\d(?::?\d\d)?)?",
    r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{2,4})",
)


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(shape, re.IGNORECASE) for shape in _WRITTEN_DAY)


def written(text: str, day_first: bool | None, near: int | None) -> tuple[Day, str, bool] | None:
    """A date in digits: its day, its time ("" or "T09:00"), and whether day and month could not be told apart.

    `day_first` decides 03/04/2031; `near` is the year that a year of two digits lies next to. Null: no date at all.
    """
    iso, other = _shapes()
    if match := iso.match(text):
        day = Day(int(match["year"]), int(match["month"]), int(match["day"]))
        clock = match["time"] or ""
        return (day, f"{clock[:3]}:{clock[3:].lstrip(':')[:2]}" if clock else "", False) if day.date else None
    if not (match := other.match(text)):
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if len(match["year"]) == 2:
        century = (near or 2000) // 100 * 100
        year = min((year + century + c for c in (-100, 0, 100)), key=lambda y: abs(y - (near or 2000)))
    elif len(match["year"]) == 3:
        return None
    as_day, as_month = Day(year, second, first), Day(year, first, second)
    if not as_day.date and not as_month.date:
        return None
    if as_day.date and as_month.date and first != second and day_first is None:
        return Day(year), "", True
    use = as_day if as_day.date and (not as_month.date or day_first) else as_month
    return use, "", False


def count(words: list[str], letters: str, values: dict[str, str]) -> float | None:
    """A count in words or digits: "twenty-five", "two hundred", "two and a half", "half a". Null: "several"."""
    total = 0.0
    known = False
    joined = "".join(w for w, letter in zip(words, letters, strict=True) if letter in "dfcy~")
    digits = joined.replace(",", "")
    if digits:
        if not re.fullmatch(r"\d{1,12}(?:\.\d{1,2})?", digits):
            return None
        total, known = float(digits), True
    for word, letter in zip(words, letters, strict=True):
        if letter == "n":
            value = int(values[word])
            if value == 100:
                total = (total or 1) * 100
            elif known and total % 10 == 0 and value < 10:
                total += value  # twenty-five
            else:
                total = value  # three to four: the larger
            known = True
        elif letter == "a" and not known and "h" not in letters:
            total, known = 1.0, True
        elif letter == "h":
            total, known = total + 0.5, True
        elif letter == "q" or (letter == "u" and not known):
            return None
    return total if known else None


def amount(number: float | None) -> str:
    """A count as TIMEX3 writes it: "3", "2.5", "X"."""
    if number is None:
        return "X"
    return f"{int(number)}" if number == int(number) else f"{number:g}"
