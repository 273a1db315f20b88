"""Figures that exclude each other for one scope and time, told apart from what only looks like it.

A later value of one root is an update; another scope is another count; about 230 and 232 are one number, rounded; parts
are no rivals of their total. What is left is told with both sides' own words and accuses nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from sayso.compare.credits import house
from sayso.compare.happened import event_conflicts
from sayso.compare.nouns import Conflict, Instead, NoConflict, Ref, Series, Value
from sayso.compare.roots import Roots
from sayso.report import Report

#: Two counts of which one is put as "about" are one number where they differ by less than this share of the larger.
_ROUNDED = 0.05
_MOST, _SHOWN = 50, 5  # of each kind in a story; numbers of one other scope
_DAY = timedelta(days=1)

_Whose = Mapping[tuple[str, str], str]
_Found = dict[tuple[object, ...], NoConflict]


def conflicts(
    series: Sequence[Series], reports: Mapping[str, Report], roots: Roots
) -> tuple[tuple[Conflict, ...], tuple[NoConflict, ...]]:
    """What excludes each other among the values of each series, and among the days, times and places of the event."""
    figures, others = figure_conflicts(series, reports)
    return (*figures, *event_conflicts(tuple(reports.values()), roots)), others


def figure_conflicts(
    series: Sequence[Series], reports: Mapping[str, Report]
) -> tuple[tuple[Conflict, ...], tuple[NoConflict, ...]]:
    """What excludes each other among the values of each series, and what looks so and is named as what it is."""
    found: dict[tuple[object, ...], Conflict] = {}
    others: _Found = {}
    for one in series:
        others |= _corrections(one, reports) | _updates(one, reports)
        whose = _whose_words(one, reports)
        if one.scope == "incident" or (one.scope == "subset" and one.subject):
            for left, right in _together(one, whose):
                if rounded(left, right):
                    why = f"{_words(reports, left)} and {_words(reports, right)} can be one number, rounded"
                    same = ("rounding", _what(left), _what(right))
                    others.setdefault(same, NoConflict("rounding", _refs(left, right), (left.span, right.span), why))
                else:
                    pair = (
                        one.role,
                        one.subject,
                        _who(left, reports),
                        _who(right, reports),
                        _point(left),
                        _point(right),
                    )
                    found.setdefault(pair, _conflict(one, left, right, reports))
    others |= _scopes(series, reports) | _parts(series, reports)
    return tuple(found.values())[:_MOST], tuple(others.values())[:_MOST]


def apart(left: Value, right: Value) -> bool:
    """Whether no number is in both: "at least 9" and 17 are not apart, 17 and 29 are."""
    low, high = _range(left)
    other_low, other_high = _range(right)
    return high < other_low or other_high < low


def rounded(left: Value, right: Value) -> bool:
    """Whether two values can be one number of which one side gives it about."""
    if "≈" not in (left.comparator, right.comparator):
        return False
    one, two = _point(left), _point(right)
    return one is not None and two is not None and abs(one - two) <= _ROUNDED * max(abs(one), abs(two))


def _together(one: Series, whose: _Whose) -> Iterator[tuple[Value, Value]]:
    """Pairs of values of two roots that stood on one day, or in one report without a day, and exclude each other.

    On each day a root's value is the last that it had told by then; one that was told more than a day before stands
    for that day no more. Only in these scopes do all count the same: elsewhere it is other houses, days or definitions.
    """
    told: dict[str, list[Value]] = {}
    loose: dict[str, list[Value]] = {}
    for value in one.values:
        if value.withdrawn or value.superseded_by == value.report:
            continue
        if (day := _day(value)) is None:
            loose.setdefault(value.report, []).append(value)
        else:
            told.setdefault(whose[value.report, value.figure], []).append(value)
    days = sorted({day for values in told.values() for value in values if (day := _day(value))})
    for day in days:
        standing = [now for values in told.values() if (now := _standing(values, day))]
        for left, right in combinations(standing, 2):
            if apart(left, right) and day in (_day(left), _day(right)):
                yield _ordered(left, right)
    for values in loose.values():
        for left, right in combinations(values, 2):
            if whose[left.report, left.figure] != whose[right.report, right.figure] and apart(left, right):
                yield left, right


def _whose_words(one: Series, reports: Mapping[str, Report]) -> _Whose:
    """Whose word each value is: its root, else that of the root with the same number, else the outlet's."""
    roots = {_point(value): value.root for value in reversed(one.values) if value.root}
    return {
        (value.report, value.figure): value.root or roots.get(_point(value)) or _who(value, reports)
        for value in one.values
    }


def _standing(values: Sequence[Value], day: date) -> Value | None:
    """The value of one root that stands on a day: the last new number told by then, where it was told near that day."""
    known = [value for value in values if (when := _day(value)) and when <= day]
    if not known:
        return None
    later = {value.superseded_by for value in known} & {value.report for value in known}
    fresh = [value for value in known if value.superseded_by not in later] or known
    last = max(fresh, key=lambda value: (_day(value) or date.min, value.published or ""))
    when = _day(last)
    return last if when and day - when <= _DAY else None


def _ordered(left: Value, right: Value) -> tuple[Value, Value]:
    return (
        (left, right)
        if (left.published or "9", left.report, left.span)
        <= (
            right.published or "9",
            right.report,
            right.span,
        )
        else (right, left)
    )


def _day(value: Value) -> date | None:
    """The day that a value holds for, else the one on which it was published, where that is known."""
    for time in (value.as_of, value.published):
        try:
            if time and len(time) >= 10:
                return date.fromisoformat(time[:10])
        except ValueError:
            continue
    return None


def _conflict(one: Series, left: Value, right: Value, reports: Mapping[str, Report]) -> Conflict:
    of = f"{one.subject}s" if one.subject else "people"
    days = {day for value in (left, right) if (day := _day(value))}
    when = f"both as of {days.pop().isoformat()}" if len(days) == 1 else "told within a day of each other"
    if not days and left.report == right.report:
        when = "in one report"
    sides = (f"{_words(reports, value)} ({_whose(value, reports)})" for value in (left, right))
    why = f"{' against '.join(sides)}: {of} {one.role}, {when}, same scope"
    return Conflict("figure", _refs(left, right), (left.span, right.span), why)


def _corrections(one: Series, reports: Mapping[str, Report]) -> _Found:
    """Values that were taken back, each with the correction; those who had relayed one and have not corrected it."""
    out: _Found = {}
    for value in one.values:
        if not value.withdrawn or value.superseded_by is None or value.superseded_by == value.report:
            continue
        by = reports[value.superseded_by]
        back = next((v for v in one.values if v.report == by.id and v.withdrawn), None)
        day = f" of {by.published[:10]}" if by.published else ""
        if house(reports[value.report].outlet) == house(by.outlet):
            why = f"{by.outlet or 'the outlet'} took back {_words(reports, value)} in its correction{day}"
        else:
            relay = _outlet(reports, value)
            why = (
                f"{relay} relayed {_words(reports, value)}, which {by.outlet or 'its source'} took back"
                f" in its correction{day}; no correction by {relay} is here"
            )
        other = (Ref(by.id, back.statement), back.span) if back else (Ref(by.id, None), (0, 0))
        out["correction", value.report, by.id, _point(value)] = NoConflict(
            "correction", (_refs(value)[0], other[0]), (value.span, other[1]), why
        )
    return out


def _updates(one: Series, reports: Mapping[str, Report]) -> _Found:
    """Numbers of one root that took each other's place, once each; a change at one address is named as such."""
    out: _Found = {}
    for value in one.values:
        if value.superseded_by is None or value.withdrawn:
            continue
        who = _who(value, reports)
        new = next(
            (
                other
                for other in one.values
                if other.report == value.superseded_by
                and _who(other, reports) == who
                and _point(other) != _point(value)
                and other.superseded_by != other.report
            ),
            None,
        )
        if new is None:
            continue
        key = ("update", one.role, one.subject, who, _point(value), _point(new))
        here, there = reports[value.report], reports[new.report]
        if here is not there and here.url and here.url == there.url:
            why = (
                f"{_outlet(reports, value)} changed {_words(reports, value)} to {_words(reports, new)} at one address;"
                " this compares the two texts and does not say whether a note to readers stands elsewhere"
            )
        else:
            why = f"{_whose(value, reports)}: {_words(reports, value)}, later {_words(reports, new)}"
        out.setdefault(key, NoConflict("update", _refs(value, new), (value.span, new.span), why))
    return out


def _scopes(series: Sequence[Series], reports: Mapping[str, Report]) -> _Found:
    """Counts of one role in other scopes than the event's own: named, so that nobody adds or opposes them."""
    out: _Found = {}
    for whole in series:
        if whole.scope != "incident" or whole.subject is not None or not whole.values:
            continue
        for other in series:
            if other.role != whole.role or other.scope in ("incident", "unknown") or not other.values:
                continue
            if other.scope == "subset":
                kind: Instead = "parts and total"
                what = f"a count of {other.subject}s" if other.subject else "a count of some"
            else:
                kind, what = "scope", _SCOPES.get(other.scope, f"a count with the scope “{other.scope}”")
            for left, right in _beside(whole, other):
                why = f"{_words(reports, right)} is {what}, {_words(reports, left)} one of the whole event"
                out[kind, whole.role, other.scope, other.subject, _point(right)] = NoConflict(
                    kind, _refs(right, left), (right.span, left.span), why
                )
    return out


_SCOPES = {
    "facility": "a count at a hospital, prison or camp, or by those who work there",
    "cumulative": "a count of more than this event",
    "claimed enemy loss": "what a party says of the other side’s losses",
    "statistic": "an estimate or a statistic",
}


def _beside(whole: Series, other: Series) -> Iterator[tuple[Value, Value]]:
    """Each number of another scope beside the number of the whole event that most reports tell and that excludes it."""
    told = Counter(_point(value) for value in whole.values)
    lefts = sorted(whole.values, key=lambda v: (v.superseded_by is None, told[_point(v)]), reverse=True)[:_MOST]
    rights = {_point(value): value for value in other.values if not value.superseded_by} or {None: _latest(other)}
    for right in list(rights.values())[-_SHOWN:]:
        yield next((left for left in lefts if apart(left, right)), _latest(whole)), right


def _latest(one: Series) -> Value:
    return next((v for v in reversed(one.values) if not v.superseded_by), one.values[-1])


def _parts(series: Sequence[Series], reports: Mapping[str, Report]) -> _Found:
    """Parts of a total in one report, and whether they make it: "11, six: parts of 17, and together 17"."""
    by_figure = {(value.report, value.figure): value for one in series for value in one.values}
    out: _Found = {}
    for report in reports.values():
        parts: dict[str, list[Value]] = {}
        for figure in report.figures:
            if figure.part_of and (value := by_figure.get((report.id, figure.id))):
                parts.setdefault(figure.part_of, []).append(value)
        for total_id, values in parts.items():
            total = by_figure.get((report.id, total_id))
            if total is None or len(values) < 2:
                continue
            listed = ", ".join(_words(reports, value) for value in values)
            summed = sum(_point(value) or 0 for value in values)
            whole = _point(total)
            makes = f"together {summed:g}" + (
                "" if summed == whole else f", not {whole:g}" if whole is not None else ""
            )
            out["parts", report.id, total_id] = NoConflict(
                "parts and total",
                _refs(*values, total),
                (*(value.span for value in values), total.span),
                f"{listed} are given as parts of {_words(reports, total)}: {makes}",
            )
    return out


def _refs(*values: Value) -> tuple[Ref, ...]:
    return tuple(Ref(value.report, value.statement) for value in values)


def _what(value: Value) -> tuple[float | None, float | None, str]:
    return value.low, value.high, value.comparator


def _point(value: Value) -> float | None:
    return value.low if value.low is not None else value.high


def _range(value: Value) -> tuple[float, float]:
    return (
        value.low if value.low is not None else float("-inf"),
        value.high if value.high is not None else float("inf"),
    )


def _who(value: Value, reports: Mapping[str, Report]) -> str:
    """Whose word a value is: its root, else its outlet's."""
    return value.root or f"\0{house(reports[value.report].outlet) or value.report}"


def _whose(value: Value, reports: Mapping[str, Report]) -> str:
    return value.root or f"{_outlet(reports, value)}, naming no source"


def _outlet(reports: Mapping[str, Report], value: Value) -> str:
    return reports[value.report].outlet or f"report {value.report}"


def _words(reports: Mapping[str, Report], value: Value) -> str:
    return f"“{' '.join(reports[value.report][value.span].split())}”"
