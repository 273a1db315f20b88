"""A story by hand, with all that a page shows: a copy, a moving figure, a conflict, a correction, a judgement."""

from __future__ import annotations

from dataclasses import replace

from sayso.compare.nouns import (
    Claim,
    Conflict,
    Copy,
    External,
    Maker,
    NoConflict,
    Passage,
    Ref,
    Root,
    Series,
    Story,
    Told,
    Value,
    Variant,
)
from sayso.keep.nouns import Anchor, Judgement, Listed
from sayso.report import Report, Span, text_id
from tests.keep.make import at, report

WIRE = (
    "Ferry sinks off Tarn, ministry says\n\n"
    "At least nine people were killed when a ferry sank off Tarn, the ministry said. "
    "“A list is not a morgue, and I will not read from one,” Minister Ilse Maran said."
)
COPY = WIRE + " So Halyard reported."
LATER = (
    "Toll of Tarn ferry rises\n\nThe toll rose to 17, the ministry said. The Volunteers put it at 31. "
    "The minister said “a list is not a morgue”. The ministry denied that it had hidden names."
)
PAPER = "Forty-one dead\n\nForty-one people died at Tarn, the harbour master said."
UNDATED = "Bulletin\n\nSeventeen people are known to have died off Tarn. Officials said more were missing."


def made(id: str, text: str, outlet: str | None, published: str | None, **known: object) -> Report:
    """A report as a member of the story."""
    title = text.split("\n", maxsplit=1)[0]
    base = report(text, f"/press/desk/{id}.txt", id=id, text_id=text_id(text), title=title)
    return replace(base, outlet=outlet, published=published, url=f"https://{id}.example/a", **known)  # type: ignore[arg-type]


def reports() -> dict[str, Report]:
    """The members by id; one has no date and no address, one credits an agency that is not here."""
    found = (
        made("wire", WIRE, "Halyard News Agency", "2031-03-02T05:10:00Z", bytes_id="ab" * 32),
        made("copy", COPY, "Oskeld Herald", "2031-03-02T08:20:00Z"),
        made("paper", PAPER, "Tarn Gazette", "2031-03-03"),
        made("later", LATER, "Halyard News Agency", "2031-03-03T10:35:00Z"),
        made("bulletin", UNDATED, None, None, published_from=None),
    )
    by_id = {one.id: one for one in found}
    return by_id | {"bulletin": replace(by_id["bulletin"], url=None)}


def value(report: Report, words: str, low: float, root: str | None, **known: object) -> Value:
    """A count of the killed."""
    base = Value(report.id, "f1", "s1", at(report.text, words), report.published, None, low, low, "=", root)
    return replace(base, **known)  # type: ignore[arg-type]


def blast() -> tuple[Story, dict[str, Report], list[Listed]]:
    """The story, its reports by id, and what people judged."""
    by_id = reports()
    wire, copy, paper, later, bulletin = (by_id[id] for id in ("wire", "copy", "paper", "later", "bulletin"))
    whole: Span = (0, len(WIRE))
    quote = "A list is not a morgue, and I will not read from one,"
    killed = Series(
        "killed",
        "people",
        None,
        "incident",
        (
            value(wire, "At least nine", 9, "the ministry", high=None, comparator="≥", superseded_by="later"),
            value(copy, "At least nine", 9, "the ministry", high=None, comparator="≥", superseded_by="later"),
            value(paper, "Forty-one people", 41, "the harbour master", withdrawn=True),
            value(later, "17", 17, "the ministry", as_of="2031-03-03"),
            value(later, "31", 31, "the Volunteers"),
            value(bulletin, "Seventeen", 17, None),
        ),
        17,
        31,
        None,
        "no best: 17 (the ministry); 31 (the Volunteers)",
    )
    missing = Series("missing", "people", "sailor", "subset", (value(wire, "nine", 9, None),), 9, 9, 9, "one count")
    toll = Claim(
        "c1",
        "At least nine people were killed",
        Ref("wire", "s1"),
        (
            Maker("wire", "s1", ("the ministry",), at(WIRE, "At least nine people were killed"), "neutral"),
            Maker("copy", "s1", ("the ministry",), at(COPY, "At least nine people were killed"), "endorsing"),
            Maker("bulletin", None, (), at(UNDATED, "Seventeen people are known to have died"), None),
        ),
        2,
        1,
        (Root("the ministry", None), Root("officials", None, True), Root(None, None, True)),
        (Ref("wire", "s1"),),
        True,
    )
    morgue = Claim(
        "c2",
        f"“{quote}”",
        Ref("wire", "s2"),
        (Maker("wire", "s2", ("Ilse Maran",), at(WIRE, quote), "neutral"),),
        2,
        2,
        (Root("Ilse Maran", "Radio Breakwater"),),
        (Ref("wire", "s2"), Ref("paper", "s1")),
        False,
        (
            Variant(Ref("wire", "s2"), quote, (("=", quote),)),
            Variant(
                Ref("later", "s3"),
                "a list is not a morgue, period",
                (("=", "a list is not a morgue,"), ("-", "and I will not read from one,"), ("+", "period")),
            ),
        ),
    )
    story = Story(
        "st-7",
        "Ferry sinks off Tarn, ministry says",
        (
            Told("wire", wire.outlet, wire.published, "wire", 0.0),
            Told("copy", copy.outlet, copy.published, "wire", 0.93, (Passage(whole, "wire", whole, 30),)),
            Told("paper", paper.outlet, paper.published, None, None, (), ("bulletin",)),
            Told("later", later.outlet, later.published, "later", 0.0),
            Told("bulletin", None, None, External("CNA"), None, (), ("paper",)),
        ),
        ("wire",),
        ("paper", "later"),
        4,
        3,
        (toll, morgue),
        (killed, missing),
        (
            Conflict(
                "figure",
                (Ref("later", "s1"), Ref("later", "s2")),
                (at(LATER, "17"), at(LATER, "31")),
                "“17” (the ministry) against “31” (the Volunteers): people killed, in one report, same scope",
            ),
        ),
        (
            NoConflict(
                "update",
                (Ref("wire", "s1"), Ref("later", "s1")),
                (at(WIRE, "nine"), at(LATER, "17")),
                "the ministry: “At least nine”, later “17”",
            ),
        ),
        (Copy("copy", "wire", (Passage(whole, "wire", whole, 30),), 0.93, 1.0, "credit", at(COPY, "Halyard")),),
    )
    judged = Judgement(
        "0f3a5c7e9b2d4f60aa",
        "role",
        "wire",
        wire.text_id,
        Anchor("statement", "s1", words=((), (), ("At least nine people were killed",))),
        {"role": "state"},
        "mk",
        "2031-03-05T09:00:00+00:00",
        "the ministry’s own site says so",
    )
    return story, by_id, [Listed(judged, "exact")]
