"""Words that mean the same in reports: "arming" and "supplying with weapons", "blast" and "explosion".

A short list for general use, `data/meanings.tsv`, made to be read and corrected by people: each row carries two
invented sentences that it makes alike, and all of them run as tests. It holds words that reports use for one thing,
not words that are near: a rocket is no weapon here, for whether it was one is what reports differ in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from sayso.ground.lexicons import table

COLUMNS = ("meaning", "words", "one", "other")


def terms(words: Sequence[str]) -> list[tuple[str, ...]]:
    """What each word in a row tells: its meanings ("~weapon") where the list has it, else its stem.

    Words are folded. The second word of a phrase ("handed over") tells nothing by itself.
    """
    known = _known()
    out: list[tuple[str, ...]] = []
    taken = False
    for n, word in enumerate(words):
        after = words[n + 1] if n + 1 < len(words) else ""
        if taken:
            out.append(())
            taken = False
        elif found := known.get(f"{word} {after}"):
            out.append(found)
            taken = True
        else:
            out.append(known.get(word) or (stem(word),))
    return out


@cache
def _known() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for meaning, words, _, _ in table("meanings.tsv", COLUMNS):
        for word in words.split(", "):
            found[word] = (*found.get(word, ()), f"~{meaning}")
    return found


@lru_cache(65536)
def stem(word: str) -> str:
    """A word without its commonest endings: "warned", "warning" and "warns" are one."""
    word = word.removesuffix("'s")
    for ending, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 5), ("ly", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
