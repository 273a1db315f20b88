"""A story in the terminal, as an analyst would lay it out: who tells it, from whose text, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.compare.nouns import Claim, Conflict, NoConflict, Series, Story, Value, Variant
from sayso.report import Report
from sayso.show.judged import lines
from sayso.show.story_short import several
from sayso.show.story_words import (
    DECIDED,
    INSTEAD,
    NAME,
    Members,
    as_of_in_words,
    best_in_words,
    claim_in_words,
    cut,
    first_in_words,
    group_in_words,
    heading,
    origin_in_words,
    plain,
    quoted,
    range_in_words,
    scope_in_words,
    told_in_words,
    value_in_signs,
)
from sayso.show.wording import CREED, NOBODY, many

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.keep.nouns import Listed

#: How many of each are shown; JSON has all.
_REPORTS, _CLAIMS, _SERIES, _VALUES, _CONFLICTS, _OTHERS, _VARIANTS, _DECIDED = 60, 20, 16, 24, 20, 6, 4, 12
#: Of one text alone, where no claim is told by several.
_LONE = 8
#: Letters of a claim, of a sentence, of a passage's surroundings and of a number's words.
_CLAIM, _WHY, _AROUND, _NUMBER = 400, 400, 70, 40


def print_story(
    story: Story,
    reports: Mapping[str, Report],
    console: Console,
    judgements: Iterable[Listed] = (),
) -> None:
    """Prints one story. `reports` are its members by id: every line shows their own words; `judgements` what people
    decided.
    """
    members = Members(story, reports)
    console.rule(style="dim")
    console.print(Text(members.story(story), style="bold"))
    console.print(Text(heading(story), style="dim"))
    if first := first_in_words(story, members):
        console.print(Text(first))
    console.print(Text(f"Not verified as true. {CREED}", style="italic"))
    console.rule(style="dim")
    _reports(story, members, console)
    _figures([one for one in story.figures if one.values], members, console)
    _claims(story.claims, members, console)
    _conflicts(story, members, console)
    _decided(list(judgements), console)


def _decided(judgements: Sequence[Listed], console: Console) -> None:
    """What people decided, with who, when and why; of the story before that of its statements."""
    if not judgements:
        return
    _head("What people decided: it outranks the machine", console)
    first = sorted(judgements, key=lambda listed: listed.judgement.anchor.of != "story")[:_DECIDED]
    for listed in first:
        for n, line in enumerate(lines(listed)):
            console.print(Padding(Text(cut(line, _WHY)), (0, 0, 0, 6 if n else 2)))
    if len(judgements) > len(first):
        console.print(
            Padding(Text(f"… {len(judgements) - len(first)} more in --format json", style="dim"), (0, 0, 0, 2))
        )
    console.print()


def _reports(story: Story, members: Members, console: Console) -> None:
    _head("Reports, by when they were published; the numbers stand for them below", console)
    ways: dict[str, str] = {}
    for copy in story.copies:
        ways.setdefault(copy.report, DECIDED[copy.by])
    table = _table(3)
    table.columns[0].justify = "right"
    table.columns[1].no_wrap = True
    for told in story.reports[:_REPORTS]:
        head = Text(members.outlet(told.report), style="bold")
        head.append(f"  {members.title(told.report)}", style="")
        way = f" ({ways[told.report]})" if told.report in ways else ""
        if told.origin != told.report or told.shares_with or way:
            head.append(f"\n{origin_in_words(told, members)}{way}", style="dim")
        number, when = str(members.numbers[told.report]), told_in_words(told.published)
        table.add_row(Text(number, style="dim"), Text(when, style="dim"), head)
    console.print(Padding(table, (0, 0, 0, 2)))
    _more(len(story.reports) - _REPORTS, console)
    console.print()


def _figures(series: Sequence[Series], members: Members, console: Console) -> None:
    if not series:
        return
    _head("Figures: whose word, in which scope, as of when", console)
    for one in series[:_SERIES]:
        console.print(Padding(series_in_words(one), (0, 0, 0, 2)))
        rows = _same(one.values)
        table = _table(4)
        for values in rows[:_VALUES]:
            table.add_row(*_value(values, members))
        console.print(Padding(table, (0, 0, 0, 4)))
        _more(len(rows) - _VALUES, console)
        console.print()
    _more(len(series) - _SERIES, console)


def series_in_words(series: Series) -> Text:
    """What a series counts and what it comes to: "people killed, the whole event: 9 to 41; no best: …"."""
    text = Text(f"{group_in_words(series)}, {scope_in_words(series)}: ", style="bold")
    if span := range_in_words(series):
        text.append(f"{span}; ", style="bold")
    return text.append(best_in_words(series))


def _same(values: Iterable[Value]) -> list[list[Value]]:
    """Values that are one number on one root's word with one fate, those that stand first."""
    rows: dict[tuple[object, ...], list[Value]] = {}
    for value in values:
        key = (value.low, value.high, value.comparator, value.root, value.withdrawn, value.superseded_by)
        rows.setdefault(key, []).append(value)
    return sorted(rows.values(), key=lambda row: row[0].withdrawn * 2 + (row[0].superseded_by is not None))


def _value(values: Sequence[Value], members: Members) -> tuple[Text, Text, Text, Text]:
    """A number on one root's word: the number, whose word, since when it is told, and by which reports."""
    first = values[0]
    old = first.withdrawn or first.superseded_by is not None
    by = first.superseded_by
    if first.withdrawn:
        state = "withdrawn" + (f" ({members.numbers[by]})" if by in members.numbers else "")
    else:
        state = f"superseded by {members.numbers.get(by, cut(by, NAME))}" if by else ""
    when = f"as of {as_of_in_words(first.as_of)}" if first.as_of else told_in_words(first.published)
    told = "told by " + _numbers((value.report for value in values), members)
    return (
        _count(first, members, old),
        Text(cut(first.root, NAME) or NOBODY, style="dim" if old else ""),
        Text(when, style="dim"),
        Text(f"{told}{f'; {state}' if state else ''}", style="dim"),
    )


def _count(value: Value, members: Members, old: bool) -> Text:
    """A number in signs, and in the report's words where these are others: ≥9 “at least nine”."""
    signs, words = value_in_signs(value), members.words(value.report, value.span, _NUMBER)
    text = Text(signs, style="dim" if old else "bold")
    return text if words in (signs, "") else text.append(f" “{words}”", style="dim" if old else "not bold")


def _claims(claims: Sequence[Claim], members: Members, console: Console) -> None:
    if not claims:
        return
    _head("Claims, in a member’s own words", console)
    told, lone = several(claims)
    for claim in (told or lone[:_LONE])[:_CLAIMS]:
        text = Text(quoted(cut(claim.text, _CLAIM)))
        if claim.disputed:
            text.append("  disputed", style="bold")
        text.append(f"\n{claim_in_words(claim)}", style="dim")
        text.append(f"\ntold by {_numbers((made.report for made in claim.statements), members)}", style="dim")
        first = list(dict.fromkeys(ref.report for ref in claim.earliest))
        if len(first) > 1:
            text.append(f"; which of {_numbers(first, members)} came first is not known", style="dim")
        elif len({made.report for made in claim.statements}) > 1:
            text.append(f"; earliest {_numbers(first, members) or 'not known: no dates'}", style="dim")
        for variant in claim.variants[1 : _VARIANTS + 1]:
            text.append(f"\nalso worded ({members.numbers.get(variant.ref.report, '?')}): ", style="dim")
            text.append_text(wording(variant))
        console.print(Padding(text, (0, 0, 1, 2)))
    _more(len(told) - _CLAIMS, console)
    if told and lone:
        more = f"… and {many(len(lone), 'claim')} of one text alone, in --format json and html"
        console.print(Padding(Text(more, style="dim"), (0, 0, 1, 2)))
    elif not told:
        _more(len(lone) - _LONE, console)


def wording(variant: Variant) -> Text:
    """A wording of a quotation: what it leaves out of the fullest one in [-…-], what it puts in in {+…+}."""
    marks = {"=": ("", "", "dim"), "-": ("[-", "-]", ""), "+": ("{+", "+}", "")}
    out = Text()
    for sign, words in variant.changes:
        before, after, style = marks[sign]
        out.append(f"{' ' if out else ''}{before}{cut(words, _CLAIM)}{after}", style=style)
    return out


def _conflicts(story: Story, members: Members, console: Console) -> None:
    if story.conflicts:
        _head("What does not fit together", console)
        for conflict in story.conflicts[:_CONFLICTS]:
            console.print(Padding(_sides(conflict, members), (0, 0, 1, 2)))
        _more(len(story.conflicts) - _CONFLICTS, console)
    if story.no_conflicts:
        _head("What looks so and does fit", console)
        _fitting(story.no_conflicts, console)


def _sides(conflict: Conflict, members: Members) -> Text:
    text = Text(cut(conflict.why, _WHY))
    for ref, span in zip(conflict.between, conflict.spans, strict=False):
        before, words, after = members.around(ref.report, span, _AROUND)
        text.append(f"\n  {members.name(ref.report)}: {before}", style="dim").append(words).append(after, style="dim")
    return text


def _fitting(every: Sequence[NoConflict], console: Console) -> None:
    for kind, called in INSTEAD.items():
        whys = list(dict.fromkeys(cut(one.why, _WHY) for one in every if one.kind == kind))
        if whys:
            text = Text(called)
            for why in whys[:_OTHERS]:
                text.append(f"\n  {why}", style="dim")
            console.print(Padding(text, (0, 0, 0, 2)))
            _more(len(whys) - _OTHERS, console, 4)


def _numbers(ids: Iterable[str], members: Members) -> str:
    """Reports by their numbers."""
    found = sorted(set(ids), key=lambda id: members.numbers.get(id, 0))
    shown = [str(members.numbers[id]) if id in members.numbers else plain(id) for id in found[:12]]
    return ", ".join(shown) + (f" and {len(found) - 12} more" if len(found) > 12 else "")


def _table(columns: int) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for _ in range(columns):
        table.add_column(overflow="fold")
    return table


def _more(count: int, console: Console, indent: int = 2) -> None:
    if count > 0:
        console.print(Padding(Text(f"… {count:,} more in --format json", style="dim"), (0, 0, 0, indent)))


def _head(words: str, console: Console) -> None:
    console.print(Text(words, style="bold underline"))
