"""A report with nesting, a relay and figures, for the tests of judgements; and other readings of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sayso.keep import Ledger
from sayso.keep.judgements import KINDS
from sayso.keep.judging import Done, judge
from sayso.report import Actor, Date, Figure, Link, Place, Report, Span, Statement, Unused, text_id
from tests.keep.make import at, report

TEXT = (
    "Ferry sinks off Marrow\n\nThe ministry said on Sunday that the port police had told it 12 people were missing. "
    "It added that divers would go down again on Monday.\n\n"
    "“We had no warning,” said a passenger. Ilse Maran, who runs the harbour, called the hull “sound”. "
    "A worker on the pier recalled a smell of oil at noon in Tarn."
)


def span(words: str, text: str = TEXT) -> Span:
    """Where words stand, the first time."""
    return at(text, words)


def told(number: int, source: str, cue: str, content: str, text: str = TEXT, **known: Any) -> Statement:
    """A statement by its words; an empty source is none."""
    return Statement(
        f"s{number}",
        f"key-{content[:12]}",
        known.pop("kind", "indirect"),
        (span(source, text),) if source else (),
        (span(cue, text),),
        (span(content, text),),
        chain=known.pop("chain", (Link("outlet"),)),
        score=0.9,
        **known,
    )


def ferry(text: str = TEXT, **known: Any) -> Report:
    """The report as the machine read it."""
    outer = told(
        1,
        "The ministry",
        "said on Sunday",
        "that the port police had told it 12 people were missing",
        text,
        actors=("a1",),
        source_class="named organisation",
        role="state",
    )
    inner = told(
        2,
        "the port police",
        "had told",
        "12 people were missing",
        text,
        actors=("a2",),
        within="s1",
        chain=(Link("outlet"), Link("statement", "s1", None, ("a1",))),
        source_class="named organisation",
        role="police or court",
    )
    added = told(
        3,
        "",
        "added",
        "that divers would go down again on Monday",
        text,
        source_from="s1",
        actors=("a1",),
        source_class="named organisation",
        role="state",
    )
    quoted = told(
        4, "a passenger", "said a"[:4], "“We had no warning,”", text, kind="direct", source_class="unnamed witness"
    )
    start = text.index("said a passenger")
    quoted = replace(quoted, cue=((start, start + 4),))
    return replace(
        report(text),
        statements=(outer, inner, added, quoted),
        actors=(
            Actor("a1", "The ministry", "organisation", (span("The ministry", text),), 0.9),
            Actor("a2", "the port police", "organisation", (span("the port police", text),), 0.9),
            Actor("a3", "Ilse Maran", "person", (span("Ilse Maran", text),), 0.9),
        ),
        dates=(
            Date(span("on Monday", text), "DATE", "2031-03-03", statement="s3", score=0.9),
            Date(span("at noon", text), "TIME", "2031-03-02T12:00", score=0.9),
        ),
        places=(Place(span("Tarn", text), "Tarn", score=0.5),),
        figures=(
            Figure("f1", span("12 people", text), 12, 12, "=", "people", role="missing", statement="s2", score=0.8),
        ),
        unused=(Unused(span("“sound”", text), "in quotation marks, no cue near it"),),
        **known,
    )


def other_reading(found: Report, *, model: str = "en-2 (sha256 1)", **changes: Any) -> Report:
    """The same text as other weights read it."""
    return replace(found, model=model, **changes)


def edited(before: str, after: str) -> Report:
    """The report after its outlet changed some words, read as before."""
    text = TEXT.replace(before, after)
    assert text != TEXT
    made = ferry(text)
    return replace(made, text_id=text_id(text))


@contextmanager
def a_ledger(path: Path, *reports: Report, **known: Any) -> Iterator[Ledger]:
    """A ledger that holds some reports."""
    with Ledger.open(path, **known) as ledger:
        for each in reports:
            ledger.add(each)
        yield ledger


def say(ledger: Ledger, verb: str, target: str | None = None, id: str | None = "", /, **given: Any) -> Done:
    """Records a judgement of mk's on the ledger's first report."""
    if id == "":
        (id,) = ledger.connection.execute("SELECT id FROM documents ORDER BY document_id LIMIT 1").fetchone()
    over_all = KINDS[verb].lay is None if verb in KINDS else False
    return judge(ledger, verb, report=None if over_all else id, target=target, given=given, who="mk")
