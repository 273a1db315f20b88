"""TIMEX3 values in words: "XXXX-04-28" is "28 April, year not known". What has no words here stays as it is."""

from __future__ import annotations

import re

from sayso.show.wording import MONTHS, day

__all__ = ["in_words"]

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}
_PARTS = {
    "MO": "morning",
    "MI": "midday",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "DT": "daytime",
    "PM": "after midday",
}
_REFERENCES = {"PRESENT_REF": "now", "PAST_REF": "some time past", "FUTURE_REF": "some time to come"}
_UNITS = {
    "Y": "year",
    "M": "month",
    "W": "week",
    "D": "day",
    "DE": "decade",
    "CE": "century",
    "Q": "quarter",
    "H": "half-year",
    "WE": "weekend",
}
_TIME_UNITS = {"H": "hour", "M": "minute", "S": "second"}
_MODS = {
    "APPROX": "about {}",
    "START": "early in {}",
    "MID": "the middle of {}",
    "END": "late in {}",
    "BEFORE": "before {}",
    "AFTER": "after {}",
    "ON_OR_BEFORE": "by {}",
    "ON_OR_AFTER": "from {} on",
    "LESS_THAN": "less than {}",
    "MORE_THAN": "more than {}",
    "EQUAL_OR_LESS": "at most {}",
    "EQUAL_OR_MORE": "at least {}",
}
_DAY = re.compile(r"[\dX]{4}-(?:[\dX]{2}-\d\d|W[\dX]{2}-[1-7])")
_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T(.+))?")
_WEEK = re.compile(r"(\d{4}|XXXX)-W(\d\d|XX)(?:-([1-7]|WE))?(?:T(.+))?")
_PART_OF_YEAR = re.compile(r"(\d{4}|XXXX)-(SP|SU|FA|AU|WI|Q[1-4X]|H[12X])")
_DECADE = re.compile(r"(\d{3})X?")
_CENTURY = re.compile(r"(\d{2})(?:XX)?")
_DURATION = re.compile(r"P(?:T(?=.))?(\d+(?:\.\d+)?|X+)([A-Z]{1,2})")


def in_words(value: str | None, mod: str | None = None) -> str:
    """A TIMEX3 value, and its modifier, in words; empty for null."""
    if not value:
        return ""
    said = _said(value)
    if mod in _MODS:
        # "early on 2 March" beside "early in March".
        way = _MODS[mod].replace(" in {}", " on {}") if _DAY.fullmatch(value) else _MODS[mod]
        return way.format(said)
    return said


def _said(value: str) -> str:
    if value in _REFERENCES:
        return _REFERENCES[value]
    for pattern, say in _WAYS:
        if found := pattern.fullmatch(value):
            return say(found) or value
    return value


def _date(found: re.Match[str]) -> str:
    year, month, date, time = found.groups()
    if "X" not in f"{year}{month or ''}{date or ''}":
        if time is None or time in _PARTS:
            return _with_part(day(found[0].split("T")[0]), time)
        return day(found[0])
    known = [str(int(date)) if date and date != "XX" else "", ""]
    if month and month != "XX":
        if not 1 <= int(month) <= 12:
            return ""
        known[1] = MONTHS[int(month) - 1]
    said = " ".join(part for part in known if part)
    if year == "XXXX":
        unknown = "year not known" if known[1] else "month not known" if said else ""
    else:
        said, unknown = f"{said} {year}".strip(), "month not known" if month == "XX" else "day not known"
    if not said:
        return f"{_PARTS.get(time, time)}, day not known" if time else ""
    return f"{_with_part(said, time)}, {unknown}" if unknown else _with_part(said, time)


def _with_part(said: str, part: str | None) -> str:
    return f"{said}, {_PARTS.get(part, part)}" if part else said


def _week(found: re.Match[str]) -> str:
    year, week, weekday, part = found.groups()
    if weekday is None or weekday == "WE":
        named = "the weekend of " if weekday else ""
        if week == "XX":
            return "a weekend, week not known" if weekday else "a week" if year == "XXXX" else f"a week of {year}"
        return f"{named}week {int(week)}{'' if year == 'XXXX' else f' of {year}'}"
    name = _with_part(_WEEKDAYS[int(weekday) - 1], part)
    return f"{name}, week not known" if week == "XX" else f"{name} of week {int(week)}, {year}"


def _part_of_year(found: re.Match[str]) -> str:
    year, part = found.groups()
    of = "" if year == "XXXX" else f" of {year}"
    if part in _SEASONS:
        return f"{_SEASONS[part]}{of}" if of else f"{_SEASONS[part]}, year not known"
    number = {"1": "first", "2": "second", "3": "third", "4": "fourth"}.get(part[1], "a")
    named = f"{number} {'quarter' if part[0] == 'Q' else 'half'}"
    return f"{named if number == 'a' else f'the {named}'}{of}"


def _duration(found: re.Match[str]) -> str:
    number, unit = found.groups()
    name = (_TIME_UNITS if found[0].startswith("PT") else _UNITS).get(unit)
    if name is None:
        return ""
    several = "centuries" if name == "century" else f"{name}s"
    if number.startswith("X"):
        return f"some {several}"
    return f"{number.lstrip('0') or '0'} {name if float(number) == 1 else several}"


_WAYS = (
    (_DATE, _date),
    (_WEEK, _week),
    (_PART_OF_YEAR, _part_of_year),
    (_DECADE, lambda found: f"the {found[1]}0s"),
    (_CENTURY, lambda found: f"the {found[1]}00s"),
    (_DURATION, _duration),
)
