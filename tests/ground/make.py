"""Makes a grounding context from a text, without weights: statements and names are given by their words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np

from sayso.encode.encoder import LINK, NAMES, Reading
from sayso.encode.quotes import quotations
from sayso.encode.sentences import sentences
from sayso.encode.tokens import tokenise
from sayso.encode.windows import sentence_words
from sayso.ground.context import Context, context
from sayso.report import Report, Segment, Span, Statement, text_id

NOW = datetime(2031, 3, 2, 9, tzinfo=UTC)


def at(text: str, words: str | Span, after: int = 0) -> Span:
    """Where words stand in a text, from `after` on; a span is given back as it is."""
    if not isinstance(words, str):
        return words
    low = text.index(words, after)
    return low, low + len(words)


def said(
    text: str, source: str | Span | None, cue: str | Span | None, content: str | Span, ident: str = "s1", **more: Any
) -> Statement:
    """A statement by its words in the text: the first place where each stands."""
    spans: dict[str, Any] = {
        k: (at(text, v),) if v else () for k, v in (("source", source), ("cue", cue), ("content", content))
    }
    return Statement(ident, f"key-{ident}", "indirect", **spans, **more)


def make(text: str, *statements: Statement, names: dict[str, str] | None = None, **known: Any) -> Context:
    """The context of a text. `names` gives the encoder's kind of name for words, at every place where they stand."""
    tokens = tokenise(text)
    cuts = sentences(text)
    count = len(tokens)
    kinds = np.zeros(count, np.int8)
    for words, kind in (names or {}).items():
        low = text.find(words)
        while low >= 0:
            inside = (tokens.words[:, 0] >= low) & (tokens.words[:, 1] <= low + len(words))
            kinds[inside] = NAMES.index(kind)
            low = text.find(words, low + 1)
    owner = np.zeros(count, np.int64)
    for low, _ in sentence_words(tokens, cuts):
        if low:
            owner[low:] += 1
    reading = Reading(
        text=text,
        tokens=tokens,
        sentences=tuple(cuts),
        sentence_of=owner,
        line_of=np.cumsum(tokens.breaks >= 2),
        quotations=quotations(text),
        tags=np.zeros((count, 7), np.float32),
        names=kinds,
        ends=np.zeros((count, 8, LINK), np.float16),
    )
    given = {"segments": (Segment((0, len(text)), "body"),), "language": "en", **known}
    report = Report(text, "made", text_id(text), None, NOW, statements=statements, **given)
    return context(report, reading)
