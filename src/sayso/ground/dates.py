"""A report's times."""

from __future__ import annotations

from sayso.ground.context import Context
from sayso.report import Report


def dates(at: Context) -> Report:
    """The report with its times filled in."""
    return at.report
