"""The output contract: a report as plain records, as one JSON line, and back.

The shape is schema 1 of the design. `src/sayso/data/report.schema.json` describes every field; fields may be added,
none changes its meaning without a new schema number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from typing import Any, TypeVar, get_args

import sayso
from sayso.report import (
    Certainty,
    Genre,
    Kind,
    Link,
    Note,
    Polarity,
    PublishedFrom,
    ReadError,
    Report,
    Role,
    Segment,
    SegmentKind,
    SourceClass,
    Span,
    Stance,
    Statement,
    Unused,
    text_id,
)

__all__ = ["SCHEMA", "contract", "dumps", "from_contract", "version"]

#: Number of the contract. A field that changes its meaning needs a new one.
SCHEMA = 1

Record = dict[str, Any]
T = TypeVar("T")


def version() -> str:
    """The version of Sayso that is running, "unknown" where it is neither declared nor installed."""
    declared = getattr(sayso, "__version__", None)
    if isinstance(declared, str):
        return declared
    try:
        return metadata.version("sayso")
    except metadata.PackageNotFoundError:
        return "unknown"


def contract(report: Report) -> Record:
    """A report as the records of the output contract: dicts, lists, strings and numbers, keys in the design's order.

    What is not known is null. `actors`, `dates`, `places` and `figures` are empty: a report does not carry them yet.
    """
    return {
        "sayso": {"schema": SCHEMA, "version": version(), "model": report.model},
        "id": report.id,
        "document": report.document,
        "text_id": report.text_id,
        "bytes_id": report.bytes_id,
        "title": report.title,
        "outlet": report.outlet,
        "byline": report.byline,
        "genre": report.genre,
        "url": report.url,
        "language": report.language,
        "wire": report.wire,
        "published": report.published,
        "published_from": report.published_from,
        "read_at": _time(report.read_at),
        "text": report.text,
        "segments": [_segment(s) for s in report.segments],
        "statements": [_statement(s) for s in report.statements],
        "actors": [],
        "dates": [],
        "places": [],
        "figures": [],
        "unused": [{"span": list(u.span), "why": u.why} for u in report.unused],
        "notes": [_note(n) for n in report.notes],
    }


def dumps(report: Report) -> str:
    """A report as one line of JSON, without the newline.

    Letters of every script stand as themselves. What tools take for the end of a line (U+0085, U+2028, U+2029) is
    escaped, as are the other control characters; half of a surrogate pair, as in a path that is no UTF-8, is written
    out (`\\xff`), because strict parsers refuse it. Raises ValueError for a number that JSON has not (NaN, infinity).
    """
    line = json.dumps(contract(report), ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(_escape, line)


def from_contract(record: Mapping[str, Any]) -> Report:
    """The report that a record of the output contract describes.

    Unknown fields are ignored, and so are `actors`, `dates`, `places` and `figures`, which a report does not carry yet.
    Raises ReadError where the record is of another schema, lacks a field, has a value outside the contract, or does not
    fit its own text (a span outside it, a `text_id` of another text).
    """
    about = _Reader(record).record("sayso")
    if about.get("schema") != SCHEMA:
        raise ReadError(
            f"the record is of schema {about.get('schema')!r} and this Sayso reads schema {SCHEMA}: "
            "it was probably written by another version; read the source again"
        )
    text = _Reader(record).text("text")
    it = _Reader(record, length=len(text))
    report = Report(
        text=text,
        document=it.text("document"),
        text_id=it.text("text_id"),
        bytes_id=it.maybe("bytes_id"),
        read_at=it.time("read_at"),
        id=it.text("id"),
        title=it.maybe("title"),
        outlet=it.maybe("outlet"),
        byline=it.maybe("byline"),
        genre=it.word("genre", Genre),
        url=it.maybe("url"),
        language=it.maybe("language"),
        wire=it.maybe("wire") if "wire" in record else None,
        published=it.maybe("published"),
        published_from=it.word_or_none("published_from", PublishedFrom),
        segments=tuple(it.each("segments", _to_segment)),
        statements=tuple(it.each("statements", _to_statement)),
        unused=tuple(it.each("unused", lambda u: Unused(u.span("span"), u.text("why")))),
        notes=tuple(it.each("notes", _to_note)),
        model=_Reader(about, "sayso").maybe("model"),
    )
    if report.text_id != text_id(text):
        raise ReadError(
            f"`text_id` of {report.document!r} is not the sha256 of its `text`: the text was changed after it was "
            "read, so its spans cannot be trusted; read the source again"
        )
    return report


# --- to records


def _segment(segment: Segment) -> Record:
    return {"span": list(segment.span), "kind": segment.kind, "start_s": segment.start_s, "page": segment.page}


def _statement(statement: Statement) -> Record:
    return {
        "id": statement.id,
        "key": statement.key,
        "kind": statement.kind,
        "source": [list(span) for span in statement.source],
        "cue": [list(span) for span in statement.cue],
        "content": [list(span) for span in statement.content],
        "source_from": statement.source_from,
        "actors": list(statement.actors),
        "source_class": statement.source_class,
        "role": statement.role,
        "stance": statement.stance,
        "certainty": statement.certainty,
        "polarity": statement.polarity,
        "first_time": statement.first_time,
        "within": statement.within,
        "chain": [_link(link) for link in statement.chain],
        "score": statement.score,
    }


def _link(link: Link) -> Record:
    match link.by:
        case "outlet":
            return {"by": "outlet"}
        case "wire":
            return {"by": "wire", "name": link.name}
        case "statement":
            return {"by": "statement", "statement": link.statement, "actors": list(link.actors)}


def _note(note: Note) -> Record:
    return {
        "code": note.code,
        "span": list(note.span) if note.span else None,
        "related": [list(span) for span in note.related],
        "message": note.message,
    }


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\\\x{code - 0xDC00:02x}"
    if 0xD800 <= code <= 0xDFFF:
        return f"\\\\u{code:04x}"
    return f"\\u{code:04x}"


# --- from records


class _Reader:
    """Takes typed values out of a record; each error names the place and what was expected there."""

    def __init__(self, record: object, where: str = "", length: int = 0) -> None:
        if not isinstance(record, Mapping):
            raise ReadError(f"{where or 'the record'} should be an object and is {_what(record)}")
        self._record = record
        self._where = where
        self._length = length

    def _place(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key

    def _take(self, key: str) -> Any:
        if key not in self._record:
            raise ReadError(f"the record lacks `{self._place(key)}`: it is not a full record of schema {SCHEMA}")
        return self._record[key]

    def _wrong(self, key: str, expected: str) -> ReadError:
        return ReadError(f"`{self._place(key)}` should be {expected} and is {_what(self._record[key])}")

    def text(self, key: str) -> str:
        value = self._take(key)
        if not isinstance(value, str):
            raise self._wrong(key, "a string")
        return value

    def maybe(self, key: str) -> str | None:
        return None if self._take(key) is None else self.text(key)

    def record(self, key: str) -> Mapping[str, Any]:
        return _Reader(self._take(key), self._place(key))._record

    def word(self, key: str, words: Any) -> Any:
        value = self._take(key)
        if value not in get_args(words):
            raise self._wrong(key, f"one of {', '.join(get_args(words))}")
        return value

    def word_or_none(self, key: str, words: Any) -> Any:
        return None if self._take(key) is None else self.word(key, words)

    def number_or_none(self, key: str) -> float | None:
        value = self._record.get(key)
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return value
        raise self._wrong(key, "a number or null")

    def whole_or_none(self, key: str) -> int | None:
        value = self._record.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise self._wrong(key, "a whole number or null")

    def flag_or_none(self, key: str) -> bool | None:
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        raise self._wrong(key, "true, false or null")

    def time(self, key: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self.text(key))
        except ValueError:
            raise self._wrong(key, "a time such as 2031-03-02T09:00:00Z") from None
        if moment.tzinfo is None:
            raise self._wrong(key, "a time with its zone, such as 2031-03-02T09:00:00Z")
        return moment.astimezone(UTC)

    def span(self, key: str) -> Span:
        return self._span(self._take(key), self._place(key))

    def spans(self, key: str) -> tuple[Span, ...]:
        return tuple(self._span(v, f"{self._place(key)}[{n}]") for n, v in enumerate(self._list(key)))

    def texts(self, key: str) -> tuple[str, ...]:
        if not all(isinstance(value, str) for value in self._list(key)):
            raise self._wrong(key, "a list of strings")
        return tuple(self._list(key))

    def each(self, key: str, make: Callable[[_Reader], T]) -> list[T]:
        return [make(_Reader(v, f"{self._place(key)}[{n}]", self._length)) for n, v in enumerate(self._list(key))]

    def _list(self, key: str) -> Sequence[Any]:
        value = self._take(key)
        if not isinstance(value, (list, tuple)):
            raise self._wrong(key, "a list")
        return value

    def _span(self, value: Any, place: str) -> Span:
        match value:
            case [int(start), int(end)] if 0 <= start <= end <= self._length:
                return start, end
        raise ReadError(
            f"`{place}` should be a half-open pair of code points within the text's {self._length} and is {value!r}"
        )


def _what(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _to_segment(it: _Reader) -> Segment:
    kind = it.word("kind", SegmentKind)
    return Segment(it.span("span"), kind, it.number_or_none("start_s"), it.whole_or_none("page"))


def _to_statement(it: _Reader) -> Statement:
    return Statement(
        id=it.text("id"),
        key=it.text("key"),
        kind=it.word("kind", Kind),
        source=it.spans("source"),
        cue=it.spans("cue"),
        content=it.spans("content"),
        source_from=it.maybe("source_from"),
        within=it.maybe("within"),
        chain=tuple(it.each("chain", _to_link)),
        score=it.number_or_none("score") or 0.0,
        actors=it.texts("actors"),
        source_class=it.word_or_none("source_class", SourceClass),
        role=it.word_or_none("role", Role),
        stance=it.word_or_none("stance", Stance),
        certainty=it.word_or_none("certainty", Certainty),
        polarity=it.word_or_none("polarity", Polarity),
        first_time=it.flag_or_none("first_time"),
    )


def _to_link(it: _Reader) -> Link:
    match it.text("by"):
        case "outlet":
            return Link("outlet")
        case "wire":
            return Link("wire", name=it.maybe("name"))
        case "statement":
            return Link("statement", statement=it.text("statement"), actors=it.texts("actors"))
    raise ReadError(f"`{it._place('by')}` should be one of outlet, wire, statement")


def _to_note(it: _Reader) -> Note:
    span = it.span("span") if it._take("span") is not None else None
    return Note(it.text("code"), it.text("message"), span, it.spans("related"))
