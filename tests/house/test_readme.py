"""What the README tells people to type works."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[2] / "README.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


COMMANDS = [
    command
    for block in blocks("sh")
    for command in (line.partition("#")[0].strip() for line in block.splitlines())
    if command.startswith("sayso ") and "article.html" not in command  # a file of the reader's own
]


def test_there_are_examples() -> None:
    assert len(COMMANDS) >= 3
    assert blocks("python")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where somebody types one command after another: the ledger that one makes is the next one's."""
    return tmp_path_factory.mktemp("readme")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(weights: Path, root: Path, folder: Path, command: str) -> None:
    arguments = [str(root / a) if a.startswith("examples/") else a for a in shlex.split(command)[1:]]
    run = [sys.executable, "-m", "sayso", *arguments]
    done = subprocess.run(run, cwd=folder, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout or done.stderr or list(folder.iterdir())


@pytest.mark.parametrize("program", blocks("python"))
def test_a_program_runs(weights: Path, root: Path, program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert " | " in done.stdout


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_exist(root: Path, target: str) -> None:
    assert f"make {target}" in README.read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
