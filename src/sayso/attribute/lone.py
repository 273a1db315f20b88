"""Contents for cues that were left without one: what stands plainly after the cue, or around it.

"He sent a telegram telling him his brother was hurt": the tags see who tells and that he tells, and not what. Such a
cue would be listed as seen and not used. Where the words leave little room, what no tag claims is its content: a clause
or a quotation that begins right after it, or the sentence that it is put into ("the valve, I believe, froze").
"""

from __future__ import annotations

from sayso.attribute.complements import SURE, is_no_saying
from sayso.attribute.decode import Part
from sayso.attribute.takers import taker_at
from sayso.attribute.views import NO_AUTHORITY, WHERE, aside_end, put_in
from sayso.attribute.wording import ENDS, Text, around, clause_after
from sayso.report import Span

#: "He said of this letter, “…”": so many words may stand between a cue and its quotation.
_BEFORE_QUOTATION = 8
#: "You know", "let's say", "which is to say": nobody is said to say anything.
_NOBODY = frozenset(("you", "let", "which", "that", "it", "this"))
_MARKS = frozenset("“”\"'‘’«")


def content_of(text: Text, cue: Span, source: Span | None) -> list[Part]:
    """The contents of a cue that has none, and takes them; none where nothing plain is there."""
    if source is not None and text.words[source[0]] in _NOBODY:
        return []
    if is_no_saying(text.reading, text.words, cue):
        return []
    spans = _after(text, cue) or _quoted(text, cue) or _around(text, cue, source)
    for low, high in spans:
        text.taken[low:high] = 3
    return [Part("content", span, SURE) for span in spans]


def _after(text: Text, cue: Span) -> list[Span]:
    span = clause_after(text, cue)
    return [span] if span is not None else []


def _quoted(text: Text, cue: Span) -> list[Span]:
    """A quotation that begins right after the cue: "and I say, 'Hey John'"."""
    start = cue[1]
    while start < min(len(text.words), cue[1] + _BEFORE_QUOTATION) and text.words[start] not in _MARKS:
        start += 1
    if start >= len(text.words) or not text.free(cue[1], start) or text.sentence[start - 1] != text.sentence[cue[0]]:
        return []
    if start > cue[1] and text.words[start - 1] not in {",", ":"}:
        return []
    low = int(text.reading.tokens.words[start, 0])
    passage = next((p.span for p in text.reading.quotations.passages if p.span[0] == low), None)
    if passage is None:
        return []
    end = start
    ends = text.reading.tokens.words[:, 1]
    while end < len(text.words) and ends[end] <= passage[1]:
        end += 1
    return [(start, end)] if end - start > 1 and text.free(start, end) else []


def _around(text: Text, cue: Span, source: Span | None) -> list[Span]:
    """The sentence on both sides of a source and cue between pauses."""
    low, high = cue if source is None else (min(cue[0], source[0]), max(cue[1], source[1]))
    if source is None:
        return []
    if text.words[cue[0]] == "according" and source[0] >= cue[1]:
        if text.words[source[1] - 1] in NO_AUTHORITY:
            return []
        return around(text, low, high)
    row = taker_at(text.words, cue[1] - 1)
    if row is None or "aside" not in row[1].takes:
        return []
    if (text.words[cue[1] - 1] in row[1].nouns and cue[1] - cue[0] > 1) or "," in text.words[slice(*cue)]:
        return []  # "paused to make a remark", "used a maxim, or saying"
    if high - low > cue[1] - cue[0] + source[1] - source[0] + 2:
        return []
    if text.word(high) in WHERE:
        high = aside_end(text, high)
    closed = text.word(high) in ENDS or high >= len(text.words)
    return around(text, low, high) if closed and put_in(text, low, high) else []
