"""Who is meant by a name, across reports: every spelling, and those whom people judged to be the same."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sayso.keep.canonical import fold
from sayso.keep.query import HIDDEN


@dataclass(frozen=True, slots=True)
class Who:
    """The canonical actors that a name means."""

    sure: frozenset[int]  # by a spelling that holds the name, or judged the same as one of these
    guessed: frozenset[int] = frozenset()  # called by the surname alone, which one person has whose name is known
    guess: str | None = None  # that person's name

    @property
    def all(self) -> frozenset[int]:
        """Both."""
        return self.sure | self.guessed


def who(db: sqlite3.Connection, name: str) -> Who:
    """Whom a name means: "Maran" every actor with that word in a spelling, "Ilse Maran" the persons of that name.

    Where the ledger knows one person of a surname, and that is the one asked for, then an actor whom a report calls by
    the surname alone is taken for that person: a guess, which is kept apart.
    """
    words = fold(name).split()
    if not words:
        return Who(frozenset())
    sure = _same(db, _spelled(db, name, " ".join(words)))
    if len(words) < 2 or not sure:
        return Who(sure)
    family = words[-1]
    lone = db.execute("SELECT canonical_id FROM canonical_actors WHERE key = ?", (f"person:{family}",)).fetchone()
    if lone is None or lone[0] in sure:
        return Who(sure)
    full = {
        (standing, known)
        for standing, known, key in _named(db, _spelled(db, name.rsplit(maxsplit=1)[-1], family))
        if key.startswith("person:") and key.endswith(f" {family}")
    }
    if len({standing for standing, _ in full}) != 1 or not any(standing in sure for standing, _ in full):
        return Who(sure)
    (guess, *_) = sorted((known for _, known in full), key=lambda known: (-len(known), known))
    return Who(sure, _same(db, {lone[0]}) - sure, guess)


def _spelled(db: sqlite3.Connection, *names: str) -> set[int]:
    """Canonical actors that were seen under a spelling with the words of one of these names in a row."""
    # As it was typed and as it is folded: FTS5 leaves "ß" and "й" as they are, a key does not.
    phrases = dict.fromkeys('"' + HIDDEN.sub(" ", name).replace('"', " ") + '"' for name in names)
    found = db.execute(
        "SELECT p.canonical_id FROM spelling_search f CROSS JOIN spellings p ON p.spelling_id = f.rowid"
        " WHERE spelling_search MATCH ?",
        (" OR ".join(phrases),),
    )
    return {row[0] for row in found}


def _same(db: sqlite3.Connection, ids: set[int]) -> frozenset[int]:
    """These canonical actors and all that people judged the same."""
    found = db.execute(
        "SELECT c.canonical_id FROM canonical_actors c WHERE c.same_as IN"
        " (SELECT o.same_as FROM canonical_actors o WHERE o.canonical_id IN (SELECT value FROM json_each(?)))",
        (listed(ids),),
    )
    return frozenset(row[0] for row in found)


def _named(db: sqlite3.Connection, ids: set[int]) -> list[tuple[int, str, str]]:
    """Whom each of some canonical actors stands for, its name and its key."""
    found = db.execute(
        "SELECT same_as, name, key FROM canonical_actors WHERE canonical_id IN (SELECT value FROM json_each(?))",
        (listed(ids),),
    )
    return found.fetchall()


def listed(ids: set[int] | frozenset[int] | list[int]) -> str:
    """Numbers as JSON, which SQL takes apart again."""
    return f"[{','.join(map(str, sorted(ids)))}]"
