"""Masked-word training on unlabelled reports, before any label is seen: `python -m training.pretrain`.

MiniLM comes to us bent to comparing sentences; a share of words is hidden and learnt back from their neighbours (Devlin
et al. 2019, whole words), with the features beside the words in place, so that case, quotation state and line breaks
mean something before the first tag. The reports of the benchmark half are left out.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from benchmarks import corpora
from training.data import Document, document
from training.model import Dropout, Reader
from training.train import MASK, batches, cut, pretrained, tensors

HIDE = 0.2  # share of words that are hidden
CORPORA = ("world", "kcna", "incidents")


def unlabelled(every: int) -> list[Document]:
    """PolNeAR's training articles and one in `every` unlabelled report, each text once, none of the benchmark half."""
    closed = {doc.text for doc in corpora.own("bench")}
    texts = [row["text"] for row in corpora.rows("polnear/train.jsonl.gz")]
    for corpus in CORPORA:
        texts += [row["text"] for row in list(corpora.texts(corpus).values())[::every]]
    once = [text for text in dict.fromkeys(texts) if text not in closed and len(text) > 200]
    return [document(str(n), text[:20_000], None) for n, text in enumerate(once)]


def hide(given: dict[str, Tensor], noise: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Hides whole words in `given` (in place); gives the places (batch × length) and the pieces that stood there."""
    pieces, mask = given["pieces"].numpy(), given["mask"].numpy()
    starts = np.zeros(pieces.shape, bool)
    rows = np.repeat(np.arange(len(pieces)), given["first"].shape[1])
    starts[rows, given["first"].numpy().ravel()] = True
    inner = mask.astype(bool)
    inner[:, 0] = False  # the first place is the mark of the window's start
    inner[np.arange(len(pieces)), mask.sum(1) - 1] = False
    word = np.cumsum(starts, 1)
    drawn = noise.random((len(pieces), int(word.max()) + 1)) < HIDE
    hidden = np.take_along_axis(drawn, word, 1) & inner
    targets = torch.from_numpy(pieces[hidden].copy())
    way = noise.random(pieces.shape)
    pieces[hidden & (way < 0.8)] = MASK
    other = hidden & (way >= 0.9)
    pieces[other] = noise.integers(1000, 30522, int(other.sum()))
    return torch.from_numpy(hidden), targets


class Guess(nn.Module):
    """The head that names hidden pieces: one layer, then the word embeddings themselves."""

    def __init__(self, hidden: int, vocabulary: int):
        super().__init__()
        self.turn, self.norm = nn.Linear(hidden, hidden), nn.LayerNorm(hidden)
        self.bias = nn.Parameter(torch.zeros(vocabulary))

    def forward(self, x: Tensor, words: Tensor) -> Tensor:
        """(pieces, hidden) and the embedding table; gives (pieces, vocabulary)."""
        return F.linear(self.norm(F.gelu(self.turn(x))), words, self.bias)


def pretrain(docs: Iterable[Document], out: Path, *, epochs: int, seed: int, rate: float, log: int = 50) -> Path:
    """Trains encoder and features; writes a reader's weights, its heads untouched, to `out`; gives `out`."""
    random.seed(seed)
    torch.manual_seed(seed)
    Dropout.pool = None
    torch.set_flush_denormal(True)
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    model = Reader()
    model.load_pretrained(pretrained())
    guess = Guess(model.words.weight.shape[1], model.words.weight.shape[0])
    some = list(docs)
    plan = [b for _ in range(epochs) for b in batches([p for d in some for p in cut(d, chance)], chance)]
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for n, p in model.named_parameters() if n.startswith(("words", "places", "norm", "layers"))]},
            {"params": [*model.shapes.parameters(), *model.quotes.parameters(), *model.breaks.parameters()]},
            {"params": guess.parameters(), "lr": 5 * rate},
        ],
        lr=rate,
        weight_decay=0.01,
        foreach=True,
    )
    warm = max(1, len(plan) // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (len(plan) - s) / max(1, len(plan) - warm)))
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    began, total = time.time(), 0.0
    model.train()
    for done, batch in enumerate(plan, 1):
        given = tensors(batch)
        hidden, targets = hide(given, noise)
        if not len(targets):
            continue
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = model.encode(*(given[k] for k in ("pieces", "shapes", "quotes", "breaks", "mask")))
            logits = guess(x[hidden], model.words.weight)
        loss = F.cross_entropy(logits.float(), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*model.parameters(), *guess.parameters()], 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        total += float(loss.detach())
        if done % log == 0:
            row = {"step": done, "of": len(plan), "loss": round(total / log, 3)}
            print(json.dumps({**row, "seconds": round((time.time() - began) / done, 2)}), flush=True)
            total = 0.0
        if done % 200 == 0:
            torch.save(model.state_dict(), out)
    torch.save(model.state_dict(), out)
    return out


def main() -> None:
    """Reads the options and trains."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("build/pretrained.pt"))
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--every", type=int, default=3, help="one in so many of the unlabelled reports is read")
    given = parser.parse_args()
    docs = unlabelled(given.every)
    print(f"{len(docs)} reports, {sum(len(d.tokens) for d in docs)} words", flush=True)
    pretrain(docs, given.out, epochs=given.epochs, seed=given.seed, rate=given.rate)


if __name__ == "__main__":
    main()
