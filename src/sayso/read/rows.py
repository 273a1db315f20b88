"""JSON and JSON Lines: a row a report, read one at a time.

A row is an object with `text`; `id`, `title`, `outlet`, `byline`, `published` and `url` where known. A given id is
kept. Where rows of one file have the same id, the first keeps it and each later one gets the id, "~" and the lowest
number from 2 that makes it unlike every id before it ("a-1", "a-1~2", "a-1~3"), with a note.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from sayso.read.arrival import Arrival
from sayso.read.decode import decode
from sayso.read.draft import Draft, set_published
from sayso.read.limits import MAX_BYTES, MAX_CHARACTERS, empty
from sayso.read.notes import note
from sayso.read.plain import read_plain
from sayso.report import Failure, Report

_CHUNK = 1 << 20
_FIELDS = ("id", "title", "outlet", "byline", "url")
_SPACE = re.compile(r"[\s\x00]*,?[\s\x00]*")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row as it stands in its file."""

    place: str  # "rows.jsonl:17" or "rows.json, row 3"
    value: Any
    data: bytes  # empty where it could not be parsed
    why: str | None = None  # why it could not be parsed


def read_lines(stream: BinaryIO, name: str, arrival: Arrival) -> Iterator[Report | Failure]:
    """The reports of JSON Lines, in order; a line that cannot be read gives a failure with its number."""
    return _reports(_lines(stream, name), name, arrival)


def read_values(stream: BinaryIO, name: str, arrival: Arrival) -> Iterator[Report | Failure]:
    """The reports of a JSON file: an array of rows, one row, or several after another."""
    return _reports(_values(stream, name), name, arrival)


def _reports(rows: Iterator[_Row], name: str, arrival: Arrival) -> Iterator[Report | Failure]:
    seen: dict[str, str] = {}  # id: where it stood first
    count = 0
    for row in rows:
        count += 1
        yield _report(row, seen, arrival)
    if not count:
        yield empty(name)


def _report(row: _Row, seen: dict[str, str], arrival: Arrival) -> Report | Failure:
    if row.why:
        return Failure(row.place, row.why)
    value = row.value
    if not isinstance(value, dict):
        return Failure(
            row.place, f'the row is {_named(value)}, not an object: a row looks like {{"text": "…", "outlet": "…"}}.'
        )
    text = value.get("text")
    if not isinstance(text, str):
        has = "no field “text”" if "text" not in value else f"a “text” that is {_named(text)}, not a string"
        known = ", ".join(list(map(str, value))[:8])
        return Failure(
            row.place,
            f"the row has {has}, so there is nothing to read. Its fields are: {known}. Rename the one with the text.",
        )
    if not text.strip():
        return Failure(row.place, "the row’s text is empty: usually its page gave no text when it was collected.")
    if len(text) > MAX_CHARACTERS:
        return Failure(
            row.place,
            f"the row’s text has {len(text):,} characters, and one document may have {MAX_CHARACTERS:,}: split it.",
        )
    draft = Draft(text, row.place, hashlib.sha256(row.data).hexdigest(), evidence=arrival.evidence(row.data, "rows"))
    for field in _FIELDS:
        _take(draft, field, value.get(field))
    if draft.id:
        draft.document = draft.id
        _unlike(draft, row.place, seen)
    published = value.get("published")
    if isinstance(published, (str, int, float)) and not isinstance(published, bool):
        set_published(draft, published, "given")
    elif published is not None:
        draft.notes.append(_ignored("published", published))
    return read_plain(draft, arrival.at, guess_title="title" not in value)


def _take(draft: Draft, field: str, value: object) -> None:
    """Sets one field of a draft from a row; a number is good enough for an id, and a list of names for a byline."""
    if value is None:
        return
    if field == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if field == "byline" and isinstance(value, list) and all(isinstance(name, str) for name in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        draft.notes.append(_ignored(field, value))
    elif value.strip():
        setattr(draft, field, value)


def _unlike(draft: Draft, place: str, seen: dict[str, str]) -> None:
    """Makes a repeated id unique, by the rule at the head of this module."""
    given = draft.id
    if given not in seen:
        seen[given] = place
        return
    number = 2
    while f"{given}~{number}" in seen:
        number += 1
    draft.id = f"{given}~{number}"
    seen[draft.id] = place
    message = f"the id “{given}” was given to {seen[given]} already: this row ({place}) has the id “{draft.id}”"
    draft.notes.append(note("row-id-repeated", message))


def _ignored(field: str, value: object) -> Any:
    return note("row-field-ignored", f"the field “{field}” is {_named(value)}, not a string: it was ignored")


def _named(value: object) -> str:
    if value is None:
        return "null"
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "something else")


def _lines(stream: BinaryIO, name: str) -> Iterator[_Row]:
    """The rows of JSON Lines. A line is never held beyond the limit: what follows is skipped in pieces."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
            yield _Row(place, None, b"", _too_long(f"line {number}"))
            continue
        stripped = line.strip()
        if not stripped or stripped == b"\xef\xbb\xbf":
            continue
        yield _parsed(stripped, place, f"line {number}")


def _parsed(data: bytes, place: str, what: str) -> _Row:
    try:
        value = json.loads(decode(data).text, strict=False)
    except RecursionError:
        return _Row(place, None, b"", f"{what} nests its brackets too deep to be a row.")
    except ValueError as error:
        why = f"{what} is not JSON ({_reason(error)}). Usually it was cut off, or a quotation mark lacks its backslash."
        return _Row(place, None, b"", why)
    return _Row(place, value, data)


def _reason(error: ValueError) -> str:
    return f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)[:80]


def _too_long(what: str) -> str:
    return (
        f"{what} is longer than a row may be ({MAX_BYTES // 1_000_000} MB): usually a whole collection stands in one"
        f" line."
        " Give each report its own line."
    )


def _values(stream: BinaryIO, name: str) -> Iterator[_Row]:
    """The rows of a JSON file, decoded as they come: at most one row and one piece of the file are in memory."""
    reader = _Values(stream)
    number = 0
    while True:
        number += 1
        place = f"{name}, row {number}"
        try:
            value, source = reader.next()
        except StopIteration:
            return
        except (ValueError, RecursionError) as error:
            where = "nests its brackets too deep" if isinstance(error, RecursionError) else _reason(error)
            rows = (
                "" if number == 1 else f" The {number - 1} rows before it were read; those after it could not be found."
            )
            yield _Row(
                place,
                None,
                b"",
                f"the file is not JSON from here on ({where}). Usually it was cut off or edited by hand.{rows}",
            )
            return
        yield _Row(place, value, source.encode("utf-8", "surrogatepass"))


class _Values:
    """Takes one JSON value after another from a stream; an array around them is opened."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = json.JSONDecoder(strict=False)
        first = stream.read(_CHUNK)
        self._encoding = (
            decode(first[:4096]).encoding if first[:3] in (b"\xef\xbb\xbf",) or b"\0" in first[:64] else "utf-8"
        )
        self._incremental = codecs.getincrementaldecoder(self._encoding)(errors="replace")
        self._text = self._incremental.decode(first).lstrip("\ufeff")
        self._at = 0
        self._ended = not first
        self._skip()
        self._array = self._text[self._at : self._at + 1] == "["
        if self._array:
            self._at += 1

    def next(self) -> tuple[Any, str]:
        """The next value and its source; StopIteration at the end, ValueError where the file is broken."""
        self._skip()
        if self._array and self._text[self._at : self._at + 1] == "]":
            raise StopIteration
        if self._at >= len(self._text):
            if self._array:
                raise json.JSONDecodeError("the list is not closed", self._text[-80:], 0)
            raise StopIteration
        wanted = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                # At the end of the piece only more of the file can tell a cut value from a broken one.
                cut = error.msg.startswith("Unterminated string") or error.pos > len(self._text) - 16
                if self._ended or not cut:
                    raise
                if len(self._text) - self._at > MAX_BYTES:
                    raise json.JSONDecodeError(_too_long("the row"), "", 0) from None
                self._more(wanted)
                wanted *= 2
                continue
            source = self._text[self._at : end]
            self._at = end
            return value, source

    def _skip(self) -> None:
        """Past space and commas to the next value, reading on where the piece ends."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text) or self._ended:
                return
            self._more(_CHUNK)

    def _more(self, size: int) -> None:
        data = self._stream.read(size)
        self._ended = not data
        self._text = self._text[self._at :] + self._incremental.decode(data, final=self._ended)
        self._at = 0
