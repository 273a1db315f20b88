"""Whom a pronoun stands for: the entities mentioned before it are weighed by place, part and fit.

The weights are in `data/actor_pronouns.tsv`, fitted by `python -m training.actors`; the facts they weigh are made in
`antecedents.py`. "Nobody" is one of the choices for "they" and "it".
"""

from __future__ import annotations

from functools import cache
from math import exp

from sayso.ground.antecedents import MOST, candidates, fits, nobody
from sayso.ground.known import rows
from sayso.ground.mentions import Mention
from sayso.ground.naming import Entity
from sayso.ground.page import Candidate, Choice, Page
from sayso.ground.quiet import joint_of

#: How far "he" and "she" look where nobody is nearer.
FAR = 30
#: So many sentences after a source, "they said" at the end of further words is its still.
SAME = 6
#: Words before a name that make it another's than the pronoun's after it: "like Oto Vey, he …".
_NOT_BESIDE = frozenset("like unlike with and alongside than for".split())


@cache
def shipped() -> dict[str, dict[str, float]]:
    """The weight of each fact by pronoun: "he" (and "she"), "they", "it"."""
    out: dict[str, dict[str, float]] = {}
    for word, fact, weight in rows("actor_pronouns.tsv", 3):
        out.setdefault(word, {})[fact] = float(weight)
    return out


def choose(page: Page, pronoun: Mention) -> tuple[Entity, float] | None:
    """The entity a third-person pronoun stands for and how sure that is; None where nobody fits well enough."""
    beside = _beside(page, pronoun)
    if beside is not None:
        page.before[pronoun.word] = pronoun.low, beside
        return beside, 0.85
    same = _goes_on(page, pronoun)
    if same is not None:
        page.before[pronoun.word] = pronoun.low, same
        return same, 0.7
    found = candidates(page, pronoun)
    if not found and pronoun.word in ("he", "she"):
        found = candidates(page, pronoun, FAR, 8 * MOST)
    none = nobody(page, pronoun)
    if page.told is not None:
        page.told.choices.append(Choice(pronoun, found, none))
    chosen = _best(page.weights["he" if pronoun.word in ("he", "she") else pronoun.word], found, none)
    page.before[pronoun.word] = pronoun.low, chosen[0] if chosen is not None else None
    return chosen


def _beside(page: Page, pronoun: Mention) -> Entity | None:
    """Whoever is named right before, after a comma: "the head of the port, Oto Vey, he has explained"."""
    last = page.recent[-1] if page.recent else None
    if last is None or last.how != "name" or last.entity is None or pronoun.word not in ("he", "she"):
        return None
    low, before = pronoun.low - 1, page.lower[last.low - 1] if last.low else ""
    if last.high != low or page.lower[low] != "," or before in _NOT_BESIDE:
        return None
    opens = page.lower[max(0, last.low - 4) : last.low]
    if "for" in opens and page.sentence[max(0, last.low - 4)] == page.sentence[low] and "," not in opens:
        return None  # "for his friend Oto Vey, he …"
    if page.lower[low + 1] not in ("he", "she") or not fits(pronoun.word, last.entity, pronoun):
        return None
    return last.entity


def _goes_on(page: Page, pronoun: Mention) -> Entity | None:
    """Who spoke last, where "they said" or "it said" follows what was said: the words before are one speaker's still.

    Who is named in those words is seldom the one who says them.
    """
    if pronoun.word not in ("they", "it") or not page.after_words(pronoun):
        return None
    level = page.within[pronoun.statement]
    last, sentence = page.spoke.get(level, (None, 0))
    near = page.sentence[pronoun.low] - sentence <= SAME
    if near and pronoun.word == "they" and level in page.spoke_in:
        heads = page.speakers[page.spoke_in[level]]
        members = list({id(h.entity): h.entity for h in heads if h.entity is not None and h.how != "pronoun"}.values())
        if len(members) > 1:
            return joint_of(page, members)
    return last if last is not None and near and fits(pronoun.word, last, pronoun) else None


def _best(weights: dict[str, float], found: list[Candidate], none: dict[str, float]) -> tuple[Entity, float] | None:
    """The candidate of the greatest weight, unless nobody's is greater, and its share of all."""
    if not found:
        return None
    scores = [sum(weights.get(name, 0.0) * value for name, value in facts.items()) for *_, facts in found]
    best = max(range(len(found)), key=scores.__getitem__)
    least = sum(weights.get(name, 0.0) * value for name, value in none.items()) if none else -9.0
    if scores[best] < least:
        return None
    top = max(scores[best], least)
    share = exp(scores[best] - top) / (exp(least - top) + sum(exp(x - top) for x in scores))
    return found[best][0], round(min(0.95, share), 2)
