"""What "they" and "it" may mean beside those who are named or described: joint people, parties, plurals, documents.

"Oto Vey and Ilse Maran", "the Reds", "voters", "the letter", "Tarn" where a capital may be its state. None of these is
an actor by being mentioned; where a pronoun that speaks means them they become one. So they are kept apart from the
mentions that everything else looks back at.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.ground.context import Context
from sayso.ground.describe import head_key
from sayso.ground.known import nouns
from sayso.ground.mentions import DEFINITE, INDEFINITE, Found, Mention
from sayso.ground.naming import Entity
from sayso.ground.page import Page

#: How a mention of this kind is told from the others.
QUIET = "quiet"
#: Quiet mentions of a report that are kept to look back at.
KEPT = 200
#: What speaks and can be read, beyond the lexicon's documents.
_WRITTEN = frozenset(
    "ad advertisement article ban brief broadcast cable column communique constitution decision declaration decree "
    "editorial e-mail essay filing file finding guidance handbook headline inquiry interview leaflet "
    "manifesto manual measure message motion note notice opinion order page petition placard platform poem "
    "post posting proposal questionnaire review ruling sign site speech story suit text tweet verdict warrant "
    "website writ".split()
)
#: Plurals of people or bodies that no ending tells.
_MANY = frozenset(
    "agencies agents allies associations backers banks boards captors churches cities clients colleges companies "
    "contractors countries couples courts delegates departments establishments executives firms governments groups "
    "heads hospitals institutions judges kids landlords manufacturers members militias ministries nations "
    "networks newspapers opponents others papers parties presidents publishers regulators residents respondents "
    "schools services shops states students studios tenants towns troops unions universities utilities "
    "visitors youths".split()
)
_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "women", "crats")
#: Plurals with such an ending that are things.
_THINGS = frozenset(
    "answers borders centers chapters characters colors computers corners corridors counters covers degrees dinners "
    "dollars doors drawers errors factors flavors flowers folders gears grants headers headquarters letters layers "
    "levers matters meters mirrors monitors motors numbers offers orders papers parameters pillars plants posters "
    "powers printers quarters restaurants rumors rumours sectors servers shoulders showers terrors towers trailers "
    "vectors warrants waters winters wonders".split()
)
#: What may follow a name that is no adjective.
_AFTER_NAMES = frozenset(
    "is are was were has have had will would can could may might must should does did says say said told went came "
    "took made and or but of in on at for with by to from as that which who whose when while after before wants "
    "want".split()
)
#: Names of peoples and parties end so.
_PLURAL = "s"


def find_quiet(at: Context, found: Found, others: dict[int, Mention]) -> Iterator[Mention]:
    """What is mentioned beside the names, descriptions and pronouns of a report, in no order."""
    known = nouns()
    count = len(at.words)
    for mention in found.mentions:
        plural = at.lower[mention.high - 1].endswith(_PLURAL)
        opens = mention.low and at.lower[mention.low - 1] == "the"
        after = at.words[mention.high] if mention.high < count else ""
        if mention.how in ("misc", "people") and plural and not (after[:1].isalpha() and mention.high in found.covered):
            low = mention.low
            left = found.covered.get(low - 1)
            if left is not None and left.high == low and left.how == "name" and left is not mention:
                low = left.low  # "Council Reds"
            yield Mention(low, mention.high, mention.head, QUIET, kind="group", word=at.lower[mention.head])
        elif mention.how == "capital":
            yield Mention(mention.low, mention.high, mention.head, QUIET, kind="state", word=mention.word)
        elif mention.how == "misc" and _stands_alone(at, mention):
            yield Mention(mention.low, mention.high, mention.head, QUIET, kind="organisation")
        elif (
            mention.how == "name"
            and opens
            and plural
            and mention.high - mention.low == 1
            and mention.entity is not None
            and mention.entity.kind == "person"
        ):
            yield Mention(mention.low, mention.high, mention.head, QUIET, kind="group", word=at.lower[mention.head])
    for last, (low, high) in found.places.items():
        yield Mention(low, high, last, QUIET, kind="place")
    for number, word in enumerate(at.lower):
        if number in found.covered or number in others or len(word) < 2:
            continue
        if (word in _WRITTEN or (word in known and known[word].kind == "document")) and at.words[number] == word:
            yield Mention(number, number + 1, number, QUIET, kind="document", word=word)
        elif _people(word):
            after = at.lower[number + 1] if number + 1 < count else ""
            if after in known and number + 1 not in found.covered:
                continue  # a noun before the head
            low = number
            while low and number - low < 3 and low - 1 not in others and _joins(at, low - 1):
                low -= 1
            yield Mention(low, number + 1, number, QUIET, kind="group", word=word)


def _stands_alone(at: Context, mention: Mention) -> bool:
    """Whether a name of no kind is a noun of its own, no adjective before one: "the Sarb said", not "Sarb boats"."""
    last = at.lower[mention.high - 1]
    after = at.words[mention.high] if mention.high < len(at.words) else ""
    if mention.high - mention.low == 1 and last.endswith(("ish", "ic", "ian", "ean", "ese", "ist", "ite", "al")):
        return False
    return not after[:1].isalpha() or after.endswith("ed") or after.lower() in _AFTER_NAMES


def _people(word: str) -> bool:
    """Whether a word in lower case looks like several people or bodies."""
    noun = nouns().get(word)
    if noun is not None:
        return noun.kind == "group"
    if word in _MANY:
        return True
    return len(word) > 5 and word.endswith(_ENDINGS) and word not in _THINGS and word.isalpha()


def _joins(at: Context, word: int) -> bool:
    """Whether a word stands before a plural as part of its description: "military", "Republican"."""
    low = at.lower[word]
    return (
        low.isalpha()
        and at.reading.sentence_of[word] == at.reading.sentence_of[word + 1]
        and (at.words[word][0].isupper() or low.endswith(("al", "ic", "ive", "an", "ary", "ous", "ed")))
        and low not in DEFINITE
        and low not in INDEFINITE
    )


def meet(page: Page, found: Found, mention: Mention) -> None:
    """Gives a quiet mention to whom it means, someone met before or someone new, and notes where it stands."""
    parts = tuple(w for w in page.lower[mention.low : mention.high] if w.isalnum() and w not in ("the", "a", "an"))
    if not parts:
        return
    written = " ".join(page.words[mention.low : mention.high])
    if mention.kind == "state":
        entity = found.register.states.get(mention.word)
        if entity is None:
            entity = page.quiet_known.get(("state", (mention.word,)))
        if entity is None:
            entity = Entity("state", named=True, code=mention.word)
            entity.names[written] += 1
            page.quiet_known["state", (mention.word,)] = entity
    elif mention.kind in ("organisation", "place"):
        entity = found.register.bodies.get(tuple(sorted(parts))) or page.quiet_known.get((mention.kind, parts))
        if entity is None:
            entity = Entity("organisation", parts=parts, named=True)
            entity.names[written] += 1
            page.quiet_known[mention.kind, parts] = entity
        if mention.kind == "place":
            page.places.add(id(entity))
    else:
        key = (mention.kind, parts if mention.kind == "group" else (mention.word,))
        entity = page.quiet_known.get(key)
        if entity is None:
            entity = Entity(mention.kind, phrase=parts, plural=mention.kind == "group")
            entity.titles |= {mention.word, head_key(mention.word)}
            page.quiet_known[key] = entity
    mention.entity, mention.score = entity, 0.5
    keep(page, mention)


def keep(page: Page, mention: Mention) -> None:
    """Notes a quiet mention."""
    page.quiet.append(mention)
    if len(page.quiet) > 2 * KEPT:
        del page.quiet[:KEPT]


def joined(page: Page, last: Mention) -> None:
    """Notes joint people or bodies where a mention is the last of them: "Oto Vey and Ilse Maran", "he and the mayor".

    What stands between two of them is at most a title, or what is said of the first between commas.
    """
    row, here = [last], last
    for one in reversed(page.recent[:-1][-8:]):
        low = here.from_title if 0 <= here.from_title < here.low else here.low
        if one.entity is None or last.entity is None or one.high > low:
            continue
        if page.sentence[one.low] != page.sentence[here.low]:
            break
        between = page.lower[one.high : low]
        if not (_pairs(between, one) if here is last else _lists(between)):
            break
        if not _alike(one.entity, last.entity) or (one.how == "pronoun" and one.word not in ("he", "she")):
            break
        if any(m.entity is one.entity for m in row):
            break
        row.append(one)
        here = one
    if len(row) < 2 or all(m.how != "name" for m in row):
        return
    entity = joint_of(page, [m.entity for m in reversed(row) if m.entity is not None])
    joint = Mention(row[-1].low, last.high, row[-1].head, QUIET, entity, 0.6)
    page.joints.append(joint)
    keep(page, joint)


def joint_of(page: Page, members: list[Entity]) -> Entity:
    """The one that stands for several together."""
    key = "joint", tuple(str(id(e)) for e in members)
    entity = page.quiet_known.get(key)
    if entity is None:
        entity = page.quiet_known[key] = Entity("group", plural=True, named=True)
        page.members[id(entity)] = members
    return entity


def _pairs(between: tuple[str, ...], one: Mention) -> bool:
    """Whether words between two mentions join them: "and", ", of Tarn, and", "and former"."""
    place = next((n for n, w in enumerate(between) if w in ("and", "&")), -1)
    if place < 0 or len(between) - place > 3 or any(w in ("said", "that", "who") for w in between):
        return False
    return place == 0 or (one.how == "name" and between[0] in (",", "(", "-", "–", "of") and place < 13)


def _lists(between: tuple[str, ...]) -> bool:
    """Whether words between two mentions go on with a list: ",", ", 56,", "and", ", along with"."""
    return 0 < len(between) <= 6 and between[0] in (",", "(", "and") and not any(w in ("said", "who") for w in between)


def _alike(one: Entity, other: Entity) -> bool:
    """Whether two can be joint: people with people, bodies with bodies, states with states."""
    people = ("person", "group")
    return one.kind == other.kind or (one.kind in people and other.kind in people)


def adopt(page: Page, mention: Mention, made: list[Entity]) -> None:
    """Gives a description that has just become someone new to the quiet one of the same words, and notes it."""
    entity = mention.entity
    if entity is None or entity.named or entity.kind not in ("group", "document"):
        return
    if entity.loose:
        return
    key = (entity.kind, entity.phrase if entity.kind == "group" else (mention.word,))
    old = page.quiet_known.get(key)
    if old is None:
        page.quiet_known[key] = entity
    elif made and made[-1] is entity and old is not entity and not entity.mentions:
        old.titles |= entity.titles
        old.states |= entity.states
        old.owner, old.tail = old.owner or entity.owner, old.tail or entity.tail
        made[-1] = mention.entity = old
