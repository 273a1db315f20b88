"""Sides that people set in a story, laid over what was made without them: roots keep their names.

    judgements of kind `side` → the side of each root → `sides` of each claim, and series that come to no best number

The machine sets no sides: it takes two ministries of one state for two roots. What they alone say is one side's word
where a person says that they are on one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.compare.nouns import Claim, Root, Series, Side, Story
from sayso.compare.roots.roots import Roots
from sayso.keep.canonical import fold, spellings
from sayso.keep.nouns import Judgement
from sayso.report import Report


@dataclass(frozen=True, slots=True)
class _On:
    """The side that a root is on, and who said so."""

    side: str
    by: str


def with_sides(story: Story, reports: Sequence[Report], roots: Roots, said: Sequence[Judgement]) -> Story:
    """The story with what follows from people's words on sides, `said` in their order; without any it is as it was.

    A judgement names sources as some report or the story itself names them. Of two words on one root the later counts.
    """
    on = _on(reports, roots, said)
    if not on:
        return story
    return replace(
        story,
        claims=tuple(_claim(claim, on) for claim in story.claims),
        figures=tuple(_series(series, on) for series in story.figures),
    )


def meant(reports: Sequence[Report], judgement: Judgement, said: Sequence[Judgement] = ()) -> list[str]:
    """The names of the roots of some reports that a judgement of kind `side` is about; `said` as for `Roots`."""
    roots = Roots(reports, said)
    on = _on(reports, roots, [judgement])
    every = (root.actor for report in reports for s in report.statements for root in roots.of(report.id, s.id))
    return sorted({name for name in every if name and fold(name) in on})


def _on(reports: Sequence[Report], roots: Roots, said: Sequence[Judgement]) -> dict[str, _On]:
    """The side of each root that people put on one, by the root's folded name."""
    out: dict[str, _On] = {}
    shown: dict[str, str] = {}  # a side as it was last written
    for judgement in said:
        side = str(judgement.value["side"])
        shown[fold(side) or side] = side
        for actor in judgement.value["actors"]:
            for root in _meant(fold(actor["name"]), reports, roots):
                out[root] = _On(fold(side) or side, judgement.who)
    return {root: _On(shown[on.side], on.by) for root, on in out.items()}


def _meant(name: str, reports: Sequence[Report], roots: Roots) -> set[str]:
    """The roots that a folded name means: one of that name, those of actors so named, or the one so called at times."""
    every = [(report, actor) for report in reports for actor in report.actors]
    named = {fold(roots.name(actor, report.id)) for report, actor in every if fold(actor.name) == name}
    if not named:
        called = {
            fold(roots.name(actor, report.id)) for report, actor in every if name in map(fold, spellings(report, actor))
        }
        named = called if len(called) == 1 else set()
    return named | {name}


def _claim(claim: Claim, on: Mapping[str, _On]) -> Claim:
    sides = _sides((root.actor for root in claim.roots), on)
    one = sides[0].name if len(sides) == 1 and all(_side_of(root, on) for root in claim.roots) else None
    return replace(claim, sides=sides, one_side=one)


def _side_of(root: Root, on: Mapping[str, _On]) -> _On | None:
    return on.get(fold(root.actor)) if root.actor else None


def _sides(names: Iterable[str | None], on: Mapping[str, _On]) -> tuple[Side, ...]:
    """The sides that some roots are on, in the order of these."""
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for name in names:
        if name and (its := on.get(fold(name))):
            roots, by = found.setdefault(its.side, ({}, {}))
            roots[name] = by[its.by] = None
    return tuple(Side(side, tuple(roots), tuple(by)) for side, (roots, by) in found.items())


def _series(series: Series, on: Mapping[str, _On]) -> Series:
    """A series whose standing values are one side's word alone has no best: as where the machine takes it for one's."""
    standing = {v.root for v in series.values if v.superseded_by is None and not v.withdrawn and v.root is not None}
    sides = _sides(sorted(standing), on)
    if series.best is None or len(sides) != 1 or set(sides[0].roots) != standing:
        return series
    return replace(series, best=None, rule=f"no best: one side’s word ({sides[0].name}, by {', '.join(sides[0].by)})")
