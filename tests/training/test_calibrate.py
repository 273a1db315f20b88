"""The weights of a statement's score: logistic regression finds what made the data."""

from __future__ import annotations

import numpy as np
import pytest

from training.calibrate import fit


def chance_of(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """The probabilities that weights give."""
    return 1 / (1 + np.exp(-x @ w))


def test_known_weights_are_recovered() -> None:
    chance = np.random.default_rng(1)
    weights = np.array([-0.5, 1.0, 0.3, 0.0, -1.5, 0.7])
    x = np.column_stack([np.ones(20_000), chance.normal(size=(20_000, 5))])
    y = (chance.random(20_000) < chance_of(x, weights)).astype(float)
    assert fit(x, y) == pytest.approx(weights, abs=0.1)


def test_a_constant_alone_gives_the_share_that_is_right() -> None:
    y = np.array([1.0] * 70 + [0.0] * 30)
    assert chance_of(np.ones((1, 1)), fit(np.ones((100, 1)), y))[0] == pytest.approx(0.7, abs=0.01)


def test_evidence_that_is_always_right_gives_no_endless_weight() -> None:
    x = np.column_stack([np.ones(50), np.arange(50) >= 25]).astype(float)
    found = fit(x, x[:, 1])
    assert np.isfinite(found).all()
    assert chance_of(x, found)[[0, -1]] == pytest.approx([0, 1], abs=0.05)


def test_evidence_that_never_varies_does_no_harm() -> None:
    chance = np.random.default_rng(2)
    x = np.column_stack([np.ones(500), chance.normal(size=500), np.zeros(500)])
    y = (chance.random(500) < 0.6).astype(float)
    found = fit(x, y)
    assert found[2] == 0
    assert np.isfinite(found).all()
