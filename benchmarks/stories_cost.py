"""What it costs to take one more report into a story, by how many reports a ledger holds."""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from benchmarks import stories as benchmark
from sayso.compare import stories
from sayso.compare.sketch import MADE_BY, Sketch, packed, sketch
from sayso.compare.story_keys import keys
from sayso.keep import Ledger
from sayso.keep import stories as shelf
from sayso.report import Report

SIZES = (1_000, 10_000, 100_000)
PROBES = 200
#: Days over which the reports are spread, however many they are: their density grows with their number.
SPAN = 3 * 365
#: The share of the rare words of a made report that are another report's. Names and towns are another's, all of them:
#: a made report tells of an event of its own.
SWAPPED = 0.5

Named = TypeVar("Named", bound=Mapping[str, float])


def cost() -> dict[str, float]:
    """Median milliseconds for one more real report at each size, and the growth from the first size to the last."""
    reports = list(benchmark.gold("incidents", "even").reports.values())
    bases = [sketch(report) for report in reports]
    probes = random.Random(2).sample(reports, PROBES)
    out: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "s.db") as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")
        made = varied(bases, SIZES[-1])
        held = 0
        for size in SIZES:
            fill(ledger.connection, made, held, size)
            held = size
            ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # a user's log is never that long
            out[f"ms at {size:,}"] = statistics.median(_probe(ledger, probes, size))
    out["growth"] = out[f"ms at {SIZES[-1]:,}"] / out[f"ms at {SIZES[0]:,}"]
    return out


def varied(bases: Sequence[Sketch], count: int, seed: int = 20310302) -> Iterator[Sketch]:
    """Sketches of reports made over real ones: on another day, with words of two reports and names of two others."""
    draw = random.Random(seed)
    for _ in range(count):
        base, other, third = (draw.choice(bases) for _ in range(3))
        first = 735_000.0 + draw.randrange(SPAN)
        yield replace(
            base,
            first=first,
            last=first + 2,
            days=(),
            struck=(),
            dead=(),
            people=_mixed(other.people, third.people, draw),
            full=_mixed(other.full, third.full, draw),
            names=_mixed(other.names, third.names, draw),
            head=_mixed(base.head, other.head, draw),
            words=_mixed(base.words, other.words, draw),
            spots=third.spots,
            lines=(),
            shingles=tuple(sorted(draw.getrandbits(63) for _ in base.shingles)),
        )


def _mixed(one: Mapping[str, float], two: Mapping[str, float], draw: random.Random) -> dict[str, float]:
    both = list(zip(one.items(), [*two.items(), *one.items()], strict=False))
    return dict(theirs if draw.random() < SWAPPED else ours for ours, theirs in both)


def fill(db: sqlite3.Connection, made: Iterator[Sketch], held: int, size: int) -> None:
    """Puts made reports on the shelf, each in a story of its own, without their texts."""
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    for number in range(held + 1, size + 1):
        one = next(made)
        row = db.execute("INSERT INTO documents VALUES (NULL, ?, ?, '')", (f"made-{number}", -number))
        document = int(row.lastrowid or 0)
        kept = shelf.Kept(document, None, MADE_BY, packed(one))
        shelf.put(db, kept, keys(one), int(one.first or 0))
        shelf.join(db, document, int(db.execute("INSERT INTO stories (made_at) VALUES ('')").lastrowid or 0))
    db.execute("COMMIT")
    db.execute("PRAGMA foreign_keys = ON")


def _probe(ledger: Ledger, probes: Sequence[Report], size: int) -> list[float]:
    draw = random.Random(size)
    took = []
    for report in probes:
        one = replace(
            report,
            id=f"{report.id}-{size}",
            document=f"{report.id}-{size}",
            url=None,
            published=f"{2013 + draw.randrange(3)}-{draw.randrange(1, 13):02}-10",
        )
        id = ledger.add(one).id
        start = time.process_time()
        stories.arrive(ledger, id)
        took.append(1000 * (time.process_time() - start))
    return took
