"""Whose word each statement is: source class, role, stance, certainty, polarity, first saying, chain.

Words decide first: nouns, titles, cues and hedges in tab-separated files that a person can read and correct. Small
linear heads weigh them together where that was measured to be better (`sayso.ground.voice_heads`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import cast

from sayso.ground import voice_heads
from sayso.ground.certainty import certainty, first_times, polarity
from sayso.ground.chains import chain
from sayso.ground.context import Context
from sayso.ground.speakers import Speaker, Speakers
from sayso.ground.stance import cue_role, stance
from sayso.report import Certainty, Polarity, Report, Role, SourceClass, Stance, Statement

_MARKS = frozenset("“”„‟«»‹›\"‘’'`´")


@dataclass(frozen=True, slots=True)
class Voice:
    """One statement as the lexicons see it: their verdicts, and what the heads weigh."""

    statement: Statement
    speaker: Speaker
    cue: list[str]  # words in lower case
    content: list[str]  # the same, without quotation marks
    source_class: SourceClass
    role: Role
    stance: Stance
    certainty: Certainty
    polarity: Polarity
    open_role: bool  # whether no word said of the source gives its role
    mix: Counter[str]  # how often the report's nouns are of each role


def voices(at: Context) -> Report:
    """The report with class, role, stance, certainty, polarity, first saying and chain of every statement filled in."""
    if not at.report.statements:
        return at.report
    speakers = Speakers(at)
    read = by_words(at, speakers)
    first = first_times(at, [(v.statement, v.stance) for v in read])
    weighed = voice_heads.weigh(at, read)
    statements = tuple(
        replace(
            v.statement,
            source_class=cast(SourceClass, told["source_class"]),
            role=cast(Role, told["role"]),
            stance=cast(Stance, told["stance"]),
            certainty=cast(Certainty, told["certainty"]),
            polarity=v.polarity,
            first_time=v.statement.id in first,
            chain=chain(at, speakers, v.statement),
        )
        for v, told in zip(read, weighed, strict=True)
    )
    return replace(at.report, statements=statements)


def by_words(at: Context, speakers: Speakers) -> list[Voice]:
    """What the lexicons alone say of every statement, in the report's order."""
    mix = Counter(h.row["role"].strip("()") for h in speakers.nouns if h.row["role"] != "-")
    mix["state"] += len(speakers.places)
    out = []
    for s in at.report.statements:
        speaker = speakers.of(s)
        cue = speakers.words(s.cue)
        content = [w for w in speakers.words(s.content) if w not in _MARKS]
        kind = stance(cue, content)
        sure = certainty(cue, content, kind)
        named = speaker.phrase.source_class
        role = speaker.role or cue_role(cue) or ("unknown" if named == "unattributed" else "other")
        so = polarity(cue, content, kind)
        out.append(Voice(s, speaker, cue, content, named, role, kind, sure, so, speaker.role is None, mix))
    return out
