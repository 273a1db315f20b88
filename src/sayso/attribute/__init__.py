"""The third room: from readings to statements with source, cue, content, kind, nesting and score."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from sayso.attribute.draft import Draft, drafts
from sayso.attribute.nest import freed, inner_texts, relays, with_inner
from sayso.attribute.notes import quotation_notes
from sayso.attribute.score import probability
from sayso.attribute.unused import Covered, unused_cues, unused_quotations
from sayso.encode.encoder import Chain, Encoder, Reading
from sayso.report import Link, Note, Report, SegmentKind, Span, Statement

__all__ = ["attribute"]

#: Languages that there are weights for.
LANGUAGES = frozenset({"en"})


def attribute(reports: Sequence[Report], encoder: Encoder) -> list[tuple[Report, Reading | None]]:
    """Adds statements, what was not used, and notes to reports. Two passes of the encoder serve all of them together.

    The first pass reads the texts; the second reads those contents that may hold statements of their own. Gives each
    report with its reading, for the next room. A report in a language without weights gets a note, no statements and no
    reading.
    """
    readable = [n for n, r in enumerate(reports) if r.language in LANGUAGES or r.language is None]
    readings = dict(zip(readable, encoder.read([reports[n].text for n in readable]), strict=True))
    flat = {n: relays(r.text, drafts(r, encoder.chain, reports[n].segments), r.sentences) for n, r in readings.items()}
    inner = {n: inner_texts(readings[n].text, flat[n]) for n in readable}
    again = encoder.read([readings[n].text[slice(*i.span)] for n in readable for i in inner[n]])
    out: list[tuple[Report, Reading | None]] = []
    taken = 0
    for number, report in enumerate(reports):
        if number not in readings:
            message = f"reads as {report.language}: Sayso has weights for English only and looked for no statements"
            noted = replace(report, notes=(*report.notes, Note("language-not-read", message)), model=encoder.label)
            out.append((noted, None))
            continue
        count = len(inner[number])
        nested = with_inner(flat[number], inner[number], again[taken : taken + count], encoder.chain)
        found = freed(nested, readings[number])
        taken += count
        out.append((_finish(report, readings[number], found, encoder), readings[number]))
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
