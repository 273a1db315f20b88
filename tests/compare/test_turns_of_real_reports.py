"""What real reports showed to be read wrongly: some for all, another event's people, a word that is nobody's."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.compare.figures.conflicts import figure_conflicts
from sayso.compare.figures.counting import sentence
from sayso.compare.roots.roots import Roots
from sayso.report import Report
from tests.compare.test_series import laid, says
from tests.compare.told import actor, told
from tests.keep.make import at

HURT: dict[str, Any] = {"role": "wounded"}


def scopes(text: str, *counts: tuple[str, float, str], **known: Any) -> list[tuple[str, float | None]]:
    """The scope and number of each count of a report, as the series have them."""
    found = laid(says("one", text, *counts, known={words: HURT for words, _, _ in counts}, **known))
    return sorted((one.scope, value.low) for one in found for value in one.values)


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were hurt. Two have been released.",
        "Nine people were hurt. Two are still hospitalized.",
        "Nine people were hurt. At the clinic the two were doing well.",
        "Nine people were hurt. The blast caused critical injuries to two.",
    ],
)
def test_a_smaller_number_by_the_state_they_are_in_is_of_some(text: str) -> None:
    words = "Two" if "Two" in text else "two"
    assert ("incident", 9) in scopes(text, ("Nine", 9, "people"), (words, 2, ""))
    assert ("incident", 2) not in scopes(text, ("Nine", 9, "people"), (words, 2, ""))


def test_others_beside_somebody_whom_no_number_counts_are_some() -> None:
    text = "A man shot at a bus, killing her nephew and two others."
    (one,) = laid(says("one", text, ("two", 2, "others")))
    assert one.scope == "subset"
    (one,) = laid(says("one", "The blast left one man dead and two others were killed.", ("two", 2, "others")))
    assert one.scope == "incident"


def test_those_told_of_one_by_one_are_not_all() -> None:
    text = "One man was hurt in the leg, one in the arm, another in the back."
    assert scopes(text, ("One", 1, "man")) == [("subset", 1)]


def test_a_name_with_initials_ends_no_sentence() -> None:
    text = "Two were taken to John H. Maran Jr. Hospital on Dec. 3 by Dr. Ost. They live."
    low, high = sentence(text, at(text, "Two"))
    assert text[low:high] == "Two were taken to John H. Maran Jr. Hospital on Dec. 3 by Dr. Ost"


def test_who_is_taken_to_a_hospital_with_a_long_name_is_one_facility_s() -> None:
    text = "Four people were hurt. Two victims were taken to the John H. Maran Jr. Memorial Hospital."
    other = says("two", "Four people were wounded.", ("Four", 4, "people"), known={"Four": HURT})
    one = says("one", text, ("Two", 2, "victims"), known={"Two": HURT})
    assert {(s.scope, s.low) for s in laid(one, other)} == {("facility", 2), ("incident", 4)}


def test_a_count_between_two_days_weeks_apart_is_of_more_than_one_event() -> None:
    text = "At least 129 people were killed between 14 January, when fighting began, and 2 March."
    dates = (("14 January", "2031-01-14"), ("2 March", "2031-03-02"))
    (one,) = laid(says("one", text, ("129", 129, "people"), dates=dates))
    assert (one.scope, one.since) == ("cumulative", "2031-01-14")
    near = "At least 129 people were killed between 1 March and 2 March."
    (one,) = laid(
        says("one", near, ("129", 129, "people"), dates=(("1 March", "2031-03-01"), ("2 March", "2031-03-02")))
    )
    assert one.scope == "incident"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("In a report on three months of fighting the council said 129 people had been killed.", "cumulative"),
        ("On Tuesday 129 people were killed in two conflict-stricken cities.", "incident"),
        ("On Tuesday 129 people were killed in the conflict.", "cumulative"),
    ],
)
def test_a_war_s_dead_are_known_by_its_months_and_not_by_a_word_in_another(text: str, scope: str) -> None:
    (one,) = laid(says("one", text, ("129", 129, "people")))
    assert one.scope == scope


def test_no_best_of_all_is_less_than_some_of_them() -> None:
    first = says("one", "One person was killed.", ("One", 1, "person"))
    some = {"two": {"scope": "facility"}}
    second = says("two", "At Tarn hospital two died.", ("two", 2, ""), known=some)
    whole = next(one for one in laid(first, second) if one.scope == "incident")
    assert (whole.best, whole.rule) == (None, "no best: 2 are told of as some of them")
    assert laid(first)[0].best == 1


def test_what_an_event_did_is_told_by_the_way() -> None:
    text = "Ivo Tarsk said nobody had filmed the fire that killed three people."
    (one,) = laid(says("one", text, ("three", 3, "people"), who="Ivo Tarsk", kind="person"))
    assert one.values[0].root is None


def test_of_the_same_number_whose_word_it_is_says_who_gave_it_not_who_mourns_them() -> None:
    text = "Three people were killed. Lena Ost said these three people were loved."
    one = says("one", text, ("Three", 3, "people"), ("three", 3, "people"), who="Lena Ost", kind="person")
    figures = (one.figures[0].__class__(**{**_fields(one, 0), "statement": None}), one.figures[1])
    (found,) = laid(_with(one, figures))
    assert found.values[0].root is None


def _fields(report: Report, n: int) -> dict[str, Any]:
    figure = report.figures[n]
    return {name: getattr(figure, name) for name in figure.__slots__}


def _with(report: Report, figures: Any) -> Report:
    from dataclasses import replace

    return replace(report, figures=figures)


def test_a_day_of_a_month_and_an_age_count_nobody() -> None:
    assert not laid(says("one", "A woman on February 20 mourns those who were killed.", ("20", 20, "mourns")))
    assert not laid(says("one", "Lena Ost, of Tarn, Mass., 29, was killed.", ("29", 29, "")))
    assert not laid(says("one", "No more hurting people, it said.", ("No", 0, "people"), known={"No": HURT}))


def test_another_event_s_number_is_not_revived_by_chance() -> None:
    apart = {"two": {"scope": None}, "five": {"scope": None, "role": "wounded"}}
    text = "The worst was in 2029, when two people were killed and five injured."
    other = says("one", text, ("two", 2, "people"), ("five", 5, "injured"), known=apart)
    here = says("two", "Five people were hurt.", ("Five", 5, "people"), known={"Five": HURT})
    assert {(s.role, len(s.values)) for s in laid(other, here)} == {("wounded", 1)}
    far = says(
        "three",
        "On 1 March 2029 five people were hurt.",
        ("five", 5, "people"),
        known={"five": {"scope": None, "role": "wounded"}},
        dates=(("1 March 2029", "2029-03-01"),),
    )
    assert {(s.role, len(s.values)) for s in laid(far, here)} == {("wounded", 1)}


def test_a_part_is_named_beside_the_whole_that_stands_next_to_it() -> None:
    text = "In Tarn five people were killed. In Vessing 17 people, three children among them, were killed."
    part = {"three": {"scope": "subset", "part_of": "f2"}}
    one = says("one", text, ("five", 5, "people"), ("17", 17, "people"), ("three", 3, "children"), known=part)
    _, others = figure_conflicts(laid(one), {"one": one})
    assert not [other for other in others if "“five”" in other.why]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_two_numbers_of_the_same_two_voices_conflict_once(order: tuple[int, ...]) -> None:
    day = "2031-03-02"
    told_by = [("a", "14", "The coroner"), ("b", "15", None), ("c", "15", None)]
    reports = [
        says(
            n,
            f"{who} said {x} people were hurt." if who else f"{x} people were hurt.",
            (x, int(x), "people"),
            who=who,
            known={x: HURT},
            published=day,
        )
        for n, x, who in (told_by[k] for k in order)
    ]
    found, _ = figure_conflicts(laid(*reports), {one.id: one for one in reports})
    assert len(found) == 1


def root(report: Report) -> str | None:
    return Roots([report]).of(report.id, "s1")[0].actor


def test_whose_word_is_nobody_s() -> None:
    text = "No armed group has claimed the blast that killed nine."
    group = actor(1, text, "No armed group", "organisation")
    known = {"actors": ("a1",), "source_class": "unnamed other"}
    assert (
        root(told("one", text, [("No armed group", "has claimed", "the blast that killed nine", known)], (group,)))
        is None
    )
    text = "Earlier, several outlets reported that nine had died."
    wrong = actor(1, text, "Earlier")
    said = (
        "Earlier, several outlets",
        "reported",
        "that nine had died",
        {"actors": ("a1",), "source_class": "unnamed other"},
    )
    found = Roots([report := told("one", text, [said], (wrong,))]).of(report.id, "s1")[0]
    assert found.actor != "Earlier"
    assert found.vague


def test_an_agency_is_not_shown_by_the_name_of_its_website() -> None:
    text = "The Tarn Bureau’s website has a list. The Tarn Bureau said nine had died."
    body, site = (
        actor(1, text, "Tarn Bureau", "organisation", "Tarn Bureau said"[:11]),
        actor(2, text, "Tarn Bureau’s website", "other"),
    )
    report = told("one", text, [("The Tarn Bureau", "said", "nine had died", {"actors": ("a1",)})], (body, site))
    assert root(report) == "Tarn Bureau"


def test_prosecutors_are_nobody_who_is_named_after_a_comma() -> None:
    text = "Prosecutors said nine had died. According to prosecutors, Odo Karst told his brother to run."
    group = actor(1, text, "Prosecutors", "group", "Prosecutors", "prosecutors")
    karst = actor(2, text, "Odo Karst")
    known = {"actors": ("a1",), "source_class": "unnamed official"}
    assert root(told("one", text, [("Prosecutors", "said", "nine had died", known)], (group, karst))) == "Prosecutors"


def test_a_name_is_shown_without_the_capitals_of_a_headline_before_it() -> None:
    text = "Share DOCK FIRE LATEST Police said nine had died."
    police = actor(1, text, "Share DOCK FIRE LATEST Police", "organisation")
    known = {"actors": ("a1",), "source_class": "named organisation"}
    assert root(told("one", text, [("Police", "said", "nine had died", known)], (police,))) == "Police"


@pytest.mark.parametrize(
    ("text", "counts", "total"),
    [
        ("Five young men and a woman were hurt.", [("Five", 5, "young men"), ("a woman", 1, "woman")], 6),
        ("Two men, a woman and a boy were hurt.", [("Two", 2, "men"), ("a woman", 1, "woman"), ("a boy", 1, "boy")], 4),
        ("One male and two female victims were hurt.", [("One", 1, "male"), ("two", 2, "female victims")], 3),
    ],
)
def test_a_list_of_persons_is_the_sum_of_its_numbers(text: str, counts: list[Any], total: float) -> None:
    (one,) = laid(says("one", text, *counts, known={words: HURT for words, _, _ in counts}))
    (value,) = one.values
    assert (one.scope, one.subject, value.low) == ("incident", None, total)
    assert text[slice(*value.span)] == text.split(" were", maxsplit=1)[0].removesuffix(" victims")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Two adults dead, two children hurt.", [("Two", 2, "adults"), ("two", 2, "children")]),
        ("Among them two men and a woman were hurt.", [("two", 2, "men"), ("a woman", 1, "woman")]),
        ("Of those, two dockers and a woman were hurt.", [("two", 2, "dockers"), ("a woman", 1, "woman")]),
    ],
)
def test_what_is_no_list_of_all_is_not_added(text: str, counts: list[Any]) -> None:
    low = {"Two": {"role": "killed"}, "two": HURT, "a woman": HURT}
    values = [v.low for s in laid(says("one", text, *counts, known=low)) for v in s.values]
    assert not {3, 4} & set(values)


def test_a_list_that_says_of_whom_a_number_is_made_is_a_part_of_it() -> None:
    text = "Three others -- two men and one woman -- were hurt."
    counts = [("Three", 3, "others"), ("two", 2, "men"), ("one", 1, "woman")]
    found = laid(says("one", text, *counts, known={words: HURT for words, _, _ in counts}))
    assert [v.low for s in found if s.scope == "incident" for v in s.values] == [3]


def test_ages_count_nobody() -> None:
    assert not laid(says("one", "Victims from 17- to 28-years-old were hurt.", ("17", 17, "")))
    assert not laid(says("one", "Two were 19- and 20-year-old brothers.", ("19", 19, "brothers")))


def opposed(left: str, right: str, day: str = "2031-03-02") -> int:
    """How many conflicts two reports' counts of the dead make: each with its number first, then who gives it."""
    reports = []
    for name, text in (("one", left), ("two", right)):
        words = next(word for word in text.split() if word.strip(".,").isdigit()).strip(".,")
        who = next((who for who in ("The harbour office", "The health ministry") if text.startswith(who)), None)
        reports.append(says(name, text, (words, int(words), "people"), who=who, published=day))
    return len(figure_conflicts(laid(*reports), {one.id: one for one in reports})[0])


NINETY = "The health ministry said 90 people died in Tarn."


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("The harbour office said 70 people died in Tarn.", True),
        ("The harbour office said 70 people died in Tarn, the worst loss in years.", True),
        ("The harbour office said 70 people died in Tarn since Tuesday.", True),
        ("The harbour office said 70 people died before boats came.", True),
        ("The harbour office said 70 people died a year before.", False),
        ("The harbour office said 70 people died in Tarn since last year.", False),
        ("The harbour office said the toll had climbed to 120 people.", False),
    ],
)
def test_what_makes_two_tolls_one_conflict(text: str, conflict: bool) -> None:
    assert opposed(NINETY, text) == conflict


def test_two_kinds_of_event_are_not_opposed() -> None:
    assert opposed(
        "The harbour office said 42 people died in the gas attack.", "The health ministry said 90 people died."
    )
    left, right = (
        "The harbour office said 42 died in the gas attack.",
        "The health ministry said 14 died in the air raid.",
    )
    assert not opposed(left.replace("14", "30"), right.replace("14", "30"))


def test_a_source_that_gives_two_numbers_side_by_side_gives_them_of_two_things() -> None:
    text = "The harbour office said 40 people died on the pier and 70 people died at the quay."
    one = says("one", text, ("40", 40, "people"), ("70", 70, "people"), who="The harbour office")
    two = says("two", NINETY, ("90", 90, "people"), who="The health ministry")
    assert not figure_conflicts(laid(one, two), {"one": one, "two": two})[0]


def test_a_paper_is_the_word_of_whoever_issued_it() -> None:
    text = "A statement on the website of the Tarn Bureau gave the list. The statement said nine had died."
    paper = actor(1, text, "The statement", "document", "A statement", "The statement")
    bureau = actor(2, text, "Tarn Bureau", "organisation")
    report = told("one", text, [("The statement", "said", "nine had died", {"actors": ("a1",)})], (paper, bureau))
    assert root(report) == "Tarn Bureau"


def test_a_group_is_whose_members_it_is_said_to_be() -> None:
    text = "Volunteers from the White Boats said nine had died."
    group = actor(1, text, "Volunteers", "group")
    boats = actor(2, text, "White Boats", "organisation")
    report = told("one", text, [("Volunteers", "said", "nine had died", {"actors": ("a1",)})], (group, boats))
    assert root(report) == "White Boats"


def test_officials_of_a_ministry_are_its_word() -> None:
    first = "The Health Ministry said nine had died."
    one = told(
        "one",
        first,
        [("The Health Ministry", "said", "nine had died", {"actors": ("a1",)})],
        (actor(1, first, "Health Ministry", "organisation"),),
    )
    text = "Health ministry officials said 12 had died."
    known = {"actors": ("a1",), "source_class": "unnamed official"}
    two = told(
        "two",
        text,
        [("Health ministry officials", "said", "12 had died", known)],
        (actor(1, text, "Health ministry officials", "group"),),
    )
    roots = Roots([one, two])
    assert roots.of("one", "s1")[0].actor == roots.of("two", "s1")[0].actor == "Health Ministry"


def test_a_first_name_with_a_letter_doubled_is_one() -> None:
    text = "Eliot Karst said so. Elliot Karst said it again."
    people = actor(1, text, "Eliot Karst"), actor(2, text, "Elliot Karst")
    report = told(
        "one",
        text,
        [("Eliot Karst", "said", "so", {"actors": ("a1",)}), ("Elliot Karst", "said", "it again", {"actors": ("a2",)})],
        people,
    )
    roots = Roots([report])
    assert roots.of("one", "s1")[0].actor == roots.of("one", "s2")[0].actor


def test_a_body_goes_by_the_noun_of_its_name() -> None:
    text = "The Tarn Observatory for Rivers warned. The Observatory said nine had died."
    bodies = (
        actor(1, text, "Tarn Observatory for Rivers", "organisation"),
        actor(2, text, "Observatory", "organisation", "Observatory said"[:11]),
    )
    report = told("one", text, [("The Observatory", "said", "nine had died", {"actors": ("a2",)})], bodies)
    assert root(report) == "Tarn Observatory for Rivers"


def test_the_patients_of_a_story_that_counts_the_wounded_are_wounded_at_a_facility() -> None:
    sick = {"19": {"role": "sick"}}
    told_by = [says(n, "30 people were hurt.", ("30", 30, "people"), known={"30": HURT}) for n in ("one", "two")]
    clinic = says("three", "The clinic has 19 patients in a grave condition.", ("19", 19, "patients"), known=sick)
    found = {(s.role, s.scope, s.low) for s in laid(*told_by, clinic)}
    assert found == {("wounded", "incident", 30), ("wounded", "facility", 19)}
    ill = says("three", "The clinic has 19 patients with cholera.", ("19", 19, "patients"), known=sick)
    assert "sick" in {s.role for s in laid(*told_by, ill)}
    assert {s.role for s in laid(told_by[0], clinic)} == {"wounded", "sick"}


def test_numbers_of_some_or_of_nobody_knows_what_come_to_no_best() -> None:
    two = says("one", "Two of the hurt have died.", ("Two", 2, ""), known={"Two": {"scope": "subset"}})
    text = "The harbour office said six of the hurt have died."
    six = says("two", text, ("six", 6, ""), who="The harbour office", known={"six": {"scope": "subset"}})
    (one,) = laid(two, six)
    assert (one.best, one.rule) == (None, "no best: of some, who may be others each time")
    text = "Two people were killed. The list has 300 people who were killed."
    apart = laid(says("one", text, ("Two", 2, "people"), ("300", 300, "people")))
    assert {(s.scope, s.low, s.best, s.rule) for s in apart} == {
        ("incident", 2, 2, "one count"),
        ("unknown", 300, None, "no best: of what these are is not known"),
    }
