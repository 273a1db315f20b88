"""How far a count of people reaches, for which day it holds, and from when on it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import timedelta

from sayso.compare.figures.befell import by_own_helpers
from sayso.compare.figures.counting import Page, sentence
from sayso.compare.times import stretch
from sayso.report import Figure, FigureRole, Scope, Statement

_HARMED: frozenset[FigureRole] = frozenset(("killed", "wounded"))
_WHOLE: frozenset[Scope | None] = frozenset(("incident", "unknown", None))

_HOUSES = "hospital|clinic|morgue|infirmary|mortuary|medical cent(?:er|re)|prison|jail|camp"
_HOUSE = re.compile(rf"\b(?:{_HOUSES})s?\b", re.I)
#: A house that holds those who are counted: it received, treats or holds them.
_HOLDS = re.compile(
    rf"\b(?:{_HOUSES})\b[^.;,]{{0,40}}\b(?:receiv\w+|treat\w+|admit\w+|taken in|hold\w*|held|has|had|have"
    r"|report\w*|count\w*)\b[^.;,]*\Z",
    re.I,
)
#: Doctors who count those whom they treat: a count of theirs is of the places where they work.
_DOCTORS = re.compile(
    r"\b(?:doctors|medics|m[ée]decins|physicians)\b(?![^.;]*\b(?:ministry|department)\b)[^.;]{0,60}\b(?:put|says?|said"
    r"|tallied|counted|treated|reported|recorded|documented|registered)\b[^.;]{0,60}\Z",
    re.I,
)
_WHO_TREATS = re.compile(r"(?:the\s)?(?:doctors|medics|m[ée]decins|physicians)\b", re.I)
#: More than the event: a war's dead. Before and after the number.
_WARS = r"(?:(?:war|conflict|uprising|revolution|insurgency|rebellion|revolt|intifada)(?![-‐]))"
#: "In a report on three months of fighting", before the number.
_MONTHS_OF = re.compile(
    r"\b(?:weeks|months|years|decades)(?:['’]|-long)?\s(?:of\s)?(?:[\w’'-]+\s){0,2}?(?:fighting|violence|war|warfare|unrest"
    r"|clashes|protests|hostilities|bloodshed|bombardment|shelling|raids)\b",
    re.I,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s", re.I)
_SPAN = timedelta(days=7)  # between two days, from which on a count is of more than one event
_OF_A_WAR = (
    re.compile(
        rf"\b{_WARS}\b(?:\s(?:killed|cost|claimed)|[^.;]{{0,60}}\b(?:has|have|had|which|that)\b[^.;]{{0,60}})\s?\Z",
        re.I,
    ),
    re.compile(rf"\A[^.;]{{0,60}}\b(?:in|of|during|from)\s(?:[\w’'-]+\s){{0,5}}?{_WARS}\b", re.I),
)
_RECEIVED = re.compile(r"\b(?:receiv\w+|taken in|admitted|treat(?:ed|ing))\b[^.;]{0,12}\Z", re.I)
#: Others beside those counted already: of some.
_OTHERS = re.compile(r"\b(?:another|additional|a second|a third)\s\Z", re.I)
_ANOTHER = re.compile(r"(?:an?\s)?(?:another|additional|further)\s", re.I)
_SOME_OF = re.compile(r"\A\s+of\s+(?:the|them|those|these|whom|which|its|their|his|her|our)\b", re.I)
_ESTIMATES = re.compile(r"\bestimat|\bproject(?:ed|s)\b|\bmodel", re.I)
_SINCE = re.compile(r"\bsince\b", re.I)


def scope_of(
    page: Page, figure: Figure, around: tuple[str, str], root: str | None, said: Statement | None, listed: bool
) -> Scope:
    """The scope of a count, by the words around it and by who counts.

    `around`: the words of its sentence before and after it; `listed`: the next in a list of parts.
    """
    before, after = around
    words = page.report[figure.span]
    cue = page.report.words(said.cue) if said else ""
    if figure.estimate or figure.scope == "statistic" or _ESTIMATES.search(cue) or _ESTIMATES.search(before[-30:]):
        return "statistic"
    if figure.part_of is not None or listed or (figure.scope in _WHOLE and _SOME_OF.match(after)):
        return "subset"
    if figure.role == "rescued" and figure.scope in _WHOLE and by_own_helpers(before):
        return "subset"  # "her boats had brought eight people out": others have boats too
    if figure.scope in _WHOLE and figure.low != 0 and (_OTHERS.search(before) or _ANOTHER.match(words)):
        return "subset"
    if (
        figure.role in _HARMED
        and figure.scope in ("incident", "unknown")
        and (
            _OF_A_WAR[0].search(before) or _OF_A_WAR[1].match(after) or _MONTHS_OF.search(before) or _over(page, figure)
        )
    ):
        return "cumulative"
    if figure.role in _HARMED and figure.scope in ("incident", "facility", "unknown"):
        clause = re.split(r"[;:]", before)[-1], re.split(r"[;:]", after)[0]
        holds = _HOUSE.search(root or "") or _HOUSE.search(page.source(said)) or _HOLDS.search(clause[0])
        holds = holds or _DOCTORS.search(clause[0]) or _WHO_TREATS.match(root or "")
        medical = said is not None and said.role == "medical" and _RECEIVED.search(clause[0])
        if holds or medical:
            return "facility"
        if figure.role == "killed":  # "two are dead and three others are in hospital"
            clause = clause[0], re.split(r"\sand\s(?:\w+\s){1,3}(?:are|were|remain\w*|is|was)\b", clause[1])[0]
        if figure.scope == "facility" and not _HOUSE.search(" ".join(clause)):
            return "incident"
    return "incident" if figure.scope in _WHOLE else figure.scope or "unknown"


def as_of(page: Page, figure: Figure, said: Statement | None) -> str | None:
    """The day that a count holds for: its own, else the one on which its source is said to have given it."""
    if figure.as_of and not figure.as_of.startswith("X"):
        return figure.as_of
    if said is None or not said.cue:
        return None
    text = page.report.text
    for span, day in page.days:
        for _, end in said.cue:
            between = text[end : span[0]] if end <= span[0] else None
            near = between is not None and len(between) < 30 and not re.search(r"[.;:“”\"]|\bthat\b", between)
            if near and not any(a <= span[0] < b for a, b in said.content):
                return day
    return None


def _over(page: Page, figure: Figure) -> tuple[str, str] | None:
    """The two days between which people are counted, where a week or more lies between them; None for no such days."""
    _, end = sentence(page.report.text, figure.span)
    word = _BETWEEN.search(page.report.text, figure.span[1], end)
    if word is None:
        return None
    dates = page.report.dates  # in order of the text
    first = bisect_left(dates, word.end(), key=lambda d: d.span[0])
    last = bisect_left(dates, end, key=lambda d: d.span[0])
    named = [d.value for d in dates[first:last] if d.type in ("DATE", "TIME")][:2]
    times = [stretch(value) for value in named if value and value[:1].isdigit()]
    if len(times) < 2 or not times[0] or not times[1] or times[1][0] - times[0][0] < _SPAN:
        return None
    return named[0] or "", named[1] or ""


def since(page: Page, figure: Figure) -> str | None:
    """From when on a cumulative count counts: the date after "since", as a day, a month or a year."""
    start, end = sentence(page.report.text, figure.span)
    if over := _over(page, figure):
        return over[0]
    word = _SINCE.search(page.report.text, start, end)
    if word is None:
        return None
    for date in page.report.dates:
        if word.end() <= date.span[0] < word.end() + 30 and date.value:
            value = date.value.lstrip("X-")
            words = page.report[date.span].casefold()
            year = re.match(r"\d{4}", date.value)
            if year and ("start of" in words or "beginning of" in words or len(date.value) == 4):
                return f"{year[0]}-01-01"
            return value
    return " ".join(page.report.text[word.end() : word.end() + 40].split()[:3]).casefold().strip(".,") or None
