"""Web archives (WARC): every page, feed, text and PDF file that was fetched into one is a report."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from sayso.read.answers import MOST_HEADERS, Answer, Undecodable, answer_of, media_type, unpacked, value
from sayso.read.arrival import Arrival
from sayso.read.limits import MAX_BYTES, TooLarge, too_large
from sayso.read.notes import note
from sayso.read.sniff import Kind, is_binary, kind_of, signature
from sayso.read.warc_members import Damaged
from sayso.read.warc_records import Archive, Damage, Record
from sayso.report import Failure, Note, Report

#: Reads one document whole: its bytes, its kind, what it is called, notes on it, how it came here.
Reader = Callable[[bytes, Kind, str, list[Note], Arrival], Iterator[Report | Failure]]

_HEAD = MOST_HEADERS + 4096
_PAGES = ("text/html", "application/xhtml+xml")
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_PAGES, "html"),
    **dict.fromkeys(("application/rss+xml", "application/atom+xml", "application/rdf+xml"), "feed"),
    "text/plain": "text",
    "application/pdf": "pdf",
    "multipart/related": "mhtml",
    **dict.fromkeys(("text/vtt", "application/x-subrip"), "subtitles"),
}
_UNSURE = ("", "text/xml", "application/xml", "application/octet-stream", "application/unknown", "unknown/unknown")
# Servers call these plain text; nobody reports in them.
_NO_REPORT = (".js", ".mjs", ".css", ".json", ".csv", ".tsv", ".map", ".xml", ".svg", ".ini", ".conf", ".log")
_FOR_MACHINES = ("robots.txt", "ads.txt", "app-ads.txt", "security.txt", "humans.txt", "llms.txt")
_MOST_DAMAGES = 100  # told of one by one; beyond, only counted

_REDIRECTS, _ERRORS = "redirects", "errors without a page"
_OTHERS = "pictures, scripts and other files that are no reports"
_EMPTY, _REVISITS = "empty answers", "revisits (the archive says only that nothing had changed)"
_RECORDS = "records about the crawl itself"


def read_archive(
    stream: BinaryIO, packed: bool, document: str, arrival: Arrival, read: Reader
) -> Iterator[Report | Failure]:
    """The reports of an archive, in its order, one record in memory at a time.

    `packed` says whether it is in gzip. `read` makes the reports of one page. A record that should be a report and
    cannot be gives a failure; so does a damaged place, after which the next record is looked for. What is no report
    (pictures, redirects, revisits, …) is passed in silence, unless nothing else is there.
    """
    passed: Counter[str] = Counter()
    given = damaged = 0
    for record in Archive(stream, packed):
        try:
            found = record if isinstance(record, Damage) else None
            if isinstance(record, Record):
                for result in _read_record(record, document, arrival, read, passed):
                    given += 1
                    yield result
        except Damaged as error:
            assert isinstance(record, Record)
            found = Damage(record.place, str(error), record.address)
        if found is not None:
            given += 1
            damaged += 1
            if found.last:
                yield Failure(f"{document}, {found.place}", f"the rest of the archive was given up: {found.why}.")
            elif damaged <= _MOST_DAMAGES:
                about = f"the record of {found.address}" if found.address else "what stands there"
                yield Failure(f"{document}, {found.place}", f"{about} could not be read: {found.why}.")
    if damaged > _MOST_DAMAGES:
        yield Failure(document, f"{damaged - _MOST_DAMAGES} more places in it are damaged. Fetch the archive again.")
    if not given:
        yield _nothing(document, passed)


def _read_record(
    record: Record, document: str, arrival: Arrival, read: Reader, passed: Counter[str]
) -> Iterator[Report | Failure]:
    """The reports of one record; counts it in `passed` where it is none."""
    if record.kind not in ("response", "resource", "conversion"):
        passed[_REVISITS if record.kind == "revisit" else _RECORDS] += 1
        return
    name = record.address or f"{document}, {record.place}"
    head = record.read(_HEAD)
    answer = _answer(record, head)
    if answer is None:
        yield Failure(
            name, "its record holds no HTTP answer that can be understood: its headers have no end or no status."
        )
        return
    if reason := _no_report(answer, record.address, head[answer.begins :]):
        passed[reason] += 1
        return
    if answer.status >= 400 or answer.status == 206:
        yield Failure(name, _refused(answer))
        return
    if record.length > MAX_BYTES + MOST_HEADERS:
        yield too_large(name)
        return
    block = head + record.read(record.left)
    del head
    record.finish()  # only a record that ends where it should is believed
    try:
        data, whole = unpacked(block[answer.begins :], answer.headers, MAX_BYTES)
    except TooLarge:
        yield too_large(name)
        return
    except Undecodable as error:
        yield Failure(name, f"it cannot be unpacked: {error}.")
        return
    kind = _kind(data[:MOST_HEADERS], answer, record.address)
    if kind is None:
        passed[_OTHERS if data.strip() else _EMPTY] += 1
    elif kind == "binary":
        yield Failure(
            name, "its type says text but its content is binary data: usually it is packed in an unknown way."
        )
    else:
        notes = _notes(record, block, whole)
        moment = _moment(record)
        if moment is None:
            notes.append(note("archive-undated", "the archive does not say when this was fetched"))
        headers = tuple(pair for pair in answer.headers if not pair[0].lower().startswith("set-cookie"))  # somebody's
        came = replace(arrival, address=record.address, headers=headers, retrieved_at=moment)
        yield from read(data, kind, name, notes, came)


def _answer(record: Record, head: bytes) -> Answer | None:
    """What the server answered; for a record that holds the document alone, an answer that would have brought it."""
    if record.kind == "response" and (value(record.headers, "Content-Type") or "application/http").startswith(
        "application/http"
    ):
        return answer_of(head)
    kind = value(record.headers, "Content-Type")
    return Answer(200, "", (("Content-Type", kind),) if kind else (), 0)


def _no_report(answer: Answer, address: str | None, start: bytes) -> str | None:
    """Why an answer is no report and needs no reading, in a word to count it under; None where it may be one."""
    if 300 <= answer.status < 400 or answer.status < 200:
        return _REDIRECTS
    kind = media_type(answer.headers)
    if answer.status >= 400 and kind not in _PAGES:
        return _ERRORS
    if kind not in _KINDS and kind not in _UNSURE:
        return _OTHERS
    if not start.strip():
        return _EMPTY
    path = PurePosixPath(_path(address))
    if path.name.lower() in _FOR_MACHINES or (kind == "text/plain" and path.suffix.lower() in _NO_REPORT):
        return _OTHERS
    return None


def _kind(data: bytes, answer: Answer, address: str | None) -> Kind | None:
    """What to read a document as; None where it is no report."""
    declared = _KINDS.get(media_type(answer.headers))
    found, named = kind_of(data, _path(address))
    if not data.strip(b" \t\r\n\0"):
        return None
    if found == "binary":  # one-pixel pictures are often called pages
        return "binary" if declared in ("html", "text") and is_binary(data) and signature(data) is None else None
    if found == "gzip":
        return "binary" if declared else None
    if found in ("html", "feed", "pdf", "mhtml"):
        return found
    if declared == "html":
        return None if found in ("json", "jsonl") else "html"
    if declared in ("text", "subtitles"):
        return "subtitles" if found == "subtitles" else ("text" if found == "unknown" else None)
    if declared in ("feed", "pdf"):
        return declared
    return "html" if found == "unknown" and named == "html" and not declared else None


def _refused(answer: Answer) -> str:
    what = f"{answer.status} {answer.reason}".strip()
    if answer.status == 206:
        return f"the server sent only a part of it ({what}): the page is not whole in the archive."
    return f"it is the server's message of an error ({what}), not the page: the page was not there when it was fetched."


def _notes(record: Record, block: bytes, whole: bool) -> list[Note]:
    out = []
    if cut := value(record.headers, "WARC-Truncated"):
        out.append(
            note("archive-cut", f"the archive kept only the beginning of this page ({cut[:40]}): its end is missing")
        )
    elif not whole or value(record.headers, "WARC-Segment-Number"):
        out.append(note("archive-cut", "what the archive holds of this page breaks off: its end is missing"))
    if (given := value(record.headers, "WARC-Block-Digest")) and not _agrees(block, given):
        out.append(
            note("archive-digest", f"the bytes do not have the digest that the archive gives them ({given[:80]})")
        )
    return out


def _agrees(block: bytes, given: str) -> bool:
    """Whether bytes have a digest, as far as it can be checked: "sha1:" in base 32, or any other in hexadecimal."""
    name, _, digest = given.partition(":")
    name = name.lower().replace("-", "").strip()
    if name not in ("sha1", "md5", "sha256", "sha512"):
        return True
    found = hashlib.new(name, block, usedforsecurity=False).digest()
    written = (
        found.hex(),
        base64.b32encode(found).decode().rstrip("=").lower(),
        base64.b64encode(found).decode().lower(),
    )
    return digest.strip().lower().rstrip("=") in (written[0], written[1], written[2].rstrip("="))


def _moment(record: Record) -> datetime | None:
    """When a record was fetched; None where it does not say, or not in a way that can be understood."""
    try:
        found = datetime.fromisoformat((value(record.headers, "WARC-Date") or "").strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _path(address: str | None) -> str:
    try:
        return urlsplit(address or "").path
    except ValueError:
        return ""


def _nothing(document: str, passed: Counter[str]) -> Failure:
    if not passed:
        return Failure(
            document, "the archive holds no records: usually it was saved empty or broke off. Fetch it again."
        )
    listed = ", ".join(f"{count} {what}" for what, count in passed.most_common())
    return Failure(
        document, f"the archive holds no page, feed or text: of its {passed.total()} records there are {listed}."
    )
