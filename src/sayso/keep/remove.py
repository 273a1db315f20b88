"""Taking a report out of a ledger, with all that is only there because of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from sayso.keep import canonical, story_words
from sayso.keep.files import told, transaction
from sayso.keep.judged import reconsider
from sayso.keep.ledger import Ledger
from sayso.keep.nouns import LedgerError
from sayso.keep.signatures import unsign
from sayso.keep.tables import any_rows


@dataclass(frozen=True, slots=True)
class Removed:
    """What went, or would go, with a report."""

    id: str
    document: str
    title: str | None
    versions: int
    readings: int
    statements: int  # of the reading that has most of them
    figures: int
    judgements: tuple[str, ...]  # uids
    evidence: int  # pieces of evidence that no other report was read from
    shared: int  # pieces that stay, for others were read from them too
    actors: tuple[str, ...]  # names that stand in no other report
    swept: bool = True  # False: others read the ledger meanwhile, and its words are still in the log


def remove(ledger: Ledger, id: str, *, really: bool = True) -> Removed:
    """Takes a report out, every version: texts, evidence, readings, judgements, and names that no other report has.

    With `really` False it says what would go and takes out nothing. What went is overwritten in the file, and the
    search indexes are folded together, so that its words can no longer be found there; copies of the ledger still have
    them. Raises LedgerError where there is no such report.
    """
    db = ledger.connection
    with told(ledger.path):
        if not really:
            return _would_go(ledger, id)[0]
        db.execute("PRAGMA secure_delete = ON")
        with transaction(db):
            going, document, versions, evidence, actors = _would_go(ledger, id)
            spoken_of = story_words.concerned(db, id)
            db.execute("INSERT OR REPLACE INTO settings VALUES ('removing', ?)", (id,))
            db.execute(
                "DELETE FROM anchors WHERE judgement_id IN (SELECT judgement_id FROM judgements WHERE document = ?)",
                (id,),
            )
            # The newest first: an undoing names what it undid.
            for uid in reversed(going.judgements):
                db.execute("DELETE FROM judgements WHERE uid = ?", (uid,))
            for version in versions:
                unsign(db, version)
            db.execute("DELETE FROM documents WHERE document_id = ?", (document,))
            db.executemany("DELETE FROM evidence WHERE evidence_id = ?", [(number,) for number in evidence])
            db.executemany("DELETE FROM spellings WHERE canonical_id = ?", [(number,) for number in actors])
            db.execute(
                "UPDATE canonical_actors SET same_as = canonical_id WHERE same_as IN (SELECT value FROM json_each(?))",
                (str(list(actors)),),
            )
            db.executemany("DELETE FROM canonical_actors WHERE canonical_id = ?", [(number,) for number in actors])
            db.execute("DELETE FROM settings WHERE name = 'removing'")
            if spoken_of:  # what was said of it with others waits for it
                reconsider(db)
            for index in ("statement_search", "text_search", "spelling_search"):
                db.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608 - own names
        return replace(going, swept=swept(db))


def swept(db: sqlite3.Connection, seconds: float = 5.0) -> bool:
    """Folds the log into the file and empties it; False where others, who read meanwhile, keep it from that."""
    (before,) = db.execute("PRAGMA busy_timeout").fetchone()
    db.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    try:
        (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.execute(f"PRAGMA busy_timeout = {before}")
    return not busy


def _would_go(ledger: Ledger, id: str) -> tuple[Removed, int, list[int], list[int], list[int]]:
    """What goes with a report, and the numbers of its document, versions, own evidence and own canonical actors."""
    db = ledger.connection
    found = db.execute(
        "SELECT d.document_id, v.document, v.title FROM documents d JOIN versions v USING (version_id) WHERE d.id = ?",
        (id,),
    ).fetchone()
    if found is None:
        raise LedgerError(
            f"{ledger.path} has no report {id}: nothing was taken out. `sayso search` shows the ids it has."
        )
    number, document, title = found
    versions = [row[0] for row in db.execute("SELECT version_id FROM versions WHERE document_id = ?", (number,))]
    used = db.execute(
        "SELECT evidence_id, (SELECT count(*) FROM versions o"
        " WHERE o.evidence_id = v.evidence_id AND o.document_id <> v.document_id)"
        " FROM versions v WHERE document_id = ? AND evidence_id IS NOT NULL GROUP BY evidence_id",
        (number,),
    ).fetchall()
    own = [row[0] for row in used if not row[1]]
    readings = [
        row[0]
        for version in versions
        for row in db.execute("SELECT reading_id FROM readings WHERE version_id = ?", (version,))
    ]
    counts = dict.fromkeys(("statements", "figures"), 0)
    named: dict[int, str] = {}
    for reading in readings:
        kept = any_rows(db, reading)
        for table in counts:
            counts[table] = max(counts[table], len(kept[table]))
        for _, name, kind, _ in kept["actors"]:
            named |= dict(_only_here(db, f"{kind}:{canonical.fold(name)}", readings))
    judgements = [
        row[0] for row in db.execute("SELECT uid FROM judgements WHERE document = ? ORDER BY judgement_id", (id,))
    ]
    removed = Removed(
        id,
        document,
        title,
        len(versions),
        len(readings),
        counts["statements"],
        counts["figures"],
        tuple(judgements),
        len(own),
        len(used) - len(own),
        tuple(named.values()),
    )
    return removed, number, versions, own, list(named)


def _only_here(db: sqlite3.Connection, key: str, readings: list[int]) -> list[tuple[int, str]]:
    """The canonical actor of a key, where no reading but these observes it: number and name."""
    return db.execute(
        "SELECT canonical_id, name FROM canonical_actors c WHERE key = ? AND NOT EXISTS (SELECT 1 FROM actors a"
        " WHERE a.canonical_id = c.canonical_id AND a.reading_id NOT IN (SELECT value FROM json_each(?)))",
        (key, str(readings)),
    ).fetchall()
