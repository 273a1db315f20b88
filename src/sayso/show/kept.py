"""What came of reports at the ledger's door: a line each, and what changed in those that are not what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.keep.nouns import Kept

if TYPE_CHECKING:
    from rich.console import Console

_SAID = {"added": "added", "known": "known", "changed": "changed", "returned": "back in an earlier version"}


def print_kept(kept: Kept, console: Console) -> None:
    """Prints a line for what came of a report, and under it what changed in its statements and figures."""
    report = kept.report
    console.print(
        f"{report.document}: {_SAID[kept.outcome]} as {kept.id} (version {kept.version})", markup=False, soft_wrap=True
    )
    for change in kept.changes:
        console.print(f"  {change.kind} {change.what}: {change.before} → {change.after}", markup=False, soft_wrap=True)
