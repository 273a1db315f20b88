"""Watching feeds, pages and folders: again and again, what is new in them goes to the desk.

    with stopping() as stop:
        for outcome in rounds(Watch(sources), keep, store, fetcher=Fetcher(sleep=stop.sleep), stop=stop):
            …  # what `keep` gives, a Failure, or a Round when all that was due is done

What is known of a source stands in a store, and is saved when everything new in it has been taken. Killed at any
moment, this goes on where it was, and at the most gives again what one source had just given.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from sayso.logs import tell
from sayso.read.fetch import Fetched, Fetcher, FetchFailure, Unchanged
from sayso.read.folders import Found, unreadable, walk
from sayso.read.sources import is_address, read_fetched, read_page, read_sources
from sayso.read.visits import Visits, identity
from sayso.report import Failure, Report
from sayso.watched import LONGEST_WAIT_S, State, Store, address_key, due_in, path_key

if TYPE_CHECKING:
    from types import FrameType

T = TypeVar("T")
#: Takes what was read and gives what came of it; each Report that it is given ends in one outcome, in order.
Work = Callable[[Iterator[Report | Failure]], Iterable[T | Failure]]

_TOGETHER = 32  # files that go to the desk together; their states are saved when all of them are done
_SOON_S = 30.0  # until a file that is still being written is looked at again
_BACK = 1000  # entries that went from a feed and are remembered, for some come back
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".swp", "~")


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched, and how it is read."""

    sources: tuple[str, ...]  # addresses of feeds and pages, folders, files
    pages: bool = False  # whether what a feed only sums up is read on its page
    evidence: bool = True  # whether reports carry the bytes that they were read from


@dataclass(frozen=True, slots=True)
class Round:
    """One time through everything that was due."""

    number: int  # from 1
    began: datetime  # aware, UTC; recorded only: no wait is reckoned from it
    seconds: float
    sources: int  # that were due
    reports: int  # new ones, that were handed on
    failures: int
    wait_s: float | None  # until something is due again; None after the last round


class Stop:
    """Whether to stop. Can be asked at any time, and wakes whoever sleeps with it within half a second."""

    def __init__(self) -> None:
        self.asked = False

    def sleep(self, seconds: float) -> None:
        """Sleeps, but no longer than until it is asked to stop."""
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.5))


@contextmanager
def stopping() -> Iterator[Stop]:
    """Ctrl-C and SIGTERM end the round cleanly for as long as the block: what is being read is finished and kept.

    The second Ctrl-C is a KeyboardInterrupt. A plain flag is set: a lock could be held by the very code that a signal
    interrupts.
    """
    stop = Stop()

    def ask(number: int, _: FrameType | None) -> None:
        if stop.asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.asked = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def rounds(
    watch: Watch,
    work: Work[T],
    store: Store,
    *,
    fetcher: Fetcher | None = None,
    every: float = 900.0,
    settle: float = 2.0,
    most: int | None = None,
    stop: Stop | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    jitter: Callable[[], float] = lambda: random.uniform(0.9, 1.1),
) -> Iterator[T | Failure | Round]:
    """Goes round until it is stopped, or `most` times: what came of each new report, failures, and each round's end.

    A source is due `every` so many seconds, give or take `jitter`; one that fails waits twice as long each time, six
    hours at the most, or as long as its server asks. A file is read when its size and time have not changed for
    `settle` seconds, so that none is read half written. `clock` never runs backwards; `now` is only recorded. Whatever
    a source does costs no other anything. What `work` and `store` raise is passed on, with nothing marked as done.
    """
    stop = stop or Stop()
    rest = sleep or stop.sleep
    watching = _Watching(watch, work, store, fetcher or Fetcher(sleep=rest), every, settle, stop, clock, now, jitter)
    number = 0
    while not stop.asked:
        number += 1
        began, at = now(), clock()
        watching.sources_due = watching.reports = watching.failures = 0
        yield from watching.round()
        if any(place.unsettled for place in watching.places) and not stop.asked:
            rest(settle)
            yield from watching.round(again=True)
        last = stop.asked or number == most
        wait = None if last else max(0.0, min((place.due for place in watching.places), default=at + every) - clock())
        done = Round(number, began, clock() - at, watching.sources_due, watching.reports, watching.failures, wait)
        tell("round", seconds=done.seconds, sources=done.sources, reports=done.reports, failures=done.failures,
             wait_s=wait)  # fmt: skip
        yield done
        if wait is None:
            return
        rest(wait)


@dataclass(slots=True)
class _Place:
    """One source and what is known of it."""

    name: str
    key: str  # under which its state is stored
    fetched: bool  # an address; else a folder or a file
    state: State
    due: float  # on the clock that never runs backwards
    unsettled: dict[str, tuple[str, float]] = field(default_factory=dict)  # path: how it looked, and since when
    told: dict[str, str] = field(default_factory=dict)  # failures of a folder that were told


class _Watching(Generic[T]):
    """The sources, and all that reading them needs."""

    def __init__(
        self, watch: Watch, work: Work[T], store: Store, fetcher: Fetcher, every: float, settle: float, stop: Stop,
        clock: Callable[[], float], now: Callable[[], datetime], jitter: Callable[[], float],
    ):  # fmt: skip
        self.watch, self.work, self.store, self.fetcher = watch, work, store, fetcher
        self.every, self.settle, self.stop = max(1.0, every), settle, stop
        self.clock, self.now, self.jitter = clock, now, jitter
        self.files: dict[str, str] = {}  # how a file looked when it was read, by its key
        self.sources_due = self.reports = self.failures = 0
        self.places = [self._place(name) for name in dict.fromkeys(watch.sources)]

    def _place(self, name: str) -> _Place:
        fetched = is_address(name)
        key = address_key(name) if fetched else path_key(name)
        state = (self.store.load(key) if fetched else None) or State()
        # A little early is due: who runs one round from cron must not find it due a second later each time.
        left = due_in(state, self.now()) - 0.2 * self.every
        return _Place(name, key, fetched, state, self.clock() + max(0.0, left))

    def round(self, *, again: bool = False) -> Iterator[T | Failure]:
        """Everything that is due now, once; `again`: only the folders in which a file may be whole by now."""
        for place in self.places:
            if self.stop.asked:
                return
            if again and place.unsettled:
                yield from self._folder(place)
            elif not again and place.due <= self.clock():
                self.sources_due += 1
                yield from self._address(place) if place.fetched else self._folder(place)

    # Addresses

    def _address(self, place: _Place) -> Iterator[T | Failure]:
        state = place.state
        got = self.fetcher.fetch(place.name, etag=state.etag, last_modified=state.last_modified)
        if isinstance(got, Unchanged):
            tell("unchanged", document=place.key)
            self._save(place, replace(state, failures=0, last_error=None))
        elif isinstance(got, FetchFailure):
            yield self._failed(got)
            self._save(place, replace(state, failures=state.failures + 1, last_error=got.why), got.retry_after)
        else:
            yield from self._fetched(place, got)

    def _fetched(self, place: _Place, got: Fetched) -> Iterator[T | Failure]:
        """What is new in an answer goes to the desk; then, and only then, the answer is marked as seen."""
        state = place.state
        visits = Visits(self._page if self.watch.pages else None, known=frozenset(state.seen))
        new = _New(read_fetched(got, evidence=self.watch.evidence, visits=visits), frozenset(state.seen), self.stop)
        yield from self._handed_on(new)
        if new.cut:
            return
        if visits.met and not new.kept_back:  # a feed: what stands in it now, and what stood in it lately
            now_there = tuple(dict.fromkeys(visits.met))
            gone = [old for old in state.seen if old not in set(now_there)]
            seen = (*now_there, *gone[:_BACK])
        else:
            seen = state.seen if new.kept_back else tuple(new.met)
        failed = new.failed and not new.met and not visits.met
        state = State(
            # Asked without conditions, it comes whole again, with what could not be done this time.
            etag=None if new.kept_back or visits.unsettled else got.etag,
            last_modified=None if new.kept_back or visits.unsettled else got.last_modified,
            failures=state.failures + 1 if failed else 0,
            last_error=new.failed if failed else None,
            seen=seen,
        )
        tell("read", document=place.key, reports=new.count)
        self._save(place, state)

    def _page(self, address: str) -> Report | Failure:
        return read_page(self.fetcher, address, evidence=self.watch.evidence)

    def _save(self, place: _Place, state: State, retry_after: float | None = None) -> None:
        """Keeps what is known of an address, and when it is due again."""
        wait = self.every * 2.0 ** min(state.failures, 16)
        wait = min(wait, max(LONGEST_WAIT_S, self.every)) * self.jitter()
        wait = max(wait, min(retry_after or 0.0, 4 * LONGEST_WAIT_S))
        place.due = self.clock() + wait
        place.state = replace(state, next_due=self.now() + timedelta(seconds=wait))
        self.store.save(place.key, place.state)

    # Folders

    def _folder(self, place: _Place) -> Iterator[T | Failure]:
        """The files of a folder that are new or changed, and have stood still for long enough.

        The others are looked at once more in this round, and then soon: a file that grows for days must not have its
        folder gone through every two seconds.
        """
        ready: list[tuple[str, str]] = []
        unsettled: dict[str, tuple[str, float]] = {}
        told: dict[str, str] = {}
        for found in self._files(place.name):
            if isinstance(found, Failure):
                told[found.document] = found.why
                if place.told.get(found.document) != found.why:
                    yield self._failed(found)
                continue
            look = _look(found.path)
            if look is None or look == self._known(found.path):
                continue
            since = place.unsettled.get(found.path)
            if since is None or since[0] != look:
                since = look, self.clock()
            if self.clock() - since[1] >= self.settle - 0.001:
                ready.append((found.path, look))
            else:
                unsettled[found.path] = since
        place.unsettled, place.told = unsettled, told
        place.due = self.clock() + (min(self.every, _SOON_S) if unsettled else self.every * self.jitter())
        for start in range(0, len(ready), _TOGETHER):
            if self.stop.asked:
                return
            yield from self._together(place, ready[start : start + _TOGETHER])

    def _files(self, name: str) -> Iterator[Found | Failure]:
        """The files under a folder, or the one file; a folder without any is no failure here."""
        if os.path.isfile(name):
            yield Found(name)
            return
        for found in walk(name):
            if isinstance(found, Found):
                if not found.path.endswith(_UNFINISHED):
                    yield found
            elif found.document != name or not os.path.isdir(name) or not os.access(name, os.R_OK | os.X_OK):
                yield found

    def _known(self, path: str) -> str | None:
        """How a file looked when it was read."""
        key = path_key(path)
        if key not in self.files:
            state = self.store.load(key)
            self.files[key] = state.seen[0] if state and state.seen else ""
        return self.files[key]

    def _together(self, place: _Place, ready: list[tuple[str, str]]) -> Iterator[T | Failure]:
        """Some files at once; a file that changed meanwhile, or that the desk could not keep, is not marked as read."""
        fetcher, pages = self.fetcher, self.watch.pages
        found = read_sources([path for path, _ in ready], evidence=self.watch.evidence, fetcher=fetcher, pages=pages)
        new = _New(found, frozenset(), self.stop)
        yield from self._handed_on(new)
        if new.cut:
            return
        failed = {failure.document for failure in new.failures}
        for path, look in ready:
            if _look(path) != look:
                place.due = min(place.due, self.clock() + _SOON_S)
            elif not new.kept_back:
                self.files[path_key(path)] = look
                if path not in failed:  # it may be readable when this starts the next time
                    self.store.save(path_key(path), State(seen=(look,)))
        tell("read", document=place.key, files=len(ready), reports=new.count)

    # Both

    def _handed_on(self, new: _New) -> Iterator[T | Failure]:
        """What came of what is new; failures of the desk or the ledger hold back the mark that it was seen."""
        for outcome in self.work(iter(new)):
            if isinstance(outcome, Failure):
                new.kept_back = new.kept_back or outcome not in new.failures
                yield self._failed(outcome)
            else:
                yield outcome
        self.reports += new.count

    def _failed(self, failure: Failure) -> Failure:
        self.failures += 1
        tell("failed", document=failure.document, why=failure.why)
        return failure


class _New:
    """What is new of what is read, on its way to the desk, with what must be known of it afterwards."""

    def __init__(self, found: Iterator[Report | Failure], seen: frozenset[str], stop: Stop):
        self._found, self._seen, self._stop = found, seen, stop
        self.met: list[str] = []  # identities of all reports, new or not
        self.failures: set[Failure] = set()
        self.failed: str | None = None  # why the last failure was
        self.count = 0  # new reports
        self.cut = False  # whether it was stopped before its end
        self.kept_back = False  # whether something could not be done with them and should be given again

    def __iter__(self) -> Iterator[Report | Failure]:
        for item in self._found:
            if isinstance(item, Failure):
                self.failures.add(item)
                self.failed = item.why
                yield item
            else:
                name = identity(item.document, item.text_id)
                self.met.append(name)
                if name not in self._seen:
                    self.count += 1
                    yield item
            if self._stop.asked:
                self.cut = True
                return


def _look(path: str) -> str | None:
    """How a file looks from outside; another look means that it was changed. None where it has gone."""
    try:
        found = os.stat(path)
    except OSError as error:
        tell("failed", document=path, why=unreadable(error))
        return None
    return f"{found.st_size} {found.st_mtime_ns}"
