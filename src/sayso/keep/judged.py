"""What people judged, laid over what the machine read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.keep.nouns import Held
from sayso.report import Report


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with the judgements on it applied."""

    report: Report
    by: Mapping[str, str] = field(default_factory=dict)  # uid of the judgement behind a statement or figure, by its id
    held: tuple[Held, ...] = ()
    touched: bool = False  # whether any judgement changed something


def apply(db: sqlite3.Connection, id: str, report: Report) -> Judged:
    """Lays the judgements on the report `id` of the ledger over a reading of it, and records how each holds on."""
    return Judged(report)


def hold(db: sqlite3.Connection, id: str, report: Report) -> tuple[Held, ...]:
    """Records how the judgements on `id` hold on to a reading that they were applied to before."""
    return ()
