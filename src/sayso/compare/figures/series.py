"""Figures over time: every value that reports give, of whom, on whose word, and which later one takes its place.

One series a role, group and scope: a toll, a claimed enemy loss and an estimate are never put together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.compare.copies.credits import house
from sayso.compare.figures.beside import counts
from sayso.compare.figures.corrections import withdrawals, withdrawn
from sayso.compare.figures.tallies import COUNTED, Count, group_of
from sayso.compare.nouns import Series, Told, Value
from sayso.compare.roots.roots import VAGUE, Roots
from sayso.compare.times import before, stretch
from sayso.report import FigureRole, Report, Scope

__all__ = ["COUNTED", "best_of", "group_of", "series"]

#: Scopes whose counts come to no best number, whoever agrees.
_NEVER: dict[Scope, str] = {
    "claimed enemy loss": "no best: a party counts the other side’s losses",
    "statistic": "no best: an estimate",
    "unknown": "no best: of what these are is not known",
}
#: Sources that are a side of what they count, by their role.
_SIDES = frozenset(("armed party", "activist"))

#: Of one number the first so many tellings say when it was told; so many numbers told after it can take its place.
_FIRST, _LATER = 16, 24

#: What makes one series: role, of whom, scope; where it is cumulative also from when on, and on whose word: each
#: monitor counts by its own definition.
_Key = tuple[FigureRole, str | None, Scope, str | None, str | None]


def series(reports: Sequence[Report], roots: Roots, told: Sequence[Told] = ()) -> tuple[Series, ...]:
    """The series of the reports' counts of people, those of the whole event first.

    `told` says which report is taken from which: a count without a source in a copy is that of its origin's source.
    """
    found = counts(reports, roots, told)
    taken = withdrawn(found, withdrawals(found))
    groups: dict[_Key, list[Count]] = {}
    for count in found:
        whose = count.root if count.scope == "cumulative" else None
        groups.setdefault((count.role, count.group, count.scope, count.since, whose), []).append(count)
    made = _no_less_than_parts([_series(key, items, taken) for key, items in groups.items()])
    order = {"incident": 0, "facility": 1, "subset": 2}

    def place(one: Series) -> tuple[object, ...]:
        first = one.values[0]
        head = (order.get(one.scope, 3), one.subject is not None, -len(one.values), one.role, one.subject or "")
        return (*head, one.scope, one.since or "", first.root or "", first.report, first.span)

    return tuple(sorted(made, key=place))


def _no_less_than_parts(made: Sequence[Series]) -> list[Series]:
    """The series, without a best number of all in a role that is less than a number of some of them."""
    most: dict[FigureRole, float] = {}
    for one in made:
        if one.scope in ("facility", "subset") and one.subject is None:  # who are "officers" can be another event's
            for value in one.values:
                if value.superseded_by is None and not value.withdrawn and value.low is not None:
                    most[one.role] = max(most.get(one.role, 0), value.low)
    out = []
    for one in made:
        some = most.get(one.role, 0)
        if one.scope == "incident" and one.subject is None and one.best is not None and some > one.best:
            one = replace(one, best=None, rule=f"no best: {some:g} are told of as some of them")
        out.append(one)
    return out


def _series(key: _Key, items: list[Count], taken: Mapping[tuple[str, str], str]) -> Series:
    role, group, scope, since, _ = key
    items = _once(items)
    items.sort(key=lambda item: (*_moment(item), item.report.id, item.figure.span))
    # "some" are other people each time: eleven who are badly hurt, nine who were burnt
    later = [None] * len(items) if (scope, group) == ("subset", None) else _superseded(items, taken)
    values = []
    for n, item in enumerate(items):
        correction = taken.get((item.report.id, item.figure.id))
        values.append(
            Value(
                item.report.id,
                item.figure.id,
                item.figure.statement,
                item.figure.span,
                item.report.published,
                item.as_of,
                item.low,
                item.high,
                item.comparator,
                item.root,
                correction or later[n],
                correction is not None,
            )
        )
    standing = [
        (value, item)
        for value, item in zip(values, items, strict=True)
        if value.superseded_by is None and not item.earlier
    ]
    lows = [value.low if value.low is not None else value.high for value, _ in standing]
    highs = [value.high if value.high is not None else value.low for value, _ in standing]
    best, rule = (
        (None, _NEVER[scope]) if scope in _NEVER else best_of([value for value, _ in standing], _sides(standing))
    )
    if best is not None and (scope, group) == ("subset", None) and len({one.number for _, one in standing}) > 1:
        best, rule = None, "no best: of some, who may be others each time"
    return Series(
        role,
        "people",
        group,
        scope,
        tuple(values),
        min((low for low in lows if low is not None), default=None),
        max((high for high in highs if high is not None), default=None),
        best,
        rule,
        since,
    )


def _sides(standing: Sequence[tuple[Value, Count]]) -> frozenset[str]:
    """The roots of counts that are no more than one side's word, or nobody's in particular."""
    out: dict[str, bool] = {}
    for value, item in standing:
        said = next((s for s in item.report.statements if s.id == item.figure.statement), None)
        if value.root is not None and said is not None:
            side = said.role in _SIDES or said.source_class in VAGUE
            out[value.root] = out.get(value.root, True) and side
    return frozenset(root for root, side in out.items() if side)


def best_of(standing: Sequence[Value], sides: frozenset[str] = frozenset()) -> tuple[float | None, str]:
    """The value that a series comes to, if it comes to one, and the rule that says so.

    `sides` are the roots whose word alone makes no number the best one.
    """
    if not standing:
        return None, "no best: every value was superseded or withdrawn"
    numbers = {_number(value) for value in standing}
    named = {value.root for value in standing if value.root is not None}
    if named and named <= sides:
        return None, f"no best: the word of one side, or of nobody named, alone: {'; '.join(sorted(named)[:4])}"
    if len(numbers) == 1 and None not in numbers:
        many = "all who count say the same" if len(standing) > 1 else "one count"
        return numbers.pop(), many
    sure = named - sides
    if len(sure) == 1 and len(named) == 1:
        theirs = {_number(value) for value in standing if value.root is not None}
        if len(theirs) == 1 and None not in theirs:
            return theirs.pop(), f"the latest of the only source that is named: {next(iter(named))}"
    shown = "; ".join(dict.fromkeys(f"{_shown(value)} ({value.root or 'no source named'})" for value in standing))
    return None, f"no best: {shown[:300]}"


def _number(value: Value) -> float | None:
    """The number of a value that is one number, at least or about; None of a range."""
    return _point(value.low, value.high)


def _point(low: float | None, high: float | None) -> float | None:
    if low is not None and high is not None and low != high:
        return None
    return low if low is not None else high


def _shown(value: Value) -> str:
    if value.low is not None and value.high is not None and value.low != value.high:
        return f"{value.low:g} to {value.high:g}"
    number = _number(value)
    sign = "" if value.comparator in ("=", "range") else value.comparator
    return f"{sign}{number:g}" if number is not None else "?"


def _once(items: list[Count]) -> list[Count]:
    """Each value of a report on one root's word once, where it first stands."""
    seen: dict[tuple[object, ...], Count] = {}
    for item in items:
        seen.setdefault((item.report.id, item.own, item.low, item.high), item)
    return list(seen.values())


def _moment(item: Count) -> tuple[str, str]:
    """What a series is laid out by: as-of, else published; what has neither stands last."""
    published = item.report.published or "9999"
    return (item.as_of or published)[:10], published


def _superseded(items: Sequence[Count], taken: Mapping[tuple[str, str], str]) -> list[str | None]:
    """For each count the report with the next number of the same root, where words or times can order the two.

    A number stands for all counts of it: who repeats the old one after the new one was told does not bring it back.
    """
    told: dict[str, dict[object, list[Count]]] = {}
    for item in items:
        if (item.report.id, item.figure.id) not in taken:
            told.setdefault(item.own, {}).setdefault(_point(item.low, item.high) or item.number, []).append(item)
    next_: dict[tuple[str, object], str] = {}
    for own, numbers in told.items():
        if len(numbers) < 2:
            continue
        first = {
            number: fresh[0] for number, c in numbers.items() if (fresh := [x for x in c if not x.earlier][:_FIRST])
        }
        order = sorted(first, key=lambda number: (*_moment(first[number]), first[number].report.id))
        said = _said(numbers)
        for number, old in numbers.items():
            start = bisect_left(order, _moment(old[0]), key=lambda n: _moment(first[n]))
            near = [*said.get(number, ()), *order[start : start + _LATER]]
            near.sort(key=lambda n: (*_moment(first[n]), first[n].report.id))
            after = (new for new in near if new != number and _follows(old[:_FIRST], numbers[new][:_FIRST]))
            if (new := next(after, None)) is not None:
                next_[own, number] = first[new].report.id
    return [next_.get((item.own, _point(item.low, item.high) or item.number)) for item in items]


def _said(numbers: Mapping[object, Sequence[Count]]) -> dict[object, list[object]]:
    """For each number those that a report tells it to have been before: "to 23 from 17"."""
    fresh: dict[str, list[object]] = {}
    for number, told in numbers.items():
        for count in told:
            if not count.earlier:
                fresh.setdefault(count.report.id, []).append(number)
    return {
        number: [new for count in told if count.earlier for new in fresh.get(count.report.id, ())]
        for number, told in numbers.items()
    }


def _follows(old: Sequence[Count], new: Sequence[Count]) -> bool:
    """Whether a number took another's place: a report says so, or one was told before the other ever was."""
    fresh = [count for count in new if not count.earlier]
    if not fresh:
        return False
    said = {count.report.id for count in old if count.earlier}
    if said & {count.report.id for count in fresh}:
        return True
    if {count.report.id for count in new if count.earlier} & {count.report.id for count in old if not count.earlier}:
        return False
    return any(all(_after(one, other) for other in fresh if _timed(other)) for one in old if _timed(one)) and any(
        _timed(other) for other in fresh
    )


def _timed(item: Count) -> bool:
    return stretch(item.as_of) is not None or stretch(item.report.published) is not None


def _after(item: Count, other: Count) -> bool:
    """Whether `other` is shown to be later: by what the counts hold for, else by when they were published."""
    if item.as_of and other.as_of and (order := _days(item.as_of, other.as_of)):
        return order < 0
    if item.report.id == other.report.id:
        return False
    if item.as_of or other.as_of:
        one, two = stretch(item.as_of or item.report.published), stretch(other.as_of or other.report.published)
        if one and two and (one[1] <= two[0] or two[1] <= one[0]):
            return one[1] <= two[0]
    if house(item.report.outlet) is not None and house(item.report.outlet) == house(other.report.outlet):
        return _days(item.report.published or "", other.report.published or "") < 0  # one house, one clock
    return before(item.report, other.report) is True


def _days(left: str, right: str) -> int:
    """How two times on one clock are ordered, as far as both say: below 0, `left` is earlier; 0: not known."""
    if min(len(left), len(right)) > 10 and left[10:] and right[10:]:
        return (left > right) - (left < right)
    size = min(len(left), len(right), 10)
    return (left[:size] > right[:size]) - (left[:size] < right[:size]) if size >= 4 else 0
