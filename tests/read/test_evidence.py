"""The bytes a report was read from go with it where they are asked for, and are the bytes its `bytes_id` names."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import UTC
from pathlib import Path

import pytest

from sayso.read import read_sources
from sayso.report import Report
from tests.read.make import NOW

PAGE = (
    b"<html><head><title>Ferry held</title></head><body><article><p>The ferry stayed in port on Monday.</p></article>"
)
FEED = b"""<rss version="2.0"><channel><title>Tarn Wire</title>
<item><title>A</title><link>https://tarn.example/a</link><description>The port was shut.</description></item>
<item><title>B</title><link>https://tarn.example/b</link><description>The port was open.</description></item>
</channel></rss>"""


def read(path: Path, *, evidence: bool) -> list[Report]:
    return [found for found in read_sources([path], now=NOW, evidence=evidence) if isinstance(found, Report)]


@pytest.mark.parametrize(("name", "data", "reader"), [("a.txt", b"The ferry sank.", "text"), ("a.html", PAGE, "html")])
def test_a_whole_file_is_the_evidence(tmp_path: Path, name: str, data: bytes, reader: str) -> None:
    (tmp_path / name).write_bytes(data)
    (report,) = read(tmp_path / name, evidence=True)
    assert report.evidence is not None
    assert report.evidence.data == data
    assert report.evidence.retrieved_at == NOW.astimezone(UTC)
    assert report.evidence.reader.split(" ")[0] == reader
    assert report.bytes_id == hashlib.sha256(data).hexdigest()


def test_of_rows_each_has_its_own_bytes(tmp_path: Path) -> None:
    rows = [json.dumps({"id": n, "text": f"The {n} ferry sank."}).encode() for n in ("first", "second")]
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(b"\n".join(rows)))
    reports = read(tmp_path / "rows.jsonl.gz", evidence=True)
    assert [report.evidence and report.evidence.data for report in reports] == rows
    assert [report.bytes_id for report in reports] == [hashlib.sha256(row).hexdigest() for row in rows]


def test_the_entries_of_a_feed_share_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(FEED)
    first, second = read(tmp_path / "a.rss", evidence=True)
    assert first.evidence is second.evidence
    assert first.evidence is not None
    assert first.evidence.data == FEED


def test_nobody_who_does_not_ask_carries_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (report,) = read(tmp_path / "a.html", evidence=False)
    assert report.evidence is None
