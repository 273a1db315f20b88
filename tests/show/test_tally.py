"""Who speaks how much: every word of running text counts once, for the innermost source that says it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from sayso.report import Genre, Report
from sayso.show import tally
from sayso.show.tally import Owner, count_words, depths
from tests.show.make import Says, ferry, pier, report
from tests.show.strategies import reports


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nine people died.", 3),
        ("It wasn't 3,000, it was twenty-one at 10:30.", 8),
        ("“U.S. officials”", 2),
        ("– … —", 0),
        ("", 0),
        ("그는 말했다", 2),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


def test_words_are_shared_out_without_remainder() -> None:
    made = report(
        [("body", "The mayor said the old bridge is shut. It stays so."), ("blockquote", "We were never asked.")],
        [Says("The mayor", "said", "the old bridge is shut")],
        genre="news",
    )
    counted = tally(made)
    assert counted.words == 15
    assert [(s.name, s.words, s.relayed) for s in counted.speakers] == [("The mayor", 5, 0)]
    assert counted.attributing == 3  # The mayor said
    assert (counted.voice.owner, counted.voice.words) == ("outlet", 3)  # It stays so
    assert counted.unsourced == 4  # the blockquote
    assert counted.voice.share == pytest.approx(3 / 15)


@given(reports())
def test_the_parts_make_the_whole(made: Report) -> None:
    counted = tally(made)
    said = sum(s.words for s in counted.speakers)
    assert said + counted.attributing + counted.unsourced + counted.voice.words == counted.words
    assert counted.words + sum(words for _, words in counted.apart) == count_words(made.text)


@given(reports())
def test_every_statement_has_one_speaker(made: Report) -> None:
    assert sorted(i for s in tally(made).speakers for i in s.statements) == sorted(s.id for s in made.statements)


def test_a_relayed_word_counts_for_the_source_and_beside_its_relayer() -> None:
    made = report(
        "The radio said that a nurse had said the ward was full.",
        [
            Says("The radio", "said", "that a nurse had said the ward was full"),
            Says("a nurse", "had said", "the ward was full", within=1),
        ],
    )
    said = {s.name: (s.words, s.relayed) for s in tally(made).speakers}
    # "that a nurse had said" is the radio's wording; what the nurse said it passes on.
    assert said == {"The radio": (5, 4), "a nurse": (4, 0)}


def test_a_source_that_holds_itself_passes_nothing_on() -> None:
    made = report(
        "He said he hoped he would win.",
        [Says("He", "said", "he hoped he would win"), Says("he", "hoped", "he would win", within=1)],
    )
    assert [(s.name, s.words, s.relayed, s.statements) for s in tally(made).speakers] == [("He", 5, 0, ("s1", "s2"))]


def test_sources_of_the_same_words_are_one_and_pronouns_stay() -> None:
    made = report(
        "The army said yes. “No,” the army said. It said maybe.",
        [
            Says("The army", "said", "yes"),
            Says("the army", "said", "“No,”", "direct", after=""),
            Says("It", "said", "maybe", after="the army said. "),
        ],
    )
    assert [(s.name, s.statements) for s in tally(made).speakers] == [("The army", ("s1", "s2")), ("It", ("s3",))]


def test_a_continued_source_is_the_one_it_continues() -> None:
    made = report(
        "The army said yes, adding no.",
        [Says("The army", "said", "yes"), Says((), "adding", "no", source_from=1)],
    )
    assert [(s.name, s.words) for s in tally(made).speakers] == [("The army", 2)]


def test_no_source_is_a_speaker_without_a_name() -> None:
    made = report("It is said to be old.", [Says((), "is said", "to be old")])
    assert [(s.name, s.words) for s in tally(made).speakers] == [(None, 3)]


def test_who_says_most_comes_first() -> None:
    words = [s.words for s in tally(pier()).speakers]
    assert words == sorted(words, reverse=True)


def test_headline_caption_and_boilerplate_are_kept_apart() -> None:
    apart = dict(tally(pier()).apart)
    assert apart["headline"] == 9
    assert set(apart) == {"headline", "deck", "byline", "dateline", "heading", "caption", "boilerplate"}
    # What a headline attributes is a statement, but no word of it enters a share.
    assert [s.words for s in tally(pier()).speakers if s.name == "ministry"] == [0]


def test_text_without_segments_is_body() -> None:
    made = replace(report("He said no. And left."), segments=())
    assert tally(made).words == 5


@pytest.mark.parametrize(
    ("genre", "owner"),
    [
        ("news", "outlet"),
        ("opinion", "author"),  # a columnist's opinion is not charged to the paper
        ("guest", "guest"),
        ("release", "issuer"),
        ("transcript", "speakers"),
        ("unknown", "unknown"),  # never the outlet's by default
    ],
)
def test_whose_the_voice_is(genre: Genre, owner: Owner) -> None:
    assert tally(report("Rain fell.", genre=genre)).voice.owner == owner


def test_depth_is_how_many_statements_hold_it_and_circles_end() -> None:
    assert [depths(pier())[s] for s in ("s7", "s8", "s9")] == [0, 1, 2]
    first, second = report("He said she said no.", [Says("He"), Says("she")]).statements
    circle = replace(pier(), statements=(replace(first, within="s2"), replace(second, within="s1")))
    assert depths(circle) == {"s1": 1, "s2": 1}


def test_an_empty_report_has_no_shares() -> None:
    counted = tally(report(""))
    assert (counted.words, counted.voice.share, counted.speakers) == (0, 0.0, ())


# --- grounded reports


def test_sources_of_one_actor_are_one_whatever_they_are_called() -> None:
    speakers = {s.name: s for s in tally(ferry()).speakers}
    maran = speakers["Ilse Maran"]
    assert (maran.statements, maran.actors) == (("s2", "s3"), ("a2",))
    assert (maran.source_class, maran.role) == ("named person", "state")
    assert maran.words == 27
    assert speakers["Drevia’s state news agency"].relayed == 18  # what the minister said, as the agency has it
    assert (speakers["Analysts"].actors, speakers["Analysts"].source_class) == ((), "unnamed expert")
    assert speakers[None].statements == ("s9",)


def test_joint_speakers_are_one_of_their_own() -> None:
    made = ferry()
    joint = replace(made.statements[6], actors=("a2", "a4"))
    speakers = [s.name for s in tally(replace(made, statements=(*made.statements[:6], joint))).speakers]
    assert "Ilse Maran and Northern Shore Front" in speakers
    assert "Ilse Maran" in speakers


def test_an_actor_that_the_report_lacks_leaves_the_words() -> None:
    made = replace(ferry(), actors=())
    assert {"Interior Minister Ilse Maran", "She"} <= {s.name for s in tally(made).speakers}


def test_words_by_class_and_role_add_up_to_what_sources_say() -> None:
    counted = tally(ferry())
    said = sum(s.words for s in counted.speakers)
    assert sum(s.words for s in counted.classes) == sum(s.words for s in counted.roles) == said
    classes = {s.of: s.statements for s in counted.classes}
    assert classes["named person"] == ("s2", "s3")
    assert classes["named organisation"] == ("s5", "s6", "s8")
    assert {s.of for s in counted.roles} == {"media", "state", "witness", "armed party", "expert", "unknown"}


@given(reports())
def test_every_statement_is_of_one_class_and_one_role(made: Report) -> None:
    counted = tally(made)
    for shares, judged in ((counted.classes, "source_class"), (counted.roles, "role")):
        if any(getattr(s, judged) for s in made.statements):
            assert sorted(i for s in shares for i in s.statements) == sorted(s.id for s in made.statements)
            assert sum(s.words for s in shares) == sum(s.words for s in counted.speakers)
        else:
            assert shares == ()


def test_without_grounding_there_are_no_classes() -> None:
    assert (tally(pier()).classes, tally(pier()).roles) == ((), ())
