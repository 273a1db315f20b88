"""Each noun as a record of the output contract, and back: the two directions stand side by side.

Keys are in the design's order. A record may lack a field that was added to the contract after it was written.
"""

from __future__ import annotations

from typing import Any

from sayso.report import (
    Actor,
    ActorKind,
    Alternative,
    Aside,
    AsideKind,
    Certainty,
    Comparator,
    Date,
    DateType,
    Figure,
    FigureRole,
    Kind,
    Level,
    Link,
    Note,
    Place,
    Polarity,
    ReadError,
    Role,
    Scope,
    Segment,
    SegmentKind,
    SourceClass,
    Span,
    Stance,
    Statement,
    Unused,
    Use,
)
from sayso.show._reader import Reader

Record = dict[str, Any]


def segment(it: Segment) -> Record:
    return {"span": list(it.span), "kind": it.kind, "start_s": it.start_s, "page": it.page}


def to_segment(it: Reader) -> Segment:
    kind = it.word("kind", SegmentKind)
    return Segment(it.span("span"), kind, it.number_or_none("start_s"), it.whole_or_none("page"))


def statement(it: Statement) -> Record:
    return {
        "id": it.id,
        "key": it.key,
        "kind": it.kind,
        "source": _spans(it.source),
        "cue": _spans(it.cue),
        "content": _spans(it.content),
        "source_from": it.source_from,
        "actors": list(it.actors),
        "source_class": it.source_class,
        "role": it.role,
        "stance": it.stance,
        "certainty": it.certainty,
        "polarity": it.polarity,
        "first_time": it.first_time,
        "only_support": it.only_support,
        "within": it.within,
        "chain": [link(one) for one in it.chain],
        "score": it.score,
    }


def to_statement(it: Reader) -> Statement:
    return Statement(
        id=it.text("id"),
        key=it.text("key"),
        kind=it.word("kind", Kind),
        source=it.spans("source"),
        cue=it.spans("cue"),
        content=it.spans("content"),
        source_from=it.maybe("source_from"),
        within=it.maybe("within"),
        chain=tuple(it.each("chain", to_link)),
        score=it.score(),
        actors=it.texts("actors"),
        source_class=it.word_or_none("source_class", SourceClass),
        role=it.word_or_none("role", Role),
        stance=it.word_or_none("stance", Stance),
        certainty=it.word_or_none("certainty", Certainty),
        polarity=it.word_or_none("polarity", Polarity),
        first_time=it.flag_or_none("first_time"),
        only_support=it.flag_or_none("only_support") if it.has("only_support") else None,
    )


def link(it: Link) -> Record:
    """A relay with the fields that belong to its kind; who the outlet or the wire is as an actor only where known."""
    known = {"actors": list(it.actors)} if it.actors else {}
    match it.by:
        case "outlet":
            return {"by": "outlet", **known}
        case "wire":
            return {"by": "wire", "name": it.name, **known}
        case "statement":
            return {"by": "statement", "statement": it.statement, "actors": list(it.actors)}


def to_link(it: Reader) -> Link:
    actors = it.texts("actors") if it.has("actors") else ()
    match it.text("by"):
        case "outlet":
            return Link("outlet", actors=actors)
        case "wire":
            return Link("wire", name=it.maybe("name"), actors=actors)
        case "statement":
            return Link("statement", statement=it.text("statement"), actors=it.texts("actors"))
    raise ReadError(f"`{it.place('by')}` should be one of outlet, wire, statement")


def actor(it: Actor) -> Record:
    return {"id": it.id, "name": it.name, "kind": it.kind, "mentions": _spans(it.mentions), "score": it.score}


def to_actor(it: Reader) -> Actor:
    return Actor(it.text("id"), it.text("name"), it.word("kind", ActorKind), it.spans("mentions"), it.score())


def date(it: Date) -> Record:
    return {
        "span": list(it.span),
        "type": it.type,
        "value": it.value,
        "mod": it.mod,
        "statement": it.statement,
        "score": it.score,
    }


def to_date(it: Reader) -> Date:
    return Date(
        span=it.span("span"),
        type=it.word("type", DateType),
        value=it.maybe("value"),
        mod=it.maybe("mod"),
        statement=it.maybe("statement"),
        score=it.score(),
    )


def place(it: Place) -> Record:
    return {
        "span": list(it.span),
        "name": it.name,
        "country": it.country,
        "latitude": it.latitude,
        "longitude": it.longitude,
        "geonames": it.geonames,
        "level": it.level,
        "use": it.use,
        "alternatives": [alternative(one) for one in it.alternatives],
        "statement": it.statement,
        "score": it.score,
    }


def to_place(it: Reader) -> Place:
    return Place(
        span=it.span("span"),
        name=it.maybe("name"),
        country=it.maybe("country"),
        latitude=it.number_or_none("latitude"),
        longitude=it.number_or_none("longitude"),
        geonames=it.whole_or_none("geonames"),
        level=it.word_or_none("level", Level),
        use=it.word("use", Use),
        alternatives=tuple(it.each("alternatives", to_alternative)),
        statement=it.maybe("statement"),
        score=it.score(),
    )


def alternative(it: Alternative) -> Record:
    return {
        "name": it.name,
        "country": it.country,
        "latitude": it.latitude,
        "longitude": it.longitude,
        "geonames": it.geonames,
        "level": it.level,
        "score": it.score,
    }


def to_alternative(it: Reader) -> Alternative:
    return Alternative(
        name=it.text("name"),
        country=it.maybe("country"),
        latitude=it.number_or_none("latitude"),
        longitude=it.number_or_none("longitude"),
        geonames=it.whole_or_none("geonames"),
        level=it.word_or_none("level", Level),
        score=it.score(),
    )


def figure(it: Figure) -> Record:
    return {
        "id": it.id,
        "span": list(it.span),
        "low": _number(it.low),
        "high": _number(it.high),
        "comparator": it.comparator,
        "unit": it.unit,
        "subject": it.subject,
        "role": it.role,
        "scope": it.scope,
        "part_of": it.part_of,
        "as_of": it.as_of,
        "estimate": it.estimate,
        "statement": it.statement,
        "score": it.score,
    }


def to_figure(it: Reader) -> Figure:
    return Figure(
        id=it.text("id"),
        span=it.span("span"),
        low=it.number_or_none("low"),
        high=it.number_or_none("high"),
        comparator=it.word("comparator", Comparator),
        unit=it.maybe("unit"),
        subject=it.maybe("subject"),
        role=it.word_or_none("role", FigureRole),
        scope=it.word_or_none("scope", Scope),
        part_of=it.maybe("part_of"),
        as_of=it.maybe("as_of"),
        estimate=it.flag("estimate"),
        statement=it.maybe("statement"),
        score=it.score(),
    )


def aside(it: Aside) -> Record:
    return {
        "kind": it.kind,
        "span": list(it.span),
        "statement": it.statement,
        "reason": it.reason,
        "actors": list(it.actors),
    }


def to_aside(it: Reader) -> Aside:
    return Aside(
        kind=it.word("kind", AsideKind),
        span=it.span("span"),
        statement=it.maybe("statement"),
        reason=it.maybe("reason"),
        actors=it.texts("actors"),
    )


def unused(it: Unused) -> Record:
    return {"span": list(it.span), "why": it.why}


def to_unused(it: Reader) -> Unused:
    return Unused(it.span("span"), it.text("why"))


def note(it: Note) -> Record:
    return {
        "code": it.code,
        "span": list(it.span) if it.span else None,
        "related": _spans(it.related),
        "message": it.message,
    }


def to_note(it: Reader) -> Note:
    return Note(it.text("code"), it.text("message"), it.span_or_none("span"), it.spans("related"))


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


def _number(value: float | None) -> float | int | None:
    """Nine people are 9 and not 9.0; past 2**53 a float says no more which whole number it was."""
    whole = value is not None and value.is_integer() and abs(value) <= 2**53
    return int(value) if whole and value is not None else value
