"""Statements inside statements: which contents are read again, and how relays hand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sayso.attribute.nest import freed, inner_texts, relays, stretches
from tests.ground.make import make


def test_a_content_loses_the_marks_around_it_and_only_those() -> None:
    text = "“He said ‘go’ and left,” she recalled."
    assert [text[a:b] for a, b in stretches(text, [(0, 24)])] == ["He said ‘go’ and left,"]


def test_parts_of_a_content_over_a_line_end_are_read_together() -> None:
    text = "He went on:\nThe army told us.\nWe believe it."
    assert [text[a:b] for a, b in stretches(text, [(12, 29), (30, 44)])] == ["The army told us.\nWe believe it."]


def test_a_content_of_a_few_words_is_not_read_again(draft: Callable[..., Any]) -> None:
    text = "Adra Venn said the harbour was closed. The mayor said “not yet”."
    flat = [draft(text, "Adra Venn", "said", "the harbour was closed"), draft(text, "The mayor", "said", "“not yet”")]
    found = inner_texts(text, flat)
    assert [text[slice(*i.span)] for i in found] == ["the harbour was closed"]


def test_a_content_with_two_cues_is_read_whole_and_from_the_first_cue_on(draft: Callable[..., Any]) -> None:
    text = "Adra Venn said the navy told her the mayor believed the pier was safe."
    content = "the navy told her the mayor believed the pier was safe"
    found = inner_texts(text, [draft(text, "Adra Venn", "said", content)])
    assert [(text[slice(*i.span)], i.tail) for i in found] == [
        (content, False),
        (" her the mayor believed the pier was safe", True),
    ]


def test_a_relay_without_content_of_its_own_hands_on_the_rest_of_its_sentence(draft: Callable[..., Any]) -> None:
    text = "According to Selden, quoting the Gazette, the navy said the pier was safe."
    flat = [
        draft(text, "Selden", "According to"),
        draft(text, "the Gazette", "quoting"),
        draft(text, "the navy", "said", "the pier was safe"),
    ]
    found = relays(text, flat, [(0, len(text))])
    assert [d.parent for d in found] == [None, 0, 1]
    assert [text[slice(*d.content[0])] for d in found] == [
        "quoting the Gazette, the navy said the pier was safe",
        "the navy said the pier was safe",
        "the pier was safe",
    ]


def test_two_relays_before_a_statement_are_a_chain_of_three_however_flat_they_were_read(
    draft: Callable[..., Any],
) -> None:
    text = "According to Selden, quoting the Gazette, the navy said the pier was safe."
    flat = [draft(text, "Selden", "According to"), draft(text, "the Gazette, the navy", "said", "the pier was safe")]
    found = relays(text, flat, [(0, len(text))])
    assert [(text[slice(*d.source[0])], text[slice(*d.content[0])], d.parent) for d in found] == [
        ("Selden", "quoting the Gazette, the navy said the pier was safe", None),
        ("the Gazette", "the navy said the pier was safe", 0),
        ("the navy", "the pier was safe", 1),
    ]


def test_a_relay_with_content_of_its_own_takes_no_more(draft: Callable[..., Any]) -> None:
    text = "According to Selden, “the pier is safe.” Her words calmed the crews, the mayor said."
    flat = [
        draft(text, "Selden", "According to", "“the pier is safe.”"),
        draft(text, "the mayor", "said", "Her words calmed the crews"),
    ]
    assert relays(text, flat, [(0, len(text))]) == flat


def test_two_sayings_side_by_side_are_no_relay(draft: Callable[..., Any]) -> None:
    text = "The navy said the pier was safe, and the mayor said it was not."
    flat = [draft(text, "The navy", "said", "the pier was safe"), draft(text, "the mayor", "said it", "was not")]
    assert relays(text, flat, [(0, len(text))]) == flat


def test_a_sentence_with_a_source_of_its_own_is_no_part_of_what_a_relay_handed_on(draft: Callable[..., Any]) -> None:
    text = "According to Venn, the pier held. Her words stressed that it was old."
    outer = draft(text, "Venn", "According to", "the pier held. Her words stressed that it was old.")
    inner = replace(draft(text, "Her words", "stressed", "that it was old"), parent=0)
    found = freed([outer, inner], make(text).reading)
    assert [text[slice(*c)] for c in found[0].content] == ["the pier held."]
    assert (found[1].parent, [text[slice(*c)] for c in found[1].content]) == (None, ["that it was old"])


def test_a_sentence_inside_a_quotation_stays_inside(draft: Callable[..., Any]) -> None:
    text = "According to Venn, “the pier held. Her words stressed that it was old.”"
    outer = draft(text, "Venn", "According to", "“the pier held. Her words stressed that it was old.”")
    inner = replace(draft(text, "Her words", "stressed", "that it was old"), parent=0)
    assert freed([outer, inner], make(text).reading) == [outer, inner]
