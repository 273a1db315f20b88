"""Readings and drafts made by hand: what the later steps need of a text, without a model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sayso.attribute.draft import Draft, Spans
from sayso.encode.encoder import LINK, Reading
from sayso.encode.quotes import quotations
from sayso.encode.sentences import sentences
from sayso.encode.tokens import tokenise
from sayso.report import Kind


def make_reading(text: str) -> Reading:
    """A text's words, sentences and quotation marks; the heads' numbers are zero."""
    tokens = tokenise(text)
    count = len(tokens)
    cuts = sentences(text)
    owner = (
        np.searchsorted([s for s, _ in cuts], tokens.words[:, 0], side="right") - 1 if count else np.zeros(0, np.int64)
    )
    return Reading(
        text,
        tokens,
        tuple(cuts),
        owner,
        np.cumsum(tokens.breaks >= 2),
        quotations(text),
        np.zeros((count, 7), np.float32),
        np.zeros(count, np.int8),
        np.zeros((count, 8, LINK), np.float32),
    )


def make_draft(
    text: str, source: str | None, cue: str | None, *content: str, kind: Kind = "indirect", parent: int | None = None
) -> Draft:
    """A draft whose parts are named by their words; each stands where it is first found."""

    def spans(*words: str | None) -> Spans:
        found = []
        for w in words:
            if w is not None:
                at = text.index(w)
                found.append((at, at + len(w)))
        return tuple(found)

    return Draft(spans(source), spans(cue), spans(*content), kind, (0.9, 0.9, 0.9), parent)


@pytest.fixture
def reading() -> Callable[[str], Reading]:
    """`make_reading`, as a fixture."""
    return make_reading


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """`make_draft`, as a fixture."""
    return make_draft
