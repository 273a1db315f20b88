"""What is asked beside a feed itself: which of its entries are known already, and which are read on their own pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from sayso.report import Failure, Report

#: Pages of one feed that are fetched: a feed has ten to a hundred entries; at a second a page this is minutes.
MOST_PAGES = 200


@dataclass(slots=True)
class Visits:
    """How the entries of a feed are gone through, and what was met on the way."""

    page: Callable[[str], Report | Failure] | None = None  # reads the page at an address; None: feeds are read alone
    most: int = MOST_PAGES
    known: Container[str] = ()  # identities of entries that are passed over
    met: list[str] = field(default_factory=list)  # identities of the entries that need not be read again, in order
    unsettled: bool = False  # whether an entry should be tried again: its page could not be had for now


def identity(*parts: str | None) -> str:
    """What an entry or a report is known by: its link and its words. Ids change at each fetch in some feeds."""
    return hashlib.sha256("\0".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
