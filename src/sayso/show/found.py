"""What a search found: in the terminal, as JSON and CSV, and as one self-contained page.

As everywhere, source, cue and content are told apart by signs and type, never by colour alone; the words found are
reversed, or stand between asterisks where type cannot show.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TextIO, cast

from sayso.keep.found import Hit, Page, Query
from sayso.report import Genre, Span
from sayso.show.contract import version
from sayso.show.pages import environment, own
from sayso.show.table import cell
from sayso.show.wording import APART, CREED, NOBODY, day, one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = [
    "SCHEMA",
    "asked",
    "found_columns",
    "found_json",
    "found_page",
    "hit_record",
    "print_found",
    "write_found_csv",
]

#: Number of the JSON form. A field that changes its meaning needs a new one.
SCHEMA = 1
Record = dict[str, Any]
#: Words with whether they were found.
Pieces = list[tuple[str, bool]]

_GAP = " … "
#: Letters of a source, cue or content that a hit shows: three or four lines in all.
_LONGEST = 260
_COLUMNS = tuple(field.name for field in fields(Hit))
_VOICES: dict[Genre, str] = {
    "news": "own voice",
    "opinion": "the author’s voice",
    "guest": "the guest’s voice",
    "release": "the issuer’s voice",
    "transcript": "the speakers’ voice",
    "unknown": "voice unknown",
}


# --- words that all forms share


def hit_record(hit: Hit) -> Record:
    """A hit as a record; spans are half-open pairs of code points into the report's text."""
    return {name: _plain(getattr(hit, name)) for name in _COLUMNS}


def asked(query: Query) -> Record:
    """What of a query was asked for."""
    nothing = Query()
    given = {field.name: getattr(query, field.name) for field in fields(Query)}
    return {name: _plain(value) for name, value in given.items() if value != getattr(nothing, name)}


def _plain(value: Any) -> Any:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def whose(hit: Hit) -> str:
    """What a hit is that no statement holds: "own voice" of news, and never the outlet's what may not be."""
    if hit.passage is None:
        return "in the title"
    if hit.voice in APART:
        return f"in no statement; {hit.voice}"
    if hit.voice == "blockquote":
        return "in no statement; set off as a quotation"
    return f"in no statement; {_VOICES[hit.genre]}"


def pieces(words: str, spans: Sequence[Span], found: Sequence[Span], longest: int = _LONGEST) -> Pieces:
    """The words of some spans of a text, cut where the words found begin and end.

    What is longer than `longest` letters is shortened around the first that was found.
    """
    cuts: list[Span] = []
    at = 0
    for start, end in spans:
        cuts += [(max(a, start) - start + at, min(b, end) - start + at) for a, b in found if a < end and b > start]
        at += end - start + len(_GAP)
    first, last = _window(words, cuts[0] if cuts else (0, 0), longest)
    out: Pieces = [("…", False)] if first else []
    at = first
    for start, end in cuts:
        if at <= start and end <= last:
            out += [(words[at:start], False), (words[start:end], True)]
            at = end
    out += [(words[at:last], False), ("…" if last < len(words) else "", False)]
    return [piece for piece in out if piece[0]]


def _window(words: str, seen: Span, longest: int) -> Span:
    """Which part of words is shown: all, or whole words around a place."""
    if len(words) <= longest:
        return 0, len(words)
    first = 0 if seen[1] <= longest * 0.8 else max(0, min(seen[0] - longest // 3, len(words) - longest))
    last = min(len(words), max(first + longest, seen[1]))
    if first and (blank := words.find(" ", first, seen[0])) >= 0:
        first = blank + 1
    if last < len(words) and (blank := words.rfind(" ", max(seen[1], first + 1), last)) > 0:
        last = blank
    return first, last


def _parts(hit: Hit) -> list[tuple[str, Pieces]]:
    """Source, cue and content of a hit, or its passage, with what was found."""
    if hit.statement is None:
        if hit.passage is None or hit.words is None:
            return []
        return [("passage", pieces(hit.words, (hit.passage,), hit.found, 2 * _LONGEST))]
    parts = (("source", hit.source_spans), ("cue", hit.cue_spans), ("content", hit.content_spans))
    return [(part, pieces(getattr(hit, part), spans, hit.found)) for part, spans in parts]


def _where(hit: Hit) -> str:
    """Where a hit stands: its statement's id, and the places of source, cue and content in the text."""
    if hit.statement is None:
        return f"{hit.passage[0]}–{hit.passage[1]}" if hit.passage else ""
    spans = (hit.source_spans, hit.cue_spans, hit.content_spans)
    return f"{hit.statement} {'; '.join(', '.join(f'{a}–{b}' for a, b in part) or '–' for part in spans)}"


def _about(hit: Hit) -> list[str]:
    """Who is meant, and what the statement is."""
    if hit.statement is None:
        return [whose(hit)]
    source = " ".join(hit.source.split()).casefold()
    names = [name for name in hit.actors if " ".join(name.split()).casefold() not in source]
    who = [f"{'; '.join(names)}"] if names else []
    if hit.by_guess:
        who = [*who, f"taken for {hit.by_guess}: a guess"]
    put = [word for word in (hit.source_class, hit.role, hit.stance if hit.stance != "neutral" else None) if word]
    return [*who, *put, *(["judged by people"] if hit.judgement else [])]


def _report(hit: Hit) -> list[str]:
    """The outlet, day and title of a hit's report."""
    title = one_line(hit.title or "").strip() or "untitled"
    return [hit.outlet or "outlet unknown", day(hit.published) if hit.published else "date unknown", title]


# --- the terminal


def print_found(page: Page, query: Query, console: Console) -> None:
    """Prints each hit in three or four lines: who said what, who and what that is, in which report, and where."""
    from rich.text import Text

    from sayso.show.pen import Pen

    pen = Pen(console)
    for number, hit in enumerate(page.hits, query.offset + 1):
        label = f"{number}. "
        line = Text(overflow="fold")
        for part, words in _parts(hit):
            line.append(" " if line.plain else "").append_text(_drawn(pen, part, words))
        if not line.plain:
            line.append_text(pen.text(hit.title or hit.document, "reverse" if pen.typed else ""))
        pen.print(line, first=label, rest=" " * len(label), indent=0)
        for facts, style in ((_about(hit), ""), (_report(hit), "dim")):
            if facts:
                pen.print(pen.text(pen.signs.dot.join(facts), style), indent=3)
        pen.print(
            pen.text(pen.signs.dot.join((hit.url or hit.document, f"{hit.report} {_where(hit)}")), "dim"), indent=3
        )
        pen.line()


def _drawn(pen: Any, part: str, words: Pieces) -> Text:
    from rich.text import Text

    out = Text(overflow="fold")
    signs = {"source": pen.signs.source, "content": pen.signs.content, "passage": ("", "")}
    opening, closing = signs.get(part, ("", "") if pen.typed else ("_", "_"))
    style = {"source": "bold", "cue": "underline"}.get(part, "")
    colour = {"source": "cyan", "content": "green"}.get(part, "")
    if part == "source" and not words:
        return cast("Text", pen.text(f"({NOBODY})", "italic"))
    out.append(opening, colour)
    for text, found in words:
        shown = pen.safe(text)
        if found and not pen.typed:
            shown = f"*{shown}*"
        out.append(shown, f"{style} reverse" if found else style)
    return out.append(closing, colour)


# --- for programs


def found_json(page: Page, query: Query) -> str:
    """Hits as one JSON object with what was asked, without the newline at its end."""
    record = {
        "sayso": {"schema": SCHEMA, "version": version()},
        "query": asked(query),
        "hits": [hit_record(hit) for hit in page.hits],
        "more": page.more,
        "notes": list(page.notes),
    }
    return _dumped(record, indent=1)


def found_line(hit: Hit) -> str:
    """A hit as one line of JSON."""
    return _dumped(hit_record(hit))


def _dumped(record: Record, indent: int | None = None) -> str:
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=indent)
    return text.encode("utf-8", "replace").decode("utf-8").translate({0x2028: "\\u2028", 0x2029: "\\u2029"})


def found_columns() -> tuple[str, ...]:
    """The names of the columns of the CSV form, in order: those of a hit's record."""
    return _COLUMNS


def write_found_csv(hits: Sequence[Hit], out: TextIO) -> int:
    """Writes a row a hit (RFC 4180) and says how many. Open `out` with `newline=""`.

    Spans and names are JSON. A cell of text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for hit in hits:
        record = hit_record(hit)
        names = record["actors"] = "; ".join(hit.actors) or None
        assert names is None or isinstance(names, str)
        writer.writerow(
            cell(json.dumps(value, separators=(",", ":")) if isinstance(value, list) else value)
            for value in (record[name] for name in _COLUMNS)
        )
    return len(hits)


# --- the page


def found_page(page: Page, query: Query) -> str:
    """A page of hits as one HTML page that asks nothing of any network; the reports' addresses are links."""
    out: str = (
        _environment()
        .get_template("found.html")
        .render(
            page=page,
            title=_heading(query),
            asked=[f"{name.replace('_', ' ')}: {_said(value)}" for name, value in _filters(query)],
            number=query.offset,
            creed=CREED,
            version=version(),
            css=own("page.css"),
        )
    )
    return out


def _heading(query: Query) -> str:
    return f"Search: {one_line(query.words).strip()}" if query.words.strip() else "Search"


def _filters(query: Query) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in asked(query).items() if name not in ("words", "limit", "offset")]


def _said(value: Any) -> str:
    return " or ".join(map(str, value)) if isinstance(value, list) else "yes" if value is True else str(value)


@cache
def _environment() -> Any:
    return environment(globals={"parts_of": _parts, "about": _about, "report_of": _report, "where_of": _where})
