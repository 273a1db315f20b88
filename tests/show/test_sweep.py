"""Spans that overlap as they like become pieces that nest, and not a character is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sayso.report import Report, Segment
from sayso.show.sweep import Block, Close, Mark, Open, Words, blocks, by_block, marks, sweep
from tests.show.make import Says, report
from tests.show.strategies import reports

PLACES = st.integers(0, 30)
MARKS = st.lists(
    st.builds(
        lambda a, b, what, owner, depth: Mark((min(a, b), max(a, b)), what, owner, depth),
        PLACES,
        PLACES,
        st.sampled_from(["source", "cue", "content", "unused", "note"]),
        st.sampled_from(["s1", "s2", "s3"]),
        st.integers(0, 2),
    ),
    max_size=8,
)


def drawn(text: str, found: list[Mark]) -> str:
    """The events in letters: [s1: …], with ~ where a mark is only interrupted."""
    out = ""
    for event in sweep((0, len(text)), found):
        match event:
            case Open(mark, first):
                out += f"[{mark.owner}{'' if first else '~'}:"
            case Close(_, last):
                out += "]" if last else "~]"
            case Words((start, end)):
                out += text[start:end]
    return out


def test_what_lies_in_another_is_drawn_in_it() -> None:
    assert drawn("abcdef", [Mark((1, 5), "content", "s1"), Mark((2, 3), "source", "s2")]) == "a[s1:b[s2:c]de]f"


def test_of_two_alike_the_enclosing_statement_is_outside() -> None:
    assert drawn("abc", [Mark((0, 3), "content", "s2", 1), Mark((0, 3), "content", "s1", 0)]) == "[s1:[s2:abc]]"


def test_of_two_that_overlap_one_is_interrupted() -> None:
    assert drawn("abcdef", [Mark((0, 4), "content", "s1"), Mark((2, 6), "cue", "s2")]) == "[s1:ab[s2:cd~]][s2~:ef]"


def test_a_mark_that_goes_beyond_the_stretch_is_cut_there() -> None:
    events = sweep((2, 4), [Mark((0, 9), "content", "s1")])
    assert [e.first for e in events if isinstance(e, Open)] == [False]
    assert [e.last for e in events if isinstance(e, Close)] == [False]


@given(PLACES, PLACES, MARKS)
def test_the_words_joined_are_the_stretch(a: int, b: int, found: list[Mark]) -> None:
    start, end = min(a, b), max(a, b)
    words = [event.span for event in sweep((start, end), found) if isinstance(event, Words)]
    assert [place for span in words for place in range(*span)] == list(range(start, end))


@given(MARKS)
def test_what_is_opened_last_is_closed_first(found: list[Mark]) -> None:
    stack: list[Mark] = []
    for event in sweep((0, 30), found):
        match event:
            case Open(mark, _):
                stack.append(mark)
            case Close(mark, _):
                assert stack.pop() is mark
    assert stack == []


@given(PLACES, PLACES, MARKS)
def test_every_place_is_in_the_marks_that_hold_it(a: int, b: int, found: list[Mark]) -> None:
    start, end = min(a, b), max(a, b)
    stack: list[Mark] = []
    for event in sweep((start, end), found):
        match event:
            case Open(mark, _):
                stack.append(mark)
            case Close():
                stack.pop()
            case Words(span):
                for place in range(*span):
                    expected = [m for m in found if m.span[0] <= place < m.span[1]]
                    assert sorted(map(id, stack)) == sorted(map(id, expected))


@given(MARKS)
def test_every_mark_begins_once_and_ends_once(found: list[Mark]) -> None:
    events = sweep((0, 30), found)
    real = [m for m in found if m.span[0] < m.span[1]]
    assert sorted(id(e.mark) for e in events if isinstance(e, Open) and e.first) == sorted(map(id, real))
    assert sorted(id(e.mark) for e in events if isinstance(e, Close) and e.last) == sorted(map(id, real))


# --- blocks


@given(reports())
def test_a_block_has_the_marks_that_reach_into_it(made: Report) -> None:
    parts, found = blocks(made), [m for m in marks(made) if m.span[0] < m.span[1]]
    for block, inside in zip(parts, by_block(parts, found), strict=True):
        assert inside == [m for m in found if m.span[0] < block.span[1] and m.span[1] > block.span[0]]


@given(reports())
def test_blocks_together_are_the_whole_text(made: Report) -> None:
    found = blocks(made)
    assert "".join(made[block.span] for block in found) == made.text
    assert all(block.span[0] < block.span[1] for block in found)


def lines(made: Report) -> list[tuple[str, str]]:
    return [(block.kind, made[block.span].strip()) for block in blocks(made)]


def test_text_that_a_person_wrapped_is_one_paragraph() -> None:
    wrapped = "The mayor said\nthe bridge is shut.\n\nIt opens\nagain on Monday."
    assert lines(report(wrapped)) == [
        ("body", "The mayor said\nthe bridge is shut."),
        ("body", "It opens\nagain on Monday."),
    ]


def test_text_of_a_paragraph_a_line_has_a_block_a_line() -> None:
    assert lines(report("One paragraph.\nAnother.")) == [("body", "One paragraph."), ("body", "Another.")]


def test_words_between_segments_are_not_lost() -> None:
    made = replace(
        report("Title\n\nstray words\n\nbody"), segments=(Segment((0, 5), "headline"), Segment((20, 24), "body"))
    )
    assert lines(made) == [("headline", "Title"), ("body", "stray words"), ("body", "body")]


def test_blank_lines_at_the_top_belong_to_the_first_block() -> None:
    assert lines(report("\n\n  One.\n\n\nTwo.\n")) == [("body", "One."), ("body", "Two.")]


def test_a_time_stands_at_the_first_line_of_its_segment() -> None:
    made = replace(report("One.\nTwo."), segments=(Segment((0, 9), "body", start_s=61.5),))
    assert blocks(made) == [Block((0, 5), "body", 61.5), Block((5, 9), "body")]


def test_every_part_of_a_statement_is_a_mark() -> None:
    made = report(
        "“Yes,” she said, “at once.”",
        [Says("she", "said", ("“Yes,”", "“at once.”"), "direct")],
        unused=[("at once", "reads as a phrase")],
        notes=[("odd", "she", "Odd."), ("odd", "", "Nowhere.")],
    )
    assert [(m.what, m.owner, made[m.span]) for m in marks(made)] == [
        ("content", "s1", "“Yes,”"),
        ("content", "s1", "“at once.”"),
        ("source", "s1", "she"),
        ("cue", "s1", "said"),
        ("unused", "1", "at once"),
        ("note", "1", "she"),
    ]
