"""Scores a reader on whole documents with the decoding that ships: exact spans and linked statements."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import torch

from sayso.attribute.decode import PARTS, TAGS, legal, parts, viterbi
from sayso.encode.windows import windows
from training.data import Document
from training.model import Reader


def emissions(model: Reader, doc: Document) -> tuple[np.ndarray, np.ndarray]:
    """Tag scores (words, tags) and link ends (words, 8, LINK) of one document, its windows joined."""
    from training.train import Piece, tensors

    t = doc.tokens
    chars = [(int(t.words[a][0]), int(t.words[b - 1][1])) for a, b in doc.sentences]
    tags = np.zeros((len(t), len(TAGS)), np.float32)
    ends = np.zeros((len(t), 8, 64), np.float32)
    todo = windows(t, chars)
    for at in range(0, len(todo), 8):
        some = todo[at : at + 8]
        given = tensors([Piece(doc, *w.span) for w in some])
        with torch.no_grad():
            x = model.encode(*(given[k] for k in ("pieces", "shapes", "quotes", "breaks", "mask")))
            x = x.gather(1, given["first"][..., None].expand(-1, -1, x.shape[-1]))
            scored, linked = model.tags(x).numpy(), model.ends(x).unflatten(-1, (8, 64)).numpy()
        for row, w in enumerate(some):
            low, high = w.keep
            tags[low:high] = scored[row, low - w.span[0] : high - w.span[0]]
            ends[low:high] = linked[row, low - w.span[0] : high - w.span[0]]
    return tags, ends


def scores(model: Reader, docs: list[Document]) -> dict[str, Any]:
    """Exact F1 of contiguous spans by part, in percent, over all documents."""
    start, move = legal(model.crf.start.detach().numpy(), model.crf.move.detach().numpy())
    hit: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for doc in docs:
        tags, _ = emissions(model, doc)
        path = viterbi(tags, start, move)
        chances = np.ones((len(path), len(TAGS)))
        guessed = {(p.part, p.words) for p in parts(path, chances, doc.tokens.breaks >= 2)}
        real = {(part, span) for link in doc.links for part in PARTS for span in link[part]}
        for part in PARTS:
            g = {s for p, s in guessed if p == part}
            r = {s for p, s in real if p == part}
            hit[part] += len(g & r)
            found[part] += len(g)
            gold[part] += len(r)
    return {part: round(200 * hit[part] / max(1, found[part] + gold[part]), 1) for part in PARTS}
