"""What is joined in pairs is one: which of all that hang together stands for them (a disjoint-set forest)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def top(parents: dict[Key, Key], key: Key) -> Key:
    """The key that stands for all that are joined with this one; every step halves the way for the next."""
    while (above := parents.setdefault(key, key)) != key:
        parents[key] = parents.setdefault(above, above)
        key = parents[key]
    return key


def join(parents: dict[Key, Key], one: Key, two: Key) -> None:
    """Makes two one: `two`'s stands for both."""
    left, right = top(parents, one), top(parents, two)
    if left != right:
        parents[left] = right
