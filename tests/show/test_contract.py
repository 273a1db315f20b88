"""`contract` follows the design's output contract to the letter, and `from_contract` brings the report back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import sayso.report as nouns
from sayso.report import Link, ReadError, Report
from sayso.show import contract, dumps, from_contract
from tests.show.make import Says, ferry, pier, report
from tests.show.strategies import reports

SCHEMA = json.loads((Path(nouns.__file__).parent / "data" / "report.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)

# The example of the design, with values where it has words for them, and with the figure's id, which it lacks.
EXAMPLE = """
{"sayso": {"schema": 1, "version": "0.1.0", "model": "en-1 (sha256 …)"},
 "id": "given id", "document": "address", "text_id": "%(sha)s", "bytes_id": "%(sha)s",
 "title": "…", "outlet": "…", "byline": null, "genre": "news", "url": null, "language": "en",
 "published": "2031-03-02", "published_from": "page", "read_at": "2031-03-02T09:00:00Z", "text": "…",
 "segments": [{"span": [0, 41], "kind": "headline"},
              {"span": [43, 900], "kind": "body", "start_s": null, "page": null}],
 "statements": [
  {"id": "s3", "key": "hash of text_id and spans", "kind": "mixed", "source": [[120, 134]], "cue": [[135, 139]],
   "content": [[140, 190], [201, 240]], "source_from": null, "actors": ["a1"], "source_class": "named person",
   "role": "state", "stance": "neutral", "certainty": "certain", "polarity": "positive", "first_time": false,
   "within": null, "chain": [{"by": "outlet"}, {"by": "statement", "statement": "s1", "actors": ["a2"]}],
   "score": 0.94}],
 "actors": [{"id": "a1", "name": "Ilse Maran", "kind": "person", "mentions": [[120, 134], [300, 303]], "score": 0.9}],
 "dates": [{"span": [10, 18], "type": "DATE", "value": "2031-03-01", "mod": null, "statement": null, "score": 0.9}],
 "places": [{"span": [30, 36], "name": "Marrow", "country": null, "latitude": null, "longitude": null, "geonames": null,
             "level": "city", "use": "location", "alternatives": [], "statement": "s3", "score": 0.4}],
 "figures": [{"id": "f1", "span": [50, 65], "low": 9, "high": null, "comparator": "≥", "unit": "people",
              "subject": "passengers", "role": "killed", "scope": "incident", "part_of": null,
              "as_of": "2031-03-01", "estimate": false, "statement": "s3", "score": 0.8}],
 "unused": [{"span": [400, 431], "why": "in quotation marks, reads as a title"}],
 "notes": [{"code": "quotation-unclosed", "span": [77, 78], "related": [], "message": "…"}]}
""" % {"sha": "0" * 64}  # fmt: skip  # noqa: UP031


ADDED = {"wire", "asides", "only_support"}  # fields of schema 1 that the design's example has not


def test_the_keys_are_the_designs_in_its_order() -> None:
    example = json.loads(EXAMPLE)
    record = contract(ferry())
    assert [key for key in record if key not in ADDED] == list(example)
    assert list(record["sayso"]) == list(example["sayso"])
    assert list(record["segments"][0]) == list(example["segments"][1])
    assert [key for key in record["statements"][0] if key not in ADDED] == list(example["statements"][0])
    for part in ("actors", "dates", "places", "figures", "unused", "notes"):
        assert list(record[part][0]) == list(example[part][0])


def test_a_small_report_whole() -> None:
    made = report(
        "The mayor said the bridge is shut.", [Says("The mayor", "said", "the bridge is shut")], wire="CNA", model=None
    )
    record = contract(made)
    assert record["sayso"]["schema"] == 1
    assert record["sayso"]["model"] is None
    assert record["id"] == made.text_id[:16]
    assert record["title"] is None
    assert record["genre"] == "unknown"
    assert record["wire"] == "CNA"
    assert record["read_at"] == "2031-03-02T09:00:00Z"
    assert record["statements"] == [
        {
            "id": "s1",
            "key": "0000000000000001",
            "kind": "indirect",
            "source": [[0, 9]],
            "cue": [[10, 14]],
            "content": [[15, 33]],
            "source_from": None,
            "actors": [],
            "source_class": None,
            "role": None,
            "stance": None,
            "certainty": None,
            "polarity": None,
            "first_time": None,
            "only_support": None,
            "within": None,
            "chain": [{"by": "outlet"}, {"by": "wire", "name": "CNA"}],
            "score": 0.9,
        }
    ]
    assert [record[part] for part in ("actors", "dates", "places", "figures", "asides")] == [[]] * 5
    assert record["unused"] == []
    assert record["notes"] == []


def test_a_chain_goes_from_the_outlet_inward() -> None:
    nested = contract(pier())["statements"][8]
    assert nested["within"] == "s8"
    assert nested["chain"] == [
        {"by": "outlet"},
        {"by": "wire", "name": "Coastal News Agency"},
        {"by": "statement", "statement": "s7", "actors": []},
        {"by": "statement", "statement": "s8", "actors": []},
    ]


def test_a_note_about_no_place_has_a_null_span() -> None:
    assert [note["span"] is None for note in contract(pier())["notes"]] == [True, False]


def test_what_grounding_found_is_in_the_record() -> None:
    record = contract(ferry())
    assert record["statements"][1]["source_class"] == "named person"
    assert record["statements"][1]["chain"][2] == {"by": "statement", "statement": "s1", "actors": ["a1"]}
    assert record["actors"][1] == {
        "id": "a2",
        "name": "Ilse Maran",
        "kind": "person",
        "mentions": [list(span) for span in ferry().actors[1].mentions],
        "score": 0.86,
    }
    assert record["dates"][0]["value"] == "2031-03-01"
    assert [one["country"] for one in record["places"][1]["alternatives"]] == ["QX"]
    assert record["asides"][0]["reason"] == "authority"


def test_a_figure_is_a_whole_number_where_it_is_one() -> None:
    figure = ferry().figures[0]
    assert json.dumps(contract(ferry())["figures"][0]["low"]) == "14"
    made = replace(ferry(), figures=(replace(figure, low=2.5, high=1e300), replace(figure, low=None, high=-0.0)))
    assert [(f["low"], f["high"]) for f in contract(made)["figures"]] == [(2.5, 1e300), (None, 0)]
    assert from_contract(json.loads(dumps(made))) == made


def test_who_a_relay_is_comes_back_also_of_outlet_and_wire() -> None:
    told = replace(
        ferry().statements[0], chain=(Link("outlet", actors=("a1",)), Link("wire", name="CNA", actors=("a2",)))
    )
    record = contract(replace(ferry(), statements=(told,)))
    assert record["statements"][0]["chain"][1] == {"by": "wire", "name": "CNA", "actors": ["a2"]}
    assert from_contract(record).statements == (told,)


# --- one line of JSON


def test_a_line_stays_one_line_and_keeps_its_letters() -> None:
    made = report("Il a dit «\u2028oui\u2029\x85\x1e» – 예.", title="\x7f")
    line = dumps(made)
    assert line.splitlines() == [line]
    assert "예" in line
    assert from_contract(json.loads(line)) == made


def test_a_path_that_is_no_utf8_can_be_written_and_told_from_its_neighbour() -> None:
    lines = {dumps(report("Text.", document=path)) for path in ("a\udcff.html", "a\udcfe.html")}
    assert len(lines) == 2
    for line in lines:
        assert line.encode("utf-8")
        assert json.loads(line)["document"] in {"a\\xff.html", "a\\xfe.html"}


def test_a_number_that_json_has_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        dumps(report("He said no.", [Says("He", "said", "no", score=float("nan"))]))


# --- there and back


@given(reports())
def test_every_report_comes_back_the_same(made: Report) -> None:
    assert from_contract(contract(made)) == made
    assert from_contract(json.loads(dumps(made))) == made


def test_a_record_of_another_schema_is_refused() -> None:
    record = contract(pier())
    record["sayso"]["schema"] = 2
    with pytest.raises(ReadError, match="is of schema 2 and this Sayso reads schema 1"):
        from_contract(record)


def test_a_text_that_was_changed_is_refused() -> None:
    record = contract(pier())
    record["text"] = record["text"].replace("Nine", "Five")
    with pytest.raises(ReadError, match=r"`text_id` of 'invented\.html' is not the sha256 of its `text`"):
        from_contract(record)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["genre"], "gossip", "`genre` should be one of news, opinion"),
        (["title"], 7, "`title` should be a string and is 7"),
        (["statements", 0, "kind"], "quoted", r"`statements\[0\]\.kind` should be one of direct"),
        (["statements", 0, "cue"], [[5, 2]], r"`statements\[0\]\.cue\[0\]` should be a half-open pair"),
        (["statements", 0, "cue"], [[0, 10**9]], r"`statements\[0\]\.cue\[0\]` should be a half-open pair"),
        (["statements", 0, "chain"], [{"by": "rumour"}], "should be one of outlet, wire, statement"),
        (["statements", 0, "first_time"], "yes", "should be true, false or null"),
        (["statements", 0, "only_support"], 1, "should be true, false or null"),
        (["actors", 0, "name"], None, r"`actors\[0\]\.name` should be a string"),
        (["actors", 0, "kind"], "spy", r"`actors\[0\]\.kind` should be one of person, organisation"),
        (["actors", 0, "mentions"], [[0, 10**9]], r"`actors\[0\]\.mentions\[0\]` should be a half-open pair"),
        (["dates", 0, "type"], "DAY", "should be one of DATE, TIME, DURATION, SET"),
        (["places", 0, "latitude"], "north", "should be a number or null"),
        (["places", 1, "alternatives", 0, "name"], None, r"`places\[1\]\.alternatives\[0\]\.name` should be"),
        (["figures", 0, "low"], 10**400, r"`figures\[0\]\.low` should be a number or null"),
        (["figures", 0, "high"], float("inf"), r"`figures\[0\]\.high` should be a number or null"),
        (["figures", 0, "estimate"], None, "should be true or false"),
        (["asides", 0, "kind"], "rumour", "should be one of anonymity, caveat, no comment"),
        (["statements", 0], "s1", r"`?statements\[0\]`? should be an object"),
        (["segments"], None, "`segments` should be a list"),
        (["read_at"], "yesterday", "`read_at` should be a time such as"),
        (["read_at"], "2031-03-02T09:00:00", "`read_at` should be a time with its zone"),
        (["sayso"], "1", "sayso should be an object"),
    ],
)
def test_a_value_outside_the_contract_is_named_with_its_place(
    path: list[str | int], value: object, message: str
) -> None:
    record = contract(ferry())
    place = record
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    with pytest.raises(ReadError, match=message):
        from_contract(record)


@pytest.mark.parametrize("key", list(json.loads(EXAMPLE)))
def test_a_missing_field_is_named(key: str) -> None:
    record = contract(pier())
    del record[key]
    with pytest.raises(ReadError, match=f"lacks `{key}`"):
        from_contract(record)


def test_a_record_from_before_a_field_was_added_is_read() -> None:
    record = contract(pier())
    del record["wire"], record["asides"]
    for statement in record["statements"]:
        del statement["only_support"]
    assert VALID.is_valid(record)
    assert from_contract(record) == replace(pier(), wire=None)


# --- the JSON Schema


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_designs_own_example_is_valid() -> None:
    VALID.validate(json.loads(EXAMPLE))


@given(reports())
def test_what_is_written_is_valid(made: Report) -> None:
    VALID.validate(json.loads(dumps(made)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["sayso", "schema"], 2),
        (["genre"], "gossip"),
        (["text_id"], "short"),
        (["published"], "2 March 2031"),
        (["read_at"], "2031-03-02T09:00:00+09:00"),
        (["segments", 0, "span"], [1]),
        (["segments", 0, "span"], [1, 2, 3]),
        (["segments", 0, "span"], [-1, 2]),
        (["segments", 0, "kind"], "footer"),
        (["statements", 0, "kind"], None),
        (["statements", 0, "cue"], [[1.5, 2]]),
        (["statements", 0, "score"], 1.2),
        (["statements", 0, "role"], "spy"),
        (["statements", 0, "chain", 0], {"by": "wire"}),
        (["statements", 0, "chain", 0], {"by": "outlet", "name": "AP"}),
        (["statements", 0, "only_support"], "yes"),
        (["actors", 0, "kind"], "spy"),
        (["dates", 0, "type"], "DAY"),
        (["places", 0, "use"], None),
        (["places", 0, "latitude"], 91),
        (["places", 1, "alternatives", 0], "Marrow"),
        (["figures", 0, "id"], None),
        (["figures", 0, "role"], "dead"),
        (["figures", 0, "comparator"], ">"),
        (["asides", 0, "kind"], "rumour"),
        (["statements", 0, "chain", 0], {"by": "statement", "statement": "s1"}),
        (["notes", 0, "code"], "Not A Code"),
        (["notes", 0, "span"], []),
        (["unused", 0, "why"], None),
    ],
)
def test_a_broken_record_is_not_valid(path: list[str | int], value: object) -> None:
    record = contract(ferry())
    place = record
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    assert not VALID.is_valid(record)


@pytest.mark.parametrize("key", list(json.loads(EXAMPLE)))
def test_a_record_that_lacks_a_field_is_not_valid(key: str) -> None:
    record = contract(pier())
    del record[key]
    assert not VALID.is_valid(record)


NOUNS = {
    name: noun
    for name, noun in vars(nouns).items()
    if dataclasses.is_dataclass(noun) and name not in {"Report", "Failure", "Evidence"}
}


@pytest.mark.parametrize("name", ["Report", *NOUNS])
def test_every_field_of_every_noun_is_in_the_schema(name: str) -> None:
    properties = SCHEMA["properties"] if name == "Report" else SCHEMA["$defs"][name.lower()]["properties"]
    named = {field.name for field in dataclasses.fields(getattr(nouns, name))}
    # The model stands in the `sayso` block; evidence is kept in a ledger and never printed.
    assert named - {"model", "evidence"} == set(properties) - {"sayso"}


def test_every_word_of_the_nouns_is_in_the_schema() -> None:
    from typing import get_args

    parts = {name: part.get("properties", {}) for name, part in SCHEMA["$defs"].items()}
    statement = parts["statement"]
    for words, described in [
        (nouns.Genre, SCHEMA["properties"]["genre"]),
        (nouns.PublishedFrom, SCHEMA["properties"]["published_from"]),
        (nouns.SegmentKind, parts["segment"]["kind"]),
        (nouns.Kind, statement["kind"]),
        (nouns.SourceClass, statement["source_class"]),
        (nouns.Role, statement["role"]),
        (nouns.Stance, statement["stance"]),
        (nouns.Certainty, statement["certainty"]),
        (nouns.Polarity, statement["polarity"]),
        (nouns.ActorKind, parts["actor"]["kind"]),
        (nouns.DateType, parts["date"]["type"]),
        (nouns.Level, parts["place"]["level"]),
        (nouns.Level, parts["alternative"]["level"]),
        (nouns.Use, parts["place"]["use"]),
        (nouns.Comparator, parts["figure"]["comparator"]),
        (nouns.FigureRole, parts["figure"]["role"]),
        (nouns.Scope, parts["figure"]["scope"]),
        (nouns.AsideKind, parts["aside"]["kind"]),
    ]:
        assert [word for word in described["enum"] if word is not None] == list(get_args(words))


def test_every_field_of_the_schema_is_described_in_words() -> None:
    silent = []
    parts = {"": SCHEMA, **SCHEMA["$defs"]}
    for name, part in parts.items():
        for key, described in part.get("properties", {}).items():
            target = described
            if "$ref" in described and "description" not in described:
                target = SCHEMA["$defs"][described["$ref"].split("/")[-1]]
            if len(target.get("description", "")) < 10:
                silent.append(f"{name}.{key}")
    assert silent == []


def test_no_field_of_a_noun_is_forgotten() -> None:
    made = ferry()
    places = [*made.places, *(other for place in made.places for other in place.alternatives)]
    nouns_of: list[Sequence[Any]] = [made.statements, made.actors, made.dates, places, made.figures, made.asides]
    for held in nouns_of:
        fields = {field.name for one in held for field in dataclasses.fields(one) if getattr(one, field.name)}
        assert fields >= {field.name for field in dataclasses.fields(held[0])}  # each is filled somewhere
    assert from_contract(contract(made)) == made
