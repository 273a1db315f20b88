"""The words of a search, from what people type to what FTS5 understands.

    port fire            both words, in any order           "port fire"     one after the other
    fire OR blast        one of them; with port before it: port and one of them
    -drill               not this word                      ferr*           all words that begin so
    content:bridge       only in this part                  ( )             what belongs together

Nothing that is typed reaches FTS5 as syntax: every word goes in quotation marks, and what joins them is put there here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sayso.keep.found import QueryError

#: Words of one search: a page of a report that was pasted is no search, and FTS5 nests to a depth of 256.
MOST_WORDS = 64
#: Brackets within brackets; FTS5's own parser stops at about a hundred.
_DEEPEST = 12

_OPEN, _CLOSE = '"“„«‟', '"”“»'
_TOKEN = re.compile(
    rf"""(?P<blank>\s+)
    | (?P<bracket>[()])
    | (?P<minus>(?<![^\s(])-(?=[^\s-]))
    | (?P<part>[A-Za-z]+:(?=[^\s]))
    | (?P<phrase>[{_OPEN}](?P<inside>[^{_CLOSE}]*)[{_CLOSE}]?(?P<all>\*?))
    | (?P<word>[^\s(){_OPEN}]+)""",
    re.VERBOSE,
)
#: What SQLite cannot take: the end of a C string, half of a surrogate pair.
HIDDEN = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Piece:
    what: str
    text: str
    at: int  # place in what was typed, from 1
    prefix: bool = False


def match(words: str, parts: tuple[str, ...], only: str | None = None) -> str | None:
    """The MATCH expression of some words; None where there are none.

    `parts` are the columns that can be named before a word, as in `content:bridge`; `only` is the one that is meant
    where none is named. QueryError, with the place, where the words mean nothing.
    """
    pieces = _pieces(HIDDEN.sub(" ", words), parts)
    if not pieces:
        return None
    reader = _Reader(pieces, only)
    found = reader.all_of(0)
    if found is None:
        raise QueryError(f"there is no word to look for in “{words.strip()}”: name one, such as bridge.")
    return found


def any_of(words: str, parts: tuple[str, ...]) -> str:
    """The MATCH expression for each of some words by itself, save those that are left out; "" where there are none."""
    reader = _Reader(_pieces(HIDDEN.sub(" ", words), parts), None)
    reader.all_of(0)
    return " OR ".join(dict.fromkeys(reader.wanted))


def _pieces(words: str, parts: tuple[str, ...]) -> list[_Piece]:
    out: list[_Piece] = []
    at = 0
    while at < len(words):
        found = _TOKEN.match(words, at)
        if found is None:  # a closing mark that nothing opened
            at += 1
            continue
        what, start, at = str(found.lastgroup), found.start(), found.end()
        if found["blank"]:
            continue
        if found["part"]:
            if found["part"][:-1].lower() not in parts:  # "Note: the bridge", an address
                whole = re.compile(r"[^\s()]+").match(words, start)
                assert whole is not None
                at = whole.end()
                out.append(_Piece("word", whole[0].rstrip("*"), start + 1, whole[0].endswith("*")))
                continue
            out.append(_Piece("part", found["part"][:-1].lower(), start + 1))
        elif found["phrase"]:
            out.append(_Piece("word", found["inside"], start + 1, found["all"] == "*"))
        elif found["word"]:
            text = found["word"]
            what = {"OR": "or", "AND": "and", "NOT": "minus"}.get(text, "word")
            out.append(_Piece(what, text.rstrip("*"), start + 1, text.endswith("*")))
        elif found["bracket"]:
            out.append(_Piece(found["bracket"], found["bracket"], start + 1))
        else:
            out.append(_Piece(what, found[0], start + 1))
    if sum(piece.what == "word" for piece in out) > MOST_WORDS:
        raise QueryError(f"these are more than {MOST_WORDS} words: look for fewer, or for a phrase in quotation marks.")
    return out


class _Reader:
    """Reads pieces from left to right."""

    def __init__(self, pieces: list[_Piece], only: str | None) -> None:
        self.pieces, self.only, self.next = pieces, only, 0
        self.wanted: list[str] = []  # every word that is not left out

    def all_of(self, depth: int, only: str | None = None) -> str | None:
        """What has to be there, up to a closing bracket or the end; None where nothing is left of it."""
        if depth > _DEEPEST:
            raise QueryError(f"brackets stand in brackets more than {_DEEPEST} deep: look for less at once.")
        wanted: list[list[str]] = []  # each of one word or more, of which one has to be there
        unwanted: list[str] = []
        first_minus = None
        joined = False  # an OR stands before the next
        while (piece := self._peek()) is not None:
            if piece.what == ")":
                if depth:
                    break
                self.next += 1
                continue
            if piece.what == "or":
                self.next += 1
                joined = bool(wanted)
                continue
            if piece.what in ("minus", "and"):
                self.next += 1
                if piece.what == "and":
                    joined = False
                    continue
                if joined:
                    raise QueryError(
                        f"at character {piece.at}, OR stands before what is to be left out: leave out for the whole"
                        " search, as in “fire OR blast -drill”."
                    )
                first_minus = first_minus or piece
                before = len(self.wanted)
                if (left := self._one(depth, only)) is not None:
                    unwanted.append(left)
                del self.wanted[before:]
                continue
            if (found := self._one(depth, only)) is None:
                continue
            if joined:
                wanted[-1].append(found)
            else:
                wanted.append([found])
            joined = False
        if unwanted and not wanted and first_minus is not None:
            raise QueryError(
                f"at character {first_minus.at}, something is left out of nothing: name a word to look for too, as in"
                " “bridge -drill”."
            )
        if not wanted:
            return None
        every = _joined(" AND ", [_joined(" OR ", alternatives) for alternatives in wanted])
        return f"({every} NOT {_joined(' OR ', unwanted)})" if unwanted else every

    def _peek(self) -> _Piece | None:
        return self.pieces[self.next] if self.next < len(self.pieces) else None

    def _one(self, depth: int, only: str | None) -> str | None:
        """A word, a phrase or what stands in brackets; None where it holds nothing that can be found."""
        piece = self._peek()
        while piece is not None and piece.what == "part":
            self.next += 1
            only, piece = piece.text, self._peek()
        if piece is None or piece.what == ")":
            return None
        self.next += 1
        if piece.what == "(":
            found = self.all_of(depth + 1, only)
            self.next += 1  # the closing bracket, or past the end
            return found
        if piece.what != "word" or not _has_letters(piece.text):
            return None
        quoted = '"' + piece.text.replace('"', " ") + '"' + (" *" if piece.prefix else "")
        part = only or self.only
        self.wanted.append(f"{{{part}}} : {quoted}" if part else quoted)
        return self.wanted[-1]


def _joined(by: str, several: list[str]) -> str:
    return several[0] if len(several) == 1 else f"({by.join(several)})"


def _has_letters(text: str) -> bool:
    """Whether a text has what FTS5's unicode61 takes for a word: letters or digits."""
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Co" for c in text)
