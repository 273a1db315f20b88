"""Groups of reports from the likeness of pairs, under what people said."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

#: Two groups become one while their likeness is at least this. Chosen with the two numbers below on the even half of
#: `benchmarks/stories.py`, each fifth of it scored by weights of the others: wrong pairs / pairs missed of 826 of one
#: incident at 0.6, 0.65 and 0.7 are 17 / 137, 7 / 148 and 4 / 153, and 4 / 202 at 0.7 where `SINGLE` is 0.
JOIN = 0.7
#: How much the mean of all pairs between two groups counts, and the rest their likest pair: a long story has reports
#: that share little with most others.
MEAN = 0.5
#: By this power of how many times larger one group is than the other, their mean counts for more: what comes to a long
#: story is like some of it. Two long stories have to be alike throughout.
SINGLE = 0.3
#: What a pair counts that grounded facts keep apart, however alike its reports are.
VETO = -1.0

Id = TypeVar("Id", bound=Hashable)
#: Two reports, and whether a person said that they tell of one event; the later of two such words on one pair counts.
Said = tuple[Id, Id, bool]


def group(
    members: Collection[Id], scores: Mapping[tuple[Id, Id], float], said: Iterable[Said[Id]] = ()
) -> list[list[Id]]:
    """The groups of some reports, each sorted, by the ids of their first members. Each report is in one.

    `scores` has pairs under (lower id, higher id), each from 0 to 1, or `VETO`; a pair that is not there counts 0. The
    two groups that are likest (`alike`) are joined first, ties by lowest ids, until none reaches `JOIN`: the result is
    the same in any order of `members`. What a person said to be one event is joined before all else and is then like a
    report of its own, as like others as its likest part; what they said to be two is never in one group. Where both
    cannot be, the later word counts.
    """
    order = sorted(members)  # type: ignore[type-var]
    rank = {member: n for n, member in enumerate(order)}
    groups: dict[int, list[int]] = {n: [n] for n in range(len(order))}
    where = list(range(len(order)))
    parted, joined = _words(said, rank)
    for a, b in joined:
        one, two = sorted((where[a], where[b]))
        if one != two and not _kept_apart(groups[one], groups[two], parted):
            groups[one] += groups.pop(two)
            for n in groups[one]:
                where[n] = one
    between: dict[tuple[int, int], float] = {}
    for (left, right), score in scores.items():
        one, two = sorted((where[rank[left]], where[rank[right]]))
        if one != two:
            between[one, two] = max(score, between.get((one, two), VETO))
    sums: dict[int, dict[int, tuple[float, float]]] = {n: {} for n in groups}  # of pairs between two: sum and highest
    for (one, two), score in between.items():
        sums[one][two] = sums[two][one] = (score, score)
    count = dict.fromkeys(groups, 1)  # what people joined counts as one report

    def likeness(one: int, two: int) -> float:
        total, best = sums[one][two]
        return alike(total, best, count[one], count[two])

    heap = [(-likeness(one, two), one, two) for one in sums for two in sums[one] if one < two]
    heapq.heapify(heap)
    while heap:
        found, one, two = heapq.heappop(heap)
        if -found < JOIN:
            break
        if one not in groups or two not in groups or -found != likeness(one, two):
            continue  # one of the two has grown since: the pair stands in the heap again
        if _kept_apart(groups[one], groups[two], parted):
            continue
        groups[one] += groups.pop(two)
        count[one] += count.pop(two)
        for other, shared in sums.pop(two).items():
            del sums[other][two]
            if other != one:
                sums[one][other] = sums[other][one] = _added(sums[one].get(other), shared)
        for other in sums[one]:
            first, second = min(one, other), max(one, other)
            heapq.heappush(heap, (-likeness(first, second), first, second))
    return sorted(sorted(order[n] for n in group) for group in groups.values())  # type: ignore[type-var]


def last_words(said: Iterable[Said[int]]) -> dict[tuple[int, int], bool]:
    """The last word on each pair (lower first), in the order of these words."""
    last: dict[tuple[int, int], bool] = {}
    for left, right, same in said:
        if left != right:
            pair = (min(left, right), max(left, right))
            last.pop(pair, None)
            last[pair] = same
    return last


def alike(total: float, best: float, one: int, two: int) -> float:
    """How like two groups of `one` and `two` reports are: from the scores of all pairs between them, added up, and the
    highest of them.
    """
    wider: float = (max(one, two) / min(one, two)) ** SINGLE
    mean = total / (one * two) * wider
    return MEAN * min(best, mean) + (1 - MEAN) * best


def _words(said: Iterable[Said[Id]], rank: Mapping[Id, int]) -> tuple[set[tuple[int, int]], list[tuple[int, int]]]:
    """Pairs that people keep apart, and pairs that they join, the latest word first."""
    last = last_words((rank[a], rank[b], same) for a, b, same in said if a in rank and b in rank)
    return {pair for pair, same in last.items() if not same}, [pair for pair, same in reversed(last.items()) if same]


def _kept_apart(one: list[int], two: list[int], parted: set[tuple[int, int]]) -> bool:
    return bool(parted) and any((min(a, b), max(a, b)) in parted for a in one for b in two)


def _added(one: tuple[float, float] | None, two: tuple[float, float]) -> tuple[float, float]:
    return two if one is None else (one[0] + two[0], max(one[1], two[1]))
