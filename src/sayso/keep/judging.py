"""Recording what people decide: each call is one transaction that writes the judgement and shows what it changes.

    done = judge(ledger, "actor", report="1f3a…", target="s3", given={"actors": ["Ilse Maran"]}, who="mk")

`given` is as people say it: words of the text or offsets, names, words of the design. What is kept are spans with
their words; nothing is looked for again in the same text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sayso.keep import canonical, same, story_words
from sayso.keep.anchors import PARTS, Parts, Spans, anchor_to_json, anchored, apart, within
from sayso.keep.files import now, told, transaction
from sayso.keep.identity import plain_address
from sayso.keep.judged import COLUMNS, judgement_of, laid_over, machines, reconsider, relay, row_of
from sayso.keep.judgements import checked, kind_named
from sayso.keep.lay import Laid, anchor_on
from sayso.keep.nouns import Anchor, Held, Judgement, LedgerError, Listed
from sayso.keep.seals import seal_record
from sayso.keep.tables import MASK
from sayso.report import Report, Span

if TYPE_CHECKING:
    from sayso.keep.ledger import Ledger

Given = Mapping[str, Any]
#: Statements and figures that a message lists where an id is wrong, and letters of each.
_FEW, _SHORT = 12, 60


@dataclass(frozen=True, slots=True)
class Done:
    """A judgement that was recorded, and how it holds."""

    judgement: Judgement
    held: Held | None  # null: an undo
    others: tuple[Held, ...] = ()  # orphaned by it, of those that held before


def judge(
    ledger: Ledger,
    kind: str,
    *,
    who: str,
    report: str | None = None,
    target: str | None = None,
    given: Given | None = None,
    why: str | None = None,
) -> Done:
    """Records a judgement and lays it over its report, or over all.

    `report` is a report's id (or how it begins, or its address or path), `target` the id of a statement or figure in
    it as it is shown. LedgerError, with nothing written, where either is not there or what is given cannot be.
    """
    made = kind_named(kind)
    if kind == "undo":
        raise LedgerError("name the judgement to undo: `undo(ledger, uid)`.")
    with told(ledger.path), transaction(ledger.connection) as db:
        if made.lay is None:
            id_, text_id, anchor = None, None, Anchor(made.of[0])
            over_all = _MAKE_OVER_ALL.get(kind)
            value = over_all(ledger, given or {}) if over_all else dict(given or {})
        else:
            id_ = found(ledger, report or "")
            shown, laid = _shown(ledger, id_)
            text_id = shown.text_id
            anchor, value = _MAKE[kind](shown, laid, target, given or {})
        judgement = checked(
            Judgement(uuid4().hex, kind, id_, text_id, anchor, value, who, now(), why, None, _last(ledger))
        )
        before = _holding(ledger, id_)
        insert(db, judgement)
        held = relay(ledger, id_) if id_ is not None else reconsider(db)
        mine = next((h for h in held if h.uid == judgement.uid), None)
        lost = tuple(h for h in held if h.how == "orphaned" and before.get(h.uid) not in (None, "orphaned"))
        return Done(judgement, mine, tuple(h for h in lost if h.uid != judgement.uid))


def undo(ledger: Ledger, uid: str, *, who: str, why: str | None = None) -> Done:
    """Undoes a judgement, named by its uid or how that begins. LedgerError where there is none, or it is undone."""
    with told(ledger.path), transaction(ledger.connection) as db:
        undone = named(ledger, uid)
        if undone.kind == "undo":
            raise LedgerError(f"{undone.uid} undoes another judgement: record that one again instead.")
        again = db.execute("SELECT uid FROM judgements WHERE undoes = ?", (undone.uid,)).fetchone()
        if again:
            raise LedgerError(f"{undone.uid} is undone already, by {again[0]}.")
        before = _holding(ledger, undone.document)
        judgement = checked(
            Judgement(
                uuid4().hex,
                "undo",
                undone.document,
                undone.text_id,
                Anchor("judgement", undone.uid),
                {},
                who,
                now(),
                why,
                undone.uid,
                _last(ledger),
            )
        )
        insert(db, judgement)
        held = relay(ledger, undone.document) if undone.document is not None else reconsider(db)
        lost = tuple(h for h in held if h.how == "orphaned" and before.get(h.uid) not in (None, "orphaned"))
        return Done(judgement, None, lost)


def insert(db: Any, judgement: Judgement) -> None:
    """Puts a judgement's row in."""
    row = row_of(judgement)
    db.execute(f"INSERT INTO judgements ({COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - own names
    (number,) = db.execute("SELECT max(judgement_id) FROM judgements").fetchone()
    seal_record(db, "judgement", number)


def judgements(ledger: Ledger, id: str | None = None, *, orphaned: bool = False) -> list[Listed]:
    """The judgements on a report (None: every judgement), in the order they came, with what became of each.

    `orphaned`: only those that stand and hold on to nothing.
    """
    db = ledger.connection
    where, values = ("", ()) if id is None else (" WHERE j.document = ?", (id,))
    query = (
        f"SELECT {', '.join('j.' + c for c in COLUMNS.split(', '))}, a.how, a.overlap, a.why,"  # noqa: S608 - own names
        " (SELECT u.uid FROM judgements u WHERE u.undoes = j.uid LIMIT 1)"
        f" FROM judgements j LEFT JOIN anchors a USING (judgement_id){where} ORDER BY j.judgement_id"
    )
    with told(ledger.path):
        rows = db.execute(query, values).fetchall()
        carried = _carried(ledger, id)
    out = []
    for row in rows:
        *columns, how, overlap, why, undone_by = row
        judgement = judgement_of(tuple(columns))
        listed = Listed(judgement, how, overlap, why, undone_by, carried.get(judgement.uid, ()))
        if not orphaned or (how == "orphaned" and undone_by is None):
            out.append(listed)
    return out


def _carried(ledger: Ledger, id: str | None) -> dict[str, tuple[str, ...]]:
    """The ids of the statements and figures of the current readings that carry each uid."""
    out: dict[str, tuple[str, ...]] = {}
    which, values = ("document IS NOT NULL", ()) if id is None else ("document = ?", (id,))
    for table in ("statements", "figures"):
        # Crossed in this order: from the reports that were judged to their rows, never through all rows there are.
        query = (
            f"SELECT t.judgement, t.id FROM (SELECT DISTINCT document FROM judgements WHERE {which}) j"  # noqa: S608 - own names
            " CROSS JOIN documents d ON d.id = j.document CROSS JOIN readings r ON r.version_id = d.version_id"
            f" CROSS JOIN {table} t ON t.reading_id = r.reading_id WHERE t.judgement IS NOT NULL"
        )
        for uid, row in ledger.connection.execute(query, values):
            out[uid] = (*out.get(uid, ()), row)
    return out


def found(ledger: Ledger, name: str) -> str:
    """The id of the report that people mean: its id, how that begins, its address or its path."""
    db = ledger.connection
    if db.execute("SELECT 1 FROM documents WHERE id = ?", (name,)).fetchone():
        return name
    keys = [f"path:{os.path.abspath(name)}", *([f"url:{plain_address(name)}"] if plain_address(name) else [])]
    for key in keys:
        row = db.execute(
            "SELECT d.id FROM document_keys k JOIN documents d USING (document_id) WHERE k.key = ?", (key,)
        ).fetchone()
        if row:
            return str(row[0])
    begins = db.execute(
        "SELECT id FROM documents WHERE id >= ? AND id < ? ORDER BY id LIMIT 4", (name, f"{name}\U0010ffff")
    ).fetchall()
    if name and len(begins) == 1:
        return str(begins[0][0])
    if name and begins:
        raise LedgerError(f"several reports begin with {name}: {', '.join(id_ for (id_,) in begins)}. Give more of it.")
    raise LedgerError(
        f"{ledger.path} has no report {name}: give an id as `sayso add --verbose` or `sayso search` shows it, its"
        " address or its path."
    )


def named(ledger: Ledger, uid: str) -> Judgement:
    """The judgement of a uid, or of how it begins."""
    query = f"SELECT {COLUMNS} FROM judgements WHERE uid >= ? AND uid < ? ORDER BY uid LIMIT 3"  # noqa: S608 - own names
    rows = ledger.connection.execute(query, (uid, f"{uid}\U0010ffff")).fetchall() if uid else []
    exact = [row for row in rows if row[0] == uid]
    if not rows or (len(rows) > 1 and not exact):
        what = f"several judgements begin with {uid}: give more of it" if rows else f"there is no judgement {uid}"
        raise LedgerError(f"{what}. `sayso judge list` shows them.")
    return judgement_of((exact or rows)[0])


def _holding(ledger: Ledger, id: str | None) -> dict[str, str]:
    """How the judgements on a report hold, or those over all reports."""
    query = "SELECT uid, how FROM judgements JOIN anchors USING (judgement_id) WHERE document IS ?"
    return dict(ledger.connection.execute(query, (id,)))


def _last(ledger: Ledger) -> str | None:
    row = ledger.connection.execute("SELECT uid FROM judgements ORDER BY judgement_id DESC LIMIT 1").fetchone()
    return row[0] if row else None


def _shown(ledger: Ledger, id: str) -> tuple[Report, Laid]:
    """A report as it is shown, and what judgements were laid over it."""
    (version,) = ledger.connection.execute("SELECT version_id FROM documents WHERE id = ?", (id,)).fetchone()
    machine = machines(ledger, version)
    if machine is None:
        raise LedgerError(f"{id} was never read: there is nothing to judge.")
    laid = laid_over(ledger.connection, id, machine[1])
    return laid.report, laid


# What is given, made into an anchor and a value.


def _add(shown: Report, laid: Laid, target: str | None, given: Given) -> tuple[Anchor, dict[str, Any]]:
    parts = _placed(shown, given, _NOTHING)
    if not parts[2]:
        raise LedgerError("a statement has a content: give its words or offsets.")
    for s in shown.statements:
        if (s.source, s.cue, s.content) == parts:
            raise LedgerError(f"{shown.id} has this very statement already: {s.id}.")
    kind = given.get("kind")
    return anchored(shown, "statement", parts), {"kind": kind} if kind else {}


def _delete(shown: Report, laid: Laid, target: str | None, given: Given) -> tuple[Anchor, dict[str, Any]]:
    return _on(shown, laid, target, "statement"), {}


def _move(shown: Report, laid: Laid, target: str | None, given: Given) -> tuple[Anchor, dict[str, Any]]:
    anchor = _on(shown, laid, target, "statement")
    (s,) = (s for s in shown.statements if s.id == target)
    moved = [part for part in PARTS if given.get(part) is not None]
    if not moved:
        raise LedgerError("say where to: new words or offsets of source, cue or content.")
    parts = _placed(shown, given, (s.source, s.cue, s.content))
    return anchor, {"to": anchor_to_json(anchored(shown, "statement", parts)), "parts": moved}


def _actor(shown: Report, laid: Laid, target: str | None, given: Given) -> tuple[Anchor, dict[str, Any]]:
    anchor = _on(shown, laid, target, "statement")
    names = given.get("actors", ())
    return anchor, {"actors": [_who(shown, name, given.get("kind")) for name in names]}


def _who(shown: Report, name: str, kind: str | None) -> dict[str, str]:
    """The actor that people mean in a report: by id, by a name it is called by, or a new one of a kind."""
    for actor in shown.actors:
        if actor.id == name:
            return {"name": actor.name, "kind": actor.kind}
    folded = canonical.fold(name)
    fits = [a for a in shown.actors if canonical.fold(a.name) == folded]
    fits = fits or [a for a in shown.actors if folded in map(canonical.fold, canonical.spellings(shown, a))]
    fits = [a for a in fits if kind in (None, a.kind)]
    if len(fits) > 1:
        ways = ", ".join(f"{a.id} ({a.name}, {a.kind})" for a in fits)
        raise LedgerError(f"“{name}” is several actors in {shown.id}: {ways}. Give the id.")
    if fits:
        return {"name": fits[0].name, "kind": fits[0].kind}
    if kind is None:
        known = ", ".join(f"{a.id} {a.name}" for a in shown.actors[:_FEW]) or "none"
        raise LedgerError(
            f"{shown.id} has no actor “{name}”: say with --kind whether that is a person, organisation, state,"
            f" document, group or other, or name one that it has: {known}."
        )
    return {"name": name, "kind": kind}


def _field(shown: Report, laid: Laid, target: str | None, given: Given) -> tuple[Anchor, dict[str, Any]]:
    return _on(shown, laid, target, "statement or figure"), dict(given)


def _two(ledger: Ledger, given: Given) -> dict[str, Any]:
    both = [same.find(ledger.connection, name) for name in given.get("names", ())]
    return {"actors": [{"key": actor.key, "name": actor.name} for actor in both]}


def _of_stories(kind: str, ledger: Ledger, given: Given) -> dict[str, Any]:
    return story_words.value_of(ledger, kind, given, partial(found, ledger))


_MAKE: dict[str, Callable[[Report, Laid, str | None, Given], tuple[Anchor, dict[str, Any]]]] = {
    "add": _add,
    "delete": _delete,
    "move": _move,
    "source": _move,
    "actor": _actor,
    "class": _field,
    "role": _field,
    "scope": _field,
}
_MAKE_OVER_ALL: dict[str, Callable[[Ledger, Given], dict[str, Any]]] = {
    "same": _two,
    "different": _two,
    "merge": partial(_of_stories, "merge"),
    "split": partial(_of_stories, "split"),
    "side": partial(_of_stories, "side"),
}
_NOTHING: Parts = ((), (), ())


def _on(shown: Report, laid: Laid, target: str | None, what: str) -> Anchor:
    try:
        anchor = anchor_on(laid, target or "")
    except KeyError:
        raise LedgerError(f"{shown.id} has no {what} {target or 'without an id'}. It has {_listed(shown)}.") from None
    return anchor


def _listed(report: Report) -> str:
    """The statements and figures of a report, a few words each."""

    def short(words: str) -> str:
        plain = " ".join(words.split())
        return plain if len(plain) <= _SHORT else plain[: _SHORT - 1] + "…"

    every = [f"{s.id} ({short(report.words(s.content))})" for s in report.statements]
    every += [f"{f.id} ({short(report[f.span])})" for f in report.figures]
    more = f" and {len(every) - _FEW} more" if len(every) > _FEW else ""
    return (", ".join(every[:_FEW]) or "none") + more


_OFFSETS = re.compile(r"\s*(\d{1,12})\s*-\s*(\d{1,12})\s*")


def _placed(report: Report, given: Given, before: Parts) -> Parts:
    """The spans of each part: as given, by offsets or by words that stand once; else those before."""
    made: list[Spans] = []
    for part, was in zip(PARTS, before, strict=True):
        wanted = given.get(part)
        made.append(was if wanted is None else tuple(sorted(_span(report, part, each) for each in wanted)))
    parts: Parts = (made[0], made[1], made[2])
    if apart(before) and not apart(parts):
        raise LedgerError("source, cue and content share words: no letter belongs to two of them.")
    if any(MASK * 3 in report[span] for part in parts for span in part):
        raise LedgerError("this ledger keeps statements only, and some of these words are not kept in it.")
    return parts


def _span(report: Report, part: str, given: Span | str) -> Span:
    """The span of offsets, or of words that stand in the text once."""
    if not isinstance(given, str):
        span = given
    elif offsets := _OFFSETS.fullmatch(given):
        span = int(offsets[1]), int(offsets[2])
    else:
        return _once(report, part, given)
    if not within(((span,), (), ()), len(report.text)):
        raise LedgerError(
            f"the {part} {span[0]}-{span[1]} is no place in the text, which has {len(report.text):,} letters."
        )
    return span


def _once(report: Report, part: str, words: str) -> Span:
    pieces = words.split()
    if not pieces:
        raise LedgerError(f"the {part} has no words.")
    # Whole words: "said" does not stand in "unsaid". White space is any, for lines are broken anywhere.
    low, high = (r"(?<!\w)" if pieces[0][0].isalnum() else ""), (r"(?!\w)" if pieces[-1][-1].isalnum() else "")
    pattern = low + r"\s+".join(map(re.escape, pieces)) + high
    places = [m.span() for m in re.finditer(pattern, report.text)]
    if len(places) == 1:
        return places[0]
    if places:
        shown = ", ".join(f"{a}-{b} (…{_near(report, a, b)}…)" for a, b in places[:6])
        more = f" and {len(places) - 6} more" if len(places) > 6 else ""
        raise LedgerError(
            f"the {part} “{words}” stands in the text {len(places)} times: give the offsets of the one that is meant,"
            f" one of {shown}{more}."
        )
    kept = " This ledger keeps statements only: other words are not in it." if MASK * 3 in report.text else ""
    raise LedgerError(
        f"the {part} “{words}” does not stand in the text: give its words letter for letter, marks too, or its"
        f" offsets as in 140-190.{kept}"
    )


def _near(report: Report, low: int, high: int) -> str:
    return " ".join(report.text[max(0, low - 20) : high + 20].split())
