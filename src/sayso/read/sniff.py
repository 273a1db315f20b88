"""What a document is, by its first bytes; its name only settles what the bytes leave open."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import PurePath
from typing import Literal

Kind = Literal[
    "text", "html", "mhtml", "json", "jsonl", "feed", "subtitles", "warc", "pdf", "gzip", "binary", "unknown"
]

_BY_NAME: dict[str, Kind] = {
    **dict.fromkeys((".txt", ".text", ".md", ".asc"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"), "html"),
    **dict.fromkeys((".mhtml", ".mht"), "mhtml"),
    ".json": "json",
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), "jsonl"),
    **dict.fromkeys((".rss", ".atom", ".rdf"), "feed"),
    **dict.fromkeys((".srt", ".vtt"), "subtitles"),
    **dict.fromkeys((".warc", ".wet"), "warc"),
    ".pdf": "pdf",
}
READABLE = (
    "plain text (.txt), HTML (.html, .mhtml), PDF, JSON and JSON Lines, RSS and Atom, SubRip and WebVTT, web archives"
    " (.warc)"
)

# What people put in a folder of reports by mistake, and what to do about it.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the document as text or HTML"),
    (b"PK\x05\x06", "an empty ZIP archive", "unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text or HTML"),
    (b"{\\rtf", "an RTF document", "save it as text"),
    (b"\x89PNG", "a picture (PNG)", "leave it out, or type off its text"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "leave it out, or type off its text"),
    (b"GIF8", "a picture (GIF)", "leave it out, or type off its text"),
    (b"RIFF", "a picture or sound (RIFF)", "leave it out, or give its subtitles"),
    (b"ID3", "a sound (MP3)", "give its subtitles or transcript"),
    (b"OggS", "a sound or film (Ogg)", "give its subtitles or transcript"),
    (b"\x1aE\xdf\xa3", "a film (Matroska, WebM)", "give its subtitles (.srt, .vtt)"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ\x90", "a program", "leave it out"),
    (b"SQLite format 3", "a database (SQLite)", "export its rows as JSON Lines"),
    (b"BZh", "a bzip2 archive", "unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "an xz archive", "unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it, or pack it with gzip"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"bplist", "an Apple property list or web archive", "save the page as HTML"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h1|section|table|base|link|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|(?:\w+:)?RDF)\b", re.DOTALL
)
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?i:content-type:\s*multipart/related)")
_CUES = re.compile(rb"(?:WEBVTT(?:[ \t\r\n]|\Z)|\s*(?:\d+[ \t]*\r?\n)?\d{1,2}:\d\d(?::\d\d)?[.,]\d{1,3}\s*-->)")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27} | {127})


def kind_of(head: bytes, name: str = "") -> tuple[Kind, Kind]:
    """The kind by content and the kind by name ("unknown" where name or bytes do not tell)."""
    return _by_content(head), _BY_NAME.get(PurePath(name).suffix.lower(), "unknown")


def inside_gzip(head: bytes) -> bytes:
    """The first bytes of what is packed; none where they cannot be unpacked."""
    try:
        return zlib.decompressobj(31).decompress(head, 1 << 12)
    except zlib.error:
        return b""


def _by_content(head: bytes) -> Kind:
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return "pdf"
    if signature(head) or is_binary(head):
        return "binary"
    start = head[3:] if head.startswith(_MARKS[0]) else head
    if start[:2] in _MARKS[1:]:  # UTF-16: look at the letters
        start = start[2:].replace(b"\0", b"")
    if _FEED.match(start[:4096]):
        return "feed"
    if _HTML.match(start[:4096]):
        return "html"
    if _CUES.match(start[:200]):
        return "subtitles"
    if start[:200].lstrip()[:1] in (b"{", b"["):
        return _json_kind(start)
    if _MHTML.match(start[:4096]):
        return "mhtml"
    return "unknown"


def _json_kind(start: bytes) -> Kind:
    """Whether text that begins with a bracket is rows, one JSON value, or only text."""
    stripped = start.lstrip()
    if stripped[:1] == b"[":
        return "json" if re.match(rb"\[\s*(?:\{|\])", stripped) else "unknown"
    line, rest, _ = stripped.partition(b"\n")
    if not re.match(rb"\{\s*(?:\"|\}|\Z)", stripped):
        return "unknown"
    if not rest:
        return "json" if not line.strip().startswith(b"{}") else "jsonl"
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return "json"
    return "jsonl"


def signature(head: bytes) -> tuple[str, str] | None:
    """What a well-known binary format is and what to do with it; None for any other."""
    if head[4:8] == b"ftyp":
        return "a film (MP4)", "give its subtitles (.srt, .vtt)"
    return next(((what, remedy) for start, what, remedy in _SIGNATURES if head.startswith(start)), None)


def is_binary(head: bytes) -> bool:
    """Whether bytes hold more control characters than a damaged text would."""
    if head.startswith(_MARKS):
        return False
    if len(head) >= 8 and head.count(0) >= 0.3 * len(head):  # UTF-16 without a mark has a NUL at every other place
        halves = head[0::2].count(0), head[1::2].count(0)
        return not (max(halves) > 0.6 * len(head) / 2 and min(halves) < 0.1 * len(head) / 2)
    found = len(head) - len(head.translate(None, _CONTROL))
    distinct = len(set(head) & set(_CONTROL))
    share = found / max(1, len(head))
    return (share > 0.02 and distinct >= 3) or (found > 32 and share > 0.1)
