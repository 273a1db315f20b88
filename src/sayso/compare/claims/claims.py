"""Claims: what several statements say alike, whoever passes it on, shown in a member's own words.

Two utterances are one claim where they count the same people at the same number, share a run of quoted words, or have
most of their words, weighed by how rare these are in the story, in common. Different numbers or a no against a yes keep
them apart. No model is asked: the same reports give the same claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sayso.compare.claims.alike import alike, weights_of
from sayso.compare.claims.denials import Denial, denials
from sayso.compare.claims.utterances import Utterance, utterances
from sayso.compare.claims.variants import variants
from sayso.compare.copies.credits import house
from sayso.compare.figures.beside import counts
from sayso.compare.figures.tallies import Count
from sayso.compare.nouns import Claim, Conflict, Maker, Ref, Root, Told
from sayso.compare.roots.roots import Roots, nobody
from sayso.compare.standing import origins_at
from sayso.compare.times import firsts
from sayso.report import Report, Span

#: A "no" so many letters before a number denies it.
_NO, _BEFORE = re.compile(r"\b(?:no|not|never|without|cannot|\w+n['’]t)\b"), 30
_SENTENCE = re.compile(r"[.!?][”\"’']*\s")
_WORD = re.compile(r"\w+")
_SMALL = 10  # below this a number alone says little: scopes have to be the same
_MOST = 80  # claims of a story
_ONE, _ARTICLES = frozenset(("one", "least", "single")), frozenset(("a", "an", "the", "mr", "mrs", "ms"))
_THIN = 3  # words that tell something, of which a claim has less
#: What leads up to a count beside what is said: "the sinking that killed 12", "guilty of killing 12", "one of the 12".
_ASIDE = re.compile(
    r"\b(?:that|which|who|where|when|whose|after|since|following|before|because|if)\b"
    r"|\b(?:to|of|for|in|by|with|from|over|about) (?:\w+ )?\w+ing\b"
    r"|\bof (?:the |those |these |its |their )?\Z"
)


@dataclass(slots=True)
class Group:
    """Utterances that make one claim."""

    members: list[Utterance]
    denied: list[Denial] = field(default_factory=list)
    words: dict[int, Count] = field(default_factory=dict)  # of a claim that counts people: each member's count
    of: str = ""  # who was killed, where it counts one by a name or as somebody


def claims(
    reports: Sequence[Report], roots: Roots, told: Sequence[Told], conflicts: Sequence[Conflict] = ()
) -> tuple[tuple[Claim, ...], tuple[Conflict, ...]]:
    """The claims that the reports' statements make, those that most outlets carry first, and the denials among them.

    `conflicts` are those of figures: a claim whose number stands in one is disputed.
    """
    said, weights, groups = grouped(reports, roots, told)
    found = denials(said, groups, weights, roots)
    in_conflict = {
        (ref.report, span)
        for c in conflicts
        if c.kind == "figure"
        for ref, span in zip(c.between, c.spans, strict=True)
    }
    by_id, tellings = {report.id: report for report in reports}, {one.report: one for one in told}
    made: list[tuple[Claim, Group]] = []
    for group in groups:
        group.denied = [denial for denial in found if any(denial.of is one for one in group.members)]
        if claim := _claim(group, roots, tellings, by_id, in_conflict):
            made.append((claim, group))
    order = {report.id: n for n, report in enumerate(reports)}
    made.sort(key=lambda pair: _first(pair[0], pair[1], order))
    numbered = tuple(replace(claim, id=f"c{n}") for n, claim in enumerate(_apart(made)[:_MOST], 1))
    return numbered, tuple(denial.conflict(roots) for denial in found if denial.first)


def _first(claim: Claim, group: Group, order: Mapping[str, int]) -> tuple[object, ...]:
    """What claims are ordered by: those of several texts or disputed, those that tell something, of most outlets."""
    thin = not group.words and all(sum(term[0] not in "@#" for term in one.terms) < _THIN for one in group.members)
    alone = claim.outlets < 2 and claim.origins < 2 and not claim.disputed
    named = sum(not root.vague for root in claim.roots)
    many = -claim.outlets, -claim.origins, not claim.disputed, -named, -len(claim.statements)
    return alone, thin, *many, order[claim.shown.report], claim.shown.report, claim.statements[0].span


def _apart(made: Sequence[tuple[Claim, Group]]) -> list[Claim]:
    """Claims without those that show the words of one before and are told by none but its reports."""
    shown: dict[str, set[str]] = {}
    out = []
    for claim, _ in made:
        words, told = " ".join(_WORD.findall(claim.text.casefold())), {one.report for one in claim.statements}
        if not told <= shown.get(words, set()):
            out.append(claim)
            shown.setdefault(words, set()).update(told)
    return out


def grouped(
    reports: Sequence[Report], roots: Roots, told: Sequence[Told]
) -> tuple[list[Utterance], Mapping[str, float], list[Group]]:
    """What the reports' statements say, how much each term tells, and the groups that make one claim."""
    numbers: dict[str, list[Count]] = {}
    for count in counts(reports, roots, told):
        numbers.setdefault(count.report.id, []).append(count)
    said = [one for report in reports for one in utterances(report, roots, numbers.get(report.id, ()))]
    weights = weights_of(said)
    counted = _counted(said, roots)
    lone = {id(group.members[0]) for group in counted if group.of and len(group.members) == 1}
    many = {id(one) for group in counted if len(group.members) > 1 or not group.of for one in group.members}
    if alone := lone - many:  # "a guard was killed" is a count that no other shares: its words may be shared
        counted = [group for group in counted if id(group.members[0]) not in alone]
        said = [replace(one, counts=()) if id(one) in alone else one for one in said]
    return said, weights, [*counted, *map(Group, alike(said, weights, roots))]


def _counted(said: Sequence[Utterance], roots: Roots) -> list[Group]:
    """Utterances that count the same people at the same number, in order of the first."""
    found: dict[tuple[object, ...], Group] = {}
    for one in said:
        if not one.whole or one.stance == "denying":
            continue
        for count in one.counts:
            before = one.report.text[max(0, count.figure.span[0] - _BEFORE) : count.figure.span[0]]
            if _NO.search(_SENTENCE.split(before)[-1]):
                continue
            number = count.low if count.low is not None else count.high
            scope = count.scope if number is None or number < _SMALL or count.scope == "cumulative" else ""
            who = _named(one, count, roots)
            group = found.setdefault((count.role, number, count.group, scope, who), Group([], of=who))
            group.members.append(one)
            group.words[id(one)] = count
    once: dict[tuple[int, ...], Group] = {}
    for group in found.values():  # "11 passengers and six dock workers" of one statement is one claim
        once.setdefault(tuple(sorted({id(one) for one in group.members})), group)
    held = Counter(id(one) for group in once.values() for one in group.members)
    return [g for g in once.values() if len(g.members) > 1 or held[id(g.members[0])] == 1 or _total(g)]


def _named(one: Utterance, count: Count, roots: Roots) -> str:
    """Who is counted where it is one, by name or as somebody: "Ivo Renn was killed", "a guard was killed"."""
    start, end = count.figure.span
    words = one.report.text[start:end].casefold().split()
    if count.low != 1 or count.comparator != "≥" or any(word in _ONE or word.isdigit() for word in words):
        return ""
    for actor in one.report.actors:
        if any(start < mention[1] and mention[0] < end for mention in actor.mentions):
            return roots.key(one.report.id, actor.id) or actor.name
    return " ".join(word for word in words if word not in _ARTICLES)


def _total(group: Group) -> bool:
    """Whether the one count of a claim is no part of another: one statement's parts are no claims of their own."""
    return all(count.scope != "subset" for count in group.words.values())


def _claim(
    group: Group, roots: Roots, told: Mapping[str, Told], reports: Mapping[str, Report], disputed: set[tuple[str, Span]]
) -> Claim | None:
    members = _once(group.members)
    ids = list(dict.fromkeys(one.report.id for one in members))
    contested = bool(group.denied) or any(
        (count.report.id, count.figure.span) in disputed for count in group.words.values()
    )
    if len(ids) < 2 and not contested and not group.words:
        return None
    shown = _clearest(members, told, group.words, roots)
    firstly = [report.id for report in firsts([reports[id_] for id_ in ids])]
    return Claim(
        "",
        shown.text,
        Ref(shown.report.id, shown.id),
        tuple(_maker(one) for one in members),
        len({house(reports[id_].outlet) or id_ for id_ in ids}),
        origins_at(((one.report.id, one.span) for one in members), told),
        roots_of(members, roots, group.words),
        tuple(dict.fromkeys(Ref(one.report.id, one.id) for one in members if one.report.id in firstly)),
        contested,
        variants(members, roots),
    )


def _once(members: Sequence[Utterance]) -> list[Utterance]:
    """Each statement once."""
    seen: dict[tuple[str, str | None], Utterance] = {}
    for one in members:
        seen.setdefault((one.report.id, one.id), one)
    return list(seen.values())


def roots_of(members: Sequence[Utterance], roots: Roots, words: Mapping[int, Count]) -> tuple[Root, ...]:
    """Whose word a claim goes back to, those who are named first.

    Nobody's word ("officials", no source named) comes last and is marked as vague: it can be that of any other. Where
    the claim is a count, its source is that of the count: "the navy said its men were where 23 died" is not its toll.
    """
    found: dict[Root, None] = {}
    served: dict[str | None, set[str]] = {}  # a minister of a state that no report names, and states that it can be
    for one in members:
        meant = {term[1:] for term in one.terms if term[0] == "@"}
        for id_ in one.statement.actors if one.statement else ():
            for root in roots.of(one.report.id, one.id):
                served.setdefault(root.actor, set()).update(roots.states_of(one.report.id, id_, meant))
        count, theirs = words.get(id(one)), roots.of(one.report.id, one.id)
        asks = count is not None and (one.statement is None or count.figure.statement is not None)
        if count is not None and asks and count.root not in {root.actor for root in theirs}:
            theirs = (Root(count.root, None, nobody(count.root)),)
        found |= dict.fromkeys(theirs)
    direct = {root.actor for root in found if root.external is None and root.actor}
    named = {root.actor for root in found if not root.vague}
    kept = [
        root
        for root in found
        if (root.external is None or root.actor not in direct)
        and not (root.vague and root.actor in named)
        and not served.get(root.actor, set()) & named
    ]
    return tuple(sorted(kept, key=lambda root: (root.vague, root.actor is None)))


def _maker(one: Utterance) -> Maker:
    actors = {actor.id: actor.name for actor in one.report.actors}
    theirs = one.statement.actors if one.statement else ()
    return Maker(one.report.id, one.id, tuple(actors[id_] for id_ in theirs if id_ in actors), one.span, one.stance)


_UNCLEAR = frozenset("it its he she his her they their them we our i my you that this these those so there".split())


def _clearest(
    members: Sequence[Utterance], told: Mapping[str, Told], words: Mapping[int, Count], roots: Roots
) -> Utterance:
    """The member that says it most plainly: a statement of an original, without pronouns, then the shortest."""

    def rank(one: Utterance) -> tuple[object, ...]:
        home = told.get(one.report.id)
        own = home is None or home.origin == one.report.id
        count = words.get(id(one))
        others = count is not None and count.root not in {root.actor for root in roots.of(one.report.id, one.id)}
        aside = count is not None and (one.cued or _aside(one, count))
        body = set(one.words[1:] if one.words[:1] == ("that",) else one.words)
        unclear = len(one.terms) < 3 or bool(body & _UNCLEAR) or one.cued
        many = len(one.counts) > 1, len(one.spans) > 1, len(one.words)
        return aside, one.statement is None, others, unclear, not own, *many

    return min(members, key=lambda one: (*rank(one), one.report.id, one.spans))


def _aside(one: Utterance, count: Count) -> bool:
    """Whether a count stands beside what is said."""
    before = one.report.text[one.spans[0][0] : count.figure.span[0]].removeprefix("that ")
    return bool(_ASIDE.search(before))
