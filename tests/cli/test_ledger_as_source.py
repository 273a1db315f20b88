"""A ledger is a source like any other: what it keeps is shown and audited as it stands, and never read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.keep import Ledger
from sayso.readback import is_ledger
from tests.cli.conftest import Say, report


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.db"
    with Ledger.open(path) as opened:
        opened.add(report("https://marrow.example/a"))
        opened.add(report("https://marrow.example/b"))
    return path


def test_read_shows_what_is_kept(sayso: Say, ledger: Path) -> None:
    result = sayso("read", str(ledger), "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [row["id"] for row in rows] == ["a", "b"]
    assert [len(row["statements"]) for row in rows] == [1, 1]


def test_what_has_to_be_read_comes_beside_it(sayso: Say, ledger: Path) -> None:
    result = sayso("read", "fresh.txt", str(ledger), "--format", "jsonl")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["fresh.txt", "a", "b"]


def test_audit_counts_what_is_kept(sayso: Say, ledger: Path) -> None:
    result = sayso("audit", str(ledger), "--format", "json", "--by", "all")
    assert result.exit_code == 0
    assert "2031" in result.stdout or json.loads(result.stdout)["groups"]


def test_any_other_database_is_none(sayso: Say, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"SQLite format 3\0" + bytes(100))
    assert not is_ledger(str(other))
    assert not is_ledger(str(tmp_path))
    assert not is_ledger("-")


def test_a_ledger_that_cannot_be_opened_says_why(sayso: Say, ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:4096])
    result = sayso("read", str(ledger))
    assert result.exit_code == 2
    assert "harbour.db" in result.stderr
