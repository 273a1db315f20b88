"""Ordinals that tell one event from the next of its kind: "the twelfth package", "sixth nuclear test"."""

from __future__ import annotations

import re

_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = ("tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth").split()
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
_NUMBERS = (
    {word: n for n, word in enumerate([*_UNITS, *_TEENS], 1)}
    | {f"{stem}ieth": n for stem, n in _TENS.items()}
    | {f"{stem}y-{unit}": n + k for stem, n in _TENS.items() for k, unit in enumerate(_UNITS, 1)}
)
_ORDINAL = re.compile(
    r"\b(\d{1,4}(?:st|nd|rd|th)|(?:[a-z]+ty-)?(?:first|second|third|[a-z]{3,9}th))\b(?=((?: [a-z]+(?:-[a-z]+)?){1,2}))",
    re.I,
)
#: What these number is no event of its own: people and bodies of one event, parts of a place, a charge or a time, or
#: a turn of phrase ("the first time").
_NOT_EVENTS = frozenset(
    "victim suspect man woman person people boy girl child teen teenager body officer soldier death arrest charge count"
    " degree time day night week month year hour minute half century anniversary birthday grade grader floor"
    " street st avenue ave road district precinct ward circuit division battalion amendment lady responder aid place"
    " base son daughter wife husband quarter chance thing one step defendant gunman driver"
    " passenger hand thought look glance world largest biggest most".split()
)

_FUNCTION = frozenset(
    "near from with that which were have after before into over under about when where than this".split()
)
_MONTHS = (
    "january february march april may june july august september october november december"
    " jan. feb. mar. apr. jun. jul. aug. sept. oct. nov. dec. jan feb mar apr jun jul aug sept oct nov dec"
).split()


def ordinals(text: str) -> tuple[tuple[str, int], ...]:
    """What a text numbers, each with its number: the two words after an ordinal, where they are an event's.

    "The thirteenth sanctions package" gives ("sanction", 13) and ("package", 13): either may stand alone elsewhere.
    Second of the clock, first ladies, third suspects and Fifth Streets give nothing.
    """
    found: dict[tuple[str, int], None] = {}
    for match in _ORDINAL.finditer(text):
        said = match[1].casefold()
        number = int(re.sub(r"\D", "", said)) if said[0].isdigit() else _NUMBERS.get(said)
        if not number:
            continue
        before = text[max(0, match.start() - 12) : match.start()].casefold().split()
        nouns = match[2].casefold().split()
        if nouns[0] in ("of", "and", "in", "at", "on", "to", "near", "&") or (before and before[-1] in _MONTHS):
            continue  # a day of a month, or a street
        if any(_single(noun) in _NOT_EVENTS for noun in nouns):
            continue
        for noun in nouns:
            if len(noun) > 3 and noun not in _FUNCTION:
                found[_single(noun), number] = None
    return tuple(found)[:16]


def _single(noun: str) -> str:
    return noun.removesuffix("s") if len(noun) > 3 and not noun.endswith("ss") else noun


def exclude(left: tuple[tuple[str, int], ...], right: tuple[tuple[str, int], ...]) -> str | None:
    """A noun that both number and number otherwise, and never alike; None where there is none."""
    ours, theirs = _by_noun(left), _by_noun(right)
    for noun in sorted(ours.keys() & theirs.keys()):
        if not ours[noun] & theirs[noun]:
            return noun
    return None


def _by_noun(found: tuple[tuple[str, int], ...]) -> dict[str, set[int]]:
    numbers: dict[str, set[int]] = {}
    for noun, number in found:
        numbers.setdefault(noun, set()).add(number)
    return numbers
