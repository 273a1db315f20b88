"""`sayso stories`: lists the stories of a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.options import LEDGER, OUTPUT
from sayso.report import SaysoError
from sayso.run import ALL_READ, NOTHING_DONE, console_on, opened, say

if TYPE_CHECKING:
    from sayso.keep import Ledger


@click.command()
@LEDGER
@click.option(
    "--reports",
    "at_least",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Only stories of so many reports.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help="So many at most."
)
@click.option(
    "form",
    "--format",
    "-f",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    metavar="text|jsonl",
    help="A line a story, or the whole of each as a row of the output contract.",
)
@OUTPUT
@click.pass_context
def stories(context: click.Context, ledger: Path, at_least: int, limit: int, form: str, output: Path | None) -> None:
    """List the stories of a ledger: reports of one event, those that most reports tell first.

    \b
    Examples:
      sayso stories
      sayso stories --reports 5 --ledger harbour.db
      sayso stories --format jsonl --output stories.jsonl

    Reports that no story has taken in yet are taken in first. --reports N leaves out stories of fewer reports.

    Exit status: 0 listed, 2 nothing could be done.
    """
    from sayso.keep import Ledger

    try:
        with Ledger.open(ledger, create=False) as kept:
            _list(kept, at_least, limit, form, output)
    except (SaysoError, OSError) as error:
        say(str(error))
        context.exit(NOTHING_DONE)
    context.exit(ALL_READ)


def _list(ledger: Ledger, at_least: int, limit: int, form: str, output: Path | None) -> None:
    from itertools import islice

    from sayso.cli.story import headed, laid, recent
    from sayso.compare.stories.arrival import catch_up
    from sayso.keep.files import told
    from sayso.keep.stories import all_stories
    from sayso.keep.story_lists import every_story
    from sayso.show.story_contract import dumps
    from sayso.show.story_words import Members, facts

    for _ in catch_up(ledger):
        pass
    with told(ledger.path):
        count = sum(reports >= at_least for _, reports in all_stories(ledger.connection))
    among = recent(ledger)
    with opened(output, text=form == "text") as stream:
        console = console_on(stream, None)
        for id_, reports in islice(every_story(ledger, at_least), limit):
            if form == "text":
                story, members = headed(ledger, id_, reports, among)
                lines = f"{id_:<7} {Members(story, members).story(story)}\n        {facts(story)}"
                console.print(lines, markup=False, soft_wrap=True)
            else:
                stream.write(dumps(*laid(ledger, id_, reports, among)) + "\n")
    if count > limit:
        say(f"{count - limit:,} more: give a higher --limit than {limit}.")
    if not count:
        say(f"{ledger.path} has no story of {at_least} reports or more.")
