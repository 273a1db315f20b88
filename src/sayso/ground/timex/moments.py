"""Today and times of day: "yesterday", "this morning", "overnight", "5 p.m."."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.ground.timex.calendar import days
from sayso.ground.timex.parts import Parts, Time
from sayso.ground.timex.scene import NEAR_DAY

_THESE_DAYS = frozenset("known used use is are of than people public society exists world".split())


def _generic(p: Parts) -> bool:
    """Whether "today" is these days: "known today as", "still in use today", "what is today Marrow"."""
    scene = p.scene
    last = scene.lower(p.low - 1)
    if last == "of" and scene.lower(p.low - 2) == "as":
        return False
    near = scene.at.lower[max(scene.at.sentence(p.low)[0], p.low - 5) : p.low]
    after = (scene.lower(p.high), scene.lower(p.high + 1), scene.lower(p.high + 2))
    return (
        last in _THESE_DAYS
        or "still" in near
        or (after[1] == "s" and after[2] in _THESE_DAYS)
        or (last not in ("here", "on", "said") and after[0] == "as" and near[-2:-1] == ("as",))
    )


def deictic(p: Parts) -> list[Time]:
    """As in "today", "yesterday evening", "tonight"."""
    way, part = p.value("R") or "0", p.value("P") or ""
    if way == "0" and _generic(p):
        return p.make("DATE", "PRESENT_REF", 0.7)
    if way.endswith("N"):
        way, part = way[:-1], "TNI"
    base = p.scene.base
    day = days(base, int(way)) if base else None
    if day is None:
        return p.make("DATE", {"0": "PRESENT_REF", "-1": "PAST_REF", "1": "FUTURE_REF"}[way], 0.5)
    return p.make("TIME" if part else "DATE", day.value + part, 0.9, day)


def this_part(p: Parts) -> list[Time]:
    """As in "this morning", "last night", "that evening", "the following morning"."""
    part, scene, word = p.value("P") or "", p.scene, p.word("LNHA") or ""
    if not part[1:].isalpha():
        return []
    if word in ("this", "last") or (word in ("current", "past")):
        day = scene.base if word == "this" else days(scene.base, -1) if scene.base else None
    else:
        told = scene.last(p.low, NEAR_DAY, "day")
        day = days(told, 0 if p.places("A") else p.way or 0) if told else None
    if day is None or day.date is None:
        return p.make("TIME", f"XXXX-XX-XX{part}", 0.5)
    return p.make("TIME", day.value + part, 0.85 if word in ("this", "last") else 0.7, day)


def present(p: Parts) -> list[Time]:
    """As in "overnight", "currently", "recently"; "now" only where it tells a time ("until now", "right now")."""
    value = p.value("r") or ""
    base = p.scene.base
    if value == "overnight":
        day = base.value if base and base.date else "XXXX-XX-XX"
        return p.make("TIME", f"{day}TNI", 0.6, base)
    if value == "now":
        before = p.scene.lower(p.low - 1)
        if before not in ("until", "till", "by", "right", "since", "from"):
            return []
        value = "PRESENT_REF"
    return p.make("DATE", value, 0.7)


def clock(p: Parts) -> list[Time]:
    """As in "5 p.m.", "17:30": its day is put to it later."""
    span = p.scene.at.span(p.low, p.high)
    text = p.scene.at.report[span].lower()
    digits = [int(d) for d in re.findall(r"\d+", text)]
    hour, minute = (
        (digits[0], digits[1]) if len(digits) > 1 else divmod(digits[0], 100) if digits[0] > 99 else (digits[0], 0)
    )
    if "p" in text and hour < 12:
        hour += 12
    elif "a" in text and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return []
    return p.make("TIME", f"T{hour:02}:{minute:02}", 0.6)


def part(p: Parts) -> list[Time]:
    """As in "at noon", "the night of": its day is put to it later, or it is left out."""
    made = p.make("TIME", p.value("P"), 0.6)
    return [replace(made[0], low=p.low + 1 if p.scene.letters[p.low] in "im" else p.low)]
