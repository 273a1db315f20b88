"""Opening a ledger's file: what it is, whether it may be written, and how connections to it behave."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from sayso.keep.nouns import LedgerError, NotKept

#: "Says": what tells a ledger from any other SQLite file.
APPLICATION = 0x53617973
SCHEMA = 2
#: Seconds that a writer waits for another one. A report's transaction takes milliseconds.
PATIENCE = 120.0
#: Kibibytes of pages that a connection may hold in memory.
_CACHE = 65_536
#: File systems over a network: SQLite's locks and its shared memory do not hold there.
_REMOTE = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "fuse.sshfs", "davfs", "fuse.davfs")
)


def connect(path: Path, *, write: bool, create: bool = False) -> sqlite3.Connection:
    """A connection to the ledger in a file, made where it is not there and `create` says so.

    Raises LedgerError where there is none, it cannot be opened or written, is no ledger, is damaged, or is of another
    schema than this Sayso's (an older one is brought up to date by `migrate`).
    """
    there = path.exists()
    if there and not path.is_file():
        raise LedgerError(f"{path} is not a file: name the ledger's own file with --ledger.")
    if not there and not (write and create):
        raise LedgerError(
            f"there is no ledger at {path}: `sayso add SOURCE…` makes one, and --ledger FILE or SAYSO_LEDGER names"
            " another."
        )
    if write and (system := _remote(path.parent)):
        raise LedgerError(
            f"{path} lies on a network file system ({system}), where two writers can damage it: keep the ledger on a"
            " disk of this machine and copy it when nothing writes."
        )
    if there and _foreign(path):
        raise LedgerError(f"{path} is not an SQLite file, so it is no ledger: name another with --ledger FILE.")
    if write and there and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise LedgerError(
            f"{path} or its folder may only be read: allow writing to both (SQLite keeps its log beside the file), or"
            " work on a copy."
        )
    with told(path):
        connection = _opened(path, write=write)
        try:
            _prepare(connection, path, write=write, fresh=write and create)
        except BaseException:
            connection.close()
            raise
    return connection


def _opened(path: Path, *, write: bool) -> sqlite3.Connection:
    if write:
        target, uri = str(path), False
    else:
        # A reader needs the log's shared memory; where the folder cannot be written it reads the file as it stands.
        still = "" if os.access(path.parent, os.W_OK) else "&immutable=1"
        target, uri = f"{path.resolve().as_uri()}?mode=ro{still}", True
    return sqlite3.connect(target, uri=uri, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def _prepare(connection: sqlite3.Connection, path: Path, *, write: bool, fresh: bool) -> None:
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA foreign_keys = ON")
    found = schema_of(connection, path)
    if found is None:
        if not fresh:
            raise LedgerError(f"{path} is empty: `sayso add SOURCE…` makes a ledger of it.")
        _create(connection)
    elif found > SCHEMA:
        raise LedgerError(
            f"{path} is of schema {found}, and this Sayso knows schemas up to {SCHEMA}: it was written by a newer one."
            " Update Sayso; nothing was changed."
        )
    elif found < SCHEMA:
        if not write:
            raise LedgerError(
                f"{path} is of schema {found} and has to be brought to schema {SCHEMA} first: `sayso doctor` does so,"
                " after a copy."
            )
        from sayso.keep.migrate import migrate

        migrate(connection, path, found)
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        # Full: what `sayso add` calls added is on the disk, also if the power goes. A report costs one flush.
        connection.execute("PRAGMA synchronous = FULL")


def schema_of(connection: sqlite3.Connection, path: Path) -> int | None:
    """The schema number of a ledger; None of an empty file. LedgerError where it is a database of something else."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application == APPLICATION:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application or connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
        raise LedgerError(
            f"{path} is an SQLite database of something else, not a ledger of Sayso: name another file with --ledger."
            " It was not changed."
        )
    return None


def _create(connection: sqlite3.Connection) -> None:
    """Makes the tables. Two processes may come here at once: the second finds them made."""
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
            return
        for statement in statements(files("sayso.keep").joinpath("schema.sql").read_text("utf-8")):
            connection.execute(statement)
        connection.execute("INSERT INTO settings VALUES ('created_at', ?)", (now(),))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one at a time: `executescript` would end the transaction that it runs in."""
    piece = ""
    for line in script.splitlines(keepends=True):
        piece += line
        if sqlite3.complete_statement(piece):
            yield piece
            piece = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A transaction that takes the writer's place at once, so that it never fails half way for want of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")  # where keys that are checked last do not fit, this fails and nothing is kept
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Several queries over one state of the ledger, whatever is written meanwhile."""
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Errors of SQLite in words that say what to do."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, OverflowError) as error:
        raise NotKept(
            f"{path} cannot hold this report ({error}): please report it as a bug. Nothing was changed."
        ) from error
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: {_why(error)}") from error


def _why(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    text = str(error)
    for start, why in _WHY.items():
        if name.startswith(start):
            return why
    if "disk is full" in text:
        return _WHY["SQLITE_FULL"]
    return (
        f"SQLite says “{text}” ({name or type(error).__name__}). What was kept before is as it was; try `sayso doctor`."
    )


_WHY: dict[str, str] = {
    "SQLITE_FULL": (
        "the disk is full. What was kept before is as it was, and the report at hand was not "
        "added: make room and run the same command again."
    ),
    "SQLITE_READONLY": (
        "it may only be read: allow writing to the file and its folder, or work on a copy. Nothing was changed."
    ),
    "SQLITE_BUSY": (
        f"another program has held it for more than {PATIENCE:.0f} seconds: end that program (a browser of"
        " SQLite with unsaved changes, perhaps) and run the same command again. Nothing was "
        "lost."
    ),
    "SQLITE_LOCKED": ("another connection of this program holds it. Run the same command again. Nothing was lost."),
    "SQLITE_CORRUPT": (
        "it is damaged: usually it was copied while something wrote to it, or cut short. Go "
        "back to a copy; `sayso verify` says what can still be read. Nothing was changed."
    ),
    "SQLITE_NOTADB": (
        "it is not an SQLite file, or its head is damaged: go back to a copy, or name another with --ledger."
    ),
    "SQLITE_IOERR": (
        "the disk does not answer as it should (SQLITE_IOERR): check the disk. What was kept before is as it was."
    ),
    "SQLITE_CANTOPEN": "it cannot be opened: check that its folder is there and may be written to.",
    "SQLITE_TOOBIG": "the report is larger than SQLite can hold in one row. It was not added.",
}


def _foreign(path: Path) -> bool:
    """Whether a file that is not empty does not begin as SQLite's files do."""
    try:
        with path.open("rb") as stream:
            head = stream.read(16)
    except OSError as error:
        raise LedgerError(f"{path} cannot be read: {error.strerror}. Check who may read it.") from error
    return bool(head) and head != b"SQLite format 3\0"


def _remote(folder: Path, mounts: Callable[[], str] | None = None) -> str | None:
    """The kind of the network file system that a folder lies on; None on a local one, or where that cannot be told."""
    try:
        text = mounts() if mounts else Path("/proc/self/mountinfo").read_text("utf-8", "replace")
        where = os.path.realpath(folder)
    except OSError:
        return None
    best, kind = "", ""
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        mount = fields[4].encode().decode("unicode_escape", "replace")
        inside = where == mount or where.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, right.split(" ")[0]
    return kind if kind in _REMOTE else None


def now() -> str:
    """The time, in UTC, to the second, as the ledger writes it."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """A time as the ledger writes it: ISO 8601 in UTC, microseconds only where there are some."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
