"""Whom "he", "she", "they" and "it" stand for, a page of examples: every person and place here is invented."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ground.actors import resolve
from sayso.report import Report, Statement
from tests.ground.make import at, make, said

PERSON, BODY, PLACE, MISC = "PERSON", "ORGANIZATION", "LOCATION", "MISC"


def read(text: str, *statements: Statement, names: dict[str, str] | None = None, **known: Any) -> Report:
    """A text's report with its actors."""
    return resolve(make(text, *statements, names=names, **known))


def speakers(report: Report) -> list[list[str]]:
    """The names of each statement's actors."""
    name = {a.id: a.name for a in report.actors}
    return [[name[a] for a in s.actors] for s in report.statements]


@pytest.mark.parametrize(
    ("opening", "who"),
    [
        ("Oto Vey and Ilse Maran met in Tarn.", ["Oto Vey", "Ilse Maran"]),
        ("Mayor Oto Vey and former Gov. Ilse Maran met in Tarn.", ["Oto Vey", "Ilse Maran"]),
        ("Oto Vey, 54, and Ilse Maran met in Tarn.", ["Oto Vey", "Ilse Maran"]),
        ("Oto Vey, Per Ode and Ilse Maran met in Tarn.", ["Oto Vey", "Per Ode", "Ilse Maran"]),
    ],
)
def test_they_who_speak_are_the_joint_people_just_before(opening: str, who: list[str]) -> None:
    text = opening + " They said the pier was rotten."
    found = read(
        text,
        said(text, "They", "said", "the pier was rotten"),
        names={"Oto Vey": PERSON, "Ilse Maran": PERSON, "Per Ode": PERSON, "Tarn": PLACE},
    )
    assert speakers(found) == [who]


def test_joint_people_are_no_actor_of_their_own() -> None:
    text = "Oto Vey and Ilse Maran met. They went home."
    found = read(text, names={"Oto Vey": PERSON, "Ilse Maran": PERSON})
    assert [a.name for a in found.actors] == ["Oto Vey", "Ilse Maran"]


ARGUED = (
    "Oto Vey and Ilse Maran argued that the harbour office was not needed. Councils of the coast can do that, they "
    "said."
)


def test_they_said_after_the_words_is_the_joint_speakers_before() -> None:
    low = ARGUED.index("they said")
    found = read(
        ARGUED,
        said(ARGUED, "Oto Vey and Ilse Maran", "argued", "that the harbour office was not needed"),
        said(ARGUED, (low, low + 4), "said", "Councils of the coast can do that", "s2"),
        names={"Oto Vey": PERSON, "Ilse Maran": PERSON},
    )
    assert speakers(found)[1] == ["Oto Vey", "Ilse Maran"]


def test_they_may_be_a_party_that_has_not_spoken() -> None:
    text = "The vote enraged the Reds, who had built the pier. They say the mayor will stop at nothing."
    found = read(text, said(text, "They", "say", "the mayor will stop at nothing"), names={"Reds": MISC})
    assert speakers(found) == [["Reds"]]


def test_a_party_that_says_nothing_is_no_actor() -> None:
    text = "The vote enraged the Reds. The Reds had built the pier."
    assert read(text, names={"Reds": MISC}).actors == ()


def test_they_may_be_bare_plurals_and_so_they_become_someone() -> None:
    text = "Environmentalists welcomed the plan. They said the pier was rotten."
    found = read(text, said(text, "They", "said", "the pier was rotten"))
    assert speakers(found) == [["Environmentalists"]]
    assert found.actors[0].kind == "group"


def test_things_are_not_people_for_their_ending() -> None:
    text = "Numbers and orders fell. They said the pier was rotten."
    assert speakers(read(text, said(text, "They", "said", "the pier was rotten"))) == [[]]


REPORTED = (
    "Oto Vey reported that the plan was well received. Per Ode, however, kept his doubts after the vote. “They cut us "
    "short,” he said."
)


def test_he_said_after_a_quotation_is_who_stands_right_before_it_not_who_spoke_last() -> None:
    low = REPORTED.index("he said")
    found = read(
        REPORTED,
        said(REPORTED, "Oto Vey", "reported", "that the plan was well received"),
        Statement(
            "s2",
            "key-s2",
            "direct",
            source=((low, low + 2),),
            cue=(at(REPORTED, "said"),),
            content=(at(REPORTED, "“They cut us short,”"),),
        ),
        names={"Oto Vey": PERSON, "Per Ode": PERSON},
    )
    assert speakers(found)[1] == ["Per Ode"]


NAMED = "Oto Vey met Per Ode in Tarn. “Ode tells me a lot about the men who run the port,” he said."


def test_who_is_named_in_the_very_words_does_not_speak_them() -> None:
    low = NAMED.index("he said")
    found = read(
        NAMED,
        Statement(
            "s1",
            "key-s1",
            "direct",
            source=((low, low + 2),),
            cue=(at(NAMED, "said"),),
            content=(at(NAMED, "“Ode tells me a lot about the men who run the port,”"),),
        ),
        names={"Oto Vey": PERSON, "Per Ode": PERSON, "Ode": PERSON, "Tarn": PLACE},
    )
    assert speakers(found) == [["Oto Vey"]]


def test_a_given_name_of_the_other_gender_is_not_she_where_one_that_fits_is_near() -> None:
    text = "Anna Ode wrote to Thomas Vey about the pier. She said it was rotten."
    found = read(text, said(text, "She", "said", "it was rotten"), names={"Anna Ode": PERSON, "Thomas Vey": PERSON})
    assert speakers(found) == [["Anna Ode"]]


def test_the_name_that_ends_a_source_is_who_speaks() -> None:
    source = "A spokeswoman for the harbour office, Ilse Maran,"
    text = source + " said that the pier was rotten. She would not say why."
    found = read(text, said(text, source, "said", "that the pier was rotten"), names={"Ilse Maran": PERSON})
    assert speakers(found) == [["Ilse Maran"]]


@given(
    st.lists(
        st.sampled_from(
            "they it he she The Reds Oto and , . letter voters said “ ” Vey Ilse Maran of Tarn & others A".split()
        ),
        max_size=40,
    )
)
def test_nothing_raises_and_spans_slice(words: list[str]) -> None:
    text = " ".join(words)
    low = text.find("they")
    statements = (Statement("s1", "k", "indirect", source=((low, low + 4),), cue=(), content=((low, len(text)),)),)
    names = {"Reds": MISC, "Oto": PERSON, "Vey": PERSON, "Ilse": PERSON, "Maran": PERSON, "Tarn": PLACE}
    found = read(text, *(statements if low >= 0 else ()), names=names)
    assert all(text[a:b].strip() for actor in found.actors for a, b in actor.mentions)
    assert {a for s in found.statements for a in s.actors} <= {a.id for a in found.actors}
