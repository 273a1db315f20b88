"""Reports to be found, and a way to ask for them in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sayso.keep import Ledger
from sayso.keep.found import Hit, Query
from sayso.keep.search import search
from sayso.report import Actor, ActorKind, Figure, FigureRole, Place, Report, Scope, SegmentKind
from tests.show.make import Says, find
from tests.show.make import report as made


def told(
    text: str | Sequence[tuple[SegmentKind, str]],
    *says: Says,
    id: str = "r1",
    who: Sequence[tuple[str, ActorKind, tuple[int, ...]]] = (),
    mentions: dict[str, Sequence[str]] | None = None,
    figures: Sequence[tuple[str, FigureRole, Scope, int]] = (),
    places: Sequence[tuple[str, str | None, str | None, int | None]] = (),
    known: dict[int, dict[str, Any]] | None = None,
    **fields: Any,
) -> Report:
    """A report with statements, and for them speakers (name, kind, statements), figures (words, role, scope,
    statement), places (words, name, country, statement) and whatever else is `known` of a statement, by its number."""
    base = made(text, says, id=id, document=f"https://{id}.example/", **{"outlet": "The Marrow Post"} | fields)
    statements = [
        replace(
            s,
            actors=tuple(f"a{n}" for n, (_, _, which) in enumerate(who, 1) if number in which),
            **(known or {}).get(number, {}),
        )
        for number, s in enumerate(base.statements, 1)
    ]
    actors = [
        Actor(
            f"a{n}",
            name,
            kind,
            tuple(place for words in (mentions or {}).get(name, ()) for place in find(base.text, words)),
            0.9,
        )
        for n, (name, kind, _) in enumerate(who, 1)
    ]
    return replace(
        base,
        statements=tuple(statements),
        actors=tuple(actors),
        figures=tuple(
            Figure(f"f{n}", find(base.text, words)[0], 9, 9, "=", "people", None, role, scope, statement=f"s{which}")
            for n, (words, role, scope, which) in enumerate(figures, 1)
        ),
        places=tuple(
            Place(find(base.text, words)[0], name, country, statement=f"s{which}" if which else None)
            for words, name, country, which in places
        ),
    )


def ask(ledger: Ledger, words: str = "", **known: Any) -> list[str]:
    """The hits of a query as "report statement"."""
    return [f"{hit.report} {hit.statement or '–'}" for hit in search(ledger, Query(words, **known)).hits]


def marked(ledger: Ledger, hit: Hit) -> list[str]:
    """The words of a report at the places that a hit says were found."""
    text = ledger.report(hit.report).text
    return [text[start:end] for start, end in hit.found]
