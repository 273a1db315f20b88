"""Bringing an older ledger up to this Sayso's schema, after a copy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sayso.keep.nouns import LedgerError


def migrate(connection: sqlite3.Connection, path: Path, found: int) -> None:
    """Brings a ledger of schema `found` to the newest."""
    raise LedgerError(f"{path} is of schema {found}, which no Sayso ever wrote.")
