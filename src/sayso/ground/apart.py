"""Two places given for the same thing that are far apart: said of both, accusing neither."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt

from sayso.ground.context import Context
from sayso.report import Note, Place

#: A border so far from a place of one of its two countries is another end of that country.
_FAR_KM = 1000
#: In so many sentences next to each other one thing is told of.
_NEAR = 2
_FORCES = frozenset("soldiers soldier troops fighters forces army units unit military personnel servicemen".split())
_FIGHTING = frozenset(
    "battle battles fighting fight fought combat clash clashes killed died dead lost fell sacrificed wounded war "
    "offensive involvement deployed deployment sent participation".split()
)
_ENDING = " border"


def notes(at: Context) -> Iterator[Note]:
    """A note where forces of one country are placed in a region of another, and along the border of the two, which is
    elsewhere: a border's fighting is told of with its sides, so that it is surely the same pair of countries.
    """
    places = [p for p in at.report.places if p.latitude is not None and p.longitude is not None]
    borders = [p for p in places if p.level == "other" and (p.name or "").endswith(_ENDING)]
    if not borders:
        return
    of = at.reading.sentence_of
    here = {id(p): int(of[max(at.word_at(p.span[0]), 0)]) for p in places}
    countries = {p.country: p.name for p in places if p.level == "country"}
    told: set[tuple[str | None, str | None]] = set()
    for border in borders:
        sides = (border.name or "").removesuffix(_ENDING).split("–")
        for place in places:
            if place.level not in ("region", "city") or place.use != "location" or place.country is None:
                continue
            if abs(here[id(place)] - here[id(border)]) > _NEAR or (place.name, border.name) in told:
                continue
            if (
                _fits(at, place, border, sides, countries.get(place.country), places, here)
                and (km := _distance(place, border)) > _FAR_KM
            ):
                told.add((place.name, border.name))
                shown = [" ".join(at.report[p.span].split()) for p in sorted((place, border), key=lambda p: p.span)]
                first, second = sorted((place.span, border.span))
                message = (
                    f"two places given for the same forces, “{shown[0]}” and “{shown[1]}”: "
                    f"they are about {round(km, -2):,.0f} km apart"
                )
                yield Note("two-places", message, first, (second,))


def _fits(
    at: Context,
    place: Place,
    border: Place,
    sides: list[str],
    country: str | None,
    places: list[Place],
    here: dict[int, int],
) -> bool:
    """Whether forces of the border's other side are told of at both places, fighting. `country` is the place's."""
    if len(sides) != 2 or country not in sides:
        return False
    other = sides[1 - sides.index(country)]
    words = [frozenset(at.lower[slice(*at.sentence(max(at.word_at(p.span[0]), 0)))]) for p in (place, border)]
    if any(w.isdisjoint(_FORCES) or w.isdisjoint(_FIGHTING) for w in words):
        return False
    return any(p.use == "demonym" and p.name == other and here[id(p)] == here[id(place)] for p in places)


def _distance(one: Place, other: Place) -> float:
    """Kilometres between two places on a sphere; 0 where one has no coordinates."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return 0.0
    a, b = radians(one.latitude or 0), radians(other.latitude or 0)
    across = radians((other.longitude or 0) - (one.longitude or 0))
    return 2 * 6371 * asin(sqrt(sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(across / 2) ** 2))
