"""Two real events, as reports of a corpus tell them: war and attack, total and parts. Only ids stand here, no text."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.stories import grouped
from sayso.compare import Index, Story, lay
from sayso.compare.nouns import Series
from sayso.desk import Desk
from sayso.report import Report
from sayso.show.story import print_story
from sayso.show.story_contract import story_record
from sayso.show.story_html import story_page

pytestmark = pytest.mark.slow

#: Reports of 21 to 29 August 2013 on the attack on Ghouta.
GHOUTA = (
    "3Q1rCDG5hIIvKqAJ 3ZTBoNTDOc2hGcb3 8TQ7mZEwyp1buYrm EIL1Orn5k6jZtKDw FoTU4NyzrkEq84gg IR3JeuTFv0DUeMja "
    "KQLHMi0jJlUkBZos Qu6kiv1F4xsnoOHr gEUHRd3BFCwyn4lW hJFpcCxPlCiKWCcX jTcCEbQ9dQr73RBz kaUMYhj5RRTjBDlf "
    "lVzJkiKBZ4At7x8e noxshHF8TLg0GTER nyRFbn0MdkMzEpWQ rlw0ELlu4LVFmu32 wfPAur7lyAO2IH7F"
).split()
#: Reports of 14 and 15 August 2013 on Cairo.
CAIRO = "01lmOk9WH7nv8nDP IsPeUkULS3rC21kF P033rJns5I7fTfTQ pe9Z8JabCuk7ibfq xue37aQ1TA1rzcgZ zNNBMvHQCqGikuPl".split()


#: Orders in which a ledger takes the reports in.
ORDERS = range(3)


def read(data: Path, ids: list[str]) -> list[Report]:
    rows = {}
    with gzip.open(data / "world.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            rows[row["id"]] = row
    desk = Desk()
    known = ("outlet", "published", "title")
    return [
        desk.read_text(rows[id_]["text"], id=id_, **{k: rows[id_][k] for k in known if rows[id_].get(k)}) for id_ in ids
    ]


@pytest.fixture(scope="module")
def reports(data: Path, weights: Path) -> dict[str, Report]:
    return {report.id: report for report in read(data, [*GHOUTA, *CAIRO])}


def laid(reports: dict[str, Report], ids: list[str]) -> Story:
    own = [reports[id_] for id_ in ids]
    return lay("st-1", own, Index(own))


@pytest.fixture(scope="module")
def ghouta(reports: dict[str, Report]) -> Story:
    return laid(reports, GHOUTA)


@pytest.fixture(scope="module")
def cairo(reports: dict[str, Report]) -> Story:
    return laid(reports, CAIRO)


@pytest.fixture(scope="module")
def stories(reports: dict[str, Report]) -> list[Story]:
    """Every story that the reports fall into in a ledger, in each order of adding; and both events in one."""
    groups = {tuple(sorted(ids)) for ids in (GHOUTA, CAIRO, [*GHOUTA, *CAIRO])}
    for seed in ORDERS:
        order = random.Random(seed).sample(sorted(reports), len(reports))
        numbers = grouped(reports[id_] for id_ in order)
        for number in set(numbers.values()):
            groups.add(tuple(sorted(id_ for id_, of in numbers.items() if of == number)))
    return [laid(reports, list(ids)) for ids in sorted(groups)]


def surfaces(story: Story, reports: dict[str, Report]) -> list[str]:
    """What people see of a story: in the terminal, as a page, and each sentence that sets figures side by side."""
    console = Console(width=200, record=True, file=io.StringIO())
    print_story(story, reports, console)
    page = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", story_page(story, reports), flags=re.S)
    sentences = [one.why for one in story.conflicts] + [one.why for one in story.no_conflicts]
    return [console.export_text(), page, *sentences]


def killed(story: Story, scope: str, subject: str | None = None) -> list[Series]:
    return [s for s in story.figures if (s.role, s.scope, s.subject) == ("killed", scope, subject)]


def numbers(found: list[Series]) -> set[float | None]:
    return {end for one in found for value in one.values for end in (value.low, value.high)}


def test_a_wars_dead_and_the_wounded_are_not_the_incidents_dead(ghouta: Story) -> None:
    assert not {100_000.0, 3_600.0} & numbers(killed(ghouta, "incident"))
    assert 100_000.0 in numbers(killed(ghouta, "cumulative"))


def test_in_no_story_and_on_no_surface_are_they(stories: list[Story], reports: dict[str, Report]) -> None:
    wars = re.compile(r"(?:100,000|3,600)[^“”]*” (?:is )?one of the whole event")
    for story in stories:
        record = json.loads(json.dumps(story_record(story)))
        for figure in record["figures"]:
            if (figure["role"], figure["scope"]) == ("killed", "incident"):
                ends = {value[end] for value in figure["series"] for end in ("low", "high")}
                assert not {100_000, 3_600, 80_000} & (ends | {figure["low"], figure["high"], figure["best"]})
        assert not [c.why for c in story.conflicts if re.search(r"100,000|3,600", c.why) and c.kind == "figure"]
        assert not [text for text in surfaces(story, reports) if wars.search(" ".join(text.split()))]


def test_355_counted_by_doctors_and_1300_are_of_two_scopes(ghouta: Story) -> None:
    assert 1_300.0 in numbers(killed(ghouta, "incident"))
    assert 355.0 not in numbers(killed(ghouta, "incident"))
    assert 355.0 in numbers(killed(ghouta, "facility"))
    assert any(o.kind == "scope" and "355" in o.why and "1,300" in o.why for o in ghouta.no_conflicts)


def test_nowhere_are_they_a_conflict(stories: list[Story]) -> None:
    for story in stories:
        assert 355.0 not in numbers(killed(story, "incident"))
        assert not [c.why for c in story.conflicts if "355" in c.why]


def test_ghouta_comes_to_no_best_number(ghouta: Story, stories: list[Story]) -> None:
    assert all(one.best is None for one in killed(ghouta, "incident"))
    for story in stories:
        assert all(one.best is None for one in killed(story, "incident") if 1_300.0 in numbers([one]))


def test_cairos_total_has_its_parts_and_they_are_never_added_to_it(cairo: Story) -> None:
    assert 278.0 in numbers(killed(cairo, "incident"))
    assert numbers(killed(cairo, "subset", "civilian")) == {235.0}
    assert 43.0 in numbers(killed(cairo, "subset", "officer"))
    (parts,) = [o for o in cairo.no_conflicts if o.kind == "parts and total" and "278" in o.why and "235" in o.why]
    assert parts.why.endswith("are given as parts of “At least 278”: together 278") and "43" in parts.why
    assert not [c for c in cairo.conflicts if "235" in c.why or "43" in c.why]


def test_321_is_nowhere(stories: list[Story], reports: dict[str, Report]) -> None:
    for story in stories:
        assert all(321.0 not in (v.low, v.high, s.low, s.high, s.best) for s in story.figures for v in s.values)
        assert not [text for text in surfaces(story, reports) if re.search(r"(?<![\d-])321(?![\d-])", text)]


def test_another_wars_dead_are_not_cairos(cairo: Story) -> None:
    assert not {80_000.0, 100_000.0} & numbers(killed(cairo, "incident"))


@pytest.mark.parametrize("ids", [GHOUTA, CAIRO], ids=["ghouta", "cairo"])
@pytest.mark.parametrize("seed", ORDERS)
def test_the_order_of_reports_changes_nothing(reports: dict[str, Report], ids: list[str], seed: int) -> None:
    order = random.Random(seed).sample(ids, len(ids))
    assert laid(reports, order) == laid(reports, ids)
