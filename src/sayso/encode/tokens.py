"""Words and word pieces with exact offsets.

A *word* is what BERT's own pre-tokeniser cuts: a run of letters and digits, or one punctuation mark. Words carry the
tags; pieces are what the encoder reads. Both keep half-open code-point spans into the text they came from.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

# `tokenizers` brings huggingface-hub along; nothing here loads from it, and this makes sure that nothing could.
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from tokenizers import Tokenizer

from sayso.report import Span

#: Word shapes, in the order of the model's shape embedding. The encoder is uncased: this is where case survives.
SHAPES = (
    "none",
    "lower",
    "title",
    "upper",
    "initial",
    "mixed",
    "digits",
    "alphanumeric",
    "stop",
    "comma",
    "quote",
    "dash",
    "bracket",
    "other",
)
_SHAPE = {name: number for number, name in enumerate(SHAPES)}

#: What stands before a word: nothing, a space, a line break, a blank line.
BREAKS = ("glued", "space", "line", "paragraph")

# A chunk is what is handed to the tokeniser in one call. It bounds memory on a report that is one huge line.
_CHUNK = 20_000
_MARKS = {
    **dict.fromkeys(".!?…", "stop"),
    **dict.fromkeys(",;:", "comma"),
    **dict.fromkeys("\"'“”‘’«»‹›„‟‚‛`´", "quote"),
    **dict.fromkeys("-–—―‐‑", "dash"),
    **dict.fromkeys("()[]{}", "bracket"),
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and pieces of one text, as flat arrays of one row each."""

    words: np.ndarray  # (words, 2) int32: the span of each word
    shapes: np.ndarray  # (words,) int8: index into SHAPES
    breaks: np.ndarray  # (words,) int8: index into BREAKS
    pieces: np.ndarray  # (pieces,) int32: vocabulary ids
    first: np.ndarray  # (words + 1,) int32: first piece of each word, and the number of pieces

    def __len__(self) -> int:
        return len(self.words)


@cache
def tokenizer() -> Tokenizer:
    """The encoder's own tokeniser, from the package."""
    data = resources.files("sayso").joinpath("data/en-tokenizer.json").read_text(encoding="utf-8")
    found = Tokenizer.from_str(data)
    found.no_truncation()
    found.no_padding()
    return found


def _chunks(text: str) -> list[Span]:
    """Stretches of at most `_CHUNK` code points, cut at line ends, else at spaces, else anywhere."""
    spans, start = [], 0
    while start < len(text):
        end = min(len(text), start + _CHUNK)
        if end < len(text):
            cut = text.rfind("\n", start + _CHUNK // 2, end)
            cut = cut if cut > 0 else text.rfind(" ", start + _CHUNK // 2, end)
            end = cut if cut > 0 else end
        spans.append((start, end))
        start = end
    return spans


def shape(word: str) -> int:
    """The shape of one word, as an index into `SHAPES`."""
    if len(word) == 1 and not word.isalnum():
        return _SHAPE[_MARKS.get(word, "other")]
    if word.isdigit():
        return _SHAPE["digits"]
    if any(c.isdigit() for c in word):
        return _SHAPE["alphanumeric"]
    if word.islower():
        return _SHAPE["lower"]
    if word.isupper():
        return _SHAPE["initial" if len(word) == 1 else "upper"]
    if word[:1].isupper() and word[1:].islower():
        return _SHAPE["title"]
    return _SHAPE["mixed"] if word.isalpha() else _SHAPE["other"]


_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def _break(gap: str) -> int:
    if not gap:
        return 0
    if "\n" not in gap:
        return 1
    return 3 if _BLANK_LINE.search(gap) else 2


def tokenise(text: str) -> Tokens:
    """Cuts a text into words and pieces. Characters that the vocabulary drops (controls, spaces) belong to none."""
    spans: list[Span] = []
    pieces: list[int] = []
    first: list[int] = []
    encode = tokenizer().encode
    for low, high in _chunks(text):
        found = encode(text[low:high], add_special_tokens=False)
        before = None
        for piece, (start, end), word in zip(found.ids, found.offsets, found.word_ids, strict=True):
            if word != before:
                spans.append((low + start, low + end))
                first.append(len(pieces))
                before = word
            else:
                spans[-1] = (spans[-1][0], low + end)
            pieces.append(piece)
    first.append(len(pieces))
    shapes = [shape(text[s:e]) for s, e in spans]
    ends = [0, *(e for _, e in spans)]
    breaks = [_break(text[end:start]) if n else 3 for n, (end, (start, _)) in enumerate(zip(ends, spans, strict=False))]
    return Tokens(
        np.array(spans, dtype=np.int32).reshape(-1, 2),
        np.array(shapes, dtype=np.int8),
        np.array(breaks, dtype=np.int8),
        np.array(pieces, dtype=np.int32),
        np.array(first, dtype=np.int32),
    )
