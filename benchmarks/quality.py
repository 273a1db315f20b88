"""Quality on gold: PolNeAR dev, our own reports by domain, GUM's held-out documents, quoted passages, calibration."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Any

from benchmarks.corpora import Labelled, gum, own, polnear, texts
from benchmarks.metrics import (
    PARTS,
    Count,
    Score,
    bootstrap,
    calibration_error,
    exact,
    linked,
    match,
    overlap,
    touching,
)
from sayso.desk import Desk
from sayso.report import Report

#: Reports whose quotation passages are counted, drawn by this seed from three corpora.
QUOTED_REPORTS, SEED = 300, 1


def read(desk: Desk, docs: Sequence[Labelled]) -> list[Report]:
    """Reads labelled texts as given texts, through the desk."""
    return [desk.read_text(d.text, **d.known) for d in docs]


def statements(report: Report, flat: bool = False) -> list[dict[str, Any]]:
    """Statements as plain rows; `flat` leaves out those inside another's content (PolNeAR has none)."""
    return [
        {
            "id": s.id,
            "source": s.source,
            "cue": s.cue,
            "content": s.content,
            "within": s.within,
            "kind": s.kind,
            "score": s.score,
        }
        for s in report.statements
        if not (flat and s.within)
    ]


def spans(docs: Sequence[Labelled], found: Sequence[list[dict[str, Any]]], prefix: str) -> dict[str, Score]:
    """Exact and overlap F1 of each part and F1 of linked statements."""
    out = {}
    for part in PARTS:
        out[f"{prefix}.exact.{part}"] = bootstrap(
            [exact(d.statements, f, part) for d, f in zip(docs, found, strict=True)], f1
        )
        out[f"{prefix}.overlap.{part}"] = bootstrap(
            [touching(d.statements, f, part) for d, f in zip(docs, found, strict=True)], f1
        )
    out[f"{prefix}.linked"] = bootstrap([linked(d.statements, f) for d, f in zip(docs, found, strict=True)], f1)
    return out


def f1(count: Count) -> float:
    """F1 in percent."""
    return count.f1


def recall(count: Count) -> float:
    """Recall in percent."""
    return count.recall


def in_chain(doc: Labelled, found: list[dict[str, Any]]) -> Count:
    """Gold's nested statements that were found and lie within the statement that gold puts them in."""
    pairs = match(doc.statements, found)
    to_found = {doc.statements[i]["id"]: found[j] for i, j in pairs}
    nested = [g for g in doc.statements if g["within"] is not None]
    hit = sum(
        1
        for g in nested
        if g["id"] in to_found
        and g["within"] in to_found
        and to_found[g["id"]]["within"] == to_found[g["within"]]["id"]
    )
    return Count(hit, sum(f["within"] is not None for f in found), len(nested))


def gum_found(doc: Labelled, found: list[dict[str, Any]]) -> Count:
    """GUM's attributions for which a statement's content overlaps gold's, and its cue or source the unit around it."""
    hit = 0
    for gold in doc.statements:
        hit += any(
            overlap([gold["content"]], f["content"]) > 0
            and overlap([gold["attributing"]], [*f["cue"], *f["source"]]) > 0
            for f in found
        )
    return Count(hit, len(found), len(doc.statements))


_PASSAGE = re.compile(r"“[^“”\n]{3,}”|(?<![\w\"])\"(?=\S)[^\"\n]{3,}?(?<=\S)\"(?!\w)")


def quoted(desk: Desk) -> Score:
    """Passages in double quotation marks of three words or more, found by a plain pattern that shares no code with the
    reader: the share of which more than half is in a statement or listed as not used.
    """
    chance = random.Random(SEED)
    counts = []
    for corpus in ("world", "kcna", "incidents"):
        every = texts(corpus)
        for key in chance.sample(sorted(every), QUOTED_REPORTS // 3):
            report = desk.read_text(every[key]["text"])
            kept = [s for t in report.statements for s in (*t.source, *t.cue, *t.content)] + [
                u.span for u in report.unused
            ]
            passages = [
                m.span() for m in _PASSAGE.finditer(report.text) if len(report.text[slice(*m.span())].split()) >= 3
            ]
            hit = sum(overlap([p], kept) * 2 > p[1] - p[0] for p in passages)
            counts.append(Count(hit, len(passages), len(passages)))
    return bootstrap(counts, recall)


def calibration(docs: Sequence[Labelled], found: Sequence[list[dict[str, Any]]]) -> float:
    """Calibration error of `score`: a statement is right where it is linked to a gold one."""
    scored = []
    for doc, rows in zip(docs, found, strict=True):
        right = {j for _, j in match(doc.statements, rows)}
        scored += [(row["score"], j in right) for j, row in enumerate(rows)]
    return calibration_error(scored)


def measure(desk: Desk, half: str = "bench") -> dict[str, Any]:
    """Every quality figure, by name. `half` "tune" is for looking while working; what is published is "bench"."""
    out: dict[str, Any] = {}
    docs = polnear("dev")
    found = [statements(r, flat=True) for r in read(desk, docs)]
    out |= spans(docs, found, "polnear-dev")
    out["polnear-dev.calibration-error"] = calibration(docs, found)
    mine = own(half)
    read_mine = [statements(r) for r in read(desk, mine)]
    for domain in ("world", "kcna", "incidents"):
        pick = [n for n, d in enumerate(mine) if d.domain == domain]
        out |= spans([mine[n] for n in pick], [read_mine[n] for n in pick], f"gold.{domain}")
    out |= spans(mine, read_mine, "gold.all")
    out["gold.all.calibration-error"] = calibration(mine, read_mine)
    chains = [in_chain(d, f) for d, f in zip(mine, read_mine, strict=True)]
    out["gold.all.nested-in-chain"] = bootstrap(chains, recall)
    kinds = [kind_alike(d, f) for d, f in zip(mine, read_mine, strict=True)]
    out["gold.all.kind"] = bootstrap(kinds, recall)
    held = gum(held_out=True)
    counts = [gum_found(d, f) for d, f in zip(held, [statements(r) for r in read(desk, held)], strict=True)]
    out["gum-held-out.found"] = bootstrap(counts, recall)
    for genre in sorted({d.domain for d in held}):
        out[f"gum-held-out.found.{genre}"] = bootstrap(
            [c for d, c in zip(held, counts, strict=True) if d.domain == genre], recall
        )
    out["quoted-passages"] = quoted(desk)
    return out


def kind_alike(doc: Labelled, found: list[dict[str, Any]]) -> Count:
    """Of linked statements, those of the same kind."""
    pairs = match(doc.statements, found)
    return Count(sum(doc.statements[i]["kind"] == found[j]["kind"] for i, j in pairs), len(pairs), len(pairs))
