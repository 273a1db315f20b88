"""What is counted in units: "last week", "two years ago", "the day before", "for three days", "every Friday"."""

from __future__ import annotations

from dataclasses import replace

from sayso.ground.timex.calendar import Day, days, months, week, years
from sayso.ground.timex.moments import deictic
from sayso.ground.timex.named import quarter, weekend
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
    if unit == "Y" and number != int(number):
        unit, number = "MO", number * 12
    steps = int(number)
    if base is None or steps != number or abs(steps) > 5000:
        return None, None
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
        return [replace(t, mod=None) for t in p.make("TIME" if unit in _CLOCK_UNITS else "DATE", None, 0.4)]
    value, day = moved(_told(p.scene, p.low, unit), unit, way * number)
    return [replace(t, mod=None) for t in p.make("DATE", value, 0.7 if value else 0.4, day)]


_NO_EVENT = frozenset('; : ) ! ? ” " when in at but as by with on had was were for'.split())


def _alone(scene: Scene, word: int) -> bool:
    """Whether what comes next is no event that "the day before" could be counted from."""
    return scene.letters[word : word + 1] in ("", ",", ".", "k") or scene.lower(word) in _NO_EVENT


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


_DURING = frozenset("in over during within for throughout".split())


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
    if (
        word in ("past", "last", "next", "coming")
        and p.word("T")
        and scene.lower(p.low - 1) in _DURING
        and unit != "WE"
    ):
        return p.make("DURATION", length(unit, 1), 0.8)
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
        return p.make("DATE", None if p.stage else {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[way], 0.5)
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
        if p.scene.lower(p.low) != "for" or unit == "WE":
            return []
        made = p.make("DURATION", length(unit, None), 0.75)
        return [replace(made[0], low=p.low + 1)]
    halves = [n for n in range(stop[0] + 1, p.high) if p.scene.letters[n] == "h"]
    if halves and number is not None:
        number += 0.5
    ends = [n for n in range(p.low + 1, stop[0]) if p.scene.lower(n) in ("to", "or")]
    if ends and number is not None:  # "three to four hours": at most four
        return [replace(t, mod="EQUAL_OR_LESS") for t in p.make("DURATION", length(unit, number), 0.75)]
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


def the_weekend(p: Parts) -> list[Time]:
    """As in "over the weekend": the one before, in the past tense."""
    return _near(p, "WE", 0) if p.unit == "WE" else []
