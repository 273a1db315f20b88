"""The order of hits, and what is said of those that have no place in time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from sayso.keep.days import Days

#: Hits whose report's date cannot be placed are counted up to this.
_COUNT = 100


def by_rank(
    rows: Iterable[tuple[int, float]], newest_first: Callable[[list[int]], list[int]]
) -> Iterator[tuple[int, float]]:
    """Numbers with their BM25 (higher is better) from rows that FTS5 ranked; those of one rank in an order of theirs.

    Rows are taken as they are asked for, but all of one rank at once: else their order would hang on the index.
    """
    for rank, alike in groupby(rows, key=lambda row: row[1]):
        ids = [row[0] for row in alike]
        for number in newest_first(ids) if len(ids) > 1 else ids:
            yield number, -rank


def in_order(rows: Iterable[tuple[int, str | None]]) -> list[int]:
    """Numbers of rows (number, date of publication): the newest first, those of no date last, alike by number."""
    found = sorted(rows, key=lambda row: row[0])
    found.sort(key=lambda row: row[1] or "", reverse=True)  # stable: those of one date stay as they are
    return [row[0] for row in found]


def undated(
    db: sqlite3.Connection, days: Days | None, what: str, query: Callable[[], tuple[str, tuple[object, ...]]]
) -> Iterator[str]:
    """Says how many hits were left out because nobody can say whether their report lies within the days.

    `query` gives the query for them, a row a hit; it is asked for only where the ledger has such reports at all.
    """
    if days is None:
        return
    there = f"SELECT 1 FROM versions v WHERE {days.unsure} LIMIT 1"  # noqa: S608 - own words
    if not db.execute(there, days.unsure_values).fetchone():
        return
    sql, values = query()
    (count,) = db.execute(f"SELECT count(*) FROM ({sql} LIMIT {_COUNT + 1})", values).fetchone()  # noqa: S608 - own words
    if count:
        many = f"more than {_COUNT} {what}s" if count > _COUNT else f"{count} {what}{'' if count == 1 else 's'}"
        yield (
            f"Left out: {many} that {'fits' if count == 1 else 'fit'} otherwise, where the report's date is not known"
            " or not precise enough to say that it lies within the days asked for."
        )
