"""What people type, and what FTS5 is asked."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.keep.found import QueryError
from sayso.keep.query import MOST_WORDS, any_of, match

PARTS = ("source", "cue", "content")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", None),
        ("  \n ", None),
        ("ferry", '"ferry"'),
        ("ferry pier", '("ferry" AND "pier")'),
        ("ferry AND pier", '("ferry" AND "pier")'),
        ('"locked gate"', '"locked gate"'),
        ("“locked gate”", '"locked gate"'),  # as a word processor puts them
        ('"locked gate', '"locked gate"'),  # still being typed
        ("ferr*", '"ferr" *'),
        ('"locked gat"*', '"locked gat" *'),
        ("ferry fire OR blast", '("ferry" AND ("fire" OR "blast"))'),
        ("(ferry fire) OR blast", '(("ferry" AND "fire") OR "blast")'),
        ("fire OR blast OR shell", '("fire" OR "blast" OR "shell")'),
        ("pier -drill", '("pier" NOT "drill")'),
        ("pier -drill -(test run)", '("pier" NOT ("drill" OR ("test" AND "run")))'),
        ("pier NOT drill", '("pier" NOT "drill")'),
        ("content:pier", '{content} : "pier"'),
        ("source:(maran OR teale) pier", '(({source} : "maran" OR {source} : "teale") AND "pier")'),
        ('-cue:denied "the pier"', '("the pier" NOT {cue} : "denied")'),
        ("SOURCE:maran", '{source} : "maran"'),
        ("note:pier", '"note:pier"'),  # no part of that name
        ("https://tarn.example/a?b=(c)", '("https://tarn.example/a?b=" AND "c")'),
        ("co-operation", '"co-operation"'),
        ("l'Élysée", '"l\'Élysée"'),
        ("—", QueryError),
        ("pier — gate", '("pier" AND "gate")'),
        ("OR pier OR", '"pier"'),
        ("or and not", '("or" AND "and" AND "not")'),  # words, as they are in small letters
        ("((pier", '"pier"'),
        ("pier)) gate", '("pier" AND "gate")'),
        ("a\0b", '("a" AND "b")'),
    ],
)
def test_what_is_typed_and_what_is_asked(typed: str, asked: str | type | None) -> None:
    if asked is QueryError:
        with pytest.raises(QueryError, match="no word to look for"):
            match(typed, PARTS)
    else:
        assert match(typed, PARTS) == asked


def test_one_part_for_all_words_unless_a_word_names_its_own() -> None:
    assert match("pier source:maran", PARTS, "content") == '({content} : "pier" AND {source} : "maran")'


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-drill", "at character 1, something is left out of nothing"),
        ("pier OR (-drill)", "at character 10, something is left out of nothing"),
        ("fire OR -drill", "at character 9, OR stands before what is to be left out"),
        ("(" * 40 + "pier", "deep"),
        ("pier " * (MOST_WORDS + 1), f"more than {MOST_WORDS} words"),
    ],
)
def test_what_means_nothing_is_said_with_its_place(typed: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        match(typed, PARTS)


def test_any_one_of_the_words_that_are_not_left_out() -> None:
    assert any_of("ferr* (pier OR gate) -drill -(a b) source:maran pier", PARTS) == (
        '"ferr" * OR "pier" OR "gate" OR {source} : "maran"'
    )


@pytest.fixture(scope="module")
def table() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (source, cue, content, tokenize = 'unicode61 remove_diacritics 2')")
    db.execute("INSERT INTO t VALUES ('Maran', 'said', 'the pier gate')")
    return db


SIGNS = [*"ab*-():\"“”'+^{}.,~ \0\ud800é𞤀—", " OR ", " NOT ", " AND ", "NEAR(", "cue:"]
TYPED = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@given(st.one_of(TYPED, st.text()))
@example('" * "')
@example("a OR OR b")
@example("content:-a")
@example("- -a")
@example("𞤀 NOT 𞤀 a")
def test_whatever_is_typed_fts5_understands_it(table: sqlite3.Connection, typed: str) -> None:
    try:
        asked = match(typed, PARTS)
    except QueryError:
        return
    if asked is not None:
        table.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank", (asked,)).fetchall()
