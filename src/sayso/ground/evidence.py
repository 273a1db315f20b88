"""What can be seen at a run of words that speaks for or against its naming a place, as numbers.

The encoder's kind of name, the gazetteer's knowledge, the words beside. The weights of these features were fitted on
every second article of LGL (Lieberman et al. 2010) in order of their ids: `python -m training.places`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from math import log10

import numpy as np

from sayso.encode.encoder import NAMES
from sayso.ground.context import Context
from sayso.ground.gazetteer import Entry
from sayso.report import Span

IN = frozenset("in near at outside around across throughout inside within toward towards".split())
FROM = frozenset("from to into via between through over off along".split())
STREETS = frozenset(
    "street st road rd avenue ave boulevard blvd lane ln drive dr highway hwy court ct way place terrace route pike "
    "parkway pkwy square plaza bridge hotel church cemetery creek elementary".split()
)
TITLES = frozenset(
    "mr mrs ms dr sir lady lord president minister senator sen rep gov governor mayor judge justice gen general col "
    "capt captain sgt lt officer detective coach king queen prince princess pope father sister rev bishop miss".split()
)
BODIES = frozenset(
    "police county city state public high regional university college school department council times post herald news "
    "tribune journal international national community hospital fire board sheriff medical airport district court "
    "municipal central chamber army navy government parliament senate democrat republican township courthouse".split()
)
#: A class after a name: which level it asks for.
CLASSES = {
    **dict.fromkeys("region oblast province governorate prefecture krai republic state territory".split(), "region"),
    **dict.fromkeys("county counties parish parishes district raion borough".split(), "county"),
    **dict.fromkeys("township townships twp village town city".split(), "city"),
}
#: Sides of the compass name no place by themselves.
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern upper lower mid greater downtown front".split()
)
FEATURES = (
    "bias", "loc", "per", "org", "misc", "exact", "in_per", "org_first", "org_inside", "people", "listed", "country",
    "demonym", "state", "county", "spelling", "words", "in", "from", "of", "qualified", "qualifies", "cap_before",
    "cap_after", "street", "title", "body", "lower_too", "first", "others_loc", "others_per", "caps", "short", "class",
    "unknown", "the", "part",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Toponym:
    """A run of words that may name a place."""

    words: Span  # half-open range of words
    span: Span  # code points
    key: str  # the folded name that it was looked up by
    entries: tuple[Entry, ...]  # what it could mean; none where only the encoder knows it for a place
    within: int = -1  # number of the region that the text names after it: "Paris, Texas"
    country: str | None = None  # the country that the text names after it
    level: str | None = None  # the class that stands at it: "region", "county", "city"
    marks: dict[str, float] = field(default_factory=dict)  # features by name


def marked(at: Context, kept: list[Toponym]) -> list[Toponym]:
    """The toponyms with their features."""
    words, lower = at.words, at.lower
    kinds = [NAMES[k] for k in at.reading.names.tolist()]
    runs = _run_of(at)
    covered = {word for t in kept for word in range(*t.words)}
    count = len(words)
    lower_words = {w for w in words if w.islower()}
    sentence = at.reading.sentence_of.tolist()
    loc: Counter[str] = Counter()
    per: Counter[str] = Counter()
    every: Counter[str] = Counter()
    share: list[tuple[float, float]] = []
    for t in kept:
        low, high = t.words
        size = high - low
        place, person = (sum(k == kind for k in kinds[low:high]) / size for kind in ("LOCATION", "PERSON"))
        share.append((place, person))
        loc[t.key] += place > 0.5
        per[t.key] += person > 0.5
        every[t.key] += 1
    out = []
    for t, (place, person) in zip(kept, share, strict=True):
        low, high = t.words
        size = high - low
        before = lower[low - 1] if low else ""
        if before == "." and low > 1:
            before = lower[low - 2]
        if before == "the" and low > 1:
            before = lower[low - 2]
        after = lower[high] if high < count else ""
        run = runs.get(low)
        entry = t.entries[0] if t.entries else None
        same = low > 0 and sentence[low - 1] == sentence[low]
        others = every[t.key] - 1
        marks = {
            "bias": 1.0,
            "loc": place,
            "per": person,
            "org": sum(k == "ORGANIZATION" for k in kinds[low:high]) / size,
            "misc": sum(k == "MISC" for k in kinds[low:high]) / size,
            "exact": float(run is not None and run[0] == (low, high) and run[1] == "LOCATION"),
            "in_per": float(run is not None and run[1] == "PERSON" and run[0][1] - run[0][0] > size),
            "org_first": float(run is not None and run[1] == "ORGANIZATION" and run[0][0] == low and run[0][1] > high),
            "org_inside": float(run is not None and run[1] == "ORGANIZATION" and run[0][0] < low),
            "people": max((log10(1 + e.people) for e in t.entries), default=0.0) / 8,
            "listed": float(entry is not None and entry.listed),
            "country": float(any(e.level == "country" for e in t.entries)),
            "demonym": float(entry is not None and entry.demonym),
            "state": float(any(e.level == "region" and not e.county for e in t.entries)),
            "county": float(any(e.county for e in t.entries)),
            "spelling": float(bool(t.entries) and all(e.spelling for e in t.entries)),
            "words": float(sum(w[0].isalnum() for w in words[low:high]) > 1),
            "in": float(before in IN),
            "from": float(before in FROM),
            "of": float(before == "of"),
            "qualified": float(t.within >= 0 or t.country is not None),
            "qualifies": t.marks.get("qualifies", 0.0),
            "cap_before": float(same and words[low - 1][0].isupper()),
            "cap_after": float(
                high < count and words[high][0].isupper() and after not in BODIES and after not in STREETS
            ),
            "street": float(after in STREETS and high < count and words[high][0].isupper()),
            "title": float(before in TITLES),
            "body": float(after in BODIES),
            "lower_too": float(size == 1 and lower[low] in lower_words and not words[low].islower()),
            "first": float(not same),
            "others_loc": (loc[t.key] - (place > 0.5)) / others if others else 0.0,
            "others_per": (per[t.key] - (person > 0.5)) / others if others else 0.0,
            "caps": float(size == 1 and words[low].isupper()),
            "short": float(len(t.key) < 4),
            "class": float(t.level is not None),
            "unknown": float(not t.entries),
            "the": float(low > 0 and lower[low - 1] == "the"),
            "part": float(run is not None and run[1] == "LOCATION" and _more(at, run[0], (low, high), covered)),
        }
        out.append(replace(t, marks=marks))
    return out


def _more(at: Context, run: Span, words: Span, covered: set[int]) -> bool:
    """Whether the encoder's name goes on in words that are no other toponym's: "Parsons" of "Parsons Green"."""
    return any(
        n not in covered and at.words[n][0].isupper() and at.lower[n] not in DIRECTIONS and at.lower[n] not in CLASSES
        for n in range(*run)
        if not words[0] <= n < words[1]
    )


def _run_of(at: Context) -> dict[int, tuple[Span, str]]:
    """The encoder's run of a name by each of its words."""
    return {word: (name.words, name.kind) for name in at.names for word in range(*name.words)}


def matrix(found: list[Toponym]) -> np.ndarray:
    """Features, a row a toponym."""
    return np.array([[t.marks[f] for f in FEATURES] for t in found], np.float64).reshape(-1, len(FEATURES))
