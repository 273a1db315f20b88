"""What changed between two readings of one document: the silent edit of a toll is news.

Of two texts, statements and figures are paired by their words; of one text read twice, by their places. What has no
partner was added or removed, and what has one is told where its words or what is said of it are others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from sayso.keep.nouns import Change
from sayso.report import Figure, Report, Span, Statement

_WORD = re.compile(r"\w+")
#: Share of words (of both, once each) from which two statements of two texts are one that was edited. Half of them: an
#: edited toll or a dropped clause leaves more, two statements of one speaker on one matter have less.
_ALIKE = 0.5
#: Pairs of leftovers that are compared at most; a book rewritten from end to end is told as removed and added.
_PAIRS = 250_000
#: Up to four words of the same clause.
_AFTER = re.compile(r"(?:[^\S\n]+[^\s.,;:!?()“”\"]+){0,4}")
_AROUND = 60  # characters on either side that say which number of two alike is meant
_FIELDS = ("kind", "source_class", "role", "stance", "certainty", "polarity", "first_time")
_OF_FIGURES = ("low", "high", "comparator", "unit", "subject", "role", "scope", "as_of", "estimate")

Part = TypeVar("Part", Statement, Figure)


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """The differences of title, date of publication, statements and figures, in the order of the later text."""
    found = []
    if before.title != after.title:
        found.append(Change("title", "changed", before.title, after.title))
    if before.published != after.published:
        found.append(Change("published", "changed", before.published, after.published))
    same = before.text_id == after.text_id
    statements = _paired(_Side(before, before.statements), _Side(after, after.statements), _statement_key(same), same)
    figures = _paired(_Side(before, before.figures), _Side(after, after.figures), _figure_key(same), same)
    parts = [
        *(_of_statements(before, after, old, new) for old, new in statements),
        *(_of_figures(before, after, old, new) for old, new in figures),
    ]
    return (*found, *sorted((part for part in parts if part), key=_order))


@dataclass(frozen=True, slots=True)
class _Side(Generic[Part]):
    """The statements or figures of one of the two reports."""

    report: Report
    parts: Sequence[Part]


def _paired(
    left: _Side[Part], right: _Side[Part], key: Callable[[Report, Part], Hashable], same_text: bool
) -> list[tuple[Part | None, Part | None]]:
    """Each part with its partner in the other report: the same by `key` first, then the most alike of what is left."""
    waiting: dict[Hashable, list[Part]] = {}
    for part in reversed(left.parts):
        waiting.setdefault(key(left.report, part), []).append(part)
    pairs: list[tuple[Part | None, Part | None]] = []
    rest: list[Part] = []
    for part in right.parts:
        partners = waiting.get(key(right.report, part))
        if partners:
            pairs.append((partners.pop(), part))
        else:
            rest.append(part)
    taken = {id(old) for old, _ in pairs}
    lost = [part for part in left.parts if id(part) not in taken]
    alike = _likeness(left, lost, right, rest, same_text)
    gone: set[int] = set()
    new: set[int] = set()
    for _, old, fresh in sorted(alike, key=lambda found: (-found[0], found[1], found[2])):
        if old not in gone and fresh not in new:
            pairs.append((lost[old], rest[fresh]))
            gone.add(old)
            new.add(fresh)
    pairs += [(part, None) for n, part in enumerate(lost) if n not in gone]
    return pairs + [(None, part) for n, part in enumerate(rest) if n not in new]


def _likeness(
    left: _Side[Part], lost: list[Part], right: _Side[Part], rest: list[Part], same_text: bool
) -> list[tuple[float, int, int]]:
    """How alike what is left on both sides is, where it is enough: (share, place on the left, place on the right)."""
    if len(lost) * len(rest) > _PAIRS:
        return []
    of = _letters if same_text else _words
    olds = [of(left.report, part) for part in lost]
    news = [of(right.report, part) for part in rest]
    found = []
    for n, old in enumerate(olds):
        for m, new in enumerate(news):
            share = len(old & new) / len(old | new) if old and new else 0.0
            if share >= _ALIKE and _one_kind(lost[n], rest[m]):
                found.append((share, n, m))
    return found


def _one_kind(old: Part, new: Part) -> bool:
    """Whether two parts can be one that changed: figures of other roles are other figures."""
    return not (isinstance(old, Figure) and isinstance(new, Figure)) or (old.role, old.unit) == (new.role, new.unit)


def _words(report: Report, part: Statement | Figure) -> frozenset[str]:
    """The words by which a part is known again in another text; of a figure those around it, for its own may change."""
    if isinstance(part, Statement):
        said = report.words(part.source) + " " + report.words(part.content)
    else:
        start, end = part.span
        said = f"{report.text[max(0, start - _AROUND) : start]} {report.text[end : end + _AROUND]} {part.subject or ''}"
    return frozenset(_WORD.findall(said.casefold()))


def _letters(report: Report, part: Statement | Figure) -> frozenset[int]:
    """The places in the text that a part stands on."""
    spans = (*part.source, *part.content) if isinstance(part, Statement) else (part.span,)
    return frozenset(n for start, end in spans for n in range(start, end))


def _statement_key(same_text: bool) -> Callable[[Report, Statement], Hashable]:
    if same_text:
        return lambda report, s: (s.source, s.cue, s.content)
    return lambda report, s: tuple(_plain(report.words(part)) for part in (s.source, s.cue, s.content))


def _figure_key(same_text: bool) -> Callable[[Report, Figure], Hashable]:
    if same_text:
        return lambda report, f: f.span
    return lambda report, f: (f.role, f.unit, f.scope, f.low, f.high, f.comparator, f.subject, _words(report, f))


def _plain(words: str) -> str:
    return " ".join(words.split())


def _of_statements(before: Report, after: Report, old: Statement | None, new: Statement | None) -> Change | None:
    fields: list[tuple[str, str | None, str | None]] = []
    if old and new:
        parts = (("source", old.source, new.source), ("cue", old.cue, new.cue), ("content", old.content, new.content))
        for name, was, now in parts:
            if before.text_id == after.text_id and was == now:
                continue
            said, says = _plain(before.words(was)), _plain(after.words(now))
            if said != says or before.text_id == after.text_id:
                fields.append((name, said, says))
        fields += [
            (name, _shown(getattr(old, name)), _shown(getattr(new, name)))
            for name in _FIELDS
            if getattr(old, name) != getattr(new, name)
        ]
        who = _names(before, old), _names(after, new)
        if who[0] != who[1]:
            fields.append(("actors", *who))
        if not fields:
            return None
    return Change(
        "statement",
        _kind(old, new),
        _plain(before.words((*old.source, *old.cue, *old.content))) if old else None,
        _plain(after.words((*new.source, *new.cue, *new.content))) if new else None,
        _from(old),
        _from(new),
        old.id if old else None,
        new.id if new else None,
        tuple(fields),
    )


def _of_figures(before: Report, after: Report, old: Figure | None, new: Figure | None) -> Change | None:
    fields: tuple[tuple[str, str | None, str | None], ...] = ()
    if old and new:
        fields = tuple(
            (name, _shown(getattr(old, name)), _shown(getattr(new, name)))
            for name in _OF_FIGURES
            if getattr(old, name) != getattr(new, name)
        )
        if not fields:
            return None
    return Change(
        "figure",
        _kind(old, new),
        _counted(before, old),
        _counted(after, new),
        old.span if old else None,
        new.span if new else None,
        old.id if old else None,
        new.id if new else None,
        fields,
    )


def _counted(report: Report, figure: Figure | None) -> str | None:
    """A figure in the text's words, with the words just after it that say what was counted."""
    if figure is None:
        return None
    start, end = figure.span
    after = _AFTER.match(report.text, end)
    return _plain(report.text[start : after.end() if after else end])


def _kind(old: object | None, new: object | None) -> Literal["added", "removed", "changed"]:
    return "added" if old is None else "removed" if new is None else "changed"


def _from(statement: Statement | None) -> Span | None:
    """From the first to the last character of a statement."""
    if statement is None:
        return None
    spans = (*statement.source, *statement.cue, *statement.content)
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def _names(report: Report, statement: Statement) -> str | None:
    names = {actor.id: actor.name for actor in report.actors}
    return ", ".join(names.get(actor, actor) for actor in statement.actors) or None


def _shown(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _order(change: Change) -> tuple[int, int, str]:
    """By place in the later text; what went stands where it stood."""
    span = change.after_span or change.before_span or (0, 0)
    return (*span, change.what)
