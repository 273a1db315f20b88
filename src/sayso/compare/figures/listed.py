"""People told of as a list: "five men and a woman were shot" counts six, and neither number of it is of all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sayso.compare.figures.counting import Count, sentence

#: Who is in such a list: words that say only of which sex or age somebody is.
_WHO = re.compile(
    r"\b(?:m[ae]n|wom[ae]n|males?|females?|boys?|girls?|child(?:ren)?|teen(?:ager)?s?|adults?|toddlers?|bab(?:y|ies)|infants?"
    r"|juveniles?|minors?|youths?)\b",
    re.I,
)
#: Between who is counted by a number of a list and the next number.
_NEXT = re.compile(r"(?:,|,?\sand|\sas well as)\s")
#: Before a list that is of some of those counted elsewhere.
_SOME = re.compile(
    r"\b(?:of|the|them|whom|those|these|both|other|another|additional|including|included|includes?|among|were|are|was|is)\s\Z"
    r"|(?:[:—–]|--)\s\Z",
    re.I,
)
_LONG = 4  # words that can stand between a number and who is counted by it


def listed(found: Iterable[Count]) -> list[Count]:
    """The counts of one report, in the order of its text, each list of persons as the sum of its numbers.

    The sum stands at the whole list's words and is of all whom the event befell; what it is made of is no count of its
    own. A list that says of whom a total is made is left as it is.
    """
    out: list[Count] = []
    run: list[Count] = []
    for count in found:
        if run and _goes_on(run[-1], count):
            run.append(count)
            continue
        out += _made(run, out)
        run = [count]
    return out + _made(run, out)


def _goes_on(last: Count, count: Count) -> bool:
    if (last.role, last.as_of, last.root, last.figure.statement) != (
        count.role,
        count.as_of,
        count.root,
        count.figure.statement,
    ):
        return False
    end = _end(last)
    if end is None or _end(count) is None or not _of_all(last) or not _of_all(count):
        return False
    return bool(_NEXT.fullmatch(last.report.text, end, count.figure.span[0]))


def _of_all(count: Count) -> bool:
    figure = count.figure
    whole = figure.part_of is None and figure.scope == "incident" and not count.earlier
    return whole and count.low is not None and count.low == count.high


def _end(count: Count) -> int | None:
    """Where who is counted ends: with the number's own words ("a woman"), or right after them; None for others."""
    start, end = count.figure.span
    text = count.report.text
    if _WHO.search(text, start, end):
        return end
    after = text[end : end + 60]
    words = re.match(rf"(?:\s[\w’'-]+){{1,{_LONG}}}", after)
    who = next(iter(_WHO.finditer(words[0])), None) if words else None
    return end + who.end() if who else None


def _made(run: list[Count], out: list[Count]) -> list[Count]:
    """A run of counts as their sum, where they are a list of persons that is of all; else as they are.

    `out` are the counts before them: of whom a number right before says, "three others: two men and a woman", they are
    some.
    """
    if len(run) < 2:
        return run
    first, last = run[0], run[-1]
    text = first.report.text
    start, _ = sentence(text, first.figure.span)
    if _SOME.search(text[start : first.figure.span[0]]):
        return run
    total = sum(one.low or 0 for one in run)
    if any(one.role == first.role and one.low == total and one.figure.span[0] >= start for one in out[-2:]):
        return [replace(one, scope="subset") for one in run]
    span = (first.figure.span[0], _end(last) or last.figure.span[1])
    figure = replace(first.figure, span=span, low=total, high=total, subject=None)
    return [replace(first, figure=figure, low=total, high=total, group=None, scope="incident")]
