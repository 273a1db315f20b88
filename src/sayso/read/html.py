"""HTML pages as browsers save them: the report's text, built once while its own tree is walked."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from sayso.read.dates import when
from sayso.read.draft import Draft, finish, set_published
from sayso.read.html_meta import read_meta
from sayso.read.html_tree import locate, parse
from sayso.read.html_walk import Walked, Walker
from sayso.read.layout import clean_byline
from sayso.read.limits import MAX_CHARACTERS, empty, too_large
from sayso.read.notes import note
from sayso.report import Failure, Report, Segment

_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def read_page(draft: Draft, now: datetime | None = None) -> Report | Failure:
    """The report of a page; `draft.text` is its markup, decoded."""
    source = draft.text.replace("\0", "\ufffd")
    if not source.strip():
        return empty(draft.document)
    if len(source) > 4 * MAX_CHARACTERS:
        return too_large(draft.document)
    page = parse(source)
    if page is None:
        return _textless(draft.document)
    draft.notes += page.notes
    meta = read_meta(page.root, source)
    main = locate(page)
    body = page.root.find("body")
    body = page.root if body is None else body
    place, kept = (main.root, main.kept) if main else (body, {})
    if main:
        draft.notes += main.notes
    else:
        draft.notes.append(
            note("html-main-not-found", "its main content could not be told from the rest: the whole page was read")
        )
    headline = _headline(body, meta.titles, place)
    walked = Walker(body, place, kept, headline).walk()
    if not walked.text.strip():
        return _textless(draft.document)
    draft.text, draft.segments = walked.text, _labels(walked.text, _pull_quotes(walked))
    if walked.quotations_left_out:
        message = (
            f"{walked.quotations_left_out} parts of the page with quotation marks in them were taken for menus,"
            f" adverts,"
            " forms or comments and are not in the text"
        )
        draft.notes.append(note("html-quotation-left-out", message))
    shown = next((walked.text[slice(*s.span)] for s in draft.segments if s.kind == "headline"), None)
    draft.title = shown or (meta.titles[0] if meta.titles else None)
    draft.outlet, draft.url = meta.outlet, meta.url or draft.url
    draft.byline = clean_byline(meta.byline) if meta.byline else None
    draft.declared_language, draft.type_genre, draft.sections = meta.language, meta.type_genre, meta.sections
    if meta.published:
        set_published(draft, meta.published, "metadata")
    if draft.published is None:
        _time_on_page(draft, body, walked)
    return finish(draft, now)


def read_fragment(draft: Draft, source: str, markup: bool, now: datetime | None = None) -> Report | Failure:
    """The report of a piece of markup that is all main content, as in a feed, or of its plain text."""
    if not markup:
        draft.text = source
        return finish(draft, now)
    page = parse(f"<html><body><div>{source}</div></body></html>")
    if page is None:
        return _textless(draft.document)
    draft.notes += page.notes
    body = page.root.find("body")
    walked = Walker(body, body, {}).walk()
    if not walked.text.strip():
        return _textless(draft.document)
    draft.text, draft.segments = walked.text, _pull_quotes(walked)
    return finish(draft, now)


def unpack_mhtml(data: bytes) -> tuple[bytes, str | None, str | None]:
    """The page inside a "web page, single file": its bytes, the encoding its part declares, its address."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts: Iterable[Any] = message.walk() if isinstance(message, EmailMessage) else ()
    for part in parts:
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
                return content, part.get_content_charset(), str(address) if address else None
    return b"", None, None


def _headline(body: Any, titles: list[str], main: Any) -> Any:
    """The element that shows the report's title: one that says what the head says, else the only or the nearest h1."""
    shown = [element for element in body.iter("h1") if element.text_content().strip()]
    wanted = [_folded(title) for title in titles]
    for elements in (shown, body.iter("h2", "h3")):
        for element in elements:
            words = _folded(element.text_content())
            if words and any(
                words == title or (len(words) > 20 and (words in title or title in words)) for title in wanted
            ):
                return element
    if len(shown) == 1 and not any(
        up.tag in ("header", "nav") and up.getparent() is body for up in shown[0].iterancestors()
    ):
        return shown[0]
    above = set(main.iterancestors()) | {main}
    near = [
        element
        for element in shown
        if any(up in above and up.tag in ("article", "main") for up in element.iterancestors())
    ]
    return near[0] if near else (shown[0] if shown and not wanted else None)


def _folded(words: str) -> str:
    return " ".join(words.translate(_FOLD).casefold().split())


def _pull_quotes(walked: Walked) -> list[Segment]:
    """Marks as pull quotes what the page sets off as a quotation though the running text has the same words."""
    running = " ".join(_bare(walked.text[slice(*s.span)]) for s in walked.segments if s.kind == "body")
    out = []
    for segment in walked.segments:
        words = _bare(walked.text[slice(*segment.span)])
        repeats = segment.kind == "blockquote" and len(words) > 20 and words in running
        out.append(Segment(segment.span, "pullquote") if repeats else segment)
    return out


def _labels(text: str, segments: list[Segment]) -> list[Segment]:
    """Takes short words over the headline ("Opinion", "Pier 4 explosion") for the page's own labels."""
    first = next((number for number, s in enumerate(segments) if s.kind == "headline"), 0)
    label = [s.kind == "body" and s.span[1] - s.span[0] < 60 and text[s.span[1] - 1] not in '.!?”"' for s in segments]
    return [Segment(s.span, "boilerplate") if n < first and label[n] else s for n, s in enumerate(segments)]


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words).strip().casefold()


def _time_on_page(draft: Draft, body: Any, walked: Walked) -> None:
    """The time that the page shows: a <time>, or a dateline segment that is nothing but a date."""
    near = [draft.text[slice(*s.span)] for s in walked.segments if s.kind == "dateline"]
    marked = [element.get("datetime") or element.text_content() for element in body.iter("time")]
    for words in (*marked[:3], *near[:3]):
        found = when(words)
        if found.value and not found.problem:
            draft.published, draft.published_from = found.value, "page"
            return


def _textless(document: str) -> Failure:
    return Failure(
        document,
        "the page has no text: usually a script fills it in after loading. Open it in a browser, wait for it, and"
        " save it"
        " again (“web page, complete”).",
    )
