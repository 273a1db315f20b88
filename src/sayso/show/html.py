"""Reports as one self-contained page: nothing is fetched, it prints, and it works without scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from sayso.report import Note, Report
from sayso.show.contract import version
from sayso.show.entries import Entry, entries
from sayso.show.findings import FigureRow, Mix, Row, aside_rows, date_rows, figure_rows, mixes, place_rows
from sayso.show.marked import Marked, MarkedBlock, mark_up, shown
from sayso.show.pages import environment, own
from sayso.show.tally import Tally, tally
from sayso.show.terms import about_source
from sayso.show.wording import (
    APART,
    CREED,
    KINDS,
    facts,
    link_to,
    many,
    numbers,
    one_line,
    title_of,
    voice_label,
    voice_meaning,
)

__all__ = ["page"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the template needs of one report."""

    prefix: str  # begins every id of this report
    report: Report
    title: str
    marked: Marked
    facts: list[str]
    lang: str | None  # the language where it is one that browsers know by its code
    link: str | None
    entries: list[Entry]
    tally: Tally
    numbers: dict[str, str]
    parts: list[tuple[str, str, int, float]]  # (css name, label, words, share) of the running text
    mixes: list[tuple[str, list[Mix]]]
    figures: list[FigureRow]
    places: list[Row]
    dates: list[Row]
    notes: list[tuple[str, list[tuple[str, str]]]]  # (message, [(anchor, words)] of the places that it is about)
    asides: list[tuple[str, str, str, str]]  # those about no statement: (number, what it is, by whom, words)


def page(reports: Sequence[Report]) -> str:
    """One HTML page that shows reports with their statements in place, and under each who speaks and what was left.

    The page asks nothing of any network, carries its styles and its small script inline, and forbids everything else by
    its content security policy. All text of the reports is escaped; only http and https addresses become links.
    """
    sheets = [_sheet(report, f"r{n}") for n, report in enumerate(reports, 1)]
    template = _environment().get_template("page.html")
    return template.render(
        sheets=sheets,
        title=sheets[0].title if len(sheets) == 1 else many(len(sheets), "report"),
        css=own("page.css"),
        js=own("page.js") + own("theme.js"),
        creed=CREED,
        version=version(),
        models=sorted({report.model or "no model" for report in reports}),
    )


@cache
def _environment() -> Environment:
    return environment(
        {
            "shown": lambda text: Markup(shown(text)),  # noqa: S704  `shown` escapes
            "marked": _block,
            "short": _short,
        },
        {
            "kinds": KINDS,
            "apart": APART,
            "voice_label": voice_label,
            "voice_meaning": voice_meaning,
            "about_source": about_source,
        },
    )


def _sheet(report: Report, prefix: str) -> _Sheet:
    counted = tally(report)
    said = sum(speaker.words for speaker in counted.speakers)
    listed = entries(report)
    marked = mark_up(report, prefix)
    parts = [
        ("own", voice_label(counted.voice.owner), counted.voice.words),
        ("said", "Said by sources", said),
        ("attributing", "In sources and cues", counted.attributing),
        ("unsourced", "Set-off quotations without a source", counted.unsourced),
    ]
    return _Sheet(
        prefix=prefix,
        report=report,
        title=title_of(report),
        marked=marked,
        facts=facts(report),
        lang=report.language if report.language and _LANGUAGE.fullmatch(report.language) else None,
        link=link_to(report.url),
        entries=listed,
        tally=counted,
        numbers=numbers(report),
        parts=[(name, label, words, words / max(counted.words, 1)) for name, label, words in parts],
        mixes=mixes(counted),
        figures=figure_rows(report, listed, counted.voice.owner),
        places=place_rows(report, listed),
        dates=date_rows(report, listed),
        notes=[
            (note.message, _places(report, note, f"{prefix}-n{n}", marked)) for n, note in enumerate(report.notes, 1)
        ],
        asides=aside_rows(report),
    )


def _places(report: Report, note: Note, anchor: str, marked: Marked) -> list[tuple[str, str]]:
    """Where in the text a note is about, as anchors with their words: its own place and the first of the others."""
    named = [(anchor, note.span), *((f"{anchor}-{n}", span) for n, span in enumerate(note.related[:3], 1))]
    return [(name, report[span]) for name, span in named if span and name in marked.anchors]


def _block(block: MarkedBlock | str) -> Markup:
    return Markup(block if isinstance(block, str) else block.html)  # noqa: S704  `mark_up` escapes


def _short(text: str, longest: int = 140) -> str:
    line = one_line(text).strip()
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
