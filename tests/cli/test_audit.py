"""`sayso audit` from the command line, with a desk that needs no model."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result

from sayso.show import dumps
from tests.cli.conftest import TEXT, FakeDesk, report

Say = Callable[..., Result]


def test_the_table_is_for_people(sayso: Say) -> None:
    result = sayso("audit", "a.txt")
    assert result.exit_code == 0
    assert "The Marrow Post, March 2031" in result.stdout
    assert "Own voice" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("by", "heading"),
    [
        ("outlet", "The Marrow Post\n"),
        ("month", "March 2031\n"),
        ("all", "All reports\n"),
        ("both", "The Marrow Post, March 2031\n"),
    ],
)
def test_reports_are_grouped_as_asked(sayso: Say, by: str, heading: str) -> None:
    assert sayso("audit", "a.txt", "--by", by).stdout.lstrip("\n").startswith(heading)


def test_every_format_is_one_whole(sayso: Say) -> None:
    rows = list(csv.DictReader(io.StringIO(sayso("audit", "a.txt", "--format", "csv").stdout)))
    assert {row["outlet"] for row in rows} == {"The Marrow Post"}
    assert json.loads(sayso("audit", "a.txt", "--format", "json").stdout)["sayso"]["schema"] == 1
    page = sayso("audit", "a.txt", "--format", "html").stdout
    assert page.lstrip().lower().startswith("<!doctype html>")


def test_an_output_is_written_when_it_is_whole(sayso: Say, tmp_path: Path) -> None:
    output = tmp_path / "audit.html"
    assert sayso("audit", "a.txt", "--format", "html", "--output", str(output)).exit_code == 0
    assert list(tmp_path.iterdir()) == [output]
    assert sayso("audit", "a.txt", "Ctrl-C", "--format", "json", "--output", str(output)).exit_code == 130
    assert "<html" in output.read_text(encoding="utf-8")


def test_a_source_that_fails_is_named_and_the_others_are_counted(sayso: Say) -> None:
    result = sayso("audit", "a.txt", "bad.txt", "--format", "json")
    assert result.exit_code == 1
    assert "bad.txt: the file is empty" in result.stderr
    audit = json.loads(result.stdout)
    assert len(audit["groups"]) == 1
    assert audit["failures"] == [{"document": "bad.txt", "why": "the file is empty. Give one that holds a report."}]


def test_when_nothing_could_be_read_nothing_is_shown(sayso: Say) -> None:
    result = sayso("audit", "bad.txt")
    assert (result.exit_code, result.stdout) == (2, "")


def test_days_outside_are_said(sayso: Say) -> None:
    result = sayso("audit", "a.txt", "--since", "2032")
    assert result.exit_code == 0
    assert "1 report outside the days asked for" in result.stdout


def test_a_day_that_is_none_says_what_one_looks_like(sayso: Say) -> None:
    result = sayso("audit", "a.txt", "--since", "March")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "since 'March' is no date" in result.stderr


class Refusing(FakeDesk):
    """A desk where nothing may be read."""

    def warm(self) -> None:
        raise AssertionError("nothing here has to be read")


def rows(count: int) -> str:
    return "".join(dumps(report(f"{n}.txt", f"{TEXT} {n}")) + "\n" for n in range(count))


@pytest.mark.parametrize("packed", [False, True])
def test_rows_that_were_printed_before_are_not_read_again(
    sayso: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, packed: bool
) -> None:
    monkeypatch.setattr(import_module("sayso.desk"), "Desk", Refusing)
    data = rows(3).encode()
    (tmp_path / "rows.jsonl").write_bytes(gzip.compress(data) if packed else data)
    for given in (tmp_path / "rows.jsonl", tmp_path):
        audit = json.loads(sayso("audit", str(given), "--format", "json").stdout)
        assert [r["document"] for r in audit["groups"][0]["parts"][0]["reports"]] == ["0.txt", "1.txt", "2.txt"]


def test_nor_are_those_of_standard_input_or_of_a_whole_json(
    sayso: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(import_module("sayso.desk"), "Desk", Refusing)
    assert sayso("audit", "-", stdin=rows(3)).exit_code == 0
    several = tmp_path / "reports.json"
    several.write_text(json.dumps([json.loads(line) for line in rows(2).splitlines()], indent=2), encoding="utf-8")
    assert "2 reports" in sayso("audit", str(several)).stdout
    several.write_text(json.dumps(json.loads(rows(1)), indent=2), encoding="utf-8")
    assert "1 report" in sayso("audit", str(several)).stdout


def test_what_has_to_be_read_is_read_beside_them(sayso: Say, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(rows(2), encoding="utf-8")
    result = sayso("audit", "a.txt", str(tmp_path / "rows.jsonl"), "--format", "json")
    assert len(json.loads(result.stdout)["groups"][0]["parts"][0]["reports"]) == 3
    assert "1 report" in sayso("audit", "-", stdin="The ferry sank at noon, Ilse Maran said on Sunday." + TEXT).stdout


def test_a_row_that_is_damaged_costs_the_others_nothing(sayso: Say, tmp_path: Path) -> None:
    whole = rows(3).splitlines()
    changed = json.loads(whole[1])
    changed["text"] = changed["text"].replace("noon", "dawn")
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join([whole[0], whole[1][:300], json.dumps(changed), whole[2]]), encoding="utf-8")
    result = sayso("audit", str(file), "--format", "json", "--quiet")
    assert result.exit_code == 1
    audit = json.loads(result.stdout)
    assert len(audit["groups"][0]["parts"][0]["reports"]) == 2
    cut, altered = audit["failures"]
    assert cut["document"].endswith("rows.jsonl:2")
    assert "not JSON" in cut["why"]
    assert altered["document"].endswith("rows.jsonl:3")
    assert "was changed" in altered["why"]


def test_a_damaged_first_row_does_not_hide_the_others(sayso: Say, tmp_path: Path) -> None:
    whole = rows(2).splitlines()
    (tmp_path / "rows.jsonl").write_text("\n".join([whole[0][:200], whole[1]]), encoding="utf-8")
    result = sayso("audit", str(tmp_path / "rows.jsonl"), "--format", "json", "--quiet")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)["groups"][0]["parts"][0]["reports"]) == 1


def test_examples_printed_and_audited_give_what_the_examples_give(weights: Path, examples: Path) -> None:
    def run(*arguments: str, stdin: bytes | None = None) -> bytes:
        command = [sys.executable, "-m", "sayso", *arguments, "--quiet"]
        return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout

    printed = run("read", str(examples), "--format", "jsonl")
    told, kept = (
        json.loads(run("audit", source, "--format", "json", stdin=stdin))
        for source, stdin in ((str(examples), None), ("-", printed))
    )
    assert told == kept
    assert {group["outlet"] for group in told["groups"]} >= {"Gulf Courier"}
    assert any(
        measure["name"] == "unnamed" and measure["n"]
        for group in told["groups"]
        for part in group["parts"]
        for measure in part["measures"]
    )
