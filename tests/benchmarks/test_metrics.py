"""The measures, one example a line: what counts as found, as linked, as calibrated."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.metrics import (
    Count,
    Score,
    bootstrap,
    calibration_error,
    exact,
    linked,
    match,
    overlap,
    touching,
)

Row = dict[str, list[tuple[int, int]]]


def row(source: str = "", cue: str = "", content: str = "") -> Row:
    """A statement whose parts are written "0-4 6-9"."""

    def spans(written: str) -> list[tuple[int, int]]:
        return [(int(a), int(b)) for a, b in (pair.split("-") for pair in written.split())]

    return {"source": spans(source), "cue": spans(cue), "content": spans(content)}


GOLD = row("0-4", "5-9", "10-20 25-30")


def numbers(count: Count) -> tuple[int, int, int]:
    """Hits, predictions, gold."""
    return count.hit, count.found, count.gold


# --- spans ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "expected", "why"),
    [
        ([row(content="10-20 25-30")], (2, 2, 2), "each piece counts by itself"),
        ([row(content="10-20")], (1, 1, 2), "one piece is missing"),
        ([row(content="10-30")], (0, 1, 2), "pieces run together are neither of them"),
        ([row(content="10-21 25-30")], (1, 2, 2), "one code point more is another span"),
        ([row(content="10-20"), row(content="10-20 25-30")], (2, 2, 2), "a span counts once a document"),
        ([], (0, 0, 2), "nothing found"),
    ],
)
def test_exact_spans(found: list[Row], expected: tuple[int, int, int], why: str) -> None:
    assert numbers(exact([GOLD], found, "content")) == expected, why


@pytest.mark.parametrize(
    ("found", "expected", "why"),
    [
        ([row(content="19-26")], (1, 1, 2), "a span that touches two is one of them"),
        ([row(content="20-25")], (0, 1, 2), "side by side is no overlap: spans are half-open"),
        ([row(content="10-12 14-20")], (1, 2, 2), "two guesses at one span are one hit"),
        ([row(content="11-12"), row(content="10-20 29-31")], (2, 3, 2), "the longest overlap is taken first"),
    ],
)
def test_touching_spans(found: list[Row], expected: tuple[int, int, int], why: str) -> None:
    assert numbers(touching([GOLD], found, "content")) == expected, why


def test_overlap_counts_shared_code_points_over_all_pieces() -> None:
    assert overlap([(0, 5), (10, 20)], [(4, 12)]) == 3
    assert overlap([(0, 5)], [(5, 9)]) == 0
    assert overlap([], [(0, 9)]) == 0


rows = st.lists(
    st.builds(
        row,
        *[st.sampled_from(["", "0-4", "3-6", "10-12", "11-30"]) for _ in range(3)],
    ),
    max_size=4,
)


@given(rows, rows)
def test_touching_finds_whatever_exact_finds(gold: list[Row], found: list[Row]) -> None:
    for part in ("source", "cue", "content"):
        loose, strict = touching(gold, found, part), exact(gold, found, part)
        assert strict.hit <= loose.hit <= min(loose.found, loose.gold)


@given(rows)
def test_gold_agrees_with_itself(gold: list[Row]) -> None:
    assert linked(gold, gold).hit == len(gold)
    assert exact(gold, gold, "cue").f1 == 100


# --- linked statements ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "links", "why"),
    [
        (row("0-4", "5-9", "10-20"), True, "a piece of the content will do"),
        (row("3-4", "8-12", "29-40"), True, "all three touch"),
        (row("0-4", "5-9", "31-40"), False, "the content is another's"),
        (row("40-44", "5-9", "10-20"), False, "the source is another's"),
        (row("", "5-9", "10-20"), False, "gold has a source, and none was found"),
    ],
)
def test_a_statement_is_linked_where_all_three_parts_touch(found: Row, links: bool, why: str) -> None:
    assert match([GOLD], [found]) == ([(0, 0)] if links else []), why


def test_a_part_that_gold_leaves_empty_has_to_be_empty() -> None:
    gold = row("", "5-9", "10-20")
    assert match([gold], [row("", "5-9", "10-20")]) == [(0, 0)]
    assert match([gold], [row("0-4", "5-9", "10-20")]) == [], "a source was invented"


def test_each_statement_is_linked_once_and_the_better_first() -> None:
    short, long = row("0-4", "5-9", "10-12"), row("0-4", "5-9", "10-20")
    assert match([GOLD], [short, long]) == [(0, 1)]
    assert numbers(linked([GOLD], [short, long])) == (1, 2, 1)
    assert numbers(linked([GOLD, GOLD], [long])) == (1, 1, 2)


# --- figures --------------------------------------------------------------------------------------------------------


def test_f1_recall_and_precision_in_percent() -> None:
    count = Count(hit=3, found=4, gold=6)
    assert (count.f1, count.recall, count.precision) == (60, 50, 75)
    assert Count().f1 == Count().recall == Count().precision == 100, "nothing to find, and nothing found"
    assert Count(0, 2, 0).f1 == 0
    assert Count(1, 2, 3) + Count(1, 0, 0) == Count(2, 2, 3)


def f1(count: Count) -> float:
    """F1 in percent."""
    return count.f1


def test_the_interval_is_the_same_each_time_and_holds_the_figure() -> None:
    counts = [Count(n % 4, 4, 4) for n in range(30)]
    first = bootstrap(counts, f1)
    assert first == bootstrap(counts, f1)
    assert first.low <= first.value <= first.high
    assert first.high - first.low > 1
    assert first.n == 120


def test_documents_that_are_all_alike_leave_no_doubt() -> None:
    found = bootstrap([Count(1, 2, 2)] * 10, f1)
    assert (found.value, found.low, found.high) == (50, 50, 50)
    assert str(found) == "50.0 [50.0–50.0]"


def test_more_documents_narrow_the_interval() -> None:
    few, many = ([Count(n % 2, 1, 1) for n in range(size)] for size in (10, 400))
    wide, narrow = bootstrap(few, f1), bootstrap(many, f1)
    assert narrow.high - narrow.low < wide.high - wide.low


def test_no_document_gives_no_figure_to_be_proud_of() -> None:
    assert bootstrap([], f1) == Score(100.0, 0.0, 0.0, 0)


@pytest.mark.parametrize(
    ("scored", "expected", "why"),
    [
        ([(1.0, True)] * 10, 0, "sure, and right"),
        ([(0.0, False)] * 10, 0, "sure that not, and right"),
        ([(1.0, False)] * 10, 100, "sure, and wrong"),
        ([], 0, "nothing said"),
    ],
)
def test_calibration_error(scored: list[tuple[float, bool]], expected: float, why: str) -> None:
    assert calibration_error(scored) == pytest.approx(expected), why


def test_equal_scores_are_judged_together() -> None:
    scored = [(0.5, n % 2 == 0) for n in range(100)] + [(0.9, n % 10 != 0) for n in range(100)]
    assert calibration_error(scored) == pytest.approx(0)


def test_calibration_error_compares_the_mean_score_with_the_share_that_is_right() -> None:
    scored: list[tuple[float, bool]] = [(0.6, n % 2 == 0) for n in range(200)]
    assert calibration_error(scored, bins=1) == pytest.approx(10)
    both = [(0.2, n % 5 == 0) for n in range(100)] + [(0.9, n % 10 != 0) for n in range(100)]
    assert calibration_error(both, bins=2) == pytest.approx(0, abs=1e-9)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_calibration_error_is_a_percentage_and_forgets_the_order(scored: list[Any]) -> None:
    assert 0 <= calibration_error(scored) <= 100 + 1e-9
    assert calibration_error(scored) == pytest.approx(calibration_error(scored[::-1]))
