"""Sayso: on whose say-so? Reads news reports and traces who said it, in which words, through which relays.

    import sayso

    report = sayso.read("article.html")
    for statement in report.statements:
        print(report.words(statement.source), "→", report.words(statement.content))

Importing the package loads nothing heavy: the encoder comes with the first report that is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Unpack

import sayso.read  # noqa: F401  (the room is loaded here once, so that the verb of the same name below hides it for good)
from sayso.report import (
    Failure,
    Link,
    ModelError,
    Note,
    ReadError,
    Report,
    SaysoError,
    Segment,
    Statement,
    Unused,
)

if TYPE_CHECKING:
    from sayso.desk import Desk, Given, Source

__version__ = "0.1.0"


def _repr_html(report: Report) -> str:
    from sayso.show import repr_html

    return repr_html(report)


Report._repr_html_ = _repr_html  # type: ignore[attr-defined]  # a notebook asks for it; the nouns know no surface
__all__ = [
    "Desk",
    "Failure",
    "Link",
    "ModelError",
    "Note",
    "ReadError",
    "Report",
    "SaysoError",
    "Segment",
    "Statement",
    "Unused",
    "__version__",
    "read",
    "read_many",
    "read_text",
]


def read(source: Source) -> Report:  # hides the room, see above
    """Reads one report: a path, or a document's bytes. `ReadError` where it holds none, or more than one."""
    from sayso.desk import shared

    return shared().read(source)


def read_many(sources: Iterable[Source]) -> Iterator[Report | Failure]:
    """Reads files, folders, rows and feeds: a report or a failure each, in order; one bad source costs no other."""
    from sayso.desk import shared

    return shared().read_many(sources)


def read_text(text: str, **known: Unpack[Given]) -> Report:
    """Reads a given text, kept to the character; `sayso.desk.Given` lists what may be said of it."""
    from sayso.desk import shared

    return shared().read_text(text, **known)


def __getattr__(name: str) -> Any:
    if name == "Desk":
        from sayso.desk import Desk

        return Desk
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
