"""Asides on passages found in `world` before the code: found, tied to the right statement, the right grounds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from benchmarks.corpora import GOLD, texts
from benchmarks.metrics import Count, Score, bootstrap, overlap
from sayso.desk import Desk
from sayso.report import Aside, Report

KINDS = ("anonymity", "caveat", "no comment")


def gold(half: str | None = None) -> list[dict[str, Any]]:
    """The labelled passages of a half ("tune" or "bench"), with the report's text."""
    out = []
    for line in (GOLD / "asides.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = texts(row["corpus"])[row["id"]]
        if hashlib.sha256(report["text"].encode()).hexdigest() != row["text_sha256"]:
            raise SystemExit(f"{row['corpus']} {row['id']}: the text is not the one that was labelled")
        if half in (None, row["half"]):
            out.append(
                row | {"text": report["text"], "known": {k: report.get(k) for k in ("title", "outlet", "published")}}
            )
    return out


def found(row: dict[str, Any], report: Report) -> Aside | None:
    """The aside of the same kind that overlaps a labelled passage most."""
    pairs = [(overlap([a.span], [row["span"]]), n) for n, a in enumerate(report.asides) if a.kind == row["kind"]]
    best = max(pairs, default=(0, -1))
    return report.asides[best[1]] if best[0] else None


def tied(row: dict[str, Any], aside: Aside, report: Report) -> bool:
    """Whether an aside is tied to a statement that the passage is about, or to none where it is about none."""
    if aside.statement is None or not row["about"]:
        return aside.statement is None and not row["about"]
    (statement,) = [s for s in report.statements if s.id == aside.statement]
    return overlap([*statement.source, *statement.cue, *statement.content], row["about"]) > 0


def counts(rows: Sequence[dict[str, Any]], reports: Sequence[Report]) -> dict[str, list[Count]]:
    """A count a passage: found; tied, of those found that are about a statement, and of all found; grounds."""
    out: dict[str, list[Count]] = {}

    def add(name: str, right: bool) -> None:
        out.setdefault(name, []).append(Count(int(right), 1, 1))

    for row, report in zip(rows, reports, strict=True):
        aside = found(row, report)
        for name in ("found", f"found.{row['kind'].replace(' ', '-')}"):
            add(name, aside is not None)
        if aside is None:
            continue
        right = tied(row, aside, report)
        add("tied-or-rightly-to-none", right)
        if row["about"]:
            add("tied", right)
            add(f"tied.{row['kind'].replace(' ', '-')}", right)
        if row["kind"] == "anonymity":
            add("grounds", aside.reason == row["reason"])
    return out


def recall(count: Count) -> float:
    """Recall in percent."""
    return count.recall


def measure(desk: Desk, half: str = "bench") -> dict[str, Score | float]:
    """Every figure of the half, by name."""
    rows = gold(half)
    read: dict[str, Report] = {}
    for row in rows:
        if row["id"] not in read:
            read[row["id"]] = desk.read_text(row["text"], **row["known"])
    named = counts(rows, [read[row["id"]] for row in rows])
    return {f"asides.{name}": bootstrap(each, recall) for name, each in sorted(named.items())}


if __name__ == "__main__":
    for name, score in measure(Desk()).items():
        print(f"{name:36} {score}  n={score.n if isinstance(score, Score) else ''}")
