"""`sayso judge` on one report: its statements and figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import click

from sayso.cli.judge.recording import Command, judges, record
from sayso.report import ActorKind, Kind

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


@click.command()
@_REPORT
@_part("source")
@_part("cue", required=True)
@_part("content", required=True)
@click.option(
    "--kind",
    type=click.Choice(get_args(Kind)),
    help="How the content is given. From the quotation marks where it is not said.",
)
@judges
def add(report: str, kind: str | None, **given: Any) -> None:
    """Add a statement that was missed.

    \b
    Example:
      sayso judge add 1f3a --source "a port worker" --cue 311-315 --content "“We saw no flames.”"
    """
    parts = _parts(given)
    record(given, "add", report, None, {"source": (), "kind": kind} | parts)


@click.command()
@_REPORT
@_STATEMENT
@judges
def delete(report: str, statement: str, **given: Any) -> None:
    """Take out a statement that is none.

    \b
    Example:
      sayso judge delete 1f3a s3 --why "a caption"
    """
    record(given, "delete", report, statement, {})


@click.command()
@_REPORT
@_STATEMENT
@_part("source")
@_part("cue")
@_part("content")
@judges
def move(report: str, statement: str, **given: Any) -> None:
    """Move a statement's source, cue or content to other words.

    \b
    Example:
      sayso judge move 1f3a s3 --content 140-190
    """
    record(given, "move", report, statement, _parts(given))


@click.command()
@_REPORT
@_STATEMENT
@click.argument("words", metavar="WORDS|FROM-TO", nargs=-1)
@click.option("--none", "nobody", is_flag=True, help="The text names no source.")
@judges
def source(report: str, statement: str, words: tuple[str, ...], nobody: bool, **given: Any) -> None:
    """Set the words that name a statement's source.

    \b
    Examples:
      sayso judge source 1f3a s3 "harbour master Ilse Maran"
      sayso judge source 1f3a s3 --none
    """
    if bool(words) == nobody:
        raise click.UsageError("name the source's words or offsets, or say --none.")
    record(given, "source", report, statement, {"source": words})


@click.command()
@_REPORT
@_STATEMENT
@click.argument("names", metavar="NAME", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(get_args(ActorKind)), help="What the actor is, where the report has none.")
@judges
def actor(report: str, statement: str, names: tuple[str, ...], kind: str | None, **given: Any) -> None:
    """Set who speaks: an actor of the report by id or name, or a new one. Several are joint speakers.

    \b
    Examples:
      sayso judge actor 1f3a s3 a2
      sayso judge actor 1f3a s3 "Tomas Erne" --kind person
    """
    record(given, "actor", report, statement, {"actors": names, "kind": kind})


@click.command("class")
@_REPORT
@_STATEMENT
@click.argument("words", metavar="CLASS", nargs=-1, required=True)
@judges
def source_class(report: str, statement: str, words: tuple[str, ...], **given: Any) -> None:
    """Set how a statement's source is named.

    \b
    Example:
      sayso judge class 1f3a s3 unnamed official
    """
    record(given, "class", report, statement, {"class": " ".join(words)})


@click.command()
@_REPORT
@click.argument("target", metavar="STATEMENT|FIGURE")
@click.argument("words", metavar="ROLE", nargs=-1, required=True)
@judges
def role(report: str, target: str, words: tuple[str, ...], **given: Any) -> None:
    """Set what a statement's source is, or what a figure counts.

    \b
    Examples:
      sayso judge role 1f3a s3 police or court
      sayso judge role 1f3a f2 wounded
    """
    record(given, "role", report, target, {"role": " ".join(words)})


@click.command()
@_REPORT
@click.argument("figure", metavar="FIGURE")
@click.argument("words", metavar="SCOPE", nargs=-1, required=True)
@judges
def scope(report: str, figure: str, words: tuple[str, ...], **given: Any) -> None:
    """Set what a figure covers.

    \b
    Example:
      sayso judge scope 1f3a f2 cumulative
    """
    record(given, "scope", report, figure, {"scope": " ".join(words)})


def _parts(given: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The parts that were given, taken out of the options."""
    return {part: words for part in ("source", "cue", "content") if (words := given.pop(part, ()))}


COMMANDS = (add, delete, move, source, actor, source_class, role, scope)
