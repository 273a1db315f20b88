"""The invented event of examples/ is one story, its look-alike another, in any order of adding."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.stories import ELSEWHERE, grouped
from sayso.compare.stories.likeness import likeness
from sayso.compare.stories.sketch import sketch
from sayso.desk import Desk
from sayso.report import Report

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reports(weights: Path, examples: Path) -> list[Report]:
    return [report for report in Desk().read_many([str(examples)]) if isinstance(report, Report)]


def groups(reports: list[Report]) -> list[list[str]]:
    """The reports' ids, by story, the longest story first."""
    found: dict[int, list[str]] = {}
    for report, story in grouped(reports).items():
        found.setdefault(story, []).append(report)
    return sorted((sorted(ids) for ids in found.values()), key=lambda ids: (-len(ids), ids))


def test_all_reports_of_the_event_are_one_story_and_the_look_alike_is_another(reports: list[Report]) -> None:
    every = {report.id for report in reports}
    assert len(every) == 22
    assert groups(reports) == [sorted(every - {ELSEWHERE}), [ELSEWHERE]]


def test_the_order_of_adding_changes_nothing(reports: list[Report]) -> None:
    dated = sorted(reports, key=lambda report: (report.published is None, report.published or "", report.id))
    orders = [dated, dated[::-1], *(random.Random(seed).sample(reports, len(reports)) for seed in range(4))]
    made = [groups(order) for order in orders]
    assert all(found == made[0] for found in made)


def test_any_half_of_them_is_one_story_apart_from_the_look_alike(reports: list[Report]) -> None:
    """Whoever has few of the reports may see two stories where there is one; the look-alike is in none."""
    other = [report for report in reports if report.id == ELSEWHERE]
    for seed in range(4):
        half = random.Random(seed).sample([report for report in reports if report.id != ELSEWHERE], 11)
        found = groups([*half, *other])
        assert [ELSEWHERE] in found
        assert len(found[0]) > len(half) / 2


def test_the_look_alike_is_kept_apart_by_facts(reports: list[Report]) -> None:
    """The town and the day are others; that both tell of nine killed in a port at night does not outweigh them."""
    by_id = {report.id: sketch(replace(report)) for report in reports}
    vessing = by_id.pop(ELSEWHERE)
    assert max(likeness(vessing, one).score for one in by_id.values()) < 0.3
    assert sum(likeness(vessing, one).veto is not None for one in by_id.values()) >= 3
