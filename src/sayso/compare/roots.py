"""Whose word something goes back to: the innermost source, the same across reports, a spokesman's his body's.

A minister and the ministry are one root, and so are a coordinator and the volunteers whom he is of, where a report says
that he is. Unnamed bodies ("officials", "rebels") are roots that are never said to be independent of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from sayso.compare.nouns import Root
from sayso.keep.canonical import fold
from sayso.report import Actor, Report, Statement

#: Classes of sources that are nobody in particular.
VAGUE = frozenset(("unnamed official", "unnamed expert", "unnamed witness", "unnamed other", "unattributed"))
_BODIES = frozenset(("organisation", "state"))
#: An office and what it is the head or voice of, by their words.
_OFFICES = {
    "minister": "ministry",
    "ministers": "ministry",
    "governor": "governorate",
    "ambassador": "embassy",
    "secretary": "department",
    "sheriff": "sheriff",
    "mayor": "city",
    "coroner": "coroner",
    "marine": "marine",
}
_OF = re.compile(
    r"[\s,]+(?:who\s+is\s+|the\s+|an?\s+)?(?:[\w'’-]+\s+){0,5}?(?:of|at|for|with|from|leads|heads|runs)\s+(?:the\s+)?"
)
_FOR = re.compile(r"(?:[\w'’-]+\s+){0,4}(?:spokes\w+|coordinator|chief|head|director|chairman|leader|commander)\s+")


class Roots:
    """The roots of a set of reports: one name for one root, wherever it is quoted."""

    def __init__(self, reports: Sequence[Report]):
        self._reports = {report.id: report for report in reports}
        self._actors = {report.id: {actor.id: actor for actor in report.actors} for report in reports}
        self._statements = {report.id: {s.id: s for s in report.statements} for report in reports}

    def of(self, report: str, statement: str | None) -> tuple[Root, ...]:
        """Whose word a statement is, several for joint speakers; of the report's own voice (None) only its own."""
        if statement is None:
            return (Root(None, None),)
        said = self._statements[report][statement]
        relay = self._relay(report, said)
        vague = said.source_class in VAGUE or said.source_class is None
        names = [self.name(self._actors[report][id_]) for id_ in said.actors if id_ in self._actors[report]]
        if not names:
            words = self._reports[report].words(said.source)
            return (Root(words or None, relay, True),)
        return tuple(Root(name, relay, vague) for name in dict.fromkeys(names))

    def name(self, actor: Actor) -> str:
        """The one name of an actor's root in these reports."""
        return self._shown[self._find(_key(actor))]

    def _relay(self, report: str, said: Statement) -> str | None:
        """The medium outside these reports by way of which a statement came: the innermost of its chain."""
        outlets = {fold(found.outlet) for found in self._reports.values() if found.outlet}
        for link in reversed(said.chain):
            outer = self._statements[report].get(link.statement or "")
            if outer is None or outer.source_class != "document or media":
                continue
            for id_ in link.actors:
                actor = self._actors[report].get(id_)
                if actor and not any(fold(actor.name) in outlet or outlet in fold(actor.name) for outlet in outlets):
                    return actor.name
        return None

    @cached_property
    def _parents(self) -> dict[str, str]:
        """Who stands for whom: actors by kind and folded name, joined where they are one root."""
        parents: dict[str, str] = {}
        every = [(report, actor) for report in self._reports.values() for actor in report.actors]
        for _, actor in every:
            parents.setdefault(_key(actor), _key(actor))
        for short, full in _short_names(parents):
            parents[_top(parents, short)] = _top(parents, full)
        for report in self._reports.values():
            bodies = [actor for actor in report.actors if actor.kind in _BODIES]
            for actor in report.actors:
                if actor.kind == "person" and (body := _body(report, actor, bodies)):
                    one, two = _top(parents, _key(actor)), _top(parents, _key(body))
                    if one != two:
                        parents[one] = two
        return parents

    def _find(self, key: str) -> str:
        return _top(self._parents, key)

    @cached_property
    def _shown(self) -> dict[str, str]:
        """The name that each root is shown by: that of its body, else the longest that a report gives."""
        shown: dict[str, tuple[int, int, str]] = {}
        for report in self._reports.values():
            for actor in report.actors:
                top = self._find(_key(actor))
                rank = (_key(actor) == top, len(actor.name), actor.name)
                if top not in shown or rank > shown[top]:
                    shown[top] = rank
        return {top: name for top, (_, _, name) in shown.items()}


def _key(actor: Actor) -> str:
    return f"{actor.kind}:{fold(actor.name)}"


def _top(parents: dict[str, str], key: str) -> str:
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key


def _short_names(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Persons who go by their last name in one report, and by their full one, of whom there is one, in another."""
    persons = [key.removeprefix("person:").split() for key in keys if key.startswith("person:")]
    full: dict[str, list[str]] = {}
    for words in persons:
        if len(words) > 1:
            full.setdefault(words[-1], []).append(" ".join(words))
    return [
        (f"person:{words[0]}", f"person:{full[words[0]][0]}")
        for words in persons
        if len(words) == 1 and len(full.get(words[0], ())) == 1
    ]


def _body(report: Report, person: Actor, bodies: Sequence[Actor]) -> Actor | None:
    """The body that a report says a person speaks for or heads: by the words around the person's name."""
    if not bodies:
        return None
    by_start = {start: body for body in bodies for start, _ in body.mentions}
    for start, end in person.mentions:
        words = report.text[start:end]
        if len(words.split()) < 2:
            continue
        after = _OF.match(report.text, end)
        if after and after.end() - end < 80 and (body := by_start.get(after.end())):
            return body
        title = " ".join((report.text[max(0, start - 60) : start].rsplit("\n", 1)[-1] + words).split()).casefold()
        for body in bodies:
            name = fold(body.name).split()
            if any(
                word in title.split() and of in name and set(name) - {of, "of"} & set(title.split())
                for word, of in _OFFICES.items()
            ):
                told = set(title.split())
                if all(part in told or part in _OFFICES.values() for part in name if part not in ("of", "the")):
                    return body
        for match in _FOR.finditer(title):
            if any(fold(body.name) in fold(title[: match.end()]) and len(fold(body.name)) > 3 for body in bodies):
                return next(body for body in bodies if fold(body.name) in fold(title[: match.end()]))
    return None
