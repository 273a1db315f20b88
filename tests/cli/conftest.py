"""A desk that needs no model: the command line is tested by itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import BinaryIO

import pytest
from click.testing import CliRunner, Result

from sayso.cli import app
from sayso.report import Failure, Link, Note, Report, Segment, Statement, text_id

TEXT = "Ferry sinks off Marrow\n\nThe ferry sank at noon, harbour master Ilse Maran said on Sunday."


def report(document: str, text: str = TEXT) -> Report:
    """A report with one statement, found where TEXT has it."""
    source, cue, content = (
        (text.index(words), text.index(words) + len(words))
        for words in ("harbour master Ilse Maran", "said", "The ferry sank at noon")
    )
    body = text.index("The ferry")
    return Report(
        text=text,
        document=document,
        text_id=text_id(text),
        bytes_id=None,
        read_at=datetime(2031, 3, 2, 9, tzinfo=UTC),
        id=os.path.basename(document),
        title="Ferry sinks off Marrow",
        outlet="The Marrow Post",
        genre="news",
        language="en",
        published="2031-03-02",
        published_from="given",
        segments=(Segment((0, 22), "headline"), Segment((body, len(text)), "body")),
        statements=(
            Statement("s1", "k1", "indirect", (source,), (cue,), (content,), chain=(Link("outlet"),), score=0.9),
        ),
        notes=(Note("dateline-missing", "no dateline was found"),),
        model="en-1 (sha256 0)",
    )


class FakeDesk:
    """Answers each source by its name, as the desk would."""

    def __init__(self, loading: object = None) -> None:
        """Takes what the desk takes, and loads nothing."""

    def warm(self) -> None:
        """Has nothing to load."""

    def read_many(
        self, sources: Iterable[str | os.PathLike[str] | bytes], *, stdin: BinaryIO | None = None, **_: object
    ) -> Iterator[Report | Failure]:
        for source in map(str, sources):
            if source == "-":
                assert stdin is not None
                yield report("-", stdin.read().decode())
            elif source == "Ctrl-C":
                raise KeyboardInterrupt
            elif source.startswith("folder-of-"):
                yield from (report(f"{source}/{n}.txt") for n in range(int(source.removeprefix("folder-of-"))))
            elif "bad" in source:
                yield Failure(source, "the file is empty. Give one that holds a report.")
            else:
                yield report(source)


def count(sources: Sequence[str]) -> int:
    """How many reports the fake desk will give."""
    return sum(int(s.removeprefix("folder-of-")) if s.startswith("folder-of-") else 1 for s in sources)


Say = Callable[..., Result]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the fake desk where the command line looks for the real one."""
    monkeypatch.setattr(import_module("sayso.desk"), "Desk", FakeDesk)
    monkeypatch.setattr(import_module("sayso.read"), "count_sources", count)


@pytest.fixture
def sayso(desk: None) -> Say:
    """Runs the command line: `sayso("read", "a.txt")`."""

    def run(*arguments: str, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=stdin, prog_name="sayso", env={"COLUMNS": "100"})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
