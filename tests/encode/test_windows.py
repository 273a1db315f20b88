"""Windows of whole sentences: every word is read, once, with as much around it as fits."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.encode.sentences import sentences
from sayso.encode.tokens import Tokens, tokenise
from sayso.encode.windows import MAX_PIECES, Window, sentence_words, split_long, windows


def made(sizes: list[list[int]]) -> tuple[Tokens, list[tuple[int, int]]]:
    """A text of sentences with words of so many pieces; a word is one letter, a space between two."""
    flat = [size for sentence in sizes for size in sentence]
    places = np.arange(len(flat), dtype=np.int32) * 2
    first = np.concatenate([[0], np.cumsum(flat)]).astype(np.int32)
    none = np.zeros(len(flat), np.int8)
    tokens = Tokens(np.stack([places, places + 1], 1), none, none, np.zeros(first[-1], np.int32), first)
    spans, at = [], 0
    for sentence in sizes:
        spans.append((at * 2, (at + len(sentence)) * 2 - 1))
        at += len(sentence)
    return tokens, spans


def pieces(tokens: Tokens, span: tuple[int, int]) -> int:
    return int(tokens.first[span[1]] - tokens.first[span[0]])


texts = st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=12), min_size=0, max_size=30)


@given(texts, st.integers(4, 40), st.integers(0, 15))
def test_every_word_is_kept_once_inside_its_window(sizes: list[list[int]], limit: int, overlap: int) -> None:
    tokens, spans = made(sizes)
    found = windows(tokens, spans, limit, overlap)
    assert [n for w in found for n in range(*w.keep)] == list(range(len(tokens)))
    for window in found:
        (low, high), (a, b) = window.span, window.keep
        assert low <= a <= b <= high
        assert pieces(tokens, window.span) <= limit or high == low + 1
    for before, after in zip(found, found[1:], strict=False):
        assert before.span[0] < after.span[0]
        assert before.span[1] < after.span[1], "each window reads something new"
        shared = (after.span[0], max(before.span[1], after.span[0]))
        assert pieces(tokens, shared) <= overlap


@given(texts, st.integers(4, 40))
def test_sentences_that_fit_are_never_cut(sizes: list[list[int]], limit: int) -> None:
    tokens, spans = made(sizes)
    edges = {edge for w in windows(tokens, spans, limit) for edge in w.span}
    for low, high in sentence_words(tokens, spans):
        if pieces(tokens, (low, high)) <= limit:
            assert not edges & set(range(low + 1, high))


@given(texts, st.integers(1, 30))
def test_long_sentences_are_split_as_a_walk_word_by_word_would(sizes: list[list[int]], limit: int) -> None:
    tokens, spans = made(sizes)
    expected: list[tuple[int, int]] = []
    for low, high in sentence_words(tokens, spans):
        start = low
        for word in range(low, high):
            if word > start and pieces(tokens, (start, word + 1)) > limit:
                expected.append((start, word))
                start = word
        expected.append((start, high))
    assert split_long(tokens, sentence_words(tokens, spans), limit) == expected


@given(st.text(alphabet="aB. \n“”’", max_size=120))
def test_every_word_belongs_to_one_sentence(text: str) -> None:
    tokens = tokenise(text)
    ranges = sentence_words(tokens, sentences(text))
    assert [n for span in ranges for n in range(*span)] == list(range(len(tokens)))
    assert all(low < high for low, high in ranges)


def test_a_short_text_is_one_window() -> None:
    text = "He came. He left."
    tokens = tokenise(text)
    assert windows(tokens, sentences(text)) == [Window((0, 6), (0, 6))]
    assert windows(tokenise(""), []) == []


def test_two_windows_share_a_sentence_and_halve_it_between_them() -> None:
    tokens, spans = made([[1] * 4] * 5)
    assert windows(tokens, spans, limit=12, overlap=4) == [Window((0, 12), (0, 8)), Window((8, 20), (8, 20))]


def test_a_sentence_too_long_to_share_a_window_is_read_alone() -> None:
    tokens, spans = made([[1] * 4, [1] * 12, [1] * 4])
    assert [w.span for w in windows(tokens, spans, limit=12, overlap=8)] == [(0, 4), (4, 16), (16, 20)]


def test_one_huge_line_fits_the_encoder() -> None:
    text = "the elder of the village spoke " * 500
    tokens = tokenise(text)
    found = windows(tokens, sentences(text))
    assert max(pieces(tokens, w.span) for w in found) <= MAX_PIECES - 2
    assert sum(b - a for a, b in (w.keep for w in found)) == len(tokens)
