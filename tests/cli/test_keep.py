"""The verbs over a ledger, from files on the disk to exit statuses; what is read is made by hand, without a model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import app
from sayso.desk import Desk
from sayso.keep import Ledger, NotKept
from sayso.keep.verify import verify
from sayso.report import ModelError, Report
from tests.keep.make import TEXT
from tests.keep.make import report as made

ROOT = Path(__file__).parents[2]
LABEL = "en-1 (sha256 0000000000000000)"
#: Texts that differ, of which each has the three statements and the figure of `tests.keep.make`.
DAWN = TEXT.replace("Sunday", "Monday")


class Hand(Desk):
    """The desk, with readings made by hand: no weights are needed."""

    label = LABEL

    @property
    def encoder(self) -> Any:
        return SimpleNamespace(label=self.label)

    def _through(self, reports: list[Report]) -> Iterator[Report]:
        for base in reports:
            read = made(base.text)
            yield replace(base, model=self.label, statements=read.statements, actors=read.actors, figures=read.figures)


class Newer(Hand):
    """Other weights, which find one statement less."""

    label = "en-2 (sha256 1111111111111111)"

    def _through(self, reports: list[Report]) -> Iterator[Report]:
        for report in super()._through(reports):
            yield replace(report, statements=report.statements[:2])


Say = Callable[..., Result]


@pytest.fixture
def sayso(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Say:
    """Runs the command line in a folder of its own: `sayso("add", "a.txt")`."""
    monkeypatch.setattr(import_module("sayso.desk"), "Desk", Hand)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)

    def run(*arguments: str, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=stdin, prog_name="sayso", env={"COLUMNS": "100"})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def write(name: str, text: str = TEXT) -> str:
    """A file in the current folder; its name."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


def ids(path: str = "sayso.db") -> list[str]:
    """The reports of a ledger, which is whole."""
    with Ledger.open(Path(path)) as ledger:
        assert list(verify(ledger)) == []
        return [found.id for found in ledger.reports()]


# add


def test_what_was_added_is_known_the_second_time(sayso: Say) -> None:
    write("in/a.txt")
    write("in/b.txt", DAWN)
    first = sayso("add", "in")
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr == "sayso: sayso.db: 2 reports added.\n"
    assert sayso("add", "in").stderr == "sayso: sayso.db: 2 known already.\n"
    assert len(ids()) == 2


def test_what_changed_is_shown(sayso: Say) -> None:
    write("a.txt")
    sayso("add", "a.txt")
    write("a.txt", TEXT.replace("at least 9", "at least 19"))
    result = sayso("add", "a.txt")
    assert result.exit_code == 0
    assert "a.txt: its text has changed" in result.stdout
    assert "− at least 9 people were killed" in result.stdout
    assert "sayso.db: 1 changed." in result.stderr


def test_verbose_tells_of_every_report_and_quiet_of_none(sayso: Say) -> None:
    write("a.txt")
    assert "a.txt: added" in sayso("add", "a.txt", "--verbose").stdout
    assert "a.txt: known already" in sayso("add", "a.txt", "--verbose").stdout
    result = sayso("add", "a.txt", "--quiet")
    assert (result.stdout, result.stderr) == ("", "")


def test_one_bad_source_costs_the_others_nothing(sayso: Say) -> None:
    write("a.txt")
    write("empty.txt", "")
    result = sayso("add", "empty.txt", "a.txt", "missing.txt")
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert "missing.txt" in result.stderr
    assert len(ids()) == 1


def test_nothing_that_could_be_read_is_status_2(sayso: Say) -> None:
    assert sayso("add", "missing.txt").exit_code == 2


def test_a_report_that_does_not_fit_costs_the_others_nothing(sayso: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    write("in/a.txt")
    write("in/b.txt", DAWN)
    add = Ledger.add

    def choosy(self: Ledger, report: Report, base: Report | None = None) -> Any:
        if report.text == TEXT:
            raise NotKept("sayso.db cannot hold this report: please report it as a bug. Nothing was changed.")
        return add(self, report, base)

    monkeypatch.setattr(Ledger, "add", choosy)
    result = sayso("add", "in")
    assert result.exit_code == 1
    assert "cannot hold this report" in result.stderr
    assert len(ids()) == 1


def test_standard_input_is_a_source(sayso: Say) -> None:
    assert sayso("add", "-", stdin=TEXT).exit_code == 0
    assert len(ids()) == 1


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "is not a file"),
        (lambda path: path.write_text("notes"), "is not an SQLite file"),
        (lambda path: None, "cannot be opened"),
    ],
)
def test_a_ledger_that_cannot_be_is_one_sentence(sayso: Say, make: Callable[[Path], object], said: str) -> None:
    path = Path("no/such/x.db") if said == "cannot be opened" else Path("x.db")
    make(path)
    write("a.txt")
    for verb in (["add", "a.txt"], ["verify"], ["remove", "x", "--yes"], ["reread"]):
        result = sayso(*verb, "--ledger", str(path))
        assert result.exit_code == 2, verb
        assert result.stderr.startswith("sayso: ")
        assert said in result.stderr or "there is no ledger at" in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_a_ledger_of_statements_stays_one(sayso: Say) -> None:
    write("a.txt")
    sayso("add", "a.txt", "--statements-only")
    assert b"on Sunday" not in Path("sayso.db").read_bytes()
    write("b.txt", DAWN)
    assert sayso("add", "b.txt").exit_code == 0  # what was settled holds
    assert b"on Monday" not in Path("sayso.db").read_bytes()
    sayso("add", "a.txt", "--ledger", "whole.db")
    result = sayso("add", "a.txt", "--ledger", "whole.db", "--statements-only")
    assert result.exit_code == 2
    assert "was made to keep full texts" in result.stderr


def test_the_ledger_can_be_named_by_the_environment(sayso: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt")
    monkeypatch.setenv("SAYSO_LEDGER", "harbour.db")
    sayso("add", "a.txt")
    assert len(ids("harbour.db")) == 1
    assert not Path("sayso.db").exists()


NAMES = [
    b"plain.txt",
    "Fähre sinkt.txt".encode(),
    "渡し船.txt".encode(),
    "Fähre.txt".encode("latin-1"),
    "Паром.txt".encode("koi8-r"),
    "渡し船.txt".encode("shift-jis"),
    b"\xff\xfe\xfd.txt",
    b"new\nline.txt",
    b"tab\tand\rreturn.txt",
    b"bell\x07 escape\x1b[2J\x7f.txt",
    "\u202etxt.kcab \u2066\u200f.txt".encode(),
    "e\u0301 and \u00e9.txt".encode(),
    b" leading and trailing .txt",
    b"-n.txt",
    b"a'b\"c`d$e;f&g|h%00#?*.txt",
    b"x" * 251 + b".txt",
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_file_names_in_every_encoding(sayso: Say) -> None:
    folder = os.fsencode(os.getcwd()) + b"/in"
    os.mkdir(folder)
    texts = set()
    for number, name in enumerate(NAMES):
        text = f"{TEXT} Number {number}."
        texts.add(text)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
            stream.write(text)
    result = sayso("add", "in", "--verbose")
    assert result.exit_code == 0, result.stderr
    assert f"{len(NAMES)} reports added" in result.stderr
    for sign in ("\x07", "\x1b", "\x7f", "\u202e", "\u2066", "\u200f"):
        assert sign not in result.stdout + result.stderr
    assert len(result.stdout.splitlines()) == len(NAMES)  # no name breaks its line
    with Ledger.open(Path("sayso.db")) as ledger:
        assert {found.text for found in ledger.reports()} == texts
        for found in ledger.reports():
            found.document.encode()
    again = sayso("add", "in")
    assert again.stderr == f"sayso: sayso.db: {len(NAMES)} known already.\n"
    assert len(ids()) == len(NAMES)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_names_that_are_no_text_as_arguments(tmp_path: Path, encoding: str) -> None:
    names = [os.path.join(os.fsencode(tmp_path), name) for name in NAMES]
    for number, name in enumerate(names):
        with open(name, "w", encoding="utf-8") as stream:
            stream.write(f"{TEXT} Number {number}.")
    program = (
        "from importlib import import_module; from tests.cli.test_keep import Hand;"
        "import_module('sayso.desk').Desk = Hand; from sayso.cli import main; main()"
    )
    ledger = os.path.join(os.fsencode(tmp_path), "M\xe4rz.db".encode("latin-1"))
    missing = os.path.join(os.fsencode(tmp_path), b"missing\xff\x1b.txt")
    for outcome in ("added", "known already"):
        done = subprocess.run(
            [sys.executable, "-c", program, "add", *names, missing, "--ledger", ledger, "--verbose"],
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            check=False,
        )
        assert done.returncode == 1, done.stderr
        assert done.stdout.count(outcome.encode()) == len(names)
        assert b"Traceback" not in done.stderr
        assert b"\x1b" not in done.stderr + done.stdout


# logs


def lines(path: str = "add.log") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def test_a_log_has_a_line_for_every_report_and_none_of_its_words(sayso: Say) -> None:
    write("in/a.txt")
    write("in/b.txt", DAWN)
    write("in/empty.txt", "")
    sayso("add", "in", "--log", "add.log")
    write("in/a.txt", TEXT.replace("at least 9", "at least 19"))
    sayso("add", "in", "--log", "add.log", "--quiet")
    said = lines()
    assert [line["event"] for line in said] == ["began", "kept", "kept", "failed", "done"] * 2
    assert [line.get("outcome") for line in said if line["event"] == "kept"] == ["added", "added", "changed", "known"]
    known = ids()
    assert [line["id"] for line in said if line["event"] == "kept"] == known * 2
    assert said[1]["document"] == "in/a.txt"
    assert (said[6]["version"], said[6]["changes"] > 0) == (2, True)
    assert "empty" in said[3]["why"]
    assert (said[4]["added"], said[4]["status"], said[9]["changed"], said[9]["known"]) == (2, 1, 1, 1)
    assert all({"time", "level", "event"} <= set(line) for line in said)
    whole = Path("add.log").read_text(encoding="utf-8")
    assert not any(words in whole for words in ("Maran", "ferry", "noon", "Marrow", "killed"))


def test_a_log_says_how_it_was_stopped(sayso: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt")
    Path("x.db").write_text("notes")
    sayso("add", "a.txt", "--ledger", "x.db", "--log", "add.log")
    assert [line["event"] for line in lines()] == ["began", "stopped"]
    assert "not an SQLite file" in lines()[1]["why"]

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Hand, "_through", interrupted)
    assert sayso("add", "a.txt", "--log", "other.log").exit_code == 130
    assert (lines("other.log")[-1]["event"], lines("other.log")[-1]["status"]) == ("stopped", 130)


def test_a_log_that_cannot_be_written_is_told_before_anything_is_done(sayso: Say) -> None:
    write("a.txt")
    result = sayso("add", "a.txt", "--log", "no/such/add.log")
    assert result.exit_code == 2
    assert "the log no/such/add.log cannot be written: No such file or directory" in result.stderr
    assert not Path("sayso.db").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_log_that_can_be_written_no_more_stops_nothing(sayso: Say) -> None:
    write("in/a.txt")
    write("in/b.txt", DAWN)
    result = sayso("add", "in", "--log", "/dev/full")
    assert result.exit_code == 0
    assert result.stderr.count("is incomplete: No space left on device") == 1
    assert len(ids()) == 2


# verify


def test_verify_says_that_all_is_well(sayso: Say) -> None:
    write("a.txt")
    sayso("add", "a.txt")
    result = sayso("verify")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-1] == "sayso: sayso.db: 1 report, all as it was kept."
    assert sayso("verify", "--quiet").stderr == ""


def test_verify_names_what_is_not_as_it_was(sayso: Say) -> None:
    write("a.txt")
    sayso("add", "a.txt")
    with Ledger.open(Path("sayso.db")) as ledger:
        ledger.connection.execute("UPDATE versions SET title = 'Ferry safe\x1b[2J'")
    result = sayso("verify")
    assert result.exit_code == 1
    assert "what is known of it" in result.stdout
    assert "\x1b" not in result.stdout
    rows = [json.loads(line) for line in sayso("verify", "--format", "jsonl", "--quiet").stdout.splitlines()]
    assert rows
    assert all(set(row) == {"item", "why"} for row in rows)


def test_verify_of_no_ledger(sayso: Say) -> None:
    result = sayso("verify")
    assert result.exit_code == 2
    assert "there is no ledger at sayso.db" in result.stderr
    assert not Path("sayso.db").exists()


# remove


def test_remove_asks_says_and_takes_out(sayso: Say) -> None:
    write("in/a.txt")
    write("in/b.txt", DAWN)
    sayso("add", "in")
    one, other = ids()
    dry = sayso("remove", one, "--dry-run")
    assert dry.exit_code == 0
    assert f"{one}: Ferry sinks off Marrow" in dry.stdout
    assert ids() == [one, other]
    unasked = sayso("remove", one)
    assert unasked.exit_code == 2
    assert "say --yes" in unasked.stderr
    done = sayso("remove", one, "nobody", "--yes")
    assert done.exit_code == 1
    assert f"{one} was taken out" in done.stderr
    assert "no report nobody" in done.stderr
    assert ids() == [other]
    assert sayso("remove", "nobody", "--yes").exit_code == 2


# reread


def test_reread_shows_what_other_weights_make_of_it(sayso: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    write("in/a.txt")
    write("in/b.txt", DAWN)
    sayso("add", "in")
    before = ids()
    assert "0 reports read again" in sayso("reread").stderr
    monkeypatch.setattr(import_module("sayso.desk"), "Desk", Newer)
    result = sayso("reread", "--verbose", "--log", "again.log")
    assert result.exit_code == 0
    assert "2 reports read again, 2 differences of statements" in result.stderr
    assert "statement removed" in result.stdout
    assert ids() == before
    said = lines("again.log")
    assert [line["event"] for line in said] == ["began", "reread", "reread", "done"]
    assert [line["outcome"] for line in said[1:3]] == ["changed", "changed"]
    assert "0 reports read again" in sayso("reread").stderr


def test_reread_without_weights_is_one_sentence(sayso: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt")
    sayso("add", "a.txt")

    class Broken(Hand):
        @property
        def encoder(self) -> Any:
            raise ModelError("the weights are missing. Install Sayso again.")

    monkeypatch.setattr(import_module("sayso.desk"), "Desk", Broken)
    result = sayso("reread")
    assert (result.exit_code, result.stderr) == (2, "sayso: the weights are missing. Install Sayso again.\n")
    assert len(ids()) == 1
