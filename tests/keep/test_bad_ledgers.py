"""Whatever is wrong with a ledger's file or its disk: a message that says what to do, and nothing kept is lost."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.keep import Ledger, LedgerError, NotKept, files
from sayso.keep.files import APPLICATION, SCHEMA
from sayso.keep.verify import verify
from sayso.report import Report, Span, text_id
from tests.keep.make import TEXT, report, with_bytes

ROOT = Path(__file__).parents[2]
NOBODY = 65534  # the user whom no file belongs to


def page(number: int, words: str = "") -> Report:
    """The report of the tests under an address of its own, with evidence that does not shrink."""
    noise = b"".join(number.to_bytes(4) * 2 for number in range(number * 9000, number * 9000 + 2000))
    text = TEXT + words
    return with_bytes(report(text, url=f"https://marrow.example/{number}", text_id=text_id(text)), noise)


def filled(path: Path, reports: int = 3) -> list[str]:
    """A ledger of some reports; their ids."""
    with Ledger.open(path) as ledger:
        return [ledger.add(page(number)).id for number in range(reports)]


def ids(path: Path) -> list[str]:
    """The reports of a ledger that is whole."""
    with Ledger.open(path) as ledger:
        assert list(verify(ledger)) == []
        return [found.id for found in ledger.reports()]


def told(path: Path, *, write: bool = True) -> str:
    """What is said when a ledger is opened, which fails."""
    with pytest.raises(LedgerError) as caught:
        Ledger.open(path, write=write).close()
    return str(caught.value)


# The disk


def until_it_is_full(ledger: Ledger) -> Iterator[str]:
    """Adds reports until the disk is full, and gives the ids of those that were kept."""
    for number in range(3, 99):
        try:
            yield ledger.add(page(number)).id
        except LedgerError as error:
            assert re.search("the disk is full.*was not added: make room and run the same command", str(error))  # noqa: PT017 - it ends the loop
            return
    pytest.fail("it was never full")


def test_a_full_disk_keeps_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    before = filled(path)
    with Ledger.open(path) as ledger:
        (pages,) = ledger.connection.execute("PRAGMA page_count").fetchone()
        ledger.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        before.extend(until_it_is_full(ledger))
        ledger.connection.execute("PRAGMA max_page_count = 1000000")
        before.append(ledger.add(page(99)).id)  # the same object goes on when there is room again
    assert ids(path) == before


LIMITED = """
import resource, sys
from pathlib import Path
from sayso.keep import Ledger, LedgerError
from tests.keep.test_bad_ledgers import page
path, limit = Path(sys.argv[1]), int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    with Ledger.open(path) as ledger:
        for number in range(99):
            print(ledger.add(page(number)).id, flush=True)
except LedgerError as error:
    print(error, file=sys.stderr)
"""


def in_a_process(path: Path, limit: int = 0) -> tuple[list[str], str]:
    """Adds reports until a real write fails, in a process of its own: the ids that were told as kept, and the error."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(limit)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return done.stdout.split(), done.stderr


@pytest.mark.skipif(os.name != "posix", reason="limits for files are POSIX's")
@pytest.mark.parametrize("limit", [8_000, 40_000, 70_000, 200_000, 400_000, 500_123, 800_000])
def test_a_write_that_fails_keeps_what_was_kept(limit: int, tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    kept, error = in_a_process(path, limit)
    assert "the disk did not do as it was asked" in error
    assert "What was kept before is as it was" in error
    assert bool(kept) or limit < 800_000  # with less there is no room for the empty tables, or hardly
    if kept:
        assert ids(path) == kept
    with Ledger.open(path) as ledger:  # with room again the same command goes on
        assert ledger.add(page(98)).outcome == "added"
    assert ids(path)[:-1] == kept


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """A real file system with little room, where this process may mount one; whether it may."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    able = sys.platform == "linux" and shutil.which("mount") is not None
    mounted = able and not subprocess.run(mount, capture_output=True, check=False).returncode
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(os.name != "posix", reason="limits for files are POSIX's")
@pytest.mark.parametrize("size", [16_000, 64_000, 160_000, 400_000, 1_000_000])
def test_a_small_disk_that_is_full(size: int, tmp_path: Path) -> None:
    path = tmp_path / "disk" / "sayso.db"
    with small_disk(path.parent, size) as mounted:
        kept, error = in_a_process(
            path, 0 if mounted else size
        )  # where nothing may be mounted a limit is the next best
        assert ("the disk is full" if mounted else "a limit for one file is used up") in error
        for found in path.parent.iterdir():
            shutil.copy(found, tmp_path)
    if kept:
        assert ids(tmp_path / "sayso.db") == kept
    else:
        assert filled(tmp_path / "sayso.db", 1)


# Who may read and write


AS_NOBODY = """
import os, sys
from pathlib import Path
from sayso.keep import Ledger, LedgerError, migrate
from tests.keep.test_bad_ledgers import page
if os.geteuid() == 0:  # no permission binds root
    os.setgid({nobody}); os.setuid({nobody})
try:
    with Ledger.open(Path(sys.argv[1]), write=sys.argv[2] == "write") as ledger:
        print(*(found.id for found in ledger.reports()))
        if sys.argv[2] == "write":
            ledger.add(page(7))
except LedgerError as error:
    print(error, file=sys.stderr)
"""


def as_nobody(path: Path, how: str) -> tuple[list[str], str]:
    """Opens a ledger as a user whom permissions bind: the ids that are shown, and the error."""
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY.format(nobody=NOBODY), str(path), how],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split(), done.stderr


@contextmanager
def closed(path: Path, *, folder: bool) -> Iterator[None]:
    """Takes the right to write from a file, or from its folder, for everybody whom permissions bind."""
    path.parent.chmod(0o555 if folder else 0o777)
    for found in path.parent.iterdir():
        found.chmod(0o444 if not folder else 0o666)
    try:
        yield
    finally:
        path.parent.chmod(0o755)
        for found in path.parent.iterdir():
            found.chmod(0o644)


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that other users can reach."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
@pytest.mark.parametrize("folder", [False, True])
def test_what_may_only_be_read_is_read_and_not_written(folder: bool, shelf: Path) -> None:
    path = shelf / "sayso.db"
    before = filled(path)
    with closed(path, folder=folder):
        assert as_nobody(path, "read") == (before, "")
        shown, error = as_nobody(path, "write")
        assert shown == []
        assert "may only be read: allow writing to both" in error
    assert ids(path) == before


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_a_reader_in_a_folder_that_may_only_be_read_sees_what_another_user_just_added(shelf: Path) -> None:
    path = shelf / "sayso.db"
    before = filled(path)
    with Ledger.open(path) as writer:
        before.append(writer.add(page(9)).id)  # in the log, and not in the file yet
        with closed(path, folder=True):
            assert as_nobody(path, "read") == (before, "")


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_a_log_that_cannot_be_read_is_never_left_out_silently(shelf: Path) -> None:
    path = shelf / "sayso.db"
    log = shelf / "sayso.db-wal"
    before = filled(path)
    with Ledger.open(path) as writer:
        before.append(writer.add(page(9)).id)
        copied = log.read_bytes()
    log.write_bytes(copied)  # as a copy has it that somebody made of both files
    with closed(path, folder=True):
        shown, error = as_nobody(path, "read")
        assert shown == []
        assert "stand in its log (sayso.db-wal), and its folder may only be read" in error
    assert ids(path) == before


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_a_folder_that_may_not_be_entered(shelf: Path) -> None:
    path = shelf / "inner" / "sayso.db"
    path.parent.mkdir()
    filled(path)
    shelf.chmod(0o755)
    path.parent.chmod(0)
    for how in ("read", "write"):
        _, error = as_nobody(path, how)
        assert "cannot be opened: Permission denied. Check its name, and who may read it." in error
    path.parent.chmod(0o755)


def test_a_connection_that_may_only_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    filled(path)
    with Ledger.open(path, write=False) as ledger, pytest.raises(LedgerError, match="may only be read: allow writing"):
        ledger.add(page(9))


# Others who use it


def test_one_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    path = tmp_path / "sayso.db"
    before = filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "another program has held it" in told(path)
        with Ledger.open(path, write=False) as reader:  # who only reads is not kept waiting
            assert [found.id for found in reader.reports()] == before
        other.execute("ROLLBACK")
    assert ids(path) == before


def test_one_that_is_held_while_it_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    path = tmp_path / "sayso.db"
    filled(path)
    with Ledger.open(path) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match=r"another program has held it.*Nothing was lost"):
            ledger.add(page(8))
        other.execute("ROLLBACK")
        assert ledger.add(page(8)).outcome == "added"
    assert len(ids(path)) == 4


def test_one_whose_journal_another_program_changed(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    before = filled(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
    with Ledger.open(path) as ledger:
        assert ledger.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert ids(path) == before


def test_many_processes_make_one_ledger_at_once(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    program = (
        "import sys; from pathlib import Path; from sayso.keep import Ledger\n"
        "from tests.keep.test_bad_ledgers import page\n"
        "sys.stdin.readline()\n"
        "with Ledger.open(Path(sys.argv[1])) as ledger: print(ledger.add(page(int(sys.argv[2]))).outcome)"
    )
    making = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        for number in range(5)
    ]
    for process in making:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate() for process in making] == [("added\n", "")] * 5
    assert len(ids(path)) == 5


# What is no ledger


def test_a_database_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE letters (words)")
        db.commit()
    before = path.read_bytes()
    for write in (True, False):
        assert "an SQLite database of something else" in told(path, write=write)
    assert path.read_bytes() == before
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE letters")
        db.execute("PRAGMA application_id = 7")
        db.commit()
    assert "an SQLite database of something else" in told(path)


@pytest.mark.parametrize(
    "data", [b"Ferry sinks off Marrow\n", b"\x1f\x8b\x08", b"SQLite format 2\0" * 99, b"\0" * 4096]
)
def test_a_file_that_is_no_database_is_left_as_it_is(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(data)
    for write in (True, False):
        assert "is not an SQLite file, so it is no ledger" in told(path, write=write)
    assert path.read_bytes() == data


def test_a_ledger_that_is_packed_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    filled(path)
    packed = tmp_path / "sayso.db.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert "is not an SQLite file" in told(packed)


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    assert "is not a file: name the ledger's own file with --ledger" in told(tmp_path)


@pytest.mark.parametrize("name", ["no/such/folder/sayso.db", "x" * 300, "a\0b"])
def test_names_that_cannot_be(name: str, tmp_path: Path) -> None:
    said = told(tmp_path / name)
    assert "cannot be opened" in said or "no name of a file" in said


def test_one_of_a_newer_schema_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    filled(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = path.read_bytes()
    for write in (True, False):
        assert "written by a newer one. Update Sayso; nothing was changed" in told(path, write=write)
    assert path.read_bytes() == before


# What is left of one


def cuts(size: int) -> Iterator[int]:
    """Sizes that a file can be cut to: within its head, at pages, within pages."""
    yield from (1, 15, 16, 17, 60, 72, 99, 100, 101, 511, 512, 4095, 4096, 4097)
    yield from range(4096 * 2, size, max(4096, size // 40 // 4096 * 4096))
    yield from range(5000, size, max(1, size // 17))
    yield size - 1


def test_a_ledger_that_was_cut_short_is_told_wherever_it_was_cut(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    filled(path)
    whole = path.read_bytes()
    for cut in cuts(len(whole)):
        part = tmp_path / "part.db"
        for tail in ("-wal", "-shm"):
            Path(f"{part}{tail}").unlink(missing_ok=True)
        part.write_bytes(whole[:cut])
        for write in (False, True):
            assert something_is_said(part, write=write), (cut, write)


def something_is_said(path: Path, *, write: bool) -> bool:
    """Whether opening a ledger, verifying it or reading all that it has says that something is wrong."""
    try:
        with Ledger.open(path, write=write) as ledger:
            faults = list(verify(ledger))
            for found in ledger.reports():
                ledger.report(found.id)
            return bool(faults)
    except LedgerError as error:
        said = str(error)
        return any(way in said for way in ("go back to a copy", "Go back to a copy", "no ledger", "sayso doctor"))


def test_writing_to_what_was_cut_short_fails_with_a_message(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    filled(path)
    whole = path.read_bytes()
    for cut in range(4096 * 3, len(whole) - 4096, 4096 * 9):
        path.write_bytes(whole[:cut])
        for tail in ("-wal", "-shm"):
            Path(f"{path}{tail}").unlink(missing_ok=True)
        try:
            with Ledger.open(path) as ledger:
                ledger.add(page(50))
                assert list(verify(ledger)), cut
        except LedgerError as error:
            assert "damaged" in str(error)  # noqa: PT017 - else verify says so


def test_an_empty_file_becomes_a_ledger_and_is_none_before(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    path.touch()
    assert "is empty: `sayso add SOURCE…` makes a ledger of it" in told(path, write=False)
    assert filled(path, 1)


@pytest.mark.parametrize("left", [None, b""])
def test_a_log_without_its_ledger_is_never_thrown_away(left: bytes | None, tmp_path: Path) -> None:
    path, log = tmp_path / "sayso.db", tmp_path / "sayso.db-wal"
    with Ledger.open(path) as ledger:
        before = [ledger.add(page(1)).id]
        stood, waiting = path.read_bytes(), log.read_bytes()
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    log.write_bytes(waiting)
    assert "reports that were added last stand in it. Bring the ledger back beside it" in told(path)
    assert log.read_bytes() == waiting
    path.write_bytes(stood)
    assert ids(path) == before


def test_a_row_that_cannot_be_unfolded_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    filled(path)
    with Ledger.open(path) as ledger:
        kept = ledger.add(page(1, " It was cold."))
        ledger.connection.execute("UPDATE readings SET folded = substr(folded, 1, 9) WHERE folded IS NOT NULL")
        with pytest.raises(LedgerError, match=f"report {kept.id} cannot be read"):
            ledger.report(kept.id, 1)
        ledger.connection.execute("UPDATE versions SET segments = '[[0'")
        with pytest.raises(LedgerError, match=f"report {kept.id} cannot be read"):
            ledger.report(kept.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE versions SET retrieved_at = x'00'",
        "UPDATE readings SET read_at = 'noon'",
        "UPDATE versions SET notes = '[0]'",
        "UPDATE versions SET document_id = 99 WHERE version_id = 1",
        "UPDATE statements SET chain = '[[1]]'",
        "UPDATE versions SET title = CAST(x'ff' AS TEXT)",
    ],
)
def test_rows_that_hold_something_else_are_told(statement: str, tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    filled(path)
    with Ledger.open(path) as ledger:
        ledger.connection.execute("DROP TRIGGER versions_lost")
        ledger.connection.execute("PRAGMA foreign_keys = OFF")
        ledger.connection.execute(statement)
        assert list(verify(ledger))
        with pytest.raises(LedgerError, match=r"cannot be read|damaged|sayso doctor"):
            list(ledger.reports())


def test_a_log_that_was_cut_short_costs_the_last_reports_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    before = filled(path)
    with Ledger.open(path) as writer:
        before += [writer.add(page(number)).id for number in (7, 8, 9)]
        stood, log = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    for cut in (0, 1, 31, 32, 5000, *range(4096, len(log), len(log) // 12), len(log) - 1, len(log)):
        part = tmp_path / f"{cut}.db"
        part.write_bytes(stood)
        Path(f"{part}-wal").write_bytes(log[:cut])
        found = ids(part)
        assert found == before[: len(found)]
        assert len(found) >= 3
    assert found == before


def test_a_schema_that_was_damaged_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    filled(path, 1)
    whole = path.read_bytes()
    for word in (b"CREATE TABLE documents", b"CREATE VIEW v_reports"):
        path.write_bytes(whole.replace(word, word[:8] + b"\xff\xfe" + word[10:]))
        for write in (True, False):
            assert "damaged" in told(path, write=write) or "sayso doctor" in told(path, write=write)


# Where it lies


@pytest.mark.parametrize(
    ("mount", "kind", "network"),
    [
        ("/", "ext4", False),
        ("/", "nfs4", True),
        ("{folder}", "cifs", True),
        ("{folder}", "tmpfs", False),
        ("{folder}elsewhere", "nfs", False),
    ],
)
def test_a_network_file_system_is_not_written_to(
    mount: str, kind: str, network: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Blätter und mehr"
    folder.mkdir()
    where = mount.format(folder=folder).replace(" ", "\\040")
    lines = (
        f"1 0 0:1 / / rw - ext4 /dev/a rw\n2 1 0:2 / {where} rw,relatime shared:1 - {kind} host:/share rw\nodd line\n"
    )
    monkeypatch.setattr(files, "_mounts", lambda: lines)
    link = tmp_path / "here.db"
    link.symlink_to(folder / "sayso.db")
    for path in (folder / "sayso.db", link):
        if network:
            assert f"lies on a network file system ({kind})" in told(path)
            assert list(folder.iterdir()) == []
        else:
            Ledger.open(path).close()


def test_where_nobody_can_say_what_is_mounted_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise OSError("there is no such list on this system")

    monkeypatch.setattr(files, "_mounts", none)
    assert filled(tmp_path / "sayso.db")


def test_a_link_is_the_ledger_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    path, link = tmp_path / "far" / "sayso.db", tmp_path / "here.db"
    before = filled(path)
    link.symlink_to(path)
    with Ledger.open(link) as writer, Ledger.open(link, write=False) as reader:
        before.append(writer.add(page(8)).id)
        assert [found.id for found in reader.reports()] == before
    assert ids(path) == ids(link) == before


@pytest.mark.parametrize(
    "name",
    ["sayso 1%20?mode=rwc#x.db", "Blätter-新聞.db", "\u202ekcab.db", "new\nline.db", os.fsdecode(b"latin-\xe9.db")],
)
def test_a_ledger_of_any_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    before = filled(path)
    with Ledger.open(path, write=False) as ledger:
        assert [found.id for found in ledger.reports()] == before
    assert {found.name for found in tmp_path.iterdir()} <= {name, f"{name}-wal", f"{name}-shm"}


# What is brought to it


def test_clocks_that_run_backwards_disturb_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hours = iter(range(99, 0, -1))
    monkeypatch.setattr("sayso.keep.ledger.now", lambda: f"2031-03-02T{next(hours):02}:00:00Z")
    path = tmp_path / "sayso.db"
    with Ledger.open(path) as ledger:
        first, second = ledger.add(page(1)), ledger.add(page(2))
        changed = ledger.add(page(1, " It was cold."))
        ledger.renew(second.id, replace(page(2), model="en-2 (sha256 1)", evidence=None))
        assert (changed.outcome, changed.version) == ("changed", 2)
        assert ledger.report(first.id).text.endswith("cold.")
        assert ledger.report(second.id).model == "en-2 (sha256 1)"
        assert [found.id for found in ledger.reports()] == [first.id, second.id]
        again = ledger.add(page(1))
        assert (again.outcome, again.version) == ("known", 1)
        assert list(verify(ledger)) == []


def moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    """Spans as they stand further on in a text."""
    return tuple((start + by, end + by) for start, end in spans)


@pytest.mark.slow
@pytest.mark.parametrize("full_text", [True, False])
def test_a_report_of_five_megabytes(full_text: bool, tmp_path: Path) -> None:
    text = "\n\n".join(f"{TEXT} Number {number}." for number in range(5_000_000 // len(TEXT)))
    once = report().statements
    starts = [at for at in range(len(text)) if text.startswith("Ferry sinks", at)][:4000]
    long = report(
        text,
        text_id=text_id(text),
        statements=tuple(
            replace(
                s,
                id=f"s{3 * n + m + 1}",
                key=f"{n}-{m}",
                source=moved(s.source, at),
                cue=moved(s.cue, at),
                content=moved(s.content, at),
            )
            for n, at in enumerate(starts)
            for m, s in enumerate(once)
        ),
    )
    began = time.process_time()
    path = tmp_path / "sayso.db"
    with Ledger.open(path, full_text=full_text) as ledger:
        url = "https://marrow.example/long"
        kept = ledger.add(with_bytes(replace(long, url=url), text.encode()))
        assert ledger.add(with_bytes(replace(long, url=url), text.encode())).outcome == "known"
        found = ledger.report(kept.id)
        assert len(found.statements) == len(long.statements)
        last = found.statements[-1]
        assert found.words(last.content) == long.words(long.statements[-1].content)
        other = "Calm. " + text
        edited = with_bytes(replace(long, url=url, text=other, text_id=text_id(other), statements=()), other.encode())
        assert ledger.add(edited).outcome == "changed"
        assert list(verify(ledger)) == []
    assert time.process_time() - began < 60  # about 6 seconds of a core: what grows with the square takes hours


@pytest.mark.parametrize("name", [os.fsdecode(b"\xff.txt"), os.fsdecode(b"caf\xe9.txt"), "\ud83d.txt"])
def test_a_name_that_is_no_text_costs_the_others_nothing(name: str, tmp_path: Path) -> None:
    # The readers write names with replacement characters; who makes reports by hand may not.
    bad = with_bytes(report(document=name), TEXT.encode())
    with Ledger.open(tmp_path / "sayso.db") as ledger:
        assert ledger.known(bad) is None
        with pytest.raises(NotKept, match="characters that are none"):
            ledger.add(bad)
        assert ledger.add(report()).outcome == "added"
        assert list(verify(ledger)) == []


def test_an_application_is_told_from_any_other() -> None:
    assert APPLICATION.to_bytes(4) == b"Says"
