"""TIMEX3 values in words: as precise as they are, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.when import in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2031", "2031"),
        ("2031-03", "March 2031"),
        ("2031-03-01", "1 March 2031"),
        ("2031-03-01TNI", "1 March 2031, night"),
        ("2031-03-01T21:42", "1 March 2031, 21:42"),
        ("XXXX-04-28", "28 April, year not known"),  # an unknown year is said to be unknown, never guessed
        ("XXXX-04", "April, year not known"),
        ("2031-03-XX", "March 2031, day not known"),
        ("XXXX-XX-XXT21:42", "21:42, day not known"),
        ("2031-W09", "week 9 of 2031"),
        ("2031-W09-WE", "the weekend of week 9 of 2031"),
        ("XXXX-WXX-1", "Monday, week not known"),
        ("2031-SP", "spring of 2031"),
        ("XXXX-WI", "winter, year not known"),
        ("2031-Q1", "the first quarter of 2031"),
        ("2031-H2", "the second half of 2031"),
        ("199", "the 1990s"),
        ("199X", "the 1990s"),
        ("19", "the 1900s"),
        ("PRESENT_REF", "now"),
        ("P3M", "3 months"),
        ("PT1H", "1 hour"),
        ("P1D", "1 day"),
        ("PXD", "some days"),
        ("P1CE", "1 century"),
        ("2031-13", "2031-13"),  # what is no time stays as it is
        ("P1Y2M", "P1Y2M"),
    ],
)
def test_a_value_in_words(value: str, words: str) -> None:
    assert in_words(value) == words


@pytest.mark.parametrize(
    ("value", "mod", "words"),
    [
        ("2031-03", "START", "early in March 2031"),
        ("2031-03-01", "END", "late on 1 March 2031"),
        ("2031-03", "APPROX", "about March 2031"),
        ("2031", "BEFORE", "before 2031"),
        ("2019", "ON_OR_AFTER", "from 2019 on"),
        ("P3M", "MORE_THAN", "more than 3 months"),
        ("2031", "NO_SUCH", "2031"),
    ],
)
def test_a_modifier_stands_before_it(value: str, mod: str, words: str) -> None:
    assert in_words(value, mod) == words


def test_null_has_no_words() -> None:
    assert in_words(None, "APPROX") == ""


@given(st.text(st.sampled_from("0123456789XPTYMDWHSQ-:_FARE.Z+"), min_size=1, max_size=24))
def test_whatever_stands_there_has_words(value: str) -> None:
    assert in_words(value)
