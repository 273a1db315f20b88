"""An explosion at a grain quay, told by hand for the tests of stories, and what a ledger makes of it."""

from __future__ import annotations

from typing import Any

from sayso.compare.stories import arrival as stories
from sayso.keep import Ledger
from sayso.keep import stories as shelf
from sayso.report import Actor, Date, Figure, Place, Report
from tests.keep.make import at, report

MARROW, VESSING, TARN = ("Marrow", 54.3, 10.1), ("Vessing", 57.8, 14.2), ("Tarn", 54.35, 10.2)


def told(number: int, text: str, title: str, published: str | None, outlet: str | None = None, **known: Any) -> Report:
    """A report whose places, people, dead and days are found in its text by their words."""
    places = tuple(
        Place(at(text, name), name, "DK", latitude, longitude, number, "city", score=0.9)
        for name, latitude, longitude in known.pop("places", ())
        if name in text
    )
    people = known.pop("people", ())
    dead = known.pop("dead", ())
    actors = tuple(Actor(f"a{n}", name, "person", (at(text, name),), 0.9) for n, name in enumerate([*people, *dead]))
    figures = tuple(
        Figure(f"f{n}", at(text, name), 1.0, 1.0, "=", "people", name, "killed", "incident", score=0.9)
        for n, name in enumerate(dead)
    )
    toll = known.pop("toll", 2.0)
    figures += tuple(
        Figure(f"t{n}", at(text, words), toll, toll, "=", "people", words, role, "incident", score=0.9)
        for n, (words, role) in enumerate(known.pop("tolls", ()))
    )
    dates = tuple(Date(at(text, words), "DATE", value, score=0.9) for words, value in known.pop("days", ()))
    known = {"id": f"r{number}", "document": f"row {number}"} | known
    known |= {"places": places, "actors": actors, "figures": figures, "dates": dates, "statements": ()}
    return report(
        text,
        title=title,
        published=published,
        outlet=outlet,
        url=None,
        **known,
    )


def figure(number: int, toll: float) -> Figure:
    """A count of people killed in the event, whose words stand anywhere."""
    return Figure(f"f{number}", (0, 2), toll, toll, "=", "people", None, "killed", "incident", score=0.9)


def blast(
    number: int, town: tuple[str, float, float] = MARROW, published: str | None = "2031-03-02", **known: Any
) -> Report:
    """One of several tellings of an explosion at a grain quay."""
    wordings = (
        "An explosion tore through a grain warehouse on the quay of {0} late on Saturday, the harbour office said."
        " Windows broke as far as the {0} ferry pier, and dockers carried the wounded out on pallets.",
        "Dockers in {0} were searching the ruins of a grain warehouse on the quay that exploded on Saturday night. The"
        " harbour office of {0} said the blast broke windows along the ferry pier.",
        "{0} woke to broken windows after the explosion at the grain warehouse. Wounded dockers were carried from the"
        " quay on pallets, the harbour office in {0} said.",
    )
    text = wordings[number % len(wordings)].format(town[0])
    title = f"Explosion at grain warehouse on quay of {town[0]}"
    return told(number, text, title, published, places=[town], **known)


def add(ledger: Ledger, *reports: Report) -> None:
    for one in reports:
        stories.arrive(ledger, ledger.add(one).id)


def groups(ledger: Ledger) -> list[list[str]]:
    """The reports' ids, by story."""
    db = ledger.connection
    members = [shelf.members(db, story) for story, _ in shelf.all_stories(db)]
    return sorted(sorted(shelf.ids_of(db, found).values()) for found in members)
