"""Sentences of news English: what ends one and what only looks so."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.encode.sentences import sentences


def cut(text: str) -> str:
    return " | ".join(text[low:high] for low, high in sentences(text))


@pytest.mark.parametrize(
    "expected",
    [
        # titles, months, numbers
        "The U.S. President met Gen. Smith and Sens. Ada Dorn and Bo Lee on Jan. 5. | He left.",
        "He is at No. 10 today. | She said no. | The door shut. | Modern art. | The end.",
        "George W. Bush spoke. | J. A. Smith did not. | It was I. | We agreed.",
        "Plan B. | The rest waited. | He met Dr. An.",
        "He fled the U.S. | The others stayed in the U.S. Embassy.",
        "Marrow Inc. President Dorn spoke. | She left Marrow Inc. | The firm fell.",
        "She has a Ph.D. degree, e.g. The Hague's.",
        # times of day
        "It ended at 5 p.m. | The crowd left. | It began at 9 a.m. Monday and at 6 p.m. | Police came.",
        "At 5 p.m. EST it rained, at 4 a.m. Paris time it did not. | By 7 p.m. all slept.",
        # numbers, addresses, lists
        "It rose 3.5 percent. | A .45 was found in the 1990s. | He ran.",
        "See www.marrow.example/a.Html for more. | Mail j.doe@marrow.example. | Go.",
        "1. The first thing. | 2. The second.",
        "Read more | • Dorn wins. | • Maran loses",
        # ellipses
        "“I was … tired … and cold …” he said. | Well ... maybe.",
        "He was . . . tired. | Then he slept.",
        # speech
        '"Why?" he asked. | “Why are we here?” Smith asked. | "Run!" shouted Dorn. | “No?!” | The man left.',
        "“It’s over.” | “No!” he said. | (He left.) | Then, too.",
        "“I am here . ” | He left .",
        'He came . " | Then he left .'.replace("He", '"He', 1),
        # datelines
        "SEOUL, March 2. | A man fell. | ST. LOUIS (AP) — A man fell. | MARROW, N.C. - A man fell.",
        "TAMPA, Fla. (AP) — A man fell. | He lives in Tampa, Fla. | Police came. | Sen. Al Dorn, R-Fla., spoke.",
        "He died. | al-Dorn lived. | He died. and so on",
        "The mission ended. | , The message said so.",
    ],
)
def test_where_a_sentence_ends(expected: str) -> None:
    assert cut(expected.replace(" | ", " ")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are done.”Next came Dorn.", "“We are done.” | Next came Dorn."),
        ("He said, ‘done.’Next he left.", "He said, ‘done.’ | Next he left."),
        ('"Done."Then it ended.', '"Done." | Then it ended.'),
        ('It ended."We will come."', 'It ended. | "We will come."'),
        ("It ended.“We will come.”", "It ended. | “We will come.”"),
        ('"It ended.""We will come."', '"It ended." | "We will come."'),
        ("He saw his brother.The man ran.", "He saw his brother. | The man ran."),
        ("Ada.Dorn of Yahoo!News and e.v.’s read www.marrow.Example today.",) * 2,
    ],
)
def test_a_space_is_missing_after_the_stop(text: str, expected: str) -> None:
    assert cut(text) == expected


def test_a_line_end_always_ends_a_sentence() -> None:
    assert cut("Dorn wins\n\n  He said so \nand left") == "Dorn wins | He said so | and left"
    assert cut("\n \r\n\t") == ""
    assert cut("") == ""


def test_a_part_of_a_text() -> None:
    assert sentences("One. Two. Three.", 5, 9) == [(5, 9)]


@given(st.text(alphabet="aA.!?…\"'”’“‘ \n\u00a0\u200b•,1)—", max_size=80))
def test_sentences_are_in_order_bare_and_leave_nothing_out(text: str) -> None:
    spans = sentences(text)
    assert all(low < high and text[low:high] == text[low:high].strip() for low, high in spans)
    assert all("\n" not in text[low:high] for low, high in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    covered = {n for low, high in spans for n in range(low, high)}
    assert all(n in covered for n, sign in enumerate(text) if not sign.isspace())


@pytest.mark.parametrize("unit", [".", "a. ", '. " ', ".”", "a.A", "• ", ". . ", "A. ", '.""', 'x."A'])
def test_stops_without_end_take_linear_time(unit: str) -> None:
    began = time.process_time()
    sentences(unit * 20_000 + "x")
    assert time.process_time() - began < 15
