"""How far chance, and the classifier's measured error, may have moved a share.

**Chance.** Statements of one report are not independent (one minister's press conference gives ten), so whole reports
are resampled: a cluster bootstrap of the ratio, with fixed seed. Its standard error, widened by Student's t for few
reports, says how many independent statements the reports are worth; the interval is Jeffreys' for that many, as Korn
and Graubard 1998 do for surveys. (Plain percentiles of the resamples held the true share in as few as 86 % of simulated
months, this in 90 % and more: `python -m benchmarks.audit_errors`.) Fewer than `FEW` reports, or a share that no
resample changes (all or none), tell a bootstrap nothing: then each report counts as one statement.

**The classifier's error.** Of a share's statements the classifier finds a part (`found`) and puts others wrongly among
them (`wrongly`); the share that makes the counted one likely is (counted - wrongly) / (found - wrongly) (Rogan and
Gladen 1978), kept within 0 and 1. Both rates are drawn anew for every resample (labelled reports resampled, then a Beta
with Jeffreys' prior), so that the interval holds both chances. It is cautious: a rate measured on few statements makes
it wide, and a classifier that tells nothing apart makes it 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sayso.audit.nouns import ClassError, Interval

Numbers = NDArray[np.float64]

LEVEL, RESAMPLES, SEED = 0.95, 2000, 0
_NORMAL = NormalDist().inv_cdf((1 + LEVEL) / 2)
#: Fewer reports than this are called few: the standard error itself is then a guess.
FEW = 5
#: Labelled statements that belong, and that do not, below which a rate says too little to correct with.
LEAST = 10
#: Below this difference of the two rates a draw says nothing of the true share.
_TELLS = 0.05
_CELLS = 4_000_000  # of weights held at once: 32 MB


def resampled(columns: Numbers) -> Numbers:
    """Sums of columns (reports × things counted) over `RESAMPLES` resamples of the reports: resamples × things."""
    reports = len(columns)
    chance = np.random.default_rng(SEED)
    out = np.zeros((RESAMPLES, columns.shape[1]))
    step = max(1, _CELLS // max(reports, 1))
    for first in range(0, RESAMPLES, step):
        size = min(step, RESAMPLES - first)
        out[first : first + size] = chance.multinomial(reports, np.full(reports, 1 / reports), size=size) @ columns
    return out


def drawn(share: float, reports: int, numerators: Numbers, denominators: Numbers) -> tuple[Numbers, Interval]:
    """Draws of a share and its 95 % interval, from resampled sums; `reports`: those that have any of n."""
    worth = _worth(share, reports, numerators, denominators)
    chance = np.random.default_rng(SEED)
    draws = chance.beta(share * worth + 0.5, (1 - share) * worth + 0.5, size=RESAMPLES)
    low, high = _between(draws)
    # at the ends Jeffreys' interval is closed (Brown, Cai and DasGupta 2001)
    return draws, _around(share, 0.0 if share == 0 else low, 1.0 if share == 1 else high)


def _worth(share: float, reports: int, numerators: Numbers, denominators: Numbers) -> float:
    """How many independent statements the reports are worth: never more than there are."""
    whole = denominators > 0
    if reports < FEW or whole.sum() < 2:
        return reports
    error = float(np.std(numerators[whole] / denominators[whole], ddof=1))
    if error < 1e-9:
        return reports
    error *= math.sqrt(reports / (reports - 1)) * _student(reports - 1) / _NORMAL
    return max(1.0, min(share * (1 - share) / error**2, float(denominators.mean())))


def corrected(
    share: float, draws: Numbers, tables: Sequence[tuple[int, int, int, int]]
) -> tuple[float, Interval, ClassError] | None:
    """A share as the classifier's error makes it likely, its interval, and that error.

    `tables`: for each labelled report, the statements that belong and were put here, belong and were not, do not
    belong and were put here, do not belong and were not. None where fewer than `LEAST` belong, or do not.
    """
    gold = np.array(tables, dtype=np.float64).reshape(-1, 4)
    hit, missed, false, true = gold.sum(axis=0)
    if hit + missed < LEAST or false + true < LEAST:
        return None
    found, wrongly = hit / (hit + missed), false / (false + true)
    chance = np.random.default_rng(SEED + 1)
    sums = resampled(gold)[chance.permutation(RESAMPLES)] if len(gold) >= FEW else np.tile(gold.sum(0), (RESAMPLES, 1))
    count = len(draws)
    sums = sums[np.arange(count) % RESAMPLES]
    some_found = chance.beta(sums[:, 0] + 0.5, sums[:, 1] + 0.5)
    some_wrongly = chance.beta(sums[:, 2] + 0.5, sums[:, 3] + 0.5)
    apart = some_found - some_wrongly
    likely = np.clip((draws - some_wrongly) / np.where(apart > _TELLS, apart, 1), 0, 1)
    likely = np.where(apart > _TELLS, likely, chance.uniform(size=count))
    best = rogan_gladen(share, found, wrongly)
    error = ClassError(float(found), float(wrongly), int(hit + missed), int(false + true))
    low, high = _between(likely)
    return (best if best is not None else share), _around(best if best is not None else share, low, high), error


def rogan_gladen(share: float, found: float, wrongly: float) -> float | None:
    """The true share that makes the counted one likely; None where the classifier tells nothing apart."""
    if found - wrongly <= _TELLS:
        return None
    return float(min(1.0, max(0.0, (share - wrongly) / (found - wrongly))))


def _student(freedom: int) -> float:
    """Student's t at 97.5 % (expansion of Cornish and Fisher; within 0.3 % from four degrees of freedom on)."""
    z = _NORMAL
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def _between(draws: Numbers) -> tuple[float, float]:
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _around(share: float, low: float, high: float) -> Interval:
    """An interval that holds its own share: a percentile can pass by it at the ends."""
    return max(0.0, min(low, share)), min(1.0, max(high, share))
