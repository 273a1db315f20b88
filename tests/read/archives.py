"""Web archives for tests, written by hand so that each part can be wrong."""

from __future__ import annotations

import gzip
import importlib
from collections.abc import Iterable

from sayso.report import Failure, Report
from tests.conftest import absent

DATE = "2031-03-02T08:00:00Z"
HTML = "text/html; charset=utf-8"


def page(words: str, title: str = "Ferry held") -> bytes:
    """A page that is a report."""
    body = f"<article><h1>{title}</h1><p>{words}</p></article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def answer(body: bytes, kind: str = HTML, status: str = "200 OK", **headers: str) -> bytes:
    """What a server sent."""
    named = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items() if value)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    block: bytes,
    address: str | None = "https://herald.example/ferry",
    kind: str = "response",
    *,
    date: str | None = DATE,
    length: object = None,
    content: str | None = None,
    **headers: str,
) -> bytes:
    """One record with its block; `length` is what its header says of it."""
    named = {
        "WARC-Type": kind,
        "WARC-Target-URI": address,
        "WARC-Date": date,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000000>",
        "Content-Type": content or "application/http; msgtype=response",
        "Content-Length": str(len(block) if length is None else length),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in named.items() if value is not None)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def fetched(body: bytes, address: str = "https://herald.example/ferry", kind: str = HTML, **headers: str) -> bytes:
    """The record of an address that was answered with a body."""
    return record(answer(body, kind, **headers), address)


def packed(records: Iterable[bytes]) -> bytes:
    """An archive as crawlers write it: a gzip member a record."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def compressed(module: str, body: bytes, **options: int) -> bytes:
    """A body packed by a library of the extra “warc”."""
    try:
        return bytes(importlib.import_module(module).compress(body, **options))
    except ImportError:
        absent(f"{module} is not installed (the extra “warc”)")
        raise


SAID = "The ferry stayed in port on Monday, the harbour office said, because of the storm over the strait."
PAGE = page(SAID)
NAMES = ("ann", "ben", "cal", "dee")
STORIES = [f"The {name} stayed in port on Monday, the harbour office said." for name in NAMES]
#: Four small records, whose reports are their words.
FOUR = [
    record(words.encode(), f"https://herald.example/{name}", "conversion", content="text/plain")
    for name, words in zip(NAMES, STORIES, strict=True)
]
PICTURE = fetched(b"\x89PNG\r\n\x1a\n" + bytes(300), "https://herald.example/a.png", "image/png")
INFO = record(b"software: a crawler\r\n", None, "warcinfo", content="application/warc-fields")


def texts(found: list[Report | Failure]) -> list[str]:
    """The texts of the reports among the results."""
    return [item.text for item in found if isinstance(item, Report)]


def failures(found: list[Report | Failure]) -> list[Failure]:
    """The failures among the results."""
    return [item for item in found if isinstance(item, Failure)]
