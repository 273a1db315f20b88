"""Copies among bad input: thousands of one text, furniture, digests, no dates, no outlets, the ends of the calendar."""

from __future__ import annotations

import random
import time
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compare import Index, copies_of, lay
from sayso.compare.copies.origins import lineage
from sayso.compare.copies.pairs import copied
from sayso.compare.copies.words import Words
from sayso.compare.nouns import Copy
from sayso.compare.standing import origins_of
from sayso.report import Report, Segment
from tests.compare.test_copies import SOURCE, line, pairs, prose, told
from tests.keep.make import statement


def many(count: int, **known: str) -> list[Report]:
    """So many copies of one report that differ in their last word, of so many outlets."""
    return [told(f"r{n:05}", f"{SOURCE} {n}.", known.get("published", "2031-03-02")) for n in range(count)]


def found(reports: list[Report]) -> list[Copy]:
    index = Index(reports)
    return [pair for report in reports for pair in copies_of(report.id, index)]


def seconds(count: int) -> float:
    """Of processor time, for the pairs and the origins of so many copies."""
    reports = many(count)
    start = time.process_time()
    lineage(reports, found(reports))
    return time.process_time() - start


def test_hundreds_of_copies_of_one_report_are_one_text_and_none_is_first() -> None:
    reports = many(300)
    lines = lineage(reports, found(reports))
    assert lines.copies == ()
    assert {one.origin for one in lines.told} == {None}
    assert all(one.shares_with for one in lines.told)
    assert origins_of(lines.told) == 1


def test_a_hundred_copies_take_little_memory() -> None:
    reports = many(100)
    tracemalloc.start()
    lineage(reports, found(reports))
    assert tracemalloc.get_traced_memory()[1] < 100e6
    tracemalloc.stop()


def test_four_times_as_many_copies_cost_about_four_times_as_much() -> None:
    seconds(80)
    one, two = seconds(100), seconds(400)
    assert two < 2 * 4 * one


@pytest.mark.slow
def test_ten_thousand_copies_of_one_report_in_bounded_time() -> None:
    reports = many(9_999)
    reports.append(told("first", SOURCE, "2031-03-02", "Halyard News Agency"))
    reports[7] = replace(reports[7], text=reports[7].text + " Halyard told it.")
    start = time.process_time()
    lines = lineage(reports, found(reports))
    assert time.process_time() - start < 600
    assert {(copy.report, copy.of, copy.by) for copy in lines.copies} <= {("r00007", "first", "credit")}
    assert origins_of(lines.told) == 1


def test_dated_copies_go_back_to_the_first() -> None:
    reports = [told("first", SOURCE, "2031-03-01T00:00Z"), *many(150, published="2031-03-05")]
    lines = lineage(reports, found(reports))
    assert {one.origin for one in lines.told if one.report != "first"} == {"first"}
    assert all(copy.of == "first" for copy in lines.copies)


def test_one_report_that_quotes_a_hundred_others_is_taken_from_none() -> None:
    others = [told(f"r{n:03}", prose(300 + n, 80), "2031-03-01T08:00Z") for n in range(100)]
    quotes = [other.text[:260].rsplit(" ", 1)[0] for other in others]
    text = "\n\n".join(f"“{quote}” wrote Outlet R{n:03}." for n, quote in enumerate(quotes))
    said = tuple(
        statement(n, text, f"Outlet R{n:03}", "wrote", f"“{quote}”", kind="direct") for n, quote in enumerate(quotes)
    )
    digest = told("digest", text, "2031-03-09T08:00Z", statements=said, actors=(), figures=())
    lines = line(*others, digest)
    assert lines.copies == ()
    assert {one.report: one.origin for one in lines.told} == {r.id: r.id for r in (*others, digest)}


def test_one_report_with_passages_of_a_hundred_others_says_whose_each_is() -> None:
    others = [told(f"r{n:03}", prose(500 + n, 90), "2031-03-01T08:00Z") for n in range(40)]
    digest = told("digest", "\n\n".join(r.text[:600] for r in others), "2031-03-09T08:00Z")
    lines = line(*others, digest)
    (it,) = [one for one in lines.told if one.report == "digest"]
    assert {passage.of for passage in it.passages} == {other.id for other in others}
    for passage in it.passages:
        there = next(other for other in others if other.id == passage.of)
        assert digest.text[slice(*passage.span)] == there.text[slice(*passage.of_span)]
    assert {one.origin for one in lines.told if one.report != "digest"} == {other.id for other in others}


def page(n: int, menu: str, title: str) -> Report:
    """A page of one outlet whose menu was not told apart from its text."""
    text = f"{prose(10_000 + n, 60)}\n\n{menu}\n\n{prose(20_000 + n, 60)}"
    return told(f"p{n:04}", text, "2031-03-02", outlet="The Marrow Post", title=title)


def test_furniture_of_a_thousand_pages_of_one_outlet_is_no_copying() -> None:
    menu = prose(11, 120)
    pages = [page(n, menu, f"Matter{n} at Place{n}") for n in range(1_000)]
    index = Index(pages)
    assert [pair for one in (*pages[:40], *pages[-40:]) for pair in copies_of(one.id, index)] == []


def test_furniture_does_not_hide_a_copy_between_two_pages_that_have_it() -> None:
    menu, story = prose(12, 80), prose(13, 90)
    pages = [page(n, menu, f"Matter{n} at Place{n}") for n in range(30)]
    one = replace(pages[0], text=f"{story}\n\n{pages[0].text}", segments=())
    two = replace(pages[1], text=f"{story}\n\n{pages[1].text}", segments=(), published="2031-03-09")
    (pair,) = copies_of(two.id, Index([one, two, *pages[2:]]))
    assert (pair.report, pair.of, pair.by) == (two.id, one.id, "time")
    assert [two.text[slice(*passage.span)] for passage in pair.passages] == [story.rstrip(".")]


def test_reports_of_one_running_story_are_no_furniture() -> None:
    day = [
        told(f"d{n}", f"{prose(40 + n, 80)} {SOURCE[:900]}", f"2031-03-{2 + 3 * n:02}", "The Post", title="Ferry sinks")
        for n in range(6)
    ]
    lines = line(*day)
    assert {one.origin for one in lines.told} == {"d0"}


@pytest.mark.parametrize(
    "words",
    [
        "Sign up for our newsletter. Enter your email address. You may unsubscribe at any time. " + prose(50, 90),
        " ".join(f"{prose(60 + n, 12)} Picture {n} of 15" for n in range(1, 6)),
    ],
)
def test_forms_and_rows_of_pictures_are_no_text_of_a_report(words: str) -> None:
    texts = [f"{prose(70, 60)}\n\n{words}\n\n{prose(71, 60)}", f"{prose(72, 60)}\n\n{words}\n\n{prose(73, 60)}"]
    assert pairs(told("a", texts[0], outlet="The Post"), told("b", texts[1], outlet="The Post")) == ()


def test_a_caption_goes_with_its_picture() -> None:
    caption = prose(80, 60)
    reports = []
    for name, seed in (("a", 81), ("b", 82)):
        text = f"{caption}\n\n{prose(seed, 100)}"
        segments = (Segment((0, len(caption)), "caption"), Segment((len(caption) + 2, len(text)), "body"))
        reports.append(told(name, text, segments=segments))
    assert pairs(*reports) == ()


def test_a_post_that_both_show_is_its_writers() -> None:
    post = f"{prose(90, 60)} — Ilse Maran (@IlseMaran) March 2, 2031"
    texts = [f"{prose(n, 80)}\n\n{post}\n\n{prose(n + 1, 80)}" for n in (91, 93)]
    assert pairs(told("a", texts[0]), told("b", texts[1])) == ()


def test_who_wrote_it_stands_at_the_foot_of_both() -> None:
    foot = prose(95, 50)
    texts = [f"{prose(n, 100)}\n\n{foot}" for n in (96, 97)]
    assert pairs(told("a", texts[0]), told("b", texts[1])) == ()


def test_a_few_sentences_of_another_leave_an_original_its_own_origin() -> None:
    source = told("source", SOURCE, "2031-03-01")
    long = told("long", prose(98, 500) + " " + SOURCE[:500] + " " + prose(99, 100), "2031-03-09")
    lines = line(source, long)
    (it,) = [one for one in lines.told if one.report == "long"]
    assert (it.origin, {passage.of for passage in it.passages}) == ("long", {"source"})
    assert it.copied is not None
    assert 0 < it.copied < 0.15
    assert origins_of(lines.told) == 2


def test_who_credits_an_agency_has_it_from_there_whatever_the_clock_says() -> None:
    early = told("early", SOURCE, "2031-03-01")
    late = told("late", SOURCE, "2031-03-09", wire="AP")
    (pair,) = pairs(early, late)
    assert (pair.by, pair.external) == (None, None)


def test_two_pages_of_one_outlet_that_credit_an_agency_can_be_one_after_the_other() -> None:
    early = told("early", SOURCE, "2031-03-01", "The Post", wire="AP")
    late = told("late", SOURCE + " More.", "2031-03-09", "The Post", wire="AP")
    (pair,) = pairs(early, late)
    assert (pair.report, pair.of, pair.by, pair.external) == ("late", "early", "time", None)


def test_a_city_is_no_newspaper() -> None:
    one = told("a", SOURCE + " It was told in Tarn.", outlet="The Gazette")
    two = told("b", SOURCE, outlet="Tarn Times")
    assert [pair.by for pair in pairs(one, two)] == [None]


@pytest.mark.parametrize("outlet", [None, "", "   ", "(CNN)", "The", "…"])
@pytest.mark.parametrize("published", [None, "", "soon", "0001-01-01", "9999-12-31", "2031-02-30", "-5", "2031-13"])
def test_reports_without_a_usable_date_or_outlet_claim_nothing(outlet: str | None, published: str | None) -> None:
    one = replace(told("a", SOURCE), outlet=outlet, published=published)
    two = replace(told("b", SOURCE + " Besides, more."), outlet=outlet, published=published)
    lines = line(one, two)
    assert lines.copies == ()
    assert [told.origin for told in lines.told] == [None, None]
    story = lay("st-1", (one, two), Index((one, two)))
    assert set(story.earliest) in ({"a", "b"}, set())


def test_the_first_and_the_last_year_of_the_calendar() -> None:
    reports = [told(f"y{year}", SOURCE, f"{year:04}-06-01") for year in (1, 2, 2031, 9998, 9999)]
    lines = line(*reports)
    assert {one.origin for one in lines.told} == {"y1"}


def test_a_story_that_runs_for_a_year_keeps_its_line() -> None:
    texts = [SOURCE]
    for n in range(1, 53):  # each week some of the week before and something new
        texts.append(texts[-1][-700:] + " " + prose(1_000 + n, 60))
    day = [f"2031-{1 + n // 5:02}-{1 + 6 * (n % 5):02}" if n < 52 else "2031-12-31" for n in range(53)]
    reports = [told(f"w{n:02}", text, day[n]) for n, text in enumerate(texts)]
    lines = line(*reports)
    where = {report.id: report for report in reports}
    assert all(where[copy.report].published >= where[copy.of].published for copy in lines.copies)  # type: ignore[operator]
    for one in lines.told:
        for passage in one.passages:
            assert passage.of < one.report
            there = where[passage.of].text[slice(*passage.of_span)]
            assert there.split()[0] == where[one.report].text[slice(*passage.span)].split()[0]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400), st.booleans())
def test_no_text_raises_and_spans_slice(one: str, two: str, joined: bool) -> None:
    ours, theirs = (one + SOURCE, SOURCE + two) if joined else (one, two)
    pair = copied(Words(told("a", ours or " ")), Words(told("b", theirs or " ")))
    if pair:
        text = {"a": ours, "b": theirs}
        for passage in pair.passages:
            assert text[pair.report][slice(*passage.span)].strip()
            assert text[pair.of][slice(*passage.of_span)].strip()
        assert 0 < pair.copied <= 1
        assert 0 < pair.contains <= 1


def test_words_that_repeat_without_end() -> None:
    one, two = told("a", "no " * 60_000), told("b", "no " * 50_000 + "yes")
    start = time.process_time()
    copied(Words(one), Words(two))
    assert time.process_time() - start < 10


def test_the_order_of_reports_changes_nothing() -> None:
    draw = random.Random(5)
    reports = [told(f"o{n}", prose(n % 3, 120) + " " + prose(400 + n, 40), f"2031-03-{1 + n:02}") for n in range(9)]
    once = {one.report: one for one in line(*reports).told}
    draw.shuffle(reports)
    assert {one.report: one for one in line(*reports).told} == once
