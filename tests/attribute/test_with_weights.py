"""The whole way with the weights that ship: what holds whatever they have learnt, and a few plain sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from sayso.report import Report

PLAIN = "The navy said the pier was safe. “Nobody was told,” the mayor of Marrow, Ilse Maran, told reporters on Sunday."
CHAIN = "According to Selden, quoting the Gazette, the navy said the pier was safe."
pytestmark = pytest.mark.usefixtures("weights")


def words(report: Report) -> list[tuple[str, str, str, str | None]]:
    """Source, cue, content and what each lies within."""
    return [(report.words(s.source), report.words(s.cue), report.words(s.content), s.within) for s in report.statements]


def test_plain_sayings_are_found() -> None:
    assert words(sayso.read_text(PLAIN)) == [
        ("The navy", "said", "the pier was safe", None),
        ("the mayor of Marrow, Ilse Maran,", "told", "“Nobody was told,”", None),
    ]


def test_three_relays_are_three_statements_in_one_chain() -> None:
    report = sayso.read_text(CHAIN)
    assert [(source, cue, within) for source, cue, _, within in words(report)] == [
        ("Selden", "According to", None),
        ("the Gazette", "quoting", "s1"),
        ("the navy", "said", "s2"),
    ]
    assert [link.statement for link in report.statements[2].chain] == [None, "s1", "s2"]


def test_what_is_read_beside_a_report_changes_nothing(tmp_path: Path, examples: Path) -> None:
    (tmp_path / "plain.txt").write_text(PLAIN, encoding="utf-8")
    alone = sayso.read(tmp_path / "plain.txt")
    among = [r for r in sayso.read_many([examples, tmp_path]) if isinstance(r, Report)][-1]
    assert among.statements == alone.statements
    assert among.unused == alone.unused


def test_every_span_slices_to_words(examples: Path) -> None:
    for report in sayso.read_many([examples]):
        assert isinstance(report, Report)
        for s in report.statements:
            assert all(
                report[span] and report[span] == report[span].strip() for span in (*s.source, *s.cue, *s.content)
            )


@pytest.mark.parametrize("text", ["x", "“", "…" * 50, "said said said said", "“ ” ‘ ’ \" '", "A" * 5000])
def test_odd_texts_give_a_report(text: str) -> None:
    assert sayso.read_text(text).text == text


def test_a_blank_text_is_refused_with_the_reason() -> None:
    with pytest.raises(sayso.ReadError, match="text"):
        sayso.read_text(" \n ")
