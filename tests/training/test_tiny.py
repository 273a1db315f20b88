"""The tiny corpus itself: every offset slices to the words written beside it."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.training.conftest import tiny_rows


def labelled() -> list[Any]:
    """Every row of the tiny corpus that has labels, with its name."""
    named = [(f"{r['article']}/{r['annotator']}", r, "attributions") for r in tiny_rows("articles")]
    named += [(r["document"], r, "attributions") for r in tiny_rows("gum")]
    named += [(r["id"], r, "statements") for r in tiny_rows("reports")]
    return [pytest.param(row, listed, id=name) for name, row, listed in named]


@pytest.mark.parametrize(("row", "listed"), labelled())
def test_spans_slice_to_the_words_beside_them(row: dict[str, Any], listed: str) -> None:
    text = row["text"]
    assert row[listed], "a text without labels teaches nothing here"
    for labels in row[listed]:
        for part in ("source", "cue", "content"):
            spans = [labels[part]] if labels[part] and isinstance(labels[part][0], int) else labels[part]
            assert [text[low:high] for low, high in spans] == labels["words"][part]
            assert spans == sorted(spans)
        if "attributing" in labels:
            assert text[slice(*labels["attributing"])] == labels["words"]["attributing"]


def test_the_layer_covers_its_texts_word_by_word() -> None:
    texts = {row["article"]: row["text"] for row in tiny_rows("articles")}
    for layer in tiny_rows("layers"):
        text = texts[layer["article"]]
        words = [text[start:end] for sentence in layer["sentences"] for start, end, _, _ in sentence]
        assert "".join(words) == "".join(text.split()), "nothing but white space lies between its words"


def test_the_reports_are_the_ones_that_were_labelled() -> None:
    for row in tiny_rows("reports"):
        assert hashlib.sha256(row["text"].encode()).hexdigest() == row["text_sha256"]


def test_it_shows_what_real_annotators_do() -> None:
    rows = [(row["text"], a) for row in tiny_rows("articles") for a in row["attributions"]]
    assert any(not a["source"] for _, a in rows), "attributions without a source"
    assert any(len(a["content"]) > 1 for _, a in rows), "contents in pieces"
    assert any(len(a["cue"]) > 1 for row in tiny_rows("articles") for a in row["attributions"]), "cues in pieces"
    assert any(text[high - 1 : high + 1].isalpha() for text, a in rows for _, high in a["cue"]), "a slip inside a word"
    texts = [row["text"] for row in tiny_rows("articles")]
    assert len(set(texts)) < len(texts), "a text with two annotators"
