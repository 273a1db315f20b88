"""Quotation marks: which open, which close, what lies between.

News text is not well formed: quotations run over paragraphs (each opens, only the last closes), nest, change their
style half-way, lose a mark or carry one too many. This module never guesses silently: each passage says how it was
closed, and every mark that found no partner is returned as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sayso.report import Span

Closed = Literal["mark", "continued", "paragraph"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One passage in quotation marks within one paragraph."""

    span: Span  # with its marks
    inner: Span  # without them
    depth: int  # 0 for an outermost passage
    closed: Closed  # by its mark; continued: the next paragraph opens again; paragraph: no closing mark at all


@dataclass(frozen=True, slots=True)
class Quotations:
    """All passages in quotation marks of one text, outermost first at each place, and the marks left over."""

    passages: tuple[Quotation, ...]
    unclosed: tuple[Span, ...]  # opening marks that nothing closes
    unopened: tuple[Span, ...]  # closing marks that close nothing


# Families of marks. A straight mark is of both roles; its neighbours decide.
_OPEN = {"“": "double", "„": "double", "‟": "double", "«": "angle", "‹": "angle1", "‘": "single", "‚": "single", "‛": "single"}
_CLOSE = {"”": "double", "»": "angle", "›": "angle1", "’": "single"}
_BOTH = {'"': "double", "＂": "double", "'": "single", "`": "single", "´": "single"}
_MARK = re.compile("``|''|[“„‟«‹‘‚‛”»›’\"＂'`´]")
_PARAGRAPH = re.compile(r"[^\n]+")
# Contractions that begin with an apostrophe; the years ("'90s") are matched by their digits.
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|n|bout|round|cuz|\d\ds?)\b", re.IGNORECASE)
_OPENING_CONTEXT = frozenset(" \t\u00a0\u2002\u2003\u2009\u200a\u202f([{—–-/\u200b\ufeff")


@dataclass(slots=True)
class _Mark:
    span: Span
    family: str
    may_open: bool
    may_close: bool


def _word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()


def _marks(text: str, low: int, high: int) -> list[_Mark]:
    """The marks of one paragraph with the roles that their neighbours allow."""
    found: list[_Mark] = []
    for match in _MARK.finditer(text, low, high):
        start, end = match.span()
        sign = match.group()
        before = text[start - 1] if start > low else " "
        after = text[end] if end < high else " "
        if sign in ("``", "''"):
            opens = sign == "``" or before in _OPENING_CONTEXT
            found.append(_Mark((start, end), "double", opens, sign == "''" and not opens))
            continue
        family = _OPEN.get(sign) or _CLOSE.get(sign) or _BOTH[sign]
        if family == "single" and _word(text, start - 1) and _word(text, end):
            continue  # an apostrophe inside a word
        opening_place = (before in _OPENING_CONTEXT or before in "“\"‘'«") and not after.isspace()
        closing_place = not before.isspace() and (after.isspace() or not after.isalnum())
        spaced_off = before.isspace() and after.isspace()  # " word " as some archives space their marks
        if sign in _OPEN:
            found.append(_Mark((start, end), family, True, closing_place and not opening_place))
        elif sign in _CLOSE:
            if family == "single":
                if opening_place and not closing_place and _ELISION.match(text, end):
                    continue
                found.append(_Mark((start, end), family, opening_place and not closing_place, True))
            else:
                found.append(_Mark((start, end), family, opening_place and not closing_place, not opening_place or closing_place))
        elif family == "single":
            if opening_place and _ELISION.match(text, end):
                continue
            found.append(_Mark((start, end), family, opening_place, closing_place))
        else:
            neither = not opening_place and not closing_place
            found.append(_Mark((start, end), family, opening_place or spaced_off or neither, closing_place or spaced_off or neither))
    return found


def _possessive(text: str, mark: _Mark) -> bool:
    """Whether a single mark after an s reads as a plural possessive ("the soldiers' return")."""
    start, end = mark.span
    return text[start - 1 : start] in ("s", "S") and re.match(r"\s[a-z]", text[end : end + 2]) is not None


def _pair(text: str, low: int, high: int) -> tuple[list[tuple[_Mark, _Mark | None, int]], list[Span]]:
    """Pairs the marks of one paragraph by a stack: (opening mark, closing mark or None, depth), and unopened marks."""
    stack: list[_Mark] = []
    pairs: list[tuple[_Mark, _Mark | None, int]] = []
    unopened: list[Span] = []
    marks = _marks(text, low, high)
    for number, mark in enumerate(marks):
        partner = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].family == mark.family), None)
        closes = mark.may_close and partner is not None
        if closes and mark.family == "single" and _possessive(text, mark):
            # "the ‘Islamists’ return": only a possessive if another single mark can still close the passage
            closes = not any(m.family == "single" and m.may_close for m in marks[number + 1 :])
        if closes and not (mark.may_open and text[mark.span[0]] in _OPEN and mark.span[0] == low):
            assert partner is not None
            for lost in stack[partner + 1 :]:
                pairs.append((lost, None, -1))
            pairs.append((stack[partner], mark, partner))
            del stack[partner:]
        elif mark.may_open:
            stack.append(mark)
        elif mark.family != "single":
            unopened.append(mark.span)
        # a single closing mark that closes nothing is an apostrophe ("the soldiers’", "’tis"): no quotation was meant
    pairs += [(mark, None, depth) for depth, mark in enumerate(stack)]
    return pairs, unopened


def _opens(text: str, low: int, high: int) -> str | None:
    """The family of the mark that opens a paragraph, if one does."""
    start = low
    while start < high and text[start].isspace():
        start += 1
    match = _MARK.match(text, start, high)
    if match is None or match.group() in _CLOSE:
        return None
    return _OPEN.get(match.group()) or _BOTH.get(match.group(), "double")


def quotations(text: str) -> Quotations:
    """Every passage in quotation marks. Passages never cross a line end: a quotation of several paragraphs is several."""
    passages: list[Quotation] = []
    unclosed: list[Span] = []
    unopened: list[Span] = []
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(text) if m.group().strip()]
    for number, (low, high) in enumerate(paragraphs):
        pairs, lone = _pair(text, low, high)
        unopened += lone
        following = _opens(text, *paragraphs[number + 1]) if number + 1 < len(paragraphs) else None
        for mark, end, depth in pairs:
            if end is not None:
                passages.append(Quotation((mark.span[0], end.span[1]), (mark.span[1], end.span[0]), max(depth, 0), "mark"))
                continue
            stop = high
            while stop > mark.span[1] and text[stop - 1].isspace():
                stop -= 1
            if depth == 0 and following == mark.family and mark.family != "single":
                passages.append(Quotation((mark.span[0], stop), (mark.span[1], stop), 0, "continued"))
            elif mark.family != "single" and depth >= 0:
                passages.append(Quotation((mark.span[0], stop), (mark.span[1], stop), depth, "paragraph"))
                unclosed.append(mark.span)
            elif text[mark.span[0]] in _OPEN:
                unclosed.append(mark.span)
    passages.sort(key=lambda p: (p.span[0], -p.span[1]))
    return Quotations(tuple(passages), tuple(sorted(unclosed)), tuple(sorted(unopened)))


#: What a word is to the quotation marks, in the order of the model's quotation embedding.
STATES = ("outside", "opening", "inside", "closing", "nested", "unclosed")
_STATE = {name: number for number, name in enumerate(STATES)}


def states(words: np.ndarray, found: Quotations) -> np.ndarray:
    """The state of each word: (words,) int8, an index into `STATES`. `words` is (words, 2), the spans in order."""
    out = np.zeros(len(words), np.int8)
    starts, ends = words[:, 0], words[:, 1]
    for passage in found.passages:
        low, high = np.searchsorted(starts, passage.span[0]), np.searchsorted(ends, passage.span[1], side="right")
        state = _STATE["nested" if passage.depth else "unclosed" if passage.closed == "paragraph" else "inside"]
        out[low:high] = state
    for passage in found.passages:
        low, high = np.searchsorted(starts, passage.span[0]), np.searchsorted(ends, passage.span[1], side="right")
        if low < high:
            out[low] = _STATE["opening"]
            if passage.closed == "mark":
                out[high - 1] = _STATE["closing"]
    return out
