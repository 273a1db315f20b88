"""Reports of invented outlets, made of sentences "WHO said WHAT": the words are given, the places follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sayso.audit import Audit, Errors, Measure, Part, Result, Share, errors_from
from sayso.report import (
    Actor,
    Aside,
    Certainty,
    Link,
    Report,
    Role,
    Segment,
    SourceClass,
    Span,
    Stance,
    Statement,
    text_id,
)


@dataclass(frozen=True)
class Says:
    """One sentence with a statement. `actor`: who stands behind the source; `reason`: why it is not named."""

    who: str = "Ilse Maran"
    cue: str = "said"
    what: str = "the ferry sank at noon"
    named: SourceClass | None = "named person"
    role: Role | None = "state"
    stance: Stance | None = "neutral"
    certainty: Certainty | None = "certain"
    actor: str | None = None
    aside: str | None = None  # words after the content that say why the source is not named
    reason: str | None = None
    sole: bool | None = None
    within: str | None = None
    source_from: str | None = None


OFFICIAL = Says("an official", named="unnamed official")
WITNESS = Says("a deckhand", named="unnamed witness", role="witness")


def report(*says: Says, own: str = "The harbour lay still.", about: str = "", **fields: Any) -> Report:
    """A report with a headline, own words, and a sentence a statement; `about` makes its text unlike another's."""
    head = f"Ferry sinks off Marrow{about}"
    text = f"{head}\n\n{own}"
    statements, asides = [], []
    actors: dict[str, str] = {}
    for number, say in enumerate(says, 1):
        spans: dict[str, tuple[Span, ...]] = {}
        text += " "
        for part, words in (("source", say.who), ("cue", say.cue), ("content", say.what)):
            spans[part] = ((len(text), len(text) + len(words)),) if words else ()
            text += f"{words} " if words else ""
        text = f"{text[:-1]}."
        if say.aside:
            asides.append(Aside("anonymity", (len(text) + 1, len(text) + 1 + len(say.aside)), f"s{number}", say.reason))
            text += f" {say.aside}"
        if say.actor:
            actors.setdefault(say.actor, f"a{len(actors) + 1}")
        statements.append(
            Statement(
                f"s{number}",
                f"{number:016x}",
                "indirect",
                spans["source"],
                spans["cue"],
                spans["content"],
                source_from=say.source_from,
                within=say.within,
                chain=(Link("outlet"),),
                score=0.9,
                actors=(actors[say.actor],) if say.actor else (),
                source_class=say.named,
                role=say.role,
                stance=say.stance,
                certainty=say.certainty,
                only_support=say.sole,
            )
        )
    given: dict[str, Any] = {
        "document": f"report{about}.txt",
        "outlet": "The Marrow Courier",
        "genre": "news",
        "published": "2031-03-02",
        "title": head,
        "model": "en-1 (sha256 0f3a9c)",
        **fields,
    }
    return Report(
        text=text,
        text_id=text_id(text),
        bytes_id=None,
        read_at=datetime(2031, 3, 2, 9, tzinfo=UTC),
        segments=(Segment((0, len(head)), "headline"), Segment((len(head) + 2, len(text)), "body")),
        statements=tuple(statements),
        asides=tuple(asides),
        actors=tuple(Actor(a, name, "person", (), 0.9) for name, a in actors.items()),
        **given,
    )


def month(*reports: Report, errors: Errors | None = None, **given: Any) -> Result:
    """The audit of some reports."""
    audit = Audit(**given)
    for one in reports:
        audit.add(one)
    return audit.result(errors)


def only(result: Result) -> Part:
    """The one part of an audit with one."""
    ((part,),) = [group.parts for group in result.groups]
    return part


def measure(part: Part, name: str) -> Measure:
    """A measure by its name."""
    return next(m for m in part.measures if m.name == name)


def share(part: Part, name: str, value: str) -> Share:
    """A share by its measure and its value."""
    return next(s for s in measure(part, name).shares if s.value == value)


def behind(part: Part, name: str, value: str) -> list[tuple[str, str]]:
    """The statements behind a share, by their report's document and their id."""
    said = [part.said[place] for place in share(part, name, value).behind]
    return [(part.reports[s.report].document, s.id) for s in said]


def errors(**fields: list[list[list[Any]]]) -> Errors:
    """Measured errors of some fields: for each labelled report rows of gold's value, the classifier's, how many."""
    record = {"schema": 1, "model": "en-1 (sha256 0f3a9c)", "gold": "six invented reports", "date": "2031-03-01"}
    return errors_from({**record, "fields": {name: {"reports": rows} for name, rows in fields.items()}})
