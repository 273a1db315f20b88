"""The output contract: a report as plain records, as one JSON line, and back.

The shape is schema 1 of the design. `src/sayso/data/report.schema.json` describes every field; fields may be added,
none changes its meaning without a new schema number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sayso
from sayso.report import Genre, PublishedFrom, ReadError, Report, text_id
from sayso.show import _records as records
from sayso.show._reader import SCHEMA, Reader
from sayso.show._records import Record

__all__ = ["SCHEMA", "contract", "dumps", "from_contract", "version"]


def version() -> str:
    """The version of Sayso that is running, "unknown" where it is neither declared nor installed."""
    declared = getattr(sayso, "__version__", None)
    if isinstance(declared, str):
        return declared
    from importlib import metadata  # 20 ms that a cold start does without

    try:
        return metadata.version("sayso")
    except metadata.PackageNotFoundError:
        return "unknown"


def contract(report: Report) -> Record:
    """A report as the records of the output contract: dicts, lists, strings and numbers, keys in the design's order.

    What is not known is null, and what was not found is empty.
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
        "segments": [records.segment(s) for s in report.segments],
        "statements": [records.statement(s) for s in report.statements],
        "actors": [records.actor(a) for a in report.actors],
        "dates": [records.date(d) for d in report.dates],
        "places": [records.place(p) for p in report.places],
        "figures": [records.figure(f) for f in report.figures],
        "asides": [records.aside(a) for a in report.asides],
        "unused": [records.unused(u) for u in report.unused],
        "notes": [records.note(n) for n in report.notes],
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

    Unknown fields are ignored; `wire`, `asides` and a statement's `only_support` were added to schema 1 and may be
    missing. Raises ReadError where the record is of another schema, lacks a field, has a value outside the contract,
    or does not fit its own text (a span outside it, a `text_id` of another text).
    """
    about = Reader(record).record("sayso")
    if about.get("schema") != SCHEMA:
        raise ReadError(
            f"the record is of schema {about.get('schema')!r} and this Sayso reads schema {SCHEMA}: "
            "it was probably written by another version; read the source again"
        )
    text = Reader(record).text("text")
    it = Reader(record, length=len(text))
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
        wire=it.maybe("wire") if it.has("wire") else None,
        published=it.maybe("published"),
        published_from=it.word_or_none("published_from", PublishedFrom),
        segments=tuple(it.each("segments", records.to_segment)),
        statements=tuple(it.each("statements", records.to_statement)),
        actors=tuple(it.each("actors", records.to_actor)),
        dates=tuple(it.each("dates", records.to_date)),
        places=tuple(it.each("places", records.to_place)),
        figures=tuple(it.each("figures", records.to_figure)),
        asides=tuple(it.each("asides", records.to_aside)) if it.has("asides") else (),
        unused=tuple(it.each("unused", records.to_unused)),
        notes=tuple(it.each("notes", records.to_note)),
        model=Reader(about, "sayso").maybe("model"),
    )
    if report.text_id != text_id(text):
        raise ReadError(
            f"`text_id` of {report.document!r} is not the sha256 of its `text`: the text was changed after it was "
            "read, so its spans cannot be trusted; read the source again"
        )
    return report


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
