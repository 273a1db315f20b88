"""`sayso story`: lays the reports of one event side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.options import LEDGER, OUTPUT
from sayso.report import SaysoError
from sayso.run import ALL_READ, NOTHING_DONE, console_on, say

if TYPE_CHECKING:
    from sayso.compare.nouns import Story
    from sayso.keep import Ledger
    from sayso.report import Report


@click.command()
@click.argument("name", metavar="STORY")
@LEDGER
@click.option(
    "form",
    "--format",
    "-f",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    metavar="text|json|jsonl",
    help="How to show it.",
)
@OUTPUT
@click.pass_context
def story(context: click.Context, name: str, ledger: Path, form: str, output: Path | None) -> None:
    """Lay the reports of one event side by side: origins, figures on whose word, what does not fit.

    \b
    Examples:
      sayso story st-7
      sayso story 1f3a5c7e9b2d4f60 --format json --output story.json

    A story is named by its id, or by the id of a report that is in it. Each report stands with the text that it was
    taken from, where it was taken from one; each figure with its source, its scope and its day; what cannot be ordered
    by times is not ordered. Nothing here is verified: it is what the reports say.

    Exit status: 0 shown, 2 nothing could be done.
    """
    from sayso.keep import Ledger

    try:
        with Ledger.open(ledger, create=False) as opened:
            show(opened, name, form, output)
    except (SaysoError, OSError) as error:
        say(str(error))
        context.exit(NOTHING_DONE)
    context.exit(ALL_READ)


def laid(ledger: Ledger, id: str, reports: Sequence[str]) -> tuple[Story, dict[str, Report]]:
    """A story laid side by side, and its reports by their ids."""
    from sayso.compare import lay
    from sayso.keep.sharing import Sharing

    members = {report: ledger.report(report) for report in reports}
    return lay(id, list(members.values()), Sharing(ledger)), members


def show(ledger: Ledger, name: str, form: str, output: Path | None) -> None:
    """Lays a story out in one of the formats."""
    from sayso.compare.stories import catch_up
    from sayso.keep.story_lists import story_named
    from sayso.run import opened
    from sayso.show.story import print_story
    from sayso.show.story_contract import story_record

    for _ in catch_up(ledger):
        pass
    found, reports = laid(ledger, *story_named(ledger, name))
    with opened(output, text=form == "text") as stream:
        if form == "text":
            print_story(found, reports, console_on(stream, None))
        else:
            record = story_record(found, {id_: report.model for id_, report in reports.items()})
            stream.write(json.dumps(record, ensure_ascii=False, indent=2 if form == "json" else None) + "\n")
