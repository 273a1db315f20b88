"""On which grounds a source is unnamed: the reason that the text gives, in a word of docs/asides.md."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.ground.aside_lexicon import Hit, hits
from sayso.ground.context import Context
from sayso.ground.wordings import Words

#: The grounds, the more telling first: "not authorised to discuss the ongoing investigation" is *not authorised*.
REASONS = (
    "not authorised",
    "fear of reprisal",
    "safety",
    "not yet public",
    "policy",
    "candour",
    "sensitivity",
    "privacy",
    "investigation",
    "other",
)
#: Words that lead to grounds. Of these, the first group always gives some; "to" does with a verb of telling.
_BECAUSE = frozenset("because since due owing given lest citing".split())
_LEADS = frozenset("for under in as out so pending fearing fearful over ahead before amid until".split())
_TELL = frozenset(
    "discuss describe speak talk share disclose provide detail reveal avoid protect preserve be explain brief offer "
    "relay characterize characterise comment give outline address assess preview protect avoid maintain keep".split()
)
_STOPS = frozenset('.;!?"”“—–()')
#: Grounds are told in so many words at most. In the passages for tuning the longest takes 15.
_LONGEST = 30


def reason(at: Context, words: Words, group: Sequence[Hit]) -> tuple[str | None, int]:
    """The grounds that a group of hits gives, none where it gives none, and the word after the last of what says so."""
    start, end = group[0].plain[0], group[-1].plain[1]
    low, high = at.sentence(words.at[start])
    found = [hit.row.reason for hit in group]
    lead, stop = _clause(words, end, high)
    after = hits(_part(words, lead, stop), grounds=True) if lead < stop else []
    found += [hit.row.reason for hit in after]
    first = start
    while first > 0 and start - first < 12 and words.at[first - 1] >= low and words.words[first - 1] not in _STOPS:
        first -= 1
    before = hits(_part(words, first, end), grounds=True)
    found += [h.row.reason for h in before if h.row.reason in ("not authorised", "fear of reprisal")]
    told = min((r for r in found if r is not None), key=REASONS.index, default=None)
    last = group[-1].words[1]
    if lead < stop and (after or words.words[lead] in _BECAUSE):
        return told or "other", words.last[stop - 1] + 1
    return told, last


def _part(words: Words, low: int, high: int) -> Words:
    return Words(words.words[low:high], words.at[low:high], words.last[low:high])


def _clause(words: Words, end: int, high: int) -> tuple[int, int]:
    """The clause after a hit that gives grounds, as a range of plain words; an empty one where none follows."""
    all_, at = words.words, end
    if at < len(all_) and all_[at] in (",", "only"):
        at += 1
    if at + 1 >= len(all_) or words.at[at] >= high:
        return end, end
    told = all_[at] in _BECAUSE or all_[at] in _LEADS or (all_[at] == "to" and all_[at + 1] in _TELL)
    if not told:
        return end, end
    stop = at
    while stop < len(all_) and words.at[stop] < high and stop - at < _LONGEST and all_[stop] not in _STOPS:
        if all_[stop] == "," and stop > at:
            break
        stop += 1
    return at, stop
