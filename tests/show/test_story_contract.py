"""A story's records follow its JSON Schema, which declares every field and says what it means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from hypothesis import given, settings
from jsonschema import Draft202012Validator

import sayso.report as nouns
from sayso.compare.nouns import By, Conflict, ConflictKind, Instead, Ref
from sayso.show.story_contract import dumps, story_record
from tests.show.make_story import blast
from tests.show.stories import stories

SCHEMA = json.loads((Path(nouns.__file__).parent / "data" / "story.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)

# The example of the design; `…` are ids there.
EXAMPLE = """
{"id": "st-7", "title": "a member report's own headline", "earliest": ["report id"], "latest": ["report id"],
 "outlets": 5, "origins": 3,
 "reports": [{"id": "…", "outlet": "…", "published": "…", "origin": "report id", "copied": 0.93,
              "passages": [{"span": [0, 400], "from": "report id", "from_span": [20, 420]}]}],
 "claims": [{"id": "c1", "text": "a member statement's own words",
             "statements": [{"report": "…", "statement": "s3", "actors": ["…"]}], "outlets": 4, "origins": 2,
             "roots": [{"actor": "…", "external": null}], "earliest": [{"report": "…", "statement": "s3"}],
             "disputed": true}],
 "figures": [{"role": "killed", "unit": "people", "subject": "passengers", "scope": "incident", "low": 9, "best": null,
              "high": 14, "rule": "no best: two parties dispute it",
              "series": [{"report": "…", "statement": "s3", "published": "…", "as_of": "…", "low": 9, "high": null,
                          "comparator": "≥", "root": "…", "superseded_by": null}]}],
 "conflicts": [{"kind": "figure", "between": [{"report": "…", "statement": "s3"}, {"report": "…", "statement": "s9"}],
                "why": "12 killed (harbour office) against 9 killed (ministry), both as of 2031-03-02, same scope"}]}
"""


def strict(schema: Any) -> Any:
    """The schema with no room for fields that it does not declare."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = (
        {"additionalProperties": False} if "properties" in schema and isinstance(schema["properties"], dict) else {}
    )
    return {key: strict(value) for key, value in schema.items()} | closed


STRICT = Draft202012Validator(strict(SCHEMA))


def records(part: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        if "properties" in part:
            yield name, part
        for key, value in part.items():
            yield from records(value, key)


def test_the_schema_is_one_and_says_what_every_field_means() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for name, record in records(SCHEMA):
        for field, about in record["properties"].items():
            meant = SCHEMA["$defs"].get(about.get("$ref", "").rpartition("/")[2], {})
            assert about.get("description") or meant.get("description"), f"{name}.{field}"


def test_the_designs_own_example_is_valid() -> None:
    example = json.loads(EXAMPLE)
    without = {key: value for key, value in SCHEMA.items() if key != "required"}  # it leaves `sayso` to the reader
    assert list(Draft202012Validator(without).iter_errors(example)) == []


def test_every_field_of_the_design_is_there_in_its_order() -> None:
    example, record = json.loads(EXAMPLE), story_record(*blast_record())

    def fields(theirs: Any, ours: Any) -> None:
        if isinstance(theirs, dict):
            assert [key for key in ours if key in theirs] == list(theirs)
            for key in theirs:
                fields(theirs[key], ours[key])
        elif isinstance(theirs, list) and theirs and ours:
            fields(theirs[0], ours[0])

    fields(example, record)


def blast_record() -> tuple[Any, Any]:
    story, reports, _ = blast()
    return story, {id: report.model for id, report in reports.items()}


def test_a_whole_story_validates_and_no_field_is_undeclared() -> None:
    record = story_record(*blast_record())
    assert list(STRICT.iter_errors(record)) == []
    assert record["copies"][0]["by"] == "credit"
    assert all(record[part] for part in ("reports", "claims", "figures", "conflicts", "no_conflicts"))


@settings(max_examples=40)  # a story is large, and its schema is checked twice over
@given(stories())
def test_every_story_validates(drawn: Any) -> None:
    story, reports = drawn
    line = dumps(story, reports)
    assert "\n" not in line
    assert not set(line) & {"\x85", "\u2028", "\u2029"}
    assert list(STRICT.iter_errors(json.loads(line))) == []
    assert json.loads(dumps(story, reports, indent=2)) == json.loads(line)


def test_what_is_not_of_the_contract_is_refused() -> None:
    record = story_record(*blast_record())
    wrong: dict[str, Any]
    for wrong in ({"outlets": -1}, {"reports": []}, {"id": None}, {"conflicts": [{"kind": "lie"}]}):
        assert list(VALID.iter_errors(record | wrong)), wrong


def test_the_words_of_the_schema_are_those_of_the_nouns() -> None:
    parts = SCHEMA["$defs"]
    assert set(parts["conflict"]["properties"]["kind"]["enum"]) == set(get_args(ConflictKind))
    assert set(parts["no_conflict"]["properties"]["kind"]["enum"]) == set(get_args(Instead))
    assert set(parts["copy"]["properties"]["by"]["enum"]) == {*get_args(By), None}
    assert Conflict("denial", (Ref("a", None),), ((0, 1),), "x").kind in parts["conflict"]["properties"]["kind"]["enum"]


def test_the_manual_names_every_field(root: Path) -> None:
    manual = (root / "docs" / "contract.md").read_text("utf-8")
    told = manual[manual.index("## A story") :]
    for name, record in records(SCHEMA):
        for field in record["properties"]:
            assert f"`{field}`" in told, f"{name}.{field}"
