"""Scores of coreference: MUC, B-cubed, CEAF-e and their mean, the CoNLL figure (Pradhan et al. 2011, 2014).

A clustering is a list of sets of mentions; a mention is anything hashable, and is the same in gold and found where it
counts as found. Each score is four sums, hits and totals of recall and of precision, so that documents add up.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

Clusters = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums that a score's recall and precision are made of."""

    recall_hit: float = 0.0
    recall_all: float = 0.0
    precision_hit: float = 0.0
    precision_all: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.recall_hit + other.recall_hit,
            self.recall_all + other.recall_all,
            self.precision_hit + other.precision_hit,
            self.precision_all + other.precision_all,
        )

    @property
    def recall(self) -> float:
        """Recall in percent; 0 where there is nothing in gold."""
        return 100 * self.recall_hit / self.recall_all if self.recall_all else 0.0

    @property
    def precision(self) -> float:
        """Precision in percent; 0 where nothing was found."""
        return 100 * self.precision_hit / self.precision_all if self.precision_all else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, in percent."""
        r, p = self.recall, self.precision
        return 2 * r * p / (r + p) if r + p else 0.0


def muc(gold: Clusters, found: Clusters) -> Sums:
    """Links (Vilain et al. 1995): a cluster of n mentions has n - 1, and loses one for each part it falls into."""

    def side(these: Clusters, those: Clusters) -> tuple[float, float]:
        owner = {m: n for n, cluster in enumerate(those) for m in cluster}
        hit = total = 0
        for cluster in these:
            parts = len({owner[m] for m in cluster if m in owner}) + sum(m not in owner for m in cluster)
            hit += len(cluster) - parts
            total += len(cluster) - 1
        return float(hit), float(total)

    return Sums(*side(gold, found), *side(found, gold))


def b_cubed(gold: Clusters, found: Clusters) -> Sums:
    """Mentions (Bagga and Baldwin 1998): for each, the share of its cluster that the other side's cluster shares."""

    def side(these: Clusters, those: Clusters) -> tuple[float, float]:
        owner = {m: cluster for cluster in those for m in cluster}
        hit = 0.0
        for cluster in these:
            for m in cluster:
                if m in owner:
                    hit += len(cluster & owner[m]) / len(cluster)
        return hit, float(sum(len(c) for c in these))

    return Sums(*side(gold, found), *side(found, gold))


def ceaf_e(gold: Clusters, found: Clusters) -> Sums:
    """Entities (Luo 2005): the best one-to-one pairing of clusters, each pair worth 2 |shared| / (|a| + |b|)."""
    owners: dict[Hashable, list[int]] = {}
    for n, cluster in enumerate(found):
        for m in cluster:
            owners.setdefault(m, []).append(n)
    worth: dict[tuple[int, int], float] = {}
    for g, cluster in enumerate(gold):
        for f in {n for m in cluster for n in owners.get(m, ())}:
            worth[g, f] = 2 * len(cluster & found[f]) / (len(cluster) + len(found[f]))
    hit = _best_pairing(worth)
    return Sums(hit, float(len(gold)), hit, float(len(found)))


def _best_pairing(worth: dict[tuple[int, int], float]) -> float:
    """The greatest sum over one-to-one pairs, part by part of the graph, each by the Hungarian method."""
    total = 0.0
    left: dict[int, set[int]] = {}
    right: dict[int, set[int]] = {}
    for g, f in worth:
        left.setdefault(g, set()).add(f)
        right.setdefault(f, set()).add(g)
    todo = set(left)
    while todo:
        gs, fs, edge = set(), set(), [todo.pop()]
        while edge:
            g = edge.pop()
            gs.add(g)
            for f in left[g]:
                if f not in fs:
                    fs.add(f)
                    edge += [h for h in right[f] if h not in gs]
        todo -= gs
        rows, columns = sorted(gs), sorted(fs)
        total += _hungarian([[worth.get((g, f), 0.0) for f in columns] for g in rows])
    return total


def _hungarian(worth: list[list[float]]) -> float:
    """The greatest sum of a matrix with at most one entry of each row and column (Kuhn 1955, with potentials)."""
    if len(worth) > len(worth[0]):
        worth = [list(column) for column in zip(*worth, strict=True)]
    rows, columns = len(worth), len(worth[0])
    u, v, match, way = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0], at = row, 0
        least, used = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while match[at]:
            used[at] = True
            here, step, nxt = match[at], float("inf"), 0
            for column in range(1, columns + 1):
                if not used[column]:
                    cost = -worth[here - 1][column - 1] - u[here] - v[column]
                    if cost < least[column]:
                        least[column], way[column] = cost, at
                    if least[column] < step:
                        step, nxt = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    u[match[column]] += step
                    v[column] -= step
                else:
                    least[column] -= step
            at = nxt
        while at:
            match[at] = match[way[at]]
            at = way[at]
    return sum(worth[match[c] - 1][c - 1] for c in range(1, columns + 1) if match[c])


SCORES: dict[str, Callable[[Clusters, Clusters], Sums]] = {"muc": muc, "b-cubed": b_cubed, "ceaf-e": ceaf_e}


def conll(sums: dict[str, Sums]) -> float:
    """The mean of the three F1, in percent."""
    return sum(sums[name].f1 for name in SCORES) / len(SCORES)
