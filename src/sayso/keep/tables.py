"""The rows of one reading in the ledger's tables: put in, read, taken out. Always inside a caller's transaction."""

from __future__ import annotations

import sqlite3
from typing import cast

from sayso.keep import canonical, rows
from sayso.keep.seals import seal_record
from sayso.report import Actor, Report

#: What stands for a letter of a text that is not kept.
MASK = "\N{MIDDLE DOT}"


def insert_rows(db: sqlite3.Connection, reading: int, report: Report, found: rows.Rows) -> set[str]:
    """Puts the rows of a reading into their tables. Gives the keys of canonical actors that were not known before."""
    (last,) = db.execute("SELECT max(canonical_id) FROM canonical_actors").fetchone()
    who = {actor.id: _canonical(db, report, actor) for actor in report.actors}
    for table, columns in rows.COLUMNS.items():
        values: list[rows.Row] = [(reading, *row) for row in found[table]]
        names = ("reading_id", *columns)
        if table == "actors":
            names, values = (*names, "canonical_id"), [(*row, who[row[1]]) for row in values]
        marks = ", ".join("?" * len(names))
        db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)  # noqa: S608 - own names
    seal_record(db, "reading", reading, found)
    return {canonical.key(actor) for actor in report.actors if who[actor.id] > (last or 0)}


def read_rows(db: sqlite3.Connection, reading: int) -> rows.Rows:
    """The rows of a reading, from their tables."""
    found: rows.Rows = {}
    for table, columns in rows.COLUMNS.items():
        order = "statement_id" if table == "statements" else _ORDER.get(table, "1")
        query = f"SELECT {', '.join(columns)} FROM {table} WHERE reading_id = ? ORDER BY {order}"  # noqa: S608 - own names
        found[table] = db.execute(query, (reading,)).fetchall()
    return found


def any_rows(db: sqlite3.Connection, reading: int) -> rows.Rows:
    """The rows of a reading, wherever they are: in their tables, or folded."""
    (folded,) = db.execute("SELECT folded FROM readings WHERE reading_id = ?", (reading,)).fetchone()
    return read_rows(db, reading) if folded is None else rows.unfold(folded)


def put_away(db: sqlite3.Connection, reading: int, found: rows.Rows) -> None:
    """Keeps the rows of a reading that is not shown, in one blob."""
    db.execute("UPDATE readings SET folded = ? WHERE reading_id = ?", (rows.fold(found), reading))


#: Rows without a position of their own come by the number in their id: "a2" before "a10".
_ORDER = {
    "spans": "statement, part, position",
    "actors": "length(id), id",
    "mentions": "actor, position",
    "statement_actors": "statement, position",
    "dates": "position",
    "places": "position",
    "figures": "length(id), id",
    "asides": "position",
    "unused": "position",
    "notes": "position",
}


def delete_rows(db: sqlite3.Connection, reading: int) -> None:
    """Takes the rows of a reading out of their tables, those that point to others first."""
    for table in reversed(rows.COLUMNS):
        db.execute(f"DELETE FROM {table} WHERE reading_id = ?", (reading,))  # noqa: S608 - own names


def _canonical(db: sqlite3.Connection, report: Report, actor: Actor) -> int:
    """The canonical actor of an observed one, made where there is none; learns the spellings."""
    name = canonical.key(actor)
    found = db.execute("SELECT canonical_id FROM canonical_actors WHERE key = ?", (name,)).fetchone()
    if found:
        number = cast("int", found[0])
    else:
        (last,) = db.execute("SELECT max(canonical_id) FROM canonical_actors").fetchone()
        number = (last or 0) + 1
        db.execute(
            "INSERT INTO canonical_actors VALUES (?, ?, ?, ?, ?)", (number, name, actor.name, actor.kind, number)
        )
    db.executemany(
        "INSERT OR IGNORE INTO spellings (canonical_id, spelling) VALUES (?, ?)",
        [(number, spelling) for spelling in canonical.spellings(report, actor)],
    )
    return number


def unmasked(text: str, kept: rows.Rows) -> str:
    """A masked text with the words that are kept in their places."""
    letters = list(text)
    words = {
        (row[0], part): row[n] for row in kept["statements"] for n, part in enumerate(("source", "cue", "content"), 3)
    }
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for statement, part, _, start, end in kept["spans"]:
        spans.setdefault((statement, part), []).append((start, end))
    placed = [((row[1], row[2]), row[3]) for table in ("dates", "places", "figures") for row in kept[table]]
    for which, places in spans.items():
        joined, at = words[which], 0
        for start, end in places:
            placed.append(((start, end), joined[at : at + end - start]))
            at += end - start + len(" … ")
    for (start, end), said in placed:
        letters[start:end] = list(said)
    return "".join(letters)


def next_number(db: sqlite3.Connection, table: str, column: str) -> int:
    """The number of the next row of a table: inside a writer's transaction nobody else takes it."""
    (last,) = db.execute(f"SELECT max({column}) FROM {table}").fetchone()  # noqa: S608 - own names
    return (last or 0) + 1
