"""Files, folders, and what is no report at all: each bad input has a clear message and costs no other its result."""

from __future__ import annotations

import gzip
import os
import time
import tracemalloc
from importlib import import_module
from pathlib import Path

import pytest

from sayso.read import count_sources, read_sources
from sayso.read.notes import CODES
from sayso.report import Failure, Report
from tests.read.make import codes, fail_one, read_all, read_one, write

STORY = "The ferry sank on Sunday, the harbour office said."


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "a.d/e.txt"):
        write(tmp_path, name, f"She said {name}.")
    found = [item.document for item in read_all(tmp_path)]
    assert [os.path.relpath(document, tmp_path) for document in found] == ["a.txt", "b.txt", "a.d/e.txt", "sub/c.txt"]


def test_hidden_files_and_what_browsers_save_beside_a_page_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/x.txt", "page_files/style.css", "page_files/ad.html"):
        write(tmp_path, name, STORY)
    write(tmp_path, "page.html", f"<html><body><p>{STORY}</p></body></html>")
    assert read_one(tmp_path).text == STORY


def test_a_link_that_leads_back_is_followed_once(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt", STORY)
    (tmp_path / "sub" / "back").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "sub")
    assert len(read_all(tmp_path)) == 1


def test_one_bad_file_among_a_thousand_costs_nothing(tmp_path: Path) -> None:
    for number in range(999):
        write(tmp_path, f"{number:03}.txt", f"{STORY} {number}")
    write(tmp_path, "500-bad.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    found = read_all(tmp_path)
    assert sum(isinstance(item, Report) for item in found) == 999
    (failure,) = [item for item in found if isinstance(item, Failure)]
    assert failure.document.endswith("500-bad.txt")
    assert "a picture (PNG)" in failure.why


def test_a_deep_folder_is_no_problem(tmp_path: Path) -> None:
    place = tmp_path
    for _ in range(300):
        place /= "d"
    place.mkdir(parents=True)
    write(place, "a.txt", STORY)
    assert read_one(tmp_path).text == STORY


def test_a_file_that_cannot_be_opened_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    write(tmp_path, "a.txt", STORY)
    found = read_all(tmp_path)
    assert [type(item) for item in found] == [Report, Failure]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe" in fail_one(tmp_path).why


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.txt", b" \n\t ", "it is empty"),
        ("a.html", b"", "it is empty"),
        ("a.jsonl", b"", "it is empty"),
        ("a.srt", b"", "it is empty"),
        ("a.txt", bytes(range(256)) * 40, "binary data, not text, though its name says text"),
        ("a.txt", b"\0" * 5000, "binary data, not text"),
        ("a.txt", b"\x7fELF\x02\x01\x01" + b"\0" * 100, "it is a program"),
        ("a.html", b"\xd0\xcf\x11\xe0 and so on", "an old office document, though its name says html"),
        ("a.docx", b"PK\x03\x04 and so on", "a ZIP archive or an office document"),
        ("a.mp4", b"\0\0\0\x18ftypmp42", "a film (MP4)"),
        ("a.css", b"p { color: red }", "files ending in “.css” are not read"),
        ("a.csv", b"id,text\n1,It sank\n", "files ending in “.csv” are not read"),
        ("a.txt.gz", b"\x1f\x8b\x08\0broken", "its compression is damaged"),
        ("a.txt.gz", gzip.compress(b"It sank, he said. " * 999)[:-20], "its compression is damaged"),
        ("a.txt.gz", gzip.compress(gzip.compress(b"It sank.")), "compressed twice"),
        ("a.txt.gz", gzip.compress(b""), "it is empty"),
    ],
)
def test_what_is_no_report_is_a_failure_with_its_reason(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    path = write(tmp_path, name, content)
    failure = fail_one(path)
    assert failure.document == str(path)
    assert why in failure.why


def test_a_path_that_does_not_exist_is_a_failure(tmp_path: Path) -> None:
    assert "there is no such file" in fail_one(tmp_path / "nowhere.txt").why
    assert "a NUL character" in fail_one("a\0b.txt").why


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    assert "no files in this folder" in fail_one(tmp_path).why


@pytest.mark.parametrize("name", ["big.txt", "big.html", "big.jsonl", "big.json", "big.srt", "big.txt.gz"])
def test_fifty_megabytes_in_one_line_fail_quickly_in_little_memory(tmp_path: Path, name: str) -> None:
    starts = {"big.jsonl": b'{"text": "', "big.json": b'[{"text": "', "big.srt": b"1\n00:00:01,000 --> 00:00:02,000\n"}
    content = starts.get(name, b"") + b"said " * 10_000_000
    path = write(tmp_path, name, gzip.compress(content, 1) if name.endswith(".gz") else content)
    del content
    tracemalloc.start()
    start = time.process_time()
    failure = fail_one(path)
    elapsed, peak = time.process_time() - start, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger than one document may be" in failure.why or "longer than a row may be" in failure.why
    assert elapsed < 10
    assert peak < 250_000_000


def test_a_long_line_costs_the_rows_around_it_nothing(tmp_path: Path) -> None:
    row = b'{"text": "It sank, he said."}\n'
    path = write(tmp_path, "rows.jsonl", row + b'{"text": "' + b"x" * 45_000_000 + b'"}\n' + row)
    assert [type(item) for item in read_all(path)] == [Report, Failure, Report]


def test_a_text_just_over_the_limit_is_a_failure(tmp_path: Path) -> None:
    assert "10 million characters" in fail_one(write(tmp_path, "a.txt", b"said " * 2_000_001)).why


@pytest.mark.parametrize("name", ["story", "story.txt", "story.text", "story.md", "STORY.TXT", "story.txt.gz"])
def test_plain_text_is_known_by_its_name_or_without_one(tmp_path: Path, name: str) -> None:
    content = gzip.compress(STORY.encode()) if name.endswith(".gz") else STORY.encode()
    assert read_one(write(tmp_path, name, content)).text == STORY


def test_content_is_believed_over_the_name(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, "page.txt", f"<!DOCTYPE html><html><body><p>{STORY}</p></body></html>"))
    assert report.text == STORY
    assert "type-by-content" in codes(report)


def test_text_that_begins_with_a_bracket_is_text() -> None:
    for text in (
        "[Editor's note] The ferry sank.",
        "{sic} he said.",
        "<Maran> No, she said.",
        "1\nThe ferry sank, he said.",
    ):
        assert read_one(text.encode()).text == text


def test_a_slip_of_ours_costs_no_other_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*_: object) -> None:
        raise ZeroDivisionError("a slip")

    write(tmp_path, "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nNo.\n")
    write(tmp_path, "b.txt", STORY)
    monkeypatch.setattr(import_module("sayso.read.subtitles"), "read_subtitles", slip)
    found = read_all(tmp_path)
    assert [type(item) for item in found] == [Failure, Report]
    assert isinstance(found[0], Failure)
    assert "ZeroDivisionError: a slip" in found[0].why


def test_documents_are_counted_cheaply(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "b.jsonl", '{"text": "a"}\n{"text": "b"}\n{"text": "c"}')
    write(tmp_path, "c.rss", "<rss><channel><item></item><item></item></channel></rss>")
    assert count_sources([tmp_path]) == 6
    assert count_sources([STORY.encode(), tmp_path / "a.txt", "nowhere.txt"]) == 3
    assert count_sources(["-"]) is None
    assert count_sources([write(tmp_path, "d.jsonl.gz", gzip.compress(b"{}"))]) is None


def test_large_files_of_rows_are_estimated(tmp_path: Path) -> None:
    path = write(tmp_path, "rows.jsonl", (b'{"text": "' + b"x" * 488 + b'"}\n') * 12_000)
    assert count_sources([path]) == pytest.approx(12_000, rel=0.02)


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    reports = read_sources([tmp_path / "a.txt"])
    write(tmp_path, "a.txt", STORY)
    assert isinstance(next(reports), Report)


def test_every_code_of_a_note_is_explained() -> None:
    assert all(meaning and not meaning.endswith(".") for meaning in CODES.values())
