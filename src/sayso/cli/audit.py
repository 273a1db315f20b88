"""`sayso audit`: counts who speaks in an outlet's reports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from sayso.cli.options import OUTPUT, QUIET
from sayso.report import SaysoError
from sayso.run import NOTHING_DONE, Stage, Tally, console_on, run, say

if TYPE_CHECKING:
    from sayso.audit import By, Result


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


@click.command()
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
@OUTPUT
@QUIET
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
