"""A small language for the wordings of a lexicon, and the search for them in a report's words.

A wording is a line of items, a space between each two:

    decline+          a word and its regular forms: decline, declines, declined, declining
    to/from           one of several words
    (publicly)        may be there
    ~3                up to three words of any kind, but no stop and no quotation mark
    COMMENT           the anchor, one in each wording: the search starts at it, so the rarest word should be it

"n't" and "cannot" read as "not" ("didn't", "won't": "did not", "will not"). Words are cut as the encoder cuts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.report import SaysoError, Span

_BOUNDS = frozenset('.!?;“”"«»')
_SHORT = {"won": "will", "can": "can", "shan": "shall", "ain": "is"}


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a wording."""

    words: frozenset[str]  # empty for a gap
    optional: bool = False
    gap: int = 0  # how many words may stand between


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording, cut at its anchor."""

    anchor: frozenset[str]
    before: tuple[Item, ...]  # from the anchor outward
    after: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words in lower case with "n't" read as "not", and where each stands among the encoder's words."""

    words: tuple[str, ...]
    at: tuple[int, ...]  # index of the encoder's word that each begins with
    last: tuple[int, ...]  # and of the one that it ends with: "not" of "weren't" is all its three


def plain(lower: Sequence[str]) -> Words:
    """The words of a text, made plain for the search. `lower` is `Context.lower`."""
    words: list[str] = []
    at: list[int] = []
    last: list[int] = []
    for number, word in enumerate(lower):
        if word == "t" and len(words) > 1 and words[-1] in "'’‘" and words[-2].endswith("n"):
            words[-2:] = [_SHORT.get(words[-2], words[-2][:-1]), "not"]
            at[-1], last[-1] = at[-2], number
        elif word == "cannot":
            words += ["can", "not"]
            at += [number, number]
            last += [number, number]
        else:
            words.append(word)
            at.append(number)
            last.append(number)
    return Words(tuple(words), tuple(at), tuple(last))


def forms(word: str) -> tuple[str, ...]:
    """A regular verb or noun with its endings: "verify" gives verify, verifies, verified, verifying."""
    if word.endswith("e"):
        return word, word + "s", word + "d", word[:-1] + "ing"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    return word, word + "s", word + "ed", word + "ing"


def parse(line: str) -> Wording:
    """A wording from its line. Raises `SaysoError` where it has no anchor or several."""
    items: list[Item] = []
    anchors: list[int] = []
    for part in line.split():
        if part.startswith("~"):
            items.append(Item(frozenset(), gap=int(part[1:])))
            continue
        optional = part.startswith("(")
        listed = part.strip("()")
        if listed.isupper() and len(listed) > 1:
            anchors.append(len(items))
        words = frozenset(f for w in listed.lower().split("/") for f in (forms(w[:-1]) if w.endswith("+") else (w,)))
        items.append(Item(words, optional))
    if len(anchors) != 1:
        raise SaysoError(
            f"the wording {line!r} has {len(anchors)} anchors: write one of its words, and only one, in capitals"
        )
    (a,) = anchors
    return Wording(items[a].words, tuple(reversed(items[:a])), tuple(items[a + 1 :]))


def _reach(words: Sequence[str], at: int, items: tuple[Item, ...], step: int) -> int | None:
    """How far items match from a word (itself not included) in one direction; the shortest gaps are tried first."""
    if not items:
        return at
    item, rest = items[0], items[1:]
    if not item.words:
        for _ in range(item.gap + 1):
            found = _reach(words, at, rest, step)
            if found is not None:
                return found
            at += step
            if not 0 <= at < len(words) or words[at] in _BOUNDS:
                return None
        return None
    after = at + step
    if 0 <= after < len(words) and words[after] in item.words:
        found = _reach(words, after, rest, step)
        if found is not None:
            return found
    return _reach(words, at, rest, step) if item.optional else None


def match(words: Sequence[str], at: int, wording: Wording) -> Span | None:
    """The half-open range of words that a wording takes with its anchor at `at`; none where it does not match."""
    low = _reach(words, at, wording.before, -1)
    if low is None:
        return None
    high = _reach(words, at, wording.after, 1)
    return None if high is None else (low, high + 1)


def find(words: Sequence[str], index: dict[str, list[tuple[Wording, int]]]) -> Iterator[tuple[int, int, int]]:
    """Every match: low and high of its range of words, and the number of its wording.

    `index` gives the wordings for each word that can be an anchor. A wording is a few words long, so time grows with
    the number of words alone.
    """
    for at, word in enumerate(words):
        for wording, number in index.get(word, ()):
            found = match(words, at, wording)
            if found is not None:
                yield *found, number


def index(wordings: Sequence[Wording]) -> dict[str, list[tuple[Wording, int]]]:
    """The wordings by the words that can be their anchors."""
    by_word: dict[str, list[tuple[Wording, int]]] = {}
    for number, wording in enumerate(wordings):
        for word in wording.anchor:
            by_word.setdefault(word, []).append((wording, number))
    return by_word
