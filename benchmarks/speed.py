"""Speed, start-up and memory, each as a ratio in one run against a named alternative.

The yardstick for speed is an encoder of BERT-base's size alone: 12 layers of 768, random weights, single precision, the
same runtime, the same threads, the same windows sorted by length. It reads nothing, tags nothing and writes nothing.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

from benchmarks.corpora import texts
from sayso.desk import Desk
from sayso.encode.sentences import sentences
from sayso.encode.tokens import tokenise
from sayso.encode.windows import MAX_PIECES, windows

THREADS = 2
#: Reports of `world` that are read in the speed run, by id in order.
REPORTS = 40
#: Runs of each side in turn; the ratio is of medians.
ROUNDS = 3
MICROSOFT = "com.microsoft"


def _bert(width: int = 768, layers: int = 12, heads: int = 12, vocabulary: int = 30522) -> bytes:
    """An encoder of BERT-base's size with random weights, in the same fused operators as ours."""
    chance = np.random.default_rng(0)
    nodes: list[onnx.NodeProto] = []
    weights: list[onnx.TensorProto] = []

    def keep(name: str, *shape: int) -> str:
        weights.append(numpy_helper.from_array((chance.standard_normal(shape) * 0.02).astype(np.float32), name))
        return name

    def node(kind: str, *inputs: str, domain: str = "", **given: float | int) -> str:
        name = f"n{len(nodes)}"
        nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **given))
        return name

    def linear(x: str, name: str, a: int, b: int) -> str:
        return node("Add", node("MatMul", x, keep(f"{name}w", a, b)), keep(f"{name}b", b))

    def norm(x: str, skip: str, name: str) -> str:
        return node(
            "SkipLayerNormalization",
            x,
            skip,
            keep(f"{name}g", width),
            keep(f"{name}h", width),
            domain=MICROSOFT,
            epsilon=1e-12,
        )

    x = node("Gather", keep("words", vocabulary, width), "pieces")
    mask = node("Cast", "mask", to=TensorProto.INT32)
    for n in range(layers):
        q, k, v = (linear(x, f"l{n}{a}", width, width) for a in "qkv")
        seen = node("MultiHeadAttention", q, k, v, "", mask, domain=MICROSOFT, num_heads=heads)
        x = norm(linear(seen, f"l{n}o", width, width), x, f"l{n}a")
        inner = node("Gelu", linear(x, f"l{n}u", width, 4 * width), domain=MICROSOFT)
        x = norm(linear(inner, f"l{n}d", 4 * width, width), x, f"l{n}b")
    nodes[-1].output[0] = "out"
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "l"]) for n in ("pieces", "mask")]
    outputs = [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["b", "l", width])]
    graph = helper.make_graph(nodes, "bert", inputs, outputs, weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString())


def _alone(some: list[str]) -> Callable[[], None]:
    """One run of the yardstick over texts that are cut, sorted and padded beforehand."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = ort.InferenceSession(_bert(), options, providers=["CPUExecutionProvider"])
    rows = []
    for text in some:
        t = tokenise(text)
        for w in windows(t, sentences(text), overlap=0):
            rows.append(t.pieces[t.first[w.span[0]] : t.first[w.span[1]]])
    rows.sort(key=len)
    size = 4096 // MAX_PIECES
    batches = []
    for at in range(0, len(rows), size):
        part = rows[at : at + size]
        pieces = np.zeros((len(part), max(map(len, part))), np.int64)
        mask = np.zeros_like(pieces)
        for n, row in enumerate(part):
            pieces[n, : len(row)], mask[n, : len(row)] = row, 1
        batches.append({"pieces": pieces, "mask": mask})

    def run() -> None:
        for batch in batches:
            session.run(None, batch)

    return run


def throughput() -> dict[str, Any]:
    """Whole `read` of plain-text files against the yardstick alone; both with `THREADS` threads, in turn."""
    every = texts("world")
    some = [every[key]["text"] for key in sorted(every)[:REPORTS]]
    desk, bare = Desk(threads=THREADS), Desk(threads=THREADS, grounded=False)
    with tempfile.TemporaryDirectory() as folder:
        for n, text in enumerate(some):
            (Path(folder) / f"{n:03d}.txt").write_text(text, encoding="utf-8")

        def ours() -> None:
            for _ in desk.read_many([folder]):
                pass

        def ungrounded() -> None:
            for _ in bare.read_many([folder]):
                pass

        alone = _alone(some)
        runs = {"ours": ours, "ungrounded": ungrounded, "alone": alone}
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(ROUNDS):
            for name, run in runs.items():
                began = time.perf_counter()
                run()
                times[name].append(time.perf_counter() - began)
    mine, theirs = statistics.median(times["ours"]), statistics.median(times["alone"])
    words = sum(len(t.split()) for t in some)
    pieces = sum(len(tokenise(t).pieces) for t in some)
    return {
        "speed.ratio-to-bert-base-alone": round(theirs / mine, 2),
        "speed.grounding": round(mine / statistics.median(times["ungrounded"]), 2),
        "speed.reports-a-second": round(len(some) / mine, 2),
        "speed.words-a-second": round(words / mine),
        "speed.tokens-a-second": round(pieces / mine),
    }


def _timed(command: list[str], compiled: str) -> tuple[float, float]:
    """Wall seconds and peak MiB of one process. Modules' bytecode is kept in the folder `compiled`.

    Installers compile a package's modules; a working tree under PYTHONDONTWRITEBYTECODE compiles all of ours at every
    start (0.65 s) and none of the libraries'. So both sides find theirs compiled by a first run.
    """
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    code = (
        "import resource, subprocess, sys, time; t = time.perf_counter(); "
        "r = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "print(time.perf_counter() - t, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, r.returncode)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True, env=environment
    ).stdout.split()
    if out[2] != "0":
        raise SystemExit(f"{command} ended with {out[2]}")
    return float(out[0]), float(out[1])


def start_up() -> dict[str, Any]:
    """A cold `sayso read one-article.txt` against importing the three libraries it stands on; in turn, medians."""
    every = texts("world")
    middle = sorted(every.values(), key=lambda r: len(r["text"]))[len(every) // 2]["text"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one-article.txt"
        file.write_text(middle, encoding="utf-8")
        read = [sys.executable, "-m", "sayso", "read", str(file)]
        imports = [sys.executable, "-c", "import numpy, onnxruntime, tokenizers"]
        kept = str(Path(folder) / "compiled")
        _timed(read, kept), _timed(imports, kept)
        runs = [(_timed(read, kept), _timed(imports, kept)) for _ in range(5)]
    ratio = statistics.median(a[0] for a, _ in runs) / statistics.median(b[0] for _, b in runs)
    return {
        "cold.seconds": round(statistics.median(a[0] for a, _ in runs), 2),
        "cold.ratio-to-imports": round(ratio, 2),
        "cold.peak-mib": round(max(a[1] for a, _ in runs)),
    }


def memory() -> float:
    """Peak MiB of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
