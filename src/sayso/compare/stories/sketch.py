"""What a report is known by when reports of one event are looked for: who, where, when, which words and figures.

A sketch is made from one report alone, so that it never depends on what else a ledger holds, and small enough to be
kept beside the report. docs/stories.md says what each part is for.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from sayso.compare.stories.numbers import ages, counts, hours
from sayso.compare.stories.ordinals import ordinals
from sayso.compare.stories.rarity import begins, headline, lines, rarity, scaled, words
from sayso.compare.times import stretch
from sayso.keep.signatures import signature
from sayso.report import Actor, Place, Report

#: Changes with everything that changes a sketch; sketches of another number are made anew.
MADE_BY = 5
#: Characters that are looked at from a report's start: what its event is stands there. Longer ones are books.
FAR = 20_000
#: Characters of running text that are its lead, and how much more a word weighs there and in the title.
LEAD = 500
_TITLE, _IN_LEAD = 3.0, 2.0
#: Words, names and places that are kept of a report, the heaviest first.
_WORDS, _HEAD, _NAMES, _PLACES, _PEOPLE, _TOLLS = 60, 24, 40, 8, 24, 12
#: Days before its publication in which a day that a report names can be its event's, and after.
_BACK, _AHEAD = 60, 2
#: A word with a capital tells at least so much: "Marrow" is more than marrow.
_NAME_FLOOR = 0.35
_YEAR = re.compile(r"[12]\d{3}(?![^-])")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
_TITLED = re.compile(
    r"\b(?:(?P<d>\d{1,2}) (?P<m>[A-Z][a-z]{2,8}),? (?P<y>\d{4})"
    r"|(?P<month>[A-Z][a-z]{2,8}) (?P<day>\d{1,2}), (?P<year>\d{4}))\b"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_AGED = re.compile(r"((?:[A-Z][\w'’.-]+ ){1,3}[A-Z][\w'’-]+),? (?:\d\d?|aged? \d\d?|\d\d?-year-old)\b")
_SUFFIX = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ASIDE = frozenset(("boilerplate", "byline", "caption"))
#: Words of a name that tell no person or place from another.
_PLAIN_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december jan feb mar apr jun jul aug sept sep oct nov dec mr mrs ms dr sir lord the i"
    " police sgt lt capt cpl det officer officers chief sheriff detective county city department street road avenue"
    " drive office news u.s us am pm".split()
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a report tells of."""

    name: str  # folded
    country: str | None
    latitude: float | None  # null: no gazetteer knows it
    longitude: float | None
    weight: float  # how much of the report is there, from 0 to 1 for the place of which it tells most
    told: float  # how often it is told of; more in title, dateline and lead
    score: float  # how sure it is that this place is meant


@dataclass(frozen=True, slots=True)
class Sketch:
    """What one report is known by. Weights of words and names are scaled so that their squares add up to 1."""

    outlet: str | None
    first: float | None  # when it was published, in days since the year 1: from
    last: float | None  # to; a day is a day anywhere on Earth
    since: float | None  # of a report without a date: the start of the latest year that it tells of more than once
    yearless: tuple[int, ...]  # of a report without a date: days whose year it does not tell, "March 2" as 302
    days: tuple[int, ...]  # days that it tells of and that can be its event's, those told first before others
    struck: tuple[int, ...]  # those of them that are told beside its killed or wounded
    spots: tuple[Spot, ...]  # towns and other points, the weightiest first
    areas: tuple[str, ...]  # countries and regions that it names, folded
    people: Mapping[str, float]  # names, folded, with how much is said of each; who speaks for a body weighs less
    full: Mapping[str, float]  # the same by first and last name, where a report gives both
    dead: tuple[str, ...]  # last names of those whom it names as killed
    names: Mapping[str, float]  # words with capitals
    title: Mapping[str, float]  # words of the title
    head: Mapping[str, float]  # words of title and lead
    words: Mapping[str, float]  # words of all of it
    ordinals: tuple[tuple[str, int], ...]  # of title and lead: ("package", 12)
    killed: tuple[float, ...]  # how many it tells of for the incident, each number once
    wounded: tuple[float, ...]
    ages: tuple[int, ...]  # in years
    hours: tuple[int, ...]  # times of a day, in minutes
    counts: tuple[int, ...]  # whole numbers of three digits and more that are no year
    lines: tuple[int, ...]  # hashes of its sentences
    shingles: tuple[int, ...]  # sample of five-word shingles, as the ledger keeps for copies


def sketch(report: Report) -> Sketch:
    """The sketch of a report. Never raises; what is not known is null or empty, and then tells nothing.

    A broadcast without a date is of the day that its title gives: "seven o'clock bulletin, 4 March 2031".
    """
    broadcast = _titled(report.title) if report.genre == "transcript" and not report.published else []
    known = stretch(broadcast[0].isoformat() if broadcast else report.published)
    first, last = (
        (known[0].timestamp() / 86_400 + _EPOCH, known[1].timestamp() / 86_400 + _EPOCH) if known else (None,) * 2
    )
    lead = _lead(report)
    head_words = report.title or ""
    if head_words:
        head_words, told = headline(head_words[:LEAD], report.text[:FAR], report.outlet)
        if not told:  # what was caught of the page is none of the report
            report = replace(report, text="", segments=(), statements=(), actors=(), figures=(), dates=(), places=())
    text = report.text[:FAR]
    names, title, head, every = _weighed(report, head_words, lead)
    people, full, dead = _people(report)
    return Sketch(
        report.outlet,
        first,
        last,
        _since(report) if first is None else None,
        _yearless(report) if first is None else (),
        *_days(report, first, last),
        _spots(report, lead),
        _areas(report),
        people,
        full,
        dead,
        scaled(names, _NAMES, _NAME_FLOOR),
        scaled(title, _HEAD),
        scaled(head, _HEAD),
        scaled(every, _WORDS),
        ordinals(f"{head_words}. {text[:lead]}"),
        _toll(report, "killed"),
        _toll(report, "wounded"),
        ages(text),
        hours(text),
        counts(text),
        lines(text),
        signature(text)[:400],
    )


def _weighed(report: Report, head_words: str, lead: int) -> tuple[dict[str, float], ...]:
    """Words with capitals, words of the title, of title and lead, and of all: folded, by how much is told with each."""
    title: defaultdict[str, float] = defaultdict(float)
    head: defaultdict[str, float] = defaultdict(float)
    every: defaultdict[str, float] = defaultdict(float)
    names: defaultdict[str, float] = defaultdict(float)
    told = list(words(head_words, []))
    plainly = any(word.islower() and rarity(word) > 0 for word, _ in told)  # not In Capitals Throughout
    for word, start in told:
        folded = word.casefold()
        title[folded] += 1.0
        head[folded] += _TITLE
        every[folded] += _TITLE
        if plainly and word[0].isupper() and folded not in _PLAIN_NAMES and not begins(head_words, start):
            names[folded] += _TITLE
    aside = sorted(segment.span for segment in report.segments if segment.kind in _ASIDE)
    stands = report.text.find(report.title) if report.title else -1
    in_text = (stands, stands + len(report.title or "")) if stands >= 0 else (0, 0)
    for word, start in words(report.text[:FAR], aside):
        if in_text[0] <= start < in_text[1]:
            continue
        folded = word.casefold()
        weight = _IN_LEAD if start < lead else 1.0
        every[folded] += weight
        if start < lead:
            head[folded] += 1.0
        if word[0].isupper() and folded not in _PLAIN_NAMES and not begins(report.text, start):
            names[folded] += weight
    return names, title, head, every


#: Days from the year 1 to 1970.
_EPOCH = date(1970, 1, 1).toordinal()


def packed(made: Sketch) -> str:
    """A sketch as JSON."""
    kept = {field.name: getattr(made, field.name) for field in fields(made)}
    kept["spots"] = [asdict(spot) for spot in made.spots]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Sketch:
    """The sketch of some JSON from `packed`."""
    kept: dict[str, Any] = json.loads(text)
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    kept["spots"] = tuple(Spot(**spot) for spot in kept["spots"])
    kept["ordinals"] = tuple((noun, number) for noun, number in kept["ordinals"])
    return Sketch(**kept)


def _since(report: Report) -> float | None:
    """The first day of the latest year that a report tells of more than once: one that lies ahead is told of once."""
    years = [int(match[0]) for told in report.dates[:200] if (match := _YEAR.match(told.value or ""))]
    often = [year for year in years if years.count(year) > 1 and year > 0]
    return float(date(max(often), 1, 1).toordinal()) if often else None


def _yearless(report: Report) -> tuple[int, ...]:
    """Days of any year that a report tells of: 302 is "the night of March 2"."""
    found = (_YEARLESS.match(told.value or "") for told in report.dates[:200] if told.span[0] <= FAR)
    return tuple(dict.fromkeys(100 * int(match[1]) + int(match[2]) for match in found if match))[:8]


def _lead(report: Report) -> int:
    """Where the lead ends in the text."""
    for segment in report.segments:
        if segment.kind == "body" and segment.span[1] - segment.span[0] > 60:
            return segment.span[0] + LEAD
    return LEAD


def _days(report: Report, first: float | None, last: float | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Days that a report tells of, in the order of telling, and those of them beside its killed or wounded.

    Where it has a date of its own, only days that its event can have been on; else the days of its title are some.
    """
    tolls = [
        figure.span
        for figure in report.figures
        if figure.role in ("killed", "wounded") and figure.scope == "incident" and figure.span[0] <= FAR
    ][:40]
    found: dict[int, None] = dict.fromkeys(day.toordinal() for day in _titled(report.title)) if first is None else {}
    struck: dict[int, None] = {}
    for told in sorted(report.dates, key=lambda told: told.span)[:200]:
        if told.span[0] > FAR or told.type not in ("DATE", "TIME") or not (match := _DAY.match(told.value or "")):
            continue
        try:
            day = date(*(int(part) for part in match.groups())).toordinal()
        except ValueError:
            continue
        if first is None or last is None or first - _BACK <= day <= last + _AHEAD:
            found[day] = None
            if any(max(told.span[0] - b, a - told.span[1]) <= _BESIDE for a, b in tolls):
                struck[day] = None
    return tuple(found)[:8], tuple(struck)[:8]


def _titled(title: str | None) -> list[date]:
    """The days that a title gives with their year."""
    found = []
    for match in _TITLED.finditer(title or ""):
        day, month, year = match["d"] or match["day"], match["m"] or match["month"], match["y"] or match["year"]
        try:
            found.append(date(int(year), _MONTHS.index(month[:3].casefold()) + 1, int(day)))
        except ValueError:
            continue  # the 31st of June, or no month
    return found


#: Characters between a day and a toll that are told of together.
_BESIDE = 120


def _spots(report: Report, lead: int) -> tuple[Spot, ...]:
    """Towns, streets and other points, those that no gazetteer knows by their names alone."""
    weights: defaultdict[tuple[float, float] | str, float] = defaultdict(float)
    best: dict[tuple[float, float] | str, Place] = {}
    dateline = [segment.span for segment in report.segments if segment.kind == "dateline"]
    aside = [segment.span for segment in report.segments if segment.kind in ("boilerplate", "byline")]
    for place in report.places:
        start = place.span[0]
        if place.use != "location" or start > FAR or place.level not in ("city", "other", None):
            continue
        if any(a <= start < b for a, b in aside):
            continue
        point: tuple[float, float] | str = _named(report, place)
        if place.latitude is not None and place.longitude is not None:
            point = (round(place.latitude, 2), round(place.longitude, 2))
        filed = any(a <= start < b for a, b in dateline)
        weights[point] += _IN_LEAD if start < lead or filed else 1.0
        if report.title and report[place.span] in report.title:
            weights[point] += 1.0
        if point not in best or place.score > best[point].score:
            best[point] = place
    most = max(weights.values(), default=1.0)
    ranked = sorted(weights, key=lambda point: (-weights[point], best[point].span))[:_PLACES]
    return tuple(
        Spot(
            _named(report, best[point]),
            best[point].country,
            None if isinstance(point, str) else point[0],
            None if isinstance(point, str) else point[1],
            round(weights[point] / most, 3),
            weights[point],
            round(best[point].score, 3),
        )
        for point in ranked
    )


def _named(report: Report, place: Place) -> str:
    return (place.name or report[place.span]).casefold().removeprefix("of ").removeprefix("the ")


def _areas(report: Report) -> tuple[str, ...]:
    found = {
        place.name.casefold(): None
        for place in report.places
        if place.name and place.level in ("country", "region", "continent", "sea") and place.span[0] <= FAR
    }
    return tuple(found)[:_PLACES]


def last_name(name: str) -> str:
    """The last name of a person, folded: "Rodney Patrick Jr." is "patrick"."""
    parts = [part.strip(".,'’").casefold() for part in name.replace("’s", "").replace("'s", "").split()]
    while len(parts) > 1 and parts[-1] in _SUFFIX:
        parts.pop()
    return parts[-1] if parts else ""


def first_name(name: str) -> str:
    """The first name of a person, folded, behind titles."""
    parts = [part.strip(".,'’").casefold() for part in name.split()]
    while len(parts) > 1 and (parts[0] in _PLAIN_NAMES or len(parts[0]) < 2):
        parts = parts[1:]
    return parts[0] if parts else ""


def _people(report: Report) -> tuple[dict[str, float], dict[str, float], tuple[str, ...]]:
    """Persons with how much is said of each, by last name and by first and last, and last names of those killed."""
    speaks: dict[str, str | None] = {}
    for statement in report.statements:
        for actor in statement.actors:
            speaks[actor] = statement.role or speaks.get(actor)
    last: defaultdict[str, float] = defaultdict(float)
    full: defaultdict[str, float] = defaultdict(float)
    found = [
        (actor.name, (0.3 if speaks.get(actor.id) in _OFFICES else 1.0) * min(2.0, 0.5 + len(actor.mentions) / 4))
        for actor in report.actors
        if actor.kind == "person" and actor.mentions and actor.mentions[0][0] <= FAR and _proper(actor)
    ]
    found += [(match[1], 1.5) for match in _AGED.finditer(report.text[:FAR])]
    for name, weight in found:
        first, surname = first_name(name), last_name(name)
        last[surname] += weight * rarity(surname)
        if first and first != surname:
            full[f"{first} {surname}"] += weight * (rarity(first) + rarity(surname)) / 2
    people = _heaviest(last)
    dead: dict[str, None] = {}
    for figure in report.figures:
        if figure.role == "killed" and figure.scope in ("incident", "subset", "facility") and figure.span[0] <= FAR:
            for part in re.split(r",| and ", report[figure.span]):
                name = last_name(part)
                if part.strip()[:1].isupper() and name in people:
                    dead[name] = None
    return people, _heaviest(full), tuple(dead)[:_PEOPLE]


#: Who speaks in one of these roles speaks of many events.
_OFFICES = frozenset(("state", "police or court", "medical", "media", "expert"))


def _heaviest(weights: Mapping[str, float]) -> dict[str, float]:
    best = sorted((name for name in weights if weights[name] > 0 and len(name) > 1), key=lambda n: (-weights[n], n))
    return {name: round(weights[name], 3) for name in best[:_PEOPLE]}


def _proper(actor: Actor) -> bool:
    parts = actor.name.split()
    return 1 <= len(parts) <= 5 and all(part[0].isupper() for part in parts if part[0].isalpha())


def _toll(report: Report, role: str) -> tuple[float, ...]:
    """How many a report tells of as killed or wounded in the incident, each number once, as told first."""
    values = [
        value
        for figure in report.figures
        if figure.role == role and figure.scope == "incident" and figure.span[0] <= FAR
        for value in (figure.low, figure.high)
        if value is not None
    ]
    return tuple(dict.fromkeys(values))[:_TOLLS]
