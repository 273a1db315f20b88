"""An audit as people and programs see it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.console import Console

from sayso.audit import Audit, Result
from sayso.report import Failure, Report
from sayso.show.audit import audit_page, print_audit
from sayso.show.audit_records import audit_columns, audit_json, audit_record, write_audit_csv
from tests.audit.make import OFFICIAL, WITNESS, Says, errors, month, report
from tests.show import strategies

GOLD: list[list[list[Any]]] = [
    [
        ["named person", "named person", 76],
        ["unnamed official", "unnamed official", 15],
        ["unnamed official", "named person", 5],
    ]
]
GRANTED = Says(
    "an official", named="unnamed official", aside="He was not authorised to speak.", reason="not authorised"
)


@pytest.fixture
def result() -> Result:
    """Twelve reports of one month and a guest's piece, with a measured error of the source class."""
    reports = [report(Says(), GRANTED, WITNESS, about=f" {n}") for n in range(12)]
    guest = report(Says(cue="claimed", stance="distancing"), about=" by a guest", genre="guest")
    return month(*reports, guest, errors=errors(source_class=GOLD))


def printed(result: Result, width: int = 100, lists: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_audit(result, console, lists=lists)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_terminal_shows_each_share_with_n_and_intervals(result: Result) -> None:
    text = printed(result)
    assert "The Marrow Courier, March 2031" in text
    assert "News: 12 reports, 36 statements" in text
    assert re.search(r"Unnamed sources {2}of the statements that the report itself makes \(36, in 12 reports\)", text)
    assert re.search(r"unnamed source +24 +67% +\d+–\d+% +\d+% \(\d+–\d+%\)", text)
    assert re.search(r"unnamed official, reason given +12 +50%", text)
    assert "–: fewer than 10 labelled statements of this class, so its error is not known." in text
    assert "cluster bootstrap, seed 0" in text


def test_a_guests_piece_stands_apart_and_is_not_charged_to_the_outlet(result: Result) -> None:
    news, guest = printed(result).split("Guest pieces: ")
    assert "claimed" not in news
    assert "not charged to the outlet" in guest
    assert "keeps a distance: claimed, alleged" in guest
    assert guest.startswith("1 report, 1 statement. Few reports:")


def test_verbose_lists_what_is_behind_every_share(result: Result) -> None:
    text = printed(result, width=200, lists=True)
    assert "an official · said · the ferry sank at noon [He was not authorised to speak.]" in text


@pytest.mark.parametrize("width", [30, 60, 200])
def test_the_terminal_may_be_narrow(result: Result, width: int) -> None:
    assert "unnamed" in printed(result, width)


def test_the_words_accuse_nobody(result: Result) -> None:
    page = re.sub(r"<(script|style)>.*?</\1>|<[^>]*>", " ", audit_page(result), flags=re.DOTALL)
    every = (printed(result) + page).casefold()
    for word in ("bias", "violat", "unreliable", "failed to", "misleading", "suspicious", "false", "propaganda"):
        assert word not in every


def test_csv_is_a_row_a_share(result: Result) -> None:
    out = io.StringIO(newline="")
    count = write_audit_csv(result, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert len(rows) == count
    assert tuple(rows[0]) == audit_columns()
    (unnamed,) = [r for r in rows if (r["genre"], r["measure"]) == ("news", "unnamed")]
    assert (unnamed["count"], unnamed["n"], unnamed["reports"], unnamed["few"]) == ("24", "36", "12", "false")
    assert float(unnamed["sampling_low"]) < float(unnamed["share"]) < float(unnamed["sampling_high"])
    assert float(unnamed["found"]) == 0.75
    assert len(json.loads(unnamed["behind"])) == 24
    assert {s for _, s in json.loads(unnamed["behind"])} == {"s2", "s3"}


def test_a_spreadsheet_runs_no_source() -> None:
    out = io.StringIO(newline="")
    write_audit_csv(month(report(Says('=HYPERLINK("a")'), outlet="=1+1")), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert {row["outlet"] for row in rows} == {"'=1+1"}
    assert any(row["value"].startswith("'=HYPERLINK") for row in rows)


@pytest.fixture(scope="module")
def schema(root: Path) -> Draft202012Validator:
    read = json.loads((root / "src" / "sayso" / "data" / "audit.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read)


def test_json_keeps_its_schema_and_every_number_has_its_list(result: Result, schema: Draft202012Validator) -> None:
    record = json.loads(audit_json(result))
    schema.validate(record)
    part = record["groups"][0]["parts"][0]
    for measure in part["measures"]:
        for share in measure["shares"]:
            if measure["unit"] == "statements":
                assert len(share["behind"]) == share["count"]
                assert all(part["statements"][place]["id"] for place in share["behind"])
            assert share["share"] == pytest.approx(share["count"] / measure["n"])


def test_json_holds_the_words_and_where_they_stand(schema: Draft202012Validator) -> None:
    one = report(OFFICIAL)
    part = audit_record(month(one))["groups"][0]["parts"][0]
    (said,) = part["statements"]
    for name in ("source", "cue", "content"):
        ((start, end),) = said[name]["spans"]
        assert one.text[start:end] == said[name]["words"]


@settings(max_examples=25)
@given(st.lists(strategies.reports(), max_size=3))
def test_no_report_is_too_odd_to_be_shown(schema: Draft202012Validator, odd: list[Report]) -> None:
    audit = Audit()
    for one in odd:
        audit.add(one)
    shown = audit.result(None, [Failure("bad\x1b[2J.txt", "it is empty.")])
    schema.validate(json.loads(audit_json(shown)))
    write_audit_csv(shown, io.StringIO(newline=""))
    page, text = audit_page(shown), printed(shown, lists=True)
    assert "\x1b" not in page + text
    assert "<script>alert" not in page
    assert "javascript:" not in page


def test_the_page_is_whole_by_itself_and_opens_every_list(result: Result) -> None:
    page = audit_page(result)
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["'](?!#|data:,)""", page)
    every = [m for group in result.groups for part in group.parts for m in part.measures]
    assert page.count("<details>") == sum(len(m.shares) + bool(m.left_out) for m in every)
    assert page.count("He was not authorised to speak.") >= 12


def test_the_page_names_what_was_not_counted() -> None:
    audit = Audit(since="2031")
    audit.add(report(Says(), published=None))
    page = audit_page(audit.result(None, [Failure("empty.txt", "the file is empty.")]))
    for words in (
        "Not counted",
        "report.txt",
        "its date is unknown",
        "empty.txt",
        "the file is empty.",
        "No report was",
    ):
        assert words in page
