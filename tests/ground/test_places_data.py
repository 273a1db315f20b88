"""The gazetteer and the tables of places: every row holds, and every row's own example comes out as it says."""

from __future__ import annotations

import pytest

from sayso.ground.gazetteer import Gazetteer, fold, gazetteer, hashed, rows, split, tables
from sayso.ground.places import acts, places
from tests.ground.make import make


def use_of(example: str, words: str) -> set[str]:
    report = places(make(example, names={words: "LOCATION"}))
    return {p.use for p in report.places if report[p.span] == words}


@pytest.mark.parametrize("row", rows("acts"), ids=lambda row: row["example"])
def test_a_seat_of_power_beside_these_words_is_the_state(row: dict[str, str]) -> None:
    assert use_of(row["example"], row["metonym"]) == {"metonym"}


@pytest.mark.parametrize("row", rows("metonyms"), ids=lambda row: row["name"])
def test_a_seat_of_power_acts_in_its_example(row: dict[str, str]) -> None:
    report = places(make(row["example"], names={row["metonym"]: "ORGANIZATION"}))
    assert [(report[p.span], p.use, p.country) for p in report.places] == [(row["metonym"], "metonym", row["country"])]


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ("The council met in Moscow.", "Moscow"),
        ("A man in Moscow said it rained.", "Moscow"),
        ("Flights from Beijing were late.", "Beijing"),
    ],
)
def test_a_seat_of_power_is_a_town_elsewhere(example: str, words: str) -> None:
    assert use_of(example, words) == {"location"}


@pytest.mark.parametrize("table", ["countries", "known", "borders", "metonyms"])
def test_coordinates_are_on_the_globe(table: str) -> None:
    for row in rows(table):
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row


def test_borders_are_between_countries_of_the_table() -> None:
    lands = {row["iso"] for row in rows("countries")}
    pairs = [frozenset((row["country"], row["other"])) for row in rows("borders")]
    assert all(pair <= lands and len(pair) == 2 for pair in pairs)
    assert len(set(pairs)) == len(pairs)


def test_every_country_has_a_code_and_no_demonym_is_its_name() -> None:
    for row in rows("countries"):
        assert len(row["iso"]) == 2
        assert row["name"] not in split(row["demonyms"])


def test_fifty_states_and_the_district() -> None:
    assert len(rows("states")) == 51
    assert tables().abbreviations["Ky."] == tables().states["kentucky"]


def test_no_act_is_also_what_a_state_has() -> None:
    assert not acts().after & acts().of - {"demand", "demands", "claim", "claims", "support"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("São Paulo", "sao paulo"),
        ("Saint Louis", "st louis"),
        ("St. Louis", "st louis"),
        ("Sana’a", "sanaa"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Łódź", "lodz"),
        ("U.S.", "us"),
        ("", ""),
    ],
)
def test_names_fold(name: str, key: str) -> None:
    assert fold(name) == key


def test_hashes_are_64_bits_and_lasting() -> None:
    assert hashed("paris") == hashed("paris") < 2**64
    assert hashed("paris") != hashed("sirap")


def test_the_compiled_file_finds_names_and_spellings_largest_first() -> None:
    found = gazetteer().find(["alexandria", "kiev", "not a place at all", ""])
    assert found["alexandria"][0].country == "EG"
    people = [e.people for e in found["alexandria"] if not e.spelling]
    assert people == sorted(people, reverse=True)
    assert any(e.name == "Kyiv" and e.spelling for e in found["kiev"])
    assert set(found) == {"alexandria", "kiev"}


def test_nothing_asked_gives_nothing() -> None:
    assert gazetteer().find([]) == {}


def test_the_compiled_file_is_small_and_says_what_it_is() -> None:
    assert 200_000 < len(gazetteer()) < 300_000
    with pytest.raises(ValueError, match="compiled gazetteer"):
        Gazetteer(b"something else")
