"""`sayso judge merge`, `split` and `side` from the command line, on reports that were made by hand: no weights."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import app
from sayso.cli.judge import judge
from sayso.keep import Ledger
from sayso.keep.judgements import KINDS
from tests.compare.event import VESSING, add, blast
from tests.keep.make import TEXT, report

Say = Callable[..., Result]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A ledger of two events that look alike, in two towns."""
    path = tmp_path / "book.db"
    with Ledger.open(path) as ledger:
        add(ledger, *(blast(n, id=f"quay{n}", document=f"quay{n}") for n in range(3)))
        add(ledger, *(blast(n, VESSING, id=f"vessing{n}", document=f"vessing{n}") for n in range(2)))
    return path


@pytest.fixture
def sayso(book: Path) -> Say:
    """Runs the command line on the ledger, as mk."""

    def run(*arguments: str, stdin: str | None = None, ledger: Path = book) -> Result:
        given = {"SAYSO_LEDGER": str(ledger), "SAYSO_WHO": "mk", "COLUMNS": "100"}
        result = CliRunner().invoke(app, list(arguments), input=stdin, prog_name="sayso", env=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def told(sayso: Say, **known: Any) -> list[list[str]]:
    """The reports of every story."""
    result = sayso("stories", "--reports", "1", "--format", "jsonl", **known)
    assert result.exit_code == 0, result.stderr
    return sorted(sorted(report["id"] for report in json.loads(line)["reports"]) for line in result.stdout.splitlines())


APART = [["quay0", "quay1", "quay2"], ["vessing0", "vessing1"]]


def test_stories_are_merged_split_and_what_was_said_is_undone(sayso: Say) -> None:
    assert told(sayso) == APART
    merged = sayso("judge", "merge", "st-1", "st-2", "--why", "one shipload")
    assert merged.exit_code == 0, merged.stderr
    assert "merge: quay0, quay1, quay2, vessing0, vessing1  judged by mk" in merged.stdout
    assert "because: one shipload" in merged.stdout
    assert merged.stderr == "sayso: now: st-1 (5 reports).\n"
    assert told(sayso) == [[*APART[0], *APART[1]]]
    split = sayso("judge", "split", "quay1", "vessing1", "--from", "st-1")
    assert split.exit_code == 0, split.stderr
    assert "split: quay1, vessing1 from quay0, quay2, vessing0" in split.stdout
    assert ["quay0", "quay2", "vessing0"] in told(sayso)
    for result in (split, merged):
        undone = sayso("judge", "undo", result.stdout.split()[0])
        assert undone.exit_code == 0
        assert undone.stderr.startswith("sayso: now: st-")
    assert told(sayso) == APART


def test_a_report_is_named_by_how_its_id_begins(sayso: Say) -> None:
    assert sayso("judge", "merge", "quay0", "vessing0").exit_code == 0
    ambiguous = sayso("judge", "merge", "quay", "vessing0")
    assert (ambiguous.exit_code, "several reports begin with quay" in ambiguous.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("merge", "quay0"), "two reports or more"),
        (("merge", "quay0", "nowhere"), "has no report nowhere"),
        (("merge", "quay0", "st-77"), "has no story st-77: `sayso stories --reports 1` lists"),
        (("split", "quay0"), "name another report, or --from and a story"),
        (("split", "st-1"), "`--from st-1`"),
        (("side", "st-1", "Nobody Here", "--side", "x"), "no report of st-1 names “Nobody Here”"),
        (("side", "st-77", "harbour office", "--side", "x"), "has no story st-77"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(sayso: Say, arguments: tuple[str, ...], why: str) -> None:
    result = sayso("judge", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert why in result.stderr
    assert sayso("judge", "list").stdout == ""


def test_later_words_are_listed_with_what_became_of_the_earlier_ones(sayso: Say) -> None:
    sayso("judge", "merge", "quay0", "vessing0", "vessing1")
    sayso("judge", "split", "quay0", "vessing0", "--who", "ot")
    listed = sayso("judge", "list").stdout
    assert "judged by mk" in listed and "holds for 33% of its pairs" in listed
    assert "    ot judged otherwise later" in listed
    assert [row["holds"] for row in json.loads(sayso("judge", "list", "--format", "json").stdout)] == [
        "overlap",
        "exact",
    ]


def test_what_concerns_a_story_is_listed(sayso: Say) -> None:
    sayso("judge", "split", "quay0", "--from", "quay1")
    sayso("judge", "merge", "vessing0", "vessing1")
    assert [row["kind"] for row in json.loads(sayso("judge", "list", "st-1", "--format", "json").stdout)] == ["split"]
    assert sayso("judge", "list", "st-1", "--orphaned").stdout == ""
    nowhere = sayso("judge", "list", "st-99")
    assert (nowhere.exit_code, "has no story st-99" in nowhere.stderr) == (2, True)


def test_words_are_carried_to_another_ledger_and_regroup_it_at_once(sayso: Say, tmp_path: Path) -> None:
    sayso("judge", "merge", "st-1", "st-2")
    file = tmp_path / "judgements.jsonl"
    assert sayso("judge", "export", "--output", str(file)).exit_code == 0
    other = tmp_path / "other.db"
    with Ledger.open(other) as ledger:
        add(ledger, blast(0, id="quay0", document="quay0"), blast(0, VESSING, id="vessing0", document="vessing0"))
    assert told(sayso, ledger=other) == [["quay0"], ["vessing0"]]
    result = sayso("judge", "import", str(file), ledger=other)
    assert (result.exit_code, result.stdout) == (0, "1 recorded, 0 known already, 0 failed\n")
    assert told(sayso, ledger=other) == [["quay0", "vessing0"]]
    assert sayso("judge", "import", str(file), ledger=other).stdout == "0 recorded, 1 known already, 0 failed\n"


def test_a_report_that_was_taken_out_leaves_the_word_waiting(sayso: Say) -> None:
    sayso("judge", "merge", "quay0", "vessing0")
    assert sayso("remove", "vessing0", "--yes").exit_code == 0
    waiting = sayso("judge", "list", "--orphaned").stdout
    assert "merge: quay0, vessing0" in waiting
    assert "this ledger has no report vessing0" in waiting


def test_reports_that_no_story_has_taken_in_yet_are_taken_in_first(sayso: Say, tmp_path: Path) -> None:
    path = tmp_path / "fresh.db"
    with Ledger.open(path) as ledger:
        for n in range(2):
            ledger.add(blast(n, id=f"quay{n}", document=f"quay{n}"))
    split = sayso("judge", "split", "quay0", "--from", "st-1", ledger=path)
    assert split.exit_code == 0, split.stderr
    assert told(sayso, ledger=path) == [["quay0"], ["quay1"]]


def test_a_side_is_shown_where_the_story_is(sayso: Say) -> None:
    result = sayso("judge", "side", "st-1", "harbour office", "--side", "port authority")
    assert result.exit_code == 0, result.stderr
    assert "side: harbour office on the side “port authority” in the story of quay0, quay1, quay2" in result.stdout
    assert "nobody who goes by such a name speaks in st-1: this has no effect until somebody does" in result.stderr


def test_what_one_side_alone_says_is_shown_as_its_word(sayso: Say, tmp_path: Path) -> None:
    path = tmp_path / "harbour.db"
    with Ledger.open(path) as ledger:
        add(ledger, *(report(TEXT, id=id_, outlet=id_, url=None, document=id_) for id_ in ("wire", "herald")))
    assert sayso("judge", "merge", "wire", "herald", ledger=path).exit_code == 0
    assert "one side’s word" not in sayso("story", "wire", ledger=path).stdout
    said = sayso("judge", "side", "wire", "Ilse Maran", "--side", "port authority", ledger=path)
    assert (said.exit_code, said.stderr) == (0, "sayso: on this side in st-1: Ilse Maran.\n")
    shown = " ".join(sayso("story", "wire", ledger=path).stdout.split())
    assert "1 root, 1 side: Ilse Maran; one side’s word (port authority, by mk)" in shown
    found = json.loads(sayso("story", "wire", "--format", "json", ledger=path).stdout)
    sides = [claim["sides"] for claim in found["claims"] if claim["one_side"] == "port authority"]
    assert [{"name": "port authority", "roots": ["Ilse Maran"], "by": ["mk"]}] in sides
    assert [(one["kind"], one["by"], one["report"]) for one in found["judgements"]] == [
        ("merge", "mk", None),
        ("side", "mk", None),
    ]
    assert "What people decided" in shown and "merge: wire, herald judged by mk" in shown
    page = sayso("story", "wire", "--format", "html", ledger=path).stdout
    assert "one side’s word (port authority, by mk)" in page


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_judgement_is_a_verb_and_stands_in_the_manual(kind: str) -> None:
    assert kind in judge.commands
    manual = (Path(__file__).parents[2] / "docs" / "judgements.md").read_text(encoding="utf-8")
    assert f"| `{kind}`" in manual or f", `{kind}` |" in manual
