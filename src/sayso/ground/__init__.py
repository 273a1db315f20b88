"""The fourth room: from statements to who, how sure, when, where and how many. Each step fills its own fields."""

from __future__ import annotations

from sayso.encode.encoder import Reading
from sayso.ground.actors import resolve
from sayso.ground.against import against
from sayso.ground.asides import asides
from sayso.ground.context import context
from sayso.ground.dates import dates
from sayso.ground.figures import figures
from sayso.ground.places import places
from sayso.ground.voices import voices
from sayso.report import Report

__all__ = ["ground"]


def ground(report: Report, reading: Reading) -> Report:
    """Fills in a report's actors, classes, dates, places, figures and asides, and notes what is at odds in it.

    `reading` is the one its statements were found in. Each step takes the context with what those before it found,
    and none fails on any text: what is not known stays null.
    """
    at = context(report, reading)
    for step in (resolve, voices, dates, places, figures, asides, against):
        at = at.with_report(step(at))
    return at.report
