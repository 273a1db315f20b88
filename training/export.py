"""Writes a trained reader as one ONNX file: `python -m training.export build/reader.pt src/sayso/data/en.onnx`.

The graph is written out node by node, so that it is known and small: embeddings in int8 with a scale a row; layers in
eight bits, whose products quantise each row of their input by itself, so that results do not depend on the batch; the
fused attention and normalisation operators of onnxruntime. What stands beside the graph (the tag chain,
weights of pairs, calibration) travels in the file's metadata.
"""

from __future__ import annotations

import argparse
import base64
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training.model import ENDS, HEADS, LAYERS, Reader

MICROSOFT = "com.microsoft"
BLOCK = 128  # weights that share a scale


class Graph:
    """A small builder of ONNX nodes."""

    def __init__(self, eight: bool) -> None:
        self.eight = eight  # eight-bit products, or half-precision weights with products in single precision
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.count = 0

    def add(self, kind: str, *inputs: str, domain: str = "", out: str | None = None, **given: float | int) -> str:
        """Adds a node and gives the name of its first output."""
        self.count += 1
        name = out or f"{kind.lower()}_{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **given))
        return name

    def constant(self, name: str, value: np.ndarray) -> str:
        """Keeps an array as it is."""
        self.weights.append(numpy_helper.from_array(value, name))
        return name

    def half(self, name: str, value: torch.Tensor) -> str:
        """Keeps a weight in half precision; the cast is folded when the file is loaded."""
        self.constant(f"{name}_half", value.detach().numpy().astype(np.float16))
        return self.add("Cast", f"{name}_half", to=TensorProto.FLOAT)

    def single(self, name: str, value: torch.Tensor) -> str:
        """Keeps a weight in single precision."""
        return self.constant(name, value.detach().numpy().astype(np.float32))

    def linear(self, name: str, x: str, layer: torch.nn.Linear, out: str | None = None) -> str:
        """X · Wᵀ + b, in eight bits where the shape allows: rows of x are quantised one by one, in blocks."""
        rows, width = layer.weight.shape
        if self.eight and width % BLOCK == 0 and rows % 16 == 0:
            blocks = layer.weight.detach().numpy().reshape(rows, width // BLOCK, BLOCK)
            scale = np.maximum(np.abs(blocks).max(-1) / 127, 1e-12).astype(np.float32)
            values = (np.round(blocks / scale[..., None]) + 128).astype(np.uint8)
            given = {"K": width, "N": rows, "bits": 8, "block_size": BLOCK, "accuracy_level": 4}
            weights = self.constant(f"{name}_q", values), self.constant(f"{name}_s", scale.reshape(-1))
            product = self.add("MatMulNBits", x, *weights, domain=MICROSOFT, **given)
            return self.add("Add", product, self.single(f"{name}_b", layer.bias), out=out)
        product = self.add("MatMul", x, self.half(f"{name}_w", layer.weight.T.contiguous()))
        return self.add("Add", product, self.single(f"{name}_b", layer.bias), out=out)

    def norm(self, name: str, x: str, skip: str, layer: torch.nn.LayerNorm) -> str:
        """LayerNorm(x + skip)."""
        weight, bias = self.single(f"{name}_w", layer.weight), self.single(f"{name}_b", layer.bias)
        return self.add("SkipLayerNormalization", x, skip, weight, bias, domain=MICROSOFT, epsilon=1e-12)


def quantised(table: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """An embedding table in int8 with one scale a row: (rows, width) int8, (rows, 1) float32."""
    values = table.detach().numpy()
    scale = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.round(values / scale).astype(np.int8), scale


def graph_of(model: Reader, eight: bool) -> onnx.ModelProto:
    """The graph: five int64 inputs (batch, length), three float outputs (batch, length, …)."""
    g = Graph(eight)
    table, scale = quantised(model.words.weight)
    rows = g.add("Cast", g.add("Gather", g.constant("words", table), "pieces"), to=TensorProto.FLOAT)
    x = g.add("Mul", rows, g.add("Gather", g.constant("words_scale", scale), "pieces"))
    for name, extra in (("shapes", model.shapes), ("quotes", model.quotes), ("breaks", model.breaks)):
        x = g.add("Add", x, g.add("Gather", g.single(f"{name}_table", extra.weight), name))
    length = g.add("Gather", g.add("Shape", "pieces"), g.constant("one", np.array([1], np.int64)), axis=0)
    places = g.add(
        "Slice", g.single("places", model.places.weight), g.constant("zero", np.array([0], np.int64)), length
    )
    places = g.add("Unsqueeze", places, "zero")
    places = g.add("Expand", places, g.add("Shape", x))
    x = g.norm("norm0", x, places, model.norm)
    mask = g.add("Cast", "mask", to=TensorProto.INT32)
    for n in range(LAYERS):
        layer = model.layers[n]
        q, k, v = (g.linear(f"l{n}_{a}", x, getattr(layer, a)) for a in ("query", "key", "value"))
        seen = g.add("MultiHeadAttention", q, k, v, "", mask, domain=MICROSOFT, num_heads=HEADS)
        x = g.norm(f"l{n}_n1", g.linear(f"l{n}_out", seen, layer.out), x, layer.norm1)
        inner = g.add("Gelu", g.linear(f"l{n}_up", x, layer.up), domain=MICROSOFT)
        x = g.norm(f"l{n}_n2", g.linear(f"l{n}_down", inner, layer.down), x, layer.norm2)
    for name in ("tags", "names", "ends"):
        g.linear(f"head_{name}", x, getattr(model, name), out=name)
    shape = ["batch", "length"]
    inputs = [
        helper.make_tensor_value_info(n, TensorProto.INT64, shape)
        for n in ("pieces", "shapes", "quotes", "breaks", "mask")
    ]
    sizes = {"tags": model.tags.out_features, "names": model.names.out_features, "ends": model.ends.out_features}
    outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [*shape, size]) for n, size in sizes.items()]
    graph = helper.make_graph(g.nodes, "sayso", inputs, outputs, g.weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="sayso")


def packed(value: np.ndarray) -> dict[str, object]:
    """An array for the file's metadata: its shape and base64 little-endian float32 bytes."""
    data = np.ascontiguousarray(value, "<f4").tobytes()
    return {"shape": list(value.shape), "data": base64.b64encode(data).decode()}


def export(weights: Path, out: Path, name: str, calibration: list[float], eight: bool = True) -> None:
    """Writes the weights at `weights` (a state of `Reader`) to `out`."""
    model = Reader()
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.eval()
    written = graph_of(model, eight)
    none = model.no_source
    chain = {
        "start": model.crf.start,
        "move": model.crf.move,
        "pair_source": model.pair_source.weight[0],
        "pair_content": model.pair_content.weight[0],
        "no_source": torch.cat([none.weight[0], none.bias]),
    }
    packed_chain = {key: packed(value.detach().numpy()) for key, value in chain.items()}
    packed_chain["calibration"] = packed(np.array(calibration))
    helper.set_model_props(written, {"name": name, "chain": json.dumps(packed_chain), "licence": "see MODEL_CARD.md"})
    onnx.checker.check_model(written, full_check=False)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(written.SerializeToString())
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, {ENDS} link ends, calibration {calibration}")


#: Before calibration: the weakest of tags and links, taken at face value.
PLAIN = [0.0, 0.4, 0.3, 0.3, 0.0, 0.0]


def main() -> None:
    """Reads the options and exports."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", default="en-1")
    parser.add_argument("--calibration", type=Path, help="JSON list of weights, from training.calibrate")
    parser.add_argument("--half", action="store_true", help="half-precision weights instead of eight-bit products")
    given = parser.parse_args()
    calibration = json.loads(given.calibration.read_text()) if given.calibration else PLAIN
    export(given.weights, given.out, given.name, calibration, not given.half)


if __name__ == "__main__":
    main()
