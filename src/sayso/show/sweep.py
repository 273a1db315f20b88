"""From spans that overlap as they like to pieces that nest: what every marked-up view is drawn from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.report import Report, SegmentKind, Span
from sayso.show.tally import depths

__all__ = ["Block", "Close", "Event", "Mark", "Open", "Words", "blocks", "by_block", "marks", "sweep"]

#: A hard-wrapped line of plain text is seldom longer (mail and agency wires wrap at 65 to 80, some at 100).
WRAPPED = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is to be told apart."""

    span: Span
    what: Literal["source", "cue", "content", "unused", "note", "date", "place", "figure", "aside"]
    owner: (
        str  # id of the statement; number, from 1, of anything else; "2-1": the first other place that note 2 is about
    )
    depth: int = 0  # how deep the statement lies in others


@dataclass(frozen=True, slots=True)
class Open:
    """A mark begins here; not `first` where it was only interrupted by another that overlaps it, or by a new block."""

    mark: Mark
    first: bool


@dataclass(frozen=True, slots=True)
class Close:
    """The mark that was opened last ends here; not `last` where it goes on after an interruption."""

    mark: Mark
    last: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Text between two boundaries."""

    span: Span


Event = Open | Close | Words


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a headline, a caption …: what stands on lines of its own, with the blank that follows it."""

    span: Span
    kind: SegmentKind
    start_s: float | None = None
    page: int | None = None


def marks(report: Report) -> list[Mark]:
    """Everything of a report that has a place in its text, as marks."""
    deep = depths(report)
    out = []
    for s in report.statements:
        out += [Mark(span, "content", s.id, deep[s.id]) for span in s.content]
        out += [Mark(span, "source", s.id, deep[s.id]) for span in s.source]
        out += [Mark(span, "cue", s.id, deep[s.id]) for span in s.cue]
    out += [Mark(u.span, "unused", str(n)) for n, u in enumerate(report.unused, 1)]
    for number, note in enumerate(report.notes, 1):
        out += [Mark(note.span, "note", str(number))] if note.span else []
        out += [Mark(span, "note", f"{number}-{n}") for n, span in enumerate(note.related, 1)]
    out += [Mark(d.span, "date", str(n)) for n, d in enumerate(report.dates, 1)]
    out += [Mark(p.span, "place", str(n)) for n, p in enumerate(report.places, 1)]
    out += [Mark(f.span, "figure", str(n)) for n, f in enumerate(report.figures, 1)]
    out += [Mark(a.span, "aside", str(n)) for n, a in enumerate(report.asides, 1)]
    return out


def sweep(span: Span, found: Iterable[Mark]) -> list[Event]:
    """Cuts a stretch of text at the boundaries of marks, so that what is opened last is always closed first.

    Marks may overlap, nest, repeat, begin before the stretch and end after it; marks without extent have nothing to
    show and are left out. The `Words` of the events, joined, are the stretch.
    """
    begin, end = span
    starting: dict[int, list[Mark]] = {}
    ends = set()
    for mark in found:
        first, last = max(mark.span[0], begin), min(mark.span[1], end)
        if first < last:
            starting.setdefault(first, []).append(mark)
            ends.add(last)
    events: list[Event] = []
    stack: list[Mark] = []
    places = sorted({begin, end, *starting, *ends})
    for place, following in zip(places, [*places[1:], end], strict=True):
        interrupted: list[Mark] = []
        while any(min(mark.span[1], end) == place for mark in stack):
            mark = stack.pop()
            over = min(mark.span[1], end) == place
            events.append(Close(mark, last=mark.span[1] == place))
            if not over:
                interrupted.append(mark)
        for mark in sorted([*interrupted, *starting.get(place, [])], key=_outermost_first):
            events.append(Open(mark, first=mark.span[0] == place))
            stack.append(mark)
        if place < following:
            events.append(Words((place, following)))
    return events


_ORDER = {what: n for n, what in enumerate("content source cue unused note aside figure date place".split())}


def _outermost_first(mark: Mark) -> tuple[int, int, int]:
    return -mark.span[1], mark.depth, _ORDER[mark.what]


def blocks(report: Report) -> list[Block]:
    """The report's text as blocks in reading order; they touch, and together they are the whole text.

    Segments are split into paragraphs. What lies between segments is body where it has words, else it belongs to the
    block before it.
    """
    out: list[Block] = []
    place = 0
    for segment in sorted(report.segments, key=lambda s: s.span):
        first, last = max(segment.span[0], place), min(segment.span[1], len(report.text))
        if first >= last:
            continue
        _gap(report.text, (place, first), out)
        for n, span in enumerate(_paragraphs(report.text, (first, last))):
            out.append(Block(span, segment.kind, segment.start_s if n == 0 else None, segment.page if n == 0 else None))
        place = last
    _gap(report.text, (place, len(report.text)), out)
    return out


def _gap(text: str, span: Span, out: list[Block]) -> None:
    start, end = span
    if out:
        start = end - len(text[start:end].lstrip())
        out[-1] = replace(out[-1], span=(out[-1].span[0], start))
    out.extend(Block(part, "body") for part in _paragraphs(text, (start, end)))


def by_block(parts: Sequence[Block], found: Iterable[Mark]) -> list[list[Mark]]:
    """For each block the marks that reach into it, so that a text of many blocks is swept in one go over its marks."""
    starts = [block.span[0] for block in parts]
    out: list[list[Mark]] = [[] for _ in parts]
    for mark in found:
        first, last = mark.span
        for n in range(max(bisect_right(starts, first) - 1, 0), bisect_left(starts, last)):
            out[n].append(mark)
    return out


_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_ENDS = re.compile(r"\n\s*")


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    """Paragraphs end at blank lines; without any, or with lines too long to be wrapped by hand, at every line."""
    part = text[slice(*span)]
    wrapped = bool(_BLANK_LINES.search(part)) and all(len(line) <= WRAPPED for line in part.split("\n"))
    cuts = [found.end() for found in (_BLANK_LINES if wrapped else _LINE_ENDS).finditer(part)]
    cuts = [cut for cut in cuts if part[:cut].strip()] if part[:1].isspace() else cuts
    return _between([span[0], *(span[0] + cut for cut in cuts), span[1]])


def _between(places: Sequence[int]) -> Iterator[Span]:
    return ((a, b) for a, b in zip(places, places[1:], strict=False) if a < b)
