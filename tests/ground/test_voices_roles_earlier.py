"""Roles that go back to who spoke before: groups, documents, bodies by a shorter name, whose spokesman somebody is."""

from __future__ import annotations

import pytest

from sayso.attribute.cues import cut
from sayso.ground.classes import describe
from sayso.ground.lexicon import forms, plain
from sayso.ground.voices import sees
from tests.ground.make import make, said
from tests.ground.voices import voice


def last_role(text: str, source: str, cue: str, content: str, **names: str) -> str | None:
    """The role of the last source in a text, which is one statement: its words stand last in the text."""
    start = text.rindex(source)
    s = said(text, (start, start + len(source)), cue, content)
    return voice(make(text, s, names={k.replace("_", " "): v for k, v in names.items()})).role


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The F.B.I. searched it", ["police"]),
        ("F.B.I. agents searched it", ["police", "officer"]),
        ("the C.I.A", ["government"]),
        ("Maran lives at no. 3 B. Lane", []),
        ("U.N. boats", ["international body"]),
    ],
)
def test_letters_with_full_stops_are_the_word_without(text: str, found: list[str]) -> None:
    assert [h.name for h in forms("sources").find(plain(cut(text)))] == found


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("the Department of Justice", "state"),
        ("the Tarn Committee for Solidarity with Brill", "NGO or international body"),
        ("several NATO countries", "state"),
        ("police and the coroner", "police or court"),
        ("activists and opposition leaders", "activist"),
        ("police and court documents", "police or court"),
        ("the surviving passenger", "witness"),
        ("ministry lawyers", "state"),
        ("the victim's lawyers", "other"),
        ("the audit of the witness protection scheme", None),
        ("the nation's chief executive", "state"),
        ("a worker at the bank on the quay", "other"),
        ("the president of the lamplighters' union", "NGO or international body"),
        ("the union president", "NGO or international body"),
        ("the president of Iceland", "state"),
        ("the lobbying group Tarn Affairs Committee", "NGO or international body"),
        ("the Tarn Affairs Committee", "state"),
        ("some conservatives", "other"),
        ("Conservatives", "state"),
        ("villagers across the board", "witness"),
    ],
)
def test_the_role_that_a_sources_own_words_give(source: str, role: str | None) -> None:
    words = cut(source)
    assert describe(words, ["O"] * len(words)).role == role


def test_a_relative_clause_tells_what_was_done_to_somebody() -> None:
    words = cut("Deckhand Ilse Maran, who was briefed by the police,")
    kinds = ["O", "PERSON", "PERSON", *["O"] * (len(words) - 3)]
    assert describe(words, kinds).role != "police or court"


def test_the_group_is_of_those_who_were_one_before() -> None:
    text = "A group of ministers wrote to the guild. The dyke is safe, the group said."
    one = said(text, "A group of ministers", "wrote", "to the guild", "s1")
    start = text.rindex("the group")
    two = said(text, (start, start + 9), "said", "The dyke is safe", "s2")
    assert voice(make(text, one, two), "s2").role == "state"


def test_a_group_of_people_named_after_somebody_is_his() -> None:
    text = "The Maran group of hardliners said the dyke was safe."
    s = said(text, "The Maran group of hardliners", "said", "the dyke was safe")
    assert voice(make(text, s, names={"Maran": "PERSON"})).role == "state"


def test_the_group_is_the_armed_body_that_was_named() -> None:
    text = "Hezbollah fighters crossed the Tarn. The village is ours, the group said."
    assert last_role(text, "the group", "said", "The village is ours") == "armed party"


def test_a_shorter_name_means_the_longer_one_before() -> None:
    text = "The U.S.-led coalition has left Tarn. The coalition said the pier was closed."
    assert last_role(text, "The coalition", "said", "the pier was closed") == "state"


def test_one_woman_after_neighbours_is_one_of_them() -> None:
    text = "Neighbours were shocked by the fire. One woman said it was a quiet lane."
    one = said(text, "Neighbours", "were shocked by", "the fire", "s1")
    two = said(text, "One woman", "said", "it was a quiet lane", "s2")
    assert voice(make(text, one, two), "s2").role == "witness"


def test_what_somebody_shows_in_what_he_says_is_his() -> None:
    text = "Police said the tests showed a leak."
    outer = said(text, "Police", "said", "the tests showed a leak", "s1")
    inner = said(text, "the tests", "showed", "a leak", "s2", within="s1")
    assert voice(make(text, outer, inner), "s2").role == "police or court"


def test_a_release_is_of_the_body_that_met_the_press_whatever_one_noun_of_its_name() -> None:
    text = "The Council of the Friendship Society of Tarn met the press with a release. The release said oil was dear."
    one = said(text, "The Council of the Friendship Society of Tarn", "met", "the press", "s1")
    two = said(text, "The release", "said", "oil was dear", "s2")
    first, second = (voice(make(text, one, two), ident).role for ident in ("s1", "s2"))
    assert first == second


def test_officials_among_police_are_police() -> None:
    text = (
        "Iceland, Norway and Iceland again were named. The ministry slept. Police came. Detectives came. "
        "F.B.I. agents came. Officials said the shed was empty."
    )
    assert last_role(text, "Officials", "said", "the shed was empty") == "police or court"


def test_a_spokesman_is_of_the_state_or_the_person_named_before_him() -> None:
    text = "Iceland security spokesman Odo Brill said the pier was shut."
    s = said(text, "Iceland security spokesman Odo Brill", "said", "the pier was shut")
    assert voice(make(text, s, names={"Odo Brill": "PERSON"})).role == "state"
    text = "President Ilse Maran slept. Maran's spokesman Odo Brill said the pier was shut."
    s = said(text, "Maran's spokesman Odo Brill", "said", "the pier was shut")
    assert (
        voice(make(text, s, names={"Ilse Maran": "PERSON", "Odo Brill": "PERSON", "Maran": "PERSON"})).role == "state"
    )


def test_a_director_is_of_the_body_that_spoke_before() -> None:
    text = "Shorewatch, a charity, said the tide was high. Shorewatch director Odo Brill said it would fall."
    one = said(text, "Shorewatch, a charity,", "said", "the tide was high", "s1")
    two = said(text, "Shorewatch director Odo Brill", "said", "it would fall", "s2")
    at = make(text, one, two, names={"Odo Brill": "PERSON", "Shorewatch": "ORGANIZATION"})
    assert voice(at, "s2").role == "NGO or international body"


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("Ilse Maran is the director of the charity Tarnaid.", "NGO or international body"),
        ("Ilse Maran was lifelong friends with the victim.", "other"),
        ("Ilse Maran is a teacher.", "other"),
        ("Ilse Maran, who was at the gate, waited.", "witness"),
        ("Ilse Maran, chair of the Tarn Media and Timber Company, waited.", "business"),
        ("Police, Ilse Maran, 34, and a dog waited.", "other"),
        ("Ilse Maran, whom the police sought, waited outside.", None),
    ],
)
def test_what_a_sentence_says_that_somebody_is(first: str, role: str | None) -> None:
    text = f"{first} The lamp fell, Maran said."
    found = last_role(text, "Maran", "said", "The lamp fell", Ilse_Maran="PERSON")
    assert found == role if role else found != "police or court"


def test_many_of_us_are_the_speakers_own() -> None:
    text = "“Many of us fear the tide,” Senator Ilse Maran said."
    outer = said(text, "Senator Ilse Maran", "said", "“Many of us fear the tide,”", "s1")
    inner = said(text, "Many of us", "fear", "the tide", "s2", within="s1")
    assert voice(make(text, outer, inner, names={"Ilse Maran": "PERSON"}), "s2").role == "state"


def test_the_speaker_is_who_spoke_last() -> None:
    text = "Senator Ilse Maran said the tide was high. It would fall, the speaker added."
    one = said(text, "Senator Ilse Maran", "said", "the tide was high", "s1")
    two = said(text, "the speaker", "added", "It would fall", "s2")
    assert voice(make(text, one, two, names={"Ilse Maran": "PERSON"}), "s2").role == "state"


def test_a_person_called_like_a_capital_is_a_person() -> None:
    text = "His grandmother, Rebecca London, waited. The door was open, London said."
    assert last_role(text, "London", "said", "The door was open", Rebecca_London="PERSON") == "other"


def test_a_party_abroad_that_an_agency_quotes_as_a_friend_is_no_state() -> None:
    text = "Juche, Songun and the DPRK were praised. The Peasants' Party of Iceland said the sun had risen."
    assert last_role(text, "The Peasants' Party of Iceland", "said", "the sun had risen") == "other"
    text = "The fee was raised. The Peasants' Party of Iceland said the sun had risen."
    assert last_role(text, "The Peasants' Party of Iceland", "said", "the sun had risen") == "state"


def test_what_was_reported_by_nobody_is_nobodys() -> None:
    text = "Ten boats were reported missing."
    assert voice(make(text, said(text, None, "were reported", "missing"))).role == "unknown"


def test_who_was_hurt_tells_what_he_lived() -> None:
    assert sees(["said"], cut("i just know i was hit"))
    assert not sees(["said"], cut("i was told of it"))


def test_a_birthday_party_is_no_political_one() -> None:
    text = "Police came to the party. Detectives came to the party. The party was over. Officials said a man was held."
    assert last_role(text, "Officials", "said", "a man was held") == "police or court"


def test_a_spokeswoman_of_a_named_body_is_not_the_polices_even_in_a_crime() -> None:
    text = "Police came. Detectives came. Police found a knife. {} said both were pupils."
    for source, police in (("A spokeswoman", True), ("A Tarn Ferry Line spokeswoman", False)):
        found = last_role(text.format(source), source, "said", "both were pupils")
        assert (found == "police or court") is police
