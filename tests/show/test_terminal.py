"""The terminal: statements in place, told apart without colour, and hostile text kept from steering it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from rich.cells import cell_len
from rich.console import Console

from sayso.report import Failure, Figure, Report, Segment
from sayso.show import print_report, print_summary
from sayso.show.wording import HIDDEN
from tests.show.make import Says, ferry, pier, report
from tests.show.strategies import HOSTILE, reports


class _Stream(io.StringIO):
    """A stream that says which encoding it has, as standard output does."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def printed(made: Report, width: int = 90, encoding: str = "utf-8", **console: Any) -> str:
    stream = _Stream(encoding)
    print_report(made, Console(file=stream, width=width, **console))
    return stream.getvalue()


def body(made: Report, **options: Any) -> str:
    """The text as printed, without what stands above and under it."""
    return printed(made, **options).split("\n\n")[1].strip()


NESTED = report(
    "The radio said that a nurse had said the ward was full.",
    [
        Says("The radio", "said", "that a nurse had said the ward was full"),
        Says("a nurse", "had said", "the ward was full", within=1),
    ],
)


def test_in_a_pipe_signs_tell_the_parts_apart() -> None:
    assert body(report("The mayor said it is shut.", [Says("The mayor", "said", "it is shut")])) == (
        "⟦The mayor⟧¹ _said_¹ ‹¹it is shut›."
    )


def test_a_statement_inside_another_has_doubled_brackets_and_its_own_number() -> None:
    assert body(NESTED) == "⟦The radio⟧¹ _said_¹ ‹¹that ⟦a nurse⟧² _had said_² ‹‹²the ward was full››²›."


def test_a_source_that_two_statements_share_is_drawn_once() -> None:
    made = report(
        "Vale called it war and ordered peace.", [Says("Vale", "ordered", "peace"), Says("Vale", "called", "war")]
    )
    assert body(made) == "⟦Vale⟧¹·² _called_² it ‹²war› and _ordered_¹ ‹¹peace›."
    assert "[Vale]^1,2 _called_^2" in printed(made, encoding="ascii")


def test_a_content_in_two_parts_has_its_number_twice() -> None:
    made = report("“Yes,” she said, “at once.”", [Says("she", "said", ("“Yes,”", "“at once.”"), "direct")])
    assert body(made) == "‹¹“Yes,”› ⟦she⟧¹ _said_¹, ‹¹“at once.”›"


def test_a_content_over_paragraphs_is_opened_again_and_closed_once() -> None:
    made = report("He went on: rain fell.\nThen it stopped.", [Says("He", "went on", "rain fell.\nThen it stopped.")])
    assert "⟦He⟧¹ _went on_¹: ‹¹rain fell." in printed(made)
    assert "‹¹Then it stopped.›" in printed(made)


def test_where_type_shows_the_cue_is_underlined_also_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = printed(NESTED, force_terminal=True, color_system="standard")
    assert "\x1b[4msaid\x1b[0m" in out
    assert "\x1b[1mThe radio\x1b[0m" in out
    assert "\x1b[3" not in out.replace("\x1b[3m", "")  # no colour code: 3 alone is italic
    assert "_said_" not in out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "no-such-encoding"])
def test_where_the_encoding_lacks_the_signs_they_are_ascii(encoding: str) -> None:
    out = printed(pier(), encoding=encoding)
    assert out.encode("ascii" if encoding == "no-such-encoding" else encoding)
    assert '<^5 "We counted twelve,">' in out
    assert "<<^8 [a watchman]^9 _had told_^9" in out


def test_letters_that_the_encoding_lacks_are_written_out() -> None:
    assert "\\uc608" in printed(report("He said 예."), encoding="latin-1")


@pytest.mark.parametrize("width", [20, 40, 56, 80, 200])
def test_no_line_is_wider_than_the_window_or_the_measure(width: int) -> None:
    lines = printed(pier(), width=width).splitlines()
    assert max(cell_len(line) for line in lines) <= min(width, 84) + (12 if width < 40 else 0)
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("terminal", [True, False])
def test_hostile_text_cannot_steer_the_terminal(terminal: bool) -> None:
    made = report(
        HOSTILE,
        [Says("gnp", "script", "alert")],
        title=HOSTILE,
        outlet=HOSTILE,
        byline=HOSTILE,
        wire=HOSTILE,
        url=HOSTILE,
        document=f"{HOSTILE}\udcff",
        published=HOSTILE,
        language=HOSTILE,
        unused=[("gnp", HOSTILE)],
        notes=[("x", "gnp", HOSTILE)],
    )
    out = printed(made, force_terminal=terminal, color_system="truecolor" if terminal else None)
    allowed = out.replace("\x1b[", "") if terminal else out
    assert "\x1b[31m" not in out
    assert not HIDDEN.search(allowed)
    assert "⟨U+001B⟩[31m⟨U+202E⟩" in out


@given(reports())
def test_every_report_can_be_printed(made: Report) -> None:
    for width, encoding in ((80, "utf-8"), (12, "ascii")):
        out = printed(made, width=width, encoding=encoding)
        assert not HIDDEN.search(out)
        assert out.encode(encoding)


def test_square_brackets_and_emoji_codes_are_text_not_markup() -> None:
    assert "[bold]no[/bold] :smile:" in printed(report("[bold]no[/bold] :smile:"))


# --- above and under the text


def test_the_head_says_what_it_is_and_where_the_date_came_from() -> None:
    head = " ".join(printed(pier()).split("\n\n")[0].split())
    assert "The Marrow Courier · by Tomas Erne · 2 March 2031 (from the page) · news" in head
    assert "credits Coastal News Agency · English" in head


def test_the_headline_is_not_printed_twice() -> None:
    assert printed(pier()).count("Nine dead after fire") == 1


def test_a_title_that_is_not_the_headline_is_printed_too() -> None:
    out = printed(replace(pier(), title="Pier fire: what we know"))
    assert "Pier fire: what we know" in out
    assert "‹¹Nine dead after fire on Marrow pier›" in out


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    head = printed(report("Rain fell.")).split("\n\n")[0]
    assert "outlet unknown · date unknown · genre unknown · language unknown" in head


def test_under_the_text_stands_who_speaks_how_much() -> None:
    out = printed(NESTED)
    assert "The radio           1      5        4    42%" in out
    assert "a nurse             1      4             33%" in out


def test_a_voice_is_the_outlets_only_in_its_news() -> None:
    assert "\nOwn voice\n" in printed(pier())
    assert "\nThe guest’s voice\n" in printed(replace(pier(), genre="guest"))
    assert "\nThe author’s voice\n" in printed(replace(pier(), genre="opinion"))
    assert "\nVoice: unknown\n" in printed(replace(pier(), genre="unknown"))


def test_each_statement_is_listed_with_its_way_through_others() -> None:
    out = " ".join(printed(pier()).split())
    assert "3 the ministry of transport (continued) · adding · mixed · machine’s score 91%" in out
    assert (
        "8 an unpublished report of the port police · citing · mixed · machine’s score 74% The Marrow Courier → "
        "Coastal News Agency → the state broadcaster (7) → an unpublished report of the port police"
    ) in out


def test_a_grounded_report_says_who_that_is_and_how_it_is_put() -> None:
    out = " ".join(printed(ferry()).split())
    assert "Ilse Maran 2 27 20% ▇▇▇ named person, state" in out
    assert "How sources are named: named person 20% · named organisation 16%" in out
    assert "3 She = Ilse Maran · put · stated flatly named person, state · indirect · machine’s score 80%" in out
    assert "Drevia’s state news agency (1) → Ilse Maran" in out
    assert "unnamed witness; no named source here says it too · direct" in out
    assert "reason for anonymity: “because he had no authority to speak”" in out


def test_figures_dates_and_places_stand_in_the_texts_words_with_what_they_are_taken_to_mean() -> None:
    out = " ".join(printed(ferry()).split())
    assert "14 sailors · sailors, killed · this incident · as of 1 March 2031 · on the word of Ilse Maran (2)" in out
    assert "March 2 · 2 March, year not known · a guess, 40%" in out
    assert "Marrow · Marrow, QZ · a guess, 42% · 54.1° N 11.5° E; could also be Marrow, QX · in 2" in out
    assert "Drevia · not known" in out
    assert ">= 9" in printed(_nine(), encoding="ascii")


def _nine() -> Report:
    made = report("At least nine died.")
    return replace(made, figures=(Figure("f1", (0, 13), 9, None, "≥", "people", None, "killed"),))


@pytest.mark.parametrize("title", ["Figures", "Dates", "Places", "Said beside the statements"])
def test_what_was_not_found_takes_no_room(title: str) -> None:
    assert f"\n{title}\n" in printed(ferry())
    assert f"\n{title}\n" not in printed(pier())


def test_what_was_seen_and_not_used_is_listed_with_the_reason_and_so_are_notes() -> None:
    out = printed(pier())
    assert "“Long Arm”: in quotation marks, reads as a name" in out
    assert "The page gives a day and no time" in out


def test_times_and_kinds_stand_before_their_blocks() -> None:
    made = replace(
        report([("body", "Good evening."), ("caption", "The pier.")]),
        segments=(Segment((0, 13), "body", start_s=3671.5), Segment((15, 24), "caption", page=2)),
    )
    assert "1:01:11 Good evening." in printed(made)
    assert "p. 2 [caption] The pier." in printed(made)


def test_a_report_without_statements_says_so() -> None:
    assert "No statement was found." in printed(report("Rain fell."))


def test_an_empty_report_is_printed() -> None:
    assert "Untitled (invented.html)" in printed(report(""))


@pytest.mark.parametrize("word", ["true", "confirmed by", "credible", "corroborated", "verified"])
def test_no_verdict_is_passed(word: str) -> None:
    assert word not in printed(pier()).casefold()


# --- how a run went


def summary(done: int, failed: list[Failure], seconds: float) -> str:
    stream = _Stream("utf-8")
    print_summary(done, failed, seconds, Console(file=stream, width=70))
    return stream.getvalue()


def test_a_run_says_how_fast_it_was() -> None:
    assert summary(12, [], 3.0) == "12 reports read in 3.0 s, 4.0 a second.\n"
    assert summary(1, [], 0.0) == "1 report read in 0.0 s.\n"


def test_a_run_says_what_failed_and_why() -> None:
    out = summary(
        2, [Failure("a.txt", "the file is empty: save it again"), Failure("b\x1b.txt", "no text", ("c.txt",))], 1
    )
    assert out.splitlines() == [
        "2 reports read in 1.0 s, 2.0 a second.",
        "2 sources could not be read:",
        "  a.txt: the file is empty: save it again",
        "  b⟨U+001B⟩.txt: no text (see also c.txt)",
    ]
