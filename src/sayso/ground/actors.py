"""A report's who speaks and is spoken of."""

from __future__ import annotations

from sayso.ground.context import Context
from sayso.report import Report


def resolve(at: Context) -> Report:
    """The report with its who speaks and is spoken of filled in."""
    return at.report
