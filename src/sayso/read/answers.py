"""An answer of a web server, as an archive or the network brings it: its status, its headers, its body unpacked."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sayso.read.limits import TooLarge

Headers = tuple[tuple[str, str], ...]

MOST_HEADERS = 1 << 16  # bytes; servers refuse requests over 8 to 16 kB, and answers are rarely larger
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})[ \t]*([^\r\n]{0,200})\r?\n")
_LABEL = re.compile(r"[\w.:-]{2,40}", re.ASCII)
_END = re.compile(rb"\r?\n\r?\n")
_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]{0,1000})?\r?\n")


class Undecodable(Exception):
    """A body whose packing cannot be undone; the message is a clause for a `Failure`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer."""

    status: int
    reason: str
    headers: Headers
    begins: int  # where in the bytes its body begins


def answer_of(data: bytes) -> Answer | None:
    """The head of an answer from its first bytes; None where they are no HTTP, or the head has no end within them."""
    status = _STATUS.match(data)
    end = _END.search(data, 0, MOST_HEADERS + 4)
    if status is None or end is None:
        return None
    return Answer(int(status[1]), _decoded(status[2]).strip(), headers_of(data[status.end() : end.start()]), end.end())


def headers_of(data: bytes) -> Headers:
    """Header lines as pairs in their order; a line that goes on is joined, one without a colon left out."""
    out: list[tuple[str, str]] = []
    for line in data.splitlines():
        if line[:1] in (b" ", b"\t") and out:
            out[-1] = (out[-1][0], f"{out[-1][1]} {_decoded(line).strip()}".strip())
            continue
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            out.append((_decoded(name).strip(), _decoded(value).strip()))
    return tuple(out)


def value(headers: Headers, name: str) -> str | None:
    """The first header of a name, whatever its case; None where there is none."""
    name = name.lower()
    return next((found for key, found in headers if key.lower() == name), None)


def media_type(headers: Headers) -> str:
    """The type of the body without its parameters, in lower case: "text/html"; "" where none is given."""
    return (value(headers, "Content-Type") or "").partition(";")[0].strip().lower()


def charset_of(headers: Headers) -> str | None:
    """The encoding that the Content-Type names, as it is written; None where it names none."""
    from email.message import Message  # not at start-up, where nothing was fetched

    message = Message()
    message["Content-Type"] = " ".join((value(headers, "Content-Type") or "text/plain").split())[:500]
    found = message.get_param("charset")
    return found if isinstance(found, str) and _LABEL.fullmatch(found) else None


def unpacked(body: bytes, headers: Headers, limit: int) -> tuple[bytes, bool]:
    """A body with its chunks joined and its packing undone, and whether it is whole (not broken off).

    At most `limit` bytes: TooLarge as soon as there are more, so that a bomb costs no memory. Undecodable where it is
    damaged or packed in a way that is not known here. Archives often store a body unpacked and leave the header as it
    was: a body that plainly is not packed as the header says is taken as it is.
    """
    whole = True
    if "chunked" in (value(headers, "Transfer-Encoding") or "").lower():
        body, whole = _joined(body)
    packings = (value(headers, "Content-Encoding") or "").lower().replace(" ", "").split(",")
    if len(packings) > 4:  # each costs up to the limit; real answers have one
        raise Undecodable("it is packed more than four times over")
    for packing in reversed(packings):
        if packing in ("gzip", "x-gzip") and body[:2] == b"\x1f\x8b":
            body, complete = _inflated(body, 31, limit)
        elif packing == "deflate" and not _readable(body):
            body, complete = _inflated(body, 15 if body[:1] in b"\x08\x18\x28\x38\x48\x58\x68\x78" else -15, limit)
        elif packing == "br" and not _readable(body):
            body, complete = _unbrotli(body, limit)
        elif packing == "zstd" and body[:4] == b"\x28\xb5\x2f\xfd":
            body, complete = _unzstd(body, limit)
        else:
            complete = True
        whole = whole and complete
    if len(body) > limit:
        raise TooLarge
    return body, whole


def _decoded(words: bytes) -> str:
    try:
        return words.decode("utf-8")
    except UnicodeDecodeError:
        return words.decode("latin-1")


def _readable(body: bytes) -> bool:
    """Whether a body is plain markup or text already, whatever its header says."""
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"[") and body[:200].isascii()


def _joined(body: bytes) -> tuple[bytes, bool]:
    """The chunks of a body joined; one that is not in chunks as it is."""
    parts: list[bytes] = []
    at = 0
    while size := _SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts), True
        part = body[size.end() : size.end() + length]
        parts.append(part)
        if len(part) < length:
            return b"".join(parts), False
        at = size.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    if not parts:
        return body, True
    return b"".join(parts), False


def _inflated(body: bytes, bits: int, limit: int) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    total = 0
    while True:
        opened = zlib.decompressobj(bits)
        try:
            part = opened.decompress(body, limit + 1 - total)
        except zlib.error:
            raise Undecodable("its compression is damaged") from None
        parts.append(part)
        total += len(part)
        if total > limit:
            raise TooLarge
        body = opened.unused_data
        if not opened.eof or bits < 0 or body[:2] != b"\x1f\x8b" or len(parts) > 1000:
            return b"".join(parts), opened.eof


def _unbrotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    brotli = _extra("brotli", "br")
    opened = brotli.Decompressor()
    parts: list[bytes] = []
    total = 0
    try:
        while not opened.is_finished():
            part = opened.process(body, output_buffer_limit=1 << 20)
            body = b""
            total += len(part)
            if total > limit:
                raise TooLarge
            if not part:
                break
            parts.append(part)
    except brotli.error:
        raise Undecodable("its compression is damaged") from None
    return b"".join(parts), bool(opened.is_finished())


def _unzstd(body: bytes, limit: int) -> tuple[bytes, bool]:
    zstandard = _extra("zstandard", "zstd")
    parts: list[bytes] = []
    total = 0
    opened = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body), read_across_frames=True)
    try:
        while part := opened.read(1 << 20):
            total += len(part)
            if total > limit:
                raise TooLarge
            parts.append(part)
    except zstandard.ZstdError:
        raise Undecodable("its compression is damaged") from None
    return b"".join(parts), True


def _extra(module: str, packing: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise Undecodable(
            f"it is packed with “{packing}”, which needs a library that is not installed: pip install 'sayso[warc]'"
        ) from None
