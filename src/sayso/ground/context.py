"""One report as the grounding sees it: its words, sentences, names and statements, looked up by span."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate

import numpy as np

from sayso.encode.encoder import NAMES, Reading
from sayso.report import Report, Segment, Span, Statement


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words that the encoder takes for one name or one expression of time or number."""

    span: Span  # code points
    words: Span  # half-open range of words
    kind: str  # one of `sayso.encode.encoder.NAMES` but "O"


@dataclass(frozen=True, slots=True)
class Context:
    """A report with its statements, its reading, and what the steps of grounding look up in them.

    Made once for a report by `context`. Words are counted from 0 in order of the text; every span is in code points.
    """

    report: Report
    reading: Reading
    words: tuple[str, ...]  # the text's words as they stand
    lower: tuple[str, ...]  # the same in lower case
    starts: np.ndarray  # (words,) int64: first code point of each
    ends: np.ndarray  # (words,) int64: code point after the last of each
    names: tuple[Name, ...]
    by_id: dict[str, Statement] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)  # of words
    _middles: list[float] = field(default_factory=list)  # of words
    _holders: tuple[tuple[Span, int, str], ...] = ()  # content spans with their statement's depth and id, by start
    _reach: list[int] = field(default_factory=list)  # the last end of each holder and those before it

    def with_report(self, report: Report) -> Context:
        """The same context with more of its report filled in. Text and statements' spans are the same."""
        return replace(self, report=report, by_id={s.id: s for s in report.statements})

    def range(self, span: Span) -> Span:
        """The words that lie in a span, by more than half of each: a half-open range, empty where none does."""
        return bisect_left(self._middles, span[0]), bisect_left(self._middles, span[1])

    def span(self, low: int, high: int) -> Span:
        """The code points from the first to the last of a range of words (not empty)."""
        return int(self.starts[low]), int(self.ends[high - 1])

    def word_at(self, at: int) -> int:
        """The word that holds a code point, or the last one before it (-1: none)."""
        return bisect_right(self._starts, at) - 1

    def sentence(self, word: int) -> Span:
        """The range of words of a word's sentence."""
        of = self.reading.sentence_of
        return int(np.searchsorted(of, of[word], side="left")), int(np.searchsorted(of, of[word], side="right"))

    def statement(self, span: Span) -> Statement | None:
        """The innermost statement whose content holds a span by more than half; none: the report's own voice."""
        best: tuple[int, int] = (-1, 0)
        found = None
        place = bisect_left(self._holders, span[1], key=lambda h: h[0][0]) - 1
        while place >= 0 and self._reach[place] > span[0]:
            (low, high), depth, ident = self._holders[place]
            if 2 * (min(high, span[1]) - max(low, span[0])) > span[1] - span[0] and (depth, low - high) > best:
                best, found = (depth, low - high), ident
            place -= 1
        return self.by_id[found] if found is not None else None

    def segment(self, at: int) -> Segment | None:
        """The segment that holds a code point."""
        segments = self.report.segments
        place = bisect_right(segments, at, key=lambda s: s.span[0]) - 1
        return segments[place] if place >= 0 and segments[place].span[1] > at else None


def context(report: Report, reading: Reading) -> Context:
    """The context of a report with statements, from the reading that they were found in."""
    text, spans = report.text, reading.tokens.words
    words = tuple(text[a:b] for a, b in spans.tolist())
    by_id = {s.id: s for s in report.statements}
    holders = sorted((span, _depth(s, by_id), s.id) for s in report.statements for span in s.content)
    starts = spans[:, 0].tolist()
    return Context(
        report=report,
        reading=reading,
        words=words,
        lower=tuple(w.lower() for w in words),
        starts=spans[:, 0],
        ends=spans[:, 1],
        names=tuple(_names(reading)),
        by_id=by_id,
        _starts=starts,
        _middles=((spans[:, 0] + spans[:, 1]) / 2).tolist(),
        _holders=tuple(holders),
        _reach=list(accumulate((span[1] for span, _, _ in holders), max)),
    )


def _depth(statement: Statement, by_id: dict[str, Statement]) -> int:
    depth = 0
    while statement.within is not None and depth < len(by_id):
        statement, depth = by_id[statement.within], depth + 1
    return depth


def _names(reading: Reading) -> list[Name]:
    """Runs of one kind of name within a line and a sentence."""
    kinds, count = reading.names, len(reading.tokens)
    if not count:
        return []
    new = np.ones(count, bool)
    new[1:] = (
        (kinds[1:] != kinds[:-1])
        | (reading.sentence_of[1:] != reading.sentence_of[:-1])
        | (reading.line_of[1:] != reading.line_of[:-1])
    )
    starts = np.flatnonzero(new).tolist()
    spans = reading.tokens.words
    return [
        Name((int(spans[a, 0]), int(spans[b - 1, 1])), (a, b), NAMES[kinds[a]])
        for a, b in zip(starts, [*starts[1:], count], strict=True)
        if kinds[a]
    ]
