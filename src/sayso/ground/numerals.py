"""Numerals: the value of digits, of words ("two dozen"), of shares ("two-thirds") and of vague plurals ("dozens").

Nothing here asks whether a numeral counts anything (`lookalikes` does) or what stands beside it (`numbers` does).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass

from sayso.encode.encoder import NAMES
from sayso.ground.context import Context

#: What `Page.kinds` has for a word of a person's name and of a place's.
PERSON, LOCATION = NAMES.index("PERSON"), NAMES.index("LOCATION")
ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
}
GLUED_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12}
#: Plurals that name no number: both ends stay null and the span shows the word.
VAGUE = {"dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"}
#: Said of so few that they are kept only where people came to harm (see `figures`).
FEW = {"several", "few"}
NONE = {"no", "none", "nobody", "zero"}
_FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5}
_FRACTIONS |= {"fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10, "sixth": 1 / 6, "eighth": 1 / 8}
GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
TRIGGERS = frozenset(
    {*ONES, *TENS, *SCALES, *VAGUE, *FEW, *NONE, *_FRACTIONS, "dozen", "score", "couple"} - {"mn", "tn", "trn"}
)

# \d takes any script's digits, and int() reads them; the Arabic marks for thousands and decimals come along.
_DIGITS = re.compile(
    r"(?:\d{1,3}(?:[,٬]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d+)(?!\d)(?:[.٫]\d+)?"
)
DASHES = frozenset("-–—‑‐−―")
MINUS = frozenset("-–−")
#: A number of more digits than this counts nothing: no reader can check it, and a float would not hold it.
MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Page:
    """A text's words in plain lists: what the readers of numbers and of roles walk over."""

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: list[int]
    ends: list[int]
    sentence: list[int]  # index of each word's sentence
    line: list[int]
    kinds: list[int]  # the encoder's kind of name, an index into `NAMES`

    def __len__(self) -> int:
        return len(self.words)

    def word(self, at: int) -> str:
        """A word in lower case; empty before the first and after the last."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def glued(self, at: int) -> bool:
        """Whether no space stands between a word and the one before it."""
        return 0 < at < len(self.words) and self.ends[at - 1] == self.starts[at]

    def past(self, at: int, words: Collection[str]) -> int:
        """The first word from one on that is none of these."""
        while self.word(at) in words:
            at += 1
        return at

    def together(self, a: int, b: int) -> bool:
        """Whether two words are in one sentence."""
        return 0 <= a < len(self) and 0 <= b < len(self) and self.sentence[a] == self.sentence[b]

    def capital(self, at: int) -> bool:
        """Whether a word begins with a capital and does not begin its sentence."""
        return (
            0 <= at < len(self)
            and self.words[at][:1].isupper()
            and at > 0
            and self.sentence[at] == self.sentence[at - 1]
        )


def page(at: Context) -> Page:
    """The words of a context as plain lists."""
    return Page(
        at.report.text,
        at.words,
        at.lower,
        at.starts.tolist(),
        at.ends.tolist(),
        at.reading.sentence_of.tolist(),
        at.reading.line_of.tolist(),
        at.reading.names.tolist(),
    )


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral says by itself."""

    end: int  # after its last word
    value: float | None  # none where it names no number, or is too long
    suffix: str = ""  # letters glued to the digits: "mph"
    vague: bool = False  # "dozens"
    fraction: bool = False  # "two-thirds"
    scaled: bool = False  # with a word for its scale: "1.2 million"
    digits: bool = False
    too_long: bool = False  # of more digits than `MOST_DIGITS`


def _float(digits: str) -> float | None:
    plain = digits.replace(",", "").replace("٬", "").replace("٫", ".")
    plain = "".join(c for c in plain if not c.isspace())
    whole, _, part = plain.partition(".")
    if len(whole) > MOST_DIGITS:
        return None
    value = float(int(whole))
    return value + int(part[:15]) / 10 ** len(part[:15]) if part else value


def _scale_after(p: Page, at: int) -> tuple[int, float]:
    """The scale words from a word on, and what they multiply by: "hundred thousand"."""
    times = 1.0
    while at < len(p):
        word = p.lower[at]
        step = at
        if word in DASHES and p.glued(at) and p.word(at + 1) in SCALES:
            step, word = at + 1, p.lower[at + 1]
        if word in SCALES:
            times *= SCALES[word]
        elif word == "dozen":
            times *= 12
        else:
            break
        if times > 1e15:
            break
        at = step + 1
    return at, times


def _digits(p: Page, i: int, offset: int) -> Numeral | None:
    """A number in digits that begins `offset` characters into a word."""
    found = _DIGITS.match(p.text, p.starts[i] + offset)
    if found is None:
        return None
    stop = found.end()
    j = i
    while j < len(p) and p.ends[j] < stop:
        j += 1
    suffix = p.text[stop : p.ends[j]] if j < len(p) and p.starts[j] < stop else ""
    value = _float(found.group())
    if value is None:
        return Numeral(j + 1, None, too_long=True, digits=True)
    end = j + 1
    if p.word(end) in GLYPHS:
        return Numeral(end + 1, value + GLYPHS[p.lower[end]], digits=True)
    if suffix in GLYPHS:
        return Numeral(end, value + GLYPHS[suffix], digits=True)
    if suffix:
        return Numeral(end, value, suffix, digits=True)
    # "1/2", "3 1/2"
    for slash, top in ((end, value), (end + 1, None)):
        if p.word(slash) == "/" and p.glued(slash) and p.glued(slash + 1) and p.word(slash + 1) in ("2", "3", "4", "5"):
            under = int(p.lower[slash + 1])
            if top is not None and 0 < top < under:
                return Numeral(slash + 2, top / under, fraction=True, digits=True)
            if top is None and p.word(slash - 1) in ("1", "2", "3") and int(p.lower[slash - 1]) < under:
                return Numeral(slash + 2, value + int(p.lower[slash - 1]) / under, digits=True)
    end, times = _scale_after(p, end)
    return Numeral(end, value * times, scaled=times > 1, digits=True)


def _spelt(p: Page, i: int) -> Numeral | None:
    """A number in words that begins at a word."""
    total, group, j, last = 0.0, None, i, ""
    floor = math.inf  # the last scale: the next must be smaller
    while j < len(p):
        word = p.lower[j]
        if word in DASHES and last == "tens" and p.glued(j) and p.word(j + 1) in ONES:
            j += 1
            continue
        if word in DASHES and last and p.glued(j) and p.word(j + 1) in SCALES:
            j += 1
            continue
        if word in DASHES and last and p.glued(j) and p.lower[j + 1 : j + 6 : 2] == ("and", "a", "half"):
            end, times = _scale_after(p, j + 6)  # "two-and-a-half"
            return Numeral(end, (total + (group or 0) + 0.5) * times, scaled=times > 1)
        if word == "and" and last == "scale" and (p.word(j + 1) in ONES or p.word(j + 1) in TENS):
            j += 1
            continue
        if word == "and" and last and p.word(j + 1) == "a" and p.word(j + 2) in ("half", "quarter"):
            part = _FRACTIONS[p.lower[j + 2]]
            end, times = _scale_after(p, j + 3)
            return Numeral(end, (total + (group or 0) + part) * times, scaled=times > 1)
        if word in ONES and last in ("", "tens", "scale") and not (last == "tens" and ONES[word] > 9):
            group, last = (group or 0) + ONES[word], "ones"
        elif word in TENS and last in ("", "scale"):
            group, last = (group or 0) + TENS[word], "tens"
        elif word == "hundred" and last in ("", "ones", "tens"):
            group, last = (group or 1) * 100, "scale"
        elif word in SCALES and SCALES[word] < floor and (group is not None or last in ("", "ones", "tens")):
            total += (group or 1) * SCALES[word]
            group, last, floor = None, "scale", SCALES[word]
        elif word == "dozen":
            group, last = (group or 1) * 12, "dozen"
        elif word == "score" and last == "ones":
            group, last = (group or 1) * 20, "dozen"
        else:
            break
        j += 1
        if last == "dozen":
            break
    if not last:
        return None
    value = total + (group or 0)
    return Numeral(j, value, scaled=value >= 100)


def _fraction(p: Page, i: int) -> Numeral | None:
    """Shares in words that begin at a word: "half", "two-thirds", "a quarter of", "half a million"."""
    word, j, times = p.lower[i], i, 1.0
    if (word in ONES and word not in ("zero", "one")) or word == "one":
        times, j = float(ONES[word]), i + 1
        if p.word(j) in DASHES:
            j += 1
        if p.word(j) not in _FRACTIONS or (p.word(j) == "half" and word != "one"):
            return None
    elif word not in ("half", "third", "quarter", "fifth", "tenth"):
        return None
    part = _FRACTIONS[p.lower[j]]
    j += 1
    if word == "half" and p.word(j) in ("a", "of"):
        skip = j + 1 + (p.word(j + 1) == "a")
        if p.word(skip) in SCALES or p.word(skip) == "dozen":
            end, scale = _scale_after(p, skip)
            return Numeral(end, part * scale, scaled=True)
    if word == "quarter" and p.word(j) == "of" and p.word(j + 1) == "a" and p.word(j + 2) in SCALES:
        end, scale = _scale_after(p, j + 2)
        return Numeral(end, part * scale, scaled=True)
    nxt = p.word(j)
    if word == "half":
        # "half the condos", "half of them"; not "the second half", "half an hour" is 0.5 hours
        if nxt == "a" and p.word(j + 1) in (
            "mile",
            "kilometer",
            "kilometre",
            "day",
            "year",
            "century",
            "percent",
            "point",
        ):
            return Numeral(j + 1, part)
        if nxt in ("the", "of", "its", "their", "his", "her", "all", "our", "an") and p.word(i - 1) not in (
            "first",
            "second",
            "other",
            "latter",
            "top",
            "bottom",
            "final",
            "-",
        ):
            return Numeral(j + (nxt in ("an", "of")), part, fraction=nxt != "an")
        return None
    if nxt == "of" and (word in ONES or p.word(i - 1) in ("a", "one", "nearly", "almost", "about", "roughly", "over")):
        return Numeral(j, times * part, fraction=True)
    if word in ONES and (nxt in ("the",) or times > 1):
        return Numeral(j, times * part, fraction=True)
    return None


def _one_in(p: Page, i: int) -> Numeral | None:
    """A share told as so many in so many: "one in five", "nine out of ten", "a one-in-three chance"."""
    top, j = ONES.get(p.lower[i]) or (int(p.lower[i]) if p.lower[i] in ("1", "2", "3") else 0), i + 1
    if not 0 < top < 10 or (p.word(i - 1) in DASHES and p.glued(i)):
        return None
    dash = 1 if p.word(j) in DASHES else 0
    if p.lower[j + dash : j + dash + 2] == ("out", "of") and not p.lower[i].isdecimal():
        j += dash + 2
    elif p.word(j + dash) == "in":
        j += 2 * dash + 1
    else:
        return None
    j += p.word(j) == "every"
    whole, under = p.word(j), ONES.get(p.word(j), TENS.get(p.word(j), 0))
    if not under and whole.isdecimal() and len(whole) <= 3:
        under = int(whole)
    plain = under in (3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100) and p.together(i, j)
    if not plain or top >= under or p.word(j + 1) in SCALES or (p.word(j + 1) in DASHES and not dash):
        return None
    return Numeral(j + 1, top / under, fraction=True)


def plain_people(p: Page, at: int) -> bool:
    """Whether "scores" counts those who follow: "scores killed", "scores wounded", "scores dead"."""
    return p.word(at) in ("killed", "wounded", "injured", "hurt", "dead", "arrested", "missing", "died", "feared")


def numeral(p: Page, i: int) -> Numeral | None:
    """The numeral that begins at a word, without unit or comparator."""
    word = p.lower[i]
    if p.word(i + 1) in ("in", "out", "-"):
        share = _one_in(p, i)
        if share is not None:
            return share
    if any(c.isdigit() for c in word):
        offset = next(n for n, c in enumerate(word) if c.isdigit())
        return _digits(p, i, offset)
    if word in GLYPHS:
        return Numeral(i + 1, GLYPHS[word], fraction=True)
    part = _fraction(p, i)
    if part is not None:
        return part
    if word == "scores" and not (p.word(i + 1) in ("of", "were", "more") or plain_people(p, i + 1)):
        return None  # "the worst scores"
    if word in VAGUE or (word == "tens" and p.word(i + 1) == "of"):
        j = i + 1
        while p.word(j) == "of" and p.word(j + 1) in VAGUE:
            j += 2
        return Numeral(j, None, vague=True)
    if word == "couple":
        return Numeral(i + 1, 2.0) if p.word(i + 1) in ("of", "dozen", "hundred") else None
    if word in FEW:
        if word == "few" and p.word(i - 1) != "a":
            return None
        end, times = _scale_after(p, i + 1)
        return Numeral(end, None, vague=True, scaled=times > 1)
    if word in NONE and word != "zero":
        return Numeral(i + 1, 0.0)
    return _spelt(p, i)


def numeral_at(p: Page, at: int) -> bool:
    """Whether a numeral begins at a word."""
    word = p.word(at)
    if not word:
        return False
    if p.word(at - 1) == "$" and word[-1].isdigit() and not word.isdigit():
        return True  # "$US160"
    return word[0].isdigit() or word in ONES or word in TENS or word in SCALES
