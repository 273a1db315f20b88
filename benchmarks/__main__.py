"""`make bench`: measures, prints one table, writes `benchmarks/results.json`; `--help` says how to run parts of it."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import quality, sweep
from benchmarks.corpora import ROOT
from benchmarks.metrics import Score
from sayso.desk import Desk

RESULTS = ROOT / "benchmarks" / "results.json"
FLOORS = ROOT / "benchmarks" / "floors.json"


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
    parser.add_argument("--part", choices=["all", "quality", "speed", "sweep"], default="all")
    parser.add_argument(
        "--half", choices=["bench", "tune"], default="bench", help="which half of our labels (publish bench)"
    )
    parser.add_argument("--model", type=Path, help="other weights than the package's")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    given = parser.parse_args()
    desk = Desk(given.model)
    figures: dict[str, Any] = {}
    if given.part in ("all", "quality"):
        figures |= plain(quality.measure(desk, given.half))
    if given.part in ("all", "sweep"):
        figures |= sweep.measure(desk)
    if given.part in ("all", "speed"):
        from benchmarks import speed  # needs onnx, which quality does not

        figures |= speed.throughput()
        figures |= speed.start_up()
    print(table(figures))
    if not given.dry and given.half == "bench":
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
