"""Reports for the ledger's tests, made by hand: no weights are needed to keep what was read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sayso.report import Actor, Evidence, Figure, Link, Report, Segment, Span, Statement, text_id

NOW = datetime(2031, 3, 2, 9, tzinfo=UTC)
MODEL = "en-1 (sha256 0000000000000000)"
TEXT = (
    "Ferry sinks off Marrow\n\nThe ferry sank at noon, harbour master Ilse Maran said on Sunday. "
    "Maran said at least 9 people were killed. “We had no warning,” a passenger said."
)


def at(text: str, words: str) -> Span:
    """Where some words stand, the first time."""
    start = text.index(words)
    return start, start + len(words)


def statement(number: int, text: str, source: str, cue: str, content: str, **known: Any) -> Statement:
    """A statement whose parts are found in a text by their words; the source before the cue where it stands twice."""
    said = at(text, content)
    near = text.find(source, max(0, said[0] - 80))
    spot = near if near >= 0 else text.index(source)
    after = text.find(cue, min(spot, said[0]))
    return Statement(
        f"s{number}",
        hashlib.sha256(f"{text}{said}".encode()).hexdigest()[:16],
        known.pop("kind", "indirect"),
        ((spot, spot + len(source)),),
        ((after, after + len(cue)),),
        (said,),
        chain=(Link("outlet"),),
        score=0.9,
        **known,
    )


def report(text: str = TEXT, document: str = "rows.jsonl:1", **known: Any) -> Report:
    """A report of the text above with three statements, an actor and a figure; of any other text without a reading."""
    found: dict[str, Any] = {}
    if all(words in text for words in ("The ferry sank", "Ilse Maran", "at least 9")):
        first, second = at(text, "harbour master Ilse Maran"), text.index("Maran said at least")
        found = {
            "statements": (
                statement(
                    1,
                    text,
                    "harbour master Ilse Maran",
                    "said",
                    "The ferry sank at noon",
                    actors=("a1",),
                    source_class="named person",
                    role="state",
                    stance="neutral",
                    certainty="certain",
                    polarity="positive",
                ),
                statement(
                    2,
                    text,
                    "Maran",
                    "said",
                    "at least 9 people were killed",
                    actors=("a1",),
                    source_class="named person",
                    role="state",
                    stance="neutral",
                ),
                statement(
                    3,
                    text,
                    "a passenger",
                    "said",
                    "“We had no warning,”",
                    kind="direct",
                    source_class="unnamed witness",
                    role="witness",
                ),
            ),
            "actors": (Actor("a1", "Ilse Maran", "person", (first, (second, second + 5)), 0.9),),
            "figures": (
                Figure(
                    "f1",
                    at(text, "at least 9"),
                    9.0,
                    None,
                    "≥",
                    "people",
                    "people",
                    "killed",
                    "incident",
                    statement="s2",
                    score=0.8,
                ),
            ),
        }
    base = Report(
        text=text,
        document=document,
        text_id=text_id(text),
        bytes_id=None,
        read_at=NOW,
        title="Ferry sinks off Marrow",
        outlet="The Marrow Post",
        genre="news",
        language="en",
        published="2031-03-02",
        published_from="given",
        segments=(Segment((0, len(text)), "body"),),
        model=MODEL,
        **found,
    )
    return replace(base, **known)


def with_bytes(found: Report, data: bytes = b"<p>the page</p>", **known: Any) -> Report:
    """The report with the bytes that it was read from."""
    evidence = Evidence(data, NOW, "html (trafilatura 2.0.0)", **known)
    return replace(found, evidence=evidence, bytes_id=hashlib.sha256(data).hexdigest())
