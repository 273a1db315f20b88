"""What people judged, laid over what the machine read: in the ledger's rows, inside a transaction of its caller's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.keep import rows, same, story_words
from sayso.keep.anchors import anchor_from_json, anchor_to_json
from sayso.keep.lay import Laid, lay
from sayso.keep.nouns import Anchor, Held, Judgement, LedgerError
from sayso.keep.seals import SEALED
from sayso.keep.stories import read
from sayso.keep.tables import delete_rows, insert_rows
from sayso.report import Report

if TYPE_CHECKING:
    from sayso.keep.ledger import Ledger

COLUMNS = SEALED["judgement"]  # a judgement is sealed whole
_STANDING = f"""
    SELECT {COLUMNS} FROM judgements j WHERE document IS ? AND kind <> 'undo'
    AND NOT EXISTS (SELECT 1 FROM judgements u WHERE u.undoes = j.uid) ORDER BY judgement_id
"""  # noqa: S608 - own names


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with the judgements on it applied."""

    report: Report
    by: Mapping[str, str] = field(default_factory=dict)  # uid of the judgement behind a statement or figure, by its id
    held: tuple[Held, ...] = ()
    touched: bool = False  # whether any judgement changed something


def apply(db: sqlite3.Connection, id: str, report: Report) -> Judged:
    """Lays the judgements on the report `id` of the ledger over a reading of it, and records how each holds on."""
    laid = laid_over(db, id, report)
    record(db, id, laid.held)
    if story_words.concerned(db, id):  # what was said of it with others waited for it, or waits for its new text
        reconsider(db)
    return Judged(laid.report, laid.by, laid.held, laid.touched)


def put_in(db: sqlite3.Connection, reading: int, judged: Judged) -> None:
    """Puts the rows of a judged report in; where it brings in an actor whom people judged, that is worked out anew."""
    fresh = insert_rows(db, reading, judged.report, rows.to_rows(judged.report, judged.by))
    if same.joined(db, fresh):
        reconsider(db)


def laid_over(db: sqlite3.Connection, id: str, report: Report) -> Laid:
    """The standing judgements on a report, laid over a reading of it. Writes nothing."""
    standing_ = standing(db, id)
    if not standing_:
        return Laid(report)
    added = db.execute("SELECT uid FROM judgements WHERE document = ? AND kind = 'add' ORDER BY judgement_id", (id,))
    return lay(report, standing_, [uid for (uid,) in added])


def standing(db: sqlite3.Connection, id: str | None) -> list[Judgement]:
    """The judgements on a report that nobody undid, in the order they came; with None those over all reports."""
    return [judgement_of(row) for row in db.execute(_STANDING, (id,))]


def record(db: sqlite3.Connection, id: str | None, held: Iterable[Held]) -> None:
    """Writes how the judgements on a report hold; those that were undone hold on to nothing."""
    db.execute(
        "DELETE FROM anchors WHERE judgement_id IN (SELECT judgement_id FROM judgements WHERE document IS ?)", (id,)
    )
    db.executemany(
        "INSERT INTO anchors SELECT judgement_id, ?, ?, ? FROM judgements WHERE uid = ?",
        [(h.how, h.overlap, h.why, h.uid) for h in held],
    )


def relay(ledger: Ledger, id: str) -> tuple[Held, ...]:
    """Lays the judgements on a report over its current version's last reading again, and shows what comes of it.

    Where none of them holds, the machine's reading stands again as it was. Where the report is not here, its
    judgements wait for it.
    """
    db = ledger.connection
    found = db.execute("SELECT version_id FROM documents WHERE id = ?", (id,)).fetchone()
    if found is None:
        why = f"the report {id} is not in this ledger"
        waiting = tuple(Held(j.uid, j.kind, "orphaned", None, why) for j in standing(db, id))
        record(db, id, waiting)
        return waiting
    (version,) = found
    machine = machines(ledger, version)
    if machine is None:
        return ()
    reading, report, stood = machine
    judged = apply(db, id, report)
    for (theirs,) in db.execute(
        "SELECT reading_id FROM readings WHERE version_id = ? AND by = 'people' AND reading_id > ?", (version, reading)
    ).fetchall():
        delete_rows(db, theirs)
        db.execute("DELETE FROM readings WHERE reading_id = ?", (theirs,))
    if judged.touched:
        if stood:
            ledger.readings.fold(version)
        shown = ledger.readings.insert(version, "people", report)
        put_in(db, shown, judged)
    elif not stood:
        ledger.readings.unfold(version)
    return judged.held


def machines(ledger: Ledger, version: int) -> tuple[int, Report, bool] | None:
    """The machine's last reading of a version: its number, the report, and whether its rows stand in the tables."""
    return ledger.readings.last(ledger.readings.of_number(version), "machine")


def reconsider(db: sqlite3.Connection) -> tuple[Held, ...]:
    """Works out anew who is one across reports, and how the judgements over all reports hold."""
    over_all = standing(db, None)
    held = same.recompute(db, over_all) + story_words.held(db, over_all)
    told = {h.uid for h in held}
    held += [Held(j.uid, j.kind, "exact", 1.0) for j in over_all if j.uid not in told]
    record(db, None, held)
    return tuple(held)


def judgement_of(row: tuple[object, ...]) -> Judgement:
    """The judgement of a row of `COLUMNS`."""
    uid, kind, document, text_id, anchor, value, who, made_at, why, undoes, previous = row
    try:
        seen = anchor_from_json(json.loads(str(anchor)))
    except (ValueError, LedgerError):  # a row that another program wrote: it holds on to nothing
        seen = Anchor("nothing")
    fixed = {"document": document, "text_id": text_id, "why": why, "undoes": undoes, "previous": previous}
    return Judgement(
        uid=str(uid),
        kind=str(kind),
        anchor=seen,
        value=read(str(value)),
        who=str(who),
        made_at=str(made_at),
        **{name: None if item is None else str(item) for name, item in fixed.items()},
    )


def row_of(judgement: Judgement) -> tuple[object, ...]:
    """The row of `COLUMNS` of a judgement."""
    j = judgement
    anchor, value = (json.dumps(v, ensure_ascii=False, allow_nan=False) for v in (anchor_to_json(j.anchor), j.value))
    return (j.uid, j.kind, j.document, j.text_id, anchor, value, j.who, j.made_at, j.why, j.undoes, j.previous)
