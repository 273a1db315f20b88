"""`sayso search`: finds statements in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar, get_args

import click

from sayso.cli.options import LEDGER, OUTPUT, QUIET
from sayso.report import Certainty, FigureRole, Kind, Role, SaysoError, Scope, SourceClass, Stance
from sayso.run import NOTHING_DONE, Stage, Tally, console_on, run, say

if TYPE_CHECKING:
    from sayso.keep.found import Page, Query

_Command = TypeVar("_Command", bound=Callable[..., Any])

FOUND, NOTHING_FOUND = 0, 1

_FORMATS = ("text", "json", "jsonl", "csv", "html")
_WHERE = ("statements", "source", "cue", "content", "text")


def _choice(name: str, to: str, of: object, help: str, *, several: bool = True) -> Callable[[_Command], _Command]:
    """An option whose values are those of a noun."""
    return click.option(
        name,
        to,
        type=click.Choice([str(value) for value in get_args(of)], case_sensitive=False),
        multiple=several,
        metavar="CLASS" if to == "source_class" else to.upper(),
        help=f"{help}: {', '.join(map(str, get_args(of)))}.{' Several by naming it again.' if several else ''}",
    )


@click.command()
@click.argument("words", nargs=-1)
@click.option("--by", metavar="NAME", help="Who speaks: every spelling of the name, and those judged to be the same.")
@click.option("--about", metavar="NAME", help="Who is spoken of in the content, likewise.")
@_choice("--class", "source_class", SourceClass, "How the source is named")
@_choice("--role", "role", Role, "What the source is")
@_choice("--stance", "stance", Stance, "How the cue presents the content")
@_choice("--certainty", "certainty", Certainty, "How sure the content is put")
@_choice("--kind", "kind", Kind, "Whether in quotation marks")
@click.option("--outlet", multiple=True, metavar="NAME", help="Only this outlet's reports. Several by naming it again.")
@click.option("--since", metavar="DATE", help="Only reports published on or after this day: 2031, 2031-03, 2031-03-02.")
@click.option("--until", metavar="DATE", help="Only reports published on or before this day, or in this month or year.")
@click.option("--place", metavar="PLACE", help="A place in the content: by name, or a country by its code, such as UA.")
@click.option("--anywhere", is_flag=True, help="The place can stand anywhere in the report.")
@_choice("--figure", "figure", FigureRole, "A figure in the content, by its role", several=False)
@_choice("--scope", "scope", Scope, "A figure in the content, by its scope", several=False)
@click.option(
    "--in",
    "where",
    type=click.Choice(_WHERE),
    default="statements",
    metavar="|".join(_WHERE),
    help="Where the words are looked for: in statements, in one part of them, or in the texts of reports.",
)
@click.option("--limit", "-n", type=click.IntRange(1), default=20, metavar="N", help="So many hits at most.")
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="Leave out so many, to see those after.")
@click.option(
    "form",
    "--format",
    "-f",
    type=click.Choice(_FORMATS),
    default="text",
    metavar="|".join(_FORMATS),
    help="How to show the hits.",
)
@OUTPUT
@LEDGER
@QUIET
@click.pass_context
def search(
    context: click.Context,
    /,
    words: tuple[str, ...],
    ledger: Path,
    form: str,
    output: Path | None,
    quiet: bool,
    **asked: Any,
) -> None:
    """Find statements in the ledger, by their words and by who says what, how, where and when.

    \b
    Examples:
      sayso search sailors missing
      sayso search '"locked gate" OR ferr* -drill' --by Maran
      sayso search --class "unnamed official" --since 2031-03 --format csv --output unnamed.csv
      sayso search content:navy --figure killed --place Marrow
      sayso search sailors --in text

    All words have to be there. "In quotation marks" they stand one after the other, ferr* begins a word, OR takes one
    of two, -drill leaves out, and source:, cue: and content: look in one part. Put the whole in single quotes where it
    has quotation marks, and -- before it where it begins with a minus. Without words: the newest of what the options
    let through.

    Exit status: 0 found, 1 nothing found, 2 nothing could be done.
    """
    try:
        status = _search(" ".join(words), asked, ledger, form, output, quiet=quiet)
    except SaysoError as error:
        say(str(error))
        status = NOTHING_DONE
    context.exit(status)


def _search(words: str, asked: dict[str, Any], path: Path, form: str, output: Path | None, *, quiet: bool) -> int:
    from sayso.keep import Ledger
    from sayso.keep.found import Query
    from sayso.keep.search import search as find

    query = Query(words, **asked)
    if query == Query(limit=query.limit, offset=query.offset, where=query.where):
        say("what to look for? Name words, or one of the options that `sayso search --help` lists.")
        return NOTHING_DONE
    with Ledger.open(path, write=False) as ledger:
        page = find(ledger, query)
    tally = Tally()

    def work(stage: Stage) -> None:
        tally.read = 1  # the ledger itself: finding nothing in it is no failure to read
        if form == "text":
            from sayso.show.found import print_found

            print_found(page, query, console_on(stage.stream, stage.progress))
        else:
            _write(page, query, form, stage.stream)

    status = run(work, tally, [], output, text=form == "text", quiet=True)
    if status != FOUND:
        return status
    if not quiet:
        _tell(page, query)
    return FOUND if page.hits else NOTHING_FOUND


def _tell(page: Page, query: Query) -> None:
    """Says on standard error what a reader of the hits should know."""
    for note in page.notes:
        say(note)
    if page.more:
        say(f"more follow: --offset {query.offset + query.limit} shows them.")
    if not page.hits:
        say("nothing found.")


def _write(page: Page, query: Query, form: str, stream: TextIO) -> None:
    from sayso.show import found

    if form == "json":
        stream.write(found.found_json(page, query) + "\n")
    elif form == "jsonl":
        for hit in page.hits:
            stream.write(found.found_line(hit) + "\n")
    elif form == "csv":
        found.write_found_csv(page.hits, stream)
    else:
        stream.write(found.found_page(page, query))
