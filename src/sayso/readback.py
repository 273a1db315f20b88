"""Reports that Sayso printed or kept before, taken back without reading them again.

`sayso read … --format jsonl` prints a row of the output contract a report, and a ledger keeps them with what people
judged; `reports` takes both as they stand and gives everything else to the desk, so that a collection is read once and
audited as often as wanted.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sayso.read.folders import walk
from sayso.report import Failure, ReadError, Report
from sayso.show.contract import from_contract

#: How a row of the output contract begins: Sayso writes this field first.
_MARK = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"sayso"\s*:\s*\{')
#: What tells a ledger from any other SQLite file: "Says".
_LEDGER = b"Says"
_HEAD = 1 << 12
#: A row is longer than its text, which has ten million characters at most, by its statements.
_LONGEST = 1 << 28


class _Desk(Protocol):
    """What is needed of the desk."""

    def warm(self) -> None: ...

    def read_many(self, sources: Iterable[Any], *, stdin: BinaryIO | None = None) -> Iterator[Report | Failure]: ...


def reports(desk: _Desk, sources: Iterable[str], *, stdin: BinaryIO | None = None) -> Iterator[Report | Failure]:
    """A report or a failure for everything the sources hold: paths, folders, or `-` for `stdin`.

    What has to be read comes first, in order; rows of the output contract come after it. A file is taken as such rows
    where it begins with one; a row in it that is none is read by itself. Where nothing has to be read the desk's
    encoder is never loaded.
    """
    printed: list[str | Failure] = []
    # a view of it that can look ahead
    stream: io.BufferedReader[Any] | None = None if stdin is None else io.BufferedReader(stdin)
    try:
        yield from desk.read_many(_unread(desk, sources, stream, printed), stdin=stream)
        for source in printed:
            if isinstance(source, Failure):
                yield source
            elif source == "-" and stream is not None:
                yield from _guarded(desk, stream, "standard input")
            elif is_ledger(source):
                yield from _from_ledger(source)
            else:
                yield from _from_file(desk, source)
    finally:
        if stream is not None:
            stream.detach()  # closed with its owner, not with this view of it


def _unread(
    desk: _Desk, sources: Iterable[str], stdin: io.BufferedReader[Any] | None, aside: list[str | Failure]
) -> Iterator[str]:
    """The sources that have to be read; the others are put aside. A folder is gone through here, file by file."""
    warm = False
    for source in _files(sources):
        if isinstance(source, Failure) or _marked(source, stdin) or is_ledger(source):
            aside.append(source)
            continue
        if not warm:
            desk.warm()  # the weights load while the first source is read
            warm = True
        yield source


def _files(sources: Iterable[str]) -> Iterator[str | Failure]:
    for source in sources:
        if source == "-" or not os.path.isdir(source):
            yield source
            continue
        for entry in walk(source):
            yield entry if isinstance(entry, Failure) else entry.path


def _marked(source: str, stdin: io.BufferedReader[Any] | None) -> bool:
    if source == "-":
        return stdin is not None and bool(_MARK.match(stdin.peek(_HEAD)))
    if not os.path.isfile(source):  # a pipe cannot be looked at twice
        return False
    try:
        with _opened(source) as stream:
            return bool(_MARK.match(stream.read(_HEAD)))
    except (OSError, EOFError, zlib.error):
        return False  # the desk says why


def is_ledger(source: str) -> bool:
    """Whether a source is a ledger of Sayso: its application id stands at byte 68 of the file."""
    if source == "-" or not os.path.isfile(source):
        return False
    try:
        with open(source, "rb") as stream:
            head = stream.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and head[68:72] == _LEDGER


def _from_ledger(path: str) -> Iterator[Report | Failure]:
    from sayso.keep import Ledger, LedgerError  # no database is loaded where none is named

    try:
        with Ledger.open(Path(path), write=False) as ledger:
            yield from ledger.reports()
    except LedgerError as error:
        yield Failure(path, str(error))


def _opened(path: str) -> BinaryIO:
    with open(path, "rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    return gzip.open(path) if packed else open(path, "rb")  # type: ignore[return-value]


def _from_file(desk: _Desk, path: str) -> Iterator[Report | Failure]:
    try:
        with _opened(path) as stream:
            yield from _guarded(desk, stream, path)
    except OSError as error:
        yield Failure(path, f"it could not be opened again: {error.strerror or error}.")


def _guarded(desk: _Desk, stream: BinaryIO, name: str) -> Iterator[Report | Failure]:
    try:
        yield from _rows(desk, stream, name)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Failure(name, "its compression is damaged from here on: usually the copy broke off. Make it again.")


def _rows(desk: _Desk, stream: BinaryIO, name: str) -> Iterator[Report | Failure]:
    """The reports of rows, or of one JSON value over several lines (`--format json`), which is taken whole."""
    first = stream.readline(_LONGEST)
    if not _is_json(first):
        whole = first + stream.read()
        try:
            value = json.loads(whole)
        except (ValueError, RecursionError):
            stream = io.BytesIO(whole)  # broken rows after all: each is judged by itself
        else:
            for number, record in enumerate(value if isinstance(value, list) else [value], 1):
                yield _taken(record, f"{name}, row {number}")
            return
        first = stream.readline(_LONGEST)
    number = 0
    line = first
    while line:
        number += 1
        place = f"{name}:{number}"
        if _MARK.match(line):
            yield _parsed(line, place)
        elif line.strip():
            for outcome in desk.read_many([line]):
                yield replace(outcome, document=place) if isinstance(outcome, Failure) else outcome
        line = stream.readline(_LONGEST)


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(line: bytes, place: str) -> Report | Failure:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Failure(
            place, f"the row is not JSON ({error}): usually it was cut off. Print it again with `sayso read`."
        )
    return _taken(record, place)


def _taken(record: Any, place: str) -> Report | Failure:
    try:
        return from_contract(record)
    except ReadError as error:
        return Failure(place, f"{error}.")
