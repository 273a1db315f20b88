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


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(weights: Path, root: Path, tmp_path: Path, command: str) -> None:
    arguments = [str(root / a) if a.startswith("examples/") else a for a in shlex.split(command)[1:]]
    done = subprocess.run([sys.executable, "-m", "sayso", *arguments], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout or list(tmp_path.iterdir())


@pytest.mark.parametrize("program", blocks("python"))
def test_a_program_runs(weights: Path, root: Path, program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert " | " in done.stdout


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_exist(root: Path, target: str) -> None:
    assert f"make {target}" in README.read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
