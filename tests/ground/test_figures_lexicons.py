"""The lexicons of figures: every row's own example gives the figure that it says."""

from __future__ import annotations

import pytest

from sayso.ground.lexicons import table
from sayso.report import SaysoError
from tests.ground.test_figures import read

_TABLES = {
    "units.tsv": ("unit", "kind", "before", "after", "example", "expected"),
    "comparators.tsv": ("words", "side", "comparator", "estimate", "example", "expected"),
    "casualties.tsv": ("forms", "role", "use", "example", "expected"),
    "persons.tsv": ("forms", "use", "example", "expected"),
}
_ROWS = [(name, *row[-2:]) for name, columns in _TABLES.items() for row in table(name, columns)]


@pytest.mark.parametrize(("name", "example", "expected"), _ROWS)
def test_a_rows_example_gives_its_figure(name: str, example: str, expected: str) -> None:
    assert read(example) == [expected], name


@pytest.mark.parametrize("name", ["casualties.tsv", "persons.tsv"])
def test_a_form_is_in_one_row_only(name: str) -> None:
    forms = [form for row in table(name, _TABLES[name]) for form in row[0].split(", ")]
    assert len(forms) == len(set(forms))


def test_a_lexicon_with_other_columns_is_refused() -> None:
    with pytest.raises(SaysoError, match=r"units\.tsv, line 1 must have the columns unit, kind"):
        table("units.tsv", ("unit", "kind"))
