"""Figures, times and places as rows: the text's own words first, what they are taken to mean second."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.report import Aside, Date, Figure, Place, Report
from sayso.show.entries import entries
from sayso.show.findings import FigureRow, Mention, Row, aside_rows, country, date_rows, figure_rows, place_rows
from tests.show.make import Says, ferry, find, pier, report


def figures(made: Report) -> list[FigureRow]:
    return figure_rows(made, entries(made), "outlet")


def figure(text: str, words: str, **fields: Any) -> FigureRow:
    made = report(text)
    known: dict[str, Any] = {"low": None, "high": None, "comparator": "=", "unit": None} | fields
    (row,) = figures(replace(made, figures=(Figure("f1", find(text, words)[0], **known),)))
    return row


@pytest.mark.parametrize(
    ("words", "fields", "value"),
    [
        ("14", {"low": 14, "high": 14}, ""),  # the words show it
        ("1,400", {"low": 1400, "high": 1400}, ""),
        ("12%", {"low": 12, "high": 12, "unit": "%"}, ""),
        ("fourteen", {"low": 14, "high": 14}, "14"),
        ("a boy", {"low": 1, "high": 1, "unit": "people"}, "1"),
        ("nobody", {"low": 0, "high": 0}, "0"),
        ("at least nine", {"low": 9, "comparator": "≥"}, "≥ 9"),
        ("up to 60", {"high": 60, "comparator": "≤"}, "≤ 60"),
        ("nearly 300", {"low": 300, "high": 300, "comparator": "≈"}, "≈ 300"),
        ("30 to 40", {"low": 30, "high": 40, "comparator": "range"}, ""),
        ("thirty to forty", {"low": 30, "high": 40, "comparator": "range"}, "30–40"),
        ("dozens", {"comparator": "≈"}, ""),  # no number is made up for words that give none
        ("$2.5 million", {"low": 2.5e6, "high": 2.5e6, "unit": "USD"}, "2,500,000 USD"),
        ("a googol", {"low": 1e100, "high": 1e100}, "1e+100"),
        ("endless", {"low": float("inf"), "high": float("inf")}, "inf"),
    ],
)
def test_a_value_stands_beside_words_that_do_not_show_it(words: str, fields: dict[str, Any], value: str) -> None:
    assert figure(f"They counted {words} there.", words, **fields).value == value


def test_a_figure_says_what_it_counts_in_which_role_and_scope() -> None:
    rows = figures(ferry())
    assert (rows[0].what, rows[0].scope, rows[0].as_of) == ("sailors, killed", "this incident", "1 March 2031")
    assert rows[1].scope == "part of “14 sailors”"
    assert rows[2].what == "people, wounded"
    assert rows[4].scope == "a statistic, an estimate"


def test_a_claim_about_the_other_side_is_named_as_whose_it_is() -> None:
    row = figure("It killed 40 marines.", "40", low=40, high=40, role="killed", scope="claimed enemy loss")
    assert row.scope == "the other side’s losses, as a party gives them"


def test_a_figure_stands_on_the_word_of_its_source_by_name() -> None:
    rows = figures(ferry())
    assert [(row.whose, row.statement) for row in rows[2:5]] == [
        ("Ilse Maran", "3"),
        ("a rescuer", "4"),
        ("Analysts", "7"),
    ]


@pytest.mark.parametrize(
    ("owner", "words"),
    [("outlet", "own voice"), ("guest", "the guest’s voice"), ("unknown", "voice: unknown")],
)
def test_a_figure_of_no_statement_is_the_voice_it_stands_in(owner: Any, words: str) -> None:
    made = replace(ferry(), figures=(replace(ferry().figures[0], statement=None),))
    (row,) = figure_rows(made, entries(made), owner)
    assert (row.whose, row.statement) == (words, None)


def test_a_number_of_nothing_much_is_kept_for_the_line_after_the_table() -> None:
    assert figure("On two ships.", "two", low=2, high=2, role="other", subject="ships").minor
    assert not figure("Two people came.", "Two", low=2, high=2, role="other", unit="people").minor
    assert not figure("It cost $2.", "$2", low=2, high=2, role="money", unit="USD").minor


def test_a_low_score_is_named_a_guess() -> None:
    assert [row.guess for row in figures(ferry())] == ["", "", "", "a guess, 50%", "", ""]


def dates(text: str, *found: tuple[str, Date]) -> list[Row]:
    made = report(text)
    spans = [replace(date, span=find(text, words)[0]) for words, date in found]
    made = replace(made, dates=tuple(spans))
    return date_rows(made, entries(made))


DAY = Date((0, 0), "DATE", "2031-03-01", score=0.9)


def test_words_that_mean_one_day_are_one_row() -> None:
    rows = dates("On Saturday. March 1. On Saturday.", ("On Saturday", DAY), ("March 1", DAY))
    assert [[m.words for m in row.mentions] for row in rows] == [["On Saturday", "March 1"]]
    assert rows[0].value == "1 March 2031"


def test_a_guess_is_not_hidden_among_what_is_sure() -> None:
    rows = dates("On Saturday. March 1.", ("On Saturday", DAY), ("March 1", replace(DAY, score=0.4)))
    assert [(row.value, row.guess) for row in rows] == [("1 March 2031", ""), ("1 March 2031", "a guess, 40%")]


def test_a_length_of_time_comes_after_the_times() -> None:
    rows = dates("For two days, until March 1.", ("two days", Date((0, 0), "DURATION", "P2D")), ("March 1", DAY))
    assert [(row.mentions[0].words, row.mentions[0].number, row.minor) for row in rows] == [
        ("March 1", "2", False),
        ("two days", "1", True),
    ]


def test_what_is_not_known_has_no_value() -> None:
    assert [(row.value, row.guess) for row in dates("One day.", ("One day", Date((0, 0), "DATE", None)))] == [("", "")]


def places(*found: Place) -> list[Row]:
    made = replace(ferry(), places=found)
    return place_rows(made, entries(made))


def test_a_place_has_its_country_and_a_town_its_coordinates() -> None:
    assert [(row.value, row.more) for row in place_rows(ferry(), entries(ferry()))[:2]] == [
        ("Halvern, QZ", "54.5° N 11.2° E"),
        ("Marrow, QZ", "54.1° N 11.5° E; could also be Marrow, QX"),
    ]
    coast = Place(ferry().places[1].span, "Sorrel", "QZ", -5.0, -10.0, level="region", score=0.9)
    assert [(row.value, row.more) for row in places(coast)] == [("Sorrel (region), QZ", "")]
    assert places(replace(coast, level="city"))[0].more == "5.0° S 10.0° W"


def test_a_capital_that_speaks_is_told_from_the_town() -> None:
    rows = place_rows(ferry(), entries(ferry()))
    assert rows[3].more.startswith("stands for who speaks or acts from there")


def test_a_place_that_the_gazetteer_has_not_is_not_known() -> None:
    assert place_rows(ferry(), entries(ferry()))[-1] == Row((Mention("5", "Drevia", 1),), "", "", "", ())


@pytest.mark.parametrize(("code", "name"), [("KP", "North Korea"), ("RU", "Russia"), ("QZ", "QZ")])
def test_a_country_goes_by_its_name(code: str, name: str) -> None:
    assert country(code) == name


def test_an_aside_about_no_statement_says_who() -> None:
    assert aside_rows(ferry()) == [
        ("3", "no comment", "Interior Ministry", "The Interior Ministry did not respond to questions")
    ]
    assert aside_rows(pier()) == []


def test_asides_stand_with_their_statement() -> None:
    listed = entries(ferry())
    assert listed[3].asides == (("reason for anonymity", "because he had no authority to speak"),)
    assert listed[4].asides == (("caveat", "could not be independently verified"),)
    no_reason = replace(ferry(), asides=(Aside("anonymity", ferry().asides[0].span, "s4"),))
    assert entries(no_reason)[3].asides[0][0] == "not named"


def test_who_that_is_stands_beside_words_that_do_not_say_it() -> None:
    named = {entry.number: entry.named for entry in entries(ferry())}
    assert named["3"] == "Ilse Maran"  # "She"
    assert named["2"] is None  # "Interior Minister Ilse Maran" says it
    made = report("Vale, a miller, said no.", [Says("Vale, a miller,", "said", "no")])
    assert entries(made)[0].who == "Vale, a miller"  # a source's last comma is not shown


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("2", ("presents as fact", "stated flatly", "said to be for the first time")),
        ("3", ("stated flatly",)),
        ("5", ("keeps its distance", "put as possible")),
        ("8", ("denies", "stated flatly")),
    ],
)
def test_how_a_statement_is_put(number: str, words: tuple[str, ...]) -> None:
    assert {entry.number: entry.put for entry in entries(ferry())}[number] == words


def test_a_role_that_the_class_says_is_not_repeated() -> None:
    about = {entry.number: entry.about for entry in entries(ferry())}
    assert about["2"] == ("named person", "state")
    assert about["7"] == ("unnamed expert",)
    assert about["9"] == ("unattributed",)
