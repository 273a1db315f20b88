"""Periods and what is counted: weeks, quarters, decades, "two years ago", "for three days", "every Friday"."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.ground.timex.calendar import Day, days, months, week, years
from sayso.ground.timex.numbers import amount, count
from sayso.ground.timex.parts import Parts, Time
from sayso.ground.timex.scene import NEAR_DAY, NEAR_YEAR, Scene

_CLOCK_UNITS = ("S", "M", "H")
_DURATIONS = {"S": "PT{}S", "M": "PT{}M", "H": "PT{}H", "MO": "P{}M", "ML": "P{}ML", "WE": "P{}WE"}


def length(unit: str, number: float | None) -> str:
    """A duration as TIMEX3 writes it: "P3M", "PT2H", "PXY"."""
    if unit == "2W":
        return f"P{amount(number * 2 if number is not None else None)}W"
    return _DURATIONS.get(unit, "P{}" + unit).format(amount(number))


def counted(p: Parts, last: str = "uUjz") -> float | None:
    """The count before an expression's unit."""
    scene = p.scene
    stop = p.places(last)[0]
    low = next((n for n in range(p.low, stop) if scene.letters[n] in "dfcynqah"), stop)
    return count(list(scene.at.lower[low:stop]), scene.letters[low:stop], scene.values)


def moved(base: Day | None, unit: str, number: float) -> tuple[str | None, Day | None]:
    """The value so many units on from a day, no finer than the unit; null where the day is not known so far."""
    steps = int(number)
    if base is None or steps != number or abs(steps) > 5000:
        if base is None or unit != "Y" or abs(number) > 5000:
            return None, None
        steps = round(number)
    found: Day | None = None
    if unit in ("Y", "DE", "CE"):
        found = years(base, steps * {"Y": 1, "DE": 10, "CE": 100}[unit])
        if unit != "Y" and found is not None and found.year is not None:
            return (f"{found.year:04}"[: 3 if unit == "DE" else 2], None)
    elif unit in ("MO", "Q"):
        found = months(base, steps * (3 if unit == "Q" else 1))
    elif unit in ("W", "2W"):
        return week(base, steps * (2 if unit == "2W" else 1)), days(base, 7 * steps * (2 if unit == "2W" else 1))
    elif unit == "D":
        found = days(base, steps)
    return (found.value if found else None), found


def ago(p: Parts) -> list[Time]:
    """As in "two years ago", "ten days ago", "an hour ago"."""
    number, unit = counted(p), p.unit
    kind = "TIME" if unit in _CLOCK_UNITS else "DATE"
    if number is None or unit in _CLOCK_UNITS:
        return p.make(kind, "PAST_REF", 0.8)  # type: ignore[arg-type]
    value, day = moved(p.scene.base, unit, -number)
    return p.make("DATE", value, 0.85 if value else 0.4, None if unit in ("W", "2W") else day)


def from_now(p: Parts) -> list[Time]:
    """As in "three years from now"."""
    number, unit = counted(p), p.unit
    if number is None or unit in _CLOCK_UNITS:
        return p.make("DATE", "FUTURE_REF", 0.7)
    value, day = moved(p.scene.base, unit, number)
    return p.make("DATE", value, 0.8 if value else 0.4, day)


def _told(scene: Scene, word: int, unit: str) -> Day | None:
    """What was told last, fine enough for a unit."""
    if unit in ("Y", "DE", "CE"):
        return scene.last(word, NEAR_YEAR, "year")
    return scene.last(word, NEAR_DAY, "month" if unit in ("MO", "Q") else "day")


def later(p: Parts) -> list[Time]:
    """As in "two years later", "a day earlier", "three days after": from what was told last."""
    number, unit = counted(p), p.unit
    way = p.number("eb") or 1
    high = p.high
    if p.places("b") and not _alone(p.scene, high):  # "three days before the vote": how long, from an event
        made = p.make("DURATION", length(unit, number), 0.75)
        return [replace(made[0], high=high - 1, mod=None)]
    if unit in _CLOCK_UNITS or number is None:
        return [replace(t, mod=None) for t in p.make("DATE", None, 0.4)]
    value, day = moved(_told(p.scene, p.low, unit), unit, way * number)
    return [replace(t, mod=None) for t in p.make("DATE", value, 0.7 if value else 0.4, day)]


def _alone(scene: Scene, word: int) -> bool:
    """Whether what comes next is no event that "the day before" could be counted from."""
    return scene.letters[word : word + 1] in ("", ",", ".", "k") or scene.lower(word) in (
        ";", ":", ")", "!", "?", "”", '"', "when", "in", "at", "but", "as", "by", "with", "on", "had", "was", "were", "for",
    )  # fmt: skip


def day_before(p: Parts) -> list[Time]:
    """As in "the day before", "the night before", "the year after"."""
    way = p.number("b") or 1
    part = p.value("P") or ""
    if p.shaped.shape == "day_before_day":
        base = days(p.scene.base, way * 2) if p.scene.base else None
        return p.time(base, 0.95 if base else 0.4)
    if not _alone(p.scene, p.high):
        return p.make("DATE" if not part else "TIME", None, 0.3)
    unit = "D" if part else p.unit
    value, day = moved(_told(p.scene, p.low, unit), unit, way)
    return p.make("TIME" if part and value else "DATE", value + part if value else None, 0.7 if value else 0.4, day)


def relative(p: Parts) -> list[Time]:
    """As in "last week", "this year", "next month", "that day", "the following day"."""
    unit, scene = p.unit, p.scene
    if unit in _CLOCK_UNITS:
        return []
    if p.places("U") and not p.places("H"):
        return p.make("DURATION", length(unit, None), 0.6)
    if p.places("A"):
        return _that(p, unit)
    way = p.way or 0
    word = p.word("LN")
    if word in ("following", "subsequent", "ensuing", "preceding", "previous") or (
        word == "next" and (p.word("T") or unit == "D")
    ):
        value, day = moved(_told(scene, p.low, unit), unit, way)
        if value:
            return p.make("DATE", value, 0.7, day)
        if word != "next" or unit == "D":
            return p.make("DATE", None, 0.4)
    if unit == "D":
        if p.word("L") or p.word("H") == "current":
            return []
        return p.time(scene.base, 0.6) if way == 0 and p.word("H") == "this" else p.make("DATE", None, 0.3)
    return _near(p, unit, way)


def _near(p: Parts, unit: str, way: int) -> list[Time]:
    """A period counted from the publication."""
    base = p.scene.base
    if base is None:
        return p.make("DATE", {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[way], 0.5)
    if unit == "WE":
        return p.make("DATE", weekend(base, way, p.tense), 0.7)
    if unit == "Q":
        return p.make("DATE", quarter(base, way), 0.8)
    value, day = moved(base, unit, way)
    keep = None if unit in ("W", "2W") else day
    return p.make("DATE", value, 0.9 if value else 0.4, keep)


def _that(p: Parts, unit: str) -> list[Time]:
    before = _told(p.scene, p.low, unit)
    value, day = moved(before, unit, 0)
    return p.make("DATE", value, 0.75 if value else 0.4, day)


def weekend(base: Day, way: int, tense: int) -> str | None:
    """As in "last weekend", "this weekend", "the weekend"."""
    if base.date is None:
        return None
    if way == 0 and tense < 0 and base.date.isoweekday() < 5:
        way = -1
    if way < 0 and base.date.isoweekday() > 5:
        way = -1
    value = week(base, way)
    return f"{value}-WE" if value else None


def quarter(base: Day, way: int) -> str | None:
    """The quarter before, of, or after a day."""
    if base.year is None or base.month is None:
        return None
    year, number = divmod(base.year * 4 + (base.month - 1) // 3 + way, 4)
    return f"{year:04}-Q{number + 1}"


def relative_count(p: Parts) -> list[Time]:
    """As in "the past three months", "the next two days"; "the last one" is none."""
    return p.make("DURATION", length(p.unit, counted(p)), 0.9)


def duration(p: Parts) -> list[Time]:
    """As in "three days", "a five-minute walk", "for years", "two and a half weeks"."""
    unit = p.unit
    stop = p.places("uUjz")
    if not stop or not unit:
        return []
    number = counted(p)
    if p.scene.letters[p.low] in "im":
        if p.scene.lower(p.low) not in ("for", "in", "within", "over", "during", "since") or unit == "WE":
            return []
        if p.scene.lower(p.low) != "for":
            return []
        made = p.make("DURATION", length(unit, None), 0.75)
        return [replace(made[0], low=p.low + 1)]
    halves = [n for n in range(stop[0] + 1, p.high) if p.scene.letters[n] == "h"]
    if halves and number is not None:
        number += 0.5
    if unit == "H" and number == 0.5:
        return p.make("DURATION", "PT30M", 0.85)
    return p.make("DURATION", length(unit, number), 0.85)


def comparative_day(p: Parts) -> list[Time]:
    """As in "later that day", "earlier this year", "earlier on Monday", "later in the year"."""
    if p.places("R"):
        return [replace(t, mod=None) for t in deictic(p)]
    unit = p.unit
    if unit in _CLOCK_UNITS:
        return []
    if p.places("A"):
        return [replace(t, mod=None) for t in _that(p, unit)]
    if p.places("H"):
        return _near(p, unit, 0)
    before = _told(p.scene, p.low, unit)
    value, day = moved(before if before else p.scene.base, unit, 0)
    return p.make("DATE", value, 0.6 if value else 0.3, day)


def stage_of_the(p: Parts) -> list[Time]:
    """As in "the end of the month", "the start of this year", "mid-week"."""
    if p.unit in _CLOCK_UNITS or p.unit in ("D", "DE", "CE", "ML", ""):
        return _that(p, "D") if p.unit == "D" else []
    if p.places("A"):
        return _that(p, p.unit)
    return [replace(t, score=min(t.score, 0.7)) for t in _near(p, p.unit, p.way or 0)]


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


def every(p: Parts) -> list[Time]:
    """As in "every Friday", "each year", "every two weeks", "on Sundays"."""
    if p.places("w"):
        return p.make("SET", f"XXXX-WXX-{p.number('w')}", 0.85)
    if p.places("W"):
        return p.make("SET", f"XXXX-WXX-{p.number('W')}", 0.9)
    if p.places("M"):
        return p.make("SET", f"XXXX-{p.number('M') or 0:02}", 0.9)
    if p.places("S"):
        return p.make("SET", f"XXXX-{p.value('S')}", 0.9)
    if p.places("P"):
        return p.make("SET", p.value("P"), 0.85)
    return p.make("SET", length(p.unit, p.number("tOnd") or 1), 0.9)


def frequency(p: Parts) -> list[Time]:
    """As in "daily", "annual"."""
    return p.make("SET", p.value("D"), 0.75)


def named_quarter(p: Parts) -> list[Time]:
    """As in "the first quarter of 2030", "Q1", "the last quarter"."""
    if p.shaped.letters.replace("T", "")[:1] in "LNH" and not p.places("OoJ"):
        base = p.scene.base
        value = quarter(base, p.way or 0) if base else None
        return p.make("DATE", value, 0.7)
    number = 2 if p.word("u") == "second" and not p.places("OoJ") else p.number("OoJ")
    if not number or number > 4:
        return []
    return _in_year(p, f"Q{number}", 3 * number)


def named_half(p: Parts) -> list[Time]:
    """As in "the second half of 2030"."""
    number = p.number("Oo") or 2
    return _in_year(p, f"H{number}", 6 * number) if number <= 2 else []


def _in_year(p: Parts, tail: str, last_month: int) -> list[Time]:
    """A part of a year, of the year that is said or of the last year in which it was over."""
    if p.places("y") or [n for n in p.places("u") if p.scene.lower(n) == "year"]:
        year = p.year
        if year is None and p.places("y"):
            return []
    else:
        base = p.scene.base
        year = None
        if base is not None and base.year is not None and base.month is not None:
            year = base.year - (p.tense <= 0 and last_month >= base.month + 3)
    prefix = "FY" if p.places("x") else ""
    return p.make("DATE", f"{prefix}{year:04}-{tail}" if year else f"XXXX-{tail}", 0.8 if year else 0.6)


def fiscal(p: Parts) -> list[Time]:
    """As in "fiscal 2030", "FY 2031"."""
    number = p.number("y") or p.number("df")
    if number is None:
        return []
    return p.make("DATE", f"FY{number if number > 99 else number + 2000}", 0.85)


def century(p: Parts) -> list[Time]:
    """As in "the 19th century", "the late twentieth century"."""
    number = p.number("Oo")
    if not number and p.places("u"):
        number = 2
    if p.places("n"):
        number = (number or 0) + (p.number("n") or 0)
    if not number or number > 30:
        return []
    return p.make("DATE", f"{number - 1:02}", 0.9)


def decade(p: Parts) -> list[Time]:
    """As in "the 1990s", "the nineties", "the early 1960s"; ages ("in his 80s") are none."""
    if p.scene.lower(p.low - 1) in ("his", "her", "their", "my", "our", "your", "mid", "early", "late"):
        return []
    if p.places("y"):
        word = p.word("y") or ""
        return p.make("DATE", word[:3], 0.85) if word.endswith("0") and p.scene.lower(p.high - 1) == "s" else []
    word = p.word("9") or ""
    digits = word.rstrip("s")
    if digits.isdecimal():
        if digits.endswith("00") and len(digits) == 4:
            return p.make("DATE", digits[:3] if digits[:2] == "20" else digits[:2], 0.8)
        return p.make(
            "DATE", digits[:3] if len(digits) == 4 else f"{'20' if digits in ('00', '10') else '19'}{digits[0]}", 0.85
        )
    if not p.places("T"):
        return []
    return p.make("DATE", f"19{p.value('9')}", 0.8)


def season(p: Parts) -> list[Time]:
    """As in "last summer", "the winter of 2029", "this spring"."""
    name, base = p.value("S"), p.scene.base
    if p.places("y") or p.places("u"):
        return p.make("DATE", f"{p.year:04}-{name}" if p.year else f"XXXX-{name}", 0.85)
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[name or "SP"]
    if not p.places("LNHA"):
        if p.scene.letters[p.low] != "T" or name == "SP" or p.word("S") == "fall":
            return []
        year = p.scene.year_in_sentence(p.low)
        return p.make("DATE", f"{year:04}-{name}" if year else f"XXXX-{name}", 0.5)
    if p.places("A"):
        before = p.scene.last(p.low, NEAR_YEAR, "year")
        return p.make("DATE", f"{before.year:04}-{name}" if before and before.year else f"XXXX-{name}", 0.6)
    if base is None or base.year is None:
        return p.make("DATE", f"XXXX-{name}", 0.6)
    at = base.month or 6
    way = p.way or 0
    year = base.year
    if way < 0:
        year -= middle + 1 >= at
    elif way > 0:
        year += middle <= at + 1
    elif p.tense < 0 and middle > at + 2:
        year -= 1
    return p.make("DATE", f"{year:04}-{name}", 0.75)


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


def the_weekend(p: Parts) -> list[Time]:
    """As in "over the weekend": the one before, in the past tense."""
    return _near(p, "WE", 0) if p.unit == "WE" else []
