"""Small linear heads over what the lexicons say of a statement and what the encoder saw of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.ground.context import Context

if TYPE_CHECKING:
    from sayso.ground.voices import Voice

FIELDS = ("source_class", "role", "stance", "certainty")


def weigh(at: Context, read: Sequence[Voice]) -> list[dict[str, str]]:
    """The label of each field for each statement."""
    return [{field: str(getattr(v, field)) for field in FIELDS} for v in read]
