"""Whose word each statement is: source class, role, stance, certainty, polarity, first saying, chain.

Words decide first: nouns, titles, cues and hedges in tab-separated files that a person can read and correct. Small
linear heads weigh them together where that was measured to be better (`sayso.ground.voice_heads`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from sayso.ground import voice_heads
from sayso.ground.certainty import certainty, first_times, polarity
from sayso.ground.chains import chain
from sayso.ground.classes import KINDRED
from sayso.ground.context import Context
from sayso.ground.earlier import Speaker
from sayso.ground.speakers import Speakers
from sayso.ground.stance import cue_role, stance
from sayso.report import Certainty, Polarity, Report, Role, SourceClass, Stance, Statement

_FAR = 60  # words of a content that are looked at
_RECOUNTS = frozenset("witnessed recounted".split())
_SENSES = frozenset(
    "saw heard hear watched witnessed noticed smelled smelt woke awoke ran ducked hid crouched escaped fled survived"
    " dove dived jumped".split()
)
_HURT = frozenset("hit shot struck wounded grazed stabbed blindsided trapped".split())
_HEARSAY = frozenset("that about from of no story news what name".split())  # after "heard": no sound
_BETWEEN = frozenset("just also then only first even both all actually could had have 've".split())
_POLICE = frozenset("police investigators officers detectives deputies".split())
_RANKS = frozenset("chief major maj commander cmdr colonel col deputy".split())
_OFFICES = frozenset("leader spokesman founder adviser official".split())
_HERE, _LAST = 120, 4  # words before a source, and how many bodies and offices in them, that say whose officials speak
_ACTING = frozenset("body office person".split())
_FEASTS = frozenset("party parties".split())  # as often a birthday's as a voter's
_EITHER = frozenset(("official", "agency", "attorney general"))  # of the state or, in a crime, of its police and courts
_MARKS = frozenset("“”„‟«»‹›\"‘’'`´")


@dataclass(frozen=True, slots=True)
class Company:
    """Who else speaks in a report, by the roles that words give."""

    speakers: Counter[str]  # how many speakers of each role the report has
    before: str | None = None  # the role of the nearest source before
    after: str | None = None  # of the nearest after


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
    company: Company = field(default_factory=lambda: Company(Counter()))


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
    mix = Counter(h.row["role"].strip("()") for h in speakers.hits.nouns if h.row["role"] != "-")
    mix["state"] += len(speakers.hits.places)
    ruling = [h for h in speakers.hits.nouns if h.row["role"] == "state" and speakers.at.words[h.low] not in _FEASTS]
    firmly = len(ruling) + len(speakers.hits.places)
    crime = mix["police or court"] > firmly  # "officials", "the county" and the like count for neither side
    parts = [(s, speakers.of(s), speakers.words(s.cue), speakers.words(s.content)) for s in at.report.statements]
    parts = [(s, speaker, cue, [w for w in content if w not in _MARKS]) for s, speaker, cue, content in parts]
    saw = {id(x.person) for _, x, cue, content in parts if x.person is not None and sees(cue, content)}
    out = []
    for s, speaker, cue, content in parts:
        kind = stance(cue, content)
        sure = certainty(cue, content, kind)
        named = speaker.phrase.source_class
        said = speaker.role
        either = speaker.phrase.noun in _EITHER and not (speaker.phrase.of or speaker.phrase.sure)
        if said == "state" and either and (crime or _police_here(speakers, s)):
            said = "police or court"  # "officials" of a report on a crime
        if said == "police or court" and speaker.own.pronoun is not None and _told_police(at, speakers, s):
            said = "other"  # "they told police …" is not the police's
        who = speaker.person if said in (None, "other") else None
        if crime and who is not None and any(speakers.plain[place - 1] in _RANKS for place in who.places if place):
            said = "police or court"  # "Chief Maran" of a report on a crime
        who = who if said is None else None
        if said is None and speaker.person is not None and (speaker.person.aged or speaker.person.charged):
            said = "other"  # no report gives the age of an official
        spokes = speaker.own.noun == "spokesman" or (who is not None and "spokesman" in who.nouns)
        if said is None and crime and (speaker.phrase.sort == "document" or (spokes and not _named_body(speakers, s))):
            said = "police or court"  # "the report", "a release", "a spokesman" of a report on a crime
        if said is None and who is not None and cue == ["reports"]:
            said = "media"  # "Maran reports from Tarn"
        if said is None and cue[:2] == ["as", "reported"] and named == "named organisation":
            said = "media"  # "the answer, as reported by Halyard, was that …"
        akin = speaker.own.noun in KINDRED or (speaker.person is not None and KINDRED & speaker.person.nouns)
        official = speaker.person is not None and not _OFFICES.isdisjoint(speaker.person.nouns)
        lay = (
            not akin
            and not official
            and said in (None, "other")
            and named in ("named person", "unnamed other", "unnamed witness")
        )
        if lay and (id(speaker.person) in saw or sees(cue, content)):
            said = "witness"
        role = said or cue_role(cue) or ("unknown" if named == "unattributed" else "other")
        so = polarity(cue, content, kind)
        out.append(Voice(s, speaker, cue, content, named, role, kind, sure, so, said is None, mix))
    return _with_company(out, speakers)


def _with_company(read: Sequence[Voice], speakers: Speakers) -> list[Voice]:
    """The same voices, each told who else speaks."""
    parts = [v.statement.source or v.statement.cue or v.statement.content for v in read]
    order = sorted(range(len(read)), key=lambda n: speakers.range(parts[n][0])[0] if parts[n] else 0)
    told = {n: str(read[n].role) for n in order if not read[n].open_role and read[n].role != "unknown"}
    each = {
        id(v.speaker.person) if v.speaker.person is not None else v.speaker.phrase: n
        for n, v in enumerate(read)
        if n in told
    }
    count = Counter(told[n] for n in each.values())
    before: dict[int, str | None] = {}
    after: dict[int, str | None] = {}
    for where, run in ((before, order), (after, order[::-1])):
        last: str | None = None
        for n in run:
            where[n] = last
            last = told.get(n, last)
    return [replace(v, company=Company(count, before[n], after[n])) for n, v in enumerate(read)]


def sees(cue: Sequence[str], content: Sequence[str]) -> bool:
    """Whether a source tells what he himself saw, heard or lived: "said he heard two shots", "“I ran,” she said"."""
    if _RECOUNTS.intersection(cue):
        return True
    for n, word in enumerate(content[:_FAR]):
        if word in ("i", "we") or (word in ("he", "she", "they") and n < 3):
            after = [w for w in content[n + 1 : n + 5] if w not in _BETWEEN]
            if after[:1] in (["was"], ["got"]) and after[1:2] and after[1] in _HURT:
                return True
            if after[:1] and after[0] in _SENSES and not _HEARSAY.intersection(content[n + 1 : n + 13]):
                return True
    return False


def _named_body(speakers: Speakers, s: Statement) -> bool:
    """Whether a source's words name a body before its "spokesman": "a Tarn School District spokeswoman"."""
    low, high = speakers.range(s.source[0]) if s.source else (0, 0)
    spokes = next((n for n in range(low, high) if speakers.plain[n].startswith("spokes")), low)
    return sum(w[:1].isupper() for w in speakers.at.words[low + 1 : spokes]) > 1


def _police_here(speakers: Speakers, s: Statement) -> bool:
    """Whether the bodies and offices named before a source are the police's: "agents searched it. Officials …"."""
    if not s.source:
        return False
    place = speakers.range(s.source[0])[0]
    near = [
        h.row["role"].strip("()") for h in speakers.nouns_in(max(0, place - _HERE), place) if h.row["sort"] in _ACTING
    ]
    near = [role for role in near if role in ("state", "police or court")][-_LAST:]
    return len(near) == _LAST and near[-1] == "police or court" and near.count("state") < 2


def _told_police(at: Context, speakers: Speakers, s: Statement) -> bool:
    """Whether police are whom a statement is told to."""
    if not s.cue:
        return False
    place = speakers.range(s.cue[-1])[1]
    return at.lower[place - 1 : place] == ("told",) and bool(_POLICE.intersection(at.lower[place : place + 2]))
