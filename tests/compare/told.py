"""Reports by hand for the tests of roots and claims: who said what, found in a text by its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sayso.report import Actor, Figure, Link, Report, Span
from tests.keep.make import at, report, statement


def actor(number: int, text: str, name: str, kind: Any = "person", *mentions: str) -> Actor:
    """An actor whose mentions are found by their words, each after the one before."""
    spans: list[Span] = []
    for words in mentions or (name,):
        start = text.index(words, spans[-1][1] if spans else 0)
        spans.append((start, start + len(words)))
    return Actor(f"a{number}", name, kind, tuple(spans), 0.9)


def told(
    id: str,
    text: str,
    said: list[tuple[str, str, str, dict[str, Any]]],
    actors: tuple[Actor, ...] = (),
    figures: tuple[Figure, ...] = (),
    **known: Any,
) -> Report:
    """A report with statements (source, cue, content, what else is known) numbered s1, s2, …"""
    statements = tuple(
        replace(
            statement(n, text, source, cue, content, **{"source_class": "named person", "stance": "neutral", **more})
        )
        for n, (source, cue, content, more) in enumerate(said, 1)
    )
    known = {"outlet": f"The {id.title()} Post", "published": "2031-03-02", "title": None, **known}
    return report(text, f"{id}.txt", id=id, statements=statements, actors=actors, figures=figures, **known)


def killed(number: int, text: str, words: str, value: float, statement: str | None, **known: Any) -> Figure:
    """A count of people killed in the event."""
    known = {"subject": "people", "role": "killed", "scope": "incident", **known}
    return Figure(f"f{number}", at(text, words), value, value, "=", "people", statement=statement, score=0.8, **known)


def within(outer: str, *actors: str) -> dict[str, Any]:
    """What makes a statement one that stands in another's content."""
    return {"within": outer, "chain": (Link("outlet"), Link("statement", outer, actors=actors))}
