"""What every verb of `sayso judge` shares: its options, the ledger it opens, and how it records and tells."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso import __version__
from sayso.cli.options import LEDGER
from sayso.report import SaysoError
from sayso.run import ALL_READ, NOTHING_DONE, say, visible

if TYPE_CHECKING:
    from sayso.keep import Ledger
    from sayso.keep.judging import Done

Command = TypeVar("Command", bound=Callable[..., Any])
#: Stories that are told after a judgement.
_FEW = 8
_WHO = click.option(
    "--who",
    metavar="NAME",
    envvar="SAYSO_WHO",
    help="Who judges: a name or initials. SAYSO_WHO, else the login name.",
)
_WHY = click.option("--why", metavar="TEXT", help="Why, for whoever asks later.")


def judges(command: Command) -> Command:
    """The options of every verb that records something."""
    return LEDGER(_WHY(_WHO(command)))


def record(options: dict[str, Any], kind: str, report: str | None, target: str | None, given: dict[str, Any]) -> None:
    """Records a judgement, tells what came of it, and ends with the exit status."""

    def work(book: Ledger) -> int:
        from sayso.keep import judging
        from sayso.keep.story_words import KINDS as ABOUT_STORIES

        who, why = name_of(options["who"]), options["why"]
        if kind in ABOUT_STORIES:  # so that they are as `sayso stories` lists them
            from sayso.compare.stories.arrival import catch_up

            for _ in catch_up(book):
                pass
        return tell(book, judging.judge(book, kind, who=who, report=report, target=target, given=given, why=why))

    leave(using(options["ledger"], work))


def tell(book: Ledger, done: Done) -> int:
    """Tells what came of a judgement, and which stories follow from it; the exit status."""
    from sayso.keep.nouns import Listed
    from sayso.show.judged import SHOWN, lines

    held = done.held
    listed = Listed(
        done.judgement, held.how if held else None, held.overlap if held else None, held.why if held else None
    )
    click.echo("\n".join(visible(line) for line in lines(listed)))
    for other in done.others:
        say(f"{other.uid[:SHOWN]} ({other.kind}) is orphaned by this: {other.why}.")
    regroup(book)
    if done.judgement.kind == "side":
        _tell_whom(book, done)
    return ALL_READ


def _tell_whom(book: Ledger, done: Done) -> None:
    """Tells which sources of its story a side is about."""
    from sayso.compare.roots.sides import meant
    from sayso.keep.story_lists import story_named
    from sayso.keep.story_words import said_of

    name, members = story_named(book, done.judgement.value["reports"][0])
    found = meant([book.report(id_) for id_ in members], done.judgement, said_of(book, members))
    if found:
        say(f"on this side in {name}: {visible('; '.join(found))}.")
    else:
        say(f"nobody who goes by such a name speaks in {name}: this has no effect until somebody does.")


def regroup(book: Ledger) -> None:
    """Groups anew the reports of which people said that they are of one story or not, and tells their stories."""
    from sayso.keep import stories as shelf

    spoken_of, _ = shelf.unheard(book.connection)
    if not spoken_of:
        return
    from sayso.compare.stories.arrival import obey
    from sayso.show.wording import many

    obey(book)
    found = sorted(set(shelf.stories_of(book.connection, spoken_of).values()))
    sizes = [(number, len(shelf.members(book.connection, number))) for number in found]
    more = f" and {len(found) - _FEW:,} more" if len(found) > _FEW else ""
    if sizes:
        say("now: " + ", ".join(f"st-{number} ({many(size, 'report')})" for number, size in sizes[:_FEW]) + f"{more}.")


def name_of(who: str | None) -> str:
    """Who judges: as given, else the login name. Never an address and never this machine's name."""
    if who:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        from sayso.keep import LedgerError

        raise LedgerError("this machine does not say who is at it: name yourself with --who or SAYSO_WHO.") from None


def using(path: Path, work: Callable[[Ledger], int], *, write: bool = True) -> int:
    """Does some work on a ledger; the exit status, with what went wrong told."""
    from sayso.keep import Ledger

    try:
        with Ledger.open(path, write=write, create=False, software=__version__) as book:
            return work(book)
    except SaysoError as error:
        say(str(error))
    except OSError as error:
        say(f"{error.filename or path}: {error.strerror or error}. Choose another place.")
    return NOTHING_DONE


def leave(status: int) -> None:
    """Ends with an exit status."""
    click.get_current_context().exit(status)
