"""Every row of the voices' lexicons carries an invented example, and all of them run."""

from __future__ import annotations

from typing import get_args

import pytest

from sayso.attribute.cues import Cue, cut, lexicon
from sayso.ground.certainty import in_content, in_cue
from sayso.ground.classes import describe
from sayso.ground.lexicon import plain, rows, states
from sayso.ground.stance import hits
from sayso.report import Certainty, Role, SourceClass
from tests.ground.voices import stance_rows


@pytest.mark.parametrize("row", rows("sources"), ids=lambda row: row["noun"])
def test_a_nouns_example_gets_its_class_and_role(row: dict[str, str]) -> None:
    assert row["source"] in row["example"]
    words = cut(row["source"])
    phrase = describe(words, ["O"] * len(words))
    role = row["role"].strip("()")
    assert (phrase.noun, phrase.source_class) == (row["noun"], row["class"])
    assert phrase.role == (None if role == "-" else role)


def test_nouns_have_known_classes_and_roles_and_stand_in_one_row() -> None:
    forms = [form for row in rows("sources") for form in row["forms"].split(", ")]
    assert len(forms) == len(set(forms))
    for row in rows("sources"):
        assert {row["the"], row["a"], row["class"]} <= set(get_args(SourceClass))
        assert row["role"] == "-" or row["role"].strip("()") in get_args(Role)
        assert row["sort"] in ("office", "person", "body", "medium", "document")


@pytest.mark.parametrize("row", rows("hedges"), ids=lambda row: f"{row['where']}: {row['hedge']}")
def test_a_hedges_example_holds_it(row: dict[str, str]) -> None:
    look = in_cue if row["where"] == "cue" else in_content
    found = {hit.name: hit.row["certainty"] for hit in look(plain(cut(row["example"])))}
    assert row["words"] in row["example"]
    assert row["words"].lower() in row["forms"].split(", ")
    assert found[row["hedge"]] == row["certainty"]
    assert row["certainty"] in get_args(Certainty)


@pytest.mark.parametrize("row", stance_rows(), ids=lambda row: row.lemma)
def test_a_stances_example_holds_its_words(row: Cue) -> None:
    assert row.stance in hits(plain(cut(row.cue)))
    assert row.cue in row.example


def test_words_of_stance_are_no_second_cue_lexicon() -> None:
    cues = {form for cue in lexicon() for form in cue.forms}
    again = [form for row in stance_rows() for form in row.forms if form in cues]
    assert not again


@pytest.mark.parametrize(
    ("words", "state", "sort"),
    [
        ("Pyongyang", "North Korea", "capital"),
        ("the Kuwaitis", "Kuwait", "people"),
        ("New Zealand", "New Zealand", "state"),
        ("U.S. aides", "U.S.", "state"),
    ],
)
def test_states_capitals_and_peoples(words: str, state: str, sort: str) -> None:
    [hit] = states().find(plain(cut(words)))
    assert (hit.row["state"], hit.row["sort"]) == (state, sort)
