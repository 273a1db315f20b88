"""What people judged, as training rows: only what they decided is gold, and what nobody decided is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.attribute.decode import TAGS
from sayso.keep import Ledger, LedgerError
from sayso.keep.carried import export
from sayso.keep.judging import judge, undo
from sayso.report import Statement
from tests.keep.make import report as made
from tests.training.conftest import tiny_rows
from training.judged import examples, judged, read


def relay() -> dict[str, Any]:
    (found,) = (row for row in tiny_rows("reports") if row["id"] == "tiny-relay")
    return found


def spans(found: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((a, b) for a, b in found)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with a report of the tiny corpus, read as it is labelled."""
    row = relay()
    statements = tuple(
        Statement(
            s["id"],
            s["id"],
            "indirect",
            spans(s["source"]),
            spans(s["cue"]),
            spans(s["content"]),
            within=s["within"],
        )
        for s in row["statements"]
    )
    with Ledger.open(tmp_path / "a.db") as book:
        book.add(made(row["text"], "tiny", statements=statements, id="tiny-relay"))
        yield book


def say(ledger: Ledger, kind: str, target: str | None, **given: Any) -> str:
    return judge(ledger, kind, report="tiny-relay", target=target, given=given, who="mk").judgement.uid


def written(ledger: Ledger) -> Path:
    file = ledger.path.with_suffix(".jsonl")
    with file.open("w", encoding="utf-8") as stream:
        export(ledger, stream)
    return file


def told(ledger: Ledger) -> dict[str, list[str]]:
    """The texts that would be trained on, each with the cues in it."""
    out = {}
    for doc in judged(written(ledger), ledger.path):
        cues = [doc.tokens.words[a, 0] for link in doc.links for a, _ in link["cue"]]
        ends = [doc.tokens.words[b - 1, 1] for link in doc.links for _, b in link["cue"]]
        out[doc.text] = [doc.text[a:b] for a, b in zip(cues, ends, strict=True)]
    return out


def test_nothing_judged_teaches_nothing(ledger: Ledger) -> None:
    assert told(ledger) == {}
    say(ledger, "role", "s1", role="state")
    say(ledger, "class", "s1", **{"class": "named person"})
    assert told(ledger) == {}, "they say nothing of spans"


def test_what_people_decided_is_gold_and_nothing_else(ledger: Ledger) -> None:
    ids = [s["id"] for s in relay()["statements"]]
    inner = next(s for s in relay()["statements"] if s["within"])
    outer = next(s for s in relay()["statements"] if s["id"] == inner["within"])
    say(ledger, "source", outer["id"], source=[tuple(s) for s in outer["source"]])
    assert told(ledger) == {}, "what nobody decided lies inside"
    say(ledger, "source", inner["id"], source=[tuple(s) for s in inner["source"]])
    texts = told(ledger)
    assert list(texts.values()) == [outer["words"]["cue"], inner["words"]["cue"], []]
    whole, content, inmost = texts
    assert content in whole and inmost in content, "what holds no statement is there too: to be left alone"
    assert len(ids) > 2, "others are in the report, and in no row"


def test_what_was_deleted_teaches_to_leave_alone(ledger: Ledger) -> None:
    outer, last = relay()["statements"][-2:]
    say(ledger, "delete", outer["id"])
    assert told(ledger) == {}, "what nobody decided is in the same sentence"
    uid = say(ledger, "delete", last["id"])
    ((text, cues),) = told(ledger).items()
    assert (last["words"]["cue"][0] in text, cues) == (True, [])
    (doc,) = judged(written(ledger), ledger.path)
    assert {TAGS[tag] for tag in doc.tags} == {"O"}
    undo(ledger, uid, who="mk")
    assert told(ledger) == {}


def test_examples_are_offsets_into_the_ledgers_text(ledger: Ledger) -> None:
    last, inner = relay()["statements"][-2:]
    say(ledger, "delete", inner["id"])
    say(ledger, "move", last["id"], content=[tuple(s) for s in last["content"]])
    ((example, text), *_) = examples(written(ledger), ledger.path)
    assert text == relay()["text"]
    low, high = example.span
    assert last["words"]["content"][0] in text[low:high]
    assert example.statements[0][2] == tuple(map(tuple, last["content"]))


def test_a_broken_export_is_told_with_its_line(ledger: Ledger) -> None:
    file = written(ledger)
    file.write_text("\n{}\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="line 2: its uid is missing"):
        read(file)
    file.write_text(json.dumps(None), encoding="utf-8")
    with pytest.raises(LedgerError, match="line 1"):
        read(file)
