"""Whatever people judge, in whatever order: nothing raises, spans slice, and undone to the last nothing is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.keep import rows
from sayso.keep.anchors import PARTS, anchored
from sayso.keep.judgements import from_record, to_record
from sayso.keep.lay import lay
from sayso.keep.nouns import Anchor, Judgement
from sayso.report import Report
from tests.keep.judging import TEXT, ferry
from tests.keep.test_judge import every_row, shown

LENGTH = len(TEXT)


@st.composite
def spans(draw: st.DrawFn, least: int = 0) -> tuple[tuple[int, int], ...]:
    starts = draw(st.lists(st.integers(0, LENGTH - 1), min_size=least, max_size=3, unique=True))
    return tuple((low, min(LENGTH, low + draw(st.integers(1, 60)))) for low in sorted(starts))


@st.composite
def anchors(draw: st.DrawFn, report: Report) -> Anchor:
    """An anchor on a statement or figure as it is, nudged, or anywhere."""
    where = draw(st.sampled_from(["statement", "figure", "anywhere"]))
    if where == "figure" and report.figures:
        f = draw(st.sampled_from(report.figures))
        return anchored(report, "figure", ((), (), (f.span,)), id=f.id)
    if where == "statement" and report.statements:
        s = draw(st.sampled_from(report.statements))
        return anchored(report, "statement", (s.source, s.cue, s.content), id=s.id)
    return anchored(report, "statement", (draw(spans()), draw(spans()), draw(spans(1))))


@st.composite
def judgements(draw: st.DrawFn, number: int, before: list[Judgement]) -> Judgement:
    report = ferry()
    anchor = draw(anchors(report))
    if anchor.of == "figure":
        kind = draw(st.sampled_from(["scope", "role"]))
        value: dict[str, Any] = {kind: "incident" if kind == "scope" else "wounded"}
    else:
        kind = draw(st.sampled_from(["add", "delete", "move", "source", "actor", "class", "role"]))
        to = draw(anchors(report))
        values: dict[str, dict[str, Any]] = {
            "move": {"to": to, "parts": draw(st.lists(st.sampled_from(PARTS), min_size=1))},
            "source": {"to": to, "parts": ["source"]},
            "actor": {"actors": [{"name": draw(st.sampled_from(["Ilse Maran", "Dora", "é"])), "kind": "person"}]},
            "class": {"class": "unnamed other"},
            "role": {"role": "expert"},
        }
        value = values.get(kind, {})
    beside = draw(st.sampled_from([None, *(j.uid for j in before)]))
    anchor = replace(anchor, beside=beside)
    made = Judgement(
        f"u{number}",
        kind,
        "r",
        draw(st.sampled_from([report.text_id, "another"])),
        anchor,
        {},
        "mk",
        "2031-03-02T09:00:00Z",
    )
    record = to_record(made)
    if "to" in value:
        record["value"] = value | {"to": to_record(replace(made, anchor=value["to"]))["anchor"]}
    else:
        record["value"] = value
    return from_record(record)


@st.composite
def several(draw: st.DrawFn) -> list[Judgement]:
    made: list[Judgement] = []
    for number in range(draw(st.integers(0, 6))):
        one: Judgement = draw(judgements(number, made))
        made.append(one)
    return made


def without(*ids: str) -> Report:
    """The report as a machine reads it that does not find some statements."""
    made = replace(ferry(), figures=(), dates=())
    kept = tuple(replace(s, within=None, source_from=None, chain=()) for s in made.statements if s.id not in ids)
    return replace(made, statements=kept)


@settings(max_examples=60)
@given(several(), st.sampled_from([ferry(), without("s1"), without("s2", "s4"), without("s1", "s2", "s3", "s4")]))
def test_any_judgements_leave_a_whole_report(made: list[Judgement], machine: Report) -> None:
    laid = lay(machine, made)
    whole(laid.report)
    assert [held.uid for held in laid.held] == [j.uid for j in made]
    assert all(held.why for held in laid.held if held.how == "orphaned")
    assert lay(machine, made) == laid, "the same again"
    assert lay(machine, []).report == machine
    there = {s.id for s in laid.report.statements} | {f.id for f in laid.report.figures}
    assert set(laid.by) <= there
    stored = rows.to_rows(laid.report, laid.by)
    assert rows.from_rows(replace(machine), rows.unfold(rows.fold(stored))) == laid.report


def whole(report: Report) -> None:
    """Spans slice, and whatever points at a statement or actor points at one that is there."""
    ids = [s.id for s in report.statements]
    actors = [a.id for a in report.actors]
    assert len(set(ids)) == len(ids) and len(set(actors)) == len(actors)
    for s in report.statements:
        assert s.content
        assert all(0 <= a < b <= len(report.text) for part in PARTS for a, b in getattr(s, part))
        assert {link.statement for link in s.chain if link.by == "statement"} <= set(ids) - {s.id}
        assert set(s.actors) <= set(actors)
        above, seen = s.within, {s.id}
        while above is not None:
            assert above in ids and above not in seen, "no statement holds itself"
            seen.add(above)
            above = next(o.within for o in report.statements if o.id == above)
    items: list[Any] = [*report.dates, *report.places, *report.figures, *report.asides]
    assert {item.statement for item in items} <= {None, *ids}


@settings(max_examples=8)
@given(several(), st.randoms(use_true_random=False))
def test_undone_in_any_order_the_machines_reading_stands_again(made: list[Judgement], chance: Any) -> None:
    import tempfile
    from pathlib import Path

    from sayso.keep.files import transaction
    from sayso.keep.judged import relay
    from sayso.keep.judging import insert, undo
    from tests.keep.judging import a_ledger

    with tempfile.TemporaryDirectory() as folder, a_ledger(Path(folder) / "a.db", ferry()) as ledger:
        before, stored = shown(ledger), every_row(ledger)
        with transaction(ledger.connection) as db:
            for judgement in made:
                insert(db, replace(judgement, document=before.id))
            relay(ledger, before.id)
        whole(shown(ledger))
        for judgement in chance.sample(made, len(made)):
            undo(ledger, judgement.uid, who="mk")
            whole(shown(ledger))
        assert shown(ledger) == before
        assert every_row(ledger) == stored
        assert ledger.connection.execute("PRAGMA foreign_key_check").fetchall() == []
