"""Putting right what a ledger can be put right in from what it keeps itself: indexes, signatures, how judgements hold.

What is kept is never touched, and no seal is made up: what was changed behind Sayso's back stays to be seen.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sayso.keep.files import SCHEMA, told, transaction
from sayso.keep.health import INDEXES, Finding, finding, many, number, unanchored, unsigned
from sayso.keep.judged import reconsider, relay
from sayso.keep.ledger import Ledger
from sayso.keep.migrate import copies
from sayso.keep.nouns import LedgerError
from sayso.keep.remove import swept
from sayso.keep.signatures import sign, unsign


def mend(path: Path, software: str = "") -> Iterator[Finding]:
    """Mends a ledger, each part in a transaction of its own; gives what was mended, nothing where all is well.

    An older schema is brought up to date first, after a copy. A ledger that is damaged is left as it is. Gives a
    finding with the state "unseen" where the ledger cannot be opened for writing.
    """
    before = set(copies(path))
    try:
        with Ledger.open(path, create=False, software=software) as ledger, told(path):
            for copy in sorted(set(copies(path)) - before):
                yield finding("schema", "mended", f"brought to schema {SCHEMA}; as it was before it is in {copy.name}")
            if (ledger.connection.execute("PRAGMA quick_check(1)").fetchone() or ("",))[0] != "ok":
                return  # looking it over says what is wrong
            for part in (_indexes, _signatures, _shingles, _anchors, _settings, _log):
                yield from part(ledger)
    except LedgerError as error:
        yield finding("mending", "unseen", str(error))


def _indexes(ledger: Ledger) -> Iterator[Finding]:
    for index in INDEXES:
        with transaction(ledger.connection) as db:
            try:
                db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - own names
                continue
            except sqlite3.DatabaseError:
                db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - own names
        yield finding("search indexes", "mended", f"{index} was made anew from {INDEXES[index]}")


def _signatures(ledger: Ledger) -> Iterator[Finding]:
    todo = unsigned(ledger.connection)
    for version in todo:  # one at a time, so that others can write meanwhile
        with transaction(ledger.connection) as db:
            row = db.execute("SELECT text FROM versions WHERE version_id = ?", (version,)).fetchone()
            if row and row[0] is not None:
                unsign(db, version)
                sign(db, version, row[0])
    if todo:
        yield finding("signatures", "mended", f"made for {many(len(todo), 'text')}")


def _shingles(ledger: Ledger) -> Iterator[Finding]:
    with transaction(ledger.connection) as db:
        (signed,) = db.execute("SELECT coalesce(sum(length(hashes) / 8), 0) FROM signatures").fetchone()
        if signed == number(db, "shingles"):
            return
        db.execute("DELETE FROM shingles")
        for version, hashes in db.execute("SELECT version_id, hashes FROM signatures").fetchall():
            numbers = [int.from_bytes(hashes[n : n + 8], "little", signed=True) for n in range(0, len(hashes) - 7, 8)]
            db.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", [(found, version) for found in numbers])
    yield finding("signatures", "mended", "the list by which copies are found was made anew from them")


def _anchors(ledger: Ledger) -> Iterator[Finding]:
    todo = unanchored(ledger.connection)
    for id_ in todo:
        with transaction(ledger.connection) as db:
            if id_ is None:
                reconsider(db)
            else:
                relay(ledger, id_)
    if todo:
        yield finding("judgements", "mended", f"those on {many(len(todo), 'report')} were laid again")


def _settings(ledger: Ledger) -> Iterator[Finding]:
    with transaction(ledger.connection) as db:
        if not db.execute("DELETE FROM settings WHERE name = 'removing'").rowcount:
            return
    yield finding("settings", "mended", "judgements are kept from being deleted again")


def _log(ledger: Ledger) -> Iterator[Finding]:
    """Empties the log into the file: what was removed stands in it until then."""
    if not swept(ledger.connection):
        yield finding(
            "log",
            "amiss",
            "it could not be emptied, because others read the ledger: words of removed reports may still stand in it",
            "run this again when they have ended",
        )
