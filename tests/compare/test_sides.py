"""Sides that people set in a story: roots keep their names, and what one side alone says is shown as its word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.copies.index import Index
from sayso.compare.nouns import Claim, Root, Side, Story
from sayso.compare.stories import arrival as stories
from sayso.compare.story import lay
from sayso.keep import Ledger
from sayso.keep import stories as shelf
from sayso.keep.judging import judge, undo
from sayso.keep.nouns import Anchor, Judgement
from sayso.keep.story_lists import story_named
from sayso.keep.story_words import sides, story_judgements
from sayso.report import Report
from sayso.show.sides import sides_counted, sides_in_words
from sayso.show.story_contract import story_record
from sayso.show.story_words import claim_in_words
from tests.compare.event import MARROW, VESSING, add, blast, groups
from tests.compare.test_claims import OTHERS, says
from tests.compare.told import actor, told

BODY: dict[str, Any] = {"source_class": "named organisation", "kind": "organisation"}
HELD = "the warehouse had held ammonium nitrate"


def on(side: str, *names: str, by: str = "mk") -> Judgement:
    """What a person says of a side."""
    value = {"side": side, "actors": [{"name": name} for name in names], "reports": ["r1"]}
    return Judgement("u", "side", None, None, Anchor("story"), value, by, "2031-03-02T09:00:00+00:00")


def laid(reports: list[Report], *said: Judgement) -> Story:
    every = [*reports, *(says(f"rest{n}", content, f"Person {n}") for n, content in enumerate(OTHERS))]
    index = Index()
    for report in every:
        index.add(report)
    return lay("st-1", every, index, said)


def two_of_one_state(**known: Any) -> list[Report]:
    return [
        says("r1", HELD, "Interior Ministry", **BODY, **known),
        says("r2", HELD, "Oskeld State Television", **BODY, **known),
    ]


def the_claim(story: Story) -> Claim:
    (found,) = (claim for claim in story.claims if "nitrate" in claim.text)
    return found


def test_roots_on_one_side_keep_their_names_and_are_one_sides_word() -> None:
    claim = the_claim(laid(two_of_one_state(), on("government", "Interior Ministry", "Oskeld State Television")))
    assert claim.roots == (Root("Interior Ministry", None), Root("Oskeld State Television", None))
    assert claim.sides == (Side("government", ("Interior Ministry", "Oskeld State Television"), ("mk",)),)
    assert claim.one_side == "government"
    assert claim_in_words(claim) == (
        "2 outlets, 2 origins, 2 roots, 1 side: Interior Ministry; Oskeld State Television;"
        " one side’s word (government, by mk)"
    )


def test_without_a_word_of_a_person_the_machine_sets_no_sides() -> None:
    claim = the_claim(laid(two_of_one_state()))
    assert (claim.sides, claim.one_side, sides_counted(claim), sides_in_words(claim)) == ((), None, "", "")


def test_a_root_that_nobody_put_on_a_side_makes_it_more_than_one_sides_word() -> None:
    reports = [*two_of_one_state(), says("r3", HELD, "Dora Venn")]
    claim = the_claim(laid(reports, on("government", "Interior Ministry", "Oskeld State Television")))
    assert claim.one_side is None
    assert claim_in_words(claim).endswith(
        "; on one side (government, by mk): Interior Ministry, Oskeld State Television"
    )
    assert "1 side" not in claim_in_words(claim)


def test_two_sides_are_counted() -> None:
    said = [on("government", "Interior Ministry"), on("rebels", "Oskeld State Television", by="ot")]
    claim = the_claim(laid(two_of_one_state(), *said))
    assert "2 roots, 2 sides: " in claim_in_words(claim)
    assert [(side.name, side.by) for side in claim.sides] == [("government", ("mk",)), ("rebels", ("ot",))]
    assert claim.one_side is None


def test_nobodys_word_beside_it_is_not_that_sides() -> None:
    reports = [
        *two_of_one_state(),
        says("r3", HELD, "officials", source_class="unnamed official", kind="group"),
    ]
    both = on("government", "Interior Ministry", "Oskeld State Television")
    assert the_claim(laid(reports, both)).one_side is None
    assert the_claim(laid(reports, both, on("government", "officials"))).one_side == "government"


def test_of_two_words_on_one_root_the_later_counts() -> None:
    both = ("Interior Ministry", "Oskeld State Television")
    claim = the_claim(laid(two_of_one_state(), on("rebels", *both), on("Government", *both, by="ot")))
    assert claim.sides == (Side("Government", both, ("ot",)),)


def test_whoever_is_one_root_is_meant_by_each_of_its_names() -> None:
    text = f"Interior Minister Ilse Maran said {HELD} in the town."
    said = [("Interior Minister Ilse Maran", "said", HELD, {"actors": ("a1",)})]
    minister = told("r2", text, said, (actor(1, text, "Ilse Maran"),))
    reports = [says("r1", HELD, "Interior Ministry", **BODY), minister]
    claim = the_claim(laid(reports, on("government", "Ilse Maran")))
    assert (claim.roots, claim.one_side) == ((Root("Interior Ministry", None),), "government")
    assert claim.sides[0].roots == ("Interior Ministry",)


def test_a_count_that_one_side_alone_gives_is_no_best_number() -> None:
    dead: dict[str, Any] = {"killed": ("12 people", 12.0)}
    reports = [
        says("r1", "12 people were killed", "Interior Ministry", **BODY, **dead),
        says("r2", "12 people were killed", "Oskeld State Television", **BODY, **dead),
    ]
    (series,) = laid(reports).figures
    assert (series.best, series.low, series.high) == (12.0, 12.0, 12.0)
    said = on("government", "Interior Ministry", "Oskeld State Television")
    (series,) = laid(reports, said).figures
    assert (series.best, series.low, series.high) == (None, 12.0, 12.0)
    assert series.rule == "no best: one side’s word (government, by mk)"
    assert {value.root for value in series.values} == {"Interior Ministry", "Oskeld State Television"}
    (series,) = laid([*reports, says("r3", "12 people were killed", "Dora Venn", **dead)], said).figures
    assert series.best == 12.0


def test_sides_stand_in_the_contract() -> None:
    story = laid(two_of_one_state(), on("government", "Interior Ministry", "Oskeld State Television"))
    (found,) = (claim for claim in story_record(story)["claims"] if "nitrate" in claim["text"])
    assert found["one_side"] == "government"
    assert found["sides"] == [
        {"name": "government", "roots": ["Interior Ministry", "Oskeld State Television"], "by": ["mk"]}
    ]


# Who is who, over all reports


def judged(kind: str, *keys: str) -> Judgement:
    """What a person says of two actors."""
    actors = [{"key": key, "name": key.partition(":")[2]} for key in keys]
    return Judgement("u", kind, None, None, Anchor("actors"), {"actors": actors}, "mk", "2031-03-02T09:00:00+00:00")


def test_who_people_say_is_the_same_is_one_root() -> None:
    reports = [says("r1", HELD, "Ruan Teale"), says("r2", HELD, "Rhuan Teel")]
    assert len(the_claim(laid(reports)).roots) == 2
    claim = the_claim(laid(reports, judged("same", "person:ruan teale", "person:rhuan teel")))
    assert claim.roots == (Root("Ruan Teale", None),) or claim.roots == (Root("Rhuan Teel", None),)


def test_whom_people_say_are_two_is_not_joined_by_what_reports_say() -> None:
    text = f"Interior Minister Ilse Maran said {HELD} in the town."
    said = [("Interior Minister Ilse Maran", "said", HELD, {"actors": ("a1",)})]
    minister = told("r2", text, said, (actor(1, text, "Ilse Maran"),))
    reports = [says("r1", HELD, "Interior Ministry", **BODY), minister]
    assert len(the_claim(laid(reports)).roots) == 1
    claim = the_claim(laid(reports, judged("different", "organisation:interior ministry", "person:ilse maran")))
    assert set(claim.roots) == {Root("Interior Ministry", None), Root("Ilse Maran", None)}


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_words_for_a_side_raise_nothing(name: str, side: str) -> None:
    laid(two_of_one_state(), on(side, name))


# In the ledger: a side goes with the reports of its story


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "sayso.db") as found:
        add(found, blast(0), blast(1), blast(2), blast(0, VESSING, id="v0", document="v0"))
        yield found


def whose(ledger: Ledger, report: str) -> list[str]:
    """The sides that are set in the story of a report."""
    return [judgement.value["side"] for judgement in sides(ledger, story_named(ledger, report)[1])]


def test_a_side_is_of_one_story_and_of_no_other(ledger: Ledger) -> None:
    judge(ledger, "side", who="mk", given={"story": "r1", "actors": ["harbour office"], "side": "port"})
    assert (whose(ledger, "r0"), whose(ledger, "v0")) == (["port"], [])
    assert [one.judgement.kind for one in story_judgements(ledger, ["r0", "r1", "r2"])] == ["side"]
    assert story_judgements(ledger, ["v0"]) == []


def test_a_side_outlives_the_number_of_its_story(ledger: Ledger) -> None:
    number, _ = story_named(ledger, "v0")
    judge(ledger, "side", who="mk", given={"story": number, "actors": ["harbour office"], "side": "port"})
    judge(ledger, "merge", who="mk", given={"reports": [number, "r0", "r1", "r2"]})
    stories.obey(ledger)
    assert len(groups(ledger)) == 1
    assert story_named(ledger, "v0")[0] != number
    assert whose(ledger, "r2") == ["port"]


def test_where_a_story_falls_apart_its_sides_go_with_the_larger_part(ledger: Ledger) -> None:
    judge(ledger, "side", who="mk", given={"story": "r0", "actors": ["harbour office"], "side": "port"})
    judge(ledger, "split", who="mk", given={"reports": ["r0"], "from": ["r1", "r2"]})
    stories.obey(ledger)
    assert (whose(ledger, "r0"), whose(ledger, "r1")) == ([], ["port"])


def test_an_undone_side_is_none(ledger: Ledger) -> None:
    done = judge(ledger, "side", who="mk", given={"story": "r0", "actors": ["harbour office"], "side": "port"})
    undo(ledger, done.judgement.uid, who="mk")
    assert whose(ledger, "r0") == []


def test_a_side_holds_when_other_reports_arrive(ledger: Ledger) -> None:
    judge(ledger, "side", who="mk", given={"story": "r0", "actors": ["harbour office"], "side": "port"})
    add(ledger, blast(4, MARROW))
    assert whose(ledger, "r4") == ["port"]
    assert len(shelf.all_stories(ledger.connection)) == 2
