"""The moving figures, conflicts, corrections and silent edit that are written into examples/, through the weights."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.compare import Index, Story, lay
from sayso.compare.nouns import Conflict, NoConflict, Series
from sayso.desk import Desk
from sayso.report import Report

pytestmark = pytest.mark.slow


def _name(report: Report) -> str:
    """A report's name in expected.json: its file's, else its row's or item's own id."""
    stem = Path(report.document).name.split(".")[0]
    return stem if not re.search(r"archive|feed", report.document) else report.id


@pytest.fixture(scope="module")
def reports(weights: Path, examples: Path) -> dict[str, Report]:
    read = [found for found in Desk().read_many([str(examples)]) if isinstance(found, Report)]
    named = [replace(report, id=_name(report)) for report in read]
    return {report.id: report for report in named if report.id != "gulf-courier-0223-vessing"}


@pytest.fixture(scope="module")
def story(reports: dict[str, Report]) -> Story:
    return lay("st-1", list(reports.values()), Index(reports.values()))


@pytest.fixture(scope="module")
def expected(examples: Path) -> Any:
    return json.loads((examples.parent / "expected.json").read_text(encoding="utf-8"))


def one(story: Story, role: str, scope: str = "incident", subject: str | None = None) -> Series:
    (found,) = [s for s in story.figures if (s.role, s.scope, s.subject) == (role, scope, subject)]
    return found


def numbers(series: Series) -> set[float | None]:
    return {value.low for value in series.values}


def standing(series: Series) -> set[tuple[str | None, float | None]]:
    return {(value.root, value.low) for value in series.values if value.superseded_by is None}


def test_the_tolls_of_the_ministry_and_of_the_volunteers(story: Story) -> None:
    killed = one(story, "killed")
    last = {low for _, low in standing(killed)}
    assert {9.0, 17.0} <= numbers(killed) and not {9.0, 17.0} & last  # the ministry's, in order
    assert {23.0, 31.0} <= last
    assert (killed.low, killed.high, killed.best) == (23, 31, None)


def test_no_other_scope_is_in_the_toll(story: Story) -> None:
    # hospital, company, Front, officer, monitors since January, estimate; 26 is the sum of parts
    assert not {6.0, 14.0, 19.0, 2.0, 40.0, 55.0, 87.0, 101.0, 33.0, 26.0} & numbers(one(story, "killed"))


def test_missing(story: Story) -> None:
    missing = one(story, "missing")
    assert numbers(missing) == {31.0, 12.0, 4.0}
    assert missing.best == 4 and {low for _, low in standing(missing)} == {4.0}


def test_a_hospital_is_one_facility(story: Story) -> None:
    assert numbers(one(story, "killed", "facility")) == {6.0, 14.0, 19.0}


@pytest.mark.parametrize(("group", "last"), [("worker", 5.0), ("passenger", 15.0), ("sailor", 3.0)])
def test_parts_by_group(story: Story, group: str, last: float) -> None:
    assert {low for _, low in standing(one(story, "killed", "subset", group))} == {last}


def test_the_fronts_claim_is_one_series_on_one_word_and_comes_to_nothing(story: Story) -> None:
    claimed = one(story, "killed", "claimed enemy loss", "marine")
    assert numbers(claimed) == {40.0} and claimed.best is None
    assert len({value.root for value in claimed.values}) == 1 and len(claimed.values) >= 5


def test_the_estimate_stands_apart(story: Story) -> None:
    assert one(story, "killed", "statistic").best is None


def _against(found: Conflict | NoConflict, reports: dict[str, Report]) -> Iterator[str]:
    for ref, span in zip(found.between, found.spans, strict=True):
        yield " ".join(reports[ref.report][span].split())


@pytest.mark.parametrize(
    ("kind", "sides"),
    [
        ("figure", {"Seventeen", "twenty-nine"}),
        ("figure", {"23", "31"}),
        ("date", {"blew up at 9:42 p.m.", "incident began in Warehouse 6 at 21:24"}),
        ("place", {"Warehouse 9 blew up", "incident began in Warehouse 6"}),
    ],
)
def test_what_conflicts(story: Story, reports: dict[str, Report], kind: str, sides: set[str]) -> None:
    assert any(c.kind == kind and set(_against(c, reports)) == sides for c in story.conflicts)


def test_the_day_of_the_state_agency(story: Story, reports: dict[str, Report]) -> None:
    days = [set(_against(c, reports)) for c in story.conflicts if c.kind == "date"]
    assert any("explosion that occurred on the night of March 2" in sides for sides in days)


def test_no_update_correction_or_scope_is_a_conflict_of_figures(story: Story, reports: dict[str, Report]) -> None:
    told = [set(_against(c, reports)) for c in story.conflicts if c.kind == "figure"]
    assert not [
        sides for sides in told if sides & {"41", "Forty-one", "forty-one", "40", "forty", "14", "19", "about 33"}
    ]
    # what is left beside the two that are written in: officials' 27, which the Courier changed without a word
    assert all(sides in ({"Seventeen", "twenty-nine"}, {"23", "31"}) or "At least 27" in sides for sides in told)


def test_the_correction_and_whom_it_did_not_reach(story: Story, reports: dict[str, Report], expected: Any) -> None:
    (correction,) = expected["corrections"]
    named = {o.between[0].report: o for o in story.no_conflicts if o.kind == "correction"}
    assert correction["corrects"] in named
    assert {o.between[1].report for o in named.values()} == {correction["report"]}
    assert all("no correction by" in o.why for name, o in named.items() if name != correction["corrects"])
    assert any(name.startswith("straits-television-0303") for name in named)  # the bulletin
    assert len(named) >= 3  # and the feed's item


def test_the_silent_edit(story: Story, expected: Any) -> None:
    (edit,) = expected["silent_edits"]
    (found,) = [o for o in story.no_conflicts if "at one address" in o.why]
    assert [ref.report for ref in found.between] == edit["reports"]
    assert "27" in found.why and "23" in found.why


def test_what_looks_like_a_conflict_is_named(story: Story) -> None:
    kinds = {o.kind for o in story.no_conflicts}
    assert {"update", "correction", "scope", "parts and total"} <= kinds
