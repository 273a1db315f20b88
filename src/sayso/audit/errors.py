"""The measured error of the classes: how often each was taken for each other, on labelled reports.

`src/sayso/data/errors.json`, written by `python -m benchmarks.errors`:

    {"schema": 1, "model": "en-1 (sha256 …)", "gold": "42 reports, bench and tune", "date": "2031-03-02",
     "fields": {"role": {"reports": [[["state", "state", 9], ["state", "other", 1]], …]}, …}}

Each field has a list with an entry a labelled report, and in it a row for every pair that occurs: gold's value, the
classifier's, how many statements. Reports are kept apart because statements within one are not independent. A value
that was not judged is null. The field `voice` counts words of running text, of the values `own` and `attributed`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sayso.report import SaysoError

SCHEMA = 1

Pair = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts of gold's value × the classifier's, a labelled report at a time."""

    reports: tuple[Mapping[Pair, int], ...]

    def tables(self, values: frozenset[str]) -> list[tuple[int, int, int, int]]:
        """For a set of values, each report's hits, misses, false finds and true others; unjudged pairs are left out."""
        out = []
        for counts in self.reports:
            table = [0, 0, 0, 0]
            for (gold, found), count in counts.items():
                if gold is not None and found is not None:
                    table[(0 if gold in values else 2) + (found not in values)] += count
            out.append((table[0], table[1], table[2], table[3]))
        return out

    def totals(self) -> dict[Pair, int]:
        """The counts of all reports together."""
        out: dict[Pair, int] = {}
        for counts in self.reports:
            for pair, count in counts.items():
                out[pair] = out.get(pair, 0) + count
        return out


@dataclass(frozen=True, slots=True)
class Errors:
    """The confusions of every field, and what they were measured with and on."""

    model: str | None
    gold: str
    date: str
    fields: Mapping[str, Confusion]

    @property
    def about(self) -> str:
        """One phrase for people."""
        return f"{self.gold}, {self.model or 'no model'}, {self.date}"


def errors_from(record: Any) -> Errors:
    """The errors that a record of `errors.json` describes. SaysoError where it is of another shape or schema."""
    try:
        if record["schema"] != SCHEMA:
            raise SaysoError(f"the measured errors are of schema {record['schema']!r}, and this Sayso reads {SCHEMA}")
        fields = {name: Confusion(tuple(map(_counts, field["reports"]))) for name, field in record["fields"].items()}
        return Errors(record["model"], str(record["gold"]), str(record["date"]), fields)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SaysoError(
            f"the measured errors are not of the form that sayso/audit/errors.py describes ({error!r}): "
            "write them again with `python -m benchmarks.errors`"
        ) from None


def _counts(rows: Sequence[Any]) -> dict[Pair, int]:
    out: dict[Pair, int] = {}
    for gold, found, count in rows:
        if not all(v is None or isinstance(v, str) for v in (gold, found)) or type(count) is not int or count < 0:
            raise ValueError(f"{[gold, found, count]} is no pair with a count")
        out[gold, found] = out.get((gold, found), 0) + count
    return out


@cache
def shipped() -> Errors | None:
    """The errors that ship with the package; None where none have been measured yet."""
    path = resources.files("sayso") / "data" / "errors.json"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    return errors_from(json.loads(text))
