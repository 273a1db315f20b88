"""Where times stand: a text as a string of one letter a word, and the shapes that expressions have in it.

A shape is a regular expression over those letters (see `lexicon.LETTERS`; digits get theirs here), so that a report of
800 words is matched as a string of about 900 letters, most of them blanks. "on Tuesday, April 28, 2031" is "iW,Md,y".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from sayso.ground.context import Context
from sayso.ground.timex.calendar import FIRST_YEAR, LAST_YEAR
from sayso.ground.timex.lexicon import lexicon

_MARKS = {",": ",", ".": ".", "-": "-", "–": "-", "—": "-", "‑": "-", "'": "'", "’": "'", "`": "'", "‘": "'"}
#: What is written with marks inside and read as one: a whole date, a clock time, a number.
_WRITTEN = (
    r"(?<![\w.,/:-])(?:"
    r"(?P<I>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T\d\d(?::?\d\d){1,2}(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"
    r"|\d{1,2}([/.-])\d{1,2}\2(?:\d{4}|\d\d)(?![\w/-]))"
    r"|(?P<K>\d{1,2}(?:[:.]\d\d)?\s?[ap](?:m\b|\.\s?m\b\.?)|[01]?\d:[0-5]\d(?::[0-5]\d)?(?![\w:])|2[0-3]:[0-5]\d(?![\w:])"
    r"|[0-2]\d[0-5]\d(?=\s(?:gmt|utc|hrs|hours|local)\b))"
    r"|(?P<c>\d{1,3}(?:,\d{3})+(?![\w]))"
    r"|(?P<f>\d{1,3}\.\d{1,2}(?![\w.]))"
    r")"
)

_COUNT = r"(?:(?:[dfc]|y(?!u|-?n-?[uUz]))~*(?:-?n){0,3}(?:kah)?|n(?:-?n){0,4}(?:kah)?|a?t?qF?|ha?|ah?)"
_STAGE = r"(?:T?[Ee](?:-|[im]?F?T?))?"
_UNIT = r"[uUjz]"
_NOT_COUNTED = r"(?!-?[uUjzv%~]|n|:|')"  # "May 5 years ago", "March 3-year"
_DAY = r"(?:[do](?!~))"

#: In order of trust: at one place the first that fits is taken.
_SHAPES = {
    "written": r"I~*",
    "clock": r"K~*",
    "holiday": r"T?X~*(?:,?F?(?:T?[LNHA]u|y))?",
    "month_days_year": rf"(?:W,?)?M\.?{_DAY}[-k]T?{_DAY}(?:,?y|(?!-?[uUjzMvn%~:]))",
    "days_month": rf"T?{_DAY}[-k]T?{_DAY}F?T?M(?:\.?,?y)?",
    "month_day_year": rf"{_STAGE}(?:W,?)?M\.?,?T?{_DAY},?'?y",
    "day_month_year": rf"{_STAGE}(?:W,?)?T?{_DAY}-?F?T?M\.?-?(?:,?F?y|c(?![a-z~]))",
    "month_day_relative": rf"{_STAGE}(?:W,?)?M\.?T?{_DAY},?F?T?[LNHA]u",
    "day_month_relative": rf"{_STAGE}(?:W,?)?T?{_DAY}F?M\.?,?F?T?[LNHA]u",
    "month_day": rf"{_STAGE}(?:W,?)?M\.?T?(?:d(?!~){_NOT_COUNTED}|o(?!-?j|z))",
    "day_month": rf"{_STAGE}(?:W,?)?T?{_DAY}-?F?T?M",
    "month_year": rf"{_STAGE}M\.?,?-?[Fm]?(?:T?u)?(?:y|c(?!~))",
    "month_relative": rf"{_STAGE}M,?F?[im]?T?[LNHA]A?u",
    "relative_month": rf"{_STAGE}T?[LNHA]M",
    "juche": r"B[dfc]",
    "fiscal": r"x(?:u?,?y|[df])|Y",
    "quarter": r"T?(?:[Oou]|[LNH])-?jF?(?:T?[LNHA]u|(?:xu?)?y)?|J,?F?(?:T?[LNHA]u|(?:xu?)?y)?",
    "half": r"T?[Oou]-?hF(?:T?[LNHA]u|y)",
    "century": rf"{_STAGE}T?(?:[Oo]|n-O)-?zG?",
    "decade": rf"{_STAGE}T?'?9|{_STAGE}Ty's",
    "season": rf"{_STAGE}T?[LNHA]?S(?:,?F?y|F?T?[LNHA]u)?",
    "era": r"G[dfcy]|[dfcy]G",
    "year_range": r"T?y-[yfd]",
    "the_year": r"T?uF?y",
    "every": r"V(?:t|[On]|d)?(?:[uUjzPSMW])|w",
    "ago": rf"{_COUNT}-?{_UNIT}g",
    "from_now": rf"{_COUNT}-?{_UNIT}(?:ir)",
    "later": rf"{_COUNT}-?{_UNIT}[eb]",
    "day_before_day": r"TubR",
    "day_before": r"T[uP]b",
    "comparative_day": r"e[im]?(?:[AH]u|T[LNHA]?u)|e[im]?RP?",
    "stage_of_the": r"T?E-?F?[TH]u|T?EF?T?[LNHA]u",
    "relative_count": rf"T?[LNH](?:{_COUNT})[uUjz]",
    "relative": rf"{_STAGE}T?[LNHA]A?u|T?[LN]U|HU",
    "weekday": rf"(?:T?PFT?)?{_STAGE}(?:T?[LNHA])?W(?:(?:'s?)?P|F?T?[LNHA]u(?!M))?",
    "deictic": rf"{_STAGE}R(?:'s)?P?",
    "this_part": r"T?[LNHA]P",
    "weekend": r"Tu",
    "part": r"T?E?PF|[im]?T?P",
    "month": rf"{_STAGE}M",
    "year": rf"{_STAGE}'?y(?!-?[Ujzv%~]|-u|uv|-?n(?!-?[uUz]))",
    "present": r"r",
    "duration": rf"{_COUNT}-?{_UNIT}(?:kah)?(?!-?v)|[im]U|U(?=[eg])",
    "frequency": r"D",
    "day_only": r"iT?o(?![a-z~FMU-]|\.?M)",
}


@dataclass(frozen=True, slots=True)
class Shaped:
    """An expression by its shape: the words that it takes and the letter of each."""

    shape: str
    low: int
    high: int  # half-open range of words
    letters: str


@dataclass(frozen=True, slots=True)
class Letters:
    """A text's words as letters."""

    letters: str  # one a word
    joined: str  # the same with a newline between lines and between sentences
    at: list[int]  # word of each letter of `joined`


@cache
def _written() -> re.Pattern[str]:
    return re.compile(_WRITTEN, re.IGNORECASE)


@cache
def _union() -> re.Pattern[str]:
    """All shapes, in order. Compiled on first use: about 10 ms."""
    return re.compile(
        "(?=[^ \n]{0,12}?[IKXMWwuUjzJBxYG9SVPRryDo])(?:"
        + "|".join(f"(?P<{name}>{shape})" for name, shape in _SHAPES.items())
        + ")"
    )


def letters(at: Context) -> Letters:
    """The letter of each word of a report."""
    known = lexicon().letters
    out = [known.get(word, " ") for word in at.lower]
    _put_digits(at, out)
    _put_phrases(at, out)
    _put_written(at, out)
    for n in range(2, len(out)):
        if at.lower[n] == "weekend" and out[n - 1] in "do" and out[n - 2] == "M":
            out[n] = " "  # "the July 4 weekend" is not four of them
    return _join(at, out)


def _put_digits(at: Context, out: list[str]) -> None:
    for n, word in enumerate(at.lower):
        if out[n] != " ":
            continue
        if word in _MARKS:
            out[n] = _MARKS[word]
        elif word == "s" and n and out[n - 1] == "'":
            out[n] = "s"
        elif word == "%":
            out[n] = "%"
        elif word[0].isdigit():
            out[n] = _digits(word)
        elif word.startswith("fy") and word[2:].isdecimal() and len(word) in (4, 6):
            out[n] = "Y"


def _digits(word: str) -> str:
    """The letter of a word that begins with a digit."""
    if word.isdecimal():
        if len(word) > 4:
            return "c"
        number = int(word)
        if len(word) == 4:
            return "y" if FIRST_YEAR <= number <= LAST_YEAR else "c"
        if len(word) == 3:
            return "c"
        return "d" if 1 <= number <= 31 else "f"
    digits, tail = word[:-2], word[-2:]
    if tail in ("st", "nd", "rd", "th") and digits.isdecimal() and len(digits) < 3:
        return "o" if 1 <= int(digits) <= 31 else " "
    if word[-1] == "s" and word[:-1].isdecimal() and len(word) in (3, 5) and word[-2] == "0":
        return "9" if len(word) == 3 or FIRST_YEAR <= int(word[:-1]) <= LAST_YEAR else " "
    return " "


def _put_phrases(at: Context, out: list[str]) -> None:
    phrases = lexicon().phrases
    for n, word in enumerate(at.lower):
        for parts, _ in phrases.get(word, ()):
            if tuple(_plain(w) for w in at.lower[n : n + len(parts)]) == parts and out[n] != "~":
                out[n : n + len(parts)] = ["X", *"~" * (len(parts) - 1)]
                break


def _plain(word: str) -> str:
    return "'" if word == "’" else word


def _put_written(at: Context, out: list[str]) -> None:
    for match in _written().finditer(at.report.text):
        low, high = (int(n) for n in np.searchsorted(at.starts, match.span()))
        if low < high and match.lastgroup:
            out[low:high] = [match.lastgroup, *"~" * (high - low - 1)]


def _join(at: Context, out: list[str]) -> Letters:
    """Puts a newline where a line ends, and where a sentence does unless a month's stop was taken for its end."""
    sentence, line = at.reading.sentence_of, at.reading.line_of
    cuts = (np.flatnonzero((np.diff(sentence) != 0) | (np.diff(line) != 0)) + 1).tolist() if len(out) > 1 else []
    pieces: list[str] = []
    places: list[int] = []
    for low, high in pairwise([0, *cuts, len(out)]):
        stop = low > 1 and out[low - 1] == "." and out[low - 2] in "MW" and len(at.words[low - 2]) < 5
        if low and not (stop and line[low] == line[low - 1]):
            pieces.append("\n")
            places.append(low)
        pieces.append("".join(out[low:high]))
        places.extend(range(low, high))
    return Letters("".join(out), "".join(pieces), places)


def shaped(found: Letters) -> Iterator[Shaped]:
    """The expressions of a text in order, none overlapping another."""
    for match in _union().finditer(found.joined):
        low, high = match.span()
        while high > low and found.joined[high - 1] in ".,":
            high -= 1
        yield Shaped(str(match.lastgroup), found.at[low], found.at[high - 1] + 1, found.joined[low:high])
