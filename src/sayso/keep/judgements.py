"""What people can judge: a table of kinds, each with what it is about, the values it takes and what it does.

`KINDS` is open: another room's kinds (stories) are put into it with `Kind`, and are then recorded, listed, undone,
exported and imported as these are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from sayso.keep import sheet
from sayso.keep.anchors import PARTS, anchor_from_json, anchor_to_json, parts_of
from sayso.keep.nouns import Judgement, LedgerError, Listed
from sayso.keep.sheet import Sheet
from sayso.report import ActorKind, FigureRole, Role, Scope, SourceClass
from sayso.report import Kind as StatementKind

__all__ = ["KINDS", "Judgement", "Kind", "Listed", "checked", "from_record", "kind_named", "to_record"]

Value = Mapping[str, Any]
#: Letters that a person's name, a reason and an actor's name may have.
_LONGEST = {"who": 200, "why": 2_000, "name": 300, "side": 60, "report": 1_000}
#: Bytes of one row of an import: a judgement with a very long passage has some thousands.
LARGEST = 1_000_000
#: Pairs of reports that one judgement joins or parts: these are gone through whenever a report is grouped.
MOST_PAIRS = 50_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of judgement."""

    name: str
    of: tuple[str, ...]  # what its anchor can be of
    check: Callable[
        [Value, str], dict[str, Any]
    ]  # the value as it is kept, of a value and what it is of; or LedgerError
    lay: Callable[[Sheet, str, Judgement], str | None] | None = None  # what it does to a report; null: to none
    does: str = ""  # for messages and the manual: "sets who speaks"


def choice(value: object, words: tuple[str, ...], what: str) -> str:
    """A value that is one of some words. LedgerError, which names them, where it is not."""
    if isinstance(value, str) and value in words:
        return value
    raise LedgerError(f"“{value}” is no {what}: it is one of {', '.join(words)}.")


def _nothing(value: Value, of: str) -> dict[str, Any]:
    return {}


def _added(value: Value, of: str) -> dict[str, Any]:
    kind = value.get("kind")
    return {} if kind is None else {"kind": choice(kind, get_args(StatementKind), "kind of statement")}


def _moved(value: Value, of: str) -> dict[str, Any]:
    to = anchor_from_json(value.get("to"))
    parts = value.get("parts")
    if not isinstance(parts, (list, tuple)) or not parts or not all(part in PARTS for part in parts):
        raise LedgerError("it does not say which parts are moved: source, cue, content.")
    if not to.content:
        raise LedgerError("a statement without content is none: judge it `delete`.")
    return {"to": anchor_to_json(to), "parts": list(dict.fromkeys(parts))}


def _actors(value: Value, of: str) -> dict[str, Any]:
    given = value.get("actors")
    if not isinstance(given, (list, tuple)) or not all(isinstance(a, Mapping) for a in given) or len(given) > 100:
        raise LedgerError("it does not say who speaks: a list of actors, each with a name and a kind.")
    return {
        "actors": [
            {"name": words(a.get("name"), "name"), "kind": choice(a.get("kind"), get_args(ActorKind), "kind of actor")}
            for a in given
        ]
    }


def _class(value: Value, of: str) -> dict[str, Any]:
    return {"class": choice(value.get("class"), get_args(SourceClass), "source class")}


def _role(value: Value, of: str) -> dict[str, Any]:
    if of == "figure":
        return {"role": choice(value.get("role"), get_args(FigureRole), "role of a figure")}
    return {"role": choice(value.get("role"), get_args(Role), "role of a source")}


def _scope(value: Value, of: str) -> dict[str, Any]:
    return {"scope": choice(value.get("scope"), get_args(Scope), "scope of a figure")}


def _two(value: Value, of: str) -> dict[str, Any]:
    given = value.get("actors")
    if not isinstance(given, (list, tuple)) or len(given) != 2 or not all(isinstance(a, Mapping) for a in given):
        raise LedgerError("it does not name two actors.")
    both = [{"key": words(a.get("key"), "name"), "name": words(a.get("name"), "name")} for a in given]
    for each in both:
        choice(each["key"].partition(":")[0], get_args(ActorKind), "kind of actor")
    if both[0]["key"] == both[1]["key"]:
        raise LedgerError("the two are one actor in the ledger already: by name and kind.")
    return {"actors": both}


def _merged(value: Value, of: str) -> dict[str, Any]:
    kept = _reports(value)
    if len(kept["reports"]) < 2:
        raise LedgerError("it takes two reports or more to be of one story: name another report, or a story.")
    return _few_pairs(kept)


def _split(value: Value, of: str) -> dict[str, Any]:
    kept = _reports(value)
    if "from" not in kept and len(kept["reports"]) < 2:
        raise LedgerError("it does not say from what the report is parted: name another report, or --from and a story.")
    if set(kept["reports"]) & set(kept.get("from", ())):
        raise LedgerError("no report is parted from itself: one is named on both sides.")
    return _few_pairs(kept)


def _side(value: Value, of: str) -> dict[str, Any]:
    given = value.get("actors")
    if not isinstance(given, (list, tuple)) or not given or not all(isinstance(a, Mapping) for a in given):
        raise LedgerError("it does not say who is on that side: one name or several.")
    if len(given) > 100:
        raise LedgerError("it names more than 100 actors: record several.")
    side = " ".join(words(value.get("side"), "side").split())
    return {"side": side, "actors": [{"name": words(a.get("name"), "name")} for a in given]} | _reports(value)


def _reports(value: Value) -> dict[str, Any]:
    """The reports that a judgement about stories names, each once, with the texts that were looked at."""
    lists: dict[str, list[str]] = {}
    for part in ("reports", "from"):
        given = value.get(part, ())
        if not isinstance(given, (list, tuple)):
            raise LedgerError("it does not name its reports: a list of their ids.")
        lists[part] = [words(id_, "report") for id_ in given]
    if not lists["reports"]:
        raise LedgerError("it names no report.")
    every = lists["reports"] + lists["from"]
    texts = value.get("texts") or [""] * len(every)
    if not isinstance(texts, (list, tuple)) or len(texts) != len(every):
        raise LedgerError("it has not as many texts as reports.")
    by_id = dict(zip(every, (words(text, "text", needed=False) for text in texts), strict=True))
    kept: dict[str, Any] = {part: list(dict.fromkeys(ids)) for part, ids in lists.items() if ids}
    if any(by_id.values()):
        kept["texts"] = [by_id[id_] for ids in kept.values() for id_ in ids]
    return kept


def _few_pairs(kept: dict[str, Any]) -> dict[str, Any]:
    reports, others = len(kept["reports"]), len(kept.get("from", ()))
    pairs = reports * others if others else reports * (reports - 1) // 2
    if pairs > MOST_PAIRS:
        raise LedgerError(
            f"it names {reports + others:,} reports, which are {pairs:,} pairs, and a judgement takes {MOST_PAIRS:,} at"
            " most: name fewer reports at a time."
        )
    return kept


def _added_already(sheet_: Sheet, id: str, judgement: Judgement) -> str | None:
    """`add` is laid by `lay`, which knows where the statement stands by now."""
    return None


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("add", ("statement",), _added, _added_already, "adds a statement that was missed"),
        Kind("delete", ("statement",), _nothing, sheet.delete, "takes out a statement that is none"),
        Kind("move", ("statement",), _moved, sheet.move, "moves a statement's source, cue or content"),
        Kind("source", ("statement",), _moved, sheet.move, "sets the words that name the source"),
        Kind("actor", ("statement",), _actors, sheet.actor, "sets who speaks"),
        Kind("class", ("statement",), _class, sheet.source_class, "sets how the source is named"),
        Kind("role", ("statement", "figure"), _role, sheet.role, "sets what the source is, or what a figure counts"),
        Kind("scope", ("figure",), _scope, sheet.figure, "sets what a figure covers"),
        Kind("same", ("actors",), _two, None, "says that two actors of all reports are one"),
        Kind("different", ("actors",), _two, None, "says that two actors of all reports are two"),
        Kind("merge", ("story",), _merged, None, "says that reports are of one story"),
        Kind("split", ("story",), _split, None, "says that reports are of several stories"),
        Kind("side", ("story",), _side, None, "says which side actors are on in a story"),
        Kind("undo", ("judgement",), _nothing, None, "undoes an earlier judgement"),
    )
}


def kind_named(name: object) -> Kind:
    """The kind of a name. LedgerError where this Sayso knows none."""
    found = KINDS.get(name) if isinstance(name, str) else None
    if found is None:
        raise LedgerError(f"“{name}” is no kind of judgement that this Sayso knows: it knows {', '.join(KINDS)}.")
    return found


def words(value: object, what: str, *, needed: bool = True) -> str:
    """A short text without what cannot be stored. LedgerError where it is none, or too long."""
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value.strip()):
        raise LedgerError(f"its {what} is missing.")
    if len(value) > _LONGEST.get(what, 2_000):
        raise LedgerError(f"its {what} has more than {_LONGEST.get(what, 2_000):,} letters.")
    if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise LedgerError(f"its {what} holds a character that cannot be stored.")
    return value


def checked(judgement: Judgement) -> Judgement:
    """A judgement whose value has been looked at, as it is kept. LedgerError where it cannot be one."""
    kind = kind_named(judgement.kind)
    if judgement.anchor.of not in kind.of:
        raise LedgerError(f"`{kind.name}` is about {' or '.join(kind.of)}, and this is about {judgement.anchor.of}.")
    in_report = kind.lay is not None
    if in_report and (not judgement.document or not judgement.text_id):
        raise LedgerError("it does not say which report and text it is about.")
    if in_report and not judgement.anchor.content and judgement.kind != "delete":
        raise LedgerError("it does not say which words it is about.")
    if (judgement.kind == "undo") != (judgement.undoes is not None):
        raise LedgerError("an undo, and nothing else, names the judgement that it undoes.")
    value = kind.check(judgement.value, judgement.anchor.of)
    words(judgement.who, "who")
    words(judgement.why, "why", needed=False)
    return Judgement(
        judgement.uid,
        judgement.kind,
        judgement.document,
        judgement.text_id,
        judgement.anchor,
        value,
        judgement.who,
        judgement.made_at,
        judgement.why or None,
        judgement.undoes,
        judgement.previous,
    )


def to_record(judgement: Judgement) -> dict[str, Any]:
    """A judgement as an export has it, a JSON object a line."""
    return {
        "uid": judgement.uid,
        "kind": judgement.kind,
        "document": judgement.document,
        "text_id": judgement.text_id,
        "anchor": anchor_to_json(judgement.anchor),
        "value": dict(judgement.value),
        "who": judgement.who,
        "made_at": judgement.made_at,
        "why": judgement.why,
        "undoes": judgement.undoes,
        "previous": judgement.previous,
    }


def from_record(record: object) -> Judgement:
    """The judgement of an exported record, checked. LedgerError, which says what is wrong with it, where it is none."""
    if not isinstance(record, Mapping):
        raise LedgerError("it is no object.")
    named = {name: record.get(name) for name in ("document", "text_id", "why", "undoes", "previous")}
    for name, value in named.items():
        words(value, name, needed=False)
    uid, made_at = words(record.get("uid"), "uid"), words(record.get("made_at"), "made_at")
    if len(uid) > 64 or not all(c.isascii() and (c.isalnum() or c in "-_") for c in uid):
        raise LedgerError("its uid is none: letters, digits and hyphens, 64 at most.")
    try:
        moment = datetime.fromisoformat(made_at)
    except ValueError as error:
        raise LedgerError(f"its made_at is no time: “{made_at}”.") from error
    if moment.tzinfo is None:
        raise LedgerError("its made_at has no time zone.")
    value = record.get("value")
    if not isinstance(value, Mapping):
        raise LedgerError("its value is no object.")
    anchor = anchor_from_json(record.get("anchor"))
    for part in parts_of(anchor):
        if len(part) > 1_000:
            raise LedgerError("its anchor has more than 1,000 spans.")
    kind, who = kind_named(record.get("kind")).name, words(record.get("who"), "who")
    return checked(
        Judgement(
            uid,
            kind,
            named["document"],
            named["text_id"],
            anchor,
            value,
            who,
            made_at,
            named["why"],
            named["undoes"],
            named["previous"],
        )
    )
