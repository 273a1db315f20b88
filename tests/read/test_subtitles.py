"""SubRip and WebVTT: running text, with the second at which each subtitle comes up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.report import Report
from tests.read.make import assert_covered, codes, fail_one, read_all, read_one, write

SRT = """1
00:00:01,000 --> 00:00:03,500
ANCHOR: Nine people were killed when

2
00:00:03,500 --> 00:00:06,000
the ferry sank, the harbour
office said.

3
00:00:06,200 --> 00:00:08,000
>> MARAN: We <i>warned</i> them.
"""


def times(report: Report) -> list[tuple[float | None, str]]:
    """When each subtitle starts, and its words."""
    return [(segment.start_s, report[segment.span]) for segment in report.segments]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_sentences_run_across_subtitles(tmp_path: Path, newline: str) -> None:
    report = read_one(write(tmp_path, "bulletin.srt", SRT.replace("\n", newline)))
    assert report.text == (
        "ANCHOR: Nine people were killed when the ferry sank, the harbour office said.\n\n>> MARAN: We warned them."
    )
    assert times(report) == [
        (1.0, "ANCHOR: Nine people were killed when"),
        (3.5, "the ferry sank, the harbour office said."),
        (6.2, ">> MARAN: We warned them."),
    ]
    assert (report.genre, report.language, report.notes) == ("transcript", "en", ())
    assert_covered(report)


def test_webvtt_is_read_with_its_voices_as_words() -> None:
    source = (
        "WEBVTT - Evening bulletin\n\nNOTE a remark\nof two lines\n\nSTYLE\n::cue {color: red}\n\nintro\n"
        "00:01.000 --> 00:03.000 align:start\n<v Ilse Maran>We warned &amp; warned\n\n"
        "00:03.000 --> 00:05.000\n<v Ilse Maran>them.</v>\n\n"
        "01:00:05.000 --> 01:00:07.000\n<v.loud Tom Reyes><c.red>When?</c>\n"
    )
    report = read_one(source.encode())
    assert report.text == "Ilse Maran: We warned & warned them.\n\nTom Reyes: When?"
    assert [start for start, _ in times(report)] == [1.0, 3.0, 3605.0]
    assert report.title == "Evening bulletin"


def test_two_voices_in_one_line_are_apart() -> None:
    source = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>No, she said.<v Tom>Why, he asked her.\n"
    assert read_one(source.encode()).text == "Ann: No, she said.\n\nTom: Why, he asked her."


def test_a_silence_begins_a_paragraph() -> None:
    source = SRT.replace("00:00:03,500 -->", "00:00:09,500 -->").replace(",500 --> 00:00:06", ",500 --> 00:00:11")
    assert "when\n\nthe ferry" in read_one(source.replace("00:00:06,200", "00:00:11,200").encode()).text


@pytest.mark.parametrize(
    "broken",
    [
        "00:00:aa,000 --> 00:00:06,000",
        "00:00:03,500 --> ",
        "--> 00:00:06,000",
        "00:00:99,500 --> 00:00:06,000",
        "3,5 -> 6,0",
    ],
)
def test_a_broken_time_costs_no_words(broken: str) -> None:
    report = read_one(SRT.replace("00:00:03,500 --> 00:00:06,000", broken).encode())
    assert "killed when the ferry sank, the harbour office said." in report.text
    (note,) = [note for note in report.notes if note.code == "cue-time-broken"]
    assert note.span is not None
    assert report[note.span] == "the ferry sank, the harbour office said."


def test_a_lost_time_line_costs_no_words(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, "bulletin.srt", SRT.replace("00:00:03,500 --> 00:00:06,000\n", "")))
    assert "the ferry sank, the harbour office said." in report.text


def test_an_end_before_its_start_is_noted() -> None:
    assert "cue-time-broken" in codes(read_one(SRT.replace("00:00:06,000", "00:00:02,000").encode()))


def test_subtitles_out_of_order_keep_the_files_order() -> None:
    report = read_one(SRT.replace("00:00:06,200 --> 00:00:08,000", "00:00:02,000 --> 00:00:03,000").encode())
    assert report.text.endswith("warned them.")
    assert "cue-time-order" in codes(report)


def test_lines_that_scroll_up_are_taken_once() -> None:
    source = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nNine people were killed\n\n"
        "00:02.000 --> 00:03.000\nNine people were killed\nwhen the ferry sank\n\n"
        "00:03.000 --> 00:04.000\nwhen the ferry sank\noff Marrow, she said.\n"
    )
    report = read_one(source.encode())
    assert report.text == "Nine people were killed when the ferry sank off Marrow, she said."
    assert "cue-repeated" in codes(report)


def test_times_within_a_line_are_taken_away() -> None:
    source = "WEBVTT\n\n00:01.000 --> 00:02.000\nNine<00:00:01.500><c> people</c> were killed, she said.\n"
    assert read_one(source.encode()).text == "Nine people were killed, she said."


def test_sounds_are_no_speech() -> None:
    report = read_one(("WEBVTT\n\n00:01.000 --> 00:02.000\n[APPLAUSE]\n\n" + SRT).encode())
    assert report.segments[0].kind == "boilerplate"


def test_a_file_without_words_is_a_failure(tmp_path: Path) -> None:
    assert (
        "no subtitles with words" in fail_one(write(tmp_path, "empty.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n")).why
    )


CUES = st.lists(
    st.tuples(
        st.sampled_from(
            ["00:00:01,000 --> 00:00:02,000", "00:59 --> ?", "x --> y", "-->", "00:00:09.5 --> 00:00:08.5", ""]
        ),
        st.lists(
            st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=15) | st.just("<v Ann>No"), max_size=3
        ),
    ),
    max_size=8,
)


@given(CUES)
def test_no_file_of_subtitles_loses_its_place(cues: list[tuple[str, list[str]]]) -> None:
    source = SRT + "".join(
        f"\n{number}\n{timing}\n" + "\n".join(words) + "\n" for number, (timing, words) in enumerate(cues)
    )
    (found,) = read_all(source.encode())
    assert isinstance(found, Report), found
    assert "the ferry sank, the harbour office said." in found.text
    assert_covered(found)
