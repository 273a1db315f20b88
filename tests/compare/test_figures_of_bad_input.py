"""What a ledger can hold all the same: no dates, far dates, a year of reports, a thousand figures in one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.figures.conflicts import conflicts
from sayso.compare.figures.series import series
from sayso.compare.nouns import Conflict, NoConflict, Series
from sayso.compare.roots.roots import Roots
from sayso.report import Figure, Report
from tests.compare.test_series import says
from tests.keep.make import report


def laid(reports: list[Report]) -> tuple[tuple[Series, ...], tuple[Conflict, ...], tuple[NoConflict, ...]]:
    roots = Roots(reports)
    found = series(reports, roots)
    return (found, *conflicts(found, {one.id: one for one in reports}, roots))


def counted(name: str, number: int, who: str, published: str | None, outlet: str | None = None) -> Report:
    text = f"{number} people were killed, {who} said."
    return says(name, text, (f"{number}", number, "people"), who=who, published=published, outlet=outlet)


def many(name: str, numbers: list[float], published: str | None = "2031-03-02") -> Report:
    """A report of as many sentences as there are numbers, each with people killed in its own voice."""
    text, figures = "", []
    for n, number in enumerate(numbers):
        words = f"{number:.0f}"
        start = len(text)
        text += f"{words} people were killed in ward {chr(97 + n % 26)}. "
        span = (start, start + len(words))
        figures.append(Figure(f"f{n}", span, number, number, "=", "people", "people", "killed", "incident", score=0.9))
    return report(text, id=name, outlet=f"Outlet {name}", published=published, figures=tuple(figures))


def test_reports_without_a_date_are_ordered_by_nothing() -> None:
    (one,), found, others = laid([counted("a", 9, "the ministry", None), counted("b", 17, "the ministry", None)])
    assert {value.superseded_by for value in one.values} == {None}
    assert (one.low, one.high, one.best) == (9, 17, None)
    assert not found and not others


@pytest.mark.parametrize("far", ["0001-01-01", "0001-01-01T00:00Z", "9999-12-31", "9999-12-31T23:59:59Z", "1066"])
def test_days_at_the_ends_of_the_calendar(far: str) -> None:
    reports = [counted("a", 9, "the ministry", "2031-03-02"), counted("b", 17, "the ministry", far)]
    (one,), found, _ = laid(reports)
    assert {value.low for value in one.values} == {9, 17} and not found
    order = [value.low for value in one.values if value.superseded_by is not None]
    assert order in ([], [17] if far < "2031" else [9])  # the first and the last day have none beside them


@pytest.mark.parametrize("strange", ["", "never", "2031-13-45", "２０３１-03-02", "2031-03-02T25:61", "-5000"])
def test_what_is_no_date_is_no_date(strange: str) -> None:
    reports = [counted("a", 9, "the ministry", "2031-03-02"), counted("b", 17, "the ministry", strange)]
    (one,), _, _ = laid(reports)
    assert len(one.values) == 2


def test_a_story_that_runs_for_a_year_ends_at_its_last_count() -> None:
    days = [f"2031-{month:02}-{day:02}T08:00Z" for month in range(1, 13) for day in range(1, 29)]
    reports = [counted(f"r{n}", 9 + n, "the ministry", day) for n, day in enumerate(days)]
    (one,), found, _ = laid(reports)
    assert (one.low, one.best, one.high) == (9 + len(days) - 1,) * 3
    assert [value.superseded_by for value in one.values[:-1]] == [f"r{n}" for n in range(1, len(days))]
    assert not found


@pytest.mark.parametrize("number", [1e18, 1e18 + 1024, 2.0**63])
def test_numbers_without_measure(number: float) -> None:
    (one,), found, _ = laid([many("a", [number]), many("b", [9.0])])
    assert {value.low for value in one.values} == {number, 9.0}
    assert all("e+" not in conflict.why for conflict in found)


def test_a_hundred_counts_in_one_report_are_of_one_voice_and_no_conflict() -> None:
    found, conflicting, _ = laid([many("a", [float(n) for n in range(2, 102)])])
    assert sum(len(one.values) for one in found) == 100
    assert not conflicting


@given(
    st.lists(
        st.tuples(
            st.text(max_size=80),
            st.sampled_from([None, "", "2031", "2031-03-02", "2031-03-02T10:00Z", "0001-01-01", "never"]),
            st.sampled_from([None, "https://c.example/1"]),
            st.sampled_from(["killed", "wounded", "other", "present", None]),
            st.sampled_from(["incident", "subset", "claimed enemy loss", "cumulative", None]),
        ),
        max_size=4,
    )
)
def test_nothing_raises_and_both_sides_of_all_that_is_said_slice(rows: list[tuple[Any, ...]]) -> None:
    reports = []
    for n, (text, published, url, role, scope) in enumerate(rows):
        span = (len(text) // 3, len(text))
        figure = Figure("f1", span, n + 2, n + 2, "=", None if n % 2 else "people", text or None, role, scope)
        known = {"outlet": None if n % 2 else "A", "published": published, "url": url}
        reports.append(report(text, id=f"r{n}", figures=(figure,), **known))
    texts = {one.id: one.text for one in reports}
    _, found, others = laid(reports)
    sides = [(c.between, c.spans) for c in found] + [(o.between, o.spans) for o in others]
    for refs, spans in sides:
        for ref, (low, high) in zip(refs, spans, strict=True):
            assert 0 <= low <= high <= len(texts[ref.report])


def _seconds(reports: list[Report]) -> float:
    """Processor time of series and conflicts, once it is known whose word each statement is."""
    roots, by_id = Roots(reports), {one.id: one for one in reports}
    for one in reports:
        for said in one.statements:
            roots.of(one.id, said.id)
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        conflicts(series(reports, roots), by_id, roots)
        best = min(best, time.process_time() - start)
    return best


def _figures(size: int) -> list[Report]:
    return [many("a", [float(n) for n in range(2, size)])]


def _year(size: int) -> list[Report]:
    days = [f"2031-{1 + n // 28 % 12:02}-{1 + n % 28:02}" for n in range(size)]
    return [counted(f"r{n}", 9 + n // 20, "the ministry", day) for n, day in enumerate(days)]


def _roots(size: int) -> list[Report]:
    names = [f"the {chr(97 + n % 26)}{chr(97 + n // 26)} board" for n in range(size)]
    return [counted(f"r{n}", 9 + n, name, "2031-03-02") for n, name in enumerate(names)]


@pytest.mark.parametrize(
    "reports", [_figures, _year, _roots], ids=["figures of one report", "a year", "roots of a day"]
)
def test_four_times_as_much_takes_about_four_times_as_long(reports: Callable[[int], list[Report]]) -> None:
    assert _seconds(reports(600)) < 9 * max(_seconds(reports(150)), 0.02)  # linear: 4, squared: 16
