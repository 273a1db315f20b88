"""What a reader would call a copy: two sentences, also short or lightly edited ones, and no furniture of a page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compare import Index, copies_of
from sayso.compare.copies.align import edited, runs
from sayso.compare.copies.asking import asking, calls
from sayso.compare.copies.credits import credit, house, names
from sayso.compare.copies.origins import lineage
from sayso.compare.copies.pages import akin, lost
from sayso.compare.copies.pairs import between, copied
from sayso.compare.copies.words import Words
from sayso.keep.signatures import signature
from sayso.report import Report, Segment
from tests.compare.test_copies import SOURCE, pairs, prose, told

FOUND = "Divers brought up a lantern near the pier on Sunday. "
UNCLE = (
    "The keeper's uncle, Aldo Venn, 54, drowned off Tarn shortly after the collision, according to the harbour office."
)


def around(seed: int, text: str) -> str:
    """A text between paragraphs that no other report has."""
    return f"{prose(seed, 60)}\n\n{text}\n\n{prose(seed + 1, 60)}"


def both(one: str, two: str, **known: str) -> bool:
    """Whether two reports that have these passages among words of their own are a pair."""
    return copied(Words(told("a", around(600, one))), Words(told("b", around(610, two), **known))) is not None


# Two sentences


def test_two_short_sentences_word_for_word_are_a_copy() -> None:
    assert len((FOUND + UNCLE).split()) < 40
    assert both(FOUND + UNCLE, FOUND + UNCLE)


def test_one_sentence_is_none_and_two_of_a_dozen_words_are_none() -> None:
    assert not both(UNCLE, UNCLE)
    assert not both("The ferry sank at noon off Tarn. " + FOUND, "The ferry sank at noon off Tarn. " + FOUND)


def test_links_are_no_sentences() -> None:
    links = "Harbour office of Marrow shuts its doors for the winter\n\nWhy the keeper of Tarn will not leave his lamp"
    assert not both(links, links)


def test_an_edited_sentence_counts_with_the_pieces_that_were_left() -> None:
    one = (
        "The girl was taken to Tarn General Hospital on Monday with a deep wound in her right hand. A spokeswoman of"
        " the hospital said late that night that she had no word on how the child was."
    )
    two = (
        "The girl was taken to Tarn General Hospital with a deep wound to her right hand. A spokeswoman of"
        " the hospital said that she had no news on how the young child was."
    )
    left, right = Words(told("a", one)), Words(told("b", two))
    whole = sum(run.length for run in runs(left, right))
    assert whole < 20
    assert sum(run.length for run in edited(left, right, runs(left, right))) > whole + 8
    assert both(one, two)


def test_what_a_trade_says_in_set_phrases_is_strewn_over_a_page() -> None:
    phrases = [
        "was pronounced dead at the scene at 8:25 p.m. by",
        "to a call of shots fired on the 7900 block of South Pier",
        "was taken in good condition to Tarn General Hospital with a wound",
        "in a parked cart on the 4800 block of North Quay",
        "detectives are asking anyone who saw anything to call the office",
    ]
    lists = [
        "\n\n".join(
            f"{prose(n + 20 * m, 24)[:-1]} {phrase} {prose(n + 20 * m + 9, 24)}" for m, phrase in enumerate(phrases)
        )
        for n in (700, 900)
    ]
    left, right = (Words(told(name, text)) for name, text in zip("ab", lists, strict=True))
    assert sum(run.length for run in runs(left, right)) > 40
    assert copied(left, right) is None


def test_a_text_without_stops_can_be_copied() -> None:
    spoken = re.sub(r"\.", "", prose(620, 120)).lower()
    assert both(spoken, spoken)


words = st.lists(st.sampled_from("pier lamp rope tide gull bell".split()), min_size=1, max_size=60).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(words, words, words)
def test_edited_words_are_the_same_in_both_and_stand_in_one_run_of_the_left(one: str, two: str, three: str) -> None:
    left, right = (
        Words(told("a", f"{one} {SOURCE[:200]} {two}")),
        Words(told("b", f"{three} {SOURCE[:200]} {two} {one}")),
    )
    shared = edited(left, right, between(left, right))
    for side, other in (("left", "right"), ("right", "left")):
        taken = [getattr(run, side) + n for run in shared for n in range(run.length)]
        assert len(taken) == len(set(taken)), (side, other)
    for run in shared:
        here, there = left.words[run.left : run.left + run.length], right.words[run.right : run.right + run.length]
        assert here == there
        assert len(here) == run.length


# Candidates


def test_one_shared_number_is_enough_between_reports_of_one_matter() -> None:
    for seed in range(60):  # a passage of which one shingle is sampled
        text = f"{prose(3_000 + seed, 12)} {prose(4_000 + seed, 18)}"
        one, two = (told(n, around(s, text), title="Ferry lost off Tarn") for n, s in (("a", 640), ("b", 650)))
        if len(set(signature(one.text)) & set(signature(two.text))) == 1:
            break
    assert [(pair.report, pair.of) for pair in pairs(one, two)] == [("a", "b")]
    other = replace(two, title="Harvest begins early")
    assert pairs(one, other) == ()


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (("Ferry lost", "2031-03-02", "Post"), ("Lost crew of a ferry", "2031-03-04", "Courier"), True),
        (("Ferry lost", "2031-03-02", "Post"), ("Lost crew of a ferry", "2031-09-04", "Post"), True),
        (("Ferry lost", "2031-03-02", "Post"), ("Lost crew of a ferry", "2031-09-04", "Courier"), False),
        (("Ferry lost", "2031-03-02", "Post"), ("Harvest begins", "2031-03-02", "Post"), False),
        ((None, "2031-03-02", "Post"), ("Harvest begins", "2031-03-02", "Post"), True),
        ((None, "2031-03-02", "Post"), ("Harvest begins", "2031-03-02", "Courier"), False),
        ((None, None, "Post"), (None, None, "Post"), False),
    ],
)
def test_which_reports_may_well_share_text(
    one: tuple[str | None, ...], two: tuple[str | None, ...], found: bool
) -> None:
    left, right = (
        told(n, SOURCE, published, title=title, outlet=outlet)
        for n, (title, published, outlet) in zip("ab", (one, two), strict=True)
    )
    assert akin(left, right) is found
    assert akin(right, left) is found


# Furniture


@pytest.mark.parametrize(
    "words",
    [
        "Check back here for news and weather. Grab the free Tarn Post app for Android, and sign up for alerts.",
        "Don't miss what our readers say on Facebook or Twitter",
        "Seen the ferry? Send us your pictures by e-mail or through our app, and find us on Facebook and Instagram.",
        "Papers may print this free of charge. For licensing, please visit the Marrow Foundation.",
        "© 2031 The Marrow Gazette. All rights reserved. It may not be published elsewhere.",
        "Image 2 of 9 The ferry at its pier in Tarn.",
    ],
)
def test_what_asks_the_reader_is_the_page_s(words: str) -> None:
    text = f"The ferry sank at noon.\n\n{words}\n\nNine are missing."
    ((start, end),) = asking(text)
    assert text[start:end] == words


@pytest.mark.parametrize(
    "words",
    [
        "The minister told us to download nothing and to click on no link.",
        "Facebook and Twitter said on Monday that they had taken down breaking news about the ferry.",
        "Divers sign up for the season at the harbour office, the keeper said.",
        "Two of 9 lifeboats were found; 1 of 9 was burnt.",
    ],
)
def test_a_report_on_such_things_is_a_report(words: str) -> None:
    assert asking(words) == []


def test_a_call_to_the_public_stands_under_every_report_of_a_crime() -> None:
    call = (
        "Anyone with knowledge of the theft is urged to call the harbour office at 555-0134 by day or night. Those who"
        " would rather not be named can remain so, and may be eligible for a part of what the keepers of Tarn promised."
    )
    assert len(calls(call)) == 2
    assert not both(call, call)
    assert both(f"{call} {FOUND}{UNCLE}", f"{call} {FOUND}{UNCLE}")


def test_a_report_of_such_a_call_is_a_report() -> None:
    assert calls("Two callers told the office of a light off Tarn. Those who saw it had been at sea.") == []


def test_a_few_words_count_where_more_joins_the_two() -> None:
    assert not both(FOUND + UNCLE, FOUND + UNCLE, title="Harvest begins", published="2031-09-02")
    assert both(SOURCE[:400], SOURCE[:400], title="Harvest begins", published="2031-09-02")


def test_of_a_page_that_came_as_one_line_only_the_sentence_that_asks_goes() -> None:
    asks = "Follow us on Facebook, Twitter and Instagram for local news."
    text = f"{SOURCE} {asks} {SOURCE}"
    assert [text[start:end] for start, end in asking(text)] == [asks]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.integers(0, 40))
def test_no_text_raises_and_lines_that_ask_slice(text: str, times: int) -> None:
    text = (text + " Follow us on Facebook and Twitter. ") * times
    spans = asking(text)
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_two_pages_that_lost_their_report_are_no_copies() -> None:
    welcome = (
        "Welcome to Tarn Television. Our station is the oldest of the coast, and its news is seen in every town. " * 2
    )
    rest = prose(660, 120)
    one = told("a", welcome + rest, title="Two charged after triple murder near Oskeld barbecue")
    two = told("b", welcome + rest, title="Teenager hurt as rifle goes off in Brell")
    assert lost(Words(one))
    assert lost(Words(two))
    assert pairs(one, two) == ()
    assert pairs(one, replace(two, text=two.text + " The teenager lives.")) != ()


def test_a_short_title_does_not_say_what_its_page_is_about() -> None:
    assert not lost(Words(told("a", SOURCE, title="Made 7")))
    assert not lost(Words(told("a", SOURCE, title=None)))


# Which of the two


def test_who_is_asked_changes_nothing_where_a_report_repeats_its_own_passages() -> None:
    passage = prose(670, 80)
    one = told("a", f"{passage}\n\n“{prose(671, 40)}”\n\n{passage}\n\n{SOURCE[:600]}", None)
    two = told("b", f"{SOURCE[:600]}\n\n{prose(671, 40)}\n\n{passage}\n\n{prose(671, 40)}", None)
    index = Index((one, two))
    assert copies_of("a", index) == copies_of("b", index) != ()
    left, right = Words(one), Words(two)
    there = {(run.right, run.left, run.length) for run in between(right, left)}
    assert {(run.left, run.right, run.length) for run in between(left, right)} == there


def test_of_two_that_do_not_say_the_same_the_one_that_claims_less_is_kept() -> None:
    early, late = told("early", SOURCE, "2031-03-01"), told("late", SOURCE, "2031-03-09")
    (pair,) = pairs(early, late)
    other = replace(pair, report=pair.of, of=pair.report, by=None)
    for views in ([pair, other], [other, pair]):
        assert lineage((early, late), views).copies == ()


def test_one_outlet_dates_its_pages_by_one_calendar_and_two_do_not() -> None:
    days = "2031-03-02", "2031-03-03"
    one, two = (told(n, SOURCE, day, "The Post") for n, day in zip("ab", days, strict=True))
    assert [(pair.report, pair.of, pair.by) for pair in pairs(one, two)] == [("b", "a", "time")]
    assert [pair.by for pair in pairs(one, replace(two, outlet="The Courier"))] == [None]
    assert [pair.by for pair in pairs(one, replace(two, published="2031-03-03T01:00Z"))] == [None]
    assert [pair.by for pair in pairs(one, replace(two, published="2031-03"))] == [None]


@pytest.mark.parametrize(
    ("outlet", "name"),
    [
        ("kmrw5.com", "KMRW"),
        ("www.wtrn.example:80", "WTRN"),
        ("wosk-tv.com", "WOSK"),
        ("www.nbc12.com", "NBC12"),
        ("abc-7.com", "ABC7"),
    ],
)
def test_a_station_is_called_by_its_sign(outlet: str, name: str) -> None:
    assert name in names(outlet)
    assert house(outlet) == house(f"www.{outlet.removeprefix('www.')}")


@pytest.mark.parametrize("outlet", ["wired.example", "knowledge.example", "tarn.regional.example", "fox.example"])
def test_not_every_address_is_a_station(outlet: str) -> None:
    assert names(outlet) == (outlet,)


@pytest.mark.parametrize(
    ("words", "outlet", "found"),
    [
        ("(story by KMRW, Tarn)", "www.kmrw5.com", "KMRW"),
        ("The girl was taken there, via affiliate WTRN.", "wtrn.com", "WTRN"),
        ("Video courtesy of Halyard.", "Halyard News", "Halyard"),
        ("It first appeared in Halyard.", "Halyard News", "Halyard"),
        ("It was originally published by the Marrow Gazette.", "www.marrowgazette.example", "Marrow Gazette"),
        ("So the Sun-Courier was told.", "tarn.suncourier.example", "Sun-Courier"),
        ("It was seen in Halyard.", "Halyard News", None),
        ("See marrowgazette.example for more.", "www.oskeldgazette.example", None),
        ("A marrow gazette is a thing that is read.", "www.marrowgazette.example", None),
    ],
)
def test_how_a_credit_is_worded(words: str, outlet: str, found: str | None) -> None:
    one = told("a", words, outlet="Tarn Register")
    span = credit(one, outlet)
    assert (one.text[slice(*span)] if span else None) == found


@pytest.mark.parametrize(("foot", "found"), [("Marrow Gazette", False), ("(Source: © Marrow Gazette 2031)", True)])
def test_a_name_in_a_menu_is_no_credit_and_in_a_line_of_rights_it_is(foot: str, found: bool) -> None:
    text = f"The ferry sank.\n\n{foot}"
    one: Report = told("a", text, segments=(Segment((0, 15), "body"), Segment((17, len(text)), "boilerplate")))
    assert (credit(one, "marrowgazette.example") is not None) is found
    assert (credit(one, "The Marrow Gazette") is not None) is found


def test_the_passages_of_a_short_copy_are_told() -> None:
    early, late = (
        told(name, around(seed, FOUND + UNCLE), day, "The Post")
        for name, seed, day in (("a", 680, "2031-03-02"), ("b", 690, "2031-03-09"))
    )
    pair = copied(Words(early), Words(late))
    assert pair is not None
    (it,) = [one for one in lineage((early, late), [pair]).told if one.report == "b"]
    assert [(passage.of, late.text[slice(*passage.span)]) for passage in it.passages] == [("a", (FOUND + UNCLE)[:-1])]
