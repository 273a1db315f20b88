"""Clauses that plain talk hangs on a pronoun and a verb, where the tags saw nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.attribute.complements import with_complements
from sayso.attribute.decode import Part
from tests.ground.make import at, make


def read(text: str, *tagged: tuple[str, str], silent: bool = False) -> list[tuple[str, str]]:
    """The parts after the clauses were read, by part and words, from those that are tagged."""
    there = make(text)
    found = [Part(part, there.range(at(text, words)), 0.8) for part, words in tagged]
    stretch = np.full(len(there.words), -1 if silent else 0)
    return [(p.part, text[slice(*there.span(*p.words))]) for p in with_complements(there.reading, found, stretch)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I don't think the roof will hold.", ["I", "don't think", "the roof will hold"]),
        ("I'm not sure whether it was locked, sir.", ["I", "'m not sure", "whether it was locked, sir"]),
        ("You are saying there was no key?", ["You", "are saying", "there was no key"]),
        ("We would hope you are well by then.", ["We", "would hope", "you are well by then"]),
        ("I can tell you that nobody slept.", ["I", "can tell", "that nobody slept"]),
    ],
)
def test_a_pronoun_a_verb_and_a_clause_are_a_statement(text: str, parts: list[str]) -> None:
    assert read(text) == list(zip(("source", "cue", "content"), parts, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "I know the way to the quay.",  # an object, not a clause
        "They saw a ship on the horizon.",
        "I walked home that night in the rain.",  # not a verb of saying or thinking
        "I think so.",  # nothing is said
        "The harbour thinks the roof will hold.",  # no pronoun: the tags' business
    ],
)
def test_what_is_no_such_clause_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_a_speaker_that_the_tags_saw_is_kept() -> None:
    assert read("I don't think the roof will hold.", ("source", "I")) == [
        ("source", "I"),
        ("cue", "don't think"),
        ("content", "the roof will hold"),
    ]


def test_a_cue_without_content_takes_the_clause_that_follows() -> None:
    text = "We state to them up front, that we will pay the wages."
    assert read(text, ("source", "We"), ("cue", "state")) == [
        ("source", "We"),
        ("cue", "state"),
        ("content", "that we will pay the wages"),
    ]


def test_tags_come_first() -> None:
    text = "I think the roof will hold."
    tagged = [("source", "I"), ("cue", "think"), ("content", "the roof will hold")]
    assert read(text, *tagged) == tagged
    assert read(text, ("content", text)) == [("content", text)]


def test_no_statement_where_none_may_be() -> None:
    assert read("I think the roof will hold.", silent=True) == []


@given(
    st.lists(st.sampled_from("I you think sure that whether the roof it , . don't not tell me".split()), max_size=30)
)
def test_added_parts_never_overlap(words: list[str]) -> None:
    there = make(" ".join(words))
    parts = with_complements(there.reading, [], np.zeros(len(there.words)))
    assert all(a.words[1] <= b.words[0] for a, b in zip(parts, parts[1:], strict=False))
    assert all(p.words[0] < p.words[1] for p in parts)
