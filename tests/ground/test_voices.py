"""Whose word it is: class, role, stance, certainty, polarity, first saying and chain, in whole invented reports."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.attribute.cues import cut
from sayso.ground.certainty import certainty, polarity
from sayso.ground.classes import describe
from sayso.ground.lexicon import plain
from sayso.ground.stance import stance
from sayso.ground.voices import voices
from sayso.report import Actor, Link
from tests.ground.make import at, make, said
from tests.ground.voices import voice


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Officials", ("unnamed official", "state")),
        ("Police", ("named organisation", "police or court")),
        ("Moscow", ("named organisation", "state")),
        ("The harbour police", ("named organisation", "police or court")),
        ("the governor of Marrow", ("office holder", "state")),
        ("a senator from Tarn", ("unnamed official", "state")),
        ("one of the nurses", ("unnamed expert", "medical")),
        ("dozens of diplomats", ("unnamed official", "state")),
        ("a spokesman for the rebels", ("unnamed official", "armed party")),
        ("A Department of Fisheries official", ("unnamed official", "state")),
        ("several Pentagon planners", ("unnamed official", "state")),
        ("the hospital's director", ("office holder", "medical")),
        ("Two people familiar with the talks", ("unnamed other", "unknown")),
        ("a police report", ("document or media", "police or court")),
        ("Reuters", ("document or media", "media")),
        ("the Tarn Gazette", ("document or media", "media")),
        ("Satellite images", ("document or media", "unknown")),
        ("her mother", ("unnamed other", "other")),
    ],
)
def test_how_a_source_is_named(source: str, expected: tuple[str, str | None]) -> None:
    words = cut(source)
    phrase = describe(words, ["O"] * len(words))
    assert (phrase.source_class, phrase.role) == expected


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("said", "it rained", "neutral"),
        ("said in a statement", "it rained", "neutral"),
        ("has confirmed", "nine deaths", "endorsing"),
        ("has not confirmed", "nine deaths", "neutral"),
        ("did not deny", "the sale", "neutral"),
        ("denied", "the sale", "denying"),
        ("what it calls", "a corridor of peace", "distancing"),
        ("so-called", "people's court", "distancing"),
        ("officially framed", "as a drill", "distancing"),
        ("is said to have", "fled", "distancing"),
        ("claimed", "victory", "distancing"),
        ("claimed", "responsibility for the blast", "neutral"),
        ("released a joint statement condemning", "the raid", "attitude"),
        ("does not believe", "the tale", "attitude"),
        ("asked", "why the lock failed", "asking"),
        ("asked", "the crew to wait", "directive"),
        ("urged", "calm", "directive"),
        ("", "Who rang the bell?", "asking"),
        ("", "", "neutral"),
    ],
)
def test_stance(cue: str, content: str, expected: str) -> None:
    assert stance(plain(cut(cue)), plain(cut(content))) == expected


@pytest.mark.parametrize(
    ("cue", "content", "sure", "so"),
    [
        ("said", "the pier was safe", "certain", "positive"),
        ("said", "the pier was not safe", "certain", "negative"),
        ("said", "the pier could give way", "possible", "positive"),
        ("said", "the pier was probably mined", "probable", "positive"),
        ("believe", "the fire began in the loft", "probable", "positive"),
        ("hopes", "to play again", "possible", "positive"),
        ("urged", "residents to leave", "underspecified", "positive"),
        ("asked", "who rang the bell", "underspecified", "underspecified"),
        ("declined to comment on", "the cracks", "underspecified", "underspecified"),
        ("denied", "the sale", "certain", "negative"),
        ("said", "Who rang the bell?", "underspecified", "underspecified"),
    ],
)
def test_certainty_and_polarity(cue: str, content: str, sure: str, so: str) -> None:
    words, told = plain(cut(cue)), plain(cut(content))
    kind = stance(words, told)
    assert certainty(words, told, kind) == sure
    assert polarity(words, told, kind) == so


MAYOR = (
    "The mayor of Marrow, Ilse Maran, opened the lock on Sunday. She said it was safe. “We checked,” the mayor added."
)
NAMES = {"Ilse Maran": "PERSON", "Marrow": "LOCATION"}


def test_a_pronoun_and_a_title_have_the_class_of_the_person_named() -> None:
    she = said(MAYOR, "She", "said", "it was safe", "s1")
    mayor = said(MAYOR, "the mayor", "added", "“We checked,”", "s2")
    context = make(MAYOR, she, mayor, names=NAMES)
    for ident in ("s1", "s2"):
        s = voice(context, ident)
        assert (s.source_class, s.role) == ("named person", "state")


def test_a_title_that_nobody_is_named_with_is_an_office_holder() -> None:
    text = "The governor said the dike would hold."
    s = voice(make(text, said(text, "The governor", "said", "the dike would hold")))
    assert (s.source_class, s.role) == ("office holder", "state")


def test_nobody_is_unattributed_and_of_unknown_role() -> None:
    text = "The bay is said to be mined."
    s = voice(make(text, said(text, None, "is said", "to be mined")))
    assert (s.source_class, s.role, s.stance) == ("unattributed", "unknown", "distancing")


def test_a_body_as_reported_by_whom_something_is_told_is_a_medium() -> None:
    text = "The answer, as reported by Halyard, was that the bay is mined. The answer, as reported by police, was no."
    first = said(text, "Halyard", "as reported", "was that the bay is mined", "s1")
    assert voice(make(text, first, names={"Halyard": "ORGANIZATION"}), "s1").role == "media"
    assert voice(make(text, said(text, "police", "as reported", "was no", "s1")), "s1").role == "police or court"


def test_we_in_a_spokesmans_words_is_the_body() -> None:
    text = "“We regret the fire,” said fleet spokesman Odo Brill of the navy."
    outer = said(text, "fleet spokesman Odo Brill of the navy", "said", "“We regret the fire,”", "s1")
    inner = said(text, "We", "regret", "the fire", "s2", within="s1")
    s = voice(make(text, outer, inner, names={"Odo Brill": "PERSON"}), "s2")
    assert s.source_class == "named organisation"


def test_an_actor_with_a_name_names_the_pronoun() -> None:
    text = "Ilse Maran met Odo Brill. He said the lock was safe."
    actor = Actor("a1", "Odo Brill", "person", (at(text, "Odo Brill"), at(text, "He")), 0.9)
    s = said(text, "He", "said", "the lock was safe", actors=("a1",))
    names = {"Ilse Maran": "PERSON", "Odo Brill": "PERSON"}
    assert voice(make(text, s, names=names, actors=(actor,))).source_class == "named person"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Navy officers acknowledged for the first time that a shell went astray.", True),
        ("Navy officers, who had previously denied it, acknowledged that a shell went astray.", True),
        ("Navy officers acknowledged that a shell went astray for the first time.", False),
        ("Navy officers acknowledged that a shell went astray. For the first time it snowed.", False),
    ],
)
def test_said_for_the_first_time(text: str, expected: bool) -> None:
    content = "that a shell went astray" + (" for the first time" if "astray for" in text else "")
    s = voice(make(text, said(text, "Navy officers", "acknowledged", content)))
    assert s.first_time is expected


def test_a_chains_links_have_the_actors_who_relay() -> None:
    text = "The Gazette reported that the navy said the pier was safe."
    outer = said(text, "The Gazette", "reported", "that the navy said the pier was safe", "s1", actors=("a1",))
    links = (Link("outlet"), Link("statement", statement="s1"))
    inner = said(text, "the navy", "said", "the pier was safe", "s2", within="s1", chain=links)
    gazette = Actor("a1", "The Gazette", "organisation", (at(text, "The Gazette"),), 0.9)
    s = voice(make(text, outer, inner, actors=(gazette,)), "s2")
    assert s.chain == (Link("outlet"), Link("statement", statement="s1", actors=("a1",)))


@pytest.mark.parametrize(
    ("outlet", "links"),
    [("Radio Tarn", [None, "Reuters"]), ("Reuters", [None]), (None, [None])],
)
def test_the_medium_that_a_source_spoke_to_is_a_link_unless_it_may_be_the_outlet(
    outlet: str | None, links: list[str | None]
) -> None:
    text = "The skipper told Reuters that the ice was thin."
    s = said(text, "The skipper", "told", "that the ice was thin", chain=(Link("outlet"),))
    assert [link.name for link in voice(make(text, s, outlet=outlet)).chain] == links


def test_a_report_without_statements_is_given_back() -> None:
    context = make("Rain fell.")
    assert voices(context) is context.report


ODD = [
    "said",
    "Officials",
    "who",
    "he",
    ",",
    "of",
    "’",
    "'s",
    "the",
    "United",
    "PRESIDENT",
    "…",
    "?",
    "we",
    "first time",
    "\n",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(ODD), min_size=3, max_size=30), st.data())
def test_no_text_and_no_spans_make_it_fail(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    place = st.integers(0, len(text))
    ends = [sorted((data.draw(place), data.draw(place))) for _ in range(3)]
    source, cue, told = ((low, high) if low < high else None for low, high in ends)
    content = told or (0, len(text))
    context = make(text, said(text, source, cue, content), names={"PRESIDENT": "PERSON", "United": "ORGANIZATION"})
    s = voice(context)
    assert None not in (s.source_class, s.role, s.stance, s.certainty, s.polarity, s.first_time)
