"""Reports made by hand for these tests: the words are named, their places are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sayso.report import Kind, Link, Note, Report, Segment, SegmentKind, Span, Statement, Unused, text_id

Words = str | Sequence[str]


@dataclass(frozen=True)
class Says:
    """One statement by its words. `after` names words that stand before it, where the same words occur twice."""

    source: Words = ()
    cue: Words = ()
    content: Words = ()
    kind: Kind = "indirect"
    within: int | None = None
    source_from: int | None = None
    score: float = 0.9
    after: str = ""


def find(text: str, words: Words, after: str = "") -> tuple[Span, ...]:
    """The places of words, one part after the other."""
    place = text.index(after) + len(after) if after else 0
    spans = []
    for part in [words] if isinstance(words, str) else words:
        start = text.index(part, place)
        place = start + len(part)
        spans.append((start, place))
    return tuple(spans)


def report(
    parts: str | Sequence[tuple[SegmentKind, str]],
    says: Sequence[Says] = (),
    *,
    unused: Sequence[tuple[str, str]] = (),
    notes: Sequence[tuple[str, str, str]] = (),
    **fields: Any,
) -> Report:
    """A report of segments (or one body), statements, unused passages (words, why) and notes (code, words, message)."""
    pieces = [("body", parts)] if isinstance(parts, str) else list(parts)
    text = "\n\n".join(words for _, words in pieces)
    segments, place = [], 0
    for kind, words in pieces:
        segments.append(Segment((place, place + len(words)), kind))  # type: ignore[arg-type]
        place += len(words) + 2
    first = [Link("outlet"), *([Link("wire", name=fields["wire"])] if fields.get("wire") else [])]
    statements: list[Statement] = []
    for number, say in enumerate(says, 1):
        outer = statements[say.within - 1] if say.within else None
        chain = (*outer.chain, Link("statement", statement=outer.id)) if outer else tuple(first)
        statements.append(
            Statement(
                id=f"s{number}",
                key=f"{number:016x}",
                kind=say.kind,
                source=find(text, say.source, say.after),
                cue=find(text, say.cue, say.after),
                content=find(text, say.content, say.after),
                source_from=f"s{say.source_from}" if say.source_from else None,
                within=outer.id if outer else None,
                chain=chain,
                score=say.score,
            )
        )
    return Report(
        text=text,
        document=fields.pop("document", "invented.html"),
        text_id=text_id(text),
        bytes_id=fields.pop("bytes_id", None),
        read_at=datetime(2031, 3, 2, 9, 0, tzinfo=UTC),
        segments=tuple(segments),
        statements=tuple(statements),
        unused=tuple(Unused(find(text, words)[0], why) for words, why in unused),
        notes=tuple(Note(code, message, find(text, words)[0] if words else None) for code, words, message in notes),
        model=fields.pop("model", "en-1 (sha256 0f3a9c)"),
        **fields,
    )


def pier() -> Report:
    """A news report with most of what a text can do: nesting, discontinuity, set-off speech, a pronoun, no source."""
    parts: list[tuple[SegmentKind, str]] = [
        ("headline", "Nine dead after fire on Marrow pier, ministry says"),
        ("deck", "Survivors describe a locked gate as the harbour office disputes the count"),
        ("byline", "By Tomas Erne in Marrow"),
        ("dateline", "MARROW, March 2 (Coastal News Agency) —"),
        (
            "body",
            "At least nine people were killed when fire swept the passenger pier at Marrow late on Saturday, the "
            "ministry of transport said, adding that “the number is not final”.",
        ),
        (
            "body",
            "The harbour office has put the toll at 12. “We counted twelve,” its director, Ilse Maran, told reporters, "
            "“and we stand by every one of them.” She did not say how the count was made.",
        ),
        (
            "body",
            "Hours later the state broadcaster, citing an unpublished report of the port police, reported that a "
            "watchman had told investigators the gate “was always locked after ten”. According to the broadcaster, the "
            "man has been questioned twice.",
        ),
        ("heading", "A locked gate"),
        (
            "body",
            "A woman who gave her name only as Dora went on: the smoke came first, then the shouting. Nobody had a "
            "key. Nobody even knew who had the key.",
        ),
        ("blockquote", "We asked for a second exit for eleven years. We have the letters."),
        (
            "body",
            "The pier, built in 1987 and known as the “Long Arm”, was said to be among the busiest on the coast. "
            "Officials denied that warnings had been ignored. It reopened to freight on Sunday evening.",
        ),
        ("caption", "The pier on Sunday morning. The company says repairs will take a year."),
        ("boilerplate", "Read more: our guide to the islands"),
    ]
    says = [
        Says("ministry", "says", "Nine dead after fire on Marrow pier", after=""),
        Says(
            "the ministry of transport",
            "said",
            "At least nine people were killed when fire swept the passenger pier at Marrow late on Saturday",
            score=0.97,
        ),
        Says((), "adding", "that “the number is not final”", "mixed", source_from=2, score=0.91),
        Says("The harbour office", "has put", "the toll at 12", score=0.83),
        Says(
            "its director, Ilse Maran",
            "told",
            ("“We counted twelve,”", "“and we stand by every one of them.”"),
            "direct",
            score=0.98,
        ),
        Says("She", "did not say", "how the count was made", score=0.88),
        Says(
            "the state broadcaster",
            "reported",
            "that a watchman had told investigators the gate “was always locked after ten”",
            "mixed",
            after="Hours later",
            score=0.9,
        ),
        Says(
            "an unpublished report of the port police",
            "citing",
            "a watchman had told investigators the gate “was always locked after ten”",
            "mixed",
            within=7,
            score=0.74,
        ),
        Says(
            "a watchman",
            "had told",
            "the gate “was always locked after ten”",
            "mixed",
            within=8,
            score=0.81,
        ),
        Says("the broadcaster", "According to", "the man has been questioned twice", after="after ten”. ", score=0.95),
        Says(
            "A woman who gave her name only as Dora",
            "went on",
            "the smoke came first, then the shouting. Nobody had a key. Nobody even knew who had the key.",
            "unmarked",
            score=0.66,
        ),
        Says((), "was said", "to be among the busiest on the coast", score=0.77),
        Says("Officials", "denied", "that warnings had been ignored", score=0.96),
        Says("The company", "says", "repairs will take a year", after="Sunday morning. ", score=0.93),
    ]
    return report(
        parts,
        says,
        unused=[
            ("“Long Arm”", "in quotation marks, reads as a name"),
            (
                "We asked for a second exit for eleven years. We have the letters.",
                "set off as a quotation, no source near it",
            ),
        ],
        notes=[
            ("published-day-only", "", "The page gives a day and no time: 2 March 2031 is used as a day."),
            (
                "source-only-described",
                "A woman who gave her name only as Dora",
                "The source is known by a first name only.",
            ),
        ],
        title="Nine dead after fire on Marrow pier, ministry says",
        outlet="The Marrow Courier",
        byline="Tomas Erne",
        genre="news",
        wire="Coastal News Agency",
        url="https://courier.invalid/2031/03/02/pier-fire",
        language="en",
        published="2031-03-02",
        published_from="page",
        bytes_id="4f" * 32,
    )
