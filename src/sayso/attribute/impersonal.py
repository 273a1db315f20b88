"""Statements set apart from who says so: "it has been held that", "I was told that", "what I am saying is that"."""

from __future__ import annotations

from sayso.attribute.complements import clause_end
from sayso.attribute.decode import Part
from sayso.attribute.takers import taker_at
from sayso.attribute.wording import (
    AUXILIARIES,
    BE,
    FEWEST,
    NOMINATIVES,
    Text,
    as_parts,
    before_auxiliaries,
    has_verb,
    words_of,
)
from sayso.report import Span

_HELD_BY_NOBODY = words_of(
    "said argued believed thought known understood reported alleged claimed held assumed suggested agreed"
    " estimated accepted recognised recognized acknowledged conceded hoped feared expected rumoured rumored"
    " undisputed contended asserted concluded noted observed maintained"
)
_SEEMS = words_of("seems seemed appears appeared occurs occurred strikes struck")
_ADDRESSEES = words_of("me us him her them you")
_RUN = AUXILIARIES | {"to", "want", "like", "wish", "ve", "mean"}
_HEARD = words_of("told informed assured advised warned")


def nobody(text: Text, at: int) -> list[Part]:
    """A passive, "it has been held that …": somebody says so, the text does not say who."""
    verb = at + 1
    while verb < at + 6 and (
        text.word(verb) in AUXILIARIES or text.word(verb).endswith("ly") or text.word(verb) in {"s", "often", "widely"}
    ):
        verb += 1
    if not ((BE | {"s"}) & set(text.words[at + 1 : verb])) or text.word(verb) not in _HELD_BY_NOBODY:
        return []
    content = _that_clause(text, verb + 1)
    if content is None or not text.free(at, verb + 1):
        return []
    return as_parts(("cue", (at + 1, verb + 1)), ("content", content))


def seems(text: Text, at: int) -> list[Part]:
    """What seems so to somebody: "it seems to me that …", "it struck us that …"."""
    who = at + 2 + (text.word(at + 2) == "to")
    if text.word(at + 1) not in _SEEMS or text.word(who) not in _ADDRESSEES or not text.free(at, who + 1):
        return []
    content = _that_clause(text, who + 1, bare=True)
    if content is None:
        return []
    return as_parts(("cue", (at + 1, at + 2)), ("source", (who, who + 1)), ("content", content))


def told(text: Text, at: int) -> list[Part]:
    """A passive with a hearer, "I was told that …": who told is not said."""
    low = before_auxiliaries(text, at)
    if text.words[at] not in _HEARD or not BE & set(text.words[low:at]) or not text.free(low, at + 1):
        return []
    while low < at and text.words[low] not in AUXILIARIES:
        low += 1
    content = _that_clause(text, at + 1, bare=True)
    return as_parts(("cue", (low, at + 1)), ("content", content)) if content is not None else []


def cleft(text: Text, at: int) -> list[Part]:
    """What somebody says, set before it: "what I am saying is that …"."""
    verb = at + 2
    while verb < at + 7 and (
        text.word(verb) in AUXILIARIES | {"to", "want", "would", "like"} or text.word(verb).endswith("ly")
    ):
        verb += 1
    row = taker_at(text.words, verb) if verb < len(text.words) else None
    if text.word(at + 1) not in NOMINATIVES or row is None or not row[1].takes & {"that", "bare"}:
        return []
    start = row[0] + 1 + (text.word(row[0] + 1) == ",")
    if text.word(row[0]) not in {"is", "was", "’", "'"} or not text.free(at + 1, start):
        return []
    content = _that_clause(text, start, bare=True)
    if content is None:
        return []
    return as_parts(("source", (at + 1, at + 2)), ("cue", (at + 2, row[0])), ("content", content))


def _that_clause(text: Text, start: int, bare: bool = False) -> Span | None:
    """A free clause with "that" that begins here, or, if `bare`, one with a pronoun for its subject."""
    start += text.word(start) == "," and text.word(start + 1) == "that"
    if start >= len(text.words) or text.sentence[start] != text.sentence[start - 1]:
        return None
    plain = text.words[start] == "that" and has_verb(text, start + 1)
    if not plain and not (bare and text.words[start] in NOMINATIVES | {"there"}):
        return None
    end = clause_end(text.reading, text.words, start, text.taken)
    return (start, end) if end - start >= FEWEST else None
