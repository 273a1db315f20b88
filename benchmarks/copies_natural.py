"""Natural pairs that were judged before anything was measured: Sayso, and MinHash alone beside it.

`benchmarks/gold/copies.json` (of `world`; rules were mended on it since), `copies-2.json` (of `world` and `incidents`)
and `copies-3.json` (of four corpora, no report of the first two) say what was judged, by whom and by what rule;
`benchmarks/copies_draw.py` draws the pairs. Each method is asked in all of the corpora that the pairs are of, not among
the judged pairs alone. Reports of judged pairs are read with their statements (by the model, ten minutes, kept in
build/copies/), for quotations are no copies; others as text.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

from benchmarks import corpora
from benchmarks.copies import Pair, _other, corpus, world
from benchmarks.copies_others import OTHERS, PERMUTATIONS, THRESHOLDS, Datasketch
from benchmarks.copies_shares import LATER
from benchmarks.metrics import Count, bootstrap
from sayso.compare.copies.index import Index
from sayso.compare.copies.pairs import copies_of
from sayso.compare.nouns import Copy
from sayso.desk import Desk
from sayso.report import Report

KEPT = corpora.ROOT / "build" / "copies"
#: Of each set its labels, what is kept of it, and its corpora.
SETS = {
    1: ("copies", "world", ("world",)),
    2: ("copies-2", "copies-2", ("world", "incidents")),
    3: ("copies-3", "copies-3", ("incidents", "lgl", "polnear", "world")),
}


@cache
def gold(which: int = 1) -> dict[str, Any]:
    """The judged pairs of a set; their texts must be those that were judged."""
    name, _, where = SETS[which]
    found: dict[str, Any] = json.loads((corpora.GOLD / f"{name}.json").read_text(encoding="utf-8"))
    rows = {key: row for one in where for key, row in corpora.texts(one).items()}
    for key, digest in found["texts"].items():
        if hashlib.sha256(rows[key]["text"].encode()).hexdigest() != digest:
            raise SystemExit(f"{key}: the text is not the one that was judged; take the corpus again")
    return found


def read(which: int = 1) -> dict[str, Report]:
    """The reports of judged pairs with their statements, from the last time where they were read before."""
    _, name, where = SETS[which]
    kept = KEPT / f"{name}.pkl"
    if kept.exists():
        found: dict[str, Report] = pickle.loads(kept.read_bytes())  # made by this benchmark
        if found.keys() >= gold(which)["texts"].keys():
            return found
    desk, rows = Desk(), {key: row for one in where for key, row in corpora.texts(one).items()}
    found = {
        key: desk.read_text(rows[key]["text"], id=key, **{k: v for k, v in corpora._known(rows[key]).items() if v})
        for key in gold(which)["texts"]
    }
    KEPT.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(found))
    return found


def reports(which: int = 1) -> list[Report]:
    """All reports of a set's corpora, those of judged pairs with their statements."""
    known = read(which)
    return [known.get(report.id, report) for name in SETS[which][2] for report in corpus(name)]


def answers(asked: Sequence[str], which: int = 1) -> tuple[dict[str, list[Copy]], float]:
    """The copies that Sayso finds for each report that is asked for, and the seconds for the index and the asking."""
    found = reports(which)
    start = time.perf_counter()
    index = Index(found)
    out = {key: list(copies_of(key, index)) for key in asked}
    return out, time.perf_counter() - start


def natural(which: int = 1) -> dict[str, Any]:
    """Precision and recall of copies on the judged pairs, with intervals over resampled pairs, and the direction."""
    rows = gold(which)["pairs"]
    asked = sorted(gold(which)["texts"])
    found, took = answers(asked, which)
    pairs = {(key, _other(pair, key)): pair for key, many in found.items() for pair in many}

    def ours(one: str, two: str) -> bool:
        return (one, two) in pairs or (two, one) in pairs

    every = reports(which)
    out: dict[str, Any] = {
        "pairs judged": len(rows),
        "copies among them": sum(row["copy"] for row in rows),
        "reports among which all are asked": len(every),
    }
    if "again" in gold(which):
        out["judged twice"] = agreement(which)
    out["Sayso"] = _against(ours, rows) | {"seconds": took} | _directions(pairs, rows)
    parts = _parts(rows)
    for name, part in parts.items():
        out[f"Sayso, {name}"] = _against(ours, part)
    for other in OTHERS:
        start = time.perf_counter()
        theirs = other.pairs(every, asked)
        took = time.perf_counter() - start

        def says(one: str, two: str, theirs: Mapping[str, Collection[str]] = theirs) -> bool:
            return two in theirs[one]

        out[other.name] = _against(says, rows) | {"seconds": took}
        for name, part in parts.items():
            out[f"{other.name}, {name}"] = _against(says, part)
    out["datasketch, with the threshold that is best on these very pairs"] = _best(asked, every, rows)
    wrong = [row for row in rows if row["copy"] != ours(*row["ids"])]
    out["misses"] = {" ".join(row["ids"]): f"{'missed' if row['copy'] else 'none'}: {row['why']}" for row in wrong}
    return out


def everywhere() -> dict[str, Any]:
    """Every report of `world` is asked: how many pairs are found that a judge calls none, and which nobody read yet."""
    asked = [report.id for report in world()]
    found, took = answers(asked)
    pairs = {frozenset((key, _other(pair, key))) for key, many in found.items() for pair in many}
    judged = (row for which in SETS for row in (*gold(which)["pairs"], *gold(which).get("found", ())))
    known = {frozenset(row["ids"]): row["copy"] for row in judged}
    false = sum(known.get(pair) is False for pair in pairs)
    return {
        "reports asked": len(asked),
        "pairs found": len(pairs),
        "of these judged none": false,
        "false pairs per 1,000 reports asked": 1000 * false / len(asked),
        "not judged": [" ".join(sorted(pair)) for pair in pairs - known.keys()],
        "seconds": took,
    }


def _parts(rows: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The judged pairs of each corpus, those that were drawn at first, and those that no other reader would contest."""
    found = {f"of {name}": [row for row in rows if row["corpus"] == name] for name in {row["corpus"] for row in rows}}
    found["without the doubtful"] = [row for row in rows if not row["doubtful"]]
    found["without what was drawn for more copies"] = [row for row in rows if row["by"] not in LATER]
    return {name: part for name, part in sorted(found.items()) if len(part) < len(rows)}


def _against(says: Callable[..., bool], rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of what says that two reports are copies, and how many pairs they are of."""
    counts = []
    for row in rows:
        told = says(*row["ids"])
        counts.append(Count(int(told and row["copy"]), int(told), int(row["copy"])))
    return {
        name: bootstrap(counts, figure)
        for name, figure in (
            ("precision", lambda count: count.precision),
            ("recall", lambda count: count.recall),
            ("F1", lambda count: count.f1),
        )
    } | {"right": sum(count.hit for count in counts), "told": sum(count.found for count in counts)}


def _directions(pairs: dict[Pair, Copy], rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Directions that are right, unknown and wrong, of the copies that were found and judged to have one."""
    right = unknown = wrong = outside = 0
    for row in rows:
        one, two = row["ids"]
        pair = pairs.get((one, two)) or pairs.get((two, one))
        if not row["copy"] or pair is None:
            continue
        if row["taken"] in ("outside", "unknown"):
            outside += pair.external is not None
            wrong += pair.by is not None
        elif pair.by is None:
            unknown += 1
        else:
            right += pair.report == row["taken"]
            wrong += pair.report != row["taken"]
    return {
        "directions right": right,
        "left unknown": unknown,
        "wrong or claimed where none shows": wrong,
        "named as from outside": outside,
    }


def _best(asked: Sequence[str], found: Sequence[Report], rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What MinHash could reach at most: its best threshold on the very pairs that it is measured on."""
    tried = {t: Datasketch(t).pairs(found, asked) for t in THRESHOLDS}
    figures = [
        _against(lambda one, two, theirs=theirs: two in theirs[one], rows) | {"threshold": t}
        for t, theirs in tried.items()
    ]
    return max(figures, key=lambda row: row["F1"].value) | {"permutations": PERMUTATIONS}


def agreement(which: int = 1) -> str:
    """How often a second labelling agrees with the first, beyond chance (Cohen's kappa)."""
    first = {tuple(sorted(row["ids"])): row["copy"] for row in gold(which)["pairs"]}
    rows = [(first[tuple(sorted(row["ids"]))], row["copy"]) for row in gold(which)["again"]]
    same = sum(a == b for a, b in rows) / len(rows)
    yes, again = (sum(row[n] for row in rows) / len(rows) for n in (0, 1))
    chance = yes * again + (1 - yes) * (1 - again)
    return f"{len(rows)} pairs, {100 * same:.0f} % alike, kappa {(same - chance) / (1 - chance):.2f}"
