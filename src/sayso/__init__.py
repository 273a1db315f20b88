"""Sayso: on whose say-so? Reads news reports and traces who said it, in which words, through which relays.

    import sayso

    report = sayso.read("article.html")
    for statement in report.statements:
        print(report.words(statement.source), "→", report.words(statement.content))
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from sayso.report import Failure, Link, ModelError, Note, ReadError, Report, SaysoError, Segment, Statement, Unused

try:
    __version__ = version("sayso")
except PackageNotFoundError:  # a checkout that is not installed
    __version__ = "0"

from sayso.desk import Desk, read, read_many, read_text  # noqa: E402  (after the rooms: `read` the verb hides `read` the room)

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
