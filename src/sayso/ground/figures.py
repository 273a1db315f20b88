"""A report's numbers."""

from __future__ import annotations

from sayso.ground.context import Context
from sayso.report import Report


def figures(at: Context) -> Report:
    """The report with its numbers filled in."""
    return at.report
