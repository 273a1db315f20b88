"""Numbers by which reports of one event are known from others of their kind: ages, hours, and counts that are rare."""

from __future__ import annotations

import re

#: Of each kind at most, those told first.
_MOST = 24
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|\baged? (\d{1,3})\b|(?<=[a-z.]), (\d{1,2}), ")
_COUNT = re.compile(r"(?<![\w.,/:$€£-])\d[\d,]*\d(?![\w/:-]|[.,]\d)")
_HOUR = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m\b|\b(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)\b",
    re.I,
)
#: Words before an hour at which a page, not its event, was: "Updated: Sunday, 2:26 PM".
_OF_THE_PAGE = re.compile(r"\b(?:posted|updated|published|modified|as of)\b[^\n]{0,50}$", re.I)


def ages(text: str) -> tuple[int, ...]:
    """Ages in years, in the order of telling: "a 25-year-old", "aged 25", "Maran, 25, said"."""
    found = (int(next(filter(None, match.groups()))) for match in _AGE.finditer(text))
    return tuple(dict.fromkeys(age for age in found if age < 120))[:_MOST]


def counts(text: str) -> tuple[int, ...]:
    """Whole numbers of three to nine digits that are no year: of people, streets, tonnes. Telephones give none."""
    found = (int(match[0].replace(",", "")) for match in _COUNT.finditer(text) if len(match[0]) < 12)
    return tuple(dict.fromkeys(n for n in found if 100 <= n < 10**9 and not 1900 <= n <= 2100))[:_MOST]


def hours(text: str) -> tuple[int, ...]:
    """Times of a day in minutes from midnight, those by which a page was posted left out."""
    found: dict[int, None] = {}
    for match in _HOUR.finditer(text):
        if _OF_THE_PAGE.search(text, max(0, match.start() - 60), match.start()):
            continue
        if match["half"]:
            hour, minute = int(match["hour"]) % 12 + 12 * (match["half"] in "pP"), int(match["minute"] or 0)
        else:
            hour, minute = int(match["h"]), int(match["m"])
        if minute < 60:
            found[60 * hour + minute] = None
    return tuple(found)[:_MOST]
