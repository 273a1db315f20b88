"""What `sayso.show` offers, and that JSON starts without the libraries of terminal and page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from sayso import show


def test_every_public_name_is_there() -> None:
    assert all(callable(getattr(show, name)) for name in show.__all__)
    assert show.__all__ == sorted(show.__all__)


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'pdf'"):
        _ = show.pdf


@pytest.mark.parametrize("first", ["sayso.show.contract", "sayso.show.tally", "sayso.show.html"])
def test_functions_are_functions_whichever_module_came_first(first: str) -> None:
    script = f"import {first}, sayso.show as s; assert callable(s.contract) and callable(s.tally) and callable(s.page)"
    subprocess.run([sys.executable, "-c", script], check=True, env=_environment())


def test_json_starts_without_rich_and_jinja() -> None:
    script = (
        "import sys, sayso.show; from sayso.show import contract, dumps, write_csv, tally; "
        "print([m for m in ('rich', 'jinja2', 'markupsafe', 'pyarrow') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, env=_environment())
    assert out.stdout.strip() == "[]"


def _environment() -> dict[str, str]:
    source = str(Path(sayso.__path__[0]).parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH")]))}
