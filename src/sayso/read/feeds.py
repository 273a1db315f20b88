"""RSS and Atom, saved or from an address: each entry that has its text, here or on its page, is a report."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from sayso.read.arrival import Arrival
from sayso.read.dates import in_address, when
from sayso.read.draft import Draft, set_published
from sayso.read.html import read_fragment
from sayso.read.notes import note
from sayso.read.visits import Visits, identity
from sayso.report import Failure, Note, Report

#: Entries of one feed that are read. Feeds have hundreds at the most; one with more is an archive, or has no end.
MOST_ENTRIES = 10_000
_MARKUP = ("text/html", "application/xhtml+xml")


def read_feed(data: bytes, document: str, arrival: Arrival) -> Iterator[Report | Failure]:
    """The reports of a feed, in its order. An entry without text gives a failure; so does an empty feed.

    Where `arrival.visits` can read pages, entries that the feed gives only the title or a summary of are read on
    theirs, the newest first to be chosen; entries that it knows already are passed over.
    """
    short = _cut(data)
    # A stream, for a string could be taken for an address and fetched. The text is cleaned by our own walk: sanitising
    # here would drop figures and their captions.
    feed = feedparser.parse(io.BytesIO(short), sanitize_html=False, resolve_relative_uris=False)
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
    evidence = arrival.evidence(data, "feed")
    whole = Draft("", document, hashlib.sha256(data).hexdigest(), url=arrival.address, evidence=evidence, notes=notes)
    visits = arrival.visits or Visits()
    entries = [_Entry(number, entry, whole) for number, entry in enumerate(feed.entries, start=1)]
    unknown = [entry for entry in entries if entry.identity not in visits.known]
    chosen = _chosen(unknown, visits)
    visits.met += [entry.identity for entry in entries if entry.identity in visits.known]
    for entry in unknown:
        visited = visits.page(entry.link) if visits.page and entry.link and entry.number in chosen else None
        if isinstance(visited, Report):
            visits.met.append(entry.identity)
            yield _completed(visited, entry, feed.feed)
            continue
        if visited is not None and getattr(visited, "again", False):
            visits.unsettled = True
        else:
            visits.met.append(entry.identity)
        bounded = visits.page is not None and bool(entry.link) and visited is None
        yield _read_entry(entry, feed.feed, whole, arrival, visited, bounded)
    if len(short) < len(data):
        why = f"it has more than {MOST_ENTRIES:,} entries: the first {MOST_ENTRIES:,} were read. Usually it never ends."
        yield Failure(document, why)


class _Entry:
    """An entry of a feed with what is read off it once."""

    def __init__(self, number: int, raw: Any, whole: Draft):
        self.raw = raw
        self.number = number
        self.place = f"{whole.document}, entry {number}"
        self.title = _words(raw.get("title"))
        self.link = _link(raw.get("link"), whole.url)
        self.body, self.markup, self.full = _body(raw)
        self.identity = identity(self.link, self.title, " ".join(_TAG.sub(" ", self.body).split()))
        self.time = next((tuple(raw[key][:6]) for key in _TIMES if raw.get(key)), ())


_TAG = re.compile(r"<[^<>]*>")  # what stands in tags can change at each fetch: a picture that counts its readers
_TIMES = ("published_parsed", "updated_parsed", "created_parsed")


def _cut(data: bytes) -> bytes:
    """A feed with its first ten thousand entries only, where it has more: its parser would fill the memory."""
    starts = re.finditer(rb"<(?:item|entry)[\s>/]", data)
    beyond = next(islice(starts, MOST_ENTRIES, None), None)
    if beyond is None:
        return data
    ends = re.search(rb"(?:</channel>\s*)?</(?:rss|feed|(?:\w+:)?RDF)>\s*\Z", data[-200:])
    return data[: beyond.start()] + (ends[0] if ends else b"")


def _chosen(entries: list[_Entry], visits: Visits) -> set[int]:
    """The numbers of the entries whose pages are read: the newest of those that need it."""
    needing = [entry for entry in entries if entry.link and not (entry.full and entry.body.strip())]
    needing.sort(key=lambda entry: entry.number)
    needing.sort(key=lambda entry: entry.time, reverse=True)  # those without a time last, in the feed's order
    return {entry.number for entry in needing[: visits.most]} if visits.page else set()


def _completed(report: Report, entry: _Entry, feed: Any) -> Report:
    """The report of an entry's page, with what the feed knows and the page does not say."""
    told = Draft("", entry.link or "")
    _set_time(told, entry.raw)
    dated = report.published is not None or told.published is None
    return replace(
        report,
        document=entry.link or report.document,
        title=report.title or entry.title,
        outlet=report.outlet or _outlet(entry.raw, feed),
        byline=report.byline or _authors(entry.raw),
        published=report.published if dated else told.published,
        published_from=report.published_from if dated else told.published_from,
    )


def _read_entry(
    entry: _Entry, feed: Any, whole: Draft, arrival: Arrival, visited: Failure | None, bounded: bool
) -> Report | Failure:
    """The report of what the feed itself gives of an entry; `visited`: why its page could not be read."""
    raw = entry.raw
    if not entry.body.strip():
        named = f" (“{entry.title}”)" if entry.title else ""
        if visited is not None:
            return replace(visited, document=entry.link or visited.document)
        missing = f"the entry{named} has no text: the feed gives only titles."
        if bounded:
            return Failure(entry.place, f"{missing} It is not among the newest, whose pages were read.")
        return Failure(entry.place, f"{missing} Save the pages that it links to, or have them read (--pages).")
    draft = Draft("", entry.link or entry.place, whole.bytes_id, evidence=whole.evidence)
    draft.title = entry.title
    draft.outlet = _outlet(raw, feed)
    draft.byline = _authors(raw)
    draft.url = entry.link
    draft.declared_language = raw.get("language") or _language(raw) or feed.get("language")
    draft.sections = ", ".join(str(tag.get("term") or "") for tag in raw.get("tags", []))
    draft.notes += whole.notes
    _set_time(draft, raw)
    if not entry.full:
        message = "the feed gives a summary of this entry only; the whole report stands on its page"
        draft.notes.append(note("feed-summary-only", message))
    if visited is not None:
        draft.notes.append(note("feed-page-unread", f"its page could not be read: {visited.why}"))
    return read_fragment(draft, entry.body, entry.markup, arrival.at)


def _link(written: Any, base: str | None) -> str | None:
    """The address of an entry's page; None where it has none, or one that is no page's ("javascript:")."""
    if not written:
        return None
    try:
        link = urljoin(base or "", str(written).strip())
        scheme = urlsplit(link).scheme
    except ValueError:
        return None
    return link if scheme in ("http", "https", "") else None


def _outlet(entry: Any, feed: Any) -> str | None:
    return _words(entry.get("source", {}).get("title")) or _words(feed.get("title"))


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
