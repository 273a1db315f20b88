"""What a story's page says of its reports: who took from whom, what shows which text was read, what people decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC

from sayso.compare.nouns import Copy, External, Story, Told
from sayso.keep.nouns import Listed
from sayso.show.judged import SHOWN, became, said
from sayso.show.story_rows import Name, named
from sayso.show.story_words import DECIDED, NAME, Members, cut, origin_in_words, plain, told_in_words
from sayso.show.wording import link_to

#: What a page carries at most.
TAKEN, _SHARING, _SOURCES, JUDGEMENTS = 200, 40, 6, 300
#: Letters of an address and of words.
_ADDRESS, _WORDS = 300, 320


@dataclass(frozen=True, slots=True)
class Source:
    """Where words of a copy were first."""

    by: Name | None  # null: outside the ledger
    outside: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A report with the text that it was taken from."""

    by: Name
    when: str
    sources: list[Source]
    decided: str
    credit: str  # the words in which it credits the other


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report, and what shows that it is the one that was read."""

    by: Name
    title: str
    link: str | None
    address: str
    when: str
    found: str
    origin: str
    text_id: str
    bytes_id: str
    model: str
    read: str
    id: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement of a person."""

    uid: str
    who: str
    day: str
    what: str
    on: str
    words: str
    why: str
    state: str


def taken(story: Story, members: Members) -> list[Taken]:
    """Reports whose text is another's, in the order of the story."""
    direct: dict[str, list[Copy]] = {}
    for copy in story.copies:
        direct.setdefault(copy.report, []).append(copy)
    out = []
    for told in story.reports:
        if isinstance(told.origin, External):
            source = Source(None, cut(told.origin.name, NAME), None)
            out.append(Taken(named(members, told.report), told_in_words(told.published), [source], "it credits it", ""))
            continue
        if told.origin is None or told.origin == told.report:
            continue
        straight = direct.get(told.report, [])
        ways = list(dict.fromkeys(DECIDED[copy.by] for copy in straight)) or [DECIDED[None]]
        credit = next((copy.credit for copy in straight if copy.credit), None)
        out.append(
            Taken(
                by=named(members, told.report),
                when=told_in_words(told.published),
                sources=_sources(told, members),
                decided="; ".join(ways),
                credit=members.words(told.report, credit, NAME) if credit else "",
            )
        )
    return out


def _sources(told: Told, members: Members) -> list[Source]:
    """Where a copy's words were first, the most first: the whole share is spread as its passages are."""
    words: dict[str, int] = {}
    for passage in told.passages:
        words[passage.of] = words.get(passage.of, 0) + passage.words
    total = sum(words.values())
    if not total or told.copied is None:
        assert isinstance(told.origin, str)
        return [Source(named(members, told.origin), "", told.copied)]
    most = sorted(words, key=lambda of: (-words[of], of))[:_SOURCES]
    return [Source(named(members, of), "", told.copied * words[of] / total) for of in most]


def sharing(story: Story, members: Members) -> list[list[Name]]:
    """Groups of reports that share text of which nothing says who had it first."""
    groups: list[set[str]] = []
    for told in story.reports:
        if not told.shares_with:
            continue
        mine = {told.report, *told.shares_with}
        for group in [group for group in groups if group & mine]:
            mine |= group
            groups.remove(group)
        groups.append(mine)
    order = members.numbers
    return [
        [named(members, id) for id in sorted(group, key=lambda id: order.get(id, 0))[:_SHARING]] for group in groups
    ]


def report_row(told: Told, members: Members) -> ReportRow:
    """A report with its address, its sums and what it was read by."""
    report = members.reports.get(told.report)
    address = (report.url or _file(report.document)) if report else ""
    url = report.url if report else None
    return ReportRow(
        by=named(members, told.report),
        title=members.title(told.report),
        link=link_to(url) if url and len(url) <= 2000 else None,
        address=cut(address, _ADDRESS),
        when=told_in_words(told.published),
        found=(report.published_from or "") if report and told.published else "",
        origin=origin_in_words(told, members),
        text_id=report.text_id if report else "",
        bytes_id=(report.bytes_id or "") if report else "",
        model=cut(report.model, NAME) if report and report.model else "no model",
        read=report.read_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if report else "",
        id=cut(told.report, NAME),
    )


def _file(document: str) -> str:
    """Where a report without an address came from: of a path the file's name, for a page goes to other people."""
    local = document.startswith(("/", "~", ".")) or document[1:3] in (":\\", ":/")
    name = re.split(r"[/\\]", document.rstrip("/"))[-1]
    return f"file {name}" if local else document


def decision(listed: Listed, members: Members) -> Decision:
    """A judgement: who decided what, of what, why, and whether it holds."""
    one = listed.judgement
    if one.document is None:
        on = "the story"
    else:
        part = f", {plain(one.anchor.id)}" if one.anchor.id and one.kind != "undo" else ""
        on = f"{members.name(one.document)}{part}"
    return Decision(
        uid=one.uid[:SHOWN],
        who=cut(one.who, NAME),
        day=told_in_words(one.made_at[:10]),
        what=cut(said(one), _WORDS),
        on=on,
        words=cut(" … ".join(words for words in one.anchor.words[2] if words), _WORDS),
        why=cut(one.why, _WORDS),
        state=cut(became(listed), NAME),
    )
