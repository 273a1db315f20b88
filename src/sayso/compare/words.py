"""A report's words for comparing: folded, with their places, and which of them stand in somebody's quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sayso.report import Report, Span

_WORD = re.compile(r"\w+(?:['’]\w+)*")
#: Segments that are no text of the report: what every page of an outlet has says nothing of copying.
_ASIDE = frozenset(("boilerplate", "byline", "dateline"))


@dataclass(frozen=True)
class Words:
    """The words of one report that are compared, in order."""

    report: Report

    @cached_property
    def _found(self) -> list[tuple[str, Span]]:
        text = self.report.text
        aside = [segment.span for segment in self.report.segments if segment.kind in _ASIDE]
        found, at = [], 0
        aside.sort()
        for match in _WORD.finditer(text):
            start, end = match.span()
            while at < len(aside) and aside[at][1] <= start:
                at += 1
            if at < len(aside) and aside[at][0] <= start:
                continue
            found.append((match[0].casefold().replace("’", "'"), (start, end)))
        return found

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, folded."""
        return tuple(word for word, _ in self._found)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where each stands in the text."""
        return tuple(span for _, span in self._found)

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """Of each word, whether it stands in the content of a statement in quotation marks: other people's words."""
        letters = bytearray(len(self.report.text) + 1)
        for statement in self.report.statements:
            if statement.kind in ("direct", "mixed"):
                for start, end in statement.content:
                    letters[start:end] = b"\1" * (end - start)
        return tuple(bool(letters[start]) for start, _ in self.spans)
