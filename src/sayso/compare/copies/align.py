"""Which words two reports share: exact alignment of runs of words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sayso.compare.copies.words import SHORTEST, Words
from sayso.compare.nouns import Passage

#: Words between two runs that may have been swapped, and the passage still be one.
_GAP = 3
#: Such words left out here and there, the fewest first.
_GAPS = sorted(((one, two) for one in range(_GAP + 1) for two in range(_GAP + 1)), key=lambda gap: (sum(gap), gap))
#: Words that go on beside a run after one swapped word at least; after more of them, one more.
_BESIDE = 2
#: Places before and after the words of a text that are none of them.
_PAD = _GAP + 2


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both, by their numbers: from `left` and `right`, `length` of them."""

    left: int
    right: int
    length: int


def runs(left: Words, right: Words) -> tuple[Run, ...]:
    """Every longest run of words that stands in both, each word of `left` in one run at most, in the order of `left`.

    A run that could lie at several places of `right` lies where it is longest, else where it comes first. Linear in the
    words of both, but for words that repeat without end, of which sixteen places are looked at.
    """
    here, there, starts = left.words, right.words, right.starts
    found: list[Run] = []
    at = 0
    while at <= len(here) - SHORTEST:
        best = where = 0
        for place in starts.get(here[at : at + SHORTEST], ()):
            length = SHORTEST
            most = min(len(here) - at, len(there) - place)
            while length < most and here[at + length] == there[place + length]:
                length += 1
            if length > best:
                best, where = length, place
        if best:
            found.append(Run(at, where, best))
            at += best
        else:
            at += 1
    return tuple(found)


def mirrored(shared: Iterable[Run]) -> tuple[Run, ...]:
    """The same runs seen from the other side, each word there in one run at most."""
    found: list[Run] = []
    end = 0
    for run in sorted(shared, key=lambda run: (run.right, -run.length)):
        late = max(0, end - run.right)
        if run.length > late:
            found.append(Run(run.right + late, run.left + late, run.length - late))
            end = run.right + run.length
    return tuple(found)


def without(shared: Iterable[Run], dropped: Collection[int]) -> tuple[Run, ...]:
    """Runs less some words of the left side; what remains of a run is kept where it is as long as a run has to be."""
    if not dropped:
        return tuple(shared)
    found: list[Run] = []
    for run in shared:
        start = None
        for n in range(run.length + 1):
            if n < run.length and run.left + n not in dropped:
                start = n if start is None else start
            elif start is not None:
                if n - start >= SHORTEST:
                    found.append(Run(run.left + start, run.right + start, n - start))
                start = None
    return tuple(found)


def edited(left: Words, right: Words, shared: tuple[Run, ...], dropped: Collection[int] = ()) -> tuple[Run, ...]:
    """Runs, and what goes on beside them where up to three words were swapped, put in or left out, ordered by `left`.

    Whoever edits a sentence leaves pieces of it that are shorter than a run has to be; beside a run they are no chance.
    Words that stand in a run already, and those of the left side that are `dropped`, are not looked at.
    """
    if not shared:
        return shared
    here, there = left.words, right.words
    # Bytes more at each end, which are taken, so that nothing goes on beyond a text: word 0 is at place _PAD.
    taken = tuple(bytearray(b"\1" * _PAD + bytes(len(words)) + b"\1" * _PAD) for words in (here, there))
    for n in dropped:
        taken[0][_PAD + n] = 1
    for run in shared:
        _take(taken, run)
    found = list(shared)
    for run in shared:
        for step, a, b in ((1, run.left + run.length, run.right + run.length), (-1, run.left - 1, run.right - 1)):
            while piece := _beside(here, there, taken, a, b, step):
                _take(taken, piece)
                found.append(piece)
                a, b = (
                    (piece.left + piece.length, piece.right + piece.length)
                    if step > 0
                    else (piece.left - 1, piece.right - 1)
                )
    return tuple(sorted(found, key=lambda run: (run.left, run.right)))


def _take(taken: Sequence[bytearray], run: Run) -> None:
    ones = b"\1" * run.length
    for marks, at in zip(taken, (run.left + _PAD, run.right + _PAD), strict=True):
        marks[at : at + run.length] = ones


def _beside(
    here: Sequence[str], there: Sequence[str], taken: Sequence[bytearray], a: int, b: int, step: int
) -> Run | None:
    """The nearest words that stand in both, from word `a` here and `b` there on (`step` 1) or back (-1)."""
    for one, two in _GAPS:
        i, j, length = a + step * one, b + step * two, 0
        while not taken[0][i + _PAD] and not taken[1][j + _PAD] and here[i] == there[j]:
            length += 1
            i, j = i + step, j + step
        if length >= (_BESIDE if max(one, two) <= 1 else _BESIDE + 1):
            return Run(a + step * one, b + step * two, length) if step > 0 else Run(i + 1, j + 1, length)
    return None


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
