"""A hundred pairs of a report and its edited copy, both with days for dates that lie too near to order, and no credit.

Nothing says which was first, and nothing may say so: no direction, no origin within the pair, `earliest` a list of
both. Each pair goes through the whole of `lay`, as a story does.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from benchmarks.copies import OUTLETS, edited, world
from sayso.compare import Index, lay
from sayso.compare.copies.credits import credit
from sayso.report import Report


def pairs(seed: int, count: int = 100) -> list[tuple[Report, Report]]:
    """Real reports and edited copies of them, on one day or on two in a row; neither names the other's outlet."""
    draw = random.Random(seed)
    originals = world()
    found: list[tuple[Report, Report]] = []
    for number, source in enumerate(draw.sample(originals, len(originals))):
        made = edited(source, originals, draw, number).copy
        day = date(2031, 3, 2)
        other = day + timedelta(days=draw.choice((-1, 0, 0, 1)))
        one = replace(source, published=day.isoformat(), wire=None, outlet=source.outlet or "The Tarn Register")
        two = replace(made, published=other.isoformat(), wire=None, outlet=draw.choice(OUTLETS))
        if not credit(one, two.outlet) and not credit(two, one.outlet):
            found.append((one, two) if draw.random() < 0.5 else (two, one))
        if len(found) == count:
            break
    return found


def measure(seed: int = 1) -> dict[str, int]:
    """How many pairs were found to share text, and how often anything was called first."""
    out = {"pairs": 0, "seen to share text": 0, "an origin or a direction": 0, "one earliest": 0}
    for one, two in pairs(seed):
        story = lay("st-1", (one, two), Index((one, two)))
        ids = {one.id, two.id}
        out["pairs"] += 1
        shared = any(told.shares_with for told in story.reports)
        out["seen to share text"] += shared
        directed = any(told.origin in ids - {told.report} for told in story.reports)
        original = shared and any(told.origin is not None for told in story.reports)
        out["an origin or a direction"] += directed or original
        firsts = [set(story.earliest)] + [{ref.report for ref in claim.earliest} for claim in story.claims]
        out["one earliest"] += any(len(first) == 1 and first < ids for first in firsts[:1])
    out["first claimed"] = out["an origin or a direction"] + out["one earliest"]
    return out
