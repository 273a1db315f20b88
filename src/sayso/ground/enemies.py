"""Losses of the other side on one side's word: "we killed 40 marines", "the army said 12 militants were killed".

Such a number is a claim of who fought, never a toll. A toll on the word of a bystander, a doctor, or of the losing side
itself is none.
"""

from __future__ import annotations

from sayso.ground.counted import Counted
from sayso.ground.lexicons import fates, persons
from sayso.ground.numerals import Page

_ARMY = frozenset(
    "army armies military forces force troops navy fleet ministry command spokesman commander general airstrike "
    "airstrikes strikes strike raid operation coalition offensive defense defence guard guards kpa brigade brigades "
    "battalion regiment claimed claims".split()
)
#: Who fights without being an army: their word on dead soldiers is always on the other side's.
_IRREGULAR = frozenset(
    "militants militant rebels rebel insurgents insurgent taliban isis isil jihadists jihadist separatists guerrillas "
    "guerrilla hamas hezbollah houthis houthi shabab shabaab mujahideen mujahedeen partisans gunmen fighters".split()
)
_SOLDIERS = frozenset(
    "soldiers soldier troops servicemen serviceman personnel marines marine sailors airmen paratroopers commandos "
    "conscripts invaders occupiers aggressors members men crewmen guardsmen".split()
)
_POLICE = frozenset("officers officer policemen policeman police".split())
_ENEMY = frozenset("enemy enemies aggressors aggressor invaders invader occupiers puppets".split())
_NOT_FIGHTERS = frozenset("civilians civilian people persons women children".split())
_ONCE = frozenset("former ex retired".split())
_WE = frozenset(("we", "our"))
_THEY = frozenset(("it", "they", "its", "he", *_WE))
_PEOPLES_STEM = 4
#: A subject stands so few words before its verb: "our brave fighters have killed", "it said its forces had killed".
_BACK = 5


def enemy_loss(p: Page, around: tuple[int, int], at: tuple[int, int], c: Counted, source: str, speaker: str) -> bool:
    """Whether fighters of one side are counted on the word of another.

    `around` and `at` are half-open ranges of words: of the sentence, of the figure. `source` is the words of who says
    it, empty for the report's own voice, and `speaker` that source's role, empty where not known.
    """
    names = [p.words[k] for k in range(*c.words)] if c.words is not None else []
    lower = {n.lower() for n in names}
    if {"our", "own"} & set(p.lower[max(0, at[0] - 1) : at[1]]) or c.head in _NOT_FIGHTERS:
        return False
    told = source.lower().split()
    fights = speaker == "armed party" or not (_ARMY | _IRREGULAR).isdisjoint(told)
    fights = fights and _ONCE.isdisjoint(told)
    fighters = persons().get(c.head, "").startswith("enemy")
    soldiers = c.head in _SOLDIERS
    if lower & _ENEMY:
        return True
    if (fighters or soldiers or c.words is None) and _done_by(p, around, at, _WE):
        return True
    if fighters:
        if source:
            return fights
        return not _ARMY.isdisjoint(p.lower[k] for k in range(*around) if not at[0] <= k < at[1])
    if not fights or not (soldiers or c.head in _POLICE):
        return False
    if _same_side(names, source):
        return False
    peoples = any(n[:1].isupper() and n.lower().endswith(("an", "ese", "ish", "i")) for n in names)
    if soldiers and (peoples or not _IRREGULAR.isdisjoint(told)):
        return bool(peoples and source) or not _IRREGULAR.isdisjoint(told)
    return _done_by(p, around, at, _THEY)


def _done_by(p: Page, around: tuple[int, int], at: tuple[int, int], whom: frozenset[str]) -> bool:
    """Whether the harm was done by some of these words: "we killed 40 marines", "40 marines were killed by our men"."""
    verb = next((k for k in range(at[0] - 1, max(around[0], at[0] - 4) - 1, -1) if _active(p, k)), None)
    if verb is not None and not whom.isdisjoint(p.lower[max(around[0], verb - _BACK) : verb]):
        return True
    for k in range(at[1], min(around[1], at[1] + 6)):
        if p.lower[k] == "by":
            return p.word(k + 1) in whom
    return False


def _active(p: Page, at: int) -> bool:
    fate = fates().get(p.lower[at])
    return fate is not None and fate.use == "verb" and p.word(at - 1) not in ("was", "were", "been", "being")


def _same_side(names: list[str], source: str) -> bool:
    """Whether who is counted and who tells of them share a name: "Marrish soldiers" and "Marrow's army"."""
    stems = {n[:_PEOPLES_STEM].lower() for n in names if n[:1].isupper()}
    return not stems.isdisjoint(w[:_PEOPLES_STEM].lower() for w in source.split() if w[:1].isupper())
