"""The ledger beside the corridor: what was read, from which bytes, by which weights, and what people judged.

    with Ledger.open(Path("sayso.db")) as ledger:
        kept = ledger.add(report)

One SQLite file. `schema.sql` describes it, docs/ledger.md explains it; every call is one short transaction.
"""

from __future__ import annotations

from sayso.keep.ledger import Ledger
from sayso.keep.nouns import Change, Fault, Held, Kept, Known, LedgerError, NotKept

__all__ = ["Change", "Fault", "Held", "Kept", "Known", "Ledger", "LedgerError", "NotKept"]
