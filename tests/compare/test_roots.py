"""Whose word something is: a page of examples, each in the words of reports."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.nouns import Root
from sayso.compare.roots.offices import Ministry, ministry, office
from sayso.compare.roots.roots import Roots
from sayso.report import Report
from tests.compare.told import actor, told

BODY: dict[str, Any] = {"source_class": "named organisation"}


def one(text: str, source: str, cue: str, content: str, *actors: Any, **more: Any) -> Report:
    """A report with one statement of its last actor."""
    people = tuple(actor(n, text, *known) for n, known in enumerate(actors, 1))
    return told("tarn", text, [(source, cue, content, {"actors": (people[-1].id,), **more})], people)


def root(*reports: Report, statement: str = "s1") -> str | None:
    """The name of the root of the last report's statement."""
    return Roots(reports).of(reports[-1].id, statement)[0].actor


NAVY = "There were no boats at the quay, said Commodore Ivo Renn, a spokesman for the navy."
FRONT = "The Lake Front denied it. Its spokesman, Odo Karst, said the dam was safe."
CREWS = (
    "The Tarn Rescue Crews put the dead at 12.\n\n"
    "Lena Ost, who coordinates the Tarn Rescue Crews, said the list was long."
)


def test_a_spokesman_is_whom_he_speaks_for() -> None:
    renn = one(NAVY, "Commodore Ivo Renn", "said", "There were no boats at the quay", ("Commodore Ivo Renn",))
    assert root(renn) == "the navy"
    karst = one(
        FRONT,
        "Its spokesman, Odo Karst",
        "said",
        "the dam was safe",
        ("Lake Front", "organisation", "Lake Front", "Its"),
        ("Odo Karst", "person", "Its spokesman", "Odo Karst"),
    )
    assert root(karst) == "Lake Front"
    ost = one(CREWS, "Lena Ost", "said", "the list was long", ("Tarn Rescue Crews", "organisation"), ("Lena Ost",))
    assert root(ost) == "Tarn Rescue Crews"


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Ada Brill, a demographer at Tarn University, said the count was low.", "Ada Brill"),
        ("Ada Brill, a passenger of Tarn Ferries, said the count was low.", "Ada Brill"),
        ("Ada Brill and the head of Tarn University said the count was low.", "Ada Brill"),
        ("Ada Brill, the director of Tarn University, said the count was low.", "Tarn University"),
        ("Ada Brill, a Tarn University spokeswoman, said the count was low.", "Tarn University"),
    ],
)
def test_only_an_office_makes_a_body_speak(text: str, whose: str) -> None:
    body = "Tarn Ferries" if "Ferries" in text else "Tarn University"
    assert root(one(text, "Ada Brill", "said", "the count was low", (body, "organisation"), ("Ada Brill",))) == whose


def test_a_minister_and_the_ministry_are_one_root() -> None:
    text = "Interior Minister Ilse Maran said 12 were dead. The ministry said four were missing."
    said = [
        ("Interior Minister Ilse Maran", "said", "12 were dead", {"actors": ("a1",)}),
        ("The ministry", "said", "four were missing", {"actors": ("a2",), **BODY}),
    ]
    minister = told("tarn", text, said, (actor(1, text, "Ilse Maran"), actor(2, text, "The ministry", "organisation")))
    scorn = "The so-called interior ministry of Halvern insists that nobody died."
    other = told(
        "drev",
        scorn,
        [("The so-called interior ministry", "insists", "nobody died", {"actors": ("a1",), **BODY})],
        (actor(1, scorn, "The so-called interior ministry", "organisation"),),
    )
    plain = "The Interior Ministry said 12 were dead."
    third = told(
        "osk",
        plain,
        [("The Interior Ministry", "said", "12 were dead", {"actors": ("a1",), **BODY})],
        (actor(1, plain, "Interior Ministry", "organisation"),),
    )
    roots = Roots((minister, other, third))
    found = {roots.of(*where) for where in (("tarn", "s1"), ("tarn", "s2"), ("drev", "s1"), ("osk", "s1"))}
    assert found == {(Root("Interior Ministry", None),)}


def test_two_ministries_of_two_states_stay_two() -> None:
    assert ministry("Halvern's Interior Ministry") == Ministry("interior", "halvern")
    assert ministry("the Ministry of Foreign Affairs") == Ministry("foreign", None)
    assert ministry("Ministry of Sound") is None
    texts = ("Drevia's Interior Ministry said 12 were dead.", "Halvern's Interior Ministry said 12 were dead.")
    reports = [
        told(
            id,
            text,
            [(text[:-20].removesuffix(" said"), "said", "12 were dead", {"actors": ("a1",), **BODY})],
            (actor(1, text, text.split(" said")[0], "organisation"),),
        )
        for id, text in zip(("d", "h"), texts, strict=True)
    ]
    roots = Roots(reports)
    assert roots.of("d", "s1") != roots.of("h", "s1")


def test_an_office_is_its_one_holder_in_the_story() -> None:
    named = "The harbour master, Ruan Teale, said 41 were hurt."
    first = told(
        "gazette",
        named,
        [("The harbour master, Ruan Teale,", "said", "41 were hurt", {"actors": ("a1",)})],
        (actor(1, named, "The harbour master"), actor(2, named, "Ruan Teale")),
    )
    bare = "The harbour master said 230 were aboard."
    said = [("The harbour master", "said", "230 were aboard", {"actors": ("a1",), "source_class": "office holder"})]
    second = told("straits", bare, said, (actor(1, bare, "The harbour master"),))
    assert root(first, second) == "Ruan Teale"
    assert root(second) == "The harbour master"
    assert office("the harbour master") == "harbour master"
    assert office("a passenger") is None


def test_a_short_name_is_the_long_one_only_where_there_is_one() -> None:
    def says(id: str, name: str) -> Report:
        text = f"The {name} said 40 marines were dead."
        said = [(f"The {name}", "said", "40 marines were dead", {"actors": ("a1",), **BODY})]
        return told(id, text, said, (actor(1, text, name, "organisation"),))

    short, full, other = says("a", "Front"), says("b", "Northern Shore Front"), says("c", "Lake Front")
    assert root(full, short) == "Northern Shore Front"
    assert root(full, other, short) == "Front"


def test_the_company_is_nobody_but_in_its_own_release() -> None:
    text = "Gulf Line Ports is sorry. Gulf Line Ports will help. The company said two of its people had died."
    people = (
        actor(1, text, "Gulf Line Ports", "organisation", "Gulf Line Ports", "Gulf Line Ports"),
        actor(2, text, "The company", "organisation"),
    )
    said = [("The company", "said", "two of its people had died", {"actors": ("a2",), **BODY})]
    assert root(told("ports", text, said, people, genre="release")) == "Gulf Line Ports"
    assert Roots([told("ports", text, said, people)]).of("ports", "s1") == (Root("The company", None, True),)


@pytest.mark.parametrize("who", ["officials", "Two security officials", "rebels", "activists", "residents"])
def test_those_of_whom_nobody_is_named_are_vague(who: str) -> None:
    text = f"On Sunday {who} said the road was shut."
    found = Roots([one(text, who, "said", "the road was shut", (who, "group"), source_class="unnamed other")])
    assert found.of("tarn", "s1") == (Root(who, None, True),)


GAZETTE = "Forty-one people were killed, Ruan Teale said."
STRAITS = "Forty-one people died in the blast, the Marrow Gazette reported."
BREAKWATER = "Radio Breakwater reported that 55 marines met their end, quoting a naval officer."
MEDIUM: dict[str, Any] = {"source_class": "document or media", "role": "media"}


def relayed() -> Report:
    said = [("the Marrow Gazette", "reported", "Forty-one people died in the blast", {"actors": ("a1",), **MEDIUM})]
    return told("straits", STRAITS, said, (actor(1, STRAITS, "Marrow Gazette", "organisation"),))


def test_what_is_relayed_from_an_outlet_of_the_story_goes_back_to_its_own_source() -> None:
    said = [("Ruan Teale", "said", "Forty-one people were killed", {"actors": ("a1",)})]
    gazette = told("gazette", GAZETTE, said, (actor(1, GAZETTE, "Ruan Teale"),), outlet="The Marrow Gazette")
    assert Roots([gazette, relayed()]).of("straits", "s1") == (Root("Ruan Teale", None),)


def test_what_is_relayed_from_outside_keeps_by_way_of_whom() -> None:
    assert Roots([relayed()]).of("straits", "s1") == (Root(None, "Marrow Gazette", True),)
    said = [
        ("Radio Breakwater", "reported", "55 marines met their end", {"actors": ("a1",), **MEDIUM}),
        ("Radio Breakwater", "quoting", "a naval officer", {"actors": ("a1",), **MEDIUM}),
    ]
    people = (actor(1, BREAKWATER, "Radio Breakwater", "organisation"), actor(2, BREAKWATER, "a naval officer"))
    roots = Roots([told("dta", BREAKWATER, said, people)])
    assert roots.of("dta", "s1") == (Root("a naval officer", "Radio Breakwater", True),)


def test_a_reports_own_voice_names_nobody() -> None:
    assert Roots([relayed()]).of("straits", None) == (Root(None, None, True),)


def test_outlets_that_quote_each_other_in_a_ring_end_somewhere() -> None:
    reports = []
    for here, there in (("Tarn Echo", "Lake Herald"), ("Lake Herald", "Tarn Echo")):
        text = f"The dam has burst above the town, the {there} reported."
        said = [(f"the {there}", "reported", "The dam has burst above the town", {"actors": ("a1",), **MEDIUM})]
        reports.append(told(here, text, said, (actor(1, text, there, "organisation"),), outlet=here))
    assert Roots(reports).of("Tarn Echo", "s1")[0].vague


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.sampled_from(["person", "organisation", "group"]))
def test_no_text_is_too_odd(text: str, name: str, kind: Any) -> None:
    whole = f"{name} said {text}."
    report = told("odd", whole, [(name, "said", text or ".", {"actors": ("a1",)})], (actor(1, whole, name, kind),))
    found = Roots([report]).of("odd", "s1")
    assert found and all(isinstance(one, Root) for one in found)


def named(*names: str) -> list[Report]:
    """One report for each name of a source."""
    out = []
    for n, name in enumerate(names):
        text = f"The {name} said 12 were dead." if " " in name and name.split()[-1].islower() else f"{name} said it."
        said = [(name, "said", text.split("said ")[1], {"actors": ("a1",), "source_class": "named organisation"})]
        kind = "organisation" if text.startswith("The") else "person"
        out.append(told(f"r{n}", text, said, (actor(1, text, name, kind),)))
    return out


@pytest.mark.parametrize(
    ("names", "roots"),
    [
        (("Edward R. Ost", "Ed Ost"), 1),  # a middle initial, a short form
        (("Bashir al-Ost", "Bashir Ost"), 1),
        (("Consuelo Ost", "Comsuelo Ost"), 1),  # a letter wrong
        (("Daniel Ost", "Daniela Ost"), 2),
        (("Maria Ost", "Marta Ost"), 2),
        (("Ed Ost", "Edward Ost", "Edwin Ost"), 3),
        (("Ost regime", "Bashir al-Ost government"), 1),
        (("Ost government", "Renn government"), 2),
    ],
)
def test_spellings_of_one_name(names: tuple[str, ...], roots: int) -> None:
    reports = named(*names)
    every = Roots(reports)
    assert len({every.of(report.id, "s1") for report in reports}) == roots


def test_a_number_of_somebody_is_nobodys_name() -> None:
    text = "Two Halvern activists said the dam was safe."
    report = one(text, "Two Halvern activists", "said", "the dam was safe", ("Two Halvern activists", "group"))
    assert Roots([report]).of("tarn", "s1") == (Root("Two Halvern activists", None, True),)


def test_the_records_of_a_body_are_its_word() -> None:
    text = "Tarn Ferries is sorry. Tarn Ferries’ records show 12 were aboard."
    report = one(
        text,
        "Tarn Ferries’ records",
        "show",
        "12 were aboard",
        ("Tarn Ferries", "organisation", "Tarn Ferries"),
        ("Tarn Ferries’ records", "other"),
        source_class="document or media",
    )
    assert root(report) == "Tarn Ferries"


def test_a_quotation_within_a_quotation_is_not_the_speakers_own() -> None:
    text = "Bea Ost said: ‘He asked me, “Is the boat late?” and left.’"
    said: list[tuple[str, str, str, dict[str, Any]]] = [
        ("Bea Ost", "said", "He asked me, “Is the boat late?” and left.", {"actors": ("a1",), "kind": "direct"}),
        ("", "asked", "“Is the boat late?”", {"kind": "direct", "actors": (), "within": "s1"}),
    ]
    roots = Roots([told("tarn", text, said, (actor(1, text, "Bea Ost"),))])
    assert roots.of("tarn", "s2") == (Root(None, None, True),)
