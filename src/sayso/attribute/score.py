"""The score of a statement: the calibrated probability that it matches what a careful labeller would mark."""

from __future__ import annotations

import math

import numpy as np

from sayso.attribute.draft import Draft
from sayso.encode.encoder import Chain


def evidence(draft: Draft) -> np.ndarray:
    """What a score is made of, (6,): a constant, the log odds of the weakest cue or source, content and link, nested or
    not, and whether there is a source.
    """
    odds = [math.log((p + 1e-4) / (1 - p + 1e-4)) for p in draft.sure]
    return np.array([1.0, *odds, float(draft.parent is not None), float(bool(draft.source))])


def probability(draft: Draft, chain: Chain) -> float:
    """Logistic regression over `evidence`, its weights fitted on tuning data only (`python -m training.calibrate`)."""
    return round(1 / (1 + math.exp(-float(evidence(draft) @ chain.calibration))), 3)
