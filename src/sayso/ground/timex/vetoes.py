"""What looks like a time and is none: May and Sunday as names and verbs, numbers that could be years, ages."""

from __future__ import annotations

from sayso.ground.timex.parts import Parts

#: Before a bare year or month: words that make it one.
LEADS = frozenset(
    "in since until till by from during of late early mid after before between circa around and to through year "
    "last next this summer winter autumn spring fall".split()
)
_COUNTS = frozenset(
    "than nearly almost over roughly approximately some least most only no nos number resolution rule room "
    "building route highway flight page pages p pp section article chapter bus # $ € £ ¥ us$ about unit".split()
)
_COUNTED = frozenset(
    "people troops soldiers men women children families houses homes villages km kilometres kilometers miles "
    "metres meters m feet tons tonnes tanks percent per dollars euros pounds rubles roubles yuan won hectares "
    "acres barrels megawatts mw kg civilians migrants refugees workers students patients votes seats cases deaths "
    "others more hours gmt".split()
)
_OPENING = frozenset("“ ” \" ' ‘ ’".split())
_NAMES = frozenset(("PERSON", "ORGANIZATION", "LOCATION"))
_DOUBTFUL_MONTHS = frozenset("may march mar sept sep august dec jan jun apr feb oct nov jul aug april june".split())
_SHORT_MONTHS = frozenset("jan feb febr mar apr jun jul aug sept sep oct nov dec".split())
_SHORT_WEEKDAYS = frozenset("mon tue tues wed weds thu thur thurs fri sat sun".split())
_DAYS_OF_NAMES = frozenset(
    "bloody black good easter palm sheffield ash holy shrove maundy super cyber giving mail news".split()
)
_PAPERS = frozenset("times mirror express telegraph mail star post herald sport people world".split())
_NEEDED = frozenset(
    "for in within over after nearly almost about than only just last lasts lasted took take takes every under".split()
)


def vetoed(p: Parts) -> bool:
    """Whether an expression of time is none after all."""
    check = _CHECKS.get(p.shaped.shape)
    return check is not None and check(p)


def _year(p: Parts) -> bool:
    """A bare number of four digits that is a count or a label."""
    if p.places("Ee"):
        return False
    scene = p.scene
    place = p.places("y")[0]
    low, high = scene.at.span(place, place + 1)
    text = scene.at.report.text
    before, after = text[low - 1 : low], text[high : high + 1]
    if (
        (before and before in "./:#@_=$€£¥+&")
        or (after and after in "/_=@%°")
        or (after in (".", ",", ":") and text[high + 1 : high + 2].isdigit())
    ):
        return True
    if before in ("-", "–") and scene.letters[place - 2 : place - 1] not in ("y", "E", "d", "M"):
        return True
    last, following = scene.lower(p.low - 1), scene.lower(p.high)
    if following in _COUNTED or following == "block":
        return True
    if last in ("about", "roughly", "approximately") and not following[:1].isalpha():
        return False
    if last in _COUNTS:
        return not (last == "than" and scene.lower(p.low - 2) in ("later", "earlier"))
    if last in LEADS or scene.name(place) in ("DATE", "TIME"):
        return False
    year = p.year or 0
    plural = following.endswith("s") and len(following) > 3 and scene.at.words[p.high][0].islower()
    if last == "(" and following == ")":
        return False
    return plural or not 1700 <= year <= 2060


def _month(p: Parts) -> bool:
    """May, March, April and June as verbs, nouns and people."""
    if p.places("E"):
        return False
    scene, place = p.scene, p.places("M")[0]
    word, last = scene.at.lower[place], scene.lower(p.low - 1)
    if scene.at.words[place][0].islower() and (
        word in _SHORT_MONTHS or (word == "august" and p.shaped.shape == "month" and last not in LEADS)
    ):
        return True
    if last in _OPENING and scene.lower(p.high) in _OPENING:
        return True  # Michael “August” Tarn
    if p.places("LNHA"):
        return scene.at.words[place][0].islower() and word in ("may", "march", "august") and not p.places("LN")
    if word not in _DOUBTFUL_MONTHS:
        return False
    if scene.name(place) in _NAMES or _within_name(p, place):
        return True
    if last in LEADS:
        following = scene.lower(p.high)
        if (
            scene.at.words[place][0].islower()
            and last in ("and", "to", "of", "this", "from", "by")
            and word in ("may", "march")
        ):
            return True
        return following in ("on", "for") and word == "march" and last in ("to", "and", "last", "next", "this")
    if scene.name(place) == "DATE":
        return word in ("may", "march") and (
            last == "" or scene.at.words[place][0].islower() or p.low == scene.at.sentence(p.low)[0]
        )
    if word not in ("april", "june") or scene.at.words[place][0].islower():
        return True
    return scene.at.words[p.high : p.high + 1] != () and scene.at.words[p.high].istitle()


def _within_name(p: Parts, place: int) -> bool:
    """Whether the word before is a part of a person's name ("Theresa May")."""
    return place > 0 and p.scene.name(place - 1) == "PERSON" and p.scene.at.words[place - 1][0].isupper()


def _month_day(p: Parts) -> bool:
    """As in "5 may have died", "march 3 miles"."""
    scene, place = p.scene, p.places("M")[0]
    word = scene.at.lower[place]
    following = scene.lower(p.high)
    if p.shaped.letters.endswith(("d", "o")):
        if following in _COUNTED or following in ("million", "billion", "percent", "-"):
            return following != "-" or scene.letters[p.high + 1 : p.high + 2] in ("u", "U")
        return (
            word in ("may", "march", "sun", "mar")
            and scene.at.words[place][0].islower()
            and scene.letters[p.high : p.high + 1] == " "
        )
    if word in ("may", "march") and scene.at.words[place][0].islower():
        return scene.lower(p.low - 1) not in LEADS and scene.lower(p.low - 1) not in ("on", "the")
    return False


def _weekday(p: Parts) -> bool:
    """Newspapers, feasts and people of a weekday's name."""
    scene, place = p.scene, p.places("W")[0]
    word = scene.at.lower[place]
    if word in _SHORT_WEEKDAYS:
        return not (p.places("P") or p.places("LN")) or scene.at.words[place][0].islower()
    last, following = scene.lower(place - 1), scene.lower(place + 1)
    if last in _DAYS_OF_NAMES or (last == "on" and scene.lower(place - 2) == "mail"):
        return True
    if following in _PAPERS and scene.at.words[place + 1][0].isupper():
        return not scene.at.words[place].isupper()
    if following == "night" and scene.lower(place + 2) in ("live", "football", "lights"):
        return True
    return scene.name(place) == "PERSON" and last not in ("on", "last", "next", "this", "since", "until", "by", "said")


def _duration(p: Parts) -> bool:
    """Ages, "one day", "a second attempt"."""
    scene = p.scene
    last = scene.lower(p.low - 1)
    if last == "aged" or (last == "of" and scene.lower(p.low - 2) == "age"):
        return True
    first = scene.lower(p.low)
    if p.shaped.letters.endswith("j") and scene.lower(p.high) == "of":
        return True  # "one-quarter of the members"
    if first in ("a", "an", "one") and p.shaped.letters[1:2] in ("u", "z", "j"):
        return last not in _NEEDED or p.word("uzj") in ("second",)
    if first in ("many", "some", "few") and p.word("uzj"):
        return True
    return p.word("u") == "second" and p.shaped.letters[0] in "yc"


def _holiday(p: Parts) -> bool:
    """Christmas Island, and people and places of a feast's name."""
    scene = p.scene
    if p.places("T") and scene.at.words[p.high : p.high + 1] and scene.at.words[p.high][0].isupper():
        return True
    return scene.lower(p.high) in ("island", "islands", "tree", "trees", "carol", "card", "cards")


def _clock(p: Parts) -> bool:
    """Ratios, scores and verses: "3:16" is a time only where something says so."""
    scene = p.scene
    if any(w in scene.at.report[scene.at.span(p.low, p.high)].lower() for w in ("am", "pm", "m.", "m")):
        return False
    around = {scene.lower(p.low - 1), scene.lower(p.high), scene.lower(p.low - 2), scene.lower(p.high + 1)}
    return not around & {
        "at",
        "around",
        "by",
        "from",
        "until",
        "till",
        "local",
        "gmt",
        "utc",
        "time",
        "hours",
        "about",
        "est",
        "edt",
        "after",
        "before",
        "hrs",
    }


def _deictic(p: Parts) -> bool:
    """USA Today."""
    scene, place = p.scene, p.places("R")[0]
    word = scene.at.words[place]
    if word.isupper() and scene.lower(place - 1) == "usa":
        return True
    return word.istitle() and place > 0 and scene.at.words[place - 1].isupper() and scene.letters[place - 1] == " "


def _relative(p: Parts) -> bool:
    """A programme's name: "This Week", with capitals inside a sentence or in quotation marks."""
    words, low = p.scene.at.words, p.low
    if not all(w.istitle() for w in words[low : p.high]) or p.high - low < 2:
        return False
    start = p.scene.at.sentence(low)[0]
    quoted = p.scene.lower(low - 1) in _OPENING and (p.scene.lower(p.high) in _OPENING | {","})
    return quoted or (low > start and words[low - 1][0].islower())


def _frequency(p: Parts) -> bool:
    """The Daily Mirror, the Marrow Weekly: with a capital, beside another one, not first in its sentence."""
    words, low = p.scene.at.words, p.low
    if not words[low][0].isupper() or words[low].isupper():
        return False
    start, stop = p.scene.at.sentence(low)
    after = p.high < stop and words[p.high][0].isupper()
    return after or (low > start and words[low - 1][0].isupper())


_CHECKS = {
    "deictic": _deictic,
    "frequency": _frequency,
    "relative": _relative,
    "year": _year,
    "month": _month,
    "relative_month": _month,
    "month_day": _month_day,
    "day_month": _month_day,
    "weekday": _weekday,
    "duration": _duration,
    "holiday": _holiday,
    "clock": _clock,
}
