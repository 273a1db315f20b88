"""How sure a content is put, whether it is put as so or not so, and whether it is said for the first time.

Hedges are in `data/hedges.tsv`. A long content takes its main point's certainty: its first clause counts most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sayso.ground.context import Context
from sayso.ground.lexicon import Hit, forms
from sayso.ground.stance import NOT, negated
from sayso.report import Certainty, Polarity, Stance, Statement

#: Words of a content that count as its main point. Tried on the tuning and training reports: 8, 12, 16 and 24.
MAIN = 12
#: Hedges beyond so many words of a content are not looked for.
_FAR = 60
_REFUSED = frozenset(("refusing",))
_GIVEN_OUT = frozenset("released announced disclosed published given issued provided".split())


def in_cue(cue: Sequence[str]) -> list[Hit]:
    """Hedges among a cue's words."""
    return forms("hedges", "cue").find(cue)


def in_content(content: Sequence[str]) -> list[Hit]:
    """Hedges among a content's words."""
    return forms("hedges", "content").find(content[:_FAR])


def certainty(cue: Sequence[str], content: Sequence[str], stance: Stance) -> Certainty:
    """The certainty of a content, from the words of cue and content in lower case and the stance of the cue."""
    said = in_cue(cue)
    if stance in ("directive", "asking") or any(h.name in _REFUSED for h in said):
        return "underspecified"
    if negated(cue) and stance in ("neutral", "endorsing"):
        return "underspecified"
    if content[:1] == ["no"] and _GIVEN_OUT.intersection(cue):
        return "underspecified"  # "no names were released"
    if content[-1:] == ["?"] or "?" in content[-2:]:
        return "underspecified"
    if stance == "attitude":
        return cast(Certainty, said[-1].row["certainty"]) if said else "certain"
    found = [h for h in in_content(content) if h.low < MAIN]
    for level in ("underspecified", "possible", "probable"):
        first = next((h for h in found if h.row["certainty"] == level), None)
        if (
            first is not None
            and not (first.name == "if" and first.low > 0)
            and not (level == "underspecified" and first.low > 4)
        ):
            return level
    if any(
        h.row["certainty"] in ("probable", "possible") and h.name in ("estimate", "expect", "suggest") for h in said
    ):
        return "probable"
    return "certain"


def polarity(cue: Sequence[str], content: Sequence[str], stance: Stance) -> Polarity:
    """Whether the content is put as so: "denied X" and "is not X" are negative, a question is neither."""
    if stance == "asking" or content[-1:] == ["?"] or "?" in content[-2:]:
        return "underspecified"
    if any(h.name in _REFUSED for h in in_cue(cue)) or (content[:1] and content[0] in ("whether", "if")):
        return "underspecified"
    if stance == "denying":
        return "negative"
    if negated(cue):
        return "negative" if stance == "attitude" else "underspecified"
    return "negative" if _not_so(content) else "positive"


def _not_so(content: Sequence[str]) -> bool:
    """Whether a content's main clause holds a negation."""
    for n, w in enumerate(content[:MAIN]):
        if w in (",", ".", ";", "that", "which", "who") and n > 4:
            return False
        if w in ("no", "not") and content[n + 1 : n + 2] in ([], ["."], ["only"]):
            continue  # "No. 1", "not only"
        if w in NOT or (w == "t" and n > 1 and content[n - 1] in "'’"):
            return True
    return False


_FIRST = (
    "for the first time",
    "had never before",
    "has never before",
    "have never before",
    "never before acknowledged",
    "never before admitted",
    "previously denied",
    "had previously denied",
    "had long denied",
    "has long denied",
    "after months of denials",
    "after weeks of denials",
    "after years of denials",
    "after denying",
    "until now had",
    "first public acknowledgement",
    "first public acknowledgment",
    "first admission",
    "first acknowledgement",
    "first acknowledgment",
    "first confirmation",
    "breaking its silence",
    "breaking his silence",
    "breaking her silence",
    "breaking their silence",
)


def first_times(at: Context, read: Sequence[tuple[Statement, Stance]]) -> set[str]:
    """The ids of statements that are said to be said for the first time.

    The words must stand in a statement's own sentence and outside its content; of several statements there the one
    with the nearest cue is meant, and "previously denied" is never about the denial itself.
    """
    found: set[str] = set()
    low = at.report.text.lower()
    if len(low) != len(at.report.text):  # a letter that lower case makes two of: offsets would not hold
        low = at.report.text
    for phrase in _FIRST:
        place = low.find(phrase)
        while place >= 0:
            nearest = _nearest(at, read, place, place + len(phrase))
            if nearest is not None and not low[:place].endswith("not "):
                found.add(nearest)
            place = low.find(phrase, place + 1)
    return found


def _nearest(at: Context, read: Sequence[tuple[Statement, Stance]], low: int, high: int) -> str | None:
    word = at.word_at(low)
    if word < 0:
        return None
    begin, end = at.span(*at.sentence(word))
    best: tuple[int, str] | None = None
    for s, kind in read:
        if not s.cue or any(a <= low and high <= b for a, b in s.content):
            continue
        if kind == "denying" or not any(begin <= a < end for a, _ in s.cue):
            continue
        far = min(max(a - high, low - b, 0) for a, b in s.cue)
        if best is None or far < best[0]:
            best = far, s.id
    return best[1] if best is not None else None
