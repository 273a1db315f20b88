"""`sayso judge` on stories: which reports are of one event, and who is on whose side in it."""

from __future__ import annotations

from typing import Any

import click

from sayso.cli.judge.recording import judges, record


@click.command()
@click.argument("reports", metavar="REPORT|STORY", nargs=-1, required=True)
@judges
def merge(reports: tuple[str, ...], **given: Any) -> None:
    """Say that reports are of one story. A story stands for all reports that it has now.

    \b
    Examples:
      sayso judge merge 1f3a 2b4c --why "both tell of the quay"
      sayso judge merge st-7 st-9

    It outranks the machine, and holds when other reports arrive. Of two words on the same two reports the later counts.
    """
    record(given, "merge", None, None, {"reports": reports})


@click.command()
@click.argument("reports", metavar="REPORT", nargs=-1, required=True)
@click.option(
    "--from",
    "others",
    multiple=True,
    metavar="REPORT|STORY",
    help="Part them from these, or from all other reports of this story, and not from each other. Again for more.",
)
@judges
def split(reports: tuple[str, ...], others: tuple[str, ...], **given: Any) -> None:
    """Say that reports are of different stories: each of another, or all of them of another than some.

    \b
    Examples:
      sayso judge split 1f3a 2b4c
      sayso judge split 1f3a 2b4c --from st-7 --why "the fire in Tarn, not the one on the quay"

    It outranks the machine, and holds when other reports arrive. Of two words on the same two reports the later counts.
    """
    record(given, "split", None, None, {"reports": reports, "from": others})


@click.command()
@click.argument("story", metavar="STORY|REPORT")
@click.argument("names", metavar="NAME", nargs=-1, required=True)
@click.option("--side", required=True, metavar="SIDE", help="Whose side: a name that you choose, as in government.")
@judges
def side(story: str, names: tuple[str, ...], side: str, **given: Any) -> None:
    """Say which side sources of a story are on: what they alone say is then shown as one side's word.

    \b
    Examples:
      sayso judge side st-7 "Interior Ministry" "state television" --side government
      sayso judge side st-7 rebels --side opposition

    NAME is a source as `sayso story` shows it, or as a report names it. Of two words on the same source in a story the
    later counts.
    """
    record(given, "side", None, None, {"story": story, "actors": names, "side": side})


COMMANDS = (merge, split, side)
