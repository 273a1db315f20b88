"""Who is one and who is two across reports, as people judged it. Always inside a transaction of its caller's."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sayso.keep import canonical
from sayso.keep.nouns import Held, Judgement, LedgerError
from sayso.report import ActorKind


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as the ledger knows it."""

    key: str  # kind and name, folded
    name: str


def find(db: sqlite3.Connection, name: str) -> Named:
    """The one actor that the ledger knows by a name, or by a kind and name: "person:Ilse Maran".

    By its own name, else by any spelling it was seen under. LedgerError where there is none, or more than one.
    """
    kind, _, rest = name.partition(":")
    kinds: tuple[str, ...] = ActorKind.__args__  # type: ignore[attr-defined]
    if kind in kinds and rest.strip():
        kinds, name = (kind,), rest.strip()
    folded = canonical.fold(name)
    keys = [f"{kind}:{folded}" for kind in kinds]
    marks = ", ".join("?" * len(keys))
    found = db.execute(f"SELECT key, name FROM canonical_actors WHERE key IN ({marks})", keys).fetchall()  # noqa: S608 - marks only
    if not found and folded:
        phrase = '"' + folded.replace('"', " ") + '"'
        rows = db.execute(
            "SELECT c.key, c.name, s.spelling FROM spelling_search f JOIN spellings s ON s.spelling_id = f.rowid"
            " JOIN canonical_actors c USING (canonical_id) WHERE spelling_search MATCH ? LIMIT 1000",
            (phrase,),
        )
        exact = {(key, known) for key, known, spelling in rows if canonical.fold(spelling) == folded}
        found = sorted((key, known) for key, known in exact if key.partition(":")[0] in kinds)
    if len(found) == 1:
        return Named(*found[0])
    if found:
        ways = ", ".join(f"“{key.partition(':')[0]}:{known}”" for key, known in found)
        raise LedgerError(f"the ledger knows several actors as “{name}”: name one with its kind, as in {ways}.")
    raise LedgerError(
        f"the ledger knows no actor as “{name}”: give a name as its reports have it, with its kind before it where two"
        " share it (“person:Ilse Maran”)."
    )


def recompute(db: sqlite3.Connection, judgements: Sequence[Judgement]) -> list[Held]:
    """Writes anew who stands for whom, after all standing judgements of same and different, in order of making.

    Of two judgements on the same two actors the later counts. Whoever is judged different stays apart from every actor
    that would bring the other along, so a `same` that would join them through a third has no effect. Gives how each
    judgement holds.
    """
    about = [j for j in judgements if j.kind in ("same", "different")]
    keys = sorted({actor["key"] for j in about for actor in j.value["actors"]})
    known: dict[str, int] = {}
    for key in keys:
        row = db.execute("SELECT canonical_id FROM canonical_actors WHERE key = ?", (key,)).fetchone()
        if row:
            known[key] = row[0]
    standing_for, refused = _merged(about, known)
    db.execute("UPDATE canonical_actors SET same_as = canonical_id WHERE same_as <> canonical_id")
    db.executemany(
        "UPDATE canonical_actors SET same_as = ? WHERE canonical_id = ?",
        [(leader, number) for number, leader in standing_for.items() if leader != number],
    )
    held = []
    for j in about:
        missing = [actor["name"] for actor in j.value["actors"] if actor["key"] not in known]
        if missing:
            why = f"the ledger has no actor “{missing[0]}”"
            held.append(Held(j.uid, j.kind, "orphaned", None, why))
        elif j.uid in refused:
            held.append(Held(j.uid, j.kind, "orphaned", None, refused[j.uid]))
        else:
            held.append(Held(j.uid, j.kind, "exact", 1.0))
    return held


def _merged(about: Sequence[Judgement], known: dict[str, int]) -> tuple[dict[int, int], dict[str, str]]:
    """Who stands for each actor (the one seen first), and why some judgements have no effect, by uid."""
    refused: dict[str, str] = {}
    latest: dict[tuple[str, str], Judgement] = {}
    for j in about:
        latest.pop(_pair(j), None)
        latest[_pair(j)] = j
    for j in about:
        if (last := latest[_pair(j)]).kind != j.kind:
            refused[j.uid] = f"{last.who} judged otherwise later"
    leader = {number: number for number in known.values()}

    def root(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    pairs = {(known[a], known[b]): j for (a, b), j in latest.items() if a in known and b in known}
    apart = [(pair, j) for pair, j in pairs.items() if j.kind == "different"]
    for (a, b), j in pairs.items():
        if j.kind != "same":
            continue
        one, two = sorted((root(a), root(b)))
        against = next((d for (x, y), d in apart if {root(x), root(y)} == {one, two}), None)
        if one != two and against is not None:
            names = " and ".join(f"“{actor['name']}”" for actor in against.value["actors"])
            refused[j.uid] = f"it would make {names} one, whom {against.who} judged different"
            continue
        leader[two] = one
    return {number: root(number) for number in leader}, refused


def _pair(judgement: Judgement) -> tuple[str, str]:
    one, two = sorted(actor["key"] for actor in judgement.value["actors"])
    return one, two


def joined(db: sqlite3.Connection, fresh: Collection[str]) -> bool:
    """Whether people judged any of some actors, by key, that the ledger has just met."""
    if not fresh or not db.execute("SELECT 1 FROM judgements WHERE document IS NULL LIMIT 1").fetchone():
        return False
    return any(
        db.execute(
            "SELECT 1 FROM judgements j, json_each(j.value, '$.actors') AS actor"
            " WHERE j.document IS NULL AND j.kind IN ('same', 'different')"
            " AND json_extract(actor.value, '$.key') = ? LIMIT 1",
            (key,),
        ).fetchone()
        for key in fresh
    )
