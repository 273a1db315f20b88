"""The nouns of Sayso: frozen records that every room shares.

A report walks through the rooms once. Each room takes a `Report` and gives a new one with more of its fields filled:
`read` makes it, `attribute` adds statements, `ground` adds actors, dates, places and figures. The text never changes
on the way, so every span in every record is a half-open pair of code points into `Report.text`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Span = tuple[int, int]

Genre = Literal["news", "opinion", "guest", "release", "transcript", "unknown"]
Kind = Literal["direct", "indirect", "mixed", "unmarked"]
SegmentKind = Literal[
    "headline",  # the report's own title
    "deck",  # the line under it
    "heading",  # a heading between paragraphs
    "body",  # running text
    "blockquote",  # set off as a quotation by the page
    "pullquote",  # a line of the body repeated large
    "caption",  # under a picture or film
    "byline",  # who wrote it
    "dateline",  # where and when it was filed: "KYIV, March 2 (Reuters) —"
    "boilerplate",  # menus, adverts, "read more", rights notices
]
SourceClass = Literal[
    "named person",
    "named organisation",
    "office holder",
    "unnamed official",
    "unnamed expert",
    "unnamed witness",
    "unnamed other",
    "document or media",
    "unattributed",
]
Role = Literal[
    "state",
    "armed party",
    "police or court",
    "medical",
    "NGO or international body",
    "expert",
    "witness",
    "activist",
    "media",
    "business",
    "other",
    "unknown",
]
Stance = Literal["neutral", "endorsing", "distancing", "denying", "directive", "attitude", "asking"]
Certainty = Literal["certain", "probable", "possible", "underspecified"]
Polarity = Literal["positive", "negative", "underspecified"]
ActorKind = Literal["person", "organisation", "state", "document", "group", "other"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Level = Literal["continent", "country", "region", "city", "sea", "other"]
Use = Literal["location", "metonym", "demonym"]
Comparator = Literal["=", "≥", "≤", "≈", "range"]
FigureRole = Literal[
    "killed",
    "wounded",
    "missing",
    "captured",
    "displaced",
    "arrested",
    "rescued",
    "sick",
    "deployed",
    "present",
    "money",
    "measure",
    "share",
    "other",
]
Scope = Literal["incident", "cumulative", "facility", "subset", "claimed enemy loss", "statistic", "unknown"]
AsideKind = Literal["anonymity", "caveat", "no comment"]
PublishedFrom = Literal["given", "metadata", "page", "feed", "address", "text"]


class SaysoError(Exception):
    """Base of every error that Sayso raises on purpose.

    SaysoError
    ├── ReadError      a source that could not be turned into a report
    └── ModelError     the encoder's weights are missing, damaged or of another version

    The message says what failed, on which input, the usual cause and what to do.
    """


class ReadError(SaysoError):
    """A source that could not be turned into a report."""


class ModelError(SaysoError):
    """The encoder's weights are missing, damaged or of another version."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The bytes that a report was read from, and how they came here: what a ledger keeps beside the text."""

    data: bytes = field(repr=False)  # a row's own bytes where many stand in one file; a feed's where it is one of many
    retrieved_at: datetime  # aware, UTC
    reader: str  # what read them, with the versions of the libraries: "html (trafilatura 2.0.0)"
    address: str | None = None  # where the bytes came from in the end, after redirects; null for a file
    headers: tuple[tuple[str, str], ...] = ()  # of the answer that brought them, in its order


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a report's text that is of one kind."""

    span: Span
    kind: SegmentKind
    start_s: float | None = None  # seconds from the start, where the source is timed (subtitles)
    page: int | None = None  # page number from 1, where the source has pages


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a report that its reader should know: never an exception, never silence."""

    code: str  # stable, kebab-case; every code is listed in docs/notes.md
    message: str  # one plain sentence
    span: Span | None = None  # where, when it is somewhere
    related: tuple[Span, ...] = ()  # other places that it is about


@dataclass(frozen=True, slots=True)
class Unused:
    """A passage in quotation marks, or a cue of the lexicon, that ended in no statement."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """One relay of a chain: the outlet, a wire service, or an enclosing statement."""

    by: Literal["outlet", "wire", "statement"]
    statement: str | None = None  # id of the enclosing statement, when `by` is "statement"
    name: str | None = None  # the wire service's name, when `by` is "wire"
    actors: tuple[str, ...] = ()  # ids of the actors who relay, where known


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: who (source), the words that report it (cue), what (content)."""

    id: str  # "s1", "s2", … in order of the text, unique in its report
    key: str  # stable across models: hash of the text's id and the spans
    kind: Kind
    source: tuple[Span, ...]  # empty where the text names none
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_from: str | None = None  # id of the statement whose source is continued here
    within: str | None = None  # id of the statement whose content holds this one
    chain: tuple[Link, ...] = ()  # relays from the outlet inward
    score: float = 0.0  # calibrated probability that this statement is right
    actors: tuple[str, ...] = ()  # ids of actors; several for joint speakers
    source_class: SourceClass | None = None
    role: Role | None = None
    stance: Stance | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    first_time: bool | None = None  # whether the content is said to be said for the first time
    only_support: bool | None = None  # unnamed source: whether no named one in the report says it too; else null


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks or is spoken of, after names, descriptions and pronouns are resolved within the report."""

    id: str  # "a1", "a2", … in order of first mention, unique in its report
    name: str  # canonical name: the fullest the report gives
    kind: ActorKind
    mentions: tuple[Span, ...]  # in order of the text: names, descriptions, pronouns
    score: float  # weakest link of its mentions, from 0 to 1


@dataclass(frozen=True, slots=True)
class Date:
    """A time that the text names, after TIMEX3 (Pustejovsky et al. 2003)."""

    span: Span
    type: DateType
    value: (
        str | None
    )  # TIMEX3 value, as precise as known: "2031-03", "XXXX-04-28", "P3M"; null where it means nothing sure
    mod: str | None = None  # TIMEX3 modifier: "APPROX", "START", "BEFORE", "MORE_THAN", …
    statement: str | None = None  # id of the statement whose content holds it; null: the report's own voice
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place that a name could mean."""

    name: str
    country: str | None  # ISO 3166-1 alpha-2
    latitude: float | None  # degrees north
    longitude: float | None  # degrees east
    geonames: int | None
    level: Level | None
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the text names, and which one it is taken to be."""

    span: Span
    name: str | None  # the place's own name in the gazetteer; null where it is not known there
    country: str | None = None  # ISO 3166-1 alpha-2
    latitude: float | None = None  # degrees north
    longitude: float | None = None  # degrees east
    geonames: int | None = None  # GeoNames id
    level: Level | None = None
    use: Use = "location"
    alternatives: tuple[Alternative, ...] = ()  # next best first
    statement: str | None = None  # id of the statement whose content holds it; null: the report's own voice
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its comparator, what it counts, in which role and scope, as of when, on whose word."""

    id: str  # "f1", "f2", … in order of the text, unique in its report
    span: Span
    low: float | None  # null for "≤"; both null where the words give no number ("dozens")
    high: float | None  # null for "≥"
    comparator: Comparator
    unit: str | None  # "people", "USD", "km", "%", …
    subject: str | None = None  # of whom or what, in the text's words: "passengers", "soldiers"
    role: FigureRole | None = None
    scope: Scope | None = None
    part_of: str | None = None  # id of the figure that this one is a part of
    as_of: str | None = None  # TIMEX3 value that the number holds for
    estimate: bool = False  # put as an estimate
    statement: str | None = None  # id of the statement whose content holds it; null: the report's own voice
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Aside:
    """What is no attribution and belongs to one: why a source is unnamed, a caveat, a refusal to comment."""

    kind: AsideKind
    span: Span  # the words that say so
    statement: str | None  # id of the statement that it is about; null where none is
    reason: str | None = None  # anonymity: the grounds given, in a word of docs/asides.md; null where none are
    actors: tuple[str, ...] = ()  # who would not comment, or could not verify


@dataclass(frozen=True, slots=True)
class Report:
    """One document as an outlet published it, and everything that has been read in it so far."""

    text: str  # immutable; no lone surrogates, no NUL
    document: str  # address, path or given id: where it came from
    text_id: str  # sha256 of the text (UTF-8)
    bytes_id: str | None  # sha256 of the source's bytes; null where text was given
    read_at: datetime  # aware, UTC
    id: str = ""  # given, else the first 16 hex digits of `text_id`
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    genre: Genre = "unknown"
    url: str | None = None
    language: str | None = None  # ISO 639-1
    wire: str | None = None  # the agency credited: "AP", "Reuters", …
    published: str | None = None  # ISO 8601, as precise as known: "2031", "2031-03-02", "2031-03-02T09:00:00Z"
    published_from: PublishedFrom | None = None
    segments: tuple[Segment, ...] = ()
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    dates: tuple[Date, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    asides: tuple[Aside, ...] = ()
    unused: tuple[Unused, ...] = ()
    notes: tuple[Note, ...] = ()
    model: str | None = None  # name and digest of the weights that read it: "en-1 (sha256 …)"
    evidence: Evidence | None = field(default=None, compare=False)  # only where it was asked for: it can be large

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self.text_id[:16])

    def __getitem__(self, span: Span) -> str:
        """The words at a span: `report[statement.cue[0]]`."""
        return self.text[span[0] : span[1]]

    def words(self, spans: tuple[Span, ...]) -> str:
        """The words at several spans, with an ellipsis between the parts."""
        return " … ".join(self[span] for span in spans)


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave no report, and why."""

    document: str  # the address, path or row it was asked for by
    why: str  # what failed, the usual cause, what to do
    related: tuple[str, ...] = field(default=())  # other documents involved ("the row with the same id")


def text_id(text: str) -> str:
    """The sha256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


_SURROGATE, _NUL = re.compile("[\ud800-\udfff]"), re.compile("\0")


def clean(text: str) -> tuple[str, tuple[Note, ...]]:
    """Replaces what cannot be stored (lone surrogates, NUL), one for one, with a note for each kind that was found."""
    notes = []
    for code, what, bad in (
        ("text-surrogate", "half of a surrogate pair", _SURROGATE),
        ("text-nul", "a NUL character", _NUL),
    ):
        places = [m.span() for m in bad.finditer(text)]
        if places:
            message = f"{what} stood here ({len(places)} in all) and was replaced by U+FFFD: it cannot be stored"
            notes.append(Note(code, message, places[0], tuple(places[1:100])))
            text = bad.sub("\ufffd", text)
    return text, tuple(notes)
