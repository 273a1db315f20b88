"""Writes `src/sayso/data/errors.json`: how often each class was taken for each other, on our labelled reports.

    python -m benchmarks.errors                # bench and tune halves, writes the file
    python -m benchmarks.errors --half bench   # one half; --dry writes nothing

The audit widens and corrects its shares by these counts (`sayso.audit.errors` says in which form). A statement counts
where found and gold statement are linked as in `benchmarks.metrics.match`; a statement that was missed has no class to
be wrong about. Own voice is counted by words. The tune half helped to make the lexicons, so its errors are on the low
side; the bench half alone has half as many statements. What is shipped says which it is.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from benchmarks.corpora import ROOT, Labelled, own
from benchmarks.metrics import match
from benchmarks.quality import read, statements
from sayso.audit.errors import SCHEMA, errors_from
from sayso.audit.voice import WORD, own_voice
from sayso.desk import Desk
from sayso.report import Report, Span, Statement

FILE = ROOT / "src" / "sayso" / "data" / "errors.json"
FIELDS = ("source_class", "role", "stance", "certainty")

Rows = list[list[Any]]


def measure(desk: Desk, halves: Sequence[str] = ("bench", "tune")) -> dict[str, Any]:
    """The record of `errors.json`, from reports read at the desk."""
    docs = [doc for half in halves for doc in own(half)]
    return record(docs, read(desk, docs), " and ".join(halves))


def record(docs: Sequence[Labelled], reports: Sequence[Report], halves: str) -> dict[str, Any]:
    """The record of `errors.json`, from labelled texts and what was read in them."""
    pairs = [
        (doc, report, match(doc.statements, statements(report))) for doc, report in zip(docs, reports, strict=True)
    ]
    fields: dict[str, Any] = {
        field: {
            "reports": [
                _rows((doc.statements[i][field], getattr(report.statements[j], field)) for i, j in linked)
                for doc, report, linked in pairs
            ]
        }
        for field in FIELDS
    }
    fields["voice"] = {"reports": [_rows(_voices(doc, report)) for doc, report, _ in pairs]}
    count = sum(len(linked) for *_, linked in pairs)
    return {
        "schema": SCHEMA,
        "model": reports[0].model if reports else None,
        "gold": f"{len(docs)} labelled reports ({halves}), {count} linked statements",
        "date": datetime.now(UTC).date().isoformat(),
        "fields": fields,
    }


def _rows(pairs: Iterable[tuple[str | None, str | None]]) -> Rows:
    counted = Counter(pairs)
    return [[gold, found, count] for (gold, found), count in sorted(counted.items(), key=lambda item: str(item[0]))]


def _voices(doc: Labelled, report: Report) -> Iterable[tuple[str, str]]:
    """Each word of running text: whether gold's statements leave it to the report's own voice, and whether ours do."""
    marked = [
        Statement(str(n), str(n), "indirect", _spans(s["source"]), _spans(s["cue"]), _spans(s["content"]))
        for n, s in enumerate(doc.statements)
    ]
    gold, found, every = (
        _own_words(replace(report, statements=said)) for said in (tuple(marked), report.statements, ())
    )
    for word in every:
        yield ("own" if word in gold else "attributed", "own" if word in found else "attributed")


def _spans(listed: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in listed)


def _own_words(report: Report) -> set[int]:
    _, _, stretches = own_voice(report)
    return {s.span[0] + word.start() for s in stretches for word in WORD.finditer(s.words)}


def written(found: dict[str, Any]) -> str:
    """The record as it stands in the file: a line a labelled report, so that a change can be read."""
    lines = [f' "{key}": {json.dumps(found[key], ensure_ascii=False)}' for key in ("schema", "model", "gold", "date")]
    fields = []
    for name, field in found["fields"].items():
        rows = ",\n".join(f"   {json.dumps(row, ensure_ascii=False)}" for row in field["reports"])
        fields.append(f'  "{name}": {{"reports": [\n{rows}\n  ]}}')
    return "{\n" + ",\n".join([*lines, ' "fields": {\n' + ",\n".join(fields) + "\n }"]) + "\n}\n"


def table(found: dict[str, Any]) -> str:
    """For each value: how many of gold's were found, and how many of the others were put there."""
    lines = ["| field | value | of gold | found | others put there |", "|---|---|---|---|---|"]
    for name, confusion in errors_from(found).fields.items():
        for value in sorted({gold for gold, _ in confusion.totals() if gold is not None}):
            hit, missed, false, true = map(sum, zip(*confusion.tables(frozenset({value})), strict=True))
            if hit + missed:
                rates = f"{hit / (hit + missed):.0%} | {false / max(false + true, 1):.1%}"
                lines.append(f"| {name} | {value} | {hit + missed} | {rates} |")
    return "\n".join(lines)


def main() -> None:
    """Reads the labelled reports, prints the table, writes the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=["bench", "tune", "both"], default="both")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    given = parser.parse_args()
    found = measure(Desk(), ("bench", "tune") if given.half == "both" else (given.half,))
    print(table(found))
    if not given.dry:
        FILE.write_text(written(found), encoding="utf-8")


if __name__ == "__main__":
    main()
