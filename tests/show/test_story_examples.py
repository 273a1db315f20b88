"""The invented event of examples/ as people and programs get it: through the verbs, from a ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import app
from tests.show.test_story_contract import STRICT
from tests.show.test_story_page import Page

pytestmark = pytest.mark.slow


def sayso(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments), prog_name="sayso", env={"COLUMNS": "120"})
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def ledger(weights: Path, examples: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("examples") / "marrow.db")
    sayso("add", str(examples), "--ledger", path, "--quiet")
    return path


@pytest.fixture(scope="module")
def rows(ledger: str) -> list[dict[str, Any]]:
    listed = sayso("stories", "--reports", "1", "--format", "jsonl", "--ledger", ledger).stdout
    return [json.loads(line) for line in listed.splitlines()]


def test_every_story_validates(ledger: str, rows: list[dict[str, Any]]) -> None:
    assert len(rows[0]["reports"]) > 12
    assert sum(len(row["reports"]) for row in rows) == 21  # of 22 texts: two are one report's, changed at its address
    for row in rows:
        assert list(STRICT.iter_errors(row)) == []
    alone = json.loads(sayso("story", rows[0]["id"], "--format", "json", "--ledger", ledger).stdout)
    assert list(STRICT.iter_errors(alone)) == []


def test_the_largest_story_is_a_page_of_moderate_size(ledger: str, rows: list[dict[str, Any]]) -> None:
    html = sayso("story", rows[0]["id"], "--format", "html", "--ledger", ledger).stdout
    page = Page(html)
    assert len(html) < 400_000
    assert page.unclosed == []
    assert len(page.ids) == len(set(page.ids))
    for words in (
        "Not verified as true.",
        "Interior Ministry",
        "it credits the other",
        "withdrawn by The Marrow Gazette",
        "denied that it had fired on the ferry",
        "Nobody has judged any of this",
    ):
        assert words in page.text, words


def test_the_terminal_shows_what_moved_and_whose_word_it_was(ledger: str, rows: list[dict[str, Any]]) -> None:
    text = sayso("story", rows[0]["id"], "--ledger", ledger).stdout
    for words in ("people killed, the whole event:", "superseded by", "withdrawn", "1 root: Interior Ministry", "≥9"):
        assert words in text, words
