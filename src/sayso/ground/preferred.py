"""Which namesake a reader takes a bare name for, where the weights, fitted on town papers, would look next door.

"Washington" by itself is the capital, and "Lebanon" in a report of Iraq and Kuwait the country, unless the report names
another place where the other namesake lies.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.ground.context import Context
from sayso.ground.evidence import CLASSES, Toponym
from sayso.ground.gazetteer import Entry

Ranked = list[tuple[Entry, float]]

_OFFICES = frozenset("gov governor sen senator rep representative democrat republican".split())
#: So many other countries than the reader's own make a report one of the world.
_WORLD = 2


def preferred(at: Context, found: Sequence[Toponym], ranked: Sequence[Ranked]) -> list[Ranked]:
    """The rankings of the toponyms, with the capital and the country first where they are meant."""
    towns: set[tuple[int, str]] = set()  # regions that hold a town or county of the report, by its name
    countries = set()
    for key, first in {t.key: r[0][0] for t, r in zip(found, ranked, strict=True) if r}.items():
        if first.level == "country" and not first.demonym and first.country != "US":
            countries.add((key, first.country))
        if first.region >= 0 and (first.level == "city" or first.county):
            towns.add((first.region, key))
    out = []
    for t, r in zip(found, ranked, strict=True):
        place = _meant(at, t, r, len({c for key, c in countries if key != t.key}))
        if place and not any(region == r[0][0].region and key != t.key for region, key in towns):
            order = [r[place][0], *(e for e, _ in r[:place]), *(e for e, _ in r[place + 1 :])]
            r = list(zip(order, (p for _, p in r), strict=True))
        out.append(r)
    return out


def _meant(at: Context, t: Toponym, ranked: Ranked, abroad: int) -> int:
    """The number of the candidate that is meant; 0 where there is nothing to say against the first."""
    if len(ranked) < 2 or t.within >= 0 or t.country is not None or t.level is not None:
        return 0
    first, after = ranked[0][0], at.lower[t.words[1]] if t.words[1] < len(at.lower) else ""
    if first.demonym or after in CLASSES or (after in (",", "(") and _qualifies(at, t.words[1])):
        return 0
    if t.key == "washington":
        if at.lower[max(0, t.words[0] - 1)] == "of" and not _OFFICES.isdisjoint(
            at.lower[max(0, t.words[0] - 8) : t.words[0]]
        ):
            return 0  # "Gov. Ona Renn of Washington"
        return next((n for n, (e, _) in enumerate(ranked) if e.listed and e.level == "city"), 0)
    if first.level == "city" and not first.listed and abroad >= _WORLD:
        return next((n for n, (e, _) in enumerate(ranked) if e.level == "country" and not e.demonym), 0)
    return 0


def _qualifies(at: Context, mark: int) -> bool:
    """Whether the words after a comma may be the state of a town: a capital, and few letters or a full stop."""
    words = at.words[mark + 1 : mark + 3]
    return bool(words) and words[0][0].isupper() and (len(words[0]) == 2 or words[1:] == (".",))
