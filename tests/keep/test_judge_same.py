"""Same and different actors, over all reports; and judgements carried from ledger to ledger."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.keep import Ledger, LedgerError
from sayso.keep.carried import Taken, export, take
from sayso.keep.judgements import KINDS, Kind, from_record, to_record
from sayso.keep.judging import undo
from sayso.report import Actor, Report
from tests.keep.judging import TEXT, a_ledger, ferry, say
from tests.keep.test_judge import MISSED, named, shown


def with_actors(number: int, *names: str, kind: str = "person") -> Report:
    text = f"Report {number} names {', '.join(names)}."
    places = [(text.index(n), text.index(n) + len(n)) for n in names]
    actors = tuple(Actor(f"a{n}", name, kind, (places[n],), 0.9) for n, name in enumerate(names))  # type: ignore[arg-type]
    made = replace(ferry(), text=text, document=f"rows:{number}", id=f"r{number}", actors=actors)
    from sayso.report import text_id

    empty: dict[str, Any] = dict.fromkeys(("statements", "dates", "places", "figures", "unused", "segments"), ())
    return replace(made, text_id=text_id(text), **empty)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with a_ledger(
        tmp_path / "a.db", with_actors(1, "Ilse Maran", "I. Maran"), with_actors(2, "Ilsa Marran", "Tomas Erne")
    ) as made:
        yield made


def one(ledger: Ledger) -> set[frozenset[str]]:
    """Who is one, by names."""
    rows = ledger.connection.execute("SELECT same_as, name FROM canonical_actors").fetchall()
    return {frozenset(name for of, name in rows if of == leader) for leader, _ in rows if leader}


def test_same_joins_and_undo_parts(ledger: Ledger) -> None:
    done = say(ledger, "same", names=("Ilse Maran", "i. maran"))
    assert frozenset({"Ilse Maran", "I. Maran"}) in one(ledger)
    say(ledger, "same", names=("I. Maran", "Ilsa Marran"))
    assert frozenset({"Ilse Maran", "I. Maran", "Ilsa Marran"}) in one(ledger)
    undo(ledger, done.judgement.uid, who="mk")
    assert one(ledger) == {frozenset({"Ilse Maran"}), frozenset({"I. Maran", "Ilsa Marran"}), frozenset({"Tomas Erne"})}


def test_different_forbids_a_merge_through_a_third(ledger: Ledger) -> None:
    say(ledger, "different", names=("Ilse Maran", "Ilsa Marran"))
    say(ledger, "same", names=("Ilse Maran", "I. Maran"))
    done = say(ledger, "same", names=("I. Maran", "Ilsa Marran"))
    assert done.held is not None and done.held.how == "orphaned"
    assert "whom mk judged different" in (done.held.why or "")
    assert frozenset({"Ilse Maran", "I. Maran"}) in one(ledger)
    assert frozenset({"Ilsa Marran"}) in one(ledger)


def test_different_parts_who_were_joined_through_a_third(ledger: Ledger) -> None:
    say(ledger, "same", names=("Ilse Maran", "I. Maran"))
    later = say(ledger, "same", names=("I. Maran", "Ilsa Marran"))
    done = say(ledger, "different", names=("Ilse Maran", "Ilsa Marran"))
    assert [h.uid for h in done.others] == [later.judgement.uid]
    assert frozenset({"Ilsa Marran"}) in one(ledger)
    undo(ledger, done.judgement.uid, who="mk")
    assert frozenset({"Ilse Maran", "I. Maran", "Ilsa Marran"}) in one(ledger)


def test_of_two_on_the_same_pair_the_later_counts(ledger: Ledger) -> None:
    say(ledger, "same", names=("Ilse Maran", "I. Maran"))
    say(ledger, "different", names=("I. Maran", "Ilse Maran"))
    assert frozenset({"Ilse Maran"}) in one(ledger)
    say(ledger, "same", names=("Ilse Maran", "I. Maran"))
    assert frozenset({"Ilse Maran", "I. Maran"}) in one(ledger)
    assert [listed.how for listed in ledger.judgements()] == ["exact", "orphaned", "exact"]


def test_whom_the_ledger_does_not_know_or_knows_twice_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="knows no actor as “Dora Venn”"):
        say(ledger, "same", names=("Ilse Maran", "Dora Venn"))
    ledger.add(with_actors(3, "Tomas Erne", kind="group"))
    with pytest.raises(LedgerError, match=r"several actors.*“group:Tomas Erne”.*“person:Tomas Erne”"):
        say(ledger, "same", names=("Ilse Maran", "Tomas Erne"))
    say(ledger, "same", names=("person:Tomas Erne", "group:Tomas Erne"))
    with pytest.raises(LedgerError, match="one actor in the ledger already"):
        say(ledger, "same", names=("Ilse Maran", "ILSE MARAN"))


# --- export and import ----------------------------------------------------------------------------------------------


def exported(ledger: Ledger) -> str:
    stream = io.StringIO()
    export(ledger, stream)
    return stream.getvalue()


def taken(ledger: Ledger, text: str) -> Taken:
    return take(ledger, io.BytesIO(text.encode("utf-8", "surrogatepass")))


def test_a_round_trip_to_another_ledger_shows_the_same(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "a.db", ferry()) as first:
        say(first, "add", **MISSED)
        say(first, "role", "j1", role="expert")
        gone = say(first, "delete", "s4")
        undo(first, gone.judgement.uid, who="mk")
        say(first, "actor", "s1", actors=["Tomas Erne"], kind="person")
        rows, wanted = exported(first), shown(first)
    with a_ledger(tmp_path / "b.db", ferry()) as second:
        result = taken(second, rows)
        assert (len(result.recorded), result.known, result.errors) == (5, 0, ())
        assert shown(second) == wanted
        again = taken(second, rows)
        assert (len(again.recorded), again.known) == (0, 5)
        assert exported(second) == rows
    with a_ledger(tmp_path / "c.db") as third:
        result = taken(third, rows)
        assert {h.how for h in result.held} == {"orphaned"}
        assert all("is not in this ledger" in (h.why or "") for h in result.held)
        kept = third.add(ferry())
        assert {h.how for h in kept.held} == {"exact"}
        assert shown(third) == wanted


def test_a_report_that_is_here_under_another_id_is_found_by_its_text(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "a.db", ferry()) as first:
        say(first, "role", "s4", role="expert")
        rows = exported(first)
    with a_ledger(tmp_path / "b.db", replace(ferry(), id="given-id")) as second:
        assert [h.how for h in taken(second, rows).held] == ["exact"]
        assert named(shown(second), "s4").role == "expert"


def test_same_waits_for_the_actors_too(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "a.db", with_actors(1, "Ilse Maran", "I. Maran")) as first:
        say(first, "same", names=("Ilse Maran", "I. Maran"))
        rows = exported(first)
    with a_ledger(tmp_path / "b.db", with_actors(2, "I. Maran")) as second:
        (held,) = taken(second, rows).held
        assert (held.how, held.why) == ("orphaned", "the ledger has no actor “Ilse Maran”")
        second.add(with_actors(3, "Ilse Maran"))
        assert one(second) == {frozenset({"Ilse Maran", "I. Maran"})}
        assert [listed.how for listed in second.judgements()] == ["exact"]


def test_conflicts_are_kept_in_order_and_told(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "a.db", ferry()) as first:
        say(first, "role", "s4", role="expert")
        rows = exported(first)
    with a_ledger(tmp_path / "b.db", ferry()) as second:
        mine = say(second, "role", "s4", role="activist")
        ((theirs, other),) = taken(second, rows).against
        assert (theirs.value, other.uid) == ({"role": "expert"}, mine.judgement.uid)
        assert named(shown(second), "s4").role == "expert", "what came later outranks"


def row(**changes: Any) -> str:
    anchor = {"of": "statement", "content": [[0, 5]], "words": [[], [], ["Ferry"]]}
    made: dict[str, Any] = {
        "uid": "abc-1",
        "kind": "delete",
        "document": "x",
        "text_id": "y",
        "anchor": anchor,
        "value": {},
        "who": "mk",
        "made_at": "2031-03-02T09:00:00Z",
    }
    return json.dumps(made | changes)


HOSTILE: list[tuple[str, str]] = [
    ("nonsense", "no JSON object"),
    ("[1, 2]", "is no object"),
    ('{"uid": ', "no JSON object"),
    ("[" * 100_000, "no JSON object"),
    (row(uid=None), "uid is missing"),
    (row(uid="a b"), "uid is none"),
    (row(uid="x" * 65), "uid is none"),
    (row(kind="explode"), "no kind of judgement that this Sayso knows"),
    (row(kind=["add"]), "no kind of judgement"),
    (row(who=""), "who is missing"),
    (row(who="w" * 201), "more than 200 letters"),
    (row(who="a\0b"), "cannot be stored"),
    (row(who="\ud800"), "cannot be stored"),
    (row(document=7), "document is missing"),
    (row(made_at="yesterday"), "is no time"),
    (row(made_at="2031-03-02"), "has no time zone"),
    (row(anchor=[]), "anchor is no object"),
    (row(anchor={"of": "statement", "content": [[5, 0]]}), "the second the greater"),
    (row(anchor={"of": "statement", "content": [[True, 5]], "words": [[], [], ["x"]]}), "a span is two numbers"),
    (row(anchor={"of": "statement", "content": [[0, 10**40]]}), "a span is two numbers"),
    (row(anchor={"of": "statement", "content": [[0, 5]]}), "spans without words"),
    (row(anchor={"of": "statement", "content": [[0, 5]], "words": [[], [], []]}), "spans without words"),
    (row(anchor={"of": "statement", "content": [[0, 5]], "words": [["x"], [], []]}), "not as many words"),
    (row(anchor={"of": "statement", "content": [[0, 1]], "words": [[], [], ["\ud800"]]}), "cannot be stored"),
    (row(anchor={"of": "statement", "said": "a\0"}), "cannot be stored"),
    (row(anchor={"of": "figure", "content": [[0, 5]], "words": [[], [], ["x"]]}), "`delete` is about statement"),
    (row(value=[]), "value is no object"),
    (row(kind="class", value={"class": "king"}), "no source class"),
    (row(kind="actor", value={"actors": "me"}), "who speaks"),
    (row(kind="actor", value={"actors": [{"name": 5, "kind": "person"}]}), "name is missing"),
    (row(kind="move", value={"to": 1, "parts": []}), "anchor is no object"),
    (row(undoes="nobody"), "an undo, and nothing else"),
    (row(kind="undo", undoes="nobody", anchor={"of": "judgement"}), "neither here nor in this file"),
    (row(kind="same", anchor={"of": "actors"}, value={"actors": [{"key": "x:y", "name": "y"}] * 2}), "kind of actor"),
    (row(text_id=None), "which report and text"),
    ('"' + "x" * 1_100_000 + '"', "more than 1,000,000 bytes"),
]


@pytest.mark.parametrize(("line", "why"), HOSTILE, ids=[why for _, why in HOSTILE])
def test_a_hostile_row_has_its_error_and_costs_the_others_nothing(tmp_path: Path, line: str, why: str) -> None:
    with a_ledger(tmp_path / "a.db", ferry()) as first:
        say(first, "role", "s4", role="expert")
        good = exported(first)
    with a_ledger(tmp_path / "b.db", ferry()) as second:
        result = taken(second, f"\ufeff\n{line}\n{good}")
        ((number, told),) = result.errors
        assert (number, len(result.recorded)) == (2, 1)
        assert why in told
        assert named(shown(second), "s4").role == "expert"


def test_bytes_that_are_no_text_are_a_row_that_failed(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "b.db", ferry()) as ledger:
        assert [number for number, _ in take(ledger, [b"\xff\xfe\n", b"\n", b"{}\n"]).errors] == [1, 3]


def test_a_uid_with_something_else_is_refused(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "a.db", ferry()) as ledger:
        say(ledger, "role", "s4", role="expert")
        forged = exported(ledger).replace('"expert"', '"activist"')
        assert "tampered" in taken(ledger, forged).errors[0][1]
        both = exported(ledger).replace(ledger.judgements()[0].judgement.uid, "other-uid-1")
        assert (
            "stands in this file with something else"
            in taken(ledger, both + both.replace("expert", "other")).errors[0][1]
        )
        assert named(shown(ledger), "s4").role == "expert"


def test_an_undo_may_come_before_what_it_undoes(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "a.db", ferry()) as first:
        done = say(first, "delete", "s4")
        undo(first, done.judgement.uid, who="mk")
        lines = exported(first).splitlines(keepends=True)
    with a_ledger(tmp_path / "b.db", ferry()) as second:
        assert len(taken(second, "".join(reversed(lines))).recorded) == 2
        assert len(shown(second).statements) == 4


def test_undos_of_each_other_are_told(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "a.db", ferry()) as ledger:
        rows = [row(uid=a, kind="undo", undoes=b, anchor={"of": "judgement"}) for a, b in (("u1", "u2"), ("u2", "u1"))]
        assert [number for number, _ in taken(ledger, "\n".join(rows)).errors] == [1, 2]


def test_spans_outside_of_the_text_are_orphaned(tmp_path: Path) -> None:
    far = {"of": "statement", "content": [[90_000, 90_005]], "words": [[], [], ["Ferry"]]}
    with a_ledger(tmp_path / "a.db", ferry()) as ledger:
        report = shown(ledger)
        rows = [
            row(uid=f"u{n}", kind=kind, document=report.id, text_id=report.text_id, anchor=far, value=value)
            for n, (kind, value) in enumerate(
                [("add", {}), ("delete", {}), ("move", {"to": far, "parts": ["content"]}), ("role", {"role": "state"})]
            )
        ]
        assert [h.how for h in taken(ledger, "\n".join(rows)).held] == ["orphaned"] * 4
        assert shown(ledger) == report
        assert report.text == TEXT


def test_another_room_brings_its_own_kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(value: Any, of: str) -> dict[str, Any]:
        return {"reports": [str(id_) for id_ in value["reports"]]}

    monkeypatch.setitem(KINDS, "one-story", Kind("one-story", ("story",), check))
    with a_ledger(tmp_path / "a.db", ferry()) as first:
        done = say(first, "one-story", reports=["a", "b"])
        other = say(first, "one-story", reports=["c", "d"])
        assert done.held is not None and done.held.how == "exact"
        undo(first, other.judgement.uid, who="mk")
        assert [(listed.judgement.kind, listed.how) for listed in first.judgements()] == [
            ("one-story", "exact"),
            ("one-story", None),
            ("undo", None),
        ]
        rows = exported(first)
    with a_ledger(tmp_path / "b.db") as second:
        result = taken(second, rows)
        assert (len(result.recorded), result.against, result.errors) == (3, (), ())


def test_two_who_judge_at_once_lose_nothing(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "a.db", ferry()) as ledger:
        (id_,) = [report.id for report in ledger.reports()]

    def work(role: str) -> None:
        with Ledger.open(tmp_path / "a.db") as mine:
            for _ in range(6):
                say(mine, "role", "s4", id_, role=role)

    threads = [Thread(target=work, args=(role,)) for role in ("expert", "activist")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Ledger.open(tmp_path / "a.db") as ledger:
        every = [listed.judgement for listed in ledger.judgements()]
        assert len(every) == 12
        assert [j.previous for j in every] == [None, *(j.uid for j in every[:-1])]
        assert named(shown(ledger), "s4").role == every[-1].value["role"]


_NAMES = ["of", "content", "words", "to", "parts", "actors", "name", "key", "reports", "from", "texts", "side"]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["statement", "add"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(json.loads(row()))), VALUES), st.sampled_from(list(KINDS)))
def test_any_row_is_a_judgement_or_says_why_not(changes: dict[str, Any], kind: str) -> None:
    try:
        made = from_record(json.loads(row(kind=kind)) | changes)
    except LedgerError:
        return
    assert from_record(json.loads(json.dumps(to_record(made)))) == made
