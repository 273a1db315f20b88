"""Speakers put in between, and views that are somebody's: "the valve, I believe, froze", "in our view"."""

from __future__ import annotations

from sayso.attribute.complements import clause_end
from sayso.attribute.decode import Part
from sayso.attribute.subjects import subject
from sayso.attribute.takers import Taker
from sayso.attribute.wording import (
    AUXILIARIES,
    BE,
    ENDS,
    FEWEST,
    OPENERS,
    PAUSES,
    REPLIES,
    Text,
    around,
    as_parts,
    before_auxiliaries,
    has_verb,
    words_of,
)
from sayso.report import Span

POSSESSIVES = words_of("my our his her their your its")
_VIEWS = words_of("view opinion judgment judgement estimation assessment perspective recollection knowledge")
#: What one acts "according to" that is nobody.
NO_AUTHORITY = words_of(
    "plan schedule size whether how what where when which need needs age taste custom system method model pattern"
    " standard standards principle principles type kind rank season means ability size order factors"
)
_NAMING = words_of("the a an my our his her their its this one some many most two several")
_LONGEST = 12
#: Where something is said: "the dean noted in his sermon".
#: These hold a clause after "that"; after "argument" or "claim" it is as often a relative: "my argument that he heard".
_BELIEFS = words_of("view opinion understanding belief contention position fear hope conviction suspicion assumption")
WHERE = words_of("in at from during on")
#: After these, or with these before, "I say." is no aside: "what I say", "more than we know".
_OPEN = words_of("and but or if because when so is was are were then a the of to in for with")
_OPEN_BEFORE = words_of("that what as than how like which who whom where why all everything things thing whatever")
#: Nouns for what somebody holds: "my understanding is that …".
HELD = words_of(
    "view opinion understanding belief argument contention position sense feeling guess hope fear concern"
    " submission claim conclusion impression recollection theory hypothesis suspicion conviction expectation"
    " assumption prediction assertion allegation testimony assessment judgment judgement memory message"
    " complaint"
)


def aside(text: Text, verb: int, after: int, row: Taker) -> list[Part]:
    """A speaker put in: "the valve, I believe, froze", "as the dean noted, …", "… , counsel says."."""
    if "aside" not in row.takes:
        return []
    low = before_auxiliaries(text, verb)
    who = subject(text.words, text.raw, text.begins(verb), low)
    if who is None or who[1] != low or text.word(low - 1) in {"who", "you"} or BE & set(text.words[low:verb]):
        return []
    as_said = text.word(who[0] - 1) == "as" and who[0] > text.begins(verb)
    opening = who[0] - as_said
    end = aside_end(text, after) if as_said or text.word(after) in WHERE else after
    if not text.free(low, after) or not (text.word(end) in ENDS or end >= len(text.words)):
        return []
    if (text.taken[slice(*who)] > 1).any() or not (as_said or put_in(text, opening, end)):
        return []
    contents = around(text, opening, end)
    if "speech" in row.takes and not as_said and text.word(end) == "," and text.word(end + 1) in OPENERS | REPLIES:
        contents = [c for c in contents if c[0] > end]  # "after the trial, counsel said, we will go home"
    if not contents:
        return []
    source = [] if text.taken[who[0]] else [("source", who)]
    while low < verb and text.words[low] not in AUXILIARIES:
        low += 1
    return sorted(
        as_parts(*source, ("cue", (low, after)), *(("content", span) for span in contents)), key=lambda p: p.words
    )


def aside_end(text: Text, after: int) -> int:
    """The pause that ends "as the dean noted in his sermon"; the verb's end where none is near."""
    for end in range(after, min(after + 8, len(text.words))):
        if text.words[end] in ENDS or text.ends(end):
            return end
    return after


def put_in(text: Text, opening: int, end: int) -> bool:
    """Whether an aside stands after a pause, or is a first person's at the end: "it lacks coherence, I say."."""
    first = text.begins(opening)
    if opening == first:
        return False
    if "-" in {text.words[opening - 1], text.word(end)} and (text.glued(opening - 1) or text.glued(end)):
        return False  # "the hospital's write-offs"
    if text.words[opening - 1] in PAUSES | {"”", '"'}:
        return True
    before = text.words[max(first, opening - 8) : opening]
    plain = (
        text.taken[opening] < 2
        and end - opening == 2
        and before[-1].isalpha()
        and before[-1] not in _OPEN
        and not _OPEN_BEFORE & set(before)
    )
    return plain and len(before) > 3 and text.words[opening] in {"i", "we"} and text.word(end) in {",", ".", "?"}


def according(text: Text, at: int) -> list[Part]:
    """Whoever is named after "according to", up to the next pause."""
    low = at + 2
    if text.word(at + 1) != "to" or text.word(low) in NO_AUTHORITY or not text.free(at, low):
        return []
    if low >= len(text.words) or not (text.words[low] in _NAMING or text.raw[low][0].isupper()):
        return []
    end = low
    while end < len(text.words) and end - low < _LONGEST and text.sentence[end] == text.sentence[at]:
        if text.words[end] in ENDS and not (text.words[end] in {".", "-"} and text.glued(end)):
            break
        end += 1
    if (
        end == low
        or text.words[end - 1] in NO_AUTHORITY
        or not text.free(low, end)
        or not (text.word(end) in ENDS or text.ends(end))
    ):
        return []
    contents = around(text, at, end)
    if not contents:
        return []
    return sorted(
        as_parts(("cue", (at, low)), ("source", (low, end)), *(("content", s) for s in contents)), key=lambda p: p.words
    )


def view(text: Text, at: int) -> list[Part]:
    """A view as in "in our view, …" or "to my knowledge": a view that is somebody's, before or after what it is."""
    noun = at + 1 + (text.word(at + 1) in {"own", "humble", "personal"})
    if text.word(at - 1) not in {"in", "to", "from"} or text.word(noun) not in _VIEWS or not text.free(at, noun + 1):
        return []
    first = text.begins(at)
    if at - 1 > first and text.words[at - 2] not in PAUSES and text.word(noun + 1) not in ENDS:
        return []
    contents = around(text, at - 1, noun + 1)
    if not contents and at - 1 == first:  # no comma after it
        end = clause_end(text.reading, text.words, noun + 1, text.taken)
        contents = [(noun + 1, end)] if end - noun - 1 >= FEWEST else []
    if not contents:
        return []
    return sorted(
        as_parts(("source", (at, at + 1)), ("cue", (at + 1, noun + 1)), *(("content", s) for s in contents)),
        key=lambda p: p.words,
    )


def held(text: Text, noun: int) -> list[Part]:
    """What somebody holds: "my understanding is that …", "the fear is that …", "it is our position that …"."""
    verb = noun + 1
    while verb < noun + 3 and text.word(verb) not in BE:
        verb += 1
    cue = (noun, verb + 1)
    if text.word(noun + 1) == "that" and text.words[noun] in _BELIEFS:
        cue = (noun, noun + 1)
    elif text.word(verb) not in BE:
        return []
    start = cue[1] + (text.word(cue[1]) == ",")
    if not text.free(*cue) or text.word(start) != "that" or text.sentence[start] != text.sentence[noun]:
        return []
    source = _owner(text, noun)
    if source is None or not text.free(*source) or not has_verb(text, start + 1):
        return []
    if source[0] == source[1] and cue[1] == noun + 1:
        return []  # "the belief that …": whose is not said
    end = clause_end(text.reading, text.words, start, text.taken)
    if end - start < FEWEST:
        return []
    return as_parts(("source", source), ("cue", cue), ("content", (start, end)))


def _owner(text: Text, noun: int) -> Span | None:
    """Whose view it is: "my", "the State's"; an empty span after "the"; None where nothing of the kind stands there."""
    owner = noun - 1 if text.word(noun - 1) in POSSESSIVES | {"s", "the", "’", "'"} else noun - 2
    word = text.word(owner)
    if owner < text.begins(noun):
        return None
    if word in POSSESSIVES:
        return owner, owner + 1
    if word == "s" and text.word(owner - 1) in {"'", "’"}:
        who = subject(text.words, text.raw, text.begins(noun), owner - 1)
        return (who[0], owner + 1) if who is not None else None
    return (owner, owner) if word == "the" else None
