"""The plain words that clauses are told by, and a reading as the patterns for clauses need it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.attribute.complements import SURE, clause_end
from sayso.attribute.decode import Part
from sayso.attribute.subjects import is_adverb
from sayso.encode.encoder import Reading
from sayso.report import Span


def words_of(words: str) -> frozenset[str]:
    """A set of words from a line of them."""
    return frozenset(words.split())


BE = words_of("is are was were am be been being re m")
AUXILIARIES = BE | words_of(
    "has have had do does did will would can could may might must should ve d ll t ' ’ don doesn"
)
AUXILIARIES |= words_of("didn isn aren wasn weren won wouldn couldn shouldn haven hasn hadn cannot not never")
ADVERBS = words_of(
    "ever also still just even now then always often again further long once simply both all itself himself"
)
ADVERBS |= words_of("herself themselves rightly first already so very quite")
#: Before "to" and a verb: "we would like to emphasise that".
WANTING = words_of(
    "want wants wanted like need needs going got try tried trying seem seems used able happy here ready pleased"
)
FINITE = AUXILIARIES - {"'", "’", "be", "been", "being"} | words_of(
    "went came took made said got gave saw found left fell rose began stood knew lost won held kept led met"
    " paid sent sold told broke goes comes takes makes says gets gives wants needs means seems needed wanted go"
    " come take make want need"
)
SUBJECTS = words_of("i we you they he she it there this these those what who nothing everything nobody everyone people")
OPENERS = SUBJECTS | words_of(
    "both several two three the a an my your our his her its their no some any every all each most many if when"
)
ASKING = words_of("whether if how why what where when who which")
_HANGING = words_of("that and but or because if when while as since so than which who where until unless")
_NEW_CLAUSES = words_of("that who which when where what because but as while after before if i we they he she")
NOMINATIVES = words_of("i we they he she")
RELATIVES = words_of("that which what who whom")
ADDRESSEES = words_of("me us you him her them")
REPLIES = words_of(
    'yes no well oh okay ok hey thank thanks hello hi please why how don let go come uh um look listen yeah “ " ‘'
)
BREAKS = words_of('. ; : ( ) ? ! “ ” " — –')
FEWEST, _WITHIN, _LONGEST = 3, 12, 200
PAUSES = frozenset(",()-–—―")
ENDS = PAUSES | frozenset(".?!;")
NUMBERS = {"source": 1, "cue": 2, "content": 3}


@dataclass(frozen=True, slots=True)
class Text:
    """A reading as the patterns need it."""

    reading: Reading
    words: list[str]  # in lower case
    raw: list[str]
    sentence: list[int]  # of each word
    starts: list[int]  # of each word: the first of its sentence
    taken: np.ndarray  # (words,) 0 free, 1 source, 2 cue, 3 content, 9 where nothing may be

    def begins(self, at: int) -> int:
        """The first word of the sentence of a word."""
        return self.starts[at]

    def free(self, low: int, high: int) -> bool:
        """Whether no tag claims any of these words."""
        return low >= 0 and not (self.taken[low:high] > 0).any()

    def ends(self, at: int) -> bool:
        """Whether a sentence ends before a word."""
        return at >= len(self.words) or self.starts[at] == at

    def glued(self, at: int) -> bool:
        """Whether the next word follows a mark without a space, as in "Tarn-Marrow"."""
        spans = self.reading.tokens.words
        return at + 1 < len(self.words) and int(spans[at, 1]) == int(spans[at + 1, 0])

    def word(self, at: int) -> str:
        """A word in lower case; "" outside the text."""
        return self.words[at] if 0 <= at < len(self.words) else ""


def as_text(reading: Reading, found: list[Part], stretch: np.ndarray) -> Text:
    """A reading with the parts found in it, for the patterns; `stretch` as for `with_clauses`."""
    taken = np.where(stretch < 0, 9, 0).astype(np.int8)
    for part in found:
        taken[part.words[0] : part.words[1]] = NUMBERS[part.part]
    raw = [reading.text[a:b] for a, b in reading.tokens.words.tolist()]
    of = reading.sentence_of
    starts = np.searchsorted(of, of, side="left").tolist()
    return Text(reading, [w.lower() for w in raw], raw, of.tolist(), starts, taken)


def has_verb(text: Text, start: int, sure: bool = False, within: int = _WITHIN) -> bool:
    """Whether a clause with a verb of its own begins here: a subject that can be nothing else, or a plain verb form.

    `sure`: a form in "-ed", which may be a participle, is not enough, and nothing may come between. `within`: the verb
    is among so many words.
    """
    that = text.word(start - 1) == "that"
    if text.word(start) in (OPENERS if that else {"i", "we", "they", "he", "she", "there"}):
        return True
    for at in range(start, min(start + within, len(text.words))):
        word = text.words[at]
        if text.sentence[at] != text.sentence[start] or word in BREAKS:
            return False
        if sure and at > start and (word in _NEW_CLAUSES or word == ","):
            return False  # "know a house that was empty", "know this area, it is"
        if (
            at > start
            and text.words[at - 1] != "to"
            and (word in FINITE or (not sure and word.endswith("ed") and len(word) > 4))
        ):
            return True
        if word == "s" and text.words[at - 2] in SUBJECTS | {"that"}:
            return True
    return False


def around(text: Text, low: int, high: int) -> list[Span]:
    """The free words of a sentence before and after an aside, each where there are enough of them.

    What goes on from words that a tag claims is a piece of somebody's sentence, and no content.
    """
    first = text.begins(low)
    last = high >= len(text.words) or text.words[high] not in PAUSES
    left, right = _left(text, first, low, last), (high, high)
    begins = left[0] == first or text.words[left[0] - 1] in PAUSES | {"and", "but", "so", "well", "okay", ";", ":"}
    if not begins:
        return []
    if text.word(high) in PAUSES and high + 1 < len(text.words) and text.sentence[high + 1] == text.sentence[low]:
        right = (high + 1, clause_end(text.reading, text.words, high + 1, text.taken))
    return [span for span in (left, right) if span[1] - span[0] >= FEWEST]


def clause_after(text: Text, cue: Span) -> Span | None:
    """The free clause that begins right after a cue, whatever the cue is."""
    at = cue[1]
    at += text.word(at) in ADDRESSEES and text.word(at + 1) in OPENERS | ASKING | {"that"}
    at += text.word(at) == "," and text.word(at + 1) == "that"
    word = text.word(at)
    if at >= len(text.words) or text.sentence[at] != text.sentence[cue[0]]:
        return None
    if word == "that" or word in ASKING - {"when", "where", "which", "who", "if", "what"}:
        plain = has_verb(text, at + 1)
    else:
        plain = word in OPENERS and has_verb(text, at, sure=True)
    if not plain:
        return None
    end = clause_end(text.reading, text.words, at, text.taken)
    return (at, end) if end - at >= FEWEST else None


def _left(text: Text, first: int, end: int, last: bool) -> Span:
    """The free words before an aside, back to the start of the sentence or to what a tag claims."""
    while end > first and text.words[end - 1] in PAUSES:
        end -= 1
    low = end
    first = max(first, end - _LONGEST)  # linear time, whatever the text
    while low > first and text.taken[low - 1] == 0 and text.words[low - 1] not in {";", ":"}:
        low -= 1
    if end > low and text.words[end - 1] in _HANGING and not last:
        return low, low  # "it is true that, in our view, …"
    while low < end and text.words[low] in PAUSES | {"and", "but", "so", "well", "okay"}:
        low += 1
    return low, end


def before_auxiliaries(text: Text, verb: int) -> int:
    """The first of the auxiliaries and adverbs before a verb: "has never" in "has never held", or the verb itself."""
    low, first = verb, text.begins(verb)
    while low > first and verb - low < 7:
        word = text.words[low - 1]
        wanting = word == "to" or (word in WANTING and text.words[low] in {"to", "a"})
        if word not in AUXILIARIES | ADVERBS and not wanting and not is_adverb(word):
            break
        low -= 1
    while low < verb and text.words[low] in {"to", "all", "both"}:
        low += 1
    return low


def as_parts(*spans: tuple[str, Span]) -> list[Part]:
    """Parts of these spans of words, empty ones left out."""
    return [Part(name, span, SURE) for name, span in spans if span[1] > span[0]]
