"""A report's class, role, stance, certainty, polarity, chain."""

from __future__ import annotations

from sayso.ground.context import Context
from sayso.report import Report


def voices(at: Context) -> Report:
    """The report with its class, role, stance, certainty, polarity, chain filled in."""
    return at.report
