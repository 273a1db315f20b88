"""The model's chain and dropout: what brute force says on sizes where every path can be tried."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from sayso.attribute.decode import TAGS, legal
from training.model import CRF, Dropout, Reader

COUNT = len(TAGS)
OUT, B_CUE, I_CUE, B_CONTENT, I_CONTENT = (TAGS.index(t) for t in ("O", "B-cue", "I-cue", "B-content", "I-content"))


@pytest.fixture
def crf() -> CRF:
    """A chain with random weights."""
    torch.manual_seed(3)
    chain = CRF(COUNT)
    with torch.no_grad():
        chain.start.normal_()
        chain.move.normal_()
    return chain


def by_hand(crf: CRF, emissions: np.ndarray, gold: list[int], starts: bool) -> float:
    """The negative log likelihood of one path among all, each tried by itself."""
    start = crf.start.detach().numpy().astype(np.float64)
    move = crf.move.detach().numpy().astype(np.float64)
    inside = {n for n, name in enumerate(TAGS) if name.startswith("I-")}

    def score(path: tuple[int, ...]) -> float:
        if starts and path[0] in inside:
            return -np.inf
        if any(b in inside and TAGS[a][2:] != TAGS[b][2:] for a, b in itertools.pairwise(path)):
            return -np.inf
        steps = sum(move[a, b] for a, b in itertools.pairwise(path))
        return float(start[path[0]] + emissions[range(len(path)), path].sum() + steps)

    every = [score(path) for path in itertools.product(range(COUNT), repeat=len(gold))]
    return float(np.logaddexp.reduce(every) - score(tuple(gold)))


@pytest.mark.parametrize(
    ("gold", "starts", "why"),
    [
        ([[B_CUE, I_CUE, OUT, B_CONTENT]], [True], "a whole text"),
        ([[I_CONTENT, I_CONTENT, OUT, B_CUE]], [False], "a window that begins inside a span"),
        ([[OUT], [B_CUE, B_CONTENT, I_CONTENT], [I_CUE, OUT]], [True, True, False], "windows of several lengths"),
    ],
)
def test_the_loss_is_what_trying_every_path_gives(
    crf: CRF, gold: list[list[int]], starts: list[bool], why: str
) -> None:
    longest = max(map(len, gold))
    emissions = torch.randn(len(gold), longest, COUNT)
    tags, mask = torch.zeros(len(gold), longest, dtype=torch.long), torch.zeros(len(gold), longest, dtype=torch.bool)
    for row, path in enumerate(gold):
        tags[row, : len(path)], mask[row, : len(path)] = torch.tensor(path), True
    loss = float(crf.loss(emissions, tags, mask, torch.tensor(starts)).detach())
    expected = sum(
        by_hand(crf, emissions[row, : len(path)].double().numpy(), path, begins)
        for row, (path, begins) in enumerate(zip(gold, starts, strict=True))
    )
    assert loss == pytest.approx(expected, rel=1e-4), why


def test_what_lies_behind_the_mask_changes_nothing(crf: CRF) -> None:
    emissions, tags = torch.randn(1, 4, COUNT), torch.tensor([[B_CUE, OUT, OUT, OUT]])
    mask, starts = torch.tensor([[True, True, False, False]]), torch.tensor([True])
    before = float(crf.loss(emissions, tags, mask, starts).detach())
    emissions[:, 2:], tags[:, 2:] = 99.0, I_CONTENT
    assert float(crf.loss(emissions, tags, mask, starts).detach()) == pytest.approx(before, rel=1e-5)


def test_a_text_without_labels_costs_nothing(crf: CRF) -> None:
    nothing = torch.zeros(1, 3, dtype=torch.bool)
    loss = crf.loss(torch.randn(1, 3, COUNT), torch.zeros(1, 3, dtype=torch.long), nothing, torch.tensor([True]))
    assert float(loss.detach()) == 0


def test_training_and_reading_close_the_same_moves(crf: CRF) -> None:
    start, move = legal(crf.start.detach().numpy(), crf.move.detach().numpy())
    assert ((start < -9e3) == (crf.illegal_start.numpy() < 0)).all()
    assert ((move < -9e3) == (crf.illegal.numpy() < 0)).all()
    free = crf.illegal.numpy() == 0
    assert move[free] == pytest.approx(crf.move.detach().numpy()[free]), "and leave the others as they were learnt"


def test_dropout_is_off_when_reading_and_keeps_the_mean_when_training() -> None:
    torch.manual_seed(0)
    drop, x = Dropout(0.1), torch.ones(200, 500)
    assert drop.eval()(x) is x
    dropped = drop.train()(x)
    assert float(dropped.mean()) == pytest.approx(1.0, abs=0.01)
    assert float((dropped == 0).float().mean()) == pytest.approx(0.1, abs=0.01)


def test_padding_does_not_change_what_is_read(one_layer: None) -> None:
    torch.manual_seed(0)
    model = Reader(vocabulary=50).eval()
    given = [torch.randint(0, 4, (1, 6)) for _ in range(4)]
    longer = [torch.cat([x, torch.zeros(1, 5, dtype=torch.long)], 1) for x in given]
    mask = torch.tensor([[1] * 6 + [0] * 5])
    with torch.no_grad():
        for alone, padded in zip(model(*given, mask[:, :6]), model(*longer, mask), strict=True):
            assert padded[:, :6].numpy() == pytest.approx(alone.numpy(), abs=1e-5)
