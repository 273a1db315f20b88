"""`sayso judge` over all reports: which actors are one, and which are two."""

from __future__ import annotations

from typing import Any

import click

from sayso.cli.judge.recording import judges, record


@click.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@judges
def same(one: str, other: str, **given: Any) -> None:
    """Say that two actors are one, in all reports.

    \b
    Example:
      sayso judge same "Ilse Maran" "person:I. Maran"
    """
    record(given, "same", None, None, {"names": (one, other)})


@click.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@judges
def different(one: str, other: str, **given: Any) -> None:
    """Say that two actors are two, in all reports; no third one brings them together.

    \b
    Example:
      sayso judge different "person:Ilse Maran" "person:Ilsa Maran"
    """
    record(given, "different", None, None, {"names": (one, other)})


COMMANDS = (same, different)
