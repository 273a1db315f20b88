"""Names that the gazetteer knows and that name no place where they stand: a person's surname, a street, a car.

`toponyms` finds what may name a place; here it is held against what the report itself says of the name. A street is
shown as a place that is not known, so that no town of its name is shown in its stead; persons and cars are not shown.
All of them still count as company for the names around them, for streets and people are often called as what is near:
without the streets, three towns of the tuning half of LGL moved to another state.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from sayso.encode.encoder import NAMES
from sayso.ground.context import Context
from sayso.ground.evidence import FROM, IN, STREETS, TITLES, Toponym

Kind = Literal["person", "car", "street", "class"]

#: Makers of cars: what stands after one is a model, "a Chevrolet Malibu".
MAKERS = frozenset(
    "acura bmw buick cadillac chevrolet chevy chrysler dodge ford gmc honda hyundai infiniti isuzu jeep kia lexus "
    "lincoln mazda mercedes mercury mitsubishi nissan oldsmobile pontiac saturn subaru suzuki toyota volkswagen "
    "volvo".split()
)
_CORNERS = frozenset("corner intersection junction corners".split())
_COMPASS = frozenset("n s e w ne nw se sw north south east west".split())
#: Words that a surname alone goes with, and the name of a people used of one of them does not: "English was arrested".
_DOES = frozenset(
    "was is has had who will would said says told also did does could faces turned ran fled told pleaded died "
    "and or later then allegedly".split()
)
_PERSON, _PLACE, _BODY = (NAMES.index(kind) for kind in ("PERSON", "LOCATION", "ORGANIZATION"))
#: A full name has so many words at most.
_FULL = 4


def unplaced(at: Context, found: list[Toponym]) -> dict[int, Kind]:
    """What the toponyms name that name no place, by their numbers; the others are left out."""
    known = surnames(at) if found else frozenset()
    cars = {t.key for t in found if _car(at, t)}
    out: dict[int, Kind] = {}
    for n, t in enumerate(found):
        if t.key in known and _borne(at, t):
            out[n] = "person"
        elif t.key in cars and not _beside(at, t.words[0], IN | FROM):
            out[n] = "car"
        elif _class_alone(at, t) or _bridge(at, found, n):
            out[n] = "class"
        elif t.entries and _street(at, t):
            out[n] = "street"
    return out


def surnames(at: Context) -> frozenset[str]:
    """The last words, in lower case, of the persons whom a report names in full.

    In full is what the encoder takes for a person, of two words or more, and two to four words in capitals before an
    age: "Ona English, 31, was …". A word that the encoder takes for a place more often than for a person is none.
    """
    out = set()
    words, line = at.words, at.reading.line_of
    often: Counter[str] = Counter()
    for name in at.names:
        low, high = name.words
        if name.kind in ("PERSON", "LOCATION"):
            often[at.lower[high - 1]] += 1 if name.kind == "PERSON" else -1
        if name.kind == "PERSON" and high - low > 1 and _whole(words[low:high]) and at.lower[low] not in TITLES:
            out.add(at.lower[high - 1])
    for n in range(2, len(words) - 2):
        if words[n] == "," and words[n + 1].isdecimal() and len(words[n + 1]) == 2 and words[n + 2] in (",", "."):
            low = n
            while low > 0 and n - low < _FULL and line[low - 1] == line[n] and _named(words[low - 1]):
                low -= 1
            if n - low > 1:
                out.add(at.lower[n - 1])
    return frozenset(word for word in out if often[word] >= 0)


def _whole(words: tuple[str, ...]) -> bool:
    return all(_named(w) or w in ".-'’" for w in words) and words[-1].isalpha()


def _named(word: str) -> bool:
    return word.isalpha() and word[0].isupper() and not (word.isupper() and len(word) > 1)


def _beside(at: Context, low: int, words: frozenset[str]) -> bool:
    return low > 0 and at.lower[low - 1] in words


def _borne(at: Context, t: Toponym) -> bool:
    """Whether a mention is of the person of that surname, as far as the encoder and the words beside it say."""
    low, high = t.words
    if high - low > 1 or _beside(at, low, IN | FROM) or t.within >= 0 or t.country is not None:
        return False
    kind = int(at.reading.names[low])
    if kind in (_PLACE, _BODY):
        return False
    if kind == _PERSON:
        return True
    full = low > 0 and _named(at.words[low - 1]) and at.starts[low] - at.ends[low - 1] == 1
    after = at.lower[high] if high < len(at.lower) else ""
    if not t.entries or not t.entries[0].demonym:
        return full or after in _DOES
    return (full and after == ",") or after in ("'", "’") or (after in _DOES and not _beside(at, low, _THE))


_THE = frozenset(("the", "some", "many", "most"))


def _car(at: Context, t: Toponym) -> bool:
    """Whether a maker of cars stands before a name: "a GMC Canyon"."""
    low = t.words[0]
    return _beside(at, low, MAKERS) and bool(at.words[low - 1][0].isupper()) and at.starts[low] - at.ends[low - 1] == 1


def _street(at: Context, t: Toponym) -> bool:
    """Whether a name is a street's: "the 300 block of Tarn", "the corner of Tarn and Vell", "at 4650 Tarn"."""
    low = t.words[0]
    if t.level is not None or t.within >= 0 or any(e.level in ("country", "continent") for e in t.entries):
        return False
    region = any(e.level == "region" for e in t.entries)
    lower = at.lower
    while low > 0 and (lower[low - 1] in _COMPASS or (lower[low - 1] == "." and lower[max(0, low - 2)] in _COMPASS)):
        low -= 1
    last, second = (lower[low - n] if low >= n else "" for n in (1, 2))
    if last == "of":
        return second in ("block", "blocks") or (second in _CORNERS and not region)
    if region:
        return False
    if last in ("and", "&"):
        corner = any(
            lower[k] in _CORNERS and k + 1 < len(lower) and lower[k + 1] == "of" for k in range(max(0, low - 6), low)
        )
        return corner or (second[:1].isdigit() and second.endswith(("st", "nd", "rd", "th")))
    return last.isdecimal() and 3 <= len(last) <= 5 and second in ("at", ":") and _alone(at, t.words[1])


def _class_alone(at: Context, t: Toponym) -> bool:
    """Whether a name is the class of what stands before it: "Street" of "23rd Street"."""
    low, high = t.words
    if high - low > 1 or low == 0 or t.key not in STREETS:
        return False
    before = at.words[low - 1]
    return at.starts[low] - at.ends[low - 1] == 1 and (before[0].isupper() or before[0].isdigit())


def _bridge(at: Context, found: list[Toponym], n: int) -> bool:
    """Whether a name is a piece of what is called by two names: "George Washington Bridge"."""
    for first, second in ((n, n + 1), (n - 1, n)):
        if first < 0 or second >= len(found):
            continue
        gap, after = found[second].words[0] - found[first].words[1], found[second].words[1]
        near = gap == 0 and at.starts[found[second].words[0]] - at.ends[found[first].words[1] - 1] == 1
        if near and after < len(at.words) and at.lower[after] in STREETS and at.words[after][0].isupper():
            return not found[first].entries[:1] or found[first].entries[0].level == "city"
    return False


def _alone(at: Context, high: int) -> bool:
    """Whether no plain word follows that a number could count: "at 4650 Tarn." and not "at 4650 Tarn homes"."""
    return high >= len(at.words) or not at.words[high].islower() or at.lower[high] in ("in", "on", "at", "and", "for")
