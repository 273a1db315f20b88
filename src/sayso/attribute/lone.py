"""Contents for cues that were left without one: what stands plainly after the cue, or around it.

"He sent a telegram telling him his brother was hurt": the tags see who tells and that he tells, and not what. Such a
cue would be listed as seen and not used. Where the words leave little room, what no tag claims is its content: a clause
or a quotation that begins right after it, or the sentence that it is put into ("the valve, I believe, froze").
"""

from __future__ import annotations

from sayso.attribute.complements import SURE
from sayso.attribute.decode import Part
from sayso.attribute.wording import Text, around, clause_after, sides
from sayso.report import Span


def content_of(text: Text, cue: Span, source: Span | None) -> list[Part]:
    """The contents of a cue that has none, and takes them; none where nothing plain is there."""
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
    while start < len(text.words) and start < cue[1] + 2 and text.words[start] in {",", ":"}:
        start += 1
    if start >= len(text.words):
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
    if text.words[cue[0]] == "according" and source is not None and source[0] >= cue[1]:
        return around(text, low, high)
    if source is None or high - low > cue[1] - cue[0] + source[1] - source[0] + 2:
        return []
    return sides(text, low, high)
