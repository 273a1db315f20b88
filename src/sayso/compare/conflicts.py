"""Figures that exclude each other for one scope and time, told apart from what only looks like it.

A later value of one root is an update; another scope is another count; about 230 and 232 are one number, rounded; parts
are no rivals of their total. What is left is told with both sides' own words and accuses nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from sayso.compare.nouns import Conflict, NoConflict, Ref, Series, Value
from sayso.compare.times import stretch
from sayso.report import Report

#: Two counts of which one is put as "about" are one number where they differ by less than this share of the larger.
_ROUNDED = 0.05
_MOST = 50  # of each kind, in a story


def figure_conflicts(
    series: Sequence[Series], reports: Mapping[str, Report]
) -> tuple[tuple[Conflict, ...], tuple[NoConflict, ...]]:
    """What excludes each other among the values of each series, and what looks so and is named as what it is."""
    conflicts: dict[tuple[object, ...], Conflict] = {}
    others: dict[tuple[object, ...], NoConflict] = {}
    for one in series:
        for left, right in combinations(one.values, 2):
            if not apart(left, right):
                continue
            between, spans = (_ref(left), _ref(right)), (left.span, right.span)
            roots = tuple(sorted((left.root or "", right.root or "")))
            if left.root == right.root and left.root is not None:
                if left.superseded_by or right.superseded_by:
                    first, then = (left, right) if left.superseded_by else (right, left)
                    why = f"{left.root} said {_words(reports, first)} and later {_words(reports, then)}"
                    others.setdefault(
                        ("update", left.root, _what(left), _what(right)), NoConflict("update", between, spans, why)
                    )
                continue
            if rounded(left, right):
                why = f"{_words(reports, left)} and {_words(reports, right)} can be one number, rounded"
                others.setdefault(("rounding", _what(left), _what(right)), NoConflict("rounding", between, spans, why))
                continue
            if left.root is None or right.root is None or not same_time(left, right):
                continue
            why = (
                f"{_words(reports, left)} ({left.root}) against {_words(reports, right)} ({right.root}):"
                f" {one.role}, {one.subject or 'people'}, {_when(left, right)}same scope"
            )
            conflicts.setdefault((roots, _what(left), _what(right)), Conflict("figure", between, spans, why))
    others |= _scopes(series, reports)
    return tuple(conflicts.values())[:_MOST], tuple(others.values())[:_MOST]


def apart(left: Value, right: Value) -> bool:
    """Whether no number is in both: "at least 9" and 17 are not apart, 17 and 29 are."""
    low, high = _range(left)
    other_low, other_high = _range(right)
    return high < other_low or other_high < low


def rounded(left: Value, right: Value) -> bool:
    """Whether two values can be one number of which one side gives it about."""
    if "≈" not in (left.comparator, right.comparator):
        return False
    one, two = (value.low if value.low is not None else value.high for value in (left, right))
    return one is not None and two is not None and abs(one - two) <= _ROUNDED * max(abs(one), abs(two))


def same_time(left: Value, right: Value) -> bool:
    """Whether two values can hold for one time: neither is known to be later than the other by more than a day.

    Without a time of their own they hold for when they were published, within a day.
    """
    one, two = stretch(left.as_of) or stretch(left.published), stretch(right.as_of) or stretch(right.published)
    if one is None or two is None:
        return True
    gap = max(one[0], two[0]) - min(one[1], two[1])
    return gap.total_seconds() <= 86_400


def _range(value: Value) -> tuple[float, float]:
    return (
        value.low if value.low is not None else float("-inf"),
        value.high if value.high is not None else float("inf"),
    )


def _scopes(series: Sequence[Series], reports: Mapping[str, Report]) -> dict[tuple[object, ...], NoConflict]:
    """Counts of one role in other scopes than the event's own: named, so that nobody adds or opposes them."""
    found: dict[tuple[object, ...], NoConflict] = {}
    for whole in series:
        if whole.scope != "incident" or whole.subject is not None or not whole.values:
            continue
        for other in series:
            if other.role != whole.role or other is whole or other.scope == "incident" or not other.values:
                continue
            left, right = whole.values[-1], other.values[-1]
            what = f"of {other.subject}s" if other.subject else f"with the scope “{other.scope}”"
            kind: str = "parts and total" if other.scope == "subset" else "scope"
            why = f"{_words(reports, right)} is a count {what}, {_words(reports, left)} one of the whole event"
            key = (kind, whole.role, other.scope, other.subject)
            found[key] = NoConflict(
                "parts and total" if kind == "parts and total" else "scope",
                (_ref(left), _ref(right)),
                (left.span, right.span),
                why,
            )
    return found


def _ref(value: Value) -> Ref:
    return Ref(value.report, value.statement)


def _what(value: Value) -> tuple[float | None, float | None, str]:
    return value.low, value.high, value.comparator


def _words(reports: Mapping[str, Report], value: Value) -> str:
    return f"“{' '.join(reports[value.report][value.span].split())}”"


def _when(left: Value, right: Value) -> str:
    day = left.as_of or left.published, right.as_of or right.published
    days = {d[:10] for d in day if d}
    return f"both as of {days.pop()}, " if len(days) == 1 and all(day) else ""
