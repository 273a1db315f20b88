"""The conditions of a search as SQL. In all queries s is a statement, r its reading, v the version, d the document."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sayso.keep.canonical import fold
from sayso.keep.days import Days, days
from sayso.keep.found import Query, QueryError
from sayso.keep.who import Who, listed, who

Values = tuple[Any, ...]
Condition = tuple[str, Values]

_READINGS_OF = "SELECT a.reading_id FROM actors a WHERE a.canonical_id IN (SELECT value FROM json_each(?))"
_COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Far:
    """A condition on what hangs on a reading: to be tried on one statement, or to begin with."""

    holds: Condition  # of s: whether it holds
    readings: Condition  # a query for the readings in which it may hold
    indexed: bool = True  # whether that is found without going through a whole table


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search asks for beside its words."""

    statements: tuple[Condition, ...] = ()  # of s
    versions: tuple[Condition, ...] = ()  # of v
    far: tuple[Far, ...] = ()
    days: Days | None = None
    who: Who | None = None
    notes: tuple[str, ...] = ()  # what was taken how
    nothing: bool = False  # whether it is known already that nothing can be found

    def dated(self, *, unsure: bool = False) -> tuple[Condition, ...]:
        """The conditions on v: within the days asked for, or where that cannot be said."""
        if self.days is None:
            return self.versions
        d = self.days
        return (*self.versions, (d.unsure, d.unsure_values) if unsure else (d.within, d.within_values))


def filters(db: sqlite3.Connection, query: Query) -> Filters:
    """The conditions of a query, with names looked up. QueryError where it means nothing."""
    _check(query)
    notes: list[str] = []
    far: list[Far] = []
    nothing = False
    speakers = who(db, query.by) if query.by is not None else None
    for name, found, make in ((query.by, speakers, _by), (query.about, None, _about)):
        if name is None:
            continue
        known = found or who(db, name)
        far.append(make(known))
        if not known.all:
            notes.append(f"Nobody in this ledger is called “{name}”.")
            nothing = True
    if query.place is not None:
        far.append(_place(db, query.place, query))
    if query.figure is not None or query.scope is not None:
        far.append(_figure(query))
    versions: tuple[Condition, ...] = ()
    if query.outlet:
        known_outlets = list(_distinct(db, "versions", "outlet"))
        wanted = {fold(name) for name in query.outlet}
        outlets = [name for name in known_outlets if fold(name) in wanted]
        versions = ((f"v.outlet IN ({', '.join('?' * len(outlets))})", tuple(outlets)),)
        for name in query.outlet:
            if fold(name) not in {fold(outlet) for outlet in outlets}:
                notes.append(f"No outlet in this ledger is called “{name}”.{_near(name, known_outlets)}")
        nothing = nothing or not outlets
    if speakers and speakers.guessed:
        notes.append(
            f"Some reports name only “{speakers.guess.split()[-1] if speakers.guess else ''}”, taken for"
            f" {speakers.guess}: the only one of that surname here. Such hits say so."
        )
    return Filters(
        statements=tuple(_columns(query)),
        versions=versions,
        far=tuple(far),
        days=days(query.since, query.until),
        who=speakers,
        notes=tuple(notes),
        nothing=nothing,
    )


def _check(query: Query) -> None:
    if query.limit < 1 or query.offset < 0:
        raise QueryError(f"limit {query.limit} and offset {query.offset}: ask for one hit or more, from 0 on.")
    if query.where != "text":
        return
    asked = {
        "--by": query.by,
        "--about": query.about,
        "--class": query.source_class,
        "--role": query.role,
        "--stance": query.stance,
        "--certainty": query.certainty,
        "--kind": query.kind,
    }
    given = [name for name, value in asked.items() if value]
    if given:
        raise QueryError(
            f"{', '.join(given)} can be asked of statements, not of texts: leave out --in text, or the filter."
        )
    if not query.words.strip():
        raise QueryError("--in text needs words to look for.")


def _columns(query: Query) -> Iterator[Condition]:
    """Conditions on columns of statements."""
    for column in ("source_class", "role", "stance", "certainty", "kind"):
        wanted: Values = getattr(query, column)
        if wanted:
            yield f"s.{column} IN ({', '.join('?' * len(wanted))})", wanted


def _by(known: Who) -> Far:
    ids = listed(known.all)
    return Far(
        (
            "EXISTS (SELECT 1 FROM statement_actors t CROSS JOIN actors a ON a.reading_id = t.reading_id"
            " AND a.id = t.actor WHERE t.reading_id = s.reading_id AND t.statement = s.id"
            " AND a.canonical_id IN (SELECT value FROM json_each(?)))",
            (ids,),
        ),
        (_READINGS_OF, (ids,)),
    )


def _about(known: Who) -> Far:
    ids = listed(known.all)
    return Far(
        (
            "EXISTS (SELECT 1 FROM actors a CROSS JOIN mentions m ON m.reading_id = a.reading_id AND m.actor = a.id"
            " CROSS JOIN spans p ON p.reading_id = a.reading_id AND p.statement = s.id AND p.part = 'content'"
            ' AND p.start <= m.start AND m."end" <= p."end"'
            " WHERE a.reading_id = s.reading_id AND a.canonical_id IN (SELECT value FROM json_each(?)))",
            (ids,),
        ),
        (_READINGS_OF, (ids,)),
    )


def _place(db: sqlite3.Connection, name: str, query: Query) -> Far:
    name = " ".join(name.split())
    if _COUNTRY.fullmatch(name):
        which, values = "p.country = ?", [name]
    else:
        # The gazetteer's name where it knows the place, else (and also) the words that the report has.
        names = [name]
        if not db.execute("SELECT 1 FROM places WHERE name = ? COLLATE NOCASE LIMIT 1", (name,)).fetchone():
            known = _distinct(db, "places", "name COLLATE NOCASE")  # "Elysee" for "Élysée"
            names = [one for one in known if fold(one) == fold(name)]
        marks = ", ".join("?" * len(names))
        which = f"(p.name COLLATE NOCASE IN ({marks}) OR p.words = ? COLLATE NOCASE)"
        values = [*names, name]
    return _in_reading("places p", "p", which, tuple(values), query)


def _figure(query: Query) -> Far:
    asked = {"role": query.figure, "scope": query.scope}
    which = " AND ".join(f"g.{column} = ?" for column, value in asked.items() if value is not None)
    return _in_reading("figures g", "g", which, tuple(v for v in asked.values() if v is not None), query)


def _in_reading(table: str, alias: str, which: str, values: Values, query: Query) -> Far:
    """A condition on rows of a reading that stand in a statement's content, or anywhere in its report."""
    anywhere = query.where == "text" or (query.anywhere and alias == "p")
    here = "" if anywhere else f" AND {alias}.statement = s.id"
    reading = "r" if query.where == "text" else "s"
    return Far(
        (f"EXISTS (SELECT 1 FROM {table} WHERE {alias}.reading_id = {reading}.reading_id{here} AND {which})", values),  # noqa: S608 - own names
        (f"SELECT {alias}.reading_id FROM {table} WHERE {which}", values),  # noqa: S608 - own names
        indexed=alias != "p",  # the words of a place, and its country, have none
    )


def _distinct(db: sqlite3.Connection, table: str, column: str) -> Iterator[str]:
    """The values of a column that an index begins with, each found by a step in the index.

    `column` names the index's collation too: with another, each step would go through the whole table.
    """
    next_one = f"SELECT {column} FROM {table} WHERE {column} > ? ORDER BY {column} LIMIT 1"  # noqa: S608 - own names
    found = db.execute(next_one, ("",)).fetchone()
    while found:
        yield found[0]
        found = db.execute(next_one, found).fetchone()


def _near(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 3, 0.5) or known[:5]
    return f" It has {', '.join(f'“{one}”' for one in near)}." if near else ""
