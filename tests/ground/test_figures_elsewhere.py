"""Figures of another event than the report's own have no scope; the own event's keep theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ground.dates import dates
from sayso.ground.figures import figures
from sayso.report import Scope
from tests.ground.make import make

LEDE = (
    "Four sailors were killed on Sunday when a ferry burned off Tarn. The crew had no warning. It was a calm day.\n\n"
)


def scopes(text: str, published: str | None = "2031-03-04") -> dict[str, Scope | None]:
    """The scope of each count of people, by its words."""
    there = make(text, published=published)
    report = figures(there.with_report(dates(there))).figures
    return {text[slice(*f.span)]: f.scope for f in report if f.unit == "people" and f.role != "measure"}


@pytest.mark.parametrize(
    ("why", "text", "words"),
    [
        ("another year", "In 2019, a ferry fire killed 30 people there.", "30"),
        ("another month", "A ferry fire in August killed 30 people there.", "30"),
        ("another day, by its number", "On February 12, a fire at the same pier wounded 30 people.", "30"),
        ("the year of an event that is called by it", "The 2019 ferry disaster killed 30 people.", "30"),
        ("the worst since", "It was the worst fire since 1982, when a tanker exploded, killing 30.", "30"),
        ("the worst since, told on", "It was the worst fire since 1982, when a tanker blew up. All 30 died.", "30"),
        ("a separate one", "In a separate fire, 30 people were wounded.", "30"),
        ("an earlier one in the same sentence", "The fire came after a similar blast that killed 30 people.", "30"),
        (
            "a place that stands nowhere else",
            "It has been likened to the Old Orrin attack that killed 30 people.",
            "30",
        ),
        ("told on in the paragraph", "A fire broke out there on June 3, 2029. It left 30 people dead.", "30"),
        ("a clause with its own date", "On Sunday its bow lay near where 30 people died in August 2029.", "30"),
        ("between dashes", "Ivo Tarsk -- who killed 30 people in May 2025 -- told a court on Monday of it.", "30"),
        (
            "the worst of this year, and one before",
            "It was the worst fire of 2031. On January 9, a blast hurt 30.",
            "30",
        ),
        ("a more recent one", "He spoke of the more recent school fire in Vessing, in which 30 people died.", "30"),
        ("days after one", "It came just ten days after a gunman killed 30 people in Vessing.", "30"),
        ("under a heading", "In other fires:\n\nAbout noon 30 people were wounded in the Lower Dale.", "30"),
    ],
)
def test_another_event_is_not_this_incident(why: str, text: str, words: str) -> None:
    found = scopes(LEDE + text)
    assert (found["Four"], found[words]) == ("incident", None), why


@pytest.mark.parametrize(
    ("why", "text", "words"),
    [
        ("its own day", "By Monday 30 people were missing.", "30"),
        ("its own date", "On March 2, 2031 the fire also wounded 30 people.", "30"),
        ("no date", "The fire also wounded 30 people.", "30"),
        ("a thing's year", "The fire wounded 30 people in a 2019 bus.", "30"),
        (
            "a date of something else's beginning",
            "The pier, built in 2019, fell and wounded 30 people on Sunday.",
            "30",
        ),
        ("a bound", "It was the bloodiest day since the Uprising of 1979. On Sunday 30 people were wounded too.", "30"),
        ("a day after", "On Sunday, a day after 30 people were wounded in the fire, the port was closed.", "30"),
        ("the worst since", "The fire killed 30 people, the worst loss since the quay opened in 1979.", "30"),
    ],
)
def test_its_own_event_stays(why: str, text: str, words: str) -> None:
    assert scopes(LEDE + text)[words] == "incident", why


def test_a_trial_tells_of_its_own_event_by_an_old_date() -> None:
    text = (
        "A miller was sentenced on Monday for a fire that killed 12 people.\n\n"
        "He lit it on June 3, 2029, prosecutors said.\n\nOn June 3, 2029, 12 people died in the mill."
    )
    assert scopes(text)["12"] == "incident"


def test_a_report_of_one_old_event_is_about_it() -> None:
    text = "In June 2029 a mill burned in Tarn. It killed 12 people and wounded nine."
    assert set(scopes(text).values()) == {"incident"}


def test_a_list_by_date_is_of_other_events() -> None:
    text = (
        "August 1982: Eight people killed at a mill.\n\nJune 2010: Nine people killed at a pier.\n\n"
        "Two men were killed on Sunday when a ferry burned off Tarn."
    )
    assert scopes(text) == {"Eight": None, "Nine": None, "Two": "incident"}


def test_without_a_date_of_publication_nothing_is_earlier() -> None:
    assert scopes("Four sailors died in Tarn. In 2019, a fire killed 30 people.", None)["30"] == "incident"


_BITS = (
    "In 2019 , 12 people were killed on June 3 since when the worst attack shooting unrelated : \n\n . In other fires "
    "Sunday 2029 last year the Tarn"
).split(" ")


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_BITS), max_size=40).map(" ".join)),
    st.sampled_from([None, "", "2031", "x", "2031-03-04", "0000-00-00", "9999-12-31"]),
)
def test_any_text_is_read(text: str, published: str | None) -> None:
    scopes(text.replace("\0", " "), published)
