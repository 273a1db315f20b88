"""Places: what is one, which one it is, and whether town, state or people are meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ground.places import places
from sayso.report import Place
from tests.ground.make import make, said


def found(text: str, *statements: Any, names: dict[str, str] | None = None, **known: Any) -> dict[str, Place]:
    """The places of a text by the words that name them."""
    report = places(make(text, *statements, names=names, **known))
    return {report[p.span]: p for p in report.places}


def located(text: str, *names: str, **known: Any) -> dict[str, Place]:
    """The same, where the encoder takes the names given for places."""
    return found(text, names=dict.fromkeys(names, "LOCATION"), **known)


def test_a_country_has_its_code_and_coordinates() -> None:
    place = located("The ferry sank off Japan.", "Japan")["Japan"]
    assert (place.name, place.country, place.level, place.use) == ("Japan", "JP", "country", "location")
    assert place.latitude == pytest.approx(36, abs=1)
    assert place.geonames == 1861060


def test_a_region_with_its_class_is_the_region_and_not_its_city() -> None:
    place = located("They fell in the Kursk Region of Russia.", "Kursk Region", "Russia")["Kursk Region"]
    assert (place.country, place.level) == ("RU", "region")
    assert place.latitude == pytest.approx(51.7, abs=0.5)


def test_a_region_in_lower_case_is_the_region_too() -> None:
    place = located("Shells hit the Sumy region of Ukraine.", "Sumy", "Ukraine")["Sumy"]
    assert (place.country, place.level) == ("UA", "region")


@pytest.mark.parametrize(
    ("text", "country", "latitude"),
    [
        ("The mill in Paris, Texas, burned down.", "US", 33.66),
        ("The mill in Paris, Tenn., burned down.", "US", 36.3),
        ("The mill in Paris, Ont., burned down.", "CA", 43.2),
        ("France mourned. The mill in Paris, near Versailles, burned down.", "FR", 48.85),
    ],
)
def test_the_words_after_a_name_and_its_company_tell_which_one(text: str, country: str, latitude: float) -> None:
    place = located(text, "Paris", "Texas", "Ont", "France", "Versailles")["Paris"]
    assert place.country == country
    assert place.latitude == pytest.approx(latitude, abs=0.2)


def test_a_name_told_once_is_the_same_place_afterwards() -> None:
    report = places(make("Paris, Texas, woke late. In Paris it rained.", names={"Paris": "LOCATION"}))
    assert {p.country for p in report.places} == {"US"}


def test_small_towns_go_with_the_county_and_state_around_them() -> None:
    text = "The Rapides Parish fire crews of Pineville and Alexandria met in Louisiana."
    place = located(text, "Rapides Parish", "Pineville", "Alexandria", "Louisiana")
    assert place["Rapides Parish"].level == "region"
    assert place["Alexandria"].latitude == pytest.approx(31.3, abs=0.2)
    assert place["Pineville"].latitude == pytest.approx(31.3, abs=0.2)


def test_other_places_of_the_name_are_told_with_lower_scores() -> None:
    place = located("It rained in Richmond.", "Richmond")["Richmond"]
    assert place.alternatives
    scores = [place.score, *(a.score for a in place.alternatives)]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1.01


def test_spellings_accents_and_abbreviations_find_their_place() -> None:
    place = located("From Sao Paulo to St. Louis, Mo., and the Mt. Everest.", "Sao Paulo", "St. Louis", "Mt. Everest")
    assert place["Sao Paulo"].name == "São Paulo"
    assert place["St. Louis"].latitude == pytest.approx(38.6, abs=0.2)
    assert place["Mo."].name == "Missouri"
    assert place["Mt. Everest"].level == "other"


def test_seas_have_no_country() -> None:
    place = located("The tanker drifted in the Black Sea.", "Black Sea")["Black Sea"]
    assert (place.level, place.country) == ("sea", None)
    assert place.latitude is not None


def test_a_people_is_a_demonym_with_its_country() -> None:
    place = found("Russian and North Korean crews met.")
    assert (place["Russian"].use, place["Russian"].country) == ("demonym", "RU")
    assert (place["North Korean"].use, place["North Korean"].country) == ("demonym", "KP")


def test_the_source_of_a_statement_is_a_state_that_acts() -> None:
    text = "The pier in Moscow is safe, Moscow said."
    report = places(
        make(text, said(text, (28, 34), "said", "The pier in Moscow is safe"), names={"Moscow": "LOCATION"})
    )
    assert [p.use for p in report.places] == ["location", "metonym"]


def test_a_place_within_what_is_said_carries_its_statement() -> None:
    text = "It sank off Japan, the navy said."
    place = found(text, said(text, "the navy", "said", "It sank off Japan"), names={"Japan": "LOCATION"})["Japan"]
    assert place.statement == "s1"


@pytest.mark.parametrize(
    "text", ["along the North Korean-Russian border", "at the border between Russia and North Korea"]
)
def test_a_border_of_two_countries_is_a_place_of_its_own(text: str) -> None:
    report = places(make(f"They fought {text}.", names={"North Korea": "LOCATION", "Russia": "LOCATION"}))
    (place,) = report.places
    assert place.level == "other"
    assert place.latitude == pytest.approx(42.4, abs=0.5)
    assert place.longitude == pytest.approx(130.6, abs=0.5)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chad Marlow spoke first.", {"Chad Marlow": "PERSON"}),
        ("Paris Hilton waved.", {"Paris Hilton": "PERSON"}),
        ("Theresa May left. Mrs. May was late.", {"Theresa May": "PERSON", "May": "PERSON"}),
        ("It opens in May or March.", {"May": "DATE", "March": "DATE"}),
        ("Anna Houston and Jordan Lee met.", {"Anna Houston": "PERSON", "Jordan Lee": "PERSON"}),
        ("The Washington Post has the story.", {"Washington Post": "ORGANIZATION"}),
        ("He was seen on Memphis Street and Augusta St. at noon.", {}),
        ("Many said no. Most agreed. Police came.", {}),
    ],
)
def test_persons_papers_months_streets_and_plain_words_are_no_places(text: str, names: dict[str, str]) -> None:
    assert found(text, names=names) == {}


def test_a_town_in_a_bodys_name_is_a_place() -> None:
    place = found(
        "The Alexandria Police Department closed a road in Louisiana.",
        names={"Alexandria Police Department": "ORGANIZATION", "Louisiana": "LOCATION"},
    )
    assert place["Alexandria"].country == "US"


def test_a_place_that_only_the_encoder_knows_has_no_coordinates() -> None:
    place = located("The hut in Qelvarith burned.", "Qelvarith")["Qelvarith"]
    assert (place.name, place.country, place.latitude, place.longitude) == (None, None, None, None)
    assert 0 < place.score < 1


def test_sides_of_the_compass_are_no_towns() -> None:
    assert located("The North and the West met.", "North", "West") == {}


def test_a_possessive_is_not_part_of_the_name() -> None:
    assert "Jordan" in located("Jordan's king spoke in Amman.", "Jordan", "Amman")


def test_the_outlets_own_name_is_company() -> None:
    alone = located("A barn burned in Independence.", "Independence", outlet="Kansas City Star")["Independence"]
    assert alone.latitude == pytest.approx(39.1, abs=0.3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "'s",
        "the river rose in japan and in the kursk region of russia",
        "FIRE IN PARIS, TEXAS KILLS NINE NEAR THE RUSSIAN BORDER",
        "St. St. Mt. Ft. U.S. U.S.A. N.",
        "border border between and",
        "Russian-Russian-Russian border between Russia and and",
        "Paris, " * 300,
    ],
)
def test_odd_texts_raise_nothing(text: str) -> None:
    report = places(make(text))
    assert all(report[p.span].strip() for p in report.places)


def test_text_without_capitals_keeps_what_the_encoder_sees() -> None:
    place = located("the river rose in japan and in lyon", "japan", "lyon")
    assert place["japan"].country == "JP"
    assert place["lyon"].country == "FR"


def test_all_capitals_are_read() -> None:
    assert located("FIRE IN JAPAN KILLS NINE", "JAPAN")["JAPAN"].name == "Japan"


def test_a_thousand_mentions_are_one_place() -> None:
    text = "Paris woke. " * 1000 + "France slept."
    report = places(make(text, names={"Paris": "LOCATION", "France": "LOCATION"}))
    assert len(report.places) == 1001
    assert {p.country for p in report.places} == {"FR"}


def test_a_thousand_names_are_decided_too() -> None:
    text = (
        ". ".join(f"{a}{b}ville met {a.title()}ton" for a in "Ash Bel Cor Dan Fair".split() for b in "abcdefgh") + "."
    )
    assert places(make(text)).text == text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Paris , . ( ) - – ' ’ s St Mt U.S. Texas Tex. border between and of Russia North Korean Russian County "
            "counties Region said the The Moscow in \n \n\n x TX Springfield é ß".split(" ")
        ),
        max_size=30,
    )
)
def test_whatever_stands_beside_it_spans_slice_and_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    report = places(make(text, names={"Paris": "LOCATION", "Moscow": "PERSON"}))
    end = 0
    for p in report.places:
        assert end <= p.span[0] < p.span[1] <= len(text)
        assert text[slice(*p.span)] == text[slice(*p.span)].strip()
        assert 0 <= p.score <= 1
        assert (p.latitude is None) == (p.longitude is None)
        end = p.span[1]


def test_a_surname_of_a_person_named_in_full_is_no_people_and_no_town() -> None:
    text = (
        "Tarn. Ona English, 31, was tried on Monday. The boy had found English's gun. English was fined $90. "
        "The English papers wrote of it in France."
    )
    names = {"Ona English": "MISC", "English": "MISC", "Tarn": "LOCATION", "France": "LOCATION"}
    report = places(make(text, names=names))
    assert [report.text[p.span[0] - 4 : p.span[1]] for p in report.places if p.name == "England"] == ["The English"]


def test_a_town_of_a_persons_name_stays_one_after_in() -> None:
    text = "Ona Houston, 44, of Tarn, sold the mill. Houston moved on. It rained in Houston."
    report = places(make(text, names={"Ona Houston": "PERSON", "Houston": "PERSON"}))
    assert [p.span[0] for p in report.places if report[p.span] == "Houston"] in ([], [text.rindex("Houston")])


@pytest.mark.parametrize(
    "text",
    [
        "They met in the 18400 block of Algonac at dusk.",
        "They met in the 300 block of S. Algonac at dusk.",
        "They met at the corner of Vell and Algonac at dusk.",
        "They met at 14th and Algonac at dusk.",
        "Location: 4650 Algonac",
    ],
)
def test_a_street_is_not_the_town_of_its_name(text: str) -> None:
    place = located(text, "Algonac").get("Algonac")
    assert place is None or (place.name, place.latitude, place.country) == (None, None, None)


def test_a_town_after_a_house_number_with_its_state_stays_a_town() -> None:
    assert located("The ferry left for Algonac, Mich., at dusk.", "Algonac")["Algonac"].country == "US"


def test_a_car_is_no_town_and_usa_today_no_country() -> None:
    report = found(
        "USA TODAY\nA GMC Canyon was hit in France. The Canyon burned.", names={"Canyon": "LOCATION", "USA": "LOCATION"}
    )
    assert set(report) == {"France"}


def test_washington_alone_is_the_capital() -> None:
    assert located("The ferry talks were held in Washington on Monday.", "Washington")["Washington"].level == "city"
    text = "Gov. Ona Renn of Washington spoke in Tacoma and Seattle."
    assert located(text, "Washington", "Tacoma", "Seattle")["Washington"].level == "region"


def test_a_country_beside_other_countries_is_no_town_of_its_name() -> None:
    states = ("Tennessee", "Ohio", "Pennsylvania", "Indiana")
    text = (
        "Men of Tennessee, Ohio, Pennsylvania and Indiana voted against guards in Lebanon. Ships left Kuwait for Iraq."
    )
    assert located(text, "Lebanon", "Kuwait", "Iraq", *states)["Lebanon"].country == "LB"
    text = "The mill in Lebanon, Pa., burned. Ships left Kuwait and Iraq."
    assert located(text, "Lebanon", "Pa", "Kuwait", "Iraq")["Lebanon"].country == "US"


def test_a_body_and_the_class_of_a_road_are_no_places() -> None:
    assert located("The United Nations met off Interstate 43.", "United Nations", "Interstate") == {}


def test_a_bridge_and_a_numbered_street_are_no_towns() -> None:
    assert located("They met on the George Washington Bridge.", "George Washington Bridge") == {}
    assert located("They met near 23rd Street.", "23rd Street", "Street").get("Street") is None
