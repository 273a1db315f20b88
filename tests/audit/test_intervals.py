"""How far chance and the classifier's error may have moved a share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.audit_errors import Case, coverage
from sayso.audit import FEW, errors_from, intervals
from sayso.audit.intervals import corrected, rogan_gladen
from sayso.report import SaysoError
from tests.audit.make import OFFICIAL, Says, errors, measure, month, only, report, share

NAMED, UNNAMED = "named person", "unnamed official"


def test_the_corrected_share_worked_by_hand() -> None:
    # Of 20 unnamed sources the classifier finds 15 (75 %); of 80 named ones it takes 4 for unnamed (5 %). Of a month it
    # counts 25 % as unnamed. If p were the true share it would count 0.75 p + 0.05 (1 - p): so p = 0.20 / 0.70.
    assert rogan_gladen(0.25, 15 / 20, 4 / 80) == pytest.approx(2 / 7)


@pytest.mark.parametrize(
    ("counted", "found", "wrongly", "true"),
    [
        (0.25, 1.0, 0.0, 0.25),  # a classifier without error corrects nothing
        (0.03, 0.75, 0.05, 0.0),  # fewer than it takes wrongly anyway: none
        (0.90, 0.75, 0.05, 1.0),  # more than it can find: all
        (0.25, 0.30, 0.28, None),  # it tells nothing apart
    ],
)
def test_a_corrected_share_is_a_share(counted: float, found: float, wrongly: float, true: float | None) -> None:
    assert rogan_gladen(counted, found, wrongly) == true


GOLD: list[list[list[Any]]] = [
    [[NAMED, NAMED, 76], [NAMED, UNNAMED, 4], [UNNAMED, UNNAMED, 15], [UNNAMED, NAMED, 5], [None, UNNAMED, 9]]
]
RARE: list[list[list[Any]]] = [[[NAMED, NAMED, 70], [UNNAMED, UNNAMED, 3]]]
MONTH = [report(OFFICIAL, Says(), Says(), Says(), about=f" {n}") for n in range(12)]


def test_a_share_carries_the_measured_error_and_both_intervals() -> None:
    unnamed = share(only(month(*MONTH, errors=errors(source_class=GOLD))), "unnamed", "unnamed source")
    assert unnamed.share == 0.25
    assert unnamed.error is not None
    assert (unnamed.error.found, unnamed.error.wrongly) == (0.75, 0.05)
    assert (unnamed.error.belonging, unnamed.error.others) == (20, 80)  # what gold leaves open is not counted
    assert unnamed.corrected is not None
    assert unnamed.corrected == pytest.approx(2 / 7)
    assert unnamed.interval is not None
    assert unnamed.interval[0] < unnamed.corrected < unnamed.interval[1]
    assert unnamed.interval[1] - unnamed.interval[0] > unnamed.sampling[1] - unnamed.sampling[0]


def test_more_labelled_reports_make_it_narrower() -> None:
    few, many = (
        share(only(month(*MONTH, errors=errors(source_class=GOLD * n))), "unnamed", "unnamed source").interval
        for n in (1, 30)
    )
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < few[1] - few[0]


def test_an_error_that_is_not_measured_is_not_made_up() -> None:
    part = only(month(*MONTH))
    assert share(part, "unnamed", "unnamed source").corrected is None
    assert measure(part, "unnamed").unmeasured == "no measured error is at hand"
    part = only(month(*MONTH, errors=errors(source_class=RARE)))
    assert share(part, "unnamed", "unnamed source").interval is None
    assert measure(part, "unnamed").unmeasured == "fewer than 10 labelled cases of each"


def test_an_audit_says_what_its_errors_were_measured_with() -> None:
    assert "six invented reports" in (month(*MONTH, errors=errors(source_class=GOLD)).method.errors or "")
    (warning,) = month(report(model="en-0 (sha256 11)"), errors=errors(source_class=GOLD)).method.warnings
    assert "measured with en-1 (sha256 0f3a9c), and some reports were read with en-0 (sha256 11)" in warning
    (warning,) = month(*MONTH).method.warnings
    assert "chance alone" in warning


def test_few_reports_are_said_to_be_few_and_say_little() -> None:
    part = only(month(*MONTH[: FEW - 1]))
    assert measure(part, "unnamed").few
    low, high = share(part, "unnamed", "unnamed source").sampling
    assert high - low > 0.5
    assert not measure(only(month(*MONTH[:FEW])), "unnamed").few


def test_statements_of_one_report_are_not_independent() -> None:
    # Ten unnamed officials in one report of ten say less than about one in each.
    together = [report(*[OFFICIAL] * 10, about=" 0"), *(report(*[Says()] * 10, about=f" {n}") for n in range(1, 10))]
    counts = [0, 2, 1, 1, 1, 1, 1, 1, 1, 1]
    spread = [report(*[OFFICIAL] * k, *[Says()] * (10 - k), about=f" {n}") for n, k in enumerate(counts)]
    (low, high), (lower, higher) = (
        share(only(month(*reports)), "unnamed", "unnamed source").sampling for reports in (spread, together)
    )
    assert higher - lower > 2 * (high - low)


def test_none_of_a_month_is_not_sure_to_be_none_of_the_next() -> None:
    low, high = share(
        only(month(*(report(Says(), about=f" {n}") for n in range(20)))), "unnamed", "unnamed source"
    ).sampling
    assert low == 0
    assert 0.05 < high < 0.2


def test_an_audit_is_the_same_every_time() -> None:
    given = errors(source_class=GOLD)
    assert month(*MONTH, errors=given) == month(*MONTH, errors=given)


def test_the_intervals_hold_the_true_share_about_as_often_as_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intervals, "RESAMPLES", 300)
    plain, fixed, _, _ = coverage(Case(12, 0.25, 0.2), months=200)
    assert plain >= 0.88
    assert fixed >= 0.88


def test_a_classifier_that_tells_nothing_apart_leaves_everything_open() -> None:
    done = corrected(0.5, np.full(2000, 0.5), [(50, 50, 50, 50)])
    assert done is not None
    low, high = done[1]
    assert low < 0.05
    assert high > 0.95


@pytest.mark.parametrize(
    "record",
    [
        {"schema": 2, "model": None, "gold": "", "date": "", "fields": {}},
        {"schema": 1, "model": None, "gold": "", "date": ""},
        {"schema": 1, "model": None, "gold": "", "date": "", "fields": {"role": {"reports": [[["state", 3]]]}}},
        {
            "schema": 1,
            "model": None,
            "gold": "",
            "date": "",
            "fields": {"role": {"reports": [[["state", "state", -1]]]}},
        },
        [],
    ],
)
def test_a_file_of_errors_that_is_none_says_so(record: Any) -> None:
    with pytest.raises(SaysoError, match="measured errors"):
        errors_from(record)


def test_the_shipped_errors_can_be_read(root: Path) -> None:
    path = root / "src" / "sayso" / "data" / "errors.json"
    if path.is_file():
        found = errors_from(json.loads(path.read_text(encoding="utf-8")))
        assert {"source_class", "role", "stance", "certainty", "voice"} <= set(found.fields)
