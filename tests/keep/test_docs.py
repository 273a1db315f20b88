"""docs/ledger.md says what the schema is, and its questions and commands work."""

from __future__ import annotations

import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.keep import Ledger
from sayso.keep.judging import judge
from sayso.keep.verify import verify
from sayso.report import text_id
from tests.keep.make import TEXT, report, with_bytes

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^```sql\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \| [^|]+ \| ([^|]*)\|$", re.MULTILINE)
KEY = re.compile(r"`([a-z_, ]+)` → `([a-z_]+)`")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger that has something to answer every question."""
    where = tmp_path / "sayso.db"
    with Ledger.open(where) as ledger:
        first = ledger.add(with_bytes(report(url="https://marrow.example/a"), address="https://marrow.example/a"))
        longer = TEXT + " It was cold."
        edited = report(longer, url="https://marrow.example/a", text_id=text_id(longer))
        ledger.add(replace(edited, read_at=edited.read_at.replace(hour=10)))
        judge(ledger, "role", who="mk", report=first.id, target="s3", given={"role": "state"})
        ledger.connection.execute("UPDATE documents SET added_at = '2001-03-02T09:00:00Z'")
    return where


def test_every_table_is_told_with_its_foreign_keys(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        names = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        real = {}
        found = names.fetchall()
        shadows = {
            f"{name}_{tail}"
            for name, sql in found
            if sql.startswith("CREATE VIRTUAL")
            for tail in ("data", "idx", "docsize", "config", "content")
        }
        for name in {name for name, _ in found} - shadows:
            keys: dict[int, list[str]] = {}
            parents = {}
            for number, _, parent, column, *_ in db.execute(f"PRAGMA foreign_key_list({name})"):
                keys.setdefault(number, []).append(column)
                parents[number] = parent
            real[name] = {(", ".join(columns), parents[number]) for number, columns in keys.items()}
    told = {
        name.strip("`"): set(KEY.findall(keys))
        for names, keys in ROW.findall(PAGE.partition("\n## Tables\n")[2].partition("\n## ")[0])
        for name in names.split(", ")
    }
    assert told == real


def test_every_view_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        views = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    assert [view for view in views if f"`{view}`" not in PAGE] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question[:60])
def test_every_question_has_an_answer(path: Path, question: str) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        assert db.execute(question).fetchall()


def test_there_are_questions() -> None:
    assert len(QUESTIONS) >= 8


def test_a_copy_that_is_made_as_the_manual_says_is_whole_while_others_write(path: Path) -> None:
    (line,) = re.findall(r"^python -c .*$", PAGE, re.MULTILINE)
    command = [sys.executable, *shlex.split(line)[1:]]
    with Ledger.open(path) as writer:
        writer.add(report(url="https://marrow.example/b"))  # in the log alone
        subprocess.run(command, cwd=path.parent, check=True)
    with Ledger.open(path.parent / "copy.db") as copy:
        assert list(verify(copy)) == []
        assert len(list(copy.reports())) == 2
        assert copy.add(report(url="https://marrow.example/b")).outcome == "known"


def test_the_schema_knows_the_page(root: Path) -> None:
    schema = (root / "src" / "sayso" / "keep" / "schema.sql").read_text(encoding="utf-8")
    assert "docs/ledger.md" in schema
