"""What an audit counts, and the list behind every share."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.audit import UNKNOWN_MONTH, UNKNOWN_OUTLET, Audit
from sayso.audit.voice import own_voice
from sayso.report import Report, SaysoError, Segment
from sayso.show import tally
from tests.audit.make import OFFICIAL, WITNESS, Says, behind, measure, month, only, report, share
from tests.show import strategies


def test_unnamed_sources_are_counted_of_the_statements_that_were_judged() -> None:
    part = only(month(report(Says(), OFFICIAL, WITNESS, Says(named=None))))
    unnamed = measure(part, "unnamed")
    assert (unnamed.n, unnamed.reports) == (3, 1)
    assert share(part, "unnamed", "unnamed source").count == 2
    assert behind(part, "unnamed", "unnamed source") == [("report.txt", "s2"), ("report.txt", "s3")]
    assert [part.said[place].id for place in unnamed.left_out] == ["s4"]


def test_an_answer_that_nobody_gave_is_a_share_of_nothing() -> None:
    part = only(month(report(Says())))
    assert share(part, "unnamed", "unnamed source").count == 0
    assert share(part, "unnamed", "unnamed source").share == 0


def test_a_reason_counts_for_the_statement_it_is_about_and_for_all_that_its_source_says() -> None:
    granted = replace(OFFICIAL, actor="an official", aside="He asked not to be named.", reason="not authorised")
    part = only(
        month(
            report(
                granted,
                Says("he", named="unnamed official", actor="an official"),
                Says("", "adding", named="unnamed official", source_from="s1"),
                Says("another official", named="unnamed official", aside="He would not be named."),
                WITNESS,
            )
        )
    )
    assert [
        s.id for s in map(part.said.__getitem__, share(part, "reason", "unnamed official, reason given").behind)
    ] == [
        "s1",
        "s2",
        "s3",
    ]
    assert behind(part, "reason", "unnamed official, no reason seen") == [("report.txt", "s4")]
    assert part.said[3].grounds == "He would not be named."
    assert behind(part, "reason", "unnamed witness, no reason seen") == [("report.txt", "s5")]


def test_officials_are_states_police_and_courts_and_an_unknown_role_is_neither() -> None:
    roles = ["state", "police or court", "witness", "armed party", "unknown", None]
    part = only(month(report(*(Says(role=role) for role in roles))))  # type: ignore[arg-type]
    assert [(s.value, s.count) for s in measure(part, "officials").shares] == [
        ("officials", 2),
        ("others", 2),
        ("role unknown", 1),
    ]
    assert measure(part, "officials").n == 5


def test_a_cue_inside_a_sources_words_is_not_the_outlets() -> None:
    part = only(month(report(Says(), Says("they", "claimed", stance="distancing", within="s1"))))
    assert [(s.value, s.count) for s in measure(part, "stance").shares] == [("neutral", 1)]
    assert behind(part, "nested", "inside a source’s words") == [("report.txt", "s2")]


def test_statements_of_headlines_and_captions_are_in_no_share() -> None:
    whole = report(Says(), Says())
    split = whole.statements[1].source[0][0]
    captioned = replace(whole, segments=(Segment((0, split - 1), "body"), Segment((split, len(whole.text)), "caption")))
    part = only(month(captioned))
    assert (len(part.said), part.reports[0].aside) == (1, 1)


def test_a_source_is_one_over_reports_by_its_actor_else_by_its_words_and_a_pronoun_is_nobody() -> None:
    part = only(
        month(
            report(Says("Maran", actor="Ilse Maran"), Says("the police"), Says("He"), about=" 1"),
            report(Says("the director", actor="Ilse Maran"), Says("The  police"), Says("he"), Says(""), about=" 2"),
        )
    )
    assert [(s.value.casefold(), s.by, s.count) for s in measure(part, "source").shares] == [
        ("ilse maran", "actor", 2),
        ("the police", "words", 2),
        ("a pronoun, not resolved", "nobody", 2),
        ("no source named", "nobody", 1),
    ]


def test_only_the_first_sources_are_named_and_the_others_are_counted() -> None:
    part = only(month(report(*(Says(f"Officer {n:02}") for n in range(13)))))
    assert len(measure(part, "source").shares) == 10
    assert measure(part, "source").others == 3


def test_own_voice_is_what_lies_outside_every_statement() -> None:
    part = only(month(report(Says(), own="The harbour lay still. Nobody had a key.")))
    voice = share(part, "voice", "own voice")
    assert voice.count == 8
    assert [s.words for s in part.reports[0].stretches] == ["The harbour lay still. Nobody had a key"]
    assert part.reports[voice.behind[0]].own == 8


@given(strategies.reports())
def test_own_voice_is_what_the_reports_page_says(one: Report) -> None:
    words, own, stretches = own_voice(one)
    shown = tally(one)
    assert (words, own) == (shown.words, shown.voice.words)
    assert all(one[stretch.span] == stretch.words for stretch in stretches)


@pytest.mark.parametrize("genre", ["opinion", "guest", "release", "transcript", "unknown"])
def test_what_is_not_news_is_listed_apart(genre: str) -> None:
    result = month(report(Says(), about=" 1"), report(OFFICIAL, about=" 2", genre=genre))
    ((news, other),) = [group.parts for group in result.groups]
    assert (news.genre, other.genre) == ("news", genre)
    assert share(news, "unnamed", "unnamed source").count == 0
    assert share(other, "unnamed", "unnamed source").count == 1


def test_reports_are_grouped_by_outlet_and_month() -> None:
    result = month(
        report(about=" 1", published="2031-04-01T09:00:00Z"),
        report(about=" 2", outlet="Oskeld Herald", published="2031"),
        report(about=" 3", outlet=None, published=None),
        report(about=" 4"),
    )
    assert [(g.outlet, g.month) for g in result.groups] == [
        ("Oskeld Herald", UNKNOWN_MONTH),
        ("The Marrow Courier", "2031-03"),
        ("The Marrow Courier", "2031-04"),
        (UNKNOWN_OUTLET, UNKNOWN_MONTH),
    ]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (["outlet"], [("The Marrow Courier", None)]),
        (["month"], [(None, "2031-03"), (None, "2031-04")]),
        ([], [(None, None)]),
    ],
)
def test_or_by_one_of_them_or_by_nothing(by: list[str], groups: list[tuple[str | None, str | None]]) -> None:
    result = month(report(about=" 1"), report(about=" 2", published="2031-04-01"), by=by)
    assert [(g.outlet, g.month) for g in result.groups] == groups


@pytest.mark.parametrize(
    ("published", "since", "until", "counted"),
    [
        ("2031-03-02", "2031-03-02", "2031-03-02", True),  # both ends are in
        ("2031-03-02T23:30:00-05:00", None, "2031-03-02", True),  # the day as the outlet has it
        ("2031-03-02", "2031-03", "2031-03", True),
        ("2031-03-31", None, "2031-03", True),
        ("2031-04-01", None, "2031-03", False),
        ("2030", "2031", None, False),
    ],
)
def test_days_asked_for(published: str, since: str | None, until: str | None, counted: bool) -> None:
    result = month(report(published=published), since=since, until=until)
    assert (len(result.groups), result.outside, result.left) == ((1, 0, ()) if counted else (0, 1, ()))


@pytest.mark.parametrize("published", [None, "2031", "long ago"])
def test_a_date_that_cannot_be_placed_is_left_out_and_listed(published: str | None) -> None:
    result = month(report(published=published), since="2031-03")
    assert result.groups == ()
    assert [left.document for left in result.left] == ["report.txt"]
    assert "date" in result.left[0].why


@pytest.mark.parametrize("day", ["yesterday", "2031-13", "2031-02-30", "2031-3-1", ""])
def test_a_day_that_is_none_says_what_one_looks_like(day: str) -> None:
    with pytest.raises(SaysoError, match="such as 2031, 2031-03 or 2031-03-02"):
        Audit(since=day)


def test_no_day_lies_between_an_end_and_an_earlier_begin() -> None:
    with pytest.raises(SaysoError, match="no report can lie between them"):
        Audit(since="2031-04", until="2031-03")


def test_a_text_that_an_outlet_gives_twice_counts_once() -> None:
    result = month(report(Says()), report(Says(), document="again.html"), report(Says(), outlet="Oskeld Herald"))
    assert [len(part.reports) for group in result.groups for part in group.parts] == [1, 1]
    assert [(left.document, left.why) for left in result.left] == [
        ("again.html", "the same text is counted already, as report.txt")
    ]


REPORTS = [report(Says(), OFFICIAL, about=f" {n}", published=f"2031-03-{n:02}") for n in range(1, 9)]


@settings(max_examples=15)
@given(st.permutations(REPORTS), st.integers(0, 8))
def test_merged_audits_and_other_orders_give_the_same(order: list[Report], cut: int) -> None:
    whole, first, second = Audit(), Audit(), Audit()
    for n, one in enumerate(order):
        whole.add(one)
        (first if n < cut else second).add(one)
    first.merge(second)
    assert first.result() == whole.result() == month(*REPORTS)


def test_what_is_merged_counts_once_too() -> None:
    first, second = Audit(), Audit()
    first.add(REPORTS[0])
    second.add(REPORTS[0])
    first.merge(second)
    assert len(only(first.result()).reports) == 1
    assert len(first.result().left) == 1


def test_unlike_audits_do_not_merge() -> None:
    with pytest.raises(SaysoError, match="cannot be merged"):
        Audit(by=["outlet"]).merge(Audit())


@settings(max_examples=40)
@given(st.lists(strategies.reports(), max_size=4))
def test_no_report_is_too_odd_to_be_counted(odd: list[Report]) -> None:
    for group in month(*odd).groups:
        for part in group.parts:
            for asked in part.measures:
                ranges = [part.reports if asked.unit != "statements" else part.said] * len(asked.shares)
                for answer, within in zip(asked.shares, ranges, strict=True):
                    assert 0 <= answer.sampling[0] <= answer.share <= answer.sampling[1] <= 1
                    assert all(0 <= place < len(within) for place in answer.behind)
                    assert asked.unit == "words" or len(answer.behind) == answer.count


def test_a_reports_text_is_not_kept() -> None:
    menu = "Home World Harbour Weather " * 4_000  # 100 kB of furniture a page
    audit = Audit()
    tracemalloc.start()
    for n in range(40):
        one = report(OFFICIAL, about=f" {n}")
        longer = one.text + "\n\n" + menu
        audit.add(
            replace(
                one, text=longer, segments=(*one.segments, Segment((len(one.text) + 2, len(longer)), "boilerplate"))
            )
        )
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1_000_000
