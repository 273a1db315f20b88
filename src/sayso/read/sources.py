"""From what a user names to documents, one at a time."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from sayso.read.answers import charset_of
from sayso.read.arrival import Arrival
from sayso.read.decode import declared_encoding, decode
from sayso.read.draft import Draft
from sayso.read.folders import Found, unreadable, walk
from sayso.read.limits import MAX_BYTES, MAX_PDF_BYTES, TooLarge, empty, read_all, too_large
from sayso.read.notes import note
from sayso.read.plain import read_plain
from sayso.read.rows import read_lines, read_values
from sayso.read.sniff import READABLE, Kind, inside_gzip, kind_of, signature
from sayso.read.visits import Visits
from sayso.report import Failure, Note, Report

if TYPE_CHECKING:  # imported where an address is asked for
    from sayso.read.fetch import Fetched, Fetcher

Source = str | os.PathLike[str] | bytes

_HEAD = 1 << 16  # bytes looked at, where they come at once
_ENOUGH = 1 << 12  # and at least waited for
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,9}://", re.IGNORECASE)


def is_address(source: str) -> bool:
    """Whether a source is an address of any scheme rather than a path: which are fetched is not asked here."""
    return bool(_ADDRESS.match(source))


def read_sources(
    sources: Iterable[Source],
    *,
    stdin: BinaryIO | None = None,
    now: datetime | None = None,
    evidence: bool = False,
    fetcher: Fetcher | None = None,
    pages: bool = False,
) -> Iterator[Report | Failure]:
    """Reads every document that the sources name, in order, one in memory at a time.

    A source is a path to a file or a folder (read recursively, sorted), an http or https address, "-" for standard
    input (or `stdin`, where given), or the bytes of a document. `now` stands for the time of reading. With `evidence`
    each report carries the bytes that it was read from. Addresses are asked by `fetcher`, or by one with its usual
    bounds. With `pages`, entries of which a feed gives only the title or a summary are read on their own pages. What
    cannot be read gives a `Failure` in its place.
    """
    network = _Network(fetcher)
    arrival = Arrival(now, evidence, visits=Visits(network.reader(now, evidence)) if pages else None)
    for source in sources:
        if isinstance(source, bytes):
            yield from _guarded(io.BytesIO(source), f"bytes {hashlib.sha256(source).hexdigest()[:16]}", "", arrival)
        elif source == "-":
            stream = stdin if stdin is not None else sys.stdin.buffer
            yield from _guarded(stream, "standard input", "", arrival)
        else:
            yield from _read_path(os.fspath(source), arrival, network)


def read_fetched(
    got: Fetched, *, now: datetime | None = None, evidence: bool = False, visits: Visits | None = None
) -> Iterator[Report | Failure]:
    """The reports of an answer from the network; `visits` is how the entries of a feed are gone through."""
    arrival = Arrival(now, evidence, got.final, got.headers, got.retrieved_at, visits)
    yield from _guarded(io.BytesIO(got.data), got.address, got.name, arrival)


def _whole(fetcher: Fetcher, address: str) -> Fetched | Failure:
    """The whole answer of an address, whatever was known of it."""
    from sayso.read.fetch import Unchanged

    got = fetcher.fetch(address)
    return (
        Failure(address, "the server says it is unchanged, though nobody asked.") if isinstance(got, Unchanged) else got
    )


def read_page(
    fetcher: Fetcher, address: str, *, now: datetime | None = None, evidence: bool = False
) -> Report | Failure:
    """The one report at an address, as an entry of a feed links to it."""
    got = _whole(fetcher, address)
    if isinstance(got, Failure):
        return got
    found = list(islice(read_fetched(got, now=now, evidence=evidence), 2))
    if len(found) != 1:
        return Failure(got.address, "there are several reports at this address: give it as a source of its own.")
    return found[0]


@dataclass(slots=True)
class _Network:
    """Who asks addresses; made only where there is one to ask."""

    fetcher: Fetcher | None

    def asked(self) -> Fetcher:
        """The fetcher, the same for the whole run."""
        if self.fetcher is None:
            from sayso.read.fetch import Fetcher

            self.fetcher = Fetcher()
        return self.fetcher

    def reader(self, now: datetime | None, evidence: bool) -> Callable[[str], Report | Failure]:
        """Reads the page that an entry of a feed links to."""
        return lambda address: read_page(self.asked(), address, now=now, evidence=evidence)


def count_sources(sources: Iterable[Source]) -> int | None:
    """About how many documents there are, for a progress bar: files counted, rows estimated by their lines. None where
    that cannot be known cheaply (standard input, addresses, compressed rows).
    """
    total = 0
    for source in sources:
        if isinstance(source, bytes):
            total += 1
            continue
        path = os.fspath(source)
        if path == "-" or is_address(path):
            return None
        files = (
            (found.path if isinstance(found, Found) else None for found in walk(path))
            if os.path.isdir(path)
            else [path]
        )
        for file in files:
            counted = _count(file) if file else 1
            if counted is None:
                return None
            total += counted
    return total


def _count(path: str) -> int | None:
    """About how many documents are in a file."""
    lower = path.lower()
    if lower.removesuffix(".gz").endswith((".warc", ".wet")):
        return None
    if not lower.removesuffix(".gz").endswith((".jsonl", ".ndjson", ".jsonlines", ".rss", ".atom", ".rdf", ".xml")):
        return 1
    if lower.endswith(".gz"):
        return None
    mark = (
        re.compile(rb"<(?:item|entry)[\s>]")
        if lower.endswith((".rss", ".atom", ".rdf", ".xml"))
        else re.compile(rb"\n")
    )
    try:
        size = os.path.getsize(path)
        with open(path, "rb") as stream:
            head = stream.read(1 << 22)
    except OSError:
        return 1
    found = len(mark.findall(head)) + (mark.pattern == rb"\n" and size <= len(head) and not head.endswith(b"\n"))
    return max(1, found if size <= len(head) else round(found * size / len(head)))


def _read_path(path: str, arrival: Arrival, network: _Network) -> Iterator[Report | Failure]:
    if is_address(path):
        got = _whole(network.asked(), path)
        if isinstance(got, Failure):
            yield got
        else:
            yield from read_fetched(got, now=arrival.at, evidence=arrival.keep, visits=arrival.visits)
        return
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        yield Failure(
            path, unreadable(error) if isinstance(error, OSError) else "it is not a path: it holds a NUL character."
        )
        return
    if stat.S_ISDIR(mode):
        for found in walk(path):
            yield from [found] if isinstance(found, Failure) else _read_file(found.path, arrival)
    else:
        yield from _read_file(path, arrival)


def _read_file(path: str, arrival: Arrival) -> Iterator[Report | Failure]:
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below, after the last report was taken
    except OSError as error:
        yield Failure(path, unreadable(error))
        return
    with stream:
        yield from _guarded(stream, path, path, arrival)


def _guarded(stream: BinaryIO, document: str, name: str, arrival: Arrival) -> Iterator[Report | Failure]:
    """The reports of one stream; whatever goes wrong in it costs no other document its result."""
    yield from _safely(lambda: _read_stream(_Peekable(stream), document, name, arrival), document)


def _safely(read: Callable[[], Iterator[Report | Failure]], document: str) -> Iterator[Report | Failure]:
    """What a reader gives, with a failure in the place of whatever it raises."""
    try:
        yield from read()
    except TooLarge:
        yield too_large(document)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Failure(document, "its compression is damaged: usually the download or copy broke off. Fetch it again.")
    except OSError as error:
        yield Failure(document, unreadable(error))
    except Exception as error:
        reason = f"{type(error).__name__}: {str(error)[:200]}"
        yield Failure(
            document, f"reading it failed in a way that was not foreseen ({reason}). Please report it as a bug."
        )


class _Peekable(io.RawIOBase):
    """A stream whose first bytes can be looked at before it is read; for pipes, which cannot go back."""

    def __init__(self, stream: BinaryIO) -> None:
        # What is there already is enough, so that rows from a slow pipe come out as they come in.
        self._take = getattr(stream, "read1", stream.read)
        self._head = b""
        while len(self._head) < _ENOUGH and (more := self._take(_HEAD)):
            self._head += more
        self.head = self._head

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills a buffer from the bytes looked at, then from the stream."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._head:
            part, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            part = self._take(len(view)) or b""
        view[: len(part)] = part
        return len(part)


def _read_stream(source: _Peekable, document: str, name: str, arrival: Arrival) -> Iterator[Report | Failure]:
    """Chooses the reader of a stream by its content, and by its name where the content leaves it open."""
    if not source.head:
        yield empty(document)
        return
    stream: BinaryIO = io.BufferedReader(source, 1 << 20)
    found, named = kind_of(source.head, name)
    if found == "gzip" and _packs_archive(source.head, name):
        yield from _read_archive(stream, True, document, arrival)  # its members are read one by one
        return
    if found == "gzip":
        with gzip.open(stream) as opened:
            inner = _Peekable(opened)  # type: ignore[arg-type]
            if inner.head[:2] == b"\x1f\x8b":
                yield Failure(document, "it is compressed twice: unpack it once.")
                return
            yield from _read_stream(inner, document, name[:-3] if name.lower().endswith(".gz") else name, arrival)
        return
    if found == "binary":
        yield _binary(document, source.head, named)
        return
    kind, notes = _settled(found, named, name)
    if kind == "unknown":
        yield _unknown(document, name)
        return
    if kind == "warc":
        yield from _read_archive(stream, False, document, arrival)
    elif kind == "jsonl":
        yield from read_lines(stream, document, arrival)
    elif kind == "json":
        yield from read_values(stream, document, arrival)
    else:
        most = MAX_BYTES if kind != "pdf" else MAX_PDF_BYTES
        if _too_big(stream, name, most):
            yield too_large(document)
            return
        yield from _read_whole(read_all(stream, most), kind, document, notes, arrival)


def _packs_archive(head: bytes, name: str) -> bool:
    """Whether gzip holds a web archive; its name is believed where the first record is damaged."""
    found, named = kind_of(inside_gzip(head), name[:-3] if name.lower().endswith(".gz") else name)
    return found == "warc" or (found == "unknown" and named == "warc")


def _read_archive(stream: BinaryIO, packed: bool, document: str, arrival: Arrival) -> Iterator[Report | Failure]:
    """The reports of a web archive; whatever goes wrong in one record costs no other its result."""
    from sayso.read.warc import read_archive

    def read(data: bytes, kind: Kind, document: str, notes: list[Note], came: Arrival) -> Iterator[Report | Failure]:
        return _safely(lambda: _read_whole(data, kind, document, notes, came), document)

    yield from read_archive(stream, packed, document, arrival, read)


def _settled(found: Kind, named: Kind, name: str) -> tuple[Kind, list[Note]]:
    """The kind to read as. Content that is plain wins over the name; JSON is believed only where the name agrees, or
    there is no name.
    """
    rows = ("json", "jsonl")
    if found == "unknown" and named == "unknown" and not os.path.splitext(name)[1]:
        return "text", []
    if found in ("unknown", named):
        return named, []
    if named == "unknown":
        return found, []
    if found in rows and named in rows:
        return (named if named == "jsonl" else found), []
    if named == "html" and found in ("mhtml", "feed"):
        return found, []
    if named in rows or (named == "subtitles" and found != "html"):
        return named, []
    message = f"its name says {named} but its content is {found}: it was read as {found}"
    return found, [note("type-by-content", message)]


def _too_big(stream: BinaryIO, name: str, most: int) -> bool:
    """Whether a file on disk is over the limit, before anything of it is read."""
    return bool(name) and os.path.isfile(name) and not name.lower().endswith(".gz") and os.path.getsize(name) > most


def _read_whole(
    data: bytes, kind: Kind, document: str, notes: list[Note], arrival: Arrival
) -> Iterator[Report | Failure]:
    """The reports of a document that is read in one piece."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        yield empty(document)
        return
    draft = Draft("", document, hashlib.sha256(data).hexdigest(), notes=list(notes))
    draft.url = arrival.address
    draft.evidence = arrival.evidence(data, kind)
    if kind == "feed":
        from sayso.read.feeds import read_feed  # feedparser loads only where a feed is read

        yield from read_feed(data, document, arrival)
        return
    if kind == "pdf":
        from sayso.read.pdf import read_pdf  # pypdfium2 is an extra

        yield read_pdf(data, draft, arrival.at)
        return
    declared = charset_of(arrival.headers) if arrival.headers else None
    if kind == "mhtml":
        from sayso.read.html import unpack_mhtml

        data, charset, saved_from = unpack_mhtml(data)
        declared = charset or declared
        draft.url = saved_from or draft.url
    if kind in ("html", "mhtml"):
        # The page's own word weighs more than its part's, and less than the server's, as browsers have it.
        declared = (declared if arrival.headers else None) or declared_encoding(data) or declared
    decoded = decode(data, declared)
    draft.text = decoded.text
    # What is said of places in the markup says nothing of places in the text that is made from it.
    draft.notes += (
        decoded.notes if kind == "text" else [replace(found, span=None, related=()) for found in decoded.notes]
    )
    if kind in ("html", "mhtml"):
        from sayso.read.html import read_page  # lxml and trafilatura load only where a page is read

        yield read_page(draft, arrival.at)
    elif kind == "subtitles":
        from sayso.read.subtitles import read_subtitles

        yield read_subtitles(draft, arrival.at)
    else:
        yield read_plain(draft, arrival.at)


def _binary(document: str, head: bytes, named: Kind) -> Failure:
    known = signature(head)
    what, remedy = known or ("binary data, not text", "check that it is the right file, or save its text")
    but = f", though its name says {named}," if named != "unknown" else ""
    return Failure(document, f"it is {what}{but} and cannot be read as a report: {remedy}.")


def _unknown(document: str, name: str) -> Failure:
    ending = os.path.splitext(name)[1]
    said = (
        f"files ending in “{ending}” are not read" if ending else "what it is cannot be told from its name or content"
    )
    return Failure(
        document, f"{said}. Sayso reads {READABLE}, and any of these as .gz; if it is plain text, name it .txt."
    )
