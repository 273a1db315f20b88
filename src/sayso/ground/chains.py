"""The relays of a statement from the outlet inward, each with the actors who relay, and a medium that was spoken to.

The room before gives the outlet, the wire service credited and the statements around a statement. Here they get their
actors, and "told the Courier", "quoted by Radio Tarn" become a link where the medium is not the outlet itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.ground.context import Context
from sayso.ground.speakers import Speakers
from sayso.report import Link, Statement

_BEFORE = frozenset("told tells telling by to with on".split())
_SKIP = frozenset("the a an its state official own news agency s ' television tv radio newspaper daily".split())
#: A medium stands at most so many words after the cue's end: "told the state news agency Selden".
REACH = 7


def chain(at: Context, speakers: Speakers, statement: Statement) -> tuple[Link, ...]:
    """A statement's chain with the actors of each enclosing statement, and the medium that it was said to."""
    links = tuple(
        replace(link, actors=at.by_id[link.statement].actors)
        if link.by == "statement" and link.statement in at.by_id
        else link
        for link in statement.chain
    )
    medium = _medium(at, speakers, statement)
    if medium is None or any(link.name == medium for link in links):
        return links
    return (*links, Link("wire", name=medium))


def _medium(at: Context, speakers: Speakers, statement: Statement) -> str | None:
    """The medium that a source spoke to, where the report says so and is not by that medium itself.

    Null where the outlet is not known: then "told the Courier" may well stand in the Courier.
    """
    outlet = (at.report.outlet or "").lower()
    if not outlet or not statement.cue:
        return None
    low, high = speakers.range(statement.cue[-1])
    if high <= low or high >= len(at.words):
        return None
    stop = min(at.sentence(low)[1], high + REACH)
    for hit in speakers.nouns_in(low, stop):
        first, last = hit.low, hit.high
        if hit.row["noun"] != "known medium" or last <= high or not at.words[first][:1].isupper():
            continue
        place = int(at.starts[first])
        if any(a <= place < b for a, b in (*statement.content, *statement.source)):
            continue
        if not _led_to(at.lower, first, low):
            continue
        name = at.report.text[slice(*at.span(first, last))]
        return None if name.lower() in outlet or outlet in name.lower() else name
    return None


def _led_to(words: Sequence[str], first: int, cue: int) -> bool:
    """Whether a medium follows "told", "by" or "to", with nothing but an article or a noun for a medium between."""
    n = first - 1
    while n > cue and words[n] in _SKIP:
        n -= 1
    return words[n] in _BEFORE
