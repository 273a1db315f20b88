"""What goes into the ledger comes out of it, once, whole, by version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sayso.keep import Ledger, LedgerError
from sayso.report import Actor, Report, text_id
from tests.keep.make import MODEL, NOW, TEXT, at, report, with_bytes
from tests.show.strategies import reports

TABLES = ("statements", "spans", "actors", "mentions", "statement_actors", "figures", "notes")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "sayso.db", software="0.1.0") as opened:
        yield opened


def count(ledger: Ledger, table: str) -> int:
    found: int = ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return found


def whole(ledger: Ledger) -> None:
    """Every check that SQLite has, and that the search indexes agree with their tables."""
    assert ledger.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert ledger.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for index in ("statement_search", "text_search", "spelling_search"):
        ledger.connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def test_a_report_comes_back_as_it_went_in(ledger: Ledger) -> None:
    kept = ledger.add(report())
    assert (kept.outcome, kept.version) == ("added", 1)
    assert ledger.report(kept.id) == report() == kept.report


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=reports())
def test_every_report_comes_back_as_it_went_in(ledger: Ledger, found: Report) -> None:
    statements, actors = {s.id for s in found.statements}, {a.id for a in found.actors}
    unique = len(statements) == len(found.statements) and len(actors) == len(found.actors)
    unique = unique and len({f.id for f in found.figures}) == len(found.figures)
    known = all(set(s.actors) <= actors for s in found.statements)
    numbered = all(
        ids == sorted(ids) for parts in (found.actors, found.figures) if (ids := [(len(p.id), p.id) for p in parts])
    )
    small = all(abs(p.geonames or 0) < 2**63 for p in found.places)
    if not (unique and known and numbered and small and found.text):
        return  # no room gives these
    before = count(ledger, "documents")
    kept = ledger.add(found)
    if kept.outcome != "known":
        assert replace(ledger.report(kept.id), id=found.id) == found
    assert count(ledger, "documents") == before + (kept.outcome == "added")


def test_the_same_report_twice_is_known(ledger: Ledger) -> None:
    first, again = ledger.add(report()), ledger.add(report())
    assert again.outcome == "known"
    assert again.id == first.id
    assert count(ledger, "documents") == count(ledger, "versions") == count(ledger, "readings") == 1


def test_known_is_told_before_anything_is_read(ledger: Ledger) -> None:
    assert ledger.known(report()) is None
    kept = ledger.add(report())
    known = ledger.known(report())
    assert known is not None
    assert (known.id, known.model, known.current) == (kept.id, MODEL, True)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://www.Marrow.example/ferry?utm_source=x#top", "http://www.marrow.example/ferry"),
        ("https://marrow.example:443/a?id=3&fbclid=7", "https://marrow.example/a?id=3"),
    ],
)
def test_one_address_is_one_document_however_it_was_reached(ledger: Ledger, first: str, second: str) -> None:
    ledger.add(report(url=first))
    assert ledger.add(report(url=second)).outcome == "known"


def test_other_parameters_are_another_document(ledger: Ledger) -> None:
    ledger.add(report(url="https://marrow.example/a?id=3"))
    assert ledger.add(report(url="https://marrow.example/a?id=4")).outcome == "added"


def test_adverts_that_rotate_make_no_version(ledger: Ledger) -> None:
    ledger.add(with_bytes(report(url="https://marrow.example/a"), b"<p>advert one</p>"))
    assert ledger.add(with_bytes(report(url="https://marrow.example/a"), b"<p>advert two</p>")).outcome == "known"
    assert count(ledger, "evidence") == 1


def test_two_outlets_with_one_text_are_two_reports(ledger: Ledger) -> None:
    first = ledger.add(report(url="https://marrow.example/a"))
    second = ledger.add(report(url="https://tarn.example/a", outlet="Tarn Wire"))
    assert second.outcome == "added"
    assert second.id == f"{first.id}~2"
    assert ledger.report(second.id).outlet == "Tarn Wire"
    third = ledger.add(report(url="https://other.example/a"))
    assert third.id == f"{first.id}~3"


def test_a_text_that_changed_is_a_new_version_and_says_what_changed(ledger: Ledger) -> None:
    page = report(url="https://marrow.example/a")
    ledger.add(page)
    edited = TEXT.replace("noon", "dawn")
    kept = ledger.add(replace(report(), url=page.url, text=edited, text_id=text_id(edited), statements=(), figures=()))
    assert (kept.outcome, kept.version) == ("changed", 2)
    assert {(change.what, change.kind) for change in kept.changes} == {("statement", "removed"), ("figure", "removed")}
    assert ledger.report(kept.id).text == edited
    assert ledger.report(kept.id, 1) == replace(page, id=kept.id)
    whole(ledger)


def test_only_the_current_reading_has_rows(ledger: Ledger) -> None:
    ledger.add(report(url="https://marrow.example/a"))
    edited = report(
        url="https://marrow.example/a", text=TEXT + " It was cold.", text_id=text_id(TEXT + " It was cold.")
    )
    ledger.add(edited)
    assert count(ledger, "statements") == 3
    assert count(ledger, "readings") == 2
    assert ledger.connection.execute("SELECT count(*) FROM v_statements").fetchone() == (3,)
    found = "SELECT count(*) FROM statement_search WHERE statement_search MATCH 'ferry'"
    assert ledger.connection.execute(found).fetchone() == (1,)


def test_a_saved_file_of_an_older_text_brings_nothing_back(ledger: Ledger) -> None:
    old, new = (
        report(url="https://marrow.example/a"),
        report(url="https://marrow.example/a", text="Calm.", text_id=text_id("Calm.")),
    )
    for found, outcome in ((old, "added"), (new, "changed"), (old, "known"), (new, "known"), (old, "known")):
        kept = ledger.add(found)
        assert kept.outcome == outcome
    assert ledger.report(kept.id).text == new.text


def test_an_address_that_gives_its_older_text_again_does(ledger: Ledger) -> None:
    url = "https://marrow.example/a"
    old = with_bytes(report(url=url), address=url)
    new = with_bytes(
        report(url=url, text="Calm.", text_id=text_id("Calm."), statements=(), figures=(), actors=()), b"2", address=url
    )
    ledger.add(old)
    ledger.add(new)
    kept = ledger.add(old)
    assert (kept.outcome, kept.version) == ("returned", 1)
    assert ledger.report(kept.id) == replace(old, id=kept.id)
    assert {change.kind for change in kept.changes} == {"added"}
    assert count(ledger, "statements") == 3
    whole(ledger)


def test_a_file_that_was_moved_is_the_same_and_one_that_was_edited_is_a_version(ledger: Ledger, tmp_path: Path) -> None:
    here, there = tmp_path / "a.txt", tmp_path / "b.txt"
    here.write_text("x")
    page = with_bytes(report(document=str(here)), b"x")
    assert ledger.add(page).outcome == "added"
    here.rename(there)
    assert ledger.add(replace(page, document=str(there))).outcome == "known"
    edited = replace(with_bytes(page, b"y"), document=str(there), text="Calm.", text_id=text_id("Calm."))
    edited = replace(edited, id=edited.text_id[:16], statements=(), actors=(), figures=())
    assert ledger.add(edited).outcome == "changed"


def test_a_given_id_belongs_to_its_outlet(ledger: Ledger) -> None:
    ledger.add(report(id="17"))
    assert ledger.add(report(id="17")).outcome == "known"
    other = ledger.add(report(id="17", outlet="Tarn Wire"))
    assert (other.outcome, other.id) == ("added", "17~2")


def test_the_bytes_are_kept_once_for_all_that_was_read_from_them(ledger: Ledger) -> None:
    feed = b"<rss>" + b"the same words " * 99 + b"</rss>"
    ledger.add(with_bytes(report(url="https://marrow.example/a"), feed))
    ledger.add(with_bytes(report(url="https://marrow.example/b"), feed))
    (row,) = ledger.connection.execute("SELECT size, coding, length(bytes) FROM evidence").fetchall()
    assert row[0] == len(feed)
    assert row[1] == "zlib"
    assert row[2] < len(feed)


def test_where_the_bytes_came_from_is_kept(ledger: Ledger) -> None:
    page = with_bytes(report(), address="https://marrow.example/a", headers=(("ETag", '"7"'), ("Server", "tarn")))
    ledger.add(page)
    row = ledger.connection.execute("SELECT address, headers, retrieved_at, reader FROM versions").fetchone()
    assert row == (
        "https://marrow.example/a",
        '[["ETag", "\\"7\\""], ["Server", "tarn"]]',
        "2031-03-02T09:00:00Z",
        "html (trafilatura 2.0.0)",
    )


def test_a_ledger_of_statements_only_keeps_no_other_word(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "names.db", full_text=False) as ledger:
        kept = ledger.add(with_bytes(report()))
        assert ledger.connection.execute("SELECT text, evidence_id FROM versions").fetchone() == (None, None)
        found = ledger.report(kept.id)
        assert len(found.text) == len(TEXT)
        first = found.statements[0]
        assert found.words(first.source) == "harbour master Ilse Maran"
        assert found.words(first.content) == "The ferry sank at noon"
        assert found[found.figures[0].span] == "at least 9"
        assert "on Sunday" not in found.text
        assert found.text_id == text_id(TEXT)
    blob = (tmp_path / "names.db").read_bytes()
    assert b"on Sunday" not in blob
    with pytest.raises(LedgerError, match="statements only"):
        Ledger.open(tmp_path / "names.db", full_text=True)


def test_another_reading_replaces_the_rows_and_keeps_the_old_ones_folded(ledger: Ledger) -> None:
    kept = ledger.add(report())
    other = replace(report(), statements=report().statements[:1], figures=(), model="en-2 (sha256 1)")
    renewed = ledger.renew(kept.id, other)
    assert {(change.what, change.kind) for change in renewed.changes} == {
        ("statement", "removed"),
        ("figure", "removed"),
    }
    assert ledger.report(kept.id) == other
    assert count(ledger, "readings") == 2
    assert count(ledger, "statements") == 1
    assert list(ledger.unread("en-2 (sha256 1)")) == []
    assert [id for id, _ in ledger.unread("en-3")] == [kept.id]
    whole(ledger)


def test_a_reading_of_a_text_that_has_changed_meanwhile_is_refused(ledger: Ledger) -> None:
    kept = ledger.add(report())
    with pytest.raises(LedgerError, match="another text by now"):
        ledger.renew(kept.id, report(text="Calm.", text_id=text_id("Calm.")))
    assert ledger.report(kept.id) == report()


def test_what_fails_half_way_leaves_nothing(ledger: Ledger) -> None:
    ledger.add(report(url="https://marrow.example/a"))
    broken = report(url="https://marrow.example/b", statements=(replace(report().statements[0], actors=("a9",)),))
    with pytest.raises(LedgerError, match="cannot hold this report"):
        ledger.add(broken)
    assert count(ledger, "documents") == 1
    whole(ledger)


def test_actors_of_several_reports_are_one_by_name_and_kind(ledger: Ledger) -> None:
    ledger.add(report(url="https://marrow.example/a"))
    ledger.add(
        report(
            url="https://marrow.example/b",
            actors=(Actor("a1", "ILSE MARAN", "person", (at(TEXT, "Ilse Maran"),), 1.0),),
        )
    )
    assert count(ledger, "canonical_actors") == 1
    spellings = {row[0] for row in ledger.connection.execute("SELECT spelling FROM spellings")}
    assert spellings == {"Ilse Maran", "harbour master Ilse Maran", "Maran", "ILSE MARAN"}


def test_an_older_version_is_there_for_who_asks_and_none_else(ledger: Ledger) -> None:
    kept = ledger.add(report())
    with pytest.raises(LedgerError, match="version 2"):
        ledger.report(kept.id, 2)
    with pytest.raises(LedgerError, match="no report nobody"):
        ledger.report("nobody")


def test_a_reader_sees_what_a_writer_adds(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "sayso.db", write=False) as reader:
        assert list(reader.reports()) == []
        kept = ledger.add(report())
        assert [found.id for found in reader.reports()] == [kept.id]
        with pytest.raises(LedgerError, match="may only be read"):
            reader.add(report(url="https://marrow.example/b"))


def test_it_opens_in_any_browser_of_sqlite(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(report())
    with closing(sqlite3.connect(tmp_path / "sayso.db")) as browser:
        views = [name for (name,) in browser.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
        assert set(views) >= {"v_reports", "v_statements", "v_figures", "v_judgements"}
        row = browser.execute("SELECT source, content, actors, outlet, model FROM v_statements").fetchone()
        assert row == ("harbour master Ilse Maran", "The ferry sank at noon", "Ilse Maran", "The Marrow Post", MODEL)


def test_the_views_name_every_table_that_people_ask_for(ledger: Ledger) -> None:
    assert {table for table in TABLES if count(ledger, table) == 0} == set(TABLES)
    ledger.add(report())
    assert count(ledger, "spans") == 9
    assert NOW.isoformat()[:10] in ledger.connection.execute("SELECT read_at FROM v_reports").fetchone()[0]
