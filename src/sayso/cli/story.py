"""`sayso story`: lays the reports of one event side by side."""

from __future__ import annotations

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
    from sayso.keep.nouns import Listed
    from sayso.keep.sharing import Sharing
    from sayso.report import Report


@click.command()
@click.argument("name", metavar="STORY")
@LEDGER
@click.option(
    "form",
    "--format",
    "-f",
    type=click.Choice(["text", "json", "jsonl", "html"]),
    default="text",
    metavar="text|json|jsonl|html",
    help="How to show it; html is one page to hand over, with charts.",
)
@OUTPUT
@click.pass_context
def story(context: click.Context, name: str, ledger: Path, form: str, output: Path | None) -> None:
    """Lay the reports of one event side by side: origins, figures on whose word, what does not fit.

    \b
    Examples:
      sayso story st-7
      sayso story st-7 --format html --output story.html
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


#: Reports that are kept in mind while stories are laid out: each is asked for by all that may share text with it.
_KEPT = 400


def recent(ledger: Ledger) -> Sharing:
    """The ledger as candidates for one another that keeps the last reports in mind, for one or many stories."""
    from functools import lru_cache

    from sayso.keep.sharing import Sharing

    class Recent(Sharing):
        """Reads a report once, not once for each that it may share text with."""

        report = staticmethod(lru_cache(_KEPT)(ledger.report))

    return Recent(ledger)


def laid(
    ledger: Ledger, id: str, reports: Sequence[str], among: Sharing | None = None
) -> tuple[Story, dict[str, Report]]:
    """A story laid side by side, and its reports by their ids; `among` from `recent` where it is one of many."""
    from sayso.compare import lay
    from sayso.keep.story_words import said_of

    among = among or recent(ledger)
    members = {report: among.report(report) for report in reports}
    return lay(id, list(members.values()), among, said_of(ledger, reports)), members


def headed(ledger: Ledger, id: str, reports: Sequence[str], among: Sharing) -> tuple[Story, dict[str, Report]]:
    """A story's head and whose text its reports have, without claims and figures: what a line of a list says."""
    from sayso.compare.story import outline

    members = {report: among.report(report) for report in reports}
    return outline(id, list(members.values()), among), members


def show(ledger: Ledger, name: str, form: str, output: Path | None) -> None:
    """Lays a story out in one of the formats."""
    from sayso.compare.stories.arrival import catch_up
    from sayso.keep.story_lists import story_named
    from sayso.run import opened

    for _ in catch_up(ledger):
        pass
    found, reports = laid(ledger, *story_named(ledger, name))
    with opened(output, text=form == "text") as stream:
        if form == "text":
            from sayso.show.story import print_story

            print_story(found, reports, console_on(stream, None), judged(ledger, reports))
        elif form == "html":
            from sayso.show.story_html import story_page

            stream.write(story_page(found, reports, judged(ledger, reports)))
        else:
            from sayso.show.story_contract import dumps

            indent = 2 if form == "json" else None
            stream.write(dumps(found, reports, indent, judged(ledger, reports)) + "\n")


def judged(ledger: Ledger, reports: dict[str, Report]) -> list[Listed]:
    """What people decided of a story, its reports and those whom they name, in the order they decided it."""
    from sayso.keep.story_words import story_judgements

    return story_judgements(ledger, reports)
