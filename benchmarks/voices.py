"""Source class, role, stance and certainty against our own labels: `python -m benchmarks.voices [tune|bench|fresh]`.

Macro-F1 over the labels that gold has, on statements that link to a gold one and, as a second figure, with gold's spans
given. Beside it: how far two labellers agree on the same reports, by the same measure. "fresh" scores class and role
of the sources that the reader finds in more reports (`gold/roles.jsonl`): those read while working, and two parts
("later", "last") that were scored once before they were read: `docs/voices.md` has those first scores.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from benchmarks.corpora import GOLD, Labelled, own, texts
from benchmarks.metrics import RESAMPLES, Score, match
from sayso.attribute import attribute
from sayso.desk import Desk
from sayso.ground import ground
from sayso.read import from_text
from sayso.report import Report, Statement

FIELDS = ("source_class", "role", "stance", "certainty", "polarity")
#: What issue 3 asks of the benchmark half.
ASKED = {"source_class": 75, "role": 70, "stance": 65, "certainty": 65}
PARTS = ("source", "cue", "content")

Pair = tuple[str, str]  # gold's label and ours


def macro_f1(pairs: Sequence[Pair]) -> float:
    """The mean F1 in percent over the labels that gold has."""
    total = []
    for label in {g for g, _ in pairs}:
        hit = sum(g == p == label for g, p in pairs)
        total.append(200 * hit / (sum(g == label for g, _ in pairs) + sum(p == label for _, p in pairs)))
    return sum(total) / len(total) if total else 0.0


def score(documents: Sequence[Sequence[Pair]]) -> Score:
    """Macro-F1 with its interval over resampled documents."""
    chance = random.Random(0)
    drawn = sorted(
        macro_f1([p for d in chance.choices(documents, k=len(documents)) for p in d]) for _ in range(RESAMPLES)
    )
    pairs = [p for d in documents for p in d]
    return Score(macro_f1(pairs), drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn))], len(pairs))


def as_rows(report: Report) -> list[dict[str, Any]]:
    """A report's statements with their spans and labels."""
    return [{p: getattr(s, p) for p in (*PARTS, *FIELDS)} for s in report.statements]


def pairs(gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]], field: str) -> list[Pair]:
    """The labels of linked statements."""
    return [(str(gold[i][field]), str(found[j][field])) for i, j in match(gold, found)]


def gold_statements(labels: Labelled) -> tuple[Statement, ...]:
    """Gold's statements as the room before would give them: spans, kind and nesting alone."""
    return tuple(
        Statement(
            g["id"],
            g["id"],
            g["kind"],
            source=tuple((a, b) for a, b in g["source"]),
            cue=tuple((a, b) for a, b in g["cue"]),
            content=tuple((a, b) for a, b in g["content"]),
            within=g["within"],
        )
        for g in labels.statements
    )


def report_of(labels: Labelled) -> Report:
    """A labelled text as a report with what its corpus knows of it."""
    known: dict[str, Any] = {k: v for k, v in labels.known.items() if v}
    return from_text(labels.text, id=labels.key, **known)


def given_spans(desk: Desk, docs: Sequence[Labelled]) -> list[list[dict[str, Any]]]:
    """The labels of gold's own statements: what the grounding says when the attribution before it is right."""
    out = []
    for doc in docs:
        [(report, reading)] = attribute([report_of(doc)], desk.encoder)
        if reading is not None:
            report = ground(replace(report, statements=gold_statements(doc)), reading)
        out.append(as_rows(report))
    return out


def measure(desk: Desk, half: str = "bench") -> dict[str, Score | float]:
    """Every figure by name; `half` "tune" is for looking while working."""
    docs = own(half)
    read = [desk.read_text(d.text, **{k: v for k, v in d.known.items() if v}) for d in docs]
    found = [as_rows(r) for r in read]
    given = given_spans(desk, docs)
    first = {d.key: d for d in (*own("tune"), *own("bench"))}
    twice = [(first[d.key], d) for d in own("second") if d.key in first]
    out: dict[str, Score | float] = {}
    for field in FIELDS:
        out[f"voices.{field}"] = score([pairs(d.statements, f, field) for d, f in zip(docs, found, strict=True)])
        out[f"voices.{field}.given-spans"] = score(
            [
                [(str(g[field]), str(f[field])) for g, f in zip(d.statements, rows, strict=True)]
                for d, rows in zip(docs, given, strict=True)
            ]
        )
        out[f"voices.{field}.two-labellers"] = score([pairs(a.statements, b.statements, field) for a, b in twice])
    return out


def fresh(desk: Desk) -> dict[str, Score]:
    """Role and class of the found sources of the fresh reports, part by part."""
    out: dict[str, Score] = {}
    rows = [json.loads(line) for line in (GOLD / "roles.jsonl").read_text(encoding="utf-8").splitlines()]
    for part in ("read", "later", "last"):
        told: dict[str, list[list[Pair]]] = {"role": [], "class": []}
        for row in (r for r in rows if r.get("part") == part):
            known = texts(row["corpus"])[row["id"]]
            outlet = known.get("outlet") or known.get("publisher")
            more = {"title": known.get("title"), "published": known.get("published"), "outlet": outlet}
            report = desk.read_text(known["text"], **{k: v for k, v in more.items() if v})
            for field, pairs_of in told.items():
                pairs_of.append(_fresh_pairs(report, row["sources"], field))
        out |= {f"voices.{field}.{part}": score(pairs_of) for field, pairs_of in told.items()}
    return out


def _fresh_pairs(report: Report, sources: Sequence[dict[str, Any]], field: str) -> list[Pair]:
    """Gold's label and ours of each statement whose source or, where it has none, cue or content was labelled."""
    gold: dict[tuple[str, int, int], str] = {}
    for row in sources:
        where = next(k for k in PARTS if k in row)
        if field in row:
            gold[where, row[where][0], row[where][1]] = row[field]
    out = []
    for s in report.statements:
        where = "source" if s.source else "cue" if s.cue else "content"
        label = gold.get((where, *getattr(s, where)[0]))
        if label is not None:
            out.append((label, str(s.role if field == "role" else s.source_class)))
    return out


def main() -> None:
    if sys.argv[1:] == ["fresh"]:
        for name, figure in fresh(Desk()).items():
            print(f"{name:22}{figure} of {figure.n}")
        return
    half = sys.argv[1] if len(sys.argv) > 1 else "tune"
    figures = measure(Desk(), half)
    print(f"macro-F1, {half} half\n{'':14}{'asked':>6}  {'linked':22}{'gold spans given':22}{'two labellers':22}")
    for field in FIELDS:
        cells = [f"{figures[f'voices.{field}{more}']!s:22}" for more in ("", ".given-spans", ".two-labellers")]
        print(f"{field:14}{ASKED.get(field, '') or '':>6}  {''.join(cells)}")


if __name__ == "__main__":
    main()
