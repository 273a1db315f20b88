"""Military dead by one's own account and by the other side's: a navy's "3 sailors", "40 marines" of who fired on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from sayso.compare.nouns import Conflict, Series, Value
from sayso.compare.roots import Roots
from sayso.compare.telling import apart, day_of, plural, point, quoted, refs, vague, voice_shown
from sayso.report import Report

#: Who is counted as a side's military, by the head noun of the group.
_MILITARY = frozenset(
    "marine sailor soldier troop serviceman servicemember airman fighter militant rebel insurgent"
    " commando paratrooper conscript militiaman gunman combatant jihadist".split()
)
#: A claim of the other side's losses and an account of one's own are of one event where they are told so near.
_NEAR = timedelta(days=3)


def losses(series: Sequence[Series], reports: Mapping[str, Report], roots: Roots) -> list[Conflict]:
    """What one side says of the other's losses beside other counts of that side's dead, one conflict a pair of roots.

    Only where somebody claims to have killed the other side's: who counts his own dead and who claims them count the
    same people, whatever they call them.
    """
    dead = [s for s in series if s.role == "killed" and s.subject in _MILITARY]
    claims = [v for s in dead if s.scope == "claimed enemy loss" for v in s.values]
    owns = [v for s in dead if s.scope == "subset" for v in s.values]
    if not claims:
        return []
    of = {(v.report, v.figure): plural(s.subject) for s in dead if s.subject for v in s.values}
    claimed = _each(claims)
    out = []
    for left, right in combinations((*claimed, *_each(owns)), 2):
        if left.root == right.root or not apart(left, right) or not _near(left, right):
            continue
        if left not in claimed and (vague(left, reports, roots) or vague(right, reports, roots)):
            continue  # an officer without a name can speak for his own side
        shown = " against ".join(
            f"{quoted(reports, v)} {of[v.report, v.figure]} ({voice_shown(v, reports)})" for v in (left, right)
        )
        why = (
            f"{shown}: military dead, by one’s own or by the other side’s account, which may not be of the same people"
        )
        out.append(Conflict("figure", refs(left, right), (left.span, right.span), why))
    return out


def _each(values: Sequence[Value]) -> list[Value]:
    """The first standing value of each root, in their order; who gives the same number later gives no other."""
    first: dict[str, Value] = {}
    told: set[float | None] = set()
    for value in values:
        if value.root is not None and value.superseded_by is None and not value.withdrawn:
            if point(value) not in told:
                first.setdefault(value.root, value)
            told.add(point(value))
    return list(first.values())


def _near(left: Value, right: Value) -> bool:
    """Whether two values can be of one event by their days; one without a day can."""
    one, two = day_of(left), day_of(right)
    return one is None or two is None or abs(one - two) <= _NEAR
