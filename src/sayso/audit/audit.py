"""The audit itself: takes grounded reports one at a time, keeps their lists, and gives the shares at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sayso.audit.errors import Errors
from sayso.audit.intervals import FEW, LEVEL, RESAMPLES, SEED
from sayso.audit.measures import measures
from sayso.audit.nouns import (
    UNKNOWN_MONTH,
    UNKNOWN_OUTLET,
    By,
    Group,
    Left,
    Method,
    Part,
    Result,
    Said,
    Seen,
)
from sayso.audit.statements import kept
from sayso.report import Failure, Genre, Report, SaysoError

BOTH: tuple[By, ...] = ("outlet", "month")
#: How many sources are listed by name in each part.
TOP = 10

_ORDER: tuple[Genre, ...] = ("news", "opinion", "guest", "release", "transcript", "unknown")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")

_Key = tuple[str | None, str | None]


@dataclass(slots=True)
class _Lists:
    """The reports of one group and genre, with their statements."""

    reports: list[Seen] = field(default_factory=list)
    said: list[list[Said]] = field(default_factory=list)  # by report


class Audit:
    """Counts how reports attribute, by outlet and month.

    A report's text is let go when it has been added; what stays are the lists behind the shares. The order in which
    reports are added changes nothing.
    """

    def __init__(self, by: Iterable[By] = BOTH, since: str | None = None, until: str | None = None) -> None:
        """`by`: what reports are grouped by; `since`, `until`: first and last day ("2031", "2031-03", "2031-03-02").

        SaysoError where a day is none.
        """
        self.by: tuple[By, ...] = tuple(b for b in BOTH if b in set(by))
        self.since, self.until = since, until
        self._first = _days(since, "since")[0] if since is not None else ""
        self._last = _days(until, "until")[1] if until is not None else "9999-99"
        if self._first > self._last:
            raise SaysoError(f"since {since} is after until {until}: no report can lie between them")
        self._lists: dict[_Key, dict[Genre, _Lists]] = {}
        self._known: dict[tuple[str | None, str], str] = {}  # outlet and text: the document where it stood first
        self._left: list[Left] = []
        self._outside = 0

    def add(self, report: Report) -> None:
        """Counts one report, unless it lies outside the days asked for or was counted already."""
        if self._within(report):
            seen, said = kept(report, 0)
            self._put((_outlet(report), _month(report)), report.genre, seen, said)

    def merge(self, other: Audit) -> None:
        """Takes over what another audit of the same grouping and days has counted; the other is not changed."""
        if (self.by, self.since, self.until) != (other.by, other.since, other.until):
            raise SaysoError("audits of unlike groupings or days cannot be merged: make both alike")
        for key, genres in other._lists.items():
            for genre, lists in genres.items():
                for seen, said in zip(lists.reports, lists.said, strict=True):
                    self._put(key, genre, seen, said)
        self._left += other._left
        self._outside += other._outside

    def result(self, errors: Errors | None = None, failures: Sequence[Failure] = (), *, top: int = TOP) -> Result:
        """The shares of everything that was added. `errors`: the measured error of the classes, where at hand."""
        groups = []
        for (outlet, month), genres in sorted(self._groups().items(), key=lambda item: _by_name(item[0])):
            parts = [_part(genre, genres[genre], errors, top) for genre in _ORDER if genre in genres]
            groups.append(Group(outlet, month, tuple(parts)))
        every = [lists for genres in self._lists.values() for lists in genres.values()]
        models = sorted({seen.model for lists in every for seen in lists.reports if seen.model})
        return Result(
            by=self.by,
            since=self.since,
            until=self.until,
            groups=tuple(groups),
            left=tuple(sorted(self._left, key=lambda left: (left.document, left.id))),
            outside=self._outside,
            failures=tuple(failures),
            models=tuple(models),
            method=Method(LEVEL, RESAMPLES, SEED, FEW, errors.about if errors else None, _warnings(errors, models)),
        )

    def _put(self, key: _Key, genre: Genre, seen: Seen, said: list[Said]) -> None:
        known = (key[0], seen.text_id)
        if known in self._known:
            why = f"the same text is counted already, as {self._known[known]}"
            self._left.append(Left(seen.id, seen.document, why))
            return
        self._known[known] = seen.document
        lists = self._lists.setdefault(key, {}).setdefault(genre, _Lists())
        lists.reports.append(seen)
        lists.said.append(said)

    def _within(self, report: Report) -> bool:
        if self.since is None and self.until is None:
            return True
        try:
            first, last = _days(report.published, "published")
        except SaysoError:
            self._left.append(Left(report.id, report.document, "its date is unknown, so it cannot be placed in time"))
            return False
        if last < self._first or first > self._last:
            self._outside += 1
            return False
        if first < self._first or last > self._last:
            why = (
                f"its date ({report.published}) is not precise enough to say whether it lies within the days asked for"
            )
            self._left.append(Left(report.id, report.document, why))
            return False
        return True

    def _groups(self) -> dict[_Key, dict[Genre, _Lists]]:
        """The lists put together as they are grouped."""
        out: dict[_Key, dict[Genre, _Lists]] = {}
        for (outlet, month), genres in self._lists.items():
            key = (outlet if "outlet" in self.by else None, month if "month" in self.by else None)
            for genre, lists in genres.items():
                into = out.setdefault(key, {}).setdefault(genre, _Lists())
                into.reports += lists.reports
                into.said += lists.said
        return out


def _part(genre: Genre, lists: _Lists, errors: Errors | None, top: int) -> Part:
    # in an order of their own, so that the resamples do not depend on what was read first
    order = sorted(range(len(lists.reports)), key=lambda n: _by_date(lists.reports[n]))
    reports = [lists.reports[n] for n in order]
    said = [replace(s, report=place) for place, n in enumerate(order) for s in lists.said[n]]
    return Part(genre, tuple(reports), tuple(said), measures(reports, said, errors, top))


def _by_date(seen: Seen) -> tuple[str, str, str]:
    return seen.published or "~", seen.document, seen.text_id


def _by_name(key: _Key) -> tuple[bool, str, bool, str]:
    outlet, month = key
    return outlet == UNKNOWN_OUTLET, (outlet or "").casefold(), month == UNKNOWN_MONTH, month or ""


def _outlet(report: Report) -> str:
    return " ".join((report.outlet or "").split()) or UNKNOWN_OUTLET


def _month(report: Report) -> str:
    try:
        first, last = _days(report.published, "published")
    except SaysoError:
        return UNKNOWN_MONTH
    return first[:7] if first[:7] == last[:7] else UNKNOWN_MONTH


def _days(given: str | None, what: str) -> tuple[str, str]:
    """The first and the last day that a date may mean, to be compared as text; SaysoError where it is none."""
    found = _DAY.match(given or "")
    try:
        if not found or (what != "published" and found[0] != given):
            raise ValueError
        year, month, day = found.groups()
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise SaysoError(
            f"{what} {given!r} is no date: give a year, a month or a day, such as 2031, 2031-03 or 2031-03-02"
        ) from None
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or '31'}"


def _warnings(errors: Errors | None, models: Sequence[str]) -> tuple[str, ...]:
    if errors is None:
        return ("No measured error of the classes is at hand: the intervals hold chance alone.",)
    unlike = [model for model in models if model != errors.model]
    if unlike:
        return (
            f"The error of the classes was measured with {errors.model}, and some reports were read with "
            f"{', '.join(unlike)}: their error may be another.",
        )
    return ()
