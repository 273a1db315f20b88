"""Saved RSS and Atom files: each entry that has its text is a report."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import feedparser

from sayso.read.arrival import Arrival
from sayso.read.dates import in_address, when
from sayso.read.draft import Draft, set_published
from sayso.read.html import read_fragment
from sayso.read.notes import note
from sayso.report import Failure, Note, Report

_MARKUP = ("text/html", "application/xhtml+xml")


def read_feed(data: bytes, document: str, arrival: Arrival) -> Iterator[Report | Failure]:
    """The reports of a feed, in its order. An entry without text gives a failure; so does an empty feed."""
    # A stream, for a string could be taken for an address and fetched. The text is cleaned by our own walk: sanitising
    # here would drop figures and their captions.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    notes: list[Note] = []
    if feed.bozo and not _harmless(feed.get("bozo_exception")):
        notes.append(
            note(
                "feed-broken",
                f"the feed is not well formed ({_short(feed.get('bozo_exception'))}): entries may be missing",
            )
        )
    if not feed.entries:
        why = "it is a feed without entries: usually it was saved empty or broke off. Fetch it again."
        yield Failure(document, why)
        return
    whole = Draft("", document, hashlib.sha256(data).hexdigest(), evidence=arrival.evidence(data, "feed"), notes=notes)
    for number, entry in enumerate(feed.entries, start=1):
        yield _read_entry(entry, feed.feed, f"{document}, entry {number}", whole, arrival)


def _read_entry(entry: Any, feed: Any, place: str, whole: Draft, arrival: Arrival) -> Report | Failure:
    body, markup, full = _body(entry)
    title = _words(entry.get("title"))
    if not body.strip():
        named = f" (“{title}”)" if title else ""
        return Failure(
            place, f"the entry{named} has no text: the feed gives only titles. Save the pages that it links to."
        )
    draft = Draft("", entry.get("link") or place, whole.bytes_id, evidence=whole.evidence)
    draft.title = title
    draft.outlet = _words(entry.get("source", {}).get("title")) or _words(feed.get("title"))
    draft.byline = _authors(entry)
    draft.url = entry.get("link")
    draft.declared_language = entry.get("language") or _language(entry) or feed.get("language")
    draft.sections = ", ".join(str(tag.get("term") or "") for tag in entry.get("tags", []))
    draft.notes += whole.notes
    _set_time(draft, entry)
    if not full:
        message = "the feed gives a summary of this entry only; the whole report stands on its page"
        draft.notes.append(note("feed-summary-only", message))
    return read_fragment(draft, body, markup, arrival.at)


def _body(entry: Any) -> tuple[str, bool, bool]:
    """The longest text of an entry, whether it is markup, and whether it is the report itself rather than a summary."""
    contents = [part for part in entry.get("content", []) if (part.get("value") or "").strip()]
    summary = entry.get("summary") or ""
    if contents:
        best = max(contents, key=lambda part: len(part["value"]))
        return best["value"], _is_markup(best.get("type"), best["value"]), True
    # RSS has one element for both: a text with several paragraphs is the report.
    markup = _is_markup(entry.get("summary_detail", {}).get("type"), summary)
    whole = len(summary) > 1500 or summary.lower().count("<p") >= 3
    return summary, markup, whole


def _is_markup(kind: str | None, value: str) -> bool:
    return kind in _MARKUP or ("</" in value and "<p" in value.lower())


def _set_time(draft: Draft, entry: Any) -> None:
    """The time as the feed writes it; feedparser's reading only where ours fails, for it turns a day into midnight."""
    written = entry.get("published") or entry.get("updated") or entry.get("created")
    if not written:
        return
    parsed = entry.get("published_parsed") or entry.get("updated_parsed") or entry.get("created_parsed")
    if when(written).value is None and parsed:
        written = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6])
    set_published(draft, written, "feed")
    if draft.published is None and draft.url and in_address(draft.url):
        draft.published, draft.published_from = in_address(draft.url), "address"


def _authors(entry: Any) -> str | None:
    names = [name for author in entry.get("authors", []) if (name := _words(author.get("name")))]
    return ", ".join(dict.fromkeys(names)) or _words(entry.get("author"))


def _language(entry: Any) -> str | None:
    return next((part.get("language") for part in entry.get("content", []) if part.get("language")), None)


def _words(value: Any) -> str | None:
    return " ".join(str(value).split()) or None if value else None


def _harmless(error: object) -> bool:
    """Whether feedparser only says that the encoding or the media type was not as declared."""
    return error is None or type(error).__name__ in ("CharacterEncodingOverride", "NonXMLContentType")


def _short(error: object) -> str:
    return " ".join(str(error).split())[:100]
