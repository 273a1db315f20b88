"""How far a number reaches: this incident, all since some day, one facility, a claimed enemy loss, a statistic."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from sayso.ground.counted import Counted
from sayso.ground.enemies import enemy_loss
from sayso.ground.numerals import Page, numeral_at
from sayso.report import FigureRole, Scope

#: Roles that are of people and of something that happened; the others have a scope only where words give one.
OF_PEOPLE: frozenset[FigureRole] = frozenset(
    ("killed", "wounded", "missing", "captured", "displaced", "arrested", "rescued", "sick")
)
_SPANS = frozenset("years months weeks decades days year month decade week century".split())
_FACILITIES = frozenset("hospital hospitals clinic morgue facility prison jail camp mortuary infirmary ward".split())
_STUDIES = frozenset("study survey researchers statistics stats census".split())
_EVENTS = frozenset(
    "shootings scenes incidents attacks bombings strikes clashes raids accidents blasts explosions".split()
)
#: Words of which one stands in every sentence whose scope is more than one incident: most sentences have none.
_WIDE = frozenset(
    "every each per a annually yearly average separate different several multiple two across since past last far date "
    "year from span stretch first between violence weekend shootings homicides attacks incidents killings".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
#: In the plural they are several incidents; "strikes" and "clashes" are often told of as one.
_SEVERAL = frozenset("shootings homicides attacks incidents killings".split())
_EACH = frozenset("year day month week hour".split())
_WORST = frozenset("worst deadliest bloodiest largest biggest heaviest highest gravest".split())
_ONCE = frozenset("after before later earlier ago since when".split())
_NOT_EACH = frozenset("in of for than after over within about nearly half".split())

#: Words to each side of a number that are looked at in a sentence without end: time stays linear in the text's length.
_REACH = 60


def sentence_around(p: Page, at: int) -> tuple[int, int]:
    """The range of words of a word's sentence, no further than `_REACH` from the word."""
    low, high = max(0, at - _REACH), min(len(p), at + _REACH)
    of = p.sentence[at]
    return bisect_left(p.sentence, of, low, at + 1), bisect_right(p.sentence, of, at, high)


def scope_of(p: Page, first: int, last: int, role: FigureRole, c: Counted, source: str, speaker: str) -> Scope | None:
    """The scope of one figure that is not a part of another.

    `source` is the words of who says it, empty for the report's own voice; `speaker` that source's role.
    """
    low, high = sentence_around(p, first)
    high = max(high, last)
    words = set(p.lower[low:high])
    people = role in OF_PEOPLE
    if _WIDE & words:
        wide = _wide(p, (low, high), last, people)
        if wide is not None:
            return wide
    if not people:
        return None
    if _STUDIES & words:
        return "statistic"
    if role in ("killed", "wounded", "sick"):
        inside = _FACILITIES & words and _in_facility(p, last, high)
        if inside or not _FACILITIES.isdisjoint(source.lower().split()):
            return "facility"  # a hospital tells of its own patients
    harmed = role in ("killed", "wounded", "captured", "missing")
    if harmed and enemy_loss(p, (low, high), (first, last), c, source, speaker):
        return "claimed enemy loss"
    return "incident"


def _wide(p: Page, around: tuple[int, int], last: int, people: bool) -> Scope | None:
    """The scope of more than one incident that the words of a sentence give; `last` is where the figure ends."""
    low, high = around
    for k in range(low, high):
        word = p.lower[k]
        if word not in _WIDE:
            continue
        before, after = p.word(k - 1), p.word(k + 1)
        if word == "since" and after not in ("then", "been") and (k >= last or (people and k - low < 2)):
            if not _WORST.isdisjoint(p.lower[last:k]):
                continue  # "12 were killed, the worst violence since the unrest began"
            return "cumulative"
        if not people:
            continue
        if word in _SEVERAL and k >= last and _in_several(p, k):
            return "cumulative"
        if word == "from" and k >= last and after in _DAYS and _DAYS & set(p.lower[k + 2 : min(high, k + 9)]):
            return "cumulative"  # "shot from Tuesday afternoon to early Wednesday"
        if word == "weekend" and "among" in p.lower[max(low, last - 8) : last]:
            return "cumulative"  # "two of them were among 30 people hurt over the weekend"
        if word == "violence" and k >= last and before in ("gun", "gang", "street"):
            return "cumulative"  # "wounded in gun violence"
        if word == "first" and before == "the" and numeral_at(p, k + 1) and p.word(k + 2) in _SPANS:
            return "cumulative"  # "in the first 41 days of 2031"
        if word == "between" and k >= last and len(_DAYS & set(p.lower[k + 1 : min(high, k + 14)])) > 1:
            return "cumulative"  # "between 3 p.m. Friday and 3 a.m. Monday"
        if word in ("span", "stretch") and k >= last and before in ("hour", "day", "week", "month"):
            return "cumulative"
        if word in ("annually", "yearly", "average"):
            return "statistic"
        if word in ("every", "each", "per", "a") and after in _EACH and not (word == "a" and before in _NOT_EACH):
            if word == "a" and p.word(k + 2) in _ONCE:
                continue  # "it came a day after 26 people were killed"
            return "statistic"
        if word in ("separate", "different", "several", "multiple", "two"):
            if after in _EVENTS or (word in ("separate", "different") and p.word(k + 2) in _EVENTS):
                return "cumulative"  # "in four separate bloody scenes"
        elif word in _SEVERAL and k < last and _many(p, k):
            return "cumulative"  # "three shootings left five hurt"
        if word == "across" and after == "the" and p.word(k + 2) in ("city", "country"):
            return "cumulative"
        if word == "past" and after in ("decade", "year") and before in ("the", "over", "during", "in"):
            return "cumulative"
        if word in ("past", "last") and before == "the" and p.word(k + 2) in _SPANS:
            if p.word(k - 2) in ("in", "over", "during", "for", "within"):
                return "cumulative"
        elif (before, word) in (("so", "far"), ("to", "date")) and after in ("this", "in"):
            return "cumulative"
        if word == "year" and before == "this" and k > last:
            return "cumulative"
    return None


def _in_several(p: Page, at: int) -> bool:
    """Whether a plural is of several incidents: "wounded in attacks", "injured in 17 South Side shootings"."""
    for k in range(at - 1, max(-1, at - 6), -1):
        if p.word(k) in ("in", "across"):
            return True  # "in several holiday shootings", "in South Side shootings"
        if not (p.capital(k) or p.lower[k] in ("several", "multiple", "separate", "weekend", "holiday", "of")):
            break
    return any(p.word(k) in ("in", "across") and numeral_at(p, k + 1) for k in range(at - 2, at - 6, -1))


def _many(p: Page, at: int) -> bool:
    """Whether a plural of events is counted: "three shootings", "a string of attacks"."""
    for k in (at - 1, at - 2):
        if p.word(k) in ("string", "series", "spate", "several", "multiple") or (
            numeral_at(p, k) and p.word(k) != "one"
        ):
            return True
    return p.lower[max(0, at - 2) : at] in (("string", "of"), ("series", "of"), ("spate", "of"))


def _in_facility(p: Page, last: int, high: int) -> bool:
    """Whether the people counted are in a hospital, a prison, a camp: not being taken to one."""
    for k in range(last, min(high, last + 9)):
        if p.lower[k] in _FACILITIES and p.word(k - 1) != "to":
            near = p.lower[max(last, k - 5) : k]
            if "to" not in near and ("at" in near or "in" in near):
                return True
    return False
