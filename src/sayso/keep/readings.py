"""Texts in the ledger and what was read in them: found, put together as reports, folded away and taken out again.

Everything here runs inside a transaction of its caller's.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, cast

from sayso.keep import rows
from sayso.keep.files import illegible, stamp
from sayso.keep.nouns import LedgerError
from sayso.keep.tables import MASK, delete_rows, insert_rows, next_number, put_away, read_rows, unmasked
from sayso.report import Report

#: Number of the output contract's schema that rows are made after.
CONTRACT = 1
_VERSION = (
    "version_id, document_id, number, text_id, text, length, document, title, outlet, byline, genre, url, language,"
    " wire, published, published_from, segments, notes, bytes_id, retrieved_at"
)


def _legible(made: Callable[[Readings, sqlite3.Row], Report]) -> Callable[[Readings, sqlite3.Row], Report]:
    """Makes a report from rows; LedgerError where they do not hold what Sayso wrote there."""

    @wraps(made)
    def told_of(readings: Readings, version: sqlite3.Row) -> Report:
        try:
            return made(readings, version)
        except (ValueError, TypeError, KeyError, zlib.error) as error:
            raise illegible(readings.path, error, f"report {readings.id_of(version)}") from error

    return told_of


class Readings:
    """The versions of an open ledger's reports, and their readings."""

    def __init__(self, connection: sqlite3.Connection, path: Path, software: str):
        """`software` is the version of Sayso that writes."""
        self.connection, self.path, self._software = connection, path, software

    def insert(self, version: int, by: str, report: Report) -> int:
        """Writes the record of a reading, without its rows, and gives its number; `by` is "machine" or "people"."""
        reading = next_number(self.connection, "readings", "reading_id")
        self.connection.execute(
            "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            (reading, version, by, report.model, CONTRACT, self._software, stamp(report.read_at)),
        )
        return reading

    def fold(self, version: int) -> None:
        """Puts the rows of a version's reading away, in one blob."""
        reading = self._shown(version)
        if reading is None:
            return
        put_away(self.connection, reading, read_rows(self.connection, reading))
        delete_rows(self.connection, reading)

    def unfold(self, version: int) -> None:
        """Takes the rows of a version's last reading out again."""
        found = self.connection.execute(
            "SELECT reading_id, folded FROM readings WHERE version_id = ? ORDER BY reading_id DESC LIMIT 1", (version,)
        ).fetchone()
        if found is None or found[1] is None:
            return
        unfolded = rows.unfold(found[1])
        base = self.base(self.of_number(version))
        report = rows.from_rows(base, unfolded)
        self.connection.execute("UPDATE readings SET folded = NULL WHERE reading_id = ?", (found[0],))
        insert_rows(self.connection, found[0], report, unfolded)

    def _shown(self, version: int) -> int | None:
        found = self.connection.execute(
            "SELECT reading_id FROM readings WHERE version_id = ? AND folded IS NULL", (version,)
        ).fetchone()
        return found[0] if found else None

    def current(self, id: str) -> sqlite3.Row:
        """The current version of the report of an id. LedgerError where there is none."""
        return self.find("version_id = (SELECT version_id FROM documents WHERE id = ?)", (id,), id)

    def of_number(self, version: int) -> sqlite3.Row:
        """The version of a number in the file."""
        return self.find("version_id = ?", (version,))

    def of_document(self, document: int) -> sqlite3.Row:
        """The current version of a document."""
        return self.find("version_id = (SELECT version_id FROM documents WHERE document_id = ?)", (document,))

    def numbered(self, id: str, number: int) -> sqlite3.Row:
        """A version of the report of an id, by its number from 1. LedgerError where there is none."""
        which = "document_id = (SELECT document_id FROM documents WHERE id = ?) AND number = ?"
        return self.find(which, (id, number), f"{id} version {number}")

    def find(self, which: str, values: tuple[Any, ...], named: str = "") -> sqlite3.Row:
        """The version that a condition holds for. LedgerError, which calls it `named`, where there is none."""
        cursor = self.connection.cursor()
        cursor.row_factory = sqlite3.Row
        found = cursor.execute(f"SELECT {_VERSION} FROM versions WHERE {which}", values).fetchone()  # noqa: S608 - own words
        if found is None:
            raise LedgerError(
                f"{self.path} has no report {named}: `sayso search` and `sayso stories` show the ids it has."
            )
        return cast("sqlite3.Row", found)

    def id_of(self, version: sqlite3.Row) -> str:
        """The id in this ledger of the report that a version is of. LedgerError where it is of none."""
        which = "SELECT id FROM documents WHERE document_id = ?"
        found = self.connection.execute(which, (version["document_id"],)).fetchone()
        if found is None:
            raise LedgerError(f"{self.path} is damaged: it has a text of no report. `sayso verify` names it.")
        return cast("str", found[0])

    @_legible
    def base(self, version: sqlite3.Row) -> Report:
        """A version's report before its text was read for statements."""
        named = {
            name: version[name]
            for name in (
                *("document", "text_id", "bytes_id", "title", "outlet", "byline", "genre", "url", "language", "wire"),
                *("published", "published_from"),
            )
        }
        text = version["text"]
        return Report(
            text=MASK * version["length"] if text is None else text,
            read_at=datetime.fromisoformat(version["retrieved_at"]).astimezone(UTC),
            id=self.id_of(version),
            segments=rows.segments_from_json(version["segments"]),
            notes=rows.notes_from_json(version["notes"]),
            **named,
        )

    @_legible
    def report(self, version: sqlite3.Row) -> Report:
        """A version with its last reading; where only statements are kept, a dot stands for what is not."""
        found = self.last(version)
        return found[1] if found else self.base(version)

    def last(self, version: sqlite3.Row, by: str = "%") -> tuple[int, Report, bool] | None:
        """The last reading of a version, by whomever or by "machine" or "people" alone.

        Its number, the report with it, and whether its rows stand in the tables; None where there is none.
        """
        found = self.connection.execute(
            "SELECT reading_id, model, read_at, folded FROM readings WHERE version_id = ? AND by LIKE ?"
            " ORDER BY reading_id DESC LIMIT 1",
            (version["version_id"], by),
        ).fetchone()
        if found is None:
            return None
        reading, model, read_at, folded = found
        base = self.base(version)
        kept = rows.unfold(folded) if folded is not None else read_rows(self.connection, reading)
        if version["text"] is None:
            base = replace(base, text=unmasked(base.text, kept))
        moment = datetime.fromisoformat(read_at).astimezone(UTC)
        report = replace(rows.from_rows(base, kept), model=model, read_at=moment)
        return reading, report, folded is None
