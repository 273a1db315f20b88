"""What people said about stories: reports that are or are not of one event, and who is on whose side in it.

A `merge` or `split` names reports by their ids, a `side` names actors and the reports of the story that it was said of.
A report that is not here by its id is looked for by its text. Which reports are grouped together, and what a side is
good for, is for `sayso.compare` to say.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sayso.keep import stories as shelf
from sayso.keep.canonical import fold
from sayso.keep.files import told
from sayso.keep.nouns import Held, Judgement, LedgerError, Listed

if TYPE_CHECKING:
    from sayso.keep.ledger import Ledger

Pair = tuple[int, int]  # documents, the lower number first
#: Kinds of judgements about stories.
KINDS = ("merge", "split", "side")
#: Reports of a story that a side holds on to, at most: those that came first.
ANCHORS = 300
#: Sources of a story that a message names.
_FEW = 12


def story_judgements(ledger: Ledger, reports: Collection[str]) -> list[Listed]:
    """The standing judgements that concern a story, given the ids of all its reports, in the order they came.

    What people said of the story (`merge`, `split`, `side`), of its reports (every other kind, each on one report), and
    of actors that its reports name (`same`, `different`). Undone ones and the undoing itself are left out; one that has
    no effect is there, `how` is then "orphaned" and `why` says why. Each has its `judgement` with `who`, `made_at`
    and `why`; `sayso.show.judged.lines(listed)` puts it in words.
    """
    members = set(reports)
    actors = _keys(ledger.connection, members)
    held = {judgement.uid for judgement in sides(ledger, reports)}

    def concerns(judgement: Judgement) -> bool:
        if judgement.document is not None:
            return judgement.document in members
        if judgement.kind == "side":
            return judgement.uid in held
        if judgement.kind in KINDS:
            here = shelf.named(ledger.connection, judgement.value)
            return bool(members & set(shelf.ids_of(ledger.connection, here).values()))
        return any(actor.get("key") in actors for actor in judgement.value.get("actors", ()))

    return [
        listed
        for listed in ledger.judgements()
        if listed.judgement.kind != "undo" and listed.undone_by is None and concerns(listed.judgement)
    ]


def sides(ledger: Ledger, reports: Collection[str]) -> list[Judgement]:
    """The standing judgements of kind `side` that hold in a story, given the ids of its reports, the later ones last.

    A side was said of a story and goes with the reports that this had: where they are of several stories by now, it
    holds in the one that has most of them (of equals the one that has the report named first).
    """
    db = ledger.connection
    with told(ledger.path):
        wanted = [j for j in _standing(db) if j.kind == "side"]
        members = set(_documents(db, reports))
        return [j for j in wanted if members & set(_home(db, shelf.named(db, j.value)))]


def said_of(ledger: Ledger, reports: Collection[str]) -> list[Judgement]:
    """What people said that a story is laid out by, given the ids of its reports: sides, and who is who.

    Of judgements of actors, `same` and `different`, only those that hold.
    """
    from sayso.keep.judged import standing

    db = ledger.connection
    with told(ledger.path):
        rows = db.execute(
            "SELECT uid FROM judgements JOIN anchors USING (judgement_id)"
            " WHERE document IS NULL AND kind IN ('same', 'different') AND how = 'exact'"
        )
        held = {uid for (uid,) in rows}
        actors = [j for j in standing(db, None) if j.uid in held] if held else []
    return actors + sides(ledger, reports)


def _home(db: sqlite3.Connection, named: Sequence[int]) -> Sequence[int]:
    """Those of some reports that are of the story which has most of them; all where none is in a story yet."""
    of = shelf.stories_of(db, named)
    held: dict[int, list[int]] = {}
    for document in named:
        if document in of:
            held.setdefault(of[document], []).append(document)
    return max(held.values(), key=len, default=named)  # of equals the first that was met


def _documents(db: sqlite3.Connection, reports: Iterable[str]) -> list[int]:
    found = (shelf.document_of(db, report) for report in reports)
    return [document for document in found if document is not None]


def _keys(db: sqlite3.Connection, reports: Collection[str]) -> set[str]:
    """The canonical actors of the current readings of some reports, by key."""
    rows = db.execute(
        "SELECT DISTINCT c.key FROM documents d JOIN readings r ON r.version_id = d.version_id"
        " JOIN actors a USING (reading_id) JOIN canonical_actors c USING (canonical_id)"
        " WHERE d.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(reports)),),
    )
    return {row[0] for row in rows}


def _standing(db: sqlite3.Connection) -> list[Judgement]:
    from sayso.keep.judged import standing  # judged.py asks here how they hold

    return [j for j in standing(db, None) if j.kind in KINDS and _whole(j)]


def _whole(judgement: Judgement) -> bool:
    """Whether a judgement says what its kind does: another program can have written the row."""
    from sayso.keep.judgements import checked

    try:
        return bool(checked(judgement))
    except LedgerError:
        return False


def concerned(db: sqlite3.Connection, id: str) -> bool:
    """Whether people may have said something of stories in which they named a report, by its id or one of its texts."""
    texts = db.execute("SELECT text_id FROM versions JOIN documents d USING (document_id) WHERE d.id = ?", (id,))
    needles = [json.dumps(name, ensure_ascii=False) for name in (id, *(text for (text,) in texts))]
    return bool(
        db.execute(
            "SELECT 1 FROM judgements j, json_each(?) AS needle WHERE j.document IS NULL"
            " AND j.kind IN ('merge', 'split', 'side') AND instr(j.value, needle.value) LIMIT 1",
            (json.dumps(needles),),
        ).fetchone()
    )


# How they hold.


def held(db: sqlite3.Connection, judgements: Sequence[Judgement]) -> list[Held]:
    """How standing judgements about stories hold.

    Of two words on one pair of reports the later counts. What is kept apart is so also through a third: of `merge`s
    that would bring two such reports together the later ones hold.
    """
    last: dict[Pair, Judgement] = {}
    about = [
        (judgement, list(pairs(db, judgement))) for judgement in judgements if judgement.kind in ("merge", "split")
    ]
    for judgement, its in about:
        for pair in its:
            last.pop(pair, None)
            last[pair] = judgement
    apart = _kept_apart(last)
    out = [_side_held(db, judgement) for judgement in judgements if judgement.kind == "side"]
    return out + [_pairs_held(db, judgement, its, last, apart) for judgement, its in about]


def _pairs_held(
    db: sqlite3.Connection,
    judgement: Judgement,
    its: Sequence[Pair],
    last: Mapping[Pair, Judgement],
    apart: Mapping[Pair, Pair],
) -> Held:
    """How a `merge` or `split` on some pairs holds. `apart`: pairs that cannot be joined, with what they would join."""
    if not its:
        return Held(judgement.uid, judgement.kind, "orphaned", None, missing(db, judgement))
    good, why = 0, None
    for pair in its:
        if last[pair].kind != judgement.kind:
            why = why or f"{last[pair].who} judged otherwise later"
        elif pair in apart:
            names = shelf.ids_of(db, apart[pair])
            two = " and ".join(names[document] for document in apart[pair])
            why = why or f"it would put {two} into one story, which {last[apart[pair]].who} keeps apart"
        else:
            good += 1
    if good == len(its):
        return Held(judgement.uid, judgement.kind, "exact", 1.0)
    if good:
        return Held(judgement.uid, judgement.kind, "overlap", round(good / len(its), 4), why)
    return Held(judgement.uid, judgement.kind, "orphaned", None, why)


def _kept_apart(last: dict[Pair, Judgement]) -> dict[Pair, Pair]:
    """Pairs that cannot be joined for others that are kept apart, each with the first of these; as reports are grouped.

    The latest words first: so `sayso.compare.stories.groups` joins them too.
    """
    groups: dict[int, set[int]] = {}
    refused: dict[Pair, Pair] = {}
    parted = {pair for pair, judgement in last.items() if judgement.kind == "split"}
    for pair in [pair for pair in reversed(last) if pair not in parted]:
        one, two = (groups.setdefault(document, {document}) for document in pair)
        if one is two:
            continue
        between = ((min(a, b), max(a, b)) for a in one for b in two)
        stop = next((both for both in between if both in parted), None) if parted else None
        if stop is not None:
            refused[pair] = stop
            continue
        one |= two
        groups |= dict.fromkeys(two, one)
    return {pair: stop for pair, stop in refused.items() if groups[pair[0]] is not groups[pair[1]]}


def _side_held(db: sqlite3.Connection, judgement: Judgement) -> Held:
    if not shelf.named(db, judgement.value):
        return Held(judgement.uid, judgement.kind, "orphaned", None, missing(db, judgement))
    return Held(judgement.uid, judgement.kind, "exact", 1.0)


def missing(db: sqlite3.Connection, judgement: Judgement) -> str:
    """Which of its reports the ledger does not have, in words."""
    ids = [str(id_) for part in ("reports", "from") for id_ in judgement.value.get(part) or ()]
    gone = [id_ for id_ in ids if shelf.document_of(db, id_) is None]
    return f"this ledger has no report {', '.join(gone[:4]) or 'that it names'}{' …' if len(gone) > 4 else ''}"


def pairs(db: sqlite3.Connection, judgement: Judgement) -> Iterator[Pair]:
    """The pairs of reports that are here which a `merge` or `split` is about, each lower number first."""
    for one, two in shelf.pairs(db, judgement.value):
        yield min(one, two), max(one, two)


# What is given, made into a value.


def value_of(ledger: Ledger, kind: str, given: Mapping[str, Any], found: Callable[[str], str]) -> dict[str, Any]:
    """The value of a judgement about stories from what people say; `found` gives the id of a report that they name.

    `merge`: "reports", names of reports and stories. `split`: "reports", and "from": reports or stories that these are
    not of. `side`: "story", "actors", "side". LedgerError where any of them is not there.
    """
    if kind == "side":
        return _side(ledger, given, found)
    reports = _reports(ledger, given.get("reports", ()), found, stories=kind == "merge")
    others = [id_ for id_ in _reports(ledger, given.get("from") or (), found) if id_ not in set(reports)]
    if given.get("from") and not others:
        raise LedgerError("there is nothing to part these reports from: all that is named after --from is among them.")
    return _with_texts(ledger.connection, reports, others)


def _reports(ledger: Ledger, names: Iterable[str], found: Callable[[str], str], *, stories: bool = True) -> list[str]:
    """The ids of reports by what they are called; a story stands for all of its reports."""
    out: dict[str, None] = {}
    for name in names:
        number = shelf.number_in(name)
        if number is None or shelf.document_of(ledger.connection, name) is not None:
            out[found(name)] = None
        elif stories:
            out |= dict.fromkeys(_members(ledger, name))
        else:
            raise LedgerError(
                f"{name} is a story, and each report that is named here is parted from each other one. To take some"
                f" reports out of it, name these and then `--from {name}`."
            )
    return list(out)


def _members(ledger: Ledger, name: str) -> list[str]:
    """The ids of the reports of a story, those that came first first. LedgerError where there is no such story."""
    db, number = ledger.connection, shelf.number_in(name)
    story = shelf.leads_to(db, number) if number is not None else None
    documents = shelf.members(db, story) if story is not None else []
    if not documents:
        raise LedgerError(f"{ledger.path} has no story {name}: `sayso stories --reports 1` lists those it has.")
    names = shelf.ids_of(db, documents)
    return [names[document] for document in documents]


def _with_texts(db: sqlite3.Connection, reports: Sequence[str], others: Sequence[str] = ()) -> dict[str, Any]:
    value: dict[str, Any] = {"reports": list(reports)}
    if others:
        value["from"] = list(others)
    texts = dict(
        db.execute(
            "SELECT d.id, v.text_id FROM documents d JOIN versions v USING (version_id)"
            " WHERE d.id IN (SELECT value FROM json_each(?))",
            (json.dumps([*reports, *others]),),
        )
    )
    return value | {"texts": [texts.get(id_, "") for id_ in (*reports, *others)]}


def _side(ledger: Ledger, given: Mapping[str, Any], found: Callable[[str], str]) -> dict[str, Any]:
    name = str(given.get("story") or "")
    if shelf.number_in(name) is not None and shelf.document_of(ledger.connection, name) is None:
        members = _members(ledger, name)
    else:
        id_ = found(name)
        document = shelf.document_of(ledger.connection, id_)
        story = shelf.stories_of(ledger.connection, [document or 0]).get(document or 0)
        members = _members(ledger, f"st-{story}") if story is not None else [id_]
    names = [" ".join(str(actor).split()) for actor in given.get("actors", ())]
    reports = [ledger.report(id_) for id_ in members]
    texts = [f" {fold(report.text)} " for report in reports]
    for actor in names:
        if not fold(actor) or not any(f" {fold(actor)} " in text for text in texts):
            speaks = dict.fromkeys(
                a.name for r in reports for a in r.actors if any(a.id in s.actors for s in r.statements)
            )
            known = "; ".join(list(speaks)[:_FEW]) or "nobody"
            raise LedgerError(f"no report of {name} names “{actor}”: those who speak in it are {known}.")
    actors = [{"name": actor} for actor in dict.fromkeys(names)]
    return {"side": given.get("side"), "actors": actors} | _with_texts(ledger.connection, members[:ANCHORS])
