"""Words of a report and how much each tells: by how rare it is in the language, not in a ledger."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"[.!?…\n]+")
_PART = re.compile(r" [-–—|] ")
#: Up to this rank a word tells nothing; one that is not in the vocabulary counts as of the second.
_COMMON, _UNKNOWN = 400, 60_000
#: From here on a word of a title is looked for in the text, and how much of it: "shoots" is told by "shot", not seen.
_TOLD, _STEM = 0.15, 5
#: Characters of a page up to which it can be mere furniture. Of 1,293 pages of the even half of the incidents 17 are,
#: the longest of 1,200; of 496 of `world` none.
_SHORT = 2_500
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)


@cache
def _ranks() -> dict[str, int]:
    """How common words are, by their rank: the encoder's own vocabulary is in the order of how common its words are."""
    vocabulary = json.loads(files("sayso.data").joinpath("en-tokenizer.json").read_bytes())["model"]["vocab"]
    the = vocabulary["the"]
    return {word: max(1, number - the) for word, number in vocabulary.items() if number >= the and word[0].isalpha()}


@cache
def rarity(word: str) -> float:
    """How much a word tells, from 0 (common) to 1 (in no vocabulary): by the logarithm of its rank, after Zipf."""
    ranks = _ranks()
    rank = ranks.get(word)
    if rank is None and word.endswith("s"):
        rank = ranks.get(word[:-1])
    return max(0.0, math.log((rank or _UNKNOWN) / _COMMON)) / math.log(_UNKNOWN / _COMMON)


def words(text: str, aside: list[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """Each word without its "'s" and where it starts, but for those that start in the sorted spans `aside`."""
    at = 0
    for match in _WORD.finditer(text):
        start = match.start()
        while at < len(aside) and aside[at][1] <= start:
            at += 1
        if at < len(aside) and aside[at][0] <= start:
            continue
        word = match[0].replace("’", "'").removesuffix("'s")
        if "'" not in word[2:]:
            yield word, start


def begins(text: str, start: int) -> bool:
    """Whether a word begins a sentence, where a capital says nothing."""
    before = text[max(0, start - 3) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:\n—–-"


def scaled(weights: Mapping[str, float], most: int, floor: float = 0.0) -> dict[str, float]:
    """The heaviest words, each by how often it stands (damped) and how rare it is; their squares add up to 1."""
    weighed = {
        word: (1 + math.log(weight)) * max(floor, rarity(word)) for word, weight in weights.items() if len(word) > 1
    }
    best = sorted(weighed, key=lambda word: (-weighed[word], word))[:most]
    norm = math.sqrt(sum(weighed[word] ** 2 for word in best))
    return {word: round(weighed[word] / norm, 4) for word in best if weighed[word] > 0} if norm else {}


def lines(text: str) -> tuple[int, ...]:
    """Hashes of sentences of four words or more, the first forty and the last twenty: there an outlet's own furniture
    stands.
    """
    found: dict[int, None] = {}
    for line in _END.split(text):
        told = _WORD.findall(line.casefold())
        if len(told) >= 4:
            found[int.from_bytes(hashlib.blake2b(" ".join(told).encode(), digest_size=4).digest(), "little")] = None
    hashes = list(found)
    return tuple(hashes if len(hashes) <= 60 else hashes[:40] + hashes[-20:])


def headline(title: str, text: str, outlet: str | None = None) -> tuple[str, bool]:
    """The part of a page's title that is the report's, and whether its text tells of it at all.

    "Ferry sinks off Marrow - Tarn 5 News, Weather | tarn5.example" is a headline with an outlet's own furniture. A
    short text that has none of a headline's telling words, of four or more, is a page of which only furniture was
    caught ("sign in to read on"). The outlet's name and days of a calendar tell nothing.
    """
    body = text.replace(title, " ", 1).casefold()
    own = {word.casefold() for word, _ in words(outlet or "", [])} | _CALENDAR
    parts: list[tuple[int, int, str]] = []
    for part in _PART.split(title):
        telling = {word.casefold() for word, _ in words(part, []) if rarity(word.casefold()) >= _TOLD} - own
        parts.append((sum(word[:_STEM] in body for word in telling), len(telling), part))
    if not sum(told for told, _, _ in parts):
        return title, len(text) > _SHORT or sum(telling for _, telling, _ in parts) < 4
    return " ".join(part for told, telling, part in parts if told and 2 * told >= telling) or title, True
