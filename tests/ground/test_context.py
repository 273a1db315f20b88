"""The context: what the steps of grounding look up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.ground.make import at, make, said

TEXT = "The mayor said the harbour office told him that nine sailors drowned. Tarn fell silent."


def test_names_are_runs_of_words_of_one_kind() -> None:
    names = make(TEXT, names={"harbour office": "ORGANIZATION", "Tarn": "LOCATION"}).names
    assert [(TEXT[slice(*n.span)], n.kind) for n in names] == [
        ("harbour office", "ORGANIZATION"),
        ("Tarn", "LOCATION"),
    ]


def test_a_span_belongs_to_the_innermost_statement_around_it() -> None:
    outer = said(TEXT, "The mayor", "said", "the harbour office told him that nine sailors drowned")
    inner = said(TEXT, "the harbour office", "told", "that nine sailors drowned", "s2", within="s1")
    there = make(TEXT, outer, inner)
    owners = [there.statement(at(TEXT, words)) for words in ("nine sailors", "harbour office", "Tarn")]
    assert [s.id if s else None for s in owners] == ["s2", "s1", None]


def test_a_sentence_is_a_range_of_words() -> None:
    there = make(TEXT)
    low, high = there.sentence(there.word_at(TEXT.index("Tarn")))
    assert TEXT[slice(*there.span(low, high))] == "Tarn fell silent."


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_every_lookup_stands_any_text(text: str, low: int, high: int) -> None:
    there = make(text.replace("\0", " "))
    span = (min(low, high), max(low, high))
    a, b = there.range(span)
    assert 0 <= a <= len(there.words)
    assert a <= b or span[0] == span[1]
    assert there.statement(span) is None
    assert there.word_at(low) < len(there.words)
