"""Judgements carried from one ledger to another: a JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import TYPE_CHECKING, TextIO

from sayso.keep.canonical import fold
from sayso.keep.files import told, transaction
from sayso.keep.judged import COLUMNS, judgement_of, reconsider, relay
from sayso.keep.judgements import KINDS, LARGEST, from_record, to_record
from sayso.keep.judging import insert, judgements
from sayso.keep.nouns import Held, Judgement, LedgerError

if TYPE_CHECKING:
    from sayso.keep.ledger import Ledger

#: Kinds that say the opposite of each other.
_OPPOSED = (("same", "different"), ("merge", "split"))


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an import."""

    recorded: tuple[Judgement, ...]
    known: int  # rows that the ledger had already
    held: tuple[Held, ...]  # of those recorded: how they hold
    against: tuple[tuple[Judgement, Judgement], ...]  # (recorded now, before): two that say different things of one
    errors: tuple[tuple[int, str], ...]  # number of the line, what is wrong with it


def export(ledger: Ledger, stream: TextIO) -> int:
    """Writes every judgement of a ledger, undone ones and their undoing too, in order; gives how many."""
    every = judgements(ledger)
    for listed in every:
        stream.write(json.dumps(to_record(listed.judgement), ensure_ascii=False) + "\n")
    return len(every)


def take(ledger: Ledger, lines: Iterable[bytes]) -> Taken:
    """Records the judgements of exported lines that the ledger has not, after its own, in one transaction.

    A row that is none costs the others nothing. Judgements on reports that are not here are kept, and wait. An undo
    may come before what it undoes.
    """
    errors: list[tuple[int, str]] = []
    wanted: dict[str, tuple[int, Judgement]] = {}
    twice = 0
    for number, judgement in _read(lines, errors):
        if judgement.uid not in wanted:
            wanted[judgement.uid] = number, judgement
        elif _plain(wanted[judgement.uid][1]) == _plain(judgement):
            twice += 1
        else:
            errors.append((number, f"the uid {judgement.uid} stands in this file with something else."))
    recorded: list[Judgement] = []
    against: list[tuple[Judgement, Judgement]] = []
    with told(ledger.path), transaction(ledger.connection) as db:
        for number, judgement in _in_turn(wanted):
            try:
                fresh = _fresh(ledger, judgement)
            except LedgerError as error:
                errors.append((number, str(error)))
                continue
            if fresh is None:
                twice += 1
                continue
            against += [(fresh, other) for other in _others(ledger, fresh)]
            insert(db, fresh)
            recorded.append(fresh)
        held = [h for id_ in dict.fromkeys(j.document for j in recorded if j.document) for h in relay(ledger, id_)]
        if any(j.document is None for j in recorded):
            held += reconsider(db)
    new = {j.uid for j in recorded}
    mine = tuple(h for h in held if h.uid in new)
    return Taken(tuple(recorded), twice, mine, tuple(against), tuple(sorted(errors)))


def _read(lines: Iterable[bytes], errors: list[tuple[int, str]]) -> Iterator[tuple[int, Judgement]]:
    for number, line in enumerate(lines, 1):
        if len(line) > LARGEST:
            errors.append((number, f"the line has more than {LARGEST:,} bytes: no judgement is so long."))
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            if text.strip():
                yield number, from_record(json.loads(text))
        except LedgerError as error:
            errors.append((number, str(error)))
        except (ValueError, RecursionError):
            errors.append((number, "the line is no JSON object: usually it was cut off. Export it again."))


def _in_turn(wanted: Mapping[str, tuple[int, Judgement]]) -> Iterator[tuple[int, Judgement]]:
    """The rows in the file's order, an undo never before what it undoes."""
    early: dict[str, list[tuple[int, Judgement]]] = {}
    for number, judgement in wanted.values():
        undone = judgement.undoes
        if undone is not None and undone in wanted and wanted[undone][0] > number:
            early.setdefault(undone, []).append((number, judgement))
            continue
        yield number, judgement
        yield from early.pop(judgement.uid, ())
    for rows in early.values():  # undos of each other: they are no judgements, and are told so
        yield from rows


def _fresh(ledger: Ledger, judgement: Judgement) -> Judgement | None:
    """The judgement as it is to be recorded; None where it is here already. LedgerError where it cannot be recorded."""
    db = ledger.connection
    row = db.execute(f"SELECT {COLUMNS} FROM judgements WHERE uid = ?", (judgement.uid,)).fetchone()  # noqa: S608 - own names
    here = _here(ledger, judgement)
    if row is not None:
        if _plain(judgement_of(row)) != _plain(judgement):
            raise LedgerError(f"the ledger has {judgement.uid} with something else: one of the two was tampered with.")
        return None
    if judgement.undoes is not None:
        undone = db.execute("SELECT kind, document FROM judgements WHERE uid = ?", (judgement.undoes,)).fetchone()
        if undone is None:
            raise LedgerError(f"it undoes {judgement.undoes}, which is neither here nor in this file.")
        if undone[0] == "undo":
            raise LedgerError("it undoes an undo, which no judgement does.")
        return replace(judgement, document=undone[1])
    return here


def _here(ledger: Ledger, judgement: Judgement) -> Judgement:
    """The judgement, on the report that has its text here where none has its id."""
    db, id_ = ledger.connection, judgement.document
    if id_ is None or db.execute("SELECT 1 FROM documents WHERE id = ?", (id_,)).fetchone():
        return judgement
    others = db.execute(
        "SELECT DISTINCT d.id FROM versions v JOIN documents d USING (document_id) WHERE v.text_id = ?",
        (judgement.text_id,),
    ).fetchall()
    return replace(judgement, document=others[0][0]) if len(others) == 1 else judgement


def _plain(judgement: Judgement) -> object:
    """What two judgements of one uid must share: all but the id that a ledger has the report by."""
    record = to_record(judgement)
    return json.dumps({name: record[name] for name in sorted(record) if name != "document"}, sort_keys=True)


def _others(ledger: Ledger, fresh: Judgement) -> list[Judgement]:
    """Standing judgements that say something else of the very same thing."""
    if fresh.kind == "undo" or fresh.kind not in KINDS:
        return []
    db = ledger.connection
    kinds = next((both for both in _OPPOSED if fresh.kind in both), (fresh.kind,))
    query = (
        f"SELECT {COLUMNS} FROM judgements j WHERE document IS ? AND kind IN ({', '.join('?' * len(kinds))})"  # noqa: S608 - own names
        " AND NOT EXISTS (SELECT 1 FROM judgements u WHERE u.undoes = j.uid)"
    )
    out = []
    for row in db.execute(query, (fresh.document, *kinds)):
        other = judgement_of(row)
        if fresh.anchor.of == "story":
            against = _against(other, fresh)
        else:
            against = _about(other) == _about(fresh) and (other.kind, other.value) != (fresh.kind, fresh.value)
        if against:
            out.append(other)
    return out


def _against(one: Judgement, other: Judgement) -> bool:
    """Whether two judgements about stories say something else of two same reports, or of one actor in one story."""
    if one.kind == "side":
        shared = _named(one) & _named(other) and {*one.value["reports"]} & {*other.value["reports"]}
        return bool(shared) and fold(one.value["side"]) != fold(other.value["side"])
    return one.kind != other.kind and not _pairs(one).isdisjoint(_pairs(other))


def _named(judgement: Judgement) -> set[str]:
    return {fold(actor["name"]) for actor in judgement.value["actors"]}


def _pairs(judgement: Judgement) -> set[frozenset[str]]:
    reports, others = judgement.value["reports"], judgement.value.get("from")
    return {frozenset(two) for two in (product(reports, others) if others else combinations(reports, 2))}


def _about(judgement: Judgement) -> object:
    if judgement.anchor.of == "actors":
        return frozenset(actor["key"] for actor in judgement.value.get("actors", ()))
    a = judgement.anchor
    if not (a.source or a.cue or a.content):
        return judgement.uid  # another room's kind: what it is about stands in its value
    return judgement.text_id, a.of, a.source, a.cue, a.content
