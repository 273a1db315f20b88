"""Two real events, as reports of a corpus tell them: war and attack, total and parts. Only ids stand here, no text."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from sayso.compare import Index, Story, lay
from sayso.compare.nouns import Series
from sayso.desk import Desk
from sayso.report import Report

pytestmark = pytest.mark.slow

#: Reports of 21 to 29 August 2013 on the attack on Ghouta.
GHOUTA = (
    "3Q1rCDG5hIIvKqAJ 3ZTBoNTDOc2hGcb3 8TQ7mZEwyp1buYrm EIL1Orn5k6jZtKDw FoTU4NyzrkEq84gg IR3JeuTFv0DUeMja "
    "KQLHMi0jJlUkBZos Qu6kiv1F4xsnoOHr gEUHRd3BFCwyn4lW hJFpcCxPlCiKWCcX jTcCEbQ9dQr73RBz kaUMYhj5RRTjBDlf "
    "lVzJkiKBZ4At7x8e noxshHF8TLg0GTER nyRFbn0MdkMzEpWQ rlw0ELlu4LVFmu32 wfPAur7lyAO2IH7F"
).split()
#: Reports of 14 and 15 August 2013 on Cairo.
CAIRO = "01lmOk9WH7nv8nDP IsPeUkULS3rC21kF P033rJns5I7fTfTQ pe9Z8JabCuk7ibfq xue37aQ1TA1rzcgZ zNNBMvHQCqGikuPl".split()


def laid(data: Path, ids: list[str]) -> Story:
    rows = {}
    with gzip.open(data / "world.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            rows[row["id"]] = row
    desk = Desk()
    known = ("outlet", "published", "title")
    reports: list[Report] = [
        desk.read_text(rows[id_]["text"], id=id_, **{k: rows[id_][k] for k in known if rows[id_].get(k)}) for id_ in ids
    ]
    return lay("st-1", reports, Index(reports))


@pytest.fixture(scope="module")
def ghouta(data: Path, weights: Path) -> Story:
    return laid(data, GHOUTA)


@pytest.fixture(scope="module")
def cairo(data: Path, weights: Path) -> Story:
    return laid(data, CAIRO)


def killed(story: Story, scope: str, subject: str | None = None) -> list[Series]:
    return [s for s in story.figures if (s.role, s.scope, s.subject) == ("killed", scope, subject)]


def numbers(found: list[Series]) -> set[float | None]:
    return {end for one in found for value in one.values for end in (value.low, value.high)}


def test_a_wars_dead_and_the_wounded_are_not_the_incidents_dead(ghouta: Story) -> None:
    assert not {100_000.0, 3_600.0} & numbers(killed(ghouta, "incident"))
    assert 100_000.0 in numbers(killed(ghouta, "cumulative"))


def test_355_counted_by_doctors_and_1300_are_of_two_scopes(ghouta: Story) -> None:
    assert 1_300.0 in numbers(killed(ghouta, "incident"))
    assert 355.0 not in numbers(killed(ghouta, "incident"))
    assert 355.0 in numbers(killed(ghouta, "facility"))
    assert not [c for c in ghouta.conflicts if "“355”" in c.why]
    assert any(o.kind == "scope" and "355" in o.why and "1,300" in o.why for o in ghouta.no_conflicts)


def test_ghouta_comes_to_no_best_number(ghouta: Story) -> None:
    assert all(one.best is None for one in killed(ghouta, "incident"))


def test_cairos_total_has_its_parts_and_they_are_never_added_to_it(cairo: Story) -> None:
    assert 278.0 in numbers(killed(cairo, "incident"))
    assert numbers(killed(cairo, "subset", "civilian")) == {235.0}
    assert 43.0 in numbers(killed(cairo, "subset", "officer"))
    assert all(321.0 not in (v.low, v.high, s.low, s.high, s.best) for s in cairo.figures for v in s.values)
    assert not [c for c in cairo.conflicts if "235" in c.why or "43" in c.why]


def test_another_wars_dead_are_not_cairos(cairo: Story) -> None:
    assert not {80_000.0, 100_000.0} & numbers(killed(cairo, "incident"))
