"""Whose a second verb is: "A woman in a red coat came to the desk and asked, “…”".

The tags find a source beside its cue. Where a verb of speech is the second or third of its sentence, the one who speaks
stands before the first, at the beginning of the clause, and no tag claims it.
"""

from __future__ import annotations

from sayso.attribute.subjects import INDEFINITE, is_adverb
from sayso.attribute.wording import AUXILIARIES, BREAKS, FINITE, NOMINATIVES, Text, words_of
from sayso.report import Span

#: Verbs that one says quoted words with; other second verbs ("and was pronounced") are often nobody's word.
_SPEECH = words_of("said asked told shouted yelled cried screamed whispered replied answered wrote added called begged")
_SPEECH |= words_of("saying asking telling shouting yelling crying screaming whispering writing chanting chanted")
_AND = words_of("and then but")
_LEAD_IN = words_of("in on at by during around about from with as")
_BEGINNERS = words_of(
    "a an the one two three four five six some several many another both his her their our my its this"
)
#: Past forms that begin what somebody did; others are told by "-ed".
_PAST = FINITE | words_of(
    "ran drove rode rang spoke threw drew wore bent leant leapt leaned crept swung shook let put cut set hit sat woke"
    " brought bought caught taught sought fought bit hid shot lay slid spun stuck struck swam fled forgot"
)
_NO_PAST = words_of("red bed unnamed armed masked hooded unidentified injured wounded bearded retired tired")
_ENDS_NO_SUBJECT = words_of("in on at of to by for with from who that which and or but the a an")
_CLAUSE_BREAKS = BREAKS - {"–", "—"} | words_of("that because if which when while before after until")
_LONGEST = 9


def speaker(text: Text, cue: Span) -> Span | None:
    """The words that name who does what a cue says, half-open; None where that is not plain.

    Ranges are of words. Only for a verb of speech after "and" or "then", and only where no tag claims anything between
    the beginning of the clause and the verb.
    """
    verb = cue[0]
    while verb < cue[1] - 1 and (text.words[verb] in AUXILIARIES or is_adverb(text.words[verb])):
        verb += 1
    low = cue[0]
    while is_adverb(text.word(low - 1)):
        low -= 1
    if text.words[verb] not in _SPEECH or text.word(low - 1) not in _AND:
        return None
    begin = _clause(text, low - 1)
    end = _first_verb(text, begin, low - 1)
    if end is None or not 1 <= end - begin <= _LONGEST or not text.free(begin, low):
        return None
    first, last = text.words[begin], text.words[end - 1]
    somebody = first in NOMINATIVES | INDEFINITE if end - begin == 1 else first in _BEGINNERS
    if not (somebody or (text.raw[begin][0].isupper() and text.raw[end - 1][0].isupper())):
        return None
    return None if last in _ENDS_NO_SUBJECT or not last[-1].isalpha() else (begin, end)


def _clause(text: Text, at: int) -> int:
    """The first word of the clause that a word is in, without "but" and without a phrase of when or where."""
    first = at
    while first > text.begins(at) and text.words[first - 1] not in _CLAUSE_BREAKS:
        if text.words[first - 1] in {"'", "‘"} and text.words[first] != "s":
            break
        first -= 1
    while text.word(first) in {"but", "and", "so", "then", "later", ","} and first < at:
        first += 1
    if text.word(first) in _LEAD_IN:
        comma = next((n for n in range(first, at) if text.words[n] == ","), None)
        return comma + 1 if comma is not None else first
    return first


def _first_verb(text: Text, begin: int, end: int) -> int | None:
    """Where what somebody did begins: a past form, or the comma or dash of an aside before it."""
    for at in range(begin + 1, end):
        word = text.words[at]
        if word in {",", "–", "—"} or word in _PAST:
            return at
        past = word.endswith("ed") and len(word) > 4 and word not in _NO_PAST
        if past and text.words[at - 1] not in _BEGINNERS:
            return at
    return None
