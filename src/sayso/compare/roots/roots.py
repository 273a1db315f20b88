"""Whose word something goes back to: the innermost source, the same across reports, a spokesman's his body's.

Who is who is told by `identities`; here is whose word a statement is. What an outlet relays goes back to whom that
outlet quotes. Bodies of which nobody is named ("officials", "rebels") are roots
that are never said to be independent of another; so are "the company" or "the hospital" of a report that names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from sayso.compare.copies.credits import names
from sayso.compare.joined import top
from sayso.compare.nouns import Root
from sayso.compare.roots.behind import BODIES, PAPERS, named, with_article
from sayso.compare.roots.identities import Identities
from sayso.compare.roots.offices import apposed, plain
from sayso.keep.canonical import fold
from sayso.keep.nouns import Judgement
from sayso.report import Actor, Report, Span, Statement

#: Classes of sources that are nobody in particular.
VAGUE = frozenset(("unnamed official", "unnamed expert", "unnamed witness", "unnamed other", "unattributed"))
#: Words that name no body, whatever class a source was given.
_NOBODY = re.compile(
    r"\b(?:officials?|sources?|rebels?|activists?|militants?|insurgents?|fighters|gunmen|residents|locals|witness(?:es)?"
    r"|analysts|experts|observers|critics|authorities|diplomats?|medics|doctors|people|some|many|others|reports|groups?"
    r"|leaders|forces|opposition|investigators|detectives|officers|deputies|prosecutors|neighbou?rs|relatives|aides"
    r"|lawmakers|supporters|opponents|protesters)\Z"
)
_QUOTING = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\b", re.I)
_REPORTING = re.compile(r"\b(?:quot|cit|report)(?:e|es|ed|ing|s)?\b", re.I)
_PRONOUN = re.compile(r"(?:i|we|he|she|it|they|you|who|which|that|this)\Z", re.I)
_NONE = re.compile(r"(?:no|none|nobody|neither|not)\b(?!\.)", re.I)
#: What begins a sentence and is nobody’s name, whatever it was taken for.
_ADVERB = re.compile(r"(?:earlier|later|meanwhile|however|still|yet|then|now|also|instead|again|today|tonight)\Z", re.I)
_NEAR = 400  # letters from what a medium reports to whom it quotes for it
_ALIKE = 0.5  # the share of a relayed statement's words that its outlet's own statement has


class Roots(Identities):
    """The roots of a set of reports: one name for one root, wherever it is quoted."""

    def __init__(self, reports: Sequence[Report], said: Iterable[Judgement] = ()):
        super().__init__(reports, said)
        self._statements = {report.id: {s.id: s for s in report.statements} for report in reports}
        self._known: dict[tuple[str, str], tuple[Root, ...]] = {}

    def of(self, report: str, statement: str | None) -> tuple[Root, ...]:
        """Whose word a statement is, several for joint speakers; never empty.

        A report's own voice (None) names no source: a root without a name, never independent.
        """
        if statement is None:
            return (Root(None, None, True),)
        if (report, statement) not in self._known:
            self._known[report, statement] = (Root(None, None, True),)  # where outlets quote each other in a ring
            self._known[report, statement] = self._of(report, self._statements[report][statement])
        return self._known[report, statement]

    def _of(self, report: str, said: Statement) -> tuple[Root, ...]:
        inside = (
            said.within in self._statements[report] and said.kind != "direct"
        )  # a quotation in one is another's word
        if inside and not said.source and not said.actors:
            outer = self._statements[report][said.within or ""]
            if not _QUOTING.search(self._reports[report].words(outer.cue)):
                return self.of(report, outer.id)  # "17 are known to have died, the ministry says"
        if _NONE.match(self._reports[report].words(said.source)):
            return (Root(None, None, True),)  # "no group has claimed the attack": nobody’s word
        actors = [self._actors[report][id_] for id_ in said.actors if id_ in self._actors[report]]
        actors = [actor for actor in actors if not _ADVERB.match(actor.name)] or [
            actor for actor in actors if actor.kind != "person"
        ]
        if relayed := self._relayed(report, said, actors):
            return relayed
        relay = self._relay(report, said)
        if not actors:
            words = " ".join(self._reports[report].words(said.source).split())
            return (Root(None if _PRONOUN.match(words) else words or None, relay, True),)
        found = {self.name(actor, report): self._vague(report, said, actor) for actor in actors}
        return tuple(Root(name, relay, vague) for name, vague in found.items())

    def _vague(self, report: str, said: Statement, actor: Actor) -> bool:
        """Whether an actor is nobody in particular, and no report says for whom he speaks."""
        key = self._keys[report, actor.id]
        if top(self._parents, key).startswith("here:"):
            return (
                said.source_class in (*VAGUE, None) or actor.kind in BODIES or bool(_NOBODY.search(plain(actor.name)))
            )
        if key.startswith("here:"):
            return bool(_NOBODY.search(plain(actor.name)))  # it has a name elsewhere
        return bool(_NOBODY.search(plain(actor.name))) or (said.source_class in VAGUE and not named(actor))

    def _relayed(self, report: str, said: Statement, actors: Sequence[Actor]) -> tuple[Root, ...]:
        """Whom a medium quotes for what it reports; empty where the source is no medium, or is the outlet itself."""
        if len(actors) != 1 or (said.source_class != "document or media" and said.role != "media"):
            return ()
        actor, here = actors[0], self._reports[report]
        if PAPERS.match(actor.name):
            return ()
        cue, medium = here.words(said.cue), self._medium(report, actors[0])
        inside = [found for outlet, some in self._outlets.items() if _same(medium, outlet) for found in some]
        if said.source_class != "document or media" and not (
            said.role == "media" and (inside or _REPORTING.search(cue))
        ):
            return ()
        if said.kind in ("direct", "unmarked") or (here.outlet and _same(medium, here.outlet)):
            return ()
        if not (named(actor) or medium != actor.name) or actor.kind == "person":
            return ()
        if _QUOTING.search(cue) and (quoted := self._within(report, said.content)):
            return tuple(Root(name, None if inside else medium, vague) for name, vague in quoted)
        for inner in self._reports[report].statements:
            if inner.within == said.id and _QUOTING.search(self._reports[report].words(said.cue)) and inner.actors:
                return self.of(report, inner.id)  # "DTA quoted Tarsk as saying"
        if inside and (theirs := self._theirs(report, said, inside)):
            return theirs
        if quoted := self._quoted(report, said):
            return tuple(Root(name, medium, vague) for name, vague in quoted)
        return (Root(None, medium, True),)

    @cached_property
    def _outlets(self) -> dict[str, list[Report]]:
        """The reports of each outlet, by its name as they write it."""
        found: dict[str, list[Report]] = {}
        for report in self._reports.values():
            if report.outlet:
                found.setdefault(report.outlet, []).append(report)
        return found

    def _medium(self, report: str, actor: Actor) -> str:
        """The name of a medium: "the local paper, the Marrow Gazette" is the Gazette."""
        found = self._reports[report]
        for span in actor.mentions:
            for other in found.actors:
                if (
                    other is not actor
                    and named(other)
                    and any(apposed(found, span, m) for m in with_article(found, other))
                ):
                    return other.name
        return actor.name

    def _theirs(self, report: str, said: Statement, outlets: Iterable[Report]) -> tuple[Root, ...]:
        """The roots of the statement of an outlet's own reports that is most like what is relayed from it."""
        words, numbers = self._content(report, said), self._numbers(report, said.id)
        best: tuple[float, str, str] | None = None
        for found in outlets:
            for theirs in found.statements:
                common = len(words & self._content(found.id, theirs)) / (len(words) or 1)
                run = _run(self._reports[report].words(said.content), found.words(theirs.content))
                common += run
                if numbers and not run and not numbers & self._numbers(found.id, theirs.id):
                    continue
                common += 0.25 * bool(numbers)
                if common >= _ALIKE and (best is None or common > best[0]):
                    best = common, found.id, theirs.id
        return self.of(best[1], best[2]) if best else ()

    def _content(self, report: str, said: Statement) -> frozenset[str]:
        words = fold(self._reports[report].words(said.content)).split()
        return frozenset(word for word in words if len(word) > 3)

    def _numbers(self, report: str, statement: str) -> set[tuple[float | None, float | None]]:
        return {
            (f.low, f.high) for f in self._reports[report].figures if f.statement == statement and f.role != "measure"
        }

    def _quoted(self, report: str, said: Statement) -> list[tuple[str, bool]]:
        """Whom a medium's report is said to quote: "Radio Breakwater reported, quoting a naval officer"."""
        found, here = self._reports[report], _start(said)
        for other in found.statements:
            if other is said or not _QUOTING.search(found.words(other.cue)) or not other.content:
                continue
            if other.within != said.id and not (set(other.source) & set(said.source)):
                continue
            if abs(_start(other) - here) > _NEAR:
                continue
            words = " ".join(found.words(other.content).split())
            return self._within(report, other.content) or [(words, True)]
        return []

    def _within(self, report: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
        """The roots of whom a quoted source's words begin with or name at their end, and whether that is nobody."""
        found = self._reports[report]
        start, end = spans[0][0], spans[-1][1]
        if end - start > _NEAR // 4:
            return []
        for actor in found.actors:
            if any(start <= m[0] <= start + 12 and m[1] <= end for m in actor.mentions):
                return [
                    (self.name(actor, report), top(self._parents, self._keys[report, actor.id]).startswith("here:"))
                ]
        return []

    def _relay(self, report: str, said: Statement) -> str | None:
        """The medium outside these reports by way of which a statement came: the innermost of its chain."""
        for link in reversed(said.chain):
            outer = self._statements[report].get(link.statement or "")
            if outer is None or (outer.source_class != "document or media" and outer.role != "media"):
                continue
            for id_ in link.actors:
                actor = self._actors[report].get(id_)
                if actor and named(actor) and not any(_same(actor.name, outlet) for outlet in self._outlets):
                    return actor.name
        return None


def nobody(name: str | None) -> bool:
    """Whether a root's name is nobody's: none at all, or "officials"."""
    return name is None or bool(_NOBODY.search(plain(name)))


def _same(name: str, outlet: str) -> bool:
    return bool({n.casefold() for n in names(name)} & {n.casefold() for n in names(outlet)})


def _run(left: str, right: str) -> bool:
    """Whether five words in a row stand in both."""
    one, two = fold(left).split(), f" {fold(right)} "
    return any(f" {' '.join(one[n : n + 5])} " in two for n in range(len(one) - 4))


def _start(said: Statement) -> int:
    return min((start for start, _ in (*said.cue, *said.content)), default=0)
