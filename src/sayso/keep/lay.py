"""Judgements laid over what the machine read, in the order in which they came into the ledger.

    laid = lay(report, judgements)

Pure: the same reading and the same judgements give the same report, whenever and in whatever steps they were made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.keep import sheet as by_kind
from sayso.keep.anchors import (
    Form,
    Hold,
    Parts,
    Spans,
    Target,
    anchor_from_json,
    anchored,
    assign,
    located,
    parts_of,
    within,
)
from sayso.keep.judgements import KINDS
from sayso.keep.nouns import Anchor, Held, Judgement
from sayso.keep.sheet import Sheet
from sayso.report import Report

_NONE: Parts = ((), (), ())


@dataclass(frozen=True, slots=True)
class Laid:
    """A report with judgements laid over it."""

    report: Report
    by: Mapping[str, str] = field(default_factory=dict)  # uid of the judgement behind a statement or figure, by its id
    held: tuple[Held, ...] = ()  # one a judgement, in order
    touched: bool = False  # whether any of them changed something
    first: Mapping[str, str] = field(default_factory=dict)  # uid of the first judgement on a statement or figure, by id
    machine: Mapping[str, Parts] = field(default_factory=dict)  # where the machine had each statement, by its id
    on: Mapping[str, str] = field(
        default_factory=dict
    )  # id of the statement or figure of each judgement that holds, by uid


def lay(report: Report, judgements: Sequence[Judgement], ever: Sequence[str] = ()) -> Laid:
    """Lays standing judgements over a machine's reading of a report.

    `ever`: uids of all `add` judgements that the report ever had, undone ones too, so that the ids of added statements
    ("j1", "j2", …) never change hands.
    """
    judgements = [j for j in judgements if (kind := KINDS.get(j.kind)) is not None and kind.lay is not None]
    if not judgements:
        return Laid(report)
    groups = _grouped(judgements)
    targets = [_target([judgements[n] for n in group], report) for group in groups]
    holds = _assigned(targets, report)
    numbers = {
        uid: n for n, uid in enumerate(dict.fromkeys((*ever, *(j.uid for j in judgements if j.kind == "add"))), 1)
    }
    of = {n: number for number, group in enumerate(groups) for n in group}
    sheet = Sheet(report)
    told: dict[int, Held] = {}
    adds = {of[n]: n for n, j in enumerate(judgements) if j.kind == "add"}
    for n in _in_turn(judgements, of, holds, adds):
        judgement, hold = judgements[n], holds[of[n]]
        why: str | None = None
        if judgement.kind == "add":
            hold, why = _added(sheet, judgement, hold, f"j{numbers[judgement.uid]}")
            holds[of[n]] = hold
        elif hold.id is not None:
            why = _laid(sheet, judgement, hold.id)
        told[n] = _told(judgement, hold, why)
    held = [told[n] for n in range(len(judgements))]
    ids = {number: hold.id for number, hold in enumerate(holds) if hold.id}
    return Laid(
        sheet.done(),
        sheet.by,
        tuple(held),
        any(h.how != "orphaned" for h in held),
        {id_: judgements[groups[number][0]].uid for number, id_ in ids.items()},
        {s.id: (s.source, s.cue, s.content) for s in report.statements},
        {h.uid: ids[of[n]] for n, h in enumerate(held) if h.how != "orphaned"},
    )


def _in_turn(
    judgements: Sequence[Judgement], of: Mapping[int, int], holds: Sequence[Hold], adds: Mapping[int, int]
) -> Iterator[int]:
    """The places of judgements in order of making; those on a statement that a later one adds come after that one."""
    waiting: dict[int, list[int]] = {}
    for n, judgement in enumerate(judgements):
        group = of[n]
        if judgement.kind != "add" and holds[group].id is None and adds.get(group, -1) > n:
            waiting.setdefault(adds[group], []).append(n)
            continue
        yield n
        yield from waiting.pop(n, ())


def _added(sheet: Sheet, judgement: Judgement, hold: Hold, free: str) -> tuple[Hold, str | None]:
    """Puts in a statement that the machine missed, where it is missing still."""
    parts = _here(judgement, sheet.report)
    if hold.id is not None and hold.id in sheet.statements:
        if parts is None:  # its words changed a little: the statement stands as it is found now
            s = sheet.statements[hold.id]
            parts = s.source, s.cue, s.content
        return hold, by_kind.add(sheet, hold.id, parts, judgement, known=True)
    if parts is None:
        return hold, hold.why
    by_kind.add(sheet, free, parts, judgement, known=False)
    return Hold("exact", free, 1.0), None


def _laid(sheet: Sheet, judgement: Judgement, id: str) -> str | None:
    """Lays one judgement; why it has no effect, where it has none."""
    if id in sheet.gone:
        return "another judgement says that this is no statement"
    if id not in sheet.statements and id not in sheet.figures:
        return "what it is about is not there any more"
    do = KINDS[judgement.kind].lay
    return do(sheet, id, judgement) if do is not None else None


def _told(judgement: Judgement, hold: Hold, why: str | None) -> Held:
    if hold.id is None or why is not None:
        overlap = hold.overlap if hold.id is None else None
        return Held(judgement.uid, judgement.kind, "orphaned", overlap, why or hold.why)
    return Held(judgement.uid, judgement.kind, hold.how, hold.overlap)


def _grouped(judgements: Sequence[Judgement]) -> list[list[int]]:
    """The places of judgements that are about one and the same thing, together.

    They name an earlier one that was about it, or are about the very same spans of the same text.
    """
    leader = list(range(len(judgements)))

    def root(n: int) -> int:
        while leader[n] != n:
            n = leader[n]
        return n

    at = {j.uid: n for n, j in enumerate(judgements)}
    seen: dict[tuple[str, str | None, Parts], int] = {}
    for n, j in enumerate(judgements):
        same = [seen.setdefault((j.anchor.of, j.text_id, parts_of(j.anchor)), n)]
        beside = at.get(j.anchor.beside or "")
        if beside is not None and beside < n and judgements[beside].anchor.of == j.anchor.of:
            same.append(beside)
        for other in same:
            one, two = sorted((root(n), root(other)))
            leader[two] = one
    groups: dict[int, list[int]] = {}
    for n in range(len(judgements)):
        groups.setdefault(root(n), []).append(n)
    return list(groups.values())


def _target(judgements: Sequence[Judgement], report: Report) -> Target:
    """What some judgements are about together, in every form in which they knew it."""
    target = Target(judgements[0].anchor.of)
    for j in reversed(judgements):
        target.forms.append(Form(j.text_id, j.anchor))
        if j.kind in ("move", "source"):
            to = anchor_from_json(j.value["to"])
            target.moved.append(Form(j.text_id, to))
    return target


def _assigned(targets: Sequence[Target], report: Report) -> list[Hold]:
    items: dict[str, list[tuple[str, Parts]]] = {
        "statement": [(s.id, (s.source, s.cue, s.content)) for s in report.statements],
        "figure": [(f.id, ((), (), (f.span,))) for f in report.figures],
    }
    out: dict[int, Hold] = {}
    for of in dict.fromkeys(target.of for target in targets):
        mine = [n for n, target in enumerate(targets) if target.of == of]
        out |= dict(zip(mine, assign([targets[n] for n in mine], report, items.get(of, [])), strict=True))
    return [out[n] for n in range(len(targets))]


def _here(judgement: Judgement, report: Report) -> Parts | None:
    """Where an added statement stands in a text: by its own spans in its own text, by its words in another."""
    parts = parts_of(judgement.anchor)
    if judgement.text_id != report.text_id:
        found = located(judgement.anchor, report.text)
        if found is None:
            return None
        parts = found
    return parts if within(parts, len(report.text)) else None


def anchor_on(laid: Laid, id: str) -> Anchor:
    """The anchor of a statement or figure of a report that judgements were laid over, as the machine had it."""
    beside = laid.first.get(id)
    for figure in laid.report.figures:
        if figure.id == id:
            spans: Spans = (figure.span,)
            return anchored(laid.report, "figure", ((), (), spans), id=id, beside=beside)
    for s in laid.report.statements:
        if s.id == id:
            parts = laid.machine.get(id, (s.source, s.cue, s.content))
            return anchored(laid.report, "statement", parts, id=id, beside=beside)
    raise KeyError(id)
