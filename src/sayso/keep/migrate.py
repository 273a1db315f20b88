"""Bringing an older ledger up to this Sayso's schema: a copy first, then one transaction.

Every schema that was ever released has a ledger in tests/keep/ledgers/, and a step here that takes it to the next.
"""

from __future__ import annotations

import glob
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sayso.keep.files import SCHEMA, statements, transaction
from sayso.keep.nouns import LedgerError
from sayso.keep.seals import seal_record
from sayso.keep.signatures import sign
from sayso.keep.tables import any_rows

_SEALS = """
CREATE TABLE seals (kind TEXT NOT NULL CHECK (kind IN ('version', 'reading', 'judgement')), number INTEGER NOT NULL,
    seal TEXT NOT NULL, PRIMARY KEY (kind, number)) WITHOUT ROWID;
CREATE TRIGGER versions_unsealed AFTER DELETE ON versions
BEGIN DELETE FROM seals WHERE kind = 'version' AND number = old.version_id; END;
CREATE TRIGGER readings_unsealed AFTER DELETE ON readings
BEGIN DELETE FROM seals WHERE kind = 'reading' AND number = old.reading_id; END;
CREATE TRIGGER judgements_unsealed AFTER DELETE ON judgements
BEGIN DELETE FROM seals WHERE kind = 'judgement' AND number = old.judgement_id; END;
"""

_STORIES = """
CREATE TABLE stories (
    story_id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    into_id INTEGER
);

CREATE TABLE story_sketches (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    reading_id INTEGER,
    made_by INTEGER NOT NULL,
    day INTEGER NOT NULL,
    keys TEXT NOT NULL,
    sketch TEXT NOT NULL
);

CREATE TABLE story_keys (
    key INTEGER NOT NULL,
    day INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    PRIMARY KEY (key, day, document_id)
) WITHOUT ROWID;
CREATE TRIGGER story_keys_gone AFTER DELETE ON story_sketches
BEGIN DELETE FROM story_keys
    WHERE key IN (SELECT value FROM json_each(old.keys)) AND day = old.day AND document_id = old.document_id; END;

CREATE TABLE story_links (
    one INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    two INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    score REAL NOT NULL,
    veto TEXT,
    why TEXT NOT NULL,
    PRIMARY KEY (one, two),
    CHECK (one < two)
) WITHOUT ROWID;
CREATE INDEX story_links_by_two ON story_links (two);

CREATE TABLE story_members (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES stories
);
CREATE INDEX story_members_by_story ON story_members (story_id);
CREATE INDEX judgements_of_stories ON judgements (kind) WHERE kind IN ('merge', 'split');
CREATE INDEX documents_by_version ON documents (version_id);
"""


def migrate(connection: sqlite3.Connection, path: Path, found: int) -> Path | None:
    """Brings a ledger of schema `found` to the newest, and gives the copy that was made of it before.

    Two processes may come here at once: the second finds the work done and gives None. LedgerError where the copy
    cannot be made; the ledger is then as it was.
    """
    if any(number not in STEPS for number in range(found, SCHEMA)):
        raise LedgerError(f"{path} is of schema {found}, which no Sayso ever wrote. It was not changed.")
    with transaction(connection) as db:  # from here nobody else writes, so that nothing is missing from the copy
        found = int(db.execute("PRAGMA user_version").fetchone()[0])
        if found >= SCHEMA:
            return None
        copy = _copied(path, found)
        for number in range(found, SCHEMA):
            STEPS[number](db)
        db.execute(f"PRAGMA user_version = {SCHEMA}")
    return copy


def copies(path: Path) -> list[Path]:
    """The copies that were made beside a ledger before its schema changed."""
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.schema-*.bak"))


def _copied(path: Path, schema: int) -> Path:
    """A copy of a ledger beside it, under a name that no file has yet; whole or not there."""
    copy = path.with_name(f"{path.name}.schema-{schema}.bak")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.name}.schema-{schema}-{number}.bak")
    part = copy.with_name(copy.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        os.replace(part, copy)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise LedgerError(
            f"{path} is of schema {schema} and has to be brought to schema {SCHEMA}, but no copy of it could be made"
            f" beside it first ({error}): make room for one. Nothing was changed."
        ) from error
    return copy


def _signed_and_sealed(db: sqlite3.Connection) -> None:
    """From 1 to 2: signatures of texts, by which reports that share passages find each other; seals, to verify by."""
    for statement in statements(_SEALS):
        db.execute(statement)
    for (reading,) in db.execute("SELECT reading_id FROM readings").fetchall():
        seal_record(db, "reading", reading, any_rows(db, reading))
    for kind in ("version", "judgement"):
        for (number,) in db.execute(f"SELECT {kind}_id FROM {kind}s").fetchall():  # noqa: S608 - own names
            seal_record(db, kind, number)
    db.execute(
        "CREATE TABLE signatures (version_id INTEGER PRIMARY KEY REFERENCES versions ON DELETE CASCADE,"
        " made_by INTEGER NOT NULL, hashes BLOB NOT NULL)"
    )
    db.execute(
        "CREATE TABLE shingles (hash INTEGER NOT NULL, version_id INTEGER NOT NULL, PRIMARY KEY (hash, version_id))"
        " WITHOUT ROWID"
    )
    for version, text in db.execute("SELECT version_id, text FROM versions WHERE text IS NOT NULL"):
        sign(db, version, text)


def _with_stories(db: sqlite3.Connection) -> None:
    """From 2 to 3: stories. Reports that are here already are taken in at the next `sayso add` or `sayso stories`."""
    for statement in statements(_STORIES):
        db.execute(statement)


#: What takes a ledger of each schema to the next one. A step sees SQL alone, not the nouns: those go on changing.
STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {1: _signed_and_sealed, 2: _with_stories}
