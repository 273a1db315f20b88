"""JSON and JSON Lines: a row a report."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import read_sources
from sayso.report import Failure, Report, clean
from tests.read.make import assert_covered, codes, fail_one, kinds, read_all, read_one, write

TEXT = "The ferry sank on Sunday, the harbour office said.\r\n\r\n“No,” said Ilse Maran.  "
ROW = {
    "id": "a-1",
    "title": "Ferry sinks",
    "outlet": "Marrow Herald",
    "byline": "Tom Reyes",
    "published": "2031-03-02",
    "url": "https://herald.example/1",
    "text": TEXT,
}


def lines(*rows: object) -> bytes:
    """Rows as JSON Lines; a string is put down as it is."""
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows).encode()


def test_a_row_keeps_what_it_gives() -> None:
    report = read_one(lines(ROW))
    assert (report.id, report.document, report.text) == ("a-1", "a-1", TEXT)
    assert (report.title, report.outlet, report.byline) == ("Ferry sinks", "Marrow Herald", "Tom Reyes")
    assert (report.published, report.published_from, report.url) == ("2031-03-02", "given", "https://herald.example/1")
    assert_covered(report)


def test_a_row_needs_only_text(tmp_path: Path) -> None:
    path = write(tmp_path, "rows.jsonl", lines({"text": TEXT}))
    report = read_one(path)
    assert report.id == report.text_id[:16]
    assert report.document == f"{path}:1"


def test_a_title_that_the_text_repeats_is_its_headline() -> None:
    report = read_one(lines({**ROW, "text": f"Ferry sinks\n\n{TEXT}"}))
    assert kinds(report)[0] == ("headline", "Ferry sinks")


def test_a_bad_line_is_named_by_its_number_and_costs_the_others_nothing(tmp_path: Path) -> None:
    bad = ('{"text": "cut', "[1, 2]", '"word"', '{"title": "T"}', '{"text": 3}', '{"text": " "}', "not json")
    path = write(tmp_path, "rows.jsonl", lines(ROW, *bad, "", {**ROW, "id": "a-2"}))
    found = read_all(path)
    assert [isinstance(item, Report) for item in found] == [True, *[False] * len(bad), True]
    failures = [item for item in found if isinstance(item, Failure)]
    assert [item.document for item in failures] == [f"{path}:{number}" for number in range(2, 2 + len(bad))]
    assert "line 2 is not JSON (Unterminated string" in failures[0].why
    assert "the row is a list, not an object" in failures[1].why
    assert "the row is a string, not an object" in failures[2].why
    assert "no field “text”" in failures[3].why
    assert "a “text” that is a number" in failures[4].why
    assert "the row’s text is empty" in failures[5].why


def test_two_rows_with_one_id_are_both_read() -> None:
    found = read_all(lines({**ROW, "text": "It sank, he said."}, {**ROW, "text": "It did not, she said."}, ROW))
    reports = [item for item in found if isinstance(item, Report)]
    assert [report.id for report in reports] == ["a-1", "a-1~2", "a-1~3"]
    assert "row-id-repeated" not in codes(reports[0])
    (note,) = [note for note in reports[1].notes if note.code == "row-id-repeated"]
    assert "“a-1”" in note.message
    assert "“a-1~2”" in note.message


def test_a_repeated_id_is_never_made_one_that_is_taken() -> None:
    ids = ["a", "a~2", "a", "a", "a~2"]
    found = [
        item.id for item in read_all(lines(*({"id": name, "text": TEXT} for name in ids))) if isinstance(item, Report)
    ]
    assert found == ["a", "a~2", "a~3", "a~4", "a~2~2"]


@given(st.lists(st.sampled_from(["a", "a~2", "a~3", "b", "a~2~2"]), min_size=1, max_size=12))
def test_ids_are_always_unlike(ids: list[str]) -> None:
    found = [
        item.id for item in read_all(lines(*({"id": name, "text": TEXT} for name in ids))) if isinstance(item, Report)
    ]
    assert len(set(found)) == len(ids)


def test_fields_of_the_wrong_type_are_ignored_with_a_note() -> None:
    report = read_one(
        lines({"text": TEXT, "id": 7, "title": ["T"], "outlet": {"name": "O"}, "published": [2031], "url": None})
    )
    assert (report.id, report.title, report.outlet, report.published, report.url) == ("7", None, None, None, None)
    assert codes(report).count("row-field-ignored") == 3


def test_a_byline_can_be_a_list_of_names() -> None:
    assert read_one(lines({"text": TEXT, "byline": ["Ilse Maran", "Tom Reyes"]})).byline == "Ilse Maran, Tom Reyes"


@pytest.mark.parametrize(
    ("given", "published", "code"),
    [
        ("2031-03-02T09:00:00+01:00", "2031-03-02T08:00:00Z", None),
        ("2031-03", "2031-03", None),
        (1930208400, "2031-03-02T09:00:00Z", None),
        ("yesterday", None, "published-unreadable"),
        ("02/03/2031", "2031", "published-ambiguous"),
    ],
)
def test_the_time_of_publication_is_as_precise_as_given(given: object, published: str | None, code: str | None) -> None:
    report = read_one(lines({"text": TEXT, "published": given}))
    assert report.published == published
    assert report.published_from == ("given" if published else None)
    assert [found for found in codes(report) if found.startswith("published")] == ([code] if code else [])


def test_a_lone_surrogate_in_an_escape_is_replaced() -> None:
    report = read_one(
        b'{"text": "He said \\ud800 no.", "title": "\\udfff T"}\n{"text": "x"}\n'.splitlines(keepends=True)[0]
    )
    assert report.text == "He said \ufffd no."
    assert report.title == "\ufffd T"


@pytest.mark.parametrize(
    "source",
    [
        json.dumps([ROW, {"text": "It sank, he said."}]),
        json.dumps([ROW, {"text": "It sank, he said."}], indent=2),
        json.dumps(ROW, indent=1) + "\n" + json.dumps({"text": "It sank, he said."}, indent=1),
        "\ufeff" + json.dumps([ROW, {"text": "It sank, he said."}]),
    ],
)
def test_a_list_of_rows_is_read(tmp_path: Path, source: str) -> None:
    found = read_all(write(tmp_path, "rows.json", source))
    assert [item.text for item in found if isinstance(item, Report)] == [TEXT, "It sank, he said."]


def test_a_list_far_larger_than_one_piece_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [{"id": str(number), "text": f"She said “{number}”. " + "He said so. " * 300} for number in range(700)]
    found = read_all(write(tmp_path, "rows.json", json.dumps(rows, indent=1)))
    assert [item.id for item in found if isinstance(item, Report)] == [str(number) for number in range(700)]


def test_a_list_that_breaks_off_keeps_the_rows_before(tmp_path: Path) -> None:
    found = read_all(write(tmp_path, "rows.json", json.dumps([ROW, ROW])[:-40]))
    assert isinstance(found[0], Report)
    assert isinstance(found[1], Failure)
    assert "The 1 rows before it were read" in found[1].why
    assert len(found) == 2


def test_a_list_with_a_slip_in_it_says_where(tmp_path: Path) -> None:
    source = "[" + json.dumps(ROW) + ', {"text": oops}, ' + json.dumps(ROW) + "]" + " " * 3_000_000
    found = read_all(write(tmp_path, "rows.json", source))
    assert [type(item) for item in found] == [Report, Failure]
    assert isinstance(found[1], Failure)
    assert found[1].document.endswith("rows.json, row 2")


@pytest.mark.parametrize("name", ["rows.jsonl.gz", "rows.ndjson.gz", "rows.gz", "rows"])
def test_compressed_rows_are_read(tmp_path: Path, name: str) -> None:
    found = read_all(write(tmp_path, name, gzip.compress(lines(ROW, {**ROW, "id": "a-2"}))))
    assert [item.id for item in found if isinstance(item, Report)] == ["a-1", "a-2"]


def test_rows_come_from_standard_input() -> None:
    assert read_one("-", stdin=lines(ROW)).id == "a-1"


def test_an_empty_list_is_a_failure(tmp_path: Path) -> None:
    assert "it is empty" in fail_one(write(tmp_path, "rows.json", "[]")).why
    assert "it is empty" in fail_one(write(tmp_path, "rows.jsonl", "\n\n")).why


def test_rows_are_read_one_at_a_time(tmp_path: Path) -> None:
    class Watched:
        """A stream that counts what was taken from it."""

        def __init__(self, size: int) -> None:
            self.left, self.taken = size, 0

        def read(self, size: int = -1) -> bytes:
            row = lines({"text": TEXT})
            self.taken += len(row)
            self.left -= 1
            return row if self.left >= 0 else b""

    stream = Watched(100_000)
    next(read_sources(["-"], stdin=cast("BinaryIO", stream)))
    assert stream.taken < 3_000_000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "title", "published"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=50)
@given(st.lists(JSON, max_size=6))
def test_any_rows_give_a_result_each(rows: list[object]) -> None:
    found = read_all(b'{"text": "It sank, he said."}\n' + lines(*map(json.dumps, rows)))
    assert len(found) == 1 + len(rows)
    for item, row in zip(found[1:], rows, strict=True):
        if isinstance(item, Report):
            assert isinstance(row, dict)
            assert item.text == clean(row["text"])[0]
            assert_covered(item)
