"""What is known of each source that is watched, and where it is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from sayso.read.addresses import BadAddress, address, shown

LONGEST_WAIT_S = 6 * 3600.0  # a source that fails is tried at least four times a day, unless its server asks for less


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one address, or of one file of a folder."""

    etag: str | None = None  # of the last answer, to be given back
    last_modified: str | None = None
    next_due: datetime | None = None  # aware, UTC; on a clock that people set, so it is believed within bounds only
    failures: int = 0  # in a row
    last_error: str | None = None
    seen: tuple[str, ...] = ()  # a feed: its entries; a page: its report; a file: its size and time of change

    def dumps(self) -> str:
        """This as JSON."""
        due = self.next_due.astimezone(UTC).isoformat() if self.next_due else None
        found = {"etag": self.etag, "last_modified": self.last_modified, "next_due": due, "failures": self.failures,
                 "last_error": self.last_error, "seen": list(self.seen)}  # fmt: skip
        return json.dumps({key: value for key, value in found.items() if value})

    @staticmethod
    def loads(text: str) -> State:
        """What `dumps` gave. What cannot be understood counts as not known: then the source is read anew."""
        try:
            found = json.loads(text)
            due = datetime.fromisoformat(found["next_due"]) if found.get("next_due") else None
            return State(
                etag=_words(found.get("etag")),
                last_modified=_words(found.get("last_modified")),
                next_due=due if due is None or due.tzinfo else due.replace(tzinfo=UTC),
                failures=max(0, int(found.get("failures") or 0)),
                last_error=_words(found.get("last_error")),
                seen=tuple(map(str, found.get("seen") or ())),
            )
        except (ValueError, TypeError, AttributeError, RecursionError):
            return State()


class Store(Protocol):
    """Where states are kept. What it raises ends the watching."""

    def load(self, key: str) -> State | None:
        """The state of a source; None where it is not known."""

    def save(self, key: str, state: State) -> None:
        """Keeps the state of a source, for good when this returns."""


class Memory:
    """A store for as long as the process."""

    def __init__(self) -> None:
        self.states: dict[str, State] = {}

    def load(self, key: str) -> State | None:
        """The state of a source; None where it is not known."""
        return self.states.get(key)

    def save(self, key: str, state: State) -> None:
        """Keeps the state of a source."""
        self.states[key] = state


class Texts:
    """A store over anything that keeps a text under a key, as a table of a ledger does."""

    def __init__(self, load: Callable[[str], str | None], save: Callable[[str, str], object]):
        self._load, self._save = load, save

    def load(self, key: str) -> State | None:
        """The state of a source; None where it is not known."""
        text = self._load(key)
        return None if text is None else State.loads(text)

    def save(self, key: str, state: State) -> None:
        """Keeps the state of a source."""
        self._save(key, state.dumps())


def address_key(written: str) -> str:
    """What an address is kept under: its one spelling, without user names and passwords."""
    try:
        return str(address(written))
    except BadAddress:
        return shown(written)


def path_key(path: str) -> str:
    """What a file or folder is kept under: its whole path, in characters that can be stored whatever its bytes are."""
    return os.fsencode(os.path.abspath(path)).decode("utf-8", "backslashreplace")


def due_in(state: State, now: datetime) -> float:
    """Seconds until a source is due, at most a day: a clock that was set back must not keep it waiting for years."""
    if state.next_due is None:
        return 0.0
    return min(max(0.0, (state.next_due - now).total_seconds()), 4 * LONGEST_WAIT_S)


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None
