"""Statements in words, as lists and cards show them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.report import Link, Report, Statement
from sayso.show.tally import depths, joined, sources
from sayso.show.terms import ASIDES, about_source, how_put, support
from sayso.show.wording import NOBODY, numbers, one_line, percent

__all__ = ["Entry", "Relay", "entries", "names_of"]


@dataclass(frozen=True, slots=True)
class Relay:
    """One step of a chain in words."""

    name: str
    number: str | None = None  # of the statement by which it relays; None for the outlet, a wire and the last source


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in words, as lists and cards show it."""

    statement: Statement
    number: str
    who: str | None  # the source's words; None where the text names none
    name: str | None  # who that is: the actors' names; None where not resolved
    named: str | None  # the same, where the source's words do not say the name themselves
    continued: bool  # the source is that of an earlier statement
    cue: str
    content: str
    depth: int
    within: str | None  # number of the enclosing statement
    chain: tuple[Relay, ...]  # relays from the outlet inward; the innermost source is not repeated
    relays: bool  # whether the chain goes over another statement
    about: tuple[str, ...]  # how the source is named, what it is
    put: tuple[str, ...]  # how the statement is put
    support: str  # whether an unnamed source is alone with it; can be empty
    asides: tuple[tuple[str, str], ...]  # what belongs to it: ("caveat", the text's words)
    score: str


def names_of(report: Report) -> dict[str, str]:
    """The names of actors by id, on one line."""
    return {actor.id: one_line(actor.name).strip() for actor in report.actors}


def entries(report: Report) -> list[Entry]:
    """The statements of a report in words."""
    number = numbers(report)
    deep = depths(report)
    actors = names_of(report)
    who = {i: one_line(report.words(s)).strip(" ,;:") or None for i, s in sources(report).items()}
    by_id = {s.id: s for s in report.statements}
    asides: dict[str, list[tuple[str, str]]] = {}
    for aside in report.asides:
        words = one_line(report[aside.span]).strip()
        label = "not named" if aside.kind == "anonymity" and aside.reason is None else ASIDES[aside.kind]
        asides.setdefault(aside.statement or "", []).append((label, words))

    def relay(link: Link) -> Relay:
        named = _joined(actors, link.actors)
        if link.by != "statement":
            return Relay(link.name or named or report.outlet or "the outlet")
        through = by_id.get(link.statement or "")
        named = named or (_joined(actors, through.actors) if through else None)
        return Relay(named or who.get(link.statement or "") or NOBODY, number.get(link.statement or "", "?"))

    return [
        Entry(
            statement=s,
            number=number[s.id],
            who=who[s.id],
            name=_joined(actors, s.actors),
            named=_beside(who[s.id], _joined(actors, s.actors)),
            continued=not s.source and who[s.id] is not None,
            cue=one_line(report.words(s.cue)).strip(),
            content=one_line(report.words(s.content)).strip(),
            depth=deep[s.id],
            within=number.get(s.within or ""),
            chain=tuple(relay(link) for link in s.chain),
            relays=any(link.by == "statement" for link in s.chain),
            about=about_source(s.source_class, s.role),
            put=how_put(s),
            support=support(s),
            asides=tuple(asides.get(s.id, ())),
            score=percent(s.score),
        )
        for s in report.statements
    ]


def _joined(actors: dict[str, str], ids: tuple[str, ...]) -> str | None:
    """The names of actors, "A, B and C"; None where none is known."""
    return joined(actors[i] for i in ids if actors.get(i)) or None


def _beside(words: str | None, name: str | None) -> str | None:
    """The name, where the words do not hold it."""
    if name is None or (words and _letters(name) in _letters(words)):
        return None
    return name


def _letters(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
