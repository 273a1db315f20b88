"""A story in short, for its first screen: what is said and by how many, what counts came to, what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.compare.nouns import Claim, Conflict, Series, Story
from sayso.show.story_rows import SERIES
from sayso.show.story_words import (
    CONFLICT_KINDS,
    best_number,
    counts_in_words,
    cut,
    group_in_words,
    quoted,
    range_in_words,
    root_in_words,
    roots_of,
    value_in_signs,
)
from sayso.show.wording import many

__all__ = ["Line", "alone", "in_short", "several"]

#: How many of each stand on the first screen, and how many earlier numbers of one count.
_CLAIMS, _FIGURES, _CONFLICTS, _EARLIER, _ROOTS = 4, 4, 2, 3, 3
_WORDS = 150  # letters of a claim and of a conflict


@dataclass(frozen=True, slots=True)
class Line:
    """One thing, what is to be said of it, and where on the page it is told in full."""

    words: str
    of: str
    at: str  # an id


def alone(claim: Claim) -> bool:
    """Whether a claim is told by one text of one outlet and nobody disputes it."""
    return claim.outlets < 2 and claim.origins < 2 and not claim.disputed


def several(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Claims that several texts or outlets tell or that are disputed, and those of one text alone."""
    return [one for one in claims if not alone(one)], [one for one in claims if alone(one)]


def in_short(story: Story) -> list[tuple[str, list[Line]]]:
    """What a page opens with: parts with their lines, without those that have none."""
    told, lone = several(story.claims)
    figures = [one for one in story.figures if one.values]
    said = [Line(quoted(cut(one.text, _WORDS)), _stands_on(one), one.id) for one in told[:_CLAIMS]]
    if not told and lone:
        said = [Line("Nothing by more than one text", many(len(lone), "claim") + " of one text alone", "claims")]
    elif len(told) > _CLAIMS:
        said.append(Line("", f"and {many(len(told) - _CLAIMS, 'claim')} more of several texts", "claims"))
    counts = [
        Line(f"{group_in_words(one).capitalize()}: {range_in_words(one)}", _came_to(one), f"f{n}-h")
        for n, one in enumerate(figures[:SERIES], 1)
        if one.scope == "incident" and range_in_words(one)
    ]
    parts = [("What is said", said), ("What was counted", counts[:_FIGURES]), ("What does not fit", _clashes(story))]
    return [(name, lines) for name, lines in parts if lines]


def _stands_on(claim: Claim) -> str:
    """On what a claim stands, with the first of its roots by name."""
    named, _ = roots_of(claim)
    who = [root_in_words(root) for root in named[:_ROOTS]] + (["…"] if len(named) > _ROOTS else [])
    words = counts_in_words(claim) + (f": {'; '.join(who)}" if who else "")
    return f"disputed; {words}" if claim.disputed else words


def _came_to(series: Series) -> str:
    """The best number of a count, and which it had before: "no best number; before: ≥9; withdrawn: 41"."""
    best = best_number(series)
    standing = {value_in_signs(v) for v in series.values if not v.withdrawn and v.superseded_by is None}
    for words, gone in (
        ("before", [v for v in series.values if v.superseded_by is not None and not v.withdrawn]),
        ("withdrawn", [v for v in series.values if v.withdrawn]),
    ):
        signs = [sign for sign in dict.fromkeys(map(value_in_signs, gone)) if sign not in standing]
        if signs:
            best += f"; {words}: {', '.join(signs[:_EARLIER])}{' …' if len(signs) > _EARLIER else ''}"
    return best


def _clashes(story: Story) -> list[Line]:
    """The first conflicts, and how many more there are."""
    lines = [_clash(one) for one in story.conflicts[:_CONFLICTS]]
    if more := len(story.conflicts) - len(lines):
        lines.append(Line("", f"and {more:,} more", "conflicts"))
    if not story.conflicts and (story.claims or story.figures):
        lines.append(Line("Nothing was found that excludes anything else", "", "claims" if story.claims else "figures"))
    return lines


def _clash(conflict: Conflict) -> Line:
    return Line(CONFLICT_KINDS.get(conflict.kind, conflict.kind), cut(conflict.why, 2 * _WORDS), "conflicts")
