"""What is no attribution and belongs to one: why a source is unnamed, caveats, refusals to comment.

What says so is in `data/asides.tsv`, a row a wording with its own example. This module makes one aside of the wordings
that belong together; which statement each is about is decided in `sayso.ground.ties`, on which grounds a source is
unnamed in `sayso.ground.anonymity`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sayso.ground import anonymity, support, ties
from sayso.ground.aside_lexicon import Hit, hits
from sayso.ground.context import Context
from sayso.ground.wordings import plain
from sayso.report import Aside, Report

#: Wordings of anonymity so many words apart in one sentence are one aside: "not authorised to speak and so spoke on
#: condition of anonymity".
_TOGETHER = 14

#: Who is asked to call: "Callers wishing to remain anonymous may ring the harbour office."
_CALLERS = frozenset("anyone callers caller those tipsters tipster you persons citizens informants anybody".split())


def asides(at: Context) -> Report:
    """The report with its asides, and with `only_support` on the statements of unnamed sources."""
    words = plain(at.lower)
    sentence_of = at.reading.sentence_of
    quoted = Quoted(at)
    kept = [
        hit
        for hit in hits(words)
        if sentence_of[hit.words[0]] == sentence_of[hit.words[1] - 1] and not _beside_the_point(at, hit, quoted)
    ]
    tied = ties.Ties(at)
    found = []
    for group in _groups(at, kept):
        first, last = group[0].words[0], group[-1].words[1]
        if group[0].row.kind == "anonymity":
            reason, last = anonymity.reason(at, words, group)
            found.append(Aside("anonymity", at.span(first, last), tied.source((first, last)), reason))
            continue
        hit = group[0]
        assert hit.row.kind is not None
        about, drop = tied.about(hit.words, hit.row.about)
        if not drop:
            found.append(Aside(hit.row.kind, at.span(first, last), about, None, tied.actors(hit.words)))
    report = replace(at.report, asides=tuple(found))
    return support.supported(at.with_report(report))


def _beside_the_point(at: Context, hit: Hit, quoted: Quoted) -> bool:
    """Whether a wording stands in furniture, is a speaker's own ("We cannot confirm that," he said) or a caller's."""
    span = at.span(*hit.words)
    segment = at.segment(span[0])
    if segment is not None and segment.kind == "boilerplate":
        return True
    if hit.row.kind == "anonymity":
        return not _CALLERS.isdisjoint(at.lower[max(0, hit.words[0] - 4) : hit.words[0]])
    if hit.words[0] and at.lower[hit.words[0] - 1] in ("i", "we"):
        return True
    return quoted(span[0])


class Quoted:
    """Whether a code point lies in a passage in quotation marks."""

    def __init__(self, at: Context):
        outer = [q.inner for q in at.reading.quotations.passages if q.depth == 0]
        self._starts = np.array([a for a, _ in outer], np.int64)
        self._ends = np.array([b for _, b in outer], np.int64)

    def __call__(self, point: int) -> bool:
        """Whether it does."""
        place = int(np.searchsorted(self._starts, point, side="right")) - 1
        return place >= 0 and bool(self._ends[place] > point)


def _groups(at: Context, found: list[Hit]) -> list[list[Hit]]:
    """Hits that are one aside: wordings of anonymity near each other in one sentence. Others stand alone."""
    groups: list[list[Hit]] = []
    for hit in found:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and last.row.kind == hit.row.kind == "anonymity"
            and hit.words[0] - last.words[1] <= _TOGETHER
            and at.reading.sentence_of[last.words[0]] == at.reading.sentence_of[hit.words[0]]
        ):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups
