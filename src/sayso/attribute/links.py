"""Which source and which contents belong to which cue.

The encoder gives each word the ends of four vectors: as a cue looking for its source, as a source, as a cue looking for
its content, as a content. A pair's score is the product of its two vectors plus a learnt weight for each of four plain
facts about where the two stand. `training/` computes its loss with the same facts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.report import Span

LINK = 64  # width of a link vector
#: Where each role's two ends lie in the encoder's output, which is (words, 8, LINK).
CUE_SOURCE, SOURCE, CUE_CONTENT, CONTENT = 0, 2, 4, 6

#: Upper bounds of the buckets of words between two spans.
DISTANCES = np.array([0, 1, 2, 3, 5, 8, 12, 20, 35, 60, 100])
_SIDE = len(DISTANCES) + 1
#: Number of one-hot facts of a pair: signed distance, lines between, cues between, same sentence.
FACTS = 2 * _SIDE + 4 + 4 + 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each word stands: its line and its sentence, counted from the start. (words,) int each."""

    line: np.ndarray
    sentence: np.ndarray


def vectors(ends: np.ndarray, spans: list[Span], role: int) -> np.ndarray:
    """The vectors of spans of words in one role: (spans, LINK) from (words, 8, LINK)."""
    low = [s for s, _ in spans]
    high = [e - 1 for _, e in spans]
    return ends[low, role] + ends[high, role + 1]


def facts(cues: list[Span], others: list[Span], layout: Layout) -> np.ndarray:
    """Facts of every pair of a cue and another span: (cues, others, 4) int, indices into a table of `FACTS` weights."""
    if not cues or not others:
        return np.zeros((len(cues), len(others), 4), np.int64)
    c, o = np.array(cues), np.array(others)
    after = o[None, :, 0] >= c[:, None, 0]
    gap = np.where(after, o[None, :, 0] - c[:, None, 1], c[:, None, 0] - o[None, :, 1]).clip(0)
    distance = np.searchsorted(DISTANCES, gap, side="left") + np.where(after, 0, _SIDE)
    low = np.where(after, c[:, None, 1] - 1, o[None, :, 1] - 1)
    high = np.where(after, o[None, :, 0], c[:, None, 0])
    lines = np.abs(layout.line[high] - layout.line[low]).clip(0, 3)
    starts = np.sort(c[:, 0])
    between = (np.searchsorted(starts, high, side="left") - np.searchsorted(starts, low, side="right")).clip(0, 3)
    same = (layout.sentence[c[:, None, 0]] == layout.sentence[o[None, :, 0]]).astype(np.int64)
    return np.stack([distance, 2 * _SIDE + lines, 2 * _SIDE + 4 + between, 2 * _SIDE + 8 + same], -1)
