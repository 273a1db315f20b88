"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sayso.read.fetch import Fetcher

OUTPUT = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to this file, not to the screen.",
)
QUIET = click.option(
    "--quiet", "-q", is_flag=True, help="No progress bar, and nothing at the end unless something failed."
)
LOG = click.option(
    "--log",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a log here: a JSON line for every report, without its words.",
)
ALLOW_PRIVATE = click.option(
    "--allow-private", is_flag=True, help="Fetch addresses of private networks and of this machine too."
)
PROXIES = click.option("--proxies", is_flag=True, help="Go through the proxies that HTTP_PROXY and HTTPS_PROXY name.")
PAGES = click.option("--pages", is_flag=True, help="Read what a feed only sums up on its own page.")
LEDGER = click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="SAYSO_LEDGER",
    default=Path("sayso.db"),
    help="The ledger: sayso.db here, or the file that SAYSO_LEDGER names, where no other is named.",
)


def fetcher_for(sources: Iterable[str], *, allow_private: bool, proxies: bool, pages: bool = False) -> Fetcher | None:
    """What fetches the addresses among sources; None, and nothing loaded, where nothing goes over the network."""
    from sayso.read.sources import is_address

    if not pages and not any(is_address(source) for source in sources):
        return None
    from sayso.read.fetch import Fetcher

    return Fetcher(allow_private=allow_private, proxies=proxies)
