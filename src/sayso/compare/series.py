"""Figures over time: every value that reports give, of whom, on whose word, and which later one takes its place.

One series a role, group and scope: a toll, a claimed enemy loss and an estimate are never put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.compare.nouns import Series, Told, Value
from sayso.compare.roots import Roots
from sayso.compare.times import before, stretch
from sayso.report import Figure, FigureRole, Report, Scope

#: Roles whose counts move as an event becomes known.
COUNTED: frozenset[FigureRole] = frozenset(
    ("killed", "wounded", "missing", "captured", "displaced", "arrested", "rescued", "sick", "deployed", "present")
)
#: Words for anybody: a count of these is the total of its role.
_ANYBODY = frozenset(
    "people person persons man men woman women victim victims dead death deaths casualty casualties body bodies life"
    " lives others other civilians civilian individuals killed wounded injured fatalities fatality total".split()
)
#: Scopes whose counts come to no best number, whoever agrees.
_NEVER: dict[Scope, str] = {
    "claimed enemy loss": "no best: a party counts the other side’s losses",
    "statistic": "no best: an estimate",
}
_WHOLE: frozenset[Scope | None] = frozenset(("incident", "unknown", None))


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure with its report and the name of its root."""

    report: Report
    figure: Figure
    root: str | None


def series(reports: Sequence[Report], roots: Roots, told: Sequence[Told] = ()) -> tuple[Series, ...]:
    """The series of the reports' counts of people, those of the whole event first.

    `told` says which report is taken from which: a count without a source in a copy is that of its origin's source.
    """
    counts = [
        _Count(report, figure, _root(roots, report, figure))
        for report in reports
        for figure in report.figures
        if figure.role in COUNTED
        and figure.unit in (None, "people")
        and (figure.low is not None or figure.high is not None)
    ]
    counts = _attributed(counts, {t.report: t.origin for t in told if isinstance(t.origin, str)})
    groups: dict[tuple[FigureRole, str | None, Scope], list[_Count]] = {}
    for item in counts:
        assert item.figure.role is not None
        groups.setdefault((item.figure.role, group_of(item.figure), _scope(item.figure)), []).append(item)
    found = [_series(key, items) for key, items in groups.items()]
    order = {"incident": 0, "facility": 1, "subset": 2}
    return tuple(
        sorted(
            found, key=lambda s: (order.get(s.scope, 3), s.subject is not None, -len(s.values), s.role, s.subject or "")
        )
    )


def group_of(figure: Figure) -> str | None:
    """Of whom a figure counts: None for anybody, else the head noun of its subject, folded and without plural s."""
    words = [word.casefold() for word in (figure.subject or "").split()]
    if not words or (words[-1] in _ANYBODY and figure.part_of is None):
        return None
    last = words[-1]
    return last[:-1] if last.endswith("s") and not last.endswith("ss") else last


def _scope(figure: Figure) -> Scope:
    if figure.estimate or figure.scope == "statistic":
        return "statistic"
    if figure.part_of is not None or (figure.scope in _WHOLE and group_of(figure) is not None):
        return "subset"
    return "incident" if figure.scope in _WHOLE else figure.scope or "unknown"


def _root(roots: Roots, report: Report, figure: Figure) -> str | None:
    return roots.of(report.id, figure.statement)[0].actor


def _attributed(counts: Sequence[_Count], origins: Mapping[str, str]) -> list[_Count]:
    """A count in a report's own voice is that of the source whom the same report, or its origin, gives for it."""
    by: dict[tuple[str, object, object, object, object], str] = {}
    for item in counts:
        if item.root is not None:
            by.setdefault((item.report.id, *_what(item.figure)), item.root)

    def root(item: _Count) -> str | None:
        what = _what(item.figure)
        origin = origins.get(item.report.id, item.report.id)
        return item.root or by.get((item.report.id, *what)) or by.get((origin, *what))

    return [replace(item, root=root(item)) for item in counts]


def _what(figure: Figure) -> tuple[object, object, object, object]:
    return figure.role, figure.low, figure.high, group_of(figure)


def _series(key: tuple[FigureRole, str | None, Scope], items: list[_Count]) -> Series:
    role, group, scope = key
    items = _once(items)
    items.sort(key=lambda item: (*_moment(item), item.report.id, item.figure.span))
    values = [
        Value(
            item.report.id,
            item.figure.id,
            item.figure.statement,
            item.figure.span,
            item.report.published,
            item.figure.as_of,
            item.figure.low,
            item.figure.high,
            item.figure.comparator,
            item.root,
            _superseded(item, items),
        )
        for item in items
    ]
    standing = [value for value in values if value.superseded_by is None and not value.withdrawn]
    lows = [value.low if value.low is not None else value.high for value in standing]
    highs = [value.high if value.high is not None else value.low for value in standing]
    best, rule = (None, _NEVER[scope]) if scope in _NEVER else best_of(standing)
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
    )


def best_of(standing: Sequence[Value]) -> tuple[float | None, str]:
    """The value that a series comes to, if it comes to one, and the rule that says so."""
    if not standing:
        return None, "no best: every value was superseded or withdrawn"
    numbers = {_number(value) for value in standing}
    named = {value.root for value in standing if value.root is not None}
    if len(numbers) == 1 and None not in numbers:
        many = "all who count say the same" if len(named) > 1 else "one count"
        return numbers.pop(), many
    if len(named) == 1:
        theirs = {_number(value) for value in standing if value.root is not None}
        if len(theirs) == 1 and None not in theirs:
            return theirs.pop(), f"the latest of the only source that is named: {next(iter(named))}"
    shown = "; ".join(f"{_shown(value)} ({value.root or 'no source named'})" for value in standing[:4])
    return None, f"no best: {shown}"


def _number(value: Value) -> float | None:
    """The number of a value that is one number, at least or about; None of a range."""
    if value.low is not None and value.high is not None and value.low != value.high:
        return None
    return value.low if value.low is not None else value.high


def _shown(value: Value) -> str:
    if value.low is not None and value.high is not None and value.low != value.high:
        return f"{value.low:g} to {value.high:g}"
    number = _number(value)
    sign = "" if value.comparator in ("=", "range") else value.comparator
    return f"{sign}{number:g}" if number is not None else "?"


def _once(items: list[_Count]) -> list[_Count]:
    """Each value of a report on one root's word once, where it first stands."""
    seen: dict[tuple[object, ...], _Count] = {}
    for item in items:
        seen.setdefault((item.report.id, item.root, item.figure.low, item.figure.high, item.figure.as_of), item)
    return list(seen.values())


def _moment(item: _Count) -> tuple[str, str]:
    """What a series is laid out by: as-of, else published; what has neither stands last."""
    published = item.report.published or "9999"
    as_of = item.figure.as_of if item.figure.as_of and not item.figure.as_of.startswith("X") else None
    return (as_of or published)[:10], published


def _superseded(item: _Count, items: Sequence[_Count]) -> str | None:
    """The report with the next value of the same root, where times can order the two."""
    later = [
        other
        for other in items
        if other is not item
        and other.root == item.root
        and _number_of(other) != _number_of(item)
        and _after(item, other)
    ]
    return min(later, key=lambda other: (*_moment(other), other.report.id)).report.id if later else None


def _number_of(item: _Count) -> tuple[float | None, float | None]:
    return item.figure.low, item.figure.high


def _after(item: _Count, other: _Count) -> bool:
    """Whether `other` is shown to be later: by what the values hold for, else by when they were published."""
    if item.root is None and item.report.outlet != other.report.outlet:
        return False  # two outlets' own counts: neither takes the other's place
    one, two = stretch(item.figure.as_of), stretch(other.figure.as_of)
    if one and two and one != two:
        return one[0] < two[0] and one[1] < two[1]
    if item.report.id == other.report.id:
        return False
    return before(item.report, other.report) is True
