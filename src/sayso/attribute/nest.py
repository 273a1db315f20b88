"""Statements inside statements: a second pass over contents, and relays set side by side.

The tags of one pass lie flat, so a content's own attributions need a look of their own. Contents go through the encoder
once more, each as a text by itself, all in one pass. What is found lies within the statement whose content was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.attribute.cues import single_words
from sayso.attribute.draft import Draft, drafts
from sayso.encode.encoder import Chain, Reading
from sayso.report import Span

#: Contents of fewer words hold no attribution with a source, a cue and a content.
FEWEST_WORDS = 4
#: Of one content so many tails are read at most, and none shorter than this many characters.
MOST_TAILS, _SHORTEST_TAIL = 3, 20
_WORD = re.compile(r"\w+")
_MARKS = "“”„‟«»‹›\"‘’'`´"
# Cues that hand on another's word: their content is whatever the rest of the sentence says, whoever says that.
_RELAY = re.compile(
    r"^(?:according to|citing|cited|quoting|quoted|as quoted by|as reported by|as cited by|in the words of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Inner:
    """A stretch of content to be read on its own."""

    span: Span  # code points of the report
    parent: int  # place of its draft
    tail: bool = False  # what follows a cue inside the content: it may be the content of a statement found there


def inner_texts(text: str, found: Sequence[Draft]) -> list[Inner]:
    """The contents worth a second look, without the quotation marks around them, parts joined over line ends.

    One more pass is all there is, so what may lie two levels down is read in the same pass: of a content with several
    cues, what follows each but the last.
    """
    out = []
    read = {d.parent for d in found}  # what lies inside these is known already
    for number, draft in enumerate(found):
        for low, high in stretches(text, draft.content) if number not in read else []:
            words = [(m.group().lower(), m.end() + low) for m in _WORD.finditer(text[low:high])]
            cues = [end for word, end in words if word in single_words()]
            if len(words) < FEWEST_WORDS:
                continue
            out.append(Inner((low, high), number))
            out += [
                Inner((end, high), number, tail=True) for end in cues[:-1][:MOST_TAILS] if high - end > _SHORTEST_TAIL
            ]
    return out


def stretches(text: str, content: Sequence[Sequence[int]]) -> list[Span]:
    """Contents joined over line ends and stripped of outer marks and white space."""
    joined: list[Span] = []
    for start, end in content:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    out = []
    for low, high in joined:
        if text[low] in _MARKS and text.find(text[low], low + 1, high - 1) < 0:
            low += 1
            if text[high - 1] in _MARKS:
                high -= 1
        while low < high and text[low].isspace():
            low += 1
        while low < high and text[high - 1].isspace():
            high -= 1
        if low < high:
            out.append((low, high))
    return out


def with_inner(
    found: Sequence[Draft], inner: Sequence[Inner], readings: Sequence[Reading], chain: Chain
) -> list[Draft]:
    """Adds what was read in the contents to the drafts they belong to; parents point into the list that is returned."""
    out = list(found)
    deeper: list[tuple[Inner, list[Draft]]] = []
    for place, reading in zip(inner, readings, strict=True):
        here = relays(reading.text, drafts(reading, chain), reading.sentences)
        moved = [_in_its_line(d, reading.text).moved(place.span[0]) for d in here]
        if place.tail:
            deeper.append((place, moved))
            continue
        base = len(out)
        for draft in moved:
            parent = place.parent if draft.parent is None else base + draft.parent
            out.append(replace(draft, parent=parent))
        if any(_same(d, found[place.parent]) for d in moved):
            del out[base:]  # the content read as the statement itself: nothing inside it was found
    for place, moved in deeper:
        _add_deeper(out, len(found), place, moved)
    return out


_POSSESSIVE = re.compile(r"(?:His|Her|Their|Its)\b")


def freed(found: list[Draft], reading: Reading) -> list[Draft]:
    """Statements taken out of a content that ran on over the end of its sentence into the outlet's own prose.

    "According to A, it held. Her words stressed the danger": a sentence without marks that begins with a source of its
    own is no part of what was said before, and what is said in it lies beside, not inside.
    """
    out = list(found)
    quoted = [p.span for p in reading.quotations.passages]
    for number, inner in enumerate(found):
        if inner.parent is None or not inner.source or not inner.cue:
            continue
        outer = out[inner.parent]
        begin, end = inner.source[0][0], inner.cue[-1][1]
        sentence = next((s for s in reading.sentences if s[0] <= begin < s[1]), None)
        if sentence is None or sentence[0] != begin or any(a < end and begin < b for a, b in quoted):
            continue
        if any(sentence[0] <= a < sentence[1] for a, _ in (*outer.source, *outer.cue)):
            continue
        relay = any(_RELAY.match(reading.text[a:b]) for a, b in outer.cue)
        if not relay and not _POSSESSIVE.match(reading.text, begin):
            continue
        rest = tuple(piece for c in outer.content for piece in _without(reading.text, c, sentence))
        if not rest:
            continue
        out[inner.parent] = replace(outer, content=rest)
        own = tuple(c for c in inner.content if c[0] >= begin) or inner.content
        out[number] = replace(inner, parent=outer.parent, content=own)
    return out


def _without(text: str, span: Span, hole: Span) -> list[Span]:
    """What of a span lies outside another, without white space around."""
    low, high = span
    out = []
    for start, end in ((low, min(high, hole[0])), (max(low, hole[1]), high)):
        words = text[start:end].strip()
        if start < end and words:
            begin = text.index(words, start)
            out.append((begin, begin + len(words)))
    return out


def _in_its_line(draft: Draft, text: str) -> Draft:
    """A draft with those of its contents that stand in the cue's own line: a speaker's paragraphs are the speaker's."""
    if not draft.cue:
        return draft
    low = text.rfind("\n", 0, draft.cue[0][0]) + 1
    high = text.find("\n", draft.cue[-1][1])
    high = len(text) if high < 0 else high
    return replace(draft, content=tuple(c for c in draft.content if low <= c[0] and c[1] <= high))


def _add_deeper(out: list[Draft], first: int, place: Inner, moved: Sequence[Draft]) -> None:
    """Puts what was found in a tail into the nested draft whose content that tail begins."""
    for number in range(first, len(out)):
        outer = out[number]
        if outer.parent != place.parent or not outer.content or not outer.cue:
            continue
        low, high = outer.content[0][0], outer.content[-1][1]
        begins = outer.cue[-1][1] <= place.span[0] + 1 and place.span[0] <= low
        if not begins or any(d.parent == number for d in out[first:]):
            continue
        inside = [
            d for d in moved if d.parent is None and low <= d.span[0] and d.span[1] <= high and not _same(d, outer)
        ]
        out += [replace(d, parent=number) for d in inside if d.content]
        return


def _same(a: Draft, b: Draft) -> bool:
    return a.cue == b.cue or a.content == b.content


def relays(text: str, found: list[Draft], sentences: Sequence[Span]) -> list[Draft]:
    """Puts statements of one sentence into the content of the relay that stands before or after them.

    "According to Yonhap, quoting KCNA, the army said …" is read flat as three cues; the first two hand on the rest.
    """
    out = two_relays(text, found, sentences)
    order = sorted(range(len(out)), key=lambda n: out[n].span)
    for sentence in sentences:
        inside = [n for n in order if sentence[0] <= out[n].span[0] < sentence[1] and out[n].parent is None]
        for at, number in enumerate(inside):
            relay = out[number]
            if not (relay.cue and relay.source and _RELAY.match(text[slice(*relay.cue[0])])):
                continue
            if relay.content:
                continue  # it has what it reports: what comes after is somebody's own
            others = [n for n in inside[at + 1 :] if out[n].span[0] >= relay.span[0] and out[n].source]
            if not others:
                continue
            end = max(out[n].span[1] for n in others)
            begin = min(out[n].span[0] for n in others)
            if begin < max(e for _, e in (*relay.source, *relay.cue)):
                continue
            out[number] = replace(relay, content=((begin, end),))
            out[others[0]] = replace(out[others[0]], parent=number)
            for other in others[1:]:
                if not _RELAY.match(text[slice(*out[others[0]].cue[0])]):
                    out[other] = replace(out[other], parent=number)
    return out


# "According to X, quoting Y, …": two relays in a row before the words they hand on.
_TWO_RELAYS = re.compile(
    r"(?P<first>According to|Citing|Quoting) (?P<outer>[^,;:\n“”\"]{2,60}), "
    r"(?P<second>quoting|citing) (?P<inner>[^,;:\n“”\"]{2,60}), (?=\S)"
)


def two_relays(text: str, found: list[Draft], sentences: Sequence[Span]) -> list[Draft]:
    """Reads the set phrase of two relays before a statement, which flat tags run together, as a chain of three.

    Only where something was found in what follows: a statement with a cue of its own is the innermost, and what is left
    of it after the two names is its source; else the words are handed on as they are, and read again.
    """
    out = list(found)
    for low, high in sentences:
        phrase = _TWO_RELAYS.match(text, low, high)
        if phrase is None:
            continue
        here = [d for d in out if low <= d.span[0] and d.span[1] <= high]
        ends = [b for d in here for _, b in d.content if b > phrase.end()]
        if not ends:
            continue
        kept = [_after(d, phrase.end()) for d in here if any(a >= phrase.end() for a, _ in d.cue)]
        rest = [d for d in out if d not in here]
        chained = Draft((phrase.span("outer"),), (phrase.span("first"),), (), "indirect", here[0].sure)
        outer = replace(chained, content=((phrase.start("second"), max(ends)),))
        inner = replace(chained, source=(phrase.span("inner"),), cue=(phrase.span("second"),))
        inner = replace(inner, content=((phrase.end(), max(ends)),), parent=len(rest))
        out = [*rest, outer, inner, *(replace(d, parent=len(rest) + 1) for d in kept)]
    return out


def _after(draft: Draft, place: int) -> Draft:
    """A draft without what stands before a place."""
    source, content = (
        tuple((max(a, place), b) for a, b in part if b > place) for part in (draft.source, draft.content)
    )
    return replace(draft, source=source, content=content)
