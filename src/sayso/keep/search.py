"""Finding statements in a ledger by their words, and by who says what, how, where and when.

    with Ledger.open(Path("sayso.db"), write=False) as ledger:
        page = search(ledger, Query("bridge -drill", by="Maran", since="2031-03"))

What FTS5 finds is ranked by FTS5 and taken in that order until the page is full: tables are joined for what a filter
asks, and for the hits of the page, but never for everything that matches.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from sayso.keep.files import snapshot, told
from sayso.keep.filters import Condition, Filters, filters
from sayso.keep.found import Hit, Page, Query
from sayso.keep.hits import PARTS, hits_of
from sayso.keep.passages import passages
from sayso.keep.query import match
from sayso.keep.ranks import by_rank, in_order, undated
from sayso.keep.who import listed

if TYPE_CHECKING:
    from sayso.keep.ledger import Ledger

#: How much a word in source, cue and content weighs. The content is what was said; cues are few and mostly alike.
_WEIGHTS = "bm25(1.0, 0.5, 3.0)"
#: Each statement with the words is tried against what hangs on its reading; but where the readings in question are
#: fewer by this factor, they are looked up first. `python -m benchmarks.search`: below 4 looking up costs as much.
_FEWER = 4
#: Without words: up to so many readings in question are sorted by date; of more, all are gone through by date.
_SORTED = 5_000

_Asked = tuple[str, tuple[object, ...]]


def search(ledger: Ledger, query: Query) -> Page:
    """The hits of a query, best first; without words the newest first.

    Hits of one rank come by date, the newest first, then as they came into the ledger and stand in their report: a
    ledger always gives the same order. Raises QueryError where the query means nothing, LedgerError where the ledger
    cannot be read.
    """
    with told(ledger.path), snapshot(ledger.connection) as db:
        asked = filters(db, query)
        if query.where == "text":
            return passages(db, query, asked, keeps_text=ledger.keeps == "text")
        words = match(query.words, PARTS, None if query.where == "statements" else query.where)
        if asked.nothing:
            return Page((), False, asked.notes)
        ranked = _ranked(db, words, asked) if words else _newest(db, asked, query.offset + query.limit + 1)
        found = list(islice(ranked, query.offset, query.offset + query.limit + 1))
        left_out = undated(
            db,
            asked.days,
            "statement",
            lambda: (
                _with_words(db, words, asked, asked.dated(unsure=True))
                if words
                else _without_words(db, asked, asked.dated(unsure=True))
            ),
        )
        hits = hits_of(db, found[: query.limit], words, asked.who)
        return Page(hits, len(found) > query.limit, (*asked.notes, *left_out))


def every(ledger: Ledger, query: Query) -> Iterator[Hit]:
    """All hits from the query's offset on, page by page; the query's limit is the size of a page."""
    while True:
        page = search(ledger, query)
        yield from page.hits
        if not page.more:
            return
        query = replace(query, offset=query.offset + query.limit)


# --- with words


def _ranked(db: sqlite3.Connection, words: str, asked: Filters) -> Iterator[tuple[int, float | None]]:
    """Statements with their ranks, as many as are taken."""
    conditions = asked.dated()
    sql, values = _with_words(db, words, asked, conditions, f" AND f.rank MATCH '{_WEIGHTS}'", "f.rowid, f.rank")
    # Without filters FTS5 ranks by itself. With some, it gives what matches in the order of the tables, so that each
    # row is near the one before, and only what passes is ranked: 2 to 5 times as fast as to try rows in order of rank.
    order = " ORDER BY +f.rank" if conditions or asked.statements or asked.far else " ORDER BY f.rank"
    return by_rank(db.execute(sql + order, values), lambda ids: _newest_first(db, ids))


def _with_words(
    db: sqlite3.Connection,
    words: str,
    asked: Filters,
    versions: Sequence[Condition],
    more: str = "",
    columns: str = "1",
) -> _Asked:
    """The query for statements with some words that pass the filters."""
    conditions = [*asked.statements, *versions, *_far(db, words, asked)]
    sql = f"SELECT {columns} FROM statement_search f"  # noqa: S608 - own words
    if conditions:
        sql += " CROSS JOIN statements s ON s.statement_id = f.rowid"
    if versions:
        sql += (
            " CROSS JOIN readings r ON r.reading_id = s.reading_id CROSS JOIN versions v ON v.version_id = r.version_id"
        )
    return _where(f"{sql} WHERE statement_search MATCH ?{more}", (words,), conditions)


def _far(db: sqlite3.Connection, words: str, asked: Filters) -> Iterator[Condition]:
    if not asked.far:
        return
    matching = "SELECT count(*) FROM statement_search WHERE statement_search MATCH ?"
    most = db.execute(matching, (words,)).fetchone()[0] // _FEWER
    for far in asked.far:
        if most and far.indexed and _fewer(db, far.readings, most):
            yield f"s.reading_id IN ({far.readings[0]})", far.readings[1]
        yield far.holds


def _newest_first(db: sqlite3.Connection, ids: list[int]) -> list[int]:
    return in_order(
        db.execute(
            "SELECT s.statement_id, v.published FROM json_each(?) j"
            " CROSS JOIN statements s ON s.statement_id = j.value CROSS JOIN readings r ON r.reading_id = s.reading_id"
            " CROSS JOIN versions v ON v.version_id = r.version_id",
            (listed(ids),),
        )
    )


# --- without


def _newest(db: sqlite3.Connection, asked: Filters, most: int) -> Iterator[tuple[int, float | None]]:
    """The newest statements that pass the filters."""
    sql, values = _without_words(db, asked, asked.dated(), "s.statement_id")
    sql += " ORDER BY v.published DESC, s.statement_id LIMIT ?"
    return ((row[0], None) for row in db.execute(sql, (*values, most)))


def _without_words(db: sqlite3.Connection, asked: Filters, versions: Sequence[Condition], columns: str = "1") -> _Asked:
    """The query for statements that pass the filters."""
    few = [far.readings for far in asked.far if _fewer(db, far.readings, _SORTED)]
    begin, then = ("readings r", "versions v") if few else ("versions v", "readings r")
    sql = (
        f"SELECT {columns} FROM {begin} CROSS JOIN {then} ON v.version_id = r.version_id"  # noqa: S608 - own words
        " CROSS JOIN statements s ON s.reading_id = r.reading_id WHERE r.folded IS NULL"
    )
    sets = [(f"r.reading_id IN ({readings})", values) for readings, values in few]
    return _where(sql, (), [*sets, *versions, *asked.statements, *(far.holds for far in asked.far)])


# --- both


def _fewer(db: sqlite3.Connection, query: Condition, most: int) -> bool:
    """Whether a query gives fewer rows than so many."""
    (count,) = db.execute(f"SELECT count(*) FROM ({query[0]} LIMIT {most})", query[1]).fetchone()  # noqa: S608 - own words
    return bool(count < most)


def _where(sql: str, values: Iterable[object], conditions: Sequence[Condition]) -> _Asked:
    """A query with more conditions, and all their values."""
    every = list(values)
    for condition, given in conditions:
        sql += f" AND {condition}"
        every += given
    return sql, tuple(every)
