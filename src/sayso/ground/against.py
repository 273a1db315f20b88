"""A report's a report against itself."""

from __future__ import annotations

from sayso.ground.context import Context
from sayso.report import Report


def against(at: Context) -> Report:
    """The report with its a report against itself filled in."""
    return at.report
