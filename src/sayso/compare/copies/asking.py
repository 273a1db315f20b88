"""Lines that belong to a page and not to its report: forms, rows of pictures, what asks the reader for something."""

from __future__ import annotations

import re
from collections.abc import Callable

from sayso.report import Span

_LINE = re.compile(r"[^\n]+")
_PIECE = re.compile(r"\S(?:[^.!?]|[.!?](?!\s))*[.!?]*")
#: A line with three of these is a form. Pages that came without their marks have such lines among the running text.
_FORM = re.compile(
    r"\b(sign(?:ing)? up|newsletters?|e-?mail address|privacy policy|terms of (?:use|service)|(?:un)?subscribe"
    r"|opt[ -]out|your inbox)\b"
)
#: A line that counts "1 of 15", "2 of 15", "3 of 15" is a row of pictures, and one that begins so is one of them.
_NUMBERED = re.compile(r"\b(\d{1,3}) of (\d{1,3})\b")
_PICTURE = re.compile(r"\s*(?:image|photo|picture|slide) \d{1,3} of (?:/ )?\d{1,3}\b")
#: What a page asks of its reader, ...
_ASKS = re.compile(
    r"\b(sign up|(?:un)?subscribe|(?:click|tap|swipe) (?:here|on|below|through|to)|download|don['’]t miss|read more"
    r"|(?:follow|like|join|find|friend) (?:us|me)|follow [\w.@’' ]{2,30} on|watch (?:live|free|more)|keep checking"
    r"|check back|stay (?:tuned|connected|informed|up to date|with us)|add interest|visit our|tell us|e-?mail us"
    r"|(?:get|grab|receive) (?:our|the (?:free|latest)|alerts?)|send (?:us|tips|your)|let us know|share your"
    r"|please (?:contact|visit|e-?mail)|want to (?:talk|know|see))\b"
)
#: ... and by what means.
_MEANS = re.compile(
    r"\b(newsletters?|e-?mail address|your inbox|privacy policy|terms of (?:use|service)|opt[ -]out|alerts?"
    r"|notifications?|(?:news|mobile|free|our|iphone|ipad|android|weather) apps?|app store|google play|iphone|ipad"
    r"|android|facebook|twitter|instagram|youtube|breaking news|(?:latest|local) news|news, weather|news and weather"
    r"|traffic and weather|free streaming|streaming video|licensing|without charge|free of charge|original content)\b"
)
#: What says whose the text is and what may not be done with it; two of these, in one line.
_RIGHTS = re.compile(
    r"(copyright|©|all rights reserved|may not be (?:published|reproduced|broadcast|copied|used)|rewritten"
    r"|redistributed|contributed to this report)"
)
#: A call to the public stands in the same words under every report of a crime: who is asked, for what, and where.
_CALLS = re.compile(
    r"\b(?:(?P<who>(?:anyone|any person|those|persons|people|residents|witnesses) (?:with|who)|callers|tipsters)"
    r"|(?P<what>(?:asked|urged|encouraged) to (?:call|contact|come|phone)|(?:can|may|should) (?:call|contact|remain)"
    r"|remain anonymous|eligible for|please call|call (?:police|detectives)|be submitted|anonymous tips)"
    r"|(?P<where>crime ?stoppers?|tip ?-?lines?|hotline|\(?\d{3}\)?[-. /]{0,2}\d{3}[-.]\d{4}|\d{3}[-.]\d{4}))\b"
)
#: From so many of what asks and by what means a line is none of the report's; a longer line is looked at by its
#: sentences, for a page that came as one line is not all form.
_ENOUGH, _LONG = 3, 900


def asking(text: str) -> list[Span]:
    """Lines that belong to the page, by what they say. Spans half-open, in order; linear in the text."""
    found = []
    for line in _LINE.finditer(text):
        words = line[0].casefold()
        if len(set(_FORM.findall(words))) >= _ENOUGH or _pictures(words):
            found.append(line.span())
        elif len(words) > _LONG:
            found += _sentences(line, _asks)
        elif _asks(words) or len(set(_RIGHTS.findall(words))) >= 2:
            found.append(line.span())
    return found


def calls(text: str) -> list[Span]:
    """Sentences that call on the public to tell what it saw. Spans half-open, in order; linear in the text."""
    found = []
    for line in _LINE.finditer(text):
        if _CALLS.search(line[0].casefold()):
            found += _sentences(line, _calls)
    return found


def _sentences(line: re.Match[str], told: Callable[[str], bool]) -> list[Span]:
    """The sentences of a line of which something is told by their words in lower case."""
    at = line.start()
    return [(at + one.start(), at + one.end()) for one in _PIECE.finditer(line[0]) if told(one[0].casefold())]


def _calls(words: str) -> bool:
    return len({match.lastgroup for match in _CALLS.finditer(words)}) >= 2


def _asks(words: str) -> bool:
    asked = set(_ASKS.findall(words))
    return bool(asked) and len(asked.union(_MEANS.findall(words))) >= _ENOUGH


def _pictures(words: str) -> bool:
    if " of " not in words:
        return False
    if len(words) <= _LONG and _PICTURE.match(words):
        return True
    numbers = {match.groups() for match in _NUMBERED.finditer(words)}
    return any({("2", of), ("3", of)} <= numbers for nth, of in numbers if nth == "1")
