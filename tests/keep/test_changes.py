"""What changed between two texts of one document, and between two readings of one text."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from sayso.keep.changes import changes
from sayso.report import Report, text_id
from tests.keep.make import TEXT, report
from tests.show.strategies import reports


def edited(old: str, new: str) -> Report:
    """The report with some of its words changed, read again."""
    text = TEXT.replace(old, new)
    shift = len(new) - len(old)
    where = TEXT.index(old)

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        start, end = span
        return (start + shift if start > where else start), (end + shift if end > where else end)

    base = report()
    return replace(
        base,
        text=text,
        text_id=text_id(text),
        statements=tuple(
            replace(
                s,
                source=tuple(map(moved, s.source)),
                cue=tuple(map(moved, s.cue)),
                content=tuple(map(moved, s.content)),
            )
            for s in base.statements
        ),
        figures=tuple(
            replace(f, span=moved(f.span), low=float(new.split()[2]) if new.startswith("at least") else f.low)
            for f in base.figures
        ),
    )


def test_a_toll_that_was_edited_without_a_word() -> None:
    figure, statement = changes(report(), edited("at least 9", "at least 23"))[::-1]
    assert (figure.what, figure.kind, figure.fields) == ("figure", "changed", (("low", "9", "23"),))
    assert figure.before == "at least 9 people were killed"
    assert figure.after == "at least 23 people were killed"
    assert (statement.what, statement.kind) == ("statement", "changed")
    assert statement.fields == (("content", "at least 9 people were killed", "at least 23 people were killed"),)


def test_the_same_statements_elsewhere_are_no_change() -> None:
    assert changes(report(), edited("Ferry sinks off Marrow", "Ferry sinks")) == ()


def test_a_statement_that_went_and_one_that_came() -> None:
    without = replace(report(), statements=report().statements[:2])
    (gone,) = changes(report(), without)
    (came,) = changes(without, report())
    assert (gone.kind, gone.after, gone.before_id) == ("removed", None, "s3")
    assert (came.kind, came.before, came.after_id) == ("added", None, "s3")
    assert gone.before == came.after == "a passenger … said … “We had no warning,”"


def test_of_one_text_statements_are_paired_by_place() -> None:
    base = report()
    first = replace(base.statements[0], content=((24, 38),), role="witness")
    (change,) = changes(base, replace(base, statements=(first, *base.statements[1:])))
    assert change.kind == "changed"
    assert change.fields == (
        ("content", "The ferry sank at noon", "The ferry sank"),
        ("role", "state", "witness"),
    )


def test_title_and_day_are_told() -> None:
    found = changes(report(), replace(report(), title="Ferry lost", published="2031-03-03"))
    assert [(c.what, c.before, c.after) for c in found] == [
        ("title", "Ferry sinks off Marrow", "Ferry lost"),
        ("published", "2031-03-02", "2031-03-03"),
    ]


@settings(max_examples=60, deadline=None)
@given(before=reports(), after=reports())
def test_any_two_reports_can_be_compared(before: Report, after: Report) -> None:
    changes(before, after)
    assert changes(before, before) == ()
