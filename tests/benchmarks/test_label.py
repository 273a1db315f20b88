"""From a labeller's file to offsets: each span is one place, or the file is refused with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import label
from benchmarks.label import parse, resolve, sentences

TEXT = """Ilse Maran spoke. “We will look,” she said, and she left.
Nobody followed her! The gate was open."""
LINES = sentences(TEXT)


def shown(span: list[Any]) -> str:
    """The words that a written span resolves to."""
    low, high = resolve(TEXT, LINES, span)
    return TEXT[low:high]


def test_sentences_are_numbered_lines_for_the_eye() -> None:
    assert [TEXT[a:b] for a, b in LINES] == [
        "Ilse Maran spoke.",
        "“We will look,” she said, and she left.",
        "Nobody followed her!",
        "The gate was open.",
    ]


@given(st.text(alphabet='ab .!?\n”"', max_size=60))
def test_sentences_cover_all_that_can_be_seen(text: str) -> None:
    found = sentences(text)
    assert all(text[a:b] == text[a:b].strip() and "\n" not in text[a:b] for a, b in found)
    assert all(a[1] <= b[0] for a, b in zip(found, found[1:], strict=False))
    covered = "".join(text[a:b] for a, b in found)
    assert "".join(covered.split()) == "".join(text.split())


# --- resolve --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ([1, "Ilse Maran"], "Ilse Maran"),
        ([2, "she", 1], "she"),
        ([2, "“We", 3, "followed her!"], "“We will look,” she said, and she left.\nNobody followed her!"),
        ([4, "."], "."),
    ],
)
def test_a_span_resolves_to_its_place(span: list[Any], expected: str) -> None:
    assert shown(span) == expected


def test_the_second_of_two_is_the_second() -> None:
    first, second = resolve(TEXT, LINES, [2, "she", 1]), resolve(TEXT, LINES, [2, "she", 2])
    assert first[0] < second[0]
    assert TEXT[second[0] :].startswith("she left")


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ([9, "Ilse"], "there is no sentence 9"),
        ([0, "Ilse"], "there is no sentence 0"),
        ([1, "Anders Vale"], "sentence 1 does not hold 'Anders Vale'"),
        ([1, "ilse maran"], "does not hold"),  # letters are as they are
        ([2, "she"], "holds 'she' 2 times: add which"),
        ([3, "Nobody", 1, "spoke."], "ends before it starts"),
        ([1], "is not"),
        ([1, "Ilse", 1, "Maran", 1], "is not"),
    ],
)
def test_what_is_not_one_place_is_refused(span: list[Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("[", r"\[")):
        resolve(TEXT, LINES, span)


@pytest.mark.parametrize("span", [[2, "she", 0], [2, "she", -1], [2, "she", 3], [2, "", 1]])
def test_an_occurrence_that_is_not_there_is_refused(span: list[Any]) -> None:
    with pytest.raises(ValueError, match="sentence 2"):
        resolve(TEXT, LINES, span)


# --- parse ----------------------------------------------------------------------------------------------------------


def statement(**given: Any) -> dict[str, Any]:
    """A whole statement as a labeller writes it."""
    return {
        "id": "s1",
        "source": [[2, "she", 1]],
        "cue": [[2, "said"]],
        "content": [[2, "“We will look,”"]],
        "kind": "direct",
        "source_class": "named person",
        "role": "state",
        "stance": "neutral",
        "certainty": "certain",
        "polarity": "positive",
        "within": None,
        **given,
    }


def wrong(*statements: dict[str, Any]) -> list[str]:
    """What is wrong with a labeller's statements."""
    return parse(TEXT, {"statements": list(statements)})[1]


def test_a_whole_statement_becomes_offsets() -> None:
    rows, errors = parse(TEXT, {"statements": [statement(actor="Ilse Maran", doubtful=True)]})
    assert errors == []
    row = rows[0]
    assert [TEXT[a:b] for a, b in row["content"]] == ["“We will look,”"]
    assert row["actor"] == [0, 10], "an actor is the place of its name, never the name"
    assert row["doubtful"] is True
    assert not [v for v in row.values() if isinstance(v, str) and v in TEXT and v != "s1"], "no words of the report"


def test_an_actor_that_the_report_does_not_name_stays_unknown() -> None:
    assert parse(TEXT, {"statements": [statement(actor="Anders Vale")]})[0][0]["actor"] is None
    assert parse(TEXT, {"statements": [statement()]})[0][0]["actor"] is None


def test_pieces_are_put_in_order() -> None:
    rows, _ = parse(TEXT, {"statements": [statement(content=[[3, "Nobody"], [2, "“We will look,”"]])]})
    assert rows[0]["content"] == sorted(rows[0]["content"])


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"source": [[2, "she"]]}, "s1 source: sentence 2 holds 'she' 2 times"),
        ({"cue": [["two", "said"]]}, "s1 cue: "),
        ({"content": [[]]}, "s1 content: "),
        ({"cue": [], "content": []}, "s1: neither cue nor content"),
        ({"kind": "spoken"}, "s1 kind: 'spoken' is none of"),
        ({"stance": None}, "s1 stance: None is none of"),
        ({"within": "s7"}, "s1 within: no statement 's7'"),
        ({"within": "s1"}, "s1 within: no statement 's1'"),
    ],
)
def test_everything_wrong_is_said(changed: dict[str, Any], reason: str) -> None:
    errors = wrong(statement(**changed))
    assert len(errors) == 1
    assert errors[0].startswith(reason)


def test_two_statements_may_not_share_an_id() -> None:
    assert wrong(statement(), statement()) == ["two statements share an id"]


def test_all_errors_of_a_file_are_said_at_once() -> None:
    assert len(wrong(statement(kind="x", role="y"), statement(id="s2", cue=[[1, "said"]]))) == 3


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A labelling folder of one invented report, labelled twice."""
    corpus = {"x1": {"id": "x1", "title": "A gate", "text": TEXT, "outlet": "Gulf Courier", "published": "2031-03-02"}}
    monkeypatch.setattr(label, "texts", lambda name: corpus)
    label.select(tmp_path, [("world", "x1", "tune", True)])
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        labels = {"statements": [statement(stance="neutral" if folder == "first" else "attitude")]}
        (tmp_path / folder / "00-world.json").write_text(json.dumps(labels), encoding="utf-8")
    return tmp_path


def test_a_report_is_written_as_numbered_sentences(work: Path) -> None:
    lines = (work / "00-world.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# world x1 outlet=Gulf Courier published=2031-03-02"
    assert lines[3] == "1\tIlse Maran spoke."


def test_compiled_labels_hold_no_text(work: Path, tmp_path: Path) -> None:
    label.compile_(work, tmp_path / "out")
    rows = [json.loads(line) for line in (tmp_path / "out/tune.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["x1"]
    assert "Maran" not in (tmp_path / "out/tune.jsonl").read_text(encoding="utf-8")
    assert len(rows[0]["text_sha256"]) == 64
    assert (tmp_path / "out/second.jsonl").exists(), "second labels are a file of their own"


def test_a_file_with_an_error_is_not_compiled(work: Path, tmp_path: Path) -> None:
    bad = {"statements": [statement(kind="spoken")]}
    (work / "first/00-world.json").write_text(json.dumps(bad), encoding="utf-8")
    with pytest.raises(SystemExit, match="spoken"):
        label.compile_(work, tmp_path / "out")


def test_check_shows_what_a_file_resolved_to(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert label.check([work / "first/00-world.json"]) == 0
    assert "1 statements, 0 nested, 0 wrong" in capsys.readouterr().out
    (work / "first/00-world.json").write_text(json.dumps({"statements": [statement(role="x")]}), encoding="utf-8")
    assert label.check([work / "first/00-world.json"]) == 1


def test_agreement_counts_fields_of_linked_statements(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    label.agreement(work)
    said = capsys.readouterr().out
    assert "linked F1 100.0" in said
    assert "kind: 100.0 %" in said
    assert "stance: 0.0 %" in said


def test_agreement_needs_two_labellers(work: Path) -> None:
    (work / "second/00-world.json").unlink()
    with pytest.raises(SystemExit, match="labelled twice"):
        label.agreement(work)
