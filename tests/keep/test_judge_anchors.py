"""Judgements at another reading: the same spans, else by overlap, else by words in another text, else orphaned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.keep import Held, Ledger
from sayso.keep.anchors import anchored, located, overlap
from sayso.report import Evidence, Report, Statement
from tests.keep.judging import TEXT, a_ledger, edited, ferry, other_reading, say, span, told
from tests.keep.make import NOW
from tests.keep.test_judge import MISSED, named, shown, words


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with a_ledger(tmp_path / "a.db", ferry()) as made:
        yield made


def reread(ledger: Ledger, **changes: Any) -> tuple[Held, ...]:
    (id_,) = ledger.connection.execute("SELECT id FROM documents").fetchone()
    return ledger.renew(id_, replace(other_reading(ferry(), **changes), id=id_)).held


def how(held: tuple[Held, ...]) -> list[str]:
    return [h.how for h in held]


def but(id: str) -> tuple[Statement, ...]:
    return tuple(s for s in ferry().statements if s.id != id)


# --- the same text --------------------------------------------------------------------------------------------------


def test_the_same_spans_hold_exactly_whatever_their_id(ledger: Ledger) -> None:
    say(ledger, "role", "s4", role="expert")
    renumbered = tuple(replace(s, id=f"s{n + 7}") for n, s in enumerate(but("s1")))
    held = reread(ledger, statements=tuple(replace(s, within=None, source_from=None) for s in renumbered), figures=())
    assert [(h.how, h.overlap) for h in held] == [("exact", 1.0)]
    assert named(shown(ledger), "s9").role == "expert"


def nudged(id: str, letters: int) -> tuple[Statement, ...]:
    """The statements, one with its content cut by some letters."""
    return tuple(
        replace(s, content=((s.content[0][0], s.content[-1][1] - letters),)) if s.id == id else s
        for s in ferry().statements
    )


def test_a_little_other_span_holds_by_overlap_and_much_does_not(ledger: Ledger) -> None:
    say(ledger, "role", "s1", role="media")
    (held,) = reread(ledger, statements=nudged("s1", 4))
    assert held.how == "overlap" and held.overlap is not None and 0.9 < held.overlap < 1
    assert named(shown(ledger), "s1").role == "media"
    (held,) = reread(ledger, statements=nudged("s1", 30))
    assert (held.how, named(shown(ledger), "s1").role) == ("orphaned", "state")
    assert held.why is not None and "80% of its characters" in held.why


def test_orphans_come_back_with_their_statement(ledger: Ledger) -> None:
    say(ledger, "role", "s4", role="expert")
    assert how(reread(ledger, statements=but("s4"))) == ["orphaned"]
    (listed,) = ledger.judgements()
    assert (listed.how, listed.rows) == ("orphaned", ())
    assert how(reread(ledger, model="en-3")) == ["exact"]
    assert named(shown(ledger), "s4").role == "expert"


def test_one_statement_is_for_one_judged_statement(ledger: Ledger) -> None:
    """Two statements that differ by a word were judged; the new reading has one that both are near to."""
    say(ledger, "add", source=["It"], cue=["added"], content=["that divers would go down again"])
    say(ledger, "role", "j1", role="expert")
    say(ledger, "role", "s3", role="activist")
    held = reread(ledger, statements=nudged("s3", 1))
    after = shown(ledger)
    assert [named(after, s.id).role for s in after.statements if s.id in ("s3", "j1")].count("activist") == 1
    assert len({h.uid for h in held if h.how != "orphaned"}) == 3


def test_an_added_statement_stands_by_its_own_spans(ledger: Ledger) -> None:
    say(ledger, "add", **MISSED)
    say(ledger, "class", "j1", **{"class": "unnamed witness"})
    assert how(reread(ledger, statements=())) == ["exact", "exact"]
    assert words(shown(ledger), "j1")[2] == "a smell of oil at noon"
    assert named(shown(ledger), "j1").source_class == "unnamed witness"


def found_now(**known: Any) -> Statement:
    s = told(5, "A worker on the pier", "recalled", "a smell of oil at noon", role="witness", **known)
    return replace(s, stance="neutral", score=0.6)


def test_what_the_machine_finds_by_itself_now_is_not_doubled(ledger: Ledger) -> None:
    done = say(ledger, "add", **MISSED, kind="unmarked")
    say(ledger, "class", "j1", **{"class": "unnamed other"})
    held = reread(ledger, statements=(*ferry().statements, found_now(source_class="unnamed witness")))
    assert how(held) == ["exact", "exact"]
    after = shown(ledger)
    assert [s.id for s in after.statements] == ["s1", "s2", "s3", "s4", "s5"]
    one = named(after, "s5")
    assert (one.kind, one.score, one.source_class) == ("unmarked", 1.0, "unnamed other"), "people's"
    assert (one.role, one.stance) == ("witness", "neutral"), "nobody said otherwise"
    assert done.judgement.uid not in [j.uid for j in held if j.how == "orphaned"]


def test_what_the_machine_finds_nearly_is_put_as_people_put_it(ledger: Ledger) -> None:
    say(ledger, "add", **MISSED)
    near = replace(found_now(), content=(span("a smell of oil at noon in"),))
    (held,) = reread(ledger, statements=(*ferry().statements, near))
    assert held.how == "overlap"
    assert words(shown(ledger), "s5")[2] == "a smell of oil at noon"


def test_a_move_that_the_machine_makes_itself_now_is_held(ledger: Ledger) -> None:
    say(ledger, "move", "s1", content=["that the port police"])
    say(ledger, "role", "s1", role="media")
    moved = tuple(
        replace(s, content=(span("that the port police"),)) if s.id == "s1" else replace(s, within=None)
        for s in ferry().statements
    )
    assert how(reread(ledger, statements=moved)) == ["exact", "exact"]
    assert named(shown(ledger), "s1").role == "media"
    assert how(reread(ledger, model="en-3")) == ["exact", "exact"]
    assert words(shown(ledger), "s1")[2] == "that the port police"


def test_a_deleted_statement_stays_out(ledger: Ledger) -> None:
    say(ledger, "delete", "s4")
    assert how(reread(ledger, model="en-3")) == ["exact"]
    assert [s.id for s in shown(ledger).statements] == ["s1", "s2", "s3"]


def test_a_figure_is_held_by_its_own_span(ledger: Ledger) -> None:
    say(ledger, "scope", "f1", scope="cumulative")
    (figure,) = ferry().figures
    assert how(reread(ledger, figures=(replace(figure, id="f7", low=13.0),))) == ["exact"]
    assert shown(ledger).figures[0].scope == "cumulative"
    assert how(reread(ledger, figures=(), model="en-3")) == ["orphaned"]


def test_judgements_on_one_statement_go_together_over_readings(ledger: Ledger) -> None:
    say(ledger, "role", "s1", role="media")
    reread(ledger, statements=nudged("s1", 4))
    say(ledger, "class", "s1", **{"class": "document or media"})
    assert how(reread(ledger, model="en-3")) == ["exact", "exact"]
    assert (named(shown(ledger), "s1").role, named(shown(ledger), "s1").source_class) == ("media", "document or media")


# --- another text ---------------------------------------------------------------------------------------------------


def changed(ledger: Ledger, report: Report) -> tuple[Held, ...]:
    kept = ledger.add(report)
    assert kept.outcome == "changed"
    return kept.held


@pytest.fixture
def address(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger whose report has an address, so that another text there is a new version."""
    with a_ledger(tmp_path / "a.db", replace(ferry(), url="https://post.invalid/a")) as made:
        yield made


def at_the_address(report: Report) -> Report:
    return replace(report, url="https://post.invalid/a", evidence=Evidence(b"x", NOW, "t", "https://post.invalid/a"))


def test_words_that_stand_on_are_held_in_a_new_version(address: Ledger) -> None:
    say(address, "role", "s4", role="expert")
    say(address, "add", **MISSED)
    say(address, "scope", "f1", scope="cumulative")
    say(address, "move", "s3", content=["that divers would go down again"])
    held = changed(address, at_the_address(edited("Ferry sinks", "A big ferry sinks")))
    assert how(held) == ["exact"] * 4
    after = shown(address)
    assert (named(after, "s4").role, after.figures[0].scope) == ("expert", "cumulative")
    assert words(after, "j1") == ("A worker on the pier", "recalled", "a smell of oil at noon")
    assert words(after, "s3")[2] == "that divers would go down again"


def test_a_word_changed_holds_by_the_words_in_common(address: Ledger) -> None:
    say(address, "role", "s1", role="media")
    (held,) = changed(address, at_the_address(edited_statement("said on Sunday", "said late Sunday")))
    assert (held.how, named(shown(address), "s1").role) == ("overlap", "media")
    assert held.overlap is not None and 0.8 <= held.overlap < 1


def edited_statement(before: str, after: str) -> Report:
    """The report after an edit inside its first statement, read as far as it still has its words."""
    text = TEXT.replace(before, after, 1)
    outer = told(
        1, "The ministry", after, "that the port police had told it 12 people were missing", text, role="state"
    )
    return replace(edited("Ferry", "Boat"), text=text, statements=(outer,), text_id=text_id(text), **_EMPTY)


_EMPTY: dict[str, Any] = {"dates": (), "places": (), "figures": (), "unused": (), "actors": ()}


def text_id(text: str) -> str:
    from sayso.report import text_id as of

    return of(text)


def test_an_edited_toll_orphans_what_was_said_of_it_and_a_return_brings_it_back(address: Ledger) -> None:
    say(address, "scope", "f1", scope="cumulative")
    say(address, "add", **MISSED)
    text = TEXT.replace("12 people", "40 people").replace("a smell of oil at noon", "nothing at all")
    assert how(
        changed(address, replace(at_the_address(ferry()), text=text, text_id=text_id(text), statements=(), **_EMPTY))
    ) == [
        "orphaned",
        "orphaned",
    ]
    assert "j1" not in [s.id for s in shown(address).statements]
    kept = address.add(at_the_address(ferry()))
    assert (kept.outcome, how(kept.held)) == ("returned", ["exact", "exact"])
    assert shown(address).figures[0].scope == "cumulative"


def test_a_judgement_made_since_is_laid_over_a_version_that_returns(address: Ledger) -> None:
    changed(address, at_the_address(edited("Ferry sinks", "A big ferry sinks")))
    say(address, "role", "s4", role="expert")
    kept = address.add(at_the_address(ferry()))
    assert (kept.outcome, how(kept.held)) == ("returned", ["exact"])
    assert named(shown(address), "s4").role == "expert"


# --- the pure functions ---------------------------------------------------------------------------------------------


def test_overlap_counts_characters_of_all_parts_once() -> None:
    one = (((0, 5),), ((6, 10),), ((11, 31),))
    assert overlap(one, one) == 1.0
    assert overlap(one, (((0, 5),), ((6, 10),), ())) == pytest.approx(9 / 29)
    assert overlap(one, ((), (), ((40, 50),))) == 0.0
    assert overlap(((), (), ()), ((), (), ())) == 0.0
    assert overlap((((0, 10),), (), ((0, 10),)), ((), (), ((0, 10),))) == 1.0


def test_words_that_stand_twice_in_another_text_are_found_by_what_stands_around_them() -> None:
    report = ferry()
    anchor = anchored(report, "figure", ((), (), (span("12 people"),)))
    twice = "12 people came. " + TEXT
    assert located(anchor, twice) == ((), (), ((TEXT.index("12 people") + 16, TEXT.index("12 people") + 25),))
    assert located(anchor, "12 people here, 12 people there") is None
    assert located(anchor, "") is None
