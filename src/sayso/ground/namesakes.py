"""Which of its namesakes a name means, decided for a whole report at once.

Each name's candidates start from what is known without the report (people, level, capital) and are then moved, a few
rounds long, by what the other names probably are: how near, in the same region, in the same country. A region or
country that the text itself puts behind a name ("Paris, Texas") settles it. An outlet whose name holds a place is one
more name. The weights (`data/places.weights.tsv`) were fitted on every second article of LGL by `training/places.py`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from math import log10

import numpy as np

from sayso.ground.context import Context
from sayso.ground.evidence import FEATURES, Toponym, matrix
from sayso.ground.gazetteer import Entry, fold, gazetteer, rows, tables

#: Candidates that a report's names are weighed against at once, and a name's own: both bound the work on long texts.
CONTEXT, OWN = 160, 24
#: Candidates of all names together, before a name keeps fewer of its own; and how many are weighed at a time.
ALL, ROWS = 4800, 4096
ROUNDS = 3
#: The least probability of a name in the tables with nothing against it. A choice: of the names so raised in 15 reports
#: of the world's news that were read through, nearly all were places'.
PLAIN = 0.9
#: Names in the tables that people bear too: where the encoder sees a person, it decides.
PERSONAL = frozenset(
    "america asia bali bronx brooklyn carolina chad china cuba cyprus dakota dane england english finn "
    "france georgia german guinea harlem holland india ireland israel italy jamaica jersey jordan kenya "
    "macon malta mali montana norman pole poles queens scot scots sierra sinai swede turk tennessee "
    "trinidad virginia wales washington amazon".split()
)
EARTH_KM = 6371.0
MEANING = (
    "people", "top", "country", "state", "county", "city", "listed", "capital", "spelling", "us", "gb", "home",
    "tld", "people_world", "us_world", "capital_world", "near", "mid", "region", "nation", "near_any", "region_any",
    "biggest_near", "seat_named", "people_lone", "nation_named",
)  # fmt: skip
#: Features that come from the other names, in the order of `_company`'s columns.
COMPANY = ("near", "mid", "region", "nation", "near_any", "region_any", "biggest_near", "nation_named", "home")
TAKEN = (*FEATURES, "chosen", "margin", "support", "nation_support", "size")


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the three steps."""

    seen: np.ndarray  # of FEATURES: is it a place, from what stands at the words
    meant: np.ndarray  # of MEANING: which one
    taken: np.ndarray  # of TAKEN: is it a place, when the likeliest one is known


@cache
def model() -> Model:
    """The weights that ship."""
    by = {(r["model"], r["feature"]): float(r["weight"]) for r in rows("weights")}
    return Model(
        np.array([by["seen", f] for f in FEATURES]),
        np.array([by["meant", f] for f in MEANING]),
        np.array([by["taken", f] for f in TAKEN]),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """The mentions of one name, and what it could mean."""

    mentions: tuple[int, ...]  # numbers of toponyms; none for the outlet's name
    entries: tuple[Entry, ...]
    weight: float  # how much it counts as company for the others


def decide(
    at: Context, found: list[Toponym], weights: Model, kept: list[np.ndarray] | None = None
) -> tuple[list[list[tuple[Entry, float]]], np.ndarray]:
    """For each toponym what it may mean, likeliest first, and how probable it is that it is a place at all.

    `kept` takes the last step's features, for those who fit its weights.
    """
    marks = matrix(found)
    seen = 1 / (1 + np.exp(-(marks @ weights.seen)))
    groups = grouped(at, found, seen)
    features = weigh(at, groups, weights.meant)
    ranked: list[list[tuple[Entry, float]]] = [[] for _ in found]
    extra = np.zeros((len(found), len(TAKEN) - len(FEATURES)))
    for group, table in zip(groups, features, strict=True):
        p = softmax(table @ weights.meant)
        order = np.argsort(-p, kind="stable")
        best = [(group.entries[i], float(p[i])) for i in order.tolist()]
        row = table[order[0]]
        tail = [
            best[0][1],
            best[0][1] - (best[1][1] if len(best) > 1 else 0.0),
            row[MEANING.index("near")],
            row[MEANING.index("nation")],
            log10(1 + best[0][0].people) / 8,
        ]
        for n in group.mentions:
            ranked[n] = best
            extra[n] = tail
    taken = np.hstack([marks, extra])
    if kept is not None:
        kept.append(taken)
    sure = 1 / (1 + np.exp(-(taken @ weights.taken)))
    plain = np.array([_plain(t) for t in found])
    return ranked, np.where(plain, np.maximum(sure, PLAIN), sure)


def _plain(t: Toponym) -> bool:
    """Whether a name is so well known that only a person, a street or a common word of that name speaks against it.

    LGL's annotators left many of the world's names unmarked, so its fit is too shy of them.
    """
    if not t.entries or not t.entries[0].listed:
        return False
    marks = t.marks
    if marks["in_per"] or marks["title"] or marks["street"] or marks["lower_too"]:
        return False
    return not marks["per"] or t.key not in PERSONAL


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities of scores."""
    e = np.exp(scores - scores.max())
    out: np.ndarray = e / e.sum()
    return out


_Key = tuple[str, int, str | None, str | None]  # a name, the region and the country named after it, its class


def grouped(at: Context, found: list[Toponym], seen: np.ndarray) -> list[Group]:
    """The names of the report; mentions of one name mean one place unless the text itself says otherwise."""
    by: dict[_Key, list[int]] = defaultdict(list)
    for n, t in enumerate(found):
        if t.entries:
            by[t.key, t.within, t.country, t.level].append(n)
    plain: dict[tuple[str, str | None], list[_Key]] = {}
    for key, _within, _country, level in by:
        plain.setdefault((key, level), []).append((key, _within, _country, level))
    merged: list[list[int]] = []
    for same in plain.values():
        told = [k for k in same if k[1] >= 0 or k[2] is not None]
        if len(told) == 1 and len(same) == 2:  # "Paris, Texas" once, then "Paris": the same town
            merged.append(sorted(by[told[0]] + by[next(k for k in same if k is not told[0])]))
        else:
            merged += [by[k] for k in same]
    hints, out = _hints(found, seen), []
    own = min(OWN, max(4, ALL // max(1, len(merged))))
    for mentions in merged:
        first = min((found[n] for n in mentions), key=lambda t: t.within < 0 and t.country is None)
        entries = _candidates(first, hints, own)
        weight = float(seen[mentions].max()) * (1 + log10(len(mentions)))
        out.append(Group(tuple(mentions), entries, weight))
    home = _home(at)
    if home and not any(home[0] in g.entries for g in out):  # a name does not speak for itself
        out.append(Group((), home, 1.0))
    return out


def _hints(found: list[Toponym], seen: np.ndarray) -> set[int]:
    """Regions that the text names, or that hold the only place of a name in it."""
    out = set()
    for t, p in zip(found, seen.tolist(), strict=True):
        if p > 0.3 and len(t.entries) <= 2:
            out |= {e.region for e in t.entries}
        if p > 0.3:
            out |= {e.region for e in t.entries if e.level == "region" and not e.county}
        if t.within >= 0:
            out.add(t.within)
    return out - {-1}


def _candidates(t: Toponym, hints: set[int], own: int) -> tuple[Entry, ...]:
    """What a name could mean: only what fits the region or country named after it, where something does."""
    entries = t.entries
    if t.within >= 0:
        entries = tuple(e for e in entries if e.region == t.within and (e.level != "region" or e.county)) or entries
    elif t.country is not None:
        entries = tuple(e for e in entries if e.country == t.country and e.level != "country") or entries
    kept: list[Entry] = []
    for e in sorted(entries, key=lambda e: not e.listed):
        # the same city from the compiled file and from the table, or by two spellings, is one candidate
        same = next((n for n, o in enumerate(kept) if _same(e, o)), None)
        if same is None:
            kept.append(e)
        elif kept[same].listed and not e.listed:
            number, people = kept[same].geonames or e.geonames, max(e.people, 1)
            kept[same] = replace(kept[same], region=e.region, geonames=number, people=people)
    kept = [e for e in kept if not any(_seated(e, o) for o in kept)]
    if len(kept) > own:
        kept.sort(key=lambda e: (not e.listed, e.region not in hints, -e.people))
        kept = kept[:own]
    return tuple(kept)


def _seated(region: Entry, city: Entry) -> bool:
    """Whether a region is called after its city, which is then what the bare name means: "Kandahar"."""
    return (
        region.level == "region"
        and not region.listed
        and city.level == "city"
        and region.region == city.region
        and (region.country != "US" or region.county)
    )


def _same(a: Entry, b: Entry) -> bool:
    if a is b or (a.geonames is not None and a.geonames == b.geonames):
        return True
    return (
        a.listed != b.listed
        and a.country == b.country
        and a.level == b.level
        and a.level != "other"
        and abs((a.latitude or 0) - (b.latitude or 0)) < (0.3 if a.level == "city" else 4)
        and abs((a.longitude or 0) - (b.longitude or 0)) < (0.3 if a.level == "city" else 6)
    )


#: Parts of an outlet's name or address that are no place's.
_PLAIN_OUTLET = frozenset(
    "news daily times post herald tribune journal star sun press mail telegraph world today online the standard record "
    "gazette mirror express chronicle independent observer guardian national local city media radio globe union leader "
    "register review report item capital progress eagle enterprise democrat republican messenger reporter line".split()
)


def _home(at: Context) -> tuple[Entry, ...]:
    """What places the outlet's name may hold: "Tarn Gazette", "tarngazette.com"."""
    outlet = at.report.outlet
    if not outlet:
        return ()
    keys = []
    name = fold(outlet.split(".")[0] if "." in outlet and " " not in outlet else outlet)
    words = name.split()
    if len(words) > 1:
        keys += [" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(a + 4, len(words)) + 1)]
    else:
        whole = name
        keys += [whole[:n] for n in range(5, len(whole) + 1)]
        keys += [whole[n:] for n in range(1, len(whole) - 4)]
        keys += [k[3:] for k in (whole,) if k.startswith("the") and len(k) > 7]
    keys = [k for k in keys if k not in _PLAIN_OUTLET and len(k) > 3]
    found = gazetteer().find(keys)
    best = max(found, key=len, default=None)
    return tuple(e for e in found[best] if not e.spelling)[:OWN] if best is not None else ()


def _tld(at: Context) -> str | None:
    """The country of the outlet's address: "co.uk" is Britain."""
    where = at.report.url or at.report.outlet or ""
    if " " in where or "." not in where:
        return None
    host = where.split("//")[-1].split("/")[0]
    last = host.rsplit(".", 1)[-1].upper()
    return {"UK": "GB", "EDU": "US", "GOV": "US", "MIL": "US"}.get(last, last if len(last) == 2 else None)


def weigh(at: Context, groups: list[Group], weights: np.ndarray) -> list[np.ndarray]:
    """The features of every candidate, a table a group, after the rounds in which the names settle each other."""
    if not groups:
        return []
    everyone = _everyone(groups)
    base = _alone(at, groups)
    cuts = np.cumsum([len(g.entries) for g in groups])[:-1]
    people, capital = base[:, MEANING.index("people")], base[:, MEANING.index("capital")]
    company = [MEANING.index(name) for name in COMPANY]
    table = base
    for _ in range(ROUNDS):
        p = np.concatenate([softmax(s) for s in np.split(table @ weights, cuts)])
        force = p * everyone.weight[everyone.owner]
        pick = np.argsort(-force, kind="stable")[:CONTEXT]
        table = base.copy()
        for low in range(0, len(table), ROWS):  # memory stays bounded on a report of thousands of names
            part = slice(low, low + ROWS)
            table[part, company] = _company(everyone, part, pick, force[pick])
        table[:, MEANING.index("seat_named")] = capital * table[:, MEANING.index("nation_named")]
        local = np.maximum(table[:, MEANING.index("near_any")], table[:, MEANING.index("region_any")])
        most = np.maximum.reduceat(local, np.r_[0, cuts])[everyone.owner]
        table[:, MEANING.index("people_lone")] = people * (1 - most)
    return np.split(table, cuts)


@dataclass(frozen=True, slots=True)
class _Everyone:
    """All candidates of a report, a row each."""

    owner: np.ndarray  # number of the group
    weight: np.ndarray  # of each group
    where: np.ndarray  # unit vectors from the middle of the earth
    region: np.ndarray
    country: np.ndarray
    wide: np.ndarray  # countries and continents: no distance is measured to them
    home: np.ndarray  # of the outlet's name
    size: np.ndarray  # people, as in MEANING


def _everyone(groups: list[Group]) -> _Everyone:
    entries = [e for g in groups for e in g.entries]
    owner = np.repeat(np.arange(len(groups)), [len(g.entries) for g in groups])
    return _Everyone(
        owner=owner,
        weight=np.array([g.weight for g in groups]),
        where=_vectors(entries),
        region=np.array([e.region if e.region >= 0 else -2 - n for n, e in enumerate(entries)]),
        country=np.array([e.country or f"?{n}" for n, e in enumerate(entries)]),
        wide=np.array([e.level in ("country", "continent") or e.latitude is None for e in entries]),
        home=np.array([not g.mentions for g in groups])[owner],
        size=np.array([log10(1 + e.people) / 8 for e in entries]),
    )


def _company(every: _Everyone, part: slice, pick: np.ndarray, force: np.ndarray) -> np.ndarray:
    """What the candidates in `part` have of the likeliest ones of the other names: a column for each of COMPANY."""
    other = every.owner[part, None] != every.owner[pick][None, :]
    km = EARTH_KM * np.arccos(np.clip(every.where[part] @ every.where[pick].T, -1, 1))
    point = other & ~every.wide[part, None] & ~every.wide[pick][None, :]
    near = np.where(point, np.exp(-km / 60), 0.0)
    mid = np.where(point, np.exp(-km / 300), 0.0)
    inside = other & (every.region[part, None] == every.region[pick][None, :])
    nation = other & (every.country[part, None] == every.country[pick][None, :])
    full = 1.0 + every.weight.sum() - every.weight[every.owner[part]]
    home = every.home[pick]
    return np.stack(
        [
            near @ force / full,
            mid @ force / full,
            inside @ force / full,
            (nation & ~every.wide[pick]) @ force / full,
            1 - np.exp(-2 * (near @ force)),
            1 - np.exp(-2 * (inside @ force)),
            (near * every.size[pick]) @ force / full,
            1 - np.exp(-2 * ((nation & every.wide[pick]) @ force)),
            np.maximum((near * home) @ force, (inside * home) @ force * 0.5),
        ],
        axis=1,
    )


def _alone(at: Context, groups: list[Group]) -> np.ndarray:
    """What is known of the candidates without the rest of the report."""
    lists, tld = tables(), _tld(at)
    world = _world(groups)
    out = []
    rest = (0.0,) * (len(MEANING) - MEANING.index("near"))
    for g in groups:
        most = max(e.people for e in g.entries)
        seats = {
            c: max(e.people for e in g.entries if e.country == c and e.level == "city")
            for c in {
                e.country for e in g.entries if e.level == "city" and lists.capitals.get(fold(e.name)) == e.country
            }
        }
        for e in g.entries:
            people, us = log10(1 + e.people) / 8, float(e.country == "US")
            capital = float(e.level == "city" and seats.get(e.country) == e.people)
            row = (  # in the order of MEANING, up to what the other names give
                people,
                float(e.people == most),
                float(e.level == "country"),
                float(e.level == "region" and not e.county),
                float(e.county),
                float(e.level == "city"),
                float(e.listed),
                capital,
                float(e.spelling),
                us,
                float(e.country == "GB"),
                0.0,
                float(tld is not None and e.country == tld),
                people * world,
                us * world,
                capital * world,
            )
            out.append(row + rest)
    return np.array(out, np.float64)


def _world(groups: list[Group]) -> float:
    """How far a report is of the world and not of one town: the share of its names that are countries or capitals."""
    capitals = tables().capitals
    abroad = [
        g.weight
        * any(
            e.country not in ("US", "GB") and (e.level == "country" or capitals.get(fold(e.name)) == e.country)
            for e in g.entries[:1]
        )
        for g in groups
    ]
    return sum(abroad) / (1 + sum(g.weight for g in groups))


def _vectors(entries: list[Entry]) -> np.ndarray:
    """Unit vectors from the middle of the earth."""
    y, x = np.radians([[e.latitude or 0.0, e.longitude or 0.0] for e in entries]).T
    return np.stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)], axis=1)
