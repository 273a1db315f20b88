"""What people say of stories outranks the machine: merge, split and undo in any order, kept through all that comes."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compare.stories import arrival as stories
from sayso.compare.stories.groups import group
from sayso.keep import Ledger, LedgerError
from sayso.keep import stories as shelf
from sayso.keep.carried import export, take
from sayso.keep.judging import Done, judge, undo
from sayso.keep.remove import remove
from sayso.keep.story_lists import story_named
from sayso.keep.story_words import sides, story_judgements
from tests.compare.event import VESSING, add, blast, groups

MARROW_QUAY = [blast(0), blast(1), blast(2)]
VESSING_QUAY = [blast(n, VESSING, id=f"v{n}", document=f"v{n}") for n in (0, 1)]
APART = [["r0", "r1", "r2"], ["v0", "v1"]]


def filled(path: Path) -> Path:
    """A ledger of two events that look alike, in two towns."""
    with Ledger.open(path) as ledger:
        add(ledger, *MARROW_QUAY, *VESSING_QUAY)
        assert groups(ledger) == APART
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(filled(tmp_path / "sayso.db")) as found:
        yield found


def say(ledger: Ledger, kind: str, *reports: str, who: str = "mk", others: Sequence[str] = ()) -> Done:
    """Records a word of somebody's, and has the stories follow it."""
    done = judge(ledger, kind, who=who, given={"reports": reports, "from": others})
    stories.obey(ledger)
    return done


def take_back(ledger: Ledger, done: Done) -> None:
    undo(ledger, done.judgement.uid, who="mk")
    stories.obey(ledger)


def holds(ledger: Ledger) -> list[tuple[str, str | None, str | None]]:
    """Every judgement that stands: what it says, how it holds, and why not."""
    return [
        (one.judgement.kind, one.how, one.why)
        for one in ledger.judgements()
        if one.judgement.kind != "undo" and not one.undone_by
    ]


# What is said


def test_a_merge_joins_what_the_machine_keeps_apart_and_undone_it_parts_again(ledger: Ledger) -> None:
    done = say(ledger, "merge", "r0", "v0")
    assert any({"r0", "v0"} <= set(found) for found in groups(ledger))
    take_back(ledger, done)
    assert groups(ledger) == APART


def test_a_story_stands_for_all_its_reports(ledger: Ledger) -> None:
    say(ledger, "merge", story_named(ledger, "r0")[0], story_named(ledger, "v0")[0])
    assert groups(ledger) == [["r0", "r1", "r2", "v0", "v1"]]


def test_a_split_parts_every_two(ledger: Ledger) -> None:
    say(ledger, "split", "r0", "r1", "r2")
    assert groups(ledger) == [["r0"], ["r1"], ["r2"], ["v0", "v1"]]


def test_a_split_from_a_story_takes_reports_out_of_it_together(ledger: Ledger) -> None:
    done = say(ledger, "split", "r0", "r1", others=[story_named(ledger, "r2")[0]])
    assert groups(ledger) == [["r0", "r1"], ["r2"], ["v0", "v1"]]
    assert dict(done.judgement.value)["from"] == ["r2"]


def test_the_older_number_stays_and_the_other_leads_to_it(ledger: Ledger) -> None:
    one, two = story_named(ledger, "r0")[0], story_named(ledger, "v0")[0]
    done = say(ledger, "merge", one, two)
    assert story_named(ledger, two) == story_named(ledger, one)
    take_back(ledger, done)
    assert story_named(ledger, "r0")[0] == one


# Of two words the later counts


@pytest.mark.parametrize(
    ("words", "together"),
    [
        (["merge r0 v0"], True),
        (["merge r0 v0", "split r0 v0"], False),
        (["split r0 v0", "merge r0 v0"], True),
        (["merge r0 v0", "split v0 r0", "merge v0 r0"], True),
        (["split r0 v0", "merge r0 v0", "undo 1"], False),
        (["merge r0 v0", "split r0 v0", "undo 1"], True),
        (["merge r0 v0", "undo 0", "split r0 v0", "undo 2"], False),
        (["split r0 r1", "merge r0 v0"], True),
    ],
)
def test_of_two_words_on_one_pair_the_later_counts(ledger: Ledger, words: list[str], together: bool) -> None:
    made: list[Done] = []
    for word in words:
        kind, *named = word.split()
        if kind == "undo":
            take_back(ledger, made[int(named[0])])
        made.append(say(ledger, kind, *named) if kind != "undo" else made[-1])
    assert any({"r0", "v0"} <= set(found) for found in groups(ledger)) is together


def test_what_is_kept_apart_is_so_through_a_third_and_that_is_told(ledger: Ledger) -> None:
    say(ledger, "split", "r0", "v0", who="tomas")
    say(ledger, "merge", "r0", "v1")
    say(ledger, "merge", "v1", "v0")
    why = "it would put r0 and v0 into one story, which tomas keeps apart"
    assert holds(ledger) == [("split", "exact", None), ("merge", "orphaned", why), ("merge", "exact", None)]
    assert any({"v0", "v1"} <= set(found) for found in groups(ledger))
    assert not any({"r0", "v0"} <= set(found) for found in groups(ledger))


def test_who_judged_otherwise_later_is_told(ledger: Ledger) -> None:
    say(ledger, "merge", "r0", "v0", "v1")
    say(ledger, "split", "r0", "v0", who="tomas")
    assert holds(ledger)[0][1:] == ("overlap", "tomas judged otherwise later")
    say(ledger, "split", "v1", "r0", "v0", who="tomas")
    assert holds(ledger)[0][1:] == ("orphaned", "tomas judged otherwise later")


REPORTS = ["r0", "r1", "r2", "v0", "v1"]
WORDS = st.one_of(
    st.tuples(
        st.sampled_from(["merge", "split"]), st.lists(st.sampled_from(REPORTS), min_size=2, max_size=4, unique=True)
    ),
    st.tuples(st.just("take out"), st.lists(st.sampled_from(REPORTS), min_size=1, max_size=2, unique=True)),
    st.tuples(st.just("undo"), st.integers(0, 9)),
)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("stories") / "start.db")


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=7))
def test_after_any_words_the_later_one_is_obeyed(start: Path, words: list[tuple[str, Any]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        shutil.copy(start, path)
        with Ledger.open(path) as ledger:
            standing: list[Done] = []
            for kind, what in words:
                if kind == "undo":
                    if standing:
                        take_back(ledger, standing.pop(what % len(standing)))
                elif kind == "take out":
                    standing.append(say(ledger, "split", *what, others=[one for one in REPORTS if one not in what]))
                else:
                    standing.append(say(ledger, kind, *what))
                obeyed(ledger, standing)
            while standing:
                take_back(ledger, standing.pop())
            assert groups(ledger) == APART


def pairs(done: Done) -> set[frozenset[str]]:
    """The pairs of reports that somebody spoke of."""
    reports, others = done.judgement.value["reports"], done.judgement.value.get("from")
    return {frozenset(two) for two in (product(reports, others) if others else combinations(reports, 2))}


def obeyed(ledger: Ledger, standing: Sequence[Done]) -> None:
    """What people said last of each two reports is so; where it is not, the listing says why, and it had to be."""
    found = groups(ledger)
    of = {report: n for n, members in enumerate(found) for report in members}
    last = {pair: done for done in standing for pair in pairs(done)}
    apart = [pair for pair, done in last.items() if done.judgement.kind == "split"]
    assert all(len({of[report] for report in pair}) == 2 for pair in apart)
    how = {one.judgement.uid: one.how for one in ledger.judgements()}
    for pair, done in last.items():
        if done.judgement.kind == "merge" and how[done.judgement.uid] == "exact":
            assert len({of[report] for report in pair}) == 1
    if standing:
        assert how[standing[-1].judgement.uid] == "exact"
    for done in standing:
        if how[done.judgement.uid] != "exact":
            overruled = any(last[pair].judgement.kind != done.judgement.kind for pair in pairs(done))
            assert overruled or apart


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["merge", "split"]), st.lists(st.integers(0, 5), min_size=2, max_size=4, unique=True)
        ),
        max_size=8,
    )
)
def test_grouping_parts_every_pair_that_is_to_be_and_joins_the_last_that_are(
    words: list[tuple[str, list[int]]],
) -> None:
    said = [(a, b, kind == "merge") for kind, named in words for a, b in combinations(named, 2)]
    made = {report: n for n, members in enumerate(group(range(6), {}, said)) for report in members}
    last = {frozenset((a, b)): one for a, b, one in said}
    assert all(made[min(pair)] != made[max(pair)] for pair, one in last.items() if not one)
    if words and words[-1][0] == "merge":
        assert len({made[report] for report in words[-1][1]}) == 1


# Kept through all that comes


def test_words_hold_when_other_reports_arrive(ledger: Ledger) -> None:
    say(ledger, "merge", "r0", "v0")
    say(ledger, "split", "r1", "r2")
    add(ledger, blast(3), blast(4, VESSING, id="v4", document="v4"))
    found = groups(ledger)
    assert any({"r0", "v0"} <= set(members) for members in found)
    assert not any({"r1", "r2"} <= set(members) for members in found)


def test_words_hold_at_a_reading_by_other_weights_and_in_a_new_version(ledger: Ledger) -> None:
    say(ledger, "merge", "r0", "v0")
    say(ledger, "split", "r1", "r2")
    for report in MARROW_QUAY:
        ledger.renew(report.id or "", replace(report, model="en-2 (sha256 1)"))
    assert len(list(stories.catch_up(ledger))) == 3
    assert any({"r0", "v0"} <= set(members) for members in groups(ledger))
    assert not any({"r1", "r2"} <= set(members) for members in groups(ledger))


def test_words_on_a_report_that_was_taken_out_wait_for_it(ledger: Ledger) -> None:
    say(ledger, "merge", "r0", "v0")
    remove(ledger, "v0")
    assert holds(ledger) == [("merge", "orphaned", "this ledger has no report v0")]
    assert "r0" in [report for members in groups(ledger) for report in members]
    add(ledger, VESSING_QUAY[0])
    assert holds(ledger) == [("merge", "exact", None)]
    assert any({"r0", "v0"} <= set(members) for members in groups(ledger))


def test_words_carried_to_another_ledger_wait_for_their_reports_there(ledger: Ledger, tmp_path: Path) -> None:
    say(ledger, "merge", "r0", "v0")
    take_back(ledger, say(ledger, "split", "v0", "v1"))
    rows = exported(ledger)
    with Ledger.open(tmp_path / "other.db") as other:
        taken = take(other, io.BytesIO(rows))
        assert (len(taken.recorded), taken.errors) == (3, ())
        assert [held.how for held in taken.held] == ["orphaned"]
        add(other, *MARROW_QUAY, *VESSING_QUAY)
        assert groups(other) == groups(ledger)
        assert holds(other) == holds(ledger) == [("merge", "exact", None)]
        assert exported(other) == rows


def test_a_report_that_is_here_under_another_id_is_found_by_its_text(ledger: Ledger, tmp_path: Path) -> None:
    say(ledger, "merge", "r0", "v0")
    with Ledger.open(tmp_path / "other.db") as other:
        add(other, replace(MARROW_QUAY[0], id="theirs"), *VESSING_QUAY)
        take(other, io.BytesIO(exported(ledger)))
        stories.obey(other)
        assert any({"theirs", "v0"} <= set(members) for members in groups(other))


def test_an_import_tells_what_it_outranks(ledger: Ledger, tmp_path: Path) -> None:
    say(ledger, "merge", "r0", "v0", "v1")
    with Ledger.open(filled(tmp_path / "other.db")) as other:
        mine = say(other, "split", "v0", "r0")
        ((now, before),) = take(other, io.BytesIO(exported(ledger))).against
        assert (now.kind, before.uid) == ("merge", mine.judgement.uid)


def test_a_program_that_stopped_after_recording_leaves_it_to_the_next(ledger: Ledger) -> None:
    judge(ledger, "split", who="mk", given={"reports": ["r0", "r1", "r2"]})
    assert groups(ledger) == APART
    assert list(stories.catch_up(ledger)) == []
    assert groups(ledger) == [["r0"], ["r1"], ["r2"], ["v0", "v1"]]


def exported(ledger: Ledger) -> bytes:
    stream = io.StringIO()
    export(ledger, stream)
    return stream.getvalue().encode()


# In a large neighbourhood


def test_words_count_in_a_story_that_is_too_large_to_be_grouped_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stories, "TOGETHER", 2)
    monkeypatch.setattr(stories, "SPOKEN_OF", 2)
    say(ledger, "split", "r0", "r1")
    assert not any({"r0", "r1"} <= set(members) for members in groups(ledger))
    say(ledger, "merge", "r0", "v0")
    assert any({"r0", "v0"} <= set(members) for members in groups(ledger))
    say(ledger, "merge", "r0", "r1")
    assert any({"r0", "r1"} <= set(members) for members in groups(ledger))


# Refused


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        ("merge", {"reports": ["r0"]}, "two reports or more"),
        ("merge", {"reports": ["r0", "r0"]}, "two reports or more"),
        ("merge", {"reports": ["r0", "nowhere"]}, "has no report nowhere"),
        ("merge", {"reports": ["r0", "st-99"]}, "has no story st-99"),
        ("split", {"reports": ["r0"]}, "from what the report is parted"),
        ("split", {"reports": ["r0", "st-1"]}, "`--from st-1`"),
        ("split", {"reports": ["r0"], "from": ["r0"]}, "nothing to part"),
        ("side", {"story": "st-1", "actors": ["Nobody Here"], "side": "x"}, "names “Nobody Here”"),
        ("side", {"story": "st-1", "actors": ["harbour office"], "side": " "}, "its side is missing"),
        ("side", {"story": "st-99", "actors": ["harbour office"], "side": "x"}, "has no story st-99"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(
    ledger: Ledger, kind: str, given: dict[str, Any], why: str
) -> None:
    with pytest.raises(LedgerError, match=why):
        judge(ledger, kind, who="mk", given=given)
    assert ledger.judgements() == []


def test_a_word_on_thousands_of_reports_is_refused(ledger: Ledger) -> None:
    rows = [b'{"uid": "j1", "kind": "merge", "document": null, "text_id": null, "anchor": {"of": "story"}, "value":']
    rows += [b'{"reports": [', b", ".join(b'"r%d"' % n for n in range(400)), b"]}"]
    rows += [b', "who": "mk", "made_at": "2031-03-02T09:00:00Z", "why": null, "undoes": null, "previous": null}']
    ((line, why),) = take(ledger, [b"".join(rows)]).errors
    assert (line, "79,800 pairs" in why) == (1, True)


@pytest.mark.parametrize(
    "value",
    [
        "{}",
        "[]",
        "null",
        "no JSON",
        '{"reports": null}',
        '{"reports": "r0"}',
        '{"reports": [1, null, {}], "texts": [[]]}',
    ],
)
@pytest.mark.parametrize("kind", ["merge", "split", "side"])
def test_a_row_that_another_program_wrote_changes_nothing(ledger: Ledger, kind: str, value: str) -> None:
    ledger.connection.execute(
        "INSERT INTO judgements (uid, kind, anchor, value, who, made_at) VALUES ('x', ?, '{}', ?, 'them', '')",
        (kind, value),
    )
    stories.obey(ledger)
    say(ledger, "merge", "r0", "r1")
    assert groups(ledger) == APART
    assert sides(ledger, ["r0"]) == []


# What concerns a story


def test_the_judgements_of_a_story(ledger: Ledger) -> None:
    mine = [
        say(ledger, "merge", "r0", "v0"),
        say(ledger, "split", "r1", "v1"),
        judge(ledger, "side", who="ot", given={"story": "r0", "actors": ["harbour office"], "side": "port"}),
    ]
    take_back(ledger, say(ledger, "merge", "r1", "r2"))
    found = story_judgements(ledger, story_named(ledger, "r0")[1])
    assert [one.judgement.uid for one in found] == [done.judgement.uid for done in mine]
    assert [one.judgement.who for one in found] == ["mk", "mk", "ot"]
    db = ledger.connection
    others = [s for s, _ in shelf.all_stories(db) if f"st-{s}" != story_named(ledger, "r0")[0]]
    (far,) = [shelf.ids_of(db, shelf.members(db, s)).values() for s in others]
    assert [one.judgement.kind for one in story_judgements(ledger, list(far))] == ["split"]
