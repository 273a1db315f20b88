"""A report's text as HTML: blocks with the parts of statements in place, well formed whatever the spans are.

Page and notebook draw from this. Everything a report says is escaped here; class names and numbers are our own. What is
not text of the report (numbers, labels for screen readers) carries `data-x`, so that the text can be told from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sayso.report import Report
from sayso.show.sweep import Block, Close, Mark, Open, Words, blocks, by_block, marks, sweep
from sayso.show.wording import HIDDEN, clock, code_point, headline, numbers

__all__ = ["Marked", "MarkedBlock", "mark_up", "shown"]

_ELEMENTS = {"headline": "h2", "heading": "h3", "caption": "p", "blockquote": "blockquote", "pullquote": "p"}
#: What a screen reader says, and a reader sees in small type, before a block that is not body.
_NAMES = {"caption": "Caption", "pullquote": "Pull quote", "boilerplate": "Boilerplate"}

#: What belongs to a statement; everything else is only a place that a list under the text points to.
_PARTS = frozenset({"source", "cue", "content"})

#: Tints and brackets are told apart to this depth; deeper statements look like the deepest.
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """One block of text as HTML."""

    kind: str
    element: str  # the element to put it in
    when: str  # the time in the recording where it begins, "1:05"; empty where the source is not timed
    lead: str  # a page or the name of its kind, in plain words; can be empty
    html: str  # phrasing content: escaped, balanced


@dataclass(frozen=True, slots=True)
class Marked:
    """A report's text as HTML."""

    title: str | None  # the headline with its statements, where the text has the report's title
    blocks: tuple[MarkedBlock, ...]
    anchors: frozenset[str]  # ids of the places that lists can point to: "r1-f2" is the second figure's


def shown(text: str) -> str:
    """A text escaped for HTML, with characters that do not show, or that reorder others, named in a small box."""
    out, place = [], 0
    for found in HIDDEN.finditer(text):
        out.append(escape(text[place : found.start()]))
        out.append(f'<span class="cp" title="a character that does not show">{code_point(found[0])}</span>')
        place = found.end()
    return "".join([*out, escape(text[place:])])


def mark_up(report: Report, prefix: str) -> Marked:
    """The text of a report as marked-up blocks. Ids and links begin with `prefix`: letters, digits and hyphens."""
    drawer = _Drawer(report, prefix)
    title = headline(report)
    out = []
    first = None
    parts = blocks(report)
    for block, found in zip(parts, by_block(parts, drawer.marks), strict=True):
        if not report[block.span].strip():
            continue
        if block == title:
            first = drawer.draw(block, found)
        else:
            when = clock(block.start_s) if block.start_s is not None else ""
            element = _ELEMENTS.get(block.kind, "p")
            out.append(MarkedBlock(block.kind, element, when, _lead(block), drawer.draw(block, found)))
    return Marked(first, tuple(out), frozenset(drawer.placed))


def _lead(block: Block) -> str:
    parts = [f"p. {block.page}" if block.page is not None else "", _NAMES.get(block.kind, "")]
    return " · ".join(part for part in parts if part)


class _Drawer:
    """Draws the blocks of one report, remembering across them what may stand only once."""

    def __init__(self, report: Report, prefix: str) -> None:
        self.report = report
        self.prefix = prefix
        self.numbers = numbers(report)
        self.marks = marks(report)
        hinges = _hinges(self.marks)
        self.hinges = {id(mark) for mark in hinges}
        self.cues = {mark.owner: mark for mark in hinges if mark.what == "cue"}
        self.placed: set[str] = set()

    def draw(self, block: Block, found: Sequence[Mark]) -> str:
        out = []
        begun = False
        for event in sweep(block.span, found):
            match event:
                case Open(mark, first):
                    out.append(self._open(mark, first=first, again=not first and not begun))
                case Close(mark, last):
                    out.append(self._close(mark, last=last))
                case Words((start, end)):
                    words = self.report.text[start:end]
                    out.append(shown(words))
                    begun = begun or bool(words.strip())
        return "".join(out)

    def _open(self, mark: Mark, *, first: bool, again: bool) -> str:
        if mark.what not in _PARTS:
            anchor = self._once(f"{self.prefix}-{mark.what[0]}{mark.owner}")
            return f'<span class="{"unused" if mark.what == "unused" else "at"}"{anchor}>'
        number = self.numbers[mark.owner]
        if mark.what == "content":
            # As in print: a quotation over several paragraphs is opened again at each, and closed at the last.
            opened = " opens" if first or again else ""
            label = _hidden(f"content {number}: ") if first else ""
            depth = min(mark.depth, DEEPEST)
            return f'<mark class="content d{depth}{opened}" data-s="{number}">{label}'
        label = _hidden(f"source {number}: ") if first and mark.what == "source" else ""
        return f'<span class="{mark.what}" data-s="{number}">{label}'

    def _close(self, mark: Mark, *, last: bool) -> str:
        if mark.what not in _PARTS:
            return "</span>"
        number = self.numbers[mark.owner]
        if mark.what == "content":
            inside = (_hidden(f" (end of content {number})") + _bracket(mark, number)) if last else ""
            return f"{inside}</mark>{self._ref(number) if last and id(mark) in self.hinges else ''}"
        if last and id(mark) in self.hinges:
            return f"</span>{self._ref(number)}"
        # A source that stands apart from its cue needs the number too; it is not a second stop for the keyboard.
        apart = last and mark.what == "source" and not self._beside_cue(mark)
        return f"</span>{_number(number)}" if apart else "</span>"

    def _beside_cue(self, source: Mark) -> bool:
        cue = self.cues.get(source.owner)
        if cue is None:
            return False
        start, end = sorted((*source.span, *cue.span))[1:3]
        return not any(character.isalnum() for character in self.report.text[start:end])

    def _ref(self, number: str) -> str:
        name = f"{self.prefix}-s{number}"
        return (
            f'<a class="n" data-x data-s="{number}" id="{name}-ref" href="#{name}" aria-describedby="{name}">'
            f'<span class="vh">Statement </span>{number}</a>'
        )

    def _once(self, name: str) -> str:
        if name in self.placed:
            return ""
        self.placed.add(name)
        return f' id="{escape(name)}"'


def _hinges(found: Sequence[Mark]) -> list[Mark]:
    """For each statement the mark that its number follows: its first cue, else its first source, else its content."""
    best: dict[str, Mark] = {}
    order = {"cue": 0, "source": 1, "content": 2}
    for mark in found:
        if mark.what in order and mark.span[0] < mark.span[1]:
            held = best.get(mark.owner)
            if held is None or (order[mark.what], mark.span) < (order[held.what], held.span):
                best[mark.owner] = mark
    return list(best.values())


def _bracket(mark: Mark, number: str) -> str:
    return f'<span class="end" data-x aria-hidden="true" data-d="{min(mark.depth, DEEPEST)}" data-n="{number}"></span>'


def _number(number: str) -> str:
    return f'<span class="sn" data-x data-s="{number}" aria-hidden="true">{number}</span>'


def _hidden(words: str) -> str:
    return f'<span class="vh" data-x>{words}</span>'
