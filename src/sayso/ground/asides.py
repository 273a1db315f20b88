"""A report's anonymity, caveats, refusals."""

from __future__ import annotations

from sayso.ground.context import Context
from sayso.report import Report


def asides(at: Context) -> Report:
    """The report with its anonymity, caveats, refusals filled in."""
    return at.report
