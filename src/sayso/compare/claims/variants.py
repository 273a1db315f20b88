"""One quotation in several wordings: how each differs from the fullest, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from sayso.compare.claims.utterances import Utterance, quoted
from sayso.compare.nouns import Ref, Variant
from sayso.compare.roots.roots import Roots

Changes = tuple[tuple[Literal["=", "-", "+"], str], ...]
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_INSIDE = re.compile(r"[“\"]([^“”\"]+)[”\"]|(?<!\w)[‘']((?:[^‘’']|(?<=\w)[’'](?=\w))+)[’'](?!\w)")
#: The share of the shorter one's words that two wordings of one quotation have in common.
_ALIKE = 0.6
_MANY, _ROW = 8, 5
_MOST_WORDS = 400


def variants(members: Sequence[Utterance], roots: Roots) -> tuple[Variant, ...]:
    """The wordings of a quotation among members of one claim, the fullest first; empty where all are the same."""
    groups: dict[str | None, list[tuple[Utterance, str]]] = {}
    for one in members:
        if one.statement is not None and not all(root.vague for root in roots.of(one.report.id, one.id)):
            groups.setdefault(roots.of(one.report.id, one.id)[0].actor, []).append((one, _own_words(one)))
    out: list[Variant] = []
    for found in map(_fullest, groups.values()):
        if not any(quoted(one) for one, _ in found):
            continue
        full, fullest = max(
            ((one, words) for one, words in found if quoted(one)),
            key=lambda pair: (len(_plain(pair[1])), pair[0].report.id),
        )
        seen = {tuple(_plain(fullest))}
        theirs = []
        for one, words in found:
            plain = tuple(_plain(words))
            if plain in seen or not plain or len(plain) > _MOST_WORDS:
                continue
            seen.add(plain)
            if _same(_plain(fullest), list(plain)):
                theirs.append(Variant(Ref(one.report.id, one.id), words, changes(fullest, words)))
        if theirs:
            out += [Variant(Ref(full.report.id, full.id), fullest, (("=", fullest),)), *theirs]
    return tuple(out)


def _fullest(found: Sequence[tuple[Utterance, str]]) -> list[tuple[Utterance, str]]:
    """Without what stands in more words of its own report: "I think he lied" and what was thought are one passage."""
    by_report: dict[str, list[Utterance]] = {}
    for one, _ in found:
        by_report.setdefault(one.report.id, []).append(one)

    def inside(one: Utterance) -> bool:
        (start, end), words = one.span, len(one.words)
        others = by_report[one.report.id]
        return any(two.span[0] < end and start < two.span[1] and len(two.words) > words for two in others)

    return [(one, words) for one, words in found if not inside(one)]


def changes(old: str, new: str) -> Changes:
    """How one wording becomes another: runs of words that are kept (=), dropped (-) and put in (+), as they stand."""
    left, right = old.split(), new.split()
    out: list[tuple[Literal["=", "-", "+"], str]] = []
    for code, a, b, c, d in SequenceMatcher(
        None, [*map(_fold, left)], [*map(_fold, right)], autojunk=False
    ).get_opcodes():
        if code == "equal":
            out.append(("=", " ".join(left[a:b])))
            continue
        if a < b:
            out.append(("-", " ".join(left[a:b])))
        if c < d:
            out.append(("+", " ".join(right[c:d])))
    return tuple(out)


def _own_words(one: Utterance) -> str:
    """What of an utterance is quoted: all of direct speech, the longest part in marks of the rest, else all."""
    text = one.text
    if one.statement is not None and one.statement.kind == "mixed":
        inside: list[str] = [str(found[1] or found[2]) for found in _INSIDE.finditer(text)]
        if inside and len(_plain(longest := max(inside, key=len))) >= 3:
            return longest.strip(" ,")
    return text


def _same(left: list[str], right: list[str]) -> bool:
    """Whether two are wordings of one quotation: most words of the shorter, in a row or many."""
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    short = min(len(left), len(right))
    longest, common = max(block.size for block in blocks), sum(block.size for block in blocks)
    return common >= _ALIKE * short and (short >= _MANY or longest >= min(_ROW, short))


def _plain(words: str) -> list[str]:
    return [_fold(word) for word in words.split() if _fold(word)]


def _fold(word: str) -> str:
    return "".join(map(str, _WORD.findall(word))).casefold().replace("’", "'")
