"""Reports made by hand for these tests: the words are named, their places are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sayso.report import (
    Actor,
    Alternative,
    Aside,
    Date,
    Figure,
    Kind,
    Link,
    Note,
    Place,
    Report,
    Segment,
    SegmentKind,
    Span,
    Statement,
    Unused,
    text_id,
)

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


def ferry() -> Report:
    """A grounded report: every field of every noun is filled somewhere, and most are null elsewhere."""
    made = report(
        [
            ("dateline", "HALVERN, March 2 (Coastal News Agency) —"),
            (
                "body",
                "Drevia’s state news agency said on Sunday that Interior Minister Ilse Maran had acknowledged for the "
                "first time that 14 sailors, including three cadets, were killed when the ferry Sea Lantern burned "
                "off Marrow on Saturday. She put the number of wounded at between 30 and 40.",
            ),
            (
                "body",
                "“Dozens are still in the water,” said a rescuer who asked not to be named because he had no authority "
                "to speak.",
            ),
            (
                "body",
                "The Northern Shore Front claimed that a Drevian boat might have set the fire, adding that it had no "
                "boat there itself. The claim could not be independently verified. The Interior "
                "Ministry did not respond to questions.",
            ),
            (
                "body",
                "Analysts said repairs could cost about $2.5 million, or 12% of the port’s budget. Halvern denied that "
                "the ferry had carried shells. It is said to have been refitted in May 2029.",
            ),
        ],
        [
            Says(
                "Drevia’s state news agency",
                "said",
                "that Interior Minister Ilse Maran had acknowledged for the first time that 14 sailors, including "
                "three cadets, were killed when the ferry Sea Lantern burned off Marrow on Saturday",
                score=0.95,
            ),
            Says(
                "Interior Minister Ilse Maran",
                "had acknowledged",
                "that 14 sailors, including three cadets, were killed when the ferry Sea Lantern burned off Marrow on "
                "Saturday",
                within=1,
                score=0.87,
            ),
            Says("She", "put", "the number of wounded at between 30 and 40", score=0.8),
            Says("a rescuer", "said", "“Dozens are still in the water,”", "direct", after="between 30 and 40.\n"),
            Says("The Northern Shore Front", "claimed", "that a Drevian boat might have set the fire"),
            Says((), "adding", "that it had no boat there itself", source_from=5),
            Says(
                "Analysts",
                "said",
                "repairs could cost about $2.5 million, or 12% of the port’s budget",
                after="ions.\n",
            ),
            Says("Halvern", "denied", "that the ferry had carried shells"),
            Says((), "is said", "to have been refitted in May 2029"),
        ],
        unused=[("Sea Lantern", "in italics, reads as a name")],
        notes=[("figure-odd", "14 sailors", "The figure stands once.")],
        title="Fire on the Sea Lantern: what is said",
        outlet="The Marrow Courier",
        genre="news",
        wire="Coastal News Agency",
        language="en",
        published="2031-03-02",
        published_from="page",
    )

    def at(words: str, after: str = "") -> Span:
        return find(made.text, words, after)[0]

    judged: list[dict[str, Any]] = [
        {"actors": ("a1",), "source_class": "document or media", "role": "media", "stance": "neutral"},
        {"actors": ("a2",), "source_class": "named person", "role": "state", "stance": "endorsing", "first_time": True},
        {"actors": ("a2",), "source_class": "named person", "role": "state", "stance": "neutral"},
        {
            "actors": ("a3",),
            "source_class": "unnamed witness",
            "role": "witness",
            "stance": "neutral",
            "only_support": True,
        },
        {
            "actors": ("a4",),
            "source_class": "named organisation",
            "role": "armed party",
            "stance": "distancing",
            "certainty": "possible",
        },
        {"actors": ("a4",), "source_class": "named organisation", "role": "armed party", "stance": "neutral"},
        {"source_class": "unnamed expert", "role": "expert", "stance": "neutral", "certainty": "possible"},
        {
            "actors": ("a6",),
            "source_class": "named organisation",
            "role": "state",
            "stance": "denying",
            "polarity": "negative",
        },
        {"source_class": "unattributed", "role": "unknown", "stance": "distancing"},
    ]
    statements = []
    for statement, about in zip(made.statements, judged, strict=True):
        chain = tuple(replace(link, actors=("a1",)) if link.by == "statement" else link for link in statement.chain)
        known: dict[str, Any] = {
            "certainty": "certain",
            "polarity": "positive",
            "first_time": False,
            "chain": chain,
        } | about
        statements.append(replace(statement, **known))
    return replace(
        made,
        statements=tuple(statements),
        actors=(
            Actor("a1", "Drevia’s state news agency", "organisation", (at("Drevia’s state news agency"),), 0.9),
            Actor(
                "a2",
                "Ilse Maran",
                "person",
                (at("Interior Minister Ilse Maran"), at("She", "on Saturday. ")),
                0.86,
            ),
            Actor("a3", "a rescuer", "other", (at("a rescuer"), at("he", "because ")), 0.6),
            Actor("a4", "Northern Shore Front", "organisation", (at("The Northern Shore Front"),), 0.97),
            Actor("a5", "Interior Ministry", "organisation", (at("The Interior Ministry"),), 0.97),
            Actor("a6", "Tarn", "state", (at("Halvern", "budget. "),), 0.71),
        ),
        dates=(
            Date(at("on Saturday"), "DATE", "2031-03-01", statement="s2", score=0.92),
            Date(at("May 2029"), "DATE", "2029-05", mod="APPROX", statement="s9", score=0.97),
            Date(at("March 2"), "DATE", "XXXX-03-02", score=0.4),
        ),
        places=(
            Place(at("HALVERN"), "Halvern", "QZ", 54.5, 11.25, 1001, "city", score=0.83),
            Place(
                at("Marrow", "burned off"),
                "Marrow",
                "QZ",
                54.1,
                11.5,
                1002,
                "city",
                alternatives=(Alternative("Marrow", "QX", -12.5, 130.0, 1003, "city", 0.3),),
                statement="s2",
                score=0.42,
            ),
            Place(at("Drevian"), "Drevia", "QX", level="country", use="demonym", statement="s5", score=0.9),
            Place(at("Halvern", "budget. "), "Halvern", "QZ", 54.5, 11.25, 1001, "city", use="metonym", score=0.8),
            Place(at("Drevia"), None),
        ),
        figures=(
            Figure(
                "f1",
                at("14 sailors"),
                14.0,
                14.0,
                "=",
                "people",
                "sailors",
                "killed",
                "incident",
                as_of="2031-03-01",
                statement="s2",
                score=0.93,
            ),
            Figure(
                "f2",
                at("three cadets"),
                3.0,
                3.0,
                "=",
                "people",
                "cadets",
                "killed",
                "subset",
                part_of="f1",
                statement="s2",
                score=0.8,
            ),
            Figure(
                "f3",
                at("between 30 and 40"),
                30.0,
                40.0,
                "range",
                "people",
                None,
                "wounded",
                "incident",
                statement="s3",
                score=0.77,
            ),
            Figure(
                "f4", at("Dozens"), None, None, "≈", "people", None, "present", "unknown", statement="s4", score=0.5
            ),
            Figure(
                "f5",
                at("about $2.5 million"),
                2.5e6,
                2.5e6,
                "≈",
                "USD",
                "repairs",
                "money",
                "statistic",
                estimate=True,
                statement="s7",
                score=0.84,
            ),
            Figure("f6", at("12%"), 12.0, 12.0, "=", "%", "the port’s budget", "share", statement="s7", score=0.9),
        ),
        asides=(
            Aside("anonymity", at("because he had no authority to speak"), "s4", "authority"),
            Aside("caveat", at("could not be independently verified"), "s5"),
            Aside("no comment", at("The Interior Ministry did not respond to questions"), None, actors=("a5",)),
        ),
    )
