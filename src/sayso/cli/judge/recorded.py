"""`sayso judge` on what was judged: lists, undoes, exports and imports it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.judge.recording import judges, leave, name_of, regroup, tell, using
from sayso.cli.options import LEDGER, OUTPUT
from sayso.run import ALL_READ, NOTHING_DONE, SOME_FAILED, say, visible

if TYPE_CHECKING:
    from sayso.keep import Ledger
    from sayso.keep.nouns import Listed


@click.command("list")
@click.argument("report", metavar="[REPORT|STORY]", required=False)
@click.option("--orphaned", is_flag=True, help="Only those that stand and hold on to nothing.")
@click.option(
    "form",
    "--format",
    "-f",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    help="How to show them.",
)
@LEDGER
def list_(report: str | None, orphaned: bool, form: str, ledger: Path) -> None:
    """List judgements, undone ones too, with how each holds on to what is read now.

    \b
    Examples:
      sayso judge list
      sayso judge list 1f3a --format json
      sayso judge list st-7
      sayso judge list --orphaned

    Of a story: those that stand on it, on its reports and on actors whom they name.
    """

    def work(book: Ledger) -> int:
        every = _listed(book, report, orphaned=orphaned)
        if form == "text":
            from sayso.show.judged import lines

            for listed in every:
                click.echo("\n".join(visible(line) for line in lines(listed)))
        else:
            _write([_record_of(listed) for listed in every], form)
        return ALL_READ

    leave(using(ledger, work, write=False))


@click.command()
@click.argument("uid", metavar="JUDGEMENT")
@judges
def undo(uid: str, ledger: Path, who: str | None, why: str | None) -> None:
    """Undo a judgement, named by its id or how that begins. What the machine read, and other judgements, stand again.

    \b
    Example:
      sayso judge undo 3f2a91c0 --why "the other Maran"
    """

    def work(book: Ledger) -> int:
        from sayso.keep import judging

        return tell(book, judging.undo(book, uid, who=name_of(who), why=why))

    leave(using(ledger, work))


@click.command()
@OUTPUT
@LEDGER
def export(output: Path | None, ledger: Path) -> None:
    """Write every judgement as JSON lines, for another ledger, for training or for keeping.

    \b
    Example:
      sayso judge export --output judgements.jsonl
    """

    def work(book: Ledger) -> int:
        from sayso.keep.carried import export as write

        if output is None:
            _in_utf8()
            write(book, sys.stdout)
            return ALL_READ
        part = Path(f"{output}.part")
        with part.open("w", encoding="utf-8", newline="") as stream:
            count = write(book, stream)
        part.replace(output)
        say(f"{count:,} judgements in {output}.")
        return ALL_READ

    leave(using(ledger, work, write=False))


@click.command("import")
@click.argument("file", metavar="FILE", type=click.File("rb"))
@LEDGER
def import_(file: Any, ledger: Path) -> None:
    """Record the judgements of an export that the ledger has not; `-` is standard input.

    \b
    Example:
      sayso judge import judgements.jsonl

    Nothing is recorded twice. They come after the ledger's own, so that they outrank those they differ from; each
    such pair is told. Judgements on reports that are not here wait for them, and are listed as orphaned until then.
    """

    def work(book: Ledger) -> int:
        from sayso.keep.carried import take
        from sayso.show.judged import SHOWN, by, said

        taken = take(book, file)
        for number, why in taken.errors:
            say(f"line {number:,}: {why}")
        for now, before in taken.against:
            one, other = (f"{j.uid[:SHOWN]} ({said(j)}, {by(j)})" for j in (now, before))
            say(f"{one} outranks {other}.")
        orphaned = sum(held.how == "orphaned" for held in taken.held)
        waiting = f", {orphaned:,} of them orphaned (`sayso judge list --orphaned`)" if orphaned else ""
        click.echo(
            f"{len(taken.recorded):,} recorded{waiting}, {taken.known:,} known already, {len(taken.errors):,} failed"
        )
        regroup(book)
        if taken.errors and not taken.recorded and not taken.known:
            return NOTHING_DONE
        return SOME_FAILED if taken.errors else ALL_READ

    leave(using(ledger, work))


def _listed(book: Ledger, of: str | None, *, orphaned: bool) -> list[Listed]:
    """The judgements on a report, on a story, or all."""
    from sayso.keep import stories as shelf
    from sayso.keep.judging import found, judgements
    from sayso.keep.story_lists import story_named
    from sayso.keep.story_words import story_judgements

    if of is None or shelf.number_in(of) is None or shelf.document_of(book.connection, of) is not None:
        return judgements(book, found(book, of) if of else None, orphaned=orphaned)
    every = story_judgements(book, story_named(book, of)[1])
    return [listed for listed in every if not orphaned or listed.how == "orphaned"]


def _record_of(listed: Any) -> dict[str, Any]:
    from sayso.keep.judgements import to_record

    became = {"holds": listed.how, "overlap": listed.overlap, "orphaned_why": listed.why}
    return to_record(listed.judgement) | became | {"undone_by": listed.undone_by, "rows": list(listed.rows)}


def _in_utf8() -> None:
    """What programs read is UTF-8, whatever the terminal speaks."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")


def _write(records: list[dict[str, Any]], form: str) -> None:
    _in_utf8()
    if form == "json":
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for record in records:
        click.echo(json.dumps(record, ensure_ascii=False))


COMMANDS = (list_, undo, export, import_)
