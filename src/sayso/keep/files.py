"""Opening a ledger's file: what it is, whether it may be written, and how connections to it behave."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from sayso.keep.nouns import LedgerError, NotKept

#: "Says": what tells a ledger from any other SQLite file.
APPLICATION = 0x53617973
SCHEMA = 3
#: Seconds that a writer waits for another one. A report's transaction takes milliseconds.
PATIENCE = 120.0
#: Kibibytes of pages that a connection may hold in memory.
_CACHE = 65_536
#: File systems over a network: SQLite's locks and its shared memory do not hold there.
_REMOTE = frozenset(
    "nfs nfs4 cifs smb3 smbfs afs ncpfs 9p ceph lustre glusterfs beegfs gpfs davfs fuse.davfs fuse.sshfs fuse.glusterfs"
    " fuse.ceph fuse.s3fs fuse.rclone fuse.gcsfuse fuse.goofys fuse.smbnetfs fuse.curlftpfs vboxsf".split()
)
#: A disk with less room than this, in bytes, is full for whoever could not write to it.
_FULL = 1 << 20


def connect(path: Path, *, write: bool, create: bool = False, older: bool = False) -> sqlite3.Connection:
    """A connection to the ledger in a file, made where it is not there and `create` says so.

    Raises LedgerError where there is none, it cannot be opened or written, is no ledger, is damaged, or is of another
    schema than this Sayso's. An older one is brought up to date by `migrate`; who only reads can ask for it as it is
    with `older`.
    """
    there = _there(path)
    if not there and not (write and create):
        raise LedgerError(
            f"there is no ledger at {path}: `sayso add SOURCE…` makes one, and --ledger FILE or SAYSO_LEDGER names"
            " another."
        )
    folder = _beside(path).parent
    if write and (system := remote(folder)):
        raise LedgerError(
            f"{path} lies on a network file system ({system}), where two writers can damage it: keep the ledger on a"
            " disk of this machine and copy it when nothing writes."
        )
    if there and _foreign(path):
        raise LedgerError(f"{path} is not an SQLite file, so it is no ledger: name another with --ledger FILE.")
    log = _beside(path, "-wal")
    if not (there and path.stat().st_size) and _size(log):
        # SQLite takes a log without a ledger for a leftover and deletes it; the newest reports may stand in it alone.
        raise LedgerError(
            f"{path} is {'empty' if there else 'not there'}, but the log of a ledger, {log}, lies where it should be:"
            " reports that were added last stand in it. Bring the ledger back beside it, or move the log away. Nothing"
            " was changed."
        )
    if write and there and not (os.access(path, os.W_OK) and os.access(folder, os.W_OK)):
        raise LedgerError(
            f"{path} or its folder may only be read: allow writing to both (SQLite keeps its log beside the file), or"
            " work on a copy."
        )
    with told(path):
        connection = _opened(path, write=write)
        try:
            _prepare(connection, path, write=write, fresh=write and create, older=older)
        except BaseException:
            connection.close()
            raise
    return connection


def _opened(path: Path, *, write: bool) -> sqlite3.Connection:
    if write:
        target, uri = str(path), False
    else:
        still = "&immutable=1" if _stands_still(path) else ""
        target, uri = f"{_beside(path).as_uri()}?mode=ro{still}", True
    return sqlite3.connect(target, uri=uri, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def _stands_still(path: Path) -> bool:
    """Whether a reader has to take the file as it stands, without its log.

    A reader needs the log's shared memory, which lies beside it while anybody writes. Where it is not there and cannot
    be made, because the folder may only be read, the file by itself is whole if it has no log; a log without its shared
    memory would be left out silently, so that is an error.
    """
    if os.access(_beside(path).parent, os.W_OK) or _beside(path, "-shm").exists():
        return False
    if _size(_beside(path, "-wal")):
        raise LedgerError(
            f"{path} cannot be read here: the reports that were added last stand in its log ({path.name}-wal), and its"
            " folder may only be read. Allow writing to the folder, or copy both files to one where you may write."
        )
    return True


def _there(path: Path) -> bool:
    """Whether there is a file at a path. LedgerError where that cannot be told, or where it is a folder."""
    if "\0" in str(path):
        raise LedgerError(f"{str(path)!r} is no name of a file: name the ledger with --ledger FILE.")
    try:
        there = path.exists()
        if there and not path.is_file():
            raise LedgerError(f"{path} is not a file: name the ledger's own file with --ledger.")
    except OSError as error:
        raise LedgerError(f"{path} cannot be opened: {error.strerror}. Check its name, and who may read it.") from error
    return there


def _beside(path: Path, tail: str = "") -> Path:
    """Where SQLite keeps a ledger and what belongs to it: where a link leads."""
    return Path(os.path.realpath(path) + tail)


def _size(path: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _prepare(connection: sqlite3.Connection, path: Path, *, write: bool, fresh: bool, older: bool) -> None:
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
    elif found < SCHEMA and not older:
        if not write:
            raise LedgerError(
                f"{path} is of schema {found} and has to be brought to schema {SCHEMA} first: `sayso doctor --mend`"
                " does so, after a copy."
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
    """Errors of SQLite, and rows that cannot be read, in words that say what to do."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise NotKept(
            f"{path} cannot hold this report: it has characters that are none ({error.reason}). Nothing was changed."
        ) from error
    except (zlib.error, json.JSONDecodeError, UnicodeDecodeError) as error:  # SQLite's own messages can be no text
        raise illegible(path, error) from error
    except (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, OverflowError) as error:
        raise NotKept(
            f"{path} cannot hold this report ({error}): please report it as a bug. Nothing was changed."
        ) from error
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: {_why(error, path)}") from error


def illegible(path: Path, error: Exception, what: str = "a row") -> LedgerError:
    """What to say of a row that does not hold what Sayso wrote there."""
    return LedgerError(f"{path}: {what} cannot be read ({error}): {_WHY['SQLITE_CORRUPT']}")


def _why(error: sqlite3.Error, path: Path) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    text = str(error)
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _free(path) < _FULL:
        name = "SQLITE_FULL"  # SQLite says so of a write to the file itself only, not of its shared memory
    for start, why in _WHY.items():
        if name.startswith(start):
            return why
    if "disk is full" in text:
        return _WHY["SQLITE_FULL"]
    return (
        f"SQLite says “{text}” ({name or type(error).__name__}). What was kept before is as it was; try `sayso doctor`."
    )


def _free(path: Path) -> int:
    """Bytes that are free where a ledger lies; very many where that cannot be told."""
    try:
        return shutil.disk_usage(_beside(path).parent).free
    except OSError:
        return 1 << 62


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
        "the disk did not do as it was asked (SQLITE_IOERR): check the disk, and whether a quota or a limit for one"
        " file is used up. What was kept before is as it was, and the report at hand was not added."
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


def _mounts() -> str:
    """What is mounted where, as Linux lists it."""
    return Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")


def remote(folder: Path) -> str | None:
    """The kind of the network file system that a folder lies on; None on a local one, or where that cannot be told."""
    try:
        text = _mounts()
        where = os.path.realpath(folder)
    except OSError:
        return None
    best, kind = "", ""
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        mount = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4])  # blanks stand as \040
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
