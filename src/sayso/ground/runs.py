"""The encoder's runs of names made whole: parts of one name joined, places told from people, parts of titles left out.

The encoder tags word by word and knows no name that nobody told it. What the report says around a name, here and at
its other places, tells more: "in Marrow", "the Halvern navy", "Ilse Maran".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.ground.context import Context
from sayso.ground.gazetteer import fold, tables
from sayso.ground.known import given, nouns, state_words
from sayso.ground.naming import HONORIFICS
from sayso.report import Span

PERSON, BODY, PLACE, MISC = "PERSON", "ORGANIZATION", "LOCATION", "MISC"
MARKS = frozenset("'’‘`\"“”")
#: Words before a name that is where something is.
_IN = frozenset("in near across throughout inside outside toward towards into around".split())
#: Words that "of" ties to a place: "the port of Marrow".
_OF = frozenset(
    "president minister premier mayor governor king queen capital city port town state states republic government "
    "people peoples north south east west coast province village district region island county council citizens "
    "residents outskirts suburb parts independence territory borders sea".split()
)
#: What a place has and a person seldom: "Halvern's navy", "Halvern port".
_OWNS = frozenset(
    "navy army military air government parliament capital coast economy border borders police port authorities airport "
    "foreign interior defence defense finance prime president region province city river sea state territory "
    "harbour harbor citizens people population troops forces soldiers".split()
)
#: Words that end a name of a body after another name's "'s": "St Brannoc's Hospital".
_BODIES = frozenset(
    "hospital church school university college cathedral infirmary office department club academy institute centre "
    "center clinic prison mosque bank museum court ministry police party union association committee council".split()
)
#: Single words that are no body by themselves, though the encoder may say so, before what they are a part of.
_PARTS = frozenset(
    "interior foreign defense defence prime finance health justice education transport chief deputy vice acting "
    "general national federal executive".split()
)
_CHANNELS = frozenset(("radio", "television", "channel", "voice"))
#: Ranks before a name, which the encoder leaves to the body before: "Tarn State Police Col. Oto Vey".
_RANKS = frozenset("col sgt lt capt maj gen cpl adm det supt insp dr mr mrs ms".split())
_NO_NAME = _RANKS | {"rear", "vice", "brig", "staff"}
#: Names of bodies that the encoder may take for people.
_KNOWN = frozenset("qaeda hamas hezbollah taliban isis isil tass xinhua kcna reuters gazprom nato fox".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec".split()
)
_SAYS = frozenset("said says told tells added adds asked replied tweeted wrote explained recalled".split())

Run = tuple[str, int, int]


def runs(at: Context) -> list[Run]:
    """The names of people, bodies and places: kind and half-open range of words, in order."""
    found = [run for one in _joined(at) for run in _split(at, *one)]
    kinds = _usual(at, found)
    out = []
    for kind, low, high in found:
        for a, b in _pieces(at, low, high):
            if b - a == 1:
                kind_here = kinds.get(at.lower[a], kind)
                if kind_here == BODY and _part_of_title(at, a):
                    continue
                out.append((kind_here, a, b))
            else:
                out.append((kind, a, b))
    return out


def _joined(at: Context) -> list[Run]:
    """The encoder's runs of names, those that are parts of one name joined."""
    out: list[Run] = []
    for name in at.names:
        if name.kind not in (PERSON, BODY, PLACE, MISC):
            continue
        low, high = name.words
        while low < high and at.lower[low] in ("of", "and", "for", "in") and (not out or out[-1][2] != low):
            low += 1
        if low == high:
            continue
        if out:
            kind, first, end = out[-1]
            joined = _joins(at, kind, name.kind, first, end, low, high)
            if joined:
                out[-1] = (joined, first, high)
                continue
        out.append((name.kind, low, high))
    return out


def _joins(at: Context, kind: str, after: str, first: int, end: int, low: int, high: int) -> str:
    """The kind of the one name that two runs are: "Russian" and "Defence Ministry", "Voice of" and "America"; or ""."""
    if low == end and at.lower[low] != "s":
        if (after == BODY and kind in (MISC, PLACE, BODY)) or (kind == BODY and after == PLACE):
            return BODY
        if kind == BODY and after == MISC and at.lower[first] in _CHANNELS:
            return BODY
        if kind == BODY and after == PERSON and end - first == 1 and at.words[first][0].isupper():
            word = at.lower[first]
            if word == "st":
                return PERSON
            if word in _CHANNELS:
                return BODY
            return "" if word in nouns() or at.words[first].isupper() or word in HONORIFICS else PERSON
        return ""
    between = at.lower[end:low]
    if kind == after == BODY and between == ("the",) and at.lower[end - 1] in ("of", "for"):
        return BODY
    if at.words[end - 1] in MARKS:
        owns = between == ("s",)
    else:
        owns = between in (("'", "s"), ("’", "s")) or (between in (("'",), ("’",)) and at.lower[low] == "s")
    if not owns:
        return ""
    if kind == BODY and after == BODY:
        return BODY
    last = at.lower[high - 1]
    return BODY if after == BODY and last in _BODIES and at.words[high - 1][0].isupper() else ""


def _split(at: Context, kind: str, low: int, high: int) -> Iterator[Run]:
    """A run as what it is: after a rank a body's is a person's ("Army Lt. Oto Vey"), a person's that ends in what only
    a body is called a body's ("Tarn Hospital"), and "House" after "White" is one name.
    """
    if kind == PERSON and high - low > 1 and at.lower[high - 1] in _ENDS:
        kind = BODY
    elif kind == BODY:
        ranks = [n for n in range(low, high - 1) if at.lower[n] in _RANKS and at.words[n + 1] == "."]
        if ranks and ranks[-1] + 2 < high:
            kind, low = PERSON, ranks[-1] + 2
        elif at.words[low] == "House" and low and at.words[low - 1] == "White":
            low -= 1
    if kind == PERSON and all(w in _NO_NAME or not w.isalnum() for w in at.lower[low:high]):
        return
    yield kind, low, high


#: Last words of names that are never a person's.
_ENDS = frozenset(
    "sinmun hospital university college news times tribune herald gazette ministry agency police party foundation "
    "committee council association institute group inc corp".split()
)


@dataclass(slots=True)
class _Signs:
    """What speaks for a one-word name being a place, and what for a person."""

    place: float = 0.0
    person: float = 0.0


def _usual(at: Context, found: list[Run]) -> dict[str, str]:
    """The kind of each name of one word: a surname's is a person's, else what the words around it say, else the
    encoder's most, a place before others.
    """
    counts: dict[str, Counter[str]] = {}
    places: dict[str, list[int]] = {}
    surnames: set[str] = set()
    short: set[str] = set()  # initials of the bodies
    for kind, low, high in found:
        if high - low == 1:
            counts.setdefault(at.lower[low], Counter())[kind] += 1
            places.setdefault(at.lower[low], []).append(low)
        elif kind == PERSON:
            surnames.add(at.lower[high - 1])
            if at.lower[low] in given():
                surnames.add(at.lower[low])
        elif kind == BODY:
            short.add("".join(w[0] for w in at.words[low:high] if w[0].isupper()).lower())
    order = (PLACE, BODY, PERSON, MISC)
    out = {w: max(order, key=lambda k: c[k]) for w, c in counts.items() if len(c) > 1}
    out |= dict.fromkeys(surnames & set(counts), PERSON)
    seen = set(at.words) if any(c[PERSON] for c in counts.values()) else set()
    for word, count in counts.items():
        initials = len(word) > 2 and word in short and at.words[places[word][0]].isupper()
        if (word in _KNOWN or initials) and word not in surnames:
            out[word] = BODY
        if not count[PERSON] or word in surnames or out.get(word, PERSON) != PERSON:
            continue
        signs = _Signs()
        for place in places[word]:
            _look(at, place, signs)
        if word not in given():
            signs.place += 1.0 if _is_place(word) else 0.0
            signs.place += any(f"{at.words[places[word][0]].capitalize()}{e}" in seen for e in ("n", "an", "ian"))
        if signs.place >= 1 and signs.place > signs.person:
            out[word] = PLACE
    return out


def _is_place(word: str) -> bool:
    """Whether the tables of countries, regions and seas hold a word as the name of a place."""
    known = tables()
    if state_words().get(word, ("", ""))[0] == "capital":
        return True
    return word in known.states or any(not e.demonym and e.level != "city" for e in known.names.get(fold(word), ()))


def _look(at: Context, place: int, signs: _Signs) -> None:
    """Notes what stands around one place of a name of one word."""
    before = at.lower[place - 1] if place else ""
    after = (*at.lower[place + 1 : place + 4], "", "", "")
    noun = nouns().get(before)
    if before == "." and place > 1:
        before = at.lower[place - 2]
    if before in HONORIFICS:
        signs.person += 3
    elif noun is not None and noun.title and noun.kind == "person":
        signs.person += 2
    if before in _IN or (before == "of" and place > 1 and at.lower[place - 2] in _OF):
        signs.place += 1
    if after[0] in MARKS and after[1] == "s":
        signs.place += after[2] in _OWNS
    elif after[0] in _OWNS or (after[0] == "," and after[1] == "which"):
        signs.place += 1
    elif after[0] == "," and (after[1] in _MONTHS or after[1] == "who"):
        signs.place += after[1] != "who"
        signs.person += after[1] == "who"
    elif after[0] in _SAYS:
        signs.person += 0.5


def _part_of_title(at: Context, word: int) -> bool:
    """Whether a body of one word is only a part of a title ("Interior Minister"), or a person's noun, or numbered."""
    low, after = at.lower[word], at.lower[word + 1] if word + 1 < len(at.lower) else ""
    noun, follows = nouns().get(low), nouns().get(after)
    if noun is not None and noun.kind == "person" and noun.title:
        return True
    if low in _PARTS and (follows is None or follows.kind == "person") and not at.words[word].isupper():
        return True
    return after.isdigit()


def _pieces(at: Context, low: int, high: int) -> Iterator[Span]:
    """A run cut at brackets, each piece trimmed: "Central Command (CentCom)" is two names."""
    start = low
    for word in range(low, high + 1):
        if word == high or at.words[word] in "()[]":
            a, b = _trim(at, start, word)
            if a < b:
                yield a, b
            start = word + 1


def _trim(at: Context, low: int, high: int) -> Span:
    """A run without marks, possessives, articles and small words at its ends."""
    while low < high and not at.words[low][0].isalnum():
        low += 1
    if low < high and at.lower[low] in ("the", "a", "an"):
        low += 1
    while low < high - 1 and at.words[low] in ("of", "and", "for", "in"):
        low += 1
    while low < high:
        last = at.lower[high - 1]
        if last == "s" and high - low > 1 and at.words[high - 2] in MARKS:
            high -= 2
        elif last in _RANKS and high - low > 1 and at.lower[high : high + 1] == (".",):
            high -= 1
        elif (last[0].isalnum() and last not in ("of", "the", "for", "and")) or (
            last == "." and len(at.words[high - 2]) == 1
        ):
            break
        else:
            high -= 1
    return low, high
