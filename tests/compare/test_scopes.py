"""Counts in other scopes beside the count of the whole event: which are named, and which would only fill the page."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.compare.nouns import NoConflict
from sayso.report import Report
from tests.compare.test_series import says
from tests.compare.test_told_counts import found


def named(*reports: Report) -> list[NoConflict]:
    """What is named as a count of another scope."""
    return [one for one in found(*reports)[1] if "one of" in one.why]


def whole(number: int, who: str = "the port ministry") -> Report:
    return says(f"w{number}", f"{number} people were killed, {who} said.", (str(number), number, "people"), who=who)


def other(words: str, number: float, what: str, scope: str, who: str | None = None) -> Report:
    """A report of nothing but one count in another scope."""
    told: dict[str, Any] = {"subject": what, "role": "killed", "scope": scope}
    text = f"{words} {what} were killed" + (f", {who} said." if who else ".")
    return says("other", text, (words, number, what), who=who, known={words: told})


@pytest.mark.parametrize(
    ("number", "is_named"),
    [(15, True), (8, True), (7, False), (1, False), (55, False), (23, False)],
    ids=["of one size", "a third", "less", "one person", "more than the whole", "the same"],
)
def test_a_part_is_named_where_it_could_be_taken_for_the_whole(number: int, is_named: bool) -> None:
    part = other(str(number), number, "sailors", "subset")
    assert [o.kind for o in named(whole(23), part)] == ["parts and total"] * is_named


@pytest.mark.parametrize(
    ("number", "who", "is_named"),
    [
        (60, "the shore monitor", True),  # of one size
        (900, "the shore monitor", False),  # taken for this event's by nobody
        (900, "the port ministry", True),  # but one source gives both
    ],
)
def test_another_scope_is_named_where_the_two_could_be_opposed(number: int, who: str, is_named: bool) -> None:
    since = other(str(number), number, "people", "cumulative", who)
    assert [o.kind for o in named(whole(23), since)] == ["scope"] * is_named


def test_what_one_report_gives_of_two_scopes_is_named() -> None:
    text = "23 people were killed, and 900 people since January."
    known = {"900": {"scope": "cumulative"}}
    both = says("both", text, ("23", 23, "people"), ("900", 900, "people"), known=known)
    (one,) = named(both)
    assert one.why == "“900” is a count of more than this event, “23” one of the whole event"


def test_a_companys_employees_may_be_some_of_anothers_workers() -> None:
    two = says("co", "Two employees were killed, Gulf Line said.", ("Two", 2, "employees"), who="Gulf Line")
    five = whole_of_workers(5)
    (one,) = named(two, five)
    assert one.kind == "scope"
    assert "neither is of the whole event" in one.why and "employees (Gulf Line)" in one.why


def test_sailors_and_workers_are_no_rivals() -> None:
    two = says("navy", "Two sailors were killed, the navy said.", ("Two", 2, "sailors"), who="the navy")
    assert not named(two, whole_of_workers(5))


def whole_of_workers(number: int) -> Report:
    text = f"{number} workers were killed, the port ministry said."
    return says("workers", text, (str(number), number, "workers"), who="the port ministry")
