"""`sayso verify`: checks a ledger against what it was when it was kept."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sayso.cli.options import LEDGER, QUIET
from sayso.report import SaysoError
from sayso.run import ALL_READ, NOTHING_DONE, SOME_FAILED, say, visible


@click.command()
@LEDGER
@click.option(
    "form",
    "--format",
    "-f",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    metavar="text|jsonl",
    help="How to show what is wrong: a line a fault, or a row a fault.",
)
@QUIET
@click.pass_context
def verify(context: click.Context, ledger: Path, form: str, quiet: bool) -> None:
    """Check every piece of evidence, text, reading and judgement of a ledger against what was kept.

    \b
    Examples:
      sayso verify
      sayso verify --ledger harbour.db --format jsonl

    One byte that is another than it was names its item: a report's text, its evidence, a reading, a judgement. The
    ledger is only read; others may add to it meanwhile.

    Exit status: 0 all is as it was kept, 1 something is not, 2 the ledger could not be read.
    """
    from sayso.keep import Ledger
    from sayso.keep.verify import verify as faults
    from sayso.show.wording import many

    found = 0
    try:
        with Ledger.open(ledger, write=_can_write(ledger), create=False) as opened:
            for fault in faults(opened, None if quiet else lambda part: say(f"checking {part}")):
                found += 1
                row = json.dumps({"item": fault.item, "why": fault.why}, ensure_ascii=False)
                click.echo(row if form == "jsonl" else visible(f"{fault.item}: {fault.why}."))
            (reports,) = opened.connection.execute("SELECT count(*) FROM documents").fetchone()
    except SaysoError as error:
        say(str(error))
        context.exit(NOTHING_DONE)
    if not quiet:
        say(f"{ledger}: {many(reports, 'report')}, " + (f"{many(found, 'fault')}." if found else "all as it was kept."))
    context.exit(SOME_FAILED if found else ALL_READ)


def _can_write(path: Path) -> bool:
    """Whether the search indexes can be checked too: their check wants a writer's place, though it writes nothing."""
    import os

    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
