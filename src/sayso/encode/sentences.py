"""Sentences with exact offsets: rules for news English, as messy as it comes.

A library was looked for: the maintained ones either return strings without offsets or need a model. The rules below are
small, and what the encoder makes of a wrong cut is little: a window holds many sentences.
"""

from __future__ import annotations

import re

from sayso.report import Span

# Words that end in a stop without ending a sentence. "U.S." and the like may do both: see `_ends`.
_TITLES = frozenset(
    "mr mrs ms dr prof rev fr sr jr st gen lt col maj capt sgt cpl cmdr adm brig pvt sen rep gov pres hon supt det insp "
    "messrs mme mlle mt ft no nos vs v art sec pp vol ed eds fig op cf viz al inc ltd co corp bros".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$|[“\"‘«][A-Z])")
_LINE = re.compile(r"[^\n]+")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)\.[\"'”’»)\]]*$")


def _ends(text: str, start: int, stop: int, line_end: int) -> bool:
    """Whether the stop that ends at `stop` ends the sentence that began at `start`."""
    following = text[stop:line_end].lstrip()
    if not following:
        return True
    head = following.lstrip("\"'“‘«([")
    if head[:1].islower():
        return False
    before = text[max(start, stop - 24) : stop]
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    word = last.group(1).lower()
    if word in _TITLES or (word in _MONTHS and head[:1].isdigit()):
        return False
    if len(word) == 1 and not (word == "i" and text[stop - 3 : stop - 2] == " "):
        return False  # an initial: "George W. Bush"
    if "." in word:  # "U.S.", "a.m.": a sentence ends here only before a word that commonly begins one
        return head.split(" ", 1)[0] in _OPENERS
    return True


_OPENERS = frozenset(
    "The A An In On At It He She They We I But And This That These Those There His Her Its Their As For After Before When While If "
    "However Meanwhile So Some Many Both According Among By With From".split()
)


def sentences(text: str, low: int = 0, high: int | None = None) -> list[Span]:
    """Sentences of `text[low:high]`, half-open, in order, without the white space around them. A line end always ends one."""
    spans: list[Span] = []
    for line in _LINE.finditer(text, low, len(text) if high is None else high):
        start, line_end = line.span()
        for stop in _STOP.finditer(text, start, line_end):
            if _ends(text, start, stop.end(), line_end):
                _add(spans, text, start, stop.end())
                start = stop.end()
        _add(spans, text, start, line_end)
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
