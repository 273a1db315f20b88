"""Whose a second verb is: the one who did what the verbs before it say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.attribute.conjoined import speaker
from sayso.attribute.decode import Part
from sayso.attribute.wording import as_text
from tests.ground.make import at, make


def who(text: str, cue: str, *tagged: tuple[str, str]) -> str | None:
    """The words that are found to speak."""
    there = make(text)
    parts = [Part(part, there.range(at(text, words)), 0.8) for part, words in tagged]
    plain = as_text(there.reading, parts, np.zeros(len(there.words)))
    found = speaker(plain, there.range(at(text, cue)))
    return None if found is None else text[slice(*there.span(*found))]


@pytest.mark.parametrize(
    ("text", "cue", "speaks"),
    [
        (
            "A man in a docker’s jacket came up to the window and asked me, “Is it late?”",
            "asked",
            "A man in a docker’s jacket",
        ),
        (
            "A man in a docker's jacket came up to the window and asked me, 'Is it late?'",
            "asked",
            "A man in a docker's jacket",
        ),
        ("He hid before the boy — with a mask — showed up and asked, “What now?”", "asked", "the boy"),
        ("They were wearing red coats and yelling “Help” at the pier.", "yelling", "They"),
        ("Tarn Maran opened the window, looked out and shouted, “Who is there?”", "shouted", "Tarn Maran"),
        ("At nine, a woman with a dog stopped, then quietly asked, “Is it late?”", "asked", "a woman with a dog"),
        ("It rained. But the two brothers ran in and cried, “Fire!”", "cried", "the two brothers"),
        ("The masked man drew a knife and said, “Sit down.”", "said", "The masked man"),
    ],
)
def test_the_one_before_the_first_verb_speaks(text: str, cue: str, speaks: str) -> None:
    assert who(text, cue) == speaks


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The boat sank and was declared “a loss” by the port.", "was declared"),  # no verb of speech
        ("The mayor came. She sat and “It is late,” said nobody.", "said"),  # no second verb
        ("In the evening came a clerk and asked, “Is it late?”", "asked"),  # begins with no somebody
        ("Opened and closed, it creaked and said “eek”.", "said"),
        ("and said, “Sit down.”", "said"),
    ],
)
def test_what_is_not_plain_is_nobody(text: str, cue: str) -> None:
    assert who(text, cue) is None


def test_words_that_a_tag_claims_are_left_alone() -> None:
    text = "The clerk said the boat had gone and added, “It is late.”"
    assert who(text, "added", ("source", "The clerk"), ("cue", "said"), ("content", "the boat had gone")) is None


@given(
    st.lists(st.sampled_from("a the man came up , and then said asked “ ” . — ' s in red Maran".split()), max_size=24)
)
def test_nothing_raises_and_a_speaker_lies_before_the_cue(words: list[str]) -> None:
    text = " ".join(words)
    there = make(text)
    plain = as_text(there.reading, [], np.zeros(len(there.words)))
    for cue in range(len(there.words)):
        found = speaker(plain, (cue, cue + 1))
        assert found is None or 0 <= found[0] < found[1] <= cue
