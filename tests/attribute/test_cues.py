"""The cue lexicon: every row's own example is found, and cues are found where they are and nowhere twice."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.attribute.cues import Cue, cut, find, lexicon, parse, single_words
from sayso.encode.tokens import tokenise
from sayso.report import SaysoError, Stance

HEADER = "lemma\tforms\tstance\texample\tcue\n"
ROW = "say\tsay, said\tneutral\tIt rained, the miller said.\tsaid\n"


def words_of(text: str) -> list[str]:
    """The words as the encoder's own tokeniser cuts them, in lower case."""
    return [text[start:end].lower() for start, end in tokenise(text).words.tolist()]


def cues_in(text: str) -> list[tuple[str, str]]:
    """The words and the lemma of every cue that is found."""
    words = words_of(text)
    return [(" ".join(words[start:end]), cue.lemma) for start, end, cue in find(words)]


@pytest.mark.parametrize("row", lexicon(), ids=lambda row: row.lemma)
def test_a_rows_example_holds_its_cue_and_no_other(row: Cue) -> None:
    words = words_of(row.example)
    before = words_of(row.example[: row.example.index(row.cue)])
    expected = (len(before), len(before) + len(cut(row.cue)), row)
    assert find(words) == [expected]


@pytest.mark.parametrize("row", lexicon(), ids=lambda row: row.lemma)
def test_every_form_alone_leads_to_its_row(row: Cue) -> None:
    for form in row.forms:
        assert find(words_of(form)) == [(0, len(cut(form)), row)], form


def test_the_lexicon_is_a_few_hundred_rows_at_most() -> None:
    assert 180 <= len(lexicon()) <= 220


def test_every_stance_has_cues_and_there_is_no_other() -> None:
    assert {row.stance for row in lexicon()} == set(get_args(Stance))


def test_lemmas_forms_and_examples_are_unique() -> None:
    rows = lexicon()
    forms = [form for row in rows for form in row.forms]
    assert len({row.lemma for row in rows}) == len(rows)
    assert len({row.example for row in rows}) == len(rows)
    assert len(set(forms)) == len(forms)


def test_our_cut_of_a_form_is_the_encoders() -> None:
    for row in lexicon():
        for text in (*row.forms, row.example):
            assert [word.lower() for word in cut(text)] == words_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The longest form wins: this is a refusal, not "say".
        ("The clerk would not say why.", [("would not say", "not say")]),
        # Punctuation is a word of its own.
        ("The so-called duke", [("so - called", "so-called")]),
        # A typesetter's apostrophe and hyphen are the plain ones.
        ("He didn’t say when.", [("didn ' t say".replace("'", "’"), "not say")]),
        ("The so‑called duke", [("so ‑ called", "so-called")]),
        # Case does not matter.
        ("ACCORDING TO the mill", [("according to", "according to")]),
        # A form that is broken off by other words is found in its parts only.
        ("She said, in a statement, that it rained.", [("said", "say"), ("in a statement", "in a statement")]),
        # A longer form that does not come to its end gives way to the shorter one.
        ("It was said in a whisper.", [("said", "say")]),
        # Two cues side by side.
        ("He was quoted as saying he regretted it", [("was quoted as saying", "quote")]),
        # A word that only holds a cue's letters is none.
        ("The unsaid and the essay", []),
        # Mostly something else: left out on purpose.
        ("The state report is a note on the show", []),
        ("", []),
    ],
)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert cues_in(text) == expected


def test_single_words_are_those_forms_that_find_takes_as_one_word() -> None:
    assert {"said", "urged", "reportedly"} <= single_words()
    assert not {"so-called", "according to", "state", "report"} & single_words()
    for word in single_words():
        assert [(start, end) for start, end, _ in find([word])] == [(0, 1)]


_SOME = sorted({word for row in lexicon() for form in row.forms for word in cut(form)})


@given(st.lists(st.one_of(st.sampled_from(_SOME), st.text(max_size=4)), max_size=60))
def test_ranges_are_in_order_and_never_overlap(words: list[str]) -> None:
    last = 0
    for start, end, cue in find(words):
        assert last <= start < end <= len(words)
        assert words[start:end] in [cut(form) for form in cue.forms]
        last = end


@given(st.lists(st.sampled_from(_SOME), max_size=40))
def test_the_same_as_trying_every_form_at_every_word(words: list[str]) -> None:
    forms = sorted(((cut(form), row) for row in lexicon() for form in row.forms), key=lambda pair: -len(pair[0]))
    expected: list[tuple[int, int, Cue]] = []
    start = 0
    while start < len(words):
        match = next(((form, row) for form, row in forms if words[start : start + len(form)] == form), None)
        if match is not None:
            expected.append((start, start + len(match[0]), match[1]))
        start += len(match[0]) if match is not None else 1
    assert find(words) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lemma\tforms\n" + ROW, "line 1 must name the columns"),
        (HEADER + "say\tsay, said\tneutral\n", "line 2 has 3 columns"),
        (HEADER + "\n" + ROW, "line 2 has 1 columns"),
        (HEADER + ROW.replace("say, said", "say,said"), "line 2 has the cue 'said'"),
        (HEADER + ROW.replace("say, ", "Say, "), "forms in lower case"),
        (HEADER + ROW.replace("neutral", "neutrall"), "stance 'neutrall': use one of neutral, endorsing"),
        (HEADER + ROW.replace("\tsaid\n", "\tspoke\n"), "line 2 has the cue 'spoke'"),
        (HEADER + ROW.replace("miller said", "miller spoke"), "stand in its example"),
        (HEADER + ROW + ROW, "line 3 repeats the lemma 'say'"),
        (HEADER + ROW + ROW.replace("say\t", "tell\t"), "line 3 lists 'say', which 'say' has already"),
        (HEADER + ROW.replace("say, said", "say, said, say"), "line 2 lists 'say'"),
    ],
)
def test_a_malformed_lexicon_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SaysoError) as error:
        parse(text)
    assert message in str(error.value)


def test_a_small_lexicon_parses() -> None:
    assert parse(HEADER + ROW) == (Cue("say", ("say", "said"), "neutral", "It rained, the miller said.", "said"),)
