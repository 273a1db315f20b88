"""Military dead by one's own account and by the other side's: a navy's "3 sailors", "40 marines" of who fired on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import product

from sayso.compare.figures.telling import apart, day_of, plural, point, quoted, refs, voice_shown
from sayso.compare.nouns import Conflict, Series, Value
from sayso.report import Report

#: Whose dead are a state's and whose its enemies', by the head noun of the group.
_STATES = frozenset(
    "marine sailor soldier troop serviceman servicemember airman commando paratrooper conscript".split()
)
_ENEMIES = frozenset("fighter militant rebel insurgent militiaman gunman combatant jihadist".split())
#: A claim of the other side's losses and an account of one's own are of one event where they are told so near.
_NEAR = timedelta(days=3)


def losses(series: Sequence[Series], reports: Mapping[str, Report]) -> list[Conflict]:
    """What one side says of the other's losses beside other counts of that side's dead, one conflict a pair of roots.

    Who counts his own dead and who claims them count the same people, whatever they call them.
    """
    out: list[Conflict] = []
    for side in (_STATES, _ENEMIES):
        dead = [s for s in series if s.role == "killed" and s.subject in side]
        claims = _each([v for s in dead if s.scope == "claimed enemy loss" for v in s.values])
        owns = _each([v for s in dead if s.scope == "subset" for v in s.values])
        of = {(v.report, v.figure): plural(s.subject) for s in dead if s.subject for v in s.values}
        for left, right in product(claims, owns):
            if left.root == right.root or not apart(left, right) or not _near(left, right):
                continue
            told = (f"{quoted(reports, v)} {of[v.report, v.figure]} ({voice_shown(v, reports)})" for v in (left, right))
            why = (
                f"{' against '.join(told)}: military dead, by the other side’s or by their own account,"
                " who may not be the same people"
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
