"""Ledgers of every schema that was released open in this Sayso, with all that they held, after a copy was made."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.keep import Ledger, LedgerError
from sayso.keep.files import SCHEMA
from sayso.keep.migrate import STEPS
from tests.keep.make import report

LEDGERS = Path(__file__).parent / "ledgers"
OLD = range(1, SCHEMA)


def old(schema: int, folder: Path) -> Path:
    path = folder / "sayso.db"
    path.write_bytes(gzip.decompress((LEDGERS / f"schema-{schema}.db.gz").read_bytes()))
    return path


def shape(path: Path) -> dict[str, str]:
    """Every table, index, trigger and view with its columns, however its SQL is laid out."""
    with closing(sqlite3.connect(path)) as db:
        names = db.execute("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").fetchall()
        return {
            name: f"{kind} {db.execute(f'PRAGMA table_xinfo({name})').fetchall() if kind in ('table', 'view') else ''}"
            for kind, name in names
        }


def test_every_schema_has_a_step_and_a_ledger() -> None:
    assert sorted(STEPS) == list(OLD)
    assert {path.name for path in LEDGERS.iterdir()} == {f"schema-{number}.db.gz" for number in OLD}


@pytest.mark.parametrize("schema", OLD)
def test_an_old_ledger_becomes_a_new_one_with_all_that_it_held(schema: int, tmp_path: Path) -> None:
    path = old(schema, tmp_path)
    with Ledger.open(path) as ledger:
        db = ledger.connection
        found = {report.id: report for report in ledger.reports()}
        assert len(found) == 4
        assert all(report.statements for report in found.values())
        assert db.execute("SELECT count(*) FROM versions").fetchone() == (5,)
        assert db.execute("SELECT uid, who FROM judgements").fetchall() == [("fixture", "tester")]
        assert db.execute("SELECT count(*) FROM signatures").fetchone() == (5,)
        assert db.execute("SELECT count(DISTINCT version_id) FROM shingles").fetchone() == (5,)
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert ledger.add(report()).outcome == "added"
    fresh = tmp_path / "fresh.db"
    Ledger.open(fresh).close()
    assert shape(path) == shape(fresh)


@pytest.mark.parametrize("schema", OLD)
def test_a_copy_is_made_first_and_never_over_another(schema: int, tmp_path: Path) -> None:
    path = old(schema, tmp_path)
    before = path.read_bytes()
    Ledger.open(path).close()
    copy = tmp_path / f"sayso.db.schema-{schema}.bak"
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (schema,)
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (4,)
    path.write_bytes(before)
    for tail in ("-wal", "-shm"):
        Path(f"{path}{tail}").unlink(missing_ok=True)
    Ledger.open(path).close()
    assert (tmp_path / f"sayso.db.schema-{schema}-2.bak").exists()


def test_where_no_copy_can_be_made_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old(1, tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sayso.keep.migrate.os.replace", full)
    with pytest.raises(LedgerError, match=r"no copy of it could be made.*No space left.*Nothing was changed"):
        Ledger.open(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
    assert [found.name for found in tmp_path.iterdir() if found.suffix == ".part"] == []


def test_a_step_that_fails_leaves_the_old_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old(1, tmp_path)

    def broken(db: sqlite3.Connection) -> None:
        STEPS_1(db)
        raise RuntimeError("half way")

    STEPS_1 = STEPS[1]
    monkeypatch.setitem(STEPS, 1, broken)
    with pytest.raises(RuntimeError, match="half way"):
        Ledger.open(path)
    monkeypatch.undo()
    with Ledger.open(path) as ledger:
        assert len(list(ledger.reports())) == 4


def test_a_reader_alone_migrates_nothing(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="has to be brought to schema"):
        Ledger.open(old(1, tmp_path), write=False)


@pytest.mark.parametrize(("number", "said"), [(SCHEMA + 1, "written by a newer one"), (0, "no Sayso ever wrote")])
def test_schemas_that_are_not_known(number: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {number}")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=said):
        Ledger.open(path)
    assert path.read_bytes() == before
    shutil.rmtree(tmp_path)
