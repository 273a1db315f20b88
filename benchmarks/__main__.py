"""`make bench`: measures, prints one table, writes `benchmarks/results.json`; `--help` says how to run parts of it."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Unpack

from benchmarks import (
    actors,
    against,
    asides,
    claims,
    copies,
    copies_natural,
    dates,
    places,
    quality,
    series,
    stories,
    sweep,
    voices,
)
from benchmarks import figures as numbers
from benchmarks.corpora import ROOT
from benchmarks.metrics import Score
from sayso.desk import Desk, Given
from sayso.report import Report

RESULTS = ROOT / "benchmarks" / "results.json"
FLOORS = ROOT / "benchmarks" / "floors.json"


class Remembering(Desk):
    """A desk that reads a text once, however many parts ask for it."""

    def __init__(self, model: Path | None = None):
        super().__init__(model)
        self._read: dict[str, Report] = {}

    def read_text(self, text: str, **known: Unpack[Given]) -> Report:
        """The report of a text, from memory where it was read before with the same things known."""
        key = f"{sorted((k, v) for k, v in known.items() if v)}{text}"
        if key not in self._read:
            self._read[key] = super().read_text(text, **known)
        return self._read[key]


def _speed(desk: Desk, looking: bool) -> dict[str, Any]:
    from benchmarks import speed  # needs onnx, which the other parts do not

    return speed.throughput() | speed.start_up()


def _copies() -> dict[str, Any]:
    measured = {
        "generated": copies.generated(),
        "judged": copies_natural.natural(1),
        "second": copies_natural.natural(2),
        "third": copies_natural.natural(3),
    }
    return {
        f"copies.{of}.{name}.{what}": figure
        for of, found in measured.items()
        for name in ("Sayso", "rensa", "datasketch")
        for what, figure in found[name].items()
    }


#: What is measured, by name: from a desk, and whether it is for looking while working (on the halves for tuning).
PARTS: dict[str, Callable[[Desk, bool], dict[str, Any]]] = {
    "quality": lambda desk, looking: quality.measure(desk, "tune" if looking else "bench"),
    "voices": lambda desk, looking: voices.measure(desk, "tune" if looking else "bench"),
    "actors": lambda desk, looking: actors.measure(desk, tune=looking),
    "dates": lambda desk, looking: dates.measure(desk, held_out=not looking),
    "places": lambda desk, looking: dict(places.measure(desk, held_out=not looking)),
    "figures": lambda desk, looking: numbers.measure(desk, odd=looking),
    "asides": lambda desk, looking: asides.measure(desk, "tune" if looking else "bench"),
    "stories": lambda desk, looking: dict(stories.examples(desk)),
    "copies": lambda desk, looking: _copies(),
    "series": lambda desk, looking: {f"series.{n}": f for n, f in series.measure("even" if looking else "odd").items()},
    "claims": lambda desk, looking: {f"claims.{n}": f for n, f in claims.measure("even" if looking else "odd").items()},
    "events": lambda desk, looking: {f"events.{n}": f for n, f in stories.together().items()},
    "against": against.measure,
    "sweep": lambda desk, looking: sweep.measure(desk),
    "speed": _speed,
}


def plain(figures: dict[str, Any]) -> dict[str, Any]:
    """Figures as JSON: a number, or a value with its interval and count."""
    return {
        name: {"value": round(f.value, 1), "low": round(f.low, 1), "high": round(f.high, 1), "n": f.n}
        if isinstance(f, Score)
        else f
        for name, f in figures.items()
    }


def value(figure: Any) -> float:
    """The number of a figure, with or without an interval."""
    return float(figure["value"] if isinstance(figure, dict) else figure)


def below(figures: dict[str, Any], floors: dict[str, dict[str, float]]) -> list[str]:
    """Every figure that is under its floor, over its ceiling, or not there."""
    out = []
    for name, bound in floors["least"].items():
        if name not in figures or value(figures[name]) < bound:
            out.append(f"{name} is {figures.get(name)}, its floor is {bound}")
    for name, bound in floors["most"].items():
        if name not in figures or value(figures[name]) > bound:
            out.append(f"{name} is {figures.get(name)}, its ceiling is {bound}")
    return out


def table(figures: dict[str, Any]) -> str:
    """One line a figure."""
    rows = ["| figure | value | 95 % interval | n |", "|---|---|---|---|"]
    for name, f in figures.items():
        if isinstance(f, dict):
            rows.append(f"| {name} | {f['value']} | {f['low']}–{f['high']} | {f['n']} |")
        else:
            rows.append(f"| {name} | {f if isinstance(f, str) else round(f, 2)} | | |")
    return "\n".join(rows)


def main() -> int:
    """Measures what is asked for; exit status 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=["all", *PARTS], default="all")
    parser.add_argument("--tune", action="store_true", help="measure the halves for tuning, and write nothing")
    parser.add_argument("--model", type=Path, help="other weights than the package's")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    given = parser.parse_args()
    desk = Remembering(given.model)
    figures: dict[str, Any] = {}
    for name, part in PARTS.items():
        if given.part in ("all", name):
            figures |= plain(part(desk, given.tune))
    print(table(figures))
    if not (given.dry or given.tune):
        old = json.loads(RESULTS.read_text(encoding="utf-8"))["figures"] if RESULTS.exists() else {}
        about = {
            "date": datetime.now(UTC).date().isoformat(),
            "model": desk.encoder.label,
            "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        }
        RESULTS.write_text(
            json.dumps({**about, "figures": {**old, **figures}}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    wanted = {side: {k: v for k, v in bounds.items() if k in figures} for side, bounds in floors.items()}
    broken = below(figures, wanted)
    for line in broken:
        print("BELOW THE FLOOR:", line, file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
