"""Periods that have a name: quarters, halves and fiscal years, seasons, decades, centuries, weekends."""

from __future__ import annotations

from sayso.ground.timex.calendar import Day, week
from sayso.ground.timex.parts import Parts, Time
from sayso.ground.timex.scene import NEAR_YEAR


def weekend(base: Day, way: int, tense: int) -> str | None:
    """As in "last weekend", "this weekend", "the weekend"."""
    if base.date is None:
        return None
    if way == 0 and (base.date.isoweekday() < 5 if tense < 0 else tense == 0 and base.date.isoweekday() < 3):
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
    joined = p.word("Y")
    number = int(joined[2:]) if joined else p.number("y") or p.number("df")
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
    if _degrees(p):
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


#: Beside "60s" that are of heat and cold, not of a century.
_WARM = frozenset("highs lows temperature temperatures degrees low upper lower high teens".split())


def _degrees(p: Parts) -> bool:
    """Whether "the upper 60s" tell how warm it is: of two digits, with a word of weather a little before."""
    word = p.word("9") or ""
    near = p.scene.at.lower[max(p.scene.at.sentence(p.low)[0], p.low - 8) : p.low]
    return len(word) == 3 and word[:2].isdecimal() and not _WARM.isdisjoint(near)


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
    elif p.tense < 0 and middle > at + 5:
        year -= 1
    return p.make("DATE", f"{year:04}-{name}", 0.75)
