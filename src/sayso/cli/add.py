"""`sayso add`: reads reports into the ledger."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso import __version__
from sayso.cli.options import LEDGER, QUIET
from sayso.report import Failure, Report, SaysoError
from sayso.run import NOTHING_DONE, Stage, Tally, console_on, run, say

if TYPE_CHECKING:
    from sayso.keep import Kept, Ledger


@click.command()
@click.argument("sources", metavar="SOURCE", nargs=-1, required=True)
@LEDGER
@click.option(
    "--statements-only",
    is_flag=True,
    help="Keep statements without the reports' texts and bytes. Settled when the ledger is made.",
)
@QUIET
@click.option("--verbose", "-v", is_flag=True, help="A line for every report, also for those that are known.")
@click.pass_context
def add(
    context: click.Context,
    sources: tuple[str, ...],
    ledger: Path,
    statements_only: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Read reports into the ledger, with the bytes that they came from.

    \b
    Examples:
      sayso add a-folder/
      sayso add page.html rows.jsonl --ledger harbour.db
      sayso add a-folder/ --ledger names.db --statements-only

    A report that the ledger knows with the very same text is not read again, so that the same command can be run as
    often as wanted, and goes on where it was stopped or killed. Where the text under an address, id or path changed, a
    new version is kept and what changed in statements and figures is shown.

    Exit status: 0 all kept or known, 1 some sources failed (the others are kept), 2 nothing could be done.
    """
    try:
        status = _add(sources, ledger, full_text=False if statements_only else None, quiet=quiet, verbose=verbose)
    except SaysoError as error:
        say(str(error))
        status = NOTHING_DONE
    context.exit(status)


def _add(sources: Sequence[str], path: Path, *, full_text: bool | None, quiet: bool, verbose: bool) -> int:
    from sayso.desk import Desk
    from sayso.keep import Ledger

    desk, tally, counts = Desk(), Tally(), Counter[str]()
    with Ledger.open(path, full_text=full_text, software=__version__) as ledger:

        def work(stage: Stage) -> None:
            outcomes = desk.add_many(ledger, sources, stdin=sys.stdin.buffer if "-" in sources else None)
            kept = _told(outcomes, counts, stage, quiet=quiet, verbose=verbose)
            for _ in tally.reports(kept, stage.progress):
                pass

        status = run(work, tally, sources, None, text=True, quiet=True)
        if counts and not quiet:
            say(summary(counts, ledger))
    return status


def _told(
    outcomes: Iterable[Kept | Failure], counts: Counter[str], stage: Stage, *, quiet: bool, verbose: bool
) -> Iterator[Report | Failure]:
    """Counts and tells what came of each report, and passes it on."""
    from sayso.show.kept import print_kept

    console = console_on(stage.stream, stage.progress)
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            yield outcome
            continue
        counts[outcome.outcome] += 1
        if verbose or (not quiet and outcome.outcome in ("changed", "returned")):
            print_kept(outcome, console)
        yield outcome.report


def summary(counts: Counter[str], ledger: Ledger) -> str:
    """What a run did to a ledger, in a sentence."""
    from sayso.show.kept import kept_line

    return f"{ledger.path}: {kept_line(counts['added'], counts['changed'], counts['returned'], counts['known'])}."
