"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path

import click

OUTPUT = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to this file, not to the screen.",
)
QUIET = click.option(
    "--quiet", "-q", is_flag=True, help="No progress bar, and nothing at the end unless something failed."
)
LEDGER = click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="SAYSO_LEDGER",
    default=Path("sayso.db"),
    help="The ledger: sayso.db here, or the file that SAYSO_LEDGER names, where no other is named.",
)
