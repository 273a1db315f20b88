"""Numbers in running text: words and digits, ranges, vague plurals, what stands before and after them.

This is the first half of reading figures. It finds every number of a text that counts or measures something, with its
value, comparator and unit, and leaves out what only looks like one: years, dates, times, ordinals, scores, addresses,
telephone numbers and the names of things. What a number counts, and in which role, is read by `figures`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from sayso.ground.context import Context
from sayso.ground.lexicons import Unit, comparators_after, comparators_before, units
from sayso.report import Comparator

NumberKind = Literal["count", "money", "measure", "time", "share", "age"]

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
_GLUED_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12}
#: Plurals that name no number: both ends stay null and the span shows the word.
VAGUE = {"dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"}
#: Said of so few that they are kept only where people came to harm (see `figures`).
FEW = {"several", "few"}
NONE = {"no", "none", "nobody", "zero"}
_FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5}
_FRACTIONS |= {"fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10, "sixth": 1 / 6, "eighth": 1 / 8}
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
TRIGGERS = frozenset(
    {*ONES, *TENS, *SCALES, *VAGUE, *FEW, *NONE, *_FRACTIONS, "dozen", "score", "couple"} - {"mn", "tn", "trn"}
)

# \d takes any script's digits, and int() reads them; the Arabic marks for thousands and decimals come along.
_DIGITS = re.compile(
    r"(?:\d{1,3}(?:[,٬]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d+)(?!\d)(?:[.٫]\d+)?"
)
_DASHES = frozenset("-–—‑‐−―")
_MINUS = frozenset("-–−")
#: A number of more digits than this counts nothing: no reader can check it, and a float would not hold it.
MOST_DIGITS = 18

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec".split()
)
#: Words after which a number is a name: "Room 12", "Resolution 1701".
LABELS = frozenset(
    "no nos number numbers room route highway interstate resolution article section chapter page flight unit channel "
    "line gate platform bus exit phase group grade class type level category mark model version volume episode season "
    "lot apartment apt suite building block district ward precinct division battalion regiment brigade squadron "
    "company sector zone act rule clause bill proposition measure order paragraph item figure table note step part "
    "formula boeing airbus pier bay berth locker cell track lane count channel radio area formation top "
    "schedule appendix schools psalm verse windows iphone galaxy playstation code zip box bypass hwy sr us area "
    "super".split()
)
_STREETS = frozenset(
    "street st avenue ave road rd drive dr boulevard blvd lane ln highway hwy parkway pkwy court ct place pl way "
    "terrace circle square broadway block plaza trail pike".split()
)
_NOT_AFTER_ONE = frozenset(
    "another day time way thing things more or and , . ; : ! ? ) ” \" ’ ' who whom that which whose can could would "
    "should must may might will is in at on by to for with from as a an the s i we you he she it they "
    "side hand point single such - – —".split()
)
_NOT_BEFORE_ONE = frozenset(
    "no any every each the this that some which another only number anyone someone everyone one - last next not "
    "good bad right wrong big new".split()
)


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
class Number:
    """One number of a text. Ranges of words are half-open."""

    start: int  # first word, with comparator and currency
    core: int  # first word of the numeral itself
    end: int  # after the last word, with unit
    low: float | None
    high: float | None
    comparator: Comparator = "="
    kind: NumberKind = "count"
    unit: str | None = None
    estimate: bool = False
    vague: bool = False  # names no number: "dozens"
    hyphened: bool = False  # stands before a hyphen: "20-minute"
    too_long: bool = False  # more digits than can be read

    @property
    def value(self) -> float | None:
        """The lower end where there is one, else the upper."""
        return self.low if self.low is not None else self.high


@dataclass(frozen=True, slots=True)
class _Numeral:
    end: int
    value: float | None
    suffix: str = ""
    vague: bool = False
    fraction: bool = False
    scaled: bool = False
    digits: bool = False
    too_long: bool = False


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
        if word in _DASHES and p.glued(at) and p.word(at + 1) in SCALES:
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


def _digits(p: Page, i: int, offset: int) -> _Numeral | None:
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
        return _Numeral(j + 1, None, too_long=True, digits=True)
    end = j + 1
    if p.word(end) in _GLYPHS:
        return _Numeral(end + 1, value + _GLYPHS[p.lower[end]], digits=True)
    if suffix:
        return _Numeral(end, value, suffix, digits=True)
    # "1/2", "3 1/2"
    for slash, top in ((end, value), (end + 1, None)):
        if p.word(slash) == "/" and p.glued(slash) and p.glued(slash + 1) and p.word(slash + 1) in ("2", "3", "4", "5"):
            under = int(p.lower[slash + 1])
            if top is not None and 0 < top < under:
                return _Numeral(slash + 2, top / under, fraction=True, digits=True)
            if top is None and p.word(slash - 1) in ("1", "2", "3") and int(p.lower[slash - 1]) < under:
                return _Numeral(slash + 2, value + int(p.lower[slash - 1]) / under, digits=True)
    end, times = _scale_after(p, end)
    return _Numeral(end, value * times, scaled=times > 1, digits=True)


def _spelt(p: Page, i: int) -> _Numeral | None:
    """A number in words that begins at a word."""
    total, group, j, last = 0.0, None, i, ""
    floor = math.inf  # the last scale: the next must be smaller
    while j < len(p):
        word = p.lower[j]
        if word in _DASHES and last == "tens" and p.glued(j) and p.word(j + 1) in ONES:
            j += 1
            continue
        if word in _DASHES and last and p.glued(j) and p.word(j + 1) in SCALES:
            j += 1
            continue
        if word == "and" and last == "scale" and (p.word(j + 1) in ONES or p.word(j + 1) in TENS):
            j += 1
            continue
        if word == "and" and last and p.word(j + 1) == "a" and p.word(j + 2) in ("half", "quarter"):
            part = _FRACTIONS[p.lower[j + 2]]
            end, times = _scale_after(p, j + 3)
            return _Numeral(end, (total + (group or 0) + part) * times, scaled=times > 1)
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
    return _Numeral(j, value, scaled=value >= 100)


def _fraction(p: Page, i: int) -> _Numeral | None:
    """Shares in words that begin at a word: "half", "two-thirds", "a quarter of", "half a million"."""
    word, j, times = p.lower[i], i, 1.0
    if word in ONES and word not in ("zero", "one") or word == "one":
        times, j = float(ONES[word]), i + 1
        if p.word(j) in _DASHES:
            j += 1
        if p.word(j) not in _FRACTIONS or p.word(j) == "half" and word != "one":
            return None
    elif word not in ("half", "third", "quarter", "fifth", "tenth"):
        return None
    part = _FRACTIONS[p.lower[j]]
    j += 1
    if word == "half" and p.word(j) in ("a", "of"):
        skip = j + 1 + (p.word(j + 1) == "a")
        if p.word(skip) in SCALES or p.word(skip) == "dozen":
            end, scale = _scale_after(p, skip)
            return _Numeral(end, part * scale, scaled=True)
    if word == "quarter" and p.word(j) == "of" and p.word(j + 1) == "a" and p.word(j + 2) in SCALES:
        end, scale = _scale_after(p, j + 2)
        return _Numeral(end, part * scale, scaled=True)
    nxt = p.word(j)
    if word == "half":
        # "half the condos", "half of them"; not "the second half", "half an hour" is 0.5 hours
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
            return _Numeral(j + (nxt in ("an", "of")), part, fraction=nxt != "an")
        return None
    if nxt == "of" and (word in ONES or p.word(i - 1) in ("a", "one", "nearly", "almost", "about", "roughly", "over")):
        return _Numeral(j, times * part, fraction=True)
    if word in ONES and (nxt in ("the",) or times > 1):
        return _Numeral(j, times * part, fraction=True)
    return None


def _numeral(p: Page, i: int) -> _Numeral | None:
    """The numeral that begins at a word, without unit or comparator."""
    word = p.lower[i]
    if any(c.isdigit() for c in word):
        offset = next(n for n, c in enumerate(word) if c.isdigit())
        return _digits(p, i, offset)
    if word in _GLYPHS:
        return _Numeral(i + 1, _GLYPHS[word], fraction=True)
    part = _fraction(p, i)
    if part is not None:
        return part
    if word in VAGUE or (word == "tens" and p.word(i + 1) == "of"):
        j = i + 1
        while p.word(j) == "of" and p.word(j + 1) in VAGUE:
            j += 2
        return _Numeral(j, None, vague=True)
    if word == "couple":
        return _Numeral(i + 1, 2.0) if p.word(i + 1) in ("of", "dozen", "hundred") else None
    if word in FEW:
        if word == "few" and p.word(i - 1) != "a":
            return None
        end, times = _scale_after(p, i + 1)
        return _Numeral(end, None, vague=True, scaled=times > 1)
    if word in NONE and word != "zero":
        return _Numeral(i + 1, 0.0)
    return _spelt(p, i)


def _labelled(p: Page, i: int, n: _Numeral) -> bool:
    """Whether a numeral is a name, a date, a time, an address, a score … and counts nothing."""
    before, after = p.word(i - 1), p.word(n.end)
    low, high = p.starts[i], p.ends[n.end - 1]
    text = p.text
    if n.digits:
        if re.match(r"[.:/]\d|[@_&=#]", text[high : high + 2]) and not n.fraction:
            return True
        left = text[max(0, low - 2) : low]
        if left[-1:] == "." and p.word(n.end) in ("-", "caliber", "calibre"):
            return True
        if left[-1:] and left[-1] in "@_&=/#.:" and (left[-1] not in "./:" or left[:-1].strip()):
            return True
        if left[-1:] in ("'", "’") and n.value is not None and n.value < 100:  # '90
            return True
        # a hyphen that glues the number to letters: T-72, COVID-19, last-32
        if left[-1:] in _DASHES and left[:-1].isalpha() and p.word(i - 2) not in ("minus", "negative"):
            return p.word(i - 2) not in ONES and p.word(i - 2) not in TENS
        if n.suffix.lower() in ("st", "nd", "rd", "th", "s", "ers", "am", "pm"):
            return True
        if after in ("am", "pm", "a.m", "p.m", "gmt", "utc", "est", "edt", "pst", "pdt", "et", "bst", "o"):
            return not (after == "o" and p.word(n.end + 1) not in ("'", "’"))
        if after in ("a", "p") and p.word(n.end + 1) == "." and p.word(n.end + 2) == "m":
            return True
        if after in ("'", "’") and p.word(n.end + 1) == "s" and p.glued(n.end + 1):
            return True
        if _year(p, i, n) or _address(p, i, n) or _phone(p, i, n):
            return True
    if before in MONTHS and p.capital(i - 1) | (i == 1) and n.value is not None and n.value < 32 and not n.scaled:
        return not _people_follow(p, n.end)
    if before == "." and p.word(i - 2) in MONTHS and p.capital(i - 2) and n.value is not None and n.value < 32:
        return not _people_follow(p, n.end)
    if after in MONTHS and p.words[n.end][:1].isupper() and n.value is not None and n.value < 32 and n.digits:
        return True
    if before in LABELS and not n.scaled:
        lower_use = before in ("level", "group", "unit", "company", "type", "class", "measure", "order", "part", "us")
        if before == "top":
            return False
        if before in ("number", "numbers", "count", "figure") or not lower_use:
            return before not in ("numbers", "line", "act", "page") or n.digits
        return p.words[i - 1][:1].isupper() and not _people_follow(p, n.end)
    if before in (".", ":") and p.word(i - 2) in ("no", "nos"):
        return p.starts[i - 1] == p.ends[i - 2]
    if before in ("#", "№"):
        return True
    # iPhone 11, Windows 10, Group 20: a name before, and no plain word after
    return (
        n.digits
        and not n.scaled
        and not n.suffix
        and p.capital(i - 1)
        and p.words[i - 1].isalpha()
        and before not in MONTHS
        and not _plain_follows(p, n.end)
    )


_YEAR_BEFORE = frozenset(
    "in since of by until from during late early mid for after before between to through around about the a and "
    "year , ( – - — s fiscal summer spring autumn fall winter".split()
)


def _year(p: Page, i: int, n: _Numeral) -> bool:
    """Whether a number of four digits is a year."""
    word = p.words[i]
    if len(word) != 4 or not word.isdigit() or n.end != i + 1 or n.value is None or not 1400 <= n.value <= 2199:
        return False
    before = p.word(i - 1)
    if before in MONTHS or before in ("in", "since", "until", "during", "of", "mid", "early", "late", "year"):
        return not (before == "of" and _people_follow(p, n.end))
    if units().after(p.words, n.end) is not None or _people_follow(p, n.end):
        return False
    if before in ("at", "least", "than", "over", "some", "nearly", "almost", "up", "under", "total", "$", "€", "£"):
        return False
    return before in _YEAR_BEFORE or not _plain_follows(p, n.end) or n.value >= 1900


def _address(p: Page, i: int, n: _Numeral) -> bool:
    """ "1200 North Mill Street", "the 500 block of"."""
    if p.word(n.end) == "block":
        return True
    if not p.capital(n.end):
        return False
    if p.word(i - 1) in ("at", "near") and not _people_follow(p, n.end + 1) and n.end == i + 1 and len(p.words[i]) > 2:
        return True
    return (
        any(
            p.word(k) in _STREETS
            and p.words[k][:1].isupper()
            and all(p.words[x][:1].isupper() for x in range(n.end, k))
            for k in range(n.end, min(len(p), n.end + 4))
        )
        and not p.words[i].isalpha()
    )


def _phone(p: Page, i: int, n: _Numeral) -> bool:
    """ "555-0142", "(555) 0142", "911"; scores such as "2-2" and "3-1"."""
    if p.word(i) in ("911", "999", "112") and p.word(i - 1) in (
        "called",
        "call",
        "calling",
        "dialed",
        "a",
        "calls",
        "to",
    ):
        return True
    if p.word(i - 1) == "+" and p.glued(i):
        return True
    left = p.word(i - 1) in _DASHES and p.glued(i) and p.glued(i - 1) and p.word(i - 2).isdigit()
    right = p.word(n.end) in _DASHES and p.glued(n.end) and p.glued(n.end + 1) and p.word(n.end + 1).isdigit()
    if not right:
        return left
    a, b = p.word(i), p.word(n.end + 1)
    if len(a) > 9 or len(b) > 9 or not a.isdigit():
        return True
    third = p.word(n.end + 2) in _DASHES and p.glued(n.end + 2) and p.word(n.end + 3).isdigit()
    if third or (len(b) == 4 and len(a) == 3):
        return True
    return int(a) >= int(b) or not (_plain_follows(p, n.end + 2) or _before_currency(p, i) is not None)


def _people_follow(p: Page, at: int) -> bool:
    """Whether a word in the plural that is not capitalised follows, or "people": what numbers count."""
    word = p.word(at)
    return word in ("people", "men", "women", "children", "others") or (
        len(word) > 3 and word.endswith("s") and not word.endswith("ss") and p.words[at].islower() and word != "was"
    )


_CLOSED = frozenset(
    "and or but the of in on at to for from with by as is was were are be been has have had that which who when while "
    "after before since until if it its he she they we i you this these those not than then so because where what "
    "said says also will would could should can may might must did does do".split()
)


def _plain_follows(p: Page, at: int) -> bool:
    """Whether a plain word in small letters, or a unit, follows."""
    if at >= len(p) or not p.together(at, at - 1):
        return False
    if units().after(p.words, at) is not None:
        return True
    word = p.words[at]
    return word.islower() and word.isalpha() and word not in _CLOSED or word == "%"


def _before_currency(p: Page, i: int) -> tuple[int, Unit] | None:
    """The currency that stands before a numeral: its first word and its unit."""
    for size in (3, 2, 1):
        if i - size >= 0:
            unit = units().before(p.words[i - size : i])
            if unit is not None and p.together(i - size, i):
                return i - size, unit
    return None


def _one(p: Page, i: int, n: _Numeral) -> bool:
    """Whether "one" counts: "one soldier", "one of the boats", "one dead"; not "no one", "one another"."""
    if n.end != i + 1 or p.lower[i] != "one":
        return True
    before, after = p.word(i - 1), p.word(n.end)
    if before in _NOT_BEFORE_ONE and not (
        before in ("-", "only", "last", "next", "not") and after not in _NOT_AFTER_ONE
    ):
        return False
    if before == "-" and p.glued(i):
        return False
    if after == "of":
        return p.word(n.end + 1) not in ("a",)
    return after not in _NOT_AFTER_ONE or after == "more" or (after in ("to", "or") and _numeral_at(p, n.end + 1))


def numbers(p: Page) -> list[Number]:
    """Every number of a text, in order, never overlapping; ages among them are marked so."""
    out: list[Number] = []
    lower, done = p.lower, 0
    for i, word in enumerate(lower):
        if i < done or not (word in TRIGGERS or word == "tens" or word[0] in _GLYPHS or not word.isalpha()):
            continue
        if not word.isalpha() and not any(c.isdigit() for c in word) and word not in _GLYPHS:
            continue
        found = _read(p, i)
        if found is not None:
            out.append(found)
            done = found.end
        elif word[0].isdigit():
            # what was passed over is passed over whole: the "19" of "2.19.4" is no number either
            done = i + 1
            while done < len(p) and p.glued(done) and (lower[done][0].isdigit() or lower[done] in ".:/-–,"):
                done += 1
    return out


def _read(p: Page, i: int) -> Number | None:
    """The number whose numeral begins at a word, or none where it counts nothing."""
    prefix, start = "", i
    if not p.words[i][0].isdigit() and any(c.isdigit() for c in p.words[i]):
        prefix = re.match(r"[^\d]*", p.words[i]).group()  # type: ignore[union-attr]
        if not (units().before((prefix,)) or (prefix.upper() in ("US", "A", "C", "NZ") and p.word(i - 1) == "$")):
            return None
    n = _numeral(p, i)
    if n is None or not _one(p, i, n):
        return None
    currency = _before_currency(p, i)
    if prefix:
        currency = (i - (p.word(i - 1) == "$"), units().before((prefix,)) or units().before(("$",)))  # type: ignore[assignment]
    sign = 1.0
    if currency is not None:
        start = currency[0]
        if p.word(start - 1) in _MINUS and p.glued(start) and not p.glued(start - 1):
            sign, start = -1.0, start - 1
    elif p.word(i - 1) in ("minus", "negative") or (p.word(i - 1) in _DASHES and p.word(i - 2) == "minus"):
        sign, start = -1.0, i - 1 if p.word(i - 1) in ("minus", "negative") else i - 2
    elif p.word(i - 1) in _MINUS and p.glued(i) and n.digits and not p.glued(i - 1):
        sign, start = -1.0, i - 1
    elif p.word(i - 1) in _MINUS and p.glued(i) and n.digits and units().before((p.words[i - 2],)) is not None:
        sign, start, currency = -1.0, i - 2, (i - 2, units().before((p.words[i - 2],)))  # type: ignore[assignment]
    if currency is None and _labelled(p, i, n):
        return None
    if n.too_long:
        return Number(start, i, n.end, None, None, too_long=True)
    value = None if n.value is None else sign * n.value
    found = Number(start, i, n.end, value, value, vague=n.vague)
    if n.vague:
        found = replace(found, comparator="≈")
    found, suffix = _scaled(p, found, n, currency is not None)
    if found.end < 0:
        return None
    found = _unit(p, found, n, currency[1] if currency else None, suffix)
    found = _ranged(p, found, currency)
    found = _compared(p, found)
    return _aged(p, found)


def _scaled(p: Page, found: Number, n: _Numeral, money: bool) -> tuple[Number, str]:
    """Letters glued to the digits: a scale ("2.7m", "25k"), or a unit that is handed on ("50mph")."""
    suffix = n.suffix
    if not suffix or found.low is None:
        return found, suffix
    times = _GLUED_SCALES.get(suffix.lower())
    if times is not None and suffix == "m" and not money and not _people_follow(p, found.end):
        times = None  # "100m" is a hundred metres
    if times is None:
        low = suffix.lower()
        for size in (3, 2, 1):  # "5kpeople" is none, "10bnkm" neither; "$10mUSD" hardly
            if low[:size] in _GLUED_SCALES and units().before((suffix[size:],)) is not None:
                return replace(
                    found, low=found.low * _GLUED_SCALES[low[:size]], high=found.low * _GLUED_SCALES[low[:size]]
                ), suffix[size:]
        return found, suffix
    return replace(found, low=found.low * times, high=found.low * times), ""


def _unit(p: Page, found: Number, n: _Numeral, currency: Unit | None, suffix: str) -> Number:
    """The number with the unit that stands after it, or the currency before it."""
    if suffix:
        unit = units().exact(suffix)
        if unit is None and suffix not in ("G",):
            return replace(found, kind="measure", unit=suffix) if len(suffix) <= 4 else found
        return replace(found, kind=unit.kind, unit=unit.name) if unit else replace(found, kind="measure", unit="G")
    if currency is not None:
        after = units().after(p.words, found.end)
        end = found.end
        if after is not None and after[1].kind == "money":
            end = after[0]
            if currency.name == "USD" and after[1].name != "USD" and p.words[end - 1].lower() != "pounds":
                currency = after[1]
        return replace(found, kind="money", unit=currency.name, end=end)
    if n.fraction:
        after = units().after(p.words, found.end)
        if after is None or after[1].kind == "share":
            return replace(found, kind="share", unit=None)
    at = found.end
    hyphen = p.word(at) in _DASHES and p.glued(at) and p.glued(at + 1)
    if hyphen:
        at += 1
    after = units().after(p.words, at)
    if after is None or not p.together(found.core, after[0] - 1):
        return replace(found, hyphened=hyphen)
    end, unit = after
    if unit.name == "lb" and n.scaled and (n.value or 0) >= 1e6:
        unit = replace(unit, name="GBP", kind="money")
    if unit.name == "point" and not n.digits:
        return replace(found, hyphened=hyphen)  # "two points to consider"
    return replace(found, kind=unit.kind, unit=unit.name, end=end, hyphened=hyphen)


_TO = frozenset({"to", "-", "–", "—", "or", "and", "till", "through"})


def _ranged(p: Page, found: Number, currency: tuple[int, Unit] | None) -> Number:
    """A number with the upper end of its range: "12 to 15", "between 5 and 7", "three or four", "$1-2 million"."""
    j = found.end
    if p.word(j) not in _TO or found.low is None or found.hyphened and p.word(j) in _DASHES:
        return found
    joint, k = p.lower[j], j + 1
    if joint == "or" and p.word(k) in ("even", "perhaps", "possibly", "maybe"):
        k += 1
    opens = p.word(found.start - 1)
    if joint == "and" and opens != "between" or joint == "to" and opens == "by":
        return found
    second = None
    if k < len(p) and p.together(found.core, k):
        step = next((s for s in (0, 1, 2) if k + s < len(p) and _numeral_at(p, k + s)), None)
        if step is None or (step and _before_currency(p, k + step) is None and p.word(k + step - 1) != "$"):
            return found
        n = _numeral(p, k + step)
        if n is None or n.value is None or n.vague or n.fraction or (n.suffix.lower() in ("st", "nd", "rd", "th", "s")):
            return found
        if p.lower[k + step] == "one" or p.word(n.end) in MONTHS:
            return found
        second = Number(k, k + step, n.end, n.value, n.value)
        second, suffix = _scaled(p, second, n, currency is not None or bool(step))
        second = _unit(
            p, second, n, currency[1] if currency else (_before_currency(p, k + step) or (0, None))[1], suffix
        )
    if second is None or second.value is None or second.value <= found.low and joint != "or":
        return found
    low, high = found.low, second.value
    if found.unit is not None and second.unit is not None and found.unit != second.unit and found.kind != "money":
        return found
    if joint in ("to", "or", "and", *_DASHES) and low < 1000 <= high:
        # "2 to 3 million": the scale at the end is meant for both
        scale = next((s for s in (1e12, 1e9, 1e6, 1e3) if high >= s and high % s == 0 and high / s < 1e3), 1.0)
        spoken = p.word(second.end - 1) in SCALES or any(p.word(w) in SCALES for w in range(second.core, second.end))
        if spoken and low * scale <= high:
            low *= scale
    if joint == "or" and not low < high <= 3 * low + 2:
        return found
    if high <= low:
        return found
    start = found.start - 1 if opens in ("between", "from") and joint in ("and", "to", *_DASHES) else found.start
    return replace(
        found,
        start=start,
        end=second.end,
        low=low,
        high=high,
        comparator="range",
        unit=second.unit or found.unit,
        kind=second.kind if second.unit else found.kind,
        hyphened=second.hyphened,
    )


def _numeral_at(p: Page, at: int) -> bool:
    word = p.lower[at]
    if p.word(at - 1) == "$" and word[-1].isdigit() and not word.isdigit():
        return True  # "$US160"
    return word[0].isdigit() or word in ONES or word in TENS or word in SCALES


#: Words after which "over two years" compares; elsewhere it says when.
_LASTING = frozenset("for took take takes lasted lasting after by of to is was in a the just well spent waited".split())


def _compared(p: Page, found: Number) -> Number:
    """The number with the comparator that stands before or after it."""
    start, comparator, estimate = found.start, found.comparator, found.estimate
    if p.word(start - 1) in ("a", "an") and p.word(found.core) in (
        *SCALES,
        "dozen",
        "couple",
        "third",
        "quarter",
        "few",
        "half",
    ):
        start -= 1
    seen = False
    while True:
        match = comparators_before(p.lower, start)
        if match is None or not p.together(match[0], found.core):
            break
        if found.kind == "time" and p.word(match[0]) == "over" and p.word(match[0] - 1) not in _LASTING:
            break  # "died over two days" is no comparison
        start, row = match
        estimate = estimate or row.estimate
        if row.comparator and not seen:
            seen = True
            if comparator == "=" or (comparator == "≈" and row.comparator != "="):
                comparator = row.comparator
    after = comparators_after(p.lower, found.end)
    end = found.end
    if after is not None and p.together(found.core, after[0] - 1):
        end, row = after
        if comparator == "=":
            comparator = row.comparator or comparator
    low, high = found.low, found.high
    if comparator == "≥":
        high = None
    elif comparator == "≤":
        low = None
    return replace(found, start=start, end=end, comparator=comparator, estimate=estimate, low=low, high=high)


def _aged(p: Page, found: Number) -> Number | None:
    """The number, marked as an age where it is one; none where it is a time of day or a moment past."""
    at, word = found.end, p.word(found.end)
    if found.kind == "time" and found.unit == "year":
        if word in _DASHES and p.word(at + 1) in ("old", "olds"):
            return replace(found, kind="age", end=at + 2)
        if word in ("old", "olds"):
            return replace(found, kind="age", end=at + 1)
        if word == "of" and p.word(at + 1) == "age":
            return replace(found, kind="age", end=at + 2)
    if found.kind == "count" and found.low is not None and found.low < 120:
        before = p.word(found.core - 1)
        if before in ("aged", "age", "ages"):
            return replace(found, kind="age")
        # "Maran, 34, said", "Maran (34)"
        closed = word in (",", ".", ")", ";", "") or (word in ("and", "of") and before == ",")
        if before in (",", "(") and closed and p.capital(found.core - 2) and p.words[found.core].isdigit():
            return replace(found, kind="age")
    if found.kind == "time" and word in ("ago",):
        return None
    return found
