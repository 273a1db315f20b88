"""What the ledger says: frozen records, and its errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sayso.report import Report, SaysoError, Span

Outcome = Literal["added", "known", "changed", "returned"]


class LedgerError(SaysoError):
    """A ledger that cannot be opened, read or written. Nothing that it holds was changed.

    The message says which file, what is wrong with it, the usual cause and what to do.
    """


class NotKept(LedgerError):
    """One report that the ledger cannot hold; the next one may well fit."""


@dataclass(frozen=True, slots=True)
class Known:
    """A report that the ledger holds already, with the very same text."""

    document_id: int
    version_id: int
    id: str  # the report's id in the ledger
    current: bool  # whether this text is the document's current one
    model: str | None  # of the weights that read it


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two readings of one document: of two texts, or of one text by two models.

    A side that has nothing is null: a statement that went has no `after`.
    """

    what: Literal["statement", "figure", "title", "published"]
    kind: Literal["added", "removed", "changed"]
    before: str | None  # the words, as their report has them
    after: str | None
    before_span: Span | None = None
    after_span: Span | None = None
    before_id: str | None = None  # of the statement or figure
    after_id: str | None = None
    fields: tuple[tuple[str, str | None, str | None], ...] = ()  # (field, before, after): what of it is another


@dataclass(frozen=True, slots=True)
class Held:
    """How one judgement holds on to a reading."""

    uid: str
    kind: str
    how: Literal["exact", "overlap", "orphaned"]
    overlap: float | None = None  # from 0 to 1; null where nothing was found
    why: str | None = None  # of an orphan, in a plain sentence


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a report at the ledger's door."""

    outcome: Outcome  # changed: a new version; returned: an earlier version's text came back
    id: str  # the report's id in the ledger
    version: int  # number of the version, from 1
    report: Report  # as the ledger has it now, judgements applied; of a known one as it was read from its source
    changes: tuple[Change, ...] = ()  # against the version before
    held: tuple[Held, ...] = ()  # judgements that were carried over, or could not be


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with a ledger or an installation."""

    item: str  # what: "report 1f3a… version 2", "evidence 9c…"
    why: str  # what is wrong, and what to do


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a judgement is about: a passage by its spans and words, to be found again in another reading or text.

    Words are kept beside the spans for another text; in a ledger that keeps statements only, a dot stands for each
    letter that is not kept.
    """

    of: str  # "statement", "figure", or what another kind of judgement is about: "actors", "judgement"
    id: str | None = None  # of the statement or figure as it was shown
    source: tuple[Span, ...] = ()  # as the machine had it; as people added it where the machine had none
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()  # a figure's own span stands here
    words: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] = ((), (), ())  # of each span of each part
    said: str = ""  # from the first part to the last; empty where that is very long
    before: str = ""  # what stands around it
    after: str = ""
    beside: str | None = None  # uid of an earlier judgement on the same statement or figure


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of a person. Never changed; another one can undo it."""

    uid: str  # the same in every ledger that it is carried to
    kind: str  # one of `sayso.keep.judgements.KINDS`
    document: str | None  # id of the report; null for a decision over all reports
    text_id: str | None  # of the text that was looked at
    anchor: Anchor
    value: Mapping[str, Any]  # what it is to be; the shape depends on the kind, docs/judgements.md
    who: str
    made_at: str  # ISO 8601, UTC, by the clock of the machine it was made on: it orders nothing
    why: str | None = None
    undoes: str | None = None  # uid of the judgement that this one undoes
    previous: str | None = None  # uid of the judgement before it in the ledger that it was made in


@dataclass(frozen=True, slots=True)
class Listed:
    """A judgement with what became of it."""

    judgement: Judgement
    how: Literal["exact", "overlap", "orphaned"] | None  # null: undone, or nothing to hold on to
    overlap: float | None = None
    why: str | None = None  # of an orphan
    undone_by: str | None = None  # uid
    rows: tuple[str, ...] = ()  # ids of the statements and figures that carry its uid now
