"""What the ledger has to hold: killed at random moments, many at once, and at a hundred thousand reports.

    python -m benchmarks.ledger kill            `sayso add` killed 200 times, then run to the end
    python -m benchmarks.ledger together        two writers and twenty readers on one ledger for two minutes
    python -m benchmarks.ledger search          a search on 100,000 reports beside a bare FTS5 query for the same words
    python -m benchmarks.ledger growth          cost of adding one more at 1,000, 10,000 and 100,000 kept

Reports are real ones with their attribution computed once, beforehand; where more are needed than there are, each gets
a paragraph of its own and new names, so that no two are one text and a ledger that grows meets new people.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import corpora, search
from sayso.desk import Desk
from sayso.keep import Ledger
from sayso.keep.found import Query
from sayso.keep.query import match
from sayso.keep.search import search as look
from sayso.report import Report, text_id

SEED = 20310302


def attributed(count: int) -> list[Report]:
    """The first reports of `incidents` and `world`, grounded: read once, kept beside the build."""
    rows = [*corpora.texts("incidents").items()][: count // 2] + [*corpora.texts("world").items()][: count - count // 2]
    desk = Desk()
    return [
        desk.read_text(row["text"], id=f"{key}", outlet=row.get("outlet")) for key, row in rows if row["text"].strip()
    ]


def varied(reports: list[Report], count: int, seed: int = SEED) -> Iterator[Report]:
    """`count` reports over real ones: every other one with a paragraph of its own, so that texts and places differ.

    Names of some actors are varied too: a ledger that grows meets new people.
    """
    draw = random.Random(seed)
    words = sorted({word for report in reports for word in report.text.split() if word.isalpha()})
    for n in range(count):
        report = reports[n % len(reports)]
        tail = " ".join(draw.choice(words) for _ in range(30))
        text = f"{report.text}\n\n{tail} {n}."
        fresh = {a.id for a in report.actors if draw.random() < 0.2}
        actors = tuple(
            replace(a, name=f"{a.name} {draw.choice(words).title()}") if a.id in fresh else a for a in report.actors
        )
        yield replace(
            report,
            text=text,
            text_id=text_id(text),
            id=f"r{n}",
            actors=actors,
            document=f"r{n}",
            published=f"20{draw.randrange(10, 27)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
        )


def whole(path: Path) -> list[str]:
    """What SQLite finds wrong with a ledger; nothing where it is whole."""
    with Ledger.open(path) as ledger:
        db = ledger.connection
        found = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key {row}" for row in db.execute("PRAGMA foreign_key_check")]
        for index in ("statement_search", "text_search", "spelling_search"):
            try:
                db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                found.append(f"{index}: {error}")
    return found


def kill(times: int = 200, seed: int = SEED) -> dict[str, float]:
    """Kills `sayso add` at random moments and starts it again, then lets it end; again until all kills are done.

    Reports are cut to their first 600 characters, so that a run gets as far as keeping some before it is killed.
    """
    draw = random.Random(seed)
    folder = Path(tempfile.mkdtemp())
    found = {"killed": 0.0, "runs to the end": 0.0, "reports": 0.0, "lost": 0.0, "doubled": 0.0, "failed checks": 0.0}
    between: list[int] = []
    try:
        texts = {
            f"k{n}": row["text"][:600]
            for n, row in enumerate([r for r in corpora.texts("incidents").values() if len(r["text"]) > 200][:600])
        }
        source = folder / "rows.jsonl"
        rows = [json.dumps({"id": id_, "text": text, "outlet": "Test"}) for id_, text in texts.items()]
        source.write_text("\n".join(rows), encoding="utf-8")
        while found["killed"] < times:
            path = folder / f"{found['runs to the end']:.0f}.db"
            command = [sys.executable, "-m", "sayso", "add", str(source), "--ledger", str(path), "--quiet"]
            while found["killed"] < times and _killed(command, path, draw):
                found["killed"] += 1
                if path.exists() and path.stat().st_size:
                    found["failed checks"] += bool(whole(path))
                    with Ledger.open(path, write=False) as ledger:
                        between += ledger.connection.execute("SELECT count(*) FROM documents").fetchone()
            subprocess.run(command, check=True)
            with Ledger.open(path, write=False) as ledger:
                kept = [(report.id, report.text) for report in ledger.reports()]
            found["runs to the end"] += 1
            found["reports"] = len(texts)
            found["lost"] += len(set(texts.items()) - set(kept))
            found["doubled"] += len(kept) - len(texts)
            found["failed checks"] += bool(whole(path))
        found["kills with some reports kept and others not"] = sum(0 < n < len(texts) for n in between)
        return found
    finally:
        shutil.rmtree(folder)


def _killed(command: list[str], path: Path, draw: random.Random) -> bool:
    """Starts a run and kills it at a random moment, mostly after it began to write; False where it ended first."""
    process = subprocess.Popen(command)
    begun = path.stat().st_size if path.exists() else 0
    deadline = time.monotonic() + draw.uniform(0.2, 12.0)  # some are killed before they keep anything
    while time.monotonic() < deadline and process.poll() is None:
        log = Path(f"{path}-wal")
        if (path.exists() and path.stat().st_size > begun) or (log.exists() and log.stat().st_size):
            time.sleep(draw.uniform(0.0, 1.5))
            break
        time.sleep(0.01)
    if process.poll() is not None:
        return False
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return True


def together(seconds: float = 120.0, readers: int = 20, writers: int = 2) -> dict[str, float]:
    """Writers that add and readers that search and read at once: errors shown, and how much was done."""
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "t.db"
        reports = attributed(40)
        Ledger.open(path).close()
        queue: multiprocessing.Queue[tuple[str, int, list[str]]] = multiprocessing.Queue()
        jobs = [multiprocessing.Process(target=_write, args=(path, reports, n, seconds, queue)) for n in range(writers)]
        jobs += [multiprocessing.Process(target=_read, args=(path, seconds, n, queue)) for n in range(readers)]
        for job in jobs:
            job.start()
        done = [queue.get() for _ in jobs]
        for job in jobs:
            job.join()
        errors = [error for _, _, found in done for error in found]
        for error in errors[:5]:
            print(error)
        return {
            "added": sum(n for kind, n, _ in done if kind == "write"),
            "read": sum(n for kind, n, _ in done if kind == "read"),
            "errors": len(errors),
            "failed checks": len(whole(path)),
        }
    finally:
        shutil.rmtree(folder)


def _write(path: Path, reports: list[Report], who: int, seconds: float, queue: multiprocessing.Queue[object]) -> None:
    end, done, errors = time.monotonic() + seconds, 0, []
    with Ledger.open(path) as ledger:
        for report in varied(reports, 10**9, seed=who):
            if time.monotonic() > end:
                break
            try:
                ledger.add(replace(report, id=f"w{who}-{report.id}"))
                done += 1
            except Exception as error:
                errors.append(f"writer {who}: {error}")
    queue.put(("write", done, errors))


def _read(path: Path, seconds: float, who: int, queue: multiprocessing.Queue[object]) -> None:
    end, done, errors = time.monotonic() + seconds, 0, []
    draw = random.Random(who)
    search = "SELECT rowid FROM statement_search WHERE statement_search MATCH ? ORDER BY rank LIMIT 20"
    while time.monotonic() < end:
        try:
            with Ledger.open(path, write=False) as ledger:
                for word in ("police", "killed", "officials"):
                    ledger.connection.execute(search, (word,)).fetchall()
                ids = ledger.connection.execute("SELECT id FROM documents").fetchall()
                if ids:
                    ledger.report(draw.choice(ids)[0])
                done += 1
        except Exception as error:
            errors.append(f"reader {who}: {error}")
    queue.put(("read", done, errors))


def growth(
    sizes: tuple[int, ...] = (1_000, 10_000, 100_000), sample: int = 400, at: Path | None = None
) -> dict[str, float]:
    """Milliseconds to add one more report to ledgers of each size, the same reports to each in turn.

    Means, not only medians: a search index that folds its segments together now and then has to be paid for as well.
    `at`: a folder where the ledgers are kept, and taken from where they are there already.
    """
    folder = at or Path(tempfile.mkdtemp())
    try:
        paths = filled(folder, sizes)
        ledgers = [Ledger.open(path) for path in paths.values()]
        took: list[list[float]] = [[] for _ in sizes]
        draw = random.Random(SEED)
        fresh = list(varied(attributed(40), sample + 50, seed=int(time.time())))
        for n, report in enumerate(fresh):
            order = list(range(len(sizes)))
            draw.shuffle(order)
            for which in order:
                start = time.perf_counter()
                ledgers[which].add(replace(report, id=f"one-more-{time.time_ns()}", document="one more"))
                if n >= 50:  # before that, files come into memory
                    took[which].append(time.perf_counter() - start)
        for ledger in ledgers:
            ledger.close()
        costs = {f"ms at {size:,}": 1000 * statistics.mean(found) for size, found in zip(sizes, took, strict=True)}
        costs |= {
            f"median ms at {size:,}": 1000 * statistics.median(found) for size, found in zip(sizes, took, strict=True)
        }
        costs["growth"] = statistics.mean(took[-1]) / statistics.mean(took[0])
        costs["median growth"] = statistics.median(took[-1]) / statistics.median(took[0])
        costs["MB"] = list(paths.values())[-1].stat().st_size / 1e6
        return costs
    finally:
        if at is None:
            shutil.rmtree(folder)


def filled(folder: Path, sizes: tuple[int, ...]) -> dict[int, Path]:
    """A ledger of each size, made in one go: each is a copy of the next one on its way."""
    paths = {size: folder / f"ledger-{size}.db" for size in sizes}
    if all(path.exists() for path in paths.values()):
        return paths
    work = folder / "work.db"
    stream = varied(attributed(200), sizes[-1])
    with Ledger.open(work) as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")  # filling is not what is measured
        for n, report in enumerate(stream, 1):
            ledger.add(report)
            if n in paths:
                with sqlite3.connect(paths[n]) as copy:
                    ledger.connection.backup(copy)
                copy.close()
                print(f"{n:,} reports", flush=True)
    for tail in ("", "-wal", "-shm"):
        Path(f"{work}{tail}").unlink(missing_ok=True)
    return paths


#: What a newsroom may look for: words that many and few statements have, phrases, prefixes, alternatives, exclusions.
ASKED = (
    "police",
    "killed",
    "officials",
    "government",
    "hospital",
    "suspect",
    "ceasefire",
    '"prime minister"',
    '"chemical weapons"',
    "polic*",
    "sherif*",
    "gunfire",
    "parliament",
    "police OR army",
    "police -shooting",
    "death toll",
    "nuclear talks",
    "content:hospital",
    "vehicle stolen",
    "embassy",
)
NARROWED: dict[str, dict[str, Any]] = {
    "alone": {},
    "class": {"source_class": ("unnamed official",)},
    "role": {"role": ("state",)},
    "since": {"since": "2020-03-02"},
    "figure": {"figure": "killed"},
    "by": {"by": "Obama"},
}


def found(size: int = 100_000, at: Path | None = None) -> dict[str, float]:
    """95th percentile of CPU milliseconds of a search, and of a bare FTS5 query for the same words, in turn.

    `benchmarks/search.py` draws the words from the ledger itself and asks with every filter; this is its short form.
    """
    folder = at or Path(tempfile.mkdtemp())
    try:
        path = filled(folder, (1_000, 10_000, size))[size]
        times: dict[str, list[tuple[float, float]]] = {}
        with Ledger.open(path, write=False) as ledger, Ledger.open(path, write=False) as other:
            for name, given in NARROWED.items():
                for words in ASKED:
                    expression = match(words, search.PARTS)
                    assert expression is not None
                    bare, full = partial(search._bare, other, expression), partial(look, ledger, Query(words, **given))
                    pairs = [
                        (search.taken(bare, time.process_time), search.taken(full, time.process_time)) for _ in "ab"
                    ]
                    times.setdefault(name, []).append((min(b for b, _ in pairs), min(f for _, f in pairs)))
        times["all"] = [pair for pairs in times.values() for pair in pairs]
        out: dict[str, float] = {}
        for name, pairs in times.items():
            low, high = (statistics.quantiles([pair[side] for pair in pairs], n=20)[-1] for side in (0, 1))
            out |= {f"{name}: bare ms": low, f"{name}: search ms": high, f"{name}: ratio": high / low}
        return out
    finally:
        if at is None:
            shutil.rmtree(folder)


#: Each part, given the folder where large ledgers are kept, if any.
PARTS: dict[str, Callable[[Path | None], dict[str, float]]] = {
    "kill": lambda _: kill(),
    "together": lambda _: together(),
    "growth": lambda at: growth(at=at),
    "search": lambda at: found(at=at),
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=PARTS, nargs="+")
    parser.add_argument("--at", type=Path, metavar="FOLDER", help="where the large ledgers of `growth` are kept")
    asked = parser.parse_args()
    for part in asked.part:
        figures = PARTS[part](asked.at)
        print(part, {name: round(value, 2) for name, value in figures.items()}, flush=True)
