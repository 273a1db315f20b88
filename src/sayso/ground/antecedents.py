"""Who a pronoun could stand for, and the facts that speak for and against each; nobody is one of them."""

from __future__ import annotations

from sayso.ground.mentions import Mention
from sayso.ground.naming import Entity
from sayso.ground.page import Candidate, Page

#: Sentences that a pronoun looks back, and mentions at most: what keeps the walk linear.
REACH, MOST = 4, 24
#: What form a pronoun has, where it is not the subject's.
FORMS = {
    **dict.fromkeys(("him", "them"), "object"),
    **dict.fromkeys(("his", "her", "hers", "its", "their", "theirs"), "owner"),
    **dict.fromkeys(("himself", "herself", "itself", "themselves"), "self"),
}
_IS = frozenset(
    "is was 's isn wasn be being been will would has had seems seemed appears looks takes took makes".split()
)
_CLAUSE = frozenset("that to whether if who how why when because".split())
_PREPOSITIONS = frozenset(
    "of in on at for with by to from about against between among over under into through than".split()
)
#: What follows a name by which somebody is spoken to.
_TO_SOMEBODY = frozenset(
    (word,) for word in "i we you what why how who where when do did does can could will would have are is let".split()
)


def form_of(page: Page, pronoun: Mention) -> str:
    """What a pronoun is in its clause: subject, object, owner or self. "her" is an owner where a word follows that it
    can own.
    """
    low = page.lower[pronoun.low]
    if low == "her":
        after = page.lower[pronoun.low + 1] if pronoun.low + 1 < len(page.lower) else ""
        free = not after[:1].isalnum() or after in _PREPOSITIONS or after in _CLAUSE or after in ("and", "the", "a")
        return "object" if free else "owner"
    return FORMS.get(low, "subject")


def fits(kind: str, entity: Entity, pronoun: Mention) -> bool:
    """Whether an entity can be meant by a pronoun at all."""
    if kind in ("he", "she"):
        return entity.kind == "person" and entity.gender in ("", kind) and not entity.plural
    several = entity.kind == "document" and entity.phrase[-1:] != () and entity.phrase[-1].endswith("s")
    if kind == "it":
        return entity.kind in ("organisation", "state", "document") and not several
    return entity.kind in ("group", "organisation", "state") or entity.plural or several


def weigh(
    page: Page,
    pronoun: Mention,
    form: str,
    entity: Entity,
    last: Mention,
    between: int,
    around: list[tuple[Entity, bool]],
    speaker: Entity | None,
    other: Entity | None,
) -> dict[str, float]:
    """The facts about one candidate: what its last mention is, how far, and in whose mouth.

    `around` are the speakers of the words around, `speaker` the latest before who fits, `other` whom the turn is for.
    """
    far = page.sentence[pronoun.low] - page.sentence[last.low]
    out: dict[str, float] = {
        "sentence": float(min(REACH, far)),
        "between": float(min(between, 6)),
        "often": float(min(len(entity.mentions), 8)) ** 0.5,
    }
    if not between:
        out["nearest"] = 1.0
    subject = page.subject(last)
    if subject:
        out["subject"] = 1.0
    if page.opens(last):
        out["opens"] = 1.0
        if page.opens(pronoun) and far:
            out["parallel"] = 1.0
    if page.acts(last):
        out["acts"] = 1.0
    if not far:
        out["here"] = 1.0
        out["here-" + form] = 1.0
        if subject:
            out["here-subject-" + form] = 1.0
        if page.beside(last, pronoun):
            out["clause-" + form] = 1.0
    if far > REACH:
        out["distant"] = 1.0
    before = page.before.get(pronoun.word)
    if before is not None and before[1] is entity:
        out["chain"] = 1.0
        if page.sentence[pronoun.low] - page.sentence[before[0]] < 2:
            out["chain-near"] = 1.0
    mouth = "source-" if pronoun.source and pronoun.word in ("he", "she") else ""  # whom a text is of says less of it
    if entity.named:
        out["named"] = 1.0
        out[mouth + "share"] = page.share.get(id(entity), 0.0)
    if id(entity) in page.about:
        out[mouth + "about"] = 1.0
    elif id(entity) in page.titled:
        out[mouth + "titled"] = 1.0
    if pronoun.word == "it":
        out["things"] = float(min(4, page.things[pronoun.low] - page.things[last.high]))
    elif pronoun.word == "they":
        out["plurals"] = float(min(4, page.plurals[pronoun.low] - page.plurals[last.high]))
    if page.oblique(last):
        out["oblique"] = 1.0
    if page.hears(last):
        out["hears"] = 1.0
    if page.possessor(last):
        out["possessor"] = 1.0
    if last.how == "pronoun":
        out["pronoun"] = 1.0
        if last.word == pronoun.word:
            out["alike"] = 1.0
    if last.how == "description":
        out["described"] = 1.0
    if form == "owner":
        owned = page.lower[pronoun.low + 1] if pronoun.low + 1 < len(page.lower) else ""
        if id(entity) in page.kin.get(owned, ()):
            out["kin-owner"] = 1.0
        if owned in entity.titles and entity.owner is not None:
            out["kin-self"] = 1.0
    _of_speech(page, pronoun, entity, last, around, speaker, other, out)
    if pronoun.word in ("he", "she"):
        known = entity.gender or entity.lean
        if entity.gender == pronoun.word:
            out["gender"] = 1.0
        elif known == pronoun.word:
            out["lean"] = 1.0
        elif known:
            out["lean-against"] = 1.0
    else:
        kind = "joint" if id(entity) in page.members else "place" if id(entity) in page.places else entity.kind
        out["kind-" + kind] = 1.0
        if last.how == "quiet":
            out["quiet"] = 1.0
            if kind in ("group", "organisation", "document", "state"):
                out["quiet-" + kind] = 1.0
    return out


def _of_speech(
    page: Page,
    pronoun: Mention,
    entity: Entity,
    last: Mention,
    around: list[tuple[Entity, bool]],
    speaker: Entity | None,
    other: Entity | None,
    out: dict[str, float],
) -> None:
    """The facts of who spoke before and who speaks here, see `weigh`."""
    if page.speakers_before and entity is page.speakers_before[-1]:
        out["speaker"] = 1.0
        if pronoun.source:
            out["source-speaker"] = 1.0
    if entity is speaker:
        out["speaker-fits"] = 1.0
        if pronoun.source:
            out["source-speaker-fits"] = 1.0
        if page.quoted[pronoun.low] and not around:
            out["speaker-quoted"] = 1.0
    if entity is other:
        out["spoken-to"] = 1.0
    if last.source:
        out["said"] = 1.0
    if pronoun.statement >= 0 and id(entity) in page.said_of.get(pronoun.statement, ()):
        out["said-of"] = 1.0
    if any(who is entity for who, _ in around):
        out["encloses"] = 1.0
        if page.inside[pronoun.low - 1] != page.inside[pronoun.low] or page.lower[pronoun.low - 1] == "that":
            out["encloses-first"] = 1.0
    if page.quoted[last.low] != page.quoted[pronoun.low]:
        out["other-side"] = 1.0
        if pronoun.source:
            out["source-other-side"] = 1.0


def _addressed(page: Page, mention: Mention) -> bool:
    """Whether somebody is spoken to by name at the head of a sentence of speech: "Dara, I have just seen her"."""
    if page.inside[mention.low] < 0 or mention.how != "name" or page.lower[mention.high : mention.high + 1] != (",",):
        return False
    opens = mention.low == 0 or page.sentence[mention.low - 1] != page.sentence[mention.low]
    opens = opens or page.lower[mention.low - 1] in (":", "“", '"', "‘", "'")
    return opens and page.lower[mention.high + 1 : mention.high + 2] in _TO_SOMEBODY


def candidates(page: Page, pronoun: Mention, reach: int = REACH, most: int = MOST) -> list[Candidate]:
    """Who a third-person pronoun could stand for, with the facts about each; the latest mentioned first.

    Whoever speaks the words himself is none, nor who is spoken to in them by name, nor whom a description means that
    the pronoun stands in ("his father").
    """
    around = page.enclosing(pronoun.low)
    barred = {id(who) for who, direct in around if direct}
    who_speaks, other = page.in_turn(pronoun.low)
    if who_speaks is not None and not barred:
        barred.add(id(who_speaks))
    form = form_of(page, pronoun)
    speaker = next((e for e in reversed(page.speakers_before) if fits(pronoun.word, e, pronoun)), None)
    out: list[Candidate] = []
    here = page.sentence[pronoun.low]
    eve = page.eve(pronoun) if pronoun.source else {}

    def add(entity: Entity, last: Mention) -> None:
        if page.inside[last.low] == page.inside[pronoun.low] and _addressed(page, last):
            return
        if id(entity) not in barred and fits(pronoun.word, entity, pronoun):
            if pronoun.word == "they" and id(entity) in page.places:
                return
            facts = weigh(page, pronoun, form, entity, last, len(seen), around, speaker, other)
            if id(entity) in eve:
                facts["eve"] = 1.0
                if eve[id(entity)]:
                    facts["eve-first"] = 1.0
            out.append((entity, last, facts))
        seen.add(id(entity))

    seen: set[int] = set()
    back = list(reversed(page.recent[-most:]))
    if pronoun.word in ("they", "it") and page.quiet:
        back = sorted([*back, *page.quiet[-most:]], key=lambda m: -m.low)
    for last in back:
        if here - page.sentence[last.low] > reach:
            break
        entity = last.entity
        if entity is not None and last.low <= pronoun.low < last.high:
            barred.add(id(entity))
        if entity is not None and id(entity) not in seen:
            add(entity, last)
    for entity in page.main:
        known = page.last.get(id(entity))
        if known is not None and id(entity) not in seen:
            add(entity, known)
    for who, direct in around[:1]:
        if not direct and id(who) not in seen and fits(pronoun.word, who, pronoun):
            out.append((who, None, {"encloses": 1.0, "after": 1.0}))
    if pronoun.word in ("he", "she") and any("gender" in f or "lean" in f for *_, f in out):
        out = [one for one in out if "lean-against" not in one[2] or "chain" in one[2]]
    if pronoun.source and pronoun.statement >= 0:
        others = [one for one in out if not _in_its_words(page, pronoun, one)]
        out = others or out
    return out


def _in_its_words(page: Page, pronoun: Mention, one: Candidate) -> bool:
    """Whether someone is named in the very words that a pronoun speaks, or spoken of last in its direct ones: who
    speaks says "I".
    """
    entity, last, _ = one
    if id(entity) in page.said_of.get(pronoun.statement, ()):
        return True
    return last is not None and page.inside[last.low] == pronoun.statement and page.quoted[last.low]


def nobody(page: Page, pronoun: Mention) -> dict[str, float]:
    """The facts that speak for nobody: how "it" or "they" stands, and whether the one before it meant someone."""
    if pronoun.word in ("he", "she"):
        return {}
    low, form = pronoun.low, form_of(page, pronoun)
    out = {"nobody": 1.0, "nobody-" + form: 1.0}
    after = page.lower[low + 1] if low + 1 < len(page.lower) else ""
    if pronoun.source:
        out["nobody-source"] = 1.0
    if after in _IS:
        out["nobody-is"] = 1.0
        if not _CLAUSE.isdisjoint(page.lower[low + 2 : low + 7]):
            out["nobody-clause"] = 1.0
    if form == "subject" and (not after[:1].isalnum() or after in _PREPOSITIONS):
        out["nobody-object"] = 1.0
    if page.opens(pronoun):
        out["nobody-opens"] = 1.0
    if page.quoted[low]:
        out["nobody-quoted"] = 1.0
    before = page.before.get(pronoun.word)
    if before is not None and page.sentence[low] - page.sentence[before[0]] < 3:
        out["nobody-before" if before[1] is None else "nobody-chain"] = 1.0
    return out
