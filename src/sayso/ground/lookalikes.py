"""Numerals that count nothing: years, dates, times, ordinals, addresses, telephone numbers, scores, names of things."""

from __future__ import annotations

import re

from sayso.ground.identifiers import identifies, praised
from sayso.ground.lexicons import Unit, fates, units
from sayso.ground.numerals import DASHES, LOCATION, ONES, TENS, Numeral, Page, numeral_at

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
    "schedule appendix schools psalm verse windows sp ftse dax nikkei russell pct precinct interstates highways routes "
    "rte iphone galaxy playstation code zip box bypass hwy sr us area "
    "super week day round stage series title fortune big vol".split()
)
#: Before a full stop: the number after it is a mark.
_SHORT = frozenset("no nos vol art sec ch fig pp pct rt rte hwy apt".split())
_STREETS = frozenset(
    "street st avenue ave road rd drive dr boulevard blvd lane ln highway hwy parkway pkwy court ct place pl way "
    "terrace circle square broadway block plaza trail pike".split()
)
_NOT_AFTER_ONE = frozenset(
    "another after day time way thing things more or and , . ; : ! ? ) ” \" ’ ' who whom that which whose can could "
    "would "
    "should must may might will is in at on by to for with from as a an the s i we you he she it they "
    "side hand point single such - – —".split()
)
_NOT_BEFORE_ONE = frozenset(
    "no any every each the this that some which another only number anyone someone everyone one - last next not "
    "good bad right wrong big new".split()
)


def counts_nothing(p: Page, i: int, n: Numeral) -> bool:
    """Whether a numeral is a name, a date, a time, an address, a score … and counts nothing."""
    before, after = p.word(i - 1), p.word(n.end)
    low, high = p.starts[i], p.ends[n.end - 1]
    text = p.text
    if p.word(i - 1) in DASHES and p.glued(i) and p.glued(i - 1) and p.word(i - 2).isalpha() and not n.digits:
        return p.word(i - 2) not in ("minus", "mid")  # "catch-twenty-two"
    if p.words[i].isalpha() and p.kinds[i] == LOCATION and p.words[i][:1].isupper():
        return True  # the town of Seven Mile
    if p.lower[i] == "zero" and p.capital(i - 1):
        return True  # "Ground Zero"
    if n.digits:
        if (before == "[" and after == "]") or (
            after == ")" and before != "(" and n.end == i + 1 and len(p.words[i]) < 3
        ):
            return True  # a footnote's mark, a list's "2)"
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
        if left[-1:] in DASHES and left[:-1].isalpha() and p.word(i - 2) not in ("minus", "negative"):
            return p.word(i - 2) not in ONES and p.word(i - 2) not in TENS
        if n.suffix.lower() in ("st", "nd", "rd", "th", "s", "ers", "am", "pm"):
            return True
        if after in ("am", "pm", "a.m", "p.m", "gmt", "utc", "est", "edt", "pst", "pdt", "et", "bst", "o"):
            return not (after == "o" and p.word(n.end + 1) not in ("'", "’"))
        if after in ("a", "p") and p.word(n.end + 1) == "." and p.word(n.end + 2) == "m":
            return True
        if after in ("'", "’") and p.word(n.end + 1) == "s" and p.glued(n.end + 1):
            return True
        if _clock(p, n.end) or _day(p, i) or (n.suffix in ("D", "K", "p", "x") and currency_before(p, i) is None):
            return True
        if _year(p, i, n) or _address(p, i, n) or _phone(p, i, n) or identifies(p, i, n):
            return True
    if before in MONTHS and p.words[i - 1][:1].isupper() and n.value is not None and n.value < 32 and not n.scaled:
        return not people_follow(p, n.end)
    if before == "." and p.word(i - 2) in MONTHS and p.capital(i - 2) and n.value is not None and n.value < 32:
        return not people_follow(p, n.end)
    if after in MONTHS and p.words[n.end][:1].isupper() and n.value is not None and n.value < 32 and n.digits:
        return True
    if before in LABELS and not n.scaled:
        lower_use = before in (
            "week",
            "day",
            "round",
            "stage",
            "series",
            "title",
            "fortune",
            "big",
            "level",
            "group",
            "unit",
            "company",
            "type",
            "class",
            "measure",
            "order",
            "part",
            "us",
        )
        if before == "top":
            return False
        if before in ("number", "numbers", "count", "figure") or not lower_use:
            return before not in ("numbers", "line", "act", "page") or n.digits
        return p.words[i - 1][:1].isupper() and not people_follow(p, n.end)
    if before == "of" and p.word(i - 2) == "group" and p.capital(i - 2) and n.digits:
        return True  # "the Group of 77"
    if before in (".", ":") and p.word(i - 2) in _SHORT:
        return p.starts[i - 1] == p.ends[i - 2]
    if before in ("#", "№"):
        return True
    # iPhone 11, Windows 10, Group 20: a name before, and no plain word after
    if p.word(n.end) in fates() or before in fates() or people_follow(p, n.end, small=False):
        return False
    return n.digits and not n.scaled and not n.suffix and before not in MONTHS and _labelled(p, i, n.end)


#: Words in capitals at a sentence's start that no number is the name's second half of: "About 9", "Police say 9".
_OPENERS = frozenset(
    "about some only just over nearly around almost another exactly under above below all the these those and but with "
    "in at of for from by on to than up between roughly approximately maybe perhaps then when while after before since "
    "if as well so yes no his her their our my your its a an i we you he she it they there here now today yesterday "
    "also more fewer less least most any every each both either that this what who which how why where during within "
    "some plus minus total until through say says said not or nor yet still even per via top".split()
)
_PAST = frozenset(
    "blew fell sank broke caught burst went came stood shut lost won took got made gave ran rose began is are was were "
    "has had will would can could may might must should".split()
)


def _labelled(p: Page, i: int, end: int) -> bool:
    """Whether a name or a noun in capitals stands before digits as what they number: "Warehouse 9 blew up"."""
    word = p.words[i - 1] if i else ""
    if not word.isalpha() or not word[0].isupper() or not p.together(i - 1, i):
        return False
    low = word.lower()
    if not p.capital(i - 1) and (low in _OPENERS or len(low) < 3 or low.endswith(("ed", "ing", "ly", "s"))):
        return False
    after = p.word(end)
    if after.endswith("ed") and after.isalpha() and len(after) > 4:
        return not people_follow(p, end + 1)  # "Pier 9 collapsed", not "9 armed men"
    if after in _PAST or (after and numeral_at(p, end) and p.together(i, end)):
        return True
    return p.capital(i - 1) and not plain_follows(p, end)


_YEAR_BEFORE = frozenset(
    "circa in since of by until from during late early mid for after before between to through around about the a and "
    "year , ( – - — s fiscal summer spring autumn fall winter".split()
)


def _clock(p: Page, at: int) -> bool:
    """Whether a time of day follows as the end of a span of time: "9 to 5 p.m."."""
    if p.word(at) not in ("to", "-", "–", "and", "until") or not numeral_at(p, at + 1):
        return False
    return (
        p.word(at + 1).endswith(("am", "pm"))
        or p.word(at + 2) in ("am", "pm")
        or (p.word(at + 2) in ("a", "p") and p.word(at + 3) == ".")
    )


def _day(p: Page, i: int) -> bool:
    """Whether a day of a month is the second of two: "March 9 to 12", "Sept. 11 and 12"."""
    if p.word(i - 1) not in ("to", "-", "–", "and", "or") or not p.word(i - 2).isdigit() or len(p.word(i)) > 2:
        return False
    month = p.word(i - 4) if p.word(i - 3) == "." else p.word(i - 3)
    return month in MONTHS and not people_follow(p, i + 1)


#: In the plural after "the 2010": what has a year, and is not counted by the thousand.
_YEARLY = frozenset(
    "elections games olympics midterms primaries protests riots attacks bombings floods fires talks accords sanctions "
    "hearings killings shootings clashes".split()
)


def _year(p: Page, i: int, n: Numeral) -> bool:
    """Whether a number of four digits is a year."""
    word = p.words[i]
    if len(word) != 4 or not word.isdigit() or n.end != i + 1 or n.value is None or not 1400 <= n.value <= 2199:
        return False
    before = p.word(i - 1)
    if before == "," and p.word(i - 2).isdigit() and p.word(i - 3) in MONTHS:
        return True
    if before in MONTHS or before in ("in", "since", "until", "during", "of", "mid", "early", "late", "year", "circa"):
        return not (before == "of" and people_follow(p, n.end))
    if before == "the" and 1900 <= n.value <= 2060 and p.word(n.end) in _YEARLY:
        return True  # "the 2010 elections"
    if units().after(p.words, n.end) is not None or people_follow(p, n.end):
        return False
    if before in ("at", "least", "than", "over", "some", "nearly", "almost", "up", "under", "total", "$", "€", "£"):
        return False
    return before in _YEAR_BEFORE or not plain_follows(p, n.end) or n.value >= 1900


def _address(p: Page, i: int, n: Numeral) -> bool:
    """Whether a numeral is of an address: "1200 North Mill Street", "the 500 block of"."""
    if p.word(n.end) == "block":
        return True
    if not p.capital(n.end) or units().after(p.words, n.end) is not None:
        return False
    if p.word(i - 1) in ("at", "near") and not people_follow(p, n.end + 1) and n.end == i + 1 and len(p.words[i]) > 2:
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


_RESULTS = frozenset(
    "win loss defeat draw victory lead record deficit score series advantage vote start home away".split()
)
_PLAYED = frozenset("won lost beat drew lead led trailed leading trailing score defeated tied".split())


def _dashed(p: Page, at: int) -> bool:
    """Whether a dash joins two numbers in digits; with spaces around it, two short ones: "555-0142", "3 – 1"."""
    before, after = p.word(at - 1), p.word(at + 1)
    if (
        p.word(at) not in DASHES
        or not before.isdecimal()
        or not after.isdecimal()
        or p.glued(at) is not p.glued(at + 1)
    ):
        return False
    return p.glued(at) or (len(before) < 3 and len(after) < 3 and p.line[at - 1] == p.line[at + 1])


def _phone(p: Page, i: int, n: Numeral) -> bool:
    """Whether a numeral is of a telephone number ("555-0142", "911") or a score ("2-2", "3-1")."""
    if p.word(i) == "911" and p.word(n.end) != "people":
        return True
    if p.word(i - 1) == "+" and p.glued(i):
        return True
    if "," in p.lower[i : n.end]:
        return False  # "1,000-1,500 sheep"
    left, right = _dashed(p, i - 1), _dashed(p, n.end)
    if not right:
        return left
    a, b = p.word(i), p.word(n.end + 1)
    if len(a) > 9 or len(b) > 9 or not a.isdecimal():
        return True
    third = p.word(n.end + 2) in DASHES and p.glued(n.end + 2) and p.word(n.end + 3).isdigit()
    if third or (len(b) == 4 and len(a) == 3):
        return True
    if p.word(n.end + 2) in _RESULTS or p.word(i - 1) in _PLAYED:
        return True
    return int(a) >= int(b) or not (plain_follows(p, n.end + 2) or currency_before(p, i) is not None)


def people_follow(p: Page, at: int, small: bool = True) -> bool:
    """Whether a word in the plural that is not capitalised follows, or "people": what numbers count."""
    word = p.word(at)
    if not p.together(at, at - 1) or p.line[at] != p.line[at - 1] or word in ("was", "as", "onwards", "this", "its"):
        return False
    return word in ("people", "men", "women", "children", "others") or (
        len(word) > 3 and word.endswith("s") and not word.endswith("ss") and (p.words[at].islower() or not small)
    )


_CLOSED = frozenset(
    "and or but the of in on at to for from with by as is was were are be been has have had that which who when while "
    "after before since until if it its he she they we i you this these those not than then so because where what "
    "said says also will would could should can may might must did does do".split()
)


def plain_follows(p: Page, at: int) -> bool:
    """Whether a plain word in small letters, or a unit, follows."""
    if not p.together(at, at - 1) or p.line[at] != p.line[at - 1]:
        return False
    if units().after(p.words, at) is not None:
        return True
    word = p.words[at]
    return (word.islower() and word.isalpha() and word not in _CLOSED) or word == "%"


def currency_before(p: Page, i: int) -> tuple[int, Unit] | None:
    """The currency that stands before a numeral: its first word and its unit."""
    for size in (3, 2, 1):
        if i - size >= 0:
            unit = units().before(p.words[i - size : i])
            letter = size > 1 and len(p.words[i - size]) == 1  # "A$20", not "a $20 plan"
            if unit is not None and p.together(i - size, i) and (not letter or p.glued(i - size + 1)):
                return i - size, unit
    return None


def one_counts(p: Page, i: int, n: Numeral) -> bool:
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
        return p.word(n.end + 1) not in ("a", "how", "what", "whether", "when") and not praised(p, i)
    return after not in _NOT_AFTER_ONE or after == "more" or (after in ("to", "or") and numeral_at(p, n.end + 1))
