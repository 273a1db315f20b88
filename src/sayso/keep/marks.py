"""Where the words of a search stand: by the same tokeniser that found them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from sayso.report import Span

#: As in schema.sql: what folds case and marks over letters.
_TOKENS = "unicode61 remove_diacritics 2"
#: What stands between the parts of words that are not one stretch of the text.
GAP = " … "


def places(words: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[list[Span]]]:
    """For each row, for each of its columns, where the words of a MATCH expression stand in it: spans of its text.

    FTS5 itself says so, of the rows alone in a table in memory: nothing is guessed anew, and looking once more into the
    ledger's index for every row would cost a prefix as much as the search.
    """
    out: list[list[list[Span]]] = [[[] for _ in columns] for _ in rows]
    opening, closing = _unused(rows)
    db = sqlite3.connect(":memory:")
    try:
        names = ", ".join(columns)
        db.execute(f"CREATE VIRTUAL TABLE hit USING fts5 ({names}, tokenize = '{_TOKENS}')")
        marks = ", ".join("?" * (len(columns) + 1))
        db.executemany(
            f"INSERT INTO hit (rowid, {names}) VALUES ({marks})",  # noqa: S608 - own names
            [(n, *row) for n, row in enumerate(rows)],
        )
        marked = ", ".join(f"highlight(hit, {n}, '{opening}', '{closing}')" for n in range(len(columns)))
        for number, *found in db.execute(f"SELECT rowid, {marked} FROM hit WHERE hit MATCH ?", (words,)):  # noqa: S608 - own words
            out[number] = [list(_between(column, opening, closing)) for column in found]
    finally:
        db.close()
    return out


def _unused(rows: Iterable[Sequence[str]]) -> tuple[str, str]:
    """Two characters for private use that no row has."""
    texts = [text for row in rows for text in row]
    free = (chr(code) for area in (range(0xF0000, 0xFFFFE), range(0xE000, 0xF900)) for code in area)
    unused = (character for character in free if not any(character in text for text in texts))
    return next(unused), next(unused)


def _between(marked: str, opening: str, closing: str) -> Iterator[Span]:
    """The spans that marks enclose, in the text without the marks."""
    shift, at = 0, 0
    while (start := marked.find(opening, at)) >= 0:
        end = marked.index(closing, start)
        yield start - shift, end - shift - 1
        at, shift = end + 1, shift + 2


def in_text(found: Iterable[Span], text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Places in words that were joined from several spans, as spans of the report's text.

    A phrase that goes over a gap is one span on each side of it, without the punctuation at the gap.
    """
    for start, end in found:
        at = 0
        for first, last in spans:
            a, b = max(start, at), min(end, at + last - first)
            while a < b and not text[a].isalnum():
                a += 1
            while a < b and not text[b - 1].isalnum() and b < end:
                b -= 1
            if a < b:
                yield first + a - at, first + b - at
            at += last - first + len(GAP)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
