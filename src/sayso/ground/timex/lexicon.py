"""The words of time: `data/times.tsv`, made to be read and corrected by people.

A row is a set of words of one class and value, with an invented example and what must be found in it when the report
was published on Wednesday, 5 March 2031. All examples run as tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.report import SaysoError

_COLUMNS = ("words", "class", "value", "example", "found")

#: Class of a row, and the letter that stands for a word of it in `shapes`.
LETTERS = {
    "month": "M",
    "weekday": "W",
    "weekdays": "w",
    "unit": "u",
    "units": "U",
    "quarter": "j",
    "quarter name": "J",
    "century": "z",
    "half": "h",
    "season": "S",
    "part of day": "P",
    "the": "T",
    "last": "L",
    "next": "N",
    "this": "H",
    "that": "A",
    "article": "a",
    "number": "n",
    "ordinal": "O",
    "vague number": "q",
    "stage": "E",
    "comparative": "e",
    "before or after": "b",
    "ago": "g",
    "old": "v",
    "day": "R",
    "present": "r",
    "every": "V",
    "other": "t",
    "frequency": "D",
    "decade": "9",
    "of": "F",
    "preposition": "i",
    "in": "m",
    "and": "k",
    "to": "-",
    "era": "G",
    "fiscal": "x",
    "holiday": "X",
    "juche": "B",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the lexicon."""

    words: tuple[str, ...]  # lower case; of several words only in "holiday"
    letter: str
    value: str
    example: str  # an invented sentence
    found: tuple[str, ...]  # "words = TYPE value mod", in order of the text


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a word can be, looked up."""

    letters: dict[str, str]
    values: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first word: the words, and the value


def parse(text: str) -> tuple[Row, ...]:
    """The rows of a lexicon as tab-separated text with a header line. Raises `SaysoError` on a bad line."""
    header, *lines = text.rstrip("\n").split("\n")
    if tuple(header.split("\t")) != _COLUMNS:
        raise SaysoError(f"times.tsv, line 1 must name the columns {', '.join(_COLUMNS)}, with tabs between")
    rows: list[Row] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, 2):
        columns = line.split("\t")
        if len(columns) != len(_COLUMNS) or columns[1] not in LETTERS:
            raise SaysoError(f"times.tsv, line {number} needs {_COLUMNS} with single tabs, and one of {list(LETTERS)}")
        words = tuple(columns[0].split(", "))
        if seen & set(words):
            raise SaysoError(f"times.tsv, line {number} repeats {sorted(seen & set(words))}: a word belongs in one row")
        seen |= set(words)
        found = tuple(columns[4].split("; ")) if columns[4] else ()
        rows.append(Row(words, LETTERS[columns[1]], columns[2], columns[3], found))
    return tuple(rows)


def rows() -> tuple[Row, ...]:
    """Every row of the lexicon that ships, in the file's order."""
    return parse(resources.files("sayso").joinpath("data/times.tsv").read_text(encoding="utf-8"))


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships, ready to be looked up in."""
    letters: dict[str, str] = {}
    values: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows():
        for words in row.words:
            parts = tuple(words.split())
            if row.letter == "X":
                phrases.setdefault(parts[0], []).append((parts, row.value))
            else:
                letters[words], values[words] = row.letter, row.value
    longest = {first: tuple(sorted(some, key=lambda p: -len(p[0]))) for first, some in phrases.items()}
    return Lexicon(letters, values, longest)
