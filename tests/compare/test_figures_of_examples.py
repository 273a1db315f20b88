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


#: The names in expected.json of whose word a figure is, and those that the reports make out.
ROOTS = {
    "Interior Ministry of Halvern": "Interior Ministry",
    "Ilse Maran": "Interior Ministry",
    "Nessa Quill": "Gulf Rescue Volunteers",
    "Oona Brack": "St Brannoc's Hospital",
    "Jory Stane": "Halvern's navy",
    "Navy of Halvern": "Halvern's navy",
    "a naval officer (Radio Breakwater)": "a naval officer",
    "the harbour master": "Ruan Teale",
}
#: What is written there of whom is counted in which role and scope, and how a series is called.
ROLES = {"aboard": "present", "taken to hospital": "wounded"}
SCOPES = {"one facility": "facility", "a subset": "subset", "incident": "incident", "cumulative": "cumulative"}
#: Written in with the role "unidentified", which a figure cannot have; `test_who_is_not_identified` says what it is.
NO_ROLE = {("marrow-gazette-0303-missing", "seven patients")}


def _figures(expected: Any) -> list[dict[str, Any]]:
    """The counts of people of this event that are written in."""
    return [
        f
        for f in expected["figures"]
        if "story" not in f and f.get("unit") is None and (f["report"], f["words"]) not in NO_ROLE
    ]


def _same(one: str | None, other: str | None) -> bool:
    plain = [" ".join((name or "").replace("’", "'").split()) for name in (one, other)]
    return plain[0] == plain[1]


def test_every_figure_that_is_written_in_is_a_value_of_its_series(
    story: Story, reports: dict[str, Report], expected: Any
) -> None:
    missing = []
    names = {"stv-31-0303-014": "31-0303-marrow-paper", "stv-31-0304-006": "31-0304-navy-noon"}
    for figure in _figures(expected):
        role = ROLES.get(figure["role"], figure["role"])
        scope = SCOPES[figure["scope"]]
        if figure.get("claimed_enemy_loss"):
            scope = "claimed enemy loss"
        if figure["estimate"]:
            scope = "statistic"
        if figure["role"] == "taken to hospital":
            scope = "facility"
        low = figure.get("point", figure["low"])
        found = [
            value
            for series in story.figures
            for value in series.values
            if series.role == role and series.scope == scope and value.low == low
            if value.report in (figure["report"], names.get(figure["report"]))
        ]
        root = ROOTS.get(figure["root"], figure["root"])
        if not any(_same(v.root, root) or (v.root is None and figure.get("in_own_voice")) for v in found):
            missing.append((figure["report"], figure["words"], role, scope, low, root, [v.root for v in found]))
    assert not missing, missing


def test_who_is_not_identified_is_there_and_neither_sick_nor_hurt(story: Story, expected: Any) -> None:
    (seven,) = [f for f in expected["figures"] if (f["report"], f["words"]) in NO_ROLE]
    assert (seven["role"], seven["low"], seven["scope"]) == ("unidentified", 7, "one facility")
    holding = [s for s in story.figures for v in s.values if (v.report, v.low) == (seven["report"], 7)]
    assert [(s.role, s.scope, s.subject) for s in holding] == [("present", "facility", "patient")]


def test_some_of_those_in_hospital_take_nobodys_place(story: Story) -> None:
    # eleven who are badly hurt, on the first day, and nine with burns, on the second
    some = one(story, "wounded", "subset")
    assert numbers(some) == {9.0, 11.0} and some.best is None
    assert all(value.superseded_by is None for value in some.values)


def test_the_days_of_a_list_are_those_that_its_numbers_hold_for(story: Story) -> None:
    told = [v for v in one(story, "killed").values if v.report == "the-sounding-0304-opinion"]
    assert {(v.as_of, v.low) for v in told} >= {("2031-03-02", 9), ("2031-03-03", 17), ("2031-03-04", 23)}


@pytest.mark.parametrize("unread", NO_ROLE)
def test_what_is_said_to_be_unread_is_written_in(unread: tuple[str, str], expected: Any) -> None:
    assert unread in {(f["report"], f["words"]) for f in expected["figures"]}


def test_every_series_that_is_written_in_moves_as_it_is_written(story: Story, expected: Any) -> None:
    for written in expected["figure_series"]:
        scope, root = SCOPES[written["scope"]], ROOTS.get(written["root"], written["root"])
        group = {"dock workers": "worker"}.get(written.get("subject"))
        found = one(story, written["role"], scope, group)
        wanted = [float(re.sub(r"\D*(\d+).*", r"\1", value)) for _, value in written["values"]]
        ours = [value for value in found.values if _same(value.root, root)]
        assert {value.low for value in ours} >= set(wanted), written
        assert not any("“29”" in c.why and "“31”" in c.why for c in story.conflicts)
        last = {value.low for value in ours if value.superseded_by is None}
        undated = {14.0, 19.0, 29.0}  # told in bulletins without a date, which nothing orders
        assert last - undated == {wanted[-1]} - undated, written


def test_87_and_101_are_two_monitors_counts_since_january(story: Story) -> None:
    counts = [s for s in story.figures if (s.role, s.scope) == ("killed", "cumulative")]
    assert [(numbers(s), s.since) for s in counts] == [({101.0}, "2031-01-01"), ({87.0}, "2031-01-01")]


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
        ("figure", {"40", "Three"}),  # military dead: the navy's own count, and the Front's
        ("figure", {"40", "55"}),  # and an officer's, by way of a radio station
        ("date", {"blew up at 9:42 p.m.", "incident began in Warehouse 6 at 21:24"}),
        ("place", {"Warehouse 9 blew up", "incident began in Warehouse 6"}),
    ],
)
def test_what_conflicts(story: Story, reports: dict[str, Report], kind: str, sides: set[str]) -> None:
    assert any(c.kind == kind and set(_against(c, reports)) == sides for c in story.conflicts)


def test_the_day_of_the_state_agency(story: Story, reports: dict[str, Report]) -> None:
    days = [set(_against(c, reports)) for c in story.conflicts if c.kind == "date"]
    assert any("explosion that occurred on the night of March 2" in sides for sides in days)


def test_nothing_else_is_a_conflict_of_figures(story: Story, reports: dict[str, Report]) -> None:
    # no update, correction, rounding, scope or part; nor officials' 27, who can be anybody's officials
    told = [set(_against(c, reports)) for c in story.conflicts if c.kind == "figure"]
    military = {"40", "Three", "55"}
    both = {"Seventeen", "twenty-nine"}, {"twenty-three", "thirty-one"}  # in the bulletins
    assert all(sides in (*both, {"23", "31"}) or sides < military for sides in told)


def test_the_correction_and_whom_it_did_not_reach(story: Story, reports: dict[str, Report], expected: Any) -> None:
    (correction,) = expected["corrections"]
    named = {o.between[0].report: o for o in story.no_conflicts if o.kind == "correction"}
    assert correction["corrects"] in named
    assert {o.between[1].report for o in named.values()} == {correction["report"]}
    assert all("no correction by" in o.why for name, o in named.items() if name != correction["corrects"])
    assert any(name.startswith("straits-television-0303") for name in named)  # the bulletin
    assert len(named) >= 3  # and the feed's item


def test_the_silent_edit_with_all_that_it_changed(story: Story, expected: Any) -> None:
    (edit,) = expected["silent_edits"]
    found = [o for o in story.no_conflicts if o.between[0].report == edit["reports"][0] and "address" in o.why]
    assert {ref.report for o in found for ref in o.between} == set(edit["reports"])
    told = " ".join(o.why for o in found)
    for old, new in edit["changes"]:
        ours = [w for w in re.findall(r"\w+", old) if new is None or w not in re.findall(r"\w+", new)]
        theirs = [w for w in re.findall(r"\w+", new or "") if w not in re.findall(r"\w+", old)]
        assert all(word in told for word in (*ours, *theirs)), (old, new)
    assert "is no more in the later text" in told and "Friday" in told
    assert all("does not say whether a note to readers" in o.why for o in found)


def test_the_reversal_is_an_update_of_the_navys_word(story: Story, expected: Any) -> None:
    (reversal,) = expected["reversals"]
    (found,) = [o for o in story.no_conflicts if "for the first time" in o.why]
    assert [ref.report for ref in found.between] == [reversal["first"]["report"], reversal["later"]["report"]]
    assert reversal["first"]["words"] in found.why


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("update", ("“at least nine”, later “17”",)),
        ("update", ("“17”, later “23”",)),
        ("update", ("“six”, later “14”",)),
        ("update", ("“31”, later “12”",)),
        ("update", ("“12”, later “four”",)),
        ("update", ("“38”, later “58”",)),
        ("scope", ("“14”", "hospital")),
        ("scope", ("“nineteen”", "hospital")),
        ("scope", ("“at least 87”", "more than this event")),
        ("scope", ("“101”", "more than this event")),
        ("scope", ("“about 33”", "an estimate")),
        ("scope", ("“forty”", "the other side’s losses")),
        ("scope", ("“five” is a count of workers", "“two” one of employees", "neither is of the whole event")),
        ("parts and total", ("“11”, “six”", "together 17")),
        ("parts and total", ("“15”, “five”, “three”", "together 23")),
        ("parts and total", ("“14”, “eight”, “four”", "together 26, not 27")),
        ("parts and total", ("“214”, “18”", "together 232")),
        ("rounding", ("“232”", "“About 230”")),
    ],
)
def test_every_one_that_only_looks_like_a_conflict_is_named(story: Story, kind: str, words: tuple[str, ...]) -> None:
    assert any(o.kind == kind and all(word in o.why for word in words) for o in story.no_conflicts)


def test_no_part_is_larger_than_its_whole(story: Story) -> None:
    # an officer's 55 marines are more than all 23: a claim that is listed under conflicts
    assert not any("55" in o.why for o in story.no_conflicts)
    assert any("“55” marines" in c.why for c in story.conflicts)


def test_what_looks_like_a_conflict_is_named(story: Story) -> None:
    kinds = {o.kind for o in story.no_conflicts}
    assert {"update", "correction", "scope", "parts and total"} <= kinds
