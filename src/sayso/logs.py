"""Logs for machines and for whoever looks after them: one JSON object a line, through Python's own logging.

    {"time": "2031-03-02T09:00:00.123Z", "level": "info", "event": "failed", "document": "https://…", "why": "…"}

A line names documents and says what happened to them and why. What a report says never stands in a log: only the
fields below do, and none of them is a report's words.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

#: The logger under which everything that Sayso logs stands.
LOGGER = logging.getLogger("sayso")
_BYTES, _FILES = 10_000_000, 5  # a log is rolled over at ten megabytes, and the five before it are kept
_LONGEST = 1000  # characters of one value


class Lines(logging.Formatter):
    """A record as one line of JSON: time (UTC), level, event, then what `tell` was given."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"time": time, "level": record.levelname.lower(), "event": record.getMessage()}
        line.update(getattr(record, "said", {}))
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__  # its message could quote what was read
        # File names need not be text: what cannot be written as UTF-8 is written as an escape of JSON.
        return json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def tell(
    event: str,
    *,
    document: str | None = None,
    id: str | None = None,
    outcome: str | None = None,
    why: str | None = None,
    level: int = logging.INFO,
    counts: Mapping[str, int] | None = None,
    **numbers: float | None,
) -> None:
    """Logs an event: what it happened to, by name and by its id in the ledger, what came of it, why, numbers.

    Null fields are left out. docs/logs.md lists the events.
    """
    if LOGGER.isEnabledFor(level):
        said: dict[str, str | float] = {}
        for name, words in (("document", document), ("id", id), ("outcome", outcome), ("why", why)):
            if words is not None:
                said[name] = " ".join(words.split())[:_LONGEST]
        said.update(counts or {})
        said.update((name, round(number, 3)) for name, number in numbers.items() if number is not None)
        LOGGER.log(level, event, extra={"said": said})


class _Rolling(RotatingFileHandler):
    """A log file. What cannot be written to it is told once, and stops no work."""

    told = False

    def handleError(self, record: logging.LogRecord) -> None:
        """Tells people that the log is incomplete."""
        if not self.told and sys.stderr is not None:
            self.told = True
            error = sys.exc_info()[1]
            why = getattr(error, "strerror", None) or type(error).__name__
            print(f"sayso: the log {self.baseFilename!a} is incomplete: {why}", file=sys.stderr)  # noqa: T201

    def close(self) -> None:
        """Closes the file; what could not be written to it stays unwritten."""
        with suppress(OSError):
            super().close()


class _Stream(logging.StreamHandler[TextIO]):
    """A log on a stream, which may be closed: then nobody reads it."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Goes on."""


@contextmanager
def logging_to(place: Path | TextIO | None, level: int = logging.INFO) -> Iterator[None]:
    """Logs to a file, which is rolled over before it grows large, or to a stream, for as long as the block.

    With None nothing is logged. Raises OSError where the file cannot be written.
    """
    if place is None:
        yield
        return
    handler: logging.Handler
    if isinstance(place, Path):
        handler = _Rolling(place, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8")
    else:
        handler = _Stream(place)
    handler.setFormatter(Lines())
    before, passed_on = LOGGER.level, LOGGER.propagate
    LOGGER.addHandler(handler)
    LOGGER.setLevel(level)
    LOGGER.propagate = False
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.setLevel(before)
        LOGGER.propagate = passed_on
        handler.close()
