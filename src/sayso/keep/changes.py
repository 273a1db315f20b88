"""What changed between two readings of one document: the silent edit of a toll is news."""

from __future__ import annotations

from sayso.keep.nouns import Change
from sayso.report import Report


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """The differences of statements, figures, title and date of publication, in the order of the later text."""
    return ()
