"""Days, times and places of the event that exclude each other, as reports give them for one happening.

Only what stands right beside the word for the event is held to be said of it: "Warehouse 9 blew up at 9:42 p.m.".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

from sayso.compare.figures.tallies import sentence
from sayso.compare.nouns import Conflict, ConflictKind, Ref
from sayso.compare.roots.roots import Roots
from sayso.report import Report, Span

#: Words for what happened, by family: a story is of the family that most of its reports have.
_FAMILIES = {
    "explosion": r"explo\w+|blasts?|blew up|blown up|detonat\w+|bomb(?:ing|ings|ed)",
    "shooting": r"shooting|gunfire|opened fire",
    "crash": r"crash\w*|collision|collided|derail\w+",
    "fire": r"fires?|blazes?|burned down|caught fire",
    "sinking": r"sank|sunk|sinking|capsiz\w+",
    "attack": r"massacre|ambush\w*|stabb\w+",
    "quake": r"earthquakes?|quakes?|tremors?",
    "collapse": r"collaps\w+|landslides?",
}
_ANY = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in _FAMILIES.items()}
_BEGAN = r"incident|disaster|accident|tragedy"
#: Behind these the event is only what something else is told by: "after the explosion", "investigating the blast".
_ANOTHER = re.compile(
    r"\b(?:after|before|since|until|despite|following|prior|previous|earlier|last|other|another|first|second|third|fourth|each"
    r"|two|three|several|multiple|separate|retaliation for)\s+(?:[\w’'-]+\s+){0,2}\Z",
    re.I,
)
_BROKEN = re.compile(
    r"[.,;:!?\n“”\"]|\s[-–—]\s|\b(?:said|says|told|reported|according|who|when|after|before|since|until|denied|announced"
    r"|could|would|will|may|might|should|early as"
    r"|against|likely|expected|response|retaliation|remain\w*|die[sd]?|condition|arrested|charged|pleaded"
    r"|sentenced|appeared|buried|last)\b",
    re.I,
)
_SITE = re.compile(
    r"\b(?P<kind>[A-Z][a-z]+)\s+(?:No\.?\s*|Number\s+)?(?P<number>\d{1,4})\b(?![:.,]\d|\s*(?:a\.?m|p\.?m)\b)"
)
_IN = re.compile(r"\b(?:in|at|inside|outside|near|from)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}\Z", re.I)
_MONTHS = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday"
    " Thursday Friday Saturday Sunday".split()
)
_NEAR = 90  # characters between the word for the event and a day, a time or a place that is said of it
_FAR_KM = 50.0  # two towns that no one event is in
_LEAD = 900  # characters in which a report tells of its own event; further on others are told of too
_HOURS = 180  # minutes: two times further apart are of two events
_DAYS = 2  # and two days
_NIGHT = frozenset(("NI", "EV"))
_MOST = 5  # conflicts of each kind


@dataclass(frozen=True, slots=True)
class _Said:
    """A day, a time or a place that a report gives for the event."""

    report: Report
    statement: str | None
    span: Span  # from the word for the event to the day, time or place, or the other way round
    value: str
    root: str | None
    plain: bool = True  # whether its words say it outright; a day beside a time of day is worked out
    sure: int = 0  # of a time: the minutes that it may be rounded by; of a day: the days that it may run on


def event_conflicts(reports: Sequence[Report], roots: Roots) -> tuple[Conflict, ...]:
    """What excludes each other among the days, times and places that reports give for the event.

    Two values are told once, by the first reports that give them; two of one source are no conflict.
    """
    family = _family(reports)
    if family is None:
        return ()
    days: list[_Said] = []
    times: list[_Said] = []
    sites: list[_Said] = []
    towns: list[_Said] = []
    for report in reports:
        for event in _events(report, family):
            if event[0] > _LEAD:
                break
            for said in _dated(report, event, roots):
                (times if "T" in said.value else days).append(said)
            sites += list(_sites(report, event, roots))
            towns += list(_towns(report, event, roots))
    out = [
        *_against("date", days, _other_day, "day"),
        *_against("date", times, _other_time, "time"),
        *_against("place", sites, _other_site, "place"),
        *_against("place", towns, _other_town, "place"),
    ]
    return tuple(out)


def _family(reports: Sequence[Report]) -> str | None:
    """The family of words for what happened that most reports have near their beginning."""
    found = Counter(
        name
        for report in reports
        for name, words in _ANY.items()
        if words.search(report.text, 0, 1500) or words.search(report.title or "")
    )
    return max(found, key=lambda name: (found[name], -list(_ANY).index(name))) if found else None


def _events(report: Report, family: str) -> Iterator[Span]:
    words = re.compile(rf"\b(?:{_FAMILIES[family]}|{_BEGAN})\b", re.I)
    for match in words.finditer(report.text):
        if not _ANOTHER.search(report.text, max(0, match.start() - 40), match.start()):
            yield match.span()


def _joined(text: str, event: Span, other: Span) -> Span | None:
    """The stretch from the word for the event to something said of it, in either order; None where they stand apart."""
    if other[0] >= event[1]:
        between = text[event[1] : other[0]]
        joined = len(between) <= _NEAR and not _BROKEN.search(between)
        return (event[0], other[1]) if joined else None
    if other[1] <= event[0]:  # "Saturday's explosion", "Warehouse 9 blew up"
        between = text[other[1] : event[0]]
        return (other[0], event[1]) if re.fullmatch(r"(?:['’]s)?\s+(?:\w+\s)?", between) else None
    return None


def _root(report: Report, statement: str | None, roots: Roots) -> str | None:
    """Whose word it is; what somebody only feels ("grief over the explosion of March 2") is the report's own."""
    if any(said.id == statement and said.stance == "attitude" for said in report.statements):
        return None
    return roots.of(report.id, statement)[0].actor


def _dated(report: Report, event: Span, roots: Roots) -> Iterator[_Said]:
    """The days ("2031-03-01", "XXXX-03-02") and the times ("T21:42") that a report gives right beside an event."""
    for found in report.dates:
        if found.type not in ("DATE", "TIME") or not found.value or abs(found.span[0] - event[0]) > 2 * _NEAR:
            continue
        span = _joined(report.text, event, found.span)
        if span is None or found.mod in ("BEFORE", "AFTER", "START", "END"):
            continue
        day, _, time = found.value.partition("T")
        words = report[found.span].casefold()
        root = _root(report, found.statement, roots)
        if re.fullmatch(r"(?:\d{4}|XXXX)-\d\d-\d\d", day):
            runs = 1 if time in _NIGHT and "late" not in words and "evening" not in words else 0
            yield _Said(
                report, found.statement, span, day, root, "T" not in found.value or not time[:1].isdigit(), runs
            )
        if clock := re.match(r"\d\d:(\d\d)", time):
            yield _Said(report, found.statement, span, f"T{clock[0]}", root, True, _rounded(int(clock[1]), found.mod))


def _rounded(minute: int, mod: str | None) -> int:
    """By how many minutes a time may be rounded: 9 p.m. by half an hour, 21:42 by one."""
    if mod == "APPROX":
        return 30
    return next((step for step in (30, 15, 5) if minute % step == 0), 1)


def _sites(report: Report, event: Span, roots: Roots) -> Iterator[_Said]:
    """Sites by kind and number that it happened in: "Warehouse 9 blew up", "began in Warehouse 6"."""
    start, end = sentence(report.text, event)
    for match in _SITE.finditer(report.text, start, end):
        if match["kind"] in _MONTHS:
            continue
        span = _joined(report.text, event, match.span())
        after = match.start() >= event[1]
        if span is not None and (not after or _IN.search(report.text[event[1] : match.start()])):
            said = _statement(report, match.span())
            value = f"{match['kind'].casefold()} {match['number']}"
            yield _Said(report, said, span, value, _root(report, said, roots))


def _towns(report: Report, event: Span, roots: Roots) -> Iterator[_Said]:
    for place in report.places:
        if place.level != "city" or place.use != "location" or place.latitude is None or place.longitude is None:
            continue
        span = _joined(report.text, event, place.span) if place.span[0] >= event[1] else None
        if span and re.search(r"\b(?:in|at|near|outside)\s+\Z", report.text[event[1] : place.span[0]]):
            value = f"{place.latitude} {place.longitude} {place.name}"
            yield _Said(report, place.statement, span, value, _root(report, place.statement, roots))


def _statement(report: Report, span: Span) -> str | None:
    """The innermost statement whose content holds a span."""
    held = [
        (high - low, said.id)
        for said in report.statements
        for low, high in said.content
        if low <= span[0] and span[1] <= high
    ]
    return min(held)[1] if held else None


def _other_day(left: _Said, right: _Said) -> bool:
    """Whether two days exclude each other. A night runs on into the next day; without a year, month and day tell."""
    one, two = (value.value[5:] if "X" in left.value + right.value else value.value for value in (left, right))
    if one == two:
        return False
    year = "2000-" if len(one) == 5 else ""
    try:
        first, second = date.fromisoformat(year + one), date.fromisoformat(year + two)
    except ValueError:
        return False
    if abs((second - first).days) > _DAYS or one in _named_days(right) or two in _named_days(left):
        return False  # another event of the same kind, or a report that knows of the other day
    return (first + timedelta(left.sure) < second) or (second + timedelta(right.sure) < first)


def _other_time(left: _Said, right: _Said) -> bool:
    one, two = (60 * int(said.value[1:3]) + int(said.value[4:6]) for said in (left, right))
    if left.value in _named_times(right) or right.value in _named_times(left):
        return False
    return max(left.sure, right.sure) < abs(one - two) <= _HOURS


def _named_days(said: _Said) -> set[str]:
    """The days that a report names anywhere, with their year and without."""
    found = {found.value[:10] for found in said.report.dates if found.value and len(found.value) >= 10}
    return found | {value[5:] for value in found}


def _named_times(said: _Said) -> set[str]:
    return {
        f"T{found.value.partition('T')[2][:5]}" for found in said.report.dates if found.value and "T" in found.value
    }


def _other_site(left: _Said, right: _Said) -> bool:
    one, two = left.value.split(), right.value.split()
    return one[0] == two[0] and one[1] != two[1]


def _other_town(left: _Said, right: _Said) -> bool:
    """Whether two towns are too far apart for one event, and neither report names the other's."""
    (lat, lon, name), (other_lat, other_lon, other) = left.value.split(" ", 2), right.value.split(" ", 2)
    if other in left.report.text or name in right.report.text:
        return False
    return _distance(float(lat), float(lon), float(other_lat), float(other_lon)) > _FAR_KM


def _distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points on the globe."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def _against(kind: ConflictKind, found: Sequence[_Said], other: object, what: str) -> list[Conflict]:
    """One conflict for each two values that exclude each other, between the first reports that give them."""
    assert callable(other)
    first: dict[tuple[str, int], _Said] = {}
    told: set[tuple[str, str]] = set()
    for said in sorted(
        found,
        key=lambda said: (
            not said.plain,
            said.root is None,
            said.report.published or "9999",
            said.report.id,
            said.span,
        ),
    ):
        first.setdefault((said.value, said.sure), said)
    out = []
    for left, right in combinations(
        sorted(first.values(), key=lambda s: (s.report.published or "9999", s.report.id)), 2
    ):
        same = left.root == right.root and (left.root is not None or left.report.outlet == right.report.outlet)
        same = same or (left.report is right.report and None in (left.root, right.root))
        if same or (left.value, right.value) in told or not other(left, right):
            continue
        told.add((left.value, right.value))
        sides = " against ".join(f"“{' '.join(s.report[s.span].split())}” ({_whose(s)})" for s in (left, right))
        out.append(
            Conflict(
                kind,
                (Ref(left.report.id, left.statement), Ref(right.report.id, right.statement)),
                (left.span, right.span),
                f"{sides}: the {what}, each in its own words, which may be of different moments or parts of the event",
            )
        )
    return out[:_MOST]


def _whose(said: _Said) -> str:
    return said.root or f"{said.report.outlet or f'report {said.report.id}'}, naming no source"
