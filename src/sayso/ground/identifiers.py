"""Numerals that are a mark of something: case and telephone numbers, houses, channels; and "one of the largest"."""

from __future__ import annotations

import re

from sayso.ground.gazetteer import tables
from sayso.ground.lexicons import persons
from sayso.ground.numerals import LOCATION, Numeral, Page

#: Before a colon: what follows is a mark. "Number" is one only after one of these: "Case number: 17".
_FILES = frozenset(
    "case crash report phone telephone tel file docket incident badge serial account id reference record permit "
    "flight fax contact licence license plate event call complaint".split()
)
_FIELDS = frozenset("location address phone telephone tel fax id docket zip cell mobile whatsapp unit ref".split())
_NUMBERS = frozenset("number numbers no nos #".split())
_NETWORKS = frozenset("ABC NBC CBS FOX Fox PIX PBS CTV KTLA".split())
#: The name of a station west or east of the Mississippi: "KHOU 11", "WISN 12".
_CALL = re.compile(r"[KW][A-Z]{2,3}")
_UNEST = frozenset(
    "west interest forest arrest protest request guest test rest chest nest priest contest harvest southwest northwest "
    "honest invest suggest manifest quest vest pest digest fest behest modest conquest ernest everest midwest".split()
)
#: Words from "one of the" to the superlative that makes it praise and no number.
_AHEAD = 6


def identifies(p: Page, i: int, n: Numeral) -> bool:
    """Whether digits at a word are a mark and count nothing."""
    word, before = p.words[i], p.word(i - 1)
    if n.end != i + 1 or not word.isdecimal() or n.scaled:
        return False
    if len(word) > 1 and word[0] == "0":
        return True  # "007"
    if (before == "/" and p.word(i - 2) in ("of", word)) or p.lower[i + 1 : i + 3] == ("/", word):
        return True  # "Image 1 of / 1", "1 / 1 Back to Gallery"
    if before == ":" and i > 1:
        label = p.word(i - 2)
        if label in _FIELDS or (label in _NUMBERS and p.word(i - 3) in _FILES) or label in _FILES - {"call", "event"}:
            return True
    if before == "(" and p.word(i + 1) == ")" and len(word) == 3 and re.fullmatch(r"\d{3}", p.word(i + 2)):
        return re.fullmatch(r"\d{4}", p.word(i + 4) if not p.word(i + 3).isdecimal() else p.word(i + 3)) is not None
    if before in ("and", ",") and p.word(i - 2) == word and p.capital(n.end):
        return True  # "the Tarnphone 11 and 11 Pro"
    if len(word) > 2 and _grouped(p, i):
        return True  # "0412 555 123"
    if len(word) > 6 and _bare(p, n.end):
        return True  # 1703310154: a count of so many digits has its commas
    if p.words[n.end : n.end + 1] in (("News",), ("NEWS",)) and p.together(i, n.end):
        return True  # "12 News"
    if i and len(word) < 3 and (p.words[i - 1] in _NETWORKS or _CALL.fullmatch(p.words[i - 1])):
        return _bare(p, n.end)
    if len(word) < 4 and _road(p, i):
        return True  # "Ohio 63", "U.S. 127", "Interstates 75 and 70"
    return 3 <= len(word) <= 5 and _house(p, n.end)


def _road(p: Page, i: int) -> bool:
    """Whether digits are a road's: after a state of the United States or "U.S.", or as the second of two roads."""
    if p.word(i - 1) == "and" and p.word(i - 2).isdecimal() and p.word(i - 3) in ("interstates", "highways", "routes"):
        return True
    after = p.words[i + 1] if i + 1 < len(p) and p.together(i, i + 1) else ""
    if p.words[max(0, i - 4) : i] == ("U", ".", "S", "."):
        return not after.isalpha() or after in ("in", "near", "at")
    if p.word(i - 1) not in tables().states or not p.words[i - 1][:1].isupper() or p.kinds[i - 1] != LOCATION:
        return False
    return not (after.islower() and (after.endswith("s") or after in persons()))


def _grouped(p: Page, i: int) -> bool:
    """Whether digits stand in a row of three groups or more."""
    low, high = i, i + 1
    while low > 0 and i - low < 3 and p.lower[low - 1].isdecimal() and p.line[low - 1] == p.line[i]:
        low -= 1
    while high < len(p) and high - i < 4 and p.lower[high].isdecimal() and p.line[high] == p.line[i]:
        high += 1
    return high - low > 2


def _bare(p: Page, at: int) -> bool:
    """Whether no plain word that a number could count follows."""
    return at >= len(p) or p.line[at] != p.line[at - 1] or not p.words[at].islower() or not p.together(at - 1, at)


def _house(p: Page, at: int) -> bool:
    """Whether a name of a place follows that is counted by nothing: "to 4650 Kostar", not "1200 Marl residents"."""
    end = at
    while end < len(p) and p.kinds[end] == LOCATION and p.line[end] == p.line[at]:
        end += 1
    return end > at and p.words[at][:1].isupper() and not p.lower[end - 1].endswith("s") and _closed(p, end)


def _closed(p: Page, at: int) -> bool:
    after = p.word(at)
    return not after.isalpha() or p.line[at] != p.line[at - 1] or after in ("in", "at", "on", "and", "for", "near")


def praised(p: Page, i: int) -> bool:
    """Whether "one of the" goes on to a superlative: "one of the world's most stubborn conflicts"."""
    for k in range(i + 2, min(len(p), i + 2 + _AHEAD)):
        if not p.together(i, k) or p.lower[k] in (",", ".", "who", "that", "in", "killed", "shot"):
            return False
        word = p.lower[k]
        if word in ("most", "least", "best", "worst") or (
            len(word) > 5 and word.endswith("est") and word not in _UNEST and p.words[k].islower()
        ):
            return True
    return False
