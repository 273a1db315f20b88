"""Words that mean the same: every row of the list makes its two invented sentences alike."""

from __future__ import annotations

import pytest

from sayso.compare.claims.meanings import COLUMNS, terms
from sayso.ground.lexicons import table

ROWS = table("meanings.tsv", COLUMNS)


def told(text: str) -> set[str]:
    return {term for means in terms(text.casefold().split()) for term in means}


@pytest.mark.parametrize(("meaning", "words", "one", "other"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_makes_its_sentences_alike(meaning: str, words: str, one: str, other: str) -> None:
    assert one != other
    assert f"~{meaning}" in told(one) & told(other)
    assert all(word == word.casefold() and len(word.split()) <= 2 for word in words.split(", "))


def test_a_phrase_is_no_word_of_its_own() -> None:
    assert terms("they handed over a hand pump".split()) == [
        ("they",),
        ("~supply",),
        (),
        ("a",),
        ("hand",),
        ("pump",),
    ]
    assert set(terms(["arming"])[0]) == {"~supply", "~weapon"}


def test_words_that_are_only_near_stay_apart() -> None:
    assert not told("rocket") & told("weapon")
    assert not told("boat") & told("car")
