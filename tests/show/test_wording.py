"""The words that terminal, page and notebook share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.report import Link
from sayso.show.entries import Relay, entries
from sayso.show.wording import clock, day, facts, headline, many, numbers, percent, title_of
from tests.show.make import Says, pier, report


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2031", "2031"),
        ("2031-03", "March 2031"),
        ("2031-03-02", "2 March 2031"),  # a day, not midnight
        ("2031-03-02T09:00:00Z", "2 March 2031, 09:00 UTC"),
        ("2031-03-02T09:00:00+09:00", "2 March 2031, 09:00 UTC+09:00"),
        ("2031-03-02T09:00", "2 March 2031, 09:00"),
        ("2031-13-02", "2031-13-02"),  # what is no date stays as it is
        ("2031-03-02Tnoon", "2031-03-02Tnoon"),
        ("last week", "last week"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(published: str, words: str) -> None:
    assert day(published) == words


@pytest.mark.parametrize(("share", "words"), [(0, "0%"), (0.004, "<1%"), (0.126, "13%"), (0.996, ">99%"), (1, "100%")])
def test_a_share_never_rounds_to_nothing_or_to_all(share: float, words: str) -> None:
    assert percent(share) == words


def test_counts_and_times() -> None:
    assert [many(0, "word"), many(1, "word"), many(1204, "word")] == ["0 words", "1 word", "1,204 words"]
    assert [clock(61.9), clock(3671.5)] == ["1:01", "1:01:11"]


def test_a_byline_that_says_by_is_not_said_twice() -> None:
    assert "By Tomas Erne" in facts(replace(pier(), byline="By Tomas Erne"))


def test_numbers_are_those_of_the_ids_so_that_screen_and_json_agree() -> None:
    first, second = report("He said she said no.", [Says("He"), Says("she")]).statements
    gap = replace(pier(), statements=(first, replace(second, id="s7")))
    assert numbers(gap) == {"s1": "1", "s7": "7"}
    foreign = replace(pier(), statements=(replace(first, id='x"><b>'), second))
    assert numbers(foreign) == {'x"><b>': "1", "s2": "2"}


def test_the_headline_is_the_title_whatever_its_case_and_blanks() -> None:
    assert headline(replace(pier(), title="NINE dead  after fire on Marrow pier, ministry says")) is not None
    assert headline(replace(pier(), title="Something else")) is None
    assert headline(report("Rain fell.")) is None


@pytest.mark.parametrize(
    ("title", "document", "shown"),
    [
        ("A  title\n", "a/b.txt", "A title"),
        (None, "a/b.txt", "Untitled (b.txt)"),
        (" ", "https://a.invalid/b/", "Untitled (b)"),
        (None, "c:\\news\\b.srt", "Untitled (b.srt)"),
        (None, "", "Untitled"),
    ],
)
def test_a_report_without_a_title_goes_by_its_document(title: str | None, document: str, shown: str) -> None:
    assert title_of(report("Rain fell.", title=title, document=document)) == shown


def test_a_chain_over_a_statement_that_is_not_there_says_so() -> None:
    (said,) = report("He said no.", [Says("He", "said", "no")]).statements
    lost = replace(pier(), statements=(replace(said, chain=(Link("outlet"), Link("statement", statement="s9"))),))
    assert entries(lost)[0].chain == (Relay("The Marrow Courier"), Relay("no source named", "?"))
