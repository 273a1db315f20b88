"""Statements of a ledger as hits: with their report, spans, speakers and the words found."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from sayso.keep.found import Hit
from sayso.keep.marks import in_text, merged, places
from sayso.keep.who import Who, listed
from sayso.report import Span

PARTS = ("source", "cue", "content")

_HITS = """
SELECT s.statement_id, d.id, v.document, v.url, v.title, v.outlet, v.genre, v.published, s.id, s.kind, s.source, s.cue,
       s.content, s.source_class, s.role, s.stance, s.certainty, s.polarity, s.score, s.judgement, r.model
FROM json_each(?) j CROSS JOIN statements s ON s.statement_id = j.value
CROSS JOIN readings r ON r.reading_id = s.reading_id CROSS JOIN versions v ON v.version_id = r.version_id
CROSS JOIN documents d ON d.document_id = v.document_id
"""
_SPANS = """
SELECT s.statement_id, p.part, p.start, p."end" FROM json_each(?) j CROSS JOIN statements s ON s.statement_id = j.value
CROSS JOIN spans p ON p.reading_id = s.reading_id AND p.statement = s.id ORDER BY s.statement_id, p.part, p.position
"""
_ACTORS = """
SELECT s.statement_id, a.name, a.canonical_id FROM json_each(?) j CROSS JOIN statements s ON s.statement_id = j.value
CROSS JOIN statement_actors t ON t.reading_id = s.reading_id AND t.statement = s.id
CROSS JOIN actors a ON a.reading_id = t.reading_id AND a.id = t.actor ORDER BY s.statement_id, t.position
"""


def hits_of(
    db: sqlite3.Connection, found: Sequence[tuple[int, float | None]], words: str | None, who: Who | None = None
) -> tuple[Hit, ...]:
    """The hits of some statements and their ranks, in this order; `words` is the MATCH expression that found them."""
    ids = listed([number for number, _ in found])
    rows = {row[0]: row for row in db.execute(_HITS, (ids,))}
    spans: dict[int, dict[str, list[Span]]] = {number: {part: [] for part in PARTS} for number in rows}
    for number, part, start, end in db.execute(_SPANS, (ids,)):
        spans[number][part].append((start, end))
    actors: dict[int, list[tuple[str, int]]] = {number: [] for number in rows}
    for number, name, canonical in db.execute(_ACTORS, (ids,)):
        actors[number].append((name, canonical))
    said = [rows[number][10:13] for number, _ in found]
    marked = places(words, PARTS, said) if words and found else [[[] for _ in PARTS] for _ in found]
    return tuple(
        _hit(rows[number], rank, spans[number], where, actors[number], who)
        for (number, rank), where in zip(found, marked, strict=True)
    )


def _hit(
    row: Sequence[Any],
    rank: float | None,
    spans: dict[str, list[Span]],
    where: Sequence[Sequence[Span]],
    actors: Sequence[tuple[str, int]],
    who: Who | None,
) -> Hit:
    _, report, document, url, title, outlet, genre, published, id, kind, source, cue, content = row[:13]
    source_class, role, stance, certainty, polarity, score, judgement, model = row[13:]
    found = merged(
        span
        for part, words, at in zip(PARTS, (source, cue, content), where, strict=True)
        for span in in_text(at, words, spans[part])
    )
    sure = who is None or any(canonical in who.sure for _, canonical in actors)
    guessed = not sure and who is not None and any(canonical in who.guessed for _, canonical in actors)
    return Hit(
        report=report,
        document=document,
        url=url,
        title=title,
        outlet=outlet,
        genre=genre,
        published=published,
        found=found,
        statement=id,
        kind=kind,
        source=source,
        cue=cue,
        content=content,
        source_spans=tuple(spans["source"]),
        cue_spans=tuple(spans["cue"]),
        content_spans=tuple(spans["content"]),
        actors=tuple(dict.fromkeys(name for name, _ in actors)),
        by_guess=who.guess if guessed and who is not None else None,
        source_class=source_class,
        role=role,
        stance=stance,
        certainty=certainty,
        polarity=polarity,
        score=score,
        rank=rank,
        judgement=judgement,
        model=model,
    )
