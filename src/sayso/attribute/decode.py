"""From the tag head's numbers to legal spans: the best path of a linear chain, and how sure the chain is of each span.

Works on words, not pieces, over a whole report at once: windows have already been joined.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.report import Span

PARTS = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
_BEGIN = np.array([0, 1, 0, 1, 0, 1, 0], bool)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words that is one part of some statement."""

    part: str  # one of PARTS
    words: Span  # half-open range of words
    score: float  # lowest probability of its tags, from 0 to 1


def legal(start: np.ndarray, move: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The chain's scores with illegal moves closed: an I follows only a B or I of its own part, and never begins."""
    start, move = start.astype(np.float32).copy(), move.astype(np.float32).copy()
    for tag, name in enumerate(TAGS):
        if name.startswith("I-"):
            start[tag] = -1e4
            for before, other in enumerate(TAGS):
                if other[2:] != name[2:]:
                    move[before, tag] = -1e4
    return start, move


def viterbi(emissions: np.ndarray, start: np.ndarray, move: np.ndarray) -> np.ndarray:
    """The best legal tag of every word: (words,) int from (words, tags), for scores from `legal`."""
    count = len(emissions)
    if not count:
        return np.zeros(0, np.int64)
    back = np.empty((count, len(start)), np.int8)
    best = start + emissions[0]
    columns = np.arange(len(start))
    for t in range(1, count):
        total = best[:, None] + move
        back[t] = total.argmax(0)
        best = total[back[t], columns] + emissions[t]
    path = np.empty(count, np.int64)
    path[-1] = best.argmax()
    for t in range(count - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path


def marginals(emissions: np.ndarray, start: np.ndarray, move: np.ndarray) -> np.ndarray:
    """The probability of every tag at every word: (words, tags), by the forward-backward algorithm in scaled space."""
    count = len(emissions)
    if not count:
        return np.zeros((0, len(start)))
    step = np.exp(move.astype(np.float64))
    scaled = np.exp(emissions.astype(np.float64) - emissions.max(1, keepdims=True))
    forward, backward = np.empty_like(scaled), np.empty_like(scaled)
    row = np.exp(start.astype(np.float64) - start.max()) * scaled[0]
    forward[0] = row / row.sum()
    for t in range(1, count):
        row = (forward[t - 1] @ step) * scaled[t]
        forward[t] = row / row.sum()
    backward[-1] = 1.0
    for t in range(count - 1, 0, -1):
        row = step @ (scaled[t] * backward[t])
        backward[t - 1] = row / row.sum()
    out: np.ndarray = forward * backward
    out /= out.sum(1, keepdims=True)
    return out


def parts(tags: np.ndarray, chances: np.ndarray, line_starts: np.ndarray) -> list[Part]:
    """Runs of tags as parts, in order. A run ends at a line end: no part of a statement crosses one.

    `tags` (words,), `chances` (words, tags) from `marginals`, `line_starts` (words,) bool.
    """
    count = len(tags)
    if not count:
        return []
    kind = (tags + 1) // 2  # 0 outside, 1 source, 2 cue, 3 content
    opens = _BEGIN[tags] | ((kind > 0) & line_starts)
    opens[1:] |= (kind[1:] != kind[:-1]) & (kind[1:] > 0)
    opens[0] = kind[0] > 0
    out = []
    for low in np.flatnonzero(opens).tolist():
        high = low + 1
        while high < count and kind[high] == kind[low] and not opens[high]:
            high += 1
        out.append(Part(PARTS[kind[low] - 1], (low, high), float(chances[np.arange(low, high), tags[low:high]].min())))
    return out
