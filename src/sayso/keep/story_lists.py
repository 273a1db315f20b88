"""Stories of a ledger by their names, with the reports that are in them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from sayso.keep import stories as shelf
from sayso.keep.files import snapshot, told
from sayso.keep.ledger import Ledger
from sayso.keep.nouns import LedgerError

_NAME = re.compile(r"st-(\d+)\Z")


def story_named(ledger: Ledger, name: str) -> tuple[str, tuple[str, ...]]:
    """A story by its id (also of one that went into another) or by a report in it: its id and its reports' ids.

    Reports come in the order in which they came into the ledger. LedgerError where there is no such story.
    """
    db = ledger.connection
    with told(ledger.path), snapshot(db):
        found = _NAME.match(name)
        number = shelf.leads_to(db, int(found[1])) if found else _of_report(db, name)
        if number is None:
            raise LedgerError(
                f"{ledger.path} has no story {name}: `sayso stories` lists them; a report’s id names its story too."
            )
        return f"st-{number}", _ids(ledger, number)


def reports_beside(ledger: Ledger, report: str) -> tuple[str, ...]:
    """The ids of the reports of a report's story, itself among them; empty where it is in none."""
    db = ledger.connection
    with told(ledger.path), snapshot(db):
        number = _of_report(db, report)
        return () if number is None else _ids(ledger, number)


def every_story(ledger: Ledger, at_least: int = 1) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every story with so many reports: its id and its reports' ids, those with most reports first."""
    with told(ledger.path):
        found = shelf.all_stories(ledger.connection)
    for number, count in sorted(found, key=lambda pair: (-pair[1], pair[0])):
        if count >= at_least:
            with told(ledger.path):
                yield f"st-{number}", _ids(ledger, number)


def _of_report(db: sqlite3.Connection, report: str) -> int | None:
    document = shelf.document_of(db, report)
    return None if document is None else shelf.stories_of(db, [document]).get(document)


def _ids(ledger: Ledger, number: int) -> tuple[str, ...]:
    documents = shelf.members(ledger.connection, number)
    names = shelf.ids_of(ledger.connection, documents)
    return tuple(names[document] for document in documents)
