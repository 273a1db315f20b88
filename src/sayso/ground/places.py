"""A report's places."""

from __future__ import annotations

from sayso.ground.context import Context
from sayso.report import Report


def places(at: Context) -> Report:
    """The report with its places filled in."""
    return at.report
