"""Judgements: each kind, recorded and shown; what they point at is mended; undone, the machine's reading stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.keep import Ledger, LedgerError
from sayso.keep.judging import undo
from sayso.report import Link, Report, Statement
from tests.keep.judging import TEXT, a_ledger, ferry, say, span


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with a_ledger(tmp_path / "a.db", ferry()) as made:
        yield made


def shown(ledger: Ledger) -> Report:
    (found,) = ledger.reports()
    return found


def named(report: Report, id: str) -> Statement:
    (found,) = (s for s in report.statements if s.id == id)
    return found


def words(report: Report, id: str) -> tuple[str, str, str]:
    s = named(report, id)
    return report.words(s.source), report.words(s.cue), report.words(s.content)


MISSED = {"source": ["A worker on the pier"], "cue": ["recalled"], "content": ["a smell of oil at noon"]}


def test_a_missed_statement_is_added_at_its_place(ledger: Ledger) -> None:
    done = say(ledger, "add", **MISSED)
    assert done.held is not None and (done.held.how, done.held.overlap) == ("exact", 1.0)
    after = shown(ledger)
    assert [s.id for s in after.statements] == ["s1", "s2", "s3", "s4", "j1"]
    assert words(after, "j1") == ("A worker on the pier", "recalled", "a smell of oil at noon")
    assert (named(after, "j1").kind, named(after, "j1").score) == ("indirect", 1.0)
    (row,) = ledger.connection.execute("SELECT judgement FROM statements WHERE id = 'j1'")
    assert row == (done.judgement.uid,)


def test_what_lies_in_an_added_content_is_on_its_word(ledger: Ledger) -> None:
    before = {shown(ledger)[d.span]: d.statement for d in shown(ledger).dates}
    assert before == {"on Monday": "s3", "at noon": None}
    say(ledger, "add", **MISSED)
    assert {shown(ledger)[d.span]: d.statement for d in shown(ledger).dates} == {"on Monday": "s3", "at noon": "j1"}
    assert [p.statement for p in shown(ledger).places] == [None], "Tarn stands behind the content"


@pytest.mark.parametrize(
    ("content", "kind"),
    [("“sound”", "direct"), ("sound", "direct"), ("the hull “sound”", "mixed"), ("the hull", "indirect")],
)
def test_the_kind_of_an_added_statement_is_read_from_its_marks(ledger: Ledger, content: str, kind: str) -> None:
    say(ledger, "add", source=["Ilse Maran"], cue=["called"], content=[content])
    assert named(shown(ledger), "j1").kind == kind
    assert named(shown(ledger), "j1").actors == ("a3",), "the one actor that its source names"


def test_a_kind_can_be_given(ledger: Ledger) -> None:
    say(ledger, "add", **MISSED, kind="unmarked")
    assert named(shown(ledger), "j1").kind == "unmarked"


def test_an_added_statement_around_others_holds_them(ledger: Ledger) -> None:
    say(ledger, "delete", "s1")
    say(ledger, "add", source=["The ministry"], cue=["said on Sunday"], content=[report_words(1)])
    after = shown(ledger)
    assert named(after, "s2").within == "j1"
    assert named(after, "s2").chain == (Link("outlet"), Link("statement", "j1", None, ("a1",)))


def report_words(number: int) -> str:
    made = ferry()
    return made.words(made.statements[number - 1].content)


def test_an_added_statement_inside_another_lies_within_it(ledger: Ledger) -> None:
    say(ledger, "delete", "s2")
    say(ledger, "add", source=["the port police"], cue=["had told"], content=["12 people were missing"])
    after = shown(ledger)
    assert named(after, "j1").within == "s1"
    assert [link.statement for link in named(after, "j1").chain] == [None, "s1"]
    assert after.figures[0].statement == "j1"


def test_words_that_stand_twice_are_refused_with_the_places(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"stands in the text 2 times.*one of \d+-\d+"):
        say(ledger, "add", source=["A worker on the pier"], cue=["said"], content=["a smell of oil"])
    with pytest.raises(LedgerError, match="does not stand in the text"):
        say(ledger, "add", source=["A worker in the pier"], cue=["recalled"], content=["a smell of oil"])
    low, high = span("recalled")
    say(ledger, "add", source=["A worker on the pier"], cue=[f"{low}-{high}"], content=["a smell of oil"])
    assert words(shown(ledger), "j1")[1] == "recalled"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"cue": ["recalled"], "content": []}, "has a content"),
        ({"cue": ["recalled"], "content": ["999990-999999"]}, "no place in the text"),
        ({"cue": ["recalled"], "content": ["9-3"]}, "no place in the text"),
        ({"cue": ["smell"], "content": ["a smell of oil"]}, "share words"),
        ({"cue": ["recalled"], "content": ["a smell of oil"], "kind": "spoken"}, "no kind of statement"),
        ({"cue": ["recalled"], "content": ["  "]}, "has no words"),
    ],
)
def test_what_cannot_be_a_statement_is_refused(ledger: Ledger, given: dict[str, Any], why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        say(ledger, "add", **given)
    assert ledger.judgements() == []
    assert shown(ledger) == replace(ferry(), id=shown(ledger).id)


def test_what_the_report_has_already_is_not_added(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="has this very statement already: s2"):
        say(ledger, "add", source=["the port police"], cue=["had told"], content=["12 people were missing"])


def test_a_deleted_statement_leaves_nothing_behind_that_points_at_it(ledger: Ledger) -> None:
    say(ledger, "delete", "s1")
    after = shown(ledger)
    assert [s.id for s in after.statements] == ["s2", "s3", "s4"]
    assert (named(after, "s2").within, named(after, "s2").chain) == (None, (Link("outlet"),))
    assert named(after, "s3").source_from is None
    assert after.figures[0].statement == "s2", "what lies in a statement inside stays there"
    say(ledger, "delete", "s2")
    assert shown(ledger).figures[0].statement is None


def test_what_was_in_a_deleted_statement_is_on_the_word_of_the_one_around_it(ledger: Ledger) -> None:
    say(ledger, "delete", "s2")
    assert shown(ledger).figures[0].statement == "s1"


def test_a_deleted_statement_is_listed_as_seen_and_not_used(ledger: Ledger) -> None:
    say(ledger, "delete", "s4")
    after = shown(ledger)
    unused = {after[u.span]: u.why for u in after.unused}
    assert "judged by a person" in unused["“We had no warning,”"]
    assert "in quotation marks" in unused["“sound”"]


def test_an_added_statement_uses_what_was_not(ledger: Ledger) -> None:
    say(ledger, "add", source=["Ilse Maran"], cue=["called"], content=["the hull “sound”"])
    assert shown(ledger).unused == ()


def test_parts_move(ledger: Ledger) -> None:
    say(ledger, "move", "s4", source=["said a passenger"[5:]], content=["We had no warning"])
    after = shown(ledger)
    assert words(after, "s4") == ("a passenger", "said", "We had no warning")
    assert named(after, "s4").kind == "direct"
    assert named(after, "s4").key != named(ferry(), "s4").key
    with pytest.raises(LedgerError, match="say where to"):
        say(ledger, "move", "s4")


def test_a_content_that_shrinks_lets_go_of_what_it_held(ledger: Ledger) -> None:
    say(ledger, "move", "s3", content=["that divers would go down again"])
    assert [d.statement for d in shown(ledger).dates] == [None, None]
    say(ledger, "move", "s1", content=["that the port police"])
    assert named(shown(ledger), "s2").within is None


def test_a_source_is_set_and_taken_away(ledger: Ledger) -> None:
    say(ledger, "source", "s3", source=["It"])
    after = shown(ledger)
    assert (words(after, "s3")[0], named(after, "s3").source_from) == ("It", None)
    say(ledger, "source", "s3", source=[])
    assert named(shown(ledger), "s3").source == ()


def test_who_speaks_is_an_actor_of_the_report_or_a_new_one(ledger: Ledger) -> None:
    say(ledger, "actor", "s4", actors=["a3"])
    assert named(shown(ledger), "s4").actors == ("a3",)
    say(ledger, "actor", "s4", actors=["ilse maran", "Tomas Erne"], kind="person")
    after = shown(ledger)
    assert named(after, "s4").actors == ("a3", "a4")
    assert [(a.name, a.kind, a.score) for a in after.actors][3:] == [("Tomas Erne", "person", 1.0)]
    with pytest.raises(LedgerError, match="say with --kind"):
        say(ledger, "actor", "s4", actors=["Dora Venn"])


def test_whoever_goes_on_from_a_source_is_judged_with_it(ledger: Ledger) -> None:
    done = say(ledger, "actor", "s1", actors=["a3"])
    after = shown(ledger)
    assert [named(after, id_).actors for id_ in ("s1", "s2", "s3")] == [("a3",), ("a2",), ("a3",)]
    assert named(after, "s2").chain[1].actors == ("a3",), "who relays is who speaks around it"
    (listed,) = ledger.judgements()
    assert (listed.judgement.uid, listed.rows) == (done.judgement.uid, ("s1", "s3"))


def test_class_role_and_scope(ledger: Ledger) -> None:
    say(ledger, "class", "s4", **{"class": "unnamed other"})
    say(ledger, "role", "s4", role="expert")
    say(ledger, "role", "f1", role="wounded")
    say(ledger, "scope", "f1", scope="cumulative")
    after = shown(ledger)
    assert (named(after, "s4").source_class, named(after, "s4").role) == ("unnamed other", "expert")
    assert (after.figures[0].role, after.figures[0].scope) == ("wounded", "cumulative")
    assert [listed.how for listed in ledger.judgements()] == ["exact"] * 4
    rows = ledger.connection.execute("SELECT id, scope FROM v_figures f JOIN (SELECT figure AS id FROM v_figures)")
    assert rows.fetchall() == [("f1", "cumulative")]


@pytest.mark.parametrize(
    ("kind", "target", "given", "why"),
    [
        ("class", "s1", {"class": "unnamed officer"}, "is no source class: it is one of named person, .*unattributed"),
        ("role", "s1", {"role": "wounded"}, "is no role of a source"),
        ("role", "f1", {"role": "state"}, "is no role of a figure"),
        ("scope", "f1", {"scope": "all"}, "is no scope of a figure"),
        ("scope", "s1", {"scope": "incident"}, "`scope` is about figure"),
        ("class", "f1", {"class": "named person"}, "`class` is about statement"),
        ("delete", "s9", {}, "has no statement s9. It has s1 .that the port police .*f1 .12 people"),
        ("actor", "s1", {"actors": ["Tomas Erne"], "kind": "robot"}, "is no kind of actor"),
        ("opine", "s1", {}, "is no kind of judgement"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_recorded(
    ledger: Ledger, kind: str, target: str, given: dict[str, Any], why: str
) -> None:
    with pytest.raises(LedgerError, match=why):
        say(ledger, kind, target, **given)
    assert ledger.judgements() == []


def test_a_report_is_named_by_id_by_its_beginning_by_address_or_path(tmp_path: Path) -> None:
    from sayso.keep.judging import found

    page = tmp_path / "page.html"
    page.write_text("x", encoding="utf-8")
    one, two = (
        replace(ferry(), id="harbour-1", url="https://post.invalid/a?utm_source=x"),
        replace(ferry(TEXT + " End."), id="harbour-2", document=str(page)),
    )
    with a_ledger(tmp_path / "a.db", one, replace(two, id="harbour-2")) as ledger:
        assert found(ledger, "harbour-1") == found(ledger, "http://post.invalid/a") == "harbour-1"
        with pytest.raises(LedgerError, match="several reports begin with harb"):
            found(ledger, "harb")
        for name in ("nowhere", ""):
            with pytest.raises(LedgerError, match="has no report"):
                found(ledger, name)


def test_the_last_of_two_judgements_counts_and_undoing_it_brings_back_the_one_before(ledger: Ledger) -> None:
    say(ledger, "role", "s4", role="expert")
    last = say(ledger, "role", "s4", role="activist")
    assert named(shown(ledger), "s4").role == "activist"
    undo(ledger, last.judgement.uid, who="mk")
    assert named(shown(ledger), "s4").role == "expert"


def test_undone_to_the_last_the_machines_reading_stands_again(ledger: Ledger) -> None:
    before, rows_before = shown(ledger), every_row(ledger)
    made = [say(ledger, "add", **MISSED), say(ledger, "class", "j1", **{"class": "unnamed witness"})]
    made += [say(ledger, "delete", "s1"), say(ledger, "actor", "s4", actors=["Tomas Erne"], kind="person")]
    made += [say(ledger, "move", "s3", content=["that divers would go down again"])]
    for done in made:
        undo(ledger, done.judgement.uid[:12], who="mk", why="a mistake")
    assert shown(ledger) == before
    assert every_row(ledger) == rows_before
    assert ledger.connection.execute("SELECT by, folded IS NULL FROM readings").fetchall() == [("machine", 1)]
    assert [listed.undone_by is not None for listed in ledger.judgements()] == [True] * 5 + [False] * 5


def every_row(ledger: Ledger) -> list[Any]:
    tables = ("spans", "actors", "mentions", "statement_actors", "dates", "places", "figures", "unused", "notes")
    return [ledger.connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


def test_an_undo_cannot_be_undone_and_nothing_is_undone_twice(ledger: Ledger) -> None:
    done = say(ledger, "delete", "s4")
    undone = undo(ledger, done.judgement.uid, who="mk")
    with pytest.raises(LedgerError, match="record that one again"):
        undo(ledger, undone.judgement.uid, who="mk")
    with pytest.raises(LedgerError, match="is undone already"):
        undo(ledger, done.judgement.uid, who="mk")
    with pytest.raises(LedgerError, match="there is no judgement abc"):
        undo(ledger, "abc", who="mk")
    with pytest.raises(LedgerError, match="there is no judgement"):
        undo(ledger, "", who="mk")


def test_a_judgement_on_an_added_statement_is_orphaned_when_that_is_undone(ledger: Ledger) -> None:
    added = say(ledger, "add", **MISSED)
    say(ledger, "class", "j1", **{"class": "unnamed witness"})
    done = undo(ledger, added.judgement.uid, who="mk")
    (lost,) = done.others
    assert (lost.kind, lost.how) == ("class", "orphaned")
    say(ledger, "add", **MISSED)
    assert named(shown(ledger), "j2").source_class == "unnamed witness", "added again, it is held again"


def test_the_ids_of_added_statements_never_change_hands(ledger: Ledger) -> None:
    first = say(ledger, "add", **MISSED)
    say(ledger, "add", source=["Ilse Maran"], cue=["called"], content=["the hull “sound”"])
    undo(ledger, first.judgement.uid, who="mk")
    assert [s.id for s in shown(ledger).statements] == ["s1", "s2", "s3", "s4", "j2"]


def test_clocks_that_run_backwards_order_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.keep import judging

    say(ledger, "role", "s4", role="expert")
    monkeypatch.setattr(judging, "now", lambda: "1999-01-01T00:00:00Z")
    later = say(ledger, "role", "s4", role="activist")
    assert named(shown(ledger), "s4").role == "activist"
    assert [listed.judgement.previous for listed in ledger.judgements()] == [
        None,
        ledger.judgements()[0].judgement.uid,
    ]
    undo(ledger, later.judgement.uid, who="mk")
    assert named(shown(ledger), "s4").role == "expert"


def test_judgements_are_never_changed_or_deleted(ledger: Ledger) -> None:
    say(ledger, "delete", "s4")
    for query in ("UPDATE judgements SET who = 'x'", "DELETE FROM judgements"):
        with pytest.raises(sqlite3.IntegrityError, match="judgements are never"):
            ledger.connection.execute(query)


def test_what_a_judgement_says_is_found_and_no_more_what_it_took_away(ledger: Ledger) -> None:
    query = "SELECT count(*) FROM statement_search WHERE statement_search MATCH ?"

    def hits(word: str) -> int:
        return int(ledger.connection.execute(query, (word,)).fetchone()[0])

    assert (hits("oil"), hits("warning")) == (0, 1)
    say(ledger, "add", **MISSED)
    say(ledger, "delete", "s4")
    assert (hits("oil"), hits("warning")) == (1, 0)


def test_where_only_statements_are_kept_nothing_else_can_be_judged(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "s.db", ferry(), full_text=False) as ledger:
        low, high = span("a smell of oil")
        with pytest.raises(LedgerError, match="keeps statements only"):
            say(ledger, "add", cue=[f"{low}-{high}"], content=["60-70"])
        with pytest.raises(LedgerError, match="keeps statements only"):
            say(ledger, "add", **MISSED)
        say(ledger, "class", "s4", **{"class": "unnamed other"})
        done = say(ledger, "delete", "s1")
        assert named(shown(ledger), "s4").source_class == "unnamed other"
        undo(ledger, done.judgement.uid, who="mk")
        assert words(shown(ledger), "s1")[0] == "The ministry"
        kept = "".join(str(row) for row in ledger.connection.execute("SELECT anchor, value FROM judgements"))
        assert "recalled" not in kept and "hull" not in kept
