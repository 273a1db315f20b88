"""Where a report credits another outlet or an agency: "(Halyard)", "told Halyard", "the Herald reported"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sayso.read.wire import agency
from sayso.report import Report, Span

#: Words that say that an outlet is one: what is left of "Halyard News Agency" is its name. "Times" and "Post" are none
#: of them, for in a report "Washington" is no newspaper.
_COMMON = frozenset(
    "the news agency media group network tv radio television online wire service com www org net".split()
)
#: Before a name of one word these say that it is a place.
_PLACED = re.compile(
    r"\b(?:(?<!appeared )(?<!published )(?<!reported )in|at|from|near|around|outside|across|(?<!according )to"
    r"|(?<!courtesy )of)(?: the)? $"
)
#: In a foot or a menu a name is a credit where its line says so, no further away than this.
_WHOSE = re.compile(
    r"©|\b(?:source:|courtesy|copyright|story by|(?:first|originally) (?:appeared|published|reported))", re.IGNORECASE
)
_LINE = 200
_WORD = re.compile(r"[\w'’.-]+")
#: What is no part of a name: brackets, and the port of an address ("www.gazette.example:80").
_ASIDE = re.compile(r"\s*\(.*?\)\s*|(?<=\w):\d{2,5}\s*$|^www\d?\.(?=\w)")
#: An outlet that is known by its address, and what in it is its name: "tarn.gazette.co.uk".
_ADDRESS = re.compile(r"(?:[\w-]+\.)*?([\w-]+)\.(?:(?:com?|org|net|gov|ac)\.)?[a-z]{2,}", re.IGNORECASE)
#: A station by its call sign ("kctv5", "wate-tv", "kironews") or by its network and channel ("nbc12").
_STATION = re.compile(r"([kw][a-z]{2,3}?)-?(?:tv|fm|am|dt|news)?\d{0,2}|((?:abc|nbc|cbs|fox)-?\d{1,2})", re.IGNORECASE)
#: Of so many letters an address can be an outlet's name in one word: "marrowgazette".
_JOINED = 8


@lru_cache(4096)
def names(outlet: str) -> tuple[str, ...]:
    """What an outlet is called by others, the fullest first: "The Marrow Gazette" also "Marrow Gazette".

    A single word of the name stands for it only where the rest is common to many: "Halyard" for "Halyard News Agency".
    """
    plain = " ".join(_WORD.findall(_ASIDE.sub(" ", outlet))).strip()
    short = plain.removeprefix("The ").removeprefix("the ")
    found = [plain, short]
    given = re.search(r"\(([A-Z]{2,5})\)", outlet)
    initials = "".join(word[0] for word in short.split() if word[0].isupper())
    found += [short_name] if (short_name := agency(short.casefold())) else []
    found += [given[1]] if given else [initials] if len(initials) >= 3 else []
    telling = [word for word in short.split() if word.casefold() not in _COMMON]
    if len(telling) == 1 and telling[0][0].isupper() and (len(telling[0]) >= 4 or telling[0].isupper()):
        found.append(telling[0])
    if (address := _ADDRESS.fullmatch(plain)) and (station := _STATION.fullmatch(address[1])):
        found.append((station[1] or station[2]).upper().replace("-", ""))
    return tuple(dict.fromkeys(name for name in found if len(name) >= 2))


@lru_cache(4096)
def _joined(outlet: str) -> re.Pattern[str] | None:
    """An address as the name that it is run together: "Marrow Gazette" for "marrowgazette.example"."""
    address = _ADDRESS.fullmatch(_ASIDE.sub("", outlet).strip())
    name = address[1].casefold() if address else ""
    if len(name) < _JOINED or not name.isalpha() or not name.isascii():
        return None
    letters = "".join(f"(?:[{one}{one.upper()}]|[ -]{one.upper()})" for one in name[1:])
    return re.compile(rf"(?<![\w.@/-]){name[0].upper()}{letters}(?![\w.-]\w|\w)")


def house(outlet: str | None) -> str | None:
    """An outlet by one name, however it is written."""
    return (names(outlet) or (outlet,))[-1].casefold() if outlet else None


def credit(report: Report, outlet: str | None) -> Span | None:
    """Where `report` names another outlet as such, outside menus and adverts; None where it does not.

    By its wire credit, or by name anywhere in its text. Names are matched with their capitals.
    """
    if not outlet or (report.outlet and _same(report.outlet, outlet)):
        return None
    aside = [segment.span for segment in report.segments if segment.kind == "boilerplate"]
    best: Span | None = None
    known = names(outlet)
    for name in known:
        derived = len(known) > 1 and " " not in name and not name.isupper()
        if name not in report.text:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", report.text):
            if derived and _PLACED.search(report.text[max(0, match.start() - 16) : match.start()]):
                continue
            if _counts(report.text, match.start(), aside):
                best = min(best, match.span()) if best else match.span()
                break
    if best is None and (joined := _joined(outlet)):
        hits = (match.span() for match in joined.finditer(report.text))
        best = next((hit for hit in hits if _counts(report.text, hit[0], aside)), None)
    return best


def _counts(text: str, at: int, aside: Iterable[Span]) -> bool:
    """Whether a name credits where it stands: not in a menu or an advert, but in a line that says whose the text is."""
    if not any(start <= at < end for start, end in aside):
        return True
    low, high = text.rfind("\n", max(0, at - _LINE), at) + 1, text.find("\n", at, at + _LINE)
    return bool(_WHOSE.search(text, max(low, at - _LINE), high if high >= 0 else min(len(text), at + _LINE)))


def wired(report: Report) -> str | None:
    """The agency that a report credits and that is not its own outlet."""
    if report.wire is None or (report.outlet and report.wire in names(report.outlet)):
        return None
    return report.wire


def _same(left: str, right: str) -> bool:
    return bool({name.casefold() for name in names(left)} & {name.casefold() for name in names(right)})
