"""Whom a pronoun stands for: the entities mentioned before it are weighed by place, part and fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp

from sayso.ground.mentions import Mention
from sayso.ground.naming import Entity

#: Sentences that a pronoun looks back, and mentions at most: what keeps the walk linear.
REACH, MOST = 4, 24
#: How far "he" and "she" look where nobody is nearer.
FAR = 30
_OBLIQUE = frozenset("of in on at for with by to from about against between among over under into through than".split())

#: What counts for an antecedent, see `weigh`, by pronoun; "nobody" is the score to reach. Fitted by `training.actors`.
WEIGHTS: dict[str, dict[str, float]] = {
    "he": {
        "alike": 1.13,
        "between": -0.12,
        "described": -0.91,
        "encloses": 0.54,
        "gender": 0.65,
        "here": -0.04,
        "lean": 0.96,
        "lean-against": -0.59,
        "named": 0.1,
        "nearest": -0.21,
        "oblique": -0.76,
        "often": 0.6,
        "opens": 0.73,
        "other-side": -1.16,
        "possessor": -0.34,
        "pronoun": 0.77,
        "said": 0.54,
        "sentence": -1.03,
        "source-other-side": -1.1,
        "source-speaker": 1.46,
        "speaker": 0.24,
        "subject": 0.29,
        "after": 0.6,
    },
    "they": {
        "alike": 2.04,
        "between": -0.26,
        "described": 0.8,
        "encloses": -0.57,
        "here": -0.46,
        "kind-group": 0.27,
        "kind-organisation": -0.89,
        "kind-state": 0.66,
        "named": -0.08,
        "nearest": 0.06,
        "oblique": 0.05,
        "often": -0.08,
        "opens": 0.78,
        "other-side": -1.01,
        "possessor": -0.22,
        "pronoun": 0.08,
        "said": 0.78,
        "sentence": -1.29,
        "source-other-side": -0.22,
        "source-speaker": -0.67,
        "speaker": 0.32,
        "subject": 0.04,
        "nobody": -0.04,
        "nobody-source": -0.64,
        "after": 0.6,
    },
    "it": {
        "alike": 2.17,
        "between": -0.15,
        "described": 0.57,
        "encloses": -0.26,
        "here": 0.64,
        "kind-document": -0.39,
        "kind-organisation": -0.34,
        "kind-state": -0.11,
        "named": -0.37,
        "nearest": 0.38,
        "oblique": -0.37,
        "often": -0.0,
        "opens": 0.02,
        "other-side": -0.14,
        "possessor": 0.32,
        "pronoun": -0.59,
        "said": -0.49,
        "sentence": -0.82,
        "source-other-side": -0.06,
        "source-speaker": 0.61,
        "speaker": -0.22,
        "subject": 0.21,
        "nobody": 0.84,
        "nobody-source": -0.88,
        "after": 0.6,
    },
}


#: An entity, its last mention before the pronoun (none where it is named only after), and the facts about it.
Candidate = tuple[Entity, Mention | None, dict[str, float]]
#: Pronouns with their candidates.
Told = list[tuple[Mention, list[Candidate]]]


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
    told: Told | None = None  # every choice, kept for training

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


def candidates(page: Page, pronoun: Mention, reach: int = REACH, most: int = MOST) -> list[Candidate]:
    """Who a third-person pronoun could stand for, with the facts about each; the latest mentioned first."""
    around = page.enclosing(pronoun.low)
    barred = {id(who) for who, direct in around if direct}
    out: list[Candidate] = []
    seen: set[int] = set()
    here = page.sentence[pronoun.low]
    for last in reversed(page.recent[-most:]):
        if here - page.sentence[last.low] > reach:
            break
        entity = last.entity
        if entity is None or id(entity) in seen:
            continue
        if id(entity) not in barred and fits(pronoun.word, entity, pronoun):
            out.append((entity, last, weigh(page, pronoun, entity, last, len(seen), around)))
        seen.add(id(entity))
    for who, direct in around[:1]:
        if not direct and id(who) not in seen and fits(pronoun.word, who, pronoun):
            out.append((who, None, {"encloses": 1.0, "after": 1.0}))
    return out


def _beside(page: Page, pronoun: Mention) -> Entity | None:
    """Whoever is named right before, after a comma: "the head of the port, Oto Vey, he has explained"."""
    last = page.recent[-1] if page.recent else None
    if last is None or last.how != "name" or last.entity is None or pronoun.word not in ("he", "she"):
        return None
    low, before = pronoun.low - 1, page.lower[last.low - 1] if last.low else ""
    if last.high != low or page.lower[low] != "," or before in ("like", "unlike", "with", "and", "alongside", "than"):
        return None
    if page.lower[low + 1] not in ("he", "she") or not fits(pronoun.word, last.entity, pronoun):
        return None
    return last.entity


def choose(page: Page, pronoun: Mention) -> tuple[Entity, float] | None:
    """The entity a third-person pronoun stands for and how sure that is; None where nobody fits well enough."""
    beside = _beside(page, pronoun)
    if beside is not None:
        return beside, 0.85
    rows = candidates(page, pronoun)
    if not rows and pronoun.word in ("he", "she"):
        rows = candidates(page, pronoun, FAR, 8 * MOST)
    if page.told is not None:
        page.told.append((pronoun, rows))
    if not rows:
        return None
    weights = WEIGHTS["he" if pronoun.word in ("he", "she") else pronoun.word]
    scores = [sum(weights.get(name, 0.0) * value for name, value in facts.items()) for *_, facts in rows]
    best = max(range(len(rows)), key=scores.__getitem__)
    none = weights.get("nobody", -9.0) + (weights.get("nobody-source", 0.0) if pronoun.source else 0.0)
    if scores[best] < none:
        return None
    top = max(scores[best], none)
    share = exp(scores[best] - top) / (exp(none - top) + sum(exp(x - top) for x in scores))
    return rows[best][0], round(min(0.95, share), 2)
