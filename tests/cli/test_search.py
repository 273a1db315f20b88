"""`sayso search`: what is found is shown as people and programs ask for it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from sayso.cli import app
from sayso.keep import Ledger
from sayso.keep.found import Hit
from sayso.report import FigureRole, Role, Scope, SourceClass, Stance
from sayso.show.found import found_columns, pieces
from tests.keep.finding import told
from tests.show.make import Says

Search = Callable[..., Result]

GATE = told(
    [
        ("headline", "Gate <shut>"),
        (
            "body",
            "“The locked gate,” Ilse Maran told us, “was a gate to nowhere.” The pier burned. Who had a key is open.",
        ),
    ],
    Says("Ilse Maran", "told", ("“The locked gate,”", "“was a gate to nowhere.”"), "direct"),
    id="gate",
    who=[("Ilse Maran", "person", (1,))],
    known={1: {"role": "state", "source_class": "named person", "stance": "endorsing"}},
    title="Gate <shut>",
    genre="news",
    published="2031-03-02",
    url="https://tarn.example/gate?a=1&b=2",
)
#: A hostile report: it tries to steer the terminal, to run in a page and in a spreadsheet.
BAD = told(
    "=cmd() said \x1b[2Jred <script>alert(1)</script> pier.",
    Says("=cmd()", "said", "\x1b[2Jred <script>alert(1)</script> pier"),
    id="bad",
    outlet=None,
    published=None,
    title="<img src=x>",
    url="javascript:alert(1)",
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "sayso.db"
    with Ledger.open(path) as opened:
        opened.add(GATE)
        opened.add(BAD)
    return path


@pytest.fixture
def search(ledger: Path) -> Search:
    """Runs the verb on the ledger: `search("gate", "--by", "Maran")`."""

    def run(*arguments: str, where: Path = ledger) -> Result:
        command = ["search", "--ledger", str(where), *arguments]
        result = CliRunner().invoke(app, command, prog_name="sayso", env={"COLUMNS": "100"})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def test_a_hit_in_four_lines(search: Search) -> None:
    result = search("gate")
    assert result.exit_code == 0
    assert result.stdout == (
        "1. ⟦Ilse Maran⟧ _told_ ‹“The locked *gate*,” … “was a *gate* to nowhere.”›\n"
        "   named person · state · endorsing\n"
        "   The Marrow Post · 2 March 2031 · Gate <shut>\n"
        "   https://tarn.example/gate?a=1&b=2 · gate s1 32–42; 43–47; 13–31, 52–76\n"
        "\n"
    )
    assert result.stderr == ""


def test_own_voice_in_texts(search: Search) -> None:
    result = search("burned", "--in", "text")
    assert "   in no statement; own voice\n" in result.stdout
    assert result.stdout.startswith("1. The pier *burned*. Who had a key is open.\n")


def test_nothing_found(search: Search) -> None:
    result = search("lighthouse")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "sayso: nothing found.\n"
    assert search("lighthouse", "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "what to look for?"),
        (("gate -",), ""),
        (("--", "-gate"), "at character 1, something is left out of nothing"),
        (("gate", "--since", "soon"), "--since 'soon' is no date"),
        (("gate", "--in", "text", "--by", "Maran"), "--by can be asked of statements"),
        (("gate", "--role", "king"), "'king' is not one of 'state'"),
        (("gate", "--limit", "0"), "0 is not in the range"),
    ],
)
def test_what_cannot_be_asked(search: Search, arguments: tuple[str, ...], said: str) -> None:
    result = search(*arguments)
    assert result.exit_code == (2 if said else 0)
    assert said in result.stderr


def test_no_ledger(search: Search, tmp_path: Path) -> None:
    result = search("gate", where=tmp_path / "none.db")
    assert result.exit_code == 2
    assert "there is no ledger" in result.stderr
    assert not (tmp_path / "none.db").exists()


def test_what_a_reader_should_know_is_told_beside_the_hits(search: Search) -> None:
    assert "--offset 1 shows them" in search("gate OR pier", "-n", "1").stderr
    assert search("gate OR pier", "-n", "1", "--offset", "1").stdout.startswith("2. ")
    assert "Left out: 1 statement" in search("gate OR pier", "--since", "2031").stderr
    assert search("gate OR pier", "--since", "2031", "--quiet").stderr == ""


@pytest.mark.parametrize(
    "option",
    [
        ("--class", "named person"),
        ("--role", "STATE"),
        ("--stance", "endorsing"),
        ("--kind", "direct"),
        ("--by", "maran"),
        ("--outlet", "marrow post"),
        ("--until", "2031-03"),
    ],
)
def test_options_narrow(search: Search, option: tuple[str, str]) -> None:
    result = search(*option, "--format", "jsonl")
    assert [json.loads(line)["report"] for line in result.stdout.splitlines()] == ["gate"]


def test_help_lists_what_can_be_chosen() -> None:
    shown = " ".join(CliRunner().invoke(app, ["search", "--help"]).output.split())
    for noun in (SourceClass, Role, Stance, FigureRole, Scope):
        assert ", ".join(get_args(noun)) in shown


def test_json(search: Search) -> None:
    found = json.loads(search("gate", "--stance", "endorsing", "--format", "json").stdout)
    assert found["query"] == {"words": "gate", "stance": ["endorsing"]}
    assert (found["more"], found["notes"]) == (False, [])
    (hit,) = found["hits"]
    assert tuple(hit) == found_columns()
    assert [GATE.text[a:b] for a, b in hit["found"]] == ["gate", "gate"]
    assert (hit["statement"], hit["actors"], hit["url"]) == ("s1", ["Ilse Maran"], GATE.url)


def test_nothing_found_is_json_too(search: Search) -> None:
    result = search("lighthouse", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["hits"] == []


def test_csv(search: Search, tmp_path: Path) -> None:
    assert search("pier", "--format", "csv", "--output", str(tmp_path / "hits.csv")).exit_code == 0
    (row,) = csv.DictReader(io.StringIO((tmp_path / "hits.csv").read_text("utf-8"), newline=""))
    assert row["source"] == "'=cmd()"  # text, to a spreadsheet
    assert json.loads(row["content_spans"]) == [list(BAD.statements[0].content[0])]
    assert (row["outlet"], row["voice"]) == ("", "")


def test_hostile_text_cannot_steer_the_terminal(search: Search) -> None:
    assert "⟨U+001B⟩[2Jred" in search("pier").stdout
    assert "\x1b" not in search("pier").stdout


def test_a_page_escapes_marks_and_links(search: Search) -> None:
    page = search("gate OR pier", "--format", "html").stdout
    assert "default-src 'none'" in page
    assert "“The locked <mark>gate</mark>,” … “was a <mark>gate</mark> to nowhere.”" in page
    assert '<a href="https://tarn.example/gate?a=1&amp;b=2" rel="noreferrer noopener">Gate &lt;shut&gt;</a>' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>pier</mark>" in page
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert "<title>Search: gate OR pier · Sayso</title>" in page


@pytest.mark.parametrize(
    ("words", "found", "shown"),
    [
        ("short", [], "short"),
        ("one two three", [(4, 7)], "one [two] three"),
        ("one two three four five six", [(24, 27)], "…four five [six]"),
        ("one two three four five six", [(0, 3)], "[one] two three…"),
        ("onetwothreefourfivesix", [(0, 3)], "[one]twothreefourf…"),
    ],
)
def test_long_words_are_shortened_around_what_was_found(words: str, found: list[tuple[int, int]], shown: str) -> None:
    drawn = pieces(words, ((0, len(words)),), found, longest=16)
    assert "".join(f"[{text}]" if mark else text for text, mark in drawn) == shown


def test_found_words_are_marked_over_the_parts_of_a_content() -> None:
    hit = Hit("r", "d", None, None, None, "news", None, ((3, 5), (20, 22)), "s1", content_spans=((0, 6), (18, 24)))
    assert pieces("abcdef … ghijkl", hit.content_spans, hit.found) == [
        ("abc", False),
        ("de", True),
        ("f … gh", False),
        ("ij", True),
        ("kl", False),
    ]
