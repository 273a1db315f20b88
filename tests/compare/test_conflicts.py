"""What excludes each other, and what only looks so and is named as what it is; on reports made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.compare.figures.conflicts import conflicts, figure_conflicts
from sayso.compare.figures.happened import event_conflicts
from sayso.compare.figures.series import series
from sayso.compare.nouns import Conflict, NoConflict
from sayso.compare.roots.roots import Roots
from sayso.report import Date, Place, Report
from tests.compare.test_series import says
from tests.keep.make import at, report

_PEOPLE = ("17", 17.0, "people")


def found(*reports: Report) -> tuple[tuple[Conflict, ...], tuple[NoConflict, ...]]:
    return figure_conflicts(series(reports, Roots(reports)), {r.id: r for r in reports})


def counted(name: str, number: int, who: str, published: str | None = "2031-03-03T08:00Z", **known: Any) -> Report:
    return says(
        name,
        f"{number} people were killed, {who} said.",
        (f"{number}", number, "people"),
        who=who,
        published=published,
        **known,
    )


def test_two_roots_on_one_day_are_one_conflict_with_both_spans_and_a_plain_sentence() -> None:
    reports = [
        counted("one", 17, "the ministry"),
        counted("two", 29, "the volunteers"),
        counted("three", 29, "the volunteers"),  # told again: no second conflict
    ]
    (only,), _ = found(*reports)
    texts = {r.id: r.text for r in reports}
    assert only.kind == "figure"
    assert {texts[ref.report][a:b] for ref, (a, b) in zip(only.between, only.spans, strict=True)} == {"17", "29"}
    assert all(
        part in only.why for part in ("“17” (the ministry)", "“29” (the volunteers)", "2031-03-03", "same scope")
    )
    assert not any(word in only.why for word in ("wrong", "false", "lie", "contradict", "true"))


def test_each_day_opposes_what_stood_on_it() -> None:
    both, _ = found(
        counted("a", 17, "the ministry"),
        counted("b", 29, "the volunteers"),
        counted("c", 23, "the ministry", "2031-03-04T08:00Z"),
        counted("d", 31, "the volunteers", "2031-03-04T09:00Z"),
    )
    assert [tuple(ref.report for ref in one.between) for one in both] == [("a", "b"), ("c", "d")]


def test_a_later_count_of_one_root_is_an_update() -> None:
    none, others = found(counted("a", 9, "the ministry", "2031-03-02T08:00Z"), counted("b", 17, "the ministry"))
    assert not none
    assert [(o.kind, o.why) for o in others] == [("update", "the ministry: “9”, later “17”")]


def test_counts_told_days_apart_are_no_conflict() -> None:
    none, _ = found(
        counted("a", 9, "the ministry", "2031-03-01T08:00Z"), counted("b", 17, "the volunteers", "2031-03-06T08:00Z")
    )
    assert not none


def test_at_least_leaves_room() -> None:
    reports = (
        says("a", "at least 9 people were killed.", ("at least 9", 9, "people")),
        says("b", "17 people were killed.", _PEOPLE),
    )
    assert not found(*reports)[0]


def test_about_is_rounding() -> None:
    text = "about 230 people were killed, the ministry said."
    about = says("a", text, ("about 230", 230, "people"), who="the ministry")
    about = report(
        text,
        id="a",
        outlet="A",
        published="2031-03-03T08:00Z",
        statements=about.statements,
        actors=about.actors,
        figures=(
            type(about.figures[0])(
                "f1", at(text, "about 230"), 230, 230, "≈", "people", "people", "killed", "incident", statement="s1"
            ),
        ),
    )
    none, others = found(about, counted("b", 232, "the volunteers"))
    assert not none
    assert [o.kind for o in others] == ["rounding"]


def test_another_scope_is_named() -> None:
    none, others = found(
        counted("a", 17, "the ministry"),
        says(
            "b",
            "The hospital said it had received 14 bodies.",
            ("14", 14, "bodies"),
            who="The hospital",
            published="2031-03-03T08:00Z",
        ),
        says(
            "c",
            "40 marines were killed, the Front said.",
            ("40", 40, "marines"),
            who="the Front",
            known={"40": {"scope": "claimed enemy loss"}},
            published="2031-03-03T08:00Z",
        ),
    )
    assert not none
    assert {o.kind for o in others} == {"scope"}
    assert any("hospital" in o.why for o in others) and any("other side’s losses" in o.why for o in others)


def test_parts_are_added_up_beside_their_total() -> None:
    text = "17 people were killed, 11 passengers and six dockers."
    part = {"scope": "subset", "part_of": "f1"}
    none, others = found(
        says("a", text, _PEOPLE, ("11", 11, "passengers"), ("six", 6, "dockers"), known={"11": part, "six": part})
    )
    assert not none
    assert any(o.kind == "parts and total" and o.why.endswith("“17”: together 17") for o in others)


def test_a_correction_is_no_conflict_and_names_who_has_not_corrected() -> None:
    who = "the harbour master"
    _, others = found(
        counted("wrong", 41, who, outlet="Marrow Gazette"),
        counted("relay", 41, who, outlet="Straits Television"),
        says(
            "right",
            "Correction\nOur report said that 41 people were killed. That was wrong.",
            ("41", 41, "people"),
            outlet="Marrow Gazette",
            published="2031-03-05",
        ),
    )
    told = {o.between[0].report: o.why for o in others if o.kind == "correction"}
    assert set(told) == {"wrong", "relay"}
    assert "took back" in told["wrong"] and "no correction by Straits Television is here" in told["relay"]


def test_a_change_at_one_address_is_told_as_such() -> None:
    _, others = found(
        counted("a", 27, "officials", outlet="Courier", known={"url": "https://c.example/1"}),
        counted("b", 23, "officials", "2031-03-04T08:00Z", outlet="Courier", known={"url": "https://c.example/1"}),
    )
    assert any("at one address" in o.why for o in others)


def happens(
    name: str, text: str, date: str | None = None, value: str = "2031-03-01", town: str = "", **known: Any
) -> Report:
    return report(
        text,
        id=name,
        outlet=f"Outlet {name}",
        published="2031-03-03",
        dates=(Date(at(text, date), "TIME" if "T" in value else "DATE", value),) if date else (),
        places=(Place(at(text, town), town, "XX", known["lat"], 10.0, 1, "city"),) if town else (),
    )


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (
            ("A blast at 9:42 p.m. shook it.", "9:42 p.m.", "2031-03-01T21:42"),
            ("The incident began at 21:24 there. A blast.", "21:24", "2031-03-01T21:24"),
            "date",
        ),
        (
            ("A blast on Saturday shook it.", "Saturday", "2031-03-01"),
            ("The blast occurred on March 2 there.", "March 2", "XXXX-03-02"),
            "date",
        ),
        (("Warehouse 9 blew up. A blast.",), ("The blast began in Warehouse 6 there.",), "place"),
    ],
)
def test_days_times_and_places_exclude_each_other(left: tuple[str, ...], right: tuple[str, ...], kind: str) -> None:
    reports = happens("one", *left), happens("two", *right)
    (only,) = event_conflicts(reports, Roots(reports))
    assert only.kind == kind
    assert "each in its own words" in only.why
    for ref, (a, b) in zip(only.between, only.spans, strict=True):
        assert next(r for r in reports if r.id == ref.report).text[a:b] in only.why


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # the same, put another way or rounded
        (
            ("A blast at 9:42 p.m. shook it.", "9:42 p.m.", "2031-03-01T21:42"),
            ("The blast came at 21:40.", "21:40", "2031-03-01T21:40"),
        ),
        # a night runs on into the next day
        (
            ("A blast on Saturday night.", "Saturday night", "2031-03-01TNI"),
            ("The blast came early on Sunday.", "early on Sunday", "2031-03-02TMO"),
        ),
        # what is told after the event is not its day
        (
            ("A blast on Saturday.", "Saturday", "2031-03-01"),
            ("After the blast Maran spoke on Sunday.", "Sunday", "2031-03-02"),
        ),
        (
            ("A blast on Saturday.", "Saturday", "2031-03-01"),
            ("The blast was foul, police said on Sunday.", "Sunday", "2031-03-02"),
        ),
        # another event of the kind
        (("A blast on Saturday.", "Saturday", "2031-03-01"), ("The blast in May.", "May", "2030-05")),
        (("Warehouse 9 blew up.",), ("The blast shook Pier 4.",)),
    ],
)
def test_what_only_looks_like_another_day_time_or_place_is_none(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    reports = happens("one", *left), happens("two", *right)
    assert not event_conflicts(reports, Roots(reports))


def test_two_towns_far_apart_exclude_each_other_and_near_ones_do_not() -> None:
    tarn = happens("one", "A blast in Tarn killed a man.", town="Tarn", lat=10.0)
    far = happens("two", "A blast in Oskeld killed a man.", town="Oskeld", lat=12.0)
    near = happens("three", "A blast in Vessing killed a man.", town="Vessing", lat=10.1)
    assert [c.kind for c in event_conflicts((tarn, far), Roots((tarn, far)))] == ["place"]
    assert not event_conflicts((tarn, near), Roots((tarn, near)))


def test_nothing_at_all() -> None:
    assert conflicts((), {}, Roots(())) == ((), ())
    empty = report("", id="e", published=None)
    assert conflicts(series([empty], Roots([empty])), {"e": empty}, Roots([empty])) == ((), ())
