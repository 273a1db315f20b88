"""`sayso judge`: records what people decide; lists, undoes, exports and imports it."""

from __future__ import annotations

import click

from sayso.cli.judge import over_all, recorded, statements, stories


@click.group(no_args_is_help=True)
def judge() -> None:
    """Record what people decide. It outranks the machine everywhere, and survives other weights.

    \b
    Examples:
      sayso judge actor 1f3a s3 "Ilse Maran" --why "she is the harbour master"
      sayso judge class 1f3a s3 unnamed official
      sayso judge merge st-7 st-9
      sayso judge list 1f3a
      sayso judge undo 3f2a91c0

    REPORT is a report's id, the beginning of it, its address or its path; STATEMENT and FIGURE are ids as `s3` and `f2`
    that reports are shown with, STORY one as `st-7` that stories are listed with. Nothing is ever changed or deleted:
    what is undone stays listed, with who and when.

    Exit status: 0 done, 1 some rows of an import failed, 2 nothing could be done.
    """


for _command in (*statements.COMMANDS, *over_all.COMMANDS, *stories.COMMANDS, *recorded.COMMANDS):
    judge.add_command(_command)
