"""A statement in the making, and the first reading of a text into such drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sayso.attribute.clauses import with_clauses
from sayso.attribute.complements import with_complements
from sayso.attribute.conjoined import speaker
from sayso.attribute.decode import Part, legal, marginals, parts, viterbi
from sayso.attribute.links import Layout, link
from sayso.attribute.lone import content_of
from sayso.attribute.signatures import with_signatures
from sayso.attribute.wording import NUMBERS, Text, as_parts, as_text
from sayso.encode.encoder import Chain, Reading
from sayso.report import Kind, Segment, SegmentKind, Span

Spans = tuple[Span, ...]

#: Segments that are one running text to a statement, and those that hold no part of one.
_RUNNING: frozenset[SegmentKind] = frozenset({"body", "blockquote"})
_SILENT: frozenset[SegmentKind] = frozenset({"byline", "dateline"})
#: Takes a tag out of the chain's reach.
_NEVER = 100.0


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution found in a text. Spans are code points of that text, in order."""

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    sure: tuple[float, float, float]  # weakest cue or source tag, weakest content tag, weakest link: each from 0 to 1
    parent: int | None = None  # place of the enclosing draft in the same list

    @property
    def span(self) -> Span:
        """From its first part to its last."""
        every = (*self.source, *self.cue, *self.content)
        return min(s for s, _ in every), max(e for _, e in every)

    def moved(self, by: int) -> Draft:
        """The same draft in a text that begins `by` code points earlier."""

        def shift(spans: Spans) -> Spans:
            return tuple((s + by, e + by) for s, e in spans)

        return replace(self, source=shift(self.source), cue=shift(self.cue), content=shift(self.content))


def drafts(reading: Reading, chain: Chain, segments: Sequence[Segment] = ()) -> list[Draft]:
    """The attributions that one pass of the encoder finds in a text, none inside another, in order of the text.

    A cue that found no content is among them, with an empty content: it may be a relay of the statement beside it
    (`sayso.attribute.nest.relays`), and if it is not, the reader is told of it. Of the report's `segments`, bylines and
    datelines hold no part of a statement, and headlines, captions and the like share none with the running text.
    """
    stretch = _stretches(reading, segments)
    found = with_signatures(reading, _parts(reading, chain, stretch))
    found = with_clauses(reading, with_complements(reading, found, stretch), stretch)
    layout = Layout(reading.line_of, reading.sentence_of, stretch)
    text = as_text(reading, found, stretch)
    out = []
    for linked in link(found, reading.ends, layout, chain, _speech(reading, found)):
        chosen = [found[n] for n in linked.contents]
        source = [found[linked.source]] if linked.source is not None else []
        if not chosen:
            chosen = content_of(text, found[linked.cue].words, source[0].words if source else None)
        if chosen and not source:
            source = _conjoined(text, found[linked.cue].words, chosen)
        content = tuple(sorted(_chars(reading, p.words) for p in chosen))
        cue = _chars(reading, found[linked.cue].words)
        sure = (
            min(p.score for p in (found[linked.cue], *source)),
            min((p.score for p in chosen), default=1.0),
            linked.sure,
        )
        spans = tuple(_chars(reading, p.words) for p in source)
        kind = kind_of(reading, cue, content) if content else "indirect"
        out.append(Draft(spans, (cue,), content, kind, sure))
    return sorted(out, key=lambda d: d.span)


def _conjoined(text: Text, cue: Span, content: list[Part]) -> list[Part]:
    """The source of a cue that has none: who does what the verbs before it say, where a quotation comes after."""
    after = [p.words for p in content if p.words[0] >= cue[1]]
    if not after or not quoted_share(text.reading, (_chars(text.reading, after[0]),)):
        return []
    who = speaker(text, cue)
    if who is None:
        return []
    text.taken[slice(*who)] = NUMBERS["source"]
    return as_parts(("source", who))


def _stretches(reading: Reading, segments: Sequence[Segment]) -> np.ndarray:
    """Which stretch each word is in: (words,) int, 0 the running text, -1 where no statement may be."""
    out = np.zeros(len(reading.tokens), np.int64)
    starts = reading.tokens.words[:, 0]
    for number, segment in enumerate(segments, 1):
        if segment.kind not in _RUNNING:
            low, high = np.searchsorted(starts, segment.span)
            out[low:high] = -1 if segment.kind in _SILENT else number
    return out


def _parts(reading: Reading, chain: Chain, stretch: np.ndarray) -> list[Part]:
    start, move = legal(chain.start, chain.move)
    tags = reading.tags
    if (stretch < 0).any():
        tags = tags.copy()
        tags[stretch < 0, 1:] -= _NEVER
    path = viterbi(tags, start, move)
    return parts(path, marginals(tags, start, move), reading.tokens.breaks >= 2)


def _speech(reading: Reading, found: list[Part]) -> list[int]:
    """A number for each part: contents in passages of one quotation over several paragraphs share theirs.

    Each paragraph of such a quotation opens and only the last closes: a passage that is continued, and the next.
    """
    numbers = list(range(len(found)))
    passages = [p for p in reading.quotations.passages if p.depth == 0]
    spans = [_chars(reading, p.words) for p in found]
    inside = [[n for n, p in enumerate(found) if p.part == "content" and _meet(spans[n], q.span)] for q in passages]
    for here, following, passage in zip(inside, inside[1:], passages, strict=False):
        if passage.closed == "continued" and here and following:
            joined = {numbers[here[-1]], numbers[following[0]]}
            numbers = [min(joined) if n in joined else n for n in numbers]
    return numbers


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _chars(reading: Reading, words: Span) -> Span:
    spans = reading.tokens.words
    return int(spans[words[0], 0]), int(spans[words[1] - 1, 1])


def quoted_share(reading: Reading, content: Spans) -> float:
    """The share of a content's letters and digits that stand in quotation marks."""
    inside = total = 0
    passages = [p.inner for p in reading.quotations.passages if p.depth == 0]
    for low, high in content:
        total += sum(c.isalnum() for c in reading.text[low:high])
        for start, end in passages:
            a, b = max(low, start), min(high, end)
            if a < b:
                inside += sum(c.isalnum() for c in reading.text[a:b])
    return inside / total if total else 0.0


def kind_of(reading: Reading, cue: Span | None, content: Spans) -> Kind:
    """How a content is given: all of it in marks, none, part, or set off as speech without marks."""
    share = quoted_share(reading, content)
    if share >= 0.98:
        return "direct"
    if share > 0:
        return "mixed"
    return "unmarked" if cue is not None and _set_off(reading.text, cue, content) else "indirect"


def _set_off(text: str, cue: Span, content: Spans) -> bool:
    """Whether a content without marks stands apart as speech: after a colon or line end, or over whole sentences."""
    first, last = content[0], content[-1]
    if cue[1] <= first[0]:
        gap = text[cue[1] : first[0]]
        return text[cue[0] : cue[1]].rstrip().endswith(":") or ":" in gap or "\n" in gap
    if last[1] <= cue[0]:
        return "\n" in text[first[0] : last[1]]
    return any("\n" in text[a[1] : b[0]] for a, b in zip(content, content[1:], strict=False))
