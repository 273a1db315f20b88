"""Which reports tell of one event: look-alikes apart, growth, order, and what people say."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compare.stories import arrival as stories
from sayso.compare.stories.groups import VETO, group
from sayso.compare.stories.likeness import likeness
from sayso.compare.stories.ordinals import exclude, ordinals
from sayso.compare.stories.sketch import Sketch, sketch
from sayso.keep import Ledger
from sayso.keep import stories as shelf
from sayso.report import Date, Report
from tests.compare.event import MARROW, TARN, VESSING, add, blast, figure, groups, told


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "sayso.db") as found:
        yield found


def say(ledger: Ledger, kind: str, *reports: str, undoes: str | None = None) -> str:
    """What a person said, as the verb that records it will."""
    db = ledger.connection
    (count,) = db.execute("SELECT count(*) FROM judgements").fetchone()
    value = json.dumps({"reports": reports} if reports else {})
    db.execute(
        "INSERT INTO judgements (uid, kind, anchor, value, who, made_at, undoes)"
        " VALUES (?, ?, '{}', ?, 'tester', '', ?)",
        (f"j{count}", kind, value, undoes),
    )
    return f"j{count}"


# One event


def test_reports_of_one_event_are_one_story_and_its_number_stays(ledger: Ledger) -> None:
    add(ledger, blast(0))
    (first,) = shelf.all_stories(ledger.connection)
    add(ledger, blast(1, published="2031-03-03"), blast(2, published="2031-03-02T07:00Z"))
    assert groups(ledger) == [["r0", "r1", "r2"]]
    assert shelf.all_stories(ledger.connection) == [(first[0], 3)]


def test_every_report_has_a_story(ledger: Ledger) -> None:
    add(ledger, blast(0), told(9, "The council of Tarn painted its benches green.", "Benches", "2031-03-02"))
    assert groups(ledger) == [["r0"], ["r9"]]


def test_what_was_not_taken_in_is_caught_up(ledger: Ledger) -> None:
    for number in range(3):
        ledger.add(blast(number))
    assert list(stories.catch_up(ledger)) == ["r0", "r1", "r2"]
    assert list(stories.catch_up(ledger)) == []
    assert groups(ledger) == [["r0", "r1", "r2"]]


def test_a_report_that_arrives_twice_changes_nothing(ledger: Ledger) -> None:
    add(ledger, blast(0), blast(1), blast(0))
    assert groups(ledger) == [["r0", "r1"]]


def test_a_text_that_changes_is_taken_in_again(ledger: Ledger) -> None:
    add(ledger, blast(0), blast(1))
    other = told(1, "The council of Tarn painted its benches green. Nobody complained.", "Benches", "2031-03-02")
    ledger.add(other)
    assert list(stories.catch_up(ledger)) == ["r1"]
    assert groups(ledger) == [["r0"], ["r1"]]


def test_a_report_that_is_removed_leaves_its_story(ledger: Ledger) -> None:
    from sayso.keep.remove import remove

    add(ledger, blast(0), blast(1), blast(2))
    remove(ledger, "r1")
    assert groups(ledger) == [["r0", "r2"]]
    for table in ("story_keys", "story_sketches", "story_members"):  # and no key of it is left
        assert ledger.connection.execute(f"SELECT count(DISTINCT document_id) FROM {table}").fetchone() == (2,)


# What keeps two apart


def test_look_alikes_in_two_towns_are_two_stories(ledger: Ledger) -> None:
    add(
        ledger, blast(0), blast(0, VESSING, id="v0", document="v0"), blast(1), blast(1, VESSING, id="v1", document="v1")
    )
    assert groups(ledger) == [["r0", "r1"], ["v0", "v1"]]
    found = likeness(sketch(blast(0)), sketch(blast(0, VESSING)))
    assert found.veto
    assert "Marrow and Vessing are" in found.veto


def test_towns_next_to_each_other_are_no_veto() -> None:
    assert likeness(sketch(blast(0)), sketch(blast(0, TARN))).veto is None


def test_a_report_that_names_both_towns_is_kept_from_neither() -> None:
    text = "After the explosion in Vessing the harbour office of Marrow closed the quay. In Marrow nobody was hurt."
    both = sketch(told(5, text, "Marrow quay closed after Vessing explosion", "2031-03-02", places=[MARROW, VESSING]))
    assert likeness(both, sketch(blast(0))).veto is None
    assert likeness(both, sketch(blast(0, VESSING))).veto is None


def test_days_of_killing_that_are_not_the_same() -> None:
    words = "Shells killed {1} in the market of Marrow on {0}, the hospital said."

    def shells(number: int, name: str, day: str, value: str, published: str, *dead: str) -> Sketch:
        text, days = words.format(day, name), [(day, value)]
        killed = [("two dockers", "killed")]
        return sketch(told(number, text, "Shells hit market", published, dead=dead, days=days, tolls=killed))

    one = shells(1, "two dockers", "Monday", "2031-03-03", "2031-03-04")
    two = shells(2, "two dockers", "Thursday", "2031-03-06", "2031-03-07")
    assert likeness(one, two).veto == "on 2031-03-03, and on 2031-03-06"
    assert likeness(one, one).veto is None
    late = shells(3, "two dockers", "Thursday", "2031-03-06", "2031-03-17")
    assert likeness(one, late).veto is None  # weeks later another day is one of mourning, or of a court

    named = shells(4, "Ilse Maran and two dockers", "Monday", "2031-03-03", "2031-03-04", "Ilse Maran")
    again = shells(5, "Ilse Maran and two dockers", "Thursday", "2031-03-06", "2031-03-07", "Ilse Maran")
    assert likeness(named, again).veto is None  # who is killed is killed once


def test_others_who_were_killed() -> None:
    words = "{0}, 34, was killed by a shell in the market of Marrow, the hospital said."
    one, two = (
        told(n, words.format(name), "Shell kills one in Marrow market", "2031-03-04", dead=[name])
        for n, name in enumerate(("Ilse Maran", "Bea Lorne"))
    )
    assert likeness(sketch(one), sketch(two)).veto == "killed are Maran, and Lorne"
    both = told(
        3,
        "Ilse Maran and Bea Lorne were killed by shells.",
        "Two killed",
        "2031-03-05",
        dead=["Ilse Maran", "Bea Lorne"],
    )
    assert likeness(sketch(one), sketch(both)).veto is None


def test_of_many_dead_each_report_names_others() -> None:
    words = "Shells on the market of Marrow killed forty people, among them {0}, the hospital said."
    killed = [("forty people", "killed")]
    one, two = (
        sketch(told(n, words.format(name), "Shells kill forty", "2031-03-04", dead=[name], tolls=killed, toll=40.0))
        for n, name in enumerate(("Ilse Maran", "Bea Lorne"))
    )
    assert likeness(one, two).veto is None


def test_tolls_speak_for_one_event_by_their_size_where_they_are_the_same() -> None:
    """A report of thirty-three hanged has nothing to do with one of 1, of 176 and of 298 dead."""
    words = "Of those on board {0} were killed, the ministry of Marrow said."

    def dead(toll: float) -> Sketch:
        text = words.format(toll)
        return sketch(told(1, text, "Plane", "2031-03-04", tolls=[(str(toll), "killed")], toll=toll))

    alike = {(a, b): likeness(dead(a), dead(b)).parts.get("toll", 0.0) for a in (1.0, 33.0) for b in (1.0, 33.0)}
    assert alike[33.0, 33.0] > 2 * alike[1.0, 1.0] > 0
    assert alike[1.0, 33.0] == 0
    many = sketch(replace(blast(0), figures=tuple(figure(n, toll) for n, toll in enumerate((1.0, 176.0, 298.0)))))
    assert "toll" not in likeness(many, dead(33.0)).parts


def test_a_day_without_its_year_speaks_for_an_undated_report() -> None:
    def quake(number: int, day: str, value: str, published: str | None) -> Sketch:
        text = f"Dockers mourned the dead of the night of {day}."
        return sketch(told(number, text, "Dockers mourn", published, days=[(day, value)]))

    dated = quake(1, "March 2", "2031-03-02", "2031-03-04")
    assert "day" in likeness(dated, quake(2, "March 2", "XXXX-03-02", None)).parts
    assert "day" not in likeness(dated, quake(3, "May 2", "XXXX-05-02", None)).parts
    assert "day" in likeness(quake(4, "March 2", "XXXX-03-02", None), quake(2, "March 2", "XXXX-03-02", None)).parts


def test_a_broadcast_is_of_the_day_that_its_title_gives() -> None:
    bulletin = replace(blast(1, published=None), title="Straits Television, seven o'clock bulletin, 4 March 2031")
    assert sketch(replace(bulletin, genre="transcript")).first == sketch(blast(1, published="2031-03-04")).first
    assert sketch(bulletin).first is None  # what was printed may remember the day
    assert sketch(replace(bulletin, title="Bulletin of 31 June 2031", genre="transcript")).first is None


def test_an_undated_report_of_a_later_year_is_not_of_an_earlier_event() -> None:
    """Who tells of 2034 twice did not write in 2031; a year that is told of once may lie ahead."""
    later = told(7, f"{blast(1).text} It was the worst since 2034, and 2034 was bad.", blast(1).title or "", None)
    twice = tuple(Date((n, n + 1), "DATE", "2034", score=0.9) for n in range(2))
    early, late = sketch(blast(0)), sketch(replace(later, dates=twice))
    assert "other day" in likeness(early, late).parts
    assert "other day" not in likeness(early, sketch(replace(later, dates=twice[:1]))).parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Halvern adopts its twelfth sanctions package.", {("sanction", 12), ("package", 12)}),
        ("Halvern adopts a 13th package of sanctions.", {("package", 13), ("of", 13)} - {("of", 13)}),
        ("the twenty-first round of talks", {("round", 21)}),
        ("A third suspect was held.", set()),  # people of one event
        ("Fire on Fifth Street and 42nd Avenue", set()),  # streets
        ("charged with first-degree arson", set()),
        ("the blast of March 1st shook windows", set()),  # a day
        ("for the first time", set()),
    ],
)
def test_ordinals(text: str, found: set[tuple[str, int]]) -> None:
    assert set(ordinals(text)) == found


def test_the_twelfth_package_and_the_thirteenth_are_two_stories(ledger: Ledger) -> None:
    words = "The Gulf Council adopted its {0} package of sanctions on Drevia in Oskeld. No ship of Drevia may call."
    for number, (name, day) in enumerate((("twelfth", "02"), ("thirteenth", "05"), ("12th", "03"), ("13th", "05"))):
        title = f"Gulf Council adopts {name} package of sanctions on Drevia"
        add(ledger, told(number, words.format(name), title, f"2031-03-{day}"))
    assert groups(ledger) == [["r0", "r2"], ["r1", "r3"]]
    assert exclude((("package", 12),), (("package", 12), ("package", 13))) is None


# Order


TOLD = [
    *(blast(n, published=f"2031-03-0{n % 7 + 1}" if n % 3 else None) for n in range(6)),
    *(blast(n, VESSING, id=f"v{n}", document=f"v{n}") for n in range(4)),
    *(told(20 + n, f"The council of Tarn met. Item {n} was benches.", f"Item {n}", None) for n in range(3)),
]


@given(st.permutations(range(len(TOLD))))
@settings(max_examples=8)
def test_the_order_of_adding_changes_no_group(order: list[int]) -> None:
    def added(reports: list[Report]) -> list[list[str]]:
        with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "sayso.db") as ledger:
            add(ledger, *reports)
            return groups(ledger)

    assert added([TOLD[n] for n in order]) == added(TOLD)


@given(
    st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.sampled_from([VETO, 0.1, 0.5, 0.7, 0.9])),
    st.randoms(),
)
def test_groups_depend_on_pairs_alone(scores: dict[tuple[int, int], float], draw: random.Random) -> None:
    pairs = {(a, b): score for (a, b), score in scores.items() if a < b}
    members = list(range(8))
    found = group(members, pairs)
    draw.shuffle(members)
    shuffled = list(pairs.items())
    draw.shuffle(shuffled)
    assert group(members, dict(shuffled)) == found
    assert sorted(member for each in found for member in each) == list(range(8))


# People


def test_people_join_what_the_machine_keeps_apart_and_their_word_stays(ledger: Ledger) -> None:
    add(ledger, blast(0), blast(0, VESSING, id="v0", document="v0"))
    oldest = shelf.all_stories(ledger.connection)[0][0]
    said = say(ledger, "merge", "r0", "v0")
    stories.settle(ledger, ["r0"])
    assert groups(ledger) == [["r0", "v0"]]
    assert shelf.all_stories(ledger.connection) == [(oldest, 2)]
    assert shelf.leads_to(ledger.connection, oldest + 1) == oldest
    add(ledger, blast(1))
    assert groups(ledger) == [["r0", "r1", "v0"]]
    say(ledger, "undo", undoes=said)
    stories.settle(ledger, ["r0"])
    assert groups(ledger) == [["r0", "r1"], ["v0"]]


def test_people_part_what_the_machine_joins_and_their_word_stays(ledger: Ledger) -> None:
    add(ledger, blast(0), blast(1))
    say(ledger, "split", "r0", "r1")
    stories.settle(ledger, ["r0", "r1"])
    assert groups(ledger) == [["r0"], ["r1"]]
    add(ledger, blast(2))
    assert [len(found) for found in groups(ledger)] in ([1, 2], [2, 1])
    assert not any({"r0", "r1"} <= set(found) for found in groups(ledger))


def test_of_two_words_on_one_pair_the_later_counts() -> None:
    assert group([1, 2], {(1, 2): 0.9}, [(1, 2, True), (2, 1, False)]) == [[1], [2]]
    assert group([1, 2], {(1, 2): VETO}, [(1, 2, False), (1, 2, True)]) == [[1, 2]]


def test_a_word_on_a_report_that_is_not_here_has_no_effect(ledger: Ledger) -> None:
    add(ledger, blast(0))
    say(ledger, "merge", "r0", "gone")
    stories.settle(ledger, ["r0", "gone"])
    assert groups(ledger) == [["r0"]]
