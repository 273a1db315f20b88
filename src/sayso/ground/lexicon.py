"""Lexicons of the voices: tab-separated files of rows with an invented example each, looked up by their words.

Read on first use: nothing here costs a start of the program anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.attribute.cues import Cue, cut, lexicon, parse
from sayso.report import SaysoError

# Typesetters' apostrophes and hyphens; the forms are written with the plain ones.
_PLAIN = {"’": "'", "‘": "'", "‐": "-", "‑": "-"}

#: Letters with full stops are at most so many words.
_MOST_LETTERS = 12

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found in a run of words."""

    low: int  # first word
    high: int  # after the last word
    row: Row

    @property
    def name(self) -> str:
        """The row's own name: its first column."""
        return next(iter(self.row.values()))


class Forms:
    """Forms of rows, found in words cut as the encoder's tokeniser cuts them; the longest form at a word wins.

    Time grows with the number of words and the few forms that begin alike.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
        for row in rows:
            for form in row["forms"].split(", "):
                words = tuple(cut(form))
                self._by_first.setdefault(words[0], []).append((words, row))
        for forms in self._by_first.values():
            forms.sort(key=lambda pair: -len(pair[0]))

    def find(self, words: Sequence[str]) -> list[Hit]:
        """All hits in `plain` words, from the left, never overlapping."""
        out = []
        first, free = self._by_first, 0
        for at, word in enumerate(words):
            if at < free:
                continue
            for form, row in first.get(word, ()):
                end = at + len(form)
                if len(form) == 1 or tuple(words[at:end]) == form:
                    out.append(Hit(at, end, row))
                    free = end
                    break
            else:
                if len(word) > 1 or words[at + 1 : at + 2] != ["."]:
                    continue
                letters = _letters(words, at)
                known = next((row for form, row in first.get(letters, ()) if len(form) == 1), None)
                if known is not None:
                    free = min(at + 2 * len(letters), len(words))
                    out.append(Hit(at, free, known))
        return out


def _letters(words: Sequence[str], at: int) -> str:
    """The letters with full stops that begin at a word, as one word: "f.b.i." as "fbi"; fewer than three are none."""
    end = at
    while (
        end - at < _MOST_LETTERS and len(words[end]) == 1 and words[end].isalpha() and words[end + 1 : end + 2] == ["."]
    ):
        end += 2
        if end >= len(words):
            break
    last = words[end] if end < len(words) and len(words[end]) == 1 and words[end].isalpha() else ""
    letters = "".join(words[at:end:2]) + last
    return letters if len(letters) > 2 else ""


def plain(words: Iterable[str]) -> list[str]:
    """Words in lower case with plain apostrophes and hyphens, as the forms are written."""
    return [_PLAIN.get(w, w) for w in (w.lower() for w in words)]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of `data/NAME.tsv` by its header's columns, in the file's order.

    Raises `SaysoError` where a row has another number of columns: in an installed package the file was damaged.
    """
    lines = resources.files("sayso").joinpath(f"data/{name}.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    header = lines[0].split("\t")
    out = []
    for number, line in enumerate(lines[1:], 2):
        columns = line.split("\t")
        if len(columns) != len(header):
            raise SaysoError(f"data/{name}.tsv, line {number} has {len(columns)} columns, not {len(header)}")
        out.append(dict(zip(header, columns, strict=True)))
    return tuple(out)


@cache
def forms(name: str, where: str | None = None) -> Forms:
    """The forms of `data/NAME.tsv`; of `where` alone where its rows have such a column."""
    return Forms(row for row in rows(name) if where is None or row["where"] == where)


@cache
def stances() -> Forms:
    """Cues and other words with their stance: the cue lexicon, and words that carry a stance in a cue alone."""
    more = parse(resources.files("sayso").joinpath("data/stances.tsv").read_text(encoding="utf-8"))
    return Forms(_row(cue) for cue in (*lexicon(), *more))


def _row(cue: Cue) -> Row:
    return {"lemma": cue.lemma, "forms": ", ".join(cue.forms), "stance": cue.stance}


@cache
def states() -> Forms:
    """Names of states, their capitals and their peoples, each with the state's name and what it is of it."""
    out = []
    for row in rows("states"):
        for column in ("state", "capital", "people"):
            words = row[column].lower()
            if words != "-":
                out.append({"state": row["state"], "forms": words, "sort": column})
    return Forms(out)
