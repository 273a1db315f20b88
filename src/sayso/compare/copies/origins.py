"""From pairs that share text to origins: where each passage was first, through chains of copies.

Two copies of one wire story share its words with each other too. That is no third copying: what a common source
explains is not told again, so that siblings stay siblings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.compare.copies.align import Run, edited
from sayso.compare.copies.credits import wired
from sayso.compare.copies.pairs import OWN_WORDS, between
from sayso.compare.copies.words import Words
from sayso.compare.nouns import By, Copy, External, Passage, Told
from sayso.report import Report

_STRENGTH: dict[By | None, int] = {"credit": 0, "quotation": 1, "time": 2, None: 3}
#: From so many words that no other source explains, a source is one.
_NEW = OWN_WORDS // 2
#: A report that took less than this share of its words is an original that has passages of others.
SHARE = 0.15
#: Words of a passage lie so near each other; a passage of fewer words than this is what a swap left of another.
_NEAR, _TELLING = 4, 4

#: Where a word was first: the report and the word's number there; None where it is the report's own.
_Place = tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who took from whom in a set of reports."""

    told: tuple[Told, ...]  # one a report, in the order they were given
    copies: tuple[Copy, ...]  # pairs of which one is taken straight from the other, as far as can be told
    shared: tuple[Copy, ...]  # pairs that share text, and nothing says which was first


def lineage(reports: Sequence[Report], pairs: Iterable[Copy]) -> Lineage:
    """The origins of reports, of which `pairs` share text (`copies.copies_of`); pairs with others are left out."""
    known = {report.id: Words(report) for report in reports}
    inside = [pair for pair in pairs if pair.report in known and pair.of in known]
    inside = _once(inside)
    directed = _acyclic([pair for pair in inside if pair.by is not None])
    sources: dict[str, list[Copy]] = {}
    for pair in directed:
        sources.setdefault(pair.report, []).append(pair)
    first: dict[str, list[_Place]] = {}
    kept: list[Copy] = []
    for id_ in _sources_first(list(known), sources):
        first[id_], direct = _placed(known[id_], sources.get(id_, ()), known, first)
        kept += direct
    taken = {(pair.report, pair.of) for pair in directed}
    placed = {id_ for id_, places in first.items() if any(places)}
    open_ = [
        pair
        for pair in inside
        if (pair.report, pair.of) not in taken
        and not (pair.report in placed and pair.of in placed and _explained(pair, known, first))
    ]
    of: dict[str, list[Copy]] = {}
    for pair in open_:
        of.setdefault(pair.report, []).append(pair)
        of.setdefault(pair.of, []).append(pair)
    told = tuple(_told(report, first[report.id], of.get(report.id, ()), known) for report in reports)
    return Lineage(told, tuple(kept), tuple(pair for pair in open_ if pair.external is None))


def _once(pairs: Iterable[Copy]) -> list[Copy]:
    """Of each two reports one pair. Where the two that were asked do not say the same, what claims less is kept."""
    found: dict[frozenset[str], Copy] = {}
    for pair in pairs:
        both = frozenset((pair.report, pair.of))
        found[both] = min(found.get(both, pair), pair, key=lambda one: (one.by is not None, one.report, one.copied))
    return list(found.values())


def _acyclic(pairs: list[Copy]) -> list[Copy]:
    """Pairs by strength, without those that would make a report a source of itself."""
    ordered = sorted(pairs, key=lambda p: (_STRENGTH[p.by], -p.copied, p.report, p.of))
    tangled = _tangled(ordered)
    above: dict[str, set[str]] = {}

    def reaches(start: str, goal: str) -> bool:
        seen, level = {start}, [start]
        while level:
            level = list({up for id_ in level for up in above.get(id_, ()) if up not in seen})
            if goal in level:
                return True
            seen.update(level)
        return False

    out = []
    for pair in ordered:
        if pair.report in tangled and pair.of in tangled:
            if reaches(pair.of, pair.report):
                continue
            above.setdefault(pair.report, set()).add(pair.of)
        out.append(pair)
    return out


def _tangled(pairs: Iterable[Copy]) -> set[str]:
    """Reports that stand in a circle or between two: what is left when those without sources, and those that nobody
    took from, are taken away again and again.
    """
    left: set[str] = set()
    ways: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for pair in pairs:
        left |= {pair.report, pair.of}
        ways[0].setdefault(pair.report, []).append(pair.of)
        ways[1].setdefault(pair.of, []).append(pair.report)
    for there, back in (ways, ways[::-1]):
        count = {id_: sum(other in left for other in there.get(id_, ())) for id_ in left}
        free = [id_ for id_ in left if not count[id_]]
        while free:
            id_ = free.pop()
            left.discard(id_)
            for other in back.get(id_, ()):
                if other in left:
                    count[other] -= 1
                    if not count[other]:
                        free.append(other)
    return left


def _sources_first(ids: list[str], sources: Mapping[str, list[Copy]]) -> list[str]:
    """The ids, each after all that it is taken from."""
    done: dict[str, None] = {}
    for start in ids:
        waiting = [start]
        while waiting:
            id_ = waiting[-1]
            missing = [pair.of for pair in sources.get(id_, ()) if pair.of not in done]
            if missing and id_ not in done:
                waiting += missing
            else:
                waiting.pop()
                done.setdefault(id_)
    return list(done)


def _placed(
    here: Words, pairs: Iterable[Copy], known: Mapping[str, Words], first: Mapping[str, list[_Place]]
) -> tuple[list[_Place], list[Copy]]:
    """Where each word of a report was first, and the pairs that it is taken from straight.

    A source that is credited explains words before one that is not; then one that has more of them. A source all of
    whose words are explained already is none: they came by way of another.
    """
    places: list[_Place] = [None] * len(here.words)
    direct: list[Copy] = []
    depth = {pair.of: sum(place is not None for place in first[pair.of]) for pair in pairs}
    order = sorted(pairs, key=lambda p: (_STRENGTH[p.by], depth[p.of], -p.copied, p.of))
    for pair in order:
        there, new = known[pair.of], 0
        for run in _shared(pair, here, there):
            for n in range(run.length):
                if places[run.left + n] is None:
                    origin = first[pair.of][run.right + n]
                    places[run.left + n] = origin if origin is not None else (pair.of, run.right + n)
                    new += 1
        if new >= _NEW:
            direct.append(pair)
    return places, direct


def _shared(pair: Copy, here: Words, there: Words) -> list[Run]:
    """The words that a pair has in common, less what is furniture of both: what its passages hold."""
    ends = [passage.span for passage in pair.passages]
    found, at = [], 0
    for run in edited(here, there, between(here, there)):
        start, end = here.spans[run.left][0], here.spans[run.left + run.length - 1][1]
        while at < len(ends) and ends[at][1] <= start:
            at += 1
        if at < len(ends) and ends[at][0] < end:
            found.append(run)
    return found


def _explained(pair: Copy, known: Mapping[str, Words], first: Mapping[str, list[_Place]]) -> bool:
    """Whether what two reports share was first in a third: they are siblings, and neither is taken from the other."""
    one, two = known[pair.report], known[pair.of]
    shared = alike = 0
    for run in _shared(pair, one, two):
        for n in range(run.length):
            here, there = first[one.report.id][run.left + n], first[two.report.id][run.right + n]
            shared += 1
            alike += here is not None and there is not None and here[0] == there[0]
    return shared - alike < _NEW


def _told(report: Report, places: list[_Place], open_: Sequence[Copy], known: Mapping[str, Words]) -> Told:
    """A report with its origin: where most of the words that it took were first."""
    shares = sorted(
        {
            pair.of if pair.report == report.id else pair.report
            for pair in open_
            if pair.external is None and max(pair.copied, pair.contains) >= SHARE
        }
    )
    base = Told(report.id, report.outlet, report.published, report.id, 0.0, shares_with=tuple(shares))
    outside = next((pair.external for pair in open_ if pair.external), None) or wired(report)
    counts = Counter(place[0] for place in places if place is not None)
    if counts:
        share = sum(counts.values()) / len(places)
        most = min(counts, key=lambda id_: (-counts[id_], id_))
        base = replace(base, copied=round(share, 4), passages=_passages(known[report.id], places, known))
        if share >= SHARE:
            return replace(base, origin=most)
    if outside:
        return replace(base, origin=External(outside), copied=None)
    return replace(base, origin=None, copied=None) if shares else base


def _passages(here: Words, places: list[_Place], known: Mapping[str, Words]) -> tuple[Passage, ...]:
    """Runs of words that were first in one report, in the order of the text; words swapped in between go along."""
    found: list[tuple[str, list[int]]] = []  # of which report; from and to here, from and to there, words
    for n, place in enumerate(places):
        if place is None:
            continue
        id_, m = place
        if found and found[-1][0] == id_ and n - found[-1][1][1] <= _NEAR and 0 <= m - found[-1][1][3] <= _NEAR:
            at = found[-1][1]
            at[1], at[3], at[4] = n, m, at[4] + 1
        else:
            found.append((id_, [n, n, m, m, 1]))
    out = []
    for id_, (a, b, c, d, count) in found:
        there = known[id_]
        if count >= _TELLING:
            span = (here.spans[a][0], here.spans[b][1])
            out.append(Passage(span, id_, (there.spans[c][0], there.spans[d][1]), count))
    return tuple(out)
