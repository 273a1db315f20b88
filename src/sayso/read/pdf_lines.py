"""From the lines of a PDF file to its text: paragraphs joined, heads and feet of pages told apart, built once.

A PDF file knows signs and their places, no paragraphs. The rules below are about those places, in points (1/72 inch);
the order of the lines is the file's own.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from sayso.report import Segment, SegmentKind, Span

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None, "\ufffe": "-"}
)
_HYPHENS = ("-", "\u2010", "\u00ad")  # browsers set the second where they break a word
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
_LAST, _FIRST = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")
_ITEM = re.compile(r"[•●▪■◦‣–—*-] |\(?(?:\d{1,2}|[a-z])[.)] ")
_LEADER = re.compile(r"(?:\. ?){4}\s*\w{1,5}$")  # "Tolls . . . . . 12", as in a table of contents
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]»]*$")
_EDGE_LINES = 2  # of a page, at its head and at its foot, that can be running heads
_SAME_SIZE = 0.12  # fonts of one size differ by that much between upright, bold and italic
_LARGER = 1.15  # a heading's size over the body's
_WIDE_GAP = 1.35  # lines of one paragraph stand as far apart as most lines do
_INDENT = 0.8  # of a first line, in heights of its signs
_MOST_TITLE = 200  # characters
# Ends of English words that are no words: what stands before them belongs to the same word.
_SUFFIX = re.compile(
    r"(?:[cst]ions?|tional|ments?|mental|ness|nesses|ings?|ities|ity|ously|ous|ences?|ances?|ately|ated|ating|ative|"
    r"i[sz]ations?|i[sz]ed|i[sz]ing|ively|ives?|ible|ably|ibly|ers|edly|nounced|ernments?|tives?|cial|tial|cially|"
    r"tially|lished|ported|ficials?|dents?|gers?|tary|tories|tory|fully|lessly)"
)
# Prefixes that are often set off by a hyphen: whether the word has one cannot be told.
_PREFIXES = frozenset(
    "anti co counter cross ex half mid mis multi non over post pre pro re self semi sub un vice well".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on its page."""

    words: str
    left: float
    right: float
    bottom: float
    size: float  # the height of its signs
    hyphen: bool  # a hyphen at its end was left off
    page: int  # from 1

    def is_of_size(self, other: Line) -> bool:
        """Whether two lines are set in one size."""
        return abs(self.size - other.size) <= _SAME_SIZE * max(self.size, other.size)


@dataclass(slots=True)
class Built:
    """The text of a file."""

    text: str = ""
    segments: list[Segment] = field(default_factory=list)
    title: Span | None = None  # the largest words of the first page
    pages: list[tuple[int, int]] = field(default_factory=list)  # where a page begins or goes on, and its number
    hyphens: list[Span] = field(default_factory=list)  # at ends of lines, kept


@dataclass(slots=True)
class _Paragraph:
    kind: SegmentKind
    lines: list[Line]


def line_of(words: str, left: float, right: float, bottom: float, size: float, hyphen: bool, page: int) -> Line | None:
    """A line with its ligatures as letters and its spaces single; None where no words are left."""
    words = words.rstrip()
    if not hyphen and words[-1:] in _HYPHENS and words[-2:-1].isalpha():
        words, hyphen = words[:-1], True
    cleaned = " ".join(words.translate(_LIGATURES).split())
    return Line(cleaned, left, right, bottom, size, hyphen, page) if cleaned else None


def build(lines: Sequence[Line], pages: int) -> Built:
    """The text of a file from its lines, in their order; about linear in their number."""
    running = _running(lines, pages)
    body = [line for number, line in enumerate(lines) if number not in running]
    if not body:
        running, body = set(), list(lines)
    usual = _usual_size(body)
    title = _title(body, usual)
    known = Counter(_whole_words(lines))
    written = _Writer(known)
    for paragraph in _ordered(lines, running, _paragraphs(body, usual, title)):
        written.add(paragraph)
    return written.finish()


def _running(lines: Sequence[Line], pages: int) -> set[int]:
    """Which lines (by number) are heads and feet of pages.

    They stand at an edge, at one height on most pages or on most left or right ones, and say the same there, or hold
    the number that counts the pages. What is nearer to the middle than a line of text is none.
    """
    by_page: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(number)
    edges: list[tuple[int, list[int]]] = []  # page; numbers of lines, the outermost first
    for page, numbers in by_page.items():
        upwards = sorted(numbers, key=lambda n: lines[n].bottom)
        edges += [(page, upwards[:_EDGE_LINES]), (page, upwards[: -_EDGE_LINES - 1 : -1])]
    marks: dict[int, set[_Mark]] = {
        n: {
            (lines[n].words.casefold(), round(lines[n].bottom / 2), round(lines[n].size)),
            *(
                (str(page - int(digits)), round(lines[n].bottom / 2), 0)
                for digits in _DIGITS.findall(lines[n].words)
                if len(digits) <= 4
            ),
        }
        for page, numbers in edges
        for n in numbers
    }
    repeats = _repeats([(page, marks[n]) for page, numbers in edges for n in numbers], pages)
    out: set[int] = set()
    for page, numbers in edges:
        for n in numbers:
            if not any(repeats(mark, page) for mark in marks[n]):
                break
            out.add(n)
    return out


_Mark = tuple[str, int, int]  # what a line says or counts, its height on the page, its size


def _repeats(marks: Iterable[tuple[int, set[_Mark]]], pages: int) -> Callable[[_Mark, int], bool]:
    """Tells of a mark whether it is on most pages, or on most of those on the side of a page."""
    found: Counter[_Mark] = Counter()
    by_side: Counter[tuple[_Mark, int]] = Counter()
    for page, mark in {(page, mark) for page, some in marks for mark in some}:
        found[mark] += 1
        by_side[mark, page % 2] += 1

    def repeats(mark: _Mark, page: int) -> bool:
        here = by_side[mark, page % 2]
        return found[mark] >= 2 and (found[mark] > pages / 2 or (here >= 3 and here > pages / 4))

    return repeats


def _usual_size(lines: Iterable[Line]) -> float:
    """The size that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _title(lines: Sequence[Line], usual: float) -> list[Line]:
    """The first of the largest lines of the first page, with those of its size below it; none where it is a page of
    one size.
    """
    first = [line for line in lines if line.page == lines[0].page]
    if not first:
        return []
    largest = max(line.size for line in first)
    if largest < _LARGER * usual:
        return []
    start = next(n for n, line in enumerate(first) if line.size >= largest * (1 - _SAME_SIZE))
    found = [first[start]]
    for line in first[start + 1 :]:
        gap = found[-1].bottom - line.bottom
        if not line.is_of_size(found[-1]) or not 0 < gap < 2 * line.size:
            break
        found.append(line)
    words = " ".join(line.words for line in found)
    return found if sum(map(str.isalpha, words)) >= 3 and len(words) <= _MOST_TITLE else []


def _paragraphs(lines: Sequence[Line], usual: float, title: Sequence[Line]) -> list[_Paragraph]:
    """Lines joined to paragraphs, in order; those that go on over a page are one."""
    leading = _leading(lines)
    named = {id(line) for line in title}
    out: list[_Paragraph] = []
    for block in _blocks(lines, leading):
        right = max(line.right for line in block)
        for line in block:
            kind: SegmentKind = (
                "headline" if id(line) in named else ("heading" if line.size >= _LARGER * usual else "body")
            )
            before = out[-1] if out else None
            goes_on = (
                before is not None
                and before.kind == kind
                and (
                    kind == "headline"
                    or (line is not block[0] and _joins(before.lines[-1], line, right))
                    or (line is block[0] and _goes_on(before.lines[-1], line))
                )
            )
            if goes_on and before is not None:
                before.lines.append(line)
            else:
                out.append(_Paragraph(kind, [line]))
    return out


def _leading(lines: Sequence[Line]) -> float:
    """How far lines stand apart that follow one another, in heights of their signs."""
    apart = [
        (one.bottom - other.bottom) / one.size
        for one, other in pairwise(lines)
        if one.page == other.page
        and one.size > 0
        and one.is_of_size(other)
        and 0.3 < (one.bottom - other.bottom) / one.size < 3
    ]
    # The lower quartile: half of the gaps can be those between paragraphs of one line.
    return sorted(apart)[len(apart) // 4] if apart else 1.2


def _blocks(lines: Sequence[Line], leading: float) -> list[list[Line]]:
    """Lines that stand under one another in one column, in one size, without a wider gap."""
    out: list[list[Line]] = []
    for line in lines:
        last = out[-1][-1] if out else None
        if last is not None and last.page == line.page and last.is_of_size(line):
            gap = last.bottom - line.bottom
            if (
                0.3 * line.size < gap <= _WIDE_GAP * leading * line.size
                and line.left < last.right
                and last.left < line.right
            ):
                out[-1].append(line)
                continue
        out.append([line])
    return out


def _joins(line: Line, following: Line, right: float) -> bool:
    """Whether a line of a block goes on in the next: it does not where the next begins with an indent, or where its
    first word had room above.
    """
    if line.hyphen or _is_range(line, following):
        return True
    if (
        _ITEM.match(following.words)
        or _LEADER.search(line.words)
        or (following.left - line.left > _INDENT * line.size and not _ITEM.match(line.words))
    ):
        return False
    per_sign = (following.right - following.left) / max(1, len(following.words))
    room = right - line.right
    return room < (len(following.words.split(" ", 1)[0]) + 1.5) * per_sign


def _is_range(line: Line, following: Line) -> bool:
    """Whether numbers are broken at the dash between them: "2031-" and "32"."""
    return line.words[-1] in "-–" and line.words[-2:-1].isdigit() and following.words[0].isdigit()


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a paragraph goes on in the next column or on the next page: only where it plainly does."""
    near = following.page == line.page or following.page == line.page + 1
    down = following.page == line.page and line.bottom > following.bottom
    if not near or down or not line.is_of_size(following) or _ENDED.search(line.words):
        return False
    return following.words[:1].islower()


def _ordered(lines: Sequence[Line], running: set[int], paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Paragraphs and the heads and feet of pages in one order: those that stand within a paragraph come after it."""
    place = {id(line): number for number, line in enumerate(lines)}
    out = []
    edges = iter(sorted(running))
    edge = next(edges, None)
    for paragraph in paragraphs:
        first = place[id(paragraph.lines[0])]
        while edge is not None and edge < first:
            out.append(_Paragraph("boilerplate", [lines[edge]]))
            edge = next(edges, None)
        out.append(paragraph)
    while edge is not None:
        out.append(_Paragraph("boilerplate", [lines[edge]]))
        edge = next(edges, None)
    return out


class _Writer:
    """Writes paragraphs one after another and keeps where everything stands."""

    def __init__(self, known: Counter[str]) -> None:
        self.built = Built()
        self._known = known
        self._parts: list[str] = []
        self._at = 0
        self._page = 0

    def add(self, paragraph: _Paragraph) -> None:
        """One paragraph; those of one kind and page become one segment later, where they are body."""
        if self._at:
            self._write("\n\n")
        begin = self._at
        before: Line | None = None
        for line in paragraph.lines:
            if before is not None:
                self._join(before, line)
            if line.page != self._page:
                self._page = line.page
                self.built.pages.append((self._at, line.page))
            self._write(line.words)
            before = line
        if before is not None and before.hyphen:
            self._write("-")
        span = (begin, self._at)
        if paragraph.kind == "headline" and self.built.title is None:
            self.built.title = span
        last = self.built.segments[-1] if self.built.segments else None
        if last is not None and last.kind == "body" == paragraph.kind:
            self.built.segments[-1] = Segment((last.span[0], span[1]), "body")
        else:
            self.built.segments.append(Segment(span, paragraph.kind))

    def finish(self) -> Built:
        """What was written."""
        self.built.text = "".join(self._parts)
        return self.built

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._at += len(words)

    def _join(self, line: Line, following: Line) -> None:
        if not line.hyphen:
            self._write("" if _is_range(line, following) else " ")
            return
        last, first = _LAST.search(line.words), _FIRST.match(following.words)
        if last is None or first is None or not first[0][0].islower():
            self._write("-")  # "Ilse-\nMaran"
            return
        sure = _parts_of_one_word(last[0], first[0], self._known)
        if sure is not True:
            self._write("-")
        if sure is None:
            self.built.hyphens.append((self._at - 1, self._at))


def _parts_of_one_word(last: str, first: str, known: Counter[str]) -> bool | None:
    """Whether a hyphen that ends a line breaks a word (True) or belongs to it (False); None where that is not sure."""
    joined, set_off = (last + first).casefold(), f"{last}-{first}".casefold()
    if known[set_off] != known[joined]:
        return known[joined] > known[set_off]
    if _SUFFIX.fullmatch(first):
        return True
    if last.casefold() in _PREFIXES and (first in _words() or known[first]):
        return None  # "re-sign" and "resign" are both words
    return True if joined in _words() else None


def _whole_words(lines: Sequence[Line]) -> Iterator[str]:
    """The words of the lines, folded, but for those that a line's end breaks."""
    broken = False
    for line in lines:
        found = _WORD.findall(line.words)
        yield from (word.casefold() for word in found[broken : len(found) - line.hyphen])
        broken = line.hyphen


@cache
def _words() -> frozenset[str]:
    """The frequent words of English, as the encoder's own list of pieces has them: some twenty thousand."""
    try:
        source = (Path(__file__).parent.parent / "data" / "en-tokenizer.json").read_text(encoding="utf-8")
        pieces = json.loads(source)["model"]["vocab"]
    except (OSError, ValueError, KeyError):
        return frozenset()
    return frozenset(piece for piece in pieces if len(piece) >= 4 and piece.isascii() and piece.isalpha())
