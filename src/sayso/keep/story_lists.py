"""Stories of a ledger by their names, with the reports that are in them."""

from __future__ import annotations

import re
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
        number: int | None = None
        if found:
            number = shelf.leads_to(db, int(found[1]))
        elif (document := shelf.document_of(db, name)) is not None:
            number = shelf.stories_of(db, [document]).get(document)
        if number is None:
            raise LedgerError(
                f"{ledger.path} has no story {name}: `sayso stories` lists them; a report’s id names its story too."
            )
        return f"st-{number}", _ids(ledger, number)


def every_story(ledger: Ledger, at_least: int = 1) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every story with so many reports: its id and its reports' ids, those with most reports first."""
    with told(ledger.path):
        found = shelf.all_stories(ledger.connection)
    for number, count in sorted(found, key=lambda pair: (-pair[1], pair[0])):
        if count >= at_least:
            with told(ledger.path):
                yield f"st-{number}", _ids(ledger, number)


def _ids(ledger: Ledger, number: int) -> tuple[str, ...]:
    documents = shelf.members(ledger.connection, number)
    names = shelf.ids_of(ledger.connection, documents)
    return tuple(names[document] for document in documents)
