"""The command line from end to end, on the invented event in examples/."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

Rows = list[dict[str, object]]


def run(*arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "sayso", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


@pytest.fixture(scope="module")
def lines(weights: Path, examples: Path) -> list[str]:
    """Every example, a line a report."""
    done = run("read", examples, "--format", "jsonl")
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().splitlines()


def test_every_example_is_read(lines: list[str], examples: Path) -> None:
    documents = {Path(json.loads(line)["document"]).name for line in lines}
    several = {".jsonl", ".xml"}  # rows and feeds hold several reports, named by their ids and addresses
    assert {f.name for f in examples.iterdir() if f.suffix not in several} <= documents
    assert len(lines) > len(list(examples.iterdir()))


def test_every_row_keeps_the_contract(lines: list[str], root: Path) -> None:
    schema = json.loads((root / "src" / "sayso" / "data" / "report.schema.json").read_text(encoding="utf-8"))
    for line in lines:
        Draft202012Validator(schema).validate(json.loads(line))


def test_every_span_slices(lines: list[str]) -> None:
    for line in lines:
        report = json.loads(line)
        spans = [s for t in report["statements"] for part in ("source", "cue", "content") for s in t[part]]
        assert all(report["text"][start:end].strip() for start, end in spans)


def test_a_file_by_itself_gives_what_it_gives_in_a_folder(lines: list[str], examples: Path) -> None:
    file = min(examples.rglob("*.txt"))
    (beside,) = [json.loads(line) for line in lines if Path(json.loads(line)["document"]).name == file.name]
    alone = json.loads(run("read", file, "--format", "json").stdout)
    assert alone["statements"] == beside["statements"]


def test_standard_input_gives_what_the_file_gives(weights: Path, examples: Path) -> None:
    file = min(examples.rglob("*.txt"))
    given = json.loads(run("read", "-", "--format", "json", stdin=file.read_bytes()).stdout)
    assert given["statements"] == json.loads(run("read", file, "--format", "json").stdout)["statements"]


def test_a_folder_with_one_bad_file_gives_all_the_others(weights: Path, examples: Path, tmp_path: Path) -> None:
    shutil.copy(min(examples.rglob("*.txt")), tmp_path / "good.txt")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    done = run("read", tmp_path, "--format", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert b"empty.txt" in done.stderr
    assert b"picture.txt" in done.stderr


def test_what_does_not_exist_is_told(weights: Path, tmp_path: Path) -> None:
    done = run("read", tmp_path / "nowhere.html")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"nowhere.html" in done.stderr
    assert b"Traceback" not in done.stderr
