"""Who speaks how much, of which class and role, and how much is own voice: pure counting, no words of its own.

Every word of running text (body and blockquotes) is counted once, for the innermost source that says it, so the shares
add up to one:

    running text = what sources say + words that attribute (sources, cues) + own voice + blockquotes without a source

What a source only passes on from another is counted beside it, as *relayed*. Headlines, captions and boilerplate are
kept apart and enter no share.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from sayso.report import Report, Role, SourceClass, Span, Statement

__all__ = ["Owner", "Share", "Speaker", "Tally", "Voice", "count_words", "depths", "joined", "sources", "tally"]

T = TypeVar("T")

#: Whose the words outside every attribution are.
Owner = Literal["outlet", "author", "guest", "issuer", "speakers", "unknown"]

# A columnist's opinion must not be charged to the paper, nor a guest's piece or a release to the outlet that prints it.
_OWNERS: dict[str, Owner] = {
    "news": "outlet",
    "opinion": "author",
    "guest": "guest",
    "release": "issuer",
    "transcript": "speakers",
    "unknown": "unknown",
}

# "don't", "U.S", "3,000", "well-known" and "10:30" are one word each.
_WORD = re.compile(r"\w+(?:['’.,:/\-]\w+)*")

_RUNNING = frozenset({"body", "blockquote"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source and how much it says.

    Sources that are resolved to the same actors are one, joint speakers one of their own; of those that are not,
    sources of the same words are one, and pronouns stay as they stand.
    """

    name: str | None  # the actors' names, else the words as they first stand; None where the text names no source
    statements: tuple[str, ...]  # ids, in order of the text
    words: int  # words of running text that it says itself (no relay further in)
    relayed: int  # words of running text that it passes on from a source further in
    share: float  # `words` as a share of the running text, 0 to 1
    actors: tuple[str, ...] = ()  # ids; empty where the source is not resolved
    source_class: SourceClass | None = None  # how it is named, in most of its statements
    role: Role | None = None  # what it is, in most of its statements


@dataclass(frozen=True, slots=True)
class Share(Generic[T]):
    """How much the sources of one class, or of one role, say themselves."""

    of: T | None  # the class or role; None: not judged
    statements: tuple[str, ...]  # ids, in order of the text
    words: int
    share: float  # of the running text, 0 to 1


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of the body outside every source, cue and content, and whose they are."""

    owner: Owner
    words: int
    share: float  # of the running text, 0 to 1


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of one report."""

    words: int  # words of running text (body and blockquotes)
    speakers: tuple[Speaker, ...]  # who says most first
    classes: tuple[Share[SourceClass], ...]  # by how the source is named; empty where no statement was judged
    roles: tuple[Share[Role], ...]  # by what the source is; empty where no statement was judged
    voice: Voice
    attributing: int  # words of sources and cues that stand in no content
    unsourced: int  # words of blockquotes that are in no statement
    apart: tuple[tuple[str, int], ...]  # words of other segments (headline, caption, …), by kind


def count_words(text: str) -> int:
    """How many words a text has: runs of letters and digits, also over inner apostrophes, points and hyphens."""
    return sum(1 for _ in _WORD.finditer(text))


def sources(report: Report) -> dict[str, tuple[Span, ...]]:
    """The spans of each statement's source, by id; where it continues another's source, those of that one."""
    by_id = {s.id: s for s in report.statements}
    return {s.id: _resolved(s, by_id).source for s in report.statements}


def depths(report: Report) -> dict[str, int]:
    """How deep each statement lies in others, by id: 0 where it lies in none. A circle ends where it closes."""
    by_id = {s.id: s for s in report.statements}
    out = {}
    for statement in report.statements:
        seen = {statement.id}
        above = by_id.get(statement.within or "")
        while above is not None and above.id not in seen:
            seen.add(above.id)
            above = by_id.get(above.within or "")
        out[statement.id] = len(seen) - 1
    return out


def tally(report: Report) -> Tally:
    """Counts who speaks how much in a report and how much is its own voice."""
    names = {s: " ".join(report.words(spans).split()).strip(" ,;:") for s, spans in sources(report).items()}
    actors = {actor.id: " ".join(actor.name.split()) for actor in report.actors}
    group: dict[str, tuple[str, ...]] = {
        s.id: known if (known := tuple(i for i in s.actors if actors.get(i))) else ("", names[s.id].casefold())
        for s in report.statements
    }
    said = dict.fromkeys(group, 0)
    relayed = dict.fromkeys(group.values(), 0)
    own = attributing = unsourced = running = 0
    apart: dict[str, int] = {}
    kinds = _Owners(((s.span, s.kind) for s in report.segments), default=None if report.segments else "body")
    deep = depths(report)
    layers = _layers(report, deep)
    for found in _WORD.finditer(report.text):
        kind = kinds.at(found.start()) or "body"
        if kind not in _RUNNING:
            apart[kind] = apart.get(kind, 0) + 1
            continue
        running += 1
        inside, attributes = layers.at(found.start()) or (frozenset(), False)
        if inside:
            # A source that holds itself ("he said he hoped") says those words once and passes none on.
            innermost = max(inside, key=lambda s: deep[s])
            said[innermost] += 1
            for relaying in {group[s] for s in inside} - {group[innermost]}:
                relayed[relaying] += 1
        elif attributes:
            attributing += 1
        elif kind == "blockquote":
            unsourced += 1
        else:
            own += 1
    total = max(running, 1)
    return Tally(
        words=running,
        speakers=_speakers(report, group, names, said, relayed, total),
        classes=_shares(report, lambda s: s.source_class, said, total),
        roles=_shares(report, lambda s: s.role, said, total),
        voice=Voice(_OWNERS[report.genre], own, own / total),
        attributing=attributing,
        unsourced=unsourced,
        apart=tuple(sorted(apart.items(), key=lambda item: -item[1])),
    )


def _resolved(statement: Statement, by_id: dict[str, Statement]) -> Statement:
    seen = {statement.id}
    while not statement.source and statement.source_from in by_id and statement.source_from not in seen:
        seen.add(statement.source_from)
        statement = by_id[statement.source_from]
    return statement


def _speakers(
    report: Report,
    group: dict[str, tuple[str, ...]],
    names: dict[str, str],
    said: dict[str, int],
    relayed: dict[tuple[str, ...], int],
    total: int,
) -> tuple[Speaker, ...]:
    actors = {actor.id: " ".join(actor.name.split()) for actor in report.actors}
    members: dict[tuple[str, ...], list[Statement]] = {}
    for statement in report.statements:
        members.setdefault(group[statement.id], []).append(statement)
    speakers = []
    for who, statements in members.items():
        known = () if who[0] == "" else who
        words = sum(said[s.id] for s in statements)
        speakers.append(
            Speaker(
                name=joined(actors[i] for i in known) if known else names[statements[0].id] or None,
                statements=tuple(s.id for s in statements),
                words=words,
                relayed=relayed[who],
                share=words / total,
                actors=known,
                source_class=_usual(s.source_class for s in statements),
                role=_usual(s.role for s in statements),
            )
        )
    return tuple(sorted(speakers, key=lambda s: (-s.words, -s.relayed)))  # stable: then in order of the text


def joined(names: Iterable[str]) -> str:
    """Names in a row, each once: "A, B and C"."""
    each = list(dict.fromkeys(names))
    return " and ".join(part for part in (", ".join(each[:-1]), *each[-1:]) if part)


def _usual(values: Iterable[T | None]) -> T | None:
    """The value that is there most often; of those alike, the first."""
    return max(
        Counter(value for value in values if value is not None).items(), key=lambda item: item[1], default=(None, 0)
    )[0]


def _shares(
    report: Report, judged: Callable[[Statement], T | None], said: dict[str, int], total: int
) -> tuple[Share[T], ...]:
    held: dict[T | None, list[str]] = {}
    for statement in report.statements:
        held.setdefault(judged(statement), []).append(statement.id)
    if set(held) <= {None}:
        return ()
    shares = []
    for of, ids in held.items():
        words = sum(said[i] for i in ids)
        shares.append(Share(of, tuple(ids), words, words / total))
    return tuple(sorted(shares, key=lambda s: (-s.words, -len(s.statements))))


class _Owners(Generic[T]):
    """What each place of a text belongs to, from spans that do not overlap (of those that do, the later one wins)."""

    def __init__(self, spans: Iterable[tuple[Span, T]], default: T | None = None) -> None:
        self._default = default
        kept = sorted(spans, key=lambda item: item[0])
        self._starts = [span[0] for span, _ in kept]
        self._kept = kept

    def at(self, place: int) -> T | None:
        n = bisect_right(self._starts, place) - 1
        if n >= 0 and self._kept[n][0][0] <= place < self._kept[n][0][1]:
            return self._kept[n][1]
        return self._default


def _layers(report: Report, deep: dict[str, int]) -> _Owners[tuple[frozenset[str], bool]]:
    """For each stretch between two boundaries: whose content it is in, and whether it is in a source or cue."""
    bounds: dict[int, list[tuple[bool, str, bool]]] = {}
    for statement in report.statements:
        for spans, content in ((statement.source, False), (statement.cue, False), (statement.content, True)):
            for start, end in spans:
                if start < end:
                    bounds.setdefault(start, []).append((True, statement.id, content))
                    bounds.setdefault(end, []).append((False, statement.id, content))
    stretches = []
    contents: dict[str, int] = {}
    others = 0
    places = sorted(bounds)
    for start, end in zip(places, places[1:], strict=False):
        for opens, owner, content in bounds[start]:
            if content:
                contents[owner] = contents.get(owner, 0) + (1 if opens else -1)
                if not contents[owner]:
                    del contents[owner]
            else:
                others += 1 if opens else -1
        stretches.append(((start, end), (frozenset(contents), others > 0)))
    return _Owners(stretches)
