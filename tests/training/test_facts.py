"""`python -m training.facts`: the counts that constants name, on texts where they can be seen by eye."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from sayso.encode.tokens import tokenise
from tests.training.conftest import tiny_rows
from training import facts


def row(text: str, *attributions: dict[str, list[list[int]]]) -> dict[str, object]:
    """An annotated article of one text."""
    return {"article": "x", "text": text, "attributions": list(attributions)}


def test_words_in_contents_do_not_count_as_distance() -> None:
    tokens = tokenise("She said one two three four")
    before = facts.outside(tokens, [(2, 5)])
    assert facts.between((1, 2), (5, 6), before) == 0
    assert facts.between((0, 1), (5, 6), before) == 1, "“said” is in no content"
    assert facts.between((5, 6), (0, 1), before) == 1, "either way round"
    assert facts.between((0, 2), (1, 3), before) == 0, "spans that overlap"


def test_a_content_over_a_line_end_is_counted() -> None:
    text = "She said one two\nthree four."
    crossing = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 27]]}
    apart = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 16], [17, 27]]}
    assert facts.count([row(text, crossing)])["line"] == (1, 1)
    assert facts.count([row(text, apart)])["line"] == (0, 2)


def test_a_cue_inside_a_content_asks_for_a_second_look() -> None:
    text = "She said that he denied the whole affair."
    counted = facts.count([row(text, {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 40]]})])
    assert counted["second-look"] == (1, 1)
    assert counted["tails"] == (1, 1)
    assert counted["lexicon-found"] == (1, 1), "“said” is in the lexicon"
    assert counted["lexicon-right"] == (1, 1), "“denied” stands inside a content and is not judged"


def test_the_tiny_corpus_has_slips_and_no_illegal_tags() -> None:
    counted = facts.count(tiny_rows("articles"))
    assert list(counted) == list(facts.FACTS)
    assert counted["mid-word"][0] == 2, "“sai” and “burn”"
    held, total = counted["legal"]
    assert held == total
    assert all(0 <= held <= total for held, total in counted.values())


def test_the_command_prints_a_line_a_fact(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["facts", "--part", "dev"])
    facts.main()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(facts.FACTS)
    assert all(re.match(r" *\d+\.\d\d % +\d+ of +\d+  \S", line) for line in lines)
