"""The lexicon of asides, `data/asides.tsv`: a row a wording with its own example, and where they stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from sayso.ground.wordings import Wording, Words, find, index, parse
from sayso.report import AsideKind, SaysoError, Span

#: How the statement that an aside is about is found, see `sayso.ground.ties`.
About = Literal["before", "own", "sentence", "asked", "topic", "itself", "source"]

_COLUMNS = ("kind", "words", "about", "reason", "example", "found")
_KINDS: dict[str, AsideKind] = {"anonymity": "anonymity", "caveat": "caveat", "no comment": "no comment"}
_ABOUT: dict[str, About] = {
    "before": "before",
    "own": "own",
    "sentence": "sentence",
    "asked": "asked",
    "topic": "topic",
    "itself": "itself",
    "": "source",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the lexicon."""

    kind: AsideKind | None  # none: grounds for anonymity, which are no aside alone
    wordings: tuple[Wording, ...]
    about: About
    reason: str | None  # anonymity and its grounds: the word of docs/asides.md
    example: str  # an invented sentence
    found: str  # the words of the example that the row finds


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a wording stands, in half-open ranges of words."""

    row: Row
    plain: Span  # among the plain words
    words: Span  # among the encoder's words


def rows(text: str) -> tuple[Row, ...]:
    """The rows of a lexicon written as tab-separated text with a header line.

    Raises `SaysoError` with the line's number where one is malformed.
    """
    header, *lines = text.rstrip("\n").split("\n")
    if tuple(header.split("\t")) != _COLUMNS:
        raise SaysoError(f"lexicon of asides, line 1 must name the columns {', '.join(_COLUMNS)}, with tabs between")
    out = []
    for number, line in enumerate(lines, 2):
        where = f"lexicon of asides, line {number}"
        cells = line.split("\t")
        if len(cells) != len(_COLUMNS):
            raise SaysoError(f"{where} has {len(cells)} columns, not {len(_COLUMNS)}: {', '.join(_COLUMNS)}")
        kind, words, about, reason, example, found = cells
        if kind not in (*_KINDS, "grounds") or about not in _ABOUT or not found or found not in example:
            raise SaysoError(
                f"{where} has a kind or `about` that is not known, or words that its example does not hold"
            )
        wordings = tuple(parse(one) for one in words.split(" | "))
        out.append(Row(_KINDS.get(kind), wordings, _ABOUT[about], reason or None, example, found))
    return tuple(out)


@cache
def lexicon() -> tuple[Row, ...]:
    """Every row of the lexicon that ships. Read on first use."""
    return rows(resources.files("sayso").joinpath("data/asides.tsv").read_text(encoding="utf-8"))


@cache
def _indexed(grounds: bool) -> tuple[dict[str, list[tuple[Wording, int]]], tuple[Row, ...]]:
    pairs = [(w, row) for row in lexicon() if (row.kind is None) == grounds for w in row.wordings]
    return index([w for w, _ in pairs]), tuple(row for _, row in pairs)


def hits(words: Words, grounds: bool = False) -> list[Hit]:
    """Every place where a wording stands, in order; where two overlap, the longer stays."""
    by_word, owners = _indexed(grounds)
    found = [Hit(owners[n], (a, b), (words.at[a], words.last[b - 1] + 1)) for a, b, n in find(words.words, by_word)]
    if grounds:
        return found
    found.sort(key=lambda h: (h.plain[0] - h.plain[1], h.plain))
    taken: list[Hit] = []
    covered: set[int] = set()
    for hit in found:
        places = range(*hit.plain)
        if covered.isdisjoint(places):
            covered.update(places)
            taken.append(hit)
    return sorted(taken, key=lambda h: h.plain)
