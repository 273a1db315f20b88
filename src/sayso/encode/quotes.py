"""Quotation marks: which open, which close, what lies between.

News text is not well formed: quotations run over paragraphs (each opens, only the last closes; or only the first
opens), nest, change their style half-way, lose a mark or carry one too many, lose the line breaks between their
paragraphs. This module never guesses silently: each passage says how it was closed, and every mark that found no
partner is returned as well. The time is linear: `marks` tells each mark what follows it, and the stack stays small.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from sayso.encode.marks import BOTH, CLOSE, INVISIBLE, OPEN, Mark, marks, possessive
from sayso.report import Span

Closed = Literal["mark", "continued", "paragraph"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One passage in quotation marks within one line of text."""

    span: Span  # with the marks it has: the middle paragraphs of a long quotation may have none
    inner: Span  # without them
    depth: int  # 0 for an outermost passage
    closed: Closed  # by its mark; continued: the next paragraph goes on with it; paragraph: no closing mark at all


@dataclass(frozen=True, slots=True)
class Quotations:
    """All passages in quotation marks of one text, outermost first at each place, and the marks left over."""

    passages: tuple[Quotation, ...]
    unclosed: tuple[Span, ...]  # opening marks that nothing closes
    unopened: tuple[Span, ...]  # closing marks that close nothing


_PARAGRAPH = re.compile(r"[^\n]+")
_STOPPED = re.compile(rf"[.!?…][)\]\"'’”\s{INVISIBLE}]*$")
_REPORTED = re.compile(r"\b(?:said|says|added|explained|recalled|according to [^.]{1,60})\.\s*$")
_CAPITAL_FOLLOWS = re.compile(r"\s*[\"'“‘(\[]?[A-Z]")
# Words that nothing in quotation marks ends with: he warned of a" new war".
_BEFORE_OPENING = re.compile(r"(?:\b(?:an?|the|of|as|was|by|with|said)|[,.!?:]\s*)$")

#: A quotation that only its first paragraph opens and its last closes spans at most so many. Twelve in 600 KCNA
#: stories, where the habit is common, have two to six; more would swallow a report over two slips that are far apart.
_MOST_PARAGRAPHS = 12


@dataclass(slots=True)
class _Paragraph:
    """What the marks of one paragraph say by themselves."""

    low: int
    high: int  # the paragraph without white space around it
    passages: list[Quotation]
    unclosed: list[Span]
    unopened: list[Mark]
    open: Mark | None = None  # the outermost mark that is open at the end
    opens: Mark | None = None  # the mark that the paragraph begins with


def _closes(text: str, mark: Mark, partner: Mark, goes_on: bool) -> bool:
    """Whether a mark closes its open partner. `goes_on`: the next paragraph begins with a mark of this family."""
    if not mark.may_close:
        # 'the "Good Day "with Ana': the partner of a straight mark stands on the wrong side of a space, for then the
        # rest pairs; after a stop rather a paragraph's opening mark than that, as long as any mark follows
        before = text[max(0, mark.span[0] - 90) : mark.span[0]]
        if mark.sign != '"' or not mark.even or partner.spaced:
            return False
        if _after_stop(text, mark):
            return not (mark.next or goes_on or _REPORTED.search(before))
        return mark.next is not None or not before.rstrip().endswith((",", ":"))
    if mark.family == "single" and possessive(text, mark):
        return not mark.firm and partner.sign != "’"
    return not (mark.sign in OPEN and mark.spaced and mark.next is not None and mark.next.closer)


def _opens(text: str, mark: Mark) -> bool:
    """Whether a mark opens though it stands like one that closes: he said." If they come, we go."""
    if mark.may_open or mark.family == "single" or mark.next is None or not mark.next.closer:
        return mark.may_open
    start, end = mark.span
    before = _BEFORE_OPENING.search(text[max(0, start - 8) : start])
    return before is not None and (before.group()[:1].isalpha() or _CAPITAL_FOLLOWS.match(text, end) is not None)


def _after_stop(text: str, mark: Mark) -> bool:
    return _STOPPED.search(text[max(0, mark.span[0] - 8) : mark.span[0]]) is not None


def _sure(text: str, mark: Mark, low: int) -> bool:
    """Whether an open mark is a quotation's and no apostrophe: of single marks, one that begins speech."""
    return mark.family != "single" or mark.sign == "‘" or text[low : mark.span[0]].rstrip()[-1:] in ("", ":", ",")


def _pair(text: str, low: int, high: int, found: list[Mark], following: Mark | None) -> _Paragraph:
    """Pairs the marks of one paragraph by a stack, which never holds more than a few marks of each family."""
    out = _Paragraph(low, high, [], [], [], opens=found[0] if found and found[0].span[0] == low else None)
    stack: list[Mark] = []
    where: dict[str, list[int]] = defaultdict(list)  # family → places in the stack

    def cut(place: int, end: int, closed: Closed) -> None:
        """Takes the stack down to `place`. What was open ends before `end`, the lowest as `closed` says."""
        while end > low and text[end - 1].isspace():
            end -= 1
        for number in range(len(stack) - 1, place - 1, -1):
            mark = stack.pop()
            where[mark.family].pop()
            how: Closed = closed if number == place else "paragraph"
            whole = (
                mark.family != "single"
                or how == "continued"
                or (mark is out.opens and mark.sign in OPEN and end == high)
            )
            if whole and mark.span[1] < end:
                out.passages.append(Quotation((mark.span[0], end), (mark.span[1], end), 0, how))
            if how == "paragraph" and (mark.family != "single" or mark.sign in OPEN):
                out.unclosed.append(mark.span)

    for mark in found:
        if mark.sign == "’’" and not where["double"] and where["single"]:
            mark.family = "single"
        partner = where[mark.family][-1] if where[mark.family] else None
        floor = max((where[f][-1] for f in ("double", "angle", "angle1") if where[f]), default=-1)
        if partner is not None and mark.family == "single" and partner < floor and (mark.next_double or mark.may_open):
            partner = None  # a single mark does not reach out of a double passage that something will close
        goes_on = following is not None and following.family == mark.family
        if partner is not None and _closes(text, mark, stack[partner], goes_on):
            cut(partner + 1, mark.span[0], "paragraph")
            opener = stack.pop()
            where[mark.family].pop()
            out.passages.append(
                Quotation((opener.span[0], mark.span[1]), (opener.span[1], mark.span[0]), 0, "mark"),
            )
        elif _opens(text, mark):
            if partner is not None and not (mark.nests and len(where[mark.family]) < 2):
                # no style nests a mark in its like: either a paragraph of one quotation begins here, its line break
                # lost, or the mark before lacks its partner
                place = where[mark.family][0] if mark.family != "single" else partner
                told = _REPORTED.search(text[max(low, mark.span[0] - 90) : mark.span[0]])
                goes = _after_stop(text, mark) and not told and _sure(text, stack[place], low)
                cut(place, mark.span[0], "continued" if goes else "paragraph")
            where[mark.family].append(len(stack))
            stack.append(mark)
        elif mark.family != "single":
            out.unopened.append(mark)
        # a single closing mark that closes nothing is an apostrophe ("the soldiers’", "’tis"): no quotation was meant
    outer = next((n for n, mark in enumerate(stack) if mark.family != "single" or _sure(text, mark, low)), None)
    if outer is not None:
        goes = following is not None and following.family == stack[outer].family
        out.open = None if goes else stack[outer]
        cut(outer, high, "continued" if goes else "paragraph")
    cut(0, high, "paragraph")
    return out


def _link(text: str, paragraphs: list[_Paragraph]) -> None:
    """Joins a mark that is open at the end of its paragraph to one, some paragraphs on, that closes nothing there."""
    first: int | None = None
    for number, here in enumerate(paragraphs):
        if first is not None and number - first < _MOST_PARAGRAPHS:
            opener = paragraphs[first].open
            assert opener is not None
            end = next((mark for mark in here.unopened[:1] if mark.family == opener.family), None)
            limit = end.span[0] if end else here.high
            speech = any(p.inner[0] < limit and _speech(text, p, opener.family) for p in here.passages)
            across = end is not None and any(p.span[0] < limit < p.span[1] for p in here.passages)
            wrapped = number == first + 1 and text[paragraphs[first].high : here.low].count("\n") == 1
            placed = end is not None and (wrapped or end.span[1] == here.high or text[limit - 1] in ",.!?…")
            if end is not None and placed and not speech and not across:
                _join(paragraphs[first : number + 1], opener, end)
                first = None
            elif speech or end is not None or here.unclosed or here.opens:
                first = None
        else:
            first = None
        if here.open is not None and here.open.family != "single":
            first = number


def _speech(text: str, passage: Quotation, family: str) -> bool:
    """Whether a passage in marks of a family reads as speech: some words with a stop or comma at their end."""
    sign, (low, high) = text[passage.span[0]], passage.inner
    alike = family == (OPEN.get(sign) or CLOSE.get(sign) or BOTH.get(sign))
    return alike and text[high - 1] in ",.!?" and text.count(" ", low, high) > 1


def _join(paragraphs: list[_Paragraph], opener: Mark, end: Mark) -> None:
    head, *middle, tail = paragraphs
    head.unclosed.remove(opener.span)
    head.passages = [replace(p, closed="continued") if p.span[0] == opener.span[0] else p for p in head.passages]
    for whole in middle:
        whole.passages.append(Quotation((whole.low, whole.high), (whole.low, whole.high), 0, "continued"))
    tail.unopened.remove(end)
    tail.passages.append(Quotation((tail.low, end.span[1]), (tail.low, end.span[0]), 0, "mark"))


def quotations(text: str) -> Quotations:
    """Every passage in quotation marks. None crosses a line end: a quotation of several paragraphs is several."""
    read: list[tuple[int, int, list[Mark]]] = []
    for match in _PARAGRAPH.finditer(text):
        low, high = match.span()
        while low < high and (text[low].isspace() or text[low] in INVISIBLE):
            low += 1
        while low < high and text[high - 1].isspace():
            high -= 1
        if low < high:
            read.append((low, high, marks(text, low, high)))
    paragraphs: list[_Paragraph] = []
    for number, (low, high, found) in enumerate(read):
        after = read[number + 1] if number + 1 < len(read) else None
        begins = after is not None and after[2] and after[2][0].span[0] == after[0] and after[2][0].may_open
        paragraphs.append(_pair(text, low, high, found, after[2][0] if after and begins else None))
    _link(text, paragraphs)
    passages: list[Quotation] = []
    ends: list[int] = []
    for passage in sorted((p for q in paragraphs for p in q.passages), key=lambda p: (p.span[0], -p.span[1])):
        while ends and ends[-1] <= passage.span[0]:
            ends.pop()
        passages.append(replace(passage, depth=len(ends)))
        ends.append(passage.span[1])
    unclosed = sorted(span for q in paragraphs for span in q.unclosed)
    unopened = sorted(mark.span for q in paragraphs for mark in q.unopened)
    return Quotations(tuple(passages), tuple(unclosed), tuple(unopened))


#: What a word is to the quotation marks, in the order of the model's quotation embedding.
STATES = ("outside", "opening", "inside", "closing", "nested", "unclosed")
_STATE = {name: number for number, name in enumerate(STATES)}


def states(words: np.ndarray, found: Quotations) -> np.ndarray:
    """The state of each word: (words,) int8, an index into `STATES`. `words` is (words, 2), the spans in order."""
    out = np.zeros(len(words), np.int8)
    spans = np.array([p.span for p in found.passages], words.dtype).reshape(-1, 2)
    lows = np.searchsorted(np.ascontiguousarray(words[:, 0]), spans[:, 0]).tolist()
    highs = np.searchsorted(np.ascontiguousarray(words[:, 1]), spans[:, 1], side="right").tolist()
    edges: list[tuple[int, str]] = []
    for passage, low, high in zip(found.passages, lows, highs, strict=True):
        out[low:high] = _STATE["nested" if passage.depth else "unclosed" if passage.closed == "paragraph" else "inside"]
        if low < high and passage.span[0] < passage.inner[0]:
            edges.append((low, "opening"))
        if low < high and passage.inner[1] < passage.span[1]:
            edges.append((high - 1, "closing"))
    for word, state in edges:
        out[word] = _STATE[state]
    return out
