"""A report that is taken out leaves nothing of its own, and nothing of another report goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.keep import Ledger, LedgerError
from sayso.keep.mend import mend
from sayso.keep.remove import remove, swept
from sayso.keep.verify import verify
from sayso.report import Actor, text_id
from tests.keep.make import TEXT, at, report, with_bytes

SECRET = "Quillon Zebedee said the dock was empty. The ferry sank at noon, harbour master Ilse Maran said on Sunday."
FEED = b"<rss>both</rss>"


def filled(path: Path) -> tuple[str, str]:
    """A ledger of two reports of one feed; the second names somebody whom the first does not. Their ids."""
    with Ledger.open(path) as ledger:
        first = ledger.add(with_bytes(report(url="https://marrow.example/a"), FEED))
        actors = (
            Actor("a1", "Quillon Zebedee", "person", (at(SECRET, "Quillon Zebedee"),), 1.0),
            Actor("a2", "Ilse Maran", "person", (at(SECRET, "Ilse Maran"),), 1.0),
        )
        page = report(text=SECRET, url="https://marrow.example/b", actors=actors)
        second = ledger.add(with_bytes(page, FEED))
        longer = SECRET + " Zebedee wept."
        ledger.add(
            with_bytes(report(text=longer, url="https://marrow.example/b", text_id=text_id(longer)), b"<p>Zebedee</p>")
        )
        return first.id, second.id


def test_it_says_what_would_go_and_leaves_it(tmp_path: Path) -> None:
    _, second = filled(tmp_path / "sayso.db")
    with Ledger.open(tmp_path / "sayso.db") as ledger:
        going = remove(ledger, second, really=False)
        assert (going.versions, going.readings, going.evidence, going.shared) == (2, 2, 1, 1)
        assert ledger.report(second, 1).text == SECRET


def test_nothing_of_it_stays_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    first, second = filled(path)
    with Ledger.open(path) as ledger:
        going = remove(ledger, second)
        assert "Quillon Zebedee" in going.actors
        assert "Ilse Maran" not in going.actors
        assert [found.id for found in ledger.reports()] == [first]
        assert list(verify(ledger)) == []
        for table in ("versions", "readings", "evidence", "signatures", "canonical_actors"):
            assert ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,), table
        assert ledger.connection.execute("SELECT count(*) FROM shingles WHERE version_id <> 1").fetchone() == (0,)
    blobs = b"".join(found.read_bytes() for found in tmp_path.iterdir())
    assert b"ebedee" not in blobs


def test_what_others_were_read_from_stays(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    first, second = filled(path)
    with Ledger.open(path) as ledger:
        remove(ledger, second)
        going = remove(ledger, first)
        assert (going.evidence, going.shared) == (1, 0)
        for table in (
            "documents",
            "document_keys",
            "versions",
            "statements",
            "spans",
            "actors",
            "mentions",
            "spellings",
        ):
            assert ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert ledger.add(report(url="https://marrow.example/a")).outcome == "added"


def test_a_report_that_is_not_there(tmp_path: Path) -> None:
    with (
        Ledger.open(tmp_path / "sayso.db") as ledger,
        pytest.raises(LedgerError, match="no report nobody: nothing was"),
    ):
        remove(ledger, "nobody")


def test_its_judgements_go_with_it_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    _, second = filled(path)
    with Ledger.open(path) as ledger:
        for uid, undoes in (("u1", None), ("u2", "u1")):
            ledger.connection.execute(
                "INSERT INTO judgements (uid, kind, document, anchor, value, who, made_at, undoes)"
                " VALUES (?, 'role', ?, '{}', '{}', 'Ada', 'now', ?)",
                (uid, second, undoes),
            )
        assert remove(ledger, second).judgements == ("u1", "u2")
        assert ledger.connection.execute("SELECT count(*) FROM judgements").fetchone() == (0,)


def test_while_others_read_it_says_that_its_words_are_still_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sayso.db"
    _, second = filled(path)
    monkeypatch.setattr(swept, "__defaults__", (0.05,))
    with Ledger.open(path) as ledger, Ledger.open(path, write=False) as reader:
        reader.connection.execute("BEGIN")
        reader.connection.execute("SELECT count(*) FROM versions").fetchall()
        assert not remove(ledger, second).swept
        assert [one.what for one in mend(path)] == ["log"]
        reader.connection.execute("COMMIT")
        assert list(mend(path)) == []
        assert b"ebedee" not in b"".join(found.read_bytes() for found in tmp_path.iterdir())


def test_text_is_in_the_ledger_before(tmp_path: Path) -> None:
    filled(tmp_path / "sayso.db")
    blobs = b"".join(found.read_bytes() for found in tmp_path.iterdir())
    assert b"ebedee" in blobs
    assert TEXT.split("\n", maxsplit=1)[0].encode() in blobs
