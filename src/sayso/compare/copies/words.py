"""A report's words for comparing: folded, with their places, and which of them stand in somebody's quotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sayso.compare.copies.asking import asking, calls
from sayso.encode.sentences import sentences
from sayso.report import Report, Span

#: A shared run is at least so many words: below, names with their titles and set phrases of the trade are shared too.
SHORTEST = 8
_WORD = re.compile(r"\w+(?:['’]\w+)*")
#: Segments that are no text of the report: what every page of an outlet has says nothing of copying, and a caption goes
#: with its picture, which many outlets have from one photographer.
_ASIDE = frozenset(("boilerplate", "byline", "caption", "dateline"))
#: Other people's words: in quotation marks within one line, or a post that is signed with its writer's name.
_MARKED = re.compile(r"“[^”\n]*|(?<!\w)\"(?=\S)[^\"\n]*\"?")
_POST = re.compile(r"^.*[—–-] .{1,60}\(@\w+\)", re.MULTILINE)
#: Words of reports up to so many characters are kept for a while, those of so many reports (half a megabyte each).
_LONG, _KEPT = 50_000, 96

_Found = tuple[tuple[str, Span], ...]


#: A sentence counts from so many words, where a stop ends it: a link or a line of a list is none.
SENTENCE = 6
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True)
class Words:
    """The words of one report that are compared, in order."""

    report: Report

    @cached_property
    def _found(self) -> _Found:
        text = self.report.text
        every = tuple((match[0].casefold().replace("’", "'"), match.span()) for match in _WORD.finditer(text))
        aside = [segment.span for segment in self.report.segments if segment.kind in _ASIDE] + asking(text)
        if not aside:
            return every
        letters = _marked(len(text), aside)
        return tuple((word, span) for word, span in every if not letters[span[0]])

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, folded."""
        return tuple(word for word, _ in self._found)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where each stands in the text."""
        return tuple(span for _, span in self._found)

    @cached_property
    def quoted(self) -> bytes:
        """Of each word 1 or 0: whether it stands in a statement's content and in quotation marks, as others' words."""
        marks, said = (_marked(len(self.report.text), spans) for spans in (self._in_marks, self._content))
        return bytes(marks[start] & said[start] for start, _ in self.spans)

    @cached_property
    def foreign(self) -> bytes:
        """Of each word 1 or 0: whether it can be others' or everybody's.

        That is quoted, in quotation marks, in a post, a call to the public, or repeated: what stands three times in one
        report is the label of a picture or a button, not a thing that it says.
        """
        found = self._content + self._in_marks + calls(self.report.text)
        found += [match.span() for match in _POST.finditer(self.report.text)]
        for places in self.starts.values():
            if len(places) >= 3:
                found += [(self.spans[n][0], self.spans[n + SHORTEST - 1][1]) for n in places]
        letters = _marked(len(self.report.text), found)
        return bytes(letters[start] for start, _ in self.spans)

    @cached_property
    def _in_marks(self) -> list[Span]:
        return [match.span() for match in _MARKED.finditer(self.report.text)]

    @cached_property
    def _content(self) -> list[Span]:
        found = [made.content for made in self.report.statements if made.kind in ("direct", "mixed")]
        return [span for content in found for span in content]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences of six words or more, each by the numbers of its first word and of the one after its last."""
        text, starts = self.report.text, [start for start, _ in self.spans]
        found = []
        for low, high in sentences(text):
            first, end = bisect_left(starts, low), bisect_left(starts, high)
            if end - first >= SENTENCE and _CLOSED.search(text, max(low, high - 8), high):
                found.append((first, end))
        return tuple(found)

    @cached_property
    def starts(self) -> dict[tuple[str, ...], list[int]]:
        """Where each `SHORTEST` words in a row stand, sixteen places at most."""
        found: dict[tuple[str, ...], list[int]] = {}
        words = self.words
        for n in range(len(words) - SHORTEST + 1):
            places = found.setdefault(words[n : n + SHORTEST], [])
            if len(places) < 16:
                places.append(n)
        return found


def _marked(length: int, spans: Iterable[Span]) -> bytearray:
    letters = bytearray(length + 1)
    for start, end in spans:
        letters[start:end] = b"\1" * (end - start)
    return letters


def words_of(report: Report) -> Words:
    """The words of a report, from memory where it was asked for lately: each is aligned with many."""
    return _lately(report) if len(report.text) <= _LONG else Words(report)


_lately = lru_cache(_KEPT)(Words)
