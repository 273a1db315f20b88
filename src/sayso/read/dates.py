"""Times of publication: as precise as known, never more.

Out comes ISO 8601: "2031", "2031-03", "2031-03-02", "2031-03-02T09:00", and with a "Z" where the zone is known
(such times are turned to UTC). A time of exactly midnight is a date that a program padded: it becomes the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"

_TIME = (
    r"(?:(?:T|[\s,|]+(?:[-–—|]\s+)?)(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?(?:\s*\(?[A-Z]{2,5}\)?)?)?"
)
_SHAPES = tuple(
    re.compile(shape + r"\s*\Z", re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)" + _TIME,
        r"(?P<year>\d{4})/(?P<month>\d\d?)/(?P<day>\d\d?)" + _TIME,
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)" + _TIME,
        r"(?P<year>\d{4})-(?P<month>\d\d?)",
        r"(?P<year>\d{4})",
        rf"(?:[a-z]{{3,9}}\.?,?\s+)?(?P<name>{MONTH})\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})" + _TIME,
        rf"(?:[a-z]{{3,9}}\.?,?\s+)?(?P<day>\d\d?)(?:st|nd|rd|th)?[\s-]+(?P<name>{MONTH})[,\s-]+(?P<year>\d{{4}})"
        + _TIME,
        rf"(?P<name>{MONTH})\s+(?P<year>\d{{4}})",
        r"(?P<first>\d\d?)[/.](?P<then>\d\d?)[/.](?P<year>\d{4})" + _TIME,
    )
)
_ZONE = re.compile(r"([+-])(\d\d):?(\d\d)?\Z")
_LEAD = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|posted|updated|created|modified|date)\b)?(?:\s+(?:on|at)\b)?\W*",
    re.IGNORECASE,
)
_ADDRESS = (
    re.compile(
        r"[/_-](?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/\-_.?]|\Z)"
    ),
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[/\-_.?]|\Z)"),
    re.compile(rf"/(?P<year>(?:19|20)\d\d)/(?P<name>{MONTH})/(?P<day>\d\d?)(?=[/\-_.?]|\Z)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>0?[1-9]|1[0-2])(?=/)"),
)


@dataclass(frozen=True, slots=True)
class When:
    """A time that was understood, or the reason why not."""

    value: str | None
    problem: str | None = None  # "unreadable" or "ambiguous"


def when(value: object) -> When:
    """Reads a time as given by a row, a page or a feed: ISO 8601, RFC 2822, the usual English forms, Unix seconds."""
    if isinstance(value, datetime):
        value = value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_seconds(float(value))
    if not isinstance(value, str):
        return When(None, "unreadable")
    text = _LEAD.sub("", " ".join(value.split()), count=1).strip()
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        return _from_seconds(float(text))
    for shape in _SHAPES:
        if match := shape.match(text):
            return _from_parts(match.groupdict())
    return When(None, "unreadable")


def in_address(url: str) -> str | None:
    """The date in a web address: "/2031/03/02/", "/2031/mar/2/", "/2031/0302/", "20310302", "/2031/03/"."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0], flags=re.IGNORECASE)
    for shape in _ADDRESS:
        if match := shape.search(path):
            found = _from_parts(match.groupdict())
            if found.value:
                return found.value
    return None


def _from_seconds(seconds: float) -> When:
    if seconds > 1e11:
        seconds /= 1000  # milliseconds
    if not 0 < seconds < 7e9:  # 1970 to 2191
        return When(None, "unreadable")
    return When(datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _from_parts(parts: dict[str, str | None]) -> When:
    """Puts the named parts of a matched date together, no more precisely than they are."""
    year = int(parts["year"] or 0)
    if not 1500 <= year <= 2200:
        return When(None, "unreadable")
    if parts.get("first"):
        first, then = int(parts["first"] or 0), int(parts["then"] or 0)
        if first <= 12 and then <= 12 and first != then:
            return When(f"{year:04}", "ambiguous")
        month, day = (then, first) if first > 12 else (first, then)
    else:
        name = (parts.get("name") or "").lower().rstrip(".")
        month = MONTHS[name] if name else int(parts.get("month") or 0)
        day = int(parts.get("day") or 0)
    if not month:
        return When(f"{year:04}")
    if not day:
        return When(f"{year:04}-{month:02}" if month <= 12 else None, None if month <= 12 else "unreadable")
    try:
        return When(_with_time(datetime(year, month, day), parts))
    except (ValueError, OverflowError):
        return When(None, "unreadable")


def _with_time(day: datetime, parts: dict[str, str | None]) -> str:
    """The day, with the time of day and the zone as far as they are given."""
    if parts.get("hour") is None:
        return day.strftime("%Y-%m-%d")
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    half = (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    second = parts.get("second")
    moment = day.replace(hour=hour, minute=minute, second=int(second or 0))
    if (hour, minute, int(second or 0)) == (0, 0, 0):
        return day.strftime("%Y-%m-%d")
    form = "%Y-%m-%dT%H:%M:%S" if second else "%Y-%m-%dT%H:%M"
    zone = (parts.get("zone") or "").upper()
    if not zone:
        return moment.strftime(form)
    if offset := _ZONE.match(zone):
        shift = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        moment = moment - shift if offset[1] == "+" else moment + shift
    return moment.strftime(form) + "Z"
