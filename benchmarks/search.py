"""How long a search takes, beside a bare FTS5 query for the same words on the same ledger.

    python -m benchmarks.many SEED.db BIG.db 100000
    python -m benchmarks.search BIG.db

Bare: `SELECT rowid FROM statement_search WHERE statement_search MATCH ? ORDER BY rank LIMIT 20`. A search gives the
same number of hits, ready to be shown: spans, speakers, report, the words found. Both run in turn on connections of
their own, and the median of a few rounds counts. The queries are drawn from the ledger's own words by how many
statements have them; each is asked alone and with every filter.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sayso.keep import Ledger
from sayso.keep.found import Query
from sayso.keep.query import match
from sayso.keep.search import search

ROUNDS = 5
BARE = "SELECT rowid FROM statement_search WHERE statement_search MATCH ? ORDER BY rank LIMIT 20"
PARTS = ("source", "cue", "content")


def words(ledger: Ledger, chance: random.Random, each: int) -> dict[str, list[str]]:
    """Queries of each kind: words that many, some and few statements have, two words, phrases, prefixes, and so on."""
    db = ledger.connection
    db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, statement_search, row)")
    known = db.execute("SELECT term, doc FROM temp.terms WHERE length(term) > 2").fetchall()
    (statements,) = db.execute("SELECT count(*) FROM statements").fetchone()

    def between(low: float, high: float) -> list[str]:
        found = [term for term, count in known if low * statements <= count < high * statements and term.isalpha()]
        return chance.sample(found, min(each, len(found)))

    common, middling = between(0.01, 1), between(0.001, 0.01)
    (last,) = db.execute("SELECT max(statement_id) FROM statements").fetchone()
    phrases: list[str] = []
    while len(phrases) < each:
        row = db.execute(
            "SELECT content FROM statements WHERE statement_id >= ? LIMIT 1", (chance.randint(1, last),)
        ).fetchone()
        pieces = [piece for piece in row[0].split() if piece.isalpha()]
        if len(pieces) > 2:
            at = chance.randrange(len(pieces) - 1)
            phrases.append(f'"{pieces[at]} {pieces[at + 1]}"')
    return {
        "common": common,
        "middling": middling,
        "rare": between(0, 0.0001),
        "two words": [f"{a} {b}" for a, b in zip(common, reversed(middling), strict=False)],
        "either": [f"{a} OR {b}" for a, b in zip(common, middling, strict=False)],
        "but not": [f"{a} -{b}" for a, b in zip(common, middling, strict=False)],
        "phrase": phrases,
        "prefix": [f"{term[:3]}*" for term in middling[: each // 2]] + [f"{term[:4]}*" for term in common],
        "in content": [f"content:{term}" for term in common],
    }


def filters(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Filters of each kind, some that much passes and some that little does."""
    db = ledger.connection
    speakers = [
        row[0]
        for row in db.execute(
            "SELECT c.name FROM actors a JOIN canonical_actors c USING (canonical_id) WHERE c.kind = 'person'"
            " AND c.name GLOB '[A-Z]* [A-Z]*' GROUP BY 1 ORDER BY count(*) DESC, 1"
        )
    ]
    outlets = [
        row[0]
        for row in db.execute(
            "SELECT outlet FROM versions WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
        )
    ]
    places = [
        row[0]
        for row in db.execute("SELECT name FROM places WHERE name IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1")
    ]
    found: dict[str, dict[str, Any]] = {
        "alone": {},
        "by often": {"by": speakers[0]},
        "by seldom": {"by": speakers[len(speakers) // 2]},
        "about": {"about": speakers[0]},
        "class": {"source_class": ("unnamed official",)},
        "role": {"role": ("state",)},
        "stance": {"stance": ("denying",)},
        "outlet often": {"outlet": (outlets[0],)},
        "outlet seldom": {"outlet": (outlets[-1],)},
        "since": {"since": "2031-03-02"},
        "month": {"since": "2030-04", "until": "2030-04"},
        "figure": {"figure": "killed"},
        "all": {"role": ("state",), "since": "2030", "figure": "killed", "outlet": tuple(outlets[:20])},
    }
    if places:
        found |= {
            "place often": {"place": places[0]},
            "place seldom": {"place": places[-1]},
            "country": {"place": "UA"},
        }
    return found


def taken(what: Callable[[], object], clock: Callable[[], float]) -> float:
    """Milliseconds that something takes."""
    start = clock()
    what()
    return (clock() - start) * 1000


def _bare(ledger: Ledger, expression: str) -> object:
    return ledger.connection.execute(BARE, (expression,)).fetchall()


def measure(
    path: Path, each: int, rounds: int = ROUNDS, clock: Callable[[], float] = time.perf_counter
) -> dict[str, Any]:
    """Medians of every query, bare and searched, and what they come to."""
    chance = random.Random(0)
    with Ledger.open(path, write=False) as ledger, Ledger.open(path, write=False) as other:
        asked, narrowed = words(ledger, chance, each), filters(ledger)
        times: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
        for kind, queries in asked.items():
            for text in queries:
                expression = match(text, PARTS)
                assert expression is not None
                bare = partial(_bare, other, expression)
                for name, given in narrowed.items():
                    searched = partial(search, ledger, Query(text, **given))
                    pairs = [(taken(bare, clock), taken(searched, clock)) for _ in range(rounds)]
                    bares, searches = zip(*pairs, strict=True)
                    times[kind, name].append((statistics.median(bares), statistics.median(searches), text))
        alone = {
            name: taken(partial(search, ledger, Query(**given)), clock) for name, given in narrowed.items() if given
        }
    return {"times": times, "without": alone}


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--each", type=int, default=6, help="queries of each kind (default: 6)")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", type=Path, help="write every time here")
    parser.add_argument(
        "--clock", choices=("wall", "cpu"), default="wall", help="cpu: of this process, on a busy machine"
    )
    given = parser.parse_args()
    found = measure(
        given.ledger, given.each, given.rounds, time.process_time if given.clock == "cpu" else time.perf_counter
    )
    times = found["times"]

    def row(label: str, pairs: list[tuple[float, float, str]]) -> None:
        bare, searched = [b for b, _, _ in pairs], [s for _, s, _ in pairs]
        worst = max(pairs, key=lambda pair: pair[1] / max(pair[0], 1e-9))
        print(
            f"{label:16} n {len(pairs):4}  p50 {statistics.median(bare):8.2f} {statistics.median(searched):8.2f}"
            f"  p95 {p95(bare):8.2f} {p95(searched):8.2f}  ratio of p95 {p95(searched) / p95(bare):5.2f}"
            f"  largest {worst[1] / worst[0]:6.1f} ({worst[2]}: {worst[0]:.2f} {worst[1]:.2f})"
        )

    print("milliseconds: bare, searched")
    for kind in dict.fromkeys(kind for kind, _ in times):
        row(kind, [pair for (k, _), pairs in times.items() if k == kind for pair in pairs])
    print()
    for name in dict.fromkeys(name for _, name in times):
        row(name, [pair for (_, n), pairs in times.items() if n == name for pair in pairs])
    print()
    row("every query", [pair for pairs in times.values() for pair in pairs])
    print("\nwithout words:", ", ".join(f"{name} {ms:.1f}" for name, ms in found["without"].items()))
    if given.json:
        given.json.write_text(json.dumps({" · ".join(key): value for key, value in times.items()}, indent=1))


if __name__ == "__main__":
    main()
