"""A report's times: expressions to TIMEX3 types and values, against publication, dateline and story.

The words are in `data/times.tsv`, the rules in `timex/`. What is done without a publication date, and what is left
null, is told in docs/dates.md.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.ground.context import Context
from sayso.ground.timex.parts import Time
from sayso.ground.timex.resolve import times
from sayso.ground.timex.scene import Scene
from sayso.report import Date, Note, Report, Span


def dates(at: Context) -> Report:
    """The report with its times filled in, and notes on dates that cannot be read in one way or are too late."""
    if not at.words:
        return at.report
    found, scene = times(at)
    made = tuple(_date(at, time) for time in found)
    notes = (*_after_publication(at, scene, found), *_ambiguous(scene))
    return replace(at.report, dates=made, notes=(*at.report.notes, *notes))


def _date(at: Context, time: Time) -> Date:
    span = at.span(time.low, time.high)
    statement = at.statement(span)
    return Date(
        span, time.type, time.value, time.mod, statement.id if statement else None, time.score if time.value else 0.3
    )


def _ambiguous(scene: Scene) -> list[Note]:
    if not scene.unclear:
        return []
    message = "day and month of a date in digits cannot be told apart here; only its year was kept"
    return [Note("date-ambiguous", message, scene.unclear[0], tuple(scene.unclear[1:100]))]


def _after_publication(at: Context, scene: Scene, found: list[Time]) -> list[Note]:
    """A note where the text tells in the past of a date, written with its year, after its own publication."""
    said = scene.said
    if said is None or said.year is None:
        return []
    late: list[Span] = []
    for time in found:
        day = time.day
        if day is None or day.year is None or time.open_year or time.type == "DURATION":
            continue
        if time.shape not in _WITH_YEAR or not _later(day.value, at.report.published or ""):
            continue
        if day.date is not None and said.date is not None and (day.date - said.date).days < 2:
            continue  # a day more can be a time zone
        if time.high - time.low == 1 and scene.lower(time.low - 1) not in _IN:
            continue  # "the 2032 election" is told of long before
        if scene.letters[time.low - 1 : time.low] == "-" or scene.lower(time.low - 1) in ("by", "until", "till", "for"):
            continue
        if scene.tense(time.low, time.high) < 0 and not _to_come(scene, time):
            late.append(at.span(time.low, time.high))
    if not late:
        return []
    message = f"the text tells of times after its publication date, {at.report.published}: one of the two is wrong"
    return [Note("date-after-publication", message, late[0], tuple(late[1:100]))]


_WITH_YEAR = frozenset(
    "written month_days_year days_month month_day_year day_month_year month_year year year_range the_year".split()
)
#: Before a year alone that says when something was.
_IN = frozenset("in during since late early mid throughout".split())
_TO_COME = frozenset(
    "will would shall to scheduled expected plan plans planned planning due set by until through forecast target goal "
    "vision could may might should ahead upcoming future next projected expire expires run runs extended extend "
    "ending ends asked asks requested proposed seek seeks sought".split()
)


def _later(value: str, published: str) -> bool:
    """Whether a value is after a publication date, as far as both are known."""
    size = min(len(value), len(published), 10)
    return value[:size] > published[:size]


def _to_come(scene: Scene, time: Time) -> bool:
    """Whether anything in the sentence speaks of what is to come."""
    low, high = scene.at.sentence(time.low)
    near = range(max(low, time.low - 60), min(high, time.high + 60))
    return any(scene.at.lower[n] in _TO_COME and scene.letters[n] != "M" for n in near)
