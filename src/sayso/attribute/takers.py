"""Words that take a clause: `data/clauses.tsv`, made to be read and corrected by people.

A row is a verb or adjective with its forms, those forms that are as often nouns ("claims that"), what it takes, and an
invented example with what is to be read in it. All examples run as tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.attribute.cues import cut
from sayso.report import SaysoError

_COLUMNS = ("lemma", "forms", "nouns", "takes", "example", "cue", "content")

#: What a row can take. "that": a clause with "that"; "bare": one without; "question": one with whether, how, why;
#: "gerund": a form in "-ing"; "told": somebody and then a clause; "speech": a comma and what is said; "aside": it is
#: put in between commas; "document": its subject can be a paper; "adjective": a form of "be" stands before it.
TAKES = frozenset({"that", "bare", "question", "told", "speech", "aside", "document", "adjective", "gerund"})


@dataclass(frozen=True, slots=True)
class Taker:
    """One row: a word that takes a clause."""

    lemma: str
    forms: tuple[str, ...]  # lower case, of one word or several
    nouns: frozenset[str]  # forms that are as often nouns
    takes: frozenset[str]  # of TAKES
    example: str  # an invented sentence
    cue: str  # its words in the example
    content: str  # the clause in the example


def parse(text: str) -> tuple[Taker, ...]:
    """The rows of tab-separated text with a header line. Raises `SaysoError` with the number of a malformed line."""
    header, *lines = text.rstrip("\n").split("\n")
    if tuple(header.split("\t")) != _COLUMNS:
        raise SaysoError(
            f"words that take clauses, line 1 must name the columns {', '.join(_COLUMNS)}, with tabs between"
        )
    out: list[Taker] = []
    owners: set[str] = set()
    for number, line in enumerate(lines, 2):
        where = f"words that take clauses, line {number}"
        columns = line.split("\t")
        if len(columns) != len(_COLUMNS):
            raise SaysoError(f"{where} has {len(columns)} columns, not {len(_COLUMNS)}: separate {_COLUMNS} with tabs")
        lemma, forms, nouns, takes, example, cue, content = columns
        row = Taker(
            lemma,
            tuple(forms.split(", ")),
            frozenset(nouns.split(", ")) - {""},
            frozenset(takes.split(", ")),
            example,
            cue,
            content,
        )
        if not row.takes or not row.takes <= TAKES:
            raise SaysoError(f"{where} takes {takes!r}: use some of {', '.join(sorted(TAKES))}")
        if not row.nouns <= set(row.forms) or cue not in example or content not in example:
            raise SaysoError(f"{where}: its nouns must be forms, and its cue and content must stand in its example")
        for form in row.forms:
            if not form or form != form.strip().lower() or form in owners:
                raise SaysoError(f"{where} lists {form!r}: forms are in lower case, each only once")
            owners.add(form)
        out.append(row)
    return tuple(out)


@cache
def takers() -> tuple[Taker, ...]:
    """Every row of the list that ships. Raises `SaysoError` where the file is malformed."""
    return parse(resources.files("sayso").joinpath("data/clauses.tsv").read_text(encoding="utf-8"))


@cache
def by_first_word() -> dict[str, tuple[tuple[tuple[str, ...], Taker], ...]]:
    """The forms, cut into words, under their first word; the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Taker]]] = {}
    for row in takers():
        for form in row.forms:
            words = tuple(cut(form))
            table.setdefault(words[0], []).append((words, row))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in table.items()}


def taker_at(words: list[str], at: int) -> tuple[int, Taker] | None:
    """The longest form that begins at a word: the word after it and its row."""
    for form, row in by_first_word().get(words[at], ()):
        if len(form) == 1 or tuple(words[at : at + len(form)]) == form:
            return at + len(form), row
    return None
