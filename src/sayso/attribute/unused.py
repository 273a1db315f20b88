"""What was seen and not used: quotations and cue words that ended in no statement, each with the reason.

Nothing vanishes silently. A dropped quotation would be a false silence about a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.attribute.cues import find
from sayso.attribute.draft import Draft
from sayso.encode.encoder import Reading
from sayso.report import SegmentKind, Span, Unused

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
# Words that stay small in a title.
_SMALL = frozenset(
    "a an and as at but by for from in into nor of on or out over per the to up via with de la le van von".split()
)
_APART: dict[SegmentKind, str] = {
    "headline": "a headline",
    "deck": "the line under the headline",
    "heading": "a heading",
    "caption": "a caption",
    "pullquote": "a pull quote",
    "byline": "a byline",
    "dateline": "a dateline",
    "boilerplate": "boilerplate",
}


class Covered:
    """Which code points of a text belong to some statement."""

    def __init__(self, length: int, spans: Iterable[Span]):
        self._marks = bytearray(length + 1)
        for low, high in spans:
            self._marks[low:high] = b"\1" * (high - low)

    def any(self, span: Span) -> bool:
        """Whether any code point of a span is covered."""
        return self._marks.find(1, *span) >= 0

    def all(self, span: Span) -> bool:
        """Whether every code point of a span is covered."""
        return self._marks.find(0, *span) < 0


def _title(words: Sequence[str]) -> bool:
    """Whether words read as a title or a name: each begins with a capital, small words aside."""
    big = [w for w in words if w.lower() not in _SMALL]
    return bool(big) and all(w[0].isupper() or w[0].isdigit() for w in big)


def unused_quotations(reading: Reading, used: Covered, where: dict[Span, SegmentKind]) -> list[Unused]:
    """Passages in quotation marks of which no part is in a statement. `where` maps segments to their kinds."""
    out = []
    for passage in reading.quotations.passages:
        low, high = passage.inner
        words = _WORD.findall(reading.text[low:high])
        if not words or used.any((low, high)):
            continue
        place = next(
            (_APART[kind] for span, kind in where.items() if span[0] <= low < span[1] and kind in _APART), None
        )
        if place is not None:
            why = f"in quotation marks in {place}, with no one named there who says it"
        elif _title(words):
            why = "in quotation marks, reads as a title or a name"
        elif len(words) <= 3:
            why = "in quotation marks, a word or term set apart; nobody near it is said to use it"
        else:
            why = "in quotation marks, but no source and no cue were found for it"
        out.append(Unused(passage.span, why))
    return out


def unused_cues(reading: Reading, found: Sequence[Draft]) -> list[Unused]:
    """Cues of the lexicon, and cues the model saw, that no statement has."""
    spans = reading.tokens.words
    words = [reading.text[a:b].lower() for a, b in spans.tolist()]
    taken = Covered(len(reading.text), (s for d in found if d.content for s in d.cue))
    parts = Covered(len(reading.text), (s for d in found if d.content for s in (*d.source, *d.content)))
    out = []
    for low, high, cue in find(words):
        span = (int(spans[low, 0]), int(spans[high - 1, 1]))
        if taken.any(span):
            continue
        if parts.all(span):
            why = (
                f"“{cue.lemma}” stands inside another statement and introduces none of its own that could be told apart"
            )
        else:
            why = f"“{cue.lemma}” can report what somebody says, but no content was found for it"
        out.append(Unused(span, why))
    seen = Covered(len(reading.text), (u.span for u in out))
    for draft in found:
        if not draft.content and not any(seen.any(s) or taken.any(s) for s in draft.cue):
            out.append(Unused(draft.cue[0], "reads as a cue, but no content was found for it"))
    return out
