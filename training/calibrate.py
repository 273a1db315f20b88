"""Fits the weights of a statement's score: `python -m training.calibrate build/plain.onnx build/first.onnx OUT`.

Logistic regression on tuning data only, and on none that the weights in question have learnt from: PolNeAR dev (its
flat statements) as the final weights read it, and the tuning half of our own labels (nested statements too) as the
weights of the first stage read it, for the second stage learns from that half. A statement counts as right where it is
linked to a gold one.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpora import Labelled, own, polnear
from benchmarks.metrics import calibration_error, match
from sayso.attribute import find
from sayso.attribute.draft import Draft
from sayso.attribute.score import evidence
from sayso.encode import Encoder

#: Weight of the squared norm: keeps the few weights small where evidence is thin.
RIDGE = 1e-2


def found(encoder: Encoder, doc: Labelled, flat: bool) -> list[Draft]:
    """The drafts of one labelled text, as `attribute` makes them; `flat` leaves out those inside another's content."""
    every = find(encoder.read([doc.text]), encoder, [()])[0]
    return [d for d in every if d.content and not (flat and d.parent is not None)]


def rows(final: Encoder, first: Encoder) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Evidence (statements, 6), whether each is right (statements,), and the number of its document (statements,)."""
    xs, ys, owners = [], [], []
    jobs = [(final, doc, True) for doc in polnear("dev")] + [(first, doc, False) for doc in own("tune")]
    for number, (encoder, doc, flat) in enumerate(jobs):
        some = found(encoder, doc, flat)
        plain: list[dict[str, Any]] = [{"source": d.source, "cue": d.cue, "content": d.content} for d in some]
        right = {j for _, j in match(doc.statements, plain)}
        xs += [evidence(d) for d in some]
        ys += [float(j in right) for j in range(len(some))]
        owners += [number] * len(some)
    if not xs:
        raise SystemExit("no statements were found in the tuning data: the weights are of another kind")
    return np.array(xs), np.array(ys), np.array(owners)


def fit(x: np.ndarray, y: np.ndarray, steps: int = 50) -> np.ndarray:
    """Weights of a logistic regression by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + RIDGE * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return w


def main() -> None:
    """Fits and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("final", type=Path, help="the weights that the score is for")
    parser.add_argument("first", type=Path, help="the weights of the first stage, which have not seen our labels")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    x, y, owners = rows(Encoder(given.final), Encoder(given.first))
    half = owners % 2 == 0
    crossed = np.where(
        half, 1 / (1 + np.exp(-x @ fit(x[~half], y[~half]))), 1 / (1 + np.exp(-x @ fit(x[half], y[half])))
    )
    w = fit(x, y)
    given.out.write_text(json.dumps([round(float(v), 4) for v in w]))
    error = calibration_error(list(zip(crossed.tolist(), (y > 0).tolist(), strict=True)))
    print(f"{len(y)} statements, {100 * y.mean():.1f} % right; weights {w.round(2).tolist()}")
    print(f"calibration error across halves {error:.1f} %")


if __name__ == "__main__":
    main()
