"""A ledger of as many reports as wanted, cheaply: real readings told again with other words, names, places and days.

    python -m benchmarks.many SEED.db BIG.db 20000

Every report is one of the seed's, where some words are replaced by invented ones of the same length, so that all spans
hold. Invented words, names, outlets and places are drawn after Zipf: a few are everywhere, most are nearly nowhere.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from sayso.keep import Ledger
from sayso.report import Actor, Place, Report, text_id

_WORD = re.compile(r"\b[a-z]{4,12}\b")
_LETTERS = "etaoinshrdlucmfwypvbgk"
#: Words of a report that are invented, as a share.
INVENTED = 0.45
_FIRST_DAY = date(2029, 1, 1)


class Drawn:
    """Draws from invented things after Zipf: the n-th is drawn in proportion to 1/n."""

    def __init__(self, things: list[str]) -> None:
        """`things`: the most frequent first."""
        self.things = things
        self._weights = list(accumulate(1 / n for n in range(1, len(things) + 1)))

    def many(self, chance: random.Random, count: int) -> list[str]:
        """So many of them."""
        return chance.choices(self.things, cum_weights=self._weights, k=count)

    def one(self, chance: random.Random) -> str:
        """One of them."""
        return self.many(chance, 1)[0]


def words(chance: random.Random, length: int, count: int) -> list[str]:
    """Distinct invented words of one length, as far as there are so many."""
    return list(dict.fromkeys("".join(chance.choices(_LETTERS, k=length)) for _ in range(count)))


class Many:
    """Makes reports out of a few."""

    def __init__(self, seed: list[Report], chance: random.Random) -> None:
        """`seed`: real readings; `chance`: decides everything."""
        self.seed, self.chance = seed, chance
        self.words = {n: Drawn(words(chance, n, 400 if n == 4 else 6000)) for n in range(4, 13)}
        given, family = words(chance, 5, 300), words(chance, 7, 8000)
        self.people = Drawn([f"{chance.choice(given).title()} {name.title()}" for name in family])
        self.bodies = Drawn([f"{name.title()} Office" for name in words(chance, 6, 2000)])
        self.outlets = Drawn([f"The {name.title()} Post" for name in words(chance, 6, 200)])
        self.places = Drawn([name.title() for name in words(chance, 6, 3000)])
        self.countries = Drawn([a + b for a in "UKFDRPS" for b in "ASEKLNR"])

    def reports(self, count: int) -> Iterator[Report]:
        """So many reports, each of another text."""
        for number in range(count):
            yield self._told(self.chance.choice(self.seed), number)

    def _told(self, report: Report, number: int) -> Report:
        chance = self.chance
        found = [m for m in _WORD.finditer(report.text) if chance.random() < INVENTED]
        drawn = {n: iter(self.words[n].many(chance, len(found))) for n in self.words}
        pieces, at = [], 0
        for m in found:
            pieces += [report.text[at : m.start()], next(drawn[m.end() - m.start()])]
            at = m.end()
        text = "".join([*pieces, report.text[at:]])
        day = _FIRST_DAY + timedelta(days=chance.randrange(1000))
        moment = f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}Z"
        published = chance.choices([moment, f"{day}", f"{day}"[:7], None], [6, 3, 0.5, 0.5])[0]
        return replace(
            report,
            text=text,
            text_id=text_id(text),
            id=f"made-{number}",
            document=f"https://made.example/{number}",
            url=f"https://made.example/{number}",
            outlet=self.outlets.one(chance) if chance.random() < 0.97 else None,
            published=published,
            published_from="given" if published else None,
            actors=tuple(self._actor(actor) for actor in report.actors),
            places=tuple(self._place(place) for place in report.places),
        )

    def _actor(self, actor: Actor) -> Actor:
        if actor.kind == "person" and actor.name[:1].isupper():
            name = self.people.one(self.chance)
            return replace(actor, name=name.split()[1] if self.chance.random() < 0.1 else name)
        return replace(actor, name=self.bodies.one(self.chance)) if actor.kind == "organisation" else actor

    def _place(self, place: Place) -> Place:
        return replace(place, name=self.places.one(self.chance), country=self.countries.one(self.chance), level="city")


def grow(seed: Path, path: Path, count: int, *, chance: int = 0) -> None:
    """Makes a ledger of so many reports out of those of another; `chance` makes it another one."""
    with Ledger.open(seed, write=False) as known:
        many = Many(list(known.reports()), random.Random(chance))
    with Ledger.open(path) as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")  # it is made again where the power goes
        for number, report in enumerate(many.reports(count), 1):
            ledger.add(report)
            if number % 2000 == 0:
                print(f"{number:,} of {count:,}", file=sys.stderr)
        ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=Path, help="a small ledger, made by `sayso add examples/marrow`")
    parser.add_argument("path", type=Path, help="the ledger to make")
    parser.add_argument("reports", type=int)
    asked = parser.parse_args()
    grow(asked.seed, asked.path, asked.reports)
