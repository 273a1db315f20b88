"""All times of a text, in order: shapes resolved one after another, joined where two are one, with their modifiers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from sayso.ground.context import Context
from sayso.ground.timex import moments, named, periods, points
from sayso.ground.timex.calendar import Day, days, published, weekday
from sayso.ground.timex.lexicon import lexicon
from sayso.ground.timex.parts import Parts, Time
from sayso.ground.timex.scene import Scene, anchor, scene
from sayso.ground.timex.shapes import letters, shaped
from sayso.ground.timex.vetoes import vetoed

_RESOLVE: dict[str, Callable[[Parts], list[Time]]] = {
    "written": points.in_digits,
    "holiday": points.holiday,
    "month_days_year": points.day_and_day,
    "days_month": points.day_and_day,
    "month_day_year": points.day_of_month,
    "day_month_year": points.day_of_month,
    "month_day_relative": points.day_of_month,
    "day_month_relative": points.day_of_month,
    "month_day": points.day_of_month,
    "day_month": points.day_of_month,
    "month_year": points.month,
    "month_relative": points.month,
    "relative_month": points.month,
    "month": points.month,
    "juche": points.juche,
    "fiscal": named.fiscal,
    "quarter": named.named_quarter,
    "half": named.named_half,
    "century": named.century,
    "decade": named.decade,
    "season": named.season,
    "era": points.era,
    "year_range": points.year_and_year,
    "the_year": points.year,
    "year": points.year,
    "every": periods.every,
    "ago": periods.ago,
    "from_now": periods.from_now,
    "later": periods.later,
    "day_before_day": periods.day_before,
    "day_before": periods.day_before,
    "comparative_day": periods.comparative_day,
    "stage_of_the": periods.stage_of_the,
    "relative_count": periods.relative_count,
    "relative": periods.relative,
    "weekend": periods.the_weekend,
    "weekday": points.on_weekday,
    "deictic": moments.deictic,
    "this_part": moments.this_part,
    "present": moments.present,
    "duration": periods.duration,
    "frequency": periods.frequency,
    "day_only": points.day_only,
    "clock": moments.clock,
    "part": moments.part,
}

#: Words before an expression, and the modifier that they give it: of a point, of a length, of "… ago".
_MODS = {
    "about": ("APPROX", "APPROX", "APPROX"),
    "around": ("APPROX", "APPROX", "APPROX"),
    "roughly": ("APPROX", "APPROX", "APPROX"),
    "approximately": ("APPROX", "APPROX", "APPROX"),
    "circa": ("APPROX", "APPROX", "APPROX"),
    "some": (None, "APPROX", "APPROX"),
    "nearly": ("APPROX", "LESS_THAN", "AFTER"),
    "almost": ("APPROX", "LESS_THAN", "AFTER"),
    "more than": (None, "MORE_THAN", "BEFORE"),
    "over": (None, "MORE_THAN", "BEFORE"),
    "less than": (None, "LESS_THAN", "AFTER"),
    "under": (None, "LESS_THAN", None),
    "at least": (None, "EQUAL_OR_MORE", "ON_OR_BEFORE"),
    "at most": (None, "EQUAL_OR_LESS", "ON_OR_AFTER"),
    "up to": (None, "EQUAL_OR_LESS", None),
    "no later than": ("ON_OR_BEFORE", None, None),
    "no earlier than": ("ON_OR_AFTER", None, None),
    "before": ("BEFORE", None, None),
    "after": ("AFTER", None, None),
    "since": ("ON_OR_AFTER", None, None),
    "until": ("ON_OR_BEFORE", None, None),
    "till": ("ON_OR_BEFORE", None, None),
    "by": ("ON_OR_BEFORE", None, None),
}
#: Words of these modifiers that belong to the expression itself, as in TIMEX3: "about three days".
_INSIDE = frozenset("about around roughly approximately nearly almost over under some".split()) | {
    "more than", "less than", "at least", "at most", "up to"
}  # fmt: skip
_BETWEEN = frozenset(", on at local time gmt utc est edt the of around about in".split())
#: A clock time is of the day that was told so many words before it: "shot on Monday. Police came at 7:40 p.m."
_SAME_DAY = 40
#: A dateline stands in the first words of a report.
_HEAD = 90
_OF_DATELINES = frozenset(("written", "month_day_year", "day_month_year", "month_day", "day_month"))
_WHOLE_DAY = re.compile(r"(?:\d{4}|XXXX)-(?:\d\d-\d\d|WXX-\d)")


def times(at: Context) -> tuple[list[Time], Scene]:
    """The times of a report in order of the text, none overlapping, and the scene that they were resolved in."""
    known = letters(at)
    of = scene(at, known.letters, lexicon().values)
    out: list[Time] = []
    for one in shaped(known):
        parts = Parts(one, of)
        if vetoed(parts) or one.shape not in _RESOLVE:
            continue
        for time in _RESOLVE[one.shape](parts):
            if out and time.low < out[-1].high:
                continue
            _same_year(of, out, time)
            time = _onward(of, out, time)
            out.append(time)
            if time.day is not None:
                of.story.append((time.low, time.day))
                _take_dateline(of, time)
    return [_modified(of, time) for time in _joined(of, out)], of


def _take_dateline(of: Scene, time: Time) -> None:
    """Counts from the date of a dateline, or of a line near the top that is little more than a date."""
    at = of.at
    if time.low > _HEAD or time.day is None or len(of.story) > 3 or time.shape not in _OF_DATELINES:
        return
    if time.open_year and of.base is not None and of.base.date is not None:
        return
    line = at.reading.line_of
    alone = int((line[: _HEAD * 2] == line[time.low]).sum()) <= time.high - time.low + 6
    first = time.low == 0 or line[time.low - 1] != line[time.low] or of.letters[time.low - 1] == "-"
    segment = at.segment(int(at.starts[time.low]))
    if (first and (alone or (time.low > 0 and not time.open_year))) or (
        segment is not None and segment.kind in ("dateline", "byline")
    ):
        anchor(of, time.day)


def _same_year(of: Scene, out: list[Time], time: Time) -> None:
    """As in "January 23 to March 9 2014": the first has the year of the second."""
    if not out or not out[-1].open_year or time.open_year or time.day is None or time.day.year is None:
        return
    last = out[-1]
    if last.day is None or time.day.month is None or last.day.month is None or time.shape == "written":
        return
    gap = of.letters[last.high : time.low]
    if gap.strip("T") not in ("-", "k") or (last.day.month, last.day.day or 0) > (time.day.month, time.day.day or 31):
        return
    day = replace(last.day, year=time.day.year)
    out[-1] = replace(last, day=day, value=day.value, open_year=False, score=0.95)
    of.story[-1] = (last.low, day)


def _onward(of: Scene, out: list[Time], time: Time) -> Time:
    """The end of "Monday to Friday": the first Friday after that Monday."""
    last = out[-1] if out else None
    if last is None or last.shape != "weekday" or time.shape != "weekday" or not last.day or not time.day:
        return time
    if of.letters[last.high : time.low] != "-" or time.high != time.low + 1 or not time.day.date:
        return time
    day = weekday(last.day, time.day.date.isoweekday(), 1)
    return replace(time, day=day, value=day.value if day else None)


def _joined(of: Scene, found: list[Time]) -> list[Time]:
    """A clock time and its day as one: "5 p.m. on Tuesday", "the night of April 28", "Tuesday at dawn"."""
    out: list[Time] = []
    for time in found:
        last = out[-1] if out else None
        if last is not None and _near(of, last, time):
            clock, day = (last, time) if last.shape in ("clock", "part") else (time, last)
            if clock.shape in ("clock", "part") and day.shape not in ("clock", "part") and day.value:
                head = day.value.split("T")[0]
                if _WHOLE_DAY.fullmatch(head):
                    value = head + _hour(clock.value or "", day.value, of.at.lower[clock.low : clock.high])
                    out[-1] = Time(last.low, time.high, "clock", "TIME", value, None, min(0.9, day.score), day.day)
                    continue
        out.append(time)
    told: list[Time] = []
    for time in out:
        own = _on_its_own(of, time)
        if own is not None:
            told.append(_past_midnight(of, told[-1], _that_day(of, told[-1], own)) if told else own)
    return told


#: Between the two ends of a stretch of time.
_ENDS = frozenset("to until till through - – — ending ended ends when before lasted lasting continued then".split())
#: Between two times of which the second is told as the earlier one.
_EARLIER = frozenset("after earlier since followed following began".split())
#: In the evening from this hour on, and in the small hours before that one: a stretch from one to the other passes
#: midnight.
_EVENING, _MORNING = 17, 10


def _that_day(of: Scene, last: Time, time: Time) -> Time:
    """A clock time of a weekday told in its sentence, where nobody knows the date of that day."""
    value = time.value or ""
    if value[:11] != "XXXX-XX-XXT" or time.low - last.high > _SAME_DAY or last.low < of.at.sentence(time.low)[0]:
        return time
    head = (last.value or "").split("T")[0]
    return replace(time, value=head + value[10:]) if head[:4] == "XXXX" and _WHOLE_DAY.fullmatch(head) else time


def _past_midnight(of: Scene, last: Time, time: Time) -> Time:
    """The end of "10 p.m. to 2 a.m.": on the day after."""
    start, value = last.value or "", time.value or ""
    hours = [int(v[11:13]) if v[10:11] == "T" and v[11:13].isdecimal() else -1 for v in (start, value)]
    if time.shape != "clock" or start[:10] != value[:10] or not (hours[0] >= _EVENING and 0 <= hours[1] < _MORNING):
        return time
    between = of.at.lower[last.high : time.low]
    if last.low < of.at.sentence(time.low)[0] or _ENDS.isdisjoint(between) or not _EARLIER.isdisjoint(between):
        return time
    if time.day is not None:
        return time  # it has a day of its own
    if value[:8] == "XXXX-WXX":
        return replace(time, value=f"{value[:9]}{int(value[9]) % 7 + 1}{value[10:]}")
    known = days(day, 1) if (day := published(value[:10])) is not None else None
    return replace(time, value=known.value + value[10:], day=known) if known is not None else time


def _hour(clock: str, day: str, words: tuple[str, ...]) -> str:
    """A clock time on its day: "6:30 last night" is in the evening, as the day's part says."""
    late = day.endswith(("TAF", "TEV", "TNI")) and not any(word[-1:] == "m" for word in words)
    if late and clock[1:3].isdecimal() and 4 <= int(clock[1:3]) < 12:
        return f"T{int(clock[1:3]) + 12:02}{clock[3:]}"
    return clock


def _near(of: Scene, last: Time, time: Time) -> bool:
    gap = of.at.lower[last.high : time.low]
    line = of.at.reading.line_of
    return len(gap) <= 4 and all(w in _BETWEEN for w in gap) and line[last.low] == line[time.low]


def _place(told: tuple[int, Day]) -> int:
    return told[0]


def _on_its_own(of: Scene, time: Time) -> Time | None:
    """A clock time without a day: of the day told shortly before it, else of one that is not known."""
    if time.shape not in ("clock", "part") or (time.value or "")[:1] != "T":
        return time
    start = of.at.sentence(time.low)[0]
    stop = bisect_left(of.story, time.low, key=_place)
    told = of.story[max(0, stop - 5) : stop]
    near = [
        (word, day)
        for word, day in told
        if day.date and time.low - word <= _SAME_DAY and of.lower(word - 1) not in ("since", "until", "till")
    ]
    word, before = near[-1] if near else (-1, None)
    same = before is not None and word >= start
    vague = time.shape == "part" and not (time.value or "")[1:2].isdecimal()  # but noon and midnight
    if vague and not (same and of.letters[time.low - 1 : time.low] in ("i", "m")):
        return None
    value = f"{before.value if before else 'XXXX-XX-XX'}{time.value}"
    return replace(time, value=value, score=0.7 if same else 0.5)


def _modified(of: Scene, time: Time) -> Time:
    """With the modifier that the words before it give, and those words, where they belong to it."""
    if time.mod is not None or time.type == "SET" or time.shape == "relative_count" or "_REF" in (time.value or ""):
        return time
    if time.shape in ("relative", "deictic", "weekend", "this_part", "comparative_day") and "about" in of.lower(
        time.low - 1
    ):
        return time
    column = 2 if time.shape == "ago" else 1 if time.type == "DURATION" else 0
    for size in (3, 2, 1):
        words = " ".join(of.at.lower[max(0, time.low - size) : time.low])
        if words in _MODS and len(words.split()) == size:
            mod = _MODS[words][column]
            if (
                words == "over"
                and column == 1
                and of.lower(time.low - 2) not in ("for", "just", "well", "lasting", "of")
            ):
                return time  # "over two days" is how long it went on
            if mod is None:
                return time
            low = (
                time.low - size
                if words in _INSIDE and (column or words in ("about", "around", "roughly"))
                else time.low
            )
            if of.at.reading.sentence_of[low] != of.at.reading.sentence_of[time.low]:
                return time
            return replace(time, low=low, mod=mod)
    return time
