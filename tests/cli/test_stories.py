"""`sayso stories` and `sayso story`: reports of one event side by side, from a ledger."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from unittest.mock import ANY

import pytest
from jsonschema import Draft202012Validator

from sayso.keep import Ledger
from sayso.report import Report, text_id
from tests.cli.conftest import Say
from tests.keep.make import TEXT, report


def told(name: str, text: str, published: str, outlet: str) -> Report:
    """A report of the ferry that sank, with its reading."""
    return report(
        text, id=name, text_id=text_id(text), published=published, outlet=outlet, url=f"https://{name}.example/"
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A wire story, its copy in another paper, and a report of something else."""
    path = tmp_path / "harbour.db"
    wire = (
        TEXT
        + " The crew had been at sea for nine days when the pump failed and the water rose in the hold below, he said."
    )
    wire += " Boats from the whole coast came out at dusk and searched until the wind turned against them in the night."
    with Ledger.open(path) as opened:
        opened.add(told("wire", wire, "2031-03-02T05:00:00Z", "Halyard News Agency"))
        opened.add(told("copy", wire + " So Halyard reported.", "2031-03-02T09:00:00Z", "Oskeld Herald"))
        other = "A mill in Tarn has new wheels.\n\nThe miller is glad of them and of the rain."
        plain = report(other, id="mill", text_id=text_id(other), published="2029-01-05", url="https://mill.example/")
        opened.add(replace(plain, title="New wheels", segments=()))
    return path


def test_a_story_shows_whose_text_each_report_has(sayso: Say, ledger: Path) -> None:
    result = sayso("story", "wire", "--ledger", str(ledger), "--format", "json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert {one["id"]: one["origin"] for one in found["reports"]} == {"wire": "wire", "copy": "wire"}
    assert (found["outlets"], found["origins"], found["earliest"]) == (2, 1, ["wire"])
    (copy,) = (one for one in found["reports"] if one["id"] == "copy")
    assert copy["copied"] > 0.9
    killed = [one for one in found["figures"] if one["role"] == "killed"]
    assert [(one["low"], one["scope"]) for one in killed] == [(9.0, "incident")]
    assert {value["root"] for value in killed[0]["series"]} == {"Ilse Maran"}


def test_it_is_laid_out_for_people_in_the_reports_own_words(sayso: Say, ledger: Path) -> None:
    result = sayso("story", "copy", "--ledger", str(ledger))
    assert result.exit_code == 0, result.stderr
    for words in (
        "2 reports · 2 outlets · 1 origin",
        "Not verified as true.",
        "The earliest known is Halyard News Agency (1).",
        "of its words from Halyard News Agency (1)",
        "“at least 9”",
        "told by 1, 2",
        "never what is true",
    ):
        assert words in result.stdout, words


def test_stories_are_listed_and_a_lone_report_only_when_asked(sayso: Say, ledger: Path) -> None:
    listed = sayso("stories", "--ledger", str(ledger))
    assert listed.exit_code == 0
    assert len(listed.stdout.strip().splitlines()) == 2
    every = sayso("stories", "--ledger", str(ledger), "--reports", "1", "--format", "jsonl")
    assert sorted(len(json.loads(line)["reports"]) for line in every.stdout.splitlines()) == [1, 2]


def test_a_list_shows_titles_and_says_what_it_left_out(sayso: Say, ledger: Path) -> None:
    listed = sayso("stories", "--ledger", str(ledger), "--reports", "1", "--limit", "1")
    assert listed.stdout.startswith(
        "st-1    Ferry sinks off Marrow\n        2 reports · 2 outlets · 1 origin · 2 March 2031"
    )
    assert "1 more: give a higher --limit than 1." in listed.stderr


def test_both_verbs_print_the_contract(sayso: Say, ledger: Path, root: Path) -> None:
    schema = json.loads((root / "src" / "sayso" / "data" / "story.schema.json").read_text(encoding="utf-8"))
    valid = Draft202012Validator(schema)
    rows = sayso("stories", "--ledger", str(ledger), "--reports", "1", "--format", "jsonl").stdout.splitlines()
    one = sayso("story", "st-1", "--ledger", str(ledger), "--format", "json").stdout
    for record in (*map(json.loads, rows), json.loads(one)):
        assert list(valid.iter_errors(record)) == []
    assert json.loads(one)["copies"] == [
        {
            "report": "copy",
            "of": "wire",
            "copied": json.loads(one)["copies"][0]["copied"],
            "by": "credit",
            "credit": ANY,
        }
    ]
    assert {key: value for key, value in json.loads(one).items() if key != "judgements"} == json.loads(rows[0])


def test_a_story_as_a_page_to_hand_over(sayso: Say, ledger: Path, tmp_path: Path) -> None:
    page = tmp_path / "story.html"
    result = sayso("story", "st-1", "--ledger", str(ledger), "--format", "html", "--output", str(page))
    assert result.exit_code == 0, result.stderr
    shown = page.read_text("utf-8")
    for words in ("Not verified as true.", "it credits the other", "People killed", "Content-Security-Policy"):
        assert words in shown, words
    with Ledger.open(ledger) as opened:
        assert opened.report("copy").text_id in shown


def test_a_judgement_stands_on_the_page(sayso: Say, ledger: Path) -> None:
    judged = sayso("judge", "role", "wire", "s1", "medical", "--who", "mk", "--why", "harbour", "--ledger", str(ledger))
    assert judged.exit_code == 0, judged.stderr
    shown = sayso("story", "st-1", "--ledger", str(ledger), "--format", "html").stdout
    for words in ("What people decided", "role: medical", "mk", "harbour"):
        assert words in shown, words


def test_a_story_that_is_not_there(sayso: Say, ledger: Path) -> None:
    result = sayso("story", "st-99", "--ledger", str(ledger))
    assert result.exit_code == 2
    assert "no story st-99" in result.stderr


def test_no_ledger_no_story(sayso: Say, tmp_path: Path) -> None:
    result = sayso("stories", "--ledger", str(tmp_path / "none.db"))
    assert result.exit_code == 2
    assert "there is no ledger" in result.stderr
