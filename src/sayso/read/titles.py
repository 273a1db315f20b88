"""The title of a text that has no markup: guessed only when plain, recognised where it is known."""

from __future__ import annotations

import re
from itertools import islice

from sayso.read.layout import lay_out, lines, trim
from sayso.read.rules import line_kind
from sayso.read.wire import dateline
from sayso.report import Segment, Span

# Of 2,168 headlines of the world and kcna corpora nine in ten have at most 13 words, and three more than 24.
_MOST_WORDS = 24
_MOST_CHARACTERS = 180
# Of 109 first lines of the world and incidents corpora that have at most four words, all capitalised, or stand in
# brackets, one may be a title: the others are reporters ("Tom Reyes"), outlets, buttons and credits of pictures.
_NAME_WORDS = 4
_FIRST_LINES = 3  # a summary or a button can stand above the title
_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_SEPARATOR = re.compile(r"\s+(?:[-–—|•»:]|//)\s+")


def guessed_title(text: str) -> Span | None:
    """The first line, when it is short, ends in no stop, is set off by a blank line, and more text follows."""
    found = lines(text, (0, len(text)))
    first, second = next(found, None), next(found, None)
    if first is None or second is None:
        return None
    words = text[slice(*first)]
    between = text[first[1] : second[0]]
    breaks = len(re.findall(r"\r\n|[\n\r\x85\u2028]", between)) + 2 * between.count("\u2029")
    if breaks < 2 or len(words) > _MOST_CHARACTERS or not 1 < len(words.split()) <= _MOST_WORDS:
        return None
    if words.rstrip("\"'”’)»")[-1:] in ".,;:…-–—" or line_kind(words) or dateline(text, first[0], second[1]):
        return None
    if _names(words):
        return None
    if [segment.kind for segment in lay_out(text, [Segment(first, "body")]).segments] != ["body"]:
        return None
    return first


def _names(words: str) -> bool:
    """Whether a line may be no more than somebody's or something's name, or stands in brackets."""
    plain = words.split()
    capitals = all(not word[0].islower() for word in plain if word[0].isalpha())
    return (words[0] == "(" and words[-1] == ")") or (len(plain) <= _NAME_WORDS and capitals)


def known_title(text: str, title: str) -> Span | None:
    """The stretch with which a text repeats its title at its head, or in one of its first lines alone; else None.

    Marks, case and spaces may differ. A site's name after the title ("… - Marrow Herald") need not be repeated.
    """
    for number, line in enumerate(islice(lines(text, (0, len(text))), _FIRST_LINES)):
        found = _repeats_in(text, line, title)
        if found and (number == 0 or found == line):
            return found
    return None


def _repeats_in(text: str, line: Span, title: str) -> Span | None:
    start = line[0]
    while start < line[1] and not text[start].isalnum() and text[start] not in "\"'“‘«([":
        start += 1  # a cross to close a window, a bullet
    cuts = [len(title), *(match.start() for match in reversed(list(_SEPARATOR.finditer(title))))]
    for cut in cuts:
        end = _repeats(text, start, line[1], title[:cut].strip())
        if end is None:
            continue
        rest = text[end : line[1]].lstrip()
        if not rest or text[end - 1] in ".!?:" or rest[0] in ".:":
            stop = end + (len(text[end : line[1]]) - len(rest)) + 1 if rest[:1] in (".", ":") else end
            return trim(text, (line[0], stop))
    return None


def _repeats(text: str, start: int, end: int, title: str) -> int | None:
    """Where `title` ends in the text when it stands at `start`, else None. Spaces, case and marks may differ."""
    wanted = [sign for sign in title.translate(_FOLD).casefold() if not sign.isspace()]
    if len(wanted) < 4:
        return None
    at = start
    for sign in wanted:
        while at < end and text[at].isspace():
            at += 1
        if at >= end or text[at].translate(_FOLD).casefold() != sign:
            return None
        at += 1
    return at
