"""Under which keys a report's sketch is found again by reports of the same event."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sayso.compare.stories.sketch import Sketch

#: How many of each are keys, the most telling first, and how much a report that shares one is worth looking at.
_KINDS = {"full": (6, 4.0), "last": (8, 2.0), "name": (10, 1.5), "head": (6, 1.0), "place": (3, 1.0), "text": (6, 2.0)}


def keys(made: Sketch) -> dict[int, float]:
    """The keys of a sketch, signed 64-bit numbers, each with its weight. At most 39, however long the report."""
    found: dict[int, float] = {}
    for kind, value in _values(made):
        digest = hashlib.blake2b(f"{kind}:{value}".encode(), digest_size=8).digest()
        found[int.from_bytes(digest, "little", signed=True)] = _KINDS[kind][1]
    return found


def _values(made: Sketch) -> Iterator[tuple[str, str]]:
    lists = {
        "full": made.full,
        "last": made.people,
        "name": made.names,
        "head": made.head,
        "place": [spot.name for spot in made.spots],
        # the lowest of the sample: two copies share most of these however long they are
        "text": [str(number) for number in made.shingles],
    }
    for kind, values in lists.items():
        for value in list(values)[: _KINDS[kind][0]]:
            yield kind, value
