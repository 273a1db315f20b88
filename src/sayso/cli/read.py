"""`sayso read`: shows the attribution of reports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from sayso.cli.options import ALLOW_PRIVATE, OUTPUT, PAGES, PROXIES, QUIET, fetcher_for
from sayso.report import Failure, Report, SaysoError
from sayso.run import NOTHING_DONE, Stage, Tally, console_on, run, say, visible

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.read.fetch import Fetcher

FEW = 30  # so many are shown in full (an analyst drops in twenty reports of one event); more get a line each


class Format(StrEnum):
    """How `sayso read` shows reports."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    html = "html"
    csv = "csv"
    parquet = "parquet"


@click.command()
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
@PAGES
@ALLOW_PRIVATE
@PROXIES
@OUTPUT
@QUIET
@click.option("--verbose", "-v", is_flag=True, help="Show every report in full, however many there are.")
@click.pass_context
def read(
    context: click.Context,
    sources: tuple[str, ...],
    form: str,
    pages: bool,
    allow_private: bool,
    proxies: bool,
    output: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Show who says what in news reports, and on whose word.

    \b
    Examples:
      sayso read article.html
      sayso read page.html bulletin.srt rows.jsonl a-folder/
      sayso read a-folder/ --format html --output page.html
      cat article.txt | sayso read - --format json
      sayso read https://marrow-gazette.example/0303-missing.html
      sayso read sayso.db --format jsonl

    Text is marked up in place: statements with their source, cue and content. json gives one object for one report and
    an array for several, jsonl a line a report, csv and parquet a row a statement, html one page that needs nothing
    else. parquet needs --output, and pyarrow (pip install 'sayso[parquet]'). A ledger gives what it keeps, with what
    people judged, and is not read again.

    Exit status: 0 all read, 1 some sources failed (the others are shown), 2 nothing could be done.
    """
    shown = Format(form)
    if shown is Format.parquet and (output is None or (output.exists() and not output.is_file())):
        raise click.BadParameter("parquet is written to a file: name it with --output FILE.", param_hint="--format")
    try:
        fetcher = fetcher_for(sources, allow_private=allow_private, proxies=proxies, pages=pages)
        status = _read(sources, shown, output, fetcher, pages=pages, quiet=quiet, verbose=verbose)
    except SaysoError as error:
        say(str(error))
        status = NOTHING_DONE
    context.exit(status)


def _read(
    sources: Sequence[str],
    form: Format,
    output: Path | None,
    fetcher: Fetcher | None,
    *,
    pages: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    from sayso.encode import Loading

    loading = Loading(then=_grounding)  # the weights load while the rest is imported and the first source is read
    from sayso.desk import Desk
    from sayso.readback import is_ledger
    from sayso.readback import reports as kept_reports

    desk = Desk(loading=loading)
    if form is Format.text:
        import_module("sayso.show.terminal")
    tally = Tally()

    def work(stage: Stage) -> None:
        stdin = sys.stdin.buffer if "-" in sources else None
        outcomes: Iterable[Report | Failure]
        if any(map(is_ledger, sources)):
            outcomes = kept_reports(desk, sources, stdin=stdin)
        else:
            outcomes = desk.read_many(sources, stdin=stdin, fetcher=fetcher, pages=pages)
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
