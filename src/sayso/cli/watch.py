"""`sayso watch`: keeps adding from feeds, pages and folders."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import click

from sayso import __version__
from sayso.cli.options import ALLOW_PRIVATE, LEDGER, PAGES, PROXIES, QUIET
from sayso.report import Failure, SaysoError
from sayso.run import ALL_READ, NOTHING_DONE, SOME_FAILED, console_on, say


@click.command()
@click.argument("sources", metavar="SOURCE", nargs=-1, required=True)
@LEDGER
@click.option(
    "--every", type=click.FloatRange(min=1), default=900.0, show_default=True, metavar="SECONDS", help="How often."
)
@click.option("--once", is_flag=True, help="One round of what is due, then leave: for cron.")
@click.option(
    "--log",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the log is written, a JSON line an event; else to standard error.",
)
@PAGES
@ALLOW_PRIVATE
@PROXIES
@QUIET
@click.option("--verbose", "-v", is_flag=True, help="A line for every report, also for those that are known.")
@click.pass_context
def watch(
    context: click.Context,
    sources: tuple[str, ...],
    ledger: Path,
    every: float,
    once: bool,
    log: Path | None,
    pages: bool,
    allow_private: bool,
    proxies: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Keep adding to the ledger what is new in feeds, pages and folders.

    \b
    Examples:
      sayso watch https://marrow-gazette.example/feed.xml --pages
      sayso watch saved-pages/ https://halyard.example/rss --every 300 --log watch.log
      sayso watch saved-pages/ --once

    A feed or page is asked for only what changed since; a source that fails is tried again later, less and less often,
    and stops no other. What it knows of each source stands in the ledger: stopped or killed at any moment, it goes on
    where it was. Ctrl-C ends the round that is under way.

    Exit status: 0 stopped or done, 1 with --once where a source failed, 2 nothing could be done.
    """
    how = _How(sources, every, once, log, pages, allow_private, proxies, quiet, verbose)
    try:
        status = _watch(ledger, how)
    except SaysoError as error:
        say(str(error))
        status = NOTHING_DONE
    context.exit(status)


@dataclass(frozen=True, slots=True)
class _How:
    """How it was asked to watch."""

    sources: tuple[str, ...]
    every: float
    once: bool
    log: Path | None
    pages: bool
    allow_private: bool
    proxies: bool
    quiet: bool
    verbose: bool


def _watch(path: Path, how: _How) -> int:
    from sayso.cli.add import opened_log, told
    from sayso.desk import Desk
    from sayso.keep import Ledger
    from sayso.read.fetch import Fetcher
    from sayso.show.kept import kept_line
    from sayso.watched import Texts
    from sayso.watching import Round, Watch, rounds, stopping

    desk, counts, failed = Desk(), Counter[str](), False
    with (
        Ledger.open(path, software=__version__) as ledger,
        opened_log(how.log or sys.stderr),
        stopping() as stop,
    ):
        fetcher = Fetcher(allow_private=how.allow_private, proxies=how.proxies, sleep=stop.sleep)
        outcomes = rounds(
            Watch(how.sources, pages=how.pages),
            lambda found: desk.add_found(ledger, found),
            Texts(ledger.watched, ledger.watch),
            fetcher=fetcher,
            every=how.every,
            most=1 if how.once else None,
            stop=stop,
        )
        console = console_on(sys.stdout, None)
        for outcome in outcomes:
            if isinstance(outcome, Round):
                if not how.quiet and any(counts.values()):
                    say(
                        f"{path}: {kept_line(counts['added'], counts['changed'], counts['returned'], counts['known'])}."
                    )
                counts.clear()
            elif isinstance(outcome, Failure):
                failed = True  # the log has it
            else:
                for _ in told([outcome], counts, console, quiet=how.quiet, verbose=how.verbose):
                    sys.stdout.flush()
    return SOME_FAILED if failed and how.once else ALL_READ
