"""Whose word something goes back to: the innermost source, the same across reports, a spokesman's his body's.

Two sources are one root where a report says so: a minister and the ministry, a spokesman and whom he speaks for, a
harbour master and the person named as such, a body and its short name where the story has no other of that name. What
an outlet relays goes back to whom that outlet quotes. Bodies of which nobody is named ("officials", "rebels") are roots
that are never said to be independent of another; so are "the company" or "the hospital" of a report that names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from sayso.compare.credits import names
from sayso.compare.nouns import Root
from sayso.compare.offices import (
    INSTITUTIONS,
    Ministry,
    apposed,
    ministry,
    ministry_of,
    office,
    plain,
    spoken_for,
    titles,
)
from sayso.keep.canonical import fold
from sayso.report import Actor, Report, Span, Statement

#: Classes of sources that are nobody in particular.
VAGUE = frozenset(("unnamed official", "unnamed expert", "unnamed witness", "unnamed other", "unattributed"))
#: Words that name no body, whatever class a source was given.
_NOBODY = re.compile(
    r"\b(?:officials?|sources?|rebels?|activists?|militants?|insurgents?|fighters|gunmen|residents|locals|witness(?:es)?"
    r"|analysts|experts|observers|critics|authorities|diplomats?|medics|doctors|people|some|many|others|reports|groups?|leaders|forces|opposition)\Z"
)
_BODIES = frozenset(("organisation", "state", "group"))
_QUOTING = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\b", re.I)
_REPORTING = re.compile(r"\b(?:quot|cit|report)(?:e|es|ed|ing|s)?\b", re.I)
_PRONOUN = re.compile(r"(?:i|we|he|she|it|they|you|who|which|that|this)\Z", re.I)
_NEAR = 400  # letters from what a medium reports to whom it quotes for it
_ALIKE = 0.5  # the share of a relayed statement's words that its outlet's own statement has


class Roots:
    """The roots of a set of reports: one name for one root, wherever it is quoted."""

    def __init__(self, reports: Sequence[Report]):
        self._reports = {report.id: report for report in reports}
        self._actors = {report.id: {actor.id: actor for actor in report.actors} for report in reports}
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

    def name(self, actor: Actor, report: str | None = None) -> str:
        """The one name of an actor's root in these reports; a description ("the company") is that of its `report`."""
        for id_ in [report] if report else self._reports:
            if (key := self._keys.get((id_, actor.id))) and self._actors[id_][actor.id] is actor:
                return self._shown.get(_top(self._parents, key), actor.name)
        return actor.name

    def key(self, report: str, actor: str) -> str | None:
        """What tells the root of a report's actor from others; None for an actor that the report does not have."""
        found = self._keys.get((report, actor))
        return _top(self._parents, found) if found else None

    def holders(self, text: str) -> dict[str, str]:
        """The offices that a text speaks of and one person holds in these reports, with that person's root."""
        folded = f" {fold(text)} "
        return {title: key for title, key in self._held.items() if f" {title} " in folded}

    @cached_property
    def _held(self) -> dict[str, str]:
        one = {title: next(iter(keys)) for title, keys in self._offices.items() if len(keys) == 1}
        return {title: _top(self._parents, key) for title, key in one.items() if len(title.split()) > 1}

    def _of(self, report: str, said: Statement) -> tuple[Root, ...]:
        if not said.source and not said.actors and said.within in self._statements[report]:
            outer = self._statements[report][said.within or ""]
            if not _QUOTING.search(self._reports[report].words(outer.cue)):
                return self.of(report, outer.id)  # "17 are known to have died, the ministry says"
        actors = [self._actors[report][id_] for id_ in said.actors if id_ in self._actors[report]]
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
        if _top(self._parents, key).startswith("here:"):
            return (
                said.source_class in (*VAGUE, None) or actor.kind in _BODIES or bool(_NOBODY.search(plain(actor.name)))
            )
        if key.startswith("here:"):
            return bool(_NOBODY.search(plain(actor.name)))  # it has a name elsewhere
        return bool(_NOBODY.search(plain(actor.name))) or (said.source_class in VAGUE and not _named(actor))

    def _relayed(self, report: str, said: Statement, actors: Sequence[Actor]) -> tuple[Root, ...]:
        """Whom a medium quotes for what it reports; empty where the source is no medium, or is the outlet itself."""
        if len(actors) != 1:
            return ()
        actor, here = actors[0], self._reports[report]
        cue, medium = here.words(said.cue), self._medium(report, actors[0])
        inside = [found for found in self._reports.values() if found.outlet and _same(medium, found.outlet)]
        if said.source_class != "document or media" and not (
            said.role == "media" and (inside or _REPORTING.search(cue))
        ):
            return ()
        if said.kind in ("direct", "unmarked") or (here.outlet and _same(medium, here.outlet)):
            return ()
        if not (_named(actor) or medium != actor.name) or actor.kind == "person":
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

    def _medium(self, report: str, actor: Actor) -> str:
        """The name of a medium: "the local paper, the Marrow Gazette" is the Gazette."""
        found = self._reports[report]
        for span in actor.mentions:
            for other in found.actors:
                if other is not actor and _named(other) and any(apposed(found, span, m) for m in _the(found, other)):
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
                top = _top(self._parents, self._keys[report, actor.id])
                return [(self.name(actor, report), top.startswith("here:"))]
        return []

    def _relay(self, report: str, said: Statement) -> str | None:
        """The medium outside these reports by way of which a statement came: the innermost of its chain."""
        outlets = [found.outlet for found in self._reports.values() if found.outlet]
        for link in reversed(said.chain):
            outer = self._statements[report].get(link.statement or "")
            if outer is None or (outer.source_class != "document or media" and outer.role != "media"):
                continue
            for id_ in link.actors:
                actor = self._actors[report].get(id_)
                if actor and _named(actor) and not any(_same(actor.name, outlet) for outlet in outlets):
                    return actor.name
        return None

    # who is who

    @cached_property
    def _keys(self) -> dict[tuple[str, str], str]:
        """What each actor of each report is known by: its name in all reports, or its description in its own."""
        return {
            (report.id, actor.id): _key(actor) if _named(actor) else f"here:{report.id}:{plain(actor.name)}"
            for report in self._reports.values()
            for actor in report.actors
        }

    @cached_property
    def _ministries(self) -> dict[str, dict[str, Ministry]]:
        """In each report, who is a ministry or its minister, by actors' keys."""
        found: dict[str, dict[str, Ministry]] = {}
        for report in self._reports.values():
            here = found.setdefault(report.id, {})
            for actor in report.actors:
                key = self._keys[report.id, actor.id]
                if actor.kind == "person":
                    said = ministry_of(report, actor)
                else:
                    after = report.text[actor.mentions[0][1] : actor.mentions[0][1] + 30] if actor.mentions else ""
                    said = ministry(actor.name, after)
                if said:
                    here[key] = said
        return found

    @cached_property
    def _offices(self) -> dict[str, set[str]]:
        """Who holds an office, by keys of persons' roots before offices are joined."""
        found: dict[str, set[str]] = {}
        persons = [
            (report, actor)
            for report in self._reports.values()
            for actor in report.actors
            if actor.kind == "person" and _named(actor)
        ]
        for report, actor in persons:
            for title in titles(report, actor):
                found.setdefault(title, set()).add(_top(self._joined, self._keys[report.id, actor.id]))
        for report in self._reports.values():  # "the harbour master, Ruan Teale"
            for actor in report.actors:
                held = office(actor.name)
                for other in report.actors if held else ():
                    if held and other.kind == "person" and _named(other) and _beside(report, actor, other):
                        found.setdefault(held, set()).add(_top(self._joined, self._keys[report.id, other.id]))
        return found

    @cached_property
    def _joined(self) -> dict[str, str]:
        """Actors joined by their names alone."""
        parents = {key: key for key in self._keys.values()}
        for short, full in (*_persons(parents), *_bodies(parents)):
            _join(parents, short, full)
        return parents

    @cached_property
    def _parents(self) -> dict[str, str]:
        """Who stands for whom: actors by key, joined where they are one root."""
        parents = dict(self._joined)
        self._join_ministries(parents)
        for report in self._reports.values():
            self._join_descriptions(parents, report)
        for report in self._reports.values():
            bodies = [actor for actor in report.actors if actor.kind in _BODIES]
            for actor in report.actors:
                key = self._keys[report.id, actor.id]
                if actor.kind != "person" or _top(parents, key).startswith("ministry:"):
                    continue
                body = spoken_for(report, actor, bodies)
                if isinstance(body, Actor):
                    _join(parents, key, self._keys[report.id, body.id])
                elif body and body.casefold() == "ministry":
                    if only := self._only_ministry(report.id):
                        _join(parents, key, only)
                elif body:
                    virtual = f"body:{plain(body)}"
                    self._virtual.setdefault(virtual, body)
                    parents.setdefault(virtual, virtual)
                    if (full := self._institution(report, plain(body))) and full in parents:
                        _join(parents, virtual, full)
                    _join(parents, key, virtual)
        return parents

    @cached_property
    def _virtual(self) -> dict[str, str]:
        """Bodies that are only named in somebody's title, by key."""
        return {}

    def _join_ministries(self, parents: dict[str, str]) -> None:
        """Joins ministers and their ministry; of states that have one each, only where a report says whose it is.

        Without the ministry itself two holders of an office are two persons.
        """
        nodes: dict[str, set[str]] = {}
        for said, key in [(said, key) for here in self._ministries.values() for key, said in here.items()]:
            if node := self._ministry(said):
                nodes.setdefault(node, set()).add(key)
        for node, keys in nodes.items():
            if any(key.startswith(("body:", "here:")) for key in keys):
                for key in sorted(keys):
                    _join(parents, key, node)

    def _ministry(self, said: Ministry) -> str | None:
        """The key of a ministry; None where it can be that of several states."""
        if said.state:
            return f"ministry:{said.portfolio}:{said.state}"
        states, holders = self._states[said.portfolio]
        if len(states) > 1 or len(holders) > 1:
            return None
        return f"ministry:{said.portfolio}:{next(iter(states), '')}"

    def _only_ministry(self, report: str) -> str | None:
        """The one ministry that a report names, else the one that all name; None where there are several or none."""
        for here in ([report], list(self._reports)):
            nodes = {self._ministry(said) for id_ in here for said in self._ministries[id_].values()}
            if len(nodes) == 1:
                return next(iter(nodes))
            if nodes:
                return None
        return None

    @cached_property
    def _states(self) -> dict[str, tuple[set[str], set[str]]]:
        """Of each portfolio the states and the ministers that reports name."""
        found: dict[str, tuple[set[str], set[str]]] = {}
        for here in self._ministries.values():
            for key, said in here.items():
                states, holders = found.setdefault(said.portfolio, (set(), set()))
                states |= {said.state} if said.state else set()
                holders |= {_top(self._joined, key)} if key.startswith("person:") else set()
        return found

    def _join_descriptions(self, parents: dict[str, str], report: Report) -> None:
        """Joins "the ministry", "the harbour master", "the navy", "the company" of a release to whom they mean."""
        for actor in report.actors:
            key = self._keys[report.id, actor.id]
            words = plain(actor.name)
            if words in ("ministry", "minister") and (only := self._only_ministry(report.id)):
                _join(parents, key, only)
            if not key.startswith("here:"):
                continue
            if actor.kind in _BODIES and (full := self._institution(report, words)):
                parents.setdefault(full, full)
                _join(parents, key, full)
            elif actor.kind in _BODIES and report.genre == "release" and words in ("company", "firm", "group"):
                if issuer := self._issuer(report):
                    _join(parents, key, issuer)
            elif beside := [o for o in report.actors if o.kind == "person" and _named(o) and _beside(report, actor, o)]:
                _join(parents, key, self._keys[report.id, beside[0].id])
            elif (title := office(actor.name)) and len(holders := self._offices.get(title, set())) == 1:
                _join(parents, key, next(iter(holders)))
        if report.genre == "release" and (issuer := self._issuer(report)):
            name = issuer.partition(":")[2]
            for actor in report.actors:
                if plain(actor.name).startswith(f"{name} "):
                    _join(parents, self._keys[report.id, actor.id], issuer)

    def _institution(self, report: Report, words: str) -> str | None:
        """The body of which "the navy" or "the volunteers" is the short name: the one that ends so."""
        last = words.rsplit(maxsplit=1)[-1] if words else ""
        for here in ([report], list(self._reports.values())):
            full = {
                _top(self._joined, self._keys[found.id, actor.id])
                for found in here
                for actor in found.actors
                if actor.kind in _BODIES and _named(actor) and plain(actor.name).endswith(f" {words}")
            }
            if len(full) == 1:
                return next(iter(full))
            if full:
                return None
            if words not in INSTITUTIONS:  # "the hospital" of another report can be another
                break
        return f"body:{words}" if words in INSTITUTIONS and last != "opposition" else None

    def _issuer(self, report: Report) -> str | None:
        """Whose release a report is: the body that it names most."""
        named = [a for a in report.actors if a.kind in _BODIES and _named(a) and len(a.mentions) > 1]
        most = max(named, key=lambda a: len(a.mentions), default=None)
        return self._keys[report.id, most.id] if most else None

    @cached_property
    def _shown(self) -> dict[str, str]:
        """The name that each root is shown by: that of its body, else the longest that a report gives."""
        shown: dict[str, tuple[int, int, int, int, str]] = {}
        for report in self._reports.values():
            for actor in report.actors:
                top = _top(self._parents, self._keys[report.id, actor.id])
                body = actor.kind in _BODIES
                scare = plain(actor.name) != fold(actor.name)
                holder = top.startswith(("ministry:", "body:")) and body
                rank = (holder, not scare, _named(actor), len(actor.name), actor.name)
                if top not in shown or rank > shown[top]:
                    shown[top] = rank
        out = {top: name for top, (*_, name) in shown.items()}
        for key, words in self._virtual.items():
            top = _top(self._parents, key)
            if top not in shown or not shown[top][0]:
                out[top] = words if words[:1].isupper() else f"the {words}"
        return out


def nobody(name: str | None) -> bool:
    """Whether a root's name is nobody's: none at all, or "officials"."""
    return name is None or bool(_NOBODY.search(plain(name)))


def _named(actor: Actor) -> bool:
    """Whether an actor goes by a name, not by a description: "Interior Ministry", not "Two security officials"."""
    words = actor.name.split()
    if words and words[0].casefold() in ("the", "a", "an"):
        words = words[1:]
        return any(word[:1].isupper() for word in words)
    if words and words[0][:1].isupper() and words[0].endswith(("'s", "’s", "s'", "s’")):
        return True
    if len(words) == 1:
        return words[0][:1].isupper() and actor.kind not in ("group", "other")
    return any(word[:1].isupper() for word in words[1:])


def _key(actor: Actor) -> str:
    return f"{'person' if actor.kind == 'person' else 'body'}:{plain(actor.name)}"


def _same(name: str, outlet: str) -> bool:
    return bool({n.casefold() for n in names(name)} & {n.casefold() for n in names(outlet)})


def _run(left: str, right: str) -> bool:
    """Whether five words in a row stand in both."""
    one, two = fold(left).split(), f" {fold(right)} "
    return any(f" {' '.join(one[n : n + 5])} " in two for n in range(len(one) - 4))


def _start(said: Statement) -> int:
    return min((start for start, _ in (*said.cue, *said.content)), default=0)


def _the(report: Report, actor: Actor) -> list[tuple[int, int]]:
    """An actor's mentions, with the article before them."""
    return [
        (start - 4, end) if report.text[max(0, start - 4) : start].casefold() == "the " else (start, end)
        for start, end in actor.mentions
    ]


def _beside(report: Report, left: Actor, right: Actor) -> bool:
    return any(apposed(report, one, two) for one in left.mentions for two in right.mentions)


def _top(parents: dict[str, str], key: str) -> str:
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key


def _join(parents: dict[str, str], one: str, two: str) -> None:
    left, right = (_top(parents, parents.setdefault(key, key)) for key in (one, two))
    if left != right:
        parents[left] = right


def _persons(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Persons who go by a part of their name in one report, and by the whole, of which there is one, in another."""
    every = sorted(key.removeprefix("person:") for key in keys if key.startswith("person:"))
    tails: dict[str, list[str]] = {}
    for full in every:
        words = full.split()
        for n in range(1, len(words)):
            tails.setdefault(" ".join(words[n:]), []).append(full)
    out = []
    for name in every:
        longer = tails.get(name, [])
        longest = [full for full in longer if not any(full != o and full.endswith(f" {o}") for o in longer)]
        if len(longest) == 1:
            out.append((f"person:{name}", f"person:{longest[0]}"))
    return out


def _bodies(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Bodies that go by one word of their name ("the Front", "the League" of Nations) where one body has that word."""
    every = sorted(key.removeprefix("body:") for key in keys if key.startswith("body:"))
    short: dict[str, list[str]] = {}
    for full in every:
        words = full.split()
        if len(words) > 1:
            if words[-2] not in ("of", "for", "in", "and"):  # Halvern is not the Bank of Halvern
                short.setdefault(words[-1], []).append(full)
            if words[1] == "of":
                short.setdefault(words[0], []).append(full)
    return [
        (f"body:{name}", f"body:{short[name][0]}")
        for name in every
        if len(short.get(name, ())) == 1 and name not in ("ministry", "police", "government")
    ]
