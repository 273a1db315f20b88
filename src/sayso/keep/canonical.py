"""Who is meant across reports: a guess by name and kind. People's judgements of same and different outrank it."""

from __future__ import annotations

import re
import unicodedata

from sayso.report import Actor, Report

_LETTERS = re.compile(r"\w+")
_MOST = 80  # letters of a spelling; longer "names" are sentences that a tagger took for one


def fold(name: str) -> str:
    """A name without case, marks over letters, punctuation and a leading article: "The Élysée" → "elysee"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = _LETTERS.findall(plain.replace("'s ", " ").replace("’s ", " "))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def key(actor: Actor) -> str:
    """What makes observed actors of several reports one canonical actor."""
    return f"{actor.kind}:{fold(actor.name)}"


def spellings(report: Report, actor: Actor) -> tuple[str, ...]:
    """The names that a report calls an actor by, its own first: no pronouns and no descriptions.

    A mention counts as a name where it has a capital letter and a word or the initials of the actor's name.
    """
    own = set(fold(actor.name).split())
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z]\w*", actor.name)).casefold()
    found = {actor.name[:_MOST]: None}
    for span in actor.mentions:
        words = " ".join(report[span].split())
        folded = fold(words)
        capital = any(c.isupper() for c in words)
        if (
            capital
            and len(words) <= _MOST
            and (own & set(folded.split()) or (len(initials) > 1 and folded == initials))
        ):
            found[words] = None
    return tuple(found)
