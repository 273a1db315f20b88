"""Which values can be opposed to another's: each source's count of all, of this event, and not of some of them.

Most numbers of a report are no rivals of another report's: they are of those still in hospital, of another shooting, of
an earlier attack, of the two youngest. Who calls two numbers a conflict says that both count the same. So a value is
opposed only where its report puts it first, in words that leave no room for a part, on its own day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sayso.compare.figures.counting import sentence
from sayso.compare.figures.telling import day_of, point
from sayso.compare.nouns import Series, Value
from sayso.report import Figure, FigureRole, Report

#: Roles whose counts are of an event at one time. Arrests go on for weeks, and are of several cases.
OPPOSED: frozenset[FigureRole] = frozenset(
    ("killed", "wounded", "missing", "displaced", "rescued", "present", "captured")
)
#: Before a number that is of some: "the two youngest", "those five", "another three", "among the 12".
_SOME = re.compile(
    r"\b(?:the|those|these|both|all|his|her|their|its|other|another|additional|first|last|of|among|who|which|where|only)\s\Z"
    r"|\b(?:of the|one of|some of)\b[^.;,]{0,30}\Z",
    re.I,
)
#: After a number that is of some, by who or in which state they are.
_SOME_AFTER = re.compile(
    r"\A\s*(?:of\b|in (?:the|its|their|his)\s|(?:other|more|additional|youngest|oldest|remaining|surviv\w+)\b"
    r"|(?:\w+\s){0,3}(?:ages?d?|who)\b|(?:man|men|wom[ae]n|boys?|girls?|males?|females?)\b|,\s*(?:also\s)?\d|\))",
    re.I,
)
#: A state in which people are after the event: those are counted who are in it.
_STATE = re.compile(
    r"\b(?:critical\w*|serious\w*|stable|fair|good|grave|released|discharged|remain\w*|recover\w*|treated|surgery"
    r"|condition\w*|hospitals?|hospitali[sz]ed|ambulances?|transported|intensive|bodies|still)\b",
    re.I,
)
#: Another event than the story's, or another time than the report's.
_ELSEWHERE = re.compile(
    r"\b(?:ago|earlier|previous\w*|prior|since(?! (?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|last (?:week|month|year|summer|winter|spring|fall|autumn)|in other"
    r"|another|separate\w*|unrelated|similar|worst|deadliest|anniversary|years?|months?|weeks?|decades?"
    r"|so far this|(?:day|night|week|month|year|hour)s? before|up from|until|average|among|in (?:19|20)\d\d"
    r"|if|could|would|might|may have"
    r"|(?:pair|string|series|spate|wave) of \w+|(?:two|three|four|five|six|several|multiple|\d+) (?:\w+ )?"
    r"(?:shootings|attacks|incidents|raids|strikes|crashes))\b",
    re.I,
)
#: What only says how bad it was: "the worst attack in the country in years".
_WORST_SINCE = re.compile(
    r",\s(?:in\s)?(?:(?:the|its|one of the|what was the)\s)(?:[\w’'-]+\s){0,2}?"
    r"(?:worst|deadliest|bloodiest|biggest|largest|heaviest)\b[^.;,\0]*",
    re.I,
)
_RISEN = re.compile(
    r"\b(?:climb|ris|ros|grow|grew|increas|jump|soar|swell|mount|went up|gone up)\w*\b[^.;]{0,30}"
    r"\bto\s(?:at least |about )?\Z",
    re.I,
)
#: Kinds of event, of which a report can tell side by side.
_KINDS = {
    kind: re.compile(rf"\b(?:{words})\b", re.I)
    for kind, words in {
        "air": r"air\s?strikes?|air[\s-]raids?|drone strikes?|missile strikes?",
        "gas": r"chemical|gas|sarin|nerve agents?|poison\w*",
        "guns": r"shootings?|gunfire|gunm[ae]n|shot|snipers?",
        "blast": r"explosions?|blasts?|bomb\w*|exploded",
        "crash": r"crash\w*|collisions?|derail\w*",
        "fire": r"blazes?|fires?(?! (?:chief|department|officials?|service|brigade))|burned",
        "nature": r"earthquakes?|quakes?|floods?|flooding|landslides?|storms?|cyclones?|typhoons?|hurricanes?",
    }.items()
}
#: Where a clause goes on with another number: "577 had been hurt and 369 were in hospital".
_NEXT_NUMBER = re.compile(
    r"\sand\s(?=\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|several|another|others"
    r"|at least|about|nearly)\b)",
    re.I,
)
_FAR = timedelta(days=3)  # a day in a sentence further from the value's own is another event's
_HEAD = 600  # characters of a report in which its own voice tells its count of all
_SHOT = re.compile(r"\b(?:shot|struck|gunned)\b", re.I)
_HURT = re.compile(r"\b(?:wound\w*|injur\w+|hurt)\b", re.I)


class Totals:
    """What is known of a story's values for opposing them."""

    def __init__(self, series: Iterable[Series], reports: Mapping[str, Report]):
        series = list(series)
        self._reports = reports
        self._dead = any(one.role == "killed" and one.values for one in series)
        self._figures: dict[str, dict[str, Figure]] = {}
        self._days: dict[str, list[tuple[int, date]]] = {}

    def states(self, role: FigureRole, value: Value) -> bool:
        """Whether a value is told as a count of all whom the event befell, at its own time."""
        report = self._reports[value.report]
        number = point(value)
        if role not in OPPOSED or number is None or number < 2 or self._named(value):
            return False
        start, end = sentence(report.text, value.span)
        before, after = report.text[start : value.span[0]], report.text[value.span[1] : end]
        if value.root is None and value.span[0] > _HEAD:
            return False
        told = _WORST_SINCE.sub("", before + "\0" + after)
        if _SOME.search(before) or _SOME_AFTER.match(after) or _ELSEWHERE.search(told):
            return False
        clause = re.split(r"[,;:]", before)[-1] + " " + _NEXT_NUMBER.split(re.split(r"[,;:]", after)[0])[0]
        if role in ("killed", "wounded") and _STATE.search(clause):
            return False
        if role == "wounded" and self._dead and _SHOT.search(clause) and not _HURT.search(clause):
            return False  # the dead were shot too
        return not self._dated_apart(value, start, end)

    def risen(self, left: Value, right: Value) -> bool:
        """Whether the larger of two numbers is told as what a toll rose to: the other can be what it was before."""
        more = max(left, right, key=lambda value: point(value) or 0)
        report = self._reports[more.report]
        start, _ = sentence(report.text, more.span)
        return bool(_RISEN.search(report.text, start, more.span[0]))

    def one_place(self, left: Value, right: Value) -> bool:
        """Whether the sentences of two values name no towns, or one that both name: not 17 in Tarn and 5 in Vessing."""
        one, two = self._towns(left), self._towns(right)
        return not one or not two or bool(one & two)

    def one_kind(self, left: Value, right: Value) -> bool:
        """Whether the sentences of two values do not name two kinds of event: air strikes, and a gas attack."""
        one, two = self._kinds(left), self._kinds(right)
        return not one or not two or bool(one & two)

    def _kinds(self, value: Value) -> set[str]:
        text = self._reports[value.report].text
        start, end = sentence(text, value.span)
        return {kind for kind, words in _KINDS.items() if words.search(text, start, end)}

    def _towns(self, value: Value) -> set[str]:
        report = self._reports[value.report]
        start, end = sentence(report.text, value.span)
        return {
            (place.name or report[place.span]).casefold()
            for place in report.places
            if place.level == "city" and place.use == "location" and start <= place.span[0] < end
        }

    def _named(self, value: Value) -> bool:
        """Whether people are told of one by one, or nobody is."""
        if value.report not in self._figures:
            self._figures[value.report] = {figure.id: figure for figure in self._reports[value.report].figures}
        figure = self._figures[value.report].get(value.figure)
        words = self._reports[value.report][value.span]
        return figure is None or figure.subject == words or words[:2].casefold() in ("a ", "an", "no")

    def _dated_apart(self, value: Value, start: int, end: int) -> bool:
        """Whether the sentence of a value names a day that is not the event's, as far as that is known."""
        own = day_of(value)
        if own is None:
            return False
        if value.report not in self._days:
            self._days[value.report] = [
                (found.span[0], day)
                for found in self._reports[value.report].dates
                if found.value and (day := _day(found.value)) is not None
            ]
        return any(start <= at < end and abs(day - own) > _FAR for at, day in self._days[value.report])


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if re.match(r"\d{4}-\d\d-\d\d", value) else None
    except ValueError:
        return None
