"""Figures that exclude each other for one scope and time, told apart from what only looks like it.

A later value of one root is an update; another scope is another count; about 230 and 232 are one number, rounded; parts
are no rivals of their total. What is left is told with both sides' own words and accuses nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from sayso.compare.copies.credits import house
from sayso.compare.figures.edits import edits
from sayso.compare.figures.happened import event_conflicts
from sayso.compare.figures.losses import losses
from sayso.compare.figures.parts import parts
from sayso.compare.figures.reversals import reversals
from sayso.compare.figures.scopes import other_scopes
from sayso.compare.figures.telling import (
    amount,
    apart,
    day_of,
    outlet_of,
    plural,
    point,
    quoted,
    refs,
    vague,
    voice,
    voice_shown,
)
from sayso.compare.figures.totals import Totals
from sayso.compare.nouns import Conflict, NoConflict, Ref, Series, Value
from sayso.compare.roots.roots import Roots
from sayso.report import Report, Span

#: Two counts of which one is put as "about" are one number where they differ by less than this share of the larger.
_ROUNDED = 0.05
_SIZES, _BESIDE = 3.0, 5.0  # times another toll of the day, told elsewhere and in one report
_MOVES, _FALLS = 20.0, 0.5  # times a number that a later one takes the place of
_MOST = 50  # of each kind in a story

_Whose = Mapping[tuple[str, str], str]
_Found = dict[tuple[object, ...], NoConflict]


def conflicts(
    series: Sequence[Series], reports: Mapping[str, Report], roots: Roots
) -> tuple[tuple[Conflict, ...], tuple[NoConflict, ...]]:
    """What excludes each other among the values of each series, and among the days, times and places of the event."""
    figures, others = figure_conflicts(series, reports, roots)
    more = edits(reports) | reversals(reports, roots)
    told = [(one.between[0].report, one.spans[0]) for one in others if "at one address" in one.why]
    others += tuple(one for one in more.values() if not _within(one, told))
    return (*figures, *event_conflicts(tuple(reports.values()), roots)), others


def _within(one: NoConflict, told: Sequence[tuple[str, Span]]) -> bool:
    """Whether a change is of a figure that is told of already."""
    (low, high), report = one.spans[0], one.between[0].report
    return any(report == other and a <= low and high <= b for other, (a, b) in told)


def figure_conflicts(
    series: Sequence[Series], reports: Mapping[str, Report], roots: Roots | None = None
) -> tuple[tuple[Conflict, ...], tuple[NoConflict, ...]]:
    """What excludes each other among the values of each series, and what looks so and is named as what it is.

    `roots` are those of the reports, where they are made already.
    """
    roots = roots or Roots(tuple(reports.values()))
    found: dict[tuple[object, ...], Conflict] = {}
    others: _Found = {}
    totals = Totals(series, reports)
    for one in series:
        others |= _corrections(one, reports) | _updates(one, reports, totals, roots)
        if one.scope != "incident" or one.subject is not None:
            continue  # elsewhere it is other houses, days, definitions, or other parts
        others |= _roundings(one, reports)
        for left, right in _together(one, reports):
            if rounded(left, right):
                continue
            if totals.risen(left, right) or not totals.one_kind(left, right):
                continue
            sure = all(totals.states(one.role, v) and not vague(v, reports, roots) for v in (left, right))
            if sure and totals.one_place(left, right):
                sides = sorted((point(v) or 0, v.root or "") for v in (left, right))
                pair = (one.role, *sides)
                found.setdefault(pair, _conflict(one, left, right, reports))
    for one_loss in losses(series, reports):
        found.setdefault(("losses", one_loss.why), one_loss)
    together = parts(series, reports)
    held = {(ref.report, span) for one in together.values() for ref, span in zip(one.between, one.spans, strict=True)}
    for key, other in other_scopes(series, reports).items():
        if other.kind != "parts and total" or (other.between[0].report, other.spans[0]) not in held:
            others[key] = other  # a part is told of once: with the others of its total, or alone
    others |= together
    return tuple(found.values())[:_MOST], tuple(others.values())[:_MOST]


def _roundings(one: Series, reports: Mapping[str, Report]) -> _Found:
    """Numbers put as "about" beside those of others that they can be, rounded; each two numbers once."""
    out: _Found = {}
    about = [value for value in one.values if value.comparator == "≈"][:_MOST]
    exact = list({point(value): value for value in reversed(one.values) if value.comparator != "≈"}.values())[:_MOST]
    for left in about:
        for right in exact:
            if rounded(left, right) and apart(left, right) and voice(left, reports) != voice(right, reports):
                why = f"{quoted(reports, right)} and {quoted(reports, left)} can be one number, rounded"
                same = ("rounding", amount(left), amount(right))
                out.setdefault(same, NoConflict("rounding", refs(right, left), (right.span, left.span), why))
    return out


def rounded(left: Value, right: Value) -> bool:
    """Whether two values can be one number of which one side gives it about."""
    if "≈" not in (left.comparator, right.comparator):
        return False
    one, two = point(left), point(right)
    return one is not None and two is not None and abs(one - two) <= _ROUNDED * max(abs(one), abs(two))


def _together(one: Series, reports: Mapping[str, Report]) -> Iterator[tuple[Value, Value]]:
    """Pairs of values of two roots that stood on one day, or in one report without a day, and exclude each other.

    Of each root it is the last number that it told that day; of its numbers in one report the first.
    """
    by_day: dict[object, dict[str, list[Value]]] = {}
    days = {value.report: day for value in one.values if (day := day_of(value))}
    whose = _whose_words(one, reports)
    first: set[tuple[str, str]] = set()
    several = _several(one, whose)
    for value in sorted(one.values, key=lambda value: (value.report, value.span)):
        root = whose[value.report, value.figure]
        if value.withdrawn or value.superseded_by == value.report or (value.report, root) in first | several:
            continue
        day, later = day_of(value), days.get(value.superseded_by or "")
        if day and later and later < day:
            continue  # an old number told again
        first.add((value.report, root))
        by_day.setdefault(day or value.report, {}).setdefault(root, []).append(value)
    for when in sorted(by_day, key=str):
        standing = [_standing(values) for values in by_day[when].values()]
        for left, right in combinations(standing[:_MOST], 2):
            if apart(left, right) and _of_one_time(left, right):
                yield _ordered(left, right)


def _several(one: Series, whose: _Whose) -> frozenset[tuple[str, str]]:
    """Reports and roots that give several numbers side by side there: those are of several things."""
    told: dict[tuple[str, str], list[Value]] = {}
    for value in one.values:
        if value.root is not None and not value.withdrawn and value.superseded_by != value.report:
            told.setdefault((value.report, whose[value.report, value.figure]), []).append(value)
    return frozenset(
        key
        for key, values in told.items()
        if any(apart(left, right) and not rounded(left, right) for left, right in combinations(values[:_MOST], 2))
    )


def _of_one_time(left: Value, right: Value) -> bool:
    """Whether two values of a day can be opposed: sources beside one another in a report, or two reports' of one size.

    What a report says itself beside a source's number is no second source; a toll that is many times another's is
    hours older or younger.
    """
    if left.report == right.report and (left.root is None or right.root is None):
        return False
    low, high = sorted((point(left) or 0, point(right) or 0))
    return high <= (_BESIDE if left.report == right.report else _SIZES) * max(low, 1)


def _whose_words(one: Series, reports: Mapping[str, Report]) -> _Whose:
    """Whose word each value is: its root, else that of the root with the same number, else the outlet's."""
    roots = {point(value): value.root for value in reversed(one.values) if value.root}
    return {
        (value.report, value.figure): value.root or roots.get(point(value)) or voice(value, reports)
        for value in one.values
    }


def _standing(values: Sequence[Value]) -> Value:
    """Of one root's values of a day the last new number, as it was told first."""
    later = {value.superseded_by for value in values} & {value.report for value in values}
    fresh = [value for value in values if value.superseded_by not in later] or values
    last = max(fresh, key=lambda value: (value.published or "", value.report))
    return min((v for v in fresh if point(v) == point(last)), key=lambda v: (v.published or "9", v.report))


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


def _conflict(one: Series, left: Value, right: Value, reports: Mapping[str, Report]) -> Conflict:
    of = plural(one.subject) if one.subject else "people"
    days = {day for value in (left, right) if (day := day_of(value))}
    when = f"both as of {days.pop().isoformat()}" if len(days) == 1 else "in one report"
    sides = (f"{quoted(reports, value)} ({voice_shown(value, reports)})" for value in (left, right))
    why = f"{' against '.join(sides)}: {of} {one.role}, {when}, same scope"
    return Conflict("figure", refs(left, right), (left.span, right.span), why)


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
            why = f"{by.outlet or 'the outlet'} took back {quoted(reports, value)} in its correction{day}"
        else:
            relay = outlet_of(reports, value)
            why = (
                f"{relay} relayed {quoted(reports, value)}, which {by.outlet or 'its source'} took back"
                f" in its correction{day}; no correction by {relay} is here"
            )
        other = (Ref(by.id, back.statement), back.span) if back else (Ref(by.id, None), (0, 0))
        out["correction", value.report, by.id, point(value)] = NoConflict(
            "correction", (refs(value)[0], other[0]), (value.span, other[1]), why
        )
    return out


def _updates(one: Series, reports: Mapping[str, Report], totals: Totals, roots: Roots) -> _Found:
    """Numbers of one root that took each other's place, once each; a change at one address is named as such."""
    out: _Found = {}
    for value in one.values:
        if value.superseded_by is None or value.withdrawn:
            continue
        who = voice(value, reports)
        new = next(
            (
                other
                for other in one.values
                if other.report == value.superseded_by
                and voice(other, reports) == who
                and point(other) != point(value)
                and other.superseded_by != other.report
            ),
            None,
        )
        if new is None:
            continue
        key = ("update", one.role, one.subject, who, point(value), point(new))
        here, there = reports[value.report], reports[new.report]
        edited = here is not there and here.url is not None and here.url == there.url
        if not edited and not _moved(one, value, new, totals):
            continue
        if vague(value, reports, roots) and house(here.outlet) != house(there.outlet):
            continue  # one paper's officials are not another's
        if edited:
            why = (
                f"{outlet_of(reports, value)} changed {quoted(reports, value)} to {quoted(reports, new)} at one"
                " address; this compares the two texts and does not say whether a note to readers stands elsewhere"
            )
        else:
            why = f"{voice_shown(value, reports)}: {quoted(reports, value)}, later {quoted(reports, new)}"
        out.setdefault(key, NoConflict("update", refs(value, new), (value.span, new.span), why))
    return out


def _moved(one: Series, old: Value, new: Value, totals: Totals) -> bool:
    """Whether a number that took another's place can be told as its update.

    An outlet that names no source moves its own count only where both are its counts of all.
    """
    before, after = point(old) or 0, point(new) or 0
    if not before or not _FALLS * before <= after <= _MOVES * before:
        return one.role in ("missing", "present") and bool(before)
    return old.root is not None or all(totals.states(one.role, value) for value in (old, new))
