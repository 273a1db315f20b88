"""An audit in the terminal and as one self-contained page.

The words accuse nobody: a share says what was counted, out of how many, how far chance and the classifier's error may
have moved it, and which statements it was counted from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.audit import FEW, LEAST, UNKNOWN_MONTH, Group, Measure, Part, Result, Said, Seen, Share
from sayso.report import Genre
from sayso.show.contract import version
from sayso.show.pages import environment, own
from sayso.show.pages import safe as _safe
from sayso.show.wording import CREED, day, many, percent

__all__ = ["audit_page", "print_audit"]

_GENRES: dict[Genre, str] = {
    "news": "News",
    "opinion": "Opinion",
    "guest": "Guest pieces",
    "release": "Press releases",
    "transcript": "Transcripts",
    "unknown": "Genre unknown",
}
_VOICES: dict[Genre, str] = {
    "news": "the outlet’s own words",
    "opinion": "the authors’ words, not charged to the outlet",
    "guest": "the guests’ words, not charged to the outlet",
    "release": "the issuers’ words, not charged to the outlet",
    "transcript": "the words of whoever has the turn",
    "unknown": "words of unknown authorship, charged to nobody",
}
#: Values whose technical names would mislead a reader.
_SHOWN = {
    ("stance", "neutral"): "neutral: said, told",
    ("stance", "endorsing"): "presents as fact: confirmed, revealed",
    ("stance", "distancing"): "keeps a distance: claimed, alleged",
    ("stance", "denying"): "denial: denied, rejected",
    ("stance", "directive"): "directive: urged, ordered",
    ("stance", "attitude"): "attitude: believes, fears",
    ("stance", "asking"): "question: asked, wondered",
    ("certainty", "certain"): "stated flatly",
    ("certainty", "underspecified"): "left open: questions, demands, refusals to say",
    ("class", "unattributed"): "nobody said to be the source: “is said to”",
    ("role", "unknown"): "unknown",
}
_FEW = "Few reports: the intervals rest on their number alone, and the shares say little."
#: Stands where a share of a measure is not corrected and others are.
_UNKNOWN = "–"


# --- words that terminal and page share


@dataclass(frozen=True, slots=True)
class _Line:
    """A share in words."""

    label: str
    count: str
    share: str
    sampling: str
    corrected: str  # "" where no error is measured
    about: str  # what the correction rests on, for those who ask


def _title(group: Group) -> str:
    parts = [part for part in (group.outlet, _month(group.month)) if part]
    return ", ".join(parts) or "All reports"


def _month(month: str | None) -> str | None:
    return month if month is None or month == UNKNOWN_MONTH else day(month)


def _summary(part: Part) -> str:
    """How much a part rests on, and whether that is little."""
    aside = sum(seen.aside for seen in part.reports)
    text = f"{many(len(part.reports), 'report')}, {many(len(part.said), 'statement')}"
    text += f"; {many(aside, 'statement')} in headlines, captions and the like in no share" if aside else ""
    return f"{text}. {_FEW}" if _few(part) else f"{text}."


def _few(part: Part) -> bool:
    """Whether all measures of a part rest on few reports."""
    return len(part.reports) < FEW


def _asked(part: Part, measure: Measure) -> str:
    """What a measure's n is: "the outlet's own words; of the 2,160 words of running text, in 12 reports"."""
    voice = f"{_VOICES[part.genre]}; " if measure.name == "voice" else ""
    where = "" if measure.unit == "reports" else f", in {many(measure.reports, 'report')}"
    return f"{voice}{measure.of} ({measure.n:,}{where})"


def _remarks(part: Part, measure: Measure, corrected: bool) -> Iterator[str]:
    """What a reader should know of a measure; `corrected`: whether other measures here carry a measured error."""
    if measure.few and measure.n and not _few(part):
        yield _FEW
    if measure.unmeasured and measure.n and corrected:
        yield f"Not corrected: {measure.unmeasured}."
    if not measure.unmeasured and any(share.error is None for share in measure.shares):
        yield f"{_UNKNOWN}: fewer than {LEAST} labelled statements of this class, so its error is not known."
    if measure.left_out:
        yield f"Not judged, and in no n: {many(len(measure.left_out), 'statement')}."
    if measure.others:
        yield f"{many(measure.others, 'more source')} not shown."
    if measure.name == "source" and any(share.by == "nobody" for share in measure.shares):
        yield "Who stands behind a pronoun that was not resolved may differ from statement to statement."


def _line(measure: Measure, share: Share) -> _Line:
    about = ""
    if share.error:
        e = share.error
        about = (
            f"On labelled reports the classifier found {percent(e.found)} of the {e.belonging:,} that belong here, and "
            f"put {percent(e.wrongly)} of the {e.others:,} others here."
        )
    return _Line(
        label=_SHOWN.get((measure.name, share.value), share.value),
        count=f"{share.count:,}",
        share=percent(share.share),
        sampling=_between(share.sampling),
        corrected=f"{percent(share.corrected)} ({_between(share.interval)})"
        if share.corrected is not None and share.interval is not None
        else ("" if measure.unmeasured else _UNKNOWN),
        about=about,
    )


def _between(interval: tuple[float, float]) -> str:
    low, high = interval  # rounded outwards: what is shown is never narrower than what was found
    return f"{math.floor(low * 100)}–{math.ceil(high * 100)}%"


def _how(result: Result) -> list[str]:
    method = result.method
    lines = [
        f"Intervals: {method.level:.0%}. Chance: whole reports drawn again, {method.resamples:,} times "
        f"(cluster bootstrap, seed {method.seed}).",
    ]
    if method.errors:
        lines.append(
            "Corrected: what the share is likely to be, given how often the classifier was wrong on labelled reports "
            f"({method.errors}); its interval holds chance and that error together."
        )
    lines += method.warnings
    lines.append("Statements inside a source’s own words count as that source’s, and enter only the share about them.")
    if result.outside:
        lines.append(f"{many(result.outside, 'report')} outside the days asked for.")
    return lines


# --- the terminal


def print_audit(result: Result, console: Any, *, lists: bool = False) -> None:
    """Prints an audit as tables on a rich console; with `lists` every share's statements under it."""
    from rich.padding import Padding
    from rich.text import Text

    def say(text: str, style: str = "", indent: int = 0, then: str = "") -> None:
        whole = Text().append(_safe(text), style).append(_safe(then), "dim")
        for line in whole.wrap(console, max(console.width - indent, 8)):
            line.rstrip()
            console.print(Text(" " * indent).append_text(line), soft_wrap=True)

    for group in result.groups:
        console.print()
        say(_title(group), "bold underline")
        for part in group.parts:
            console.print()
            say(f"{_GENRES[part.genre]}: {_summary(part)}", "bold")
            for measure in part.measures:
                if not measure.n and not lists:
                    continue
                console.print()
                say(measure.title, "bold", 1, then=f"  {_asked(part, measure)}")
                if measure.shares:
                    console.print(
                        Padding(_table(measure, console.width, bool(result.method.errors)), (0, 0, 0, 2), expand=False)
                    )
                for remark in _remarks(part, measure, bool(result.method.errors)):
                    say(remark, "italic", 2)
                if lists:
                    places = [(_line(measure, share).label, share.behind) for share in measure.shares]
                    for label, behind in [*places, *([("not judged", measure.left_out)] if measure.left_out else [])]:
                        say(f"{label}:", "bold", 2)
                        for line in _behind(part, measure, behind):
                            say(line, "", 4)
    console.print()
    for left in result.left:
        say(f"Not counted: {left.document}: {left.why}.", "dim")
    for sentence in _how(result):
        say(sentence, "dim")
    if not lists and result.groups:
        say("The statements behind every share: --verbose, --format html or --format json.", "dim")
    say(CREED, "italic")


def _table(measure: Measure, width: int, corrected: bool) -> Any:
    """A measure's shares as a rich table; its columns stand alike under each other in every measure."""
    from rich.table import Table
    from rich.text import Text

    labels = max(16, min(44, width - (50 if corrected else 34)))
    columns = (("count", 7), ("share", 5), ("by chance", 9), *((("corrected", 14),) if corrected else ()))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("", min_width=labels, max_width=labels, overflow="fold")
    for name, least in columns:
        table.add_column(name, justify="right", min_width=least, no_wrap=True)
    for share in measure.shares:
        line = _line(measure, share)
        cells = (line.count, Text(line.share, "bold"), line.sampling, line.corrected)
        table.add_row(Text(_safe(line.label)), *cells[: len(columns)])
    return table


def _behind(part: Part, measure: Measure, places: tuple[int, ...]) -> Iterator[str]:
    for place in places:
        if measure.unit == "words":
            seen = part.reports[place]
            yield f"{seen.id}: {seen.own:,} of {many(seen.words, 'word')}: {seen.title or seen.document}"
        elif measure.unit == "reports":
            seen = part.reports[place]
            yield f"{seen.id}: {seen.wire or ''}: {seen.title or seen.document}"
        else:
            said = part.said[place]
            grounds = f" [{said.grounds}]" if said.grounds and measure.name == "reason" else ""
            words = f"{said.source or 'no source named'} · {said.cue} · {_short(said.content)}{grounds}"
            yield f"{part.reports[said.report].id} {said.id}: {words}"


def _short(text: str, longest: int = 200) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


# --- the page


def audit_page(result: Result) -> str:
    """An audit as one HTML page that asks nothing of any network; each share opens the list it was counted from."""
    page: str = (
        _environment()
        .get_template("audit.html")
        .render(
            result=result,
            title=_heading(result),
            how=_how(result),
            creed=CREED,
            version=version(),
            genres=_GENRES,
            css=own("page.css"),
        )
    )
    return page


def _heading(result: Result) -> str:
    outlets = sorted({group.outlet for group in result.groups if group.outlet})
    return f"Audit: {outlets[0]}" if len(outlets) == 1 else "Audit"


@cache
def _environment() -> Any:
    return environment(
        {"short": _short},
        {
            "heading_of": _title,
            "summary_of": _summary,
            "asked": _asked,
            "remarks": _remarks,
            "line_of": _line,
            "by_report": _by_report,
            "date_of": lambda seen: day(seen.published) if seen.published else "date unknown",
            "offsets": lambda spans: ", ".join(f"{a}–{b}" for a, b in spans),
        },
    )


def _by_report(part: Part, places: tuple[int, ...]) -> list[tuple[Seen, list[Said]]]:
    """The statements at some places, under their reports."""
    out: dict[int, list[Said]] = {}
    for place in places:
        out.setdefault(part.said[place].report, []).append(part.said[place])
    return [(part.reports[n], said) for n, said in sorted(out.items())]
