"""Figures over time, on reports made by hand: scopes, groups, what takes whose place, what comes to a best number."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.figures.series import group_of, series
from sayso.compare.nouns import External, Series, Told
from sayso.compare.roots.roots import Roots
from sayso.report import Actor, Comparator, Date, Figure, Report, Statement
from tests.keep.make import at, report, statement


def says(
    name: str,
    text: str,
    *counts: tuple[str, float, str],
    who: str | None = None,
    kind: Any = "organisation",
    published: str | None = "2031-03-02T08:00Z",
    outlet: str | None = None,
    dates: tuple[tuple[str, str], ...] = (),
    role: Any = "state",
    known: dict[str, Any] | None = None,
) -> Report:
    """A report of one sentence or more with counts by their words, said by `who` (before "said") or by nobody."""
    known = known or {}
    said: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    if who is not None:
        content = (
            text[: text.index(who)].rstrip(", ")
            if not text.startswith(who)
            else text.split(" said ", 1)[1].rsplit("that ", maxsplit=1)[-1]
        )
        held: dict[str, Any] = {
            "actors": ("a1",),
            "source_class": "named organisation",
            "role": role,
            "stance": "neutral",
        }
        said = (statement(1, text, who, "said", content, **held),)
        actors = (Actor("a1", who, kind, (at(text, who),), 0.9),)
    figures = []
    sign: Comparator
    for n, (words, value, what) in enumerate(counts, 1):
        base: dict[str, Any] = {"role": "killed", "scope": "incident", "subject": what or None}
        base |= known.get(words, {})
        low, high, sign = (value, None, "≥") if words.startswith("at least") else (value, value, "=")
        figures.append(
            Figure(
                f"f{n}", at(text, words), low, high, sign, "people", statement="s1" if said else None, score=0.9, **base
            )
        )
    return report(
        text,
        id=name,
        outlet=outlet or f"Outlet {name.title()}",
        published=published,
        title=known.get("title"),
        url=known.get("url"),
        statements=said,
        actors=actors,
        figures=tuple(figures),
        dates=tuple(Date(at(text, words), "DATE", value) for words, value in dates),
    )


def laid(*reports: Report, told: tuple[Told, ...] = ()) -> tuple[Series, ...]:
    return series(reports, Roots(reports), told)


def only(*reports: Report, **known: Any) -> Series:
    found = laid(*reports, **known)
    assert len(found) == 1, found
    return found[0]


NINE = says("one", "At least nine died in Tarn. So it is.", ("nine", 9, "people"))
PORT = "the port ministry"


def test_a_later_count_of_one_root_takes_the_place_of_the_earlier() -> None:
    found = only(
        says("one", "9 people were killed, the ministry said.", ("9", 9, "people"), who="the ministry"),
        says(
            "two",
            "17 people were killed, the ministry said.",
            ("17", 17, "people"),
            who="the ministry",
            published="2031-03-03T08:00Z",
        ),
    )
    assert [(v.low, v.superseded_by) for v in found.values] == [(9, "two"), (17, None)]
    assert (found.low, found.best, found.high) == (17, 17, 17)


def test_who_repeats_an_old_count_does_not_bring_it_back() -> None:
    found = only(
        says("one", "9 people were killed, the ministry said.", ("9", 9, "people"), who="the ministry"),
        says(
            "two",
            "17 people were killed, the ministry said.",
            ("17", 17, "people"),
            who="the ministry",
            published="2031-03-03T08:00Z",
        ),
        says(
            "three",
            "9 people were killed, the ministry said.",
            ("9", 9, "people"),
            who="the ministry",
            published="2031-03-04T08:00Z",
        ),
    )
    assert {v.report for v in found.values if v.superseded_by is None} == {"two"}


@pytest.mark.parametrize(
    "text",
    [
        "The toll rose to 23 from 17 on Sunday.",
        "The toll went from 17 to 23 on Sunday.",
        "The toll is now 23, up from 17 before.",
        "23 people died, not 17 as was told.",
    ],
)
def test_the_older_number_of_a_rise_is_no_new_count(text: str) -> None:
    found = only(says("one", text, ("23", 23, ""), ("17", 17, "")))
    assert {v.low: v.superseded_by for v in found.values} == {17: "one", 23: None}
    assert (found.low, found.high, found.best) == (23, 23, 23)


def test_a_count_holds_for_the_day_on_which_it_was_said() -> None:
    text = "The ministry said on Monday that 17 people were killed."
    found = only(
        says(
            "one",
            text,
            ("17", 17, "people"),
            who="The ministry",
            dates=(("Monday", "2031-03-03"),),
            published="2031-03-05",
        )
    )
    assert found.values[0].as_of == "2031-03-03"


def test_two_roots_are_two_counts_and_come_to_no_best() -> None:
    found = only(
        says("one", "17 people were killed, the ministry said.", ("17", 17, "people"), who="the ministry"),
        says("two", "29 people were killed, the volunteers said.", ("29", 29, "people"), who="the volunteers"),
    )
    assert (found.low, found.best, found.high) == (17, None, 29)
    assert "17" in found.rule and "29" in found.rule


def test_one_sides_word_alone_comes_to_no_best() -> None:
    found = only(
        says(
            "one", "40 people were killed, the rebels said.", ("40", 40, "people"), who="the rebels", role="armed party"
        )
    )
    assert found.best is None and "one side" in found.rule


def test_a_claimed_enemy_loss_and_an_estimate_come_to_no_best_and_stay_out_of_the_toll() -> None:
    found = laid(
        says("one", "17 people were killed, the ministry said.", ("17", 17, "people"), who="the ministry"),
        says(
            "two",
            "40 marines were killed, the Front said.",
            ("40", 40, "marines"),
            who="the Front",
            known={"40": {"scope": "claimed enemy loss"}},
        ),
        says("three", "40 marines were killed.", ("40", 40, "marines")),
        says(
            "four",
            "33 people were killed, a study said.",
            ("33", 33, "people"),
            who="a study",
            known={"33": {"estimate": True}},
        ),
    )
    assert [(s.scope, s.subject, s.best) for s in found] == [
        ("incident", None, 17),
        ("statistic", None, None),
        ("claimed enemy loss", "marine", None),
    ]
    assert len(found[2].values) == 2


def test_a_hospital_counts_its_own() -> None:
    found = laid(
        says("one", "The hospital said it had received 14 bodies.", ("14", 14, "bodies"), who="The hospital"),
        says("two", "Seek word at the pier; hospital has received 14 bodies.", ("14", 14, "bodies")),
        says(
            "three", "The mayor says 41 killed; hospital has more.", ("41", 41, ""), known={"41": {"scope": "facility"}}
        ),
    )
    assert [(s.scope, s.low) for s in found] == [("incident", 41), ("facility", 14)]


def test_cumulative_counts_from_different_days_are_two_series() -> None:
    wide = {"scope": "cumulative"}
    found = laid(
        says(
            "one",
            "87 were killed since January 1.",
            ("87", 87, ""),
            dates=(("January 1", "2031-01-01"),),
            known={"87": wide},
        ),
        says(
            "two",
            "101 were killed since June 2030.",
            ("101", 101, ""),
            dates=(("June 2030", "2030-06"),),
            known={"101": wide},
        ),
        says(
            "three",
            "90 were killed since the start of the year.",
            ("90", 90, ""),
            dates=(("the start of the year", "2031"),),
            known={"90": wide},
        ),
    )
    assert sorted(tuple(v.low for v in s.values) for s in found) == [(87, 90), (101,)]


def test_parts_are_no_rivals_of_their_total() -> None:
    text = "17 people were killed, 11 passengers and six dockers."
    found = laid(
        says(
            "one",
            text,
            ("17", 17, "people"),
            ("11", 11, "passengers"),
            ("six", 6, "dockers"),
            known={"11": {"scope": "subset", "part_of": "f1"}, "six": {"role": "missing"}},
        )
    )
    assert [(s.role, s.scope, s.subject, s.best) for s in found] == [
        ("killed", "incident", None, 17),
        ("killed", "subset", "docker", 6),
        ("killed", "subset", "passenger", 11),
    ]


def test_some_of_the_dead_are_a_part() -> None:
    found = laid(
        says(
            "one",
            "17 people were killed. Eleven of the dead were passengers.",
            ("17", 17, "people"),
            ("Eleven", 11, ""),
        )
    )
    assert [(s.scope, s.subject) for s in found] == [("incident", None), ("subset", "passenger")]


def test_a_condition_an_age_and_another_event_count_nobody() -> None:
    assert not laid(
        says("one", "If they had killed forty marines, they would say so.", ("forty", 40, "marines")),
        says("two", "Ilse Maran, 24, was killed.", ("24", 24, "")),
        says("three", "12 were killed elsewhere.", ("12", 12, ""), known={"12": {"scope": None}}),
    )


def test_people_told_of_one_by_one_are_one_count_and_only_where_no_number_counts() -> None:
    found = only(says("one", "A docker and a cook died in Tarn.", ("A docker", 1, "docker"), ("a cook", 1, "cook")))
    assert [(v.low, found.scope, found.subject) for v in found.values] == [(2, "incident", None)]
    found = only(
        says("one", "Three people died. A docker died there.", ("Three", 3, "people"), ("A docker", 1, "docker"))
    )
    assert [v.low for v in found.values] == [3]


@pytest.mark.parametrize(
    ("subject", "group"),
    [
        (None, None),
        ("people", None),
        ("dead marines", "marine"),
        ("children", "child"),
        ("dock workers", "worker"),
        ("late", None),
        ("confirmed", None),
        ("marines reportedly", "marine"),
        ("them", None),
        ("homicides", None),
    ],
)
def test_groups_are_head_nouns(subject: str | None, group: str | None) -> None:
    assert group_of(Figure("f1", (0, 1), 1, 1, "=", "people", subject)) == group


def test_a_copy_adds_no_count_of_its_own() -> None:
    source = says("source", "9 people were killed, the ministry said.", ("9", 9, "people"), who="the ministry")
    copy = says("copy", "9 people were killed.", ("9", 9, "people"), published="2031-03-02T10:00Z")
    told = (Told("source", None, None, "source", 0.0), Told("copy", None, None, "source", 0.9))
    found = only(source, copy, told=told)
    assert [v.root for v in found.values] == ["the ministry", "the ministry"]
    assert found.best == 9


def test_two_outlets_that_credit_one_agency_from_outside_are_one_voice() -> None:
    one = says("one", "9 people were killed.", ("9", 9, "people"))
    two = says("two", "12 people were killed.", ("12", 12, "people"), published="2031-03-03T10:00Z")
    told = tuple(Told(name, None, None, External("Halyard"), None) for name in ("one", "two"))
    assert [v.superseded_by for v in only(one, two, told=told).values] == ["two", None]
    assert [v.superseded_by for v in only(one, two).values] == [
        None,
        None,
    ]  # two houses: neither takes the other's place


def test_a_correction_takes_back_its_own_outlets_count_and_what_relays_it() -> None:
    wrong = says(
        "wrong",
        "41 people were killed, the harbour master said.",
        ("41", 41, "people"),
        who="the harbour master",
        outlet="Marrow Gazette",
    )
    relay = says(
        "relay",
        "41 people were killed, the harbour master said.",
        ("41", 41, "people"),
        who="the harbour master",
        outlet="Straits Television",
    )
    right = says(
        "right",
        "Correction\nOur report said that 41 people were killed. That was wrong.",
        ("41", 41, "people"),
        outlet="Marrow Gazette",
        published="2031-03-04",
    )
    other = says("other", "41 people were killed in all.", ("41", 41, "people"), outlet="Tarn Post")
    found = only(wrong, relay, right, other)
    assert {v.report: (v.withdrawn, v.superseded_by) for v in found.values} == {
        "wrong": (True, "right"),
        "relay": (True, "right"),
        "right": (True, "right"),
        "other": (False, None),
    }


def test_without_a_correction_nothing_is_withdrawn() -> None:
    found = only(says("one", "41 people were killed. That was wrong of them.", ("41", 41, "people")))
    assert not any(v.withdrawn for v in found.values)


def test_values_without_time_stand_last_and_order_nothing() -> None:
    found = only(
        says("one", "9 people were killed, the ministry said.", ("9", 9, "people"), who="the ministry", published=None),
        says("two", "17 people were killed, the ministry said.", ("17", 17, "people"), who="the ministry"),
    )
    assert [(v.report, v.superseded_by) for v in found.values] == [("two", None), ("one", None)]


def test_days_that_cannot_be_ordered_take_nobodys_place() -> None:
    found = only(
        says(
            "one",
            "9 people were killed, the ministry said.",
            ("9", 9, "people"),
            who="the ministry",
            published="2031-03-02",
        ),
        says(
            "two",
            "17 people were killed, the ministry said.",
            ("17", 17, "people"),
            who="the ministry",
            published="2031-03-02",
        ),
    )
    assert {v.superseded_by for v in found.values} == {None}
    assert (found.low, found.best, found.high) == (9, None, 17)


@given(
    st.lists(
        st.tuples(
            st.text(max_size=60),
            st.sampled_from([None, "", "2031", "2031-03-02", "0001-01-01", "9999-12-31", "never"]),
            st.sampled_from([None, "2031-03-02", "XXXX-03", "P3D", "2031-03-02T24:00"]),
            st.floats(0, 1e12),
        ),
        max_size=5,
    )
)
def test_never_raises_and_every_value_slices(rows: list[tuple[str, str | None, str | None, float]]) -> None:
    reports = [
        report(
            text,
            id=f"r{n}",
            published=published,
            outlet=None if n % 2 else "A",
            figures=(
                Figure("f1", (0, len(text)), value, value, "=", "people", text, "killed", "incident", as_of=as_of),
            ),
        )
        for n, (text, published, as_of, value) in enumerate(rows)
    ]
    texts = {r.id: r.text for r in reports}
    for one in laid(*reports):
        for value in one.values:
            assert 0 <= value.span[0] <= value.span[1] <= len(texts[value.report])


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [
        says(
            f"r{n}",
            f"{n} people were killed, the ministry said.",
            (f"{n}", n, "people"),
            who="the ministry",
            published=f"2031-03-0{n}T08:00Z",
        )
        for n in range(2, 7)
    ]
    assert laid(*reports) == laid(*reports[::-1])
