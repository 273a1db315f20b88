"""Which words two reports share: exact alignment of runs of words."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.compare.nouns import Passage
from sayso.compare.words import Words

#: A shared run is at least so many words: below, names with their titles and set phrases of the trade are shared too.
SHORTEST = 8
#: Words between two runs that may have been swapped, and the passage still be one.
_GAP = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both, by their numbers: from `left` and `right`, `length` of them."""

    left: int
    right: int
    length: int


def runs(left: Words, right: Words, shortest: int = SHORTEST) -> tuple[Run, ...]:
    """Every longest run of words that stands in both, each word of `left` in one run at most, in the order of `left`.

    A run that could lie at several places of `right` lies where it is longest, else where it comes first. Linear in the
    words of both, but for words that repeat without end, of which sixteen places are looked at.
    """
    here, there = left.words, right.words
    starts: dict[tuple[str, ...], list[int]] = {}
    for n in range(len(there) - shortest + 1):
        places = starts.setdefault(there[n : n + shortest], [])
        if len(places) < 16:
            places.append(n)
    found: list[Run] = []
    at = 0
    while at <= len(here) - shortest:
        places = starts.get(here[at : at + shortest], [])
        best = 0
        where = 0
        for place in places:
            length = shortest
            while (
                at + length < len(here) and place + length < len(there) and here[at + length] == there[place + length]
            ):
                length += 1
            if length > best:
                best, where = length, place
        if best:
            found.append(Run(at, where, best))
            at += best
        else:
            at += 1
    return tuple(found)


def passages(left: Words, right: Words, shared: tuple[Run, ...]) -> tuple[Passage, ...]:
    """Runs as passages of `left`; runs with a word or three swapped between them are one."""
    found: list[list[int]] = []  # left from, left to, right from, right to, words
    for run in shared:
        last = found[-1] if found else None
        if last and 0 <= run.left - last[1] <= _GAP and 0 <= run.right - last[3] <= _GAP:
            last[1], last[3] = run.left + run.length, run.right + run.length
            last[4] += run.length
        else:
            found.append([run.left, run.left + run.length, run.right, run.right + run.length, run.length])
    return tuple(
        Passage(
            (left.spans[a][0], left.spans[b - 1][1]),
            right.report.id,
            (right.spans[c][0], right.spans[d - 1][1]),
            words,
        )
        for a, b, c, d, words in found
    )


def covered(shared: tuple[Run, ...], words: int) -> float:
    """The share of the left text's words that stand in a run."""
    return sum(run.length for run in shared) / words if words else 0.0
