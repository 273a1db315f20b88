"""The command line: a thin door over the desk.

Exit status: 0 when everything was read, 1 when some of it was not (the rest is shown), 2 when nothing could be done,
130 after Ctrl-C, 141 when whoever read the output went away.

Nothing heavy is imported at the top: `sayso --help` and every mistyped command answer at once, and a cold
`sayso read` spends its time on the model (docs/decisions.md, "Start-up").
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from sayso import __version__
from sayso.report import Report, SaysoError
from sayso.run import INTERRUPTED, NOTHING_DONE, Stage, Tally, console_on, run, say, visible

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.audit import By, Result

FEW = 30  # so many are shown in full (an analyst drops in twenty reports of one event); more get a line each


class Format(StrEnum):
    """How `sayso read` shows reports."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    html = "html"
    csv = "csv"
    parquet = "parquet"


class AuditFormat(StrEnum):
    """How `sayso audit` shows shares."""

    text = "text"
    csv = "csv"
    json = "json"
    html = "html"


class Grouping(StrEnum):
    """What `sayso audit` groups reports by."""

    both = "both"
    outlet = "outlet"
    month = "month"
    all = "all"


_BY: dict[Grouping, tuple[By, ...]] = {
    Grouping.both: ("outlet", "month"),
    Grouping.outlet: ("outlet",),
    Grouping.month: ("month",),
    Grouping.all: (),
}

_OUTPUT = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to this file, not to the screen.",
)
_QUIET = click.option(
    "--quiet", "-q", is_flag=True, help="No progress bar, and nothing at the end unless something failed."
)


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
@_OUTPUT
@_QUIET
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
        say(str(error))
        status = NOTHING_DONE
    context.exit(status)


@app.command()
@click.argument("sources", metavar="SOURCE", nargs=-1, required=True)
@click.option(
    "--by",
    type=click.Choice([by.value for by in Grouping]),
    default=Grouping.both.value,
    metavar="|".join(Grouping),
    help="What reports are grouped by: outlet and month, one of them, or nothing.",
)
@click.option(
    "form",
    "--format",
    "-f",
    type=click.Choice([form.value for form in AuditFormat]),
    default=AuditFormat.text.value,
    metavar="|".join(AuditFormat),
    help="How to show the shares.",
)
@click.option("--since", metavar="DATE", help="Only reports published on or after this day: 2031, 2031-03, 2031-03-02.")
@click.option("--until", metavar="DATE", help="Only reports published on or before this day, or in this month or year.")
@_OUTPUT
@_QUIET
@click.option("--verbose", "-v", is_flag=True, help="In text, list the statements behind every share.")
@click.pass_context
def audit(
    context: click.Context,
    sources: tuple[str, ...],
    by: str,
    form: str,
    since: str | None,
    until: str | None,
    output: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Count who speaks in an outlet's reports, how named, in which role, and how it is presented.

    \b
    Examples:
      sayso audit a-folder/
      sayso audit a-folder/ --by outlet --since 2031-03 --format html --output audit.html
      sayso read a-folder/ --format jsonl --output rows.jsonl && sayso audit rows.jsonl

    Own voice, unnamed sources with and without a reason, officials and others, cues by stance, certainty and who speaks
    most: each share with its n, its interval and the statements behind it. News, opinion, guest pieces and unknown
    authorship are never added up. Rows that `sayso read --format jsonl` printed are not read again.

    Exit status: 0 all read, 1 some sources failed (the others are counted), 2 nothing could be done.
    """
    try:
        status = _audit(sources, _BY[Grouping(by)], since, until, AuditFormat(form), output, quiet=quiet, lists=verbose)
    except SaysoError as error:
        say(str(error))
        status = NOTHING_DONE
    context.exit(status)


def main() -> None:
    """Runs the command line; the entry point of the `sayso` script."""
    try:
        app(prog_name="sayso")
    except KeyboardInterrupt:  # before the command itself could catch it
        say("stopped.")
        sys.exit(INTERRUPTED)


def _read(sources: Sequence[str], form: Format, output: Path | None, *, quiet: bool, verbose: bool) -> int:
    from sayso.encode import Loading

    loading = Loading(then=_grounding)  # the weights load while the rest is imported and the first source is read
    from sayso.desk import Desk

    desk = Desk(loading=loading)
    if form is Format.text:
        import_module("sayso.show.terminal")
    tally = Tally()

    def work(stage: Stage) -> None:
        outcomes = desk.read_many(sources, stdin=sys.stdin.buffer if "-" in sources else None)
        reports = tally.reports(outcomes, stage.progress)
        if form is Format.text:
            brief = (stage.expected or 0) > FEW and not verbose
            _write_text(reports, console_on(stage.stream, stage.progress), brief=brief)
        else:
            _WRITERS[form](reports, stage.stream, tally)

    return run(work, tally, sources, output, text=form is Format.text, quiet=quiet)


def _grounding() -> None:
    from sayso.ground import ready

    ready()


def _audit(
    sources: Sequence[str],
    by: tuple[By, ...],
    since: str | None,
    until: str | None,
    form: AuditFormat,
    output: Path | None,
    *,
    quiet: bool,
    lists: bool,
) -> int:
    from sayso.audit import Audit, shipped
    from sayso.desk import Desk
    from sayso.readback import reports

    counted = Audit(by, since, until)
    desk = Desk()
    tally = Tally()

    def work(stage: Stage) -> None:
        outcomes = reports(desk, sources, stdin=sys.stdin.buffer if "-" in sources else None)
        for report in tally.reports(outcomes, stage.progress):
            counted.add(report)
        if tally.read:
            result = counted.result(shipped(), tally.failures)
            if form is AuditFormat.text:
                from sayso.show.audit import print_audit

                print_audit(result, console_on(stage.stream, stage.progress), lists=lists)
            else:
                _AUDIT_WRITERS[form](result, stage.stream)

    return run(work, tally, sources, output, text=form is AuditFormat.text, quiet=quiet)


def _write_audit_csv(result: Result, stream: TextIO) -> None:
    from sayso.show.audit_records import write_audit_csv

    write_audit_csv(result, stream)


def _write_audit_json(result: Result, stream: TextIO) -> None:
    from sayso.show.audit_records import audit_json

    stream.write(audit_json(result) + "\n")


def _write_audit_html(result: Result, stream: TextIO) -> None:
    from sayso.show.audit import audit_page

    stream.write(audit_page(result))


_AUDIT_WRITERS: dict[AuditFormat, Callable[[Result, TextIO], None]] = {
    AuditFormat.csv: _write_audit_csv,
    AuditFormat.json: _write_audit_json,
    AuditFormat.html: _write_audit_html,
}


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
    return visible(f"{report.document}: {found}: {title}".replace("\n", " "))


def _write_json(reports: Iterable[Report], stream: TextIO, tally: Tally) -> None:
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


def _write_jsonl(reports: Iterable[Report], stream: TextIO, tally: Tally) -> None:
    from sayso.show import dumps

    for report in reports:
        stream.write(dumps(report) + "\n")
        stream.flush()  # a row is of use to the next program as soon as it is whole


def _write_html(reports: Iterable[Report], stream: TextIO, tally: Tally) -> None:
    from sayso.show import page

    every = list(reports)
    if every:
        stream.write(page(every))


def _write_csv(reports: Iterable[Report], stream: TextIO, tally: Tally) -> None:
    from sayso.show import write_csv

    write_csv(reports, stream)


def _write_parquet(reports: Iterable[Report], stream: TextIO, tally: Tally) -> None:
    from sayso.show import write_parquet

    write_parquet(reports, stream.name)


_WRITERS: dict[Format, Callable[[Iterable[Report], TextIO, Tally], None]] = {
    Format.json: _write_json,
    Format.jsonl: _write_jsonl,
    Format.html: _write_html,
    Format.csv: _write_csv,
    Format.parquet: _write_parquet,
}
