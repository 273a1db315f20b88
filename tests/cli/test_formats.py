"""What `sayso read` prints in each format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Say = Callable[..., Result]


def test_text_shows_one_report_and_nothing_else(sayso: Say) -> None:
    result = sayso("read", "a.txt")
    assert result.exit_code == 0
    assert "harbour master Ilse Maran" in result.stdout
    assert result.stderr == ""


def test_a_few_reports_are_shown_in_full_with_a_closing_line(sayso: Say) -> None:
    result = sayso("read", "a.txt", "b.txt")
    assert result.stdout.count("harbour master Ilse Maran") >= 2
    assert result.stderr.startswith("2 reports read in ")
    assert "a second" in result.stderr


def test_many_reports_get_a_line_each(sayso: Say) -> None:
    result = sayso("read", "folder-of-40")
    assert len(result.stdout.splitlines()) == 40
    first = "folder-of-40/0.txt: 1 statement, 1 note: Ferry sinks off Marrow (The Marrow Post, 2031-03-02)"
    assert result.stdout.splitlines()[0] == first


def test_verbose_shows_many_reports_in_full(sayso: Say) -> None:
    assert sayso("read", "--verbose", "folder-of-40").stdout.count("The ferry sank at noon") >= 40


def test_quiet_says_nothing_on_standard_error(sayso: Say) -> None:
    assert sayso("read", "--quiet", "a.txt", "b.txt").stderr == ""


def test_json_is_an_object_for_one_report(sayso: Say) -> None:
    row = json.loads(sayso("read", "a.txt", "--format", "json").stdout)
    assert row["document"] == "a.txt"
    assert row["statements"][0]["id"] == "s1"


@pytest.mark.parametrize(
    ("sources", "documents"),
    [
        (["a", "b", "c"], ["a", "b", "c"]),
        (["a", "bad"], ["a"]),  # one bad file in a folder does not change the shape
        (["bad", "a"], ["a"]),
        (["bad", "bad too"], []),
    ],
)
def test_json_is_an_array_for_several(sayso: Say, sources: list[str], documents: list[str]) -> None:
    rows = json.loads(sayso("read", *sources, "--format", "json").stdout)
    assert [row["document"] for row in rows] == documents


def test_jsonl_is_a_line_a_report(sayso: Say) -> None:
    lines = sayso("read", "a", "b", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["document"] for line in lines] == ["a", "b"]


def test_a_row_has_its_lists_also_where_nothing_was_found(sayso: Say) -> None:
    row = json.loads(sayso("read", "a", "--format", "jsonl").stdout)
    assert [row[part] for part in ("actors", "dates", "places", "figures", "asides")] == [[]] * 5
    assert row["statements"][0]["only_support"] is None  # not judged is null, not false


def test_csv_says_who_that_is_and_leaves_empty_what_was_not_judged(sayso: Say) -> None:
    (row,) = csv.DictReader(io.StringIO(sayso("read", "a", "--format", "csv").stdout))
    assert row["relays"] == "The Marrow Post"
    assert [row[name] for name in ("actors", "source_class", "role", "stance", "certainty", "only_support")] == [""] * 6


def test_csv_is_a_row_a_statement(sayso: Say) -> None:
    rows = list(csv.DictReader(io.StringIO(sayso("read", "a", "b", "--format", "csv").stdout)))
    assert [(row["document"], row["source"], row["cue"]) for row in rows] == [
        ("a", "harbour master Ilse Maran", "said"),
        ("b", "harbour master Ilse Maran", "said"),
    ]


def test_html_is_one_page(sayso: Say) -> None:
    page = sayso("read", "a", "b", "--format", "html").stdout
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert page.count("<html") == 1


def test_parquet_is_written_to_a_file(sayso: Say, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    output = tmp_path / "rows.parquet"
    assert sayso("read", "a", "b", "--format", "parquet", "--output", str(output)).exit_code == 0
    assert parquet.read_table(output).column("document").to_pylist() == ["a", "b"]
    assert list(tmp_path.iterdir()) == [output]


def test_parquet_on_the_screen_is_refused(sayso: Say) -> None:
    result = sayso("read", "a", "--format", "parquet")
    assert result.exit_code == 2
    assert "--output FILE" in result.stderr


def test_a_dash_is_standard_input(sayso: Say) -> None:
    given = "Storm\n\nThe ferry sank at noon, harbour master Ilse Maran said."
    row = json.loads(sayso("read", "-", "--format", "json", stdin=given).stdout)
    assert row["text"] == given


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "html"])
def test_output_goes_to_the_file_and_nowhere_else(sayso: Say, tmp_path: Path, form: str) -> None:
    output = tmp_path / "out"
    result = sayso("read", "a.txt", "--format", form, "--output", str(output))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Ilse Maran" in output.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [output]
