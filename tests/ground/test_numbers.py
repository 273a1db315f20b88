"""Numbers: their values in words and digits, ranges, comparators, units; and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ground.numbers import Number, numbers
from sayso.ground.numerals import page
from tests.ground.make import make


def read(text: str) -> list[Number]:
    """The numbers of a text."""
    return numbers(page(make(text)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-eight thousand six hundred forty-two sheep", 28642),
        ("a hundred and one sheep", 101),
        ("two dozen sheep", 24),
        ("half a million sheep", 500_000),
        ("two and a half million sheep", 2_500_000),
        ("1.2 million sheep", 1_200_000),
        ("12,345 sheep", 12345),
        ("1,50,000 sheep", 150_000),
        ("12\u00a0345 sheep", 12345),
        ("4 hundred sheep", 400),
        ("a couple of sheep", 2),
        ("two-thirds of the sheep", 2 / 3),
        ("1/2 pound of salt", 0.5),
        ("2½ hours", 2.5),
        ("rose .5 percent", 0.5),
        ("minus 40 degrees", -40),
        ("fell to -3.5 degrees", -3.5),
        ("١٢ sheep", 12),
        ("१२ sheep", 12),
        ("half an hour", 0.5),
        ("two-and-a-half years", 2.5),
        ("one in five voters", 0.2),
        ("nine out of ten voters", 0.9),
        ("a one-in-four chance", 0.25),
    ],
)
def test_value(text: str, value: float) -> None:
    (found,) = read(text)
    assert found.low == pytest.approx(value)
    assert found.high == found.low


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12 to 15 sheep", 12, 15),
        ("12-15 sheep", 12, 15),
        ("12–15 sheep", 12, 15),
        ("between 5 and 7 sheep", 5, 7),
        ("three or four sheep", 3, 4),
        ("2 to 3 million sheep", 2e6, 3e6),
        ("$6 billion to $10 billion", 6e9, 1e10),
        ("1.2 to 1.5 million sheep", 1.2e6, 1.5e6),
        ("$1.2-1.5bn", 1.2e9, 1.5e9),
        ("1,000-1,500 sheep", 1000, 1500),
        ("5%-7%", 5, 7),
        ("four thousand to five thousand sheep", 4000, 5000),
    ],
)
def test_range(text: str, low: float, high: float) -> None:
    (found,) = read(text)
    assert (found.comparator, found.low, found.high) == ("range", low, high)


@pytest.mark.parametrize(
    "text", ["dozens of sheep", "tens of thousands of sheep", "millions of sheep", "scores of sheep"]
)
def test_a_plural_without_a_number_has_none(text: str) -> None:
    (found,) = read(text)
    assert (found.comparator, found.low, found.high) == ("≈", None, None)


def test_at_least_has_no_upper_end_and_at_most_no_lower() -> None:
    first, second = read("At least 12 sheep and up to 40 goats.")
    assert (first.comparator, first.low, first.high) == ("≥", 12, None)
    assert (second.comparator, second.low, second.high) == ("≤", None, 40)


def test_what_changed_by_how_much_is_not_a_range() -> None:
    assert [n.low for n in read("It rose by $43 million to $419 million.")] == [43e6, 419e6]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("$5", "USD"),
        ("US$5m", "USD"),
        ("HK$5.4m", "HKD"),
        ("USD10m", "USD"),
        ("A $20 plan", "USD"),
        ("A$20", "AUD"),
        ("3m pounds", "GBP"),
        ("5 million pounds", "GBP"),
        ("5 pounds of salt", "lb"),
        ("50mph winds", "mph"),
        ("100m away", "m"),
        ("5 per cent", "%"),
        ("a 20-minute film", "minute"),
        ("12 square kilometres", "km²"),
        ("millions of dollars", "USD"),
    ],
)
def test_unit(text: str, unit: str) -> None:
    (found,) = read(text)
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "In 2031 the port closed.",
        "It closed on March 2, 2031.",
        "It closed on 2 March.",
        "It closed on Jan. 7.",
        "It closed from March 9 to 12.",
        "It closed at 5:30 p.m.",
        "It is open 9 to 5 p.m.",
        "The 3rd ferry sank.",
        "In the 1990s it sank.",
        "A T-72 stood on the I-95.",
        "Resolution 1701 passed.",
        "She lives at 12 North Mill Street.",
        "It stands in the 500 block of Mill Street.",
        "Call 555-0142.",
        "He called 911.",
        "Tarn beat Marrow 3-1.",
        "Tarn beat Marrow 3 – 1.",
        "It was as bad as 9/11.",
        "Vol. 13 is out.",
        "He has an Aldan 11 in his bag.",
        "No one could say.",
        "Warehouse 9 blew up.",
        "Warehouse 9 was empty.",
        "They came one after another.",
        "It says so in a note. [20]",
        "See https://tarn.example/2/12345 for more.",
        "The version 2.0.1 is out.",
    ],
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert [text[slice(0, 0)] for n in read(text) if n.kind != "age" and n.low != 0] == []


@pytest.mark.parametrize(
    "text",
    [
        "a 34-year-old miller",
        "Ilse Maran, 34, said",
        "Ilse Maran (34)",
        "aged 34",
        "He was 34, she said.",
        "34 years old",
    ],
)
def test_an_age_is_marked_as_one(text: str) -> None:
    assert [n.kind for n in read(text)] == ["age"]


def test_ages_in_a_list_are_ages() -> None:
    assert [n.kind for n in read("Two boys, ages 19, 21 and 22, came.")] == ["count", "age", "age", "age"]


@pytest.mark.parametrize("digits", ["9" * 400, "1" + ",000" * 200, "9" * 5000])
def test_a_number_of_400_digits_has_no_value(digits: str) -> None:
    assert [(n.low, n.high) for n in read(f"They counted {digits} sheep.")] == [(None, None)]


def test_no_float_is_ever_infinite() -> None:
    text = "a trillion trillion trillion trillion trillion billion million " * 20
    assert all(n.low is None or n.low < 1e30 for n in read(text))


_BITS = (
    "12 15 - – $ % 1,200 .5 2½ 1/2 million dozen half a two and or to between at least ago : p.m. [ ] ( ) ¾ m km "
    "9mm US$ 3rd"
).split()


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_BITS), max_size=30).map(" ".join)))
def test_any_text_gives_numbers_in_order(text: str) -> None:
    there = make(text.replace("\0", " "))
    last = 0
    for n in numbers(page(there)):
        assert 0 <= n.start <= n.core < n.end <= len(there.words)
        assert n.core >= last
        last = n.end
        if n.low is not None and n.high is not None:
            assert n.low <= n.high
