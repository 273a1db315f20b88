"""Every report of five corpora through the desk: exceptions, and spans that do not slice to what is shown."""

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
    wrong += sum(bad(u.span) for u in report.unused)
    wrong += sum(n.span is not None and bad(n.span) for n in report.notes)
    return wrong


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
