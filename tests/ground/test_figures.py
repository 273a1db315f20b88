"""Figures: what is counted, in which role and scope, as a part of what, on whose word."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ground.figures import figures
from sayso.report import Figure
from sayso.show.contract import dumps
from tests.ground.make import make, said


def told(figure: Figure) -> str:
    """A figure in one line: "≥12 people killed"."""
    if figure.comparator == "range":
        number = f"{figure.low:.15g}..{figure.high:.15g}"
    else:
        value = figure.low if figure.low is not None else figure.high
        number = f"{figure.comparator}{value:.15g}" if value is not None else f"{figure.comparator}?"
    return f"{number} {figure.unit or '-'} {figure.role}"


def read(text: str) -> list[str]:
    """Every figure of a text in one line each."""
    return [told(f) for f in figures(make(text)).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 32 people were killed and 81 wounded in Tarn.", ["≥32 people killed", "=81 people wounded"]),
        ("The blast killed 12 soldiers and three civilians.", ["=12 people killed", "=3 people killed"]),
        ("The death toll in Tarn rose to 12.", ["=12 people killed"]),
        ("Dozens of sailors drowned.", ["≈? people killed"]),
        ("No one was hurt.", ["=0 people wounded"]),
        ("0 killed", ["=0 people killed"]),
        ("More than doubled to 40 dead.", ["=40 people killed"]),
        ("A boy was shot dead.", ["=1 people killed"]),
        ("A 34-year-old man drowned.", ["=1 people killed", "=34 year measure"]),
        ("A man, 34, was shot.", ["=1 people wounded", "=34 year measure"]),
        ("The 2,900-year-old mill fell.", ["=2900 year measure"]),
        ("Two men, both 31, were shot.", ["=2 people wounded", "=31 year measure"]),
        ("Aldo Renn Jr., 16, was shot.", ["=16 year measure"]),
        ("The boys were 9 and 10 years old.", ["=9 year measure", "=10 year measure"]),
        ("No life-threatening injuries were seen.", []),
        ("None of the injuries was grave.", []),
        ("He fired at least six rounds, shooting six rounds at a wall.", ["≥6 - other", "=6 - other"]),
        ("The raid left four guards including the gunman dead.", ["=4 people killed"]),
        ("Shooting Kills 9 Outside Mill", ["=9 people killed"]),
        ("She lost a tooth when a boy shouted.", []),
        ("The guards wiped out 12 gunmen.", ["=12 people killed"]),
        ("Two people -- sailors from Tarn -- were wounded.", ["=2 people wounded"]),
        ("Two people — including a boy — were wounded.", ["=2 people wounded", "=1 people wounded"]),
        ("A boy lives where guards were shot.", []),
        ("Jon Renn, 24 was shot in Tarn.", ["=24 year measure"]),
        ("In Tarn, 24 were shot.", ["=24 people wounded"]),
        ("Ten guards aged between 20 and 37 were shot.", ["=10 people wounded", "20..37 year measure"]),
        ("The 17 y.o. was shot.", ["=17 year measure"]),
        ("Image 4 of 11 Two guards were shot.", ["=2 people wounded"]),
        ("He said 17 warrants were executed.", ["=17 - other"]),
        ("Two jets were shot down.", ["=2 - other"]),
        ("17 streets, 7 dead", ["=17 - other", "=7 people killed"]),
        ("7 Shot, 3 Dead at Mill", ["=7 people wounded", "=3 people killed"]),
        ("Two boys, ages 5 and 6, were wounded.", ["=2 people wounded", "=5 year measure", "=6 year measure"]),
        ("He had three gunshot wounds.", ["=3 - other"]),
        ("Aldo Renn Jr. 16, was shot.", ["=16 year measure"]),
        # by their own hand
        (
            "His 6-year-old son shot himself in the hand. The boy shot himself with a rifle. He is to recover.",
            ["=1 people wounded", "=6 year measure"],
        ),
        ("A man shot himself at the mill. He later died.", ["=1 people killed"]),
        ("A man fatally shot himself.", ["=1 people killed"]),
        ("The boy killed himself.", ["=1 people killed"]),
        ("The boy shot himself. A man died.", ["=1 people killed"]),
        ("Two guards were shot. The gunman shot himself.", ["=2 people wounded"]),
        ("The boy had not shot himself.", []),
        ("A man died of cancer.", []),
        # marks and praise
        ("Call (313) 222-2023.", []),
        ("Case Numbers: 1703310154, 1703310165", []),
        ("Case number: 17", []),
        ("Location: 4650 Kostar", []),
        ("She told WISN 12 News reporter Nick Renn of it.", []),
        ("Call 0412 555 123.", []),
        ("Deaths: 12", ["=12 people killed"]),
        ("It is one of the world's most stubborn conflicts.", []),
        ("It is one of Marrow's largest mills.", []),
        ("One of the sailors was killed.", ["=1 people killed"]),
        ("They cost 25 or 40 crowns, respectively.", ["=25 - other", "=40 - other"]),
        ("It began circa 2001 in Tarn.", []),
        ("These are the worst scores.", []),
        ("Scores of sailors drowned.", ["≈? people killed"]),
        ("A quarter of the members (12) left.", ["=0.25 - share", "=12 - other"]),
        ("Pct. 4 Constable Aldo Renn left.", []),
        ("Take Interstates 75 and 70, and U.S. 127, north.", []),
        ("In the U.S. 12 guards died.", ["=12 people killed"]),
        ("Thousands of lives would have been saved.", ["≈? - other"]),
        ("A retired guard, a man who shared custody of her son, left.", []),
        ("The man is in police custody.", []),
        ("A man was shot and was taken to a hospital, where he died.", ["=1 people killed"]),
        ("A man was shot on Monday. He later died.", ["=1 people killed"]),
        ("A man was shot on Monday. A boy died.", ["=1 people wounded", "=1 people killed"]),
        ("It came back to one of how they could pay.", []),
        ("A man shot a 3-year-old after a quarrel.", ["=1 people wounded", "=3 year measure"]),
        ("A 3-year-old dog was shot.", ["=3 year measure"]),
        ("A girl was hurt. A 3-year-old was shot.", ["=1 people wounded", "=3 year measure"]),
        ("One man shot, killed while at play.", ["=1 people killed"]),
        ("Image 1 of / 1. The mill 1 / 1 Back to Gallery", []),
        ("Residents 65 or older pay less.", ["=65 year measure"]),
        ("He had turned 19 six days before.", ["=19 year measure", "=6 day measure"]),
        ("They lost seats in the 2010 elections.", []),
    ],
)
def test_read(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_a_part_names_its_total() -> None:
    total, part = figures(make("278 people were killed, including 235 civilians.")).figures
    assert (total.part_of, part.part_of, part.scope, part.role) == (None, total.id, "subset", "killed")


@pytest.mark.parametrize("text", ["Four of the five guards were killed.", "Four of five guards were killed."])
def test_so_many_of_so_many_is_a_part(text: str) -> None:
    part, total = figures(make(text)).figures
    assert (part.low, part.part_of, part.scope, total.part_of) == (4, total.id, "subset", None)


def test_a_boy_who_was_one_of_two_is_not_a_third() -> None:
    one, two = figures(make("A boy was one of two pupils shot in Tarn.")).figures
    assert (one.part_of, two.part_of) == (two.id, None)


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were wounded in attacks in Tarn.",
        "Nine people were wounded in two North Side shootings.",
        "Nine people were shot from Tuesday afternoon to early Wednesday.",
        "Nine people were shot in a five-hour span.",
        "Nine people were shot in South Side shootings.",
        "Three shootings left nine people wounded.",
        "So far in 2031, nine people were killed in Tarn.",
        "Nine people were wounded in four separate bloody scenes.",
        "Nine people were wounded in gun violence.",
        "Nine people were shot in the first 41 days of 2031.",
        "Nine people were shot between 3 p.m. Friday and 3 a.m. Monday.",
        "Nine people were shot over an eight-hour stretch.",
        "A boy was among nine people wounded over the weekend.",
    ],
)
def test_several_incidents_are_cumulative(text: str) -> None:
    nine = next(f for f in figures(make(text)).figures if f.low == 9)
    assert nine.scope == "cumulative"


def test_some_of_a_crowd_are_all_who_came_to_harm() -> None:
    _, four = figures(make("Nearly 200 guests were at the mill and four of them were shot.")).figures
    assert (four.role, four.scope) == ("wounded", "incident")


VELL_AND_RENN = {"Ana Vell": "PERSON", "Jon Renn": "PERSON", "Vell": "PERSON", "Renn": "PERSON"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Vell and Jon Renn were wounded.", ["=2 people wounded"]),
        ("Ana Vell, 34, and Jon Renn, 29, were shot dead.", ["=2 people killed"]),
        ("A fire killed Ana Vell and Jon Renn.", ["=2 people killed"]),
        ("It was the fatal shooting of Ana Vell.", ["=1 people killed"]),
        # Each counts once a report, with each harm.
        ("Ana Vell was shot. Vell was shot at noon. Vell died.", ["=1 people wounded", "=1 people killed"]),
        # Who did it, who spoke, who was arrested, who lives somewhere.
        ("Ana Vell shot and killed a guard.", ["=1 people killed"]),
        ("Ana Vell had just killed the guard.", []),
        ("A blast killed Ana Vell, Jon Renn said.", ["=1 people killed"]),
        ("Ana Vell was arrested after guards were shot.", []),
        ("Ana Vell lives where guards were shot.", []),
        ("Ana Vell's mill burned, and guards died.", []),
    ],
)
def test_people_who_are_named_count(text: str, expected: list[str]) -> None:
    found = [f for f in figures(make(text, names=VELL_AND_RENN)).figures if f.role != "measure"]
    assert [told(f) for f in found] == expected
    assert all(f.score <= 0.6 for f in found)


def scope(text: str, source: str | None, content: str, role: str | None = None) -> str | None:
    """The scope of the first count of a text whose content is on a source's word; the report's own where none is."""
    given = () if source is None else (said(text, source, "said", content, role=role),)
    return figures(make(text, *given)).figures[0].scope


@pytest.mark.parametrize(
    ("source", "content", "role"),
    [
        ("The Marrow army", "it killed 40 Tarnish soldiers", None),
        ("The Marrow army", "12 militants were killed in Tarn", None),
        ("A spokesman", "12 militants were killed in Tarn", "armed party"),
        ("The guerrillas", "13 soldiers were killed in Tarn", None),
        ("The guerrillas", "they killed nine policemen", None),
        ("Vell", "we killed 40 marines", None),
        ("Vell", "our brave fighters killed 40 marines", None),
        ("Vell", "40 marines were killed by our men", None),
        ("Vell", "we have killed 40", None),
        ("Vell", "1,500 enemy troops were wiped out", None),
    ],
)
def test_the_other_sides_losses_are_a_claim(source: str, content: str, role: str | None) -> None:
    text = f"{source} said {content}."
    assert scope(text, source, content, role) == "claimed enemy loss"


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("The Marrow army", "40 Marrow soldiers were killed"),
        ("The Marrow army", "it lost 40 soldiers who were killed in Tarn"),
        ("The Marrow army", "the flood killed 40 people"),
        ("A doctor", "12 militants were killed in Tarn"),
        ("The guerrillas", "13 of our fighters were killed"),
        ("Vell", "we found 40 people killed"),
        ("The Marrow army", "12 civilians were killed by the enemy"),
    ],
)
def test_a_toll_is_no_claim_of_an_enemys_loss(source: str, content: str) -> None:
    text = f"{source} said {content}."
    assert scope(text, source, content) != "claimed enemy loss"


def test_a_speaker_is_known_by_other_words_elsewhere() -> None:
    text = "An army spokesman said it rained. Vell said 12 militants were killed."
    one = said(text, "An army spokesman", "said", "it rained", actors=("a1",))
    two = said(text, "Vell", "said", "12 militants were killed", "s2", actors=("a1",))
    assert figures(make(text, one, two)).figures[0].scope == "claimed enemy loss"


@pytest.mark.parametrize("digits", ["9" * 19, "9" * 400, "1" + ",000" * 200, "9" * 17 + " trillion trillion"])
def test_long_numbers_can_be_written_as_json(digits: str) -> None:
    report = figures(make(f"At least {digits} people were killed, and $" + digits + " was lost."))
    assert report.figures
    for figure in report.figures:
        json.dumps([figure.low, figure.high], allow_nan=False)
    dumps(report)


def test_an_age_says_of_whom() -> None:
    figure = figures(make("The 34-year-old miller left.")).figures[0]
    assert (figure.subject, figure.unit, figure.scope) in [("miller", "year", None), (None, "year", None)]


def test_a_figure_belongs_to_the_statement_that_holds_it() -> None:
    text = "The harbour office said that nine sailors drowned. Two boats sank."
    statement = said(text, "The harbour office", "said", "that nine sailors drowned")
    first, second = figures(make(text, statement)).figures
    assert (first.statement, second.statement) == ("s1", None)


_BITS = (
    "12 15 to - killed wounded people a boy no one half dozen million $ % of the and , . including were 3rd 9mm".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_BITS), max_size=25).map(" ".join)))
def test_any_text_gives_figures_whose_spans_slice(text: str) -> None:
    text = text.replace("\0", " ")
    last = (-1, -1)
    for figure in figures(make(text)).figures:
        low, high = figure.span
        assert 0 <= low < high <= len(text)
        assert figure.span >= last
        last = figure.span


def named(text: str, *names: str) -> list[str]:
    """The figures of people, where the encoder takes the names given for persons."""
    found = figures(make(text, names=dict.fromkeys(names, "PERSON"))).figures
    return [f"{f.subject} {f.role}" for f in found if f.unit == "people"]


def test_who_merely_died_in_passing_is_no_casualty() -> None:
    assert named("Salm took power in May after his brother King Vell died. It rained.", "Salm", "Vell") == []
    assert named("A fire broke out in Tarn. Ona Vell died in hospital.", "Ona Vell") == ["Ona Vell killed"]
    assert named("Vell was beaten on Monday. It rained. It snowed. Vell died.", "Vell") == ["Vell killed"]


def test_what_stands_after_a_name_is_the_same_person() -> None:
    found = figures(make("Kad Torr, a young guard, was shot.", names={"Kad Torr": "PERSON"})).figures
    assert [(f.subject, f.scope) for f in found] == [("Kad Torr", "incident"), ("young guard", "subset")]
    assert named("Kad Torr, a 17-year-old, was shot.", "Kad Torr") == ["Kad Torr wounded"]


def test_one_and_the_other_are_parts() -> None:
    total, one = figures(make("Two guards were shot. One was shot in the arm, the other in the leg.")).figures
    assert (total.scope, one.scope) == ("incident", "subset")


def test_a_car_is_nobody() -> None:
    assert named("The man struck a Jeep Wrangler, causing injuries.", "Jeep") == []
    assert named("A Toyota Renn was hit and three people were hurt.", "Renn") == ["people wounded"]


def test_who_shot_herself_is_counted_by_name() -> None:
    assert named("Ona Vell accidentally shot herself in the leg.", "Ona Vell") == ["Ona Vell wounded"]


def test_a_piece_of_a_towns_name_in_what_somebody_is_called_is_nobody() -> None:
    assert named("A 20-year-old Des Marl man was shot and killed.", "Des") == ["20-year-old Des Marl man killed"]


def test_a_town_that_is_called_by_a_number_and_a_state_road_count_nothing() -> None:
    text = "The road runs from Seven Mile over Ohio 63 to Tarn."
    assert figures(make(text, names={"Seven Mile": "LOCATION", "Ohio": "LOCATION"})).figures == ()
