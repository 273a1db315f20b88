"""`sayso remove`: takes reports out of a ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.options import LEDGER, QUIET
from sayso.report import SaysoError
from sayso.run import ALL_READ, NOTHING_DONE, SOME_FAILED, say, visible

if TYPE_CHECKING:
    from sayso.keep.remove import Removed


@click.command()
@click.argument("reports", metavar="REPORT", nargs=-1, required=True)
@LEDGER
@click.option("--dry-run", "-n", is_flag=True, help="Say what would go, and take out nothing.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask first.")
@QUIET
@click.pass_context
def remove(
    context: click.Context, reports: tuple[str, ...], ledger: Path, dry_run: bool, yes: bool, quiet: bool
) -> None:
    """Take reports out of the ledger, and say what else goes.

    \b
    Examples:
      sayso remove 1f3a5c7e9b2d4f60 --dry-run
      sayso remove 1f3a5c7e9b2d4f60 gulf-courier-0303 --yes

    Every version of a report goes: texts, evidence that no other report was read from, readings, search entries,
    judgements on it, and names that no other report has. It is overwritten in the ledger's file; copies of the file,
    exports and the source itself still have it. `sayso add` and `sayso watch` take it in again where they meet it
    again.

    Exit status: 0 all taken out, 1 some are not in the ledger (the others are taken out), 2 nothing was taken out.
    """
    from sayso.compare.stories.arrival import beside, settle
    from sayso.keep import Ledger
    from sayso.keep.remove import remove as take_out

    done = failed = 0
    try:
        with Ledger.open(ledger, create=False) as opened:
            for id_ in reports:
                try:
                    going = take_out(opened, id_, really=False)
                except SaysoError as error:
                    say(str(error))
                    failed += 1
                    continue
                click.echo(visible(_told(going)))
                if dry_run:
                    done += 1
                elif yes or _confirmed():
                    others = beside(opened, id_)
                    swept = take_out(opened, id_).swept
                    settle(opened, others)
                    done += 1
                    if not quiet:
                        say(f"{id_} was taken out.")
                    if not swept:
                        say(
                            "others read the ledger meanwhile, so that its words are still in the log: when they have"
                            f" ended, `sayso doctor --mend --ledger {ledger}` empties it."
                        )
    except SaysoError as error:
        say(str(error))
        failed += 1
    context.exit(NOTHING_DONE if not done else SOME_FAILED if failed else ALL_READ)


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        say("nobody is there to ask: say --yes to take it out.")
        return False
    return click.confirm("Take it out?", err=True)


def _told(going: Removed) -> str:
    """What goes with a report, a line each part."""
    from sayso.show.wording import many

    lines = [f"{going.id}: {going.title or 'untitled'} ({going.document})"]
    kept = [
        many(going.versions, "version"),
        many(going.readings, "reading"),
        many(going.statements, "statement"),
        many(going.figures, "figure"),
        many(going.evidence, "piece") + " of evidence",
    ]
    lines.append(f"  goes: {', '.join(kept)}")
    if going.shared:
        lines.append(f"  stays: {many(going.shared, 'piece')} of evidence that other reports were read from too")
    if going.judgements:
        shown = ", ".join(uid[:8] for uid in going.judgements[:10])
        lines.append(f"  goes: {many(len(going.judgements), 'judgement')} ({shown}): `sayso judge export` keeps a copy")
    if going.actors:
        more = f" and {len(going.actors) - 10} more" if len(going.actors) > 10 else ""
        lines.append(f"  goes: names that no other report has: {'; '.join(going.actors[:10])}{more}")
    return "\n".join(lines)
