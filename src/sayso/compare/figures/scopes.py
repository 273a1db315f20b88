"""Counts in other scopes than the event's own, named beside the count of the whole event that they could be taken for.

A story of any length has many: passengers, one hospital's dead, a war's. A line for each says nothing. One is named
where somebody could oppose the two: both are of one size, or one source or one report gives both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from sayso.compare.figures.telling import apart, plural, point, quoted, refs, voice_shown
from sayso.compare.nouns import Instead, NoConflict, Series, Value
from sayso.report import Report

_MOST, _SHOWN = 50, 5  # values of the whole event that are looked at; numbers of one other scope
#: Times another number, up to which two can be taken for rivals: a part for its whole; a number of another scope, as
#: two of one report are opposed up to five times (`conflicts`). 355 whom doctors counted and 1,300 are 3.7 times apart.
_PART, _SIZE = 3.0, 5.0
_FEW = 2  # of a part: who is told of as one is taken for nobody's total
_SCOPES = {
    "facility": "a count at a hospital, prison or camp, or by those who work there",
    "cumulative": "a count of more than this event",
    "claimed enemy loss": "what a party says of the other side’s losses",
    "statistic": "an estimate or a statistic",
}
#: Groups by the head noun of who work somewhere: a company's employees can be some of the workers of the place.
_AT_WORK = frozenset(
    "employee worker staff staffer colleague contractor docker stevedore labourer laborer miner personnel".split()
)


def other_scopes(series: Sequence[Series], reports: Mapping[str, Report]) -> dict[tuple[object, ...], NoConflict]:
    """Counts of one role in other scopes than the event's own: named, so that nobody adds or opposes them."""
    out: dict[tuple[object, ...], NoConflict] = {}
    totals = {(r.id, f.id): (r.id, f.part_of) for r in reports.values() for f in r.figures if f.part_of}
    for whole in series:
        if whole.scope != "incident" or whole.subject is not None or not whole.values:
            continue
        for other in series:
            if other.role != whole.role or other.scope in ("incident", "unknown") or not other.values:
                continue
            if other.scope == "subset":
                kind: Instead = "parts and total"
                what = f"a count of {plural(other.subject)}" if other.subject else "a count of some"
            else:
                kind, what = "scope", _SCOPES.get(other.scope, f"a count with the scope “{other.scope}”")
            for left, right in _beside(whole, other, totals):
                why = f"{quoted(reports, right)} is {what}, {quoted(reports, left)} one of the whole event"
                out[kind, whole.role, other.scope, other.subject, point(right)] = NoConflict(
                    kind, refs(right, left), (right.span, left.span), why
                )
    return out | _at_work(series, reports)


def _beside(
    whole: Series, other: Series, totals: Mapping[tuple[str, str], tuple[str, str]]
) -> Iterator[tuple[Value, Value]]:
    """Each number of another scope beside a number of the whole event that excludes it and that it could be taken for.

    Of those the one of which it is told as a part, else the nearest in its report, else the one that stands and that
    most reports tell. `totals` has by report and figure whose part a number is told as.
    """
    told = Counter(point(value) for value in whole.values)
    stand = [value for value in whole.values if not value.superseded_by] or whole.values
    lefts = sorted(stand, key=lambda v: told[point(v)], reverse=True)[:_MOST]
    rights: dict[float | None, list[Value]] = {}
    for value in reversed(other.values):
        if not value.superseded_by:
            rights.setdefault(point(value), []).append(value)
    of_some = other.scope == "subset"
    for same in list(reversed(rights.values()))[-_SHOWN:]:
        pairs = ((left, right) for left, right in _nearest(lefts, same[:_MOST], totals) if apart(left, right))
        if (found := next((pair for pair in pairs if (_part if of_some else _taken)(*pair)), None)) is not None:
            yield found


def _nearest(
    lefts: Sequence[Value], same: Sequence[Value], totals: Mapping[tuple[str, str], tuple[str, str]]
) -> Iterator[tuple[Value, Value]]:
    """Each of some values beside each of the whole event's, those of its own report first, by how near they stand."""
    told = {(left.report, left.figure): left for left in lefts}
    for right in same:
        if total := totals.get((right.report, right.figure)):
            if total in told:
                yield told[total], right
            continue
        here = sorted((v for v in lefts if v.report == right.report), key=lambda v: abs(v.span[0] - right.span[0]))
        yield from ((left, right) for left in here)
    free = [right for right in same if (right.report, right.figure) not in totals]
    yield from ((left, right) for left in lefts for right in free if left.report != right.report)


def _part(whole: Value, part: Value) -> bool:
    """Whether a part of an event's people can be taken for all: it is of one size with them and no larger."""
    low, high = point(part) or 0, point(whole) or 0
    return _FEW <= low < high <= _PART * low


def _taken(left: Value, right: Value) -> bool:
    """Whether two numbers could be opposed: they are of one size, or one source or one report gives both."""
    low, high = sorted((point(left) or 0, point(right) or 0))
    if high <= _SIZE * max(low, 1):
        return True
    return left.report == right.report or (left.root is not None and left.root == right.root)


def _at_work(series: Sequence[Series], reports: Mapping[str, Report]) -> dict[tuple[object, ...], NoConflict]:
    """Numbers of two sources, one of employees and one of workers: some of the one may be some of the other."""
    out: dict[tuple[object, ...], NoConflict] = {}
    some = [s for s in series if s.scope == "subset" and s.subject in _AT_WORK]
    for one, two in combinations(some, 2):
        if one.role != two.role:
            continue
        for left in _standing(one):
            for right in _standing(two):
                if left.root == right.root or left.report == right.report or not apart(left, right):
                    continue
                told = (
                    f"{quoted(reports, v)} {word} of {plural(s.subject or '')} ({voice_shown(v, reports)})"
                    for v, s, word in ((left, one, "is a count"), (right, two, "one"))
                )
                why = f"{', '.join(told)}: they may be some of each other, and neither is of the whole event"
                key = ("at work", one.role, one.subject, two.subject, point(left), point(right))
                out.setdefault(key, NoConflict("scope", refs(left, right), (left.span, right.span), why))
    return out


def _standing(one: Series) -> list[Value]:
    """The last few numbers of a series that name a source and that none has taken the place of, each once."""
    found = {point(v): v for v in reversed(one.values) if v.root is not None and not v.superseded_by}
    return list(found.values())[:_SHOWN]
