"""What an audit asks of a genre's reports, and the answers with their lists and intervals.

Shares of statements count those that the report itself makes. A statement inside another's words is that source's
doing: its cue is the source's, and so is the choice to leave someone unnamed. How many there are is a share of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sayso.audit.errors import Confusion, Errors
from sayso.audit.intervals import FEW, LEAST, Numbers, corrected, drawn, resampled
from sayso.audit.nouns import Measure, NamedBy, Said, Seen, Share, Unit

#: Whose voice counts as an official's. Medical offices, bodies between states and armed parties are others.
OFFICIAL = frozenset({"state", "police or court"})
OFFICIALS, OTHERS, ROLE_UNKNOWN = "officials", "others", "role unknown"
REASON, NO_REASON = "reason given", "no reason seen"
_UNNAMED = frozenset({"unnamed official", "unnamed expert", "unnamed witness", "unnamed other"})


def _itself(answer: str) -> frozenset[str]:
    return frozenset({answer})


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of each statement."""

    name: str
    title: str
    of: str
    counts: Callable[[Said], bool]  # whether a statement is one of those asked
    answer: Callable[[Said], str | None]  # null: not judged, in no n; "": in n and no share
    classified: str | None = None  # the field of the measured errors that it rests on
    values: Callable[[str], frozenset[str]] = _itself  # of the field, that make up an answer
    unmeasured: str | None = None  # why it rests on none
    always: str | None = None  # an answer that is shown also where nobody gave it


def _direct(said: Said) -> bool:
    return said.within is None


def _unnamed(said: Said) -> bool:
    return _direct(said) and said.source_class in _UNNAMED


def _officials(said: Said) -> str | None:
    if said.role is None:
        return None
    return OFFICIALS if said.role in OFFICIAL else ROLE_UNKNOWN if said.role == "unknown" else OTHERS


def _roles(answer: str) -> frozenset[str]:
    if answer == OFFICIALS:
        return OFFICIAL
    return frozenset({"unknown"}) if answer == ROLE_UNKNOWN else _OTHER_ROLES


_OTHER_ROLES = frozenset(
    {
        "armed party",
        "medical",
        "NGO or international body",
        "expert",
        "witness",
        "activist",
        "media",
        "business",
        "other",
    }
)

_STATEMENTS = "of the statements that the report itself makes"
_QUESTIONS = (
    _Question(
        "unnamed",
        "Unnamed sources",
        _STATEMENTS,
        _direct,
        lambda s: None if s.source_class is None else "unnamed source" if s.source_class in _UNNAMED else "",
        "source_class",
        lambda _: _UNNAMED,
        always="unnamed source",
    ),
    _Question(
        "reason",
        "Unnamed sources: why they are not named",
        "of the statements of unnamed sources",
        _unnamed,
        lambda s: f"{s.source_class}, {REASON if s.reason else NO_REASON}",
        unmeasured="the error of finding reasons has not been measured",
    ),
    _Question(
        "sole",
        "Unnamed sources: who else says it",
        "of the statements of unnamed sources",
        _unnamed,
        lambda s: (
            None if s.only_support is None else "nobody named in the report says it too" if s.only_support else ""
        ),
        unmeasured="the error of finding other support has not been measured",
        always="nobody named in the report says it too",
    ),
    _Question("class", "How sources are named", _STATEMENTS, _direct, lambda s: s.source_class, "source_class"),
    _Question("officials", "Officials and others", _STATEMENTS, _direct, _officials, "role", _roles),
    _Question("role", "What sources are", _STATEMENTS, _direct, lambda s: s.role, "role"),
    _Question("stance", "How the cue presents the content", _STATEMENTS, _direct, lambda s: s.stance, "stance"),
    _Question("certainty", "How sure the content is put", _STATEMENTS, _direct, lambda s: s.certainty, "certainty"),
    _Question(
        "nested",
        "Statements inside a source’s words",
        "of all statements",
        lambda s: True,
        lambda s: "inside a source’s words" if s.within else "",
        unmeasured="the error of nesting has not been measured",
        always="inside a source’s words",
    ),
)


@dataclass(slots=True)
class _Column:
    """One answer on its way to a share: who gave it, and how much of it each report has."""

    value: str
    behind: list[int]
    counts: Numbers
    by: NamedBy | None = None
    values: frozenset[str] | None = None  # the classifier's values that make it up


@dataclass(slots=True)
class _Sheet:
    """A measure before its intervals."""

    name: str
    title: str
    of: str
    unit: Unit
    sizes: Numbers  # n by report
    columns: list[_Column]
    left_out: list[int] = field(default_factory=list)
    others: int = 0
    confusion: Confusion | None = None
    unmeasured: str | None = None


def measures(reports: Sequence[Seen], said: Sequence[Said], errors: Errors | None, top: int) -> tuple[Measure, ...]:
    """Every measure of one genre's reports. Measures that nothing was asked of (n is 0) are left out."""
    fields = errors.fields if errors else {}
    sheets = [
        _voice(reports, fields),
        *(_asked(question, reports, said, fields) for question in _QUESTIONS),
        _sources(reports, said, top),
        _agencies(reports),
    ]
    sheets = [sheet for sheet in sheets if sheet.sizes.any() or sheet.left_out]
    if not sheets:
        return ()
    sums = iter(resampled(np.column_stack([n for s in sheets for n in (s.sizes, *(c.counts for c in s.columns))])).T)
    return tuple(_measure(sheet, sums) for sheet in sheets)


def _measure(sheet: _Sheet, sums: Iterator[Numbers]) -> Measure:
    denominators = next(sums)
    n, reports = int(sheet.sizes.sum()), int(np.count_nonzero(sheet.sizes))
    shares = [_share(sheet, column, n, reports, next(sums), denominators) for column in sheet.columns]
    unmeasured = None
    if sheet.confusion is None:
        unmeasured = sheet.unmeasured or "no measured error is at hand"
    elif not any(share.error for share in shares):
        unmeasured = f"fewer than {LEAST} labelled cases of each"
    return Measure(
        name=sheet.name,
        title=sheet.title,
        of=sheet.of,
        unit=sheet.unit,
        n=n,
        reports=reports,
        few=reports < FEW,
        shares=tuple(shares),
        left_out=tuple(sheet.left_out),
        others=sheet.others,
        unmeasured=unmeasured,
    )


def _share(sheet: _Sheet, column: _Column, n: int, reports: int, numerators: Numbers, denominators: Numbers) -> Share:
    count = int(column.counts.sum())
    share = count / n
    draws, sampling = drawn(share, reports, numerators, denominators)
    fixed = None
    if sheet.confusion is not None and column.values is not None:
        fixed = corrected(share, draws, sheet.confusion.tables(column.values))
    likely, interval, error = fixed if fixed else (None, None, None)
    return Share(column.value, count, share, sampling, tuple(column.behind), likely, interval, error, column.by)


def _asked(
    question: _Question, reports: Sequence[Seen], said: Sequence[Said], fields: Mapping[str, Confusion]
) -> _Sheet:
    sizes = np.zeros(len(reports))
    columns: dict[str, _Column] = {}

    def column_of(answer: str) -> _Column:
        if answer not in columns:
            columns[answer] = _Column(answer, [], np.zeros(len(reports)), values=question.values(answer))
        return columns[answer]

    left_out = []
    for place, statement in enumerate(said):
        if not question.counts(statement):
            continue
        answer = question.answer(statement)
        if answer is None:
            left_out.append(place)
            continue
        sizes[statement.report] += 1
        if answer:
            column = column_of(answer)
            column.behind.append(place)
            column.counts[statement.report] += 1
    if question.always and sizes.any():
        column_of(question.always)
    return _Sheet(
        question.name,
        question.title,
        question.of,
        "statements",
        sizes,
        sorted(columns.values(), key=lambda c: (-len(c.behind), c.value)),
        left_out,
        confusion=fields.get(question.classified or question.name),
        unmeasured=question.unmeasured,
    )


def _voice(reports: Sequence[Seen], fields: Mapping[str, Confusion]) -> _Sheet:
    own = np.array([r.own for r in reports], dtype=np.float64)
    words = np.array([r.words for r in reports], dtype=np.float64)
    column = _Column("own voice", [n for n, r in enumerate(reports) if r.own], own, values=frozenset({"own"}))
    return _Sheet(
        "voice", "Own voice", "of the words of running text", "words", words, [column], confusion=fields.get("voice")
    )


def _agencies(reports: Sequence[Seen]) -> _Sheet:
    credits = np.array([float(bool(r.wire)) for r in reports])
    column = _Column("credits an agency", [n for n, r in enumerate(reports) if r.wire], credits)
    return _Sheet(
        "agency",
        "Reports that credit an agency",
        "of the reports",
        "reports",
        np.ones(len(reports)),
        [column],
        unmeasured="the error of finding credits has not been measured",
    )


def _sources(reports: Sequence[Seen], said: Sequence[Said], top: int) -> _Sheet:
    sizes = np.zeros(len(reports))
    columns: dict[tuple[NamedBy, str], _Column] = {}
    for place, statement in enumerate(said):
        if not _direct(statement):
            continue
        sizes[statement.report] += 1
        for by, name in statement.speakers:
            column = columns.setdefault((by, name.casefold()), _Column(name, [], np.zeros(0), by))
            column.behind.append(place)
    ordered = sorted(columns.values(), key=lambda c: (-len(c.behind), c.by == "nobody", c.value))
    for column in ordered[:top]:  # an array for each of ten thousand sources would be most of the memory
        column.counts = np.bincount([said[n].report for n in column.behind], minlength=len(reports)).astype(np.float64)
    return _Sheet(
        "source",
        "Who speaks most",
        _STATEMENTS,
        "statements",
        sizes,
        ordered[:top],
        others=max(0, len(ordered) - top),
        unmeasured="the error of resolving sources is published in the figures, not here",
    )
