"""A statement in the making, and the first reading of a text into such drafts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.attribute.decode import Part, legal, marginals, parts, viterbi
from sayso.attribute.links import Layout, link
from sayso.encode.encoder import Chain, Reading
from sayso.report import Kind, Span

Spans = tuple[Span, ...]


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


def drafts(reading: Reading, chain: Chain) -> list[Draft]:
    """The attributions that one pass of the encoder finds in a text, none inside another, in order of the text.

    A cue that found no content is among them, with an empty content: it may be a relay of the statement beside it
    (`sayso.attribute.nest.relays`), and if it is not, the reader is told of it.
    """
    found = _parts(reading, chain)
    layout = Layout(reading.line_of, reading.sentence_of)
    out = []
    for linked in link(found, reading.ends, layout, chain):
        chosen = [found[n] for n in linked.contents]
        source = [found[linked.source]] if linked.source is not None else []
        content = _joined(reading, [_chars(reading, p.words) for p in chosen])
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


def _parts(reading: Reading, chain: Chain) -> list[Part]:
    start, move = legal(chain.start, chain.move)
    path = viterbi(reading.tags, start, move)
    return parts(path, marginals(reading.tags, start, move), reading.tokens.breaks >= 2)


def _chars(reading: Reading, words: Span) -> Span:
    spans = reading.tokens.words
    return int(spans[words[0], 0]), int(spans[words[1] - 1, 1])


def _joined(reading: Reading, spans: list[Span]) -> Spans:
    """Contents in order, those with only white space of one line between them made one."""
    out: list[Span] = []
    for span in sorted(spans):
        gap = reading.text[out[-1][1] : span[0]] if out else "x"
        if out and not gap.strip() and "\n" not in gap:
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
    return tuple(out)


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
