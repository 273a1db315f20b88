"""What came of reports at the ledger's door: a line each, and what changed in those that are not what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from sayso.keep.nouns import Change, Held, Kept
from sayso.show.wording import HIDDEN, code_point, many

if TYPE_CHECKING:
    from rich.console import Console

_SAID = {
    "added": "added",
    "known": "known already",
    "changed": "its text has changed",
    "returned": "an earlier text is back",
}
_LONG = 300  # characters of a passage that are shown


def print_kept(kept: Kept, console: Console) -> None:
    """Prints a line for what came of a report, and under it what changed in its statements and figures."""
    report = kept.report
    line = Text(f"{_clean(report.document)}: {_SAID[kept.outcome]}", style="bold" if kept.changes else "")
    line.append(f" ({_clean(kept.id)}, version {kept.version})", style="dim")
    console.print(line, soft_wrap=True)
    for change in kept.changes:
        print_change(change, console)
    for held in kept.held:
        if held.how != "exact":
            console.print(Text(f"  {held_in_words(held)}", style="yellow"), soft_wrap=True)
    if kept.outcome == "changed" and not kept.changes:
        console.print(Text("  no statement and no figure is another than before", style="dim"), soft_wrap=True)


def print_change(change: Change, console: Console) -> None:
    """Prints one difference: the words as they were with −, as they are with +."""
    fields = [field for field in change.fields if field[0] not in ("source", "cue", "content", change.what)]
    console.print(Text(f"  {change.what} {change.kind}", style="bold"), soft_wrap=True)
    sides = [("−", change.before, "red"), ("+", change.after, "green")]
    if change.before == change.after:
        sides = [("=", change.after, "dim")]
    for sign, words, style in sides:
        if words is not None:
            console.print(Text(f"    {sign} {_clean(words, _LONG)}", style=style), soft_wrap=True)
    for name, before, after in fields:
        told = f"    {name.replace('_', ' ')}: {_clean(before or 'none')} → {_clean(after or 'none')}"
        console.print(Text(told), soft_wrap=True)


def held_in_words(held: Held) -> str:
    """How a judgement holds on to a reading, in a sentence."""
    if held.how == "orphaned":
        return f"judgement {held.uid[:8]} ({held.kind}) has lost its statement: {held.why}"
    share = f" ({held.overlap:.0%} of its words)" if held.overlap is not None else ""
    return f"judgement {held.uid[:8]} ({held.kind}) was carried over to the nearest statement{share}: look at it again"


def kept_line(added: int, changed: int, returned: int, known: int) -> str:
    """What a run did, in a line: "21 reports added, 1 changed"."""
    parts = [
        many(added, "report") + " added" if added else "",
        f"{changed} changed" if changed else "",
        f"{returned} back in an earlier version" if returned else "",
        f"{known} known already" if known else "",
    ]
    return ", ".join(part for part in parts if part)


def _clean(words: str, most: int = 120) -> str:
    """Words that cannot steer a terminal, on one line, cut where they are long."""
    plain = HIDDEN.sub(lambda found: f"⟨{code_point(found[0])}⟩", " ".join(words.split()))
    return plain if len(plain) <= most else plain[: most - 1] + "…"
