"""Dates against GUM's, beside `dateparser`'s search on the same texts with the same publication dates.

GUM's dates are TEI `date` elements with `when`: a year, a month or a day, absolute or relative. Periods that `when`
cannot hold (decades, centuries, spans given by from and to), durations, sets and "now" have no value there. So three
figures are published: of gold, the share whose value is right; precision over the dates that are points of the calendar
(year, month, day, time of day cut off), where one that GUM has not is a wrong one; and precision over everything found,
where the kinds that GUM never values all count as wrong, which is a floor and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import Any

from benchmarks.corpora import gum, rows
from benchmarks.metrics import Count, Score, bootstrap
from sayso.desk import Desk
from sayso.report import Report, Span

_POINT = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d)?(?:-\d\d)?")
Dated = tuple[Span, str | None]


def gold(document: str, table: dict[str, dict[str, Any]]) -> list[Dated]:
    """GUM's dates of a document: spans and values, the year's dash of XML Schema ("--09-30") written as TIMEX3 does."""
    return [
        ((d["span"][0], d["span"][1]), re.sub(r"^--(?=\d\d-)", "XXXX-", d["value"])) for d in table[document]["dates"]
    ]


def found(report: Report) -> list[Dated]:
    """A report's dates, times of day cut off to the day."""
    return [
        (d.span, d.value.split("T")[0] if d.value and not d.value.startswith("P") else d.value) for d in report.dates
    ]


def points(dated: Iterable[Dated]) -> list[Dated]:
    """Those of them whose value is a year, a month or a day."""
    return [(span, value) for span, value in dated if value and _POINT.fullmatch(value) and value != "XXXX"]


def right(real: Sequence[Dated], guessed: Sequence[Dated]) -> set[int]:
    """Which guesses overlap a gold date of the same value, one to one, in order."""
    used: set[int] = set()
    out = set()
    for n, (span, value) in enumerate(guessed):
        for m, (other, wanted) in enumerate(real):
            if m not in used and value == wanted and span[0] < other[1] and other[0] < span[1]:
                used.add(m)
                out.add(n)
                break
    return out


def counts(real: Sequence[Dated], guessed: Sequence[Dated]) -> Count:
    """Right values, guesses and gold dates of one document."""
    return Count(len(right(real, guessed)), len(guessed), len(real))


def dateparser_dates(report: Report) -> list[Dated]:
    """What `dateparser.search` finds in a report's sentences, with the publication date as its base."""
    import datetime

    from dateparser.search import search_dates

    from sayso.encode.sentences import sentences

    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
    if report.published:
        settings["RELATIVE_BASE"] = datetime.datetime.fromisoformat(report.published[:10])
    out: list[Dated] = []
    for low, high in sentences(report.text):
        at = low
        try:
            hits = search_dates(report.text[low:high], languages=["en"], settings=settings) or []
        except (ValueError, OverflowError, RecursionError):
            continue
        for words, day in hits:
            place = report.text.find(words, at, high)
            if place < 0:
                continue
            at = place + len(words)
            out.append(((place, at), _as_precise(words, day.strftime("%Y-%m-%d"))))
    return out


def _as_precise(words: str, day: str) -> str:
    """A date cut to what its words give: search fills in the day and month of a bare year."""
    if re.fullmatch(r"\D*\d{4}\D*", words) and not re.search(
        r"[A-Za-z]{3}", re.sub(r"\b(?:in|on|of|the|to)\b", "", words)
    ):
        return day[:4]
    if re.search(r"\byear", words):
        return day[:4]
    if re.search(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", words) and not re.search(
        r"\b\d{1,2}(?:st|nd|rd|th)?\b", words
    ):
        return day[:7]
    return day


def table(reports: Sequence[tuple[str, Report]], prefix: str = "") -> dict[str, Score]:
    """The figures of reports by GUM document name."""
    every = {row["document"]: row for row in rows("gum.jsonl.gz")}
    real = [gold(name, every) for name, _ in reports]
    columns = {"": [found(report) for _, report in reports]}
    if find_spec("dateparser"):  # an extra: slow, and no part of what is checked in CI
        columns["dateparser."] = [dateparser_dates(report) for _, report in reports]
    else:
        print("dateparser is not installed (pip install 'sayso[compare]'): its column is left out")
    out = {}
    for name, guessed in columns.items():
        exact = [counts(r, points(g)) for r, g in zip(real, guessed, strict=True)]
        whole = [counts(r, g) for r, g in zip(real, guessed, strict=True)]
        out[f"{prefix}{name}value"] = bootstrap(exact, lambda c: c.recall)
        out[f"{prefix}{name}precision"] = bootstrap(exact, lambda c: c.precision)
        out[f"{prefix}{name}precision-of-everything"] = bootstrap(whole, lambda c: c.precision)
    return out


def measure(desk: Desk, held_out: bool = True) -> dict[str, Score | float]:
    """Every figure, by name, on GUM's held-out half (or the other one, for looking while working)."""
    docs = gum(held_out=held_out)
    read = [(d.key, desk.read_text(d.text, **d.known)) for d in docs]
    return {**table(read, "dates.gum-held-out." if held_out else "dates.gum-tune.")}


if __name__ == "__main__":
    from sayso.desk import shared

    for name, score in measure(shared()).items():
        print(f"{name:55} {score}")
