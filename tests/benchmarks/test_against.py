"""The verdicts on notes: what they name is there, and shares have an interval even where all are right."""

from __future__ import annotations

import pytest

from benchmarks.against import CODES, VERDICTS, verdicts, wilson
from benchmarks.metrics import Score
from sayso.ground.notes import CODES as KNOWN


def test_every_code_is_one_that_grounding_leaves() -> None:
    assert set(KNOWN) >= CODES


@pytest.mark.skipif(not VERDICTS.exists(), reason="the verdicts are not in an installed package")
def test_verdicts_are_of_those_codes_and_each_report_is_judged_once() -> None:
    reports, judged = verdicts()
    assert {code for _, _, code, _ in judged} <= CODES
    assert len(reports) == len(set(reports)) == 600


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        # By Wilson's formula: 10 of 10 is 1 / (1 + 1.96² / 10).
        (10, 10, 72.2, 100.0),
        (0, 10, 0.0, 27.8),
        (5, 10, 23.7, 76.3),
    ],
)
def test_a_share_that_is_all_or_none_is_not_certain(right: int, of: int, low: float, high: float) -> None:
    score = wilson(right, of)
    assert (score.value, score.low, score.high) == pytest.approx((10.0 * right, low, high), abs=0.05)


def test_a_share_of_nothing_says_nothing() -> None:
    assert wilson(0, 0) == Score(0.0, 0.0, 100.0, 0)
