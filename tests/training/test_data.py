"""From labels to words: what becomes of spans, layers and contents on the way to a training row."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.attribute.decode import TAGS
from sayso.encode.encoder import NAMES
from sayso.encode.tokens import tokenise
from training.data import NONE, SPEECH, Document, document, gum, one_each, own, polnear, words_of

TEXT = "Ilse Maran said nine people died."


def words(doc: Document, low: int, high: int) -> str:
    """The text of a range of words."""
    return doc.text[doc.tokens.words[low, 0] : doc.tokens.words[high - 1, 1]]


def tags(doc: Document) -> list[str]:
    """The tag of every word by name; "?" where it has none."""
    return [TAGS[t] if t != NONE else "?" for t in doc.tags]


def told(doc: Document) -> list[dict[str, list[str]]]:
    """Every attribution of a document as words."""
    return [{part: [words(doc, *r) for r in ranges] for part, ranges in link.items()} for link in doc.links]


@pytest.fixture
def articles(tiny: Path) -> dict[str, Document]:
    """The tiny corpus's training articles by key."""
    return {doc.key: doc for doc in polnear("train")}


# --- words_of -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "expected", "why"),
    [
        ((0, 10), "Ilse Maran", "whole words"),
        ((11, 14), "said", "three letters of four are more than half"),
        ((0, 12), "Ilse Maran", "one letter of “said” is less than half"),
        ((3, 10), "Maran", "the last letter of “Ilse” does not bring the word along"),
        ((10, 16), "said", "white space around a word costs nothing"),
        ((32, 33), ".", "a mark is a word"),
        ((10, 11), "", "white space alone holds no word"),
        ((0, 1), "", "one letter of four holds none"),
    ],
)
def test_a_span_takes_the_words_that_it_covers_by_more_than_half(
    span: tuple[int, int], expected: str, why: str
) -> None:
    tokens = tokenise(TEXT)
    low, high = words_of(tokens, span)
    assert TEXT[tokens.words[low, 0] : tokens.words[high - 1, 1]] * (low < high) == expected, why


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_two_spans_that_touch_share_no_word_and_lose_none(a: int, b: int, c: int) -> None:
    a, b, c = sorted((a, b, c))
    tokens = tokenise(TEXT)
    (left, middle), (again, right) = words_of(tokens, (a, b)), words_of(tokens, (b, c))
    assert middle == again
    assert (left, right) == words_of(tokens, (a, c))


# --- document -------------------------------------------------------------------------------------------------------


def test_a_span_cut_inside_a_word_is_mended(articles: dict[str, Document]) -> None:
    slip = told(articles["courier-slip/c3"])[0]
    assert slip["cue"] == ["said"], "the annotator marked “sai”"
    assert slip["content"][0].endswith("burns"), "the annotator marked “burn”"


def test_a_content_in_pieces_is_several_parts_of_one_link(articles: dict[str, Document]) -> None:
    doc = articles["courier-wind/a1"]
    assert told(doc)[0] == {
        "source": ["fire chief Marta Venn"],
        "cue": ["said"],
        "content": ["“The pumps held,”", "“and the wind did not.”"],
    }
    assert tags(doc).count("B-content") == 3, "two pieces of the first attribution, one of the second"


def test_no_source_leaves_no_source(articles: dict[str, Document]) -> None:
    doc = articles["herald-missing/b2"]
    assert told(doc)[0]["source"] == []
    assert tags(doc).count("B-source") == 1


def test_tags_begin_and_go_on() -> None:
    doc = document("x", TEXT, [{"source": [[0, 10]], "cue": [[11, 15]], "content": [[16, 32]]}])
    assert tags(doc) == [
        *("B-source", "I-source", "B-cue"),
        *("B-content", "I-content", "I-content", "O"),
    ]


def test_two_parts_side_by_side_stay_two() -> None:
    doc = document("x", TEXT, [{"source": [], "cue": [[11, 15]], "content": [[16, 20], [21, 32]]}])
    assert tags(doc)[3:6] == ["B-content", "B-content", "I-content"]


def test_a_span_that_holds_no_word_is_left_out() -> None:
    doc = document("x", TEXT, [{"source": [[0, 1]], "cue": [[11, 15]], "content": [[16, 32]]}])
    assert doc.links[0]["source"] == []


def test_without_labels_there_is_nothing_to_learn_but_without_attributions_there_is() -> None:
    assert set(document("x", TEXT, None).tags) == {NONE}
    assert set(tags(document("x", TEXT, []))) == {"O"}


def test_no_text_no_words() -> None:
    doc = document("x", "", [])
    assert (len(doc.tokens), doc.sentences, doc.links) == (0, [], [])


def test_an_attribution_inside_another_leaves_legal_tags() -> None:
    text = "Ilse Maran said fire, she feared, was on the quay."  # GUM marks such, and lies flat here
    outer = {"source": [[0, 10]], "cue": [[11, 15]], "content": [[16, 49]]}
    inner = {"source": [[22, 25]], "cue": [[26, 32]], "content": [[16, 20]]}
    named = ["O", *tags(document("x", text, [outer, inner]))]
    illegal = [pair for pair in itertools.pairwise(named) if pair[1].startswith("I-") and pair[0][2:] != pair[1][2:]]
    assert illegal == []


# --- CoreNLP's layer ------------------------------------------------------------------------------------------------


def test_the_layer_gives_names_and_parts_of_speech(articles: dict[str, Document]) -> None:
    doc = articles["halyard-blast/a1"]
    at = {words(doc, n, n + 1): n for n in range(len(doc.tokens))}
    assert NAMES[doc.names[at["Maran"]]] == "PERSON"
    assert NAMES[doc.names[at["warehouse"]]] == "O"
    assert SPEECH[doc.speech[at["exploded"]]] == "VBD"
    assert SPEECH[doc.speech[at["“"]]] == "``"


def test_a_word_that_the_layer_cuts_otherwise_is_met_in_the_middle(tiny: Path) -> None:
    doc = next(d for d in polnear("dev") if d.key == "gazette-correction/a1")
    # the layer has one “’s” where we have a mark and a letter
    at = next(n for n in range(len(doc.tokens)) if words(doc, n, n + 1) == "’")
    assert words(doc, at, at + 2) == "’s"
    assert [SPEECH[s] for s in doc.speech[at : at + 2]] == ["POS", "POS"]


def test_a_name_or_a_part_of_speech_that_we_do_not_learn_is_no_error() -> None:
    layer = {"sentences": [[[0, 4, "XX", "IDEOLOGY"], [5, 10, "NNP", "PERSON"]]]}
    doc = document("x", TEXT, [], layer)
    assert (NAMES[doc.names[0]], doc.speech[0]) == ("O", NONE)
    assert (NAMES[doc.names[1]], SPEECH[doc.speech[1]]) == ("PERSON", "NNP")


def test_without_a_layer_names_are_not_learnt(articles: dict[str, Document]) -> None:
    doc = articles["courier-wind/a1"]
    assert set(doc.names) == set(doc.speech) == {NONE}
    assert set(doc.tags) != {NONE}


# --- whole corpora --------------------------------------------------------------------------------------------------


def test_one_annotator_a_text_and_always_the_same(articles: dict[str, Document]) -> None:
    kept = {doc.key for doc in one_each(list(articles.values())[::-1])}
    assert "halyard-blast/a1" in kept
    assert "halyard-blast/b2" not in kept
    assert len(kept) == len(articles) - 1


def test_our_own_reports_come_whole_and_content_by_content(tiny: Path) -> None:
    docs = {doc.key: doc for doc in own("tune")}
    whole = told(docs["own/tiny-relay"])
    assert [t["cue"] for t in whole] == [["According to"], ["told"]], "the outer statements alone: tags lie flat"
    inside = docs["own/tiny-relay/s1"]
    assert inside.text == "quoting the navy, the patrol boat was in port"
    assert told(inside)[0]["source"] == ["the navy"]
    empty = docs["own/tiny-relay/s4"]
    assert empty.links == [], "a content without statements inside is there too: to be left alone"


def test_of_gum_every_second_document_of_a_genre_is_held_out(tiny: Path) -> None:
    docs = gum()
    assert sorted(doc.key for doc in docs) == ["gum/TINY_interview_keeper", "gum/TINY_news_ferry"]
    ferry = next(doc for doc in docs if "ferry" in doc.key)
    assert told(ferry)[1] == {"source": ["Selma Voight"], "cue": ["thinks"], "content": ["it can sail again by summer"]}


def test_every_word_is_in_one_sentence(articles: dict[str, Document]) -> None:
    for doc in articles.values():
        covered = np.concatenate([np.arange(a, b) for a, b in doc.sentences])
        assert covered.tolist() == list(range(len(doc.tokens)))
