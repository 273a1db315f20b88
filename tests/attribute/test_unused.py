"""Seen, not used: every quotation and cue word without a statement is listed with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sayso.attribute.notes import quotation_notes
from sayso.attribute.unused import Covered, unused_cues, unused_quotations


def quoted(
    reading: Any, used: list[tuple[int, int]] | None = None, where: dict[Any, Any] | None = None
) -> list[tuple[str, str]]:
    """The words and reasons of unused quotations."""
    found = unused_quotations(reading, Covered(len(reading.text), used or []), where or {})
    return [(reading.text[slice(*u.span)], u.why) for u in found]


def test_a_title_a_term_and_a_lost_quotation_are_told_apart(reading: Callable[..., Any]) -> None:
    text = "She wrote “The Long Harbour of Marrow”. The “safe” pier burned. “We were never told a thing.” Rain fell."
    whys = quoted(reading(text))
    assert [w for w, _ in whys] == ["“The Long Harbour of Marrow”", "“safe”", "“We were never told a thing.”"]
    assert "title" in whys[0][1]
    assert "term" in whys[1][1]
    assert "no source" in whys[2][1]


def test_a_quotation_that_a_statement_uses_is_not_listed(reading: Callable[..., Any]) -> None:
    text = "“We were never told,” she said."
    assert quoted(reading(text), used=[(0, 21)]) == []


def test_a_quotation_in_a_headline_says_so(reading: Callable[..., Any]) -> None:
    text = "Mayor: ‘we were never told a thing’\n\nRain fell."
    assert quoted(reading(text), where={(0, 35): "headline"})[0][1].startswith("in quotation marks in a headline")


def test_cues_without_content_and_inside_others_are_told_apart(
    reading: Callable[..., Any], draft: Callable[..., Any]
) -> None:
    text = "Adra Venn said the mayor had claimed nothing. Nobody else announced anything."
    found = unused_cues(reading(text), [draft(text, "Adra Venn", "said", "the mayor had claimed nothing")])
    told = {text[slice(*u.span)]: u.why for u in found}
    assert "inside another statement" in told["claimed"]
    assert "no content was found" in told["announced"]
    assert "said" not in told


def test_the_misplaced_mark_of_the_seed_is_noted_where_it_stands(reading: Callable[..., Any]) -> None:
    text = "She spoke. ‘Adra Venn called the crew ‘heroes of the harbour,’ it was noted in the report."
    (note,) = quotation_notes(reading(text))
    assert (note.code, note.span) == ("quotation-misplaced", (11, 12))
    assert note.related == ((38, 62),)


def test_a_quotation_that_never_closes_is_noted(reading: Callable[..., Any]) -> None:
    assert [n.code for n in quotation_notes(reading("“We saw smoke, she said.\nRain fell."))] == ["quotation-unclosed"]
    assert [n.code for n in quotation_notes(reading("We saw smoke,” she said."))] == ["quotation-unopened"]


def test_covered_knows_any_from_all() -> None:
    covered = Covered(10, [(2, 5)])
    assert covered.any((4, 8))
    assert not covered.any((5, 8))
    assert covered.all((2, 5))
    assert not covered.all((2, 6))
