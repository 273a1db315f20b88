"""What the quality figures count: chains, kinds, GUM's attributions, and passages in quotation marks."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.corpora import Labelled
from benchmarks.metrics import Count
from benchmarks.quality import _PASSAGE, calibration, gum_found, in_chain, kind_alike


def row(name: str, at: int, within: str | None = None, **given: Any) -> dict[str, Any]:
    """A statement whose three parts begin at `at`."""
    spans = {"source": [(at, at + 4)], "cue": [(at + 5, at + 9)], "content": [(at + 10, at + 30)]}
    return {"id": name, **spans, "within": within, "kind": "direct", "score": 0.9, **given}


def doc(*statements: dict[str, Any]) -> Labelled:
    """A labelled text."""
    return Labelled("x", "world", " " * 200, list(statements))


GOLD = doc(row("g1", 0), row("g2", 50, within="g1"))


@pytest.mark.parametrize(
    ("found", "hit", "why"),
    [
        ([row("s1", 0), row("s2", 50, within="s1")], 1, "nested where gold nests it"),
        ([row("s1", 0), row("s2", 50)], 0, "found, and left flat"),
        ([row("s1", 0), row("s3", 100), row("s2", 50, within="s3")], 0, "nested in another"),
        ([row("s2", 50, within="s1")], 0, "the one around it was not found"),
        ([row("s1", 0)], 0, "not found"),
    ],
)
def test_a_nested_statement_counts_where_it_lies_in_the_right_one(
    found: list[dict[str, Any]], hit: int, why: str
) -> None:
    count = in_chain(GOLD, found)
    assert (count.hit, count.gold) == (hit, 1), why


def test_kinds_are_compared_where_statements_are_linked() -> None:
    found = [row("s1", 0), row("s2", 50, kind="mixed"), row("s3", 100)]
    assert kind_alike(GOLD, found) == Count(1, 2, 2)


@pytest.mark.parametrize(
    ("found", "hit", "why"),
    [
        (row("s1", 0), 1, "the content and the words that attribute it"),
        (row("s1", 0, source=[]), 1, "the cue alone will do"),
        (row("s1", 0, source=[], cue=[(60, 64)]), 0, "another's cue"),
        (row("s1", 0, content=[(60, 64)]), 0, "another's content"),
    ],
)
def test_of_gum_an_attribution_is_found_with_its_content_and_its_unit(
    found: dict[str, Any], hit: int, why: str
) -> None:
    gold = Labelled("x", "news", " " * 99, [{"attributing": [0, 9], "content": [10, 30], "source": [], "cue": []}])
    assert gum_found(gold, [found]).hit == hit, why


def test_a_score_is_right_where_its_statement_is_linked() -> None:
    assert calibration([GOLD], [[row("s1", 0, score=1.0), row("s2", 50, score=1.0)]]) == 0
    assert calibration([GOLD], [[row("s1", 150, score=1.0)]]) == 100


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("“We saw it,” she said.", ["“We saw it,”"]),
        ('"We saw it," she said. "All of it."', ['"We saw it,"', '"All of it."']),
        ('the 6" pipe and the 8" pipe', []),
        ("“We saw\nit all”", []),
        ("no marks at all", []),
    ],
)
def test_quoted_passages_are_seen_by_a_pattern_of_its_own(text: str, passages: list[str]) -> None:
    assert [m.group() for m in _PASSAGE.finditer(text)] == passages
