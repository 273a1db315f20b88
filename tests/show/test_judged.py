"""Judgements in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.keep.nouns import Anchor, Judgement, Listed
from sayso.show.judged import became, by, lines, said
from sayso.show.wording import numbers
from tests.show.make import pier

ANCHOR = Anchor("statement", "s3", content=((0, 9),), words=((), (), ("We saw it",)))


def made(kind: str = "class", **changes: object) -> Judgement:
    value = {"class": "unnamed official"}
    one = Judgement("3f2a91c0d2e4", kind, "harbour-1", "t", ANCHOR, value, "mk", "2031-03-02T09:00:00Z")
    return replace(one, **changes)  # type: ignore[arg-type]


def test_a_judgement_says_what_of_what_by_whom_when_and_why() -> None:
    assert lines(Listed(made(why="spoke for\nthe ministry"), "exact", 1.0)) == [
        "3f2a91c0d2  class: unnamed official  in harbour-1 s3  judged by mk, 2 March 2031: holds",
        "    “We saw it”",
        "    because: spoke for the ministry",
    ]


@pytest.mark.parametrize(
    ("listed", "word"),
    [
        (Listed(made(), "exact", 1.0), "holds"),
        (Listed(made(), "overlap", 0.873), "holds by 87% of its words"),
        (Listed(made(), "orphaned", None, "nothing is near"), "orphaned"),
        (Listed(made(), "exact", 1.0, None, "aaaabbbbccccdddd"), "undone by aaaabbbbcc"),
        (Listed(made("undo", undoes="aaaabbbbccccdddd"), None), "done"),
    ],
)
def test_what_became_of_it_is_a_word_or_two(listed: Listed, word: str) -> None:
    assert became(listed) == word


def test_an_orphan_says_why() -> None:
    assert "    nothing is near" in lines(Listed(made(), "orphaned", None, "nothing is near"))


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        (made("delete", value={}), "delete"),
        (made("undo", undoes="aaaabbbbccccdddd"), "undo aaaabbbbcc"),
        (made("actor", value={"actors": [{"name": "Ilse\nMaran", "kind": "person"}]}), "actor: Ilse Maran (person)"),
        (made("actor", value={"actors": []}), "actor: nobody known"),
        (made("same", value={"actors": [{"name": "A"}, {"name": "B"}]}), "same: A and B"),
        (
            made("move", value={"to": {"words": [[], ["said"], ["“We”"]]}, "parts": ["cue", "content"]}),
            "cue: “said”, content: “We”",
        ),
    ],
)
def test_each_kind_in_words(judgement: Judgement, words: str) -> None:
    assert said(judgement) == words


def test_surfaces_can_say_who_and_on_which_day() -> None:
    assert by(made()) == "judged by mk, 2 March 2031"


def test_an_added_statement_changes_no_number() -> None:
    report = pier()
    with_one = replace(report, statements=(*report.statements, replace(report.statements[0], id="j1")))
    assert numbers(with_one) == numbers(report) | {"j1": "j1"}
