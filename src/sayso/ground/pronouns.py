"""Whom a pronoun stands for: the entities mentioned before it are weighed by place, part and fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp

from sayso.ground.mentions import Mention
from sayso.ground.naming import Entity

#: Sentences that a pronoun looks back, and mentions at most: what keeps the walk linear.
REACH, MOST = 4, 24
_OBLIQUE = frozenset("of in on at for with by to from about against between among over under into through than".split())

#: What counts for an antecedent, see `weigh`, by pronoun; "nobody" is the score to reach. Fitted by `training.actors`.
WEIGHTS: dict[str, dict[str, float]] = {
    "he": {
        "alike": 1.04,
        "between": -0.22,
        "described": -0.98,
        "encloses": 0.62,
        "gender": 0.57,
        "here": 0.04,
        "lean": 0.96,
        "lean-against": -0.75,
        "named": -0.01,
        "nearest": -0.46,
        "oblique": -0.83,
        "often": 0.73,
        "opens": 0.72,
        "other-side": -1.46,
        "possessor": -0.36,
        "pronoun": 0.65,
        "said": 0.54,
        "sentence": -0.89,
        "source-other-side": -1.5,
        "source-speaker": 1.55,
        "speaker": 0.15,
        "subject": 0.25,
        "after": 0.6,
    },
    "they": {
        "alike": 1.97,
        "between": -0.38,
        "described": 0.71,
        "encloses": -0.66,
        "here": -0.42,
        "kind-group": 0.56,
        "kind-organisation": -0.59,
        "kind-state": 0.06,
        "named": -0.15,
        "nearest": -0.12,
        "oblique": -0.13,
        "often": -0.05,
        "opens": 0.93,
        "other-side": -0.95,
        "possessor": -0.17,
        "pronoun": 0.1,
        "said": 1.02,
        "sentence": -1.26,
        "source-other-side": -0.11,
        "source-speaker": -0.78,
        "speaker": 0.22,
        "subject": -0.17,
        "nobody": -0.03,
        "nobody-source": -0.49,
        "after": 0.6,
    },
    "it": {
        "alike": 2.18,
        "between": -0.21,
        "described": 0.29,
        "encloses": -0.16,
        "here": 0.69,
        "kind-document": -0.29,
        "kind-organisation": -0.35,
        "kind-state": -0.17,
        "named": -0.52,
        "nearest": 0.16,
        "oblique": -0.44,
        "often": 0.17,
        "opens": 0.01,
        "other-side": -0.13,
        "possessor": 0.13,
        "pronoun": -0.66,
        "said": -0.27,
        "sentence": -0.79,
        "source-other-side": -0.06,
        "source-speaker": 0.37,
        "speaker": -0.51,
        "subject": 0.16,
        "nobody": 0.82,
        "nobody-source": -1.1,
        "after": 0.6,
    },
}


@dataclass(slots=True)
class Page:
    """The layout of a report, a row a word, and what has been resolved so far."""

    lower: tuple[str, ...]
    words: tuple[str, ...]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    inside: list[int]  # place of the innermost statement whose content holds the word, or -1
    quoted: list[bool]
    speakers: dict[int, list[Mention]]  # heads of the sources by place of statement
    kinds: list[str]  # of statements
    within: list[int]
    recent: list[Mention] = field(default_factory=list)  # resolved, in order of the text
    last_speaker: Entity | None = None
    told: list[tuple[Mention, list[tuple[Entity, dict[str, float]]]]] | None = None  # every choice, kept for training

    def subject(self, mention: Mention) -> bool:
        """Whether a mention stands where subjects do: first in its sentence or clause, or followed by a verb's sign."""
        low = mention.low
        return (
            low == 0
            or self.sentence[low - 1] != self.sentence[low]
            or self.lower[low - 1]
            in (",", "“", '"', "and", "but", "that", "as", "when", "because", "while", "the", "said")
        )

    def opens(self, mention: Mention) -> bool:
        """Whether it stands at the very start of its sentence."""
        low = mention.low
        while low > 0 and self.sentence[low - 1] == self.sentence[mention.low] and mention.low - low < 4:
            low -= 1
            if self.lower[low] in (",", "and", "but", "said"):
                return False
        return low == 0 or self.sentence[low - 1] != self.sentence[mention.low]

    def oblique(self, mention: Mention) -> bool:
        """Whether a preposition stands before it."""
        low = mention.low
        if low and self.lower[low - 1] in ("the", "a"):
            low -= 1
        return low > 0 and self.lower[low - 1] in _OBLIQUE

    def possessor(self, mention: Mention) -> bool:
        """Whether it owns what follows: "Maran's"."""
        high = mention.high
        return mention.word in ("his", "her", "its", "their") or (
            high + 1 < len(self.lower) and self.lower[high] in ("'", "’") and self.lower[high + 1] == "s"
        )

    def enclosing(self, word: int) -> list[tuple[Entity, bool]]:
        """Who speaks the words around a word, innermost first, and whether in quotation marks there."""
        out = []
        place, steps = self.inside[word], 0
        while place >= 0 and steps < 8:
            for head in self.speakers.get(place, ()):
                if head.entity is not None:
                    out.append(
                        (
                            head.entity,
                            self.kinds[place] in ("direct", "unmarked")
                            or (self.quoted[word] and self.kinds[place] == "mixed"),
                        )
                    )
            place = self.within[place]
            steps += 1
        return out


def fits(kind: str, entity: Entity, pronoun: Mention) -> bool:
    """Whether an entity can be meant by a pronoun at all."""
    if kind in ("he", "she"):
        return entity.kind == "person" and entity.gender in ("", kind) and not entity.plural
    if kind == "it":
        return entity.kind in ("organisation", "state", "document")
    return entity.kind in ("group", "organisation") or entity.plural or (entity.kind == "state" and pronoun.source)


def weigh(
    page: Page, pronoun: Mention, entity: Entity, last: Mention, between: int, around: list[tuple[Entity, bool]]
) -> dict[str, float]:
    """The facts about one candidate: what its last mention is, how far, and in whose mouth."""
    far = page.sentence[pronoun.low] - page.sentence[last.low]
    out: dict[str, float] = {
        "sentence": float(min(REACH, far)),
        "between": float(min(between, 6)),
        "often": float(min(len(entity.mentions), 8)) ** 0.5,
    }
    if not far:
        out["here"] = 1.0
    if not between:
        out["nearest"] = 1.0
    if page.subject(last):
        out["subject"] = 1.0
    if page.opens(last):
        out["opens"] = 1.0
    if page.oblique(last):
        out["oblique"] = 1.0
    if page.possessor(last):
        out["possessor"] = 1.0
    if last.how == "pronoun":
        out["pronoun"] = 1.0
        if last.word == pronoun.word:
            out["alike"] = 1.0
    if last.how == "description":
        out["described"] = 1.0
    if entity.named:
        out["named"] = 1.0
    if entity is page.last_speaker:
        out["speaker"] = 1.0
        if pronoun.source:
            out["source-speaker"] = 1.0
    if last.source:
        out["said"] = 1.0
    if pronoun.word in ("he", "she"):
        known = entity.gender or entity.lean
        if entity.gender == pronoun.word:
            out["gender"] = 1.0
        elif known == pronoun.word:
            out["lean"] = 1.0
        elif known:
            out["lean-against"] = 1.0
    else:
        out["kind-" + entity.kind] = 1.0
    if around:
        inside = [direct for who, direct in around if who is entity]
        if inside:
            out["encloses"] = 1.0
    if page.quoted[last.low] != page.quoted[pronoun.low]:
        out["other-side"] = 1.0
        if pronoun.source:
            out["source-other-side"] = 1.0
    return out


def candidates(page: Page, pronoun: Mention) -> list[tuple[Entity, dict[str, float]]]:
    """Who a third-person pronoun could stand for, with the facts about each; the latest mentioned first."""
    around = page.enclosing(pronoun.low)
    barred = {id(who) for who, direct in around if direct}
    out: list[tuple[Entity, dict[str, float]]] = []
    seen: set[int] = set()
    here = page.sentence[pronoun.low]
    for last in reversed(page.recent[-MOST:]):
        if here - page.sentence[last.low] > REACH:
            break
        entity = last.entity
        if entity is None or id(entity) in seen:
            continue
        if id(entity) not in barred and fits(pronoun.word, entity, pronoun):
            out.append((entity, weigh(page, pronoun, entity, last, len(seen), around)))
        seen.add(id(entity))
    for who, direct in around[:1]:
        if not direct and id(who) not in seen and fits(pronoun.word, who, pronoun):
            out.append((who, {"encloses": 1.0, "after": 1.0}))
    return out


def choose(page: Page, pronoun: Mention) -> tuple[Entity, float] | None:
    """The entity a third-person pronoun stands for and how sure that is; None where nobody fits well enough."""
    rows = candidates(page, pronoun)
    if page.told is not None:
        page.told.append((pronoun, rows))
    if not rows:
        return None
    weights = WEIGHTS["he" if pronoun.word in ("he", "she") else pronoun.word]
    scores = [sum(weights.get(name, 0.0) * value for name, value in facts.items()) for _, facts in rows]
    best = max(range(len(rows)), key=scores.__getitem__)
    none = weights.get("nobody", -9.0) + (weights.get("nobody-source", 0.0) if pronoun.source else 0.0)
    if scores[best] < none:
        return None
    top = max(scores[best], none)
    share = exp(scores[best] - top) / (exp(none - top) + sum(exp(x - top) for x in scores))
    return rows[best][0], round(min(0.95, share), 2)
