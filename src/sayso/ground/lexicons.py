"""The word lists behind figures: units, comparators, roles of people counted. Each is a TSV file with its own examples.

They are made to be read and corrected by people. Every row carries an invented sentence and the figure that is read in
it, and all of them run as tests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast

from sayso.report import Comparator, FigureRole, SaysoError

UnitKind = Literal["money", "measure", "time", "share", "count"]

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def table(name: str, columns: Sequence[str]) -> list[list[str]]:
    """The rows of a lexicon that ships, in the file's order.

    Raises `SaysoError` with the line's number where a row has other columns than named: the file was edited or damaged.
    """
    lines = resources.files("sayso").joinpath(f"data/{name}").read_text(encoding="utf-8").rstrip("\n").split("\n")
    rows = [line.split("\t") for line in lines]
    for number, row in enumerate(rows, 1):
        if len(row) != len(columns) or (number == 1 and row != list(columns)):
            raise SaysoError(f"{name}, line {number} must have the columns {', '.join(columns)}, with tabs between")
    return rows[1:]


def _cut(form: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(form))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or money."""

    name: str  # "km", "USD", "%"
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Units:
    """Units by the words that name them. Forms of one or two letters keep their case: "m" is not "M"."""

    _before: dict[tuple[str, ...], Unit]
    _after: dict[str, list[tuple[tuple[str, ...], Unit]]]
    _exact: dict[str, Unit]

    def before(self, words: Sequence[str]) -> Unit | None:
        """The currency that these words, standing before a number, are."""
        return self._before.get(tuple(words))

    def exact(self, word: str) -> Unit | None:
        """The unit that one word is, as glued to a number: "mph"."""
        return self._exact.get(word) or (self._exact.get(word.lower()) if len(word) > 2 else None)

    def after(self, words: Sequence[str], at: int) -> tuple[int, Unit] | None:
        """The longest unit that begins at a word: the word after it, and the unit."""
        if at >= len(words):
            return None
        word = words[at]
        for forms in (self._after.get(word), self._after.get(word.lower()) if len(word) > 2 else None):
            for form, unit in forms or ():
                size = len(form)
                if size == 1 or tuple(w if len(w) <= 2 else w.lower() for w in words[at : at + size]) == form:
                    return at + size, unit
        return None


@cache
def units() -> Units:
    """`data/units.tsv`."""
    before: dict[tuple[str, ...], Unit] = {}
    after: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    exact: dict[str, Unit] = {}
    for name, kind, fore, aft, _, _ in table("units.tsv", ("unit", "kind", "before", "after", "example", "expected")):
        unit = Unit(name, cast(UnitKind, kind))
        for form in fore.split(", ") if fore else ():
            before[_cut(form)] = unit
        for form in aft.split(", ") if aft else ():
            cut = tuple(w if len(w) <= 2 else w.lower() for w in _cut(form))
            after.setdefault(cut[0], []).append((cut, unit))
            if len(cut) == 1:
                exact[form] = unit
    for forms in after.values():
        forms.sort(key=lambda pair: -len(pair[0]))
    return Units(before, after, exact)


@dataclass(frozen=True, slots=True)
class Compared:
    """What words beside a number say of it."""

    comparator: Comparator | None  # none: nothing ("just", "a total of")
    estimate: bool


_Phrases = dict[str, list[tuple[tuple[str, ...], Compared]]]


@cache
def _comparators() -> tuple[_Phrases, _Phrases]:
    before: _Phrases = {}
    after: _Phrases = {}
    columns = ("words", "side", "comparator", "estimate", "example", "expected")
    for words, side, comparator, estimate, _, _ in table("comparators.tsv", columns):
        row = Compared(cast(Comparator, comparator) if comparator else None, estimate == "yes")
        for form in words.split(", "):
            cut = _cut(form)
            where, key = (before, cut[-1]) if side == "before" else (after, cut[0])
            where.setdefault(key, []).append((cut, row))
    for phrases in (before, after):
        for rows in phrases.values():
            rows.sort(key=lambda pair: -len(pair[0]))
    return before, after


def comparators_before(lower: Sequence[str], at: int) -> tuple[int, Compared] | None:
    """The longest comparator that ends before a word: its first word, and what it says."""
    for form, row in _comparators()[0].get(lower[at - 1], ()) if at > 0 else ():
        if at >= len(form) and tuple(lower[at - len(form) : at]) == form:
            return at - len(form), row
    return None


def comparators_after(lower: Sequence[str], at: int) -> tuple[int, Compared] | None:
    """The longest comparator that begins at a word: the word after it, and what it says."""
    for form, row in _comparators()[1].get(lower[at], ()) if at < len(lower) else ():
        if tuple(lower[at : at + len(form)]) == form:
            return at + len(form), row
    return None


Use = Literal["verb", "state", "noun"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What a word says has become of the people counted."""

    role: FigureRole
    use: Use  # verb: "killed 12", "12 were killed"; state: "12 dead", "12 died"; noun: "12 deaths"


@cache
def fates() -> dict[str, Fate]:
    """`data/casualties.tsv`: every form in lower case with its role and use."""
    return {
        form: Fate(cast(FigureRole, role), cast(Use, use))
        for forms, role, use, _, _ in table("casualties.tsv", ("forms", "role", "use", "example", "expected"))
        for form in forms.split(", ")
    }


@cache
def persons() -> dict[str, str]:
    """`data/persons.tsv`: nouns for people in lower case, as "one" or "many", with "enemy-" where of a side."""
    return {
        form: use
        for forms, use, _, _ in table("persons.tsv", ("forms", "use", "example", "expected"))
        for form in forms.split(", ")
    }
