"""Which words of a report are its own voice: pure counting.

Running text is body and blockquotes; headlines, captions and boilerplate are kept apart and enter no share. Own voice
are the words of the body that lie outside every source, cue and content. `sayso.show.tally` counts the same for one
report's page; a test holds the two together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.audit.nouns import Stretch
from sayso.report import Report, SegmentKind, Span

# "don't", "U.S", "3,000", "well-known" and "10:30" are one word each.
WORD = re.compile(r"\w+(?:['’.,:/\-]\w+)*")

RUNNING: frozenset[SegmentKind] = frozenset({"body", "blockquote"})


class Kinds:
    """What kind of segment a place of a report lies in; body where it lies in none."""

    def __init__(self, report: Report) -> None:
        self._segments = sorted(((s.span, s.kind) for s in report.segments), key=lambda item: item[0])
        self._starts = [span[0] for span, _ in self._segments]

    def at(self, place: int) -> SegmentKind:
        """The kind of the segment that begins last before a place, where it reaches that far."""
        n = bisect_right(self._starts, place) - 1
        if n >= 0 and self._segments[n][0][0] <= place < self._segments[n][0][1]:
            return self._segments[n][1]
        return "body"


def own_voice(report: Report) -> tuple[int, int, tuple[Stretch, ...]]:
    """How many words of running text a report has, how many of them are its own voice, and where these stand."""
    kinds = Kinds(report)
    taken = _union([span for s in report.statements for part in (s.source, s.cue, s.content) for span in part])
    starts = [start for start, _ in taken]
    words = own = 0
    stretches: list[list[int]] = []
    unbroken = False  # the word before was own voice and of the same paragraph
    for found in WORD.finditer(report.text):
        kind = kinds.at(found.start())
        if kind not in RUNNING:
            unbroken = False
            continue
        words += 1
        n = bisect_right(starts, found.start()) - 1
        if kind != "body" or (n >= 0 and found.start() < taken[n][1]):
            unbroken = False
            continue
        own += 1
        if unbroken and "\n" not in report.text[stretches[-1][1] : found.start()]:
            stretches[-1][1] = found.end()
        else:
            stretches.append([found.start(), found.end()])
        unbroken = True
    return words, own, tuple(Stretch((a, b), report.text[a:b]) for a, b in stretches)


def _union(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Spans that overlap or touch made one, in order; empty ones left out."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
