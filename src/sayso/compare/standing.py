"""How many stand behind something: outlets by their names, texts by where they were first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.compare.joined import join, top
from sayso.compare.nouns import External, Told
from sayso.report import Span


def origins_of(told: Sequence[Told]) -> int:
    """How many texts reports go back to: reports that share text count once, whoever was first."""
    parents: dict[object, object] = {}
    for one in told:
        above = (one.origin.name, "outside") if isinstance(one.origin, External) else one.origin
        for other in (above, *one.shares_with):
            if other is not None:
                join(parents, one.report, other)
    return len({top(parents, one.report) for one in told})


def origins_at(places: Iterable[tuple[str, Span]], told: Mapping[str, Told]) -> int:
    """How many texts passages go back to: a passage that a copy added is its own, however much of the rest it took."""
    parents: dict[object, object] = {}
    nodes: list[object] = []
    for report, span in places:
        one = told.get(report)
        node: object = report
        if one is not None:
            taken = [p for p in one.passages if p.span[0] < span[1] and span[0] < p.span[1]]
            if taken:
                node = max(taken, key=lambda p: min(p.span[1], span[1]) - max(p.span[0], span[0])).of
            elif isinstance(one.origin, External):
                node = (one.origin.name, "outside")
            for other in one.shares_with:
                join(parents, node, other)
        nodes.append(node)
    return len({top(parents, node) for node in nodes})
