"""Who speaks and who is spoken of: names, titles, descriptions and pronouns of one report, resolved to actors.

Three walks. Names come first, for they need no order: one actor a name, however it is written. Then the text is walked
once from its start, and each description and pronoun is given to someone mentioned before it, or by the statement
around it. Last, "I" is given to whoever speaks the words it stands in, and every statement gets its actors. Statements
are found before; a source that is a pronoun prefers the speaker of the statement before it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import cast

from sayso.ground.context import Context
from sayso.ground.describe import describe, title_of
from sayso.ground.heads import heads_of
from sayso.ground.mentions import (
    Found,
    Mention,
    find_descriptions,
    find_names,
    find_pronouns,
)
from sayso.ground.naming import Entity, best_name
from sayso.ground.page import Page, Told, page_of
from sayso.ground.pronouns import choose, shipped
from sayso.ground.quiet import QUIET, adopt, find_quiet, joined, meet
from sayso.ground.turns import Turn, turns
from sayso.report import Actor, ActorKind, Report, Span, Statement

#: Statements that one continued source may run on for.
_FAR = 3


#: Police that is not a town's.
_WIDE = frozenset("state federal national military transit capitol border highway secret royal".split())
#: Sentences after such a body's name in which "police" is still it.
_POLICE = 6
#: How sure a pronoun must be of whom it means to tell the gender of all the pronouns after it.
SURE = 0.5
#: The same where most bearers of the given name are of the other gender.
_SURER = 0.9
#: How many sentences back a body that spoke is still "it" or "they", and which kinds are.
_NEAR_SPEAKER = 4
#: How many sentences after joint speakers "they" are still both.
_NEAR_JOINT = 2
_SPEAKS_AS = {
    "it": frozenset(("organisation", "state", "document")),
    "they": frozenset(("organisation", "state", "group", "other")),
}


def resolve(at: Context, told: Told | None = None, weights: dict[str, dict[str, float]] | None = None) -> Report:
    """The report with its actors, and each statement with those who make it and whose source it continues.

    `told` is filled with every choice of an antecedent and the facts that it was made by, and `weights` stand for the
    shipped ones: both for training only.
    """
    if not at.words:
        return at.report
    found = find_names(at)
    spoken = turns(at, found)
    others = {m.head: m for m in find_descriptions(at, found.covered)}
    others |= {m.head: m for m in find_pronouns(at, found.covered)}
    page = page_of(at)
    page.turn = [(t.low, t.high, t.speaker, t.other) for t in spoken]
    page.told = told
    page.weights = weights or shipped()
    statements = at.report.statements
    for place, statement in enumerate(statements):
        page.speakers[place] = [
            _named_last(at, found, statement, h) for h in heads_of(at, page, statement, found, others)
        ]
        for head in page.speakers[place]:
            head.statement = place
    quiet = find_quiet(at, found, others)
    every = {id(m): m for m in (*found.mentions, *others.values(), *quiet)}.values()
    order = sorted(every, key=lambda m: (m.low, m.how != "pronoun", -m.high))  # "his" before "his father"
    page.prepare(order, at.report.title or at.report.text[: at.report.text.find("\n")])
    _walk(at, page, found, order)
    if told is not None:
        told.mentions = [*order, *page.joints]
    _one_police(page, order)
    _first_person(page, spoken, order)
    return _filled(at, page, order)


def _named_last(at: Context, found: Found, statement: Statement, head: Mention) -> Mention:
    """The name that ends a source instead of what someone is called before it: "a spokesman for the port, Oto Vey,"."""
    if head.how != "description" or head.kind != "person" or len(statement.source) != 1:
        return head
    low, high = at.range(statement.source[0])
    while high > low and not at.words[high - 1][0].isalnum():
        high -= 1
    name = found.covered.get(high - 1)
    if name is None or name.entity is None or name.entity.kind != "person" or name.high != high:
        return head
    if name.low - 1 <= head.head or at.words[name.low - 1] != ",":
        return head
    name.source, head.source = True, False
    return name


def _walk(at: Context, page: Page, found: Found, order: list[Mention]) -> None:
    """Gives every mention that is no first or second person to someone."""
    waiting: list[Mention] = []
    made: list[Entity] = []
    for number, mention in enumerate(order):
        if mention.how == QUIET:
            meet(page, found, mention)
            continue
        if mention.how == "name":
            title_of(page, found, mention)
        elif mention.how == "description":
            describe(page, found, mention, made)
            adopt(page, mention, made)
        elif mention.how == "pronoun" and mention.word in ("he", "she", "they", "it"):
            if mention.word in ("he", "she", "they") or mention.source or mention.word == "it":
                chosen = choose(page, mention)
                if chosen is not None:
                    mention.entity, mention.score = chosen
                    sure = SURE if mention.entity.lean in ("", mention.word) else _SURER
                    if mention.word in ("he", "she") and mention.score >= sure and not mention.entity.gender:
                        mention.entity.gender = mention.word
                elif mention.word in ("he", "she"):
                    waiting.append(mention)
                elif mention.source:
                    mention.entity, mention.score = _last_to_speak(page, mention), 0.4
                if mention.word == "they" and mention.source:
                    _joint(page, mention)
                    _each(page, mention)
        elif mention.how == "pronoun" and mention.word == "who":
            mention.entity, mention.score = _who(page, mention), 0.7
        if mention.entity is not None:
            mention.entity.mentions.append(number)
            page.met(mention)
            if mention.how in ("name", "description"):
                joined(page, mention)
            if waiting and mention.how == "name" and mention.entity.kind == "person":
                _forward(page, waiting, mention)


def _joint(page: Page, they: Mention) -> None:
    """Gives "they" who speak to the joint speakers of the statement just before, unless a group stands between."""
    before = next((m for m in reversed(page.recent) if m.source and m is not they and m.entity is not None), None)
    if before is None or before.statement in (-1, they.statement):
        return
    heads = [h for h in page.speakers[before.statement] if h.entity is not None]
    if len(heads) < 2 or page.sentence[they.low] - page.sentence[before.low] > _NEAR_JOINT:
        return
    last = page.last.get(id(they.entity))
    spoken_of = last is not None and page.inside[last.low] == before.statement
    if (
        they.entity is not None
        and they.score >= SURE
        and not spoken_of
        and they.entity not in [h.entity for h in heads]
    ):
        return
    they.entity, they.score = heads[0].entity, 0.5
    row = page.speakers[they.statement]
    row.extend(replace(they, entity=h.entity) for h in heads[1:])


def _each(page: Page, they: Mention) -> None:
    """Gives what "they" say to each of the joint people that they are."""
    members = page.members.get(id(they.entity), ())
    page.speakers[they.statement].extend(replace(they, entity=entity) for entity in members)


def _last_to_speak(page: Page, pronoun: Mention) -> Entity | None:
    """The body, state or group that spoke last in the sentences just before: "The league objected. It said …"."""
    for mention in reversed(page.recent):
        if page.sentence[pronoun.low] - page.sentence[mention.low] > _NEAR_SPEAKER:
            return None
        entity = mention.entity
        if entity is not None and mention.source and entity.kind in _SPEAKS_AS[pronoun.word]:
            return entity
    return None


def _forward(page: Page, waiting: list[Mention], name: Mention) -> None:
    """A pronoun with nobody before it takes the first name after it in its sentence ("Before he left, Maran …")."""
    entity = name.entity
    assert entity is not None
    for pronoun in waiting:
        near = page.sentence[name.low] - page.sentence[pronoun.low]
        if near == 0 and entity.gender in ("", pronoun.word) and page.quoted[name.low] == page.quoted[pronoun.low]:
            pronoun.entity, pronoun.score = entity, 0.6
            entity.gender = entity.gender or pronoun.word
    waiting.clear()


def _who(page: Page, relative: Mention) -> Entity | None:
    """Whom "who", "which" or "that" goes on about: the last in the sentence, of people where it is "who".

    Straight after a plural that is no part of a person's name it is those: "Oto was heard by detectives who …".
    """
    before = page.lower[relative.low - 1] if relative.low else ""
    several = before.isalpha() and len(before) > 3 and before.endswith("s") and not before.endswith("ss")
    for mention in reversed(page.recent[-4:]):
        if page.sentence[mention.low] != page.sentence[relative.low]:
            return None
        if several and mention.high < relative.low and mention.entity is not None and mention.entity.kind == "person":
            return None
        if mention.entity is not None and (
            page.lower[relative.low] != "who" or mention.entity.kind in ("person", "group", "other")
        ):
            return mention.entity
    return None


def _one_police(page: Page, order: list[Mention]) -> None:
    """Bare "police" is the one police that the report names or places, where it tells of one: "Tarn police".

    A state's police is only meant shortly after its name: what happens in a town is its own police's.
    """
    bodies = {id(m.entity): m.entity for m in order if m.entity is not None and _is_police(m.entity)}
    if not bodies:
        return
    body = max(bodies.values(), key=lambda e: (e.named, len(e.parts or e.phrase)))
    words = {*body.parts, *body.phrase}
    if any(not words.issuperset((*e.parts, *e.phrase)) for e in bodies.values()):
        return
    wide, named = not _WIDE.isdisjoint(words), -_POLICE
    for mention in order:
        entity = mention.entity
        if entity is not None and id(entity) in bodies:
            mention.entity, named = body, page.sentence[mention.low]
        elif entity is not None and entity.phrase == ("police",) and entity.owner is None:
            near = page.sentence[mention.low] - named < _POLICE
            mention.entity, mention.score = (body, 0.6) if near or not wide else (entity, mention.score)


def _is_police(entity: Entity) -> bool:
    """Whether someone is a police body with a name or a place: not "police" alone, nor "riot police"."""
    if entity.kind == "organisation" and entity.named:
        return "police" in entity.parts and len(entity.parts) > 1
    return entity.phrase[-1:] == ("police",) and len(entity.phrase) > 1 and entity.placed


def _first_person(page: Page, spoken: list[Turn], order: list[Mention]) -> None:
    """Gives "I" to the speaker of the quotation or the turn it stands in, and "you" to the other of the turn."""
    lows = [turn.low for turn in spoken]
    for mention in order:
        if mention.how != "pronoun" or mention.entity is not None or mention.word not in ("i", "we", "you"):
            continue
        if mention.word == "we" and not mention.source:
            continue
        quoted = False
        for who, direct in page.enclosing(mention.low):
            if direct:
                quoted = True
                if mention.word == "you" or (mention.word == "i" and who.kind not in ("person", "group", "other")):
                    break
                mention.entity, mention.score = who, 0.85 if mention.word == "i" else 0.5
                break
        if not quoted and lows and mention.word != "we":
            turn = spoken[max(0, bisect_right(lows, mention.low) - 1)]
            who_speaks = turn.speaker if mention.word == "i" else turn.other
            if turn.low <= mention.low < turn.high and who_speaks is not None:
                mention.entity, mention.score = who_speaks, 0.8 if mention.word == "i" else 0.7


def _filled(at: Context, page: Page, order: list[Mention]) -> Report:
    """The report with those of the entities that are someone: named, a source, described more than once, or people
    whom a pronoun means again.
    """
    groups: dict[int, list[Mention]] = {}
    for mention in order:
        entity = mention.entity
        if entity is not None and id(entity) in page.members:
            if not mention.source:
                continue
            mention.entity = entity = page.members[id(entity)][0]
        if entity is not None:
            groups.setdefault(id(entity), []).append(mention)
    spoke = {id(m.entity) for row in page.speakers.values() for m in row}
    rows = []
    for key, row in groups.items():
        own = [m for m in row if m.how not in ("pronoun", QUIET)]
        entity = row[0].entity
        if entity is None:
            continue
        again = entity.kind in ("person", "group") and len(row) > 1 and any(m.how == "pronoun" for m in row)
        if own and entity.kind not in ("group", "document"):
            row = [m for m in row if m.how != QUIET]
        elif not own and (key in spoke or again):
            own = [m for m in row if m.how == QUIET]
        if own and (entity.named or key in spoke or again or len(own) > 1):
            spans = tuple(sorted({_span(page, m) for m in row}))
            name = best_name(entity) if entity.named else ""
            rows.append((spans, key, entity, name or _called(at.report.text, page, own), min(m.score for m in row)))
    rows.sort(key=lambda r: r[0])
    ids = {key: f"a{n}" for n, (_, key, *_) in enumerate(rows, 1)}
    actors = tuple(
        Actor(ids[key], name, cast(ActorKind, entity.kind), spans, round(score, 2))
        for spans, key, entity, name, score in rows
    )
    done = []
    for place, statement in enumerate(at.report.statements):
        who = dict.fromkeys(ids[id(m.entity)] for m in page.speakers[place] if id(m.entity) in ids)
        done.append(replace(statement, actors=tuple(who)))
    return replace(at.report, actors=actors, statements=tuple(_continued(at.report.text, done)))


def _span(page: Page, mention: Mention) -> Span:
    low = mention.low if mention.from_title < 0 else min(mention.low, mention.from_title)
    return page.starts[low], page.ends[mention.high - 1]


def _called(text: str, page: Page, own: list[Mention]) -> str:
    """What someone without a name is called: the fullest description, on one line."""
    return " ".join(max((text[page.starts[m.low] : page.ends[m.high - 1]] for m in own), key=len).split())


#: Cues that go on with the speaker before: "…, adding that …".
_ADDING = frozenset(
    "adding noting saying citing stressing calling warning claiming describing insisting explaining pointing urging "
    "arguing".split()
)


def _continued(text: str, statements: list[Statement]) -> list[Statement]:
    """Statements without a source whose speaker is plainly the one before."""
    out: list[Statement] = []
    for statement in statements:
        if not statement.source and not statement.actors and out:
            before = next(
                (s for s in reversed(out[-_FAR:]) if s.within == statement.within and (s.source or s.source_from)), None
            )
            if before is not None and _goes_on(text, before, statement):
                root = before.source_from or before.id
                statement = replace(statement, source_from=root, actors=before.actors)
        out.append(statement)
    return out


def _goes_on(text: str, before: Statement, statement: Statement) -> bool:
    spans = [*before.source, *before.cue, *before.content]
    mine = [*statement.cue, *statement.content]
    if not spans or not mine:
        return False
    gap = text[max(b for _, b in spans) : min(a for a, _ in mine)]
    if any(c.isalnum() for c in gap) and len(gap) > 12:
        return False
    if statement.cue:
        word = text[statement.cue[0][0] : statement.cue[0][1]].lower().split()[:1]
        return bool(word) and word[0] in _ADDING
    return statement.kind in ("direct", "unmarked", "mixed") and gap.count("\n") < 3
