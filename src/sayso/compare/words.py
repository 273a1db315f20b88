"""A report's words for comparing: folded, with their places, and which of them stand in somebody's quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sayso.report import Report, Span

#: A shared run is at least so many words: below, names with their titles and set phrases of the trade are shared too.
SHORTEST = 8
_WORD = re.compile(r"\w+(?:['’]\w+)*")
#: Segments that are no text of the report: what every page of an outlet has says nothing of copying, and a caption goes
#: with its picture, which many outlets have from one photographer.
_ASIDE = frozenset(("boilerplate", "byline", "caption", "dateline"))
_LINE = re.compile(r"[^\n]+")
#: Of a line with three of these a reader is asked to subscribe; a line that counts "1 of 15", "2 of 15", "3 of 15" is a
#: row of pictures. Pages whose text came without their marks have such lines among the running text.
_FORM = re.compile(
    r"\b(sign(?:ing)? up|newsletters?|e-?mail address|privacy policy|terms of (?:use|service)|(?:un)?subscribe"
    r"|opt[ -]out|your inbox)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(\d{1,3}) of (\d{1,3})\b")
#: Other people's words: in quotation marks within one line, or a post that is signed with its writer's name.
_MARKED = re.compile(r"“[^”\n]*|(?<!\w)\"(?=\S)[^\"\n]*\"?")
_POST = re.compile(r"^.*[—–-] .{1,60}\(@\w+\)", re.MULTILINE)
#: Tokens of texts up to so many characters are kept, of so many texts: a report is aligned with one after another.
_LONG, _KEPT = 50_000, 512

_Found = tuple[tuple[str, Span], ...]


def _read(text: str) -> _Found:
    return tuple((match[0].casefold().replace("’", "'"), match.span()) for match in _WORD.finditer(text))


_remembered = lru_cache(_KEPT)(_read)


def _furniture(text: str) -> list[Span]:
    """Lines that belong to the page, by what they say: forms and rows of pictures."""
    found = []
    for line in _LINE.finditer(text):
        words = line[0]
        if len({match[1].casefold() for match in _FORM.finditer(words)}) >= 3:
            found.append(line.span())
        elif " of " in words:
            numbers = {match.groups() for match in _NUMBERED.finditer(words)}
            if any({("2", of), ("3", of)} <= numbers for nth, of in numbers if nth == "1"):
                found.append(line.span())
    return found


@dataclass(frozen=True)
class Words:
    """The words of one report that are compared, in order."""

    report: Report

    @cached_property
    def _found(self) -> _Found:
        text = self.report.text
        every = _remembered(text) if len(text) <= _LONG else _read(text)
        aside = [segment.span for segment in self.report.segments if segment.kind in _ASIDE] + _furniture(text)
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
    def quoted(self) -> tuple[bool, ...]:
        """Of each word, whether it stands in the content of a statement in quotation marks: other people's words."""
        return self._within(self._said)

    @cached_property
    def foreign(self) -> tuple[bool, ...]:
        """Of each word, whether it can be somebody else's: quoted, in any quotation marks, in a post; or repeated.

        What stands three times in one report is the label of a picture or a button, not a thing that it says.
        """
        text = self.report.text
        found = list(self._said) + [match.span() for pattern in (_MARKED, _POST) for match in pattern.finditer(text)]
        for places in self.starts.values():
            if len(places) >= 3:
                found += [(self.spans[n][0], self.spans[n + SHORTEST - 1][1]) for n in places]
        return self._within(found)

    @cached_property
    def _said(self) -> list[Span]:
        return [
            span
            for statement in self.report.statements
            if statement.kind in ("direct", "mixed")
            for span in statement.content
        ]

    def _within(self, spans: Iterable[Span]) -> tuple[bool, ...]:
        letters = _marked(len(self.report.text), spans)
        return tuple(bool(letters[start]) for start, _ in self.spans)

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
