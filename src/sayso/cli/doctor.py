"""`sayso doctor`: what is wrong with this installation or a ledger, and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from sayso import __version__
from sayso.cli.options import LEDGER, QUIET
from sayso.run import ALL_READ, NOTHING_DONE, SOME_FAILED, visible

if TYPE_CHECKING:
    from sayso.doctor import Finding

_SHOWN = {"well": "well", "note": "note", "amiss": "TO DO", "mended": "mended", "unseen": "UNSEEN"}


@click.command()
@LEDGER
@click.option(
    "--mend",
    is_flag=True,
    help="Bring the ledger's schema up to date (after a copy); make search indexes and signatures anew where they do"
    " not fit.",
)
@click.option(
    "form",
    "--format",
    "-f",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="How to show what was found.",
)
@QUIET
@click.pass_context
def doctor(context: click.Context, ledger: Path, mend: bool, form: str, quiet: bool) -> None:
    """Say what is wrong with this installation or a ledger, and what to do.

    \b
    Examples:
      sayso doctor
      sayso doctor --ledger harbour.db --mend

    The installation: Python, SQLite, weights, data files, extras, certificates, and one sentence read through. The
    ledger, where there is one or one is named: its file, disk, schema, structure, search indexes, signatures, seals,
    what was read by which weights, judgements that lost what they are about, copies left beside it. It is only read
    unless --mend is given; what --mend cannot make from what is kept is left to be seen. `sayso verify` checks every
    byte. No network is used.

    Exit status: 0 all is well, 1 there is something to do, 2 something could not be looked at.
    """
    named = context.get_parameter_source("ledger") is not ParameterSource.DEFAULT
    looked_at = ledger if named or ledger.exists() else None
    found = []
    for finding in _found(looked_at, mend=mend):
        found.append(finding)
        if form == "text" and not (quiet and finding.state in ("well", "note")):
            click.echo(visible(line(finding)))
    states = {finding.state for finding in found}
    status = NOTHING_DONE if "unseen" in states else SOME_FAILED if "amiss" in states else ALL_READ
    if form == "json":
        rows = [{name: getattr(one, name) for name in one.__dataclass_fields__} for one in found]
        text = json.dumps({"sayso": __version__, "status": status, "findings": rows}, ensure_ascii=False, indent=2)
        click.echo(text.encode("utf-8", "backslashreplace"))  # names of files need not be text
    elif not quiet:
        if looked_at is None:
            click.echo(f"There is no ledger at {visible(str(ledger))}: --ledger FILE names one.")
        todo = sum(one.state in ("amiss", "unseen") for one in found)
        click.echo(f"{todo} to do." if todo else "All is well.")
    context.exit(status)


def _found(ledger: Path | None, *, mend: bool) -> Iterator[Finding]:
    from sayso.doctor import diagnose

    if mend and ledger is not None:
        from sayso.keep.mend import mend as mended

        yield from mended(ledger, __version__)
    yield from diagnose(ledger)


def line(finding: Finding) -> str:
    """A finding for people: its state, what it is about, what was found; under it what to do."""
    what = finding.what if finding.about == "installation" else f"ledger: {finding.what}"
    told = f"{_SHOWN[finding.state]:<6}  {what}: {finding.said}"
    return f"{told}\n        → {finding.remedy}" if finding.remedy else told
