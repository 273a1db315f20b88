"""The whole grounding with the weights that ship: bad input gives a report that the contract takes, never an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sayso
from benchmarks.sweep import wrong_spans
from sayso.report import Report
from sayso.show import contract, dumps
from sayso.show.contract import from_contract

pytestmark = pytest.mark.usefixtures("weights")

PLAIN = (
    "At least nine people were killed and 60 wounded when a warehouse blew up in Marrow late on Saturday, the Interior "
    "Ministry said. “We are counting the living,” Interior Minister Ilse Maran said. She said 31 were missing."
)
ODD = {
    "digits without end": f"The ministry said {'7' * 400} people were killed on Monday.",
    "Arabic-Indic digits": "The ministry said ٢٥ people were killed and ١٠٠ wounded.",
    "nobody": "Police said 0 people were killed and no one was hurt in the fire.",
    "one name a thousand times": "Ilse Maran said so. " * 1000,
    "names that are places and months": (
        "Theresa May said on May 5 that Chad Jordan flew from Chad to Jordan. May met Jordan in March, April Rose said."
    ),
    "capitals alone": PLAIN.upper(),
    "no capitals": PLAIN.lower(),
    "a day that cannot be": "On February 30, 2031, the mayor said, the pier fell. Monday, March 4, 2031, was quiet.",
    "nothing but quotation": "“He said,” he said, “that he said he said.”",
    "one line, one word": "said",
    "marks of every kind": "«Il a dit» “” ‘’ „“ '' \"\" said — said: said; said",
    "a place a hundred times": "Moscow said Moscow told Moscow. " * 100,
}


def sound(report: Report) -> None:
    """Every span and reference holds, and the contract takes the report and gives it back."""
    assert wrong_spans(report) == 0
    again = from_contract(json.loads(dumps(report)))
    assert contract(again) == contract(report)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("published", [None, "2031-03-02", "2999-12-31", "2031"])
def test_bad_input_gives_a_sound_report(text: str, published: str | None) -> None:
    sound(sayso.read_text(text, published=published))


def test_every_example_is_sound(examples: Path) -> None:
    for report in sayso.read_many([examples]):
        assert isinstance(report, Report)
        sound(report)


def test_who_how_many_when_and_where_are_told() -> None:
    report = sayso.read_text(PLAIN, published="2031-03-02")
    first, second, third = report.statements
    named = {a.id: a.name for a in report.actors}
    assert [s.source_class for s in report.statements] == ["named organisation", "named person", "named person"]
    assert {s.role for s in report.statements} == {"state"}
    assert {named[a] for s in (second, third) for a in s.actors} == {"Ilse Maran"}
    told = {(f.role, f.comparator, f.low, f.statement) for f in report.figures}
    assert {
        ("killed", "≥", 9, first.id),
        ("wounded", "=", 60, first.id),
        ("missing", "=", 31, third.id),
    } <= told
    assert (report.dates[0].value or "").startswith("2031-03-01")


def test_zero_is_a_number_and_not_unknown() -> None:
    report = sayso.read_text(ODD["nobody"])
    assert {(f.role, f.low, f.high) for f in report.figures} >= {("killed", 0, 0)}


def test_what_stands_beside_changes_nothing(examples: Path) -> None:
    alone = [sayso.read(file) for file in sorted(examples.glob("*.txt"))[:3]]
    among = {r.document: r for r in sayso.read_many([examples]) if isinstance(r, Report)}
    for report in alone:
        other = among[report.document]
        assert (report.actors, report.places, report.figures, report.dates, report.asides) == (
            other.actors,
            other.places,
            other.figures,
            other.dates,
            other.asides,
        )


def test_a_desk_may_stop_after_attribution() -> None:
    report = sayso.Desk(grounded=False).read_text(PLAIN)
    assert report.statements
    assert (report.actors, report.figures, report.statements[0].source_class) == ((), (), None)
