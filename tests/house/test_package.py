"""What the package promises to those who import it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

import sayso
from tests.conftest import absent

PUBLIC = {
    "Desk",
    "Failure",
    "Link",
    "ModelError",
    "Note",
    "ReadError",
    "Report",
    "SaysoError",
    "Segment",
    "Statement",
    "Unused",
    "__version__",
    "read",
    "read_many",
    "read_text",
}


def test_the_public_names_are_these() -> None:
    assert sorted(sayso.__all__) == sorted(PUBLIC)
    assert all(hasattr(sayso, name) for name in PUBLIC)


def test_every_error_is_a_sayso_error() -> None:
    assert issubclass(sayso.ReadError, sayso.SaysoError)
    assert issubclass(sayso.ModelError, sayso.SaysoError)


@pytest.mark.parametrize("first", ["", "sayso.read, ", "sayso.desk, ", "sayso.read.notes, ", "sayso.cli, "])
def test_read_is_the_verb_whatever_was_imported_before(root: Path, first: str) -> None:
    # `sayso.read` is a room as well: importing a room must not hide the verb of the same name.
    program = f"import {first}sayso; import sayso.read.notes, sayso.desk; assert callable(sayso.read), sayso.read"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root)


def test_the_version_is_the_one_declared(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    try:
        installed = version("sayso")
    except PackageNotFoundError:
        absent("sayso is not installed here, only importable (make test installs it)")
    assert sayso.__version__ == installed == declared


def test_the_changelog_knows_the_version(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{declared}]" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def sources(root: Path) -> list[Path]:
    return sorted((root / "src").rglob("*.py"))


def test_no_file_is_longer_than_a_sitting(root: Path) -> None:
    assert [f.name for f in sources(root) if f.stat().st_size > 30_000] == []


def test_the_run_time_knows_no_torch_and_no_pickle(root: Path) -> None:
    forbidden = {
        "torch",
        "transformers",
        "sentence_transformers",
        "pickle",
        "requests",
        "httpx",
        "urllib.request",
        "http.client",
        "urllib3",
    }
    # One door leads out: it asks only for addresses that the user names (docs/addresses.md).
    door = {
        ("exchange.py", name)
        for name in (
            "urllib3.connection",
            "urllib3.exceptions",
            "urllib3.response",
            "urllib3.util",
            "urllib3.util.ssl_match_hostname",
        )
    } | {("fetch.py", "urllib.request")}  # for the proxies that the environment names
    found = {
        (file.name, name)
        for file in sources(root)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name in forbidden or name.partition(".")[0] in forbidden
    }
    assert found == door


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []


def test_no_file_names_a_machine(root: Path) -> None:
    # Paths of somebody's machine in the repository break for everybody else.
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False).stdout
    if not tracked:
        absent("this is not a git checkout")
    homes = [os.sep + "root" + os.sep, os.sep + "home" + os.sep]
    suffixes = {".py", ".md", ".toml", ".json", ".yml", ""}
    named = [
        name
        for name in tracked.split("\0")
        if name and Path(name).suffix in suffixes and (root / name).is_file()
        for text in [(root / name).read_text(encoding="utf-8", errors="replace")]
        if any(home in text for home in homes)
    ]
    assert named == []
