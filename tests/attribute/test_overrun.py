"""Sources that begin with a clause of their own: what speaks is the noun right before its cue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.attribute.draft import Draft
from sayso.attribute.overrun import without_clauses

SURE = (0.9, 0.9, 0.9)


def cut(source: str, rest: str = " say 31.") -> str:
    """What is left of a source that stands right before its cue, which is the first word of the rest."""
    text = f"{source}{rest}"
    cue = len(source) + 1, len(source) + 1 + len(rest.split(maxsplit=1)[0])
    (draft,) = without_clauses([Draft(((0, len(source)),), (cue,), ((cue[1] + 1, len(text)),), "indirect", SURE)], text)
    ((low, high),) = draft.source
    return text[low:high]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("23 people died and the volunteers", "the volunteers"),
        ("23 people died, while the hospital", "the hospital"),
        ("The roof has fallen in, but Mr Pell", "Mr Pell"),
        ("The port was shut and police", "police"),
    ],
)
def test_a_clause_before_and_is_no_part_of_a_source(source: str, left: str) -> None:
    assert cut(source) == left


@pytest.mark.parametrize(
    "source",
    [
        "Pell and the volunteers",
        "The United League and Tarn",  # a name that ends as a verb does
        "The injured and their families",
        "The men who fled and the women",
        "The family of a docker who was killed and his friends",
        "Figures released by the ministry and the port",
        "People held in Tarn and the lawyers",
        "Rep. Wyn Aldous, D-Marrow, and others",
        "The volunteers",
        "",
    ],
)
def test_every_other_source_stays_as_it_is(source: str) -> None:
    assert cut(source) == source


def test_a_source_after_its_cue_stays_as_it_is() -> None:
    text = "31, say those who were there and the volunteers"
    draft = Draft(((8, len(text)),), ((4, 7),), ((0, 2),), "indirect", SURE)
    assert without_clauses([draft], text) == [draft]


@given(st.text(max_size=60), st.sampled_from((" and ", ", but ", " ")), st.text(max_size=60))
def test_whatever_the_words_a_source_is_cut_at_its_front_alone(one: str, joint: str, two: str) -> None:
    source = one + joint + two
    text = f"{source} say 31"
    draft = Draft(
        ((0, len(source)),), ((len(source) + 1, len(source) + 4),), ((len(text) - 2, len(text)),), "indirect", SURE
    )
    ((low, high),) = without_clauses([draft], text)[0].source
    assert 0 <= low < high == len(source)
