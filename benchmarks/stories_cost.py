"""What it costs to take one more report into a story, by how many reports a ledger holds."""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import copyfile
from typing import TypeVar

from benchmarks import stories as benchmark
from sayso.compare.stories import arrival as stories
from sayso.compare.stories.keys import keys
from sayso.compare.stories.sketch import MADE_BY, Sketch, packed, sketch
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
    """Median milliseconds of processor time for one more real report at each size, and the growth from first to last.

    Each size is a ledger of its own. Every report arrives in all of them, one right after the other and in turns the
    first, so that a slow moment of the machine is a slow moment of each.
    """
    reports = list(benchmark.gold("incidents", "even").reports.values())
    probes = random.Random(2).sample(reports, PROBES)
    took: dict[int, list[float]] = {size: [] for size in SIZES}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        _filled(Path(folder), [sketch(report) for report in reports])
        ledgers = {size: stack.enter_context(Ledger.open(Path(folder) / f"{size}.db")) for size in SIZES}
        for ledger in ledgers.values():
            ledger.connection.execute("PRAGMA synchronous = OFF")
        draw = random.Random(3)
        for number, report in enumerate(probes):
            published = f"{2013 + draw.randrange(3)}-{draw.randrange(1, 13):02}-10"
            name = f"{report.id}-again"
            one = replace(report, id=name, document=name, url=None, published=published)
            for size in random.Random(number).sample(SIZES, len(SIZES)):
                took[size].append(_arrives(ledgers[size], one))
    out = {f"ms at {size:,}": statistics.median(found) for size, found in took.items()}
    return out | {"growth": out[f"ms at {SIZES[-1]:,}"] / out[f"ms at {SIZES[0]:,}"]}


def _filled(folder: Path, bases: Sequence[Sketch]) -> None:
    """A ledger of each size in a folder, the smaller ones with the first reports of the largest."""
    growing = folder / "growing.db"
    made = varied(bases, SIZES[-1])
    for held, size in pairwise((0, *SIZES)):
        with Ledger.open(growing) as ledger:
            ledger.connection.execute("PRAGMA synchronous = OFF")
            fill(ledger.connection, made, held, size)
            ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # a user's log is never that long
        copyfile(growing, folder / f"{size}.db")


def _arrives(ledger: Ledger, report: Report) -> float:
    """Milliseconds of processor time in which a report that is in the ledger comes into a story."""
    id = ledger.add(report).id
    start = time.process_time()
    stories.arrive(ledger, id)
    return 1000 * (time.process_time() - start)


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
