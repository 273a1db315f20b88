"""Tags to spans: only legal spans come out, and the chain's probabilities are what brute force says they are."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.attribute.decode import PARTS, TAGS, legal, marginals, parts, viterbi

COUNT = len(TAGS)


def chain(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A legal chain with random weights."""
    chance = np.random.default_rng(seed)
    return legal(chance.normal(size=COUNT), chance.normal(size=(COUNT, COUNT)))


def total(path: tuple[int, ...], emissions: np.ndarray, start: np.ndarray, move: np.ndarray) -> float:
    """The score of one path."""
    steps = sum(move[a, b] for a, b in itertools.pairwise(path))
    return float(start[path[0]] + emissions[range(len(path)), path].sum() + steps)


@given(st.integers(0, 10_000), st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_the_best_path_and_the_probabilities_agree_with_trying_every_path(seed: int, length: int) -> None:
    start, move = chain(seed)
    emissions = np.random.default_rng(seed + 1).normal(size=(length, COUNT)).astype(np.float32) * 2
    paths = list(itertools.product(range(COUNT), repeat=length))
    scores = np.array([total(p, emissions, start, move) for p in paths])
    best = tuple(viterbi(emissions, start, move).tolist())
    assert total(best, emissions, start, move) == pytest.approx(scores.max(), abs=1e-3)
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    by_hand = np.zeros((length, COUNT))
    for path, chance in zip(paths, chances, strict=True):
        by_hand[range(length), path] += chance
    assert marginals(emissions, start, move) == pytest.approx(by_hand, abs=1e-4)


@given(st.integers(0, 10_000), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_whatever_the_numbers_say_the_spans_are_legal(seed: int, length: int) -> None:
    start, move = chain(seed)
    chance = np.random.default_rng(seed)
    emissions = chance.normal(size=(length, COUNT)).astype(np.float32) * 5
    lines = chance.random(length) < 0.1
    path = viterbi(emissions, start, move)
    found = parts(path, marginals(emissions, start, move), lines)
    for part in found:
        low, high = part.words
        assert 0 <= low < high <= length
        assert part.part in PARTS
        assert 0 <= part.score <= 1
        assert not lines[low + 1 : high].any(), "no part crosses a line end"
    assert all(a.words[1] <= b.words[0] for a, b in itertools.pairwise(found)), "in order, none overlapping"
    covered = sum(high - low for low, high in (p.words for p in found))
    assert covered == (path > 0).sum(), "every tagged word is in a part"


def test_an_inside_tag_never_begins_a_text_nor_follows_another_part() -> None:
    start, move = chain(0)
    emissions = np.full((3, COUNT), -5.0, np.float32)
    emissions[:, TAGS.index("I-content")] = 5  # the numbers want I-content from the first word
    path = [TAGS[t] for t in viterbi(emissions, start, move)]
    assert path == ["B-content", "I-content", "I-content"]


def test_no_words_no_parts() -> None:
    start, move = chain(0)
    nothing = np.zeros((0, COUNT), np.float32)
    assert viterbi(nothing, start, move).size == 0
    assert parts(viterbi(nothing, start, move), marginals(nothing, start, move), np.zeros(0, bool)) == []
