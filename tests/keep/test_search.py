"""A ledger is searched by words, names, days, places and figures, and says where the words stand."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.keep import Ledger
from sayso.keep.found import Page, Query, QueryError
from sayso.keep.search import every, search
from sayso.report import Report, Statement
from tests.keep.finding import ask, marked, told
from tests.show.make import Says, pier

HARBOUR = told(
    "“We counted twelve,” Ilse Maran told reporters, “and we stand by every one.” Maran said the locked gate in Tarn "
    "was a gate to nowhere. The Élysée regretted the fire. Officials denied a cover-up at the harbourmaster's office.",
    Says("Ilse Maran", "told", ("“We counted twelve,”", "“and we stand by every one.”"), "direct"),
    Says("Maran", "said", "the locked gate in Tarn was a gate to nowhere", after="every one.” "),
    Says("The Élysée", "regretted", "the fire"),
    Says("Officials", "denied", "a cover-up at the harbourmaster's office"),
    id="harbour",
    who=[("Ilse Maran", "person", (1, 2)), ("Élysée", "organisation", (3,)), ("Officials", "group", (4,))],
    mentions={"Ilse Maran": ["Ilse Maran"], "Officials": ["Officials"]},
    places=[("Tarn", "Tarn", "TN", 2)],
    known={
        1: {"role": "state", "source_class": "named person", "certainty": "certain"},
        4: {"stance": "denying", "source_class": "unnamed official", "role": "state"},
    },
    published="2031-03-02",
)
PIER = told(
    "Путин заявил, что мост цел. Tomas Erne said nine people were killed in tarn, and a gate was locked.",
    Says("Путин", "заявил", "что мост цел"),
    Says("Tomas Erne", "said", "nine people were killed in tarn, and a gate was locked"),
    id="pier",
    outlet="Straits Television",
    who=[("Путин", "person", (1,)), ("Tomas Erne", "person", (2,))],
    figures=[("nine", "killed", "incident", 2)],
    places=[("tarn", None, None, 2)],
    published="2031-03-05T08:00:00Z",
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "sayso.db") as opened:
        for report in (HARBOUR, PIER):
            opened.add(report)
        yield opened


def look(ledger: Ledger, words: str = "", **known: Any) -> Page:
    return search(ledger, Query(words, **known))


# --- words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("counted", ["harbour s1"]),
        ("COUNTED", ["harbour s1"]),
        ("elysee", ["harbour s3"]),
        ("Élysée", ["harbour s3"]),
        ("мост", ["pier s1"]),
        ("harbourmaster's", ["harbour s4"]),
        ("cover-up", ["harbour s4"]),
        ("locked gate", ["harbour s2", "pier s2"]),
        ('"locked gate"', ["harbour s2"]),
        ("harbour*", ["harbour s4"]),
        ("gate -killed", ["harbour s2"]),
        ("мост OR regretted", ["pier s1", "harbour s3"]),
        ('"twelve and we"', ["harbour s1"]),  # over the words between, which are no part of what was said
        ("source:ilse", ["harbour s1"]),
        ("content:maran", []),
        ("nowhere-to-be-found", []),
    ],
)
def test_words_find_statements(ledger: Ledger, words: str, found: list[str]) -> None:
    assert ask(ledger, words) == found


def test_one_part_of_a_statement(ledger: Ledger) -> None:
    assert ask(ledger, "denied", where="cue") == ["harbour s4"]
    assert ask(ledger, "denied", where="content") == []


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("twelve every", ["twelve", "every"]),
        ('"twelve and we"', ["twelve", "and we"]),
        ("locked gate", ["locked", "gate", "gate"]),
        ("elysee regretted", ["Élysée", "regretted"]),
        ("мост", ["мост"]),
        ("harbourmaster's", ["harbourmaster's"]),
        ("cover*", ["cover"]),
    ],
)
def test_the_words_found_are_marked_in_the_text(ledger: Ledger, words: str, marks: list[str]) -> None:
    assert marked(ledger, look(ledger, words).hits[0]) == marks


def test_a_hit_says_who_what_where_and_by_which_weights(ledger: Ledger) -> None:
    (hit,) = look(ledger, "twelve").hits
    text = HARBOUR.text
    assert (hit.report, hit.statement, hit.url, hit.document) == ("harbour", "s1", None, "https://harbour.example/")
    assert (hit.outlet, hit.published, hit.actors) == ("The Marrow Post", "2031-03-02", ("Ilse Maran",))
    assert (hit.source, hit.cue, hit.content) == (
        "Ilse Maran",
        "told",
        "“We counted twelve,” … “and we stand by every one.”",
    )
    assert [text[a:b] for a, b in hit.content_spans] == ["“We counted twelve,”", "“and we stand by every one.”"]
    assert (hit.source_class, hit.role, hit.stance, hit.kind) == ("named person", "state", None, "direct")
    assert hit.model == HARBOUR.model
    assert hit.judgement is None
    assert hit.rank is not None
    assert hit.rank > 0


# --- who


def test_who_speaks_by_any_spelling(ledger: Ledger) -> None:
    assert ask(ledger, by="Maran") == ["harbour s1", "harbour s2"]
    assert ask(ledger, by="ilse maran") == ["harbour s1", "harbour s2"]
    assert ask(ledger, by="The Elysee") == ["harbour s3"]
    assert ask(ledger, "мост", by="путин") == ["pier s1"]
    assert ask(ledger, "twelve", by="Tomas Erne") == []


def test_nobody_of_that_name_is_said(ledger: Ledger) -> None:
    assert look(ledger, by="Nobody Atall") == Page((), False, ("Nobody in this ledger is called “Nobody Atall”.",))
    assert look(ledger, by="…").notes == ("Nobody in this ledger is called “…”.",)


def lone(id: str, name: str) -> Report:
    """A report in which somebody of that name says something."""
    return told(f"{name} said no.", Says(name, "said", "no"), id=id, who=[(name, "person", (1,))])


def test_a_surname_alone_is_taken_for_the_one_person_who_bears_it_and_called_a_guess(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "names.db") as ledger:
        ledger.add(lone("full", "Ilse Maran"))
        ledger.add(lone("short", "Maran"))
        page = look(ledger, by="Ilse Maran")
        assert {(hit.report, hit.by_guess) for hit in page.hits} == {("full", None), ("short", "Ilse Maran")}
        assert "taken for Ilse Maran" in page.notes[0]
        assert [hit.by_guess for hit in look(ledger, by="Maran").hits] == [None, None]

        ledger.add(lone("other", "Tomas Maran"))  # who is meant by "Maran" is open now
        assert ask(ledger, by="Ilse Maran") == ["full s1"]
        assert sorted(ask(ledger, by="Maran")) == ["full s1", "other s1", "short s1"]


def test_those_whom_people_judged_the_same_are_found_by_each_others_names(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "same.db") as ledger:
        ledger.add(lone("one", "Ilse Maran"))
        ledger.add(lone("two", "I. Teale"))
        ledger.connection.execute("UPDATE canonical_actors SET same_as = 1")
        assert sorted(ask(ledger, by="Ilse Maran")) == ["one s1", "two s1"]
        assert sorted(ask(ledger, by="Teale")) == ["one s1", "two s1"]


def test_who_is_spoken_of(tmp_path: Path) -> None:
    report = told(
        "Erne said Ilse Maran had lied. Maran laughed.",
        Says("Erne", "said", "Ilse Maran had lied"),
        who=[("Erne", "person", (1,)), ("Ilse Maran", "person", ())],
        mentions={"Ilse Maran": ["Ilse Maran"], "Erne": ["Erne"]},
    )
    with Ledger.open(tmp_path / "about.db") as ledger:
        ledger.add(report)
        assert ask(ledger, about="Maran") == ["r1 s1"]
        assert ask(ledger, about="Erne") == []
        assert ask(ledger, by="Maran") == []


# --- how, where and when


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"source_class": ("unnamed official",)}, ["harbour s4"]),
        ({"role": ("state",)}, ["harbour s1", "harbour s4"]),
        ({"role": ("state",), "stance": ("denying", "asking")}, ["harbour s4"]),
        ({"certainty": ("certain",)}, ["harbour s1"]),
        ({"kind": ("direct",)}, ["harbour s1"]),
        ({"outlet": ("marrow post",), "kind": ("direct",)}, ["harbour s1"]),
        ({"outlet": ("Straits Television", "The Marrow Post"), "place": "Tarn"}, ["pier s2", "harbour s2"]),
        ({"place": "TN"}, ["harbour s2"]),
        ({"place": "TARN", "words": "gate", "outlet": ("straits television",)}, ["pier s2"]),
        ({"place": "tarn", "anywhere": True, "kind": ("direct",)}, ["harbour s1"]),
        ({"figure": "killed"}, ["pier s2"]),
        ({"figure": "wounded"}, []),
        ({"scope": "incident", "words": "people"}, ["pier s2"]),
        ({"figure": "killed", "scope": "cumulative"}, []),
    ],
)
def test_filters(ledger: Ledger, asked: dict[str, Any], found: list[str]) -> None:
    assert ask(ledger, **asked) == found


def test_an_outlet_that_is_not_here_is_said_with_those_that_are(ledger: Ledger) -> None:
    (note,) = look(ledger, "gate", outlet=("Strait Television",)).notes
    assert note.startswith("No outlet in this ledger is called “Strait Television”. It has “Straits Television”")


DAYS = {
    "a": "2031-03-02",
    "b": "2031-03-05T23:30:00Z",
    "c": "2031-03",
    "d": "2031",
    "e": None,
    "f": "2031-02-28T10:00Z",
}


@pytest.mark.parametrize(
    ("since", "until", "within", "unsure"),
    [
        ("2031-03-02", None, "ab", "cde"),
        ("2031-03", None, "abc", "de"),
        ("2031", None, "abcdf", "e"),
        ("2031-01-01", None, "abcdf", "e"),
        (None, "2031-03-05", "abf", "cde"),
        (None, "2031-03-04", "af", "cde"),
        (None, "2031-03-31", "abcf", "de"),
        (None, "2031-02", "f", "de"),
        ("2031-03-02", "2031-03-02", "a", "cde"),
        ("2031", "2031", "abcdf", "e"),
        ("2032", None, "", "e"),
        (None, "2030", "", "e"),
        (None, "9999", "abcdf", "e"),
    ],
)
@pytest.mark.parametrize("words", ["gate", ""])
def test_days_are_as_precise_as_known(
    tmp_path: Path, since: str | None, until: str | None, within: str, unsure: str, words: str
) -> None:
    with Ledger.open(tmp_path / "days.db") as ledger:
        for id, published in DAYS.items():
            text = f"Gate {id}. Maran said the gate burns."
            ledger.add(told(text, Says("Maran", "said", "the gate burns"), id=id, published=published))
        page = look(ledger, words, since=since, until=until)
        assert sorted(hit.report for hit in page.hits) == list(within)
        assert (f"Left out: {len(unsure)} statement" in " ".join(page.notes)) == bool(unsure)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "yesterday"}, "--since 'yesterday' is no date"),
        ({"until": "2031-13"}, "--until '2031-13' is no date"),
        ({"since": "2031-03-02", "until": "2031-03-01"}, "no report can lie between"),
        ({"limit": 0}, "ask for one hit or more"),
        (
            {"words": "gate", "where": "text", "by": "Maran", "role": ("state",)},
            "--by, --role can be asked of statements",
        ),
        ({"where": "text"}, "needs words"),
    ],
)
def test_what_means_nothing_is_said(ledger: Ledger, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        look(ledger, **asked)


# --- order and pages


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Ledger]:
    """Reports that say the same, on other days."""
    with Ledger.open(tmp_path / "many.db") as opened:
        for id in ("r3", "r1", "r4", "r1b", "r5", "r9", "r2", "r6"):
            text = f"{id}: Maran said the gate burns. She said the gate is shut."
            says = (Says("Maran", "said", "the gate burns"), Says("She", "said", "the gate is shut"))
            opened.add(told(text, *says, id=id, published=f"2031-03-0{id[1]}" if id != "r9" else None))
        yield opened


@pytest.mark.parametrize("words", ["gate burns", ""])
def test_what_fits_alike_comes_by_day_the_newest_first_then_as_it_came(many: Ledger, words: str) -> None:
    in_order = ["r6", "r5", "r4", "r3", "r2", "r1", "r1b", "r9"]  # r9 has no date
    found = ask(many, words)
    assert [one.split()[0] for one in found if one.endswith("s1")] == in_order


@pytest.mark.parametrize("words", ["gate", "", "burns OR shut"])
@pytest.mark.parametrize("size", [1, 3, 5, 100])
def test_pages_together_are_the_whole(many: Ledger, words: str, size: int) -> None:
    whole = look(many, words, limit=100)
    assert not whole.more
    assert len(whole.hits) == 16
    assert tuple(every(many, Query(words, limit=size))) == whole.hits


def test_a_filter_changes_neither_rank_nor_order(many: Ledger) -> None:
    assert look(many, "gate", since="2031-03-01").hits == tuple(
        hit for hit in look(many, "gate").hits if hit.report != "r9"
    )


@pytest.mark.parametrize("looked_up", [0, 10**9])
def test_both_ways_to_ask_for_what_hangs_on_a_reading_find_the_same(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, looked_up: int
) -> None:
    def found() -> list[list[str]]:
        asked: list[dict[str, Any]] = [
            {"by": "Maran"},
            {"by": "Maran", "words": "gate OR twelve"},
            {"place": "Tarn", "words": "gate"},
            {"place": "TN"},
            {"about": "Maran", "words": "a"},
            {"figure": "killed", "words": "people"},
        ]
        return [ask(ledger, **one) for one in asked]

    before = found()
    monkeypatch.setattr("sayso.keep.search._fewer", lambda db, query, most: bool(looked_up))
    assert found() == before


# --- own voice


def test_in_texts_each_passage_says_which_statement_holds_it_or_that_none_does(tmp_path: Path) -> None:
    report = replace(pier(), id="pier")
    with Ledger.open(tmp_path / "text.db") as ledger:
        ledger.add(report)
        page = look(ledger, "pier", where="text")
        told_by = [(hit.statement, hit.voice, marked(ledger, hit)) for hit in page.hits]
        assert ("s1", None, ["pier"]) in told_by
        assert (None, "body", ["pier"]) in told_by
        assert (None, "caption", ["pier"]) in told_by
        for hit in page.hits:
            if hit.statement is None:
                assert hit.passage is not None
                assert report[hit.passage] == hit.words
                assert all(hit.passage[0] <= a < b <= hit.passage[1] for a, b in hit.found)
        assert [hit.found for hit in page.hits] == sorted(hit.found for hit in page.hits)


def test_a_phrase_that_begins_in_a_statement_is_not_charged_to_the_outlet(tmp_path: Path) -> None:
    text = "Maran said the gate burns. The outlet says nothing."
    with Ledger.open(tmp_path / "text.db") as ledger:
        ledger.add(told(text, Says("Maran", "said", "the gate burns")))
        assert [hit.statement for hit in look(ledger, '"burns the outlet"', where="text").hits] == ["s1"]


def test_a_long_text_is_marked_in_pieces_and_nothing_is_lost_or_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Maran said the gate burns. " + "The night gate, élan and pier. " * 40
    with Ledger.open(tmp_path / "long.db") as ledger:
        ledger.add(told(text, Says("Maran", "said", "the gate burns")))
        asked = ("gate -drill", '"night gate" OR elan', "pie* night", "gate (pier burns)")
        whole = [look(ledger, words, where="text").hits for words in asked]
        monkeypatch.setattr("sayso.keep.passages._PIECE", 130)
        monkeypatch.setattr("sayso.keep.passages._OVERLAP", 40)
        assert [look(ledger, words, where="text").hits for words in asked] == whole


def test_texts_are_the_current_ones(tmp_path: Path) -> None:
    first = told("Maran said the gate burns.", Says("Maran", "said", "the gate burns"), url="https://tarn.example/a")
    then = told("Maran said the door burns.", Says("Maran", "said", "the door burns"), url="https://tarn.example/a")
    with Ledger.open(tmp_path / "text.db") as ledger:
        ledger.add(first)
        ledger.add(then)
        assert ask(ledger, "gate", where="text") == ask(ledger, "gate") == []
        assert ask(ledger, "door", where="text") == ask(ledger, "door") == ["r1 s1"]


def test_a_ledger_of_statements_only_says_that_it_has_no_texts(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "names.db", full_text=False) as ledger:
        ledger.add(HARBOUR)
        assert "keeps statements only" in look(ledger, "gate", where="text").notes[0]
        (hit,) = look(ledger, '"twelve and we"').hits
        assert [HARBOUR.text[a:b] for a, b in hit.found] == ["twelve", "and we"]


# --- the file


def test_it_searches_while_another_writes(ledger: Ledger) -> None:
    with Ledger.open(ledger.path) as writer, Ledger.open(ledger.path, write=False) as reader:
        writer.connection.execute("BEGIN IMMEDIATE")
        assert ask(reader, "twelve") == ["harbour s1"]
        writer.connection.execute("ROLLBACK")


def test_it_searches_a_ledger_in_a_folder_that_may_only_be_read(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with Ledger.open(ledger.path, write=False) as reader:
        assert ask(reader, "twelve") == ["harbour s1"]
        assert ask(reader, "gate", where="text")


# --- any words


@settings(max_examples=30)
@given(
    st.lists(st.lists(st.text("aé Ж0’-…\n", min_size=1, max_size=12), min_size=1, max_size=3), min_size=1, max_size=3)
)
def test_any_word_of_a_content_finds_its_statement_and_stands_where_it_says(
    tmp_path_factory: pytest.TempPathFactory, contents: list[list[str]]
) -> None:
    text, spans = "", []
    for parts in contents:
        spans.append(tuple((len(text) + 1 + at, len(text) + 1 + at + len(part)) for at, part in _laid(parts)))
        text += "|" + "|".join(parts)
    base = told(text)
    report = replace(
        base, statements=tuple(Statement(f"s{n}", f"k{n}", "indirect", (), (), c) for n, c in enumerate(spans, 1))
    )
    with Ledger.open(tmp_path_factory.mktemp("any") / "sayso.db") as ledger:
        ledger.add(report)
        for statement in report.statements:
            for word in re.findall(r"[aéЖ0]+", report.words(statement.content)):
                page = look(ledger, f'"{word}"', limit=100)
                assert statement.id in {hit.statement for hit in page.hits}
                for hit in page.hits:
                    assert {_plain(text[a:b]) for a, b in hit.found} == {_plain(word)}
                    assert all(any(x <= a and b <= y for x, y in hit.content_spans) for a, b in hit.found)


def _laid(parts: list[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for part in parts:
        yield at, part
        at += len(part) + 1


def _plain(word: str) -> str:
    return word.casefold().replace("é", "e")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("known") / "sayso.db") as opened:
        for report in (HARBOUR, PIER):
            opened.add(report)
        yield opened


@settings(max_examples=60)
@given(words=st.text(max_size=40), where=st.sampled_from(["statements", "content", "text"]))
def test_no_words_raise_anything_but_a_plain_error(known: Ledger, words: str, where: Any) -> None:
    with suppress(QueryError):
        look(known, words, where=where)
