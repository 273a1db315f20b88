"""Checks everything that a ledger keeps against what it was when it was kept, item by item."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
import zlib
from collections.abc import Callable, Iterator

from sayso.keep import canonical, rows
from sayso.keep.files import snapshot
from sayso.keep.files import told as in_words
from sayso.keep.ledger import Ledger
from sayso.keep.nouns import Fault
from sayso.keep.seals import record_seal
from sayso.keep.signatures import MADE_BY, signature, unpacked
from sayso.keep.tables import any_rows
from sayso.report import text_id

_DAMAGED = "go back to a copy of the ledger, or take the report out with `sayso remove` and add it again"
_INDEXES = ("statement_search", "text_search", "spelling_search")


def verify(ledger: Ledger, told: Callable[[str], None] | None = None) -> Iterator[Fault]:
    """What is wrong with a ledger, one fault an item; nothing where all is as it was kept.

    Checks the file's own structure, every piece of evidence and text against its SHA-256, every record of a version,
    reading and judgement against its seal, each statement's words against the text, signatures, actors' names and the
    search indexes. `told` hears the name of each part when it begins. Reads one state of the ledger, whatever is
    written meanwhile.
    """
    parts: tuple[tuple[str, Callable[[Ledger], Iterator[Fault]]], ...] = (
        ("the file", _file),
        ("evidence", _evidence),
        ("versions", _versions),
        ("readings", _readings),
        ("judgements", _judgements),
        ("actors", _actors),
    )
    with in_words(ledger.path), snapshot(ledger.connection):
        for name, check in parts:
            if told:
                told(name)
            try:
                yield from check(ledger)
            except (sqlite3.Error, zlib.error, ValueError, KeyError, TypeError, struct.error) as error:
                yield Fault(name, f"cannot be read to its end ({error}): {_DAMAGED}")
    if ledger.writes:
        if told:
            told("search")
        yield from _search(ledger)


def _file(ledger: Ledger) -> Iterator[Fault]:
    db = ledger.connection
    for (found,) in db.execute("PRAGMA integrity_check(100)"):
        if found != "ok":
            yield Fault("the file", f"{found}: it was damaged outside Sayso; {_DAMAGED}")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Fault(f"{table}, row {row}", f"names something in {parent} that is not there: {_DAMAGED}")


def _evidence(ledger: Ledger) -> Iterator[Fault]:
    db = ledger.connection
    for number, bytes_id, size, coding in db.execute("SELECT evidence_id, bytes_id, size, coding FROM evidence"):
        where = f"evidence {bytes_id} (of {_of_evidence(db, number)})"
        (kept,) = db.execute("SELECT bytes FROM evidence WHERE evidence_id = ?", (number,)).fetchone()
        try:
            data = zlib.decompress(kept) if coding == "zlib" else kept
        except (zlib.error, TypeError) as error:
            yield Fault(where, f"its bytes cannot be unfolded ({error}): {_DAMAGED}")
            continue
        if coding not in ("zlib", "none") or len(data) != size or hashlib.sha256(data).hexdigest() != bytes_id:
            yield Fault(where, f"its bytes are not those that were kept: {_DAMAGED}")


def _of_evidence(db: sqlite3.Connection, number: int) -> str:
    query = "SELECT d.id FROM versions v JOIN documents d USING (document_id) WHERE v.evidence_id = ? LIMIT 3"
    return ", ".join(str(row[0]) for row in db.execute(query, (number,))) or "no report"


def _versions(ledger: Ledger) -> Iterator[Fault]:
    db = ledger.connection
    query = (
        "SELECT v.version_id, v.number, v.text_id, v.text, v.length, v.bytes_id, v.evidence_id, d.id, s.seal,"
        " e.bytes_id, g.made_by, g.hashes FROM versions v LEFT JOIN documents d ON d.document_id = v.document_id"
        " LEFT JOIN evidence e ON e.evidence_id = v.evidence_id LEFT JOIN signatures g ON g.version_id = v.version_id"
        " LEFT JOIN seals s ON s.kind = 'version' AND s.number = v.version_id"
    )
    for version, number, known_by, text, length, bytes_id, evidence, id_, seal, kept, made_by, hashes in db.execute(
        query
    ):
        where = f"report {id_} version {number}"
        if text is not None and (text_id(text) != known_by or len(text) != length):
            yield Fault(f"{where}: its text", f"is not the one that was kept: {_DAMAGED}")
        if seal != record_seal(db, "version", version):
            yield Fault(
                f"{where}: what is known of it", f"(title, outlet, dates, address) is not as it was kept: {_DAMAGED}"
            )
        if evidence is not None and kept != bytes_id:
            yield Fault(f"{where}: its evidence", f"is that of another report: {_DAMAGED}")
        if text is not None and (hashes is None or (made_by == MADE_BY and unpacked(hashes) != signature(text))):
            yield Fault(f"{where}: its signature", f"does not fit its text: {_DAMAGED}")
    for (id_,) in db.execute(
        "SELECT id FROM documents d WHERE NOT EXISTS"
        " (SELECT 1 FROM versions v WHERE v.version_id = d.version_id AND v.document_id = d.document_id)"
    ):
        yield Fault(f"report {id_}", f"has no text: {_DAMAGED}")


def _readings(ledger: Ledger) -> Iterator[Fault]:
    db = ledger.connection
    query = (
        "SELECT r.reading_id, r.version_id, r.folded IS NULL, v.number, v.text, v.length, d.id, d.version_id, s.seal"
        " FROM readings r LEFT JOIN versions v ON v.version_id = r.version_id"
        " LEFT JOIN documents d ON d.document_id = v.document_id"
        " LEFT JOIN seals s ON s.kind = 'reading' AND s.number = r.reading_id"
    )
    shown: dict[int, int] = {}
    for reading, version, stands, number, text, length, id_, current, seal in db.execute(query):
        where = f"report {id_} version {number}: reading {reading}"
        shown[version] = shown.get(version, 0) + stands
        if stands and version != current:
            yield Fault(where, f"stands in the tables, though its text is not the current one: {_DAMAGED}")
        try:
            found = any_rows(db, reading)
        except (zlib.error, ValueError, TypeError) as error:
            yield Fault(where, f"cannot be unfolded ({error}): {_DAMAGED}")
            continue
        if seal != record_seal(db, "reading", reading, found):
            yield Fault(where, f"its statements or figures are not as they were kept: {_DAMAGED}")
        elif bad := _misplaced(found, text, length):
            yield Fault(f"{where}: {bad}", f"does not stand in the text where it should: {_DAMAGED}")
    for version, id_, number in db.execute(
        "SELECT d.version_id, d.id, v.number FROM documents d JOIN versions v ON v.version_id = d.version_id"
    ):
        if shown.get(version) != 1:
            yield Fault(
                f"report {id_} version {number}", f"has {shown.get(version, 0)} readings to show, not one: {_DAMAGED}"
            )


def _misplaced(found: rows.Rows, text: str | None, length: int) -> str | None:
    """The first statement or figure whose words are not what the text has at its spans."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for statement, part, _, start, end in found["spans"]:
        if not 0 <= start <= end <= length:
            return f"{part} of {statement}"
        spans.setdefault((statement, part), []).append((start, end))
    if text is None:
        return None
    for row in found["statements"]:
        for part, words in zip(("source", "cue", "content"), row[3:6], strict=True):
            if " … ".join(text[a:b] for a, b in spans.get((row[0], part), ())) != words:
                return f"{part} of {row[0]}"
    for row in found["figures"]:
        if text[row[1] : row[2]] != row[3]:
            return f"figure {row[0]}"
    return None


def _judgements(ledger: Ledger) -> Iterator[Fault]:
    db = ledger.connection
    query = (
        "SELECT judgement_id, uid, seal FROM judgements"
        " LEFT JOIN seals ON seals.kind = 'judgement' AND number = judgement_id"
    )
    for number, uid, seal in db.execute(query):
        if seal != record_seal(db, "judgement", number):
            yield Fault(f"judgement {uid}", "is not as it was made: go back to a copy, or to an export of judgements")


def _actors(ledger: Ledger) -> Iterator[Fault]:
    db = ledger.connection
    for number, key, name, kind in db.execute("SELECT canonical_id, key, name, kind FROM canonical_actors"):
        if key != f"{kind}:{canonical.fold(name)}":
            yield Fault(f"actor {number} ({name})", f"has the key of another name: {_DAMAGED}")


def _search(ledger: Ledger) -> Iterator[Fault]:
    """The indexes by their own check, which writes nothing but wants to be asked as if it did."""
    for index in _INDEXES:
        try:
            ledger.connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - own names
        except sqlite3.DatabaseError:
            yield Fault(f"search index {index}", "does not fit what is kept: `sayso doctor --mend` makes it anew")
