"""The exported file says what the model in PyTorch says, is small, and reads a text alike beside any others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
import torch

from sayso.encode import Encoder
from tests.training.conftest import shrink
from training.calibrate import rows
from training.data import polnear
from training.evaluate import emissions
from training.export import PLAIN, export, quantised
from training.model import Reader
from training.train import Piece, tensors

INPUTS = ("pieces", "shapes", "quotes", "breaks", "mask")
#: Largest difference from PyTorch in any output. Outputs reach 8 here, and 0.02 and 0.035 were measured.
NEAR = {"half": 0.05, "eight": 0.1}


@pytest.fixture(scope="module", params=["half", "eight"])
def mode(request: pytest.FixtureRequest) -> str:
    """How the weights of the layers are kept."""
    return str(request.param)


@pytest.fixture
def model(one_layer: None, trained: Path) -> Reader:
    """The trained reader in PyTorch."""
    reader = Reader()
    reader.load_state_dict(torch.load(trained, weights_only=True))
    return reader.eval()


@pytest.fixture(scope="module")
def file(trained: Path, tmp_path_factory: pytest.TempPathFactory, mode: str) -> Path:
    """The same reader as an ONNX file."""
    out = tmp_path_factory.mktemp("exported") / "made" / f"{mode}.onnx"  # the folder is made
    with pytest.MonkeyPatch.context() as patch:
        shrink(patch)
        export(trained, out, "tiny-1", PLAIN, eight=mode == "eight")
    return out


def test_the_file_gives_what_the_model_gives(tiny: Path, model: Reader, file: Path, mode: str) -> None:
    docs = polnear("train")[2:6]
    given = tensors([Piece(doc, 0, len(doc.tokens)) for doc in docs])
    with torch.no_grad():
        expected = [out.numpy() for out in model(*(given[name] for name in INPUTS))]
    session = ort.InferenceSession(file.read_bytes(), providers=["CPUExecutionProvider"])
    found = session.run(["tags", "names", "ends"], {name: given[name].numpy() for name in INPUTS})
    real = given["mask"].numpy() > 0
    for name, a, b in zip(("tags", "names", "ends"), expected, found, strict=True):
        assert a.shape == b.shape
        assert np.abs(a[real] - b[real]).max() < NEAR[mode], name


def test_a_text_reads_alike_alone_and_beside_others(tiny: Path, file: Path) -> None:
    texts = [doc.text for doc in polnear("train") + polnear("dev")]
    encoder = Encoder(file, threads=1)
    together = encoder.read([*texts, "\n\n".join(texts), ""])
    for text, beside in zip(texts, together, strict=False):
        alone = encoder.read([text])[0]
        assert np.abs(alone.tags - beside.tags).max() < 1e-3
        assert np.abs(alone.ends - beside.ends).max() < 1e-3
        assert (alone.tags.argmax(1) == beside.tags.argmax(1)).all()
        assert (alone.names == beside.names).all()


def test_windows_are_joined_alike_in_training_and_in_reading(tiny: Path, model: Reader, file: Path, mode: str) -> None:
    doc = polnear("train")[4]
    tags, ends = emissions(model, doc)
    reading = Encoder(file, threads=1).read([doc.text])[0]
    assert np.abs(tags - reading.tags).max() < NEAR[mode]
    assert np.abs(ends - reading.ends).max() < NEAR[mode]


def test_what_stands_beside_the_graph_travels_with_it(model: Reader, file: Path) -> None:
    encoder = Encoder(file, threads=1)
    assert encoder.name == "tiny-1"
    assert encoder.label == f"tiny-1 (sha256 {encoder.digest[:16]})"
    chain = encoder.chain
    assert (chain.start == model.crf.start.detach().numpy()).all()
    assert (chain.move == model.crf.move.detach().numpy()).all()
    assert (chain.pair_source == model.pair_source.weight[0].detach().numpy()).all()
    assert (chain.pair_content == model.pair_content.weight[0].detach().numpy()).all()
    assert chain.no_source[-1] == model.no_source.bias[0].detach().numpy()
    assert chain.calibration == pytest.approx(PLAIN)


def test_the_same_weights_give_the_same_file(one_layer: None, trained: Path, file: Path, mode: str) -> None:
    again = file.with_name("again.onnx")
    export(trained, again, "tiny-1", PLAIN, eight=mode == "eight")
    assert again.read_bytes() == file.read_bytes()


def test_the_full_size_is_at_most_35_mb(tmp_path: Path, mode: str) -> None:
    weights, out = tmp_path / "full.pt", tmp_path / "full.onnx"
    torch.save(Reader().state_dict(), weights)
    export(weights, out, "full", PLAIN, eight=mode == "eight")
    assert out.stat().st_size <= 35_000_000
    assert len(Encoder(out, threads=1).read(["Ilse Maran said so."])[0].tags) == 5


def test_the_weights_that_ship_are_at_most_35_mb(weights: Path) -> None:
    assert weights.stat().st_size <= 35_000_000


def test_a_table_in_eight_bits_is_near_the_table() -> None:
    table = torch.randn(20, 384)
    values, scale = quantised(table)
    assert values.dtype == np.int8
    assert np.abs(values * scale - table.numpy()).max() <= float(scale.max()) / 2 + 1e-6
    assert quantised(torch.zeros(2, 4))[0].tolist() == [[0] * 4] * 2, "a row of nothing divides by nothing"


def test_calibration_takes_its_evidence_from_the_exported_reader(tiny: Path, file: Path) -> None:
    encoder = Encoder(file, threads=1)
    try:
        evidence, right, owners = rows(encoder, encoder)
    except SystemExit:  # random weights may find nothing at all, and then it stops with the reason
        return
    assert len(evidence) == len(right) == len(owners)
    assert set(right.tolist()) <= {0.0, 1.0}
    if len(evidence):
        assert evidence.shape[1] == len(PLAIN)
        assert np.isfinite(evidence).all()
