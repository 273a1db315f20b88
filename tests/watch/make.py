"""What the tests of watching share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sayso.report import Failure, Report
from sayso.watched import Memory, Store
from sayso.watching import Round, Watch, rounds
from tests.read.site import Time, fetcher

Outcome = Report | Failure | Round
PAGE = (
    "<html><body><article><h1>Ferry sinks</h1><p>{} people were killed, the harbour office said.</p></article></body>"
    "</html>"
)


def rss(*entries: str) -> str:
    """A feed of entries."""
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Marrow Herald</title>{''.join(entries)}</channel></rss>"
    )


def entry(link: str, words: str = "", guid: str = "") -> str:
    """An entry with its text, or with its title only."""
    body = f"<content:encoded><![CDATA[<p>{words}</p>]]></content:encoded>" if words else ""
    return f"<item><guid>{guid}</guid><title>Ferry</title><link>{link}</link>{body}</item>"


def desk(found: Iterator[Report | Failure]) -> Iterable[Report | Failure]:
    """A desk that hands everything on as it is."""
    return found


class Watched:
    """A watch whose time passes at once, and which stands still after each round."""

    def __init__(self, *sources: str | Path, store: Store | None = None, time: Time | None = None, **options: Any):
        self.time, self.store = time or Time(), store if store is not None else Memory()
        watch = Watch(tuple(map(str, sources)), pages=options.pop("pages", False))
        one = options.pop("fetcher", None) or fetcher(self.time)
        work = options.pop("work", desk)
        options = {"every": 100.0, "jitter": lambda: 1.0, **options}
        self._goes: Iterator[Outcome] = rounds(
            watch, work, self.store, fetcher=one, clock=self.time.clock, sleep=self.time.sleep, **options
        )

    def round(self) -> list[Report | Failure]:
        """What the next round gives."""
        found: list[Report | Failure] = []
        for outcome in self._goes:
            if isinstance(outcome, Round):
                self.last = outcome
                break
            found.append(outcome)
        return found

    def texts(self) -> list[str]:
        """The texts of the reports of the next round."""
        return [one.text for one in self.round() if isinstance(one, Report)]
