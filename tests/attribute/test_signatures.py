"""A dash or a colon between a name and what is said is the cue, whether the tags saw it or not."""

from __future__ import annotations

from sayso.attribute.decode import Part
from sayso.attribute.signatures import with_signatures
from tests.ground.make import at, make

Tagged = list[tuple[str, str]]


def read(text: str, *tagged: tuple[str, str]) -> Tagged:
    """The parts after the signatures were read, by part and words, from those that are tagged."""
    there = make(text)
    found = [Part(part, there.range(at(text, words)), 0.8) for part, words in tagged]
    return [(p.part, text[slice(*there.span(*p.words))]) for p in with_signatures(there.reading, found)]


def test_the_dash_before_a_signature_is_the_cue() -> None:
    quoted = "“The quay was never safe.”"
    assert read(f"{quoted} ― Nell Brill\nNext.", ("content", quoted), ("source", "Nell Brill")) == [
        ("content", quoted),
        ("cue", "―"),
        ("source", "Nell Brill"),
    ]


def test_a_name_alone_after_the_dash_is_the_source_though_no_tag_saw_it() -> None:
    quoted = "“The quay was never safe.”"
    assert read(f"{quoted} — Nell Brill, baker\nNext.", ("content", quoted))[1:] == [
        ("cue", "—"),
        ("source", "Nell Brill, baker"),
    ]


def test_a_sentence_that_goes_on_after_a_dash_is_no_signature() -> None:
    quoted = "“The quay was never safe,”"
    said = [("content", quoted)]
    assert read(f"{quoted} — and so the council closed it in the end for good.", *said) == said
    assert read(f"{quoted} — It closed. Then it rained.", *said) == said


def test_the_colon_after_a_speaker_at_the_start_of_a_line_is_the_cue() -> None:
    assert read("BRILL: We will rebuild.", ("source", "BRILL"), ("content", "We will rebuild.")) == [
        ("source", "BRILL"),
        ("cue", ":"),
        ("content", "We will rebuild."),
    ]


def test_a_colon_inside_a_line_is_not() -> None:
    said = [("source", "Brill"), ("content", "rebuild")]
    assert read("The plan of Brill: rebuild.", *said) == said


def test_a_label_of_the_page_says_nothing() -> None:
    said = ("content", "The quay burns at night")
    assert read("VIDEO: The quay burns at night", ("source", "VIDEO"), said) == [said]
    assert read("VIDEO: The quay burns at night", ("source", "VIDEO"), ("cue", ":"), said) == [said]
    assert read("RELATED PHOTOS: The quay burns at night", said) == [said]
    assert read("BRILL: The quay burns at night", said)[0] == ("source", "BRILL")


def test_a_turn_of_a_transcript_is_taken_apart() -> None:
    assert read('"MS. BRILL: We will rebuild."', ("content", '"MS. BRILL: We will rebuild."')) == [
        ("source", "MS. BRILL"),
        ("cue", ":"),
        ("content", 'We will rebuild."'),
    ]


def test_a_cue_that_the_tags_saw_is_left_alone() -> None:
    tagged = [("content", "“No.”"), ("cue", "—"), ("source", "Nell Brill")]
    assert read("“No.” — Nell Brill", *tagged) == tagged
