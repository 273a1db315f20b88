"""Descriptions: "the Russian president", "a spokesman", "the ministry": someone named before, or of their own."""

from __future__ import annotations

from sayso.ground.known import nouns, squeeze, state_words
from sayso.ground.mentions import DEFINITE, INDEFINITE, Found, Mention
from sayso.ground.naming import HONORIFICS, Entity
from sayso.ground.page import Page

#: Heads that stand for one another in a second mention.
_ALIKE = {
    **dict.fromkeys(("president", "leader", "ruler", "dictator"), "leader"),
    **dict.fromkeys(("premier", "minister", "chancellor"), "minister"),
    **dict.fromkeys(("spokesman", "spokeswoman", "spokesperson"), "spokesperson"),
    **dict.fromkeys(
        ("lawmaker", "senator", "congressman", "congresswoman", "representative", "legislator"), "lawmaker"
    ),
    **dict.fromkeys(("chairman", "chairwoman", "chairperson", "chair"), "chair"),
    **dict.fromkeys(("gunman", "shooter", "attacker", "assailant"), "attacker"),
    **dict.fromkeys(("adviser", "advisor"), "adviser"),
}
#: Whose they are tells who they are: "his mother" is nobody else's.
_KIN = frozenset(
    "father mother dad mum mom brother sister son daughter wife husband widow widower uncle aunt nephew niece "
    "grandson granddaughter grandfather grandmother parents parent brothers sisters sons daughters children "
    "girlfriend boyfriend spouse partner family families relatives lawyer".split()
)
#: What a paper prints, or it is called: as a source it is the paper.
_WRITINGS = frozenset("article commentary editorial paper newspaper daily magazine commentator".split())
#: Last words of the names of papers and agencies.
_PRESS = frozenset(
    "sinmun times post news herald tribune journal gazette telegraph guardian daily globe mail mirror observer "
    "agency".split()
)
#: What ties a description to something that tells it from others.
_TIES = frozenset("of for from in at".split())
#: Determiners of a group that nobody speaks of again.
_LOOSE = frozenset("some many several few most other another any each every no more all".split())
#: Bare plurals that mean the same body each time.
_ONE_BODY = frozenset("police authorities government".split())


def head_key(word: str) -> str:
    """The head of a description, or what stands for it and its like."""
    return "=" + _ALIKE[word] if word in _ALIKE else word


def states_in(page: Page, low: int, high: int) -> set[str]:
    """Codes of the states that words name or derive from: "Russian", "Russia's", "of the United States"."""
    out = set()
    known = state_words()
    for word in range(low, high):
        for length in (2, 1):
            if word + length <= high:
                hit = known.get(squeeze("".join(page.words[word : word + length])))
                if hit and page.words[word][0].isupper():
                    out.add(hit[1])
                    break
    return out


def title_of(page: Page, found: Found, mention: Mention) -> None:
    """Notes what a person is called beside the name: "President" before it, "the spokesman" after a comma."""
    entity = mention.entity
    if entity is None:
        return
    known = nouns()
    if entity.kind != "person":
        after = page.lower[mention.high] if mention.high < len(page.lower) else ""
        if mention.low and page.lower[mention.low - 1] == "the" and after not in known:
            mention.from_title = mention.low - 1
        return
    low = first = mention.low
    steps = 0
    while low > 0 and steps < 9 and page.sentence[low - 1] == page.sentence[mention.low]:
        before = page.lower[low - 1]
        if before in known and known[before].kind == "person":
            entity.titles |= {before, head_key(before)}
            entity.states |= states_in(page, max(0, low - 4), low)
            entity.gender = entity.gender or known[before].gender
            first = low - 1
        elif before in HONORIFICS:
            first = low - 1
        elif page.words[low - 1][0].isupper():
            opens = low == 1 or page.sentence[low - 2] != page.sentence[low - 1]
            if first < mention.low and (not opens or low - 1 in found.covered):
                first = low - 1
        elif before not in (".", "-"):
            break
        low, steps = low - 1, steps + 1
    while 1 < first < mention.low and page.words[first - 1] == "." and len(page.words[first - 2]) == 1:
        first += 1  # not from within "U.S."
    if first < mention.low and first > 0 and page.lower[first - 1] == "the":
        first -= 1
    mention.from_title = first
    high = mention.high
    if high < len(page.lower) and page.lower[high] == ",":
        head = ""
        for word in range(high + 1, min(high + 9, len(page.lower))):
            low_word = page.lower[word]
            if low_word in (",", ".", "who", "said", "and", "whose") or page.sentence[word] != page.sentence[high]:
                break
            noun = known.get(low_word)
            if noun is not None and noun.kind == "person":
                head = low_word
            elif head and low_word in ("of", "for", "at", "in", "to", "from", "with"):
                break
        if head:
            entity.titles |= {head, head_key(head)}
            entity.states |= states_in(page, high + 1, min(high + 12, len(page.lower)))
            entity.gender = entity.gender or known[head].gender


def describe(page: Page, found: Found, mention: Mention, made: list[Entity]) -> None:
    """Gives a description to someone mentioned before, or makes someone of it."""
    known = nouns()
    noun = known.get(mention.word)
    kind = mention.kind or (noun.kind if noun else "other")
    after = found.covered.get(mention.high)
    if after is not None and after.entity is not None and after.entity.kind == "person" and kind == "person":
        if not mention.source:
            mention.how = "title"
            return
        mention.entity = after.entity
        return
    phrase = tuple(
        w for w in page.lower[mention.low : mention.high] if w not in DEFINITE and w not in INDEFINITE and w.isalnum()
    )
    owner = _owner(page, mention)
    if owner is not None and mention.word in _KIN:
        page.kin.setdefault(mention.word, set()).add(id(owner))
    beside = _apposed(page, mention) or _named_after(page, found, mention)
    if beside is not None and beside is not owner and kind == beside.kind and not mention.source:
        beside.titles |= {mention.word, head_key(mention.word)}
        beside.gender = beside.gender or (noun.gender if noun else "")
        beside.owner = beside.owner or owner
        mention.entity, mention.score = beside, 0.8
        return
    press = _press(page, mention) if mention.source and phrase == (mention.word,) else None
    if press is not None:
        mention.entity, mention.score = press, 0.6
        return
    states = states_in(page, mention.low, min(len(page.lower), mention.high))
    key = head_key(mention.word)
    first = page.lower[mention.low]
    if mention.definite or first not in INDEFINITE:
        old = _known_as(page, found, made, mention, kind, key, states, phrase, owner)
        if old is not None:
            mention.entity, mention.score = old
            return
    if kind in ("document", "state") and not mention.source:
        return
    if kind == "state":
        kind = "organisation"
    entity = Entity(kind, noun.gender if noun else "", phrase=phrase, states=states, plural=kind == "group")
    entity.placed = any(page.words[w][0].isupper() for w in range(mention.low + 1, mention.high - 1)) or (
        mention.high - mention.low > 1 and page.words[mention.low][0].isupper() and first not in DEFINITE
    )
    entity.owner, entity.tail, entity.loose = owner, _tail(page, mention), first in _LOOSE
    entity.titles |= {mention.word, key}
    made.append(entity)
    mention.entity = entity
    mention.score = 0.8


def _apposed(page: Page, mention: Mention) -> Entity | None:
    """Whose name stands right before, after a comma: "Maran, the governor", "the Tarn Front, a separatist group"."""
    if mention.low >= 2 and page.lower[mention.low - 1] == "," and page.recent:
        last = page.recent[-1]
        if last.high == mention.low - 1 and last.how == "name" and last.entity is not None:
            return last.entity
    return None


def _named_after(page: Page, found: Found, mention: Mention) -> Entity | None:
    """The person named right after, between commas: "his mother, Ilse Maran,"; not the next of a list."""
    name = found.covered.get(mention.high + 1)
    if name is None or mention.kind != "person" or name.low != mention.high + 1 or page.lower[mention.high] != ",":
        return None
    if name.entity is None or name.entity.kind != "person" or page.sentence[name.low] != page.sentence[mention.low]:
        return None
    after = page.lower[name.high : name.high + 2]
    return name.entity if after[:1] in ((",",), (".",)) and after[1:] not in (("and",), ("or",)) else None


def _press(page: Page, mention: Mention) -> Entity | None:
    """The paper whose article speaks: "The Tarn Herald said in an article … The article goes on"."""
    if not mention.definite or mention.word not in _WRITINGS:
        return None
    for last in reversed(page.recent[-60:]):
        entity = last.entity
        if entity is None or not last.source or entity.kind != "organisation" or not entity.named:
            continue
        here, low, high = page.sentence[last.low], last.low, last.high
        while high < len(page.lower) and page.sentence[high] == here and high - low < 40:
            high += 1
        if entity.parts[-1] in _PRESS or not _WRITINGS.isdisjoint(page.lower[low:high]):
            return entity
    return None


def _tail(page: Page, mention: Mention) -> str:
    """The first word of what follows a description after a preposition: "tarn" of "the people of Tarn"."""
    if mention.high >= len(page.lower) or page.lower[mention.high] not in _TIES:
        return ""
    after = (w for w in page.lower[mention.high + 1 : mention.high + 4] if w not in DEFINITE and w.isalnum())
    return next(after, "")


def _owner(page: Page, mention: Mention) -> Entity | None:
    """Whose they are: "his father", "Maran's lawyer"."""
    for last in reversed(page.recent[-3:]):
        if last.low <= mention.owner < last.high:
            return last.entity
    return None


def _known_as(
    page: Page,
    found: Found,
    made: list[Entity],
    mention: Mention,
    kind: str,
    key: str,
    states: set[str],
    phrase: tuple[str, ...],
    owner: Entity | None,
) -> tuple[Entity, float] | None:
    """Someone mentioned before who is called so."""
    tail = _tail(page, mention)
    bare = page.lower[mention.low] not in DEFINITE and not mention.definite
    seen: set[int] = set()
    second: Entity | None = None
    if kind == "state":
        if mention.owner >= 0:
            return None
        for last in reversed(page.recent[-12:]):
            if last.entity is not None and last.entity.kind == "state" and mention.definite:
                return last.entity, 0.5
        return None
    for last in reversed(page.recent[-150:]):
        entity = last.entity
        if entity is None or id(entity) in seen:
            continue
        seen.add(id(entity))
        if owner is not None and (
            entity is owner or (entity.owner is not owner and (entity.owner is not None or mention.word in _KIN))
        ):
            continue
        if entity.loose or (tail and entity.tail and tail != entity.tail):
            continue
        if kind == "group" and not entity.named:
            if (tail and not entity.tail) or (mention.owner >= 0 and owner is None):
                continue
            if not bare and not set(phrase) <= set(entity.phrase):
                continue
        police = kind == "group" and phrase[-1:] == ("police",) and entity.kind == "organisation"
        if (entity.kind != kind and not police) or (states and entity.states and not states & entity.states):
            continue
        if bare:
            if entity.phrase == phrase and kind == "group":
                return entity, 0.5
            if phrase == ("police",) and "police" in (*entity.parts, *entity.titles, *entity.phrase):
                return entity, 0.6
            if entity.phrase == phrase and (len(phrase) > 1 or (phrase[-1:] and phrase[-1] in _ONE_BODY)):
                return entity, 0.7
            continue
        if key in entity.titles:
            if entity.phrase and not (set(phrase) <= set(entity.phrase) or set(entity.phrase) <= set(phrase)):
                continue
            literal = mention.word in entity.titles
            if literal and (not states or entity.states):
                return entity, 0.75
            if second is None and (literal or not states or entity.states):
                second = entity  # of no state that we know, or called by a like word: where nobody fits better
        if kind == "organisation" and entity.named and set(phrase) <= {*entity.parts, *entity.titles}:
            return entity, 0.75
    return (second, 0.7) if second is not None else None
