"""What people judged in a ledger, as training rows: `python -m training.judged JUDGEMENTS LEDGER`.

An export of judgements (`sayso judge export`) and the ledger that holds the reports they are on give stand-off
examples: stretches of whole sentences in which every statement was decided by people. Added and moved statements are
gold, deleted ones are a lesson in leaving alone. Sentences that hold a statement nobody decided on, or none at all, are
left out: nobody said what is right there. Judgements of actor, class, role and scope say nothing of spans.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.attribute.nest import stretches
from sayso.encode.sentences import sentences
from sayso.keep import Ledger, LedgerError
from sayso.keep.anchors import PARTS, Parts
from sayso.keep.judged import machines
from sayso.keep.judgements import from_record
from sayso.keep.lay import Laid, lay
from sayso.keep.nouns import Judgement
from sayso.report import Report, Span, Statement
from training.data import Document, document

#: Kinds of judgement that decide where a statement's parts stand.
DECIDING = frozenset({"add", "delete", "move", "source"})


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of a report's text with all the statements in it: offsets only, the text stays in the ledger."""

    report: str  # its id in the ledger
    text_id: str
    span: Span  # of the report's text
    statements: tuple[Parts, ...]  # flat, in code points of the report's text


def read(export: Path) -> list[Judgement]:
    """The standing judgements of an export, in its order. LedgerError, with the line, where a row is none."""
    found: dict[str, Judgement] = {}
    undone = set()
    for number, line in enumerate(export.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            judgement = from_record(json.loads(line))
        except (ValueError, RecursionError, LedgerError) as error:
            raise LedgerError(f"{export}, line {number}: {error}") from error
        found[judgement.uid] = judgement
        undone.add(judgement.undoes)
    return [j for j in found.values() if j.uid not in undone and j.kind != "undo"]


def examples(export: Path, ledger: Path) -> Iterator[tuple[Example, str]]:
    """The examples of an export with the text of each stretch, from the reports that the ledger has in full."""
    by_report: dict[str, list[Judgement]] = {}
    for judgement in read(export):
        if judgement.document is not None:
            by_report.setdefault(judgement.document, []).append(judgement)
    with Ledger.open(ledger, write=False) as book:
        for id_, judgements in by_report.items():
            row = book.connection.execute(
                "SELECT v.version_id FROM versions v JOIN documents d USING (version_id) WHERE d.id = ?"
                " AND v.text IS NOT NULL",
                (id_,),
            ).fetchone()
            machine = machines(book, row[0]) if row else None
            if machine is not None:
                report = machine[1]
                for span, statements in decided(report, judgements):
                    yield Example(id_, report.text_id, span, statements), report.text


def decided(report: Report, judgements: list[Judgement]) -> Iterator[tuple[Span, tuple[Parts, ...]]]:
    """The stretches of a report in which people decided on every statement, with the flat statements of each.

    A content that holds decided statements, or none, is a stretch of its own too, as it is in `training.data.own`.
    """
    laid = lay(report, judgements)
    sure = _decided(laid, judgements)
    gone = [laid.machine[i] for i in sure if i in laid.machine and i not in _ids(laid.report)]
    kept = {s.id: s for s in laid.report.statements}
    open_ = [_parts(s) for s in laid.report.statements if s.id not in sure]
    for low, high in _runs(report.text, [*gone, *(_parts(kept[i]) for i in sure if i in kept)]):
        if any(_meets(parts, (low, high)) for parts in open_):
            continue
        inside = [s for s in kept.values() if _meets(_parts(s), (low, high))]
        yield (low, high), tuple(_parts(s) for s in inside if s.within not in {o.id for o in inside})
        for outer in inside:
            nested = [s for s in inside if s.within == outer.id]
            for a, b in stretches(report.text, outer.content):
                if b - a > 20:
                    yield (a, b), tuple(_cut(_parts(s), a, b) for s in nested if _meets((s.cue, (), ()), (a, b)))


def _decided(laid: Laid, judgements: list[Judgement]) -> set[str]:
    return {laid.on[j.uid] for j in judgements if j.kind in DECIDING and j.uid in laid.on}


def _ids(report: Report) -> set[str]:
    return {s.id for s in report.statements}


def _parts(s: Statement) -> Parts:
    return s.source, s.cue, s.content


def _cut(parts: Parts, low: int, high: int) -> Parts:
    """What of a statement lies in a stretch."""
    source, cue, content = (tuple(s for s in part if low <= s[0] and s[1] <= high) for part in parts)
    return source, cue, content


def _meets(parts: Parts, span: Span) -> bool:
    return any(a < span[1] and span[0] < b for part in parts for a, b in part)


def _runs(text: str, decided: list[Parts]) -> list[Span]:
    """Runs of whole sentences from the first part of each statement to its last; those that touch are one."""
    ends: list[Span] = [(low, high) for low, high in sentences(text) if low < high]
    wanted = []
    for parts in decided:
        every = [span for part in parts for span in part]
        low, high = min(a for a, _ in every), max(b for _, b in every)
        touched = [s for s in ends if s[0] < high and low < s[1]]
        wanted.append((min([low, *(a for a, _ in touched)]), max([high, *(b for _, b in touched)])))
    out: list[Span] = []
    for low, high in sorted(wanted):
        if out and low < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return out


def judged(export: Path, ledger: Path) -> list[Document]:
    """The documents that training takes: each stretch as a text by itself."""
    out = []
    for example, text in examples(export, ledger):
        low, high = example.span
        labels = [_moved(parts, low) for parts in example.statements]
        out.append(document(f"judged/{example.report}/{low}", text[low:high], labels))
    return out


def _moved(parts: Parts, by: int) -> dict[str, list[list[int]]]:
    return {name: [[a - by, b - by] for a, b in part] for name, part in zip(PARTS, parts, strict=True)}


def row(example: Example) -> Mapping[str, Any]:
    """An example as a line of stand-off labels."""
    named = [dict(zip(PARTS, parts, strict=True)) for parts in example.statements]
    return {"report": example.report, "text_sha256": example.text_id, "span": example.span, "statements": named}


def main() -> None:
    """Prints the examples as stand-off rows: what training would take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judgements", type=Path, help="what `sayso judge export` wrote")
    parser.add_argument("ledger", type=Path, help="the ledger with the reports' texts")
    given = parser.parse_args()
    for example, _ in examples(given.judgements, given.ledger):
        print(json.dumps(row(example)))


if __name__ == "__main__":
    main()
