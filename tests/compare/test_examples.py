"""The invented event of examples/ through the real desk: the roots and wordings that we wrote into it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.compare import Index, lay
from sayso.compare.nouns import Claim, Story
from sayso.compare.roots.roots import Roots
from sayso.desk import Desk
from sayso.report import Report

pytestmark = pytest.mark.slow

ELSEWHERE = "gulf-courier-0223-vessing"  # another story that looks alike
ADDRESSES = {"31-0303-marrow-paper": "stv-31-0303-014", "ws/31-0304-navy-noon": "stv-31-0304-006"}
#: What expected.json calls a root that the reports name otherwise.
CALLED = {"Interior Ministry of Halvern": "Interior Ministry", "Ilse Maran": "Interior Ministry"}
#: Roots there of whom nobody is named: they are never counted.
VAGUE = {"two unnamed security officials"}


@pytest.fixture(scope="module")
def expected(examples: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((examples.parent / "expected.json").read_text())
    return found


@pytest.fixture(scope="module")
def reports(weights: Path, examples: Path) -> dict[str, Report]:
    """The reports of the event by the names that expected.json gives them."""
    found = [report for report in Desk().read_many([str(examples)]) if isinstance(report, Report)]
    named = [replace(report, id=name(report)) for report in found]
    return {report.id: report for report in named if report.id != ELSEWHERE}


@pytest.fixture(scope="module")
def story(reports: dict[str, Report]) -> Story:
    every = list(reports.values())
    return lay("st-1", every, Index(every))


def name(report: Report) -> str:
    """A report's key in expected.json: its file's name, its row's id, or the feed item's."""
    known = next((key for end, key in ADDRESSES.items() if (report.url or report.document).endswith(end)), None)
    return known or Path(report.document).stem


def counted(story: Story, reports: dict[str, Report], words: str) -> Claim:
    """The claim that a statement with these words makes."""
    found = [
        claim
        for claim in story.claims
        if any(words in " ".join(reports[m.report][m.span].split()) for m in claim.statements)
    ]
    return max(found, key=lambda claim: len(made_by(claim)))


def made_by(claim: Claim) -> set[str]:
    return {one.report for one in claim.statements}


def roots(claim: Claim) -> set[str | None]:
    """The roots of a claim that are asserted to be somebody's word."""
    return {root.actor for root in claim.roots if not root.vague}


def test_all_reports_are_there(reports: dict[str, Report], expected: dict[str, Any]) -> None:
    assert set(reports) == {one["key"] for one in expected["reports"]} - {ELSEWHERE}


#: Claims of expected.json by words of one that makes them.
FOUND = {
    "40 marines were killed": "it killed forty of your marines",
    "41 people were killed": "Forty-one people died",
    "31 people were missing on 2 March": "31 people were still missing",
    "the ministry’s toll of 17": "that 17 people had been killed",
    "the ministry’s toll of 23": "killed 23 people",
    "the warehouse held ammonium nitrate": "had held ammonium nitrate",
    "Drevia supplied no weapons": "handed over a single shell",
}


def test_every_claim_of_the_list_is_looked_at(expected: dict[str, Any]) -> None:
    assert {one["claim"] for one in expected["roots"]} == set(FOUND)


@pytest.mark.parametrize("words", FOUND)
def test_every_claim_goes_back_to_its_one_root(
    words: str, story: Story, reports: dict[str, Report], expected: dict[str, Any]
) -> None:
    (known,) = [one for one in expected["roots"] if one["claim"] == words]
    claim = counted(story, reports, FOUND[words])
    assert made_by(claim) >= set(known["reports"])
    assert roots(claim) == {CALLED.get(known["root"], known["root"])} - VAGUE
    assert len(roots(claim)) <= known["roots"]


def test_unnamed_officials_are_no_independent_root(story: Story, reports: dict[str, Report]) -> None:
    claim = counted(story, reports, "had held ammonium nitrate")
    assert [(root.actor, root.vague) for root in claim.roots] == [("Two security officials", True)]


def test_31_names_on_a_list_are_the_volunteers_31_dead(story: Story, reports: dict[str, Report]) -> None:
    claim = counted(story, reports, "put the number of dead at 31")
    analysis = "the-sounding-0306-analysis"  # "and the volunteers say 31"
    lists = {"halyard-0304-navy", "the-sounding-0304-opinion", "straits-television-0304-bulletin"}
    assert made_by(claim) == {*lists, analysis}
    assert roots(claim) == {"Gulf Rescue Volunteers"}


def test_41_taken_to_hospital_are_no_41_dead(story: Story, reports: dict[str, Report]) -> None:
    claim = counted(story, reports, "forty-one went to hospital")
    assert made_by(claim) == {"marrow-gazette-0304-correction", "straits-television-0303-bulletin"}
    assert roots(claim) == {"Ruan Teale"}
    assert claim.id != counted(story, reports, "Forty-one people died").id


def test_a_companys_records_are_the_companys_word(reports: dict[str, Report]) -> None:
    every = Roots(list(reports.values()))
    (release,) = [report for report in reports.values() if report.id == "gulf-line-ports-0303-release"]
    said = {every.of(release.id, one.id) for one in release.statements if "records" in release.words(one.source)}
    assert [[root.actor for root in found] for found in said] == [["Gulf Line Ports"]]


def test_a_copied_claim_has_one_origin(story: Story, reports: dict[str, Report]) -> None:
    claim = counted(story, reports, "31 people were still missing")
    assert (claim.outlets, claim.origins) == (3, 1)
    assert [ref.report for ref in claim.earliest] == ["halyard-0302-blast"]


def test_every_wording_of_a_quotation_is_shown(
    story: Story, reports: dict[str, Report], expected: dict[str, Any]
) -> None:
    missing = []
    for known in expected["quotation_variants"]:
        told = {one["report"] for one in known["variants"]}
        if not any(told <= made_by(claim) and claim.variants for claim in story.claims):
            missing.append(known["differs"])
    assert missing == []


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("of firing it", "Northern Shore Front"),
        ("arming the Front", "Drevia"),
        ("had warned Gulf Line Ports last autumn", "Gulf Line Ports"),
        ("had held ammonium nitrate", "Gulf Line Ports"),
        ("forty-one people had died", "Ruan Teale"),
        ("killed forty of your marines", "Halvern's navy"),
        ("the warehouse had been hit by a rocket", "A third official"),
        ("put the number of dead at 31", "Interior Ministry"),
    ],
)
def test_denials_stand_beside_what_they_deny(words: str, who: str, story: Story) -> None:
    found = [conflict.why for conflict in story.conflicts if conflict.kind == "denial"]
    assert [why for why in found if words in why.split("”; ")[0] and f"{who}: “" in why.split("”; ")[-1]]


def test_nothing_else_is_a_denial(story: Story) -> None:
    assert len([conflict for conflict in story.conflicts if conflict.kind == "denial"]) == 8


#: Where each chain of expected.json ends: whose word it is, and by way of whom outside these reports.
ENDS = {
    "55 marines and sailors": ("a naval officer", "Radio Breakwater"),
    "Forty-one people": ("Ruan Teale", None),
    "310 tonnes": ("a customs document seen by Straits Television", "Oskeld Herald"),
    "a sheer fabrication": ("Milena Tarsk", "Drevian Telegraph Agency"),
    "“Is the quarter-to boat delayed?”": ("A man", None),  # "in a docker’s jacket": shown in the source
    "that white sacks were moved": ("a foreman", None),
    "she was alongside": ("The admiral", None),
    "the warehouse had been hit by a rocket": ("Interior Ministry", None),
}


def test_chains_end_where_they_were_written_to(reports: dict[str, Report], expected: dict[str, Any]) -> None:
    every = Roots(list(reports.values()))
    for chain in expected["chains"]:
        report, words = reports[chain["report"]], chain["words"]
        found = [s for s in report.statements if words in " ".join(report.words(s.content).split())]
        root = every.of(report.id, min(found, key=lambda s: len(report.words(s.content))).id)[0]
        assert (root.actor, root.external) == ENDS[words], chain["report"]
