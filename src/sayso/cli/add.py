"""`sayso add`: reads reports into the ledger."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from sayso import __version__
from sayso.cli.options import ALLOW_PRIVATE, LEDGER, LOG, PAGES, PROXIES, QUIET, fetcher_for
from sayso.report import Failure, Report, SaysoError
from sayso.run import INTERRUPTED, NOTHING_DONE, Stage, Tally, console_on, run, say

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.keep import Kept, Ledger
    from sayso.read.fetch import Fetcher


@click.command()
@click.argument("sources", metavar="SOURCE", nargs=-1, required=True)
@LEDGER
@click.option(
    "--statements-only",
    is_flag=True,
    help="Keep statements without the reports' texts and bytes. Settled when the ledger is made.",
)
@PAGES
@ALLOW_PRIVATE
@PROXIES
@LOG
@QUIET
@click.option("--verbose", "-v", is_flag=True, help="A line for every report, also for those that are known.")
@click.pass_context
def add(
    context: click.Context,
    sources: tuple[str, ...],
    ledger: Path,
    statements_only: bool,
    pages: bool,
    allow_private: bool,
    proxies: bool,
    log: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Read reports into the ledger, with the bytes that they came from.

    \b
    Examples:
      sayso add a-folder/
      sayso add page.html rows.jsonl --ledger harbour.db
      sayso add a-folder/ --ledger names.db --statements-only
      sayso add https://marrow-gazette.example/feed.xml --pages

    A report that the ledger knows with the very same text is not read again, so that the same command can be run as
    often as wanted, and goes on where it was stopped or killed. Where the text under an address, id or path changed, a
    new version is kept and what changed in statements and figures is shown.

    Exit status: 0 all kept or known, 1 some sources failed (the others are kept), 2 nothing could be done.
    """
    try:
        fetcher = fetcher_for(sources, allow_private=allow_private, proxies=proxies, pages=pages)
        how = _How(None if not statements_only else False, fetcher, pages, quiet, verbose)
        status = logged(ledger, log, lambda counts: _add(sources, ledger, how, counts))
    except SaysoError as error:
        say(str(error))
        status = NOTHING_DONE
    context.exit(status)


@dataclass(frozen=True, slots=True)
class _How:
    """How reports are added, as it was asked for."""

    full_text: bool | None
    fetcher: Fetcher | None
    pages: bool
    quiet: bool
    verbose: bool


def _add(sources: Sequence[str], path: Path, how: _How, counts: Counter[str]) -> int:
    from sayso.desk import Desk
    from sayso.keep import Ledger

    desk, tally = Desk(), Tally()
    with Ledger.open(path, full_text=how.full_text, software=__version__) as ledger:

        def work(stage: Stage) -> None:
            stdin = sys.stdin.buffer if "-" in sources else None
            outcomes = desk.add_many(ledger, sources, stdin=stdin, fetcher=how.fetcher, pages=how.pages)
            kept = told(
                outcomes, counts, console_on(stage.stream, stage.progress), quiet=how.quiet, verbose=how.verbose
            )
            for _ in tally.reports(kept, stage.progress):
                pass

        status = run(work, tally, sources, None, text=True, quiet=True)
        if counts and not how.quiet:
            say(summary(counts, ledger))
    return status


def told(
    outcomes: Iterable[Kept | Failure], counts: Counter[str], console: Console, *, quiet: bool, verbose: bool
) -> Iterator[Report | Failure]:
    """Counts and tells what came of each report, and passes it on."""
    from sayso.logs import tell
    from sayso.show.kept import print_kept

    for outcome in outcomes:
        if isinstance(outcome, Failure):
            tell("failed", document=outcome.document, why=outcome.why)
            yield outcome
            continue
        counts[outcome.outcome] += 1
        log_kept("kept", outcome, outcome.outcome)
        if verbose or (not quiet and outcome.outcome in ("changed", "returned")):
            print_kept(outcome, console)
        yield outcome.report


def log_kept(event: str, kept: Kept, outcome: str) -> None:
    """Logs what came of a report, and which judgements do not hold as they did."""
    from sayso.logs import tell

    document = kept.report.document
    tell(event, document=document, id=kept.id, outcome=outcome, version=kept.version, changes=len(kept.changes))
    for held in kept.held:
        if held.how != "exact":
            tell("judgement", document=document, id=held.uid, outcome=held.how)


@contextmanager
def opened_log(place: Path | TextIO | None) -> Iterator[None]:
    """Logs to a file or a stream for as long as the block; SaysoError where the file cannot be written."""
    from sayso.logs import logging_to

    with ExitStack() as stack:
        try:
            stack.enter_context(logging_to(place))
        except OSError as error:
            raise SaysoError(
                f"the log {place} cannot be written: {error.strerror}. Name another file with --log."
            ) from error
        yield


def logged(path: Path, log: Path | None, work: Callable[[Counter[str]], int]) -> int:
    """Does the work on a ledger, which counts what it does, and gives its exit status; logs how it began and ended."""
    from sayso.logs import tell

    began, counts = time.monotonic(), Counter[str]()
    with opened_log(log):
        tell("began", document=str(path))
        try:
            status = work(counts)
        except SaysoError as error:
            tell("stopped", document=str(path), why=str(error))
            raise
        except KeyboardInterrupt:
            tell("stopped", document=str(path), why="it was interrupted")
            raise
        event = "stopped" if status == INTERRUPTED else "done"
        tell(event, document=str(path), status=status, seconds=time.monotonic() - began, counts=counts)
    return status


def summary(counts: Counter[str], ledger: Ledger) -> str:
    """What a run did to a ledger, in a sentence."""
    from sayso.show.kept import kept_line

    return f"{ledger.path}: {kept_line(counts['added'], counts['changed'], counts['returned'], counts['known'])}."
