"""Gold from the corpora and from our own stand-off labels, in one form: a text and its statements."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared" / "data"))
GOLD = ROOT / "benchmarks" / "gold"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text with what a labeller marked in it."""

    key: str
    domain: str
    text: str
    statements: list[dict[str, Any]]
    known: dict[str, str | None] = field(default_factory=dict)  # title, outlet, published


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of one corpus file under `DATA`."""
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@cache
def texts(corpus: str) -> dict[str, dict[str, Any]]:
    """The reports of a corpus by id, without labels; `incidents` is flattened to its reports.

    `polnear` is its training part, and its ids begin the SHA-256 of an article's name, for that is most of a headline.
    """
    if corpus == "polnear":
        named = {hashlib.sha256(one.key.partition("/")[0].encode()).hexdigest()[:16]: one for one in polnear("train")}
        return {key: {"id": key, "text": one.text, **one.known} for key, one in named.items()}
    found = rows(f"{corpus}.jsonl.gz")
    if corpus == "incidents":
        return {report["id"]: report for incident in found for report in incident["reports"]}
    return {row["id"]: row for row in found}


def _known(row: dict[str, Any]) -> dict[str, str | None]:
    return {
        "title": row.get("title"),
        "published": row.get("published"),
        "outlet": row.get("outlet") or row.get("publisher"),
    }


def polnear(part: str) -> list[Labelled]:
    """PolNeAR `train` or `dev`, one annotator a text: the first by article and annotator."""
    seen: dict[str, Labelled] = {}
    for row in sorted(rows(f"polnear/{part}.jsonl.gz"), key=lambda r: (r["article"], r["annotator"])):
        key = f"{row['article']}/{row['annotator']}"
        seen.setdefault(row["text"], Labelled(key, row["publisher"], row["text"], row["attributions"], _known(row)))
    return list(seen.values())


def own(part: str) -> list[Labelled]:
    """Our labels: `tune`, `bench` or `second` (the second labels of ten reports)."""
    out = []
    for line in (GOLD / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = texts(row["corpus"])[row["id"]]
        if hashlib.sha256(report["text"].encode()).hexdigest() != row["text_sha256"]:
            raise SystemExit(
                f"{row['corpus']} {row['id']}: the text is not the one that was labelled; take the corpus again"
            )
        out.append(Labelled(row["id"], row["corpus"], report["text"], row["statements"], _known(report)))
    return out


def gum(held_out: bool) -> list[Labelled]:
    """GUM's documents: in each genre every second by name is for training, the others are held out."""
    place: dict[str, int] = {}
    out = []
    for row in sorted(rows("gum.jsonl.gz"), key=lambda r: r["document"]):
        genre = row["document"].split("_")[1]
        place[genre] = place.get(genre, 0) + 1
        if (place[genre] % 2 == 0) is held_out:
            out.append(Labelled(row["document"], genre, row["text"], row["attributions"], _known(row)))
    return out
