"""The desk: the one place that joins the rooms. Every door (function, command, page, cluster) comes through here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import BinaryIO, TypedDict, Unpack

from sayso.attribute import attribute
from sayso.encode import Loading
from sayso.encode.encoder import Encoder
from sayso.ground import ground
from sayso.read import from_text, read_sources
from sayso.report import Failure, ReadError, Report

Source = str | os.PathLike[str] | bytes


class Known(TypedDict, total=False):
    """What may be known of a given text beforehand."""

    id: str | None  # kept as the report's id
    document: str | None  # what messages call it
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None  # ISO 8601, as precise as known
    url: str | None


#: Reports that go through the encoder together. More gain nothing and wait in memory.
TOGETHER = 32
#: Characters that go through the encoder together, for reports of a book's length.
CHARACTERS = 400_000


class Desk:
    """Reads sources into grounded reports. Loads the encoder on first use and keeps it."""

    def __init__(
        self, model: Path | None = None, threads: int = 0, grounded: bool = True, loading: Loading | None = None
    ):
        """`model`: other weights than the package's; `threads`: how many the encoder may use (0: all).

        `grounded` False stops after attribution: statements without classes, actors, dates, places or figures.
        `loading`: the encoder, where it is on its way already.
        """
        self._model, self._threads, self._grounded = model, threads, grounded
        self._loading, self._lock = loading, Lock()

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded when first needed. Raises `ModelError` where its weights are missing or damaged."""
        return self._begun().result()

    def warm(self) -> None:
        """Begins to load the encoder in the background, so that a door can do its own loading meanwhile."""
        self._begun()

    def _begun(self) -> Loading:
        with self._lock:
            if self._loading is None:
                self._loading = Loading(self._model, self._threads)
            return self._loading

    def read_many(
        self, sources: Iterable[Source], *, stdin: BinaryIO | None = None, evidence: bool = False
    ) -> Iterator[Report | Failure]:
        """Reads files, folders, rows, feeds or `-`: a report or a failure each, in the order of the sources.

        Statements do not depend on what is read beside them. A bad source costs the others nothing.
        With `evidence` each report carries the bytes that it was read from.
        """
        waiting: list[Report | Failure] = []
        for found in read_sources(sources, stdin=stdin, evidence=evidence):
            waiting.append(found)
            reports = [r for r in waiting if isinstance(r, Report)]
            if (
                len(waiting) >= 2 * TOGETHER
                or len(reports) >= TOGETHER
                or sum(len(r.text) for r in reports) >= CHARACTERS
            ):
                yield from self._attributed(waiting)
                waiting = []
        yield from self._attributed(waiting)

    def read(self, source: Source) -> Report:
        """Reads one report: a path, or a document's bytes. `ReadError` where it holds none, or more than one."""
        found = list(self.read_many([source]))
        for item in found:
            if isinstance(item, Failure):
                raise ReadError(f"{item.document}: {item.why}")
        if len(found) != 1:
            raise ReadError(f"the source holds {len(found)} reports, not one: use sayso.read_many")
        report = found[0]
        assert isinstance(report, Report)
        return report

    def read_text(self, text: str, **known: Unpack[Known]) -> Report:
        """Reads a given text, kept to the character; see `Known` for what may be said of it."""
        return next(self._through([from_text(text, **known)]))

    def _attributed(self, found: list[Report | Failure]) -> Iterator[Report | Failure]:
        reports = [r for r in found if isinstance(r, Report)]
        done = self._through(reports)
        for item in found:
            yield next(done) if isinstance(item, Report) else item

    def _through(self, reports: list[Report]) -> Iterator[Report]:
        """Reports on their way through the rooms after reading, in order."""
        for report, reading in attribute(reports, self.encoder) if reports else []:
            yield report if reading is None or not self._grounded else ground(report, reading)


@cache
def shared() -> Desk:
    """The desk behind the package's own verbs: one encoder a process."""
    return Desk()
