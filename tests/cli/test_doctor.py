"""`sayso doctor`: one line a thing, what to do under it, and exit statuses that a script can use."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso import doctor
from sayso.cli import app
from sayso.desk import Desk
from sayso.doctor import EXTRAS, Finding, diagnose
from sayso.keep import Ledger
from sayso.report import ModelError
from tests.keep.make import report

Say = Callable[..., Result]


@pytest.fixture
def sayso(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Say:
    """Runs the command line in a folder of its own, without reading a sentence."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    known = doctor._found("reading", "well", "en-1 (sha256 0000000000000000) reads “…” as it should")
    monkeypatch.setattr(doctor, "_reading", lambda: iter([known]))

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(app, ["doctor", *arguments], prog_name="sayso")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the data files, which the doctor takes for the installation's."""
    folder = tmp_path / "data"
    shutil.copytree(Path(doctor.__file__).parent / "data", folder)
    monkeypatch.setattr(doctor, "_data", lambda: folder)
    return folder


def only(findings: Iterator[Finding]) -> Finding:
    (found,) = findings
    return found


def test_an_installation_that_is_well(sayso: Say, weights: Path) -> None:
    result = sayso()
    assert result.exit_code == 0, result.stdout
    assert "well    weights: en.onnx" in result.stdout
    assert result.stdout.splitlines()[-2:] == [
        "There is no ledger at sayso.db: --ledger FILE names one.",
        "All is well.",
    ]
    assert sayso("--quiet").stdout == ""


def test_the_sentence_is_read_as_it_should(weights: Path) -> None:
    found = only(doctor._reading())
    assert found.state == "well", found.said
    assert found.said.startswith(f"{Desk().encoder.label} reads")


def test_the_weights_that_ship_are_the_ones_that_are_named(weights: Path) -> None:
    assert only(doctor._weights()).state == "well", "write src/sayso/data/en.onnx.sha256 anew: sha256sum en.onnx"


def test_a_ledger_that_lies_here_is_looked_at_and_one_that_is_named_must_be_there(sayso: Say, weights: Path) -> None:
    Ledger.open(Path("sayso.db")).close()
    assert "ledger: contents: 0 reports" in sayso().stdout
    result = sayso("--ledger", "harbour.db")
    assert result.exit_code == 2
    assert "UNSEEN  ledger: file: there is no ledger at harbour.db" in result.stdout


def test_json_for_programs(sayso: Say, weights: Path) -> None:
    with Ledger.open(Path("sayso.db")) as ledger:
        ledger.add(report())
        ledger.connection.execute("DELETE FROM signatures")
    result = sayso("--format", "json")
    said: dict[str, Any] = json.loads(result.stdout)
    assert (said["status"], result.exit_code) == (1, 1)
    states = {(one["about"], one["what"]): one["state"] for one in said["findings"]}
    assert states[("installation", "python")] == "well"
    assert states[("ledger", "signatures")] == "amiss"
    assert set(said["findings"][0]) == {"about", "what", "state", "said", "remedy"}


def test_mend_says_what_it_did_and_then_how_it_is(sayso: Say, weights: Path) -> None:
    with Ledger.open(Path("sayso.db")) as ledger:
        ledger.add(report())
        ledger.connection.execute("DELETE FROM signatures")
    assert "TO DO   ledger: signatures: 1 text without one" in sayso("--quiet").stdout
    assert "mended  ledger: signatures: made for 1 text" in sayso("--mend").stdout
    assert "signatures" not in sayso("--mend", "--quiet").stdout


def test_weights_that_are_not_the_shipped_ones(shelf: Path) -> None:
    (shelf / "en.onnx").write_bytes(b"other")
    found = only(doctor._weights())
    assert (found.state, "it was changed or damaged" in found.said) == ("amiss", True)
    (shelf / "en.onnx").unlink()
    assert "are not in this installation" in only(doctor._weights()).said


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("cues.tsv", b"", "it is empty"),
        ("cues.tsv", b"\xff\xfe", "it is damaged"),
        ("errors.json", b"{", "it is damaged"),
        ("voices.npz", b"PK\x03\x04", "it is damaged"),
    ],
)
def test_a_data_file_that_cannot_be_read_is_named(shelf: Path, name: str, data: bytes, why: str) -> None:
    (shelf / name).write_bytes(data)
    found = only(doctor._files())
    assert found.state == "amiss"
    assert f"{name} ({why}" in found.said


def test_weights_that_cannot_be_loaded_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ModelError("the weights could not be loaded: the file is damaged or of another version")

    monkeypatch.setattr(Desk, "read_text", broken)
    assert only(doctor._reading()).state == "amiss"


def test_a_reading_that_is_another_is_told(monkeypatch: pytest.MonkeyPatch, weights: Path) -> None:
    monkeypatch.setattr(doctor, "KNOWN", ("nobody", "said", "nothing"))
    found = only(doctor._reading())
    assert found.state == "amiss"
    assert "harbour master Ilse Maran | said | The ferry sank at noon" in found.said


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_certificates_that_are_not_where_they_are_said_to_be(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "/no/such/place")
    assert only(doctor._certificates()).said == f"{name} names /no/such/place, which is not there"


def test_an_extra_that_is_not_there_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda module: None)
    found = list(doctor._extras())
    assert {one.state for one in found} == {"note"}
    assert {one.remedy for one in found} == {f"pip install 'sayso[{extra}]'" for extra in EXTRAS}


def test_an_extra_that_breaks_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda module: module)
    monkeypatch.setattr(doctor, "_imports", lambda module: False)
    assert {one.state for one in doctor._extras()} == {"amiss"}


def test_an_extra_without_its_papers_has_an_unknown_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", lost)
    assert doctor._version("pyarrow") == "(version unknown)"


def test_the_extras_are_those_that_can_be_installed(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for makers in ("training", "gazetteer", "compare", "dev"):
        declared.pop(makers)  # what makes and tests Sayso
    for extra, requirements in declared.items():
        assert extra in EXTRAS, f"sayso[{extra}] is not in sayso.doctor.EXTRAS"
        named = {requirement.split(">")[0].split("=")[0].split("[")[0].lower() for requirement in requirements}
        assert named == {name for name, _ in EXTRAS[extra][1]}


def test_a_check_that_fails_costs_the_others_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Finding]:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(doctor, "_CHECKS", {"sqlite": broken, "clock": doctor._python})
    monkeypatch.setattr(doctor, "_reading", lambda: iter(()))
    found = list(diagnose())
    assert [(one.what, one.state) for one in found] == [("sqlite", "unseen"), ("python", "well")]


def test_an_old_python_and_an_old_sqlite_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PYTHON", (9, 0))
    monkeypatch.setattr(doctor, "SQLITE", (9, 0, 0))
    assert "install Python 9.0 or later" in str(only(doctor._python()).remedy)
    assert "it is older than 9.0.0" in only(doctor._sqlite()).said
