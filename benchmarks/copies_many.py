"""Ten thousand copies of one report, by many outlets on one day: what index, pairs and origins cost.

Each size is measured by itself; near-linear means that twice as many take about twice as long.
"""

from __future__ import annotations

import random
import resource
import time

from sayso.compare.copies.index import Index
from sayso.compare.copies.origins import lineage
from sayso.compare.copies.pairs import copies_of
from sayso.compare.nouns import Copy
from sayso.read import from_text
from sayso.report import Report

SIZES = (2_500, 10_000)
WORDS = "harbour ferry pier crane rope tide gull lamp bell storm engine captain deck sail anchor cargo rail".split()


def copies(count: int, words: int = 150, credited: str | None = None) -> list[Report]:
    """A report of invented words, and so many copies of it that differ in their last word."""
    draw = random.Random(7)
    text = " ".join(f"{draw.choice(WORDS)}{draw.randrange(1000)}" for _ in range(words)).capitalize()
    end = f" The {credited} told it." if credited else ""
    return [
        from_text(f"{text}. {n}.{end}", id=f"r{n:05}", title="Ferry lost", outlet=f"Outlet {n}", published="2031-03-02")
        for n in range(count)
    ]


def measure() -> dict[str, dict[str, float]]:
    """Seconds and megabytes at each size."""
    out = {}
    for size in SIZES:
        reports = copies(size)
        start = time.process_time()
        index = Index(reports)
        indexed = time.process_time()
        pairs: list[Copy] = [pair for report in reports for pair in copies_of(report.id, index)]
        found = time.process_time()
        told = lineage(reports, pairs).told
        end = time.process_time()
        assert all(one.origin is None for one in told)
        out[f"{size:,} copies"] = {
            "index, seconds": indexed - start,
            "pairs, seconds": found - indexed,
            "origins, seconds": end - found,
            "MB of the process at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    return out
