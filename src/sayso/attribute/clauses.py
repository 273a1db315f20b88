"""Clauses that hang on a noun and a verb of saying or thinking: "The Court held that …", "…, I believe, …".

`complements` reads those of pronouns. Here are the others that the tags miss outside news: a noun before a verb that
takes a clause ("counsel contends that"), a speaker put in between ("the valve, I believe, froze"), a view that is
somebody's ("in our view", "my understanding is that") and a passive with nobody ("it has been held that"). As there,
only what no tag claims is read, and only where the words leave little room for another reading.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sayso.attribute.complements import clause_end
from sayso.attribute.decode import Part
from sayso.attribute.impersonal import cleft, nobody, seems, told
from sayso.attribute.subjects import PRONOUNS, is_adverb, is_document, is_named, subject
from sayso.attribute.takers import Taker, taker_at
from sayso.attribute.views import HELD, POSSESSIVES, according, aside, held, view
from sayso.attribute.wording import (
    ADDRESSEES,
    ASKING,
    AUXILIARIES,
    BE,
    BREAKS,
    FEWEST,
    FINITE,
    NOMINATIVES,
    NUMBERS,
    OPENERS,
    RELATIVES,
    REPLIES,
    Text,
    as_parts,
    as_text,
    before_auxiliaries,
    has_verb,
)
from sayso.encode.encoder import Reading
from sayso.report import Span

#: What may stand between a verb and its clause.
_TO_WHOM = frozenset(("to", "in", "at", "on", "with", "below", "before", "during", "from"))
#: Like "be" before an adjective: "we remain convinced that".
_LINKING = frozenset(("remain", "remains", "remained", "feel", "feels", "felt", "became"))
_QUOTES = frozenset('“"«')
#: Before a plain verb these are no subject: "I think so is he", "they said yesterday was".
_NO_SUBJECTS = frozenset(
    ("so", "not", "to", "of", "in", "on", "at", "for", "as", "than", "then", "what", "which", "who", "and", "or", "but")
) | frozenset(("also", "again", "too", "now", "about", "with", "from", "by", "how", "if", "when", "while", "where"))
_ANSWERS = frozenset(("yes", "no", "okay", "well"))
_LOOSE = frozenset(("back", "again", "here", "today", "parenthetically", "only", "just", "merely", "above", "earlier"))
#: After these "that" is hardly "that thing", and its clause may begin with a phrase: "he realised that in a storm …".
_ONLY_CLAUSES = frozenset(("realise", "realised", "realize", "realized", "think", "thought", "believe", "believed"))
_ONLY_CLAUSES |= frozenset(("argue", "argued", "argues", "conclude", "concluded", "insist", "insisted", "said", "says"))
_LEAD_IN = frozenset(("in", "at", "with", "by", "under", "after", "before", "despite", "once", "until", "for", "while"))


_NO_GERUNDS = frozenset(("nothing", "something", "anything", "everything", "during", "morning", "evening"))


#: Between a verb and the "that" of its clause stands an aside of at most so many words.
_LONGEST_ASIDE = 25
_ADJECTIVES = ("ab", "an", "ish", "ese", "ic", "ern", "al")


def with_clauses(reading: Reading, found: list[Part], stretch: np.ndarray) -> list[Part]:
    """The parts with those added that these patterns show where no tag says otherwise, in order of the text.

    `stretch` (words,): negative where no statement may be.
    """
    text = as_text(reading, found, stretch)
    extra: list[Part] = []
    for frame in _frames(text):
        extra += frame
        for part in frame:
            text.taken[part.words[0] : part.words[1]] = NUMBERS[part.part]
    return sorted([*found, *extra], key=lambda p: p.words) if extra else found


def _frames(text: Text) -> Iterator[list[Part]]:
    for at, word in enumerate(text.words):
        if text.taken[at] > 1:
            continue
        if word in POSSESSIVES:
            yield view(text, at)
        elif word in HELD:
            yield held(text, at)
        elif word == "it":
            yield nobody(text, at) or seems(text, at)
        elif word in {"what", "all"}:
            yield cleft(text, at)
        elif word == "according":
            yield according(text, at)
        taker = taker_at(text.words, at)
        if taker is not None and text.raw[at][0].islower() and text.free(at, taker[0]):
            yield (
                told(text, at)
                or aside(text, at, *taker)
                or _governed(text, at, *taker)
                or _infinitive(text, at, *taker)
                or _participle(text, at, *taker)
                or _coordinated(text, at, *taker)
            )


def _governed(text: Text, verb: int, after: int, row: Taker) -> list[Part]:
    """A subject, a verb and its clause."""
    low = before_auxiliaries(text, verb)
    run = text.words[low:verb]
    if "adjective" in row.takes and not (BE | _LINKING) & set(run):
        return []
    who = subject(text.words, text.raw, text.begins(verb), low)
    if who is None or (text.taken[slice(*who)] > 1).any():
        return []
    if not text.free(low, after) or (text.taken[slice(*who)] != text.taken[who[0]]).any():
        return []
    if text.words[verb] in row.nouns and not run and not _agrees(text, verb, who):
        return []
    paper = is_document(text.words, who)
    if ("document" not in row.takes) if paper else row.takes == {"document"}:
        return []  # papers say only what papers can say
    if BE & set(run) and "adjective" not in row.takes and not text.words[verb].endswith("ing"):
        return []  # "the gun was found that night", "it is said"
    start = _opens(text, after, row)
    if start is None:
        return []
    end = clause_end(text.reading, text.words, start, text.taken)
    tagged = end == start and text.taken[start] == 3 and text.taken[start - 1] != 3
    if end - start < FEWEST and not tagged:
        return []
    cue = low
    while cue < verb and text.words[cue] not in AUXILIARIES:
        cue += 1
    source = [] if text.taken[who[0]] else [("source", who)]
    return as_parts(*source, ("cue", (cue, after)), ("content", (start, end)))


def _infinitive(text: Text, verb: int, after: int, row: Taker) -> list[Part]:
    """A clause after "to" and a verb: in "we were tempted to believe that …" the nearest pronoun believes."""
    if (
        row.lemma == "see"
        or text.word(verb - 1) != "to"
        or not text.free(verb, after)
        or not row.takes & {"that", "question", "told"}
    ):
        return []
    for who in range(verb - 2, max(text.begins(verb), verb - 9) - 1, -1):
        if text.words[who] in BREAKS or text.words[who] in {",", "that", "which", "it"} or text.taken[who] > 1:
            return []
        if text.words[who] in PRONOUNS - {"who"} or text.words[who] in ADDRESSEES:
            start = _opens(text, after, row)
            if start is None or text.words[start] not in ASKING | {"that"}:
                return []
            if text.taken[who]:
                return []
            end = clause_end(text.reading, text.words, start, text.taken)
            if end - start < FEWEST:
                return []
            return as_parts(("source", (who, who + 1)), ("cue", (verb, after)), ("content", (start, end)))
    return []


def _agrees(text: Text, verb: int, who: Span) -> bool:
    """Whether a form that may be a noun is the verb of its subject: "counsel claims", "critics claim"."""
    head = text.words[who[1] - 1]
    if head in PRONOUNS:
        return True
    plural = head.endswith("s") or head in {"people", "many", "some", "most", "others", "who", "police"}
    clause = text.word(verb + 1) in ASKING | {"that"} and text.word(verb + 2) in OPENERS
    if head.endswith(_ADJECTIVES):
        return False  # "the Arab states that …"
    return plural != text.words[verb].endswith("s") and (plural or clause or is_named(text.raw, who))


def _opens(text: Text, at: int, row: Taker) -> int | None:
    """Where the clause after a verb begins, if one does in its sentence."""
    start = _opening(text, at, row)
    return (
        start if start is not None and start < len(text.words) and text.starts[start] == text.starts[at - 1] else None
    )


def _opening(text: Text, at: int, row: Taker) -> int | None:
    takes = row.takes
    while text.word(at) in _LOOSE or is_adverb(text.word(at)):
        at += 1
    start = at
    if "told" in takes:
        wanted = ASKING | {"that"} if "question" in takes else {"that"}
        while start < at + 5 and text.word(start) not in wanted | {"", ","} | BREAKS and text.free(start, start + 1):
            start += 1
        if text.word(start) in wanted:
            return start if has_verb(text, start + 1) else None
        start = at + 1 + (text.word(at + 1) == ",")
        to_whom = text.word(at) in ADDRESSEES and text.word(start) in OPENERS
        return start if to_whom and has_verb(text, start, sure=True) else None
    if text.word(start) == "," and "that" in takes:
        start = _after_aside(text, start)
    if text.word(start) in _TO_WHOM and "that" in takes:
        start = _after_phrase(text, start)
    word = text.word(start)
    if word == "that" and takes & {"that", "bare", "document"}:
        clause = text.words[at - 1] in _ONLY_CLAUSES and text.word(start + 1) in _LEAD_IN
        return start if clause or has_verb(text, start + 1) else None
    if word in ASKING and "question" in takes:
        return start if has_verb(text, start + 1) else None
    if word in NOMINATIVES | {"there"} and "that" in takes and start == at:
        return start  # "you will note we lost the key"
    if word == ":" and "bare" in takes:
        return start + 1
    if "gerund" in takes and word.endswith("ing") and len(word) > 5 and word not in _NO_GERUNDS:
        return start
    if word in OPENERS and "bare" in takes and start == at and text.word(start + 1) != "about":
        return start if has_verb(text, start, sure=True) else None
    if "bare" in takes and start == at and _names_somebody(text, start):
        return start  # "I think Pell is right", "I say brains are better than oil"
    if "speech" in takes and word in _ANSWERS:
        return start
    if (
        word in FINITE - {"that"}
        and "bare" in takes
        and text.word(at - 2) in PRONOUNS
        and text.word(at - 3) in RELATIVES
    ):
        return start  # "something that we believe is dangerous"
    if word in {",", ":"} and "speech" in takes and text.word(start + 1) in OPENERS | REPLIES:
        return start + 1
    quoted = start + (word in {",", ":"})
    if text.word(quoted) in _QUOTES and ("speech" in takes or (quoted > start and "that" in takes)):
        return quoted
    return None


def _names_somebody(text: Text, at: int) -> bool:
    """Whether a name or a plural begins here that has a verb of its own soon."""
    raw, word = text.raw[at : at + 1], text.word(at)
    if not word.isalpha() or is_adverb(word) or word in BREAKS | FINITE:
        return False
    plural = any(len(w) > 3 and w.endswith("s") and not w.endswith(("ss", "us", "is")) for w in text.words[at : at + 2])
    verb_next = text.word(at + 1) in FINITE and word not in _NO_SUBJECTS
    return verb_next or ((raw[0][0].isupper() or plural) and has_verb(text, at, sure=True, within=10))


def _after_phrase(text: Text, at: int) -> int:
    """The "that" after a phrase of where or to whom, "he said in the hearing that …"; else its first word."""
    for place in range(at + 1, min(at + 7, len(text.words))):
        if text.words[place] == "that":
            return place if text.words[place + 1 : place + 2] and text.words[place + 1] in OPENERS else at
        if text.words[place] == "," and place > at + 1:
            that = _after_aside(text, place)
            return that if that > place else at
        if text.words[place] in BREAKS | FINITE or text.words[place] == "," or text.taken[place]:
            break
    return at


def _after_aside(text: Text, comma: int) -> int:
    """The "that" after a comma, or after an aside between two: "I know, as you do, that …"; else the comma."""
    for at in range(comma, min(comma + _LONGEST_ASIDE, len(text.words) - 1)):
        if text.words[at] == "," and text.words[at + 1] == "that":
            return at + 1
        if text.words[at] in BREAKS or text.taken[at]:
            break
    return comma


def _participle(text: Text, verb: int, after: int, row: Taker) -> list[Part]:
    """A participle at the end, "She left, not knowing that …": of the pronoun that begins the sentence."""
    who = text.begins(verb)
    low = verb - (text.word(verb - 1) in {"not", "never"})
    if not text.words[verb].endswith("ing") or text.word(low - 1) != "," or text.words[who] not in NOMINATIVES:
        return []
    start = _opens(text, after, row)
    if start is None or text.words[start] not in ASKING | {"that"} or not text.free(low, after) or text.taken[who] > 1:
        return []
    end = clause_end(text.reading, text.words, start, text.taken)
    if end - start < FEWEST:
        return []
    source = [] if text.taken[who] else [("source", (who, who + 1))]
    return as_parts(*source, ("cue", (low, after)), ("content", (start, end)))


def _coordinated(text: Text, verb: int, after: int, row: Taker) -> list[Part]:
    """A second verb of one subject, "she rose and noted that …": of the last pronoun that began a clause before it."""
    low = verb - is_adverb(text.word(verb - 1))
    if text.word(low - 1) not in {"and", "but"} or not text.free(low, after) or text.words[verb].endswith("ing"):
        return []
    first = max(text.begins(verb), verb - _LONGEST_ASIDE)
    who = next((n for n in range(low - 2, first - 1, -1) if text.words[n] in NOMINATIVES), None)
    start = _opens(text, after, row) if who is not None else None
    if who is None or start is None or text.words[start] != "that" or text.taken[who] > 1:
        return []
    end = clause_end(text.reading, text.words, start, text.taken)
    if end - start < FEWEST:
        return []
    source = [] if text.taken[who] else [("source", (who, who + 1))]
    return as_parts(*source, ("cue", (verb, after)), ("content", (start, end)))
