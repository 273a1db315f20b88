"""What changed at one address: two texts of one page, sentence by sentence and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import pairwise

from sayso.compare.nouns import NoConflict, Ref
from sayso.report import Report, Span

_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?![\s”\"’')]|\Z)[^\n.!?]*)*[.!?]?[”\"’')]*")
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
_ALIKE = 0.5  # the share of its words that a sentence keeps where it was changed, not dropped
_MOST, _LONGEST = 20, 200  # changes of a page that are named; sentences of a text that are compared
_SAID = "this compares the two texts and does not say whether a note to readers stands elsewhere"


def edits(reports: Mapping[str, Report]) -> dict[tuple[object, ...], NoConflict]:
    """Words that were changed, and sentences that were dropped, from one text of a page to the next.

    Only of pages with one address and two times of publication, the later of which is known.
    """
    pages: dict[str, list[Report]] = {}
    for report in reports.values():
        if report.url and report.published:
            pages.setdefault(report.url, []).append(report)
    out: dict[tuple[object, ...], NoConflict] = {}
    for texts in pages.values():
        texts.sort(key=lambda report: (report.published or "", report.id))
        for old, new in pairwise(texts):
            if old.text == new.text or (old.published or "")[:19] == (new.published or "")[:19]:
                continue
            for n, one in enumerate(_changes(old, new)):
                if n == _MOST:
                    break
                out["edit", old.id, new.id, one.spans] = one
    return out


def _changes(old: Report, new: Report) -> Iterator[NoConflict]:
    mine, theirs = _sentences(old.text), _sentences(new.text)
    matcher = SequenceMatcher(None, [_key(old.text, s) for s in mine], [_key(new.text, s) for s in theirs], False)
    for tag, low, high, other_low, other_high in matcher.get_opcodes():
        if tag in ("equal", "insert"):
            continue
        left = [(span, frozenset(_WORD.findall(new.text, *span))) for span in theirs[other_low:other_high]]
        for span in mine[low:high]:
            words = frozenset(_WORD.findall(old.text, *span))
            share = [2 * len(words & other) / (len(words) + len(other) or 1) for _, other in left]
            if share and max(share) >= _ALIKE:
                like, _ = left.pop(share.index(max(share)))
                yield from _reworded(old, span, new, like)
            else:
                why = f"{_outlet(old)}: “{_shown(old, span)}” is no more in the later text at this address; {_SAID}"
                yield NoConflict("update", (Ref(old.id, None),), (span,), why)


def _reworded(old: Report, span: Span, new: Report, other: Span) -> Iterator[NoConflict]:
    """The runs of words that took each other's place in a sentence, each with the words around it left out."""
    mine, theirs = ([m.span() for m in _WORD.finditer(r.text, *s)] for r, s in ((old, span), (new, other)))
    words = [old.text[a:b] for a, b in mine], [new.text[a:b] for a, b in theirs]
    for tag, low, high, other_low, other_high in SequenceMatcher(None, *words, False).get_opcodes():
        if tag == "equal":
            continue
        was = (mine[low][0], mine[high - 1][1]) if high > low else (span[0], span[0])
        now = (theirs[other_low][0], theirs[other_high - 1][1]) if other_high > other_low else (other[0], other[0])
        if was[0] == was[1]:
            why = f"{_outlet(old)} put in “{_shown(new, now)}” at one address; {_SAID}"
        elif now[0] == now[1]:
            why = f"{_outlet(old)} took out “{_shown(old, was)}” at one address; {_SAID}"
        else:
            why = f"{_outlet(old)} changed “{_shown(old, was)}” to “{_shown(new, now)}” at one address; {_SAID}"
        yield NoConflict("update", (Ref(old.id, None), Ref(new.id, None)), (was, now), why)


def _sentences(text: str) -> list[Span]:
    found = (m.span() for m in _SENTENCE.finditer(text))
    spans = [(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in found if text[a:b].strip()]
    return spans[:_LONGEST]


def _key(text: str, span: Span) -> str:
    return " ".join(_WORD.findall(text, *span))


def _shown(report: Report, span: Span) -> str:
    words = " ".join(report[span].split())
    return words if len(words) <= 160 else f"{words[:160].rsplit(' ', 1)[0]} …"


def _outlet(report: Report) -> str:
    return report.outlet or f"report {report.id}"
