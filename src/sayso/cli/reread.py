"""`sayso reread`: reads a ledger's reports again with the weights at hand."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso import __version__
from sayso.cli.options import LEDGER, LOG, QUIET
from sayso.report import Failure, Report, SaysoError
from sayso.run import ALL_READ, NOTHING_DONE, SOME_FAILED, Tally, console_on, say, visible

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.keep import Kept


@click.command()
@LEDGER
@click.option(
    "--model",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Other weights than the package's: an ONNX file made by training/.",
)
@LOG
@QUIET
@click.option("--verbose", "-v", is_flag=True, help="Show every difference, not only how many there are.")
@click.pass_context
def reread(
    context: click.Context, ledger: Path, model: Path | None, log: Path | None, quiet: bool, verbose: bool
) -> None:
    """Read again what a ledger holds from other weights than these, and show what changed.

    \b
    Examples:
      sayso reread
      sayso reread --verbose --ledger harbour.db

    After an update of the model. The texts are those that were kept; each reading before stays in the ledger, folded.
    What people judged is laid over the new reading: exactly, else on the statement that shares at least 80 % of its
    words, else it is listed as orphaned and kept. Can be stopped and run again. Reports that keep no text stay as they
    are.

    Exit status: 0 all read, 1 some could not be kept, 2 nothing could be done.
    """
    from sayso.cli.add import logged

    try:
        status = logged(ledger, log, lambda counts: _reread(ledger, model, counts, quiet=quiet, verbose=verbose))
    except SaysoError as error:
        say(str(error))
        status = NOTHING_DONE
    context.exit(status)


def _reread(ledger: Path, model: Path | None, counts: Counter[str], *, quiet: bool, verbose: bool) -> int:
    from sayso.desk import Desk
    from sayso.keep import Ledger
    from sayso.show.wording import many

    tally = Tally()
    with Ledger.open(ledger, create=False, software=__version__) as opened:
        kept = Desk(model=model).reread(opened)
        console = console_on(sys.stdout, None)
        for _ in tally.reports(_told(kept, counts, console, verbose=verbose), None):
            pass
    for failure in tally.failures:
        say(f"{failure.document}: {failure.why}")
    if not quiet:
        parts = [many(tally.read, "report") + " read again"]
        parts += [f"{many(counts[name], 'difference')} of {name}s" for name in ("statement", "figure") if counts[name]]
        parts += [f"{many(counts[how], 'judgement')} {said}" for how, said in HELD.items() if counts[how]]
        say(f"{ledger}: " + ", ".join(parts) + ".")
    return SOME_FAILED if tally.failures else ALL_READ


#: What became of judgements, in words.
HELD = {"exact": "held", "overlap": "carried over to the nearest statement", "orphaned": "orphaned"}


def _told(
    outcomes: Iterable[Kept | Failure], counts: Counter[str], console: Console, *, verbose: bool
) -> Iterator[Report | Failure]:
    """Counts and tells what changed in each report, and passes it on."""
    from sayso.cli.add import log_kept
    from sayso.logs import tell
    from sayso.show.kept import held_in_words, print_change

    for outcome in outcomes:
        if isinstance(outcome, Failure):
            tell("failed", document=outcome.document, why=outcome.why)
            yield outcome
            continue
        log_kept("reread", outcome, "changed" if outcome.changes else "same")
        counts.update(change.what for change in outcome.changes)
        counts.update(held.how for held in outcome.held)
        loose = [held for held in outcome.held if held.how != "exact"]
        if loose or (verbose and outcome.changes):
            console.print(visible(f"{outcome.id}: {outcome.report.title or 'untitled'}"), markup=False, soft_wrap=True)
            for change in outcome.changes if verbose else ():
                print_change(change, console)
            for held in loose:
                console.print(visible(f"  {held_in_words(held)}"), markup=False, soft_wrap=True)
        yield outcome.report
