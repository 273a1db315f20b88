"""Datelines and the credit of a news agency: "KYIV, March 2 (Reuters) —", "(AP)", "— Reuters"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.read.dates import MONTH, when
from sayso.report import Span

# Canonical name: the short forms in which agencies sign (as written), then the long ones (any case).
AGENCIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "AP": (("AP", "A.P."), ("associated press", "ap online")),
    "Reuters": (("Reuters", "REUTERS"), ("thomson reuters",)),
    "AFP": (("AFP",), ("agence france-presse", "agence france presse")),
    "UPI": (("UPI",), ("united press international",)),
    "dpa": (("dpa", "DPA"), ("deutsche presse-agentur", "german press agency")),
    "PA": (("PA",), ("press association", "pa media", "pa news agency")),
    "TASS": (("TASS", "ITAR-TASS", "Itar-Tass"), ("tass", "itar-tass")),
    "Interfax": (("Interfax",), ("interfax-ukraine",)),
    "RIA Novosti": (("RIA Novosti", "RIA", "Sputnik"), ("ria novosti",)),
    "Ukrinform": (("Ukrinform",), ()),
    "BelTA": (("BelTA", "BELTA"), ()),
    "Xinhua": (("Xinhua", "XINHUA"), ("xinhua news agency",)),
    "KCNA": (("KCNA",), ("korean central news agency",)),
    "Yonhap": (("Yonhap", "YONHAP"), ("yonhap news agency", "yonhap news")),
    "Kyodo": (("Kyodo",), ("kyodo news",)),
    "Jiji": (("Jiji", "Jiji Press"), ("jiji press",)),
    "Anadolu": (("AA",), ("anadolu agency", "anadolu")),
    "IRNA": (("IRNA",), ("islamic republic news agency",)),
    "Fars": (("FNA",), ("fars news agency",)),
    "SANA": (("SANA",), ("syrian arab news agency",)),
    "SPA": (("SPA",), ("saudi press agency",)),
    "WAFA": (("WAFA",), ()),
    "MENA": (("MENA",), ("middle east news agency",)),
    "EFE": (("EFE",), ("agencia efe",)),
    "ANSA": (("ANSA",), ()),
    "APA": (("APA",), ("austria presse agentur",)),
    "PTI": (("PTI",), ("press trust of india",)),
    "ANI": (("ANI",), ("asian news international",)),
    "IANS": (("IANS",), ()),
    "Bernama": (("Bernama",), ()),
    "Antara": (("ANTARA", "Antara"), ()),
    "AAP": (("AAP",), ("australian associated press",)),
    "CP": (("CP",), ("canadian press",)),
    "NAN": (("NAN",), ("news agency of nigeria",)),
    "Bloomberg": (("Bloomberg",), ("bloomberg news",)),
}
_BY_SHORT = {short: name for name, (shorts, _) in AGENCIES.items() for short in shorts}
_BY_LONG = {long: name for name, (_, longs) in AGENCIES.items() for long in longs}
# In running text and credits only names that are no ordinary words or initials.
_LONG = re.compile(
    r"\b(?:the )?("
    + "|".join(map(re.escape, sorted(_BY_LONG, key=len, reverse=True)))
    + r"|reuters|xinhua|afp|upi|interfax|yonhap|kcna|kyodo)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, sorted(_BY_SHORT, key=len, reverse=True))) + r")(?![\w])")
_CREDIT_ALONE = re.compile(
    r"[\s—–\-(/[]*(?:by |source: |via )?(?:the )?([A-Za-z][\w .-]{1,34}?)[\s)\]/.]*", re.IGNORECASE
)

# A place in capitals ("McALLEN", "GAZA CITY", "BEIRUT/AMMAN") or as a name, then region, date and credit as far as they
# are there. The dash alone is enough after capitals; a colon needs a date or a credit ("MARAN: No" is a speaker).
_CAPITAL = r"(?:Ma?c)?[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’\-]*"
_CAPITALS = rf"(?P<place>{_CAPITAL}(?:[ /]{_CAPITAL}){{0,4}})"
_TITLED = r"(?P<place>[A-Z][a-z\u00df-\u00ff]+(?:[ -][A-Z][a-z.]+){0,3})"
_REGION = r"(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})?"
_DAY = (
    rf"(?P<date>(?i:{MONTH}\.? ?\d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {MONTH}(?:,? \d{{4}})?))(?: Juche \d+ ?\(\d{{4}}\))?"
)
_CREDIT = r"(?:\((?P<credit>[A-Z][^()\n]{0,30}|dpa)\)|/(?P<slashed>[A-Z][A-Za-z -]{1,20})/)"
_DASH = r"(?:\s*(?:—|–|--+|―|‒|\.-)|\s+-(?=\s))"
_COLON = r"(?:\s*:(?=\s))"
_CAPITALS_FORM = re.compile(
    rf"{_CAPITALS}{_REGION}[,.]?(?:(?:\s*{_DAY}[,.]?)?\s*{_CREDIT}\.?(?:{_DASH}|{_COLON})?|{_DASH})"
)
_DATED_FORM = re.compile(rf"{_CAPITALS}{_REGION}[,.]?\s*{_DAY}(?:{_DASH}|{_COLON})")
_TITLED_FORM = re.compile(rf"{_TITLED}{_REGION}[,.]?(?:\s*{_DAY}[,.]?)?\s*{_CREDIT}\.?(?P<dash>{_DASH}|{_COLON})?")
_RELEASE_FORM = re.compile(rf"{_TITLED}{_REGION}[,.]?\s*{_DAY}{_DASH}")
_CREDIT_FORM = re.compile(rf"{_CREDIT}(?:{_DASH}(?:\s*{_TITLED}[,.]?\s*{_DAY}{_DASH})?)?")
# Capitals before a dash that are no place, alone or with each other.
_NO_PLACE = re.compile(
    r"(?:(?:UPDATED?|BREAKING|WATCH|EXCLUSIVE|OPINION|ANALYSIS|EDITORIAL|TRANSCRIPT|LISTEN|PHOTOS?|VIDEOS?|DEVELOPING|NEWS?|"
    r"LIVE|JUST|IN|CLOSE|READ|MORE|NOTE|CORRECTION|CLARIFICATION|STORY|LATEST|THE|FACTS?|CLAIM|RATING|WHO|WHAT|WHEN|WHERE|"
    r"WHY|HOW|IF|AND|BUT|PRESS|RELEASE|FILE|RELATED|ADVERTISEMENT|QUESTION|ANSWER|REPORT|SOURCES?|POLICE|SHERIFF|PART|"
    r"CHAPTER|FIRST|FOR|IMMEDIATE|ALERT|WARNING|ORIGINAL|TRENDING|SHARE|MUST|PRESIDENT|SEN|REP|GOV|MR|MRS|MS|DR|SUMMARY|"
    r"CONTEXT|BACKGROUND|NATO|ISIS|ISIL|EU|US|UN|NOW|ON|THIS|OF|BLOG|CNN|AP|FBI|CIA)[. ]*)+"
)
# Who signs with nothing but "(CNN)".
_ALONE = frozenset(
    "CNN AP AFP UPI CBS NBC ABC BBC NPR PTI KCNA TASS PA dpa Reuters Yonhap Xinhua Kyodo Interfax ANSA EFE".split()
)
_UNKNOWN = re.compile(r"(?![KW][A-Z]{2,3}\b)[A-Z][A-Za-z]{2,20}(?: [A-Z][A-Za-z]+){0,2}")
_SIGNED = re.compile(r"(?:[—–-]+\s*|\(|\[)([A-Z][A-Za-z]{2,20})[)\]]?")
_NETWORK = re.compile(r"(?:CNN|CBS|NBC|ABC|Fox|BBC|Sky|CBN) ?News|CBS/AP")
_CALL_SIGN = re.compile(r"[A-Z]{2,5}(?:[ -]?[A-Z]?\w{0,6})?|[A-Z]\w+ ?(?:News|Wire|Miami|Local)\b.*|CBS\w+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a report was filed, and by whom, as its first words say."""

    span: Span
    wire: str | None  # the agency's canonical name, where the credit is an agency's
    published: str | None  # the date, where it has a year


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline with which the line `text[start:end]` begins, if it does."""
    stop = min(end, start + 120)
    found = _CAPITALS_FORM.match(text, start, stop) or _DATED_FORM.match(text, start, stop)
    if found and not _is_place(found["place"]) and not found.groupdict().get("credit"):
        return None
    if not found and (found := _TITLED_FORM.match(text, start, stop)):
        credit = found["credit"] or found["slashed"]
        # "Kim Jong Un (KPA) said" is no dateline: a call sign needs its dash, an agency a dash or a date.
        sure = (
            (agency(credit) and (found["dash"] or found["date"]))
            or (found["dash"] and _CALL_SIGN.fullmatch(credit))
            or credit == "CNN"
        )
        found = found if sure else None
    if not found and (found := _CREDIT_FORM.match(text, start, stop)):
        found = found if (found["credit"] or "") in _ALONE or _NETWORK.fullmatch(found["credit"] or "") else None
    if not found and (found := _RELEASE_FORM.match(text, start, stop)):
        found = found if _dated(found["date"]) else None  # "Paris, March 2 –" can be the head of a list
    if not found:
        return None
    parts = found.groupdict()
    credit = parts.get("credit") or parts.get("slashed") or ""
    # Place, day and credit make an agency's dateline, also of one that we do not know; a broadcaster's has no day.
    unknown = credit if parts.get("date") and _UNKNOWN.fullmatch(credit) else None
    wire = agency(credit) or unknown
    return Dateline((start, start + len(found.group().rstrip())), wire, _dated(parts.get("date")))


def _is_place(words: str) -> bool:
    return not _NO_PLACE.fullmatch(words) and sum(letter.isupper() for letter in words) >= 3


def _dated(date: str | None) -> str | None:
    return when(date).value if date and re.search(r"\d{4}\Z", date) else None


def agency(words: str) -> str | None:
    """The canonical name of an agency written as a credit: "AP", "The Associated Press", "ITAR-TASS"."""
    bare = words.strip(" .()/—–-")
    if bare in _BY_SHORT:
        return _BY_SHORT[bare]
    lower = bare.lower().removeprefix("the ").strip()
    if found := _BY_LONG.get(lower) or next(
        (name for name in AGENCIES if name.lower() == lower and len(name) > 3), None
    ):
        return found
    parts = re.split(r"\s*[/,;&+]\s*", bare)
    return next(filter(None, map(agency, parts)), None) if len(parts) > 1 else None


def agencies_in(line: str) -> list[str]:
    """Every agency that a credit line names, in order, each once."""
    found: dict[str, None] = {}
    places = [(match.start(), match[1]) for shape in (_LONG, _SHORT) for match in shape.finditer(line)]
    for _, words in sorted(places):
        if name := agency(words):
            found[name] = None
    return list(found)


def signature(line: str) -> str | None:
    """The name with which a report is signed at its end, known as an agency or not: "— Halyard", "(Halyard)"."""
    found = _SIGNED.fullmatch(line.strip())
    return found[1] if found else None


def credit_alone(line: str) -> str | None:
    """The agency of a line that is nothing but its credit: "— Reuters", "(AP)", "Source: TASS"."""
    if len(line) > 60 or not (match := _CREDIT_ALONE.fullmatch(line.strip())):
        return None
    return agency(match[1])
