"""What the doctor says of a ledger, and what it mends."""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.keep import Ledger, files, health
from sayso.keep.health import Finding, bytes_in_words, look
from sayso.keep.judging import judge
from sayso.keep.mend import mend
from sayso.keep.verify import verify
from tests.keep.make import MODEL, report, with_bytes

THEN = "2001-03-02T09:00:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of two reports, nothing of which is dated in the future."""
    where = tmp_path / "sayso.db"
    moment = report().read_at.replace(year=2001)
    with Ledger.open(where) as ledger:
        for name in "ab":
            found = with_bytes(report(url=f"https://marrow.example/{name}", read_at=moment), name.encode())
            assert found.evidence is not None
            ledger.add(replace(found, evidence=replace(found.evidence, retrieved_at=moment)))
    return where


def change(path: Path, *statements: str) -> None:
    """Changes a ledger behind Sayso's back."""
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def amiss(path: Path, model: str | None = MODEL) -> list[Finding]:
    """What there is to do; each says what."""
    found = [one for one in look(path, model) if one.state in ("amiss", "unseen")]
    assert all(one.remedy or one.state == "unseen" for one in found)
    return found


def shown(path: Path, what: str, model: str | None = MODEL) -> Iterator[str]:
    return (one.said for one in look(path, model) if one.what == what)


def test_a_ledger_that_is_well(path: Path) -> None:
    found = list(look(path, MODEL))
    assert {one.state for one in found} == {"well"}
    assert {one.what for one in found} >= {"file", "disk", "schema", "structure", "contents", "search indexes"}
    assert list(shown(path, "contents")) == ["2 reports in 2 versions, 0 judgements; it keeps full texts"]
    assert list(shown(path, "read by")) == [f"{MODEL}: 2 reports"]


def test_looking_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    list(look(path, "en-9"))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DELETE FROM signatures WHERE version_id = 1", "signatures"),
        ("UPDATE signatures SET made_by = 0", "signatures"),
        ("DELETE FROM shingles WHERE version_id = 2", "signatures"),
        ("DELETE FROM seals WHERE kind = 'reading' AND number = 1", "seals"),
        ("INSERT INTO statement_search (statement_search) VALUES ('delete-all')", "search indexes"),
        ("INSERT INTO text_search (text_search, rowid, text) VALUES ('delete', 1, 'x')", "search indexes"),
        ("INSERT INTO settings VALUES ('removing', 'x')", "settings"),
        ("DELETE FROM actors WHERE reading_id = 2", "structure"),
        ("UPDATE documents SET added_at = '2999-01-01T00:00:00Z'", "clock"),
        ("UPDATE versions SET retrieved_at = '2999-01-01T00:00:00Z'", "clock"),
        ("UPDATE readings SET model = 'en-0'", "reading"),
    ],
)
def test_what_is_amiss_is_told_and_by_what_it_is_mended(path: Path, statement: str, what: str) -> None:
    change(path, statement)
    assert {one.what for one in amiss(path)} == {what}


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("CREATE TABLE mine (words)", "foreign parts"),
        ("CREATE TRIGGER mine AFTER INSERT ON documents BEGIN DELETE FROM versions; END", "foreign parts"),
        ("DROP TRIGGER judgements_stay", "missing parts"),
        ("DROP VIEW v_figures", "missing parts"),
    ],
)
def test_what_another_program_put_in_or_took_out_is_told(path: Path, statement: str, what: str) -> None:
    change(path, statement)
    assert [one.what for one in amiss(path)] == [what]


def test_an_index_or_a_view_of_ones_own_is_no_fault(path: Path) -> None:
    change(path, "CREATE VIEW mine AS SELECT 1", "CREATE INDEX my_own ON versions (title)", "ANALYZE")
    assert amiss(path) == []
    assert list(shown(path, "foreign parts")) == ["another program put in view mine, index my_own"]


def test_what_can_be_made_from_what_is_kept_is_mended(path: Path) -> None:
    change(
        path,
        "DELETE FROM signatures WHERE version_id = 1",
        "DELETE FROM shingles WHERE version_id = 2",
        "INSERT INTO statement_search (statement_search) VALUES ('delete-all')",
        "INSERT INTO text_search (text_search, rowid, title, text) VALUES ('delete', 1, 'Ferry', 'Ferry')",
        "INSERT INTO settings VALUES ('removing', 'x')",
    )
    done = list(mend(path))
    assert {one.state for one in done} == {"mended"}
    assert {one.what for one in done} == {"signatures", "search indexes", "settings"}
    assert amiss(path) == []
    with Ledger.open(path) as ledger:
        assert list(verify(ledger)) == []
    assert list(mend(path)) == []  # there is nothing left to do


def test_an_index_of_other_words_is_mended_though_it_has_as_many_rows(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.connection.execute("DROP TRIGGER versions_found")
        ledger.connection.execute("UPDATE versions SET title = 'Calm' WHERE version_id = 1")
    change(path, "CREATE TRIGGER versions_found AFTER INSERT ON versions BEGIN SELECT 1; END")
    assert [one.said for one in mend(path)] == ["text_search was made anew from versions"]


def test_no_seal_is_made_up(path: Path) -> None:
    change(path, "DELETE FROM seals", "UPDATE figures SET low = 90")
    assert [one.what for one in mend(path)] == []
    assert {one.what for one in amiss(path)} == {"seals"}
    with Ledger.open(path) as ledger:
        assert ledger.connection.execute("SELECT count(*) FROM seals").fetchone() == (0,)


def test_judgements_that_hold_on_to_nothing(path: Path) -> None:
    with Ledger.open(path) as ledger:
        id_ = next(ledger.reports()).id
        judge(ledger, "role", who="mk", report=id_, target="s3", given={"role": "state"})
        other = replace(report(), statements=report().statements[:1], figures=(), read_at=report().read_at)
        ledger.renew(id_, replace(other, url="https://marrow.example/a"))
    (found,) = [one for one in amiss(path) if one.what == "judgements"]
    assert found.said.startswith("1 judgement without effect")
    change(path, "DELETE FROM anchors")
    (found,) = [one for one in amiss(path) if one.what == "judgements"]
    assert found.said == "it is not written down how those on 1 report hold"
    assert [one.said for one in mend(path)] == ["those on 1 report were laid again"]
    (found,) = [one for one in amiss(path) if one.what == "judgements"]
    assert found.said.startswith("1 judgement without effect")


def test_a_rereading_is_due_where_other_weights_are_at_hand(path: Path) -> None:
    (found,) = amiss(path, "en-2 (sha256 1)")
    assert found.said == "2 reports read by other weights than en-2 (sha256 1)"
    assert "sayso reread" in str(found.remedy)
    assert amiss(path, None) == []  # where the weights could not be loaded, nobody knows


def test_a_ledger_of_statements_cannot_be_read_again(tmp_path: Path) -> None:
    where = tmp_path / "names.db"
    with Ledger.open(where, full_text=False) as ledger:
        ledger.add(report())
    change(where, "UPDATE readings SET read_at = '2001'", "UPDATE versions SET retrieved_at = '2001'")
    assert amiss(where, "en-2") == []
    assert "1 report without text, read by other weights than en-2: it stays so" in shown(where, "reading", "en-2")
    change(where, "DELETE FROM signatures", "DELETE FROM shingles")
    assert list(shown(where, "signatures")) == [
        "1 report without text and without signature, or with one by an older rule; it stays so"
    ]
    assert list(mend(where)) == []


@pytest.mark.parametrize("cut", [5000, 40_000])
def test_a_damaged_ledger_is_told_and_not_mended(path: Path, cut: int) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - cut])
    before = path.read_bytes()
    assert amiss(path)
    assert not [one for one in mend(path) if one.state == "mended"]
    assert path.read_bytes() == before


def test_an_older_schema_is_told_and_mended_after_a_copy(tmp_path: Path) -> None:
    where = tmp_path / "old.db"
    where.write_bytes(gzip.decompress((Path(__file__).parent / "ledgers" / "schema-1.db.gz").read_bytes()))
    before = where.read_bytes()
    (found,) = [one for one in amiss(where) if one.what == "schema"]
    assert "doctor --mend" in str(found.remedy)
    assert where.read_bytes() == before
    first = next(iter(mend(where)))
    assert (first.what, first.state) == ("schema", "mended")
    assert "old.db.schema-1.bak" in first.said
    assert [one for one in amiss(where) if one.what == "schema"] == []
    assert "old.db.schema-1.bak" in next(shown(where, "copies"))


def test_what_lies_beside_it(path: Path) -> None:
    (path.parent / "sayso.db.schema-1.bak.part").write_bytes(b"half")
    (path.parent / "other.db.part").write_bytes(b"somebody else's")
    (found,) = amiss(path)
    assert found.said == "sayso.db.schema-1.bak.part was left by a copy that broke off"


def test_little_room_a_long_log_and_a_network(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_ROOM", 1 << 60)
    monkeypatch.setattr(health, "_LOG", -1)
    monkeypatch.setattr(files, "_mounts", lambda: "1 0 0:1 / / rw - nfs4 host:/ rw\n")
    assert [one.what for one in amiss(path)] == ["disk", "log", "place"]
    assert [one.state for one in mend(path)] == ["unseen"]  # nothing is written there


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_a_ledger_that_everybody_may_change(path: Path) -> None:
    path.chmod(0o666)
    (found,) = amiss(path)
    assert found.said == "every user of this machine may change it"


@pytest.mark.parametrize("data", [None, b"notes", b""])
def test_what_cannot_be_opened_is_not_seen(tmp_path: Path, data: bytes | None) -> None:
    where = tmp_path / "x.db"
    if data is not None:
        where.write_bytes(data)
    assert [one.state for one in amiss(where)] == ["unseen"]
    assert [one.state for one in mend(where)] == ["unseen"]
    assert where.exists() == (data is not None)


def test_sizes_are_said_as_people_say_them() -> None:
    said = [bytes_in_words(size) for size in (0, 999, 1000, 282_624, 4_600_000_000)]
    assert said == ["0 bytes", "999 bytes", "1.0 kB", "282.6 kB", "4.6 GB"]
