"""The words around a report that terminal, page and notebook share, so that all three say the same."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from sayso.report import Kind, Report
from sayso.show.sweep import Block, blocks
from sayso.show.tally import Owner

__all__ = [
    "APART",
    "CREED",
    "HIDDEN",
    "KINDS",
    "MONTHS",
    "NOBODY",
    "clock",
    "code_point",
    "day",
    "facts",
    "headline",
    "link_to",
    "many",
    "numbers",
    "one_line",
    "percent",
    "title_of",
    "voice_label",
    "voice_meaning",
]

CREED = "Sayso says what the text says and on whose word, never what is true."

#: What stands where the text names no source.
NOBODY = "no source named"

KINDS: dict[Kind, str] = {
    "direct": "all in quotation marks",
    "indirect": "no quotation marks",
    "mixed": "partly in quotation marks",
    "unmarked": "set-off speech without marks",
}

#: What each kind of segment is called where words are kept apart from the body.
APART: dict[str, str] = {
    "headline": "headline",
    "deck": "deck",
    "heading": "headings",
    "pullquote": "pull quotes",
    "caption": "captions",
    "byline": "byline",
    "dateline": "dateline",
    "boilerplate": "boilerplate",
}

_FROM = {
    "given": "as given",
    "metadata": "from the page’s metadata",
    "page": "from the page",
    "feed": "from the feed",
    "address": "from the address",
    "text": "from the text",
}
_GENRES = {"guest": "guest piece", "release": "press release", "unknown": "genre unknown"}
_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
MONTHS = (
    "January February March April May June July August September October November December".split()  # fixed: no locale
)
_LABELS: dict[Owner, str] = {
    "outlet": "Own voice",
    "author": "The author’s voice",
    "guest": "The guest’s voice",
    "issuer": "The issuer’s voice",
    "speakers": "The speakers’ voice",
    "unknown": "Voice: unknown",
}
_MEANINGS: dict[Owner, str] = {
    "outlet": "The outlet’s own words: body text outside every source, cue and content.",
    "author": "An opinion piece: body text outside every source, cue and content is its author’s, not the outlet’s.",
    "guest": "A guest’s piece: body text outside every source, cue and content is the guest’s, not the outlet’s.",
    "issuer": "A press release: body text outside every source, cue and content is its issuer’s.",
    "speakers": "A transcript: text outside every source, cue and content is whoever’s turn it is.",
    "unknown": "Whose words these are is not known: text outside every source, cue and content, charged to nobody.",
}

#: Characters that do not show, or that change how others show: controls, bidirectional overrides, separators, tags.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLANKS = re.compile(r"[ \t\r\n]+")


def code_point(character: str) -> str:
    """The name of a character's place: U+202E."""
    return f"U+{ord(character):04X}"


def one_line(text: str) -> str:
    """A text with its line ends and runs of blanks made single spaces."""
    return _BLANKS.sub(" ", text)


def many(count: int, noun: str) -> str:
    """A count with its noun: "1 word", "1,204 words"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def percent(share: float) -> str:
    """A share in whole percents; what is there but rounds to none is "<1%", and no part of a whole reads 100%."""
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{round(share * 100)}%"


def clock(seconds: float) -> str:
    """A place in a recording: 1:02:03 or 2:03."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def day(published: str) -> str:
    """A time as precise as it is given: "2031", "March 2031", "2 March 2031", "2 March 2031, 09:00 UTC"."""
    found = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(.+))?)?)?$", published)
    if not found or (found[2] and not 1 <= int(found[2]) <= 12):
        return published
    year, month, date, time = found.groups()
    parts = [str(int(date)) if date else "", MONTHS[int(month) - 1] if month else "", year]
    words = " ".join(part for part in parts if part)
    if not time:
        return words
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return published
    offset = moment.utcoffset()
    zone = (
        ""
        if offset is None
        else " UTC"
        if not offset
        else f" UTC{moment.strftime('%z')[:3]}:{moment.strftime('%z')[3:]}"
    )
    return f"{words}, {moment:%H:%M}{zone}"


def facts(report: Report) -> list[str]:
    """What is known of a report, for the line under its title: outlet, date and where it was found, genre, wire, …"""
    if report.published:
        found = f" ({_FROM[report.published_from]})" if report.published_from else ""
        date = day(report.published) + found
    else:
        date = "date unknown"
    return [
        report.outlet or "outlet unknown",
        *(
            [report.byline if report.byline.lower().startswith("by ") else f"by {report.byline}"]
            if report.byline
            else []
        ),
        date,
        _GENRES.get(report.genre, report.genre),
        *([f"credits {report.wire}"] if report.wire else []),
        _LANGUAGES.get(report.language, f"language: {report.language}") if report.language else "language unknown",
    ]


def headline(report: Report) -> Block | None:
    """The block that is the report's own title, so that it need not be shown twice; None where there is none."""
    for block in blocks(report):
        if block.kind == "headline":
            same = report.title is None or _plain(report[block.span]) == _plain(report.title)
            return block if same else None
    return None


def title_of(report: Report) -> str:
    """The report's title on one line; where it has none, the last part of where it came from."""
    title = one_line(report.title or "").strip()
    if title:
        return title
    name = re.split(r"[/\\]", one_line(report.document).strip().rstrip("/\\"))[-1]
    return f"Untitled ({name})" if name else "Untitled"


def link_to(url: str | None) -> str | None:
    """An address that may be linked: http and https only, else None."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} and not HIDDEN.search(url) else None
    except ValueError:
        return None


def voice_label(owner: Owner) -> str:
    """What the words outside every attribution are called: never the outlet's where they may not be."""
    return _LABELS[owner]


def voice_meaning(owner: Owner) -> str:
    """One sentence on what these words are."""
    return _MEANINGS[owner]


def numbers(report: Report) -> dict[str, str]:
    """The number each statement is shown with: that of its id ("s3" is 3), else its place in the report.

    One that people added is shown with its whole id ("j1").
    """
    ids = [s.id for s in report.statements]
    if all(re.fullmatch(r"[sj][0-9]{1,9}", i) for i in ids):
        return {i: i.removeprefix("s") for i in ids}
    return {i: str(n) for n, i in enumerate(ids, 1)}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
