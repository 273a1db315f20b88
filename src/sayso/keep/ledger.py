"""The ledger: one SQLite file that keeps reports, their evidence, their readings and what people judged.

    with Ledger.open(Path("sayso.db")) as ledger:
        if ledger.known(report) is None:
            kept = ledger.add(report)

Reading is done before it is called: each call is one short transaction, and one that fails leaves nothing behind.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import cast

from sayso.keep import rows
from sayso.keep.changes import changes
from sayso.keep.files import connect, now, snapshot, stamp, told, transaction
from sayso.keep.identity import key, moved_key
from sayso.keep.judged import apply, put_in, relay
from sayso.keep.judging import judgements as listed
from sayso.keep.nouns import Held, Kept, Known, LedgerError, Listed, Outcome
from sayso.keep.readings import Readings
from sayso.keep.seals import seal_record
from sayso.keep.signatures import sign
from sayso.keep.tables import next_number, put_away
from sayso.report import Report


class Ledger:
    """A ledger that is open. One object for one thread; many objects and processes for one file."""

    def __init__(self, connection: sqlite3.Connection, path: Path, software: str, *, writes: bool = True):
        """Of a connection from `files.connect`; `software` is the version of Sayso that writes."""
        self.connection, self.path, self.writes = connection, path, writes
        self.readings = Readings(connection, path, software)

    @classmethod
    def open(
        cls, path: Path, *, write: bool = True, create: bool = True, full_text: bool | None = None, software: str = ""
    ) -> Ledger:
        """Opens a ledger, or makes one. LedgerError where that cannot be.

        `full_text` False makes a ledger that keeps statements without the reports' texts and bytes; it is settled when
        the ledger is made, and asking for the other afterwards is an error.
        """
        connection = connect(path, write=write, create=create)
        ledger = cls(connection, path, software, writes=write)
        with told(path):
            if write:
                ledger._settle(full_text)
        return ledger

    def _settle(self, full_text: bool | None) -> None:
        wanted = {None: None, True: "text", False: "statements"}[full_text]
        with transaction(self.connection) as db:
            db.execute("INSERT OR IGNORE INTO settings VALUES ('keeps', ?)", (wanted or "text",))
        if wanted and wanted != self.keeps:
            raise LedgerError(
                f"{self.path} was made to keep {'full texts' if self.keeps == 'text' else 'statements only'}, which"
                " cannot be changed afterwards: make another ledger with --ledger FILE."
            )

    @property
    def keeps(self) -> str:
        """What is kept of a report: "text", or "statements" only."""
        found = self.connection.execute("SELECT value FROM settings WHERE name = 'keeps'").fetchone()
        return cast("str", found[0]) if found else "text"

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file. What was kept is on the disk already."""
        self.connection.close()

    def known(self, report: Report) -> Known | None:
        """What the ledger has of a report with this very text, under its document; None where it is new or changed."""
        with told(self.path), snapshot(self.connection):
            document = self._document(report)
            return None if document is None else self._same(document, report)

    def add(self, report: Report, base: Report | None = None) -> Kept:
        """Keeps a report that was read, with its evidence, in one transaction.

        `base` is the report before its text was read for statements; its notes are kept for a later reading (default:
        none). Gives what came of it: added, known already, changed (a new version of a document that is here), or
        returned (an earlier version's text again). Raises LedgerError, and has kept nothing, where the file cannot be
        written.
        """
        with told(self.path), transaction(self.connection):
            document = self._document(report)
            if document is None:
                return self._added(report, base)
            found = self._same(document, report)
            if found is None:
                return self._changed(document, report, base)
            return self._seen(found, report)

    def see(self, found: Known, report: Report) -> Kept:
        """Records that a text which is known was found again, now; a version that is not the current one can return.

        A file that is known under its name is no news: nothing is written for it.
        """
        if not _asked_for(report) and self._document(report, key_only=True) == found.document_id:
            return Kept("known", found.id, self.readings.of_number(found.version_id)["number"], report)
        with told(self.path), transaction(self.connection):
            return self._seen(found, report)

    def renew(self, id: str, report: Report) -> Kept:
        """Keeps another reading of a report's current version: by other weights. Judgements are carried over.

        `report` is the version's own text, read again. LedgerError where the ledger's text is another by now.
        """
        with told(self.path), transaction(self.connection):
            version = self.readings.current(id)
            if version["text_id"] != report.text_id:
                raise LedgerError(f"{id} has another text by now: read it again.")
            before = self.readings.report(version)
            self.readings.fold(version["version_id"])
            held = self._read_in(version, report)
            after = self.readings.report(version)
            return Kept("known", id, version["number"], after, changes(before, after), held)

    def report(self, id: str, number: int | None = None) -> Report:
        """A report of the ledger as every surface shows it, judgements applied; an earlier version where one is named.

        Where only statements are kept, a dot stands for every letter that is not kept. LedgerError where there is none.
        """
        with told(self.path), snapshot(self.connection):
            return self.readings.report(
                self.readings.current(id) if number is None else self.readings.numbered(id, number)
            )

    def reports(self) -> Iterator[Report]:
        """Every report, by its current version, in the order they came."""
        with told(self.path):
            ids = [row[0] for row in self.connection.execute("SELECT id FROM documents ORDER BY document_id")]
        for id in ids:
            try:
                yield self.report(id)
            except LedgerError:
                if self.connection.execute("SELECT 1 FROM documents WHERE id = ?", (id,)).fetchone():
                    raise  # it is there, and cannot be read; else it was taken out meanwhile

    def unread(self, model: str) -> Iterator[tuple[str, Report]]:
        """Reports that were read by other weights than `model`: their ids, and what they were before any reading."""
        with told(self.path):
            found = self.connection.execute(
                "SELECT DISTINCT d.id FROM documents d"
                " JOIN readings r ON r.version_id = d.version_id AND r.folded IS NULL"
                " WHERE r.model IS NOT NULL AND r.model <> ? ORDER BY d.document_id",
                (model,),
            ).fetchall()
        for (id,) in found:
            with told(self.path):
                version = self.readings.current(id)
            if version["text"] is not None:
                yield id, self.readings.base(version)

    def judgements(self, id: str | None = None) -> list[Listed]:
        """What people judged in a report (None: everywhere), with who and when, and the rows that carry it."""
        return listed(self, id)

    def watched(self, key: str) -> str | None:
        """What was kept of a source that is watched, as it was given; None where it is not known."""
        with told(self.path):
            found = self.connection.execute("SELECT state FROM watched WHERE address = ?", (key,)).fetchone()
        return found[0] if found else None

    def watch(self, key: str, state: str) -> None:
        """Keeps what is known of a source that is watched."""
        with told(self.path), transaction(self.connection) as db:
            db.execute("INSERT OR REPLACE INTO watched VALUES (?, ?, ?)", (key, state, now()))

    # Everything below runs inside a transaction that its caller opened.

    def _document(self, report: Report, *, key_only: bool = False) -> int | None:
        for name in (key(report), None if key_only else moved_key(report)):
            found = self.connection.execute("SELECT document_id FROM document_keys WHERE key = ?", (name,)).fetchone()
            if found:
                return cast("int", found[0])
        return None

    def _same(self, document: int, report: Report) -> Known | None:
        found = self.connection.execute(
            "SELECT v.version_id, d.id, d.version_id = v.version_id,"
            " (SELECT model FROM readings r WHERE r.version_id = v.version_id ORDER BY reading_id DESC LIMIT 1)"
            " FROM versions v JOIN documents d USING (document_id) WHERE v.document_id = ? AND v.text_id = ?",
            (document, report.text_id),
        ).fetchone()
        return Known(document, found[0], found[1], bool(found[2]), found[3]) if found else None

    def _added(self, report: Report, base: Report | None) -> Kept:
        db = self.connection
        document = next_number(self.connection, "documents", "document_id")
        version = next_number(self.connection, "versions", "version_id")
        db.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", (document, self._free(report.id), version, now()))
        self._name(document, report)
        self._insert_version(version, document, 1, report, base)
        return self._kept("added", version, report)

    def _changed(self, document: int, report: Report, base: Report | None) -> Kept:
        db = self.connection
        (last,) = db.execute("SELECT max(number) FROM versions WHERE document_id = ?", (document,)).fetchone()
        before = self.readings.of_document(document)
        earlier = self.readings.report(before)
        self.readings.fold(before["version_id"])
        version = next_number(self.connection, "versions", "version_id")
        self._insert_version(version, document, last + 1, report, base)
        db.execute("UPDATE documents SET version_id = ? WHERE document_id = ?", (version, document))
        self._name(document, report)
        return self._kept("changed", version, report, earlier)

    def _kept(self, outcome: Outcome, version: int, report: Report, earlier: Report | None = None) -> Kept:
        row = self.readings.of_number(version)
        held = self._read_in(row, report)
        after = (
            self.readings.report(row)
            if earlier or held
            else replace(report, id=self.readings.id_of(row), evidence=None)
        )
        difference = changes(earlier, after) if earlier else ()
        return Kept(outcome, after.id, row["number"], after, difference, held)

    def _seen(self, found: Known, report: Report) -> Kept:
        db = self.connection
        version = self.readings.of_number(found.version_id)
        db.execute("UPDATE versions SET seen_at = ? WHERE version_id = ?", (now(), found.version_id))
        self._name(found.document_id, report)
        current = self.readings.of_document(found.document_id)
        # A saved file of an older version says nothing of what stands at the address today; the address itself does.
        if current["version_id"] == found.version_id or not _asked_for(report):
            return Kept("known", found.id, version["number"], report)
        earlier = self.readings.report(current)
        self.readings.fold(current["version_id"])
        db.execute("UPDATE documents SET version_id = ? WHERE document_id = ?", (found.version_id, found.document_id))
        held = relay(self, found.id)
        after = self.readings.report(version)
        return Kept("returned", found.id, version["number"], after, changes(earlier, after), held)

    def _free(self, id: str) -> str:
        """The id, or the next like it that no other report has: two outlets can carry one text to the letter."""
        taken = "SELECT 1 FROM documents WHERE id = ?"
        if not self.connection.execute(taken, (id,)).fetchone():
            return id
        (count,) = self.connection.execute(
            "SELECT count(*) FROM documents WHERE id >= ? AND id < ?", (f"{id}~", f"{id}~:")
        ).fetchone()
        number = count + 2
        while self.connection.execute(taken, (f"{id}~{number}",)).fetchone():
            number += 1
        return f"{id}~{number}"

    def _name(self, document: int, report: Report) -> None:
        """Keeps what the document is known by."""
        names = [name for name in (key(report), moved_key(report)) if name]
        self.connection.executemany(
            "INSERT OR IGNORE INTO document_keys VALUES (?, ?)", [(name, document) for name in names]
        )

    def _insert_version(self, version: int, document: int, number: int, report: Report, base: Report | None) -> None:
        evidence, whole = report.evidence, self.keeps == "text"
        stored = self._store(report) if whole else None
        moment = stamp(evidence.retrieved_at if evidence else report.read_at)
        headers = json.dumps(evidence.headers) if evidence and evidence.headers else None
        self.connection.execute(
            f"INSERT INTO versions VALUES ({', '.join('?' * 26)})",  # noqa: S608 - marks only
            (
                version,
                document,
                number,
                report.text_id,
                report.text if whole else None,
                len(report.text),
                report.document,
                report.title,
                report.outlet,
                report.byline,
                report.genre,
                report.url,
                report.language,
                report.wire,
                report.published,
                report.published_from,
                rows.segments_to_json(report.segments),
                rows.notes_to_json(base.notes if base else ()),
                report.bytes_id,
                stored,
                evidence.reader if evidence else None,
                evidence.address if evidence else None,
                headers,
                moment,
                now(),
                now(),
            ),
        )

        sign(self.connection, version, report.text)
        seal_record(self.connection, "version", version)

    def _store(self, report: Report) -> int | None:
        """The number of the evidence of a report, which is kept once however many reports are read from it."""
        if report.evidence is None or report.bytes_id is None:
            return None
        db = self.connection
        found = db.execute("SELECT evidence_id FROM evidence WHERE bytes_id = ?", (report.bytes_id,)).fetchone()
        if found:
            return cast("int", found[0])
        data = report.evidence.data
        small = zlib.compress(data, 6)
        coding, kept = ("zlib", small) if len(small) < len(data) else ("none", data)
        number = next_number(self.connection, "evidence", "evidence_id")
        db.execute("INSERT INTO evidence VALUES (?, ?, ?, ?, ?)", (number, report.bytes_id, len(data), coding, kept))
        return number

    def _read_in(self, version: sqlite3.Row, report: Report) -> tuple[Held, ...]:
        """Keeps the reading of a version; where people judged it before, theirs over it."""
        id = self.readings.id_of(version)
        reading = self.readings.insert(version["version_id"], "machine", report)
        judged = apply(self.connection, id, report)
        if judged.touched:
            machines = rows.to_rows(report)
            put_away(self.connection, reading, machines)
            seal_record(self.connection, "reading", reading, machines)
            reading = self.readings.insert(version["version_id"], "people", judged.report)
        put_in(self.connection, reading, judged)
        return judged.held


def _asked_for(report: Report) -> bool:
    """Whether a report comes from its address and not from a saved file: it then says what stands there today."""
    return report.evidence is not None and report.evidence.address is not None
