"""Numbers in running text: words and digits, ranges, vague plurals, with comparator and unit.

This is the first half of reading figures: every number of a text that counts or measures something. What it counts, and
in which role, is read by `figures`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from sayso.ground.lexicons import Unit, comparators_after, comparators_before, units
from sayso.ground.lookalikes import MONTHS, counts_nothing, currency_before, one_counts, people_follow, plain_follows
from sayso.ground.numerals import (
    DASHES,
    GLUED_SCALES,
    GLYPHS,
    MINUS,
    PERSON,
    SCALES,
    TRIGGERS,
    Numeral,
    Page,
    numeral,
    numeral_at,
)
from sayso.report import Comparator

NumberKind = Literal["count", "money", "measure", "time", "share", "age"]


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


def numbers(p: Page) -> list[Number]:
    """Every number of a text, in order, never overlapping; ages among them are marked so."""
    out: list[Number] = []
    lower, done = p.lower, 0
    for i, word in enumerate(lower):
        if i < done or not (word in TRIGGERS or word == "tens" or word[0] in GLYPHS or not word.isalpha()):
            continue
        if not word.isalpha() and not any(c.isdigit() for c in word) and word not in GLYPHS:
            continue
        found = _read(p, i)
        if found is not None:
            if out and out[-1].kind == "age" and found.kind == "count" and found.high is not None and found.high < 120:
                between = p.lower[out[-1].end : found.start]
                if 0 < len(between) <= 2 and set(between) <= {",", "and"} and not plain_follows(p, found.end):
                    found = replace(found, kind="age")  # "ages 19, 21 and 22"
            if found.kind == "age" and out and _paired(p, out[-1], found):
                out[-1] = replace(out[-1], kind="age")  # "were 9 and 10 years old"
            out.append(found)
            done = found.end
        elif word[0].isdigit():
            # what was passed over is passed over whole: the "19" of "2.19.4" is no number either
            done = i + 1
            while done < len(p) and p.glued(done) and (lower[done][0].isdigit() or lower[done] in ".:/-–,"):
                done += 1
    return out


def _paired(p: Page, first: Number, age: Number) -> bool:
    """Whether a number is joined to an age right after it."""
    joined = first.end == age.start - 1 and p.lower[first.end] in ("and", ",", "or")
    return joined and first.kind == "count" and first.low is not None and first.low < 120


_PICTURES = frozenset("image images photo picture slide page part video caption".split())


def _read(p: Page, i: int) -> Number | None:
    """The number whose numeral begins at a word, or none where it counts nothing."""
    prefix, start = "", i
    if not p.words[i][0].isdigit() and any(c.isdigit() for c in p.words[i]):
        prefix = re.match(r"[^\d]*", p.words[i]).group()  # type: ignore[union-attr]
        if not (units().before((prefix,)) or (prefix.upper() in ("US", "A", "C", "NZ") and p.word(i - 1) == "$")):
            return None
    n = numeral(p, i)
    if n is None or not one_counts(p, i, n):
        return None
    if "of" in (p.word(i - 1), p.word(n.end)) and _PICTURES & {p.word(i - 1), p.word(i - 3)} and n.digits:
        return None  # "Image 4 of 11"
    currency = currency_before(p, i)
    if prefix:
        currency = (i - (p.word(i - 1) == "$"), units().before((prefix,)) or units().before(("$",)))  # type: ignore[assignment]
    sign = 1.0
    if currency is not None:
        start = currency[0]
        if p.word(start - 1) in MINUS and p.glued(start) and not p.glued(start - 1):
            sign, start = -1.0, start - 1
    elif p.word(i - 1) in ("minus", "negative") or (p.word(i - 1) in DASHES and p.word(i - 2) == "minus"):
        sign, start = -1.0, i - 1 if p.word(i - 1) in ("minus", "negative") else i - 2
    elif p.word(i - 1) in MINUS and p.glued(i) and n.digits and not p.glued(i - 1):
        sign, start = -1.0, i - 1
    elif p.word(i - 1) in MINUS and p.glued(i) and n.digits and units().before((p.words[i - 2],)) is not None:
        sign, start, currency = -1.0, i - 2, (i - 2, units().before((p.words[i - 2],)))  # type: ignore[assignment]
    if currency is None and counts_nothing(p, i, n):
        return None
    if n.too_long:
        return Number(start, i, n.end, None, None, too_long=True)
    value = None if n.value is None else sign * n.value
    dot = p.starts[i] - 1
    if value is not None and p.text[dot : dot + 1] == "." and not p.text[max(0, dot - 1) : dot].strip(" $£€-(~"):
        value, start = value / 10.0 ** len(p.words[i]), min(start, i - 1)  # ".5 percent"
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


def _scaled(p: Page, found: Number, n: Numeral, money: bool) -> tuple[Number, str]:
    """Letters glued to the digits: a scale ("2.7m", "25k"), or a unit that is handed on ("50mph")."""
    suffix = n.suffix
    if not suffix or found.low is None:
        return found, suffix
    times = GLUED_SCALES.get(suffix.lower())
    if times is not None and suffix == "m" and not money and not people_follow(p, found.end):
        times = None  # "100m" is a hundred metres
    if times is None:
        low = suffix.lower()
        for size in (3, 2, 1):  # "5kpeople" is none, "10bnkm" neither; "$10mUSD" hardly
            if low[:size] in GLUED_SCALES and units().before((suffix[size:],)) is not None:
                return replace(
                    found, low=found.low * GLUED_SCALES[low[:size]], high=found.low * GLUED_SCALES[low[:size]]
                ), suffix[size:]
        return found, suffix
    return replace(found, low=found.low * times, high=found.low * times), ""


def _unit(p: Page, found: Number, n: Numeral, currency: Unit | None, suffix: str) -> Number:
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
    hyphen = p.word(at) in DASHES and p.glued(at) and p.glued(at + 1) and not numeral_at(p, at + 1)
    if hyphen:
        at += 1
    if n.vague and p.word(at) == "of":
        at += 1  # "millions of dollars"
    after = units().after(p.words, at)
    if after is None or not p.together(found.core, after[0] - 1):
        return replace(found, hyphened=hyphen)
    end, unit = after
    if unit.name == "lb" and (found.low or 0) >= 1e6:
        unit = replace(unit, name="GBP", kind="money")
    if unit.name == "point" and not n.digits:
        return replace(found, hyphened=hyphen)  # "two points to consider"
    return replace(found, kind=unit.kind, unit=unit.name, end=end, hyphened=hyphen)


_TO = frozenset({"to", "-", "–", "—", "or", "and", "till", "through"})


def _ranged(p: Page, found: Number, currency: tuple[int, Unit] | None) -> Number:
    """A number with the upper end of its range: "12 to 15", "between 5 and 7", "three or four", "$1-2 million"."""
    j = found.end
    if p.word(j) not in _TO or found.low is None or (found.hyphened and p.word(j) in DASHES):
        return found
    joint, k = p.lower[j], j + 1
    if joint == "or" and p.word(k) in ("even", "perhaps", "possibly", "maybe"):
        k += 1
    opens = p.word(found.start - 1)
    if (joint == "and" and opens != "between") or (joint == "to" and opens == "by"):
        return found
    second = None
    if k < len(p) and p.together(found.core, k):
        step = next((s for s in (0, 1, 2) if k + s < len(p) and numeral_at(p, k + s)), None)
        if step is None or (step and currency_before(p, k + step) is None and p.word(k + step - 1) != "$"):
            return found
        n = numeral(p, k + step)
        if n is None or n.value is None or n.vague or n.fraction or (n.suffix.lower() in ("st", "nd", "rd", "th", "s")):
            return found
        if p.lower[k + step] == "one" or p.word(n.end) in MONTHS:
            return found
        second = Number(k, k + step, n.end, n.value, n.value)
        second, suffix = _scaled(p, second, n, currency is not None or bool(step))
        second = _unit(
            p, second, n, currency[1] if currency else (currency_before(p, k + step) or (0, None))[1], suffix
        )
    if second is None or second.value is None or (second.value <= found.low and joint != "or"):
        return found
    low, high = found.low, second.value
    if found.kind in ("share", "measure", "time") and second.unit is None:
        return found  # "rose 3.4% to 2.1 million"
    if found.unit is not None and second.unit is not None and found.unit != second.unit and found.kind != "money":
        return found
    if joint in ("to", "or", "and", *DASHES) and low < 1000 <= high:
        # "2 to 3 million": the scale at the end is meant for both
        scale = high / n.value if n is not None and n.value else 1.0  # of letters: "1.2-1.5bn"
        for word in p.lower[second.core : second.end]:
            scale *= SCALES.get(word, 1.0)
        if low * scale <= high:
            low *= scale
    if joint == "or" and (not low < high <= 3 * low + 2 or _each_its_own(p, second.end)):
        return found
    if high <= low:
        return found
    start = found.start - 1 if opens in ("between", "from") and joint in ("and", "to", *DASHES) else found.start
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


def _each_its_own(p: Page, at: int) -> bool:
    """Whether two numbers are of two things: "cost 25 or 40 crowns, respectively"."""
    ahead = range(at, min(len(p), at + 20))
    return any(p.lower[k] == "respectively" and p.together(at - 1, k) for k in ahead)


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


#: After "Vell, 24" without a comma: of one, or of those named.
_ONE_DOES = frozenset("was is has".split())
_OF_THEM = frozenset("them these those whom which the".split())


def plural(word: str) -> bool:
    """Whether a word in lower case may be of several: "the members (12)"."""
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss")


_TURNED = frozenset("was is turned just only".split())
_A_COUNT = frozenset("it toll count number figure total".split())
_NAMED_DO = frozenset("were died suffered sustained remained remains received had who – — -".split())


def _aged(p: Page, found: Number) -> Number | None:
    """The number, marked as an age where it is one; none where it is a time of day or a moment past."""
    at, word = found.end, p.word(found.end)
    if found.kind == "time" and found.unit == "year":
        if word in DASHES and p.word(at + 1) in ("old", "olds"):
            return replace(found, kind="age", end=at + 2)
        if word in ("old", "olds"):
            return replace(found, kind="age", end=at + 1)
        if word == "of" and p.word(at + 1) == "age":
            return replace(found, kind="age", end=at + 2)
    if found.kind == "count" and found.low is not None and found.low < 120:
        before = p.word(found.core - 1)
        plain_age = found.comparator == "=" and found.start == found.core and p.words[found.core].isdigit()
        if before in ("aged", "age", "ages") or (before == "of" and p.word(found.core - 2) in ("age", "ages")):
            return replace(found, kind="age")
        if p.word(found.start - 1) in ("aged", "age", "ages"):
            return replace(found, kind="age")  # "aged between 20 and 37"
        if (word in ("yo", "y") and p.word(at + 1) in ("o", ".", "/", "")) or word in ("y.o", "y/o"):
            return replace(found, kind="age")  # "17 y.o."
        if word in ("or", "and") and p.word(at + 1) in ("older", "younger", "over", "under", "up"):
            return replace(found, kind="age")  # "65 or older"
        if before == "turned" and plain_age and not people_follow(p, at):
            return replace(found, kind="age")  # "had turned 19 six days before"
        # "Maran, 34, said", "one victim, 23, was", "Maran (34)"
        closed = word in (",", ".", ")", ";", "(", "") or (word in ("and", "of") and before == ",")
        closed = closed and not (word == "of" and p.word(at + 1) in _OF_THEM)  # "38 people, 11 of them"
        plain = plain_age
        named = p.word(found.core - 2)
        if named == ".":
            named = p.word(found.core - 3) if p.word(found.core - 3) in ("jr", "sr") else ""
        many = before == "(" and found.core > 1 and p.words[found.core - 2].islower() and plural(named)
        if before in (",", "(") and closed and plain and named.isalpha() and not many:
            return replace(found, kind="age")  # not "a quarter of the members (12)"
        if before == "," and plain and p.words[found.core - 2][:1].isupper() and found.low > 1:
            named_person = p.kinds[found.core - 2] == PERSON
            if word in _ONE_DOES or (named_person and word in _NAMED_DO):
                return replace(found, kind="age")  # "Ana Vell, 24 was hurt"
        if before == "." and p.word(found.core - 2) in ("jr", "sr") and plain and word == ",":
            return replace(found, kind="age")  # "Maran Jr. 34, said"
        if plain and closed and (before == "other" or p.lower[max(0, found.core - 2) : found.core] == (",", "one")):
            return replace(found, kind="age")  # "two men, one 17 and the other 21, came"
        listed = before in ("both", "each") and p.word(found.core - 2) == "," and word == ","  # "both 31, of Tarn"
        toll = p.word(found.core - 2) in _A_COUNT  # "today it is 23, and"
        if plain and (listed or (not toll and word in (",", "when") and before in _TURNED)):
            return replace(found, kind="age")
    return found
