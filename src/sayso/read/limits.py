"""How much is read, and the failures that say so."""

from __future__ import annotations

from typing import BinaryIO

from sayso.report import Failure

# A long book has three million characters; a news report rarely has a hundred thousand. Ten million is a
# dump of something else, and reading it as one document would take minutes and gigabytes.
MAX_CHARACTERS = 10_000_000
# UTF-8 needs at most four bytes a character; JSON escapes can make it six ("\u2019"), rarely for all of a text.
MAX_BYTES = 4 * MAX_CHARACTERS
# Pictures make a PDF file large, not text.
MAX_PDF_BYTES = 4 * MAX_BYTES


class TooLarge(Exception):
    """More bytes than one document may have."""


def read_all(stream: BinaryIO, limit: int = MAX_BYTES) -> bytes:
    """All bytes of a stream, or TooLarge as soon as there are more than `limit`; never holds more than that."""
    parts: list[bytes] = []
    total = 0
    while part := stream.read(1 << 20):
        total += len(part)
        if total > limit:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)


def too_large(document: str) -> Failure:
    """The failure for a document over the limit."""
    return Failure(
        document,
        f"it is larger than one document may be ({MAX_CHARACTERS // 1_000_000} million characters): usually it is a"
        f" dump"
        " of many documents in one file. Split it into one file a report, or into JSON Lines with one row a report.",
    )


def empty(document: str) -> Failure:
    """The failure for a document without text."""
    return Failure(
        document,
        "it is empty: there is no text in it. Usually a download or an export broke off; fetch or save it again.",
    )
