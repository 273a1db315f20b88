"""A time axis for charts that are drawn as a page is made: where a moment stands, and which ticks people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from sayso.compare.times import stretch
from sayso.show.wording import MONTHS

__all__ = ["Axis", "When", "axis_of", "when"]

#: What stands further from the middle of a story than this has no place on its axis: no story links reports over more,
#: and one date in the far past would leave no room for all others.
_FAR = timedelta(days=400)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class When:
    """A time as a chart draws it."""

    start: datetime
    end: datetime  # the same as `start` for a moment
    earliest: datetime  # with every clock on Earth: a day may have begun earlier elsewhere, and ended later
    latest: datetime

    @property
    def middle(self) -> datetime:
        """Where its mark stands."""
        return self.start + (self.end - self.start) / 2


def when(time: str | None, *, longest: timedelta = timedelta(days=32)) -> When | None:
    """The time of a text as precise as it is given; None where it has none, or one of more than `longest`."""
    found = stretch(time)
    if found is None:
        return None
    low, high = found
    if low == high:
        return When(low, low, low, high)
    start, end = low + 14 * _HOUR, high - 12 * _HOUR
    if end - start > longest:
        return None
    return When(start, end, low, high)


@dataclass(frozen=True, slots=True)
class Axis:
    """From when to when a chart goes, and between which points of its width."""

    start: datetime
    end: datetime
    left: float
    right: float

    def x(self, moment: datetime) -> float:
        """Where a moment stands; one outside stands at the edge."""
        share = (moment - self.start) / (self.end - self.start)
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)

    def holds(self, time: When) -> bool:
        """Whether a time stands on the axis."""
        return self.start <= time.middle <= self.end

    def ticks(self) -> list[tuple[float, str]]:
        """Where lines stand, and what is written there: days by day and month, hours by the clock (UTC)."""
        span = self.end - self.start
        if span > 300 * _DAY or span / _DAY > 7 * _MOST_TICKS:
            return self._months()
        for step in (_HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, 2 * _DAY, 7 * _DAY):
            if span / step <= _MOST_TICKS:
                break
        first = self.start.replace(hour=0, minute=0, second=0, microsecond=0)
        out = []
        for n in range(int((self.end - first) / step) + 1):
            moment = first + n * step
            if self.start <= moment <= self.end:
                at_day = step >= _DAY or moment.hour == 0
                out.append((self.x(moment), _date(moment) if at_day else f"{moment:%H:%M}"))
        return out

    def _months(self) -> list[tuple[float, str]]:
        every = [
            datetime(year, month, 1, tzinfo=UTC)
            for year in range(self.start.year, self.end.year + 1)
            for month in range(1, 13)
            if self.start <= datetime(year, month, 1, tzinfo=UTC) <= self.end
        ]
        step = len(every) // _MOST_TICKS + 1
        return [(self.x(month), f"{MONTHS[month.month - 1][:3]} {month.year}") for month in every[::step]]


def axis_of(times: Sequence[When], left: float, right: float) -> Axis | None:
    """The axis of some times, with a little room at both ends; None without any."""
    if not times:
        return None
    middle = median(time.middle.timestamp() for time in times)
    near = [time for time in times if abs(time.middle.timestamp() - middle) <= _FAR.total_seconds()]
    if not near:
        return None
    start, end = min(time.start for time in near), max(time.end for time in near)
    room = max((end - start) / 40, timedelta(minutes=30))
    try:
        return Axis(start - room, end + room, left, right)
    except OverflowError:  # the calendar's first or last day
        return None


def _date(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1][:3]}"
