"""The command line: a thin door over the desk.

Exit status: 0 when everything was read, 1 when some of it was not (the rest is shown), 2 when nothing could be done,
130 after Ctrl-C, 141 when whoever read the output went away.

Nothing heavy is imported at the top: `sayso --help` and every mistyped command answer at once, and a cold
`sayso read` spends its time on the model (docs/decisions.md, "Start-up").
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from sayso import __version__
from sayso.report import Failure, Report, SaysoError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

ALL_READ, SOME_FAILED, NOTHING_DONE = 0, 1, 2
INTERRUPTED = 128 + signal.SIGINT
READER_GONE = 128 + 13  # SIGPIPE, which Windows has no name for

FEW = 30  # so many are shown in full (an analyst drops in twenty reports of one event); more get a line each


class Format(StrEnum):
    """How `sayso read` shows reports."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    html = "html"
    csv = "csv"
    parquet = "parquet"


@click.group(name="sayso", no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, prog_name="sayso", message="%(prog)s %(version)s", help="Show the version and leave."
)
def app() -> None:
    """On whose say-so? Reads news reports and says, for every sentence, on whose word it stands."""


@app.command()
@click.argument("sources", metavar="SOURCE", nargs=-1, required=True)
@click.option(
    "form",
    "--format",
    "-f",
    type=click.Choice([form.value for form in Format]),
    default=Format.text.value,
    metavar="|".join(Format),
    help="How to show the reports.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to this file, not to the screen.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress bar, and nothing at the end unless something failed.")
@click.option("--verbose", "-v", is_flag=True, help="Show every report in full, however many there are.")
@click.pass_context
def read(
    context: click.Context, sources: tuple[str, ...], form: str, output: Path | None, quiet: bool, verbose: bool
) -> None:
    """Show who says what in news reports, and on whose word.

    \b
    Examples:
      sayso read article.html
      sayso read page.html bulletin.srt rows.jsonl a-folder/
      sayso read a-folder/ --format html --output page.html
      cat article.txt | sayso read - --format json

    Text is marked up in place: statements with their source, cue and content. json gives one object for one report and
    an array for several, jsonl a line a report, csv and parquet a row a statement, html one page that needs nothing
    else. parquet needs --output, and pyarrow (pip install 'sayso[parquet]').

    Exit status: 0 all read, 1 some sources failed (the others are shown), 2 nothing could be done.
    """
    shown = Format(form)
    if shown is Format.parquet and (output is None or (output.exists() and not output.is_file())):
        raise click.BadParameter("parquet is written to a file: name it with --output FILE.", param_hint="--format")
    try:
        status = _read(sources, shown, output, quiet=quiet, verbose=verbose)
    except SaysoError as error:
        _say(str(error))
        status = NOTHING_DONE
    context.exit(status)


def main() -> None:
    """Runs the command line; the entry point of the `sayso` script."""
    try:
        app(prog_name="sayso")
    except KeyboardInterrupt:  # before the command itself could catch it
        _say("stopped.")
        sys.exit(INTERRUPTED)


def _read(sources: Sequence[str], form: Format, output: Path | None, *, quiet: bool, verbose: bool) -> int:
    from sayso.desk import Desk
    from sayso.read import count_sources

    desk = Desk()
    desk.warm()  # the weights load while the screen is made ready and the first source is read
    if form is Format.text:
        import_module("sayso.show.terminal")
    tally = _Tally()
    expected = None if "-" in sources else count_sources(sources)
    try:
        with (
            _opened(output, text=form is Format.text) as stream,
            _progress(expected, wanted=not quiet) as progress,
        ):
            outcomes = desk.read_many(sources, stdin=sys.stdin.buffer if "-" in sources else None)
            reports = tally.reports(outcomes, progress)
            if form is Format.text:
                brief = (expected or 0) > FEW and not verbose
                _write_text(reports, _console(stream, progress), brief=brief)
            else:
                _WRITERS[form](reports, stream, tally)
            stream.flush()
    except BrokenPipeError:
        # Whoever read us (`| head`) has seen enough. Python would complain again when it flushes on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except KeyboardInterrupt:
        tally.tell(quiet=quiet)
        kept = f" What was finished is in {_part(output)}." if output and _part(output).exists() else ""
        _say(f"stopped.{kept}")
        return INTERRUPTED
    except OSError as error:
        # Sources that cannot be read are failures, not exceptions: what is left is the place that is written to.
        if error.filename is not None and (output is None or Path(error.filename) not in {output, _part(output)}):
            raise
        _say(f"could not write {output or 'standard output'}: {error.strerror}. Choose another place with --output.")
        return NOTHING_DONE
    tally.tell(quiet=quiet)
    if not tally.read:
        if not tally.failures:
            _say(f"nothing to read in {', '.join(sources)}. Name a file, a folder that holds reports, or - for input.")
        return NOTHING_DONE
    return SOME_FAILED if tally.failures else ALL_READ


@dataclass
class _Tally:
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


def _write_text(reports: Iterable[Report], console: Console, *, brief: bool) -> None:
    from sayso.show import print_report

    for report in reports:
        if brief:
            console.print(_line(report), markup=False, soft_wrap=True)
        else:
            print_report(report, console)


def _line(report: Report) -> str:
    """One report in one line: where it came from, how much it attributes, what it is."""
    from sayso.show.wording import many

    about = ", ".join(part for part in (report.outlet, report.published) if part)
    found = many(len(report.statements), "statement")
    if report.notes:
        found += f", {many(len(report.notes), 'note')}"
    title = f"{report.title or 'untitled'}{f' ({about})' if about else ''}"
    return _visible(f"{report.document}: {found}: {title}".replace("\n", " "))


def _write_json(reports: Iterable[Report], stream: TextIO, tally: _Tally) -> None:
    # An object for one report, an array for several: the first has to wait until it is known whether a second comes.
    # "Several" counts sources that failed, so that one bad file in a folder does not change the shape of the output.
    import json

    from sayso.show import dumps

    first: str | None = None
    many = False
    for report in reports:
        row = json.dumps(json.loads(dumps(report)), ensure_ascii=False, indent=2)
        if many:
            stream.write(f",\n{row}")
        elif first is None:
            first = row
        else:
            stream.write(f"[{first},\n{row}")
            many = True
    if many:
        stream.write("]\n")
    elif len(tally.failures) + tally.read > 1:
        stream.write(f"[{first or ''}]\n")
    elif first is not None:
        stream.write(f"{first}\n")


def _write_jsonl(reports: Iterable[Report], stream: TextIO, tally: _Tally) -> None:
    from sayso.show import dumps

    for report in reports:
        stream.write(dumps(report) + "\n")
        stream.flush()  # a row is of use to the next program as soon as it is whole


def _write_html(reports: Iterable[Report], stream: TextIO, tally: _Tally) -> None:
    from sayso.show import page

    every = list(reports)
    if every:
        stream.write(page(every))


def _write_csv(reports: Iterable[Report], stream: TextIO, tally: _Tally) -> None:
    from sayso.show import write_csv

    write_csv(reports, stream)


def _write_parquet(reports: Iterable[Report], stream: TextIO, tally: _Tally) -> None:
    from sayso.show import write_parquet

    write_parquet(reports, stream.name)


_WRITERS: dict[Format, Callable[[Iterable[Report], TextIO, _Tally], None]] = {
    Format.json: _write_json,
    Format.jsonl: _write_jsonl,
    Format.html: _write_html,
    Format.csv: _write_csv,
    Format.parquet: _write_parquet,
}


def _part(output: Path) -> Path:
    """Where output stands until it is whole: a run that is stopped never leaves half a file under the full name."""
    return Path(f"{output}.part")


@contextmanager
def _opened(output: Path | None, *, text: bool) -> Iterator[TextIO]:
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


def _console(stream: TextIO, progress: Progress | None) -> Console:
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


def _visible(text: str) -> str:
    """A text that cannot steer a terminal: a file's name or a title may hold control characters."""
    from sayso.show.wording import HIDDEN, code_point

    return HIDDEN.sub(lambda found: f"⟨{code_point(found[0])}⟩", text)


def _say(message: str) -> None:
    """Tells people something on standard error, which may be closed."""
    if sys.stderr is not None:
        click.echo(f"sayso: {_visible(message)}", err=True)
