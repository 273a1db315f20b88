"""Clauses that hang on a noun and a verb of saying or thinking: "The Court held that …", "…, I believe, …".

`complements` reads those of pronouns. Here are the others that the tags miss outside news: a noun before a verb that
takes a clause ("counsel contends that"), a speaker put in between ("the valve, I believe, froze"), a view that is
somebody's ("in our view", "my understanding is that") and a passive with nobody ("it has been held that"). As there,
only what no tag claims is read, and only where the words leave little room for another reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sayso.attribute.complements import SURE, clause_end
from sayso.attribute.decode import Part
from sayso.attribute.subjects import PRONOUNS, is_adverb, is_document, is_named, subject
from sayso.attribute.takers import Taker, taker_at
from sayso.encode.encoder import Reading
from sayso.report import Span


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BE = _set("is are was were am be been being re m")
_AUXILIARIES = _BE | _set("has have had do does did will would can could may might must should ve d ll t ' ’ don doesn")
_AUXILIARIES |= _set("didn isn aren wasn weren won wouldn couldn shouldn haven hasn hadn cannot not never")
_ADVERBS = _set(
    "ever also still just even now then always often again further long once simply both all itself himself"
)
_ADVERBS |= _set("herself themselves rightly first already so very quite")
#: Before "to" and a verb: "we would like to emphasise that".
_WANTING = _set(
    "want wants wanted like need needs going got try tried trying seem seems used able happy here ready pleased"
)
_FINITE = _AUXILIARIES - {"'", "’", "be", "been", "being"} | _set(
    "went came took made said got gave saw found left fell rose began stood knew lost won held kept led met"
    " paid sent sold told broke goes comes takes makes says gets gives wants needs means seems needed wanted go"
    " come take make want need"
)
_SUBJECTS = _set("i we you they he she it there this these those what who nothing everything nobody everyone people")
_OPENERS = _SUBJECTS | _set(
    "both several two three the a an my your our his her its their no some any every all each most many if when"
)
_ASKING = _set("whether if how why what where when who which")
_RELATIVES = _set("that which what who whom")
_ADDRESSEES = _set("me us you him her them")
_REPLIES = _set('yes no well oh okay ok hey uh um look listen yeah “ " ‘')
_BREAKS = _set('. ; : ( ) ? ! “ ” " — –')
_FEWEST, _WITHIN, _ADDRESSEE = 3, 12, 5
PAUSES = frozenset(",()-–—―")
_ENDS = PAUSES | frozenset(".?!;")
_POSSESSIVES = _set("my our his her their your its")
_VIEWS = _set("view opinion judgment judgement estimation assessment perspective recollection knowledge")
#: Nouns for what somebody holds: "my understanding is that …".
_HELD = _set(
    "view opinion understanding belief argument contention position sense feeling guess hope fear concern"
    " submission claim conclusion impression recollection theory hypothesis suspicion conviction expectation"
    " assumption prediction assertion allegation testimony assessment judgment judgement memory message"
    " complaint"
)
_HELD_BY_NOBODY = _set(
    "said argued believed thought known understood reported alleged claimed held assumed suggested agreed"
    " estimated accepted recognised recognized acknowledged conceded hoped feared expected rumoured rumored"
    " undisputed contended asserted concluded noted observed maintained"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A reading as the patterns need it."""

    reading: Reading
    words: list[str]  # in lower case
    raw: list[str]
    sentence: list[int]  # of each word
    taken: np.ndarray  # (words,) 0 free, 1 source, 2 cue, 3 content, 9 where nothing may be

    def begins(self, at: int) -> int:
        """The first word of the sentence of a word."""
        while at and self.sentence[at - 1] == self.sentence[at]:
            at -= 1
        return at

    def free(self, low: int, high: int) -> bool:
        """Whether no tag claims any of these words."""
        return low >= 0 and not (self.taken[low:high] > 0).any()

    def word(self, at: int) -> str:
        """A word in lower case; "" outside the text."""
        return self.words[at] if 0 <= at < len(self.words) else ""


_NUMBERS = {"source": 1, "cue": 2, "content": 3}


def as_text(reading: Reading, found: list[Part], stretch: np.ndarray) -> Text:
    """A reading with the parts found in it, for the patterns; `stretch` as for `with_clauses`."""
    taken = np.where(stretch < 0, 9, 0).astype(np.int8)
    for part in found:
        taken[part.words[0] : part.words[1]] = _NUMBERS[part.part]
    raw = [reading.text[a:b] for a, b in reading.tokens.words.tolist()]
    return Text(reading, [w.lower() for w in raw], raw, reading.sentence_of.tolist(), taken)


def with_clauses(reading: Reading, found: list[Part], stretch: np.ndarray) -> list[Part]:
    """The parts with those added that these patterns show where no tag says otherwise, in order of the text.

    `stretch` (words,): negative where no statement may be.
    """
    text = as_text(reading, found, stretch)
    extra: list[Part] = []
    for frame in _frames(text):
        extra += frame
        for part in frame:
            text.taken[part.words[0] : part.words[1]] = _NUMBERS[part.part]
    return sorted([*found, *extra], key=lambda p: p.words) if extra else found


def _frames(text: Text) -> Iterator[list[Part]]:
    for at, word in enumerate(text.words):
        if text.taken[at] > 1:
            continue
        if word in _POSSESSIVES:
            yield _view(text, at)
        elif word in _HELD:
            yield _held(text, at)
        elif word == "it":
            yield _nobody(text, at)
        taker = taker_at(text.words, at)
        if taker is not None and text.raw[at][0].islower() and text.free(at, taker[0]):
            yield _aside(text, at, *taker) or _governed(text, at, *taker)


def _parts(*spans: tuple[str, Span]) -> list[Part]:
    return [Part(name, span, SURE) for name, span in spans if span[1] > span[0]]


def _governed(text: Text, verb: int, after: int, row: Taker) -> list[Part]:
    """A subject, a verb and its clause."""
    low = _before_auxiliaries(text, verb)
    run = text.words[low:verb]
    if "adjective" in row.takes and not _BE & set(run):
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
    if _BE & set(run) and "adjective" not in row.takes and not text.words[verb].endswith("ing"):
        return []  # "the gun was found that night", "it is said"
    start = _opens(text, after, row)
    if start is None:
        return []
    end = clause_end(text.reading, text.words, start, text.taken)
    if end - start < _FEWEST:
        return []
    cue = low
    while cue < verb and text.words[cue] not in _AUXILIARIES:
        cue += 1
    source = [] if text.taken[who[0]] else [("source", who)]
    return _parts(*source, ("cue", (cue, after)), ("content", (start, end)))


def _agrees(text: Text, verb: int, who: Span) -> bool:
    """Whether a form that may be a noun is the verb of its subject: "counsel claims", "critics claim"."""
    head = text.words[who[1] - 1]
    plural = head.endswith("s") or head in {"people", "many", "some", "most", "others", "who", "police"}
    clause = text.word(verb + 1) in _ASKING | {"that"} and text.word(verb + 2) in _OPENERS
    return plural != text.words[verb].endswith("s") and (clause or is_named(text.raw, who))


def _before_auxiliaries(text: Text, verb: int) -> int:
    low, first = verb, text.begins(verb)
    while low > first and verb - low < 7:
        word = text.words[low - 1]
        wanting = word == "to" or (word in _WANTING and text.words[low] in {"to", "a"})
        if word not in _AUXILIARIES | _ADVERBS and not wanting and not is_adverb(word):
            break
        low -= 1
    while low < verb and text.words[low] in {"to", "all", "both"}:
        low += 1
    return low


def _opens(text: Text, at: int, row: Taker) -> int | None:
    """Where the clause after a verb begins, if one does."""
    takes = row.takes
    start = at
    if "told" in takes:
        while start < at + _ADDRESSEE and text.word(start) not in {"that", "", *_BREAKS, ","}:
            start += 1
        if text.word(start) == "that":
            return start if _has_verb(text, start + 1) else None
        start = at + 1
        to_whom = text.word(at) in _ADDRESSEES and text.word(start) in _OPENERS
        return start if to_whom and _has_verb(text, start, sure=True) else None
    if text.word(start) == "," and text.word(start + 1) == "that":
        start += 1
    word = text.word(start)
    if start >= len(text.words) or text.sentence[start] != text.sentence[at - 1]:
        return None
    if word == "that" and takes & {"that", "bare", "document"}:
        return start if _has_verb(text, start + 1) else None
    if word in _ASKING and "question" in takes:
        return start if _has_verb(text, start + 1) else None
    if word in _OPENERS and "bare" in takes and start == at and text.word(start + 1) != "about":
        return start if _has_verb(text, start, sure=True) else None
    if (
        word in _FINITE - {"that"}
        and "bare" in takes
        and text.word(at - 2) in PRONOUNS
        and text.word(at - 3) in _RELATIVES
    ):
        return start  # "something that we believe is dangerous"
    if word in {",", ":"} and "speech" in takes and text.word(start + 1) in _OPENERS | _REPLIES:
        return start + 1
    return None


def _has_verb(text: Text, start: int, sure: bool = False) -> bool:
    """Whether a clause with a verb of its own begins here: a subject that can be nothing else, or a plain verb form.

    `sure`: a form in "-ed", which may be a participle, is not enough.
    """
    that = text.word(start - 1) == "that"
    if text.word(start) in (_OPENERS if that else {"i", "we", "they", "he", "she", "there"}):
        return True
    for at in range(start, min(start + _WITHIN, len(text.words))):
        word = text.words[at]
        if text.sentence[at] != text.sentence[start] or word in _BREAKS:
            return False
        if at > start and (word in _FINITE or (not sure and word.endswith("ed") and len(word) > 4)):
            return True
        if word == "s" and text.words[at - 2] in _SUBJECTS | {"that"}:
            return True
    return False


def _aside(text: Text, verb: int, after: int, row: Taker) -> list[Part]:
    """A speaker put in: "the valve, I believe, froze", "as the dean noted, …", "… , counsel says."."""
    if "aside" not in row.takes:
        return []
    first = text.begins(verb)
    low = _before_auxiliaries(text, verb)
    who = subject(text.words, text.raw, first, low)
    if who is None or who[1] != low or text.word(low - 1) in {"who", "you"}:
        return []
    begin = who[0]
    as_said = text.word(begin - 1) == "as" and begin > first
    opening = begin - as_said
    if opening > first and text.words[opening - 1] not in PAUSES | {"”", '"'}:
        return []
    end = after
    if as_said:
        while (
            end < len(text.words)
            and end - after < 8
            and text.sentence[end] == text.sentence[verb]
            and text.words[end] not in _ENDS
        ):
            end += 1
    if opening == first and not as_said:
        return []
    closed = text.word(end) in _ENDS or end >= len(text.words)
    if (
        not closed
        or not text.free(low, after)
        or (text.taken[slice(*who)] > 1).any()
        or _BE & set(text.words[low:verb])
    ):
        return []
    contents = around(text, opening, end)
    if not contents:
        return []
    source = [] if text.taken[who[0]] else [("source", who)]
    cue = low
    while cue < verb and text.words[cue] not in _AUXILIARIES:
        cue += 1
    return sorted(
        _parts(*source, ("cue", (cue, after)), *(("content", span) for span in contents)), key=lambda p: p.words
    )


def around(text: Text, low: int, high: int) -> list[Span]:
    """The free words of a sentence before and after an aside, each where there are enough of them."""
    first = text.begins(low)
    right = (high, high)
    if text.word(high) in PAUSES and high + 1 < len(text.words) and text.sentence[high + 1] == text.sentence[low]:
        right = (high + 1, clause_end(text.reading, text.words, high + 1, text.taken))
    return [span for span in (_left(text, first, low), right) if span[1] - span[0] >= _FEWEST]


def sides(text: Text, low: int, high: int) -> list[Span]:
    """`around`, where pauses stand on both sides of the aside: it is one."""
    inner = low > text.begins(low) and text.words[low - 1] in PAUSES
    return around(text, low, high) if inner and (text.word(high) in _ENDS or high >= len(text.words)) else []


def clause_after(text: Text, cue: Span) -> Span | None:
    """The free clause that begins right after a cue, whatever the cue is."""
    at = cue[1]
    at += text.word(at) in _ADDRESSEES and text.word(at + 1) in _OPENERS | _ASKING | {"that"}
    at += text.word(at) == "," and text.word(at + 1) == "that"
    word = text.word(at)
    if at >= len(text.words) or text.sentence[at] != text.sentence[cue[0]]:
        return None
    if word == "that" or word in _ASKING - {"when", "where", "which", "who", "if", "what"}:
        plain = _has_verb(text, at + 1)
    else:
        plain = word in _OPENERS and _has_verb(text, at, sure=True)
    if not plain:
        return None
    end = clause_end(text.reading, text.words, at, text.taken)
    return (at, end) if end - at >= _FEWEST else None


def _left(text: Text, first: int, end: int) -> Span:
    """The free words before an aside, back to the start of the sentence or to what a tag claims."""
    while end > first and text.words[end - 1] in PAUSES:
        end -= 1
    low = end
    while low > first and text.taken[low - 1] == 0 and text.words[low - 1] not in {";", ":"}:
        low -= 1
    while low < end and text.words[low] in PAUSES | {"and", "but", "so", "well", "okay"}:
        low += 1
    return low, end


def _view(text: Text, at: int) -> list[Part]:
    """A view as in "in our view, …" or "to my knowledge": a view that is somebody's, before or after what it is."""
    noun = at + 1 + (text.word(at + 1) in {"own", "humble", "personal"})
    if text.word(at - 1) not in {"in", "to", "from"} or text.word(noun) not in _VIEWS or not text.free(at, noun + 1):
        return []
    first = text.begins(at)
    if at - 1 > first and text.words[at - 2] not in PAUSES and text.word(noun + 1) not in _ENDS:
        return []
    start = noun + 1 + (text.word(noun + 1) in PAUSES)
    right = (start, start)
    if start < len(text.words) and text.sentence[start] == text.sentence[at]:
        right = (start, clause_end(text.reading, text.words, start, text.taken))
    contents = [s for s in (_left(text, first, at - 1), right) if s[1] - s[0] >= _FEWEST]
    if not contents:
        return []
    return sorted(
        _parts(("source", (at, at + 1)), ("cue", (at + 1, noun + 1)), *(("content", s) for s in contents)),
        key=lambda p: p.words,
    )


def _held(text: Text, noun: int) -> list[Part]:
    """What somebody holds: "my understanding is that …", "the State's position was that …", "the fear is that …"."""
    verb = noun + 1
    while verb < noun + 3 and text.word(verb) not in _BE:
        verb += 1
    if text.word(verb) not in _BE or not text.free(noun, verb + 1):
        return []
    start = verb + 1 + (text.word(verb + 1) == ",")
    if text.word(start) != "that" or text.sentence[start] != text.sentence[noun]:
        return []
    end = clause_end(text.reading, text.words, start, text.taken)
    if end - start < _FEWEST or not _has_verb(text, start + 1):
        return []
    first = text.begins(noun)
    owner = noun - 1 if text.word(noun - 1) in _POSSESSIVES | {"s", "the", "’", "'"} else noun - 2
    source = (owner, owner + 1)
    if text.word(owner) == "s" and text.word(owner - 1) in {"'", "’"}:
        who = subject(text.words, text.raw, first, owner - 1)
        source = (who[0], owner + 1) if who is not None else (owner, owner)
    elif text.word(owner) not in _POSSESSIVES:
        source = (owner, owner)
        if text.word(owner) != "the":
            return []
    if owner < first or not text.free(*source):
        return []
    return _parts(("source", source), ("cue", (noun, verb + 1)), ("content", (start, end)))


def _nobody(text: Text, at: int) -> list[Part]:
    """A passive, "it has been held that …": somebody says so, the text does not say who."""
    verb = at + 1
    while verb < at + 6 and (
        text.word(verb) in _AUXILIARIES or text.word(verb).endswith("ly") or text.word(verb) in {"s", "often", "widely"}
    ):
        verb += 1
    run = text.words[at + 1 : verb]
    if not ((_BE | {"s"}) & set(run)) or text.word(verb) not in _HELD_BY_NOBODY or not text.free(at, verb + 1):
        return []
    start = verb + 1 + (text.word(verb + 1) == ",")
    if text.word(start) != "that" or text.sentence[start] != text.sentence[at]:
        return []
    end = clause_end(text.reading, text.words, start, text.taken)
    if end - start < _FEWEST or not _has_verb(text, start + 1):
        return []
    return _parts(("cue", (at + 1, verb + 1)), ("content", (start, end)))
