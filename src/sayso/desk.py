"""The desk: the one place that joins the rooms. Every door (function, command, page, cluster) comes through here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO, TypedDict, Unpack

from sayso.attribute import attribute
from sayso.encode import Loading
from sayso.encode.encoder import Encoder
from sayso.ground import ground
from sayso.read import from_text, read_sources
from sayso.report import Failure, ReadError, Report

if TYPE_CHECKING:  # a report that is only read needs no database
    from sayso.keep import Kept, Known, Ledger
    from sayso.read.fetch import Fetcher

Source = str | os.PathLike[str] | bytes


class Given(TypedDict, total=False):
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
        self,
        sources: Iterable[Source],
        *,
        stdin: BinaryIO | None = None,
        evidence: bool = False,
        fetcher: Fetcher | None = None,
        pages: bool = False,
    ) -> Iterator[Report | Failure]:
        """Reads files, folders, rows, feeds or `-`: a report or a failure each, in the order of the sources.

        Statements do not depend on what is read beside them. A bad source costs the others nothing.
        With `evidence` each report carries the bytes that it was read from. An address is fetched by `fetcher`
        (default: a careful one); with `pages` an entry that a feed only sums up is read on its own page.
        """
        waiting: list[Report | Failure] = []
        for found in read_sources(sources, stdin=stdin, evidence=evidence, fetcher=fetcher, pages=pages):
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

    def read_text(self, text: str, **known: Unpack[Given]) -> Report:
        """Reads a given text, kept to the character; see `Given` for what may be said of it."""
        return next(self._through([from_text(text, **known)]))

    def add_many(
        self,
        ledger: Ledger,
        sources: Iterable[Source],
        *,
        stdin: BinaryIO | None = None,
        fetcher: Fetcher | None = None,
        pages: bool = False,
    ) -> Iterator[Kept | Failure]:
        """Reads sources into a ledger: what came of each report, or why it could not be read or kept, in order.

        As `read_many`, and then `add_found`.
        """
        found = read_sources(sources, stdin=stdin, evidence=True, fetcher=fetcher, pages=pages)
        return self.add_found(ledger, found)

    def add_found(self, ledger: Ledger, sources: Iterable[Report | Failure]) -> Iterator[Kept | Failure]:
        """Takes reports that have left the first room into a ledger, each with its outcome, in order.

        What the ledger knows with the very same text is not read again. Reports are read before the ledger is written
        to, and each is kept in a transaction of its own and then taken into a story in another: stopped at any moment,
        this has kept whole reports only, and goes on where it was when it is run again. Raises LedgerError where the
        ledger itself fails.
        """
        waiting: list[tuple[Report, Known | None] | Failure] = []
        fresh = characters = 0
        for found in sources:
            if isinstance(found, Failure):
                waiting.append(found)
            else:
                known = ledger.known(found)
                waiting.append((found, known))
                fresh += known is None
                characters += len(found.text) if known is None else 0
            if len(waiting) >= 2 * TOGETHER or fresh >= TOGETHER or characters >= CHARACTERS:
                yield from self._kept(ledger, waiting)
                waiting, fresh, characters = [], 0, 0
        yield from self._kept(ledger, waiting)

    def reread(self, ledger: Ledger) -> Iterator[Kept | Failure]:
        """Reads again what the ledger holds from other weights than these: what changed, and how judgements hold on.

        Each report is kept in a transaction of its own, so that it can be stopped and run again. Reports whose text is
        not kept cannot be read again and stay as they are.
        """
        batch: list[tuple[str, Report]] = []
        for item in ledger.unread(self.encoder.label):
            batch.append(item)
            if len(batch) >= TOGETHER or sum(len(report.text) for _, report in batch) >= CHARACTERS:
                yield from self._renewed(ledger, batch)
                batch = []
        yield from self._renewed(ledger, batch)

    def _renewed(self, ledger: Ledger, batch: list[tuple[str, Report]]) -> Iterator[Kept | Failure]:
        from sayso.compare.stories.arrival import arrive
        from sayso.keep import NotKept

        done = self._through([report for _, report in batch])
        for (id_, base), report in zip(batch, done, strict=True):
            try:
                kept = ledger.renew(id_, report)
            except NotKept as error:
                yield Failure(base.document, str(error))
                continue
            arrive(ledger, id_)
            yield kept

    def _kept(self, ledger: Ledger, waiting: list[tuple[Report, Known | None] | Failure]) -> Iterator[Kept | Failure]:
        from sayso.compare.stories.arrival import arrive
        from sayso.keep import NotKept

        done = self._through([item[0] for item in waiting if not isinstance(item, Failure) and item[1] is None])
        for item in waiting:
            if isinstance(item, Failure):
                yield item
                continue
            base, known = item
            try:
                kept = ledger.see(known, base) if known else ledger.add(next(done), base)
            except NotKept as error:
                yield Failure(base.document, str(error))
                continue
            if not known or kept.outcome != "known":
                arrive(ledger, kept.id)
            yield kept

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
