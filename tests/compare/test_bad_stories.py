"""Stories of input that breaks tools of this kind: undated, endless, copied, quoted, furnished; and any text at all."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.stories_bad import copies, digest, pages, stories_of, year
from sayso.compare.stories.likeness import WINDOW, likeness
from sayso.compare.stories.sketch import packed, sketch, unpacked
from sayso.keep import Ledger
from sayso.report import clean
from tests.compare.event import VESSING, add, blast, groups, told
from tests.keep.make import report


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "sayso.db") as found:
        yield found


# Dates and outlets that are missing or odd


@pytest.mark.parametrize("published", [None, "0001", "9999-12-31", "2031", "1931-03-02", "no day at all", ""])
def test_dates_that_are_missing_or_far_away(ledger: Ledger, published: str | None) -> None:
    add(ledger, blast(0), replace(blast(1), published=published), replace(blast(2), published=published))
    assert sum(len(found) for found in groups(ledger)) == 3


@pytest.mark.parametrize(
    ("early", "late"), [("0001-06-01", "9999-06-01"), ("0001-06-01", "2031-03-02"), ("2031-03-02", "9999-06-01")]
)
def test_reports_of_the_first_year_and_the_last_are_of_two_events(ledger: Ledger, early: str, late: str) -> None:
    """The first day of the year 1 and the last of 9999 are what programs write for none: they count as no date."""
    add(ledger, blast(0, published=early), blast(1, published=late))
    assert groups(ledger) == [["r0"], ["r1"]]


def test_without_place_or_outlet_or_title(ledger: Ledger) -> None:
    bare = [replace(blast(n), title=None, outlet=None, places=(), published=None, segments=()) for n in range(3)]
    add(ledger, *bare, report("", document="empty", id="empty", title=None, published=None))
    assert sum(len(found) for found in groups(ledger)) == 4
    assert ["empty"] in groups(ledger)


def test_reports_with_neither_date_nor_outlet_are_found_by_what_they_tell(ledger: Ledger) -> None:
    add(ledger, *(blast(n, published=None) for n in range(3)), blast(0, VESSING, None, id="v0", document="v0"))
    assert groups(ledger) == [["r0", "r1", "r2"], ["v0"]]


def test_reports_of_another_year_are_another_event(ledger: Ledger) -> None:
    add(ledger, blast(0, published="2031-03-02"), blast(1, published="2033-03-02"))
    assert groups(ledger) == [["r0"], ["r1"]]


# Stories that do not end


def test_a_story_runs_over_years_while_its_members_chain(ledger: Ledger) -> None:
    days = [f"{2031 + n // 12}-{n % 12 + 1:02}-02" for n in range(0, 24, 2)]
    add(
        ledger,
        *(
            replace(blast(0), id=f"r{n:02}", document=f"d{n}", text=blast(n).text, published=day)
            for n, day in enumerate(days)
        ),
    )
    assert WINDOW < 700
    first = sketch(blast(0, published=days[0]))
    assert likeness(first, sketch(blast(0, published=days[-1]))).score == 0
    assert max(len(found) for found in groups(ledger)) > 7


def test_two_stories_that_run_for_a_year_never_become_one() -> None:
    """A siege and a strike with new people each week: each falls into parts, and no part has drifted to the other."""
    reports = year(365, 3)
    found, _ = stories_of(reports)
    assert all(len({id.split("-")[0] for id in ids}) == 1 for ids in found)
    assert len(found) < len(reports) / 4


# Far too many


def test_thousands_of_copies_of_one_report_are_one_story_and_cost_no_more_each() -> None:
    """Four hundred here: what one more costs does not grow once a neighbourhood is full, at sixty-four."""
    found, took = stories_of(copies(400))
    assert [len(ids) for ids in found] == [400]
    assert median(took[-100:]) < 2 * median(took[30:130])


def test_copies_of_copies_that_nobody_dated_are_one_story() -> None:
    found, _ = stories_of([replace(one, published=None, outlet=None) for one in copies(70)])
    assert [len(ids) for ids in found] == [70]


def test_a_report_that_quotes_a_hundred_others_makes_no_two_stories_one() -> None:
    found, _ = stories_of(digest(100))
    whole = [ids for ids in found if len({id[-1] for id in ids} & {"a", "b"}) == 2]
    assert len(whole) == 100
    assert max(len(ids) for ids in found) <= 3  # the digest stands alone or with one of them


def test_furniture_that_all_pages_of_an_outlet_share_joins_nothing() -> None:
    found, _ = stories_of(pages(150))
    assert [len(ids) for ids in found] == [1] * 150


def test_pages_of_which_only_furniture_was_caught_are_of_no_event_but_their_titles() -> None:
    door = "Sign in using your account with us. Welcome back. Please sign in. Why are we asking this? " * 4
    one = sketch(told(1, door, "Shells kill three dockers in Marrow harbour", "2031-03-02"))
    two = sketch(told(2, door, "Mayor of Tarn paints benches green again", "2031-03-02"))
    assert likeness(one, two).score < 0.1
    assert "marrow" in one.head
    assert "account" not in one.words
    assert "account" in sketch(told(3, door, "How to sign in to your account, and why", "2031-03-02")).words


# Odd texts


@pytest.mark.parametrize("word", ["Marrow", "a", "…", "42", "ﬁ", "\u200b", "爆発"])
def test_reports_of_one_word(ledger: Ledger, word: str) -> None:
    one = [told(n, word, word, "2031-03-02") for n in range(2)]
    add(
        ledger, *one, *(replace(each, id=f"u{n}", document=f"u{n}", title=None) for n, each in enumerate(one)), blast(0)
    )
    assert sum(len(found) for found in groups(ledger)) == 5 - 1  # blast(0) has the id of the first
    assert not any({"r0", "r1"} <= set(found) for found in groups(ledger))


def test_reports_without_a_capital_are_found_by_their_words(ledger: Ledger) -> None:
    low = [replace(one, text=one.text.lower(), title=(one.title or "").lower()) for one in map(blast, range(3))]
    add(ledger, *(replace(one, places=(), segments=()) for one in low))
    assert groups(ledger) == [["r0", "r1", "r2"]]


def test_a_report_in_capitals_throughout_says_nothing_by_them(ledger: Ledger) -> None:
    loud = replace(blast(1), text=blast(1).text.upper(), title=(blast(1).title or "").upper(), places=(), segments=())
    add(ledger, blast(0), loud, told(9, "THE COUNCIL OF TARN PAINTED ITS BENCHES GREEN.", "BENCHES", "2031-03-02"))
    assert ["r9"] in groups(ledger)


def test_a_report_of_five_megabytes_costs_as_much_as_its_first_pages() -> None:
    text = (blast(0).text + " ") * 25_000
    assert len(text) > 5_000_000
    huge = report(text, title=blast(0).title, published="2031-03-02")
    start = time.process_time()
    made = sketch(huge)
    assert time.process_time() - start < 1
    assert len(packed(made)) < 40_000
    assert likeness(made, sketch(blast(0))).score > 0.9


@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=40)), st.one_of(st.none(), st.text(max_size=20)))
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_sketch_that_can_be_kept(text: str, title: str | None, published: str | None) -> None:
    made = sketch(report(clean(text)[0], title=title, published=published))
    assert unpacked(packed(made)) == made
    assert 0 <= likeness(made, made).score <= 1


def test_likeness_is_the_same_both_ways() -> None:
    made: Sequence[Any] = [sketch(blast(0)), sketch(blast(1)), sketch(blast(0, VESSING)), sketch(report())]
    for one in made:
        for two in made:
            assert likeness(one, two).score == likeness(two, one).score
            assert bool(likeness(one, two).veto) == bool(likeness(two, one).veto)
