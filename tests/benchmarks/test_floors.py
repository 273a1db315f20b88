"""Quality floors: every one is measured, none is broken, and none is lowered without the change log saying so.

A floor is lowered when its least figure goes down, its most goes up, or it is taken away. Whoever does that writes a
line into CHANGELOG.md that begins with "Floor lowered:" and names the figure and why.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpora
from benchmarks.__main__ import PARTS, Remembering, below, plain, table, value
from benchmarks.metrics import Score
from tests.conftest import absent

Floors = dict[str, dict[str, float]]
SAYS = "Floor lowered:"
#: Parts that take long or need a quiet machine: these are run by `make bench` alone.
NOT_HERE = ("against.", "claims.", "cold.", "copies.", "events.", "series.", "speed.", "sweep.")


def lowered(old: Floors, new: Floors) -> list[str]:
    """The figures whose floor or ceiling asks for less than it did."""
    least, most = new["least"], new["most"]
    down = [name for name, bound in old["least"].items() if name not in least or least[name] < bound]
    up = [name for name, bound in old["most"].items() if name not in most or most[name] > bound]
    return [*down, *up]


def told(changes: str) -> str:
    """What the change log says of floors."""
    return "\n".join(line for line in changes.splitlines() if line.lstrip("-* ").startswith(SAYS))


def silent(old: Floors, new: Floors, changes: str) -> list[str]:
    """Lowered floors that the change log does not name."""
    named = {word.strip("`,;:.()") for word in told(changes).split()}
    return [name for name in lowered(old, new) if name not in named]


def read(file: Path) -> Any:
    """A JSON file of the benchmark."""
    if not file.is_file():
        absent(f"{file.parent.name}/{file.name} is not there (`make bench` measures; floors are set by hand)")
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture
def floors(root: Path) -> Floors:
    """The floors as they stand."""
    found: Floors = read(root / "benchmarks" / "floors.json")
    return found


# --- the gate itself ------------------------------------------------------------------------------------------------

FLOORS: Floors = {"least": {"found": 80.0}, "most": {"error": 5.0}}


def interval(number: float) -> dict[str, float]:
    """A figure with its interval, as results.json holds it."""
    return {"value": number, "low": number - 1, "high": number + 1, "n": 10}


@pytest.mark.parametrize(
    ("figures", "broken", "why"),
    [
        ({"found": 80.0, "error": 5.0}, [], "at the bound is not under it"),
        ({"found": interval(81), "error": 1}, [], "a figure with an interval counts by its value"),
        ({"found": 79.9, "error": 5.0}, ["found is 79.9, its floor is 80.0"], "under its floor"),
        ({"found": 90, "error": interval(5.1)}, ["error is"], "over its ceiling"),
        ({"error": 5.0}, ["found is None, its floor is 80.0"], "a figure that is missing is no figure"),
        ({"found": 80.0}, ["error is None, its ceiling is 5.0"], "nor may one with a ceiling be missing"),
        ({}, ["found is None", "error is None"], "everything is said at once"),
    ],
)
def test_what_is_under_its_floor_is_named(figures: dict[str, Any], broken: list[str], why: str) -> None:
    said = below(figures, FLOORS)
    assert len(said) == len(broken), why
    assert all(line.startswith(start) for line, start in zip(said, broken, strict=True)), why


@pytest.mark.parametrize(
    ("new", "names", "why"),
    [
        ({"least": {"found": 80.0}, "most": {"error": 5.0}}, [], "nothing changed"),
        ({"least": {"found": 85.0, "new": 1}, "most": {"error": 4.0, "more": 9}}, [], "raised, and more of them"),
        ({"least": {"found": 79.0}, "most": {"error": 5.0}}, ["found"], "a floor went down"),
        ({"least": {"found": 80.0}, "most": {"error": 6.0}}, ["error"], "a ceiling went up"),
        ({"least": {}, "most": {}}, ["found", "error"], "taken away"),
        ({"least": {"found": 80.0, "error": 5.0}, "most": {}}, ["error"], "a ceiling that became a floor is gone"),
    ],
)
def test_a_floor_that_asks_for_less_is_lowered(new: Floors, names: list[str], why: str) -> None:
    assert lowered(FLOORS, new) == names, why


@pytest.mark.parametrize(
    ("changes", "names", "why"),
    [
        ("- Floor lowered: `found` to 79, for labels were corrected", [], "named, with its reason"),
        ("Floor lowered: found (79)", [], "a list is not asked for"),
        ("- Floor lowered: `found.more` to 79", ["found"], "another figure's name is no excuse"),
        ("- found is now 79", ["found"], "not said as what it is"),
        ("", ["found"], "in silence"),
    ],
)
def test_a_lowered_floor_has_to_be_in_the_change_log(changes: str, names: list[str], why: str) -> None:
    assert silent(FLOORS, {"least": {"found": 79.0}, "most": {"error": 5.0}}, changes) == names, why


def test_figures_become_plain_numbers_and_a_table() -> None:
    figures = plain({"found": Score(81.26, 79.9, 83.0, 7), "reports": 12})
    assert figures == {"found": {"value": 81.3, "low": 79.9, "high": 83.0, "n": 7}, "reports": 12}
    assert (value(figures["found"]), value(figures["reports"])) == (81.3, 12)
    assert table(figures).splitlines()[2:] == ["| found | 81.3 | 79.9–83.0 | 7 |", "| reports | 12 | | |"]


# --- our floors -----------------------------------------------------------------------------------------------------


def test_every_floor_is_a_published_figure_and_none_is_broken(root: Path, floors: Floors) -> None:
    assert floors.keys() == {"least", "most"}
    assert floors["least"], "there is a floor under something"
    figures = read(root / "benchmarks" / "results.json")["figures"]
    assert below(figures, floors) == []


@pytest.mark.parametrize("commit", ["HEAD", "HEAD~1"])
def test_no_floor_is_lowered_in_silence(root: Path, floors: Floors, commit: str) -> None:
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    try:
        shown = subprocess.run(
            ["git", "show", f"{commit}:benchmarks/floors.json"], cwd=root, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("git is not installed: the floors of earlier commits cannot be seen")
    if shown.returncode:
        return  # no such commit here, or no floors in it: nothing can have been lowered
    assert silent(json.loads(shown.stdout), floors, changes) == [], f"say it in CHANGELOG.md: {SAYS} …"


@pytest.mark.slow
def test_the_weights_that_ship_keep_every_floor_of_quality(
    floors: Floors, weights: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpora, "DATA", data)
    corpora.texts.cache_clear()
    desk = Remembering(weights)
    figures = {n: f for part in PARTS if f"{part}." not in NOT_HERE for n, f in plain(PARTS[part](desk, False)).items()}
    corpora.texts.cache_clear()
    wanted = {
        side: {name: bound for name, bound in bounds.items() if not name.startswith(NOT_HERE)}
        for side, bounds in floors.items()
    }
    assert below(figures, wanted) == []
