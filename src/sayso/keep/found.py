"""What is asked of a ledger, and what is found in it: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.report import (
    Certainty,
    FigureRole,
    Genre,
    Kind,
    Polarity,
    Role,
    SaysoError,
    Scope,
    SegmentKind,
    SourceClass,
    Span,
    Stance,
)

#: Where words are looked for: in statements, in one part of them, or in the texts of reports.
Where = Literal["statements", "source", "cue", "content", "text"]


class QueryError(SaysoError):
    """A search that means nothing. The message says what is wrong with it, and where."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. All that is given has to hold; of several values for one thing, any."""

    words: str = ""  # docs/search.md says how they are written; "" asks for the newest that the rest allows
    where: Where = "statements"
    by: str | None = None  # who speaks, by any spelling of the name
    about: str | None = None  # who is spoken of in the content
    source_class: tuple[SourceClass, ...] = ()
    role: tuple[Role, ...] = ()
    stance: tuple[Stance, ...] = ()
    certainty: tuple[Certainty, ...] = ()
    kind: tuple[Kind, ...] = ()
    outlet: tuple[str, ...] = ()
    since: str | None = None  # "2031", "2031-03" or "2031-03-02": published on that day or later
    until: str | None = None  # on that day or before
    place: str | None = None  # a name, or a country by its two letters, in the content
    anywhere: bool = False  # the place can stand anywhere in the report
    figure: FigureRole | None = None  # a figure of this role in the content
    scope: Scope | None = None  # a figure of this scope in the content; with `figure` one of both
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found, or a passage of a report that no statement holds. Spans are places in its text."""

    report: str  # the report's id
    document: str  # where it came from
    url: str | None
    title: str | None
    outlet: str | None
    genre: Genre
    published: str | None
    found: tuple[Span, ...]  # the words found; empty where none were asked for
    statement: str | None  # its id; null: in no statement
    voice: SegmentKind | None = None  # in no statement: the kind of the segment that the passage stands in
    passage: Span | None = None  # in no statement: the words found with those around them
    words: str | None = None  # of the passage
    kind: Kind | None = None
    source: str = ""  # the words, parts joined by " … "
    cue: str = ""
    content: str = ""
    source_spans: tuple[Span, ...] = ()
    cue_spans: tuple[Span, ...] = ()
    content_spans: tuple[Span, ...] = ()
    actors: tuple[str, ...] = ()  # who speaks, by the names that the report gives
    by_guess: str | None = None  # whom the actor is only taken for: "Ilse Maran", where the report says "Maran"
    source_class: SourceClass | None = None
    role: Role | None = None
    stance: Stance | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    score: float | None = None  # calibrated probability that the statement is right
    rank: float | None = None  # how well the words fit (BM25, higher is better); null where none were asked for
    judgement: str | None = None  # uid of the judgement that made or last changed it; null: the machine's
    model: str | None = None  # of the weights that read it


@dataclass(frozen=True, slots=True)
class Page:
    """Hits in order, as many as were asked for."""

    hits: tuple[Hit, ...]
    more: bool  # whether others follow
    notes: tuple[str, ...] = ()  # plain sentences: what was taken how, and what could not be decided
