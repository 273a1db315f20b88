"""Deaths told in passing: of somebody named who merely "died" where no violence is told, and after a wound."""

from __future__ import annotations

from sayso.ground.lexicons import fates
from sayso.ground.numerals import PERSON, Page

#: Words of casualties.tsv that say a death and not how it came.
DIED = frozenset("died die dies dying dead deceased death deaths passed perished".split())
#: What a death of this kind came of is no incident.
_ILL = frozenset(
    "cancer illness pneumonia stroke leukemia leukaemia disease cardiac dementia diabetes tumor tumour".split()
)
_ILLS = frozenset((("heart", "attack"), ("heart", "failure"), ("natural", "causes"), ("old", "age"), ("his", "sleep")))
_VIOLENT = frozenset(
    "shooting shootings attack attacks attacked bombing bombings bomb bombs bombed blast blasts explosion explosions "
    "strike strikes airstrike airstrikes raid raids crash crashes crashed fire fires blaze killing killings homicide "
    "homicides murder stabbing stabbings ambush massacre clash clashes accident quake earthquake flood floods flooding "
    "rampage siege sinking gunfire gunshot gunshots bullet bullets gunman gunmen shooter shelling shelled rocket "
    "rockets wounds injuries collision collided derailed wreck wreckage overturned beaten beating strangled crossfire "
    "assault robbery robbed tornado hurricane cyclone landslide avalanche scene suicide overdose rubble drowning "
    "collapse collapsed gun guns missile missiles battle battles fighting fought combat violence torture tortured "
    "custody crushed electrocuted poisoned poisoning".split()
)


def violent(p: Page) -> frozenset[int]:
    """The sentences that tell of violence or a disaster, by number."""
    harms = {w for w, f in fates().items() if f.use == "verb" and f.role in ("killed", "wounded")}
    words = _VIOLENT | (harms - DIED)
    out = set()
    for k, word in enumerate(p.lower):
        before = p.word(k - 1)
        if word in words and not (word == "fire" and before in ("-", "cease")) and (before, word) not in _ILLS:
            out.add(p.sentence[k])
    return frozenset(out)


def borne(p: Page, sentences: frozenset[int]) -> frozenset[str]:
    """The words, in lower case, that persons' names end with in some sentences, and the first of each."""
    out = set()
    for k, kind in enumerate(p.kinds):
        inner = 0 < k < len(p) - 1 and p.kinds[k - 1] == PERSON and p.kinds[k + 1] == PERSON
        if kind == PERSON and p.sentence[k] in sentences and not inner:
            out.add(p.lower[k])
    return frozenset(out)


def ill(p: Page, low: int, high: int) -> bool:
    """Whether words, or the eight after them in their sentence, say that somebody died of an illness."""
    end = high
    while end < len(p) and end < high + 8 and p.together(low, end):
        end += 1
    here = p.lower[low:end]
    return not _ILL.isdisjoint(here) or any(pair in _ILLS for pair in zip(here, here[1:], strict=False))


#: Between "where" or "and" and "died".
_THERE = frozenset("he she they later was has had then also been pronounced declared both".split())
#: So many words after the wound are looked through.
_AHEAD = 40


def died_of_it(p: Page, at: int) -> bool:
    """Whether the sentence of a wound, or the next one, tells the death: "… to a hospital, where he died"."""
    for k in range(at + 1, min(len(p), at + _AHEAD)):
        new = p.sentence[k] != p.sentence[k - 1]
        if p.sentence[k] > p.sentence[at] + 1 or (new and p.lower[k] not in ("he", "she")):
            return False
        if p.lower[k] in ("where", "and", "but") or new:
            end = p.past(k + 1, _THERE)
            pronounced = p.word(end) == "dead" and p.word(end - 1) in ("pronounced", "declared")
            if (p.word(end) == "died" or pronounced) and p.together(k, end):
                return True
    return False
