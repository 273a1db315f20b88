"""What is known of people without reading the report: nouns, states, given names. Read when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.report import SaysoError


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that names someone without a name."""

    noun: str  # lower case
    kind: str  # person, group, organisation, state or document
    gender: str  # "he", "she", or "" where the noun tells none
    title: bool  # stands before a name: "Governor Maran"
    example: str
    expected: str


@dataclass(frozen=True, slots=True)
class State:
    """A state and the words that name it."""

    code: str  # ISO 3166-1 alpha-2, or the table's own for what is no member
    name: str
    others: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    example: str
    expected: str


def rows(file: str, columns: int) -> list[list[str]]:
    """The rows of a data file under its header; comments begin with "#"."""
    text = resources.files("sayso").joinpath("data", file).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    for row in rows:
        if len(row) != columns:
            raise SaysoError(f"data/{file}: the row {row[0]!r} has {len(row)} columns; it must have {columns}")
    return rows


@cache
def nouns() -> dict[str, Noun]:
    """The nouns that head a description, by noun."""
    return {row[0]: Noun(row[0], row[1], row[2], row[3] == "yes", row[4], row[5]) for row in rows("actor_nouns.tsv", 6)}


@cache
def states() -> tuple[State, ...]:
    """Every state of the table."""

    def cut(cell: str) -> tuple[str, ...]:
        return tuple(cell.split("|")) if cell else ()

    return tuple(
        State(r[0], r[1], cut(r[2]), cut(r[3]), cut(r[4]), cut(r[5]), r[6], r[7]) for r in rows("actor_states.tsv", 8)
    )


@cache
def state_words() -> dict[str, tuple[str, str]]:
    """Words in lower case, without spaces and marks, to how they name a state (name, adjective, …) and its code."""
    out: dict[str, tuple[str, str]] = {}
    for state in states():
        for how, forms in (
            ("name", (state.name, *state.others)),
            ("people", state.people),
            ("adjective", state.adjectives),
            ("capital", state.capitals),
        ):
            for form in forms:
                out.setdefault(squeeze(form), (how, state.code))
    return out


@cache
def state_names() -> dict[str, str]:
    """The plain name of each state by its code."""
    return {state.code: state.name for state in states()}


def squeeze(words: str) -> str:
    """Lower case letters and digits only: "U.S." and "US" are one, "the North" stays apart from "North Korea"."""
    return "".join(c for c in words.lower() if c.isalnum())


@cache
def given() -> dict[str, str]:
    """Given names in lower case to "he" or "she"."""
    text = resources.files("sayso").joinpath("data/actor_given.tsv").read_text(encoding="utf-8")
    out: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            gender, names = line.split("\t")
            out.update(dict.fromkeys(names.split(), gender))
    return out
