"""Every report of five corpora through the desk: exceptions, spans that do not slice, references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.corpora import rows, texts
from sayso.desk import Desk
from sayso.report import Report, Span


def every() -> Iterator[tuple[str, str]]:
    """(corpus, text) of all reports of `world`, `kcna`, `incidents`, `gum` and `lgl`."""
    for corpus in ("world", "kcna", "incidents"):
        for row in texts(corpus).values():
            yield corpus, row["text"]
    for corpus in ("gum", "lgl"):
        for row in rows(f"{corpus}.jsonl.gz"):
            yield corpus, row["text"]


def wrong_spans(report: Report) -> int:
    """How many spans of a report are empty, outside the text, out of order, or begin or end in white space."""
    wrong = 0

    def bad(span: Span) -> bool:
        low, high = span
        words = report.text[low:high]
        return not (0 <= low < high <= len(report.text)) or words != words.strip() or not words

    for statement in report.statements:
        for part in (statement.source, statement.cue, statement.content):
            wrong += sum(bad(s) for s in part)
            wrong += sum(a[1] > b[0] for a, b in zip(part, part[1:], strict=False))
    wrong += sum(bad(mention) for actor in report.actors for mention in actor.mentions)
    for found in (report.dates, report.places, report.figures, report.asides, report.unused):
        wrong += sum(bad(x.span) for x in found)
    wrong += sum(n.span is not None and bad(n.span) for n in report.notes)
    return wrong + dangling(report)


def dangling(report: Report) -> int:
    """How many references of a report lead nowhere: to statements, actors or figures that it does not have."""
    statements = {s.id for s in report.statements}
    actors, figures = {a.id for a in report.actors}, {f.id for f in report.figures}
    to_statements = [s.within for s in report.statements]
    for found in (report.dates, report.places, report.figures, report.asides):
        to_statements += [x.statement for x in found]
    to_statements += [s.source_from for s in report.statements]
    to_statements += [link.statement for s in report.statements for link in s.chain]
    to_actors = [a for s in report.statements for a in (*s.actors, *(b for link in s.chain for b in link.actors))]
    to_actors += [a for aside in report.asides for a in aside.actors]
    out = sum(x is not None and x not in statements for x in to_statements)
    out += sum(a not in actors for a in to_actors)
    return out + sum(f.part_of is not None and f.part_of not in figures for f in report.figures)


def measure(desk: Desk, most: int | None = None) -> dict[str, Any]:
    """Reads every report; with `most`, so many of each corpus. An exception is counted, not raised."""
    read: dict[str, int] = {}
    exceptions = spans = 0
    for corpus, text in every():
        if most is not None and read.get(corpus, 0) >= most:
            continue
        read[corpus] = read.get(corpus, 0) + 1
        try:
            spans += wrong_spans(desk.read_text(text))
        except Exception as error:  # any exception at all is what is being counted
            exceptions += 1
            print(f"{corpus}: {type(error).__name__}: {error}")
    return {"sweep.reports": sum(read.values()), "sweep.exceptions": exceptions, "sweep.wrong-spans": spans}
