"""Reports come into their stories as they are added, read again, changed and taken out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from click.testing import CliRunner

from sayso.cli import app
from sayso.compare.stories.arrival import settle
from sayso.keep import Ledger
from sayso.keep import stories as shelf
from sayso.keep.files import transaction

FERRY = (
    "MARROW, March 2 - The ferry Ilse Maran sank off Marrow on Sunday, killing nine, the harbour office said.\n\n"
    "Harbour master Ruan Teale said the pump had failed. “We had been warned,” Teale said."
)
OTHER = (
    "MARROW, March 2 - Nine people died when the ferry Ilse Maran went down off Marrow, harbour master Ruan Teale said."
    "\n\nThe pump of the Ilse Maran had failed, Teale said on Sunday."
)


def stories(path: Path) -> dict[str, int]:
    """The story of each report by its document's name, as the file has it: no verb of Sayso's is asked."""
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT d.id, m.story_id FROM documents d LEFT JOIN story_members m USING (document_id)")
        return dict(rows.fetchall())


def say(*words: object) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_report_comes_into_its_story_when_it_is_added(tmp_path: Path) -> None:
    one, two, path = tmp_path / "one.txt", tmp_path / "two.txt", tmp_path / "harbour.db"
    one.write_text(FERRY)
    two.write_text(OTHER)
    say("add", one, "--ledger", path)
    assert len(stories(path)) == 1
    say("add", two, "--ledger", path)
    found = stories(path)
    assert len(found) == 2
    assert None not in found.values()
    assert len(set(found.values())) == 1, "one event, one story"


def test_what_changed_is_looked_at_anew(tmp_path: Path) -> None:
    one, two, path = tmp_path / "one.txt", tmp_path / "two.txt", tmp_path / "harbour.db"
    one.write_text(FERRY)
    two.write_text(OTHER)
    say("add", one, two, "--ledger", path)
    assert len(set(stories(path).values())) == 1
    two.write_text("A mill in Tarn has new wheels.\n\nThe miller, Nessa Quill, said she was glad of the rain.")
    say("add", one, two, "--ledger", path)
    assert len(set(stories(path).values())) == 2, "it tells of a mill now"


def test_who_was_joined_by_a_report_parts_when_it_is_taken_out(tmp_path: Path) -> None:
    path, names = tmp_path / "harbour.db", ("mill.txt", "fair.txt", "both.txt")
    texts = (
        "A mill in Tarn has new wheels.\n\nThe miller, Nessa Quill, said she was glad of the rain.",
        "The fair at Oskeld opens in May.\n\nIts warden, Kesh Adaru, said there would be lanterns.",
        "Snow closed the pass above Vessing.\n\nThe ploughs are out, the road office said.",
    )
    for name, text in zip(names, texts, strict=True):
        (tmp_path / name).write_text(text)
    say("add", *(tmp_path / name for name in names), "--ledger", path)
    mill, fair, both = stories(path)
    assert len(set(stories(path).values())) == 3
    with Ledger.open(path) as ledger:
        at = {id: shelf.document_of(ledger.connection, id) or 0 for id in (mill, fair, both)}
        alike = [shelf.Link(min(at[one], at[both]), max(at[one], at[both]), 0.95, None, "{}") for one in (mill, fair)]
        with transaction(ledger.connection) as db:
            shelf.put_links(db, alike)
        settle(ledger, [both])
    assert len(set(stories(path).values())) == 1
    say("remove", both, "--yes", "--ledger", path)
    assert len(set(stories(path).values())) == 2, "nothing but what is gone made them one"
