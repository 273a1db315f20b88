"""Input that breaks tools of this kind, as reports: copies without end, furniture, a digest, a year of one story.

    python -m benchmarks.stories bad      ten thousand copies, a thousand pages of one outlet, and the rest at full size

The tests run the same at smaller sizes. Every word is invented.
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from sayso.compare.stories import arrival as stories
from sayso.keep import Ledger
from sayso.keep import stories as shelf
from sayso.read import from_text
from sayso.report import Place, Report

_FURNITURE = (
    "Write to the Tarn Evening Ledger at Old Quay. All rights are the Tarn Evening Ledger Company's own. Subscribe for"
    " the morning letter and never miss a tide. The Tarn Evening Ledger keeps no cookies of minors."
)
_BLAST = (
    "An explosion tore through a grain warehouse on the quay of Marrow late on Saturday, the harbour office said."
    " Windows broke as far as the ferry pier, and dockers carried the wounded out on pallets. Harbour master Ruan Teale"
    " said that 41 people had been taken to St Brannoc's Hospital."
)


def made(id: str, text: str, title: str | None, published: str | None, outlet: str | None) -> Report:
    """A report that no encoder has read: a story is made of its words."""
    return from_text(text, id=id, document=id, title=title, published=published, outlet=outlet)


def placed(report: Report, town: str, latitude: float, longitude: float) -> Report:
    """A report whose town is known wherever it names it."""
    spans = [match.span() for match in re.finditer(town, report.text)]
    return replace(
        report, places=tuple(Place(span, town, "DK", latitude, longitude, 1, "city", score=0.9) for span in spans)
    )


def names(chance: random.Random) -> Iterator[str]:
    """Invented names, without end and without a repetition."""
    seen: set[str] = set()
    while True:
        name = "".join(chance.choice("bcdfglmnprstvz") + chance.choice("aeiou") for _ in range(4)).title()
        if name not in seen:
            seen.add(name)
            yield name


def copies(count: int) -> list[Report]:
    """One report, as many outlets carry it."""
    return [made(f"copy-{n}", _BLAST, "Explosion at Marrow quay", "2031-03-02", f"Outlet {n}") for n in range(count)]


def pages(count: int) -> list[Report]:
    """Pages of one outlet that share its furniture and nothing else."""
    new = names(random.Random(7))
    return [
        made(
            f"page-{n}",
            f"The {next(new).lower()} of {(where := next(new))} was {next(new).lower()}ed, Mayor {next(new)} of {where}"
            f" said. {next(new)} {next(new)} will {next(new).lower()} it.\n\n{_FURNITURE}",
            f"{where} and its {next(new).lower()} - Tarn Evening Ledger",
            (date(2031, 3, 1) + timedelta(n % 28)).isoformat(),
            "Tarn Evening Ledger",
        )
        for n in range(count)
    ]


def digest(count: int) -> list[Report]:
    """Events with two reports each, and one report that quotes a sentence of every one of them."""
    new = names(random.Random(11))
    found, quoted = [], []
    for n in range(count):
        town, mill, person, other = (next(new) for _ in range(4))
        first = f"A fire burned down the {mill} mill in {town} on Sunday, and {person} {other} was carried out alive."
        again = f"In {town} the {mill} mill is gone. {person} {other} was carried out of the flames on Sunday."
        found.append(made(f"event-{n}-a", first, f"Fire at {mill} mill in {town}", "2031-03-02", "Halyard"))
        found.append(made(f"event-{n}-b", again, f"{town} loses the {mill} mill", "2031-03-02", "The Sounding"))
        quoted.append(f"Halyard: “{first}”")
    found.append(made("digest", "\n\n".join(quoted), "What the papers say", "2031-03-02", "Gulf Courier"))
    return found


def year(days: int, step: int = 1) -> list[Report]:
    """The siege of one town and the strike in another, each told of every day for a year, with new people each week."""
    new = names(random.Random(13))
    found = []
    for n in range(0, days, step):
        if n % 7 < step:
            there, here = (f"{next(new)} {next(new)}" for _ in range(2))
            what, why = next(new).lower(), next(new).lower()
        day = (date(2031, 1, 1) + timedelta(n)).isoformat()
        siege = (
            f"Day {n + 1} of the siege of Marrow: shells fell on the {what} quarter, Commander {there} said. The navy"
            f" keeps the harbour of Marrow shut, and bread is short in Marrow."
        )
        strike = (
            f"The strike at the Oskeld docks is in day {n + 1}. Union leader {here} said that the cranes of Oskeld"
            f" stand until the {why} is paid. Ships wait in the roads of Oskeld."
        )
        besieged = made(f"siege-{n:03}", siege, f"Siege of Marrow: shells on {what} quarter", day, "Halyard")
        struck = made(f"strike-{n:03}", strike, f"Oskeld dock strike goes on for {why}", day, "Halyard")
        found += [placed(besieged, "Marrow", 54.3, 10.1), placed(struck, "Oskeld", 57.8, 14.2)]
    return found


def stories_of(reports: Sequence[Report]) -> tuple[list[list[str]], list[float]]:
    """The stories of reports that arrive one by one, the longest first, and the milliseconds that each arrival took."""
    took = []
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "s.db") as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")
        for report in reports:
            id = ledger.add(replace(report, url=None)).id
            start = time.process_time()
            stories.arrive(ledger, id)
            took.append(1000 * (time.process_time() - start))
        db = ledger.connection
        members = [shelf.members(db, story) for story, _ in shelf.all_stories(db)]
        found = [sorted(shelf.ids_of(db, documents).values()) for documents in members]
    return sorted(found, key=lambda ids: (-len(ids), ids)), took


def bad(copied: int = 10_000, furnished: int = 1_000, quoted: int = 100, days: int = 365) -> dict[str, object]:
    """What becomes of each, and what an arrival costs at the end against the start."""
    found, took = stories_of(copies(copied))
    out: dict[str, object] = {
        f"{copied} copies: stories": len(found),
        "ms each, 101st to 200th": round(median(took[100:200]), 1),
        "ms each, the last hundred": round(median(took[-100:]), 1),
    }
    found, took = stories_of(pages(furnished))
    out |= {f"{furnished} pages of one outlet: longest story": len(found[0]), "their ms each": round(median(took), 1)}
    found, took = stories_of(digest(quoted))
    with_it = next(ids for ids in found if "digest" in ids)
    out |= {
        f"a digest of {quoted} events: reports in its story": len(with_it),
        "events whole": sum(f"event-{n}-a" in ids and f"event-{n}-b" in ids for ids in found for n in range(quoted)),
    }
    found, took = stories_of(year(days))
    kinds = [{id.split("-")[0] for id in ids} for ids in found]
    parts = Counter(kind for told in kinds for kind in told)
    out |= {
        f"{days} days of two stories: stories with both": sum(len(told) > 1 for told in kinds),
        "parts of the siege, of the strike": f"{parts['siege']}, {parts['strike']}",
        "ms each": round(median(took), 1),
    }
    return out
