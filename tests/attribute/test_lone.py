"""Cues that the tags left without a content take what plainly follows or surrounds them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.attribute.decode import Part
from sayso.attribute.lone import content_of
from sayso.attribute.wording import as_text
from tests.ground.make import at, make


def contents(text: str, source: str | None, cue: str, *taken: str) -> list[str]:
    """What a cue is given, where the words `taken` are another's content."""
    there = make(text)
    places = {words: there.range(at(text, words)) for words in (source, cue, *taken) if words}
    names = {source: "source", cue: "cue"}
    found = [Part(names.get(words, "content"), span, 0.8) for words, span in places.items()]
    plain = as_text(there.reading, found, np.zeros(len(there.words)))
    given_to = content_of(plain, places[cue], places[source] if source else None)
    return [text[slice(*there.span(*p.words))] for p in given_to]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("He sent a note telling him his brother was hurt.", "a note", "telling", ["his brother was hurt"]),
        ("And so I say, ‘Hey Pell, sit down’ and he laughs.", "I", "say", ["‘Hey Pell, sit down’"]),
        ("Orr said of this letter, “It is the best of all.”", "Orr", "said", ["“It is the best of all.”"]),
        ("The second diver was from Tarn, I believe.", "I", "believe", ["The second diver was from Tarn"]),
        (
            "It was built twice according to Pell, which is odd.",
            "Pell",
            "according to",
            ["It was built twice", "which is odd"],
        ),
        ("It was in the third year at sea we think.", "we", "think", ["It was in the third year at sea"]),
        ("The first prize, Pell noted from the gate, was a goat.", "Pell", "noted", ["The first prize", "was a goat"]),
        ("Why the gate was open, she did not say.", "she", "did not say", ["Why the gate was open"]),
    ],
)
def test_what_plainly_belongs_to_a_cue_is_its_content(text: str, source: str, cue: str, content: list[str]) -> None:
    assert contents(text, source, cue) == content


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The captain spoke to the crew.", "The captain", "spoke"),
        ("There is no way of knowing if the ice held.", "no way of", "knowing"),
        ("Recognising the thief is harder than it was.", None, "Recognising"),
        ("The toll is lawful, which is to say it was paid.", "which", "is to say"),
        ("We have to go, you know, at noon.", "you", "know"),  # a filler
        ("During the tour of the yard, he paused to make a remark.", "he", "make a remark"),
    ],
)
def test_where_nothing_plain_is_there_it_stays_without(text: str, source: str | None, cue: str) -> None:
    assert contents(text, source, cue) == []


def test_what_belongs_to_another_is_not_taken() -> None:
    assert contents("The diver was from Tarn, I believe.", "I", "believe", "The diver was from Tarn") == []


@given(
    st.lists(st.sampled_from("I said , “ ” that the roof is ' according to Pell ; .".split()), min_size=3, max_size=20)
)
def test_nothing_raises_and_spans_lie_in_the_text(words: list[str]) -> None:
    there = make(" ".join(words))
    found = [Part("source", (0, 1), 0.8), Part("cue", (1, 2), 0.8)]
    plain = as_text(there.reading, found, np.zeros(len(there.words)))
    for part in content_of(plain, (1, 2), (0, 1)):
        assert 0 <= part.words[0] < part.words[1] <= len(there.words)
