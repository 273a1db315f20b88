"""Quotation marks one by one: which signs are marks, and which roles their neighbours allow each.

What pairs them is `sayso.encode.quotes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.report import Span

OPEN = dict(zip("“„‟«‹‘‚‛", "double double double angle angle1 single single single".split(), strict=True))
CLOSE = {"”": "double", "″": "double", "»": "angle", "›": "angle1", "’": "single"}
#: A straight mark is of both roles; its neighbours decide.
BOTH = {'"': "double", "＂": "double", "'": "single", "`": "single", "´": "single"}
#: Characters that nobody sees: a mark's neighbour is what stands beyond them.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"

# Two single marks are one double mark. Of three that close, the first is the single one.
_MARK = re.compile(r"``|`'|(?<=\S)'(?=''(?!'))|(?<=\S)’(?=’’(?!’))|''|‘‘|’’|[“„‟«‹‘‚‛”″»›’\"＂'`´]")
_PAIRED = {"``": "open", "`'": "open", "‘‘": "open", "''": "both", "’’": "close"}

# Apostrophes that begin a word: "rock 'n' roll", "'em", "the '90s", "class of '98".
_ELISION = re.compile(r"['’‘](?:n['’](?!\w)|\d\ds\b|(?i:em|til|tis|twas)\b)")
_ELISION_NOT_TURNED = re.compile(r"['’](?:cause|n|bout|round|cuz)\b")  # after "‘" these open quotations
_YEAR = re.compile(r"['’‘]\d\d\b")
_BEFORE_YEAR = re.compile(r"\b(?:of|in|since|from|by|until|to|and|late|early|mid|summer|fall|spring|winter)[ -]$", re.I)
_MEASURE = re.compile(r"\d['’′] ?\d{1,2}$")  # 5'11", before its second mark
_MOJIBAKE = re.compile(r"â[€ ]$")  # UTF-8 dashes read as Windows-1252: their last byte looks like a double mark
_FULL_STOP = re.compile(r"\.(?!\w| ?\.)")  # no ellipsis, no ".45"
_POSSESSIVE = re.compile(r"\s\w")

_OPENING_CONTEXT = frozenset("([{—–-/:=>¿¡")
_CLOSING_CONTEXT = frozenset(",;:!?)]}")


@dataclass(slots=True)
class Mark:
    """One quotation mark with the roles that its neighbours allow, and what of its paragraph follows it."""

    span: Span
    sign: str
    family: str  # double, single, angle or angle1: only marks of one family pair
    may_open: bool
    may_close: bool
    spaced: bool = False  # white space on both sides
    next: Mark | None = None  # of the same family
    next_double: Mark | None = None
    firm: bool = False  # a single mark follows that surely closes, with none before it that opens
    even: bool = False  # the marks of the family that follow pair among themselves
    nests: bool = False  # more marks of the family close after it than open: it may open within a passage of its like

    @property
    def closer(self) -> bool:
        """Whether it can close and not open."""
        return self.may_close and not self.may_open


def _neighbours(text: str, start: int, end: int, low: int, high: int) -> tuple[str, str]:
    """The characters around a mark, a space at the ends of the paragraph; invisible ones do not count."""
    while start > low and text[start - 1] in INVISIBLE:
        start -= 1
    while end < high and text[end] in INVISIBLE:
        end += 1
    return text[start - 1] if start > low else " ", text[end] if end < high else " "


def _no_mark(text: str, start: int, sign: str, family: str, before: str, after: str) -> bool:
    """Whether the sign is an apostrophe within or before a word, a measure of inches, or half of a broken dash."""
    if family == "single" and before.isalnum() and after.isalnum():
        return True
    if family == "single" and not before.isalnum():
        year = _YEAR.match(text, start) and _BEFORE_YEAR.search(text[max(0, start - 8) : start])
        return bool(year or _ELISION.match(text, start) or _ELISION_NOT_TURNED.match(text, start))
    if before.isdigit() and sign == "″":
        return True
    if before.isdigit() and sign in ('"', "”", "''", "’’"):
        return _MEASURE.search(text[max(0, start - 6) : start]) is not None
    return sign in "“”" and _MOJIBAKE.search(text[max(0, start - 2) : start]) is not None


def marks(text: str, low: int, high: int) -> list[Mark]:
    """The marks of one paragraph, in order."""
    found: list[Mark] = []
    done, glued = low, False  # where the last mark ended, and whether it stood where marks open
    for match in _MARK.finditer(text, low, high):
        start, end = match.span()
        sign = match.group()
        family = "double" if len(sign) == 2 else OPEN.get(sign) or CLOSE.get(sign) or BOTH[sign]
        role = _PAIRED.get(sign) or ("open" if sign in OPEN else "close" if sign in CLOSE else "both")
        before, after = _neighbours(text, start, end, low, high)
        if start < done or _no_mark(text, start, sign, family, before, after):
            elision = _ELISION.match(text, start)
            done = max(done, elision.end() if elision else end)
            continue
        points_on = after in _CLOSING_CONTEXT or (after == "." and _FULL_STOP.match(text, end) is not None)
        opening = before.isspace() or before in _OPENING_CONTEXT or (glued and start == done)
        opening = opening and not after.isspace() and not points_on
        closing = not after.isalnum() and (not before.isspace() or points_on)
        spaced = before.isspace() and after.isspace()
        unclear = not opening and not closing
        if role == "open":
            apostrophe = family == "single" and before.isalnum() and after.isspace()  # "Congress‘ recess"
            mark = Mark((start, end), sign, family, not apostrophe, (closing and not opening) or spaced, spaced)
        elif role == "close":
            mark = Mark((start, end), sign, family, opening and not closing, True, spaced)
        elif family == "single":
            unspaced = before in ".,!?" and after.isupper()  # "done.'Next"
            mark = Mark((start, end), sign, family, opening or unspaced, closing or unspaced, spaced)
        else:
            mark = Mark((start, end), sign, family, opening or unclear, closing or unclear, spaced)
        found.append(mark)
        done, glued = end, opening
    _look_ahead(text, found)
    return found


def possessive(text: str, mark: Mark) -> bool:
    """Whether a single mark after an s may be a plural possessive ("the soldiers' return")."""
    start, end = mark.span
    return text[start - 1 : start] in ("s", "S") and _POSSESSIVE.match(text, end) is not None


def _look_ahead(text: str, found: list[Mark]) -> None:
    """Tells each mark what follows it, in one walk from the end, so that no mark has to search."""
    following: dict[str, Mark] = {}
    surplus: dict[str, int] = {}  # of marks that close over those that open, at its highest from here on
    balance: dict[str, int] = {}  # the same at the end of the paragraph
    firm = False
    for mark in reversed(found):
        mark.next, mark.next_double, mark.firm = following.get(mark.family), following.get("double"), firm
        following[mark.family] = mark
        if mark.family == "single":
            second = mark.next.next if mark.next else None
            mark.nests = mark.next is not None and mark.next.closer and second is not None and second.closer
            if not (mark.may_close and possessive(text, mark)):
                firm = mark.may_close
            continue
        highest, last = surplus.get(mark.family, 0), balance.get(mark.family, 0)
        mark.nests, mark.even = highest >= 2, highest == last == 0
        step = 1 if mark.closer else -1 if not mark.may_close else 0
        surplus[mark.family], balance[mark.family] = max(0, highest + step), last + step
