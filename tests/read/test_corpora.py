"""Every report of the corpora is read, and its segments cover it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.read import read_sources
from sayso.report import Report
from tests.read.make import assert_covered


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The reports of a corpus, those of an incident one by one."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            yield from row.get("reports", [row])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["world", "kcna", "incidents", "gum", "lgl", "basil"])
def test_every_report_is_read(data: Path, tmp_path: Path, name: str) -> None:
    texts = [str(row["text"]) for row in rows(data / f"{name}.jsonl.gz")]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows(data / f"{name}.jsonl.gz")), encoding="utf-8")
    found = list(read_sources([path]))
    assert all(isinstance(item, Report) for item in found)
    assert [item.text for item in found if isinstance(item, Report)] == texts
    for item in found:
        assert isinstance(item, Report)
        assert_covered(item)
        assert item.language == "en" or item.notes
