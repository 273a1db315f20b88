"""The fourth room: from statements to who, how sure, when, where and how many. Each step fills its own fields."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from sayso.encode.encoder import LINK, NAMES, Reading
from sayso.encode.quotes import quotations
from sayso.encode.tokens import tokenise
from sayso.ground.actors import resolve
from sayso.ground.against import against
from sayso.ground.asides import asides
from sayso.ground.context import context
from sayso.ground.dates import dates
from sayso.ground.figures import figures
from sayso.ground.places import places
from sayso.ground.voices import voices
from sayso.report import Report, Statement

__all__ = ["ground", "ready"]

#: An invented sentence that makes every step look into its lexicons.
_SAMPLE = "On Monday a spokesman for Tarn, who asked not to be named, said in Oslo that “at least 12 people died”."


def ground(report: Report, reading: Reading) -> Report:
    """Fills in a report's actors, classes, dates, places, figures and asides, and notes what is at odds in it.

    `reading` is the one its statements were found in. Each step takes the context with what those before it found,
    and none fails on any text: what is not known stays null.
    """
    at = context(report, reading)
    for step in (resolve, voices, dates, places, figures, asides, against):
        at = at.with_report(step(at))
    return at.report


def ready() -> None:
    """Loads the lexicons and tables that the first report would otherwise wait for, by grounding an invented one."""
    text = _SAMPLE
    tokens = tokenise(text)
    count = len(tokens)
    names = np.zeros(count, np.int8)
    names[[text[low:high] in ("Tarn", "Oslo") for low, high in tokens.words.tolist()]] = NAMES.index("LOCATION")
    reading = Reading(
        text,
        tokens,
        ((0, len(text)),),
        np.zeros(count, np.int64),
        np.zeros(count, np.int64),
        quotations(text),
        np.zeros((count, 7), np.float32),
        names,
        np.zeros((count, 8, LINK), np.float16),
    )
    said, colon = text.index("said"), text.index("in Oslo")
    end = len(text) - 1
    one = Statement("s1", "", "indirect", ((10, said - 2),), ((said, said + 4),), ((colon, end),))
    report = Report(text, "", "", None, datetime.now(UTC), title=text, published="2031-03-02", statements=(one,))
    ground(report, reading)
