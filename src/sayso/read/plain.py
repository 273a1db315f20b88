"""Plain text, kept to the character."""

from __future__ import annotations

from datetime import datetime

from sayso.read.draft import Draft, finish, set_published
from sayso.read.layout import trim
from sayso.read.titles import guessed_title, known_title
from sayso.report import Failure, Report, Segment, Span


def read_plain(draft: Draft, now: datetime | None = None, guess_title: bool = True) -> Report | Failure:
    """A report from the text of a draft. Without a title a clear first line is taken for it; a title that is known is
    marked where the text repeats it at its head.
    """
    span: Span | None = None
    if draft.title:
        span = known_title(draft.text, draft.title)
    elif guess_title and (span := guessed_title(draft.text)):
        draft.title = draft.text[slice(*span)]
    if span:
        head = trim(draft.text, (0, span[0]))
        above = [Segment(head, "body")] if head else []
        draft.segments = [*above, Segment(span, "headline"), Segment((span[1], len(draft.text)), "body")]
    return finish(draft, now)


def given_text(
    text: str,
    *,
    id: str | None = None,
    document: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    url: str | None = None,
    now: datetime | None = None,
) -> Report | Failure:
    """A report of a text that is at hand, kept to the character."""
    draft = Draft(text, document or url or id or "text", None, id or "", title, outlet, byline, url)
    set_published(draft, published, "given")
    return read_plain(draft, now)
