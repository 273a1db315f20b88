"""`verify` names every item that is not as it was kept, and nothing else."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sayso.keep import Ledger, LedgerError
from sayso.keep.verify import verify
from sayso.report import text_id
from tests.keep.make import TEXT, report, with_bytes

PAGE = b"<p>" + TEXT.encode() * 3 + b"</p>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of two reports, one of them with an earlier version."""
    where = tmp_path / "sayso.db"
    with Ledger.open(where) as ledger:
        ledger.add(with_bytes(report(url="https://marrow.example/a"), PAGE))
        longer = TEXT + " It was cold."
        ledger.add(
            with_bytes(report(text=longer, url="https://marrow.example/a", text_id=text_id(longer)), PAGE + b" ")
        )
        ledger.add(report(url="https://tarn.example/b", outlet="Tarn Wire"))
    return where


def faults(path: Path) -> list[str]:
    with Ledger.open(path) as ledger:
        return [f"{fault.item} {fault.why}" for fault in verify(ledger)]


def change(path: Path, sql: str, *values: object) -> None:
    """Changes a ledger behind Sayso's back, past the triggers that would keep its parts in step."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("DROP TRIGGER IF EXISTS judgements_stand")
        db.execute(sql, values)
        db.commit()


def test_a_whole_ledger_has_no_fault(path: Path) -> None:
    heard: list[str] = []
    with Ledger.open(path) as ledger:
        assert list(verify(ledger, heard.append)) == []
    assert heard == ["the file", "evidence", "versions", "readings", "judgements", "actors", "search"]


def test_a_reader_alone_can_verify(path: Path) -> None:
    with Ledger.open(path, write=False) as ledger:
        assert list(verify(ledger)) == []


@pytest.mark.parametrize(
    ("sql", "item"),
    [
        ("UPDATE evidence SET bytes = zeroblob(9) WHERE evidence_id = 1", "evidence "),
        ("UPDATE evidence SET size = size + 1 WHERE evidence_id = 2", "evidence "),
        ("UPDATE versions SET text = replace(text, 'noon', 'dusk') WHERE version_id = 3", "version 1: its text"),
        ("UPDATE versions SET title = 'Ferry safe' WHERE version_id = 1", "version 1: what is known of it"),
        ("UPDATE versions SET published = '2031-03-01' WHERE version_id = 2", "version 2: what is known of it"),
        ("UPDATE versions SET outlet = 'Nobody' WHERE version_id = 3", "version 1: what is known of it"),
        ("UPDATE versions SET evidence_id = 2 WHERE version_id = 1", "version 1: its evidence"),
        ("UPDATE signatures SET hashes = x'0000000000000000' WHERE version_id = 1", "version 1: its signature"),
        ("UPDATE statements SET role = 'witness' WHERE id = 's1'", "reading 2"),
        ("UPDATE figures SET low = 90 WHERE id = 'f1'", "reading 2"),
        ("UPDATE spans SET start = start + 1 WHERE part = 'cue'", "reading 2"),
        ("UPDATE actors SET name = 'Nobody'", "reading 2"),
        ("UPDATE readings SET model = 'en-9' WHERE reading_id = 1", "reading 1"),
        ("UPDATE readings SET folded = substr(folded, 1, 40) WHERE folded IS NOT NULL", "reading 1"),
        ("DELETE FROM readings WHERE reading_id = 3", "0 readings to show"),
        ("UPDATE canonical_actors SET name = 'Nobody'", "actor 1"),
        ("DELETE FROM documents WHERE document_id = 2", "report None version 1"),
        (
            "INSERT INTO statement_search (statement_search, rowid, content) VALUES ('delete', 4, 'The ferry')",
            "search index",
        ),
    ],
)
def test_what_was_changed_behind_its_back_is_named(path: Path, sql: str, item: str) -> None:
    change(path, sql)
    found = faults(path)
    assert any(item in fault for fault in found), found


def test_a_judgement_that_was_changed_is_named(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.connection.execute(
            "INSERT INTO judgements (uid, kind, anchor, value, who, made_at)"
            " VALUES ('u1', 'same', '{}', '{}', 'Ada', 'now')"
        )
        from sayso.keep.seals import seal_record

        seal_record(ledger.connection, "judgement", 1)
    assert faults(path) == []
    change(path, "UPDATE judgements SET who = 'Bea'")
    assert [fault.split(" is ")[0] for fault in faults(path)] == ["judgement u1"]


@pytest.mark.slow
def test_one_flipped_byte_is_named_or_changes_nothing_that_is_shown(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    with Ledger.open(path, write=False) as ledger:
        shown = shown_by(ledger)
    draw = random.Random(7)
    named = 0
    for _ in range(150):
        copy = tmp_path / "flipped.db"
        at = draw.randrange(len(whole))
        copy.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << draw.randrange(8))]) + whole[at + 1 :])
        for tail in ("-wal", "-shm"):
            Path(f"{copy}{tail}").unlink(missing_ok=True)
        try:
            found = faults(copy)
            with Ledger.open(copy, write=False) as ledger:
                same = shown_by(ledger) == shown
        except LedgerError:
            named += 1  # it cannot even be opened, and says so
            continue
        named += bool(found)
        assert found or same, at
    assert named > 10


def shown_by(ledger: Ledger) -> list[object]:
    """Everything of its reports that a ledger shows."""
    return [ledger.report(id_, number) for id_, number in identified(ledger)]


def identified(ledger: Ledger) -> Iterator[tuple[str, int]]:
    yield from ledger.connection.execute(
        "SELECT d.id, v.number FROM versions v JOIN documents d USING (document_id) ORDER BY v.version_id"
    ).fetchall()
