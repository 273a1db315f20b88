"""What came of asking an address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from sayso.read.addresses import address
from sayso.report import Failure

# Endings that the kinds of a document are known by, and media types that say nothing more than the ending would.
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "multipart/related": ".mhtml",
    "application/pdf": ".pdf",
    "application/warc": ".warc",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
}
_UNSPECIFIC = (
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/gzip",
    "application/x-gzip",
    "text/plain",
    "text/xml",
    "application/xml",
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a document."""

    address: str  # that was asked for, without a fragment
    final: str  # that answered, after redirects
    status: int
    headers: tuple[tuple[str, str], ...]  # as sent, but no cookies
    data: bytes = field(repr=False)  # unpacked
    retrieved_at: datetime  # aware, UTC

    def header(self, name: str) -> str | None:
        """The first header of a name, in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def etag(self) -> str | None:
        """What to give back as `etag` next time."""
        return self.header("etag")

    @property
    def last_modified(self) -> str | None:
        """What to give back as `last_modified` next time."""
        return self.header("last-modified")

    @property
    def content_type(self) -> str:
        """The media type that the server says, in lower case; "" where it says none."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def name(self) -> str:
        """A name by which the kind of the document can be told: its ending is that of the kind that the server says."""
        at = address(self.final)
        own = PurePosixPath(at.target.partition("?")[0]).suffix[:20]
        said = _ENDINGS.get(self.content_type)
        if said is None and self.content_type not in _UNSPECIFIC:
            said = "." + self.content_type.rpartition("/")[2][:20]
        if self.content_type in _UNSPECIFIC and own:
            said = own
        return f"{at.origin}/answer{said or ''}"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The document is as it was when the given etag or time of change was seen."""

    address: str
    retrieved_at: datetime


@dataclass(frozen=True, slots=True)
class FetchFailure(Failure):
    """An address that gave no document, and whether it may later."""

    status: int | None = None  # where the server answered
    again: bool = True  # whether the same address may do later; False where it will not change by itself
    retry_after: float | None = None  # seconds that the server asks to wait
