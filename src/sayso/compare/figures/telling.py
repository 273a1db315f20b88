"""How values are told in a sentence that sets them side by side: their own words, whose they are, of which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sayso.compare.copies.credits import house
from sayso.compare.nouns import Ref, Value
from sayso.compare.roots.roots import VAGUE, Roots
from sayso.report import Report


def apart(left: Value, right: Value) -> bool:
    """Whether no number is in both: "at least 9" and 17 are not apart, 17 and 29 are."""
    low, high = ends_of(left)
    other_low, other_high = ends_of(right)
    return high < other_low or other_high < low


def day_of(value: Value) -> date | None:
    """The day that a value holds for, else the one on which it was published, where that is known."""
    for time in (value.as_of, value.published):
        try:
            if time and len(time) >= 10:
                return date.fromisoformat(time[:10])
        except ValueError:
            continue
    return None


def refs(*values: Value) -> tuple[Ref, ...]:
    """Where values stand, by report and statement."""
    return tuple(Ref(value.report, value.statement) for value in values)


def amount(value: Value) -> tuple[float | None, float | None, str]:
    """A value by its numbers alone."""
    return value.low, value.high, value.comparator


def point(value: Value) -> float | None:
    """The one number of a value, its lower end where it has two."""
    return value.low if value.low is not None else value.high


def ends_of(value: Value) -> tuple[float, float]:
    """Both ends of a value, without end where it is open."""
    return (
        value.low if value.low is not None else float("-inf"),
        value.high if value.high is not None else float("inf"),
    )


def voice(value: Value, reports: Mapping[str, Report]) -> str:
    """Whose word a value is: its root, else its outlet's."""
    return value.root or f"\0{house(reports[value.report].outlet) or value.report}"


def voice_shown(value: Value, reports: Mapping[str, Report]) -> str:
    """Whose word a value is, as a sentence says it."""
    return value.root or f"{outlet_of(reports, value)}, naming no source"


def outlet_of(reports: Mapping[str, Report], value: Value) -> str:
    """The outlet of a value's report, as a sentence says it."""
    return reports[value.report].outlet or f"report {value.report}"


def quoted(reports: Mapping[str, Report], value: Value) -> str:
    """The words of a value in its report, between quotation marks."""
    return f"“{' '.join(reports[value.report][value.span].split())}”"


#: Groups whose plural is not formed with an s.
_PLURALS = {"child": "children", "crew": "crew", "police": "police", "staff": "staff", "personnel": "personnel"}


def plural(group: str) -> str:
    """Of whom a group counts, in the plural: "sailors", "women", "crew"."""
    if group in _PLURALS:
        return _PLURALS[group]
    if group.endswith("man"):
        return f"{group[:-2]}en"
    if group.endswith("y") and group[-2:-1] not in "aeiou":
        return f"{group[:-1]}ies"
    return group if group.endswith("s") else f"{group}s"


def vague(value: Value, reports: Mapping[str, Report], roots: Roots) -> bool:
    """Whether a value is the word of nobody in particular ("officials"): it can be that of any other root."""
    said = next((s for s in reports[value.report].statements if s.id == value.statement), None)
    if value.root is None or said is None or said.source_class not in VAGUE:
        return False
    return any(root.vague and root.actor == value.root for root in roots.of(value.report, value.statement))
