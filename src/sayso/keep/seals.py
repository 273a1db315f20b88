"""Seals: a SHA-256 over what must never change, so that one flipped byte can be told from what was kept.

Of evidence and texts the seal is their own id. A version's record, each reading and each judgement have one here.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from sayso.keep.rows import Row

Sealed = Literal["version", "reading", "judgement"]

#: The columns of a record that never change, in the order in which they are sealed.
SEALED: dict[Sealed, str] = {
    "version": "document_id, number, text_id, length, document, title, outlet, byline, genre, url, language, wire,"
    " published, published_from, segments, notes, bytes_id, reader, address, headers, retrieved_at, added_at",
    "reading": "version_id, by, model, schema, software, read_at",
    "judgement": "uid, kind, document, text_id, anchor, value, who, made_at, why, undoes, previous",
}


def seal_record(
    db: sqlite3.Connection, kind: Sealed, number: int, rows: Mapping[str, Iterable[Row]] | None = None
) -> None:
    """Seals a record that was just written; of a reading with its rows. What is sealed already keeps its seal."""
    value = record_seal(db, kind, number, rows)
    db.execute("INSERT OR IGNORE INTO seals VALUES (?, ?, ?)", (kind, number, value))


def record_seal(
    db: sqlite3.Connection, kind: Sealed, number: int, rows: Mapping[str, Iterable[Row]] | None = None
) -> str | None:
    """The seal of a record as it stands, in hexadecimal; None where there is no such record."""
    query = f"SELECT {SEALED[kind]} FROM {kind}s WHERE {kind}_id = ?"  # noqa: S608 - own names
    found = db.execute(query, (number,)).fetchone()
    if found is None:
        return None
    seal = hashlib.sha256(_line(found))
    for table, lines in (rows or {}).items():
        seal.update(table.encode())
        for line in sorted(map(_line, lines)):  # tables give rows in their own order
            seal.update(line)
    return seal.hexdigest()


def _line(row: Row) -> bytes:
    return (json.dumps([_plain(value) for value in row], ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    """A value as SQLite gives it back: yes and no are numbers, and numbers that are whole are whole."""
    if isinstance(value, (bool, float)) and float(value).is_integer():
        return int(value)
    return value
