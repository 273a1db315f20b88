"""People who came to harm by their own hand: "the boy shot himself". Found from the verb back to who did it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.ground.lexicons import persons
from sayso.ground.numerals import PERSON, Page
from sayso.report import FigureRole

_REFLEXIVE = frozenset(("himself", "herself"))
_HARMS = frozenset("shot shoots shooting stabbed stabs wounded wounds injured injures hurt".split())
_KILLS = frozenset("killed kills hanged hangs drowned".split())
#: Between who does it and the verb: "had accidentally shot himself".
_OVER = frozenset("had has have then also later who fatally".split())
_DETERMINERS = frozenset("a an the his her their its this that another one".split())
#: Said of one who lived.
_LIVED = frozenset("recover recovering recovered survive survived stable treated released".split())
#: Said of one who did not; "died" is looked for in the whole report, for nobody is counted who may have.
_DIED = frozenset("died dies dead deceased fatal fatally suicide autopsy coroner funeral lifeless succumbed".split())
#: Words from the verb back to the noun, and from the noun back to its article.
_BACK, _PHRASE = 5, 8
#: Words after the verb in which its outcome is told: "shot himself to death", "… and died".
_OUTCOME = 60


@dataclass(frozen=True, slots=True)
class Self:
    """One who harmed himself. Ranges of words are half-open."""

    start: int  # the article, or the name's first word
    head: int  # the noun, or the name's last word
    verb: int
    named: bool
    definite: bool  # "the boy", "his son": told of before, or of somebody told of
    role: FigureRole


def selves(p: Page) -> Iterator[Self]:
    """Those who shot, stabbed or killed themselves, in order; none of whom it is not said who they are.

    Left out are those of whom the report may say that they died, without saying it of them.
    """
    outcome: tuple[bool, bool] | None = None
    for k, word in enumerate(p.lower):
        if word not in _REFLEXIVE or not p.together(k - 1, k) or p.lower[k - 1] not in _HARMS | _KILLS:
            continue
        found = _who(p, k - 1)
        if found is None:
            continue
        start, head, named = found
        role: FigureRole = "killed"
        if p.lower[k - 1] not in _KILLS and not (_dies(p, k) or _died(p, k, p.lower[head])):
            outcome = outcome or (not _LIVED.isdisjoint(p.lower), not _DIED.isdisjoint(p.lower))
            if outcome[1] and not outcome[0]:
                continue
            role = "wounded"
        yield Self(start, head, k - 1, named, not named and p.lower[start] not in ("a", "an", "another", "one"), role)


def _dies(p: Page, at: int) -> bool:
    """Whether a verb's sentence says that it was deadly: "fatally shot himself", "shot himself dead", "… and died"."""
    after = [p.lower[k] for k in range(at + 1, min(len(p), at + _OUTCOME)) if p.together(at, k)]
    return (
        "fatally" in p.lower[max(0, at - 3) : at]
        or after[:1] == ["dead"]
        or after[:2] == ["to", "death"]
        or any(w in ("died", "dies") for w in after)
    )


def _died(p: Page, at: int, head: str) -> bool:
    """Whether the two sentences after say it: "He later died", "The boy was pronounced dead"."""
    who = ("he" if p.lower[at] == "himself" else "she", head)
    for k in range(at + 1, min(len(p), at + _OUTCOME)):
        if p.sentence[k] > p.sentence[at] + 2:
            return False
        if p.lower[k] in who:
            end = p.past(k + 1, _STATED)
            if p.word(end) in ("died", "dead") and p.together(k, end):
                return True
    return False


#: Between somebody and the word of his death.
_STATED = frozenset("was has had later also then been pronounced declared found eventually apparently".split())


def _who(p: Page, verb: int) -> tuple[int, int, bool] | None:
    """The first word and the noun of who stands before a verb, and whether by name."""
    k = verb - 1
    while (
        k >= 0 and verb - k <= _BACK and (p.lower[k] in _OVER or (p.lower[k].endswith("ly") and p.words[k].islower()))
    ):
        k -= 1
    if k < 0 or not p.together(k, verb):
        return None
    if p.kinds[k] == PERSON and p.words[k][:1].isupper():
        start = k
        while start > 0 and p.kinds[start - 1] == PERSON and p.together(start - 1, k):
            start -= 1
        return start, k, True
    if not persons().get(p.lower[k], "").endswith("one"):
        return None
    for start in range(k - 1, max(-1, k - _PHRASE), -1):
        if not p.together(start, k) or p.lower[start] in (",", ".", ";", "and", "or", "of"):
            return None
        if p.lower[start] in _DETERMINERS:
            return start, k, False
    return None
