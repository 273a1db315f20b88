"""The measures of stories, worked out by hand on a few reports."""

from __future__ import annotations

import pytest

from benchmarks.stories import figures

EVENTS = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "c1": "c"}


@pytest.mark.parametrize(
    ("found", "expected", "why"),
    [
        ("a1 a2 a3|b1|c1", (100, 100, 100, 100), "as it is"),
        ("a1|a2|a3|b1|c1", (100, 60, 100, 0), "all apart: nothing is wrong, nothing is found"),
        ("a1 a2 a3 b1 c1", (44, 100, 30, 100), "all in one: (3·3/5 + 2·1/5)/5, and 3 pairs of 10"),
        ("a1 a2|a3 b1|c1", (80, 73.3, 50, 33.3), "one pair right, one wrong, two missed"),
    ],
)
def test_b_cubed_and_pairs(found: str, expected: tuple[float, ...], why: str) -> None:
    stories = {report: n for n, story in enumerate(found.split("|")) for report in story.split()}
    made = figures(stories, EVENTS)
    names = ("B3 precision", "B3 recall", "pair precision", "pair recall")
    assert tuple(round(made[name].value, 1) for name in names) == pytest.approx(expected, abs=0.1), why
    assert made["B3 F1"].low <= made["B3 F1"].value <= made["B3 F1"].high
