"""One pass of the encoder: texts in, readings out.

A `Reading` lives in memory only. It holds what the later rooms need of a text: words with offsets, sentences, quotation
marks, and the numbers of the encoder's heads, a row a word.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort

from sayso.encode.loading import weights
from sayso.encode.quotes import Quotations, quotations, states
from sayso.encode.sentences import sentences
from sayso.encode.tokens import Tokens, tokenise, tokenizer
from sayso.encode.windows import Window, sentence_words, windows
from sayso.report import ModelError, Span

CLS, SEP = 101, 102
#: Pieces in one batch. Larger batches gain nothing on two cores and cost memory.
BATCH_PIECES = 4096
#: Windows are padded to a multiple of this: at other lengths the fused operators' results depend on a row's place in
#: the batch (at 235 and 255 pieces by up to 0.1 in a tag's score; at multiples of 16 not at all).
PAD = 16
#: Length of a link vector, see `sayso.attribute.links`.
LINK = 64

NAMES = (
    "O",
    "PERSON",
    "ORGANIZATION",
    "LOCATION",
    "MISC",
    "DATE",
    "TIME",
    "DURATION",
    "SET",
    "NUMBER",
    "ORDINAL",
    "MONEY",
    "PERCENT",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as the encoder sees it. All arrays have a row a word."""

    text: str
    tokens: Tokens
    sentences: tuple[Span, ...]  # spans of code points
    sentence_of: np.ndarray  # (words,) int64: index of each word's sentence
    line_of: np.ndarray  # (words,) int64: lines of text counted from the start
    quotations: Quotations
    tags: np.ndarray  # (words, 7) float32: scores of TAGS
    names: np.ndarray  # (words,) int8: index into NAMES
    ends: np.ndarray  # (words, 8, LINK) float16: link vectors' ends


@dataclass(frozen=True, slots=True)
class Chain:
    """What the model learnt beside its graph: the tag chain, the weights of pairs, the calibration of scores."""

    start: np.ndarray  # (7,)
    move: np.ndarray  # (7, 7), from row to column
    pair_source: np.ndarray  # (facts,)
    pair_content: np.ndarray  # (facts,)
    no_source: np.ndarray  # (LINK + 1,): weights of a cue's vector, and a constant
    calibration: np.ndarray  # weights of a statement's score, see `sayso.attribute.score`


@dataclass(frozen=True, slots=True)
class _Prepared:
    text: str
    tokens: Tokens
    sentences: list[Span]
    quotes: Quotations
    states: np.ndarray
    windows: list[Window]


class Encoder:
    """The encoder of one language: an ONNX session and what goes with it."""

    def __init__(self, model: Path | None = None, threads: int = 0, found: tuple[bytes, str] | None = None):
        """Loads `model` (by default the package's English weights); `threads` 0 takes what the machine has.

        `found`: its bytes and digest, where they have been read already.
        """
        data, self.digest = found or weights(model)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            kept = self._session.get_modelmeta().custom_metadata_map
            self.name: str = kept["name"]
            self.chain = Chain(**{key: _array(value) for key, value in json.loads(kept["chain"]).items()})
        except Exception as error:  # onnxruntime raises its own untyped errors for every kind of damage
            raise ModelError(
                f"the weights could not be loaded ({error}): the file is damaged or of another version"
            ) from error

    @property
    def label(self) -> str:
        """Name and digest of the weights, as rows carry it: "en-1 (sha256 …)"."""
        return f"{self.name} (sha256 {self.digest[:16]})"

    def ready(self) -> None:
        """Loads what the first text would otherwise wait for: the tokeniser."""
        tokenizer()

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Reads texts together: one pass over all their windows, sorted by length. Gives a reading a text, in order."""
        prepared = [_prepare(text) for text in texts]
        tags = [np.zeros((len(p.tokens), 7), np.float32) for p in prepared]
        names = [np.zeros(len(p.tokens), np.int8) for p in prepared]
        ends = [np.zeros((len(p.tokens), 8, LINK), np.float16) for p in prepared]
        todo = [(number, window) for number, p in enumerate(prepared) for window in p.windows]
        todo.sort(key=lambda job: _size(prepared[job[0]].tokens, job[1].span))
        for batch in _batches(todo, prepared):
            inputs, first = _inputs(batch, prepared)
            tag_rows, name_rows, end_rows = self._session.run(["tags", "names", "ends"], inputs)
            for row, (number, window) in enumerate(batch):
                low, (a, b) = window.span[0], window.keep
                pick = first[row][a - low : b - low]
                tags[number][a:b] = tag_rows[row][pick]
                names[number][a:b] = name_rows[row][pick].argmax(-1)
                ends[number][a:b] = end_rows[row][pick].reshape(-1, 8, LINK)
        return [
            Reading(
                p.text,
                p.tokens,
                tuple(p.sentences),
                _owners(p),
                np.cumsum(p.tokens.breaks >= 2),
                p.quotes,
                tags[n],
                names[n],
                ends[n],
            )
            for n, p in enumerate(prepared)
        ]


def _array(value: dict[str, object]) -> np.ndarray:
    """An array from its shape and base64 little-endian float32 bytes."""
    shape = value["shape"]
    assert isinstance(shape, list)
    return np.frombuffer(base64.b64decode(str(value["data"])), "<f4").reshape(shape)


def _prepare(text: str) -> _Prepared:
    tokens = tokenise(text)
    cuts = sentences(text)
    quotes = quotations(text)
    return _Prepared(text, tokens, cuts, quotes, states(tokens.words, quotes), windows(tokens, cuts))


def _owners(p: _Prepared) -> np.ndarray:
    """The sentence of each word."""
    out = np.zeros(len(p.tokens), np.int64)
    for low, _ in sentence_words(p.tokens, p.sentences):
        if low:
            out[low:] += 1
    return out


def _size(tokens: Tokens, span: Span) -> int:
    return int(tokens.first[span[1]] - tokens.first[span[0]]) + 2


def _padded(size: int) -> int:
    """A window's length with its padding."""
    return -(-size // PAD) * PAD


def _batches(todo: list[tuple[int, Window]], prepared: list[_Prepared]) -> list[list[tuple[int, Window]]]:
    """Windows of one padded length to a batch, at most BATCH_PIECES in it; they come sorted by length.

    A window is padded by its own length alone, never by its neighbours': else its numbers would depend, in their last
    digits, on what it is read beside, and eight-bit rounding would carry that on. So they are the same to the last
    bit in one file, a folder or a cluster, on one thread or several.
    """
    out: list[list[tuple[int, Window]]] = []
    before = 0
    for number, window in todo:
        size = _padded(_size(prepared[number].tokens, window.span))
        if size == before and (len(out[-1]) + 1) * size <= BATCH_PIECES:
            out[-1].append((number, window))
        else:
            out.append([(number, window)])
        before = size
    return out


def _inputs(
    batch: list[tuple[int, Window]], prepared: list[_Prepared]
) -> tuple[dict[str, np.ndarray], list[np.ndarray]]:
    """The graph's inputs, (batch, length) int64 each, and for each row where its words' first pieces are."""
    number, longest = batch[-1]  # they come sorted, and pad to the same length
    length = _padded(_size(prepared[number].tokens, longest.span))
    inputs = {
        name: np.zeros((len(batch), length), np.int64) for name in ("pieces", "shapes", "quotes", "breaks", "mask")
    }
    first = []
    for row, (number, window) in enumerate(batch):
        p, (low, high) = prepared[number], window.span
        a, b = int(p.tokens.first[low]), int(p.tokens.first[high])
        owner = np.repeat(np.arange(low, high), np.diff(p.tokens.first[low : high + 1]))
        size = b - a + 2
        inputs["pieces"][row, 0], inputs["pieces"][row, size - 1] = CLS, SEP
        inputs["pieces"][row, 1 : size - 1] = p.tokens.pieces[a:b]
        inputs["shapes"][row, 1 : size - 1] = p.tokens.shapes[owner]
        inputs["quotes"][row, 1 : size - 1] = p.states[owner]
        inputs["breaks"][row, 1 : size - 1] = p.tokens.breaks[owner]
        inputs["mask"][row, :size] = 1
        first.append(p.tokens.first[low:high] - a + 1)
    return inputs, first
