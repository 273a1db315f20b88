"""Plain text, kept to the character."""

from __future__ import annotations

from datetime import datetime

from sayso.read.draft import Draft, finish
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
