"""Clauses that hang on a noun and a verb, asides, views: where the tags saw nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.attribute.clauses import with_clauses
from sayso.attribute.decode import Part
from sayso.attribute.takers import Taker, parse, takers
from sayso.report import SaysoError
from tests.ground.make import at, make


def read(text: str, *tagged: tuple[str, str], silent: bool = False) -> list[tuple[str, str]]:
    """The parts after the clauses were read, by part and words, from those that are tagged."""
    there = make(text)
    found = [Part(part, there.range(at(text, words)), 0.8) for part, words in tagged]
    stretch = np.full(len(there.words), -1 if silent else 0)
    return [(p.part, text[slice(*there.span(*p.words))]) for p in with_clauses(there.reading, found, stretch)]


@pytest.mark.parametrize("row", takers(), ids=lambda row: row.lemma)
def test_every_example_of_the_list_is_read(row: Taker) -> None:
    parts = read(row.example)
    assert ("cue", row.cue) in parts
    assert ("content", row.content) in parts
    assert parts[0][0] == "source"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # the subject is the whole noun phrase, with an apposition
        (
            "Ilse Maran, the mayor of Marrow, believes that the pier is safe.",
            ["Ilse Maran, the mayor of Marrow,", "believes", "that the pier is safe"],
        ),
        ("In March the Court of Marrow held that it was void.", ["the Court of Marrow", "held", "that it was void"]),
        (
            "Justice Venn and Justice Orr wrote that it was void.",
            ["Justice Venn and Justice Orr", "wrote", "that it was void"],
        ),
        ("Nobody has ever suggested that the dam leaked.", ["Nobody", "has ever suggested", "that the dam leaked"]),
        ("I would like to emphasise that he swam.", ["I", "would like to emphasise", "that he swam"]),
        ("We take it this is your own boat.", ["We", "take it", "this is your own boat"]),
        ("We were tempted to believe that it was over.", ["We", "believe", "that it was over"]),
        ("She left at noon, not knowing that the boat was gone.", ["She", "not knowing", "that the boat was gone"]),
        ("I know, as you all do, that the ice is thin.", ["I", "know", "that the ice is thin"]),
        ("I remember signing the register at noon.", ["I", "remember", "signing the register at noon"]),
        ("The guard may not know exactly what the box is.", ["The guard", "may not know", "what the box is"]),
        ("The port sent a note telling him his brother was hurt.", ["a note", "telling", "his brother was hurt"]),
        ("It is a thing that we believe is bad for us.", ["we", "believe", "is bad for us"]),
        # a paper says what papers can say
        ("The letters hint that the heir had fled.", ["The letters", "hint", "that the heir had fled"]),
        # a view that is somebody's
        ("In our view, the roof will hold.", ["our", "view", "the roof will hold"]),
        ("My understanding is that the gate was shut.", ["My", "understanding is", "that the gate was shut"]),
    ],
)
def test_a_subject_a_verb_and_a_clause_are_a_statement(text: str, parts: list[str]) -> None:
    assert [words for _, words in read(text)] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "The valve, I believe, froze in the night.",
            [("source", "I"), ("cue", "believe"), ("content", "froze in the night")],
        ),
        (
            "As the dean noted, the roof is old.",
            [("source", "the dean"), ("cue", "noted"), ("content", "the roof is old")],
        ),
        (
            "The pipe was welded twice, according to the Tarn yard.",
            [("content", "The pipe was welded twice"), ("cue", "according to"), ("source", "the Tarn yard")],
        ),
        (
            "Your argument lacks any coherence I say, and is vague.",
            [
                ("content", "Your argument lacks any coherence"),
                ("source", "I"),
                ("cue", "say"),
                ("content", "and is vague"),
            ],
        ),
        (
            "The valve was never tested, counsel says.",
            [("content", "The valve was never tested"), ("source", "counsel"), ("cue", "says")],
        ),
    ],
)
def test_a_speaker_put_in_between_owns_what_stands_around(text: str, parts: list[tuple[str, str]]) -> None:
    assert read(text) == parts


def test_a_passive_with_nobody_has_no_source() -> None:
    assert read("It has been held that the toll was lawful.") == [
        ("cue", "has been held"),
        ("content", "that the toll was lawful"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "This means that the pier was closed.",  # nobody says so
        "The crew worked to ensure that the pier was safe.",
        "The gun was found that night by the pier.",  # "that night", and nobody finds
        "The logbook believes that the lamp was lit.",  # papers do not believe
        "The recent claims that were made in Tarn are old.",  # a noun, not a verb
        "The captain held that rope with both hands.",
        "As the water rose, the crew left.",
        "They found the boy with a cut, and quickly left.",
        "The small Marrowan states that trade with Tarn are poor.",
        "If anyone knows this area, it is Pell.",
        "The yard will rank the jobs according to need, like speed.",
        "That is more than we know, and is old.",
        "In spring - the Tarn house write-offs were many.",
        "In his hand, the captain held a lamp.",
    ],
)
def test_what_is_no_such_clause_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_tags_come_first() -> None:
    text = "The harbour board said that the pier was safe."
    tagged = [("source", "The harbour board"), ("cue", "said"), ("content", "that the pier was safe")]
    assert read(text, *tagged) == tagged
    assert read(text, ("content", text)) == [("content", text)]
    assert read(text, silent=True) == []


def test_a_malformed_list_is_refused_with_its_line() -> None:
    header = "lemma\tforms\tnouns\ttakes\texample\tcue\tcontent\n"
    row = "say\tsay, says\t\tthat\tPell says that it rained.\tsays\tthat it rained\n"
    for text, message in [
        (row, "line 1 must name the columns"),
        (header + "say\tsay\n", "line 2 has 2 columns"),
        (header + row.replace("\tthat\t", "\tshout\t"), "line 2 takes 'shout'"),
        (header + row.replace("\t\t", "\tsaid\t"), "line 2: its nouns must be forms"),
        (header + row + row, "line 3 lists 'say'"),
    ]:
        with pytest.raises(SaysoError, match=message):
            parse(text)


WORDS = "I we the Court , . that as in our view it is said holds think believes not ' s of ( ) ; you report 1".split()


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_added_parts_never_overlap(words: list[str]) -> None:
    there = make(" ".join(words))
    parts = with_clauses(there.reading, [], np.zeros(len(there.words)))
    assert all(a.words[1] <= b.words[0] for a, b in zip(parts, parts[1:], strict=False))
    assert all(p.words[0] < p.words[1] for p in parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "It seems to me that the ice is thin.",
            [("cue", "seems"), ("source", "me"), ("content", "that the ice is thin")],
        ),
        ("I was told that the pier was shut.", [("cue", "was told"), ("content", "that the pier was shut")]),
        (
            "What I am saying is that the roof leaks.",
            [("source", "I"), ("cue", "am saying"), ("content", "that the roof leaks")],
        ),
        (
            "It is our position that the deed was void.",
            [("source", "our"), ("cue", "position"), ("content", "that the deed was void")],
        ),
        (
            "The clerk said in the hearing that the file was lost.",
            [("source", "The clerk"), ("cue", "said"), ("content", "that the file was lost")],
        ),
        (
            "Let us remember that the dam was old.",
            [("source", "us"), ("cue", "remember"), ("content", "that the dam was old")],
        ),
    ],
)
def test_what_is_set_apart_from_its_speaker(text: str, parts: list[tuple[str, str]]) -> None:
    assert read(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "It seems that the ice is thin.",  # to nobody in particular
        "It was built so that the ice would hold.",
        "The argument that he made was long.",  # a relative clause
        "What I saw was a ship on the horizon.",
        "The clerk was told to go home that night.",
    ],
)
def test_what_nobody_says_is_left_alone(text: str) -> None:
    assert read(text) == []
