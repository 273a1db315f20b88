"""How likely two reports tell of one event, and which facts say that they do not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sayso.compare.stories.ordinals import exclude
from sayso.compare.stories.sketch import Sketch, Spot

#: Days between two reports over which one can still be linked to the other. A story runs on while its members chain.
WINDOW = 400.0
#: How near in time two reports count of which one has no date and that share a fact, from 0 to 1: as if six days were
#: between them; words alone tell no year. Of the even half with every third date taken away, wrong pairs / pairs missed
#: of 826 are 6 / 166; 9 / 163 where words are enough, 5 / 228 at 0. Of 51 undated reports of `world`
#: that words would put to dated ones a fact leaves 37; of the 14 others 10 were wrong.
UNDATED = 0.3
#: Traits of which one speaks for two reports of one time, and above what: one age or street can be chance.
_FACTS = {"day": 0.0, "dead": 0.0, "toll": 0.5, "ages": 0.3, "counts": 0.15, "text": 0.0}
#: Kilometres within which two towns are one place to a reporter, and beyond which they are two.
NEAR, APART = 30.0, 80.0
#: How sure a place must be for its distance to keep two reports apart, and how often it must be told of (twice in the
#: lead, or there and in the title): a report from the capital can tell of it once.
SURE, TOLD = 0.6, 3.0
#: Days before a year that an undated report tells of in which another is of an earlier event.
_LONG = 60.0
#: Minutes by which two times of a day can differ and be of one event.
_CLOCK = 30
#: Of all pairs of the even half that days keep apart, five share so much of people; all five are of one incident.
_SAME_PEOPLE = 0.55
#: Hours and ages of a round-up, at least. 18 of the even half's 1,293 reports are: twelve
#: list a night's or a weekend's crimes.
_HOURS, _AGES = 4, 6
#: What each trait adds to the log odds. Fitted by logistic regression on pairs of the incidents with even numbers and
#: of every second story of BASIL, whose few pairs count ten times: `python -m benchmarks.stories fit`.
WEIGHTS: Mapping[str, float] = {
    "time": 3.6,  # published near each other: 1 on one day, a third after five
    "late": -0.6,  # and far from each other, by the logarithm of the days
    "day": 0.5,  # both tell of one day
    "other day": -1.6,
    "place": 1.6,  # both are about one town
    "other place": -2.0,
    "people": 0.8,  # last names
    "full names": 1.1,
    "dead": 1.4,  # one person whom both name as killed
    "names": 4.6,  # words with capitals: streets, bodies, people
    "head": 4.5,  # rare words of title and lead
    "words": 3.7,  # rare words of all of it
    "toll": 3.0,  # by hand: the fit has a third more, for shootings seldom kill as many
    "wounded": 0.8,
    "ages": 2.7,
    "other ages": -0.8,
    "counts": 1.1,
    "other hours": -1.5,
    "round-up": -1.5,  # one of the two tells of many events
    "text": 1.0,  # by hand: half of the shorter text or more. Where it stands the other traits are high already
}
BIAS = -7.0


#: Two places of which each of two reports is sure, far apart; and before them how much of both is in one place.
_Clash = tuple[Spot, Spot] | None
_Places = tuple[float, _Clash]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for and against two reports telling of one event."""

    score: float  # probability that they do, from 0 to 1
    veto: str | None  # what says that they do not, in words; it outranks the score
    parts: Mapping[str, float]  # each trait's own share of the score, before weighing


def traits(one: Sketch, two: Sketch) -> dict[str, float]:
    """What two reports have in common, by name, from 0 to 1: 0 too where nothing is known."""
    return _traits(one, two, _places(one, two))


def _traits(one: Sketch, two: Sketch, places: _Places) -> dict[str, float]:
    gap, early = apart(one, two), _too_early(one, two)
    place, clash = places
    own = _own(one, two)
    found = {
        "time": math.exp(-gap / 5) if gap is not None else 0.0,
        "late": min(1.0, math.log1p(gap) / math.log1p(WINDOW)) if gap is not None else float(early),
        "day": float(_days_apart(one.days, two.days) in (0, 1) or _day_of_year(one, two)),
        "other day": float(early or (_days_apart(one.days, two.days) or 0) > 1),
        "place": place,
        "other place": float(clash is not None),
        "people": _shared(one.people, two.people),
        "full names": _shared(one.full, two.full),
        "dead": float(bool(set(one.dead) & set(two.dead))),
        "names": own * cosine(one.names, two.names),
        "head": own * cosine(one.head, two.head),
        "words": own * cosine(one.words, two.words),
        "toll": _tolls(one.killed, two.killed),
        "wounded": _tolls(one.wounded, two.wounded),
        "ages": _alike(one.ages, two.ages),
        "other ages": float(bool(one.ages and two.ages) and set(one.ages).isdisjoint(two.ages)),
        "counts": _alike(one.counts, two.counts),
        "other hours": float((_days_apart(one.hours, two.hours) or 0) > _CLOCK),
        "round-up": float(_round_up(one) != _round_up(two)),
        "text": own * _contained(one.shingles, two.shingles),
    }
    if gap is None and not early and any(found[name] > least for name, least in _FACTS.items()):
        found["time"] = UNDATED
    return found


def _too_early(one: Sketch, two: Sketch) -> bool:
    """Whether one of two came out long before what the other, which has no date, tells of as past."""
    return any(
        undated.since is not None and dated.last is not None and undated.since - dated.last > _LONG
        for undated, dated in ((one, two), (two, one))
    )


def _day_of_year(one: Sketch, two: Sketch) -> bool:
    """Whether a report without a date tells of a day, "March 2", that is one the other tells of, in whatever year."""
    for undated, other in ((one, two), (two, one)):
        if undated.yearless:
            days = {date.fromordinal(day) for day in other.days}
            if {*undated.yearless} & {*other.yearless, *(100 * day.month + day.day for day in days)}:
                return True
    return False


def _own(one: Sketch, two: Sketch) -> float:
    """How much of the words that two reports share is their own, from 0 to 1.

    Pages of one outlet share its furniture: "write to us at Old Quay". Where two have a sentence in common, their words
    count as far as their titles are alike.
    """
    if not one.outlet or one.outlet != two.outlet or set(one.lines).isdisjoint(two.lines):
        return 1.0
    return cosine(one.title, two.title)


def likeness(one: Sketch, two: Sketch) -> Likeness:
    """How likely two reports tell of one event. The same for (two, one); beyond `WINDOW` of each other 0."""
    gap = apart(one, two)
    if gap is not None and gap > WINDOW:
        return Likeness(0.0, None, {})
    places = _places(one, two)
    found = _traits(one, two, places)
    shares = {name: round(WEIGHTS[name] * value, 2) for name, value in found.items() if value}
    score = 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in found.items())))
    return Likeness(round(score, 4), _veto(one, two, places[1]), shares)


def veto(one: Sketch, two: Sketch) -> str | None:
    """The grounded fact by which two reports cannot tell of one event, in words; None where there is none.

    Towns far apart, of which each is sure and the other has neither; days of killing or wounding that are not the same,
    in reports of one week that share no other day; others named as killed, none of whom the other report names at all;
    the twelfth of a kind and the thirteenth.
    """
    return _veto(one, two, _places(one, two)[1])


def _veto(one: Sketch, two: Sketch, clash: _Clash) -> str | None:
    if clash:
        return f"{clash[0].name.title()} and {clash[1].name.title()} are {kilometres(*clash) or 0:.0f} km apart"
    near = apart(one, two)
    if (
        near is not None
        and near <= 7
        and (_days_apart(one.struck, two.struck) or 0) > 1
        and (_days_apart(one.days, two.days) or 0) > 1
        and not _same_people(one, two)
    ):
        days = [", ".join(date.fromordinal(day).isoformat() for day in found) for found in (one.struck, two.struck)]
        return f"on {days[0]}, and on {days[1]}"
    if _others_died(one, two):
        return f"killed are {_listed(one.dead)}, and {_listed(two.dead)}"
    if noun := exclude(one.ordinals, two.ordinals):
        return f"not the same {noun} by number"
    return None


def _same_people(one: Sketch, two: Sketch) -> bool:
    """Whether both name somebody as killed, who is killed once, or tell much of the same people by first and last name:
    the other day is then of an arrest or a court.
    """
    return not set(one.dead).isdisjoint(two.dead) or _shared(one.full, two.full) > _SAME_PEOPLE


def _others_died(one: Sketch, two: Sketch) -> bool:
    """Whether both name people as killed, neither names any of the other's at all, and these are more than both say
    were killed: of many dead each report names others.
    """
    if not (one.dead and two.dead) or _names(one) & set(two.dead) or _names(two) & set(one.dead):
        return False
    most = max((*one.killed, *two.killed), default=0.0)
    return len({*one.dead, *two.dead}) > most


def _names(of: Sketch) -> set[str]:
    return {*of.people, *of.names, *of.dead}


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(name.title() for name in names[:3])


def apart(one: Sketch, two: Sketch) -> float | None:
    """Days that lie at least between two publications: 0 where they may be of one moment, None where one is unknown."""
    if one.first is None or two.first is None or one.last is None or two.last is None:
        return None
    return max(0.0, one.first - two.last, two.first - one.last)


def cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """How alike two weighed sets of words are, from 0 to 1."""
    if len(two) < len(one):
        one, two = two, one
    return sum(weight * two[word] for word, weight in one.items() if word in two)


def kilometres(one: Spot, two: Spot) -> float | None:
    """Between two points, on a sphere; None where one is not known."""
    if one.latitude is None or one.longitude is None or two.latitude is None or two.longitude is None:
        return None
    a, b = math.radians(one.latitude), math.radians(two.latitude)
    wide = math.radians(two.longitude - one.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(wide / 2) ** 2
    return 12_742 * math.asin(min(1.0, math.sqrt(half)))


def _days_apart(one: tuple[int, ...], two: tuple[int, ...]) -> int | None:
    """Days between the nearest days of two reports; None where one tells of none."""
    return min((abs(a - b) for a in one for b in two), default=None)


def _places(one: Sketch, two: Sketch) -> _Places:
    """How much of both is in one place, from 0 to 1; and two places of which each is sure, far from the other."""
    shared = 0.0
    near = False
    for here in one.spots:
        for there in two.spots:
            if here.name == there.name:
                near = True
                if here.country == there.country or not (here.country and there.country):
                    shared = max(shared, min(here.weight, there.weight))
            elif _close(here.latitude, there.latitude) and (far := kilometres(here, there)) is not None:
                near = near or far <= APART
                if far <= NEAR:
                    shared = max(shared, min(here.weight, there.weight))
    if near:
        return shared, None
    ours, theirs = _sure(one), _sure(two)
    return shared, (ours, theirs) if ours and theirs else None


def _close(one: float | None, two: float | None) -> bool:
    """Whether two latitudes are within what a town can be from another that is near."""
    return one is not None and two is not None and abs(one - two) < 1


def _sure(of: Sketch) -> Spot | None:
    """The town that a report is about, where it is sure of it; what lies in no country is a part of the world."""
    most = [spot for spot in of.spots if spot.weight >= 0.99 and spot.told >= TOLD and spot.country]
    return next((spot for spot in most if spot.score >= SURE and spot.latitude is not None), None)


def _shared(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """How much is said of those whom both name, from 0 to 1: a half for one person of whom a paragraph tells."""
    shared = sum(min(weight, two[name]) for name, weight in one.items() if name in two)
    return shared / (shared + 0.7)


def _tolls(one: tuple[float, ...], two: tuple[float, ...]) -> float:
    """How much it tells that two reports share a toll, from 0 to 1 at ten and more; tolls move: others say nothing."""
    return min(1.0, math.log1p(max(0.0, *set(one) & set(two), 0.0)) / math.log(11))


def _alike(one: tuple[int, ...], two: tuple[int, ...]) -> float:
    """How alike two sets of numbers are, from 0 to 1 (cosine): a long list shares some with any other by chance."""
    return len(set(one) & set(two)) / math.sqrt(len(one) * len(two)) if one and two else 0.0


def _round_up(of: Sketch) -> bool:
    """Whether a report tells of many events: "five shootings over the weekend", each with its hour and its people."""
    return len(of.hours) >= _HOURS and len(of.ages) >= _AGES


def _contained(one: tuple[int, ...], two: tuple[int, ...]) -> float:
    """The share of the shorter text's sampled shingles that the longer one has; 0 under a half, which an outlet's own
    furniture can be.
    """
    if not one or not two:
        return 0.0
    share = len(set(one) & set(two)) / min(len(one), len(two))
    return share if share >= 0.5 and min(len(one), len(two)) >= 3 else 0.0
