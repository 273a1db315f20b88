"""A row a statement, and no row that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given

from sayso.report import Report, SaysoError
from sayso.show import columns, rows, write_csv, write_parquet
from tests.show.make import Says, ferry, pier, report
from tests.show.strategies import reports


def read_back(*made: Report) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    write_csv(made, out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_a_row_says_who_said_what_where() -> None:
    row = read_back(pier())[4]
    assert row["outlet"] == "The Marrow Courier"
    assert row["published"] == "2031-03-02"
    assert (row["id"], row["key"], row["kind"]) == ("s5", "0000000000000005", "direct")
    assert (row["source"], row["cue"]) == ("its director, Ilse Maran", "told")
    assert row["content"] == "“We counted twelve,” … “and we stand by every one of them.”"
    assert row["score"] == "0.98"
    assert row["model"] == "en-1 (sha256 0f3a9c)"
    assert row["role"] == ""  # not known is empty, never a default


def test_spans_are_json_that_slices_the_text() -> None:
    for row in read_back(pier()):
        spans = json.loads(row["content_spans"])
        assert " … ".join(pier().text[start:end] for start, end in spans) == row["content"]


def test_nesting_and_chain_are_in_the_row() -> None:
    row = read_back(pier())[8]
    assert row["within"] == "s8"
    assert row["chain"] == "outlet > Coastal News Agency > s7 > s8"
    assert row["relays"] == (
        "The Marrow Courier > Coastal News Agency > the state broadcaster > an unpublished report of the port police"
    )


def test_a_grounded_row_says_who_that_is_and_how_it_is_put() -> None:
    rows = read_back(ferry())
    assert (rows[2]["source"], rows[2]["actors"], rows[2]["actor_ids"]) == ("She", "Ilse Maran", '["a2"]')
    row = rows[1]
    assert (row["source_class"], row["role"]) == ("named person", "state")
    assert (row["stance"], row["certainty"], row["polarity"]) == ("endorsing", "certain", "positive")
    assert (row["first_time"], row["only_support"]) == ("true", "")
    assert row["relays"] == "The Marrow Courier > Coastal News Agency > Drevia’s state news agency"
    assert (rows[3]["only_support"], rows[6]["actors"]) == ("true", "")


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+44 20", "-5 degrees", "@SUM(A1)", " =1+1", "\t=1+1", "\ufeff=1+1", "\u200b=1+1", "＝1+1", "|cmd"],
)
def test_no_cell_opens_a_formula(words: str) -> None:
    made = report(f"He said {words}", [Says("He", "said", words)], outlet=words, document=words)
    (row,) = read_back(made)
    assert [row["content"], row["outlet"], row["document"]] == [f"'{words}"] * 3


def test_other_words_stay_as_they_are() -> None:
    made = report("He said “=1, no”; 5 - 3 = 2.", [Says("He", "said", "“=1, no”; 5 - 3 = 2")])
    assert read_back(made)[0]["content"] == "“=1, no”; 5 - 3 = 2"


def test_a_path_that_is_no_utf8_can_be_written() -> None:
    out = io.StringIO(newline="")
    write_csv([report("He said no.", [Says("He", "said", "no")], document="a\udcff.html")], out)
    assert out.getvalue().encode("utf-8")


def test_the_header_can_be_left_out_and_rows_are_counted() -> None:
    out = io.StringIO(newline="")
    assert write_csv([pier(), pier()], out, header=False) == 2 * len(pier().statements)
    assert "document,outlet" not in out.getvalue()


@given(reports())
def test_every_row_has_every_column(made: Report) -> None:
    assert all(tuple(row) == columns() for row in rows(made))
    assert [row["id"] for row in read_back(made)] == [s.id for s in made.statements]


def test_parquet_keeps_text_and_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "statements.parquet"
    assert write_parquet([pier(), report("No statement."), pier()], path) == 2 * len(pier().statements)
    table = parquet.read_table(path)
    assert table.column_names == list(columns())
    first = table.to_pylist()[0]
    assert first["content"] == "Nine dead after fire on Marrow pier"
    assert (first["score"], first["role"], first["first_time"]) == (0.9, None, None)


def test_without_pyarrow_the_error_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SaysoError, match=r"pip install 'sayso\[parquet\]'"):
        write_parquet([pier()], tmp_path / "x.parquet")
