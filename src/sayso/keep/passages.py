"""Finding words in the texts of reports, and saying of each place which statement holds it, or that none does."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.keep import rows
from sayso.keep.filters import Condition, Filters
from sayso.keep.found import Hit, Page, Query
from sayso.keep.hits import hits_of
from sayso.keep.marks import merged
from sayso.keep.marks import places as marked
from sayso.keep.query import any_of, match
from sayso.keep.ranks import by_rank, in_order, undated
from sayso.keep.who import listed
from sayso.report import Segment, Span

COLUMNS = ("title", "text")
WEIGHTS = "bm25(2.0, 1.0)"
#: Hits of one report at most, those with most of the words first: a report that says a word on every line is one find.
MOST = 5
#: Letters before and after the words found, where no statement says what belongs to them.
_AROUND = 120
#: Letters of a text that are marked at once, and by how many the pieces overlap.
_PIECE, _OVERLAP = 20_000, 500
_AFTER = ".,;:!?…”’»)"

_TABLES = (
    "text_search f CROSS JOIN versions v ON v.version_id = f.rowid"
    " CROSS JOIN documents d ON d.document_id = v.document_id AND d.version_id = v.version_id"
)
_READING = " CROSS JOIN readings r ON r.version_id = v.version_id AND r.folded IS NULL"


def passages(db: sqlite3.Connection, query: Query, asked: Filters, *, keeps_text: bool) -> Page:
    """The passages of current texts that hold words, those of the best report first, each report's in order."""
    words = match(query.words, COLUMNS)
    notes = list(asked.notes)
    if not keeps_text:
        notes.append("This ledger keeps statements only: of texts there is nothing to search but their titles.")
    if asked.nothing or words is None:
        return Page((), False, tuple(notes))
    found: list[Hit] = []
    wanted = query.offset + query.limit
    for version, rank in by_rank(_matching(db, words, asked), lambda ids: _newest_first(db, ids)):
        found += _of_report(db, version, words, any_of(query.words, COLUMNS), rank)
        if len(found) > wanted:
            break
    notes += undated(db, asked.days, "report", lambda: _sql("1", words, asked, asked.dated(unsure=True)))
    return Page(tuple(found[query.offset : wanted]), len(found) > wanted, tuple(notes))


def _matching(db: sqlite3.Connection, words: str, asked: Filters) -> Iterator[tuple[int, float]]:
    sql, values = _sql("f.rowid, f.rank", words, asked, asked.dated())
    return db.execute(f"{sql} AND f.rank MATCH '{WEIGHTS}' ORDER BY f.rank", values)


def _sql(columns: str, words: str, asked: Filters, versions: Sequence[Condition]) -> tuple[str, tuple[object, ...]]:
    far = [far.holds for far in asked.far]
    sql = f"SELECT {columns} FROM {_TABLES}{_READING if far else ''} WHERE text_search MATCH ?"  # noqa: S608 - own words
    values: list[object] = [words]
    for condition, given in (*versions, *far):
        sql += f" AND {condition}"
        values += given
    return sql, tuple(values)


def _newest_first(db: sqlite3.Connection, ids: list[int]) -> list[int]:
    return in_order(
        db.execute(
            "SELECT v.version_id, v.published FROM json_each(?) j CROSS JOIN versions v ON v.version_id = j.value",
            (listed(ids),),
        )
    )


def _of_report(db: sqlite3.Connection, version: int, words: str, each: str, rank: float) -> list[Hit]:
    """The hits of one report: a statement that holds words found, or a passage that none does."""
    row = db.execute(
        "SELECT d.id, v.document, v.url, v.title, v.outlet, v.genre, v.published, v.text, v.segments,"
        " r.reading_id, r.model FROM versions v CROSS JOIN documents d ON d.document_id = v.document_id"
        " LEFT JOIN readings r ON r.version_id = v.version_id AND r.folded IS NULL WHERE v.version_id = ?",
        (version,),
    ).fetchone()
    id, document, url, title, outlet, genre, published, text, segments, reading, model = row
    text = text or ""
    found = _found(text, title or "", words, each)
    base = Hit(id, document, url, title, outlet, genre, published, (), None, rank=rank, model=model)
    if not found:  # in the title alone, and the title is not in the text
        return [base]
    kinds = _Kinds(rows.segments_from_json(segments), len(text))
    spans = _spans(db, reading)
    rooms = _Rooms(spans)
    held: dict[int, list[Span]] = {}
    free: list[tuple[Segment, Span, list[Span]]] = []  # with as much of the segment as no statement holds
    for span, holder in zip(found, _holders(spans, found), strict=True):
        if holder is not None:
            held.setdefault(holder, []).append(span)
            continue
        segment = kinds.at(span[0])
        room = rooms.at(span, segment.span)
        if free and free[-1][1] == room and span[0] - free[-1][2][-1][1] <= _AROUND:
            free[-1][2].append(span)
        else:
            free.append((segment, room, [span]))
    hits = [
        replace(
            base,
            found=merged(places),
            voice=segment.kind,
            passage=(around := _around(text, room, places)),
            words=text[around[0] : around[1]],
        )
        for segment, room, places in free
    ]
    statements = hits_of(db, [(number, rank) for number in held], None)
    hits += [replace(hit, found=merged(spans)) for hit, spans in zip(statements, held.values(), strict=True)]
    hits.sort(key=lambda hit: (-len({text[a:b].casefold() for a, b in hit.found}), hit.found))
    return sorted(hits[:MOST], key=lambda hit: hit.found)


def _found(text: str, title: str, words: str, each: str) -> Sequence[Span]:
    """Where the words stand in a text; `each` is the expression for any one of them.

    FTS5 copies the text once for every place that it marks, so a long one is marked in pieces: 5 MB with a word on
    every line took half a minute as a whole. Pieces overlap by more than a phrase is long.
    """
    if len(text) <= _PIECE:
        ((_, found),) = marked(words, COLUMNS, [(title, text)])
        return found
    cuts = [0, *(max(text.rfind(" ", at - 99, at), at - 99) + 1 for at in range(_PIECE, len(text), _PIECE))]
    ends = [text.find(" ", min(at + _OVERLAP, len(text))) for at in cuts[1:]]
    pieces = [text[a : b if b >= 0 else len(text)] for a, b in zip(cuts, [*ends, -1], strict=True)]
    places = marked(each, COLUMNS, [("", piece) for piece in pieces])
    return merged((a + at, b + at) for at, (_, spans) in zip(cuts, places, strict=True) for a, b in spans)


class _Rooms:
    """As much of a segment around a place as stands in no statement: nothing that one holds is to be shown as free."""

    def __init__(self, spans: Sequence[tuple[int, int, int]]) -> None:
        self.starts = [start for start, _, _ in spans]
        self.ends = sorted(end for _, end, _ in spans)

    def at(self, place: Span, within: Span) -> Span:
        """The room around a place in a segment."""
        before, after = bisect_right(self.ends, place[0]), bisect_left(self.starts, place[1])
        start = max(within[0], self.ends[before - 1] if before else 0)
        end = min(within[1], self.starts[after] if after < len(self.starts) else within[1])
        return start, max(end, place[1])


def _around(text: str, room: Span, found: Sequence[Span]) -> Span:
    """The words found with those before and after them: whole words, without blanks at the ends."""
    first, last = found[0][0], found[-1][1]
    start, end = max(room[0], first - _AROUND), min(room[1], last + _AROUND)
    if start > room[0] and (blank := text.find(" ", start, first)) >= 0:
        start = blank
    if end < room[1] and (blank := text.rfind(" ", last, end)) >= 0:
        end = blank
    while start < first and (text[start].isspace() or text[start] in _AFTER):  # what ends the sentence before
        start += 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return start, end


class _Kinds:
    """Which segment a place stands in."""

    def __init__(self, segments: Sequence[Segment], length: int) -> None:
        self.segments = sorted(segments, key=lambda segment: segment.span)
        self.starts = [segment.span[0] for segment in self.segments]
        self.length = length

    def at(self, place: int) -> Segment:
        """The segment at a place; where there is none, what lies between two as running text."""
        n = bisect_right(self.starts, place) - 1
        if n >= 0 and place < self.segments[n].span[1]:
            return self.segments[n]
        start = self.segments[n].span[1] if n >= 0 else 0
        return Segment((start, self.starts[n + 1] if n + 1 < len(self.starts) else self.length), "body")


def _spans(db: sqlite3.Connection, reading: int | None) -> list[tuple[int, int, int]]:
    """Where the parts of a reading's statements stand, with the statements' numbers, in order."""
    found = db.execute(
        'SELECT p.start, p."end", s.statement_id FROM spans p'
        " CROSS JOIN statements s ON s.reading_id = p.reading_id AND s.id = p.statement WHERE p.reading_id = ?",
        (reading,),
    )
    return sorted(found)


def _holders(spans: Sequence[tuple[int, int, int]], found: Sequence[Span]) -> Iterator[int | None]:
    """For each place, in order, the innermost statement that holds it; None where none does.

    What lies in a statement with one of its words only is still no words outside all statements.
    """
    near: list[tuple[int, int, int]] = []
    at = 0
    for start, end in found:
        while at < len(spans) and spans[at][0] < end:
            near.append(spans[at])
            at += 1
        near = [span for span in near if span[1] > start]
        _, _, holder = min(
            ((not (a <= start and end <= b), b - a, number) for a, b, number in near), default=(True, 0, None)
        )
        yield holder
