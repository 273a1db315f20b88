"""`sayso judge` from the command line, on a ledger whose report was made by hand: no weights."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import app
from sayso.keep import Ledger
from tests.keep.judging import ferry

Judge = Callable[..., Result]
ADDED = ("--source", "A worker on the pier", "--cue", "recalled", "--content", "a smell of oil at noon")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A ledger with one report."""
    path = tmp_path / "book.db"
    with Ledger.open(path) as ledger:
        ledger.add(ferry())
    return path


@pytest.fixture
def judge(book: Path) -> Judge:
    """Runs `sayso judge …` on the ledger, as mk."""

    def run(*arguments: str, stdin: str | None = None, **env: str) -> Result:
        given = {"SAYSO_LEDGER": str(book), "SAYSO_WHO": "mk", **env}
        result = CliRunner().invoke(app, ["judge", *arguments], input=stdin, prog_name="sayso", env=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def report(book: Path) -> str:
    """How the report's id begins."""
    with Ledger.open(book) as ledger:
        (found,) = ledger.reports()
    return found.id[:6]


def listed(judge: Judge, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(judge("list", *arguments, "--format", "json").stdout)
    return found


def test_every_verb_records_and_is_listed(judge: Judge, report: str) -> None:
    said = [
        judge("add", report, *ADDED, "--why", "in quotation of the pier"),
        judge("class", report, "j1", "unnamed", "witness"),
        judge("role", report, "f1", "wounded"),
        judge("scope", report, "f1", "claimed", "enemy", "loss"),
        judge("actor", report, "s4", "Tomas Erne", "--kind", "person"),
        judge("source", report, "s3", "It"),
        judge("move", report, "s1", "--content", "that the port police"),
        judge("delete", report, "s2"),
        judge("same", "Ilse Maran", "Tomas Erne"),
        judge("different", "Ilse Maran", "Tomas Erne"),
    ]
    assert [result.exit_code for result in said] == [0] * 10, [result.stderr for result in said]
    assert all("judged by mk" in result.stdout for result in said)
    kinds = [row["kind"] for row in listed(judge)]
    assert kinds == ["add", "class", "role", "scope", "actor", "source", "move", "delete", "same", "different"]
    assert len(listed(judge, report)) == 8
    assert "because: in quotation of the pier" in judge("list").stdout
    rows = [json.loads(line) for line in judge("list", "--format", "jsonl").stdout.splitlines()]
    assert rows == listed(judge)


def test_a_judgement_is_undone_by_the_beginning_of_its_id(judge: Judge, report: str) -> None:
    uid = str(judge("delete", report, "s4").stdout.split()[0])
    assert judge("undo", uid, "--why", "no").exit_code == 0
    assert f"undone by {listed(judge)[1]['uid']}"[:18] in judge("list").stdout
    again = judge("undo", uid)
    assert (again.exit_code, "is undone already" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("delete", "R", "s9"), "has no statement s9. It has s1 ("),
        (("delete", "nowhere", "s1"), "has no report nowhere"),
        (("class", "R", "s1", "king"), "is no source class: it is one of named person"),
        (("add", "R", "--cue", "said", "--content", "a smell of oil"), "stands in the text 2 times"),
        (("move", "R", "s1"), "say where to"),
        (("actor", "R", "s1", "Dora Venn"), "say with --kind"),
        (("same", "Ilse Maran", "Dora Venn"), "knows no actor as “Dora Venn”"),
        (("undo", "zzz"), "there is no judgement zzz"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(judge: Judge, report: str, arguments: tuple[str, ...], why: str) -> None:
    result = judge(*(report if word == "R" else word for word in arguments))
    assert result.exit_code == 2
    assert why in result.stderr
    assert listed(judge) == []


def test_without_a_ledger_nothing_is_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["judge", "list", "--ledger", str(tmp_path / "none.db")], prog_name="sayso")
    assert result.exit_code == 2
    assert "there is no ledger" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_who_judges_is_the_login_name_where_nobody_says(
    judge: Judge, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ilse")
    judge("delete", report, "s4", SAYSO_WHO="")
    judge("delete", report, "s3", "--who", "tomas")
    assert [row["who"] for row in listed(judge)] == ["ilse", "tomas"]

    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    result = judge("delete", report, "s2", SAYSO_WHO="")
    assert (result.exit_code, "name yourself with --who" in result.stderr) == (2, True)


def test_source_none_takes_the_source_away(judge: Judge, report: str) -> None:
    assert judge("source", report, "s1", "--none").exit_code == 0
    assert judge("source", report, "s1").exit_code == 2
    assert judge("source", report, "s1", "It", "--none").exit_code == 2


def test_export_and_import_carry_everything_once(judge: Judge, report: str, tmp_path: Path) -> None:
    judge("add", report, *ADDED)
    judge("delete", report, "s4")
    file = tmp_path / "judgements.jsonl"
    assert judge("export", "--output", str(file)).exit_code == 0
    assert judge("export").stdout == file.read_text(encoding="utf-8")
    again = judge("import", str(file))
    assert (again.exit_code, again.stdout) == (0, "0 recorded, 2 known already, 0 failed\n")
    with Ledger.open(tmp_path / "other.db") as other:
        other.add(ferry())
    there = judge("import", "-", "--ledger", str(tmp_path / "other.db"), stdin=file.read_text(encoding="utf-8"))
    assert (there.exit_code, there.stdout) == (0, "2 recorded, 0 known already, 0 failed\n")


def test_an_import_tells_bad_rows_conflicts_and_orphans(judge: Judge, report: str, tmp_path: Path) -> None:
    judge("role", report, "s4", "expert")
    file = tmp_path / "judgements.jsonl"
    judge("export", "--output", str(file))
    other = tmp_path / "other.db"
    with Ledger.open(other) as ledger:
        ledger.add(ferry())
    judge("role", report, "s4", "activist", "--ledger", str(other))
    file.write_text("broken\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    result = judge("import", str(file), "--ledger", str(other))
    assert result.exit_code == 1
    assert "line 1: the line is no JSON object" in result.stderr
    assert "outranks" in result.stderr
    assert result.stdout == "1 recorded, 0 known already, 1 failed\n"
    with Ledger.open(tmp_path / "empty.db"):
        pass
    waiting = judge("import", str(file), "--ledger", str(tmp_path / "empty.db"))
    assert "1 of them orphaned" in waiting.stdout
    orphans = judge("list", "--orphaned", "--ledger", str(tmp_path / "empty.db"))
    assert "is not in this ledger" in orphans.stdout
    file.write_text("broken\n", encoding="utf-8")
    assert judge("import", str(file)).exit_code == 2


def test_what_people_wrote_cannot_steer_a_terminal(judge: Judge, report: str) -> None:
    result = judge("delete", report, "s4", "--who", "mk\x1b[2J", "--why", "a\nb\u202e")
    assert result.exit_code == 0
    shown = judge("list").stdout
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "because: a b" in shown


def test_help_has_an_example_for_every_verb(judge: Judge) -> None:
    for verb in "add delete move source actor class role scope same different list undo export import".split():
        assert "Example" in judge(verb, "--help").stdout, verb
