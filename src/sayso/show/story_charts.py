"""A story's charts as inline SVG, drawn when the page is made: they need no script, and print as they stand.

Every chart stands beside the table it was drawn from. Marks are told apart by shape, line and words, never by colour
alone; text is set in the page's own colours, so that it follows light, dark and print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from math import log10
from typing import TYPE_CHECKING

from sayso.compare.nouns import Series, Story, Value
from sayso.show.story_axis import Axis, When, axis_of, when
from sayso.show.story_words import Members, cut, group_in_words, number, scope_in_words, value_in_signs
from sayso.show.wording import NOBODY, many

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["ladder", "timeline"]

_WIDTH = 720.0
#: Reports that have a row each in a timeline; where there are more, a row is an outlet's. Outlets that have one.
_ROWS, _LANES = 40, 40
#: Labels of a ladder, marks in all, and marks of one place that are moved apart.
_LABELS, _MARKS, _HEAP = 12, 200, 6
#: A ladder whose highest number is so many times its lowest has steps of tens.
_TENS = 40
_SHAPES = ("dot", "box", "up", "gem", "down", "cross")


@dataclass(slots=True)
class _Sheet:
    """An SVG that is being drawn."""

    name: str  # begins the ids of its title and description
    height: float
    parts: list[str] = field(default_factory=list)

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        self.parts.append(f'<line class="{kind}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>')

    def box(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        self.parts.append(
            f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{max(width, 1):g}" height="{max(height, 1):g}"/>'
        )

    def text(self, x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> None:
        self.parts.append(
            f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words, quote=False)}</text>'
        )

    def path(self, d: str, kind: str) -> None:
        self.parts.append(f'<path class="{kind}" d="{d}"/>')

    def drawn(self, title: str, about: str) -> Markup:
        """The SVG; its title and description are what a screen reader says of it."""
        from markupsafe import Markup

        head = (
            f'<svg class="chart" viewBox="0 0 {_WIDTH:g} {self.height:g}" role="img"'
            f' aria-labelledby="{self.name}-t {self.name}-d" xmlns="http://www.w3.org/2000/svg">'
            f'<title id="{self.name}-t">{escape(title, quote=False)}</title>'
            f'<desc id="{self.name}-d">{escape(about, quote=False)}</desc>'
        )
        return Markup(head + "".join(self.parts) + "</svg>")  # noqa: S704  every text in it is escaped above


# --- when what was published, and what was taken from what


def timeline(story: Story, members: Members) -> Markup | None:
    """When each report was published: a dot for a moment, a bar for a day; an arrow leads from a text to its copy.

    Reports without a date, and one in the far past or future, have no place in it. None where fewer than two have one.
    """
    placed = {told.report: found for told in story.reports if (found := when(told.published))}
    left = 196.0
    axis = axis_of(list(placed.values()), left, _WIDTH - 14)
    if axis is None:
        return None
    placed = {id: time for id, time in placed.items() if axis.holds(time)}
    if len(placed) < 2:
        return None
    single = len(placed) <= _ROWS
    rows = _rows(story, members, placed, single)
    step, top = 19.0, 26.0
    sheet = _Sheet("timeline", top + step * len(rows) + 8)
    _grid(sheet, axis, top, sheet.height - 8)
    at: dict[str, float] = {}
    for n, (label, ids) in enumerate(rows):
        y = top + step * (n + 0.5)
        sheet.text(left - 12, y + 4, label, "name", "end")
        for id in ids:
            at[id] = y
            _time(sheet, axis, placed[id], y)
    if single:
        for copy in story.copies:
            if copy.report in at and copy.of in at:
                _arrow(sheet, axis, placed[copy.of], at[copy.of], placed[copy.report], at[copy.report])
    about = "A dot is a time that is known to the minute, a bar a day or a month that is not known closer."
    if single and story.copies:
        about += " An arrow leads from a text to what was taken from it."
    return sheet.drawn(f"When {many(len(placed), 'report')} were published", about)


def _rows(story: Story, members: Members, placed: dict[str, When], single: bool) -> list[tuple[str, list[str]]]:
    order = [told.report for told in story.reports if told.report in placed]
    if single:
        return [(f"{cut(members.outlet(id), 25)} ({members.numbers[id]})", [id]) for id in order]
    lanes: dict[str, list[str]] = {}
    for id in order:
        lanes.setdefault(members.outlet(id), []).append(id)
    most = sorted(lanes, key=lambda outlet: -len(lanes[outlet]))[:_LANES]
    rows = [(f"{cut(outlet, 25)} ({len(ids)})", ids) for outlet, ids in lanes.items() if outlet in most]
    rest = [id for outlet, ids in lanes.items() if outlet not in most for id in ids]
    return [*rows, *([(f"{len(lanes) - len(most)} more outlets", rest)] if rest else [])]


def _time(sheet: _Sheet, axis: Axis, time: When, y: float) -> None:
    if time.earliest < time.latest:
        sheet.line(axis.x(time.earliest), y, axis.x(time.latest), y, "maybe")
    if time.start == time.end:
        _mark(sheet, "dot", axis.x(time.start), y, "full")
        return
    low, high = axis.x(time.start), axis.x(time.end)
    sheet.box(low, y - 4, high - low, 8, "day")


def _arrow(sheet: _Sheet, axis: Axis, start: When, y1: float, end: When, y2: float) -> None:
    """Down from a text to the row of its copy, and there to its mark."""
    x1, x2 = axis.x(start.middle), axis.x(end.middle)
    down = 1 if y2 > y1 else -1
    if x2 - x1 > 14:
        tip = x2 - 7
        sheet.path(f"M{x1:g} {y1 + 5 * down:g}V{y2:g}H{tip:g}m-5 -3.5l5 3.5l-5 3.5", "copied")
    else:
        tip = y2 - 7 * down
        sheet.path(
            f"M{x1:g} {y1 + 5 * down:g}L{x2:g} {tip:g}m-3.5 {-5 * down:g}l3.5 {5 * down:g}l3.5 {-5 * down:g}", "copied"
        )


def _grid(sheet: _Sheet, axis: Axis, top: float, bottom: float) -> None:
    last = -100.0
    for x, words in axis.ticks():
        sheet.line(x, top - 6, x, bottom, "grid")
        if x - last > 52:
            sheet.text(x, top - 10, words, "tick", "middle" if x < axis.right - 24 else "end")
            last = x


# --- how a figure moved


@dataclass(frozen=True, slots=True)
class _Mark:
    value: Value
    x: float
    low: float  # of the value itself
    high: float
    reach: tuple[float, float] | None = None  # from where to where its day or month goes

    @property
    def at(self) -> float:
        return (self.low + self.high) / 2


def ladder(name: str, series: Series, members: Members) -> Markup | None:
    """How one figure moved: a line for each root, a mark for each value, what stands named at the right.

    A value stands at the day that it holds for, where its report says one, else at when it was published; without
    either it stands apart. None where fewer than two numbers would be drawn.
    """
    values = [value for value in series.values if _ends(value)][:_MARKS]
    if len({_ends(value) for value in values}) < 2:
        return None
    times = {n: found for n, value in enumerate(values) if (found := _moment(value))}
    left, right = 46.0, 424.0
    axis = axis_of(list(times.values()), left + 10, right - 10)
    undated = [n for n in range(len(values)) if axis is None or n not in times or not axis.holds(times[n])]
    apart = right + 34
    tall = 150 + 4 * min(len(values), 15)
    scale = _Scale([end for value in values for end in _ends(value) or ()], 34.0, 34.0 + tall)
    marks = []
    for n, value in enumerate(values):
        low, high = _ends(value) or (0.0, 0.0)
        if axis is None or n in undated:
            marks.append(_Mark(value, apart, low, high))
        else:
            start, end = axis.x(times[n].start), axis.x(times[n].end)
            marks.append(_Mark(value, axis.x(times[n].middle), low, high, (start, end) if start < end else None))
    marks = _side_by_side(marks)
    sheet = _Sheet(name, scale.bottom + 16)
    for tick in scale.ticks():
        sheet.line(left, scale.y(tick), right, scale.y(tick), "grid")
        sheet.text(left - 6, scale.y(tick) + 4, number(tick), "tick", "end")
    if axis is not None and len(undated) < len(values):
        _grid(sheet, axis, 26.0, scale.bottom)
    if undated:
        sheet.text(apart, 16, "no date", "tick", "middle")
    if series.low is not None and series.high is not None:
        low, high = scale.y(series.low), scale.y(series.high)
        sheet.box(left, high - 1, right - left, low - high + 2, "stands")
    roots = list(dict.fromkeys(mark.value.root for mark in sorted(marks, key=lambda m: (not _stands(m.value), -m.at))))
    for n, root in enumerate(roots):
        _root(sheet, scale, [m for m in marks if m.value.root == root], _SHAPES[min(n, 5)], right)
    _labels(sheet, scale, marks, roots, apart + 22)
    about = (
        "Each line is one source’s word over time; a bar through a mark is a day that is not known closer. Filled "
        "marks stand, hollow ones were superseded, crossed ones were withdrawn. The table below has every value."
    )
    return sheet.drawn(f"{group_in_words(series)}, {scope_in_words(series)}".capitalize(), about)


def _side_by_side(marks: Sequence[_Mark]) -> list[_Mark]:
    """Marks of one time and one number, moved beside each other so that each can be seen."""
    heaps: dict[tuple[float, float], list[_Mark]] = {}
    for mark in marks:
        heaps.setdefault((mark.x, mark.at), []).append(mark)
    moved = {
        id(mark): replace(mark, x=mark.x + 11 * (n - (len(heap) - 1) / 2))
        for heap in heaps.values()
        if 1 < len(heap) <= _HEAP
        for n, mark in enumerate(heap)
    }
    return [moved.get(id(mark), mark) for mark in marks]


def _ends(value: Value) -> tuple[float, float] | None:
    low = value.low if value.low is not None else value.high
    high = value.high if value.high is not None else value.low
    return None if low is None or high is None else (low, high)


def _moment(value: Value) -> When | None:
    """Where a value stands in time: the day it holds for, where that is a day; else when it was published."""
    return when(value.as_of) or when(value.published)


def _stands(value: Value) -> bool:
    return not value.withdrawn and value.superseded_by is None


class _Scale:
    """From numbers to heights; in tens where the highest is many times the lowest."""

    def __init__(self, values: Sequence[float], top: float, bottom: float):
        self.top, self.bottom = top, bottom
        low, high = max(min(values), 0.0), max(*values, 1.0)
        self.tens = low > 0 and high / low > _TENS
        self.low, self.high = (low * 0.7, high * 1.25) if self.tens else (0.0, high * 1.06)

    def y(self, value: float) -> float:
        if self.tens:
            share = (log10(max(value, self.low)) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = value / self.high
        return round(self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top), 1)

    def ticks(self) -> list[float]:
        if self.tens:
            return [10.0**n for n in range(-3, 16) if self.low <= 10.0**n <= self.high]
        step = 10.0 ** int(log10(self.high)) if self.high >= 1 else 1.0
        while self.high / step < 3 and step > 1:
            step = step / 2 if step != 5 else 2.0
        return [n * step for n in range(int(self.high / step) + 1)]


def _root(sheet: _Sheet, scale: _Scale, marks: list[_Mark], shape: str, right: float) -> None:
    """One root's word: its line from number to number, and its marks. Who is not named has no line.

    Who repeats an old number after a new one was told does not bring it back: the line leads to where each was first.
    """
    first: dict[float, _Mark] = {}
    for mark in sorted(marks, key=lambda mark: mark.x):
        if mark.x < right and not mark.value.withdrawn:
            first.setdefault(mark.at, mark)
    if marks[0].value.root and len(first) > 1:
        start, *others = first.values()
        d = f"M{start.x:g} {scale.y(start.at):g}" + "".join(f"H{m.x:g}V{scale.y(m.at):g}" for m in others)
        sheet.path(d, "word")
    for mark in dict.fromkeys(marks):
        y = scale.y(mark.at)
        if mark.reach:
            sheet.line(mark.reach[0], y, mark.reach[1], y, "lasts")
        if mark.low != mark.high:
            sheet.line(mark.x, scale.y(mark.low), mark.x, scale.y(mark.high), "reach")
        elif mark.value.comparator in ("≥", "≤"):
            end = y - 15 if mark.value.comparator == "≥" else y + 15
            sheet.line(mark.x, y, mark.x, end, "reach")
            back = 4 if mark.value.comparator == "≥" else -4
            sheet.path(f"M{mark.x - 3:g} {end + back:g}L{mark.x:g} {end:g}L{mark.x + 3:g} {end + back:g}", "reach")
        _mark(sheet, shape, mark.x, y, "full" if _stands(mark.value) else "old")
        if mark.value.withdrawn:
            sheet.path(f"M{mark.x - 7:g} {y - 7:g}L{mark.x + 7:g} {y + 7:g}", "struck")


def _mark(sheet: _Sheet, shape: str, x: float, y: float, kind: str) -> None:
    if shape == "dot":
        sheet.parts.append(f'<circle class="mark {kind}" cx="{x:g}" cy="{y:g}" r="4.6"/>')
        return
    outlines = {
        "box": f"M{x - 4.2:g} {y - 4.2:g}h8.4v8.4h-8.4z",
        "up": f"M{x:g} {y - 5.4:g}l5.2 9.6h-10.4z",
        "gem": f"M{x:g} {y - 5.8:g}l5.8 5.8l-5.8 5.8l-5.8 -5.8z",
        "down": f"M{x:g} {y + 5.4:g}l5.2 -9.6h-10.4z",
        "cross": f"M{x - 1.6:g} {y - 5.4:g}h3.2v3.8h3.8v3.2h-3.8v3.8h-3.2v-3.8h-3.8v-3.2h3.8z",
    }
    sheet.path(outlines[shape], f"mark {kind}")


def _labels(sheet: _Sheet, scale: _Scale, marks: list[_Mark], roots: Sequence[str | None], x: float) -> None:
    """At the right, each root with what stands of it, or with its last value that does not."""
    wanted: list[tuple[float, int, str, bool]] = []
    for n, root in enumerate(roots):
        own = [mark for mark in marks if mark.value.root == root]
        standing = list({value_in_signs(m.value): m for m in own if _stands(m.value)}.values())
        for mark in standing[:3] or own[-1:]:
            gone = "" if _stands(mark.value) else " (withdrawn)" if mark.value.withdrawn else " (superseded)"
            words = f"{value_in_signs(mark.value)} {cut(root, 26) or NOBODY}{gone}"
            wanted.append((scale.y(mark.at), n, cut(words, 40), bool(gone)))
    shown = sorted(wanted[:_LABELS])
    heights = _apart([y for y, *_ in shown], 16.0, scale.top, scale.bottom)
    for (y, n, label, old), height in zip(shown, heights, strict=True):
        sheet.path(f"M{x - 10:g} {y:g}L{x:g} {height:g}", "lead")
        _mark(sheet, _SHAPES[min(n, 5)], x + 8, height, "old" if old else "full")
        sheet.text(x + 19, height + 4, label, "gone" if old else "label")
    if len(wanted) > len(shown):
        sheet.text(x + 19, scale.bottom + 13, f"and {len(wanted) - len(shown)} more in the table", "tick")


def _apart(heights: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """Heights, sorted, moved so that they stand apart and inside."""
    out: list[float] = []
    for height in heights:
        out.append(max(height, out[-1] + least if out else top))
    over = (out[-1] - bottom) if out else 0.0
    if over > 0:
        out[-1] -= over
        for n in range(len(out) - 2, -1, -1):
            out[n] = min(out[n], out[n + 1] - least)
    return out
