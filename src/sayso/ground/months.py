"""Names of months and of days of the week, from `data/times.tsv`: the one place that grounding has them from."""

from __future__ import annotations

from functools import cache

from sayso.ground.timex.lexicon import LETTERS, lexicon


@cache
def months() -> dict[str, int]:
    """The number of a month by its names in lower case, short ones too: "march", "mar"."""
    return _numbers("month")


@cache
def weekdays() -> dict[str, int]:
    """The number of a day of the week, Monday 1, by its names in lower case, short ones too."""
    return _numbers("weekday")


def _numbers(kind: str) -> dict[str, int]:
    known = lexicon()
    return {word: int(known.values[word]) for word, letter in known.letters.items() if letter == LETTERS[kind]}
