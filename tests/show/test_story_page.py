"""The page of a story: all that an analyst needs, nothing that runs or is fetched, small however large the story."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings

from sayso.compare import Index, lay
from sayso.compare.nouns import Ref, Root, Series, Story, Told
from sayso.keep.nouns import Anchor, Judgement, Listed
from sayso.report import Report
from sayso.show.story_axis import axis_of, when
from sayso.show.story_charts import ladder, timeline
from sayso.show.story_html import story_page
from sayso.show.story_words import Members
from tests.show.make_story import LATER, blast, made, value
from tests.show.stories import stories
from tests.show.strategies import HOSTILE

VOID = {"meta", "link", "br", "img", "input", "hr", "line", "rect", "path", "circle"}
NOW = datetime(2031, 3, 9, 12, tzinfo=UTC)


class Page(HTMLParser):
    """A page as what it holds: its words, ids, links and sections; tags that do not close are noted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.unclosed: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        known = dict(attrs)
        assert not [name for name in known if name.startswith("on")], "no handler comes from a text"
        self.ids += [known["id"] or ""] if "id" in known else []
        self.links += [known["href"] or ""] if "href" in known else []
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open and self._open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self._open and "script" not in self._open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def shown(story: Story | None = None, **known: Any) -> Page:
    told, reports, judgements = blast()
    return Page(story_page(story or told, reports, known.get("judgements", judgements), NOW))


def test_it_says_at_the_top_and_at_the_end_that_nothing_is_verified() -> None:
    text = shown().text
    said = "Not verified as true. Sayso says what the text says and on whose word, never what is true."
    assert text.index(said) < text.index("Claims, by whose word")
    assert text.rindex(said) > text.index("What people decided")


def test_the_head_says_what_it_comes_to_and_how_much_there_is() -> None:
    text = shown().text
    assert "What is said “At least nine people were killed” disputed; 2 outlets, 1 origin, 1 root: the ministry" in text
    assert "What was counted People killed: 17 to 31 no best number; before: ≥9; withdrawn: 41" in text
    assert "What does not fit Figures “17” (the ministry) against “31” (the Volunteers)" in text
    assert "Claims 2 Figures 2 What does not fit together 1" in text
    assert "Who took from whom 2 When Reports 5 Judgements 1" in text
    assert "The earliest known is Halyard News Agency (1), of those with a date (1 has none)." in text


def test_claims_stand_with_their_roots_outlets_and_wordings() -> None:
    text = shown().text
    assert "2 outlets, 1 origin, 1 root : the ministry ; besides, officials (nobody named) ; no source named" in text
    assert "disputed" in text
    assert "Oskeld Herald report 2 (presents it as fact) ; outlet unknown report 5" in text
    assert "Ilse Maran, by way of Radio Breakwater (not in your ledger)" in text
    assert "left out: and I will not read from one, put in: period" in text
    assert "(their times do not order them)" in text  # the earliest of the second claim


def test_figures_stand_with_what_became_of_them() -> None:
    text = shown().text
    assert "People killed: the whole event 17 to 31 ; no best: 17 (the ministry); 31 (the Volunteers)" in text
    assert "At least nine ≥9 the ministry 2 March 2031, 05:10 UTC Halyard News Agency report 1 superseded by" in text
    assert "Forty-one people 41 the harbour master 3 March 2031 Tarn Gazette report 3 withdrawn" in text
    assert "Seventeen 17 no source named no date" in text
    assert "Sailors missing: a part of all" in text


def test_a_conflict_stands_with_both_passages_side_by_side() -> None:
    text = shown().text
    assert "“17” (the ministry) against “31” (the Volunteers): people killed, in one report, same scope" in text
    assert "The toll rose to 17 , the ministry said." in text
    assert "The Volunteers put it at 31 . The minister said" in text
    assert "Later counts of the same source the ministry: “At least nine”, later “17”" in text


def test_who_took_from_whom_says_how_much_and_how_that_is_known() -> None:
    text = shown().text
    assert "93% Halyard News Agency report 1 it credits the other: Halyard" in text.replace("“", "").replace("”", "")
    assert "CNA , not in your ledger" in text
    assert "““" not in text
    assert "Tarn Gazette report 3 , outlet unknown report 5 share text, and which of them had it first" in text


def test_the_undated_stand_apart_and_days_say_no_hour() -> None:
    text = shown().text
    assert "Without a date , and in no order: outlet unknown report 5" in text
    assert "3 March 2031 (given)" in text


def test_every_report_stands_with_its_sums_and_no_path_of_the_machine() -> None:
    _, reports, _ = blast()
    page = shown()
    for report in reports.values():
        assert report.text_id in page.text
        assert (report.bytes_id or "bytes: none kept") in page.text
    assert "file bulletin.txt" in page.text
    assert "/press/desk" not in page.text
    assert "https://wire.example/a" in page.links
    assert "en-1 (sha256 0000000000000000)" in page.text
    assert "Made 2031-03-09 12:00 UTC by Sayso" in page.text


def test_judgements_stand_with_who_when_and_why() -> None:
    text = shown().text
    assert "mk 5 March 2031 role: state At least nine people were killed Halyard News Agency (1), s1" in text
    assert "the ministry’s own site says so holds 0f3a5c7e9b" in text
    split = Judgement("ab" * 16, "split", None, None, Anchor("story"), {"reports": ["paper"]}, "or", "2031-03-06")
    assert "or 6 March 2031 split: paper the story no reason given" in shown(judgements=[Listed(split, "exact")]).text
    assert "Nobody has judged any of this" in shown(judgements=[]).text


def test_every_link_within_the_page_leads_somewhere_and_no_id_stands_twice() -> None:
    page = shown()
    assert page.unclosed == []
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert [tag for tag in page.tags if tag in ("img", "iframe", "object", "embed", "form")] == []


def test_a_chart_stands_beside_the_table_it_was_drawn_from() -> None:
    story, reports, _ = blast()
    html = story_page(story, reports, (), NOW)
    charts = re.findall(r"<svg.*?</svg>", html, re.S)
    assert len(charts) == 2  # one ladder, one timeline: one number needs no ladder
    assert html.count("<script") == 1  # the themes' button; charts need none
    for chart in charts:
        assert re.search(r'role="img" aria-labelledby="(\S+)-t \1-d"', chart)
        assert "<title" in chart
        assert "<desc" in chart
    drawn = charts[0]
    assert drawn.count('class="mark old"') == 3 + 1  # three that do not stand, and the withdrawn one's name
    assert "41 the harbour master (withdrawn)" in drawn
    assert "no date" in drawn
    assert 'class="day"' in charts[1]
    assert 'class="copied"' in charts[1]


def test_hostile_text_is_shown_and_does_nothing() -> None:
    story, reports, _ = blast()
    bad = replace(
        story, title=HOSTILE, claims=(replace(story.claims[0], text=HOSTILE, roots=(Root(HOSTILE, HOSTILE),)),)
    )
    reports = {
        id: replace(r, outlet=HOSTILE, title=HOSTILE, url="javascript:alert(1)", model=HOSTILE)
        for id, r in reports.items()
    }
    html = story_page(bad, reports, (), NOW)
    page = Page(html)
    assert "<script>alert(1)</script>" in page.text
    assert "⟨U+202E⟩" in page.text
    assert not set(html) & {"\u202e", "\u2066", "\x1b", "\x07", "\u2028"}
    assert page.tags.count("script") == 1
    assert [link for link in page.links if link.startswith("javascript")] == []


@settings(max_examples=60)
@given(stories())
def test_no_story_breaks_the_page(drawn: Any) -> None:
    story, reports = drawn
    page = Page(story_page(story, reports, (), NOW))
    assert page.unclosed == []
    assert "Not verified as true." in page.text


def test_a_story_of_one_report() -> None:
    story, reports, _ = blast()
    alone = replace(
        story, reports=story.reports[:1], copies=(), claims=(), figures=(), conflicts=(), no_conflicts=(), outlets=1
    )
    text = Page(story_page(alone, {"wire": reports["wire"]}, (), NOW)).text
    assert "1 report 1 outlet" in text
    assert "Too few reports have a date to be laid out in time." in text
    assert "Claims, by whose word" not in text
    assert "What does not fit together" not in text


def test_a_story_without_any_date() -> None:
    story, reports, _ = blast()
    told = tuple(replace(one, published=None) for one in story.reports)
    undated = replace(story, reports=told, earliest=(), latest=(), claims=(replace(story.claims[0], earliest=()),))
    text = Page(story_page(undated, {id: replace(r, published=None) for id, r in reports.items()}, (), NOW)).text
    assert "no dates" in text
    assert "Which report came first is not known: none has a date." in text
    assert "Earliest known not known: no dates" in text
    assert "Too few reports have a date to be laid out in time." in text


def many(count: int) -> tuple[Story, dict[str, Report]]:
    """A story of many reports and all that goes with it."""
    story, _, _ = blast()
    every = {
        f"r{n}": made(f"r{n}", LATER, f"Outlet {n % 97} of the coast", f"2031-03-{n % 28 + 1:02d}", bytes_id="ab" * 32)
        for n in range(count)
    }
    told = tuple(Told(id, r.outlet, r.published, "r0", 0.9 if id != "r0" else 0.0) for id, r in every.items())
    values = tuple(value(r, "17", 17 + n % 300, f"body {n % 50}") for n, r in enumerate(every.values()))
    series = [
        Series("killed", "people", f"noun{n}", "subset", values, 1, 400, None, "no best: many") for n in range(40)
    ]
    claim = replace(
        story.claims[0],
        shown=Ref("r0", "s1"),
        statements=tuple(replace(story.claims[0].statements[0], report=id) for id in every),
        earliest=tuple(Ref(id, "s1") for id in every),
    )
    conflict = replace(story.conflicts[0], between=(Ref("r0", "s1"), Ref("r1", "s1")))
    big = replace(
        story,
        reports=told,
        claims=tuple(replace(claim, id=f"c{n}") for n in range(300)),
        figures=tuple(series),
        conflicts=(conflict,) * 500,
        no_conflicts=story.no_conflicts * 500,
        earliest=tuple(every),
    )
    return big, every


def test_a_thousand_reports_make_no_page_that_a_browser_chokes_on() -> None:
    story, reports = many(1200)
    began = time.perf_counter()
    html = story_page(story, reports, (), NOW)
    assert time.perf_counter() - began < 10
    assert len(html.encode()) < 3_000_000
    page = Page(html)
    for words in ("and 200 reports more", "and 260 claims more", "and 16 figures more"):
        assert words in page.text, words
    assert page.text.count("in JSON") > 5
    assert page.unclosed == []
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_a_huge_text_is_cut_and_quick() -> None:
    story, reports, _ = blast()
    huge = "x" * 3_000_000
    reports["wire"] = replace(reports["wire"], text=huge, title=huge, outlet=huge, url="https://a.example/" + huge)
    began = time.perf_counter()
    html = story_page(replace(story, title=huge), reports, (), NOW)
    assert time.perf_counter() - began < 3
    assert len(html) < 200_000


def test_three_hundred_real_reports_are_laid_and_shown() -> None:
    every = [
        made(
            f"r{n}", f"{LATER} Item {n} of the day came from pier {n}.", f"Outlet {n % 40}", f"2031-03-{n % 9 + 1:02d}"
        )
        for n in range(300)
    ]
    story = lay("st-1", every, Index(every))
    html = story_page(story, {report.id: report for report in every}, (), NOW)
    assert "300 reports" in Page(html).text


def test_a_time_stands_where_its_precision_lets_it() -> None:
    day, moment, month, year = (when(t) for t in ("2031-03-02", "2031-03-02T09:00:00Z", "2031-03", "2031"))
    assert day is not None
    assert day.end - day.start == timedelta(days=1)
    assert day.latest - day.earliest == timedelta(hours=50)  # a day, anywhere on Earth
    assert moment is not None
    assert moment.start == moment.end == moment.earliest
    assert month is not None
    assert (month.end - month.start).days == 31
    assert year is None  # a bar of a year would leave no room for the days
    assert when(None) is when("P3M") is when("9999-12-31") is None


def test_one_date_in_the_far_past_leaves_the_others_room() -> None:
    times = [t for t in map(when, ["1970-01-01", "2031-03-01", "2031-03-02", "2031-03-04T10:00:00Z"]) if t]
    axis = axis_of(times, 0, 100)
    assert axis is not None
    assert axis.start.year == 2031
    assert not axis.holds(times[0])
    assert [words for _, words in axis.ticks()] == ["1 Mar", "2 Mar", "3 Mar", "4 Mar"]


def test_who_repeats_an_old_number_does_not_bring_it_back() -> None:
    story, reports, _ = blast()
    wire = reports["wire"]
    days = [value(wire, "nine", n, "the ministry", as_of=f"2031-03-0{day}") for day, n in ((2, 9), (3, 17), (4, 9))]
    drawn = ladder("f1", replace(story.figures[0], values=tuple(days)), Members(story, reports))
    assert drawn is not None
    (line,) = re.findall(r'class="word" d="([^"]+)"', drawn)
    assert line.count("V") == 1
    nobody = replace(story.figures[0], values=tuple(replace(one, root=None) for one in days))
    assert 'class="word"' not in (ladder("f1", nobody, Members(story, reports)) or "")


def test_marks_of_one_day_and_number_stand_side_by_side() -> None:
    story, reports, _ = blast()
    of = [value(reports["paper"], "Forty-one", 41, root) for root in ("one", "two", "three")]
    seen = replace(story.figures[0], values=(*of, value(reports["paper"], "Forty-one", 9, "four")))
    drawn = ladder("f1", seen, Members(story, reports)) or ""
    bars = re.findall(r'<line class="lasts" x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"', drawn)
    assert len(bars) == 4  # a day is a bar, also where marks stand in it
    assert len(set(bars)) == 1


def test_charts_of_nothing_are_none() -> None:
    story, reports, _ = blast()
    members = Members(story, reports)
    assert ladder("f1", story.figures[1], members) is None  # one number
    bare = replace(story, reports=tuple(replace(one, published=None) for one in story.reports))
    assert timeline(bare, Members(bare, reports)) is None
