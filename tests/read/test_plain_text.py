"""Plain text is kept to the character, and its lines are told apart."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read import from_text
from sayso.report import ReadError, Report, clean, text_id
from tests.read.make import NOW, assert_covered, codes, kinds, of_kind, read_all, read_one, write

STORY = (
    "Nine dead as ferry sinks off Marrow\n"
    "\n"
    "MARROW, March 2 (Reuters) — Nine people were killed on Sunday, the harbour office said.\n"
    "\n"
    "“We warned them,” said Ilse Maran.\n"
)


def test_the_text_is_kept_to_the_character(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, "story.txt", STORY))
    assert report.text == STORY
    assert report.text_id == text_id(STORY)
    assert report.id == report.text_id[:16]
    assert report.document == str(tmp_path / "story.txt")
    assert report.read_at == NOW


def test_a_short_first_line_set_off_by_a_blank_one_is_the_title() -> None:
    report = read_one(STORY.encode())
    assert report.title == "Nine dead as ferry sinks off Marrow"
    assert kinds(report) == [
        ("headline", "Nine dead as ferry sinks off Marrow"),
        ("dateline", "MARROW, March 2 (Reuters) —"),
        (
            "body",
            "Nine people were killed on Sunday, the harbour office said.\n\n“We warned them,” said Ilse Maran.",
        ),
    ]
    assert (report.wire, report.genre, report.language) == ("Reuters", "news", "en")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The ferry sank.\n\nNine people were killed.", "it ends in a full stop"),
        ("The ferry sank\nand nine people were killed.", "no blank line sets it off"),
        ("Nine dead as ferry sinks off Marrow", "nothing follows"),
        ("By Ilse Maran\n\nNine people were killed.", "it is a byline"),
        ("Advertisement\n\nNine people were killed.", "it is an advert"),
        ("MARROW —\n\nNine people were killed.", "it is a dateline"),
        ("word " * 40 + "\n\nNine people were killed.", "it is too long"),
        ("The office said:\n\nNine people were killed.", "it ends in a colon"),
        ("Tom Reyes\n\nThe ferry sank at night.", "a reporter's name"),
        ("MARROW HERALD\n\nThe ferry sank at night.", "an outlet"),
        ("(Picture: Tom Reyes, Marrow Herald, with the crew)\n\nThe ferry sank at night.", "a credit in brackets"),
    ],
)
def test_no_title_is_guessed_where_the_first_line_is_not_plainly_one(text: str, reason: str) -> None:
    assert from_text(text).title is None, reason


def test_a_title_that_is_given_is_marked_where_the_text_repeats_it() -> None:
    report = from_text("× ‘Nine dead’ in Marrow\n\nNine people were killed.", title="'Nine dead' in Marrow")
    assert of_kind(report, "headline") == ["× ‘Nine dead’ in Marrow"]


def test_a_title_is_recognised_without_its_sites_name() -> None:
    report = from_text("Nine dead in Marrow\n\nNine people were killed.", title="Nine dead in Marrow - Marrow Herald")
    assert of_kind(report, "headline") == ["Nine dead in Marrow"]
    assert report.title == "Nine dead in Marrow - Marrow Herald"


def test_a_title_is_recognised_at_the_head_of_a_line() -> None:
    report = from_text("Nine dead in Marrow. Nine people were killed on Sunday.", title="Nine dead in Marrow")
    assert kinds(report) == [("headline", "Nine dead in Marrow."), ("body", "Nine people were killed on Sunday.")]


def test_a_sentence_that_begins_like_the_title_is_no_headline() -> None:
    report = from_text("Nine dead in Marrow were named on Sunday.", title="Nine dead in Marrow")
    assert of_kind(report, "headline") == []


def test_a_title_below_a_summary_is_recognised() -> None:
    text = "Police: the ferry was full\n\nNine dead in Marrow\n\nNine people were killed on Sunday."
    assert of_kind(from_text(text, title="Nine dead in Marrow"), "headline") == ["Nine dead in Marrow"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_are_kept_as_they_are(newline: str) -> None:
    text = newline.join(["Ferry sinks off Marrow", "", "Nine were killed, police said.", "", "Advertisement", ""])
    report = from_text(text)
    assert report.text == text
    assert kinds(report) == [
        ("headline", "Ferry sinks off Marrow"),
        ("body", "Nine were killed, police said."),
        ("boilerplate", "Advertisement"),
    ]


def test_hard_wrapped_text_is_read_as_paragraphs() -> None:
    text = (
        "Nine people were killed when the ferry sank off the\n"
        "harbour of Marrow on Sunday, and the captain of the\n"
        "ferry said that he had been told to sail by the owner\n"
        "more than once in the course of the evening.\n"
        "\n"
        "Photo\n"
        "\n"
        "The owner, who was in the town at the time, said he\n"
        "knew nothing of it and would say no more before the\n"
        "inquiry that the ministry announced on Monday.\n"
    )
    report = from_text(text)
    assert [kind for kind, _ in kinds(report)] == ["body", "boilerplate", "body"]


def test_right_to_left_and_zero_width_characters_survive() -> None:
    text = (
        "The word \u202bשלום\u202c and zero\u200bwidth, soft\u00adhyphen, \u200eleft\u200f and e\u0301 were said.\ufeff"
    )
    report = read_one(text.encode())
    assert report.text == text
    assert_covered(report)


def test_lone_surrogates_and_nul_are_replaced_one_for_one() -> None:
    report = from_text("He said\ud800 \udc00“No\0”.")
    assert report.text == "He said\ufffd \ufffd“No\ufffd”."
    assert codes(report)[:2] == ["text-surrogate", "text-nul"]
    surrogates, nul = report.notes[:2]
    assert (surrogates.span, surrogates.related) == ((7, 8), ((9, 10),))
    assert nul.span == (13, 14)


def test_a_file_with_a_nul_is_read(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, "story.txt", b"The ferry sank,\0 the harbour office said."))
    assert report.text == "The ferry sank,\ufffd the harbour office said."
    assert "text-nul" in codes(report)


def test_what_is_given_is_kept() -> None:
    report = from_text(
        "The ferry sank.",
        id="a-1",
        title="T",
        outlet="O",
        byline="B",
        published="2031-03-02",
        url="https://o.example/1",
    )
    assert (report.id, report.title, report.outlet, report.byline) == ("a-1", "T", "O", "B")
    assert (report.published, report.published_from, report.url) == ("2031-03-02", "given", "https://o.example/1")
    assert (report.document, report.bytes_id) == ("https://o.example/1", None)


def test_the_time_of_reading_is_utc() -> None:
    here = datetime(2031, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert from_text("It sank.", now=here).read_at == NOW


@pytest.mark.parametrize("text", ["", " \n\t\u00a0 "])
def test_a_blank_text_is_an_error(text: str) -> None:
    with pytest.raises(ReadError, match="it is empty"):
        from_text(text)


def test_a_text_beyond_the_limit_is_an_error() -> None:
    with pytest.raises(ReadError, match="10 million characters"):
        from_text("a " * 5_000_001)


def test_standard_input_is_read() -> None:
    report = read_one("-", stdin=b"The ferry sank, the office said.")
    assert (report.text, report.document) == ("The ferry sank, the office said.", "standard input")


PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "\u2028",
            "\u200b",
            "\ufeff",
            "\0",
            "\ud800",
            "\u202e",
            "\u00a0",
            "\t",
            "\x0c",
            "\x85",
        ),
        *("MARROW, March 2 (AP) — ", "Advertisement", "By Ilse Maran", "(Photo: AP)", "Story highlights ", "UPDATE: "),
        *(
            "“No,” she said.",
            "— Reuters",
            "Copyright 2031 The Herald",
            "Media playback is unsupported on your device x",
        ),
        *("2 March 2031, 05:10 UTC", "Halyard News Agency", "___", "Nine dead in Marrow", "The ferry sank. "),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=14).map("".join)


@given(text=TEXTS, title=st.none() | TEXTS, outlet=st.none() | st.just("Halyard"))
def test_segments_cover_every_text_and_change_nothing(text: str, title: str | None, outlet: str | None) -> None:
    try:
        report = from_text(text, title=title, outlet=outlet)
    except ReadError:
        assert not clean(text)[0].strip()
        return
    assert report.text == clean(text)[0]
    assert_covered(report)


PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n\r"), max_size=200)


@given(text=PRINTABLE)
def test_a_file_of_plain_text_comes_back_to_the_character(text: str) -> None:
    (found,) = read_all(("She said so. " + text).encode("utf-8"))
    assert isinstance(found, Report)
    assert found.text == "She said so. " + text
