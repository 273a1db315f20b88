"""The command line: thin doors over the desk, a module a verb.

Exit status: 0 when everything was done, 1 when some of it was not (the rest is shown), 2 when nothing could be done,
130 after Ctrl-C, 141 when whoever read the output went away.

Nothing heavy is imported at the top: `sayso --help` and every mistyped command answer at once, and a cold
`sayso read` spends its time on the model (docs/decisions.md, "Start-up").
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from sayso import __version__
from sayso.run import INTERRUPTED, say

#: Every verb and the module that it stands in. A verb is loaded when it is asked for.
VERBS = ("read", "audit", "add", "watch", "search", "stories", "story", "judge", "reread", "verify", "remove", "doctor")


class _Verbs(click.Group):
    """A group whose verbs are modules of this package, each with a command of its own name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which people come to need them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of a name; None where there is none."""
        if cmd_name not in VERBS:
            return None
        found = getattr(import_module(f"sayso.cli.{cmd_name}"), cmd_name)
        assert isinstance(found, click.Command)
        return found


@click.group(name="sayso", cls=_Verbs, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, prog_name="sayso", message="%(prog)s %(version)s", help="Show the version and leave."
)
def app() -> None:
    """On whose say-so? Reads news reports and says, for every sentence, on whose word it stands."""


def main() -> None:
    """Runs the command line; the entry point of the `sayso` script."""
    try:
        app(prog_name="sayso")
    except KeyboardInterrupt:  # before the command itself could catch it
        say("stopped.")
        sys.exit(INTERRUPTED)
