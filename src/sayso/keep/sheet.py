"""A report while judgements are laid over it: each kind of judgement is one function below. No ledger, no clock.

Whatever pointed at a statement that moved or went is mended at once, so that the report is whole after each of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.keep import canonical
from sayso.keep.anchors import PARTS, Parts, Spans, anchor_from_json, extent, located, parts_of, within
from sayso.keep.nouns import Judgement
from sayso.report import Actor, Figure, Kind, Link, Report, Span, Statement, Unused

#: What a passage that a person judged to be no statement is listed with.
NO_STATEMENT = "taken for a statement, and judged by a person to be none"
#: Quotation marks that open and close; a quotation ends with its paragraph at the latest.
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|«[^»\n]*(?:»|$)|„[^“”\n]*(?:[“”]|$)", re.MULTILINE)


@dataclass(slots=True)
class Sheet:
    """A report while judgements are laid over it."""

    report: Report
    statements: dict[str, Statement] = field(init=False)
    figures: dict[str, Figure] = field(init=False)
    actors: list[Actor] = field(init=False)
    unused: list[Unused] = field(init=False)
    by: dict[str, str] = field(default_factory=dict)  # uid of the judgement behind a statement or figure, by its id
    gone: dict[str, str] = field(default_factory=dict)  # uid of the judgement that took a statement out, by its id
    sorted: bool = True  # whether the statements still stand in the machine's order

    def __post_init__(self) -> None:
        self.statements = {s.id: s for s in self.report.statements}
        self.figures = {f.id: f for f in self.report.figures}
        self.actors, self.unused = list(self.report.actors), list(self.report.unused)

    def done(self) -> Report:
        """The report as it stands now; an added statement at its place in the text."""
        order = list(self.statements.values())
        if not self.sorted:
            order.sort(key=lambda s: (_extent(s)[0], -_extent(s)[1]))
        return replace(
            self.report,
            statements=tuple(order),
            figures=tuple(self.figures.values()),
            actors=tuple(self.actors),
            unused=tuple(self.unused),
        )

    def put(self, statement: Statement) -> None:
        """Puts a statement in, or in its own place."""
        self.statements[statement.id] = statement

    def actor(self, name: str, kind: str, mentions: Spans) -> str:
        """The id of the report's actor of a name and kind, made where it has none."""
        folded = canonical.fold(name)
        for actor in self.actors:
            if actor.kind == kind and canonical.fold(actor.name) == folded:
                return actor.id
        for actor in self.actors:
            if actor.kind == kind and folded in map(canonical.fold, canonical.spellings(self.report, actor)):
                return actor.id
        taken = {actor.id for actor in self.actors}
        number = len(taken) + 1
        while f"a{number}" in taken:
            number += 1
        self.actors.append(Actor(f"a{number}", name, kind, tuple(sorted(mentions)), 1.0))  # type: ignore[arg-type]
        return f"a{number}"

    def inside(self, id: str) -> Iterator[str]:
        """The ids of the statements inside one, however deep."""
        seen, level = {id}, [id]
        while level:
            level = [s.id for s in self.statements.values() if s.within in level and s.id not in seen]
            seen.update(level)
            yield from level

    def goes_on(self, id: str) -> Iterator[str]:
        """The ids of the statements whose source is continued from one, at however many removes."""
        seen, level = {id}, [id]
        while level:
            level = [s.id for s in self.statements.values() if s.source_from in level and s.id not in seen]
            seen.update(level)
            yield from level

    def around(self, parts: Parts, but: str) -> str | None:
        """The innermost statement whose content holds all of a cue and content; none of those inside `but`."""
        need = (*parts[1], *parts[2])
        never = {but, *self.inside(but)}
        found = [s for s in self.statements.values() if s.id not in never and need and _holds(s.content, need)]
        return min(found, key=lambda s: sum(b - a for a, b in s.content)).id if found else None

    def link(self, id: str) -> None:
        """Writes the relays of a statement, and of those inside it, anew after what holds them changed."""
        for each in (id, *self.inside(id)):
            statement = self.statements[each]
            outer: list[Statement] = []
            above = statement.within
            while above in self.statements and all(above != s.id for s in outer):
                outer.append(self.statements[above])
                above = outer[-1].within
            others = [link for link in statement.chain if link.by != "statement"]
            wire = self.report.wire
            head = [n for n, k in enumerate(others) if k.by == "outlet" or (wire and k.name == wire)]
            cut = head[-1] + 1 if head else 0
            links = [Link("statement", statement=s.id, actors=s.actors) for s in reversed(outer)]
            self.put(replace(statement, chain=(*others[:cut], *links, *others[cut:])))

    def settle(self, id: str) -> None:
        """Gives the dates, places and figures in a statement's content to it, and those no longer there away.

        What lies in a statement inside it stays there.
        """
        statement = self.statements[id]
        above = set(self._above(id))

        def owner(span: Span, of: str | None) -> str | None:
            if _holds(statement.content, (span,)):
                return id if of is None or of in above else of
            return self._next_out(statement.within, span) if of == id else of

        self._rehouse(owner)

    def _above(self, id: str) -> Iterator[str]:
        seen, at = {id}, self.statements[id].within
        while at in self.statements and at not in seen:
            yield at
            seen.add(at)
            at = self.statements[at].within

    def _next_out(self, id: str | None, span: Span) -> str | None:
        seen: set[str] = set()
        while id in self.statements and id not in seen:
            if _holds(self.statements[id].content, (span,)):
                return id
            seen.add(id)
            id = self.statements[id].within
        return None

    def _rehouse(self, owner: Callable[[Span, str | None], str | None]) -> None:
        report = self.report
        self.figures = {
            f.id: f if (to := owner(f.span, f.statement)) == f.statement else replace(f, statement=to)
            for f in self.figures.values()
        }
        self.report = replace(
            report,
            dates=tuple(replace(d, statement=owner(d.span, d.statement)) for d in report.dates),
            places=tuple(replace(p, statement=owner(p.span, p.statement)) for p in report.places),
        )

    def take_out(self, id: str) -> None:
        """Takes a statement out and mends whatever pointed at it."""
        gone = self.statements.pop(id)
        self._rehouse(lambda span, of: self._next_out(gone.within, span) if of == id else of)
        asides = tuple(replace(a, statement=None) if a.statement == id else a for a in self.report.asides)
        self.report = replace(self.report, asides=asides)
        for s in list(self.statements.values()):
            if any(link.statement == id for link in s.chain):
                self.put(replace(s, chain=tuple(link for link in s.chain if link.statement != id)))
            if s.source_from == id:
                self.put(replace(self.statements[s.id], source_from=gone.source_from))
            if s.within == id:
                self.put(replace(self.statements[s.id], within=gone.within))
                self.link(s.id)
        for span in (*gone.cue, *gone.content):
            if not any(_meets(span, part) for s in self.statements.values() for part in (*s.cue, *s.content)):
                self.unused.append(Unused(span, NO_STATEMENT))
        self.unused.sort(key=lambda u: u.span)

    def nest(self, id: str) -> None:
        """Finds a new or moved statement its place among those around and inside it."""
        statement = self.statements[id]
        parts = (statement.source, statement.cue, statement.content)
        for s in list(self.statements.values()):
            if s.within == id and not _holds(statement.content, (*s.cue, *s.content)):
                self.put(replace(s, within=statement.within))
                self.link(s.id)
        above = self.statements.get(statement.within or "")
        stays = above is not None and _holds(above.content, (*statement.cue, *statement.content))
        within = statement.within if stays else self.around(parts, id)
        self.put(replace(statement, within=within))
        for s in list(self.statements.values()):
            inside = s.id != id and s.within == within and s.id not in self._above(id)
            if inside and (s.cue or s.content) and _holds(statement.content, (*s.cue, *s.content)):
                self.put(replace(s, within=id))
        self.link(id)
        self.settle(id)
        used = (*statement.source, *statement.cue, *statement.content)
        self.unused = [u for u in self.unused if not any(a <= u.span[0] and u.span[1] <= b for a, b in used)]
        self.sorted = False


def kind_of(text: str, content: Spans, otherwise: Kind = "indirect") -> Kind:
    """Direct, mixed or indirect, after the share of a content's letters and digits that stand in quotation marks.

    `otherwise`: what it is where no letter of it does.
    """
    inside = total = 0
    for low, high in content:
        total += sum(c.isalnum() for c in text[low:high])
        start = text.rfind("\n", 0, low) + 1
        end = text.find("\n", high)
        for quoted in _QUOTED.finditer(text, start, len(text) if end < 0 else end):
            a, b = max(low, quoted.start()), min(high, quoted.end())
            inside += sum(c.isalnum() for c in text[a:b]) if a < b else 0
    if not inside:
        return "indirect" if otherwise in ("direct", "mixed") else otherwise
    return "direct" if inside >= 0.98 * total else "mixed"  # as attribute/ draws the line


def key_of(text_id: str, parts: Parts) -> str:
    """A statement's key: the one that attribute/ would give these spans in this text."""
    spans = json.dumps([list(part) for part in parts], separators=(",", ":"))
    return hashlib.sha256(f"{text_id}:{spans}".encode()).hexdigest()[:16]


# What each kind does to a sheet. Each gives why it could not be done, or None.


def add(sheet: Sheet, id: str, parts: Parts, judgement: Judgement, *, known: bool) -> str | None:
    """A statement that the machine missed; `known`: it is there by now, and is put as people put it."""
    kind = judgement.value.get("kind") or kind_of(sheet.report.text, parts[2])
    key = key_of(sheet.report.text_id, parts)
    if known:
        sheet.put(_with(replace(sheet.statements[id], key=key, kind=kind, score=1.0), parts))
    else:
        wire = sheet.report.wire
        chain = (Link("outlet"), *([Link("wire", name=wire)] if wire else []))
        who = {a.id for a in sheet.actors for m in a.mentions if any(x <= m[0] and m[1] <= y for x, y in parts[0])}
        actors = tuple(who) if len(who) == 1 else ()  # two names in one source: people say who speaks
        sheet.put(Statement(id, key, kind, *parts, chain=chain, score=1.0, actors=actors))
    sheet.nest(id)
    sheet.by[id] = judgement.uid
    return None


def delete(sheet: Sheet, id: str, judgement: Judgement) -> str | None:
    """A statement that is none."""
    sheet.take_out(id)
    sheet.gone[id] = judgement.uid
    sheet.by.pop(id, None)
    return None


def move(sheet: Sheet, id: str, judgement: Judgement) -> str | None:
    """New spans for some parts of a statement."""
    to = anchor_from_json(judgement.value["to"])
    if judgement.text_id == sheet.report.text_id:
        places: Parts | None = parts_of(to)
    else:
        places = located(to, sheet.report.text)
    if places is None or not within(places, len(sheet.report.text)):
        return "the words that it moves the statement to are not once in this text"
    statement = sheet.statements[id]
    moved: dict[str, Any] = {part: places[PARTS.index(part)] for part in judgement.value["parts"]}
    statement = replace(statement, score=1.0, **moved)
    parts = (statement.source, statement.cue, statement.content)
    if "content" in moved:
        statement = replace(statement, kind=kind_of(sheet.report.text, statement.content, statement.kind))
    if "source" in moved:
        statement = replace(statement, source_from=None)
    sheet.put(replace(statement, key=key_of(sheet.report.text_id, parts)))
    sheet.nest(id)
    sheet.by[id] = judgement.uid
    return None


def actor(sheet: Sheet, id: str, judgement: Judgement) -> str | None:
    """Who speaks."""
    mentions = sheet.statements[id].source
    who = tuple(dict.fromkeys(sheet.actor(a["name"], a["kind"], mentions) for a in judgement.value["actors"]))
    for each in _spread(sheet, id, judgement, actors=who):
        sheet.link(each)
    return None


def source_class(sheet: Sheet, id: str, judgement: Judgement) -> str | None:
    """How the source is named. Whether it stands alone is then for nobody to say but of unnamed ones, and unknown."""
    _spread(sheet, id, judgement, source_class=judgement.value["class"])
    for each in (id, *sheet.goes_on(id)):
        sheet.put(replace(sheet.statements[each], only_support=None))
    return None


def role(sheet: Sheet, id: str, judgement: Judgement) -> str | None:
    """What the source is; of a figure, what it counts."""
    if judgement.anchor.of == "figure":
        return figure(sheet, id, judgement)
    _spread(sheet, id, judgement, role=judgement.value["role"])
    return None


def figure(sheet: Sheet, id: str, judgement: Judgement) -> str | None:
    """A figure's role or scope."""
    sheet.figures[id] = replace(sheet.figures[id], **judgement.value)
    sheet.by[id] = judgement.uid
    return None


def _spread(sheet: Sheet, id: str, judgement: Judgement, **values: Any) -> list[str]:
    """Sets fields of a source, also where other statements go on from it and had the same. Gives the ids."""
    before = {name: getattr(sheet.statements[id], name) for name in values}
    after = [s for s in sheet.goes_on(id) if all(getattr(sheet.statements[s], n) == v for n, v in before.items())]
    for each in (id, *after):
        sheet.put(replace(sheet.statements[each], **values))
        sheet.by[each] = judgement.uid
    return [id, *after]


def _with(statement: Statement, parts: Parts) -> Statement:
    return replace(statement, source=parts[0], cue=parts[1], content=parts[2])


def _extent(s: Statement) -> Span:
    return extent((s.source, s.cue, s.content))


def _holds(content: Spans, spans: Sequence[Span]) -> bool:
    """Whether every span lies inside a content, from its first part to its last."""
    if not content:
        return False
    low, high = content[0][0], content[-1][1]
    return all(low <= a and b <= high and any(_meets((a, b), part) for part in content) for a, b in spans)


def _meets(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
