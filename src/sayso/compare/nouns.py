"""What comparing says: frozen records, from one shared passage up to a story. The shape of the output contract.

    Passage → Copy → Told (a report in a story) → Story, with its Claims, Series of figures and Conflicts

Reports are named by their id in the ledger, statements and figures by their id in their report. Nothing here says what
is true: only what is told, on whose word, from whose text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.report import Comparator, FigureRole, Scope, Span, Stance

#: What decides who took from whom, the strongest first. A credit outranks the clock.
By = Literal["credit", "quotation", "time"]
ConflictKind = Literal["figure", "date", "place", "denial"]
#: Why two statements that look like a conflict are none.
Instead = Literal["update", "correction", "scope", "rounding", "parts and total"]


@dataclass(frozen=True, slots=True)
class External:
    """An origin that no report here is: "AP, not in your ledger"."""

    name: str


Origin = str | External


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in two reports."""

    span: Span  # here
    of: str  # the other report's id
    of_span: Span  # there
    words: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports of which one is taken from the other, or both from a third that is not here."""

    report: str  # the copy, where that is known; else the one whose id comes first
    of: str
    passages: tuple[Passage, ...]  # of `report`, in its order
    copied: float  # containment: the share of `report`'s words that stand in `of` too, from 0 to 1
    contains: float  # and the other way round
    by: By | None  # what decided the direction; null: unknown
    credit: Span | None = None  # where `report` names the other's outlet or agency
    external: str | None = None  # both credit this agency, which is not here: neither is taken from the other


@dataclass(frozen=True, slots=True)
class Told:
    """A report as one of a story's."""

    report: str
    outlet: str | None
    published: str | None
    origin: (
        Origin | None
    )  # where most of its text was first: its own id for an original; null: shared, direction unknown
    copied: float | None  # the share of its words that were taken over; 0 for an original; null: from outside, unknown
    passages: tuple[Passage, ...] = ()  # each with the report where its words were first
    shares_with: tuple[str, ...] = ()  # reports that it shares text with, where which was first is not known


@dataclass(frozen=True, slots=True)
class Ref:
    """A statement of a report; `statement` null: the report's own voice."""

    report: str
    statement: str | None


@dataclass(frozen=True, slots=True)
class Maker:
    """A statement that makes a claim, and how its outlet passes it on."""

    report: str
    statement: str | None
    actors: tuple[str, ...]  # names
    span: Span  # its words in the report
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """Whose word a claim goes back to, once relays, copies and credits are collapsed."""

    actor: str | None  # name; null: nobody is named
    external: str | None  # who relays it from outside: "Radio Breakwater"
    vague: bool = False  # "officials", "rebels": never asserted independent of another root


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a quotation, and how it differs from the fullest one, word by word."""

    ref: Ref
    words: str
    changes: tuple[tuple[Literal["=", "-", "+"], str], ...]  # runs of words: kept, dropped, put in


@dataclass(frozen=True, slots=True)
class Side:
    """Roots of a claim that people put on one side in this story."""

    name: str  # as they called it: "government"
    roots: tuple[str, ...]  # names, as among the claim's roots
    by: tuple[str, ...]  # who said so


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition and the statements that make it, shown in a member's own words."""

    id: str  # "c1", "c2", … in its story
    text: str
    shown: Ref  # whose words these are
    statements: tuple[Maker, ...]
    outlets: int
    origins: int
    roots: tuple[Root, ...]
    earliest: tuple[Ref, ...]  # several where times cannot order them; empty where none has a time
    disputed: bool
    variants: tuple[Variant, ...] = ()
    sides: tuple[Side, ...] = ()  # that people set; none where nobody did
    one_side: str | None = None  # the name of the side that all its roots are on, by people's word


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a figure, as one report tells it."""

    report: str
    figure: str
    statement: str | None
    span: Span
    published: str | None
    as_of: str | None
    low: float | None
    high: float | None
    comparator: Comparator
    root: str | None  # name of whose word it is
    superseded_by: str | None = None  # report id of the later value of the same root, or of the correction
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """How one figure of a story moved: one role, of one group, in one scope."""

    role: FigureRole
    unit: str | None
    subject: str | None
    scope: Scope
    values: tuple[Value, ...]  # by as-of and published time, as far as these can order them
    low: float | None  # over the latest value of each root that is not superseded or withdrawn
    high: float | None
    best: float | None
    rule: str  # why `best` is what it is, or null
    since: str | None = None  # of a cumulative count: from when on, as a TIMEX3 value or in the report's words


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements of one claim whose slots exclude each other for the same scope and time."""

    kind: ConflictKind
    between: tuple[Ref, ...]
    spans: tuple[Span, ...]  # one of each of `between`, in its report
    why: str  # a plain sentence that accuses nobody


@dataclass(frozen=True, slots=True)
class NoConflict:
    """What looks like a conflict and is named as what it is."""

    kind: Instead
    between: tuple[Ref, ...]
    spans: tuple[Span, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """The reports of one event, laid side by side."""

    id: str  # "st-7"
    title: str  # a member's own headline
    reports: tuple[Told, ...]
    earliest: tuple[str, ...]  # report ids
    latest: tuple[str, ...]
    outlets: int
    origins: int
    claims: tuple[Claim, ...] = ()
    figures: tuple[Series, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    no_conflicts: tuple[NoConflict, ...] = ()
    copies: tuple[Copy, ...] = ()  # who was taken straight from whom, and how that is known
