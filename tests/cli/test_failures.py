"""What goes wrong, what is said about it, and which exit status it has."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result

from sayso.report import ModelError

Say = Callable[..., Result]


def test_one_bad_source_costs_the_others_nothing(sayso: Say) -> None:
    result = sayso("read", "a.txt", "bad.txt", "b.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert "1 source could not be read:" in result.stderr
    assert "bad.txt: the file is empty. Give one that holds a report." in result.stderr


def test_when_nothing_could_be_read_the_status_is_2(sayso: Say) -> None:
    result = sayso("read", "bad.txt")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "bad.txt: the file is empty" in result.stderr


def test_failures_are_told_even_when_quiet(sayso: Say) -> None:
    assert "bad.txt" in sayso("read", "--quiet", "a.txt", "bad.txt").stderr


def test_a_folder_without_reports_says_so(sayso: Say) -> None:
    result = sayso("read", "folder-of-0")
    assert result.exit_code == 2
    assert "nothing to read in folder-of-0" in result.stderr


def test_missing_weights_are_one_sentence(sayso: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(loading: object = None) -> None:
        raise ModelError("the weights en.onnx are missing. Install Sayso again.")

    monkeypatch.setattr(import_module("sayso.desk"), "Desk", broken)
    result = sayso("read", "a.txt")
    assert result.exit_code == 2
    assert result.stderr == "sayso: the weights en.onnx are missing. Install Sayso again.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Missing argument 'SOURCE"),
        (["read", "a", "--format", "xml"], "'xml' is not one of 'text', 'json', 'jsonl', 'html', 'csv', 'parquet'"),
        (["reed", "a"], "No such command 'reed'"),
        (["read", "a", "--fromat", "json"], "No such option"),
    ],
)
def test_a_mistyped_command_says_what_would_be_right(sayso: Say, arguments: list[str], said: str) -> None:
    result = sayso(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("place", ["no/such/folder/out.json", "."])
def test_an_output_that_cannot_be_written_says_so(
    sayso: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = sayso("read", "a", "--format", "json", "--output", place)
    assert result.exit_code == 2
    assert f"could not write {place}" in result.stderr
    assert "--output" in result.stderr


def test_ctrl_c_tells_what_was_done_and_keeps_it(sayso: Say, tmp_path: Path) -> None:
    output = tmp_path / "rows.jsonl"
    result = sayso("read", "a", "b", "bad", "Ctrl-C", "--format", "jsonl", "--output", str(output))
    assert result.exit_code == 130
    assert "2 reports read" in result.stderr
    assert "bad: the file is empty" in result.stderr
    assert not output.exists()  # never half a file under the full name
    assert len((tmp_path / "rows.jsonl.part").read_text(encoding="utf-8").splitlines()) == 2


def test_an_older_output_survives_a_run_that_was_stopped(sayso: Say, tmp_path: Path) -> None:
    output = tmp_path / "rows.jsonl"
    output.write_text("older", encoding="utf-8")
    sayso("read", "Ctrl-C", "--format", "jsonl", "--output", str(output))
    assert output.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [output]


@pytest.mark.skipif(os.name != "posix", reason="pipes break in another way on Windows")
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_reader_that_goes_away_is_no_error(form: str) -> None:
    program = (
        "import pytest; from tests.cli.conftest import FakeDesk, count; from importlib import import_module;"
        "import_module('sayso.desk').Desk = FakeDesk; import_module('sayso.read').count_sources = count;"
        "from sayso.cli import main; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, "read", "folder-of-3000", "--format", form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 141


def test_a_terminal_that_knows_no_dashes_still_gets_the_report(sayso: Say) -> None:
    program = (
        "import sys; from tests.cli.conftest import FakeDesk, count; from importlib import import_module;"
        "import_module('sayso.desk').Desk = FakeDesk; import_module('sayso.read').count_sources = count;"
        "from sayso.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "read", "a–b.txt"],
        capture_output=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Ilse Maran" in done.stdout


def test_a_name_cannot_steer_the_terminal(sayso: Say) -> None:
    result = sayso("read", "folder-of-20", "bad\x1b[2J.txt")
    assert "\x1b" not in result.stderr
    assert "⟨U+001B⟩" in result.stderr
