"""The gold set: stand-off labels without a word of text, inside the texts, nested as they say, in disjoint halves."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpora
from benchmarks.corpora import GOLD
from benchmarks.label import CERTAINTIES, CLASSES, KINDS, POLARITIES, ROLES, STANCES, sample

#: Passages that are no statements, and sources and pronouns alone, have files of their own, of another shape.
ASIDES, SOURCES, PRONOUNS = "asides", "roles", "pronouns"
FILES = sorted(file.stem for file in GOLD.glob("*.jsonl") if file.stem not in (ASIDES, SOURCES, PRONOUNS))
LISTS = {
    "kind": KINDS,
    "source_class": CLASSES,
    "role": ROLES,
    "stance": STANCES,
    "certainty": CERTAINTIES,
    "polarity": POLARITIES,
}
SPANS = {"source", "cue", "content"}
ID = re.compile(r"s\d+[a-z]?")
#: A report's id is the corpus's own: letters, digits and a few marks, and never words.
REPORT = re.compile(r"[\w.:-]{1,64}")


def gold(part: str) -> list[dict[str, Any]]:
    """The rows of one file."""
    return [json.loads(line) for line in (GOLD / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def spans(statement: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Every span of a statement."""
    for part in sorted(SPANS):
        yield from ((low, high) for low, high in statement[part])
    if statement["actor"] is not None:
        yield tuple(statement["actor"])


def is_span(value: Any) -> bool:
    """Whether a value is two whole numbers in order."""
    return len(value) == 2 and all(type(n) is int for n in value) and 0 <= value[0] < value[1]


def test_the_halves_and_the_second_labels_are_there() -> None:
    assert {"bench", "second", "tune"} <= set(FILES)


def test_roles_of_sources_hold_no_text_and_stand_apart_from_the_gold_set() -> None:
    labelled = {(row["corpus"], row["id"]) for part in FILES for row in gold(part)}
    halves: dict[str, set[tuple[str, str]]] = {"tune": set(), "test": set(), "fresh": set()}
    for row in gold(SOURCES):
        fresh = row["half"] == "fresh"
        assert row.keys() == {"corpus", "id", "text_sha256", "half", "whole", "sources"} | (
            {"part"} if fresh else set()
        )
        assert row["corpus"] in {"world", "kcna", "incidents", "basil", "gum", "lgl"}
        assert re.fullmatch(r"[\w.:~-]{1,80}", row["id"])
        assert re.fullmatch(r"[0-9a-f]{64}", row["text_sha256"])
        assert (row["corpus"], row["id"]) not in labelled
        halves[row["half"]].add((row["corpus"], row["id"]))
        for one in row["sources"]:
            where = one.keys() & {"source", "cue"}  # a statement that names no source is known by its cue
            assert len(where) == 1
            assert is_span(one[where.pop()])
            assert one.keys() - {"source", "cue"} <= ({"role", "class"} if fresh else {"role"})
            assert one.get("role", "state") in ROLES
            assert one.get("class", "named person") in CLASSES
    assert sum(len(half) for half in halves.values()) == len(set().union(*halves.values())) == len(gold(SOURCES))


def test_pronouns_hold_no_text_and_stand_in_no_report_of_the_gold_set() -> None:
    labelled = {(row["corpus"], row["id"]) for part in FILES for row in gold(part)}
    every = gold(PRONOUNS)
    for row in every:
        known = {"corpus", "id", "offset", "word", "text_sha256", "answer", "described", "labelled"}
        assert row.keys() == known
        assert row["corpus"] in {"polnear", "basil", "lgl", "world"}
        assert re.fullmatch(r"[\w.:~-]{1,80}", row["id"])
        assert re.fullmatch(r"[0-9a-f]{64}", row["text_sha256"])
        assert (row["corpus"], row["id"]) not in labelled
        assert row["word"] in {"he", "she", "they", "it"}
        assert row["offset"] >= 0
        assert all(is_span(span) for span in (*(row["answer"] or ()), *(row["described"] or ())))
        assert not (row["answer"] and row["described"])
    assert len({(row["corpus"], row["id"], row["offset"]) for row in every}) == len(every)


@pytest.mark.parametrize("part", FILES)
def test_no_file_holds_text(part: str) -> None:
    for row in gold(part):
        assert row.keys() == {"corpus", "id", "text_sha256", "statements"}
        assert row["corpus"] in {"world", "kcna", "incidents"}
        assert REPORT.fullmatch(row["id"])
        assert re.fullmatch(r"[0-9a-f]{64}", row["text_sha256"])
        for s in row["statements"]:
            assert s.keys() == {"id", "within", "actor", "doubtful", *LISTS, *SPANS}
            assert ID.fullmatch(s["id"])
            assert s["within"] is None or ID.fullmatch(s["within"])
            assert all(s[field] in choices for field, choices in LISTS.items())
            assert all(is_span(span) for part in SPANS for span in s[part])
            assert s["actor"] is None or is_span(s["actor"])
            assert type(s["doubtful"]) is bool


@pytest.mark.parametrize("part", FILES)
def test_ids_are_one_each_and_parents_are_there(part: str) -> None:
    for row in gold(part):
        ids = [s["id"] for s in row["statements"]]
        assert len(set(ids)) == len(ids)
        parents = {s["id"]: s["within"] for s in row["statements"]}
        assert set(parents.values()) <= {*ids, None}
        for name in ids:
            seen = [name]
            while (above := parents[seen[-1]]) is not None:
                assert above not in seen, "nesting never comes back to where it began"
                seen.append(above)


def test_no_report_is_in_two_halves() -> None:
    every = {part: gold(part) for part in FILES if part != "second"}
    assert "bench" in every
    ids = [row["id"] for part in every.values() for row in part]
    assert len(set(ids)) == len(ids)
    texts = [row["text_sha256"] for part in every.values() for row in part]
    assert len(set(texts)) == len(texts), "nor is one text under two ids"


def test_there_is_as_much_of_it_as_was_promised() -> None:
    halves = gold("tune") + gold("bench")
    assert len(halves) >= 40
    assert abs(len(gold("tune")) - len(gold("bench"))) <= 2
    assert sum(s["within"] is not None for row in halves for s in row["statements"]) >= 100, "nested statements"
    assert len(gold("second")) >= 10
    assert {row["id"] for row in gold("second")} <= {row["id"] for row in halves}


@pytest.mark.parametrize("part", FILES)
def test_spans_lie_in_the_texts_that_were_labelled(part: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpora, "DATA", data)
    for doc in corpora.own(part):  # checks each text's hash
        for s in doc.statements:
            for low, high in spans(s):
                assert 0 <= low < high <= len(doc.text), f"{doc.key} {s['id']}"
                words = doc.text[low:high]
                assert words == words.strip(), f"{doc.key} {s['id']} begins or ends in white space"
            for a, b in ((s[p][n], s[p][n + 1]) for p in SPANS for n in range(len(s[p]) - 1)):
                assert a[1] <= b[0], f"{doc.key} {s['id']}: pieces out of order"


def joined(text: str, pieces: list[list[int]]) -> list[list[int]]:
    """Pieces of a content with only white space between them, as one: a line end cuts what is one content."""
    out: list[list[int]] = []
    for low, high in pieces:
        if out and not text[out[-1][1] : low].strip():
            out[-1][1] = high
        else:
            out.append([low, high])
    return out


@pytest.mark.parametrize("part", FILES)
def test_a_nested_statement_lies_in_the_content_around_it(
    part: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpora, "DATA", data)
    outside = []
    for doc in corpora.own(part):
        contents = {s["id"]: joined(doc.text, s["content"]) for s in doc.statements}
        sources = {s["id"]: s["source"] for s in doc.statements}
        for s in (s for s in doc.statements if s["within"] is not None):
            for name in sorted(SPANS):
                # "She wants to say that …": where both have one source, it stands before the outer content
                around = contents[s["within"]] + (sources[s["within"]] if name == "source" else [])
                for low, high in s[name]:
                    if not any(a <= low and high <= b for a, b in around):
                        outside.append(f"{doc.domain} {doc.key} {s['id']}: {name} [{low}, {high}]")
    assert outside == []


@pytest.mark.slow
def test_the_sample_is_the_one_that_was_drawn(data: Path) -> None:
    drawn = {key: half for _, key, half, _ in sample()}
    assert drawn == {row["id"]: half for half in ("tune", "bench") for row in gold(half)}


def test_asides_are_labelled_without_text_and_inside_the_texts(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpora, "DATA", data)
    corpora.texts.cache_clear()
    rows = gold(ASIDES)
    assert len(rows) >= 60
    halves: dict[str, set[str]] = {}
    for row in rows:
        assert row.keys() == {"corpus", "id", "text_sha256", "kind", "span", "reason", "about", "half"}
        text = corpora.texts(row["corpus"])[row["id"]]["text"]
        assert hashlib.sha256(text.encode()).hexdigest() == row["text_sha256"]
        assert all(is_span(span) and span[1] <= len(text) for span in (row["span"], *row["about"]))
        halves.setdefault(row["half"], set()).add(row["id"])
    assert halves.keys() == {"tune", "bench"}
    assert not halves["tune"] & halves["bench"], "no report is in both halves"
    corpora.texts.cache_clear()
