"""A row a statement: CSV for spreadsheets, Parquet for data frames."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from sayso.report import Report, SaysoError, Span
from sayso.show.contract import version

__all__ = ["columns", "rows", "write_csv", "write_parquet"]

Cell = str | float | bool | None

#: Names of the columns, in order.
_COLUMNS = (
    "report",  # the report's id
    "document",
    "outlet",
    "published",
    "genre",
    "language",
    "id",  # the statement's id, unique in its report
    "key",  # the statement's key, stable across models
    "kind",
    "source",  # the words
    "cue",
    "content",
    "actors",  # names of who speaks, after pronouns and descriptions are resolved: "Ilse Maran; the Navy"
    "actor_ids",  # JSON: ["a1"], ids of the report's own actors
    "source_spans",  # JSON: [[120,134]], half-open code points into the report's text
    "cue_spans",
    "content_spans",
    "source_from",
    "within",
    "chain",  # relays from the outlet inward: "outlet > AP > s1"
    "relays",  # the same by name: "The Marrow Courier > AP > Yonhap"
    "source_class",
    "role",
    "stance",
    "certainty",
    "polarity",
    "first_time",
    "only_support",
    "score",
    "text_id",
    "model",
    "version",
)

# A spreadsheet runs a cell that opens like this, also after blanks and invisible characters (OWASP, "CSV injection").
_FORMULA = re.compile("[\\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+\\-@|%\uff0b\uff0d\uff1d\uff20]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def columns() -> tuple[str, ...]:
    """The names of the columns, in order."""
    return _COLUMNS


def rows(report: Report) -> Iterator[dict[str, Cell]]:
    """A row for each statement of a report: words as in the text, spans as JSON, null for what is not known."""
    from sayso.show.entries import entries, names_of  # not needed for JSON, whose start is measured

    names = names_of(report)
    chains = {entry.statement.id: entry.chain for entry in entries(report)}
    for statement in report.statements:
        yield {
            "report": report.id,
            "document": report.document,
            "outlet": report.outlet,
            "published": report.published,
            "genre": report.genre,
            "language": report.language,
            "id": statement.id,
            "key": statement.key,
            "kind": statement.kind,
            "source": report.words(statement.source),
            "cue": report.words(statement.cue),
            "content": report.words(statement.content),
            "actors": "; ".join(names.get(actor, actor) for actor in statement.actors) or None,
            "actor_ids": json.dumps(statement.actors) if statement.actors else None,
            "source_spans": _spans(statement.source),
            "cue_spans": _spans(statement.cue),
            "content_spans": _spans(statement.content),
            "source_from": statement.source_from,
            "within": statement.within,
            "chain": " > ".join(link.name or link.statement or link.by for link in statement.chain),
            "relays": " > ".join(relay.name for relay in chains[statement.id]),
            "source_class": statement.source_class,
            "role": statement.role,
            "stance": statement.stance,
            "certainty": statement.certainty,
            "polarity": statement.polarity,
            "first_time": statement.first_time,
            "only_support": statement.only_support,
            "score": statement.score,
            "text_id": report.text_id,
            "model": report.model,
            "version": version(),
        }


def write_csv(reports: Iterable[Report], out: TextIO, *, header: bool = True) -> int:
    """Writes the rows of reports as CSV (RFC 4180) and says how many rows there were.

    A cell of text that a spreadsheet would run as a formula gets an apostrophe before it, the spreadsheets' own mark
    for "this is text". Open `out` with `newline=""`. Reports are taken one at a time.
    """
    writer = csv.writer(out)
    if header:
        writer.writerow(_COLUMNS)
    count = 0
    for report in reports:
        for row in rows(report):
            writer.writerow([cell(row[name]) for name in _COLUMNS])
            count += 1
    return count


def write_parquet(reports: Iterable[Report], path: str | Path) -> int:
    """Writes the rows of reports as a Parquet file and says how many rows there were.

    Text is not changed, save that half of a surrogate pair in a path becomes U+FFFD. Needs pyarrow; raises SaysoError,
    with the command that installs it, where it is missing.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise SaysoError(
            "Parquet needs pyarrow, which is not installed: run `pip install 'sayso[parquet]'`, or write csv instead"
        ) from None
    special = {"score": pa.float64(), "first_time": pa.bool_(), "only_support": pa.bool_()}
    schema = pa.schema([(name, special.get(name, pa.string())) for name in _COLUMNS])
    count = 0
    with pq.ParquetWriter(path, schema) as writer:
        for report in reports:
            batch = [{k: _storable(v) if isinstance(v, str) else v for k, v in row.items()} for row in rows(report)]
            if batch:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                count += len(batch)
    return count


def _spans(spans: tuple[Span, ...]) -> str:
    return json.dumps(spans, separators=(",", ":"))


def cell(value: Cell) -> str:
    """A value as a row of CSV carries it: null is empty, what a spreadsheet would run has an apostrophe first."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() | int():
            return repr(value)
        case _:
            text = _storable(value)
            return f"'{text}" if _FORMULA.match(text) else text


def _storable(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)
