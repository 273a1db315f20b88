"""Sides that people set in a story, in words."""

from __future__ import annotations

from sayso.compare.nouns import Claim, Side
from sayso.show.wording import many, one_line


def sides_counted(claim: Claim) -> str:
    """How many sides a claim's named roots are on, where people said so of each of them: "1 side"; else nothing."""
    named = {root.actor for root in claim.roots if not root.vague}
    told = {root for side in claim.sides for root in side.roots}
    return many(len(claim.sides), "side") if named and named <= told else ""


def sides_in_words(claim: Claim) -> str:
    """Who is on which side by whose word: "one side’s word (government, by mk)"; nothing where nobody set any."""
    if claim.one_side is not None:
        return f"one side’s word ({one_line(claim.one_side)}, {_by(claim.sides[0])})"
    return "; ".join(
        f"on one side ({one_line(side.name)}, {_by(side)}): {', '.join(map(one_line, side.roots))}"
        for side in claim.sides
    )


def _by(side: Side) -> str:
    return f"by {', '.join(map(one_line, side.by))}"
