"""One report's counts beside each other: persons told of one by one, those only shot, and some of a whole."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.compare.figures.counting import Count, sentence
from sayso.report import Comparator, FigureRole

#: Some, by the state that they are in.
_STATE = re.compile(
    r"\A[^.;,]{0,40}\b(?:in|is in|are in|was in|were in)\s(?:\w+\s){0,3}(?:critical|serious|good|fair|stable|grave"
    r"|noncritical)\b|\A\s(?:other|more|additional)\b"
    r"|\A[^.;,]{0,30}\b(?:(?:are|were|is|was|remain\w*|still)\s(?:\w+\s){0,2}hospitali[sz]ed"
    r"|(?:has|have|had|was|were)\s(?:\w+\s){0,2}?(?:treated and\s)?(?:released|discharged))\b",
    re.I,
)
#: Before a number: some by how badly they are hurt, or those who were told of already.
_SOME = re.compile(
    r"\b(?:critical|serious|grave|minor|severe|life-threatening)(?:ly)?\s(?:injur\w+|wound\w*)\s(?:to\s|for\s)?\Z"
    r"|\b(?:the|those|these|both)\s\Z",
    re.I,
)
_FAR = 2  # times what a report gave first in its own voice

_SHOT = re.compile(r"\b(?:shot|shoot\w*)\b", re.I)
_HURT = re.compile(
    r"\b(?:wound\w*|injur\w+|hurt|critical\w*|stable|serious|surviv\w+|non-life|hospitali[sz]ed|recover\w+)\b", re.I
)


def wholes(found: list[Count]) -> list[Count]:
    """The counts of one report, in the order of its text, with what only shows beside the others."""
    return _whole_first(_summed(_hit(found)))


def _hit(found: list[Count]) -> list[Count]:
    """Counts without those of people only said to be shot, where the report counts dead: the dead may be among them.

    A number of people shot stays where nothing else counts the wounded.
    """

    def only_shot(count: Count) -> bool:
        start, end = sentence(count.report.text, count.figure.span)
        near = count.report.text[max(start, count.figure.span[0] - 40) : min(end, count.figure.span[1] + 60)]
        return count.role == "wounded" and bool(_SHOT.search(near)) and not _HURT.search(near)

    if not any(c.role == "killed" and (c.low or 0) > 0 for c in found):
        return found
    shot = [id(count) for count in found if only_shot(count)]
    hurt = any(c.role == "wounded" and id(c) not in shot for c in found)
    out = []
    for count in found:
        if id(count) not in shot:
            out.append(count)
        elif not _single(count):
            out.append(replace(count, scope="unknown") if hurt else count)
    return out


def _summed(found: list[Count]) -> list[Count]:
    """Persons told of one by one ("a docker and a cook died") as one count, and only where no number counts them."""
    numbered = {c.role for c in found if not _single(c) and c.scope in ("incident", "subset")}
    out: list[Count] = []
    done: set[FigureRole] = set()
    for count in found:
        if not _single(count):
            out.append(count)
        elif count.role not in numbered and count.role not in done and count.scope in ("incident", "subset"):
            done.add(count.role)
            start, end = sentence(count.report.text, count.figure.span)
            same = [
                c for c in found if _single(c) and c.role == count.role and start <= c.figure.span[0] < end and c.low
            ]
            total = sum(c.low or 0 for c in same)
            at_least: Comparator = "≥"  # nobody says that these were all
            out.append(replace(count, low=total, high=None, comparator=at_least, group=None, scope="incident"))
    return out


def _single(count: Count) -> bool:
    """Whether a count is of persons told of one by one: by name, or as "a docker"."""
    figure = count.figure
    words = count.report[figure.span]
    return figure.subject == words or (figure.low == figure.high == 1 and words[:2].casefold() in ("a ", "an"))


def _whole_first(found: list[Count]) -> list[Count]:
    """Of several counts of all on one word, a smaller one that follows is of some of them, where nothing says else.

    "Three died … Two died at the scene": the two are some of the three.
    """
    firsts: dict[tuple[object, ...], Count] = {}
    out = []
    wholes = [c for c in found if c.scope == "incident" and c.group is None and not c.earlier]
    for count in found:
        if any(count is whole for whole in wholes):
            first = firsts.setdefault((count.role, count.own), count)
            size = count.high or count.low or 0
            small = size < (first.low or first.high or 0)
            start, end = sentence(count.report.text, count.figure.span)
            stated = _STATE.match(count.report.text[count.figure.span[1] : end])
            some = (stated or _SOME.search(count.report.text[start : count.figure.span[0]])) and any(
                whole.role == count.role and (whole.low or 0) > size for whole in wholes
            )
            if (small and size and count.as_of == first.as_of) or some:
                count = replace(count, scope="subset")
            elif count.root is None and size > _FAR * (first.low or first.high or 0) + _FAR:
                count = replace(count, scope="unknown")  # hardly of what the same voice counted first
        out.append(count)
    return out
