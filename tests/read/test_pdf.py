"""PDF files: paragraphs, pages, what stands on every page, and files that cannot be read."""

from __future__ import annotations

import importlib.util
import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import pdf as reader
from sayso.read import read_sources
from sayso.read.pdf_lines import Line, line_of
from sayso.report import Failure, Report
from tests.conftest import absent
from tests.read.archives import fetched
from tests.read.make import NOW, assert_covered, codes, fail_one, kinds, of_kind, read_all, read_one, write
from tests.read.pdfs import PICTURE, SHOWN, Placed, assemble, column, pdf, scan


@pytest.fixture(autouse=True, scope="module")
def _library() -> None:
    if importlib.util.find_spec("pypdfium2") is None:
        absent("pypdfium2 is not installed (the extra “pdf”)")


# As a word processor sets it: a measure of some 40 signs.
FIRST = column(
    "The ferry stayed in port on Monday, the",
    "harbour office said, because of a storm",
    "over the strait.",
    "",
    "“Nobody was hurt”, said Jonas Tell, who",
    "commands the coast guard.",
)
STORY = (
    "The ferry stayed in port on Monday, the harbour office said, because of a storm over the strait.\n\n"
    "“Nobody was hurt”, said Jonas Tell, who commands the coast guard."
)


def said(report: Report) -> list[tuple[int | None, str, str]]:
    """The segments with their pages."""
    return [(segment.page, segment.kind, report[segment.span]) for segment in report.segments]


def test_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, "report.pdf", pdf([FIRST])))
    assert report.text == STORY
    assert {segment.page for segment in report.segments} == {1}
    assert_covered(report)


def test_the_bytes_are_the_evidence() -> None:
    data = pdf([FIRST])
    (report,) = read_sources([data], now=NOW, evidence=True)
    assert isinstance(report, Report)
    assert report.evidence is not None
    assert report.evidence.data == data
    assert report.evidence.reader.startswith("pdf (pypdfium2 ")


@pytest.mark.parametrize("name", ["report.pdf", "REPORT.PDF", "report", "report.txt", "report.bin"])
def test_a_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    report = read_one(write(tmp_path, name, pdf([FIRST])))
    assert report.text == STORY
    assert ("type-by-content" in codes(report)) == (name == "report.txt")
    assert read_one(write(tmp_path, name, b"\r\n" + pdf([FIRST]))).text == STORY


def test_a_paragraph_goes_on_over_the_page_and_each_part_has_its_page() -> None:
    sheet = column("commands the coast guard.", "", "He would say no more.", top=740)
    report = read_one(pdf([FIRST[:-1], sheet]))
    assert report.text == f"{STORY}\n\nHe would say no more."
    (_, _, first), (_, _, second) = said(report)
    assert [page for page, _, _ in said(report)] == [1, 2]
    assert first.endswith("said Jonas Tell, who")
    assert second.startswith("commands the coast guard.")
    assert_covered(report)


def test_what_stands_on_every_page_is_told_apart_and_breaks_no_paragraph() -> None:
    head = [(9.0, 72.0, 800.0, "Tarn Port Authority")]
    pages = [
        [*head, *FIRST[:-1], (9.0, 290.0, 30.0, "Page 1 of 2")],
        [*head, *column("commands the coast guard.", top=740), (9.0, 290.0, 30.0, "Page 2 of 2")],
    ]
    report = read_one(pdf(pages))
    assert STORY in report.text
    assert said(report)[-3:] == [
        (1, "boilerplate", "Page 1 of 2"),
        (2, "boilerplate", "Tarn Port Authority"),
        (2, "boilerplate", "Page 2 of 2"),
    ]
    assert of_kind(report, "boilerplate")[0] == "Tarn Port Authority"
    assert_covered(report)


def test_heads_of_left_and_right_pages_and_of_chapters_are_told_apart() -> None:
    def sheet(number: int) -> list[Placed]:
        head = f"{number + 4} Tarn Port Authority" if number % 2 else f"Chapter {number // 3}: storms {number + 4}"
        body = column(*(f"Ferry {number * 7 + line} stayed in port all day." for line in range(5)))
        return [(9.0, 72.0, 800.0, head), *body, (9.0, 290.0, 30.0, "left" if number % 2 else "right")]

    report = read_one(pdf([sheet(number) for number in range(1, 9)]))
    assert len(of_kind(report, "boilerplate")) == 16
    assert all("Ferry" in words for kind, words in kinds(report) if kind == "body")


def test_a_line_repeated_in_the_text_is_no_head() -> None:
    pages = [
        column("We waited.", f"Ferry {n} came at noon and left.", "We waited.", top=700 - 40 * n) for n in range(3)
    ]
    assert of_kind(read_one(pdf(pages)), "boilerplate") == []


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        # The word stands whole elsewhere, or is a frequent one, or what is left of it is no word.
        (("The harbour-", "master left. Ask the harbourmaster."), "The harbourmaster left. Ask the harbourmaster."),
        (("The govern-", "ment said no."), "The government said no."),
        (("The pro-", "cessing took a day."), "The processing took a day."),
        (("They redock-", "ing said no."), "They redocking said no."),
        # It stands with its hyphen elsewhere.
        (("A co-", "operative. Our co-operative left."), "A co-operative. Our co-operative left."),
        # It is a name, or a number.
        (("Said Ilse-", "Maran Holt."), "Said Ilse-Maran Holt."),
        (("In 2031-", "32 nobody came."), "In 2031-32 nobody came."),
    ],
)
def test_a_hyphen_at_a_lines_end_goes_where_that_is_sure(lines: tuple[str, ...], text: str) -> None:
    report = read_one(pdf([column(*lines)]))
    assert report.text == text
    assert "pdf-hyphen-kept" not in codes(report)


@pytest.mark.parametrize("words", ["the har-", "the har\u2010", "the har\u00ad"])
def test_every_sign_for_a_hyphen_is_one(words: str) -> None:
    assert line_of(words, 0, 1, 0, 1, False, 1) == Line("the har", 0, 1, 0, 1, True, 1)
    assert line_of("at 9 -", 0, 1, 0, 1, False, 1) == Line("at 9 -", 0, 1, 0, 1, False, 1)


def test_a_hyphen_that_is_not_sure_stays_and_is_noted() -> None:
    report = read_one(pdf([column("The well-", "known captain and the quay-", "berth were gone.")]))
    assert report.text == "The well-known captain and the quay-berth were gone."
    (note,) = [note for note in report.notes if note.code == "pdf-hyphen-kept"]
    assert [report[span] for span in (note.span, *note.related) if span] == ["-", "-"]


def test_paragraphs_end_at_a_gap_an_indent_and_a_line_with_room() -> None:
    spaced = column("One ferry sank off the cape this", "morning.", "", "Two more are missing at sea now.")
    assert read_one(pdf([spaced])).text.count("\n\n") == 1
    room = column("One ferry sank off the cape on Sunday", "morning.", "Two more are missing at sea, they", "said.")
    assert read_one(pdf([room])).text == (
        "One ferry sank off the cape on Sunday morning.\n\nTwo more are missing at sea, they said."
    )
    indented = [
        *column("One ferry sank off the cape on Sunday"),
        *column("Two more are missing at sea now.", top=686, left=90),
    ]
    assert read_one(pdf([indented])).text.count("\n\n") == 1


def test_items_of_a_list_are_apart_and_their_lines_together() -> None:
    lines = [
        *column("• One ferry sank off the cape on Sunday"),
        *column("morning.", top=686, left=84),
        *column("• Two more are missing at sea, they said."),
    ]
    lines[-1] = (11.0, 72.0, 672.0, "• Two more are missing at sea, they said.")
    assert read_one(pdf([lines])).text == (
        "• One ferry sank off the cape on Sunday morning.\n\n• Two more are missing at sea, they said."
    )


def test_columns_are_read_in_the_order_of_the_file() -> None:
    left = column("The ferry stayed in", "port on Monday, said")
    right = column("the harbour office.", "Nobody was hurt.", left=320)
    assert read_one(pdf([[*left, *right]])).text.startswith(
        "The ferry stayed in port on Monday, said the harbour office."
    )


# Title, time, language


def test_the_largest_words_of_the_first_page_are_the_title() -> None:
    top = [(22.0, 72.0, 780.0, "Ferry held in Tarn"), (22.0, 72.0, 755.0, "as storm closes strait")]
    report = read_one(pdf([[*top, *FIRST]]))
    assert report.title == "Ferry held in Tarn as storm closes strait"
    assert of_kind(report, "headline") == [report.title]


def test_the_title_in_the_files_data_is_believed_where_its_first_words_show_it() -> None:
    top = [(11.0, 72.0, 780.0, "Ferry held in Tarn"), (22.0, 72.0, 740.0, "MARROW HERALD")]
    report = read_one(pdf([[*top, *FIRST]], info="/Title (Ferry held in Tarn)"))
    assert report.title == "Ferry held in Tarn"
    assert of_kind(report, "headline") == ["Ferry held in Tarn"]
    assert_covered(report)


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ("Storm report 7", "Storm report 7"),
        ("Microsoft Word - storm.docx", None),
        ("storm_final2.indd", None),
        ("untitled", None),
        ("", None),
    ],
)
def test_a_title_that_a_program_made_is_none(named: str, title: str | None) -> None:
    assert read_one(pdf([FIRST], info=f"/Title ({named})")).title == title


def test_the_time_a_file_was_made_is_not_when_it_was_published() -> None:
    report = read_one(pdf([FIRST], info="/CreationDate (D:20310302100000+01'00')"))
    assert report.published is None
    (note,) = [note for note in report.notes if note.code == "pdf-made"]
    assert "2031-03-02" in note.message
    dated = [(11.0, 72.0, 760.0, "2 March 2031"), *FIRST]
    report = read_one(pdf([dated], info="/CreationDate (D:20310405)"))
    assert (report.published, report.published_from) == ("2031-03-02", "text")
    assert "pdf-made" not in codes(report)


def test_ligatures_are_letters() -> None:
    assert line_of("the o\ufb03ce  said \ufb01ve", 0, 1, 0, 1, False, 1) == Line(
        "the office said five", 0, 1, 0, 1, False, 1
    )


# What cannot be read, and what of it can


def test_a_scan_asks_for_ocr() -> None:
    failure = fail_one(scan())
    assert "has no text: usually its pages are scans" in failure.why
    assert "Run OCR on it first" in failure.why


def test_a_page_that_is_a_scan_is_noted() -> None:
    text = b"BT /F 11 Tf 72 700 Td (The ferry stayed in port, the harbour office said.) Tj ET"
    font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /I 3 0 R >>"
    report = read_one(assemble([text, SHOWN], resources=font, extra=PICTURE))
    (note,) = [note for note in report.notes if note.code == "pdf-page-textless"]
    assert "page 2" in note.message


def test_a_locked_file_names_its_lock() -> None:
    names = f"/ID [<{'43' * 16}> <{'43' * 16}>]"
    locks = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >> {names}"
    assert "locked with a password" in fail_one(pdf([FIRST], trailer=locks)).why


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 9])
def test_a_damaged_file_is_a_failure(tmp_path: Path, data: bytes) -> None:
    assert "the PDF file is damaged or breaks off" in fail_one(write(tmp_path, "a.pdf", data)).why


def test_text_that_is_only_named_a_pdf_is_a_failure(tmp_path: Path) -> None:
    assert "damaged" in fail_one(write(tmp_path, "a.pdf", "The ferry sank, he said.")).why
    page = "<html><body><p>The ferry sank, he said.</p></body></html>"
    assert "The ferry sank" in read_one(write(tmp_path, "b.pdf", page)).text  # its content is believed


def test_a_file_whose_end_is_missing_is_read_as_far_as_it_goes() -> None:
    data = pdf([FIRST, column("Nobody was hurt, she said.")])
    found = read_all(data[: data.index(b"startxref")])
    assert isinstance(found[0], Report)
    assert STORY in found[0].text
    assert "pdf-broken" in codes(found[0])


def test_signs_that_stand_for_no_letter_are_noted() -> None:
    line = Line("\ue001\ue002 the ferry \ue003", 0, 100, 700, 11, False, 1)
    assert reader._garbled([line]) == pytest.approx(3 / len(line.words))


def test_more_pages_than_a_report_has_fail_quickly() -> None:
    start = time.monotonic()
    assert "5001 pages" in fail_one(pdf([[]] * 5001)).why
    assert time.monotonic() - start < 20


def test_thousands_of_pages_are_read() -> None:
    pages = [[*column(f"Ferry {n * n % 97} stayed in port."), (9.0, 290.0, 30.0, str(n))] for n in range(1, 2001)]
    report = read_one(pdf(pages))
    assert len(of_kind(report, "boilerplate")) == 2000
    assert report.segments[-1].page == 2000


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = write(tmp_path, "big.pdf", b"%PDF-1.7\n")
    os.truncate(path, 200_000_000)
    assert "larger than one document may be" in fail_one(path).why


def test_without_the_library_the_failure_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    failure = fail_one(write(tmp_path, "a.pdf", pdf([FIRST])))
    assert "pip install 'sayso[pdf]'" in failure.why


def test_a_pdf_in_a_web_archive_is_read() -> None:
    report = read_one(fetched(pdf([FIRST]), "https://tarn.example/notice", "application/pdf"))
    assert (report.text, report.document) == (STORY, "https://tarn.example/notice")


# The library in its own process


def _with(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    path = write(folder, "worker.py", script)
    reader._end()
    monkeypatch.setattr(reader, "_SCRIPT", path)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("import os; os.abort()", "crashed on it"),
        ("import sys; sys.stdin.buffer.read(8); sys.stdin.close()", "crashed on it"),
        (
            "import sys; sys.stdin.buffer.read(20); print('no answer', flush=True); sys.stdin.buffer.read()",
            "crashed on it",
        ),
        ("import sys; sys.stdin.buffer.read(20); print('[1]', flush=True); sys.stdin.buffer.read()", "crashed on it"),
        ("import time; time.sleep(60)", "took more than"),
    ],
)
def test_a_crash_costs_the_file_that_it_is_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    _with(monkeypatch, tmp_path, script)
    monkeypatch.setattr(reader, "_PATIENCE", 1.0)
    failure = fail_one(pdf([FIRST]))
    assert why in failure.why
    monkeypatch.undo()
    assert read_one(pdf([FIRST])).text == STORY


def test_a_crash_in_the_middle_of_a_file_is_no_half_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "import os, sys; sys.stdin.buffer.read(20)\n"
        'print(\'{"pages": 2}\'); print(\'{"lines": [["No.", 0, 9, 9, 9, false]], "pictures": false}\', flush=True)\n'
        "os.abort()"
    )
    _with(monkeypatch, tmp_path, script)
    assert "crashed on it" in fail_one(pdf([FIRST])).why
    monkeypatch.undo()


def test_files_are_read_from_several_threads() -> None:
    data, found = pdf([FIRST] * 20), []
    threads = [threading.Thread(target=lambda: found.extend(read_all(data))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({item.text for item in found if isinstance(item, Report)}) == 1
    assert len(found) == 4


WHOLE = pdf([FIRST, column("Nobody was hurt, she said.")], info="/Title (Storm)")


@settings(max_examples=60)
@given(cut=st.integers(min_value=6, max_value=len(WHOLE)))
def test_a_file_cut_anywhere_raises_nothing(cut: int) -> None:
    (found,) = read_all(WHOLE[:cut])
    assert isinstance(found, Report | Failure)
    assert "bug" not in getattr(found, "why", "")
    if isinstance(found, Report):
        assert_covered(found)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(min_value=9, max_value=len(WHOLE) - 1), st.integers(0, 255)), max_size=8))
def test_damaged_bytes_raise_nothing(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    (found,) = read_all(bytes(data))
    assert "bug" not in getattr(found, "why", "")
    if isinstance(found, Report):
        assert_covered(found)


_LINES = st.lists(
    st.tuples(
        st.sampled_from([9.0, 11.0, 20.0]),
        st.integers(0, 500).map(float),
        st.integers(0, 800).map(float),
        st.text(st.sampled_from("ab .-A1•(“"), min_size=1, max_size=30),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(st.lists(_LINES, min_size=1, max_size=4))
def test_lines_anywhere_give_segments_that_cover_the_text(pages: list[list[Placed]]) -> None:
    (found,) = read_all(pdf(pages))
    if isinstance(found, Report):
        assert_covered(found)
        assert all(segment.page in range(1, len(pages) + 1) for segment in found.segments)
    else:
        assert "bug" not in found.why
