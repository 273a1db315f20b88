"""How a document came here: when, from which address, and whether its bytes are to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sayso.read.visits import Visits
from sayso.report import Evidence

#: The libraries whose version can change what a reader makes of the same bytes.
_LIBRARIES: dict[str, tuple[str, ...]] = {
    "html": ("trafilatura", "lxml"),
    "mhtml": ("trafilatura", "lxml"),
    "feed": ("feedparser", "lxml"),
    "pdf": ("pypdfium2",),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of a document beside its bytes, the same for every report in it."""

    at: datetime | None = None  # the time of reading, where it is given; else the clock's
    keep: bool = False  # whether its reports carry their bytes
    address: str | None = None  # where the bytes came from in the end, after redirects
    headers: tuple[tuple[str, str], ...] = ()  # of the answer that brought them
    retrieved_at: datetime | None = None  # when they came, where that is not now: an archive knows it
    visits: Visits | None = None  # how a feed's entries are gone through; None: as they stand in it

    def evidence(self, data: bytes, reader: str) -> Evidence | None:
        """The evidence of a report that `reader` (a kind of document) makes of `data`; None where none is kept."""
        if not self.keep:
            return None
        moment = self.retrieved_at or self.at or datetime.now(UTC)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        return Evidence(data, moment, described(reader), self.address, self.headers)


@cache
def described(reader: str) -> str:
    """A reader's name with the versions of the libraries that it stands on: "html (trafilatura 2.0.0, lxml 5.3.0)"."""
    from importlib import metadata  # 30 ms that a report whose bytes nobody keeps does without

    found = []
    for library in _LIBRARIES.get(reader, ()):
        try:
            found.append(f"{library} {metadata.version(library)}")
        except metadata.PackageNotFoundError:
            continue
    return f"{reader} ({', '.join(found)})" if found else reader
