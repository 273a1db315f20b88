"""Small linear heads over what the lexicons say of a statement and what the encoder saw of it.

A head is a multinomial logistic regression: named features, most of them verdicts and hits of the lexicons, and the
mean of the encoder's vectors over one part of the statement. `python -m training.voices` makes them again and says for
each field whether its head beats the lexicons in cross-validation; a field without a head keeps the lexicons' word.
"""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from sayso.ground.certainty import MAIN, in_content, in_cue
from sayso.ground.context import Context
from sayso.ground.lexicon import stances
from sayso.ground.stance import NOT, negated

if TYPE_CHECKING:
    from sayso.ground.voices import Voice

#: Each field with the part of a statement whose vectors its head may see. A role has a head for those sources alone
#: of which no word of the report says one.
FIELDS = {"source_class": "source", "role": "source", "stance": "cue", "certainty": "content"}
#: The lexicons' verdict among the named features: so large that little pull to zero falls on its weight.
VERDICT = 4.0
#: Of a long content its first words count: its main point.
MOST_WORDS = 24

_UNDECIDED = frozenset("other none pronoun".split())

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Head:
    """One field's weights."""

    labels: tuple[str, ...]
    names: dict[str, int]  # row of each named feature
    named: np.ndarray  # (named features, labels) float32
    bias: np.ndarray  # (labels,)
    dense: np.ndarray | None  # (size of the vectors, labels); none where they did not help

    def scores(self, rows: Sequence[Features], vectors: np.ndarray) -> np.ndarray:
        """(rows, labels): the sums of weights. `vectors` has a row a statement."""
        out = np.tile(self.bias, (len(rows), 1))
        for n, row in enumerate(rows):
            for name, value in row.items():
                place = self.names.get(name)
                if place is not None:
                    out[n] += value * self.named[place]
        if self.dense is not None:
            out += vectors @ self.dense
        return out


@cache
def heads() -> dict[str, Head]:
    """The heads that ship, by field; none where the file is not there (while it is being made again)."""
    file = resources.files("sayso").joinpath("data/voices.npz")
    if not file.is_file():
        return {}
    out = {}
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as kept:
        for field in FIELDS:
            if f"{field}.labels" in kept:
                dense = kept.get(f"{field}.dense")
                out[field] = Head(
                    tuple(kept[f"{field}.labels"].tolist()),
                    {name: n for n, name in enumerate(kept[f"{field}.names"].tolist())},
                    kept[f"{field}.named"].astype(np.float32),
                    kept[f"{field}.bias"].astype(np.float32),
                    None if dense is None else dense.astype(np.float32),
                )
    return out


def weigh(at: Context, read: Sequence[Voice]) -> list[dict[str, str]]:
    """The label of each field for each statement: the head's where there is one, else the lexicons'."""
    told = [{field: str(getattr(v, field)) for field in FIELDS} for v in read]
    every = heads()
    if not every:
        return told
    outer = {v.statement.id: v for v in read}
    for field, head in every.items():
        asked = [n for n, v in enumerate(read) if decides(field, v)]
        some = [read[n] for n in asked]
        vectors = pooled(at, some, FIELDS[field]) if head.dense is not None else np.zeros((len(some), 0))
        rows = [features(field, v, outer.get(v.statement.within or "")) for v in some]
        scores = head.scores(rows, vectors)
        if field == "role":
            scores = _together(some, scores)
        for n, place in zip(asked, scores.argmax(1).tolist(), strict=True):
            told[n][field] = head.labels[place]
    return told


def _together(some: Sequence[Voice], scores: np.ndarray) -> np.ndarray:
    """The scores of one person's statements added up, so that a person has one role throughout a report."""
    totals: dict[int, np.ndarray] = {}
    for v, row in zip(some, scores, strict=True):
        if v.speaker.person is not None:
            key = id(v.speaker.person)
            totals[key] = totals[key] + row if key in totals else row
    return (
        np.stack(
            [
                row if v.speaker.person is None else totals[id(v.speaker.person)]
                for v, row in zip(some, scores, strict=True)
            ]
        )
        if len(some)
        else scores
    )


def decides(field: str, v: Voice) -> bool:
    """Whether a field's head has a say: of a role not where nobody is named or no word is known ("reedcutters")."""
    return field != "role" or (v.open_role and v.speaker.phrase.sort not in _UNDECIDED)


def pooled(at: Context, read: Sequence[Voice], part: str) -> np.ndarray:
    """The mean of the encoder's vectors over one part of each statement, (statements, 512); zero where it is empty."""
    ends = at.reading.ends
    out = np.zeros((len(read), ends.shape[1] * ends.shape[2]), np.float32)
    for n, v in enumerate(read):
        places = [w for span in getattr(v.statement, part) for w in range(*at.range(span))][:MOST_WORDS]
        if places:
            mean = ends[places].astype(np.float32).mean(0).reshape(-1)
            out[n] = mean / (np.linalg.norm(mean) + 1e-6)
    return out


def features(field: str, v: Voice, outer: Voice | None) -> Features:
    """One field's named features of one statement; `outer` is the statement that holds it."""
    out: Features = {"nested": float(outer is not None), f"kind:{v.statement.kind}": 1.0}
    out["no cue"] = float(not v.statement.cue)
    if outer is not None:
        out |= {f"outer class:{outer.source_class}": 1.0, f"outer role:{outer.role}": 1.0}
    if field == "source_class":
        return out | _who(v) | {f"verdict:{v.source_class}": VERDICT}
    if field == "role":
        return out | _mix(v) | {f"verdict:{v.role}": VERDICT}
    out |= _manner(v) | {f"class:{v.source_class}": 1.0}
    if field == "stance":
        return out | {f"verdict:{v.stance}": VERDICT}
    return out | _hedges(v) | {f"stance:{v.stance}": 1.0, f"verdict:{v.certainty}": VERDICT}


def _who(v: Voice) -> Features:
    speaker = v.speaker
    own, phrase, person = speaker.own, speaker.phrase, speaker.person
    out: Features = {
        f"sort:{phrase.sort}": 1.0,
        f"own sort:{own.sort}": 1.0,
        f"noun:{phrase.noun}": 1.0,
        f"own noun:{own.noun}": 1.0,
        f"own noun:{own.noun}:{own.definite}": 1.0,
        f"plural:{phrase.plural}": 1.0,
        f"led:{min(speaker.steps, 2)}": 1.0,
        f"role of head:{phrase.role if phrase.sure else None}": 1.0,
        "states": float(bool(phrase.of)),
    }
    if own.pronoun is not None:
        out[f"pronoun:{own.pronoun}"] = 1.0
        out[f"pronoun to:{phrase.sort}"] = 1.0
    for role in phrase.roles:
        out[f"beside:{role}"] = 1.0
    if person is not None:
        total = sum(person.roles.values()) or 1
        out |= {f"said of:{role}": count / total for role, count in person.roles.items()}
        out |= {f"titled:{noun}": 1.0 for noun in person.nouns}
        out["person unsaid"] = float(not person.roles)
    if speaker.actor is not None:
        out[f"actor:{speaker.actor.kind}"] = 1.0
    return out


def _mix(v: Voice) -> Features:
    """What the report is about, by the nouns of each role in it, for each class of source."""
    total = sum(v.mix.values()) or 1
    own = v.speaker.own
    out: Features = {f"class:{v.source_class}": 1.0, f"noun:{own.noun}": 1.0, f"stance:{v.stance}": 1.0}
    for role, count in v.mix.items():
        share = math.sqrt(count / total)
        out[f"mix:{role}"] = share
        out[f"mix {v.source_class}:{role}"] = share
    company = v.company
    speakers = sum(company.speakers.values()) or 1
    for role, count in company.speakers.items():
        out[f"speakers:{role}"] = math.sqrt(count / speakers)
    out |= {f"before:{company.before}": 1.0, f"after:{company.after}": 1.0}
    if own.pronoun is not None:
        out["pronoun"] = 1.0
    person = v.speaker.person
    if person is not None:
        out[f"named {min(len(person.places), 4)} times"] = 1.0
        out["full name"] = float(" " in person.name)
    out[f"sort:{v.speaker.phrase.sort}"] = 1.0
    out[f"plural:{v.speaker.phrase.plural}"] = 1.0
    for name, words in _TOPICS.items():
        count = sum(w in words for w in v.content)
        if count:
            out[name] = math.sqrt(min(10 * count / max(len(v.content), 10), 1.0))
    for word in v.cue[-2:]:
        if word in _CUES:
            out[f"cue word:{word}"] = 1.0
    return out


#: What lay people, officials and scholars speak of, by the words they use.
_TOPICS = {
    "own": frozenset("i my me mine".split()),
    "we": frozenset("we our us".split()),
    "you": frozenset("you your".split()),
    "kin words": frozenset(
        "son daughter brother sister mother father mom dad kid kids baby child children family husband wife friend"
        " friends boy girl uncle aunt cousin grandmother grandson god love loved miss heart sad scared".split()
    ),
    "street words": frozenset(
        "neighborhood neighbourhood street house door gunshots shots shot heard saw ran screaming outside bang loud"
        " fireworks neighbors neighbours gunfire".split()
    ),
    "case words": frozenset(
        "suspect suspects victim victims arrested charged investigation detectives officers evidence incident scene"
        " vehicle police condition injuries".split()
    ),
    "power words": frozenset(
        "president government nuclear sanctions war military country nations security policy deal talks minister"
        " administration congress agreement treaty forces troops missile".split()
    ),
    "weighing words": frozenset(
        "likely could would may might suggests probably question economic risk strategy because tend seems".split()
    ),
    "rights words": frozenset(
        "rights civilians humanitarian aid refugees detained abuses law freedom protest justice workers".split()
    ),
}
_CUES = frozenset(
    "said says told tells writes wrote tweeted reported reports posted recalled asked argues noted added".split()
)


def _manner(v: Voice) -> Features:
    cue, content = v.cue, v.content
    out: Features = {"not": float(negated(cue)), "asks": float("?" in content[-2:]), "cue words": min(len(cue), 6) / 6}
    for hit in stances().find(cue):
        out[f"cue:{hit.name}"] = 1.0
        out[f"cue stance:{hit.row['stance']}"] = 1.0
    for hit in in_cue(cue):
        out[f"cue hedge:{hit.name}"] = 1.0
        out[f"cue says:{hit.row['certainty']}"] = 1.0
    for word in cue:
        if word in _HELPERS:
            out[f"helper:{word}"] = 1.0
    if content:
        out[f"begins:{content[0] if content[0] in _BEGINS else '-'}"] = 1.0
    out[f"long:{min(len(content) // 6, 4)}"] = 1.0
    return out


def _hedges(v: Voice) -> Features:
    out: Features = {}
    stance = "attitude" if v.stance == "attitude" else "said"
    counts: Counter[str] = Counter()
    for hit in in_content(v.content):
        near = "main" if hit.low < MAIN else "late"
        level = hit.row["certainty"]
        out[f"{near} hedge:{hit.name}"] = 1.0
        out[f"{stance} {near}:{level}"] = 1.0
        counts[level] += 1
    length = max(len(v.content), 1)
    for level, count in counts.items():
        out[f"density:{level}"] = min(10 * count / length, 1.0)
    out["negated"] = float(any(w in NOT for w in v.content[:MAIN]))
    return out


_HELPERS = frozenset(
    "is are was were be been has have had will would could may might can must should to in by of for".split()
)
_BEGINS = frozenset("that to whether if how why what who where when for of about on the a we i it he she they".split())
