"""Asides: what says so, on which grounds, about which statement; every row of the lexicon finds its own example."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ground.anonymity import REASONS
from sayso.ground.aside_lexicon import Row, hits, lexicon, rows
from sayso.ground.asides import asides
from sayso.ground.wordings import forms, parse, plain
from sayso.report import Actor, Aside, SaysoError, SourceClass
from tests.ground.make import at, make, said

HEADER = "kind\twords\tabout\treason\texample\tfound\n"


@pytest.mark.parametrize("row", lexicon(), ids=lambda row: row.found)
def test_a_row_finds_the_words_of_its_own_example(row: Row) -> None:
    there = make(row.example)
    found = hits(plain(there.lower), grounds=row.kind is None)
    words = [row.example[slice(*there.span(*hit.words))] for hit in found if hit.row is row]
    assert row.found in words or any(w.endswith(row.found) for w in words), words


def test_every_reason_of_the_lexicon_has_its_place_among_the_grounds() -> None:
    assert {row.reason for row in lexicon() if row.reason} <= set(REASONS)


def found(text: str) -> list[tuple[str, str, str | None]]:
    """Kind, words and grounds of every aside of a text."""
    return [(a.kind, text[slice(*a.span)], a.reason) for a in asides(make(text)).asides]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A clerk spoke on condition of anonymity.", None),
        (
            "A clerk spoke on condition of anonymity because she was not authorised to speak to the press.",
            "not authorised",
        ),
        ("A clerk asked not to be named, for fear of losing her post.", "fear of reprisal"),
        ("A clerk spoke on condition of anonymity under rules of the palace.", "policy"),
        ("A clerk spoke on condition of anonymity to describe the delicate talks.", "sensitivity"),
        ("A clerk spoke on condition of anonymity because the harvest was late.", "other"),
        # Grounds before it count too, where they are of the plain kind.
        ("Fearing reprisals, a clerk asked not to be named.", "fear of reprisal"),
        ("The clerks weren't authorized to discuss the dam and requested anonymity.", "not authorised"),
        # What follows is no grounds.
        ("A clerk spoke on condition of anonymity on Tuesday about the inquiry.", None),
        ("A clerk, speaking on condition of anonymity, told the Courier that the inquiry was over.", None),
    ],
)
def test_grounds_for_anonymity(text: str, reason: str | None) -> None:
    ((kind, _, grounds),) = found(text)
    assert (kind, grounds) == ("anonymity", reason)


def test_the_words_of_the_grounds_are_in_the_span() -> None:
    text = "A clerk spoke on condition of anonymity because she was not authorised to talk, and left."
    assert found(text) == [
        ("anonymity", "on condition of anonymity because she was not authorised to talk", "not authorised")
    ]


@pytest.mark.parametrize(
    "text",
    [
        # A speaker's own words are a statement, not the outlet's aside.
        "“We could not confirm the count,” the harbour office said.",
        "I cannot comment on the harvest.",
        # Nobody's anonymity, nobody's refusal.
        "The two crews could not reach agreement.",
        "Marrow declined to send grain.",
        "An anonymous donor paid for the bell.",
        "Callers wishing to remain anonymous may ring the harbour office.",
        "The guards asked the paper not to print the suspect's name.",
        "The guards were able to confirm the date.",
        "The palace refused to give the farmers seed.",
        "",
    ],
)
def test_no_aside(text: str) -> None:
    assert found(text) == []


def tied(
    text: str, *statements: tuple[str | None, str, str], classes: tuple[SourceClass | None, ...] = ()
) -> list[str | None]:
    """The statement that each aside of a text is about, by number."""
    made = [
        said(text, source, cue, content, f"s{n}", source_class=classes[n - 1] if classes else None)
        for n, (source, cue, content) in enumerate(statements, 1)
    ]
    return [a.statement for a in asides(make(text, *made)).asides]


def test_anonymity_is_of_the_source_beside_it() -> None:
    text = "The mayor said the dam held. It leaked, according to a guard who spoke on condition of anonymity."
    assert tied(text, ("The mayor", "said", "the dam held"), ("a guard", "according to", "It leaked")) == ["s2"]


def test_anonymity_in_a_sentence_of_its_own_is_of_the_source_before() -> None:
    text = "The mayor said the dam held. It leaked, two guards said. The guards spoke on condition of anonymity."
    assert tied(text, ("The mayor", "said", "the dam held"), ("two guards", "guards said".split()[1], "It leaked")) == [
        "s2"
    ]


def test_a_caveat_is_about_the_claim_before_it() -> None:
    text = "The rebels said they took the dam. The claim could not be independently verified."
    assert tied(text, ("The rebels", "said", "they took the dam")) == ["s1"]


def test_a_caveat_is_not_about_the_statement_that_says_it() -> None:
    text = "The rebels said they took the dam. The Courier noted that the claim could not be verified."
    statements = (
        ("The rebels", "said", "they took the dam"),
        ("The Courier", "noted", "that the claim could not be verified"),
    )
    assert tied(text, *statements) == ["s1"]


def test_words_in_common_reach_further_back() -> None:
    text = (
        "Tarn said a mine sank the ferry. It was raining, the miller added. "
        "The report of a mine on the ferry could not be confirmed."
    )
    assert tied(text, ("Tarn", "said", "a mine sank the ferry"), ("the miller", "added", "It was raining")) == ["s1"]


def test_a_claim_without_evidence_is_the_speakers_of_the_sentence() -> None:
    text = "The mayor slept. Without offering evidence, the palace blamed smugglers for the fire."
    assert tied(text, ("the palace", "blamed", "smugglers for the fire")) == ["s1"]


def test_a_refusal_about_something_new_is_about_no_statement() -> None:
    text = "The mayor said the dam held. The palace declined to say whether the king was ill."
    assert tied(text, ("The mayor", "said", "the dam held")) == [None]


def test_a_bare_refusal_answers_what_was_said_before() -> None:
    text = "The mayor said the palace lied. The palace did not respond to a request for comment."
    assert tied(text, ("The mayor", "said", "the palace lied")) == ["s1"]


def test_who_would_not_comment() -> None:
    text = "The palace and Ilse Maran, the envoy, declined to comment."
    there = make(text)
    who = Actor("a1", "the palace", "organisation", (at(text, "The palace"),), 1.0)
    her = Actor("a2", "Ilse Maran", "person", (at(text, "Ilse Maran"), at(text, "the envoy")), 1.0)
    report = asides(there.with_report(replace(there.report, actors=(who, her))))
    assert [a.actors for a in report.asides] == [("a1", "a2")]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("nine sailors drowned at the pier", False),
        ("the harvest was late this summer", True),
    ],
)
def test_whether_an_unnamed_source_is_the_only_support(other: str, expected: bool) -> None:
    text = f"Nine sailors drowned off the pier, a guard said. Ilse Maran said {other}."
    report = asides(
        make(
            text,
            said(text, "a guard", "said", "Nine sailors drowned off the pier", "s1", source_class="unnamed witness"),
            said(text, "Ilse Maran", "said", other, "s2", source_class="named person"),
        )
    )
    assert [s.only_support for s in report.statements] == [expected, None]


def test_a_relay_of_a_statement_does_not_support_it() -> None:
    text = "The Courier said a guard said nine sailors drowned off the pier."
    outer = said(
        text, "The Courier", "said", "a guard said nine sailors drowned off the pier", source_class="named organisation"
    )
    inner = said(
        text,
        "a guard",
        at(text, "said", 20),
        "nine sailors drowned off the pier",
        "s2",
        within="s1",
        source_class="unnamed witness",
    )
    assert asides(make(text, outer, inner)).statements[1].only_support is True


def test_a_wording_reads_as_it_is_written() -> None:
    wording = parse("decline+ to (ever) COMMENT")
    assert wording.anchor == {"comment"}
    assert forms("verify") == ("verify", "verifies", "verified", "verifying")
    assert forms("decline") == ("decline", "declines", "declined", "declining")
    assert plain(("she", "won", "'", "t", "say")).words == ("she", "will", "not", "say")
    with pytest.raises(SaysoError, match="has 0 anchors"):
        parse("decline+ to comment")


@pytest.mark.parametrize(
    "text",
    [
        "kind\twords\n",
        HEADER + "caveat\tx\n",
        HEADER + "rumour\tA X\tbefore\t\tA x.\tx\n",
        HEADER + "caveat\tX\tbefore\t\tx\ty\n",
    ],
)
def test_a_malformed_lexicon_is_refused(text: str) -> None:
    with pytest.raises(SaysoError):
        rows(text)


_SOME = sorted({w for row in lexicon() for w in row.example.split()})


@given(st.lists(st.one_of(st.sampled_from(_SOME), st.text(max_size=4)), max_size=60))
def test_no_text_raises_and_every_span_slices(words: list[str]) -> None:
    text = " ".join(words).replace("\0", " ")
    for aside in asides(make(text)).asides:
        assert isinstance(aside, Aside)
        assert text[slice(*aside.span)].strip()


@pytest.mark.parametrize("text", ["THE PALACE DECLINED TO COMMENT.", "the palace declined to comment"])
def test_capitals_do_not_matter(text: str) -> None:
    assert [kind for kind, _, _ in found(text)] == ["no comment"]
