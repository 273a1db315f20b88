"""Claims: whether statements that say the same are joined, and only those.

    python -m benchmarks.claims [even|odd|all]

144 pairs of statements of two reports of one story (`world`, `incidents`, BASIL), a part of each by how alike they are;
a language model had read each pair and judged it before the rules were changed (benchmarks/gold/claims.json, without
text). Rules were made on stories of `even` number; `odd` ones are for the figures. Recall is that among such pairs.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from typing import Any

from benchmarks import corpora
from benchmarks.metrics import Count, Score, bootstrap
from benchmarks.stories import KEPT, read
from sayso.compare.claims.claims import Group, grouped
from sayso.compare.roots.roots import Roots
from sayso.desk import Desk
from sayso.report import Report

_GOLD = corpora.GOLD / "claims.json"
_HELD = 0.5  # the share of a labelled passage that a piece of a statement has in common with it


def stories(part: str) -> dict[str, tuple[list[Report], list[dict[str, Any]]]]:
    """The grounded reports of each labelled story, and its pairs."""
    gold = json.loads(_GOLD.read_text(encoding="utf-8"))
    wanted = {"even": (0,), "odd": (1,), "all": (0, 1)}[part]
    out = {}
    for number, (name, story) in enumerate(gold["stories"].items()):
        if number % 2 in wanted:
            known = _world(story["reports"]) if story["corpus"] == "world" else read(story["corpus"])
            pairs = [pair for pair in gold["pairs"] if pair["story"] == name]
            out[name] = [known[id_] for id_ in story["reports"]], pairs
    return out


def _world(ids: Sequence[str]) -> dict[str, Report]:
    """Reports of `world`, read once."""
    kept = KEPT / "world-claims.pkl"
    found: dict[str, Report] = {}
    if kept.exists():
        with kept.open("rb") as stream:
            found = pickle.load(stream)  # made by this benchmark
    if missing := [id_ for id_ in ids if id_ not in found]:
        rows, desk = corpora.texts("world"), Desk()
        for id_ in missing:
            known = {key: value for key, value in corpora._known(rows[id_]).items() if value}
            found[id_] = desk.read_text(rows[id_]["text"], id=id_, **known)
        KEPT.mkdir(parents=True, exist_ok=True)
        with kept.open("wb") as stream:
            pickle.dump(found, stream)
    return found


def joined(groups: Sequence[Group], left: Sequence[Any], right: Sequence[Any]) -> bool:
    """Whether two passages, each a report's id and spans, are of one claim."""
    return any(_in(group, left) and _in(group, right) for group in groups)


def _in(group: Group, passage: Sequence[Any]) -> bool:
    report, spans = passage
    size = sum(end - start for start, end in spans)
    return any(
        one.report.id == report
        and sum(max(0, min(b, d) - max(a, c)) for a, b in one.spans for c, d in spans) >= _HELD * size
        for one in group.members
    )


def measure(part: str, *, show: bool = False) -> dict[str, Score]:
    """Precision, recall and F1 of joining, with intervals over resampled stories."""
    counts = []
    for name, (reports, pairs) in stories(part).items():
        _, _, groups = grouped(reports, Roots(reports), ())
        hit = found = true = 0
        texts = {report.id: report for report in reports}
        for pair in pairs:
            one = joined(groups, pair["a"], pair["b"])
            hit, found, true = hit + (one and pair["same"]), found + one, true + pair["same"]
            if show and one != pair["same"]:
                left, right = (_words(texts[id_], spans) for id_, spans in (pair["a"], pair["b"]))
                print(name, "missed" if pair["same"] else "wrong", "|", left, "|", right)
        counts.append(Count(hit, found, true))
    return {
        "pairs": Score(float(sum(len(pairs) for _, pairs in stories(part).values())), 0, 0, 0),
        "precision": bootstrap(counts, lambda c: c.precision),
        "recall": bootstrap(counts, lambda c: c.recall),
        "F1": bootstrap(counts, lambda c: c.f1),
    }


def _words(report: Report, spans: Sequence[Sequence[int]]) -> str:
    return " … ".join(" ".join(report.text[start:end].split()) for start, end in spans)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", default="all", choices=["even", "odd", "all"])
    parser.add_argument(
        "--show", action="store_true", help="print the pairs that are wrong (of `even`: the others are for figures)"
    )
    known = parser.parse_args()
    for name, score in measure(known.part, show=known.show).items():
        print(f"{name:12} {score if name != 'pairs' else int(score.value)}")


if __name__ == "__main__":
    main()
