"""Numbers that only tell again what the story counts elsewhere: "whose count stood at nine", "her list has 31 names".

By themselves such numbers say nothing of anybody's death. Beside a count of the same source, or of the same sentence,
they are that count once more: no number is new by this.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sayso.compare.figures.counting import COUNTED, Count, Page, sentence
from sayso.compare.roots.roots import Roots
from sayso.compare.times import Stretch, stretch
from sayso.report import Figure, Report, Span

#: Before a bare number that tells where a count stood.
_STOOD = re.compile(
    r"\b(?:counts?|figures?|tolls?|tall(?:y|ies)|numbers?|totals?|lists?)\b[^.;:]{0,40}\s"
    r"(?:of|was|is|were|stood at|stands at|has|had|have|at)\s(?:about |around |at least |only )?\Z"
    r"|\b(?:says?|said)\s\Z",
    re.I,
)
_DAYS = timedelta(days=3)  # between a day that a number's sentence names and the story's count of the same number
_BESIDE = 200  # characters from a count of the dead to the names on its list
_NAMES = re.compile(r"names?\Z", re.I)
#: A day of the week and a bare number, the next in a list of days: elsewhere "Monday 17" is a day of the month.
_DAY_AND_NUMBER = re.compile(
    r"(?:,|;|\band|\bbut)\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(\d{1,6})(?=\s*(?:[,;.]|and\b|but\b|\Z))",
    re.I,
)
_AS_OF = 20  # characters between a day and the number that stood on it
_IT_WAS = re.compile(r"\b(?:it|they|toll|count|figure|number) (?:was|were|is|are|stood at|stands at) \Z", re.I)


def retold(reports: Sequence[Report], roots: Roots, found: Sequence[Count]) -> list[Count]:
    """The counts among the reports' other numbers that repeat one of `found`, each as the count that it repeats."""
    by_word: dict[tuple[str, float], list[Count]] = {}
    whole: dict[tuple[str, float], Count] = {}
    for count in found:
        number = count.low if count.low is not None else count.high
        if number is None or number < 2:
            continue
        if count.root is not None and count.role == "killed":
            by_word.setdefault((_plain(count.root), number), []).append(count)
        if count.scope == "incident" and count.group is None:
            whole.setdefault((count.role, number), count)
    counted = {(count.report.id, count.figure.id) for count in found}
    out = []
    for report in reports:
        page = Page(report, roots)
        free = [figure for figure in report.figures if (report.id, figure.id) not in counted and figure.low is not None]
        for figure in free:
            if like := _again(page, figure, whole):
                out.append(_as(like, report, figure, None))
            elif figure.unit is None and (like := _same_word(page, figure, by_word, roots)):
                out.append(_as(like, report, figure, like.root))
            elif like := _listed(page, figure, found):
                said = page.statements[figure.statement or ""]
                out.append(_as(like, report, figure, roots.of(report.id, said.id)[0].actor))
        taken = {(count.report.id, count.figure.id) for count in out}
        out += _in_turn(page, [f for f in free if (report.id, f.id) not in taken], by_word)
    return out


def _again(page: Page, figure: Figure, whole: dict[tuple[str, float], Count]) -> Count | None:
    """A count that its report gives by the way, as of an event apart from its own news, and the story tells of."""
    if figure.role is None or figure.role not in COUNTED or figure.scope is not None or figure.unit != "people":
        return None
    like = whole.get((figure.role, figure.low or 0))
    if like is None or like.report.id == page.report.id or like.comparator != figure.comparator:
        return None
    return None if _another_event(page, figure, like, whole) else like


def _another_event(page: Page, figure: Figure, like: Count, whole: Mapping[tuple[str, float], Count]) -> bool:
    """Whether a number's sentence gives a day far from that of the story's count, or other numbers that it does not
    tell.
    """
    start, end = sentence(page.report.text, figure.span)
    told = stretch(like.as_of or like.report.published)
    days = page.days  # in order of the text, as are the figures
    low, high = (bisect_left(days, at, key=lambda day: day[0][0]) for at in (start, end))
    for _, day in days[low:high]:
        if told and (named := stretch(day)) and not _near(named, told):
            return True
    figures = page.report.figures
    low, high = (bisect_left(figures, at, key=lambda f: f.span[0]) for at in (start, end))
    return any(
        f.role is not None and f.role in COUNTED and f.scope is None and (f.role, f.low or 0) not in whole
        for f in figures[low:high]
        if f.id != figure.id and (f.low or 0) > 1
    )


def _near(one: Stretch, two: Stretch) -> bool:
    return one[0] - _DAYS <= two[1] and two[0] - _DAYS <= one[1]


def _same_word(page: Page, figure: Figure, by_word: dict[tuple[str, float], list[Count]], roots: Roots) -> Count | None:
    """The one count that the source of a bare number gives elsewhere, where words beside it say that it is a count."""
    listed = bool(figure.subject and _NAMES.search(figure.subject))
    if figure.subject is not None and not listed:
        return None
    before, _ = page.around(figure)
    if not listed and not _STOOD.search(before):
        return None
    said = page.statements.get(figure.statement or "")
    root = roots.of(page.report.id, said.id)[0].actor if said else page.subject(figure.span[0] - len(before))
    same = by_word.get((_plain(root), figure.low or 0), []) if root else []
    kinds = {(count.role, count.group, count.scope, count.since) for count in same}
    return same[0] if len(kinds) == 1 else None


def _listed(page: Page, figure: Figure, found: Sequence[Count]) -> Count | None:
    """The count right before "we have 29 names" that has the same number, whoever tells it: the names of the dead."""
    if figure.unit is not None or not (figure.subject and _NAMES.search(figure.subject)) or not figure.statement:
        return None
    return next(
        (
            count
            for count in found
            if count.report.id == page.report.id
            and (count.role, count.scope, count.group, count.low) == ("killed", "incident", None, figure.low)
            and 0 < figure.span[0] - count.figure.span[1] < _BESIDE
        ),
        None,
    )


def _in_turn(page: Page, free: Sequence[Figure], by_word: dict[tuple[str, float], list[Count]]) -> Iterator[Count]:
    """Bare numbers of one sentence that are one source's, one after the other: "on Sunday it was nine, today 23"."""
    report = page.report
    starts = frozenset(figure.span[0] for figure in report.figures)
    runs: dict[Span, list[Figure]] = {}
    for figure in free:
        if figure.unit is None and figure.subject is None:
            runs.setdefault(sentence(report.text, figure.span), []).append(figure)
    for where, some in runs.items():
        was = [figure for figure in some if _IT_WAS.search(report.text, where[0], figure.span[0])]
        run = [*some, *_on_days(report.text, starts, where, was[0])] if was else []
        if len(run) < 2:
            continue
        for root in sorted({root for root, _ in by_word}):
            same = [
                next(
                    (c for c in by_word.get((root, f.low or 0), ()) if c.scope == "incident" and c.group is None), None
                )
                for f in run
            ]
            if all(same):
                told = (_as(like, report, f, like.root) for like, f in zip(same, run, strict=True) if like)
                yield from (replace(count, as_of=_day_of(page, count.figure)) for count in told)
                break


def _on_days(text: str, starts: frozenset[int], where: Span, was: Figure) -> Iterator[Figure]:
    """The numbers right after days of the week in a list that begins with `was`, in the sentence at `where`.

    By themselves they are read as days of the month. They are known by the id of `was`, whose list they are in.
    `starts`: where the report's figures begin.
    """
    for found in _DAY_AND_NUMBER.finditer(text, was.span[1], where[1]):
        if found.start(1) not in starts:
            yield replace(was, span=found.span(1), low=float(found[1]), high=float(found[1]), comparator="=")


def _day_of(page: Page, figure: Figure) -> str | None:
    """The day that is named right before a number of a list of days."""
    start = figure.span[0]
    near = [day for (_, end), day in page.days if 0 <= start - end <= _AS_OF]
    apart = any(start - _AS_OF <= other.span[0] < start for other in page.report.figures if other.id != figure.id)
    return near[-1] if near and not apart else None


def _plain(root: str) -> str:
    """A root's name in lower case and without an article: "The ministry" at the head of a sentence is the ministry."""
    return root.casefold().removeprefix("the ")


def _as(like: Count, report: Report, figure: Figure, root: str | None) -> Count:
    """A figure as the count that it repeats."""
    own = root or like.own
    return replace(like, report=report, figure=figure, as_of=None, root=root, own=own, earlier=False)
