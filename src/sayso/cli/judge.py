"""`sayso judge`: records what people decide; lists, undoes, exports and imports it."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from sayso import __version__
from sayso.cli.options import LEDGER, OUTPUT
from sayso.report import ActorKind, Kind, SaysoError
from sayso.run import ALL_READ, NOTHING_DONE, SOME_FAILED, say, visible

if TYPE_CHECKING:
    from sayso.keep import Ledger
    from sayso.keep.judging import Done

Command = TypeVar("Command", bound=Callable[..., Any])
_WHO = click.option(
    "--who",
    metavar="NAME",
    envvar="SAYSO_WHO",
    help="Who judges: a name or initials. SAYSO_WHO, else the login name.",
)
_WHY = click.option("--why", metavar="TEXT", help="Why, for whoever asks later.")
_REPORT = click.argument("report", metavar="REPORT")
_STATEMENT = click.argument("statement", metavar="STATEMENT")


def _part(name: str, *, required: bool = False) -> Callable[[Command], Command]:
    return click.option(
        f"--{name}",
        name,
        multiple=True,
        required=required,
        metavar="WORDS|FROM-TO",
        help=f"The {name}: words that stand in the text once, or offsets as in 140-190. Again for another piece.",
    )


def _judges(command: Command) -> Command:
    """The options of every verb that records something."""
    return LEDGER(_WHY(_WHO(command)))


@click.group(no_args_is_help=True)
def judge() -> None:
    """Record what people decide. It outranks the machine everywhere, and survives other weights.

    \b
    Examples:
      sayso judge actor 1f3a s3 "Ilse Maran" --why "she is the harbour master"
      sayso judge class 1f3a s3 unnamed official
      sayso judge list 1f3a
      sayso judge undo 3f2a91c0

    REPORT is a report's id, the beginning of it, its address or its path; STATEMENT and FIGURE are ids as `s3` and `f2`
    that reports are shown with. Nothing is ever changed or deleted: what is undone stays listed, with who and when.

    Exit status: 0 done, 1 some rows of an import failed, 2 nothing could be done.
    """


@judge.command()
@_REPORT
@_part("source")
@_part("cue", required=True)
@_part("content", required=True)
@click.option(
    "--kind",
    type=click.Choice(get_args(Kind)),
    help="How the content is given. From the quotation marks where it is not said.",
)
@_judges
def add(report: str, kind: str | None, **given: Any) -> None:
    """Add a statement that was missed.

    \b
    Example:
      sayso judge add 1f3a --source "a port worker" --cue 311-315 --content "“We saw no flames.”"
    """
    parts = _parts(given)
    _record(given, "add", report, None, {"source": (), "kind": kind} | parts)


@judge.command()
@_REPORT
@_STATEMENT
@_judges
def delete(report: str, statement: str, **given: Any) -> None:
    """Take out a statement that is none.

    \b
    Example:
      sayso judge delete 1f3a s3 --why "a caption"
    """
    _record(given, "delete", report, statement, {})


@judge.command()
@_REPORT
@_STATEMENT
@_part("source")
@_part("cue")
@_part("content")
@_judges
def move(report: str, statement: str, **given: Any) -> None:
    """Move a statement's source, cue or content to other words.

    \b
    Example:
      sayso judge move 1f3a s3 --content 140-190
    """
    _record(given, "move", report, statement, _parts(given))


@judge.command()
@_REPORT
@_STATEMENT
@click.argument("words", metavar="WORDS|FROM-TO", nargs=-1)
@click.option("--none", "nobody", is_flag=True, help="The text names no source.")
@_judges
def source(report: str, statement: str, words: tuple[str, ...], nobody: bool, **given: Any) -> None:
    """Set the words that name a statement's source.

    \b
    Examples:
      sayso judge source 1f3a s3 "harbour master Ilse Maran"
      sayso judge source 1f3a s3 --none
    """
    if bool(words) == nobody:
        raise click.UsageError("name the source's words or offsets, or say --none.")
    _record(given, "source", report, statement, {"source": words})


@judge.command()
@_REPORT
@_STATEMENT
@click.argument("names", metavar="NAME", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(get_args(ActorKind)), help="What the actor is, where the report has none.")
@_judges
def actor(report: str, statement: str, names: tuple[str, ...], kind: str | None, **given: Any) -> None:
    """Set who speaks: an actor of the report by id or name, or a new one. Several are joint speakers.

    \b
    Examples:
      sayso judge actor 1f3a s3 a2
      sayso judge actor 1f3a s3 "Tomas Erne" --kind person
    """
    _record(given, "actor", report, statement, {"actors": names, "kind": kind})


@judge.command("class")
@_REPORT
@_STATEMENT
@click.argument("words", metavar="CLASS", nargs=-1, required=True)
@_judges
def source_class(report: str, statement: str, words: tuple[str, ...], **given: Any) -> None:
    """Set how a statement's source is named.

    \b
    Example:
      sayso judge class 1f3a s3 unnamed official
    """
    _record(given, "class", report, statement, {"class": " ".join(words)})


@judge.command()
@_REPORT
@click.argument("target", metavar="STATEMENT|FIGURE")
@click.argument("words", metavar="ROLE", nargs=-1, required=True)
@_judges
def role(report: str, target: str, words: tuple[str, ...], **given: Any) -> None:
    """Set what a statement's source is, or what a figure counts.

    \b
    Examples:
      sayso judge role 1f3a s3 police or court
      sayso judge role 1f3a f2 wounded
    """
    _record(given, "role", report, target, {"role": " ".join(words)})


@judge.command()
@_REPORT
@click.argument("figure", metavar="FIGURE")
@click.argument("words", metavar="SCOPE", nargs=-1, required=True)
@_judges
def scope(report: str, figure: str, words: tuple[str, ...], **given: Any) -> None:
    """Set what a figure covers.

    \b
    Example:
      sayso judge scope 1f3a f2 cumulative
    """
    _record(given, "scope", report, figure, {"scope": " ".join(words)})


@judge.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@_judges
def same(one: str, other: str, **given: Any) -> None:
    """Say that two actors are one, in all reports.

    \b
    Example:
      sayso judge same "Ilse Maran" "person:I. Maran"
    """
    _record(given, "same", None, None, {"names": (one, other)})


@judge.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@_judges
def different(one: str, other: str, **given: Any) -> None:
    """Say that two actors are two, in all reports; no third one brings them together.

    \b
    Example:
      sayso judge different "person:Ilse Maran" "person:Ilsa Maran"
    """
    _record(given, "different", None, None, {"names": (one, other)})


@judge.command("list")
@click.argument("report", metavar="[REPORT]", required=False)
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
      sayso judge list --orphaned
    """

    def work(book: Ledger) -> int:
        from sayso.keep.judging import found, judgements

        every = judgements(book, found(book, report) if report else None, orphaned=orphaned)
        if form == "text":
            from sayso.show.judged import lines

            for listed in every:
                click.echo("\n".join(visible(line) for line in lines(listed)))
        else:
            _write([_record_of(listed) for listed in every], form)
        return ALL_READ

    _leave(_with(ledger, work, write=False))


@judge.command()
@click.argument("uid", metavar="JUDGEMENT")
@_judges
def undo(uid: str, ledger: Path, who: str | None, why: str | None) -> None:
    """Undo a judgement, named by its id or how that begins. What the machine read, and other judgements, stand again.

    \b
    Example:
      sayso judge undo 3f2a91c0 --why "the other Maran"
    """

    def work(book: Ledger) -> int:
        from sayso.keep import judging

        return _tell(judging.undo(book, uid, who=_name(who), why=why))

    _leave(_with(ledger, work))


@judge.command()
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

    _leave(_with(ledger, work, write=False))


@judge.command("import")
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
        if taken.errors and not taken.recorded and not taken.known:
            return NOTHING_DONE
        return SOME_FAILED if taken.errors else ALL_READ

    _leave(_with(ledger, work))


def _parts(given: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The parts that were given, taken out of the options."""
    return {part: words for part in ("source", "cue", "content") if (words := given.pop(part, ()))}


def _record(options: dict[str, Any], kind: str, report: str | None, target: str | None, given: dict[str, Any]) -> None:
    """Records a judgement, tells what came of it, and ends with the exit status."""

    def work(book: Ledger) -> int:
        from sayso.keep import judging

        who, why = _name(options["who"]), options["why"]
        return _tell(judging.judge(book, kind, who=who, report=report, target=target, given=given, why=why))

    _leave(_with(options["ledger"], work))


def _tell(done: Done) -> int:
    from sayso.keep.nouns import Listed
    from sayso.show.judged import SHOWN, lines

    held = done.held
    listed = Listed(
        done.judgement, held.how if held else None, held.overlap if held else None, held.why if held else None
    )
    click.echo("\n".join(visible(line) for line in lines(listed)))
    for other in done.others:
        say(f"{other.uid[:SHOWN]} ({other.kind}) is orphaned by this: {other.why}.")
    return ALL_READ


def _name(who: str | None) -> str:
    """Who judges: as given, else the login name. Never an address and never this machine's name."""
    if who:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        from sayso.keep import LedgerError

        raise LedgerError("this machine does not say who is at it: name yourself with --who or SAYSO_WHO.") from None


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


def _with(path: Path, work: Callable[[Ledger], int], *, write: bool = True) -> int:
    from sayso.keep import Ledger

    try:
        with Ledger.open(path, write=write, create=False, software=__version__) as book:
            return work(book)
    except SaysoError as error:
        say(str(error))
    except OSError as error:
        say(f"{error.filename or path}: {error.strerror or error}. Choose another place.")
    return NOTHING_DONE


def _leave(status: int) -> None:
    click.get_current_context().exit(status)
