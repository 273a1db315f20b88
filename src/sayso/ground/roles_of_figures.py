"""What became of the people counted: read from the words on both sides of a number.

There is no parser here. A number's noun phrase is followed to the right, over auxiliaries, prepositional phrases and
other numbers joined by "and", to a word of `data/casualties.tsv`; and to the left to a verb whose object it is, or a
noun that it stands after ("a death toll of"). What is adjacent wins over what is far.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ground.counted import Item, person
from sayso.ground.lexicons import Fate, fates
from sayso.ground.lookalikes import MONTHS
from sayso.ground.numerals import Page
from sayso.ground.passing import died_of_it
from sayso.report import FigureRole

_BE = frozenset("was were is are be been being get got gets getting remain remained remains".split())
_HAVE = frozenset("has have had having".split())
_SKIP = frozenset(
    "who which that also later reportedly believed feared presumed thought confirmed said known to all both seriously "
    "critically severely badly slightly gravely fatally still now already reported found pronounced declared initially "
    "subsequently apparently allegedly officially least now will would could may might must subsequently instantly "
    "eventually tragically mortally lightly listed as left being each there then either wrongly indiscriminately "
    "lost at the scene ages aged ) ( by".split()
) - {"lost", "by"}
_PREPOSITIONS = frozenset(
    "in at from on of with near inside outside aboard who under behind into for around along during across by".split()
)
_STOP = frozenset(
    "said says when while because but although though after before where if . ; : ? ! than told say".split()
)
_DONE = frozenset("killed wounded injured shot stabbed arrested captured".split())
#: Fired or hit, and no people: "shooting at least six rounds", "12 cars were struck".
_THINGS = frozenset(
    "rounds bullets shots gunshot gunshots times casings holes cars vehicles trucks homes houses windows".split()
)
_LIVES = frozenset("sacrificed lost gave laid losing giving lose".split())
_NOT_OBJECT = frozenset(
    "in by at on during and dead near when while after to multiple several as , . ; early late "
    "over with from inside outside fatally for or along just around during since early shortly "
    "around while execution - – — ) because this last that friday monday tuesday wednesday thursday "
    "saturday sunday yesterday today tonight about in but who according".split()
)
_WIPED = frozenset((("wiped", "out"), ("wiping", "out"), ("mowed", "down"), ("mowing", "down"), ("mown", "down")))
_DASHES = frozenset(("-", "--", "–", "—"))
#: An aside between dashes has so many words at most.
_ASIDE = 16
_NUMERALS = frozenset("at two three four five six several a one".split())
#: Between a verb and the number that is its object.
_BETWEEN = frozenset("the those these all a estimated his her their its other dead more".split())
#: Between a noun of harm and its number: "a toll of 12", "deaths: 12".
_AFTER_NOUN = frozenset("of to at from by for as stands hit reached is was passed topped :".split())
#: What "the killing of 12" says, by its noun.
_OF: dict[FigureRole, str] = {
    "killed": "killing murder murdering slaying execution massacre beheading assassination",
    "captured": "kidnapping abduction capture",
    "arrested": "arrest arrests detention",
    "rescued": "rescue",
    "wounded": "wounding shooting",
    "displaced": "evacuation displacement",
    "deployed": "deployment",
}
_DEEDS: dict[str, FigureRole] = {word: role for role, words in _OF.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Found:
    """A role, the word that gives it, and how near it stands."""

    role: FigureRole
    at: int
    sure: float
    side: str  # "left", "right", "head"
    part: bool = False  # said to be some of them: "the dead included 21 women"


def role_of(p: Page, item: Item, every: dict[int, Item]) -> Found | None:
    """The role of one item's people; `every` finds items by their first word."""
    c = item.counted
    if item.own is not None:
        return Found(item.own.role, item.own.verb, 0.85, "right")
    if c.fate is not None and c.words is not None:
        role = c.fate.role
        if c.head == "lives":
            if _near_left(p, item.start, ("saved", "save", "saving", "rescued"), 3):
                role = "rescued"
            elif any(p.lower[j] in ("saved", "spared") and p.together(j, item.start) for j in _ahead(p, item.end, 6)):
                return None  # "thousands of lives would have been saved"
        return Found(role, c.words[0], 0.9, "head")
    if c.head in _THINGS:
        return None
    left = _left(p, item) or _leaving(p, item, every)
    if left is not None and left.sure >= 0.9:
        return left
    right = _right(p, item, every)
    if right is not None and (left is None or right.sure >= left.sure):
        return right
    return left or right


def _leaving(p: Page, item: Item, every: dict[int, Item]) -> Found | None:
    """The role after "left": "left four soldiers including the gunman dead", over words but over no other number."""
    if p.word(item.start - 1) not in ("left", "leaving", "leaves", "leave"):
        return None
    for k in range(item.end, min(len(p), item.end + 8)):
        if not p.together(item.start, k) or p.lower[k] in _STOP or p.lower[k] == "and" or k in every:
            return None
        fate = fates().get(p.lower[k])
        if fate is not None and fate.use != "noun":
            return Found(fate.role, k, 0.85, "left")
    return None


def _near_left(p: Page, at: int, words: tuple[str, ...], reach: int) -> bool:
    return any(p.word(k) in words for k in range(max(0, at - reach), at))


def _shot(p: Page, at: int, fate: Fate) -> FigureRole:
    """The role that a word gives, where the words beside it make wounds deaths: "shot dead", "fatally stabbed"."""
    if fate.role != "wounded" or p.lower[at] in ("injured", "wounded", "hurt"):
        return fate.role
    if p.word(at - 1) in ("fatally", "mortally"):
        return "killed"
    ahead = [p.word(at + k) for k in range(1, 6)]
    if ahead[0] in ("dead", "fatally") or ahead[:2] in (
        ["to", "death"],
        ["and", "killed"],
        ["and", "killing"],
        [",", "killed"],
    ):
        return "killed"
    if "dead" in ahead[1:4] and not {"and", ","} & set(ahead[:3]):
        return "killed"
    return fate.role


def _ahead(p: Page, at: int, many: int) -> range:
    return range(at, min(len(p), at + many))


def _mixed(p: Page, at: int, fate: Fate) -> bool:
    """Whether two fates are told of one number: "killed or wounded", "dead and injured"."""
    other = fates().get(p.word(at + 2))
    return (
        p.word(at + 1) in ("or", "and", "/")
        and other is not None
        and other.role != fate.role
        and {other.role, fate.role} == {"killed", "wounded"}
        and p.lower[at] not in ("shot", "stabbed")
        and not (p.word(at + 1) == "and" and _number_follows(p, at + 3))
    )


def _number_follows(p: Page, at: int) -> bool:
    return p.word(at)[:1].isdigit() or p.word(at) in _NUMERALS


def _right(p: Page, item: Item, every: dict[int, Item]) -> Found | None:
    k, unknown, far, aux, steps = item.end, 0, 0, False, 0
    lexicon = fates()
    pp = False
    while k < len(p) and p.together(item.end - 1, k) and steps < 26:
        steps += 1
        word = p.lower[k]
        if word in _DASHES and not p.glued(k + 1) and (end := _closed(p, k)) is not None:
            k = end  # "two people — including a boy — were hurt"
            continue
        other = every.get(k)
        if other is not None and k > item.end and other.number is not None and other.number.kind == "age":
            k = other.end  # "two men, both 31, were shot"
            continue
        if other is not None and k > item.end and item.counted.words is not None and not item.counted.people:
            return None  # "17 scenes, 7 dead"
        if other is not None and k > item.end and other.counted.of and other.counted.head in ("them", "whom"):
            return None  # "200 guests were there and four of them were shot"
        if other is not None and k > item.end and (far or p.word(k - 1) in ("and", ",", "or", "including", "plus")):
            if p.word(k - 1) in ("and", ",", "or", "including", "plus", "as") or pp:
                k, far = other.end, far + 1
                continue
            return None
        if word in _SEVERELY and k == item.end and lexicon.get(p.word(k + 1)) is None:
            return Found("killed" if word == "fatally" else "wounded", k, 0.8, "right")  # "four were shot, one fatally"
        if word in ("not", "never", "neither") or (word == "t" and p.word(k - 1) in ("'", "’")):
            return None
        fate = lexicon.get(word)
        if word == "custody" and _HELD.isdisjoint(p.lower[max(0, k - 4) : k]):
            fate = None  # "a guard who shared custody of her son"
        if word == "shot" and p.word(k + 1) == "down" and item.counted.words is not None and not item.counted.people:
            return None  # "two jets were shot down"
        if aux and (word, p.word(k + 1)) in _WIPED and item.counted.people:
            return Found("killed", k, 0.85, "right")
        if word in ("executed", "served") and item.counted.words is not None and not item.counted.people:
            return None  # "17 warrants were executed"
        if fate is not None:
            adjacent = k == item.end
            if word in _LIVES:
                fate = None
            elif fate.use == "noun":
                if word == "custody" or ((adjacent or item.counted.of) and item.number is not None):
                    return Found(fate.role, k, 0.9, "right")
            elif fate.use == "verb":
                passive = aux or (adjacent and not pp)
                active = word.endswith("ing") and word not in ("missing",)
                done = not aux or (not _HAVE.isdisjoint(p.lower[k - 2 : k]) and "been" not in p.lower[k - 2 : k])
                if done and not active and _object_follows(p, k, every):
                    return None  # "she shot a guard", "she had shot a guard"
                if active and not (aux and p.word(k - 1) == "being"):
                    if not pp:
                        return None
                elif (passive or (not pp and not unknown)) and not (
                    p.word(k - 1) in ("he", "she", "they", "who") and not aux
                ):
                    role: FigureRole = "other" if _mixed(p, k, fate) else _shot(p, k, fate)
                    if role == "wounded" and item.low == item.high == 1 and died_of_it(p, k):
                        role = "killed"
                    return Found(role, k, 0.95 if adjacent else 0.85 - 0.08 * min(far + unknown + pp, 4), "right")
                elif not pp:
                    return None
            elif fate.role == "present" and not adjacent:
                pass
            elif adjacent or aux or not pp or word in ("died", "perished", "custody"):
                role = "other" if _mixed(p, k, fate) else fate.role
                if word != "dead" or aux or adjacent or unknown == 0:
                    return Found(role, k, 0.95 if adjacent else 0.85 - 0.08 * min(far + unknown + pp, 4), "right")
        if word in _LIVES and p.word(k + 1) in ("their", "his", "her") and p.word(k + 2) in ("lives", "life"):
            return Found("killed", k, 0.85, "right")
        if word == "among" and aux:
            j = k + 1 + (p.word(k + 1) in ("the", "those"))
            fate = lexicon.get(p.word(j))
            if fate is not None:
                return Found(fate.role, j, 0.85, "right")
        if word in ("including", "include", "among") and not aux and every.get(k + 1) is None:
            return None
        if word in _CARE and (near := _cared(p, k)) is not None:
            return near
        if word in _STOP and not (word == "." and p.glued(k + 1)):
            return None
        if word in _BE:
            aux, unknown, pp = True, 0, False
        elif word in _HAVE or word in _SKIP:
            aux = aux or word in _HAVE
        elif word == ",":
            if p.word(k + 1) in ("and", "but") and p.word(k + 2) not in ("one",) and every.get(k + 2) is None:
                return None
            aux, far = False, far + 1
        elif word in _PREPOSITIONS:
            pp, aux = True, False
        elif word == "and":
            # "were ambushed and killed", "including 70 soldiers and police officers, were killed"
            joined = p.word(k + 1) in lexicon if aux else person(p.word(k + 1)) or person(p.word(k + 2))
            if every.get(k + 1) is None:
                if not joined and (aux or not pp):
                    return None
                pp = pp or (joined and not aux)
            elif aux:
                return None
        elif not pp:
            unknown += 1
            aux = False if unknown > 1 else aux
            if unknown > 2 or (aux and unknown > 1):
                return None
        k += 1
    return None


def _closed(p: Page, at: int) -> int | None:
    """After the dash that closes what one at a word opens, where a verb goes on there."""
    at = p.past(at, _DASHES)
    for k in range(at, min(len(p), at + _ASIDE)):
        if not p.together(at, k):
            return None
        if p.lower[k] in _DASHES and not p.glued(k):
            end = p.past(k, _DASHES)
            return end if p.word(end) in _BE or p.word(end) in _HAVE else None
    return None


#: Before "custody" that is a jail's.
_HELD = frozenset("in into under police from remains".split())
_SEVERELY = frozenset("fatally critically seriously severely slightly gravely".split())
_CARE = frozenset(
    "taken transported rushed airlifted flown admitted treated condition wounds injuries lifted hospitalzed "
    "transferred sustained suffered suffering received".split()
)
_STATES = frozenset("critical stable serious fair good grave guarded".split())


def _cared(p: Page, k: int) -> Found | None:
    """Wounded, where words of care say so: taken to hospital, in critical condition, with gunshot wounds."""
    word = p.lower[k]
    before = [p.word(x) for x in range(max(0, k - 4), k)]
    ahead = [p.word(x) for x in range(k + 1, k + 10)]
    if word == "condition":
        hit = bool(_STATES & set(before))
    elif word in ("wounds", "injuries"):
        hit = "with" in before or "for" in before or "from" in before
    elif word in ("sustained", "suffered", "suffering", "received"):
        hit = bool({"wounds", "injuries", "wound", "injury", "burns"} & set(ahead[:5]))
    else:
        hit = bool({"hospital", "hospitals", "clinic", "injuries", "wounds", "center", "er"} & set(ahead))
    return Found("wounded", k, 0.6, "right") if hit else None


def _object_follows(p: Page, k: int, every: dict[int, Item]) -> bool:
    """Whether a verb has an object after it: then what stands before it did the deed."""
    word = p.word(k + 1)
    if word == "and" and (fate := fates().get(p.word(k + 2))) is not None and fate.use == "verb":
        return _object_follows(p, k + 2, every)  # "shot and killed a guard"
    if not word or word in _NOT_OBJECT or word in MONTHS or not p.together(k, k + 1):
        return False
    if every.get(k + 1) is not None:
        after = p.word(every[k + 1].end - 1)
        return after not in ("times", "time", "years", "days", "hours", "weeks", "months", "minutes", "miles", "ago")
    return (
        word in ("a", "an", "the", "his", "her", "their", "its", "him", "them", "himself")
        or person(word)
        or (p.capital(k + 1) and p.lower[k] in _DONE)
    )


def _left(p: Page, item: Item) -> Found | None:
    k = item.start - 1
    lexicon = fates()
    if p.word(k) == "and" and (item.counted.people or item.number is None):
        # "killed his wife and three children": over the first object to its verb
        j = k - 1
        while j > max(0, k - 7) and (
            p.capital(j) or person(p.lower[j]) or p.lower[j] in ("his", "her", "their", "the", ",")
        ):
            j -= 1
        fate = lexicon.get(p.word(j))
        if j < k - 1 and fate is not None and fate.use == "verb" and p.word(j - 1) not in _BE and p.together(j, k):
            return Found(_shot(p, j, fate), j, 0.8, "left")
    while k >= 0 and p.word(k) in _BETWEEN:
        k -= 1
    if k < 0 or not p.together(k, item.start):
        return None
    word = p.lower[k]
    fate = lexicon.get(word)
    if item.number is not None and item.number.kind not in ("count", "share"):
        fate = None
    if (p.word(k - 1), word) in _WIPED and item.counted.people:
        return Found("killed", k - 1, 0.85, "left")
    if fate is not None and fate.use == "verb" and not (p.word(k - 1) in _BE and not word.endswith("ing")):
        return Found(_shot(p, k, fate), k, 0.92, "left")
    if (
        fate is not None
        and word in ("killed", "wounded", "injured", "dead")
        and p.word(k - 1) in ("killed", "injured", "wounded", "and", "or")
    ):
        return Found(fate.role, k, 0.85, "left")
    # "killing and wounding 12", "killed or wounded 12" came above; "the dead were two men", "the dead included 12"
    if word in ("included", "include", "includes", "were", "are", "was", "numbered"):
        fate = lexicon.get(p.word(k - 1))
        if fate is not None and p.word(k - 2) in ("the", "those", "other"):
            return Found(fate.role, k - 1, 0.8, "left", word.startswith("include"))
        if p.word(k - 2) == "among" or p.word(k - 3) == "among":
            return Found(fate.role, k - 1, 0.85, "left") if fate is not None else None
        if p.word(k - 1) in ("toll", "tolls"):
            return Found("killed", k - 1, 0.8, "left")
    if word in _AFTER_NOUN:
        found = _noun_left(p, k, item.start, word)
        if found is not None:
            return found
    return None


def _noun_left(p: Page, k: int, start: int, word: str) -> Found | None:
    """The noun that a number stands after: "the deaths of 12", "the death toll rose to 12", "killed: 12"."""
    lexicon = fates()
    for j in range(k - 1, max(-1, k - 10), -1):
        if not p.together(j, start):
            return None
        here = p.lower[j]
        if here in ("toll", "tolls"):
            injured = p.word(j - 1) in ("injury", "casualty", "wounded")
            return Found("wounded" if injured and p.word(j - 1) != "casualty" else "killed", j, 0.9, "left")
        if here in ("number", "count", "tally") and p.word(j + 1) in ("of", "from"):
            for m in range(j + 2, k):
                fate = lexicon.get(p.lower[m])
                if fate is not None:
                    return Found(fate.role, m, 0.8, "left")
        fate = lexicon.get(here)
        if fate is not None and fate.use == "noun" and word in ("of", "to", "at", ":") and j >= k - 2:
            return Found(fate.role, j, 0.8, "left")
        if here in _DEEDS and word == "of" and j == k - 1:
            deadly = p.word(j - 1) in ("fatal", "deadly")
            return Found("killed" if deadly else _DEEDS[here], j, 0.85, "left")
        if here in (",", ";", "and", "but", "who", "which", "that"):
            return None
    return None
