"""Fits the weights of places: `python -m training.places` writes `src/sayso/data/places.weights.tsv`.

On every second article of LGL in order of their ids (the others are held out for `benchmarks/places.py`). Three small
models in turn, each by plain logistic or conditional likelihood with a ridge: is it a place (what stands at the words);
which one is meant (weights and company in turns); is it a place, given the likeliest one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from sayso.ground.context import Context, context
from sayso.ground.evidence import FEATURES, Toponym, matrix
from sayso.ground.gazetteer import Entry
from sayso.ground.namesakes import EARTH_KM, MEANING, TAKEN, Model, decide, grouped, softmax, weigh
from sayso.ground.toponyms import toponyms

OUT = Path(__file__).resolve().parents[1] / "src" / "sayso" / "data" / "places.weights.tsv"
#: A candidate this near to gold's coordinates is the one that is meant.
RIGHT_KM = 100.0
TURNS = 3


@dataclass(frozen=True, slots=True)
class Article:
    """An article with gold's toponyms."""

    at: Context
    found: list[Toponym]
    gold: list[dict[str, Any]]


def km(a: float, b: float, c: float, d: float) -> float:
    """Great-circle distance of two points in degrees."""
    y, x, v, u = np.radians([a, b, c, d])
    h = np.sin((v - y) / 2) ** 2 + np.cos(y) * np.cos(v) * np.sin((u - x) / 2) ** 2
    return float(2 * EARTH_KM * np.arcsin(min(1.0, float(h) ** 0.5)))


def gold_at(t: Toponym, gold: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Gold's toponym with coordinates whose span overlaps a found one's by more than half of both together."""
    for g in gold:
        low, high = g["span"]
        shared = min(high, t.span[1]) - max(low, t.span[0])
        if g["latitude"] is not None and 2 * shared > max(high, t.span[1]) - min(low, t.span[0]):
            return g
    return None


def logistic(x: np.ndarray, y: np.ndarray, ridge: float, start: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, ridge towards `start`."""

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = float(np.sum(np.logaddexp(0, z) - y * z) + ridge * (w - start) @ (w - start))
        return value, x.T @ (p - y) + 2 * ridge * (w - start)

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def conditional(rows: list[tuple[np.ndarray, np.ndarray, float]], start: np.ndarray, ridge: float) -> np.ndarray:
    """Weights under which the right candidates of each group are the likeliest; ridge towards `start`."""

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        off = (w - start) * np.where(HELD, 100 * ridge, ridge)
        value, slope = float(off @ (w - start)), 2 * off
        for table, right, weight in rows:
            p = softmax(table @ w)
            inside = float(p[right].sum())
            value -= weight * np.log(max(inside, 1e-12))
            q = np.where(right, p, 0) / max(inside, 1e-12)
            slope = slope + weight * (table.T @ (p - q))
        return value, slope

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def right_ones(entries: Sequence[Entry], gold: list[dict[str, Any]]) -> np.ndarray:
    """Which candidates are near gold's place."""
    g = gold[0]
    return np.array(
        [
            e.latitude is not None
            and e.longitude is not None
            and km(e.latitude, e.longitude, g["latitude"], g["longitude"]) < RIGHT_KM
            for e in entries
        ]
    )


def fit(articles: list[Article], start: np.ndarray | None = None, ridge: float = 1.0) -> Model:
    """The three models."""
    labels = [np.array([gold_at(t, a.gold) is not None for t in a.found], float) for a in articles]
    x, y = np.vstack([matrix(a.found) for a in articles]), np.concatenate(labels)
    seen = logistic(x, y, 5 * ridge, SEEN)
    meant = PRIOR.copy() if start is None else start
    for _ in range(TURNS):
        rows = []
        for a in articles:
            probable = 1 / (1 + np.exp(-(matrix(a.found) @ seen)))
            groups = grouped(a.at, a.found, probable)
            for group, table in zip(groups, weigh(a.at, groups, meant), strict=True):
                hits = [g for n in group.mentions if (g := gold_at(a.found[n], a.gold)) is not None]
                if hits and len(group.entries) > 1:
                    right = right_ones(group.entries, hits)
                    if right.any() and not right.all():
                        rows.append((table, right, 1.0 + np.log(len(hits))))
        meant = conditional(rows, PRIOR, ridge)
        print(len(rows), "names,", sum(bool(r[np.argmax(t @ meant)]) for t, r, _ in rows) / max(1, len(rows)))
    model = Model(seen, meant, np.zeros(len(TAKEN)))
    tables = []
    for a in articles:
        tables.append(taken_table(a, model))
    return Model(seen, meant, logistic(np.vstack(tables), y, 5 * ridge, CHOSEN))


def _vector(names: Sequence[str], values: str) -> np.ndarray:
    """Weights by name: "people 6, top 0.5"; the rest are 0."""
    given = dict(item.split() for item in values.split(", "))
    return np.array([float(given.get(name, 0)) for name in names])


def taken_table(a: Article, model: Model) -> np.ndarray:
    """The last model's features."""
    seen: list[np.ndarray] = []
    decide(a.at, a.found, model, seen)
    return seen[0]


#: What is true of the world, not of LGL: large places, countries and capitals are meant more often, a region or a
#: country shared with the other names counts. The fit is drawn to it.
PRIOR = _vector(
    MEANING,
    "people 6, top 0.5, country 2, capital 1, spelling -2, listed 1, us 0.3, gb 0.3, home 2, tld 1, people_world 3, "
    "us_world -1, capital_world 1, near 4, mid 3, region 4, nation 3, seat_named 3, people_lone 4, nation_named 1",
)
#: Weights that LGL, nearly all American, would only teach its own mix.
HELD = np.array([name in ("us", "gb", "us_world", "capital_world", "people_world") for name in MEANING])
#: The same for whether words name a place: LGL's local papers hold few of the world's names, and mark some of them.
SEEN = _vector(
    FEATURES,
    "bias -3, loc 3, per -2, exact 1, in_per -2, people 2, listed 2, country 1, demonym 1, spelling -1, street -2, "
    "title -1.5, lower_too -2, others_loc 1, others_per -1.5, short -1, part -1, qualified 1, qualifies 1",
)
CHOSEN = np.array([*SEEN, 0.0, 0.0, 3.0, 1.0, 1.0])


def write(model: Model, path: Path = OUT) -> None:
    """Writes the weights as a table that people can read."""
    lines = ["model\tfeature\tweight"]
    for name, features, values in (
        ("seen", FEATURES, model.seen),
        ("meant", MEANING, model.meant),
        ("taken", TAKEN, model.taken),
    ):
        lines += [f"{name}\t{f}\t{v:.4f}" for f, v in zip(features, values.tolist(), strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def articles(pairs: list[tuple[dict[str, Any], Any, Any]]) -> list[Article]:
    """Articles of gold rows with their reports and readings; texts without a word are left out."""
    out = []
    for row, report, reading in pairs:
        at = context(report, reading)
        found = toponyms(at)
        if found:
            out.append(Article(at, found, row["places"]))
    return out


def main() -> None:
    from benchmarks.places import halves
    from sayso.attribute import attribute
    from sayso.desk import shared
    from sayso.read import from_text

    rows = halves()[0]
    reports = [from_text(r["text"], id=r["id"], outlet=r["outlet"]) for r in rows]
    read = attribute(reports, shared().encoder)
    pairs = [(row, report, reading) for row, (report, reading) in zip(rows, read, strict=True) if reading is not None]
    write(fit(articles(pairs)))


if __name__ == "__main__":
    main()
