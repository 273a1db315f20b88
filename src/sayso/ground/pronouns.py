"""Whom a pronoun stands for: the entities mentioned before it are weighed by place, part and fit."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.ground.mentions import Mention
from sayso.ground.naming import Entity

#: Sentences that a pronoun looks back, and mentions at most: what keeps the walk linear.
REACH, MOST = 4, 24
_OBLIQUE = frozenset("of in on at for with by to from about against between among over under into through than".split())

#: What counts for an antecedent, see `weigh`. Set by hand, then fitted (training/actors.py) on GUM's training half.
WEIGHTS: dict[str, float] = {
    "sentence": -1.0,
    "between": -0.25,
    "subject": 0.9,
    "oblique": -0.5,
    "possessor": -0.2,
    "often": 0.35,
    "pronoun": 0.5,
    "alike": 0.8,
    "named": 0.3,
    "speaker": 0.6,
    "source-speaker": 1.2,
    "gender": 0.8,
    "encloses": 1.5,
    "other-side": -0.7,
    "same-clause": -0.4,
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

    def subject(self, mention: Mention) -> bool:
        """Whether a mention stands where subjects do: first in its sentence or clause, or followed by a verb's sign."""
        low = mention.low
        return low == 0 or self.sentence[low - 1] != self.sentence[low] or self.lower[low - 1] in (",", "“", '"', "and", "but", "that", "as", "when", "because", "while", "the", "said")

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
                    out.append((head.entity, self.kinds[place] in ("direct", "unmarked") or (self.quoted[word] and self.kinds[place] == "mixed")))
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


def weigh(page: Page, pronoun: Mention, entity: Entity, last: Mention, between: int, around: list[tuple[Entity, bool]]) -> dict[str, float]:
    """The features of one candidate: what its last mention is, how far, and in whose mouth."""
    out: dict[str, float] = {
        "sentence": float(min(REACH, page.sentence[pronoun.low] - page.sentence[last.low])),
        "between": float(min(between, 6)),
        "often": float(min(len(entity.mentions), 8)) ** 0.5,
    }
    if page.subject(last):
        out["subject"] = 1.0
    if page.oblique(last):
        out["oblique"] = 1.0
    if page.possessor(last):
        out["possessor"] = 1.0
    if last.how == "pronoun":
        out["pronoun"] = 1.0
        if last.word == pronoun.word:
            out["alike"] = 1.0
    if entity.named:
        out["named"] = 1.0
    if entity is page.last_speaker:
        out["source-speaker" if pronoun.source else "speaker"] = 1.0
    if entity.gender == pronoun.word:
        out["gender"] = 1.0
    if any(who is entity for who, _ in around):
        out["encloses"] = 1.0
    if page.quoted[last.low] != page.quoted[pronoun.low]:
        out["other-side"] = 1.0
    return out


def choose(page: Page, pronoun: Mention) -> tuple[Entity, float] | None:
    """The entity a third-person pronoun stands for and how sure that is; None where nobody fits."""
    kind = pronoun.word
    around = page.enclosing(pronoun.low)
    barred = {id(who) for who, direct in around if direct}
    ranked: list[tuple[float, Entity]] = []
    seen: set[int] = set()
    here = page.sentence[pronoun.low]
    for last in reversed(page.recent[-MOST:]):
        if here - page.sentence[last.low] > REACH:
            break
        entity = last.entity
        if entity is None or id(entity) in seen:
            continue
        if id(entity) not in barred and fits(kind, entity, pronoun):
            facts = weigh(page, pronoun, entity, last, len(seen), around)
            ranked.append((sum(WEIGHTS.get(k, 0.0) * v for k, v in facts.items()), entity))
        seen.add(id(entity))
    for who, direct in around[:1]:
        if not direct and id(who) not in seen and fits(kind, who, pronoun):
            ranked.append((WEIGHTS["encloses"] + WEIGHTS["subject"], who))
    if not ranked:
        return None
    ranked.sort(key=lambda r: -r[0])
    ahead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 2.0
    return ranked[0][1], max(0.3, min(0.9, 0.5 + 0.2 * ahead))
