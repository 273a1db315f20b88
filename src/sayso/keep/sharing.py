"""What a ledger offers to comparing: which reports may share text."""

from __future__ import annotations

from collections import Counter

from sayso.keep.files import snapshot, told
from sayso.keep.ledger import Ledger
from sayso.keep.signatures import UNDER_ONE, unpacked
from sayso.report import Report


class Sharing:
    """The reports of a ledger as candidates for one another."""

    def __init__(self, ledger: Ledger):
        """Of a ledger that is open, for reading at least."""
        self._ledger = ledger

    def report(self, id: str) -> Report:
        """The report of an id, by its current version. LedgerError where there is none."""
        return self._ledger.report(id)

    def sharing(self, report: str, at_least: int, most: int) -> list[str]:
        """Ids of other reports that share so many sampled shingles with a report, those with most of them first.

        An older text of a report counts as the report: what was taken from it was taken from there.
        """
        db = self._ledger.connection
        with told(self._ledger.path), snapshot(db):
            blob = db.execute(
                "SELECT hashes FROM signatures WHERE version_id = (SELECT version_id FROM documents WHERE id = ?)",
                (report,),
            ).fetchone()
            counts: Counter[int] = Counter()
            under = "SELECT version_id FROM shingles WHERE hash = ? ORDER BY version_id LIMIT ?"
            for number in unpacked(blob[0]) if blob else ():
                counts.update(row[0] for row in db.execute(under, (number, UNDER_ONE)))
            best: dict[str, int] = {}
            of = "SELECT d.id FROM versions v JOIN documents d ON d.document_id = v.document_id WHERE v.version_id = ?"
            for version, count in counts.items():
                if count >= at_least:
                    (other,) = db.execute(of, (version,)).fetchone()
                    best[other] = max(count, best.get(other, 0))
        best.pop(report, None)
        return sorted(best, key=lambda other: (-best[other], other))[:most]
