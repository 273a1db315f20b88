"""A reading of a report as rows of the ledger's tables, and back. `schema.sql` says what each column holds.

Rows are tuples in the order of `COLUMNS`. They go into tables, or folded into one blob where the reading is not the
current one: the same rows either way.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from sayso.report import (
    Actor,
    Alternative,
    Aside,
    Date,
    Figure,
    Link,
    Note,
    Place,
    Report,
    Segment,
    Span,
    Statement,
    Unused,
)

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]

#: The columns of every table of a reading, without the numbers that belong to one file.
COLUMNS: dict[str, tuple[str, ...]] = {
    "statements": (
        *("id", "key", "kind", "source", "cue", "content", "source_from", "within", "chain", "source_class", "role"),
        *("stance", "certainty", "polarity", "first_time", "only_support", "score", "judgement"),
    ),
    "spans": ("statement", "part", "position", "start", '"end"'),
    "actors": ("id", "name", "kind", "score"),
    "mentions": ("actor", "position", "start", '"end"'),
    "statement_actors": ("statement", "position", "actor"),
    "dates": ("position", "start", '"end"', "words", "type", "value", "mod", "statement", "score"),
    "places": (
        *(
            "position",
            "start",
            '"end"',
            "words",
            "name",
            "country",
            "latitude",
            "longitude",
            "geonames",
            "level",
            "use",
        ),
        *("alternatives", "statement", "score"),
    ),
    "figures": (
        *("id", "start", '"end"', "words", "low", "high", "comparator", "unit", "subject", "role", "scope", "part_of"),
        *("as_of", "estimate", "statement", "score", "judgement"),
    ),
    "asides": ("position", "start", '"end"', "kind", "statement", "reason", "actors"),
    "unused": ("position", "start", '"end"', "why"),
    "notes": ("position", "code", "message", "start", '"end"', "related"),
}
_PARTS = ("source", "cue", "content")


def to_rows(report: Report, judged: Mapping[str, str] | None = None) -> Rows:
    """The rows of a report's reading. `judged` names the judgement behind a statement or figure, by its id."""
    judged = judged or {}
    read = len(report.notes)
    return {
        "statements": [_statement(report, s, judged.get(s.id)) for s in report.statements],
        "spans": [
            (s.id, part, position, *span)
            for s in report.statements
            for part in _PARTS
            for position, span in enumerate(getattr(s, part))
        ],
        "actors": [(a.id, a.name, a.kind, a.score) for a in report.actors],
        "mentions": [(a.id, n, *span) for a in report.actors for n, span in enumerate(a.mentions)],
        "statement_actors": [(s.id, n, actor) for s in report.statements for n, actor in enumerate(s.actors)],
        "dates": [
            (n, *d.span, report[d.span], d.type, d.value, d.mod, d.statement, d.score)
            for n, d in enumerate(report.dates)
        ],
        "places": [_place(report, n, place) for n, place in enumerate(report.places)],
        "figures": [_figure(report, figure, judged.get(figure.id)) for figure in report.figures],
        "asides": [(n, *a.span, a.kind, a.statement, a.reason, _json(a.actors)) for n, a in enumerate(report.asides)],
        "unused": [(n, *u.span, u.why) for n, u in enumerate(report.unused)],
        "notes": [
            (n, x.code, x.message, *(x.span or (None, None)), _json(x.related))
            for n, x in zip(range(read), report.notes, strict=True)
        ],
    }


def from_rows(base: Report, rows: Mapping[str, Iterable[Row]]) -> Report:
    """The report that rows describe: `base` (its text and what is known of it) with its reading."""
    spans: dict[tuple[str, str], list[Span]] = {}
    for statement, part, _, start, end in rows["spans"]:
        spans.setdefault((statement, part), []).append((start, end))
    mentions: dict[str, list[Span]] = {}
    for actor, _, start, end in rows["mentions"]:
        mentions.setdefault(actor, []).append((start, end))
    speakers: dict[str, list[str]] = {}
    for statement, _, actor in rows["statement_actors"]:
        speakers.setdefault(statement, []).append(actor)
    return replace(
        base,
        statements=tuple(_to_statement(row, spans, speakers) for row in rows["statements"]),
        actors=tuple(
            Actor(id_, name, kind, tuple(mentions.get(id_, ())), score) for id_, name, kind, score in rows["actors"]
        ),
        dates=tuple(Date((row[1], row[2]), *row[4:]) for row in rows["dates"]),
        places=tuple(_to_place(row) for row in rows["places"]),
        figures=tuple(_to_figure(row) for row in rows["figures"]),
        asides=tuple(
            Aside(kind, (start, end), statement, reason, tuple(json.loads(actors)))
            for _, start, end, kind, statement, reason, actors in rows["asides"]
        ),
        unused=tuple(Unused((start, end), why) for _, start, end, why in rows["unused"]),
        notes=tuple(_to_note(row) for row in rows["notes"]),
    )


def fold(rows: Rows) -> bytes:
    """Rows as one compressed blob."""
    return zlib.compress(_json(rows).encode("utf-8"), 6)


def unfold(blob: bytes) -> Rows:
    """The rows of a blob."""
    found = json.loads(zlib.decompress(blob))
    return {table: [tuple(row) for row in found.get(table, ())] for table in COLUMNS}


def judged_by(rows: Mapping[str, Iterable[Row]]) -> dict[str, str]:
    """The uid of the judgement behind each statement or figure of some rows that has one, by its id."""
    return {row[0]: row[-1] for table in ("statements", "figures") for row in rows[table] if row[-1] is not None}


def segments_to_json(segments: Iterable[Segment]) -> str:
    """Segments as the column holds them."""
    return _json([(*s.span, s.kind, s.start_s, s.page) for s in segments])


def segments_from_json(column: str) -> tuple[Segment, ...]:
    """The segments of a column."""
    return tuple(Segment((start, end), kind, at, page) for start, end, kind, at, page in json.loads(column))


def notes_to_json(notes: Iterable[Note]) -> str:
    """Notes as the column holds them."""
    return _json([(x.code, x.message, *(x.span or (None, None)), x.related) for x in notes])


def notes_from_json(column: str) -> tuple[Note, ...]:
    """The notes of a column."""
    return tuple(_to_note((0, *row[:4], _json(row[4]))) for row in json.loads(column))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _statement(report: Report, s: Statement, judgement: str | None) -> Row:
    chain = [(link.by, link.statement, link.name, link.actors) for link in s.chain]
    words = (report.words(s.source), report.words(s.cue), report.words(s.content))
    head = (s.id, s.key, s.kind, *words, s.source_from, s.within, _json(chain), s.source_class, s.role)
    return (*head, s.stance, s.certainty, s.polarity, s.first_time, s.only_support, s.score, judgement)


def _to_statement(
    row: Row, spans: Mapping[tuple[str, str], list[Span]], speakers: Mapping[str, list[str]]
) -> Statement:
    id_, key, kind, _, _, _, source_from, within, chain, source_class, role = row[:11]
    stance, certainty, polarity, first_time, only_support, score, _ = row[11:]
    source, cue, content = (tuple(spans.get((id_, part), ())) for part in _PARTS)
    links = tuple(Link(by, statement, name, tuple(actors)) for by, statement, name, actors in json.loads(chain))
    return Statement(
        id_,
        key,
        kind,
        source,
        cue,
        content,
        source_from=source_from,
        within=within,
        chain=links,
        score=score,
        actors=tuple(speakers.get(id_, ())),
        source_class=source_class,
        role=role,
        stance=stance,
        certainty=certainty,
        polarity=polarity,
        first_time=_yes(first_time),
        only_support=_yes(only_support),
    )


def _place(report: Report, position: int, p: Place) -> Row:
    others = [(a.name, a.country, a.latitude, a.longitude, a.geonames, a.level, a.score) for a in p.alternatives]
    where = (p.name, p.country, p.latitude, p.longitude, p.geonames, p.level, p.use)
    return (position, *p.span, report[p.span], *where, _json(others), p.statement, p.score)


def _to_place(row: Row) -> Place:
    _, start, end, _, name, country, latitude, longitude, geonames, level, use, others, statement, score = row
    alternatives = tuple(Alternative(*other) for other in json.loads(others))
    where = (name, country, latitude, longitude, geonames, level, use)
    return Place((start, end), *where, alternatives, statement, score)


def _figure(report: Report, f: Figure, judgement: str | None) -> Row:
    what = (f.low, f.high, f.comparator, f.unit, f.subject, f.role, f.scope, f.part_of, f.as_of, f.estimate)
    return (f.id, *f.span, report[f.span], *what, f.statement, f.score, judgement)


def _to_figure(row: Row) -> Figure:
    id_, start, end, _, low, high, comparator, unit, subject, role, scope, part_of, as_of, estimate = row[:14]
    statement, score, _ = row[14:]
    what = (low, high, comparator, unit, subject, role, scope, part_of, as_of, bool(estimate))
    return Figure(id_, (start, end), *what, statement, score)


def _to_note(row: Row) -> Note:
    _, code, message, start, end, related = row
    places = tuple((a, b) for a, b in json.loads(related))
    return Note(code, message, None if start is None else (start, end), places)


def _yes(column: object) -> bool | None:
    return None if column is None else bool(cast("int", column))
