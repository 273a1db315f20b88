"""What grounding found, as rows in words: classes and roles, figures, times, places, asides about no statement.

The source's own words come first, what they are taken to mean second. A guess with a low score is named one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from sayso.report import Alternative, Date, Figure, Place, Report, Span
from sayso.show.entries import Entry, names_of
from sayso.show.tally import Owner, Tally, joined
from sayso.show.terms import ASIDES, CLASSES, FIGURE_ROLES, LEVELS, ROLES, SCOPES
from sayso.show.when import in_words
from sayso.show.wording import NOBODY, one_line, percent, voice_label

__all__ = [
    "FigureRow",
    "Mention",
    "Mix",
    "Row",
    "aside_rows",
    "country",
    "date_rows",
    "figure_rows",
    "mixes",
    "place_rows",
]

#: A score under this is shown beside the words "a guess": with more than three in ten wrong a reader has to look.
SURE = 0.7


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure in words."""

    number: str  # its place among the report's figures, from 1
    words: str  # as the text puts it
    value: str  # what that is as a number, where the words do not show it: "≥ 9"
    what: str  # of whom or what, in which role
    scope: str  # what the number covers, and what it is a part of
    as_of: str
    whose: str  # on whose word: the source, or whose voice it is
    statement: str | None  # number of the statement it stands in; None: it stands in the report's own voice
    guess: str  # "a guess, 42%" where the score is low, else empty
    minor: bool  # counts no people and no money: shown after the others, in a line


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that name a time or a place, wherever they stand."""

    number: str  # of the first time they stand there, from 1 among the report's dates, or places
    words: str
    times: int


@dataclass(frozen=True, slots=True)
class Row:
    """A time or a place in words, with everything in the text that is taken to mean it."""

    mentions: tuple[Mention, ...]
    value: str  # what they are taken to mean; empty where that is not known
    more: str  # what else is known of it; can be empty
    guess: str  # "a guess, 42%" where the score is low, else empty
    statements: tuple[str, ...]  # numbers of the statements that they stand in, each once
    minor: bool = False  # a length of time: shown after the others, in a line


@dataclass(frozen=True, slots=True)
class Mix:
    """How much the sources of one class, or one role, say."""

    label: str
    statements: int
    share: float  # of the running text, 0 to 1


def mixes(counted: Tally) -> list[tuple[str, list[Mix]]]:
    """How sources are named and what they are, each under its title; empty where no statement was judged."""
    classes = [Mix(CLASSES[s.of] if s.of else "not judged", len(s.statements), s.share) for s in counted.classes]
    roles = [Mix(ROLES[s.of] if s.of else "not judged", len(s.statements), s.share) for s in counted.roles]
    return [(title, rows) for title, rows in (("How sources are named", classes), ("What sources are", roles)) if rows]


def figure_rows(report: Report, entries: list[Entry], owner: Owner) -> list[FigureRow]:
    """The figures of a report, in its order; `owner` is whose voice the report's own words are."""
    who = {e.statement.id: e for e in entries}
    words = {f.id: _at(report, f.span) for f in report.figures}
    rows = []
    for number, f in enumerate(report.figures, 1):
        said = who.get(f.statement or "")
        scope = SCOPES[f.scope] if f.scope else ""
        part = words.get(f.part_of or "")
        covers = [f"part of “{part}”" if part else "", "" if part and f.scope == "subset" else scope]
        rows.append(
            FigureRow(
                number=str(number),
                words=words[f.id] if words[f.id] else f.id,
                value=_value(f, _at(report, f.span)),
                what=_counted(f, _at(report, f.span)),
                scope=", ".join(filter(None, [*covers, "an estimate" if f.estimate else ""])),
                as_of=in_words(f.as_of),
                whose=(said.name or said.who or NOBODY) if said else voice_label(owner).lower(),
                statement=said.number if said else None,
                guess=_guess(f.score),
                minor=f.role in {None, "other", "measure"} and f.unit != "people" and f.scope in {None, "unknown"},
            )
        )
    return rows


def date_rows(report: Report, entries: list[Entry]) -> list[Row]:
    """The times that a report names, in its order."""
    said = [_Found(n, d, in_words(d.value, d.mod)) for n, d in enumerate(report.dates, 1)]
    lengths = _rows(report, entries, [one for one in said if one.type == "DURATION"])
    return [
        *_rows(report, entries, [one for one in said if one.type != "DURATION"]),
        *(replace(row, minor=True) for row in lengths),
    ]


def place_rows(report: Report, entries: list[Entry]) -> list[Row]:
    """The places that a report names, in its order; a place that stands for who acts from there is a row of its own."""
    return _rows(
        report, entries, [_Found(n, p, _place(p) if p.name else "", _more(p)) for n, p in enumerate(report.places, 1)]
    )


def aside_rows(report: Report) -> list[tuple[str, str, str, str]]:
    """The asides that are about no statement: number, what they are, by whom (can be empty), the text's words."""
    known = {s.id for s in report.statements}
    names = names_of(report)
    return [
        (str(n), ASIDES[a.kind], joined(names.get(i, "") for i in a.actors), _at(report, a.span))
        for n, a in enumerate(report.asides, 1)
        if a.statement not in known
    ]


@dataclass(frozen=True, slots=True)
class _Found:
    number: int
    one: Date | Place
    value: str
    more: str = ""

    @property
    def type(self) -> str | None:
        return self.one.type if isinstance(self.one, Date) else None


def _rows(report: Report, entries: list[Entry], found: Sequence[_Found]) -> list[Row]:
    """What means the same, as sure or unsure, is one row; where it first stands in the text it stands here."""
    numbers = {e.statement.id: e.number for e in entries}
    held: dict[tuple[str, str, bool], list[_Found]] = {}
    for it in found:
        held.setdefault((it.value, it.more, it.one.score < SURE or not it.value), []).append(it)
    rows = []
    for (value, more, unsure), members in held.items():
        words: dict[str, list[_Found]] = {}
        for it in members:
            words.setdefault(_at(report, it.one.span).casefold(), []).append(it)
        mentions = [Mention(str(its[0].number), _at(report, its[0].one.span), len(its)) for its in words.values()]
        inside = dict.fromkeys(numbers[it.one.statement] for it in members if it.one.statement in numbers)
        guess = _guess(min(it.one.score for it in members)) if unsure and value else ""
        rows.append(Row(tuple(mentions), value, more, guess, tuple(inside)))
    return rows


def _at(report: Report, span: Span) -> str:
    return one_line(report[span]).strip()


def _guess(score: float) -> str:
    return f"a guess, {percent(score)}" if score < SURE else ""


# --- figures


def _value(figure: Figure, words: str) -> str:
    """A figure as a number with its comparator; empty where the words give none, or show just that."""
    unit = "" if figure.unit in {None, "people"} else figure.unit or ""
    low = _number(figure.low, unit)
    high = _number(figure.high, unit)
    match figure.comparator:
        case "≥":
            return f"≥ {low}" if low else ""
        case "≤":
            return f"≤ {high}" if high else ""
        case "range":
            shown = f"{low}–{high}" if low and high else low or high
            return "" if _digits(shown) == _digits(words) else shown
        case "≈":
            said = low if low == high or not high else f"{low}–{high}" if low else high
            return f"≈ {said}" if said else ""
        case "=":
            shown = low if low == high or not high else f"{low}–{high}" if low else high
            return "" if _digits(shown) and _digits(shown) == _digits(words) else shown


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    whole = abs(value) < 1e15 and value == int(value)
    said = f"{int(value):,}" if whole else f"{value:,.6g}" if abs(value) < 1e15 else f"{value:.3g}"
    return f"{said}%" if unit == "%" else f"{said} {unit}".strip()


def _digits(words: str) -> str:
    return re.sub(r"[^\d.%]|\.(?!\d)", "", words)


def _counted(figure: Figure, words: str) -> str:
    """Of whom or what, and in which role, without what the number's own words say already."""
    subject = one_line(figure.subject or "").strip()
    if not subject and figure.unit == "people":
        subject = "people"
    role = FIGURE_ROLES[figure.role] if figure.role else ""
    return ", ".join(filter(None, [subject, "" if role in words.casefold() else role]))


# --- places


def _more(place: Place) -> str:
    if place.name is None:
        return ""
    others = "; ".join(_place(other) for other in place.alternatives[:2]) if place.score < SURE else ""
    acts = "stands for who speaks or acts from there" if place.use == "metonym" else ""
    return "; ".join(part for part in (acts, _where(place), f"could also be {others}" if others else "") if part)


def _place(place: Place | Alternative) -> str:
    """A place's name with its country, and what it is where that is no town."""
    name = place.name or ""
    of = country(place.country) if place.level != "country" and place.country else ""
    level = LEVELS[place.level] if place.level and place.level not in {"city", "country"} else ""
    kind = f" ({level})" if level and level not in name.casefold() else ""
    return ", ".join(part for part in (f"{name}{kind}", of) if part)


def _where(place: Place) -> str:
    """The coordinates of a town, to a tenth of a degree; those of a larger place are a point somewhere in it."""
    if place.latitude is None or place.longitude is None or place.level != "city":
        return ""
    north, east = ("N" if place.latitude >= 0 else "S"), ("E" if place.longitude >= 0 else "W")
    return f"{abs(place.latitude):.1f}° {north} {abs(place.longitude):.1f}° {east}"


@cache
def _countries() -> dict[str, str]:
    table = resources.files("sayso") / "data" / "places.countries.tsv"
    try:
        rows = csv.DictReader(table.read_text("utf-8").splitlines(), delimiter="\t")
        return {row["iso"]: row["name"] for row in rows}
    except (OSError, KeyError):
        return {}


def country(code: str) -> str:
    """The name of a country by its ISO 3166-1 code; the code where it has none here."""
    return _countries().get(code, code)
