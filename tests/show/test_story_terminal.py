"""A story in the terminal: an analyst's page in plain words, and nothing in it that steers a terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from rich.console import Console

from sayso.compare.nouns import Root, Series, Story
from sayso.report import Report
from sayso.show.story import print_story
from sayso.show.story_words import (
    Members,
    claim_in_words,
    cut,
    days,
    first_in_words,
    group_in_words,
    quoted,
    range_in_words,
    root_in_words,
    scope_in_words,
)
from tests.show.make_story import blast, value
from tests.show.stories import stories
from tests.show.strategies import HOSTILE


def printed(story: Story, reports: dict[str, Report], judgements: Any = (), width: int = 100) -> str:
    out = io.StringIO()
    print_story(story, reports, Console(file=out, width=width, highlight=False), judgements)
    return out.getvalue()


def test_it_reads_as_an_analyst_would_lay_it_out() -> None:
    text = printed(*blast(), width=150)
    for words in (
        "st-7 · 5 reports · 4 outlets · 3 origins · 2–3 March 2031, 1 without a date",
        "The earliest known is Halyard News Agency (1), of those with a date (1 has none).",
        "Not verified as true.",
        "93% of its words from Halyard News Agency (1) (it credits the other)",
        "credits CNA, not in your ledger",
        "people killed, the whole event: 17 to 31; no best: 17 (the ministry); 31 (the Volunteers)",
        "≥9 “At least nine”",
        "told by 1, 2; superseded by 4",
        "told by 3; withdrawn",
        "2 outlets, 1 origin, 1 root: the ministry; besides, officials (nobody named); no source named",
        "told by 1, 2, 5; earliest 1",
        "also worded (4): a list is not a morgue, [-and I will not read from one,-] {+period+}",
        "Halyard News Agency (4): The toll rose to 17, the ministry said.",
        "Later counts of the same source",
        "What people decided",
    ):
        assert words in text, words


def test_hostile_text_does_not_steer_the_terminal() -> None:
    story, reports, judged = blast()
    known: dict[str, Any] = {"outlet": HOSTILE, "title": HOSTILE}
    reports = {id: replace(report, **known) for id, report in reports.items()}
    text = printed(replace(story, title=HOSTILE), reports, judged)
    assert "⟨U+001B⟩" in text
    assert not set(text) & {"\x1b", "\x07", "\u202e", "\u2066", "\u2028"}


@settings(max_examples=40)
@given(stories())
def test_no_story_breaks_it(drawn: Any) -> None:
    story, reports = drawn
    for width in (24, 100):
        assert "true." in " ".join(printed(story, reports, width=width).split())


def test_days_of_a_story() -> None:
    story = blast()[0]

    def between(*published: str | None) -> str:
        told = story.reports[0]
        return days(replace(story, reports=tuple(replace(told, published=day) for day in published)))

    assert between("2031-03-02", "2031-03-02T09:00:00Z") == "2 March 2031"
    assert between("2031-03-02", "2031-03-06", None) == "2–6 March 2031, 1 without a date"
    assert between("2031-03-30", "2031-04-02") == "30 March – 2 April 2031"
    assert between("2030-12-30", "2031-01-02") == "30 December 2030 – 2 January 2031"
    assert between("2031", "2031-03") == "2031 – March 2031"
    assert between(None) == "no dates"


def test_what_came_first_in_words() -> None:
    story, reports, _ = blast()
    members = Members(story, reports)
    every = tuple(one.report for one in story.reports)
    assert first_in_words(replace(story, reports=story.reports[:1]), members) == ""
    assert "none has a date" in first_in_words(replace(story, earliest=()), members)
    assert first_in_words(replace(story, earliest=every), members).endswith("their times do not order them.")
    two = first_in_words(replace(story, earliest=("wire", "paper")), members)
    assert (
        two
        == "Which came first is not known: the times of Halyard News Agency (1), Tarn Gazette (3) do not order them."
    )


def test_who_is_counted_in_words() -> None:
    killed = blast()[0].figures[0]
    for noun, words in (
        (None, "people killed"),
        ("sailor", "sailors killed"),
        ("policeman", "policemen killed"),
        ("child", "children killed"),
        ("baby", "babies killed"),
        ("police", "police killed"),
        ("person", "people killed"),
    ):
        assert group_in_words(replace(killed, subject=noun)) == words
    war = replace(killed, scope="cumulative", since="2029-03")
    assert scope_in_words(war) == "since March 2029, longer than this event"
    assert scope_in_words(replace(war, since=None)) == "over a longer time than this event"


def test_a_range_says_how_its_number_is_put() -> None:
    story, reports, _ = blast()
    one = value(reports["wire"], "At least nine", 60, None, high=None, comparator="≥")
    series = Series("wounded", "people", None, "incident", (one, one), 60, 60, None, "one count")
    assert range_in_words(series) == "at least 60"
    assert range_in_words(replace(series, values=(one, replace(one, comparator="=")))) == "60"
    assert range_in_words(replace(series, low=None, high=None)) == ""
    assert range_in_words(story.figures[0]) == "17 to 31"


def test_nobodys_word_is_said_to_be_nobodys() -> None:
    claim = blast()[0].claims[0]
    assert root_in_words(Root("officials", None, True)) == "officials (nobody named)"
    assert (
        root_in_words(Root(None, "Radio Breakwater", True)) == "Radio Breakwater (not in your ledger), naming no source"
    )
    alone = replace(claim, roots=(Root(None, None, True),), outlets=1)
    assert claim_in_words(alone) == "1 outlet, 1 origin, no root named"


def test_words_that_bring_their_marks_get_no_others() -> None:
    assert quoted("a list") == "“a list”"
    assert quoted("“a list”") == "“a list”"
    assert quoted("“a list” is no morgue") == "““a list” is no morgue”"


def test_a_huge_text_is_cut() -> None:
    assert cut("x" * 3_000_000, 20) == "x" * 19 + "…"
    assert cut("a " + " " * 3_000_000 + "b", 20) == "a"
