"""Who is who among the actors of several reports: one key and one name for all that are one root.

Two are one where a report says so: a minister and the ministry, a spokesman and whom he speaks for, a harbour master
and the person named as such, a body and its short name where the story has no other of that name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from sayso.compare.joined import top
from sayso.compare.roots.behind import (
    BODIES,
    OFFICIALS,
    PAPERS,
    beside,
    issued_by,
    members,
    named,
    spoken,
)
from sayso.compare.roots.namesakes import bodies, persons, rules
from sayso.compare.roots.offices import (
    INSTITUTIONS,
    Ministry,
    ministry,
    ministry_of,
    office,
    plain,
    spoken_for,
    titles,
)
from sayso.keep.canonical import fold
from sayso.keep.canonical import key as canonical_key
from sayso.keep.nouns import Judgement
from sayso.report import Actor, Report


class Identities:
    """The actors of a set of reports, joined where they are one.

    `said`: what people judged `same` and `different` over all reports, as far as it holds; it outranks the reports.
    """

    def __init__(self, reports: Sequence[Report], said: Iterable[Judgement] = ()):
        self._said = tuple(said)
        self._reports = {report.id: report for report in reports}
        self._actors = {report.id: {actor.id: actor for actor in report.actors} for report in reports}

    def name(self, actor: Actor, report: str | None = None) -> str:
        """The one name of an actor's root in these reports; a description ("the company") is that of its `report`."""
        for id_ in [report] if report else self._reports:
            if (key := self._keys.get((id_, actor.id))) and self._actors[id_][actor.id] is actor:
                return self._shown.get(top(self._parents, key), actor.name)
        return actor.name

    def key(self, report: str, actor: str) -> str | None:
        """What tells the root of a report's actor from others; None for an actor that the report does not have."""
        found = self._keys.get((report, actor))
        return top(self._parents, found) if found else None

    def holders(self, text: str) -> dict[str, str]:
        """The offices that a text speaks of and one person holds in these reports, with that person's root."""
        folded = f" {fold(text)} "
        return {title: key for title, key in self._held.items() if f" {title} " in folded}

    @cached_property
    def called(self) -> dict[str, str]:
        """Whoever goes by one word in these reports, by that word, folded: a state, "Front", a last name."""
        found: dict[str, Counter[str]] = {}
        for key in self._keys.values():
            kind, _, name = key.partition(":")
            if kind in ("person", "body") and " " not in name:
                found.setdefault(name, Counter())[top(self._parents, key)] += 1
        return {name: min(keys, key=lambda key: (-keys[key], key)) for name, keys in found.items()}

    def states_of(self, report: str, actor: str, meant: Collection[str]) -> set[str]:
        """The states, of those meant by key, whose minister a person can be: no report says which state's he is.

        A foreign minister who speaks of what Drevia did is no second witness beside Drevia.
        """
        if (key := self.key(report, actor)) is None or key not in self._of_no_state:
            return set()
        return {self._shown[one] for one in meant if one in self._state_keys}

    @cached_property
    def _of_no_state(self) -> set[str]:
        said = [(top(self._parents, key), of.state) for here in self._ministries.values() for key, of in here.items()]
        return {key for key, _ in said} - {key for key, state in said if state}

    @cached_property
    def _state_keys(self) -> set[str]:
        """States as far as reading knows them: it takes a small one for a body, or for a person of one name."""
        return {key for key in self.called.values() if key.startswith("body:")}

    @cached_property
    def _held(self) -> dict[str, str]:
        one = {title: next(iter(keys)) for title, keys in self._offices.items() if len(keys) == 1}
        return {title: top(self._parents, key) for title, key in one.items() if len(title.split()) > 1}

    @cached_property
    def _keys(self) -> dict[tuple[str, str], str]:
        """What each actor of each report is known by: its name in all reports, or its description in its own."""
        return {
            (report.id, actor.id): _key(actor) if named(actor) else f"here:{report.id}:{plain(actor.name)}"
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
            if actor.kind == "person" and named(actor)
        ]
        for report, actor in persons:
            for title in titles(report, actor):
                found.setdefault(title, set()).add(top(self._joined, self._keys[report.id, actor.id]))
        for report in self._reports.values():  # "the harbour master, Ruan Teale"
            for actor in report.actors:
                held = office(actor.name)
                for other in report.actors if held else ():
                    if held and other.kind == "person" and named(other) and beside(report, actor, other):
                        found.setdefault(held, set()).add(top(self._joined, self._keys[report.id, other.id]))
        return found

    @cached_property
    def _joined(self) -> _Parents:
        """Actors joined by their names alone."""
        parents = _Parents({key: key for key in self._keys.values()})
        parents.apart = tuple(self._judged("different"))
        for one, two in (*self._judged("same"), *persons(parents), *bodies(parents), *rules(parents)):
            _join(parents, one, two)
        return parents

    def _judged(self, kind: str) -> Iterator[tuple[str, str]]:
        """Pairs of keys of actors that people judged so."""
        keys: dict[str, set[str]] = {}
        for report in self._reports.values():
            for actor in report.actors:
                keys.setdefault(canonical_key(actor), set()).add(self._keys[report.id, actor.id])
        for judgement in self._said:
            if judgement.kind == kind:
                one, two = (sorted(keys.get(actor["key"], ())) for actor in judgement.value["actors"])
                yield from ((left, right) for left in one for right in two if left != right)

    @cached_property
    def _parents(self) -> _Parents:
        """Who stands for whom: actors by key, joined where they are one root."""
        parents = _Parents(self._joined)
        parents.apart = self._joined.apart
        self._join_ministries(parents)
        for report in self._reports.values():
            self._join_descriptions(parents, report)
        for report in self._reports.values():
            bodies = [actor for actor in report.actors if actor.kind in BODIES]
            for actor in report.actors:
                key = self._keys[report.id, actor.id]
                if actor.kind != "person" or top(parents, key).startswith("ministry:"):
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

    def _join_ministries(self, parents: _Parents) -> None:
        """Joins ministers and their ministry; of states that have one each, only where a report says whose it is.

        Without the ministry itself two holders of an office are two persons.
        """
        nodes: dict[str, set[str]] = {}
        for said, key in [(said, key) for here in self._ministries.values() for key, said in here.items()]:
            if node := self._ministry(said):
                nodes.setdefault(node, set()).add(key)
        for node, keys in nodes.items():
            if any(key.startswith(("body:", "here:")) for key in keys):
                parents.setdefault(node, node)
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
                holders |= {top(self._joined, key)} if key.startswith("person:") else set()
        return found

    def _join_descriptions(self, parents: _Parents, report: Report) -> None:
        """Joins "the ministry", "the harbour master", "the navy", "the company" of a release to whom they mean."""
        starts = {start: body for body in report.actors if body.kind in BODIES for start, _ in body.mentions}
        by_name = {plain(body.name): body for body in reversed(report.actors) if body.kind in BODIES}
        for actor in report.actors:
            key = self._keys[report.id, actor.id]
            words = plain(actor.name)
            if whose := PAPERS.match(actor.name):
                owner = next(
                    (o for o in report.actors if plain(o.name) == plain(whose["whose"]) and o is not actor), None
                )
                if owner is not None:
                    _join(parents, key, self._keys[report.id, owner.id])
            elif (
                actor.kind == "group"
                and key.startswith("here:")
                and (body := members(report, actor, starts)) is not None
            ):
                _join(parents, key, self._keys[report.id, body.id])
            elif (issued := issued_by(report, actor, starts)) is not None and key.startswith("here:"):
                _join(parents, key, self._keys[report.id, issued.id])
            if officials := OFFICIALS.match(words):
                body = by_name.get(officials["of"])
                if body is not None and body is not actor:
                    _join(parents, key, self._keys[report.id, body.id])
                elif (said := ministry(officials["of"])) and (node := self._ministry(said)) in parents:
                    _join(parents, key, node or key)
            if words in ("ministry", "minister") and (only := self._only_ministry(report.id)):
                _join(parents, key, only)
            if not key.startswith("here:"):
                continue
            if actor.kind in BODIES and (full := self._institution(report, words)):
                parents.setdefault(full, full)
                _join(parents, key, full)
            elif actor.kind in BODIES and report.genre == "release" and words in ("company", "firm", "group"):
                if issuer := self._issuer(report):
                    _join(parents, key, issuer)
            elif actor.kind != "group" and (
                near := [o for o in report.actors if o.kind == "person" and named(o) and beside(report, actor, o)]
            ):
                _join(parents, key, self._keys[report.id, near[0].id])
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
        full = {
            top(self._joined, self._keys[report.id, actor.id])
            for actor in report.actors
            if actor.kind in BODIES and named(actor) and plain(actor.name).endswith(f" {words}")
        }
        if not full and words in INSTITUTIONS:  # "the hospital" of another report can be another
            full = self._endings.get(words, set())
        if full:
            return next(iter(full)) if len(full) == 1 else None
        return f"body:{words}" if words in INSTITUTIONS and last != "opposition" else None

    @cached_property
    def _endings(self) -> dict[str, set[str]]:
        """The named bodies of all reports, by each ending of their names that can be a body's short name."""
        found: dict[str, set[str]] = {}
        for report in self._reports.values():
            for actor in report.actors:
                if actor.kind in BODIES and named(actor):
                    words = plain(actor.name).split()
                    for n in range(1, len(words)):
                        key = top(self._joined, self._keys[report.id, actor.id])
                        found.setdefault(" ".join(words[n:]), set()).add(key)
        return found

    def _issuer(self, report: Report) -> str | None:
        """Whose release a report is: the body that it names most."""
        bodies = [a for a in report.actors if a.kind in BODIES and named(a) and len(a.mentions) > 1]
        most = max(bodies, key=lambda a: len(a.mentions), default=None)
        return self._keys[report.id, most.id] if most else None

    @cached_property
    def _shown(self) -> dict[str, str]:
        """The name that each root is shown by: that of its body, else the longest that a report gives."""
        shown: dict[str, tuple[int, int, int, int, str]] = {}
        for report in self._reports.values():
            for actor in report.actors:
                key = top(self._parents, self._keys[report.id, actor.id])
                body = actor.kind in BODIES
                scare = plain(actor.name) != fold(actor.name)
                holder = key.startswith(("ministry:", "body:")) and body
                papers = PAPERS.match(actor.name) is not None  # the agency, not "the agency’s website"
                rank = (holder, not scare and not papers, named(actor), len(actor.name), actor.name)
                if key not in shown or rank > shown[key]:
                    shown[key] = rank
        out = {key: spoken(name) for key, (*_, name) in shown.items()}
        for virtual, words in self._virtual.items():
            key = top(self._parents, virtual)
            if key not in shown or not shown[key][0]:
                out[key] = words if words[:1].isupper() else f"the {words}"
        return out


def _key(actor: Actor) -> str:
    name = plain(actor.name)
    if "/" in actor.name:
        name = name.replace(" ", "/")  # two bodies in one word are neither
    return f"{'person' if actor.kind == 'person' else 'body'}:{name}"


class _Parents(dict[str, str]):
    """Who stands for whom, by keys, and the pairs that people keep apart."""

    apart: tuple[tuple[str, str], ...] = ()


def _join(parents: _Parents, one: str, two: str) -> None:
    left, right = (top(parents, key) for key in (one, two))
    if left != right and not any({top(parents, a), top(parents, b)} == {left, right} for a, b in parents.apart):
        parents[left] = right
