"""Sources that begin with a clause of their own: "23 people died and the volunteers" before "say 31".

A content that is read by itself has no verb of saying before its first clause, so the first clause of two can be read
as part of whoever the second begins with. Nobody is called by a clause: what speaks is the noun right before its cue.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.attribute.draft import Draft
from sayso.attribute.subjects import subject
from sayso.attribute.wording import FINITE

_WORD = re.compile(r"\w+|[^\w\s]")
_JOINED = re.compile(r",?\s+(?:and|but|while|whereas|yet)\s+", re.I)
#: Finite for certain, and nothing after them is needed: forms in "-ed" that are no participle of a noun before them.
_ALONE = frozenset(
    "died survived fled vanished disappeared escaped happened occurred remained arrived collapsed exploded erupted"
    " crashed drowned sank dies survives remains".split()
)
#: After these a verb is part of a name for somebody: "the men who fled and the women".
_RELATIVE = frozenset("who whom whose which that where when what as if whether because".split())
#: Verbs that stand for certain in a clause and not after a noun that they describe ("figures given by", "men held").
_NO_PARTICIPLES = (FINITE | _ALONE) - frozenset(
    "made said found left lost won held kept led met paid sent sold told broke d ll ve m re s t n".split()
)
_LONGEST = 400  # characters of a source


def without_clauses(found: list[Draft], text: str) -> list[Draft]:
    """The drafts of a text, each source in one piece that begins with a clause cut to the noun right before its cue."""
    return [_cut(draft, text) for draft in found]


def _cut(draft: Draft, text: str) -> Draft:
    if len(draft.source) != 1 or len(draft.cue) != 1:
        return draft
    (low, high), (cue, _) = draft.source[0], draft.cue[0]
    if high > cue or high - low > _LONGEST or text[high:cue].strip():
        return draft
    noun = _last_noun(text[low:high])
    return draft if noun is None else replace(draft, source=((low + noun, high),))


def _last_noun(source: str) -> int | None:
    """Where the noun begins that a source ends with, where a clause and "and" stand before it; None elsewhere."""
    for joint in reversed(list(_JOINED.finditer(source))):
        words, raw, starts = _words(source, joint.end(), len(source))
        if not _is_clause(source, joint.start()) or subject(words, raw, 0, len(words)) != (0, len(words)):
            continue
        return starts[0]
    return None


def _words(text: str, low: int, high: int) -> tuple[list[str], list[str], list[int]]:
    """The words of a stretch of text in lower case, as they stand, and where they begin."""
    found = list(_WORD.finditer(text, low, high))
    raw = [word.group() for word in found]
    return [word.lower() for word in raw], raw, [word.start() for word in found]


def _is_clause(text: str, end: int) -> bool:
    """Whether words are a clause: somebody, and then a verb that is in no clause about him."""
    words, _, _ = _words(text, 0, end)
    verb = next((n for n, word in enumerate(words) if n and word in _NO_PARTICIPLES), None)
    return verb is not None and not _RELATIVE & set(words[:verb])
