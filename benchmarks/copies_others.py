"""MinHash and locality-sensitive hashing alone, by datasketch and by rensa, over the same five-word shingles.

    python -m benchmarks.copies_others      every threshold on generated copies of an even seed: which does best

Each gets 128 permutations. A pair is found where the hash tables bring it up and the estimated Jaccard likeness is at
the threshold or above. The threshold (and, for rensa, the number of bands, which datasketch chooses by itself) is the
one with the best F1 on the generated copies of seed 2: never on the pairs that were judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from benchmarks.copies import make, scored, shingles
from sayso.report import Report

PERMUTATIONS = 128
THRESHOLDS = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5)
BANDS = (32, 64, 128)


class Other(Protocol):
    """A way to find pairs that share text."""

    @property
    def name(self) -> str:
        """What it is called in the figures."""

    def pairs(self, reports: Sequence[Report], asked: Iterable[str]) -> dict[str, set[str]]:
        """Of each report that is asked for those that are found to share text with it."""


@dataclass(frozen=True)
class Datasketch:
    """datasketch's MinHash and MinHashLSH."""

    threshold: float
    name: str = "datasketch"

    def pairs(self, reports: Sequence[Report], asked: Iterable[str]) -> dict[str, set[str]]:
        """Of each report that is asked for those that are found to share text with it."""
        from datasketch import MinHash, MinHashLSH

        lsh: Any = MinHashLSH(threshold=self.threshold, num_perm=PERMUTATIONS)
        made: dict[str, Any] = {}
        for report in reports:
            one = MinHash(num_perm=PERMUTATIONS, seed=1)
            one.update_batch([shingle.encode() for shingle in shingles(report.text)])
            made[report.id] = one
            lsh.insert(report.id, one)
        return {
            key: {
                other
                for other in lsh.query(made[key])
                if other != key and made[key].jaccard(made[other]) >= self.threshold
            }
            for key in asked
        }


@dataclass(frozen=True)
class Rensa:
    """rensa's RMinHash and RMinHashLSH."""

    threshold: float
    bands: int
    name: str = "rensa"

    def pairs(self, reports: Sequence[Report], asked: Iterable[str]) -> dict[str, set[str]]:
        """Of each report that is asked for those that are found to share text with it."""
        from rensa import RMinHash, RMinHashLSH

        lsh: Any = RMinHashLSH(self.threshold, PERMUTATIONS, self.bands)
        made: list[Any] = []
        number = {report.id: n for n, report in enumerate(reports)}
        for n, report in enumerate(reports):
            one: Any = RMinHash(num_perm=PERMUTATIONS, seed=1)
            one.update(list(shingles(report.text)))
            made.append(one)
            lsh.insert(n, one)
        return {
            key: {
                reports[n].id
                for n in lsh.query(made[number[key]])
                if n != number[key] and made[number[key]].jaccard(made[n]) >= self.threshold
            }
            for key in asked
        }


#: With the thresholds that did best on generated copies (`python -m benchmarks.copies_others`).
OTHERS: tuple[Other, ...] = (Rensa(0.06, 128), Datasketch(0.06))


def choose(seed: int = 2) -> dict[str, Any]:
    """F1 of every threshold on the generated copies of an even seed, for each library."""
    data = make(seed)
    out: dict[str, Any] = {}
    base = Rensa(0.0, 128)
    tried: list[Other] = [Datasketch(threshold) for threshold in THRESHOLDS]
    tried += [replace(base, threshold=threshold, bands=bands) for bands in BANDS for threshold in THRESHOLDS]
    for other in tried:
        out[repr(other)] = scored(data, other.pairs(data.reports(), list(data.made)))["F1"]
    return out


if __name__ == "__main__":
    for name, value in choose().items():
        print(f"{value:6.2f}  {name}")
