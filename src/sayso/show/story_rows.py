"""What a story's page holds, row by row, in the words of `story_words`; every text in it is short and visible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from sayso.compare.nouns import (
    Claim,
    Conflict,
    Instead,
    Maker,
    NoConflict,
    Ref,
    Series,
    Value,
)
from sayso.report import Span
from sayso.show.story_charts import ladder
from sayso.show.story_words import (
    CONFLICT_KINDS,
    INSTEAD,
    NAME,
    STANCES,
    Members,
    as_of_in_words,
    best_in_words,
    counts_in_words,
    cut,
    group_in_words,
    plain,
    range_in_words,
    root_in_words,
    roots_of,
    scope_in_words,
    sides_of,
    state_in_words,
    told_in_words,
    value_in_signs,
)

if TYPE_CHECKING:
    from markupsafe import Markup

#: What a page carries at most; JSON has all. With every list full a page has under 3 MB.
REPORTS, CLAIMS, LONE, _TOLD, _FIRST, _MAKERS, _VARIANTS = 1000, 40, 80, 24, 6, 12, 8
SERIES, _VALUES, _CHARTS = 24, 50, 12
CONFLICTS, _OTHERS = 60, 20
#: Claims of several texts that stand open; the others are folded.
FIRST_CLAIMS = 12
#: Letters of a claim, of one wording, of a sentence and of a rule.
_CLAIM, _WORDS, _WHY = 600, 320, 800
_GROUPS: tuple[Instead, ...] = ("correction", "update", "parts and total", "scope", "rounding")

Of = TypeVar("Of")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Some(Generic[Row]):
    """Rows, and how many more there are that a page does not carry."""

    rows: list[Row]
    more: int


def some(items: Sequence[Of], most: int, row: Callable[[Of], Row]) -> Some[Row]:
    """The rows of the first items."""
    return Some([row(item) for item in items[:most]], max(0, len(items) - most))


@dataclass(frozen=True, slots=True)
class Name:
    """A report as it is referred to."""

    outlet: str
    number: int
    listed: bool  # whether the page has an entry of it to lead to


@dataclass(frozen=True, slots=True)
class Made:
    """A statement that makes a claim."""

    by: Name
    words: str
    statement: str
    stance: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, and on what it stands."""

    id: str
    text: str
    shown: Name
    counts: str
    roots: list[str]
    vague: list[str]
    sides: str
    disputed: bool
    many: bool  # whether several reports tell it
    earliest: Some[Name]
    told: Some[tuple[str, Some[tuple[Name, str]]]]  # an outlet with its reports, and how each passes the claim on
    made: Some[Made]
    variants: list[tuple[Name, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value of a figure."""

    words: str
    signs: str
    root: str
    as_of: str
    told: str
    by: Name
    state: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """How one figure moved."""

    id: str
    group: str
    scope: str
    range: str
    best: str
    values: Some[ValueRow]
    chart: Markup | None


@dataclass(frozen=True, slots=True)
class Side:
    """A passage with its surroundings."""

    by: Name
    where: str
    when: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict with its passages."""

    kind: str
    why: str
    sides: list[Side]


def named(members: Members, id: str) -> Name:
    """A report by its outlet and number."""
    number = members.numbers.get(id, 0)
    return Name(members.outlet(id), number, 0 < number <= REPORTS)


def claim_row(claim: Claim, members: Members) -> ClaimRow:
    """A claim with its roots, who tells it in which words, and the wordings of one quotation."""
    roots, vague = roots_of(claim)
    return ClaimRow(
        id=plain(claim.id),
        text=cut(claim.text, _CLAIM),
        shown=named(members, claim.shown.report),
        counts=counts_in_words(claim),
        roots=[root_in_words(root) for root in roots],
        vague=[root_in_words(root) for root in vague],
        sides=sides_of(claim),
        disputed=claim.disputed,
        many=len({one.report for one in claim.statements} | {ref.report for ref in claim.earliest}) > 1,
        earliest=some(list(dict.fromkeys(ref.report for ref in claim.earliest)), _FIRST, lambda id: named(members, id)),
        told=_told(claim, members),
        made=some(claim.statements, _MAKERS, lambda one: _made(one, members)),
        variants=[
            (named(members, v.ref.report), [(sign, cut(words, _WORDS)) for sign, words in v.changes])
            for v in claim.variants[:_VARIANTS]
        ]
        if len(claim.variants) > 1
        else [],
    )


@dataclass(frozen=True, slots=True)
class LoneRow:
    """A claim of one text alone."""

    id: str
    text: str
    by: Some[Name]
    roots: list[str]


def lone_row(claim: Claim, members: Members) -> LoneRow:
    """A claim that one text alone tells, in a line: its words, its reports and whose word it is."""
    told = list(dict.fromkeys(one.report for one in claim.statements))
    roots = [root_in_words(root) for root in claim.roots if root.actor or root.external]
    return LoneRow(
        plain(claim.id), cut(claim.text, _WORDS), some(told, _FIRST, lambda id: named(members, id)), roots[:_FIRST]
    )


def _told(claim: Claim, members: Members) -> Some[tuple[str, Some[tuple[Name, str]]]]:
    """Every outlet that makes a claim, with its reports and the stances they pass it on with."""
    stances: dict[str, dict[str, None]] = {}
    for one in claim.statements:
        stances.setdefault(one.report, {})[STANCES[one.stance] if one.stance else ""] = None
    outlets: dict[str, list[tuple[Name, str]]] = {}
    for id, found in stances.items():
        outlets.setdefault(members.outlet(id), []).append((named(members, id), ", ".join(filter(None, found))))
    return some(list(outlets), _TOLD, lambda outlet: (outlet, some(outlets[outlet], _FIRST, lambda one: one)))


def _made(one: Maker, members: Members) -> Made:
    return Made(
        named(members, one.report),
        members.words(one.report, one.span, _WORDS),
        _statement(Ref(one.report, one.statement)),
        STANCES[one.stance] if one.stance else "",
    )


def _statement(ref: Ref) -> str:
    return f"statement {plain(ref.statement).removeprefix('s')}" if ref.statement else "own voice"


def ladders(series: Sequence[Series], members: Members) -> Some[SeriesRow]:
    """The figures of a story, the first few that moved or differ with a chart."""
    drawn: list[Markup] = []

    def row(one: Series) -> SeriesRow:
        id = f"f{series.index(one) + 1}"
        chart = ladder(id, one, members) if len(drawn) < _CHARTS else None
        drawn.extend([chart] if chart else [])
        return SeriesRow(
            id=id,
            group=group_in_words(one),
            scope=scope_in_words(one),
            range=range_in_words(one),
            best=best_in_words(one),
            values=some(one.values, _VALUES, lambda value: _value(value, members)),
            chart=chart,
        )

    return some(series, SERIES, row)


def _value(value: Value, members: Members) -> ValueRow:
    return ValueRow(
        words=members.words(value.report, value.span, 80),
        signs=value_in_signs(value),
        root=cut(value.root, NAME),
        as_of=as_of_in_words(value.as_of),
        told=told_in_words(value.published),
        by=named(members, value.report),
        state=state_in_words(value, members),
    )


def clash(conflict: Conflict, members: Members) -> Clash:
    """A conflict with the passages of both sides, verbatim, and what stands around them."""
    return Clash(
        CONFLICT_KINDS.get(conflict.kind, conflict.kind),
        cut(conflict.why, _WHY),
        [_side(ref, span, members) for ref, span in zip(conflict.between, conflict.spans, strict=False)],
    )


def _side(ref: Ref, span: Span, members: Members) -> Side:
    report = members.reports.get(ref.report)
    return Side(
        named(members, ref.report),
        _statement(ref),
        told_in_words(report.published if report else None),
        *members.around(ref.report, span),
    )


def fitting(every: Sequence[NoConflict]) -> list[tuple[str, Some[str]]]:
    """What is no conflict, by what it is instead, each with its sentences."""
    out = []
    for kind in _GROUPS:
        whys = list(dict.fromkeys(cut(one.why, _WHY) for one in every if one.kind == kind))
        if whys:
            out.append((INSTEAD[kind], some(whys, _OTHERS, str)))
    return out
