"""How far a number reaches: this incident, all since some day, one facility, a claimed enemy loss, a statistic."""

from __future__ import annotations

from sayso.ground.counted import Counted
from sayso.ground.lexicons import persons
from sayso.ground.numerals import Page
from sayso.report import FigureRole, Scope

#: Roles that are of people and of something that happened; the others have a scope only where words give one.
OF_PEOPLE: frozenset[FigureRole] = frozenset(
    ("killed", "wounded", "missing", "captured", "displaced", "arrested", "rescued", "sick")
)
_SPANS = frozenset("years months weeks decades days year month decade week century".split())
_FACILITIES = frozenset("hospital hospitals clinic morgue facility prison jail camp mortuary infirmary ward".split())
_STUDIES = frozenset("study survey researchers statistics census".split())
_FIGHTING = frozenset(
    "army military forces troops navy ministry command spokesman commander airstrike airstrikes "
    "strikes strike raid operation coalition offensive claimed claims".split()
)
_EVENTS = frozenset("shootings incidents attacks bombings strikes clashes raids accidents blasts explosions".split())
_PEOPLES_STEM = 4


#: Words to each side of a number that are looked at in a sentence without end: time stays linear in the text's length.
_REACH = 120


def sentence_around(p: Page, at: int) -> tuple[int, int]:
    """The range of words of a word's sentence, no further than `_REACH` from the word."""
    low = high = at
    while low > max(0, at - _REACH) and p.sentence[low - 1] == p.sentence[at]:
        low -= 1
    while high < min(len(p), at + _REACH) and p.sentence[high] == p.sentence[at]:
        high += 1
    return low, high


def scope_of(p: Page, first: int, last: int, role: FigureRole, c: Counted, source: str) -> Scope | None:
    """The scope of one figure that is not a part of another. `source` is the words of who says it, empty for none."""
    low, high = sentence_around(p, first)
    high = max(high, last)
    lower = p.lower
    people = role in OF_PEOPLE
    if people:
        rate = any(
            lower[k] in ("every", "each", "per", "a", "annually", "yearly", "average")
            and (
                lower[k] in ("annually", "average", "yearly")
                or p.word(k + 1) in ("year", "day", "month", "week", "hour")
            )
            and not (
                lower[k] == "a"
                and p.word(k - 1) in ("in", "of", "for", "than", "after", "over", "within", "about", "nearly", "half")
            )
            for k in range(low, high)
        )
        if rate:
            return "statistic"
    for k in range(low, high):
        word = lower[k]
        if people and word in ("separate", "different", "several", "multiple", "two") and p.word(k + 1) in _EVENTS:
            return "cumulative"
        if people and lower[k : k + 3] in (("across", "the", "city"), ("across", "the", "country")):
            return "cumulative"
        if word == "since" and p.word(k + 1) not in ("then", "been") and (k >= last or (people and k - low < 2)):
            return "cumulative"
        if (
            word in ("past", "last")
            and people
            and (
                (
                    p.word(k + 1) in ("decade", "year")
                    and p.word(k - 1) in ("the", "over", "during", "in")
                    and word == "past"
                )
                or (
                    p.word(k + 2) in _SPANS
                    and p.word(k - 1) in ("the",)
                    and p.word(k - 2) in ("in", "over", "during", "for", "within")
                )
            )
        ):
            return "cumulative"
        if (
            word in ("far", "date")
            and p.word(k - 1) in ("so", "to")
            and p.word(k + 1) in ("this", "in", ",", ".")
            and people
        ):
            return "cumulative" if p.word(k + 1) == "this" else "incident"
        if word == "year" and p.word(k - 1) == "this" and people and k > last:
            return "cumulative"
    if not people:
        return None
    if any(lower[k] in _STUDIES for k in range(low, high)):
        return "statistic"
    for k in range(last, min(high, last + 9)):
        if lower[k] in _FACILITIES and p.word(k - 1) not in ("to",) and role in ("killed", "wounded", "sick"):
            near = [p.word(x) for x in range(max(last, k - 5), k)]
            if "to" not in near and ("at" in near or "in" in near):
                return "facility"
    if role in ("killed", "wounded", "captured", "missing") and _enemy(p, low, high, c, source):
        return "claimed enemy loss"
    return "incident"


def _enemy(p: Page, low: int, high: int, c: Counted, source: str) -> bool:
    """Whether fighters of one side are counted on the word of another side."""
    if c.words is None:
        return False
    names = [p.words[k] for k in range(*c.words)]
    fighters = persons().get(c.head, "").startswith("enemy") or "enemy" in [n.lower() for n in names]
    told = source.lower().split()
    if fighters:
        sides = set(told) | {p.lower[k] for k in range(low, high) if not c.words[0] <= k < c.words[1]}
        return bool(sides & _FIGHTING) and "civilians" not in names
    soldiers = c.head in ("soldiers", "troops", "servicemen", "soldier", "personnel", "fighters", "officers", "marines")
    if not (soldiers and source):
        return False
    peoples = [n for n in names if n[:1].isupper() and n.lower().endswith(("an", "ian", "ese", "ish", "i", "ish"))]
    speakers = [w for w in source.split() if w[:1].isupper()]
    if not peoples or not speakers:
        return False
    told_stems = {w[:_PEOPLES_STEM].lower() for w in speakers}
    same = any(n[:_PEOPLES_STEM].lower() in told_stems for n in peoples)
    return not same and any(w.lower() in _FIGHTING or w.lower() in ("defense", "defence", "general") for w in told)
