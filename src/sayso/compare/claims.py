"""Claims: what several statements say alike, whoever passes it on, shown in a member's own words."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.compare.nouns import Claim, Told
from sayso.compare.roots import Roots
from sayso.report import Report


def claims(reports: Sequence[Report], roots: Roots, told: Sequence[Told]) -> tuple[Claim, ...]:
    """The claims that the reports' statements make, those that most outlets carry first."""
    return ()
