"""A report's notes against itself, judged one by one: how many in how many reports, and the share that is right.

`benchmarks/gold/against.json` names the 600 reports that were not read while the rules were written, and says of each
note on them, and on others, whether it was found right by eye: corpus, id, code, span and verdict, no text. `python -m
benchmarks.against` reads the 600 again; a note without a verdict is counted as not judged and shown. `--new MANY --seed
N` draws reports that are in no gold set and not among the 600, and shows their notes, to be read and judged.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.corpora import GOLD, _known, texts
from benchmarks.metrics import Score
from sayso.desk import Desk
from sayso.report import Note, Report

VERDICTS = GOLD / "against.json"
CORPORA = ("world", "kcna", "basil", "incidents")
#: What says that a report is at odds with itself or with the calendar. Other notes say what could not be read.
CODES = frozenset(
    "counts-differ date-after-publication date-impossible parts-exceed-total two-counts two-places "
    "weekday-mismatch".split()
)
#: Of a normal distribution, for intervals of 95 %.
_Z = 1.96


def verdicts() -> tuple[list[tuple[str, str]], dict[tuple[str, str, str, int], bool]]:
    """The judged reports by corpus and id, and the verdict on each note by corpus, id, code and first code point."""
    held: dict[str, Any] = json.loads(VERDICTS.read_text(encoding="utf-8"))
    reports = [(corpus, ident) for corpus, ids in held["reports"].items() for ident in ids]
    return reports, {(n["corpus"], n["id"], n["code"], n["span"][0]): n["right"] for n in held["notes"]}


def drawn(many: int, seed: int) -> list[tuple[str, str]]:
    """Reports of all corpora by corpus and id, in no gold set and not judged yet, by chance with a seed."""
    gold = {i for path in GOLD.glob("*.jsonl") for i in _ids(path.read_text(encoding="utf-8"))}
    gold |= {ident for _, ident in verdicts()[0]}
    free = [(corpus, ident) for corpus in CORPORA for ident in sorted(texts(corpus)) if ident not in gold]
    return random.Random(seed).sample(free, min(many, len(free)))


def _ids(rows: str) -> Iterator[str]:
    for line in rows.splitlines():
        yield str(json.loads(line).get("id"))


def read(desk: Desk, corpus: str, ident: str) -> Report:
    """One report of a corpus, read with what the corpus knows of it."""
    row = texts(corpus)[ident]
    return desk.read_text(row["text"], **{k: v for k, v in _known(row).items() if v})


def against(report: Report) -> list[Note]:
    """The notes that say that a report is at odds with itself."""
    return [n for n in report.notes if n.code in CODES and n.span is not None]


def wilson(right: int, of: int) -> Score:
    """A share in percent with Wilson's interval: it does not shrink to nothing where all are right."""
    if not of:
        return Score(0.0, 0.0, 100.0, 0)
    share, z = right / of, _Z * _Z / of
    middle = (share + z / 2) / (1 + z)
    wide = _Z * math.sqrt(share * (1 - share) / of + z / (4 * of)) / (1 + z)
    return Score(100 * share, 100 * max(0.0, middle - wide), 100 * min(1.0, middle + wide), of)


def measure(desk: Desk, looking: bool = False) -> dict[str, Score | float]:
    """Notes, reports with any, notes without a verdict, the share right; `looking`: verdicts on other reports."""
    reports, judged = verdicts()
    if looking:
        reports = sorted({(corpus, ident) for corpus, ident, _, _ in judged} - set(reports))
    seen: list[bool] = []
    held = unjudged = 0
    for corpus, ident in reports:
        notes = against(read(desk, corpus, ident))
        held += bool(notes)
        for note in notes:
            right = judged.get((corpus, ident, note.code, note.span[0] if note.span else -1))
            if right is None:
                unjudged += 1
            else:
                seen.append(right)
    return {
        "against.reports": float(len(reports)),
        "against.reports.noted": float(held),
        "against.notes": float(len(seen) + unjudged),
        "against.notes.not-judged": float(unjudged),
        "against.right": wilson(sum(seen), len(seen)),
    }


def shown(corpus: str, ident: str, report: Report, notes: Sequence[Note]) -> str:
    """Notes with the words around each of their spans, for reading by eye."""
    lines = []
    for note in notes:
        lines.append(f"{corpus} {ident} {report.published or '-'} {note.code} {note.span}: {note.message}")
        for low, high in [note.span or (0, 0), *note.related[:4]]:
            before, after = report.text[max(0, low - 160) : low], report.text[high : high + 120]
            lines.append("    " + " ".join(f"{before}[[{report.text[low:high]}]]{after}".split()))
    return "\n".join(lines)


def main() -> None:
    """Scores the judged reports, or shows the notes of new ones."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against", description=__doc__)
    parser.add_argument("--new", type=int, metavar="MANY", help="show the notes of so many reports not judged yet")
    parser.add_argument("--seed", type=int, default=0, help="which new reports (default: 0)")
    parser.add_argument("--tune", action="store_true", help="the reports read while the rules were written")
    given = parser.parse_args()
    desk = Desk()
    if given.new is None:
        for name, score in measure(desk, given.tune).items():
            print(f"{name:28} {score if isinstance(score, Score) else f'{score:.0f}'}")
        return
    for corpus, ident in drawn(given.new, given.seed):
        report = read(desk, corpus, ident)
        if notes := against(report):
            print(shown(corpus, ident, report, notes))


if __name__ == "__main__":
    main()
