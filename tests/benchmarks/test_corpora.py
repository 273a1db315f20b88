"""Gold in one form: one annotator a text, the same on every machine, and never a text that was not labelled."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpora


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that corpora and gold are read from."""
    monkeypatch.setattr(corpora, "DATA", tmp_path)
    monkeypatch.setattr(corpora, "GOLD", tmp_path)
    corpora.texts.cache_clear()
    return tmp_path


def put(file: Path, *rows: dict[str, Any]) -> None:
    """Writes gzipped JSON Lines."""
    file.parent.mkdir(exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def test_the_first_annotator_by_name_speaks_for_a_text(folder: Path) -> None:
    article = {"article": "a", "publisher": "Gulf Courier", "text": "She spoke.", "title": "A gate"}
    rows = [{**article, "annotator": name, "attributions": [{"by": name}]} for name in ("z", "b", "k")]
    put(folder / "polnear/dev.jsonl.gz", *rows)
    docs = corpora.polnear("dev")
    assert [(d.key, d.statements) for d in docs] == [("a/b", [{"by": "b"}])]
    assert docs[0].known == {"title": "A gate", "published": None, "outlet": "Gulf Courier"}


def test_incidents_are_read_report_by_report(folder: Path) -> None:
    put(folder / "incidents.jsonl.gz", {"reports": [{"id": "1"}, {"id": "2"}]}, {"reports": [{"id": "3"}]})
    assert list(corpora.texts("incidents")) == ["1", "2", "3"]


def test_labels_of_another_text_are_refused(folder: Path) -> None:
    put(folder / "world.jsonl.gz", {"id": "r1", "text": "She spoke."})
    gold = {"corpus": "world", "id": "r1", "text_sha256": "0" * 64, "statements": []}
    (folder / "tune.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="world r1: the text is not the one that was labelled"):
        corpora.own("tune")


def test_gum_is_halved_in_each_genre(folder: Path) -> None:
    names = ["X_news_a", "X_news_b", "X_news_c", "X_court_d"]
    put(folder / "gum.jsonl.gz", *({"document": name, "text": "", "attributions": []} for name in names[::-1]))
    assert [d.key for d in corpora.gum(held_out=True)] == ["X_news_b"]
    assert [d.key for d in corpora.gum(held_out=False)] == ["X_court_d", "X_news_a", "X_news_c"]
