"""Masked-word training: which reports are read, what is hidden, and a real run over the tiny corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks import corpora
from training import pretrain
from training.data import document
from training.model import Reader
from training.train import MASK, Piece, tensors

TEXT = "The harbour office said on Monday that nine sailors had drowned near the lighthouse. " * 6


@pytest.fixture(autouse=True)
def _numbers_as_they_were() -> Iterator[None]:
    state = torch.get_rng_state()
    yield
    torch.set_rng_state(state)
    torch.set_flush_denormal(False)


def test_no_report_of_the_benchmark_half_is_read(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretrain, "CORPORA", ("world",))
    closed = {doc.text for doc in corpora.own("bench")}
    read = {doc.text for doc in pretrain.unlabelled(1)}
    assert read
    assert not read & closed


def test_whole_words_are_hidden_and_the_marks_at_the_ends_never() -> None:
    doc = document("x", TEXT, None)
    given = tensors([Piece(doc, 0, len(doc.tokens))])
    before = given["pieces"].clone()
    hidden, targets = pretrain.hide(given, np.random.default_rng(1))
    assert 0.1 < float(hidden.sum() / given["mask"].sum()) < 0.3
    assert torch.equal(targets, before[hidden])
    assert torch.equal(given["pieces"][~hidden], before[~hidden])
    assert 0.6 < float((given["pieces"][hidden] == MASK).float().mean()) < 0.95
    first = given["first"][0].tolist()
    assert not hidden[0, 0]
    assert not hidden[0, int(given["mask"].sum()) - 1]
    for low, high in zip(first, first[1:], strict=False):
        assert hidden[0, low:high].all() or not hidden[0, low:high].any()


def test_a_run_moves_the_encoder_and_leaves_the_heads(
    tmp_path: Path, one_layer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pretrain, "pretrained", Path)
    docs = [document(str(n), TEXT, None) for n in range(3)]
    out = pretrain.pretrain(docs, tmp_path / "made.pt", epochs=2, seed=1, rate=1e-3)
    state = torch.load(out, weights_only=True)
    torch.manual_seed(1)
    start = Reader().state_dict()
    assert torch.equal(state["tags.weight"], start["tags.weight"])
    assert not torch.equal(state["layers.0.up.weight"], start["layers.0.up.weight"])
    assert state["shapes.weight"].abs().sum() > 0
