"""Looking a ledger over: quickly, without changing it. `verify` checks every byte; this says what there is to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Literal

from sayso.keep.files import SCHEMA, connect, remote, schema_of, snapshot, stamp, statements, told
from sayso.keep.nouns import LedgerError
from sayso.keep.signatures import MADE_BY

State = Literal["well", "note", "amiss", "mended", "unseen"]

#: The search indexes and the tables that they are made of.
INDEXES = {"statement_search": "statements", "text_search": "versions", "spelling_search": "spellings"}
#: Bytes: a disk with less room than this is amiss; a log that is larger was not folded into its ledger for long.
_ROOM, _LOG = 200 << 20, 256 << 20
#: Clocks of several machines differ by so much without anybody being wrong.
_DRIFT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at in an installation or a ledger."""

    about: Literal["installation", "ledger"]
    what: str  # "weights", "search indexes"
    state: State  # note: to be known, nothing to do; unseen: it could not be looked at
    said: str  # what was found
    remedy: str | None = None  # what to do


def finding(what: str, state: State, said: str, remedy: str | None = None) -> Finding:
    """A finding in a ledger."""
    return Finding("ledger", what, state, said, remedy)


def look(path: Path, model: str | None = None) -> Iterator[Finding]:
    """What there is to say of a ledger. `model` is the label of the weights at hand, where they are there.

    Reads only, and one state of the ledger, whatever is written meanwhile. Gives a finding with the state "unseen"
    where it cannot be opened, and nothing after it.
    """
    try:
        yield from _outside(path)
        connection, schema = _opened(path)
    except LedgerError as error:
        yield finding("file", "unseen", str(error))
        return
    with closing(connection):
        try:
            with told(path):
                yield from _inside(connection, schema, model)
        except LedgerError as error:
            yield finding("contents", "amiss", str(error))


def _opened(path: Path) -> tuple[sqlite3.Connection, int]:
    """A reader's connection, of an older schema too, and the schema."""
    connection = connect(path, write=False, older=True)
    try:
        with told(path):
            return connection, schema_of(connection, path) or 0
    except BaseException:
        connection.close()
        raise


# The file from outside


def _outside(path: Path) -> Iterator[Finding]:
    real = Path(os.path.realpath(path))
    if not real.is_file():
        return  # opening it says why
    size, log = real.stat().st_size, _size(Path(f"{real}-wal"))
    where = f"{path} → {real}" if real != Path(os.path.abspath(path)) else str(path)
    yield finding("file", "well", f"{where}: {bytes_in_words(size)}, and {bytes_in_words(log)} in its log")
    free = shutil.disk_usage(real.parent).free
    room = f"{bytes_in_words(free)} free"
    if free < _ROOM:
        yield finding("disk", "amiss", room, "make room: a full disk loses nothing, but nothing more can be kept")
    elif free < size + log:
        yield finding("disk", "note", f"{room}, too little for a copy, which a new schema needs first")
    else:
        yield finding("disk", "well", room)
    if log > _LOG:
        yield finding(
            "log",
            "amiss",
            f"it has grown to {bytes_in_words(log)}: a reader has been open for long, or the last writer was killed",
            "end whatever has the ledger open, then `sayso doctor --mend` folds it in",
        )
    if system := remote(real.parent):
        yield finding(
            "place",
            "amiss",
            f"it lies on a network file system ({system}), where SQLite's locks do not hold: Sayso reads it, and writes"
            " nothing to it",
            "copy it to a disk of this machine while nothing writes to it",
        )
    yield from _permissions(real)
    yield from _left_over(real)


def _permissions(real: Path) -> Iterator[Finding]:
    if not (os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)):
        yield finding("permissions", "note", "the file or its folder may only be read: nothing can be added")
    if os.name == "posix" and real.stat().st_mode & 0o002:
        yield finding(
            "permissions", "amiss", "every user of this machine may change it", f"`chmod o-w {real}`, and o-r perhaps"
        )


def _left_over(real: Path) -> Iterator[Finding]:
    beside = [found for found in real.parent.iterdir() if found.name.startswith(f"{real.name}.") and found.is_file()]
    for found in sorted(beside):
        if found.suffix == ".part":
            yield finding("left over", "amiss", f"{found.name} was left by a copy that broke off", "delete it")
        elif found.suffix == ".bak":
            yield finding(
                "copies",
                "note",
                f"{found.name} ({bytes_in_words(_size(found))}) is the ledger as it was before its schema changed. It"
                " still has what was removed since: delete it when you need it no more",
            )


# What it holds


def _inside(db: sqlite3.Connection, schema: int, model: str | None) -> Iterator[Finding]:
    if schema < SCHEMA:
        yield finding(
            "schema",
            "amiss",
            f"schema {schema}; this Sayso writes schema {SCHEMA}",
            "`sayso doctor --mend` brings it up to date, after a copy; so does every command that writes to it",
        )
    else:
        yield finding("schema", "well", f"schema {schema}")
    with snapshot(db):
        yield from _structure(db)
        if schema < SCHEMA:
            return
        for part in _PARTS:
            yield from part(db)
        yield from _models(db, model)


def _structure(db: sqlite3.Connection) -> Iterator[Finding]:
    found = [row[0] for row in db.execute("PRAGMA quick_check(10)")]
    if found != ["ok"]:
        yield finding(
            "structure",
            "amiss",
            f"it is damaged: {found[0]}" + (f", and {len(found) - 1} more" if len(found) > 1 else ""),
            "go back to a copy; `sayso verify` names what can no longer be read",
        )
        return
    keys = db.execute("PRAGMA foreign_key_check").fetchall()
    if keys:
        yield finding(
            "structure",
            "amiss",
            f"{many(len(keys), 'row')} (the first in {keys[0][0]}) that name something that is not there: another"
            " program wrote to it",
            "`sayso verify` names the reports: take them out with `sayso remove` and add them again, or go back to a"
            " copy",
        )
    else:
        yield finding("structure", "well", "whole (`sayso verify` checks every byte)")


def _counts(db: sqlite3.Connection) -> Iterator[Finding]:
    keeps = db.execute("SELECT value FROM settings WHERE name = 'keeps'").fetchone()
    reports, versions, judgements = (number(db, table) for table in ("documents", "versions", "judgements"))
    what = "statements only" if keeps and keeps[0] == "statements" else "full texts"
    said = f"{many(reports, 'report')} in {many(versions, 'version')}, {many(judgements, 'judgement')}; it keeps {what}"
    yield finding("contents", "well", said)


def _orphans(db: sqlite3.Connection) -> Iterator[Finding]:
    (count,) = db.execute("SELECT count(*) FROM anchors WHERE how = 'orphaned'").fetchone()
    if count:
        yield finding(
            "judgements",
            "amiss",
            f"{many(count, 'judgement')} without effect: what it was about is not found any more",
            "`sayso judge list --orphaned` shows them: judge again, or undo them",
        )
    lost = len(unanchored(db))
    if lost:
        yield finding(
            "judgements",
            "amiss",
            f"it is not written down how those on {many(lost, 'report')} hold",
            "`sayso doctor --mend` lays them again",
        )


def unanchored(db: sqlite3.Connection) -> list[str | None]:
    """The reports with standing judgements of which it is not known how they hold; None for those over all reports."""
    query = (
        "SELECT DISTINCT document FROM judgements j WHERE kind <> 'undo'"
        " AND NOT EXISTS (SELECT 1 FROM judgements u WHERE u.undoes = j.uid)"
        " AND NOT EXISTS (SELECT 1 FROM anchors a WHERE a.judgement_id = j.judgement_id)"
    )
    return [row[0] for row in db.execute(query)]


def _signatures(db: sqlite3.Connection) -> Iterator[Finding]:
    todo = len(unsigned(db))
    if todo:
        yield finding(
            "signatures",
            "amiss",
            f"{many(todo, 'text')} without one, or with one by an older rule: copies of them are not found",
            "`sayso doctor --mend` makes them",
        )
    elif _apart(db):
        yield finding(
            "signatures",
            "amiss",
            "the list by which copies are found does not fit them",
            "`sayso doctor --mend` makes it anew",
        )
    lost = db.execute(
        "SELECT count(*) FROM versions v LEFT JOIN signatures s USING (version_id)"
        " WHERE v.text IS NULL AND (s.made_by IS NULL OR s.made_by <> ?)",
        (MADE_BY,),
    ).fetchone()[0]
    if lost:
        yield finding(
            "signatures",
            "note",
            f"{many(lost, 'report')} without text and without signature, or with one by an older rule; it stays so",
        )


def unsigned(db: sqlite3.Connection) -> list[int]:
    """The versions with a text and no signature of today's rule."""
    query = (
        "SELECT version_id FROM versions v LEFT JOIN signatures s USING (version_id)"
        " WHERE v.text IS NOT NULL AND (s.made_by IS NULL OR s.made_by <> ?)"
    )
    return [row[0] for row in db.execute(query, (MADE_BY,))]


def _apart(db: sqlite3.Connection) -> bool:
    """Whether the list of shingles has more or fewer entries than the signatures."""
    (signed,) = db.execute("SELECT coalesce(sum(length(hashes) / 8), 0) FROM signatures").fetchone()
    return bool(signed != number(db, "shingles"))


def _seals(db: sqlite3.Connection) -> Iterator[Finding]:
    for kind in ("version", "reading", "judgement"):
        (count,) = db.execute(
            f"SELECT count(*) FROM {kind}s WHERE NOT EXISTS"  # noqa: S608 - own names
            f" (SELECT 1 FROM seals WHERE kind = ? AND number = {kind}_id)",
            (kind,),
        ).fetchone()
        if count:
            yield finding(
                "seals",
                "amiss",
                f"{many(count, kind)} without one: another program wrote there, and nobody can tell what it was before",
                "`sayso verify` names what it is. No seal is made up: go back to a copy, or take these reports out with"
                " `sayso remove` and add them again",
            )


def _search(db: sqlite3.Connection) -> Iterator[Finding]:
    bad = [index for index in INDEXES if not _fits(db, index)]
    if bad:
        yield finding(
            "search indexes",
            "amiss",
            f"{', '.join(bad)} have other rows than what is kept",
            "`sayso doctor --mend` makes them anew",
        )
    else:
        yield finding("search indexes", "well", "of as many rows as what is kept")


def _fits(db: sqlite3.Connection, index: str) -> bool:
    """Whether an index has as many rows as its table; whether with the same words, `verify` says."""
    return number(db, f"{index}_docsize") == number(db, INDEXES[index])


_DATED = {
    "documents": ("added_at",),
    "versions": ("added_at", "seen_at", "retrieved_at"),
    "readings": ("read_at",),
    "judgements": ("made_at",),
}


def _clock(db: sqlite3.Connection) -> Iterator[Finding]:
    limit = stamp(datetime.now(UTC) + _DRIFT)
    newest = ""
    for table, columns in _DATED.items():
        for column in columns:
            (found,) = db.execute(f"SELECT max({column}) FROM {table}").fetchone()  # noqa: S608 - own names
            newest = max(newest, str(found or ""))
    if newest > limit:
        yield finding(
            "clock",
            "amiss",
            f"something is dated {newest}, which is yet to come: a clock was wrong then, or this machine's is now. No"
            " order hangs on it: what came first is told by its number",
            "check this machine's clock",
        )


def _foreign(db: sqlite3.Connection) -> Iterator[Finding]:
    """What other programs put into the ledger, or took out of it."""
    with closing(sqlite3.connect(":memory:")) as model:
        for statement in statements(files("sayso.keep").joinpath("schema.sql").read_text("utf-8")):
            model.execute(statement)
        ours, theirs = _objects(model), _objects(db)
    if more := sorted(theirs.keys() - ours.keys()):
        kinds = ", ".join(f"{theirs[name]} {name}" for name in more[:5])
        harmless = {theirs[name] for name in more} <= {"index", "view"}
        yield finding(
            "foreign parts",
            "note" if harmless else "amiss",
            f"another program put in {kinds}",
            None
            if harmless
            else "look at what they do: triggers run whenever Sayso writes. Drop those you do not need",
        )
    if less := sorted(ours.keys() - theirs.keys()):
        yield finding(
            "missing parts",
            "amiss",
            f"another program took out {', '.join(f'{ours[name]} {name}' for name in less[:5])}",
            "go back to a copy",
        )


def _objects(db: sqlite3.Connection) -> dict[str, str]:
    """Tables, indexes, triggers and views by name, with their kinds; statistics that `ANALYZE` makes left out."""
    query = "SELECT name, type FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return dict(db.execute(query).fetchall())


def _leftovers(db: sqlite3.Connection) -> Iterator[Finding]:
    if db.execute("SELECT 1 FROM settings WHERE name = 'removing'").fetchone():
        yield finding(
            "settings",
            "amiss",
            "judgements are not kept from being deleted: another program left it so",
            "`sayso doctor --mend` puts it right",
        )


def _models(db: sqlite3.Connection, model: str | None) -> Iterator[Finding]:
    query = (
        "SELECT r.model, count(*), sum(v.text IS NOT NULL) FROM documents d JOIN versions v USING (version_id)"
        " JOIN readings r ON r.version_id = v.version_id AND r.folded IS NULL WHERE r.model IS NOT NULL GROUP BY 1"
    )
    due = stays = 0
    for by, count, kept in db.execute(query).fetchall():
        yield finding("read by", "well", f"{by}: {many(count, 'report')}")
        if model is not None and by != model:
            due, stays = due + kept, stays + count - kept
    if due:
        yield finding(
            "reading", "amiss", f"{many(due, 'report')} read by other weights than {model}", "`sayso reread` reads them"
        )
    if stays:
        yield finding(
            "reading", "note", f"{many(stays, 'report')} without text, read by other weights than {model}: it stays so"
        )


_PARTS: tuple[Callable[[sqlite3.Connection], Iterator[Finding]], ...] = (
    _counts,
    _search,
    _signatures,
    _seals,
    _orphans,
    _leftovers,
    _foreign,
    _clock,
)


def number(db: sqlite3.Connection, table: str) -> int:
    """How many rows a table has."""
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - own names


def many(count: int, what: str) -> str:
    """A number of things: "1 report", "2,000 reports"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def bytes_in_words(size: int) -> str:
    """Bytes as people say them: "1.5 GB"."""
    for unit, at in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= at:
            return f"{size / at:.1f} {unit}"
    return f"{size} bytes"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
