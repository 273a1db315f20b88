"""A report against itself, and against the calendar: what in it cannot all be so.

Each note has the spans of both sides and says in a plain sentence what does not fit; none says who is wrong. A false
alarm is worse than silence: what could be of another event, another day, another place or a part is left alone.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.ground import apart, tolls, weekdays
from sayso.ground.context import Context
from sayso.report import Report


def against(at: Context) -> Report:
    """The report with a note for each thing in it that is at odds with another, or with the calendar.

    Codes are those of `sayso.ground.notes`. Needs the report's figures and places where they are known.
    """
    found = [*weekdays.notes(at), *tolls.notes(at), *apart.notes(at)]
    found.sort(key=lambda n: n.span or (0, 0))
    return replace(at.report, notes=(*at.report.notes, *found)) if found else at.report
