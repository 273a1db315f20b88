"""Stories: reports of one event found among others, on `incidents` and BASIL; orders of adding; the cost of one more.

    python -m benchmarks.stories even            incidents of even number and every second story of BASIL: for tuning
    python -m benchmarks.stories odd             the others: for the figures
    python -m benchmarks.stories all             both in one ledger, as a user has them
    python -m benchmarks.stories order           the same reports added in three random orders
    python -m benchmarks.stories examples        the reports of examples/ in five random orders
    python -m benchmarks.stories bad             ten thousand copies, a thousand pages of one outlet, a digest, a year
    python -m benchmarks.stories cost            one more report at 1,000, 10,000 and 100,000
    python -m benchmarks.stories fit             weights, by logistic regression on the even half

Reports are read once (half an hour) and kept in build/stories/. The gold of `incidents` is a registry's: some of its
incidents are one spree under several numbers, and ten reports stand under two; each counts where it stands first.
"""

from __future__ import annotations

import argparse
import pickle
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import corpora
from benchmarks.metrics import RESAMPLES, Score
from benchmarks.stories_bad import bad
from sayso.compare.stories import arrival as stories
from sayso.compare.stories.keys import keys
from sayso.compare.stories.likeness import BIAS, WEIGHTS, WINDOW, apart, traits
from sayso.compare.stories.sketch import Sketch, sketch
from sayso.desk import Desk
from sayso.keep import Ledger
from sayso.keep import stories as shelf
from sayso.report import Report

KEPT = corpora.ROOT / "build" / "stories"
CORPORA = ("incidents", "basil")


@dataclass(frozen=True, slots=True)
class Gold:
    """A corpus with the event of each report."""

    reports: Mapping[str, Report]
    events: Mapping[str, str]


def read(corpus: str) -> dict[str, Report]:
    """The grounded reports of a corpus by id, from the last time where they were read before."""
    kept = KEPT / f"{corpus}.pkl"
    if kept.exists():
        with kept.open("rb") as stream:
            found: dict[str, Report] = pickle.load(stream)  # made by this benchmark
            return found
    desk = Desk()
    found = {
        key: desk.read_text(row["text"], id=key, **{k: v for k, v in corpora._known(row).items() if v})
        for key, row in corpora.texts(corpus).items()
    }
    KEPT.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as stream:
        pickle.dump(found, stream)
    return found


def gold(corpus: str, part: str) -> Gold:
    """The reports of a half, `even` or `odd`, or of `all` of it."""
    found = read(corpus)
    wanted = {"even": (0,), "odd": (1,), "all": (0, 1)}[part]
    events: dict[str, str] = {}
    if corpus == "incidents":
        for row in corpora.rows("incidents.jsonl.gz"):
            if int(row["incident"]) % 2 in wanted:
                for report in row["reports"]:
                    events.setdefault(report["id"], row["incident"])
    else:
        rows = list(corpora.rows("basil.jsonl.gz"))
        order = {story: n for n, story in enumerate(sorted({row["story"] for row in rows}))}
        events = {row["id"]: row["story"] for row in rows if order[row["story"]] % 2 in wanted}
    events = {key: event for key, event in events.items() if key in found}
    return Gold({key: found[key] for key in events}, events)


def grouped(reports: Iterable[Report]) -> dict[str, int]:
    """The story of each report, by id, after all were added to a new ledger in this order."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "s.db") as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")
        found = {}
        for report in reports:
            found[ledger.add(replace(report, url=None, document=report.id)).id] = report.id
            stories.arrive(ledger, report.id)
        members = shelf.stories_of(ledger.connection, range(1, len(found) + 1))
        return {found[id]: members[document] for document, id in shelf.ids_of(ledger.connection, members).items()}


def figures(found: Mapping[str, Any], events: Mapping[str, str]) -> dict[str, Score]:
    """B³ (Bagga and Baldwin 1998) and pairs, in percent, with intervals over resampled events.

    Recall of pairs is over incidents with several reports; its precision over every pair that is found.
    """
    by_event, by_story = defaultdict(list), defaultdict(list)
    for report, event in events.items():
        by_event[event].append(report)
        by_story[found[report]].append(report)
    rows: dict[str, list[float]] = {}
    for event, reports in by_event.items():
        row = [0.0] * 6  # reports, precision, recall, right pairs, found pairs, true pairs
        for report in reports:
            mates = by_story[found[report]]
            right = sum(events[other] == event for other in mates)
            row[0] += 1
            row[1] += right / len(mates)
            row[2] += right / len(reports)
            row[3] += (right - 1) / 2
            row[4] += (len(mates) - 1) / 2
            row[5] += (len(reports) - 1) / 2
        rows[event] = row
    order = sorted(rows)
    chance = random.Random(0)
    drawn = [_measures([rows[event] for event in chance.choices(order, k=len(order))]) for _ in range(RESAMPLES)]
    out = {}
    for name, value in _measures([rows[event] for event in order]).items():
        spread = sorted(d[name] for d in drawn)
        out[name] = Score(value, spread[int(0.025 * RESAMPLES)], spread[int(0.975 * RESAMPLES)], len(events))
    return out


def _measures(rows: Sequence[Sequence[float]]) -> dict[str, float]:
    reports, precision, recall, right, found, true = (sum(row[n] for row in rows) for n in range(6))
    p, r = precision / reports, recall / reports
    return {
        "B3 precision": 100 * p,
        "B3 recall": 100 * r,
        "B3 F1": 200 * p * r / (p + r),
        "pair precision": 100 * right / found if found else 100.0,
        "pair recall": 100 * right / true if true else 100.0,
    }


def measure(part: str) -> dict[str, Score]:
    """Figures of each corpus by itself, and of all apart."""
    out: dict[str, Score] = {}
    for corpus in CORPORA:
        known = gold(corpus, part)
        found = grouped(known.reports.values())
        out |= {f"{corpus}.{name}": score for name, score in figures(found, known.events).items()}
        alone = figures({key: n for n, key in enumerate(known.events)}, known.events)
        out[f"{corpus}.all apart.B3 F1"] = alone["B3 F1"]
    return out


def together() -> dict[str, Score]:
    """Figures of both corpora in one ledger: their events are all apart."""
    both = [gold(corpus, "all") for corpus in CORPORA]
    found = grouped(report for known in both for report in known.reports.values())
    return {
        f"{corpus}.{name}": score
        for corpus, known in zip(CORPORA, both, strict=True)
        for name, score in figures({key: found[key] for key in known.events}, known.events).items()
    }


def order(part: str = "even") -> dict[str, float]:
    """Groups that another order of adding makes otherwise, of all groups, for three random orders."""
    reports = [report for corpus in CORPORA for report in gold(corpus, part).reports.values()]
    made = []
    for seed in range(3):
        random.Random(seed).shuffle(reports)
        groups = defaultdict(list)
        for report, story in grouped(reports).items():
            groups[story].append(report)
        made.append({tuple(sorted(members)) for members in groups.values()})
    return {
        "reports": len(reports),
        "groups": len(made[0]),
        "other in the second order": len(made[0] - made[1]),
        "other in the third order": len(made[0] - made[2]),
    }


#: The report of examples/ that tells of another event.
ELSEWHERE = "gulf-courier-0223-vessing"


def examples(desk: Desk) -> dict[str, float]:
    """Of the reports of the invented event of examples/, how many are in one story, in percent, in the worst of five
    orders of adding; how many of another event are with them; how many orders differ.
    """
    found = list(desk.read_many([str(corpora.ROOT / "examples" / "marrow")]))
    reports = [report for report in found if isinstance(report, Report)]
    elsewhere = {report.id for report in reports if ELSEWHERE in (report.id, Path(report.document).stem, report.url)}
    if len(elsewhere) != 1 or len(reports) != len(found):
        raise ValueError("examples/marrow is not as it was written: a report failed, or the look-alike is not there")
    together, strangers, orders = [], [], set()
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        groups = defaultdict(set)
        for report, story in grouped(reports).items():
            groups[story].add(report)
        longest = max(groups.values(), key=len)
        together.append(len(longest - elsewhere))
        strangers.append(len(longest & elsewhere))
        orders.add(frozenset(frozenset(members) for members in groups.values()))
    return {
        "stories.examples.in one story": 100 * min(together) / (len(reports) - 1),
        "stories.examples.strangers in it": max(strangers),
        "stories.examples.orders that differ": len(orders) - 1,
    }


def sketches(part: str) -> tuple[dict[str, Sketch], dict[str, str]]:
    """Sketches and events of both corpora's reports."""
    made: dict[str, Sketch] = {}
    events: dict[str, str] = {}
    for corpus in CORPORA:
        known = gold(corpus, part)
        made |= {key: sketch(report) for key, report in known.reports.items()}
        events |= {key: f"{corpus} {event}" for key, event in known.events.items()}
    return made, events


def fit() -> dict[str, float]:
    """Weights of the traits by logistic regression (ridge 2) on pairs of the even half that share a rare key.

    BASIL has few pairs and other news than shootings: each of them counts ten times.
    """
    import numpy as np

    made, events = sketches("even")
    under = defaultdict(list)
    for key, one in sorted(made.items()):
        for number in keys(one):
            under[number].append(key)
    pairs = sorted(
        {(a, b) for near in under.values() if len(near) <= 150 for n, b in enumerate(near) for a in near[:n]}
    )
    pairs = [pair for pair in pairs if (apart(made[pair[0]], made[pair[1]]) or 0) <= WINDOW]
    names = list(WEIGHTS)
    told = np.array([[*(traits(made[a], made[b])[name] for name in names), 1.0] for a, b in pairs])
    true = np.array([events[a] == events[b] for a, b in pairs], float)
    counts = np.array([10.0 if events[a][0] == events[b][0] == "b" else 1.0 for a, b in pairs])
    weights = np.zeros(len(names) + 1)
    ridge = np.diag([2.0] * len(names) + [0.0])
    for _ in range(40):
        p = 1 / (1 + np.exp(-told @ weights))
        slope = told.T @ (counts * (p - true)) + ridge @ weights
        weights -= np.linalg.solve((told * (counts * p * (1 - p))[:, None]).T @ told + ridge, slope)
    return {name: round(float(weight), 2) for name, weight in zip([*names, "bias"], weights, strict=True)}


def main() -> None:
    """Prints what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["even", "odd", "all", "order", "examples", "bad", "cost", "fit"])
    part = parser.parse_args().part
    found: Mapping[str, object]
    if part in ("even", "odd"):
        found = measure(part)
    elif part == "all":
        found = together()
    elif part == "order":
        found = order()
    elif part == "examples":
        found = examples(Desk())
    elif part == "bad":
        found = bad()
    elif part == "fit":
        found = fit() | {"now": WEIGHTS, "bias now": BIAS}
    else:
        from benchmarks.stories_cost import cost

        found = cost()
    for name, value in found.items():
        print(f"{name:40} {value}")


if __name__ == "__main__":
    main()
