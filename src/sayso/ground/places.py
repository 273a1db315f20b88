"""Places: which words name one, which place is meant, and whether it is a place there, a state that acts, or a people.

`toponyms` finds the names, `namesakes` what they mean, `borders` what lies between two countries; here they become the
contract's places. What is not known stays null: a name that only the encoder takes for a place has no coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from sayso.ground.borders import borders
from sayso.ground.context import Context
from sayso.ground.evidence import Toponym
from sayso.ground.gazetteer import Entry, rows, split, tables
from sayso.ground.namesakes import decide, model
from sayso.ground.preferred import preferred
from sayso.ground.toponyms import toponyms
from sayso.ground.unplaced import unplaced
from sayso.report import Alternative, Place, Report, Span, Use

#: A name is shown from this probability on: chosen, not swept.
LEAST = 0.45
#: Other candidates are told down to this probability, and so many of them.
OTHER, OTHERS = 0.03, 3
#: The score of a place that the encoder alone knows: chosen, not measured.
UNKNOWN = 0.5
#: Both countries and the word stand there: what can be wrong is which stretch is meant.
BORDER = 0.9


def places(at: Context) -> Report:
    """The report with its places filled in: in order of the text, none overlapping another."""
    found = toponyms(at)
    if not found:
        return replace(at.report, places=())
    chosen, sure = decide(at, found, model())
    chosen = preferred(at, found, chosen)
    speakers = _speakers(at)
    out = [_border(at, span, entry) for span, entry in borders(at)]
    taken = {word for p in out for word in range(*at.range(p.span))}
    others = unplaced(at, found)
    for n, (t, ranked, probability) in enumerate(zip(found, chosen, sure.tolist(), strict=True)):
        kind = others.get(n)
        if taken.isdisjoint(range(*t.words)) and kind in (None, "street"):
            known = (t, ranked) if kind is None else (replace(t, entries=()), [])  # a street is no town of its name
            place = _place(at, *known, probability, speakers)
            if place is not None:
                out.append(place)
    return replace(at.report, places=tuple(sorted(out, key=lambda p: p.span)))


def _border(at: Context, span: Span, entry: Entry) -> Place:
    """A border as a place of its own."""
    statement = at.statement(span)
    return Place(
        span,
        entry.name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        level="other",
        statement=statement.id if statement else None,
        score=BORDER,
    )


def _place(
    at: Context, t: Toponym, ranked: list[tuple[Entry, float]], probability: float, speakers: set[Span]
) -> Place | None:
    """The place of the contract, or nothing where it is likely none."""
    if not t.entries and not (t.marks["exact"] and not t.marks["cap_before"]):
        return None
    if t.entries and probability < LEAST:
        return None
    statement = at.statement(t.span)
    ident = statement.id if statement else None
    if not ranked:
        return Place(t.span, None, statement=ident, score=UNKNOWN)
    (entry, p), rest = ranked[0], ranked[1:]
    others = tuple(
        Alternative(e.name, e.country, e.latitude, e.longitude, e.geonames, e.level, round(q * probability, 3))
        for e, q in rest[:OTHERS]
        if q >= OTHER
    )
    return Place(
        span=t.span,
        name=entry.name,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        geonames=entry.geonames,
        level=entry.level,
        use=_use(at, t, entry, speakers),
        alternatives=others,
        statement=ident,
        score=round(probability * p, 3),
    )


@dataclass(frozen=True, slots=True)
class Acts:
    """The words beside a seat of power that tell the state from the town: `data/places.acts.tsv`."""

    after: frozenset[str]  # what a state does: "Moscow warned"
    before: frozenset[str]  # what is done to it: "urged Moscow"
    of: frozenset[str]  # what it has: "Moscow’s intentions"


@cache
def acts() -> Acts:
    """The lexicon that ships."""
    by: dict[str, set[str]] = {"after": set(), "before": set(), "of": set()}
    for row in rows("acts"):
        by[row["side"]] |= set(split(row["forms"]))
    return Acts(*(frozenset(by[side]) for side in ("after", "before", "of")))


#: A seat of power after one of these is a town, whatever is done next: "a man in Moscow said".
_LOCAL = frozenset("in at near from to of outside around through via and".split())


def _speakers(at: Context) -> set[Span]:
    """The spans of sources without their article and closing marks."""
    out = set()
    for s in at.report.statements:
        for low, high in s.source:
            words = at.report.text[low:high]
            bare = words[4:] if words[:4].lower() == "the " else words
            out.add((high - len(bare), high - len(bare) + len(bare.rstrip(" ,.:"))))
    return out


def _use(at: Context, t: Toponym, entry: Entry, speakers: set[Span]) -> Use:
    """Whether a name is used of the place, of the state that sits there or is it, or of its people."""
    if entry.demonym:
        return "demonym"
    lists = tables()
    seat = t.key in lists.metonyms or (entry.level == "city" and lists.capitals.get(t.key) == entry.country)
    if (seat or entry.level in ("country", "region")) and t.span in speakers:
        return "metonym"
    if not seat:
        return "location"
    low, high = t.words
    if low and at.lower[low - 1] == "the":
        low -= 1
    before = at.lower[low - 1] if low else ""
    after = at.lower[high] if high < len(at.lower) else ""
    known = acts()
    owned = after in ("'", "’") and high + 2 < len(at.lower) and at.lower[high + 2] in known.of
    acting = after in known.after and before not in _LOCAL
    return "metonym" if owned or acting or before in known.before else "location"
