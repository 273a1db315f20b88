"""Points of the calendar: days, months, years, and the periods that have a name."""

from __future__ import annotations

from dataclasses import replace

from sayso.ground.timex.calendar import FIRST_YEAR, LAST_YEAR, Day, days, nearest, weekday
from sayso.ground.timex.lexicon import lexicon
from sayso.ground.timex.numbers import written
from sayso.ground.timex.parts import Parts, Time
from sayso.ground.timex.scene import NEAR_DAY, NEAR_YEAR

#: A story that was last told of another year's month or day carries that year on over this many words.
_STORY_YEAR = 60
#: Three dates in a row of other years than the publication's, this near, are a history.
_HISTORY = 250


def in_year(p: Parts, month: int, day: int | None) -> tuple[Day, float]:
    """A month or day without its year, in the year that the story, or the publication and the tense, give it."""
    scene = p.scene
    base = scene.base
    told = scene.year_in_sentence(p.low) or _history(p)
    if told is None:
        before = scene.last(p.low, _STORY_YEAR, "month")
        line = scene.at.reading.line_of
        if before is not None and (base is None or before.year != base.year):
            place = next(n for n, d in reversed(scene.story) if d == before)
            told = before.year if line[place] == line[p.low] else None
    if told is not None and (base is None or told != base.year):
        return Day(told, month, day), 0.75
    if base is None or base.year is None:
        return Day(None, month, day), 0.9
    if day is None and scene.lower(p.low - 1) == "the" and scene.lower(p.high) in _POLLS and base.month is not None:
        gap = (month - base.month + 5) % 12 - 5  # "the November election" is the nearer one
        return Day(base.year + (base.month + gap > 12) - (base.month + gap < 1), month), 0.8
    return nearest(month, day, base, p.tense), 0.88


_POLLS = frozenset("election elections vote primary referendum ballot polls midterm midterms runoff".split())


def _history(p: Parts) -> int | None:
    """The year that a story has been in for its last three dates, all of them of other years than the publication's."""
    base = p.scene.base
    last = [day for word, day in p.scene.story[-3:] if p.low - word < _HISTORY]
    if len(last) < 3 or base is None or any(day.year is None or day.year == base.year for day in last):
        return None
    return last[-1].year


def _exists(day: Day) -> bool:
    """Whether a day can be: 30 February is none, of whatever year."""
    return day.day is None or day.month is None or replace(day, year=day.year or 2000).date is not None


def day_of_month(p: Parts) -> list[Time]:
    """A day with its month, and its year where that is said."""
    month, number = p.number("M"), p.number("do")
    if not month or not number:
        return []
    year = p.year
    day, score = (Day(year, month, number), 0.97) if year is not None else in_year(p, month, number)
    if not _exists(day):  # 30 February
        return p.time(None, 0.3)
    return p.time(day, score, open_year=year is None)


def day_and_day(p: Parts) -> list[Time]:
    """As in "May 5-7", "5-7 May 2031": a date for each end."""
    month, ends = p.number("M"), p.places("do")
    if not month or len(ends) < 2:
        return []
    first, last = p.number("do"), p.number("do", 1)
    if not first or not last:
        return []
    year = p.year
    day, score = (Day(year, month, first), 0.95) if year else in_year(p, month, first)
    shape, open_year = p.shaped.shape, year is None
    out = [Time(p.low, ends[0] + 1, shape, "DATE", day.value, None, score, day, open_year)]
    day = replace(day, day=last)
    following = p.scene.at.words[p.high] if p.high < len(p.scene.at.words) else ""
    if (
        open_year
        and following[:1].islower()
        and p.scene.letters[p.high] == " "
        and p.scene.lower(ends[1] - 1).isalpha()
    ):
        return out  # "in May 5 and 7 soldiers"
    return [*out, Time(ends[1], p.high, shape, "DATE", day.value, None, score, day, open_year)]


def month(p: Parts) -> list[Time]:
    """A month: alone, with its year, or "last August"."""
    number = p.number("M")
    if not number:
        return []
    if p.shaped.shape == "relative_month":
        return _relative_month(p, number)
    if p.places("yc") or p.places("LNHA"):
        return p.time(Day(p.year, number), 0.95)
    base = p.scene.base
    if p.word("E") == "beginning" and p.word("m") == "in" and base is not None and base.year and base.month:
        at = p.places("M")[0]  # "talks beginning in June" are to come
        return p.time(nearest(number, None, base, 1), 0.75, low=at, mod=None, open_year=True)
    day, score = in_year(p, number, None)
    return p.time(day, score, open_year=True)


def _relative_month(p: Parts, number: int) -> list[Time]:
    base = p.scene.base
    if p.places("A") or base is None or base.year is None or base.month is None:
        before = p.scene.last(p.low, NEAR_YEAR, "year") if p.places("A") else None
        return p.time(Day(before.year if before else None, number), 0.6)
    way = p.way or 0
    year = base.year - (way < 0 and number >= base.month) + (way > 0 and number <= base.month)
    if way > 0 and p.tense < 0:  # "the following March": after what was told
        before = p.scene.last(p.low, NEAR_YEAR, "month")
        if before and before.year and before.month:
            year = before.year + (number <= before.month)
    return p.time(Day(year, number), 0.85)


def year(p: Parts) -> list[Time]:
    """A year: "2031", "the year 2031"."""
    return p.time(Day(p.year), 0.9) if p.year is not None else []


def year_and_year(p: Parts) -> list[Time]:
    """As in "2014-2017", "1892 – 94": a date for each end."""
    ends = p.places("yfd")
    first, last = p.number("yfd"), p.number("yfd", 1)
    if first is None or last is None or len(ends) < 2:
        return []
    if last < 100:
        last += first // 100 * 100
    out = [Time(p.low, ends[0] + 1, "year_range", "DATE", f"{first}", None, 0.9, Day(first))]
    if not first < last <= LAST_YEAR or last - first > 500:
        return out
    return [*out, Time(ends[1], p.high, "year_range", "DATE", f"{last}", None, 0.9, Day(last))]


def era(p: Parts) -> list[Time]:
    """As in "347 AD", "44 BC"."""
    number, which = p.number("dfcy"), p.value("G")
    if number is None or not 0 < number < 10_000:
        return []
    if which == "BC":
        return p.make("DATE", f"BC{number:04}", 0.9)
    return p.time(Day(number), 0.9) if number <= LAST_YEAR else []


def juche(p: Parts) -> list[Time]:
    """The North Korean count of years: Juche 1 is 1912."""
    number = p.number("dfc")
    return p.time(Day(number + 1911), 0.95) if number and number < 200 else []


def in_digits(p: Parts) -> list[Time]:
    """2031-03-02, 02/03/2031."""
    scene = p.scene
    span = scene.at.span(p.low, p.high)
    found = written(scene.at.report[span], scene.day_first, scene.base.year if scene.base else None)
    if found is None:
        return []
    day, clock, unclear = found
    if not day.year or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return []
    if unclear:
        scene.unclear.append(span)
        return p.time(day, 0.7)
    if clock:
        return p.make("TIME", day.value + clock, 0.97, day)
    return p.time(day, 0.95)


def holiday(p: Parts) -> list[Time]:
    """A feast of a fixed day: "Christmas Day 2030", "9/11"."""
    low = p.places("X")[0]
    words = tuple("'" if w == "’" else w for w in p.scene.at.lower[low : p.high])
    value = next((v for parts, v in lexicon().phrases.get(words[0], ()) if words[: len(parts)] == parts), None)
    if value is None:
        return []
    number, day = int(value[5:7]), int(value[8:10])
    if not value.startswith("X"):
        return p.time(Day(int(value[:4]), number, day), 0.9)
    if p.places("y") or p.places("LNHA"):
        return p.time(Day(p.year, number, day), 0.9)
    found, score = in_year(p, number, day)
    return p.time(found, score - 0.1, open_year=True)


def on_weekday(p: Parts) -> list[Time]:
    """As in "Monday", "last Friday", "Saturday night", "Monday of last week"."""
    scene, number = p.scene, p.number("W")
    if not number:
        return []
    day, score = _weekday(p, number)
    part = p.value("P") or ""
    value = day.value if day else f"XXXX-WXX-{number}"
    if part:
        return [replace(t, day=day) for t in p.make("TIME", value + part, score)]
    made = p.make("DATE", value, score, day)
    return made if scene.base is not None or day else [replace(t, score=0.6) for t in made]


def _weekday(p: Parts, number: int) -> tuple[Day | None, float]:
    scene, base = p.scene, p.scene.base
    units, before = p.places("u"), scene.last(p.low, NEAR_DAY, "day")
    if p.places("A") or (p.places("N") and p.value("N") and p.word("N") in ("following", "subsequent", "ensuing")):
        if before is None:
            return None, 0.5
        if p.places("A"):  # "that Thursday": the one that was told, or the last before it
            told = [d for _, d in scene.story[-8:] if d.date is not None and d.date.isoweekday() == number]
            return (told[-1] if told else weekday(before, number, -1)), 0.7
        return weekday(days(before, 1) or before, number, 1), 0.7
    if base is None or base.date is None:
        return None, 0.6
    if units:
        if p.unit != "W" or p.way is None:
            return None, 0.4
        monday = days(base, 1 - base.date.isoweekday() + 7 * p.way)
        return (days(monday, number - 1) if monday else None), 0.85
    if p.places("L"):
        return weekday(days(base, -1) or base, number, -1), 0.85
    if p.places("N"):
        if p.tense < 0 and before is not None and p.word("T"):
            return weekday(days(before, 1) or before, number, 1), 0.6
        return weekday(days(base, 1) or base, number, 1), 0.8
    if p.places("H"):
        return weekday(base, number, -1 if p.tense < 0 else 1), 0.8
    tense = p.tense
    return weekday(base, number, 1 if tense > 0 else -1), 0.9 if tense else 0.75


def day_only(p: Parts) -> list[Time]:
    """As in "on the 28th": of the month that the story or the publication is in."""
    number = p.number("o")
    if not number or p.scene.lower(p.low) != "on":
        return []
    before = p.scene.last(p.low, NEAR_DAY, "month") or p.scene.base
    low = p.places("To")[0]
    if before is None or before.month is None:
        return [Time(low, p.high, "day_only", "DATE", f"XXXX-XX-{number:02}", None, 0.4)]
    day = Day(before.year, before.month, number)
    return [Time(low, p.high, "day_only", "DATE", day.value, None, 0.6, day)] if _exists(day) else []
