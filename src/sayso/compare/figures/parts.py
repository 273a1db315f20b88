"""Parts and their total: "11 passengers and six dockers" of 17, and 214 and 18 of another's 232."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sayso.compare.figures.counting import sentence
from sayso.compare.figures.telling import point, quoted, refs, voice_shown
from sayso.compare.nouns import NoConflict, Series, Value
from sayso.report import Report

#: Between two parts of one list: who the first is, and a comma or "and".
_LISTED = re.compile(r"(?:\s+[\w’'-]+){1,6}?\s*(?:,|,?\s+and|\s+while)\s+(?:the\s+)?\Z")
_APART = 80  # characters between two parts of one list
_FEW = 6  # groups of a report that can be the parts of its total

_Found = dict[tuple[object, ...], NoConflict]


def parts(series: Sequence[Series], reports: Mapping[str, Report]) -> _Found:
    """Parts of a total, and whether they make it: "11, six: parts of 17, and together 17"."""
    by_figure = {(value.report, value.figure): value for one in series for value in one.values}
    out: _Found = {}
    for report in reports.values():
        told: dict[str, list[Value]] = {}
        for figure in report.figures:
            if figure.part_of and (value := by_figure.get((report.id, figure.id))):
                told.setdefault(figure.part_of, []).append(value)
        for total_id, values in told.items():
            total = by_figure.get((report.id, total_id))
            if total is not None and len(values) > 1:
                out["parts", report.id, total.span] = _parts(values, total, reports)
    for role in dict.fromkeys(one.role for one in series):
        of_all = [v for s in series if (s.role, s.scope, s.subject) == (role, "incident", None) for v in s.values]
        of_some = [v for s in series if s.role == role and s.scope == "subset" and s.subject for v in s.values]
        for run in _lists(of_some, reports):
            total = _total(run, of_all, reports)
            if total is not None:
                place = total.span if total.report == run[0].report else total.report
                out.setdefault(("parts", run[0].report, place), _parts(run, total, reports))
        for total, some in _whole_of(of_all, of_some):
            out.setdefault(("parts", total.report, total.span), _parts(some, total, reports))
    return _once(out)


def _whole_of(of_all: Sequence[Value], of_some: Sequence[Value]) -> Iterator[tuple[Value, list[Value]]]:
    """Totals whose report tells of groups, further on, that make them up to the last: 278 of 235 and of 43."""
    groups: dict[str, list[Value]] = {}
    for value in of_some:
        groups.setdefault(value.report, []).append(value)
    for total in of_all:
        some = sorted((v for v in groups.get(total.report, ()) if v.span > total.span), key=lambda v: v.span)[:_FEW]
        for many in range(2, len(some) + 1):
            if not total.withdrawn and sum(point(value) or 0 for value in some[:many]) == point(total):
                yield total, some[:many]
                break


def _once(found: _Found) -> _Found:
    """The first of those that give the same parts of the same total on the same words, as copies do."""
    told: dict[str, tuple[object, ...]] = {}
    for key, one in found.items():
        told.setdefault(one.why, key)
    return {key: found[key] for key in told.values()}


def _lists(values: Sequence[Value], reports: Mapping[str, Report]) -> Iterator[list[Value]]:
    """Parts told in one breath, two or more at a time."""
    by_report: dict[str, list[Value]] = {}
    for value in values:
        by_report.setdefault(value.report, []).append(value)
    for id_, some in by_report.items():
        text, run = reports[id_].text, list[Value]()
        for value in sorted(some, key=lambda value: value.span):
            if run and not (
                value.span[0] - run[-1].span[1] < _APART and _LISTED.match(text, run[-1].span[1], value.span[0])
            ):
                if len(run) > 1:
                    yield run
                run = []
            run.append(value)
        if len(run) > 1:
            yield run


def _total(run: Sequence[Value], of_all: Sequence[Value], reports: Mapping[str, Report]) -> Value | None:
    """The total that a list tells the parts of: one that it makes, in its report or another's, or one before it."""
    summed, here = sum(point(value) or 0 for value in run), run[0].report
    makes = [value for value in of_all if point(value) == summed and not value.withdrawn]
    ours = [value for value in of_all if value.report == here and not value.withdrawn]
    if found := next((value for value in makes if value.report == here), None):
        return found
    start, _ = sentence(reports[here].text, run[0].span)
    for value in ours:
        between = reports[here].text[value.span[1] : run[0].span[0]]
        if start <= value.span[0] < run[0].span[0] and re.search(r"(?::|\s[-–—])\s+(?:the\s+)?\Z", between):
            return value
    return makes[0] if makes and not ours else None


def _parts(values: Sequence[Value], total: Value, reports: Mapping[str, Report]) -> NoConflict:
    listed = ", ".join(quoted(reports, value) for value in values)
    summed, whole = sum(point(value) or 0 for value in values), point(total)
    makes = f"together {summed:g}" + ("" if summed == whole or whole is None else f", not {whole:g}")
    why = f"{listed} are given as parts of {quoted(reports, total)}: {makes}"
    if total.report != values[0].report:
        why = f"{listed} are together {summed:g}, which is {quoted(reports, total)} ({voice_shown(total, reports)})"
    spans = (*(value.span for value in values), total.span)
    return NoConflict("parts and total", refs(*values, total), spans, why)
