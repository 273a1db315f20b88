"""Clauses that plain talk hangs on a speaker: "I don't think the roof will hold", "you are saying it was locked".

The tags were learnt on news, where such words mostly stand inside somebody's quotation. In interviews, speeches and
hearings they are the text itself, and the tags see the speaker but neither the cue nor what follows. A pronoun, its
auxiliaries, a verb or adjective of saying or thinking and the opening of a clause are a pattern plain enough to read
without them, where nothing of it is tagged otherwise.
"""

from __future__ import annotations

import numpy as np

from sayso.attribute.decode import Part
from sayso.encode.encoder import Reading

_SPEAKERS = frozenset("i we you they he she".split())
_BETWEEN = frozenset(
    "do did does don didn doesn ' ’ t not n just also still really always never ever would could can cannot may"
    " might must should will won wouldn couldn shouldn m am re are is was were wasn weren isn aren ve have has had"
    " haven hasn hadn been being be d ll s to now even actually only kind of sort certainly firmly strongly able"
    " very quite so then all both again simply truly already".split()
)
_VERBS = frozenset(
    "think thinks thought thinking know knows knew known believe believes believed believing suppose supposed"
    " guess guessed feel feels felt hope hopes hoped hoping see sees saw find finds found remember remembered"
    " recall recalled suggest suggests suggested suggesting argue argued arguing state states stated say says said"
    " saying tell tells told telling understand understands understood imagine imagined assume assumes assumed bet"
    " wonder wondered doubt doubted realise realised realize realized notice noticed hear heard learn learned"
    " learnt submit submitted expect expected wish wished mean meant fear feared admit admitted agree agreed"
    " agrees insist insisted concluded conclude decided sure clear certain aware convinced confident glad happy"
    " afraid sorry surprised proud grateful positive".split()
)
_OPENINGS = frozenset(
    "that whether if how why what when where who which there this these those i we you they he she it the a an my your"
    " our his her its their no nothing anything everything something some any every all most many people".split()
)
#: After these a noun is as likely an object as the subject of a clause: "I know the way", "they saw a ship".
_TAKE_OBJECTS = frozenset(
    "know knows knew known see sees saw find finds found remember remembered recall recalled hear heard learn learned"
    " learnt understand understands understood notice noticed tell tells told telling expect expected fear feared admit"
    " admitted agree agreed agrees decided feel feels felt imagine meant mean state stated submit submitted".split()
)
_CLAUSES = frozenset("that whether if how why what when where who there this it i we you they he she".split())
#: What stands between a verb and its clause: to whom it is said, and commas around it.
_ADDRESSEES = frozenset("you him her them us me to , everyone everybody today on about".split())
_MOST_BETWEEN, _FEWEST, _REACH = 5, 3, 8
#: How sure such a part counts: the lexicon's guess, weaker than any tag that was chosen.
SURE = 0.5


def with_complements(reading: Reading, found: list[Part], stretch: np.ndarray) -> list[Part]:
    """The parts with speaker, cue and clause added where the pattern stands and no tag says otherwise.

    `stretch` (words,): negative where no statement may be. On PolNeAR dev it moves no figure by more than 0.05; in
    GUM's training half, which the tags have learnt, 85.0 % are found with it and 82.1 % without (docs/decisions.md).
    """
    taken = np.where(stretch < 0, 9, 0).astype(np.int8)
    names = {"source": 1, "cue": 2, "content": 3}
    for part in found:
        taken[part.words[0] : part.words[1]] = names[part.part]
    text, spans = reading.text, reading.tokens.words.tolist()
    words = [text[a:b].lower() for a, b in spans]
    sentence_of = reading.sentence_of
    extra: list[Part] = []
    for low, word in enumerate(words):
        if word not in _SPEAKERS or taken[low] > 1:
            continue
        verb = _verb(words, low + 1)
        if verb is None or sentence_of[verb] != sentence_of[low] or (taken[low + 1 : verb + 1] > 0).any():
            continue
        start = _clause(words, verb + 1, _CLAUSES if words[verb] in _TAKE_OBJECTS else _OPENINGS)
        end = clause_end(reading, words, start, taken) if start < len(words) else start
        if end - start < _FEWEST or sentence_of[start] != sentence_of[low]:
            continue
        if not taken[low]:
            extra.append(Part("source", (low, low + 1), SURE))
        extra += [Part("cue", (low + 1, verb + 1), SURE), Part("content", (start, end), SURE)]
        taken[low:end] = 3
    extra += _left_open(reading, words, sorted([*found, *extra], key=lambda p: p.words), taken)
    return sorted([*found, *extra], key=lambda p: p.words) if extra else found


_SAYS = frozenset("said says say replied replies asked asks told tells".split())
_CLOSING = frozenset(".?!;:,-–—)\"”’'")


def _verb(words: list[str], at: int) -> int | None:
    """The verb that follows a speaker and its auxiliaries, if one does."""
    for place in range(at, min(at + _MOST_BETWEEN + 1, len(words))):
        if words[place] in _VERBS:
            return place
        if words[place] not in _BETWEEN:
            return None
    return None


def _clause(words: list[str], at: int, openings: frozenset[str]) -> int:
    """Where the clause begins after the verb; beyond the text where none does."""
    place = at
    while place < len(words) and place - at < 4 and words[place] in _ADDRESSEES:
        if words[place] in openings and place + 1 < len(words) and words[place + 1] not in {"that", ","}:
            return place  # "I think you are right": the clause's own subject
        place += 1
    return place if place < len(words) and words[place] in openings else len(words)


def _left_open(reading: Reading, words: list[str], found: list[Part], taken: np.ndarray) -> list[Part]:
    """The clause after a cue that has no content in its sentence: "we state to them up front, that …"."""
    out = []
    of = reading.sentence_of
    holds = {int(of[n]) for p in found if p.part == "content" for n in (p.words[0], p.words[1] - 1)}
    for part in found:
        if part.part != "cue" or is_no_saying(reading, words, part.words):
            continue
        holding = int(of[part.words[0]]) in holds
        for start in range(part.words[1], min(part.words[1] + _REACH, len(words))):
            if taken[start] or of[start] != of[part.words[0]] or words[start] in {"and", "but", "which"}:
                break
            if holding and (start > part.words[1] or words[start] in {"when", "where", "what", "who"}):
                break
            if words[start] in {"that", "whether", "how", "why"} or (
                start == part.words[1] and words[start] in _CLAUSES
            ):
                end = clause_end(reading, words, start, taken)
                if end - start >= _FEWEST:
                    out.append(Part("content", (start, end), min(part.score, SURE)))
                break
    return out


def is_no_saying(reading: Reading, words: list[str], cue: tuple[int, int]) -> bool:
    """Whether a cue is one in form only: "that is to say", "no way of knowing", "Recognising that is easier than …"."""
    low, high = cue
    if words[max(0, high - 3) : high] == ["is", "to", "say"]:
        return True
    first = low == 0 or reading.sentence_of[low - 1] != reading.sentence_of[low]
    return words[high - 1].endswith("ing") and high - low == 1 and (first or words[low - 1] == "of")


def _spliced(words: list[str], at: int) -> bool:
    """Whether somebody speaks anew after a comma, as in talk: "I told him it is late, he said no it is not"."""
    return words[at] in _SPEAKERS and at + 1 < len(words) and words[at + 1] in _SAYS


def clause_end(reading: Reading, words: list[str], start: int, taken: np.ndarray) -> int:
    """The end of an untagged clause: its sentence's, without the marks that close it."""
    end = start
    while end < len(words) and reading.sentence_of[end] == reading.sentence_of[start] and not taken[end]:
        if words[end] == "," and end - start > _FEWEST and words[end + 1 : end + 2] and _spliced(words, end + 1):
            break
        end += 1
    while end > start and words[end - 1] in _CLOSING:
        end -= 1
    return end
