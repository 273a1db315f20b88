"""A story in the terminal, as an analyst would lay it out: who tells it, from whose text, on whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.compare.nouns import Claim, Conflict, External, NoConflict, Ref, Root, Series, Story, Told, Value, Variant
from sayso.report import Report
from sayso.show.sides import sides_counted, sides_in_words
from sayso.show.wording import CREED, day, many, one_line

if TYPE_CHECKING:
    from rich.console import Console

_CLAIMS, _SERIES, _CONFLICTS = 20, 16, 20  # how many of each are shown; JSON has all
_INSTEAD = {
    "update": "a later count of the same source",
    "correction": "a correction",
    "scope": "another scope",
    "rounding": "one number, rounded",
    "parts and total": "parts and their total",
}


def print_story(story: Story, reports: Mapping[str, Report], console: Console) -> None:
    """Prints one story. `reports` are its members by id: every line shows their own words."""
    console.rule(style="dim")
    console.print(Text(one_line(story.title) or "untitled", style="bold"))
    console.print(Text(heading(story), style="dim"))
    console.rule(style="dim")
    _reports(story, reports, console)
    _figures(story.figures, reports, console)
    _claims(story.claims, reports, console)
    _conflicts(story, reports, console)
    console.print(Text(CREED, style="dim italic"))


def heading(story: Story) -> str:
    """What a story is, in a line: "st-7 · 12 reports · 7 outlets · 9 origins · 2 to 6 March 2031"."""
    days = sorted(told.published[:10] for told in story.reports if told.published)
    when = "no dates" if not days else day(days[0]) if days[0] == days[-1] else f"{day(days[0])} to {day(days[-1])}"
    parts = [many(len(story.reports), "report"), many(story.outlets, "outlet"), many(story.origins, "origin")]
    return " · ".join([story.id, *parts, when])


def origin_in_words(told: Told, reports: Mapping[str, Report]) -> str:
    """Whose text a report has, in words."""
    if isinstance(told.origin, External):
        return f"credits {told.origin.name}, which is not in this ledger"
    if told.origin is None:
        return f"shares its text with {_names(told.shares_with, reports)}: which was first is not known"
    if told.origin == told.report:
        shared = f", shares passages with {_names(told.shares_with, reports)}" if told.shares_with else ""
        return f"own text{shared}"
    share = f"{told.copied:.0%} of its words are from" if told.copied is not None else "from"
    return f"{share} {_name(told.origin, reports)}"


def _name(id_: str, reports: Mapping[str, Report]) -> str:
    report = reports.get(id_)
    return one_line(report.outlet) if report and report.outlet else id_


def _names(ids: Sequence[str], reports: Mapping[str, Report]) -> str:
    shown = [_name(id_, reports) for id_ in ids[:3]]
    return ", ".join(shown) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")


def _reports(story: Story, reports: Mapping[str, Report], console: Console) -> None:
    title = "Reports, by when they were published; what no time orders stands together" if story.reports else "Reports"
    _head(title, console)
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for told in story.reports:
        report = reports.get(told.report)
        first = " · nothing earlier is known" if story.earliest == (told.report,) else ""
        head = Text(_name(told.report, reports), style="bold")
        head.append(f" {one_line(report.title or '') if report else ''} ", style="")
        head.append(f"({told.report})", style="dim")
        head.append(f"\n{origin_in_words(told, reports)}{first}", style="dim")
        table.add_row(day(told.published) if told.published else "no date", head)
    console.print(Padding(table, (0, 0, 1, 2)))


def _figures(series: Sequence[Series], reports: Mapping[str, Report], console: Console) -> None:
    shown = [one for one in series if one.values][:_SERIES]
    if not shown:
        return
    _head("Figures: whose word, in which scope, as of when", console)
    for one in shown:
        console.print(Padding(Text(series_in_words(one), style="bold"), (0, 0, 0, 2)))
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
        for _ in range(4):
            table.add_column(overflow="fold")
        for value in one.values:
            table.add_row(*_value(value, reports))
        console.print(Padding(table, (0, 0, 1, 4)))
    if len(series) > len(shown):
        console.print(Padding(Text(f"… {len(series) - len(shown)} more in --format json", style="dim"), (0, 0, 1, 2)))


def series_in_words(series: Series) -> str:
    """What a series counts and what it comes to: "killed, the whole event: 9 to 41, no best: …"."""
    of = f" {series.subject}s" if series.subject else ""
    scope: str = "the whole event" if series.scope == "incident" else series.scope
    scope += f" since {one_line(series.since)}" if series.since else ""
    span = (
        "" if series.low is None else f"{series.low:g}" + ("" if series.low == series.high else f" to {series.high:g}")
    )
    best = f"best {series.best:g} ({one_line(series.rule)})" if series.best is not None else one_line(series.rule)
    return f"{series.role}{of}, {scope}: " + "; ".join(part for part in (span, best) if part)


def _value(value: Value, reports: Mapping[str, Report]) -> tuple[Text, Text, Text, Text]:
    report = reports.get(value.report)
    words = one_line(report[value.span]) if report else ""
    old = bool(value.superseded_by) or value.withdrawn
    note = "withdrawn" if value.withdrawn else "a later count takes its place" if value.superseded_by else ""
    if value.as_of:
        when = f"as of {day(value.as_of)}"
    else:
        when = f"told {day(value.published)}" if value.published else "no date"
    return (
        Text(f"“{words}”", style="dim" if old else ""),
        Text(one_line(value.root or "no source named")),
        Text(one_line(when)),
        Text(f"{_name(value.report, reports)} {note}".strip(), style="dim"),
    )


def _claims(claims: Sequence[Claim], reports: Mapping[str, Report], console: Console) -> None:
    if not claims:
        return
    _head("Claims, in a member’s own words", console)
    for claim in claims[:_CLAIMS]:
        text = Text(f"“{one_line(claim.text)}”")
        text.append(f"\n{claim_in_words(claim)}", style="dim")
        if claim.disputed:
            text.append(" · disputed", style="bold")
        for variant in claim.variants[1:]:
            text.append("\n  also worded: ", style="dim")
            text.append_text(wording(variant))
        console.print(Padding(text, (0, 0, 1, 2)))


def claim_in_words(claim: Claim) -> str:
    """On what a claim stands: "4 outlets, 2 origins, 1 root: Interior Ministry; besides, nobody named: officials"."""
    named = [root for root in claim.roots if not root.vague]
    vague = [root for root in claim.roots if root.vague]
    counts = [
        many(claim.outlets, "outlet"),
        many(claim.origins, "origin"),
        many(len(named), "root") if named else "no root named",
        sides_counted(claim),
    ]
    words = ", ".join(count for count in counts if count) + (
        f": {'; '.join(map(root_in_words, named))}" if named else ""
    )
    if vague:
        words += f"{'; besides, ' if named else ': '}{', '.join(map(root_in_words, vague))}"
    sides = sides_in_words(claim)
    return words + (f"; {sides}" if sides else "")


def wording(variant: Variant) -> Text:
    """A wording of a quotation: what it leaves out of the fullest one in [-…-], what it puts in in {+…+}."""
    marks = {"=": ("", "", "dim"), "-": ("[-", "-]", ""), "+": ("{+", "+}", "")}
    out = Text()
    for sign, words in variant.changes:
        before, after, style = marks[sign]
        out.append(f"{' ' if out else ''}{before}{one_line(words)}{after}", style=style)
    return out


def root_in_words(root: Root) -> str:
    """Whose word something is: "Interior Ministry", "officials (nobody named)", "Adaru, by way of Radio Breakwater"."""
    name = one_line(root.actor or "no source named")
    vague = " (nobody named)" if root.vague and root.actor else ""
    return f"{name}{vague}{f', by way of {one_line(root.external)}' if root.external else ''}"


def _conflicts(story: Story, reports: Mapping[str, Report], console: Console) -> None:
    if story.conflicts:
        _head("What does not fit together", console)
        for conflict in story.conflicts[:_CONFLICTS]:
            console.print(Padding(_sides(conflict, reports, one_line(conflict.why)), (0, 0, 1, 2)))
    if story.no_conflicts:
        _head("What looks so and does fit", console)
        for other in story.no_conflicts[:_CONFLICTS]:
            console.print(Padding(Text(f"{_INSTEAD[other.kind]}: {one_line(other.why)}", style="dim"), (0, 0, 0, 2)))
        console.print()


def _sides(conflict: Conflict | NoConflict, reports: Mapping[str, Report], why: str) -> Text:
    text = Text(why)
    for ref, span in zip(conflict.between, conflict.spans, strict=True):
        text.append(f"\n  {_name(ref.report, reports)}: {_passage(ref, span, reports)}", style="dim")
    return text


def _passage(ref: Ref, span: tuple[int, int], reports: Mapping[str, Report]) -> str:
    """The words around a span, of its own line."""
    report = reports.get(ref.report)
    if report is None:
        return ""
    start = max(report.text.rfind("\n", 0, span[0]) + 1, span[0] - 80)
    stop = report.text.find("\n", span[1])
    end = min(len(report.text) if stop < 0 else stop, span[1] + 80)
    return f"{'…' if start and report.text[start - 1] != chr(10) else ''}{one_line(report.text[start:end])}…"


def _head(words: str, console: Console) -> None:
    console.print(Text(words, style="bold underline"))
