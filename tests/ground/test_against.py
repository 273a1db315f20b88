"""A report against itself: what is noted, in which words, and what is left alone because it may be something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ground.against import against
from sayso.ground.context import Context
from sayso.ground.notes import CODES
from sayso.report import Actor, Comparator, Figure, Place, Statement
from tests.ground.make import at, make, said


def codes(there: Context) -> list[str]:
    """The codes of the notes on a report."""
    return [note.code for note in against(there).notes]


def told(text: str, published: str | None = None) -> list[tuple[str, str, list[str]]]:
    """Code, words and related words of every note on a text."""
    report = against(make(text, published=published))
    return [(n.code, report[n.span], [report[r] for r in n.related]) for n in report.notes if n.span]


# --- the calendar


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 3 March 2031 is a Monday.
        ("It sank on Sunday, March 3, 2031, off Tarn.", [("weekday-mismatch", "Sunday", ["March 3, 2031"])]),
        ("It sank on Sunday 3 March 2031.", [("weekday-mismatch", "Sunday", ["3 March 2031"])]),
        ("It sank on Sunday, the 3rd of March, 2031.", [("weekday-mismatch", "Sunday", ["3rd of March, 2031"])]),
        ("It sank on March 3, 2031, a Sunday.", [("weekday-mismatch", "Sunday", ["March 3, 2031"])]),
        ("It sank on 2031-03-03 (Sunday).", [("weekday-mismatch", "Sunday", ["2031-03-03"])]),
        ("It sank on February 30, 2031.", [("date-impossible", "February 30, 2031", [])]),
        ("It sank on 29 February 2031.", [("date-impossible", "29 February 2031", [])]),
        ("The pier is closed until 31 April.", [("date-impossible", "31 April", [])]),
        ("It sank on 2031-02-30.", [("date-impossible", "2031-02-30", [])]),
        # The same slip twice is one note.
        (
            "Sunday, March 3, 2031. It sank on Sunday, March 3, 2031.",
            [("weekday-mismatch", "Sunday", ["March 3, 2031"])],
        ),
    ],
)
def test_days_that_cannot_be(text: str, expected: list[Any]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It sank on Monday, March 3, 2031.",
        "It sank on February 29, 2032.",
        # A number beside a month can be something else.
        "In June 31 people drowned; since November 31 percent more have.",
        "Of the 31 April births, nine were twins.",
        # The weekday can be of the range's other end, or of nothing here.
        "It runs Friday-Sunday, March 1-3, 2031.",
        "On Sunday. March 3, 2031 was fine.".replace(". March", ".\nMarch"),
        # What may be the year, or a count, decides nothing.
        "On Sunday, March 3, 2030 Marrow voted.",
        # Of another calendar.
        "It sank on Sunday, March 3, 1731.",
        "She may 31 times have sat on 30 marches.",
        "",
    ],
)
def test_days_that_can(text: str) -> None:
    assert told(text, "2031-03-04") == []


@pytest.mark.parametrize(
    ("text", "published", "noted"),
    [
        # Without a year only a day of the report's own, and only if no year near it fits.
        ("It sank on Friday, March 3.", "2031-03-04", True),
        ("It sank on Monday, March 3.", "2031-03-04", False),
        ("It sank on Sunday, March 3.", "2031-03-04", False),  # of 2030: may be told of again
        ("It sank on Friday, March 3.", None, False),
        ("It sank on Friday, March 3.", "2031-09-04", False),
        ("It sank on Friday, March 3.", "2031-03", False),
        ("Tickets will be sold from Friday, March 7.", "2031-03-04", False),
        ("Tickets will be sold from Tuesday, March 7.", "2031-03-04", True),
    ],
)
def test_a_weekday_without_a_year(text: str, published: str | None, noted: bool) -> None:
    assert bool(told(text, published)) is noted


# --- counts


def figure(text: str, words: str, number: float, ident: str, **more: Any) -> Figure:
    """An exact count of people by its words."""
    given_: dict[str, Any] = {
        "comparator": "=",
        "unit": "people",
        "role": "killed",
        "scope": "incident",
        "score": 0.9,
        "subject": "people",
    } | more
    return Figure(**{"id": ident, "span": at(text, words), "low": number, "high": number, **given_})


def with_figures(text: str, *figures: Figure, statements: tuple[Statement, ...] = (), **known: Any) -> Context:
    """The context of a text with figures."""
    there = make(text, *statements, **known)
    return there.with_report(replace(there.report, figures=figures))


TWO = "The ministry said 12 people were killed. The harbour office said 19 people were killed."


def two(
    text: str = TWO, second: dict[str, Any] | None = None, actors: tuple[tuple[str, ...], ...] = ((), ())
) -> Context:
    """Two sources with a count each."""
    statements = (
        said(text, "The ministry", "said", "12 people were killed", actors=actors[0]),
        said(text, "The harbour office", "said", at(text, text[text.index("19") : -1]), "s2", actors=actors[1]),
    )
    figures = (
        figure(text, "12", 12, "f1", statement="s1"),
        figure(text, "19", 19, "f2", **({"statement": "s2"} | (second or {}))),
    )
    return with_figures(text, *figures, statements=statements)


def test_two_sources_with_two_counts_are_told_side_by_side() -> None:
    (note,) = against(two()).notes
    assert note.code == "two-counts"
    assert note.message == (
        "12 killed according to The ministry, 19 according to The harbour office: two sources, two counts"
    )
    assert (TWO[slice(*note.span)], [TWO[slice(*r)] for r in note.related]) == ("12", ["19"]) if note.span else False


def test_actors_are_called_by_their_names() -> None:
    there = two(actors=(("a1",), ("a2",)))
    actors = tuple(
        Actor(i, name, "organisation", (), 1.0) for i, name in (("a1", "Ministry of Dams"), ("a2", "Port of Tarn"))
    )
    (note,) = against(there.with_report(replace(there.report, actors=actors))).notes
    assert note.message.startswith("12 killed according to Ministry of Dams, 19 according to Port of Tarn")


@pytest.mark.parametrize(
    ("why", "text", "second"),
    [
        ("a minimum below the other", TWO, {"comparator": "≥", "high": None, "low": 9.0}),
        ("an estimate", TWO, {"estimate": True}),
        ("another role", TWO, {"role": "wounded"}),
        ("a claimed enemy loss", TWO, {"scope": "claimed enemy loss"}),
        ("all since some day", TWO, {"scope": "cumulative"}),
        ("a part of something", TWO, {"part_of": "f9"}),
        ("others", TWO, {"subject": "sailors"}),
        ("a guess", TWO, {"score": 0.6}),
        ("an update", TWO.replace("19 people were", "the toll later rose to 19"), {}),
        ("more of them", TWO.replace("19 people", "another 19 people"), {}),
        (
            "another day",
            TWO.replace("killed. The", "killed on Monday. The").replace("killed.", "killed on Friday."),
            {},
        ),
    ],
)
def test_counts_that_can_both_hold_are_left_alone(why: str, text: str, second: dict[str, Any]) -> None:
    assert codes(two(text.replace("killed on Monday on Friday", "killed on Monday"), second)) == [], why


def test_counts_of_two_places_are_left_alone() -> None:
    text = TWO.replace("killed. The", "killed in Tarn. The").replace("killed.", "killed in Marrow.")
    there = two(text)
    places = tuple(Place(at(text, name), name) for name in ("Tarn", "Marrow"))
    assert codes(there.with_report(replace(there.report, places=places))) == []


def test_one_voice_that_gives_two_counts_of_one_thing() -> None:
    text = (
        "The ferry Halyard burned at the granite pier, killing 12 people. "
        "The granite pier fire on the ferry Halyard killed 9 people."
    )
    there = with_figures(text, figure(text, "12", 12, "f1"), figure(text, "9", 9, "f2"))
    (note,) = against(there).notes
    assert note.code == "counts-differ"
    assert note.message == "12 killed here and 9 further on: the two counts exclude each other"


def test_one_voice_that_tells_of_two_things() -> None:
    text = "The ferry burned at the pier, killing 12 people. A flood in the hills killed 9 people."
    assert codes(with_figures(text, figure(text, "12", 12, "f1"), figure(text, "9", 9, "f2"))) == []


FAR = (
    "At least 130 people were killed when the granite pier fell in Tarn. It rained. It rained. It rained. "
    "The harbour office said that 112 people were killed at the pier."
)


def far(text: str = FAR, **second: Any) -> Context:
    """The report's own toll, and far from it a source's."""
    said_ = said(text, "The harbour office", "said", at(text, text[text.index("that") : -1]))
    first = figure(text, "130", 130, "f1", comparator="≥", high=None)
    return with_figures(
        text, first, figure(text, "112", 112, "f2", **({"statement": "s1"} | second)), statements=(said_,)
    )


def test_two_large_tolls_near_each_other_are_of_the_one_event() -> None:
    (note,) = against(far()).notes
    assert note.code == "two-counts"
    assert note.message == (
        "at least 130 killed in the report's own words, 112 according to The harbour office: two sources, two counts"
    )


@pytest.mark.parametrize(
    ("why", "text", "second"),
    [
        ("far from each other", FAR, {"low": 40.0, "high": 40.0}),
        ("of another year", FAR.replace("pier.", "pier in 2019."), {}),
        ("about something else", FAR.replace("at the pier.", "in a flood."), {}),
        ("the one who did it among them", FAR.replace("112 people", "112 people including the gunman"), {}),
        ("hurt, not killed", FAR, {"role": "wounded"}),
    ],
)
def test_two_large_tolls_of_two_things(why: str, text: str, second: dict[str, Any]) -> None:
    assert codes(far(text, **second)) == [], why


def test_the_dead_of_one_side_are_no_toll_of_both() -> None:
    there = far(FAR.replace("112 people", "112 Marrish people"))
    places = (Place(at(there.report.text, "Marrish"), "Marrow", use="demonym"),)
    assert codes(there.with_report(replace(there.report, places=places))) == []


# --- parts


PARTS = "The fire killed 278 people, including 235 civilians and 50 soldiers."


def parts(text: str, *subjects: str, total: Comparator = "=") -> Context:
    """A total and two parts of it."""
    numbers = [w for w in text.replace(",", "").split() if w.isdigit()]
    whole = replace(figure(text, numbers[0], float(numbers[0]), "f1"), comparator=total)
    rest = [
        figure(text, n, float(n), f"f{k}", part_of="f1", subject=s)
        for k, (n, s) in enumerate(zip(numbers[1:], subjects, strict=True), 2)
    ]
    return with_figures(text, whole, *rest)


def test_parts_that_are_more_than_their_total() -> None:
    (note,) = against(parts(PARTS, "civilians", "soldiers")).notes
    assert note.code == "parts-exceed-total"
    assert (
        note.message == "278 killed are given as including 235 and 50, which is 285: the parts are more than the total"
    )
    assert [PARTS[slice(*r)] for r in note.related] == ["235", "50"]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (PARTS.replace("50", "43"), ("civilians", "soldiers")),
        # A woman can be a civilian.
        (PARTS.replace("soldiers", "women"), ("civilians", "women")),
        (PARTS.replace("soldiers", "sailors"), ("civilians", "sailors")),
    ],
)
def test_parts_that_fit(text: str, subjects: tuple[str, ...]) -> None:
    assert codes(parts(text, *subjects)) == []


def test_one_part_that_is_more_than_its_total() -> None:
    assert codes(parts(PARTS.replace("235", "300"), "sailors", "cooks")) == ["parts-exceed-total"]


def test_parts_of_at_least_so_many_fit() -> None:
    assert codes(parts(PARTS, "civilians", "soldiers", total="≥")) == []


# --- places

BORDER = (
    "Marrish soldiers fought in the Upper Dale of Tarn. "
    "The film honours soldiers who died in battles along the Marrow-Tarn border."
)


def border(text: str, latitude: float = 10.0) -> Context:
    """Forces of Marrow in a region of Tarn, and along the border of the two."""
    there = make(text)
    places = (
        Place(at(text, "Marrish"), "Marrow", "MW", 0.0, 40.0, level="country", use="demonym"),
        Place(at(text, "Upper Dale"), "Upper Dale", "TN", latitude, 0.0, level="region"),
        Place(at(text, "Tarn"), "Tarn", "TN", 5.0, 10.0, level="country"),
        Place(at(text, "Marrow-Tarn border"), "Marrow–Tarn border", None, 0.0, 38.0, level="other"),
    )
    return there.with_report(replace(there.report, places=places))


def test_two_places_that_are_far_apart_for_the_same_forces() -> None:
    (note,) = against(border(BORDER)).notes
    assert note.code == "two-places"
    assert note.message == (
        "two places given for the same forces, “Upper Dale” and “Marrow-Tarn border”: they are about 4,300 km apart"
    )


@pytest.mark.parametrize(
    "text",
    [
        BORDER.replace("fought", "sang"),
        BORDER.replace("soldiers who died in battles", "shepherds who live"),
        BORDER.replace(". The film", ". It rained. It rained. It rained. The film"),
    ],
)
def test_two_places_of_two_things(text: str) -> None:
    assert codes(border(text)) == []


# --- any text


def test_every_code_is_known() -> None:
    used = {"weekday-mismatch", "date-impossible", "two-counts", "counts-differ", "parts-exceed-total", "two-places"}
    assert used <= set(CODES)


_SOME = "Sunday Monday March May 3 31 30 , 2031 2031-02-30 ( ) of the - 3rd said 12 killed".split()


@given(
    st.lists(st.one_of(st.sampled_from(_SOME), st.text(max_size=4)), max_size=40),
    st.sampled_from([None, "", "2031", "x", "2031-03-04", "٢٠٣١-03-04"]),
)
def test_no_text_raises(words: list[str], published: str | None) -> None:
    text = " ".join(words).replace("\0", " ")
    for note in against(make(text, published=published)).notes:
        assert note.span is not None
        assert text[slice(*note.span)].strip()


def test_a_thousand_counts_take_no_longer_than_they_should() -> None:
    text = "Nine people were killed at the pier. " * 1000
    spans = [(n * 37, n * 37 + 4) for n in range(1000)]
    figures = tuple(replace(figure(text, "Nine", 9.0 + n % 7, f"f{n}"), span=s) for n, s in enumerate(spans))
    against(with_figures(text, *figures))
