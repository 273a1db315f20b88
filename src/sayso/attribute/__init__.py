"""The third room: from readings to statements with source, cue, content, kind, nesting and score."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from sayso.attribute.draft import Draft, drafts
from sayso.attribute.nest import freed, inner_texts, relays, with_inner
from sayso.attribute.notes import quotation_notes
from sayso.attribute.overrun import without_clauses
from sayso.attribute.score import probability
from sayso.attribute.unused import Covered, unused_cues, unused_quotations
from sayso.encode.encoder import Chain, Encoder, Reading
from sayso.report import Link, Note, Report, Segment, SegmentKind, Span, Statement

__all__ = ["attribute", "find"]

#: Languages that there are weights for.
LANGUAGES = frozenset({"en"})


def attribute(reports: Sequence[Report], encoder: Encoder) -> list[tuple[Report, Reading | None]]:
    """Adds statements, what was not used, and notes to reports. Two passes of the encoder serve all of them together.

    The first pass reads the texts; the second reads those contents that may hold statements of their own. Gives each
    report with its reading, for the next room. A report in a language without weights gets a note, no statements and no
    reading.
    """
    readable = [r for r in reports if r.language in LANGUAGES or r.language is None]
    readings = encoder.read([r.text for r in readable])
    done = iter(zip(readings, find(readings, encoder, [r.segments for r in readable]), strict=True))
    out: list[tuple[Report, Reading | None]] = []
    for report in reports:
        if report.language in LANGUAGES or report.language is None:
            reading, found = next(done)
            out.append((_finish(report, reading, found, encoder), reading))
        else:
            message = f"reads as {report.language}: Sayso has weights for English only and looked for no statements"
            noted = (*report.notes, Note("language-not-read", message))
            out.append((replace(report, notes=noted, model=encoder.label), None))
    return out


def find(readings: Sequence[Reading], encoder: Encoder, segments: Sequence[Sequence[Segment]]) -> list[list[Draft]]:
    """The drafts of each reading, nested ones with their parents, from it and one more pass over contents.

    `segments` has those of each reading's report (none: all of it is running text).
    """
    flat = [relays(r.text, drafts(r, encoder.chain, s), r.sentences) for r, s in zip(readings, segments, strict=True)]
    inner = [inner_texts(r.text, d) for r, d in zip(readings, flat, strict=True)]
    again = encoder.read([r.text[slice(*i.span)] for r, some in zip(readings, inner, strict=True) for i in some])
    out, taken = [], 0
    for reading, outer, some in zip(readings, flat, inner, strict=True):
        nested = with_inner(outer, some, again[taken : taken + len(some)], encoder.chain)
        out.append(without_clauses(freed(nested, reading), reading.text))
        taken += len(some)
    return out


def _finish(report: Report, reading: Reading, found: list[Draft], encoder: Encoder) -> Report:
    where: dict[Span, SegmentKind] = {s.span: s.kind for s in report.segments}
    aside = Covered(len(report.text), (span for span, kind in where.items() if kind == "boilerplate"))
    kept = [n for n, d in enumerate(found) if d.content and not all(aside.all(c) for c in d.content)]
    order = sorted(kept, key=lambda n: (found[n].span[0], -found[n].span[1], n))
    ids = {n: f"s{place}" for place, n in enumerate(order, 1)}
    statements = tuple(_statement(report, found, n, ids, encoder.chain) for n in order)
    used = Covered(len(report.text), (s for t in statements for s in (*t.source, *t.cue, *t.content)))
    lone = [d for d in found if not d.content]
    unused = [*unused_quotations(reading, used, where), *unused_cues(reading, [*(found[n] for n in kept), *lone])]
    return replace(
        report,
        statements=statements,
        unused=tuple(sorted(unused, key=lambda u: u.span)),
        notes=(*report.notes, *quotation_notes(reading)),
        model=encoder.label,
    )


def _statement(report: Report, found: Sequence[Draft], number: int, ids: dict[int, str], chain: Chain) -> Statement:
    draft = found[number]
    outer: list[int] = []
    parent = draft.parent
    while parent is not None and parent not in outer:
        outer.append(parent)
        parent = found[parent].parent
    relays_of = [n for n in reversed(outer) if n in ids]
    links = [Link("outlet"), *([Link("wire", name=report.wire)] if report.wire else [])]
    links += [Link("statement", statement=ids[n]) for n in relays_of]
    spans = json.dumps([draft.source, draft.cue, draft.content], separators=(",", ":"))
    return Statement(
        id=ids[number],
        key=hashlib.sha256(f"{report.text_id}:{spans}".encode()).hexdigest()[:16],
        kind=draft.kind,
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        within=ids[relays_of[-1]] if relays_of else None,
        chain=tuple(links),
        score=probability(draft, chain),
    )
