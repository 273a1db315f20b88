"""What every verb of the command line needs around its work: streams, a progress bar, exit statuses, the last word."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from sayso.report import Failure, Report

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

ALL_READ, SOME_FAILED, NOTHING_DONE = 0, 1, 2
INTERRUPTED = 128 + signal.SIGINT
READER_GONE = 128 + 13  # SIGPIPE, which Windows has no name for


@dataclass
class Tally:
    """What came of a run so far."""

    started: float = field(default_factory=time.monotonic)
    read: int = 0
    failures: list[Failure] = field(default_factory=list)

    def reports(self, outcomes: Iterable[Report | Failure], progress: Progress | None) -> Iterator[Report]:
        """Lets the reports through, counting, and keeps the failures for the end."""
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.failures.append(outcome)
            else:
                self.read += 1
                yield outcome
            if progress is not None:
                progress.advance(progress.task_ids[0])

    def tell(self, *, quiet: bool) -> None:
        """Closes a run on standard error: how it went, and what failed and why. One report alone needs no closing."""
        if self.failures or (not quiet and self.read > 1):
            from sayso.show import print_summary

            print_summary(self.read, self.failures, time.monotonic() - self.started, _screen())


@dataclass(frozen=True)
class Stage:
    """Where a verb does its work."""

    stream: TextIO  # what it prints goes here
    progress: Progress | None  # the bar that stands on the screen meanwhile
    expected: int | None  # about how many reports there will be; None where that is not known


def run(
    work: Callable[[Stage], None],
    tally: Tally,
    sources: Sequence[str],
    output: Path | None,
    *,
    text: bool,
    quiet: bool,
) -> int:
    """Does the work of a verb that reads sources, with a stream to write to, and gives the exit status.

    `text`: whether people read the output where it is shown. What goes wrong is told on standard error.
    """
    from sayso.read import count_sources

    expected = None if "-" in sources else count_sources(sources)
    try:
        with opened(output, text=text) as stream, _progress(expected, wanted=not quiet) as progress:
            work(Stage(stream, progress, expected))
            stream.flush()
    except BrokenPipeError:
        # Whoever read us (`| head`) has seen enough. Python would complain again when it flushes on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except KeyboardInterrupt:
        tally.tell(quiet=quiet)
        kept = f" What was finished is in {_part(output)}." if output and _part(output).exists() else ""
        say(f"stopped.{kept}")
        return INTERRUPTED
    except OSError as error:
        # Sources that cannot be read are failures, not exceptions: what is left is the place that is written to.
        if error.filename is not None and (output is None or Path(error.filename) not in {output, _part(output)}):
            raise
        say(f"could not write {output or 'standard output'}: {error.strerror}. Choose another place with --output.")
        return NOTHING_DONE
    tally.tell(quiet=quiet)
    if not tally.read:
        if not tally.failures:
            say(f"nothing to read in {', '.join(sources)}. Name a file, a folder that holds reports, or - for input.")
        return NOTHING_DONE
    return SOME_FAILED if tally.failures else ALL_READ


def _part(output: Path) -> Path:
    """Where output stands until it is whole: a run that is stopped never leaves half a file under the full name."""
    return Path(f"{output}.part")


@contextmanager
def opened(output: Path | None, *, text: bool) -> Iterator[TextIO]:
    """The stream to write to, in UTF-8 except for people's eyes: a terminal keeps the encoding that it can show."""
    if output is None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(**({"errors": "replace"} if text else {"encoding": "utf-8"}))
        yield sys.stdout
        return
    if output.exists() and not output.is_file():  # /dev/null, a named pipe; a folder says so itself
        with output.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    part = _part(output)
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    finally:
        if part.exists() and not part.stat().st_size:
            part.unlink()
    if part.exists():
        part.replace(output)


@contextmanager
def _progress(expected: int | None, *, wanted: bool) -> Iterator[Progress | None]:
    """A bar on standard error, where that is a terminal and there is more than one report to wait for."""
    if not wanted or expected == 1 or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Speed(TextColumn):
        """Reports a second, once there is something to say."""

        def render(self, task: Any) -> Text:
            return Text(f"{task.speed:.1f} reports a second" if task.speed else "")

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), Speed(""), TimeRemainingColumn())
    with Progress(*columns, console=_screen(), transient=True, redirect_stdout=False) as progress:
        progress.add_task("read", total=expected)
        yield progress


def console_on(stream: TextIO, progress: Progress | None) -> Console:
    """Where reports are printed; above the bar where both are on one terminal, for they would overwrite each other."""
    from rich.console import Console

    if progress is not None and stream.isatty():
        return progress.console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # ours to handle; rich would leave with a status of its own

    return Plain(file=stream, soft_wrap=False, highlight=False)


def _screen() -> Console:
    """Standard error, for people."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def visible(text: str) -> str:
    """A text that cannot steer a terminal: a file's name or a title may hold control characters."""
    from sayso.show.wording import HIDDEN, code_point

    return HIDDEN.sub(lambda found: f"⟨{code_point(found[0])}⟩", text)


def say(message: str) -> None:
    """Tells people something on standard error, which may be closed."""
    if sys.stderr is not None:
        click.echo(f"sayso: {visible(message)}", err=True)
