"""The tiny corpus of `training/tiny/`, laid out as the real corpora are; and what to do where PyTorch is missing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpora
from training import data

#: The `training` extra: without it only the preparation of data can be tested (`test_torch_is_there` says so).
MISSING = [name for name in ("torch", "onnx", "safetensors") if find_spec(name) is None]
collect_ignore = ["test_export.py", "test_model.py", "test_pretrain.py", "test_train.py"] if MISSING else []

TINY = Path(__file__).resolve().parents[2] / "training" / "tiny"


def tiny_rows(name: str) -> list[dict[str, Any]]:
    """The rows of one file of the tiny corpus, with the words that each span must slice to."""
    rows: list[dict[str, Any]] = json.loads((TINY / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def _plain(row: dict[str, Any], *without: str) -> dict[str, Any]:
    """A row as a corpus holds it: without `words` and `without`."""
    out = {key: value for key, value in row.items() if key not in without}
    for listed in {"attributions", "statements"} & out.keys():
        out[listed] = [{k: v for k, v in one.items() if k != "words"} for one in out[listed]]
    return out


def _zip(file: Path, rows: Iterable[dict[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def lay_out(folder: Path) -> None:
    """Writes the tiny corpus as a folder like `SAYSO_DATA`, and our own labels of it in `gold/` inside."""
    for part in ("train", "dev"):
        rows = [_plain(row, "part") for row in tiny_rows("articles") if row["part"] == part]
        _zip(folder / f"polnear/{part}.jsonl.gz", rows)
        layers = [_plain(row, "part") for row in tiny_rows("layers") if row["part"] == part]
        _zip(folder / f"polnear/{part}.corenlp.jsonl.gz", layers)
    _zip(folder / "gum.jsonl.gz", (_plain(row) for row in tiny_rows("gum")))
    reports = tiny_rows("reports")
    _zip(folder / "world.jsonl.gz", (_plain(row, "half", "statements", "text_sha256") for row in reports))
    (folder / "gold").mkdir()
    for half in ("tune", "train", "bench"):
        rows = [_plain(row, "half", "outlet", "published", "title", "text") for row in reports if row["half"] == half]
        lines = (json.dumps(row) + "\n" for row in rows)
        (folder / f"gold/{half}.jsonl").write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder like `SAYSO_DATA` that holds the tiny corpus; training and benchmarks read from it."""
    folder = tmp_path / "data"
    lay_out(folder)
    monkeypatch.setattr(corpora, "DATA", folder)
    monkeypatch.setattr(corpora, "GOLD", folder / "gold")
    corpora.texts.cache_clear()
    yield folder
    corpora.texts.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> Iterator[None]:
    """Beside other work two threads that wait for each other are far slower than one."""
    if MISSING:
        yield
        return
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def one_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of one layer that starts from random weights: small enough to train in a test."""
    shrink(monkeypatch)


def shrink(patch: pytest.MonkeyPatch) -> None:
    """Makes every reader one of one layer that starts from random weights, trained on small batches."""
    from training import export, model, train

    for module in (model, export):
        patch.setattr(module, "LAYERS", 1)
    patch.setattr(model.Dropout, "pool", None)
    patch.setattr(model.Reader, "load_pretrained", lambda self, file: None)
    patch.setattr(train, "pretrained", Path)
    patch.setattr(train, "PIECES", 512)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights of a one-layer reader after some steps on the tiny corpus."""
    import torch

    from training import train

    folder = tmp_path_factory.mktemp("trained")
    lay_out(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpora, "DATA", folder)
        shrink(patch)
        out = train.train(data.polnear("train"), [], folder / "reader.pt", epochs=6, seed=1, rate=1e-3, head_rate=1e-2)
    torch.set_flush_denormal(False)  # as it was
    return out
