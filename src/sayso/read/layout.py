"""From stretches of text to segments: which lines are running text, which datelines, credits, captions or adverts.

The text itself is never changed. A unit is what a newspaper would set as one paragraph: a line, or in hard-wrapped
text the lines between blank ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.read.dates import when
from sayso.read.rules import line_kind
from sayso.read.wire import agencies_in, agency, credit_alone, dateline, signature
from sayso.report import Segment, SegmentKind, Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANK = re.compile(
    r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[ \t\u00a0]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])|\u2029"
)
_UPDATE = re.compile(r"(?:UPDATED?|LATEST|ORIGINAL)\b[^:\n]{0,30}?(?:\d\d?:\d\d[^:\n]{0,20})?:(?=\s)")
_INLINE_PHOTO = re.compile(r".{0,300}?\(Photos?(?: by|\s*:)[^()]{2,80}\)")
_HIGHLIGHTS = re.compile(r"Story highlights?\b\W*", re.IGNORECASE)
_BY = re.compile(r"\W*by\b", re.IGNORECASE)
_RIGHTS_OF = re.compile(r"(?:copyright|©).{0,30}?\b(?:the )?associated press\b", re.IGNORECASE)
_PREFIXED = re.compile(
    r"(?P<first>(?i:media playback is (?:unsupported|not supported) on (?:your|this) device))\s+(?=\S)"
)
_AN_OUTLET = re.compile(
    r"(?:[A-Z][\w.'’&-]*|of|the|and)(?: (?:[A-Z][\w.'’&-]*|of|the|and|at))* ?"
    r"\b(?:Agency|News|Press|Times|Herald|Post|Television|TV|Radio|Gazette|Tribune|Journal|Courier|Chronicle|Telegraph|Guardian|"
    r"Observer|Star|Daily|Standard|Mail|Express|Independent|Monitor|Review|Today|Wire|Service|Media|Broadcasting|Network|Online)"
)
_A_NAME = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,4}(?:(?: and|,) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,4})*")
# Datelines stand at the head; adverts, films and summaries can come before them.
_HEAD_UNITS = 10
_TAIL_UNITS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """What the lines of a text say about the report."""

    segments: tuple[Segment, ...]  # in order, apart from each other, covering every character that is no space
    wires: tuple[str, ...] = ()  # agencies credited, the weightiest first
    byline: str | None = None
    outlet: str | None = None  # a name of a news house that stands over the date
    published: str | None = None  # from a dateline that has a year


def lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a stretch without the space around them; blank ones are left out."""
    for match in _LINE.finditer(text, *span):
        if trimmed := trim(text, match.span()):
            yield trimmed


def trim(text: str, span: Span) -> Span | None:
    """A span without the space at its ends; None when nothing else is in it."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def units(text: str, span: Span) -> list[Span]:
    """The paragraphs of a stretch: its lines, or where it is hard-wrapped the blocks between blank lines."""
    found = list(lines(text, span))
    return _blocks(text, span) if _is_hard_wrapped(text, found) else found


def _is_hard_wrapped(text: str, found: list[Span]) -> bool:
    """Whether most lines are about as long as one another, short, and end in the middle of a sentence."""
    broken = full = 0
    for (_, end), (start, _) in zip(found, found[1:], strict=False):
        if text.count("\n", end, start) + text.count("\r", end, start) > (2 if "\r\n" in text[end:start] else 1):
            continue  # a blank line stands between them
        full += 1
        broken += text[end - 1] not in '.!?:;"”’)' and text[start].islower()
    longest = max((end - start for start, end in found), default=0)
    return full >= 4 and longest <= 120 and broken >= 0.4 * full


def _blocks(text: str, span: Span) -> list[Span]:
    edges = [span[0]]
    for match in _BLANK.finditer(text, *span):
        edges += match.span()
    edges.append(span[1])
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [trimmed for pair in pairs if (trimmed := trim(text, pair))]


def merge(text: str, pieces: Iterable[tuple[Span, SegmentKind]]) -> list[Segment]:
    """Segments from pieces in order: body that touches body becomes one, and the space at the ends goes."""
    out: list[Segment] = []
    for span, kind in pieces:
        trimmed = trim(text, span)
        if trimmed is None:
            continue
        if out and kind == "body" == out[-1].kind:
            out[-1] = Segment((out[-1].span[0], trimmed[1]), kind)
        else:
            out.append(Segment(trimmed, kind))
    return out


class _Reader:
    """Walks the units of a text and collects what they are."""

    def __init__(self, text: str, outlet: str | None) -> None:
        self.text = text
        self.outlet = " ".join(outlet.split()).casefold() if outlet else None
        self.pieces: list[tuple[Span, SegmentKind]] = []
        self.credits: list[tuple[int, str]] = []  # weight, agency
        self.byline: str | None = None
        self.outlet_found: str | None = None
        self.published: str | None = None
        self.seen_dateline = False
        self.in_highlights = 0

    def read(self, span: Span, number: int, last: int) -> None:
        """One unit; `number` counts from the head, `last` is the number of the last one."""
        line = self.text[slice(*span)]
        if self._highlights(span, line):
            return
        if split := _PREFIXED.match(line):
            middle = span[0] + split.end()
            self._add((span[0], middle), "boilerplate")
            span, line = (middle, span[1]), line[split.end() :]
        kind = self._kind(line, number, last)
        if name := self._signed(kind, line, number, last):
            self.credits.append((2, name))
            kind = "byline"
        if kind is None:
            self._running(span, line, number)
            return
        self._note_credit(kind, line)
        self._add(span, kind)

    def _kind(self, line: str, number: int, last: int) -> SegmentKind | None:
        """What a line is, from its words and its place."""
        if self._signs(line, number):
            return "byline"
        if number < _HEAD_UNITS and self._dates(line):
            return "dateline"
        kind = line_kind(line)
        if kind == "byline" and _BY.match(line) and _HEAD_UNITS <= number <= last - _TAIL_UNITS:
            return None  # "By Tuesday Evening" in the middle of a text
        if kind == "boilerplate" and last == 0 and any(map(str.isalnum, line)):
            return None  # a text of one line is what its reader wants read
        return kind

    def _signed(self, kind: SegmentKind | None, line: str, number: int, last: int) -> str | None:
        """The agency whose name alone is a line at the end."""
        if kind in (None, "boilerplate") and number >= last - _TAIL_UNITS and (name := credit_alone(line)):
            return name
        return signature(line) if kind is None and 0 < number >= last - 1 else None

    def _highlights(self, span: Span, line: str) -> bool:
        """A summary in points above the text, as some sites print it: no point ends in a stop."""
        starts = _HIGHLIGHTS.match(line)
        if starts or (self.in_highlights and len(line) < 200 and line[-1] not in '.!?"”:)'):
            self.in_highlights = 6 if starts else self.in_highlights - 1
            self._add(span, "deck")
            return True
        self.in_highlights = 0
        return False

    def _signs(self, line: str, number: int) -> bool:
        """Whether a line is a writer's name over the outlet's, or that outlet's: "Ilse Maran", "THE MARROW HERALD"."""
        if self.outlet is None or number >= _HEAD_UNITS or line.casefold() != self.outlet:
            return False
        if self.pieces and self.pieces[-1][1] == "body":
            name = self.text[slice(*self.pieces[-1][0])]
            if _A_NAME.fullmatch(name):
                self.pieces[-1] = (self.pieces[-1][0], "byline")
                self.byline = self.byline or name
        return True

    def _dates(self, line: str) -> bool:
        """Whether a line is nothing but a day: "2 March 2031, 05:10 UTC". The line above it can be the outlet."""
        found = when(line) if len(line) <= 60 and any(map(str.isdigit, line)) else None
        if found is None or found.value is None or found.problem or len(found.value) < len("2031-03-02"):
            return False
        self.published = self.published or found.value
        if self.pieces and self.pieces[-1][1] == "body":
            above = self.text[slice(*self.pieces[-1][0])]
            if len(above) <= 60 and _AN_OUTLET.fullmatch(above):
                self.pieces[-1] = (self.pieces[-1][0], "byline")
                self.outlet_found = above
        return True

    def _running(self, span: Span, line: str, number: int) -> None:
        """A unit of running text, whose beginning can be something else."""
        start, end = span
        if number < 4 and (photo := _INLINE_PHOTO.match(line)):
            self._add((start, start + photo.end()), "caption")
            rest = trim(self.text, (start + photo.end(), end))
            if rest:
                self.read(rest, number + 1, number + 2)
            return
        if update := _UPDATE.match(line):
            self._add((start, start + update.end()), "dateline")
            start += update.end()
            while start < end and self.text[start].isspace():
                start += 1
        found = dateline(self.text, start, end)
        if found and (found.wire or (number < _HEAD_UNITS and not self.seen_dateline)):
            self.seen_dateline = True
            self._add(found.span, "dateline")
            if found.wire:
                self.credits.append((3, found.wire))
            self.published = self.published or found.published
            start = found.span[1]
        self._add((start, end), "body")

    def _note_credit(self, kind: SegmentKind, line: str) -> None:
        if kind == "byline":
            names = agencies_in(line)
            self.credits += [(1 if "contribut" in line.lower() else 2, name) for name in names]
            if self.byline is None and _BY.match(line):
                self.byline = clean_byline(line)
        elif kind == "boilerplate" and _RIGHTS_OF.search(line):
            self.credits.append((1, "AP"))

    def _add(self, span: Span, kind: SegmentKind) -> None:
        self.pieces.append((span, kind))


def clean_byline(words: str) -> str | None:
    """A byline without "By" and without what follows the names."""
    words = re.sub(r"^\W*(?:by|written by|reported by)\b:?\s+", "", " ".join(words.split()), flags=re.IGNORECASE)
    words = re.split(r"\s*(?:[|•]|\. |\bCREATED\b|\b(?:Published|Posted|Updated)\b)", words)[0].strip(" .,;:–—-")
    return words or None


def lay_out(text: str, segments: Iterable[Segment], byline: str | None = None, outlet: str | None = None) -> Layout:
    """Refines the body among `segments` line by line; segments of another kind, or with a time, stay as they are."""
    reader = _Reader(text, outlet)
    out: list[Segment] = []
    fixed = list(segments)
    todo = [(segment, units(text, segment.span)) for segment in fixed if _is_open(segment)]
    last = sum(len(found) for _, found in todo) - 1
    number = 0
    for segment in fixed:
        if not _is_open(segment):
            out += [*merge(text, reader.pieces), segment]
            reader.pieces.clear()
            continue
        for span in todo.pop(0)[1]:
            reader.read(span, number, last)
            number += 1
    out += merge(text, reader.pieces)
    for segment in fixed:
        if segment.kind == "byline":
            words = text[slice(*segment.span)]
            reader.credits += [(2, name) for name in agencies_in(words)]
            if segment is fixed[-1] and (name := signature(f"({words})")) and name.casefold() != reader.outlet:
                reader.credits.append((2, agency(name) or name))
            elif reader.byline is None and (_BY.match(words) or segment.span[0] < len(text) / 2):
                reader.byline = clean_byline(words)
    if byline:
        reader.credits += [(2, name) for name in ([agency(byline)] if agency(byline) else agencies_in(byline)) if name]
    ranked = sorted(reader.credits, key=lambda credit: -credit[0])  # stable: the first of equals stays first
    return Layout(
        tuple(out),
        tuple(dict.fromkeys(name for _, name in ranked)),
        reader.byline,
        reader.outlet_found,
        reader.published,
    )


def _is_open(segment: Segment) -> bool:
    return segment.kind == "body" and segment.start_s is None
