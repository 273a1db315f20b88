"""Counts that words beside a number show, parts of a total, losses by two accounts, and what one page changed."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.compare.figures.befell import befell, by_own_helpers, nameless, taken
from sayso.compare.figures.conflicts import conflicts, figure_conflicts
from sayso.compare.figures.edits import edits
from sayso.compare.figures.series import series
from sayso.compare.nouns import Conflict, NoConflict, Series
from sayso.compare.roots.roots import Roots
from sayso.report import Actor, Date, Figure, Report
from tests.compare.test_series import says
from tests.keep.make import at, report, statement


def laid(*reports: Report) -> tuple[Series, ...]:
    return series(reports, Roots(reports))


def found(*reports: Report) -> tuple[tuple[Conflict, ...], tuple[NoConflict, ...]]:
    return figure_conflicts(laid(*reports), {one.id: one for one in reports})


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("The ministry puts the dead at 23.", "23", "killed"),
        ("The number of people killed in Tarn has risen to 17 from nine.", "17", "killed"),
        ("The number of people killed in Tarn has risen to 17 from nine.", "nine", "killed"),
        ("The number of wounded stood at 40 on Monday.", "40", "wounded"),
        ("It said 55 marines met their end there.", "55", "killed"),
        ("It was treating 38 people.", "38", "wounded"),
        ("Five others remain in hospital.", "Five", "wounded"),
        ("The ferry had 214 passengers and 18 crew on board.", "214", "present"),
        ("The ferry had 214 passengers and 18 crew on board.", "18", "present"),
        ("Her boats brought eight people out of the water alive.", "eight", "rescued"),
        ("They brought eight bodies out of the water.", "eight", None),
        ("The company has 40 workers.", "40", None),
        ("The number of people on the pier rose to 17.", "17", None),
    ],
)
def test_what_befell_them_by_the_words_beside_their_number(text: str, words: str, role: str | None) -> None:
    low, high = at(text, words)
    figure = Figure("f1", (low, high), 1, 1, "=", "people", "people")
    assert befell(figure, text[:low], text[high:]) == role


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("He said 41 people had been taken to hospital.", True),
        ("41 were rushed to the hospital.", True),
        ("Those hurt, 41 in all, were taken to hospital.", False),
        ("41 people were wounded.", False),
    ],
)
def test_who_was_taken_to_hospital_is_not_said_to_be_all_who_were_hurt(text: str, only: bool) -> None:
    low, high = at(text, "41")
    assert taken(text[:low], text[high:]) is only


def test_a_part_is_of_whom_its_whole_is_by_the_words_beside_it() -> None:
    text = "At the hospital 58 people were being treated, nine of them for burns."
    other: dict[str, Any] = {"role": "other", "scope": None}
    known = {"58": other, "nine": {**other, "part_of": "f1"}}
    one = says("one", text, ("58", 58, "people"), ("nine", 9, "them"), known=known)
    assert {(s.role, s.scope, s.low) for s in laid(one)} == {("wounded", "incident", 58), ("wounded", "subset", 9)}


def test_a_part_of_people_with_a_role_of_their_own_is_not_read_into_it() -> None:
    text = "31 people were missing; 12 of them came home."
    known = {"31": {"role": "missing"}, "12": {"role": "other", "scope": None, "part_of": "f1"}}
    one = says("one", text, ("31", 31, "people"), ("12", 12, "them"), known=known)
    assert {(s.role, s.low) for s in laid(one)} == {("missing", 31)}


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("There are seven patients whom we have not been able to identify.", True),
        ("It has seven patients who have not been identified.", True),
        ("It had seven unidentified patients.", True),
        ("It has seven patients who are ill with cholera.", False),
        ("There are seven patients.", False),
    ],
)
def test_patients_of_whom_only_the_name_is_not_known_are_not_sick(text: str, so: bool) -> None:
    assert nameless(text[at(text, "seven")[1] :]) is so
    (only,) = laid(says("one", text, ("seven", 7, "patients"), known={"seven": {"role": "sick"}}))
    assert (only.role, only.scope) == (("present", "facility") if so else ("sick", "subset"))


@pytest.mark.parametrize(
    ("before", "so"),
    [
        ("Ms Pell said her boats had brought ", True),
        ("The coast guard said its rescue teams pulled at least ", True),
        ("He said our divers alone had saved ", True),
        ("Boats brought ", False),
        ("Ms Pell said boats had brought ", False),
        ("The town's people and their dogs walked past ", False),
    ],
)
def test_a_helper_counts_those_whom_its_own_people_brought_out(before: str, so: bool) -> None:
    assert by_own_helpers(before) is so
    text = before + "eight people out of the water alive."
    one = says("one", text, ("eight", 8, "people"), known={"eight": {"role": "rescued"}})
    assert [s.scope for s in laid(one)] == ["subset" if so else "incident"]


def two_voices(text: str, second: str, words: str, number: float) -> Report:
    """The ministry's 23 dead, and a bare number in a second statement, by its source and words."""
    said = (
        statement(1, text, "The ministry", "says", "23 people died", actors=("a1",), stance="neutral"),
        statement(2, text, second, "say", words, actors=("a2",), stance="neutral"),
    )
    actors = (
        Actor("a1", "the port ministry", "organisation", (at(text, "The ministry"),), 0.9),
        Actor("a2", "Gulf Helpers", "organisation", (at(text, second),), 0.9),
    )
    figures = (
        Figure("f1", at(text, "23"), 23, 23, "=", "people", "people", "killed", "incident", statement="s1"),
        Figure("f2", at(text, words), number, number, "=", None, None, "other", None, statement="s2"),
    )
    return report(text, id="two", outlet="B", statements=said, actors=actors, figures=figures)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The ministry says 23 people died and the helpers say 31.", {23, 31}),
        ("The ministry says 23 people died and the helpers say 31, and neither has a list.", {23, 31}),
        ("The ministry says 23 people died. Of it the helpers say 31.", {23}),  # of whom, nothing says
        ("The ministry says 23 people died and the helpers say 31 times that it is well.", {23}),
    ],
)
def test_a_bare_number_of_another_in_the_same_sentence_is_of_the_same_people(text: str, numbers: set[float]) -> None:
    (only,) = laid(two_voices(text, "the helpers", "31", 31))
    assert (only.role, only.scope, {value.low for value in only.values}) == ("killed", "incident", numbers)
    if 31 in numbers:
        assert {value.root for value in only.values} == {"the port ministry", "Gulf Helpers"}


def test_some_take_nobodys_place() -> None:
    def some(name: str, number: float, published: str) -> Report:
        text = f"The port ministry said that {number:g} of them were badly hurt."
        known: dict[str, Any] = {f"{number:g}": {"role": "wounded", "scope": "subset"}}
        return says(name, text, (f"{number:g}", number, ""), who="The port ministry", published=published, known=known)

    (only,) = laid(some("one", 11, "2031-03-02T08:00Z"), some("two", 9, "2031-03-03T08:00Z"))
    assert [value.superseded_by for value in only.values] == [None, None] and only.best is None


def days(text: str, *bare: tuple[str, float]) -> Report:
    """A report without a source whose numbers have no noun."""
    figures = tuple(
        Figure(f"f{n}", at(text, words), number, number, "=", None, None, "other", None)
        for n, (words, number) in enumerate(bare, 1)
    )
    dates = tuple(
        Date(at(text, words), "DATE", day)
        for words, day in (("Sunday", "2031-03-02"), ("Monday", "2031-03-03"), ("today", "2031-03-04"))
        if words in text
    )
    return report(text, id="list", outlet="C", published="2031-03-04T09:00Z", figures=figures, dates=dates)


def tolls(*numbers: int) -> list[Report]:
    """What the port ministry said the dead were, a report a number."""
    return [
        says(
            f"r{n}", f"{n} people were killed, the port ministry said.", (str(n), n, "people"), who="the port ministry"
        )
        for n in numbers
    ]


@pytest.mark.parametrize(
    ("text", "bare", "told"),
    [
        (
            "On Sunday it was nine, on Monday 17, and today it is 23.",
            (("nine", 9), ("23", 23)),
            {("2031-03-02", 9), ("2031-03-03", 17), ("2031-03-04", 23)},
        ),
        ("On Sunday it was nine, and on Monday 17.", (("nine", 9),), {("2031-03-02", 9), ("2031-03-03", 17)}),
        ("On Sunday it was nine, and Monday 17 March is a holiday.", (("nine", 9),), set()),
        ("On Sunday it was nine, and on Monday 18.", (("nine", 9),), set()),  # a number that nobody gives
        ("He came on Sunday, and on Monday 17, and it was late.", (), set()),
    ],
)
def test_a_list_of_days_tells_a_sources_numbers_again(
    text: str, bare: tuple[tuple[str, float], ...], told: set[tuple[str, float]]
) -> None:
    (only,) = laid(*tolls(9, 17, 23), days(text, *bare))
    again = [value for value in only.values if value.report == "list"]
    assert {(value.as_of, value.low) for value in again} == told
    assert all(text[slice(*v.span)] in ("nine", f"{v.low:g}") and v.root == "the port ministry" for v in again)


def test_a_list_after_a_colon_is_of_parts_and_says_what_they_make() -> None:
    text = "27 people were killed, officials said: 14 passengers, eight dockers and four cooks."
    other: dict[str, Any] = {"role": "other", "scope": None}
    one = says(
        "one",
        text,
        ("27", 27, "people"),
        ("14", 14, "passengers"),
        ("eight", 8, "dockers"),
        ("four", 4, "cooks"),
        known={"14": other, "eight": other, "four": other},
    )
    assert {(s.scope, s.subject, s.low) for s in laid(one)} == {
        ("incident", None, 27),
        ("subset", "passenger", 14),
        ("subset", "docker", 8),
        ("subset", "cook", 4),
    }
    assert any(o.why.endswith("are given as parts of “27”: together 26, not 27") for o in found(one)[1])


def test_parts_of_one_report_can_make_the_total_of_another() -> None:
    aboard: dict[str, Any] = {"role": "present", "scope": "incident"}
    parts = says(
        "parts",
        "214 passengers and 18 sailors were aboard.",
        ("214", 214, "passengers"),
        ("18", 18, "sailors"),
        known={"214": aboard, "18": aboard},
    )
    whole = says("whole", "232 people were aboard.", ("232", 232, "people"), known={"232": aboard})
    (one,) = [o for o in found(parts, whole)[1] if "together" in o.why]
    assert one.kind == "parts and total" and "together 232, which is “232”" in one.why


def test_a_sources_number_told_again_without_its_noun_is_that_count() -> None:
    first = says("one", "9 people were killed, the port ministry said.", ("9", 9, "people"), who="the port ministry")
    text = "The port ministry said its last count stood at nine."
    bare = says("two", text, ("nine", 9, ""), who="The port ministry", known={"nine": {"role": "other", "scope": None}})
    stripped = report(
        text,
        id="two",
        outlet="Outlet Two",
        published="2031-03-03",
        statements=bare.statements,
        actors=bare.actors,
        figures=(Figure("f1", at(text, "nine"), 9, 9, "=", None, None, "other", None, statement="s1"),),
    )
    (only,) = laid(first, stripped)
    assert {value.report for value in only.values} == {"one", "two"}


def test_a_claimed_loss_stands_against_the_sides_own_count() -> None:
    claim = says(
        "claim", "40 marines were killed, the Front said.", ("40", 40, "marines"), who="the Front",
        known={"40": {"scope": "claimed enemy loss"}},
    )  # fmt: skip
    own = says("own", "Three sailors were killed, the navy said.", ("Three", 3, "sailors"), who="the navy")
    theirs = says("theirs", "Two fighters were killed, the Front said.", ("Two", 2, "fighters"), who="the Front")
    (only,) = found(claim, own, theirs)[0]
    assert only.why.startswith("“40” marines (the Front) against “Three” sailors (the navy)")
    assert "who may not be the same people" in only.why


@pytest.mark.parametrize(
    "text",
    [
        "The two people killed were twins.",
        "29 of the people killed were dockers.",
        "29 people were killed in a similar blast.",
        "29 people were killed in 2015.",
        "Another 29 people were killed.",
    ],
)
def test_some_and_those_of_another_time_oppose_nobody(text: str) -> None:
    words = "two" if "two" in text else "29" if text.startswith("29") else "Another 29"
    one = says("one", "17 people were killed, the ministry said.", ("17", 17, "people"), who="the ministry")
    assert not found(one, says("two", text, (words, 29, "people")))[0]


def test_officials_can_be_anybodys() -> None:
    one = says("one", "17 people were killed, the ministry said.", ("17", 17, "people"), who="the ministry")
    text = "29 people were killed, officials said."
    two = says("two", text, ("29", 29, "people"), who="officials")
    said = (statement(1, text, "officials", "said", "29 people were killed", actors=("a1",), role="state",
                      source_class="unnamed official", stance="neutral"),)  # fmt: skip
    vague = report(
        text, id="two", outlet="B", published="2031-03-02T08:00Z", statements=said, actors=two.actors,
        figures=two.figures,
    )  # fmt: skip
    assert not found(one, vague)[0]


def page(name: str, published: str, text: str, url: str = "https://c.example/1") -> Report:
    return report(text, id=name, outlet="Courier", published=published, url=url)


def test_what_one_page_changed_is_told_word_by_word() -> None:
    old = page("a", "2031-03-02T08:00Z", "It blew up late on Friday.\nThe navy denied it. The pier is closed.")
    new = page("b", "2031-03-03T08:00Z", "It blew up late on Saturday.\nThe pier is closed.")
    told = list(edits({"a": old, "b": new}).values())
    assert [one.why.split(";")[0] for one in told] == [
        "Courier changed “Friday” to “Saturday” at one address",
        "Courier: “The navy denied it.” is no more in the later text at this address",
    ]
    for one in told:
        for ref, (low, high) in zip(one.between, one.spans, strict=True):
            assert {"a": old, "b": new}[ref.report].text[low:high] in one.why


@pytest.mark.parametrize(
    "new",
    [
        page("b", "2031-03-03T08:00Z", "It blew up on Saturday.", url="https://c.example/2"),  # another page
        page("b", "2031-03-02T08:00Z", "It blew up on Saturday."),  # nothing says which text is the later
        page("b", "2031-03-03T08:00Z", "It blew up on Friday."),  # the same
    ],
)
def test_nothing_is_an_edit_of_another_page_or_without_an_order(new: Report) -> None:
    assert not edits({"a": page("a", "2031-03-02T08:00Z", "It blew up on Friday."), "b": new})


def navy(name: str, text: str, content: str, published: str, first_time: bool) -> Report:
    said = statement(
        1, text, "the navy", "said", content, first_time=first_time, actors=("a1",),
        source_class="named organisation", role="state", stance="neutral",
    )  # fmt: skip
    actors = (Actor("a1", "the navy", "organisation", (at(text, "the navy"),), 0.9),)
    return report(text, id=name, outlet=name, published=published, statements=(said,), actors=actors)


@pytest.mark.parametrize(
    ("denied", "many"), [("no sailors were on the pier", 1), ("no vessel had left", 0), ("sailors were on the pier", 0)]
)
def test_a_source_that_grants_what_it_denied_has_changed_its_word(denied: str, many: int) -> None:
    first = navy("a", f"On Sunday the navy said {denied}.", denied, "2031-03-02T08:00Z", False)
    granted = "its sailors were on the pier"
    later = navy("b", f"At last the navy said {granted}.", granted, "2031-03-04T08:00Z", True)
    both = {"a": first, "b": later}
    others = conflicts((), both, Roots(tuple(both.values())))[1]
    assert [o.kind for o in others] == ["update"] * many
    assert all("“no sailors were on the pier”, later, for the first time, said" in o.why for o in others)
