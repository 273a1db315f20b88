"""The first room: from a path, bytes, rows, a feed or a given text to a `Report`.

    for result in read_sources(["reports/", "rows.jsonl", "-"]):
        …  # a Report, or a Failure that says what failed, why, and what to do

Nothing that is read raises: a document that gives no report gives a `Failure`, and the rest goes on.
"""

from __future__ import annotations

from datetime import datetime

from sayso.read.draft import Draft, set_published
from sayso.read.plain import read_plain
from sayso.read.sources import count_sources, read_sources
from sayso.report import Failure, ReadError, Report

__all__ = ["count_sources", "from_text", "read_sources"]


def from_text(
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
) -> Report:
    """A report of a text that is at hand, kept to the character.

    `id` is kept; `document` names the text in messages (default: its url, else its id, else "text"); `published` is
    read as in rows; `now` stands for the time of reading. ReadError where the text is blank or over ten million
    characters.
    """
    draft = Draft(text, document or url or id or "text", None, id or "", title, outlet, byline, url)
    set_published(draft, published, "given")
    found = read_plain(draft, now)
    if isinstance(found, Failure):
        raise ReadError(f"{found.document}: {found.why}")
    return found
