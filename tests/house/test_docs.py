"""The manual does not drift from the code."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from docs.make import MAKERS, drifted, renewed, table_of

GENERATED = [key for key in MAKERS if key[1] != "output"]


@pytest.mark.parametrize(("file", "name"), GENERATED)
def test_a_generated_part_is_in_step(file: str, name: str) -> None:
    assert drifted(file, name) is None, f"{file} has drifted in its part '{name}': run `make docs`"


def test_the_output_in_the_readme_is_what_sayso_prints(weights: Path) -> None:
    assert drifted("README.md", "output") is None, "README.md shows an older output: run `make docs`"


def test_every_code_of_a_note_is_in_the_manual(root: Path) -> None:
    known = {code for room in ("read", "attribute", "ground") for code in import_module(f"sayso.{room}.notes").CODES}
    used = {
        code
        for file in (root / "src").rglob("*.py")
        for code in re.findall(r"\b(?:Note|note)\(\s*\"([a-z-]+)\"", file.read_text(encoding="utf-8"))
    }
    assert used <= known
    page = (root / "docs" / "notes.md").read_text(encoding="utf-8")
    assert [code for code in known if f"`{code}`" not in page] == []


def test_every_page_is_in_the_index(root: Path) -> None:
    index = (root / "docs" / "index.md").read_text(encoding="utf-8")
    assert [p.name for p in (root / "docs").glob("*.md") if p.name != "index.md" and f"]({p.name})" not in index] == []


PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{p.name}" for p in (Path(__file__).parents[2] / "docs").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(root: Path, page: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", (root / page).read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith("http")]
    assert [target for target in local if not ((root / page).parent / target).exists()] == []


def test_every_room_is_on_the_map(root: Path) -> None:
    rooms = [p.name for p in (root / "src" / "sayso").iterdir() if p.is_dir() and (p / "__init__.py").exists()]
    for page in ("CONTRIBUTING.md", "docs/rooms.md"):
        text = (root / page).read_text(encoding="utf-8")
        assert [room for room in rooms if f"{room}/" not in text] == []


def test_every_make_target_says_what_it_does(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert [target for target in phony.split() if not re.search(rf"^{target}:.*## ", makefile, re.MULTILINE)] == []


def test_a_part_is_replaced_between_its_marks() -> None:
    page = "before\n<!-- made: x (make docs) -->\nold\n<!-- end: x -->\nafter\n"
    assert renewed(page, "x", "new") == page.replace("old", "new")
    with pytest.raises(ValueError, match="no <!-- made: y"):
        renewed(page, "y", "new")


def test_a_figure_shows_its_interval_and_what_was_asked() -> None:
    figures = {"polnear-dev.exact.cue": {"value": 75.2, "low": 74.0, "high": 76.5, "n": 83}, "cold.peak-mib": 1234}
    lines = table_of({"model": "en-1", "date": "2031-03-02", "machine": "x86_64", "figures": figures}).splitlines()
    assert "| the same: of the exact cue | 75.2 % | 74.0–76.5 | ≥ 75 |" in lines
    assert "| Peak memory of the same | 1,234 MiB |  | ≤ 600 |" in lines
    assert "| Reports a second, two threads | not measured |  |  |" in lines
    assert lines[-1] == "Model en-1, measured on 2031-03-02 (x86_64)."
