"""Which source and which contents belong to which cue.

The encoder gives each word the ends of four vectors: as a cue looking for its source, as a source, as a cue looking for
its content, as a content. A pair's score is the product of its two vectors plus a learnt weight for each of four plain
facts about where the two stand. `training/` computes its loss with the same facts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.attribute.decode import Part
from sayso.encode.encoder import LINK, Chain
from sayso.report import Span

#: Where each role's two ends lie in the encoder's output, which is (words, 8, LINK).
CUE_SOURCE, SOURCE, CUE_CONTENT, CONTENT = 0, 2, 4, 6

#: Upper bounds of the buckets of words between two spans.
DISTANCES = np.array([0, 1, 2, 3, 5, 8, 12, 20, 35, 60, 100])
_SIDE = len(DISTANCES) + 1
#: Number of one-hot facts of a pair: signed distance, lines between, cues between, same sentence.
FACTS = 2 * _SIDE + 4 + 4 + 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each word stands. (words,) int each."""

    line: np.ndarray  # lines counted from the start
    sentence: np.ndarray  # sentences counted from the start
    stretch: np.ndarray  # stretches that are apart from each other: a headline, a caption, the running text


def vectors(ends: np.ndarray, spans: list[Span], role: int) -> np.ndarray:
    """The vectors of spans of words in one role: (spans, LINK) from (words, 8, LINK)."""
    low = [s for s, _ in spans]
    high = [e - 1 for _, e in spans]
    both: np.ndarray = ends[low, role].astype(np.float32) + ends[high, role + 1]
    return both


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


#: A source or content with more words than this between it and its cue, contents not counted, is not considered: of a
#: quotation over many paragraphs each is near. At an early checkpoint linked F1 on PolNeAR dev was 77.4 without a
#: limit and 79.2 with 60 or 120 (`python -m training.facts` counts how far gold's lie).
REACH = 60

#: How much worse, in log odds, a content's second cue may be to get it all the same: see `_owners`. Of 2, 4, 6 and 10
#: the first gave the best linked F1 on PolNeAR dev (75.7, without stealing 74.8, at an early checkpoint).
STEAL = 3.0

#: What a cue in another paragraph costs, in log odds, where a content's own paragraph has one: what stands behind "he
#: said" is his, not that of whoever is quoted next. Linked F1 on PolNeAR dev without it 80.4, with 4, 8, 10, 12 and 16
#: 80.6, 80.8, 80.7, 80.7 and 80.6; our own tuning reports say the same (85.3 without, 85.5 with 8). Of the best the
#: one that also reads examples/ right.
OTHER_LINE = 10.0

#: What a cue out of a content's reach counts where the other contents of its speech are within reach.
_OUT_OF_REACH = -10.0


@dataclass(frozen=True, slots=True)
class Linked:
    """One cue with what belongs to it, as indices into the list of parts."""

    cue: int
    source: int | None
    contents: tuple[int, ...]
    sure: float  # probability of its weakest link


def _soft(scores: np.ndarray, axis: int) -> np.ndarray:
    """Softmax along an axis, safe for rows of all minus infinity."""
    if not scores.size:
        return scores
    top = scores.max(axis, keepdims=True)
    raised = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    shares: np.ndarray = raised / np.maximum(raised.sum(axis, keepdims=True), 1e-30)
    return shares


@dataclass(frozen=True, slots=True)
class _Field:
    """What the pairs of one text are scored on."""

    ends: np.ndarray  # (words, 8, LINK)
    layout: Layout
    outside: np.ndarray  # (words + 1,): how many words before each are in no content

    def scores(self, cues: list[Span], others: list[Span], roles: Span, weights: np.ndarray) -> np.ndarray:
        """Every cue against every other span: (cues, others), minus infinity out of reach. `roles`: cue's, other's."""
        if not others:
            return np.zeros((len(cues), 0), np.float32)
        pairs = vectors(self.ends, cues, roles[0]) @ vectors(self.ends, others, roles[1]).T / LINK**0.5
        pairs = pairs + weights[facts(cues, others, self.layout)].sum(-1)
        c, o = np.array(cues), np.array(others)
        low, high = np.minimum(c[:, None, 1], o[None, :, 1]), np.maximum(c[:, None, 0], o[None, :, 0])
        near = self.outside[high] - self.outside[low] <= REACH
        together = self.layout.stretch[c[:, None, 0]] == self.layout.stretch[o[None, :, 0]]
        return np.where(near & together, pairs, -np.inf)


def link(found: list[Part], ends: np.ndarray, layout: Layout, chain: Chain, speech: list[int]) -> list[Linked]:
    """Gives every cue its source (or none) and its contents. A content goes to one cue; a source may serve several.

    `speech` numbers each part: contents of one number are one quotation over several paragraphs and stay together.
    """
    at = {name: [n for n, p in enumerate(found) if p.part == name] for name in ("source", "cue", "content")}
    sources, cues, contents = ([found[n].words for n in at[name]] for name in ("source", "cue", "content"))
    if not cues:
        return []
    alone = np.ones(len(ends), np.int64)
    for low, high in contents:
        alone[low:high] = 0
    field = _Field(ends, layout, np.concatenate([[0], np.cumsum(alone)]))
    none = vectors(ends, cues, CUE_SOURCE) @ chain.no_source[:LINK] + chain.no_source[LINK]
    to_source = np.column_stack([none, field.scores(cues, sources, (CUE_SOURCE, SOURCE), chain.pair_source)])
    to_content = field.scores(cues, contents, (CUE_CONTENT, CONTENT), chain.pair_content)
    to_content = _near_home(to_content, cues, contents, layout)
    to_content = _together(to_content, [speech[n] for n in at["content"]])
    source_chance, content_chance = _soft(to_source, 1), _soft(to_content, 0)
    owner = _owners(to_content)
    out = []
    for number, cue in enumerate(at["cue"]):
        chosen = int(to_source[number].argmax())
        mine = [c for c in range(len(contents)) if owner[c] == number and np.isfinite(to_content[number, c])]
        sure = min([float(source_chance[number, chosen]), *(float(content_chance[number, c]) for c in mine)])
        source = at["source"][chosen - 1] if chosen else None
        out.append(Linked(cue, source, tuple(at["content"][c] for c in mine), sure))
    return out


def _near_home(scores: np.ndarray, cues: list[Span], contents: list[Span], layout: Layout) -> np.ndarray:
    """Scores in which a content whose paragraph has a cue hardly looks at others': (cues, contents) both."""
    if not scores.size:
        return scores
    home = layout.line[[c[0] for c in cues]][:, None] == layout.line[[c[0] for c in contents]][None]
    return np.where(~home & home.any(0)[None], scores - OTHER_LINE, scores)


def _together(scores: np.ndarray, speech: list[int]) -> np.ndarray:
    """Scores in which the contents of one speech agree: each cue has their mean, one out of reach counting little."""
    if not scores.size or len(set(speech)) == len(speech):
        return scores
    numbers = np.array(speech)
    out = scores.copy()
    for number in set(speech):
        mine = numbers == number
        if mine.sum() > 1:
            mean = np.maximum(scores[:, mine], _OUT_OF_REACH).mean(1)
            out[:, mine] = np.where(np.isfinite(scores[:, mine]).any(1), mean, -np.inf)[:, None]
    return out


def _owners(scores: np.ndarray) -> np.ndarray:
    """The cue of every content: (contents,) from (cues, contents).

    Each content takes its best cue. Then a cue left without content takes one from a cue that has several, if that
    costs less than `STEAL`: hardly any cue has no content, and many have one.
    """
    if not scores.size:
        return np.zeros(0, np.int64)
    owner: np.ndarray = scores.argmax(0)
    best = np.where(np.isfinite(scores.max(0)), scores.max(0), 0.0)
    for cue in range(len(scores)):
        if (owner == cue).any():
            continue
        several = np.bincount(owner, minlength=len(scores))[owner] > 1
        cost = np.where(several & np.isfinite(scores[cue]), best - scores[cue], np.inf)
        if cost.min() < STEAL:
            owner[int(cost.argmin())] = cue
    return owner
