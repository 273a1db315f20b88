"""Natural pairs of `world` that were judged before anything was measured: Sayso, and MinHash alone beside it.

`benchmarks/gold/copies.json` says what was judged, by whom and by what rule; `benchmarks/copies_draw.py` draws the
pairs. Every method is asked in all of `world`, not among the judged pairs alone. Reports of judged pairs are read with
their statements (by the model, ten minutes, kept in build/copies/), for quotations are no copies; all others as text.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from benchmarks import corpora
from benchmarks.copies import Pair, _other, world
from benchmarks.copies_others import OTHERS, PERMUTATIONS, THRESHOLDS, Datasketch
from benchmarks.metrics import Count, bootstrap
from sayso.compare.copies import copies_of
from sayso.compare.index import Index
from sayso.compare.nouns import Copy
from sayso.desk import Desk
from sayso.report import Report

GOLD = corpora.GOLD / "copies.json"
KEPT = corpora.ROOT / "build" / "copies" / "world.pkl"


@cache
def gold() -> dict[str, Any]:
    """The judged pairs; their texts must be those that were judged."""
    found: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    texts = corpora.texts("world")
    for key, digest in found["texts"].items():
        if hashlib.sha256(texts[key]["text"].encode()).hexdigest() != digest:
            raise SystemExit(f"world {key}: the text is not the one that was judged; take the corpus again")
    return found


def read() -> dict[str, Report]:
    """The reports of judged pairs with their statements, from the last time where they were read before."""
    if KEPT.exists():
        found: dict[str, Report] = pickle.loads(KEPT.read_bytes())  # made by this benchmark
        if found.keys() >= gold()["texts"].keys():
            return found
    desk, rows = Desk(), corpora.texts("world")
    found = {
        key: desk.read_text(rows[key]["text"], id=key, **{k: v for k, v in corpora._known(rows[key]).items() if v})
        for key in gold()["texts"]
    }
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_bytes(pickle.dumps(found))
    return found


def reports() -> list[Report]:
    """All of `world`, those of judged pairs with their statements."""
    known = read()
    return [known.get(report.id, report) for report in world()]


def answers(asked: Sequence[str]) -> tuple[dict[str, list[Copy]], float]:
    """The copies that Sayso finds for each report that is asked for, and the seconds for the index and the asking."""
    found = reports()
    start = time.perf_counter()
    index = Index(found)
    out = {key: list(copies_of(key, index)) for key in asked}
    return out, time.perf_counter() - start


def natural() -> dict[str, Any]:
    """Precision and recall of copies on the judged pairs, with intervals over resampled pairs, and the direction."""
    rows = gold()["pairs"]
    asked = sorted(gold()["texts"])
    found, took = answers(asked)
    pairs = {(key, _other(pair, key)): pair for key, many in found.items() for pair in many}
    out: dict[str, Any] = {
        "pairs judged": len(rows),
        "copies among them": sum(row["copy"] for row in rows),
        "judged twice": agreement(),
        "Sayso": _against(lambda one, two: (one, two) in pairs or (two, one) in pairs) | {"seconds": took},
    }
    out["Sayso"] |= _directions(pairs)
    for other in OTHERS:
        start = time.perf_counter()
        theirs = other.pairs(reports(), asked)
        took = time.perf_counter() - start
        out[other.name] = _against(lambda one, two, theirs=theirs: two in theirs[one]) | {"seconds": took}
    out["datasketch, with the threshold that is best on these very pairs"] = _best(asked)
    wrong = [row for row in rows if row["copy"] != (((a := row["ids"])[0], a[1]) in pairs or (a[1], a[0]) in pairs)]
    out["misses"] = {" ".join(row["ids"]): f"{'missed' if row['copy'] else 'none'}: {row['why']}" for row in wrong}
    return out


def everywhere() -> dict[str, Any]:
    """Every report of `world` is asked: how many pairs are found that a judge calls none, and which nobody read yet."""
    asked = [report.id for report in world()]
    found, took = answers(asked)
    pairs = {frozenset((key, _other(pair, key))) for key, many in found.items() for pair in many}
    known = {frozenset(row["ids"]): row["copy"] for row in (*gold()["pairs"], *gold()["found"])}
    false = sum(known.get(pair) is False for pair in pairs)
    return {
        "reports asked": len(asked),
        "pairs found": len(pairs),
        "of these judged none": false,
        "false pairs per 1,000 reports asked": 1000 * false / len(asked),
        "not judged": [" ".join(sorted(pair)) for pair in pairs - known.keys()],
        "seconds": took,
    }


def _against(says: Callable[..., bool]) -> dict[str, Any]:
    """Precision, recall and F1 of what says that two reports are copies."""
    counts = []
    for row in gold()["pairs"]:
        told = says(*row["ids"])
        counts.append(Count(int(told and row["copy"]), int(told), int(row["copy"])))
    return {
        name: str(bootstrap(counts, figure))
        for name, figure in (
            ("precision", lambda count: count.precision),
            ("recall", lambda count: count.recall),
            ("F1", lambda count: count.f1),
        )
    }


def _directions(pairs: dict[Pair, Copy]) -> dict[str, int]:
    """Directions that are right, unknown and wrong, of the copies that were found and judged to have one."""
    right = unknown = wrong = outside = 0
    for row in gold()["pairs"]:
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


def _best(asked: Sequence[str]) -> dict[str, Any]:
    """What MinHash could reach at most: its best threshold on the very pairs that it is measured on."""
    found = reports()
    tried = {t: Datasketch(t).pairs(found, asked) for t in THRESHOLDS}
    rows = [
        _against(lambda one, two, theirs=theirs: two in theirs[one]) | {"threshold": t} for t, theirs in tried.items()
    ]
    return max(rows, key=lambda row: float(row["F1"].split()[0])) | {"permutations": PERMUTATIONS}


def agreement() -> str:
    """How often a second labelling agrees with the first, beyond chance (Cohen's kappa)."""
    first = {tuple(sorted(row["ids"])): row["copy"] for row in gold()["pairs"]}
    rows = [(first[tuple(sorted(row["ids"]))], row["copy"]) for row in gold()["again"]]
    same = sum(a == b for a, b in rows) / len(rows)
    yes, again = (sum(row[n] for row in rows) / len(rows) for n in (0, 1))
    chance = yes * again + (1 - yes) * (1 - again)
    return f"{len(rows)} pairs, {100 * same:.0f} % alike, kappa {(same - chance) / (1 - chance):.2f}"
