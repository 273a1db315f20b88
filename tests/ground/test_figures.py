"""Figures: what is counted, in which role and scope, as a part of what, on whose word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ground.figures import figures
from sayso.report import Figure
from tests.ground.make import make, said


def told(figure: Figure) -> str:
    """A figure in one line: "≥12 people killed"."""
    if figure.comparator == "range":
        number = f"{figure.low:.15g}..{figure.high:.15g}"
    else:
        value = figure.low if figure.low is not None else figure.high
        number = f"{figure.comparator}{value:.15g}" if value is not None else f"{figure.comparator}?"
    return f"{number} {figure.unit or '-'} {figure.role}"


def read(text: str) -> list[str]:
    """Every figure of a text in one line each."""
    return [told(f) for f in figures(make(text)).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 32 people were killed and 81 wounded in Tarn.", ["≥32 people killed", "=81 people wounded"]),
        ("The blast killed 12 soldiers and three civilians.", ["=12 people killed", "=3 people killed"]),
        ("The death toll in Tarn rose to 12.", ["=12 people killed"]),
        ("Dozens of sailors drowned.", ["≈? people killed"]),
        ("No one was hurt.", ["=0 people wounded"]),
        ("0 killed", ["=0 people killed"]),
        ("More than doubled to 40 dead.", ["=40 people killed"]),
        ("A boy was shot dead.", ["=1 people killed"]),
        ("She lost a tooth when a boy shouted.", []),
    ],
)
def test_read(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_a_part_names_its_total() -> None:
    total, part = figures(make("278 people were killed, including 235 civilians.")).figures
    assert (total.part_of, part.part_of, part.scope, part.role) == (None, total.id, "subset", "killed")


def test_a_figure_belongs_to_the_statement_that_holds_it() -> None:
    text = "The harbour office said that nine sailors drowned. Two boats sank."
    statement = said(text, "The harbour office", "said", "that nine sailors drowned")
    first, second = figures(make(text, statement)).figures
    assert (first.statement, second.statement) == ("s1", None)


_BITS = (
    "12 15 to - killed wounded people a boy no one half dozen million $ % of the and , . including were 3rd 9mm".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_BITS), max_size=25).map(" ".join)))
def test_any_text_gives_figures_whose_spans_slice(text: str) -> None:
    text = text.replace("\0", " ")
    last = (-1, -1)
    for figure in figures(make(text)).figures:
        low, high = figure.span
        assert 0 <= low < high <= len(text)
        assert figure.span >= last
        last = figure.span
