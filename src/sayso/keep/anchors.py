"""How a judgement holds on to another reading: by spans in the same text, by words in another. Pure functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from sayso.keep.nouns import Anchor, LedgerError
from sayso.report import Report, Span

Spans = tuple[Span, ...]
Parts = tuple[Spans, Spans, Spans]  # source, cue, content
Items = Sequence[tuple[str, Parts]]  # statements or figures of a reading: an id with its spans

PARTS = ("source", "cue", "content")
#: The least share of characters, or of words in another text, by which a judgement holds on to a statement (issue 4).
LEAST = 0.8
#: The least share that is worth telling of where nothing is held.
_WORTH = 0.5
#: Letters of what stands around a passage that are kept with it, and how many of them are asked for, in turn.
_AROUND = 60
_WIDTHS = (_AROUND, 20, 0)
#: A passage longer than this is found again by its parts alone.
_LONGEST = 5_000
_WORD = re.compile(r"\w+")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a passage was seen: an anchor, and the text that its spans are of."""

    text_id: str | None
    anchor: Anchor


@dataclass(slots=True)
class Target:
    """What one or several judgements are about: a statement or figure, under every form in which it was seen."""

    of: str
    forms: list[Form] = field(default_factory=list)  # as it was judged, the newest first
    moved: list[Form] = field(default_factory=list)  # as people put it, the newest first


@dataclass(frozen=True, slots=True)
class Hold:
    """What a target holds on to in a reading."""

    how: Literal["exact", "overlap", "orphaned"]
    id: str | None = None  # null: nothing
    overlap: float | None = None
    why: str | None = None  # of an orphan


def parts_of(anchor: Anchor) -> Parts:
    """The spans of an anchor, by part."""
    return anchor.source, anchor.cue, anchor.content


def anchored(report: Report, of: str, parts: Parts, *, id: str | None = None, beside: str | None = None) -> Anchor:
    """An anchor for spans of a report."""
    low, high = extent(parts)
    short = high - low <= _LONGEST
    return Anchor(
        of,
        id,
        *parts,
        words=tuple(tuple(report[span] for span in part) for part in parts),  # type: ignore[arg-type]
        said=report.text[low:high] if short else "",
        before=report.text[max(0, low - _AROUND) : low] if short else "",
        after=report.text[high : high + _AROUND] if short else "",
        beside=beside,
    )


def overlap(one: Parts, other: Parts) -> float:
    """The Jaccard index of the characters that two statements cover with all their parts."""
    first, second = _covered(one), _covered(other)
    both = sum(max(0, min(b, d) - max(a, c)) for a, b in first for c, d in second)
    either = _length(first) + _length(second) - both
    return both / either if either else 0.0


def _covered(parts: Parts) -> list[Span]:
    """The stretches that some spans cover, none touching another."""
    out: list[Span] = []
    for low, high in sorted(span for part in parts for span in part):
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return out


def extent(parts: Parts) -> Span:
    """From the first of some spans to the last."""
    every = [span for part in parts for span in part]
    return min((a for a, _ in every), default=0), max((b for _, b in every), default=0)


def _length(spans: Iterable[Span]) -> int:
    return sum(high - low for low, high in spans)


def located(anchor: Anchor, text: str) -> Parts | None:
    """Where an anchor's words stand in another text; None where they stand nowhere, or in several places.

    The whole passage once, with what stood around it or without; else each part's own words once.
    """
    if anchor.said:
        for width in _WIDTHS:
            before = anchor.before[-width:] if width else ""
            at = once(text, before + anchor.said + anchor.after[:width])
            if at is not None:
                return _shifted(anchor, at + len(before) - extent(parts_of(anchor))[0])
    places = {words: once(text, words) for part in anchor.words for words in part}
    if not places or None in places.values():
        return None
    return _each(anchor, lambda span, words: (places[words] or 0, (places[words] or 0) + len(words)))


def _shifted(anchor: Anchor, by: int) -> Parts:
    return _each(anchor, lambda span, _: (span[0] + by, span[1] + by))


def _each(anchor: Anchor, move: Any) -> Parts:
    moved = (
        tuple(move(span, words) for span, words in zip(part, said, strict=True))
        for part, said in zip(parts_of(anchor), anchor.words, strict=True)
    )
    source, cue, content = moved
    return source, cue, content


def once(text: str, words: str) -> int | None:
    """Where words stand in a text that has them once; None where it has none, or more."""
    at = text.find(words) if words else -1
    return at if at >= 0 and text.find(words, at + 1) < 0 else None


def within(parts: Parts, length: int) -> bool:
    """Whether spans lie inside a text of that length and hold something."""
    return all(0 <= low < high <= length for part in parts for low, high in part)


def apart(parts: Parts) -> bool:
    """Whether no two spans share a character."""
    return all(one[1] <= two[0] for one, two in pairwise(sorted(span for part in parts for span in part)))


def assign(targets: Sequence[Target], report: Report, items: Items) -> list[Hold]:
    """What each target holds on to among the statements (or figures) of a reading: `items`, an id with its spans.

    The same spans first; then the greatest overlap of characters, one statement for one target; in another text the
    same by where the words stand there, then by the words that two statements share. Nothing is held by less than
    `LEAST`: such a target is orphaned, with a reason.
    """
    exact: dict[Parts, str] = {}
    for id_, parts in items:
        exact.setdefault(parts, id_)
    seen = [_places(target, report) for target in targets]
    out: list[Hold | None] = [None] * len(targets)
    taken: set[str] = set()
    for number, places in enumerate(seen):
        same = next((exact[parts] for parts in places if parts in exact), None)
        if same is not None and same not in taken:
            out[number] = Hold("exact", same, 1.0)
            taken.add(same)
    nearest = [0.0] * len(targets)
    said = _Said(report, items)
    for measure in (_by_characters, said.shares):
        pairs: list[tuple[float, int, str]] = []
        for number, target in enumerate(targets):
            if out[number] is None:
                for id_, share in measure(target, seen[number], items):
                    if share >= LEAST:
                        pairs.append((share, number, id_))
                    if id_ not in taken:
                        nearest[number] = max(nearest[number], share)
        for share, number, id_ in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
            if out[number] is None and id_ not in taken:
                out[number] = Hold("overlap", id_, round(share, 4))
                taken.add(id_)
    return [hold or _orphan(target, report, near) for hold, target, near in zip(out, targets, nearest, strict=True)]


def _places(target: Target, report: Report) -> list[Parts]:
    """Where each form of a target stands in a report's text, the likeliest first."""
    found = []
    for form in (*target.forms, *target.moved):
        if form.text_id == report.text_id:
            found.append(parts_of(form.anchor))
        elif (parts := located(form.anchor, report.text)) is not None:
            found.append(parts)
    return [parts for parts in dict.fromkeys(found) if within(parts, len(report.text))]


def _by_characters(target: Target, places: Sequence[Parts], items: Items) -> Iterator[tuple[str, float]]:
    """The items that share characters with a form of a target, each with the greatest share."""
    around = [extent(place) for place in places]
    for id_, parts in items:
        low, high = extent(parts)
        near = [place for place, (a, b) in zip(places, around, strict=True) if a < high and low < b]
        if near:
            yield id_, max(overlap(place, parts) for place in near)


class _Said:
    """The words of every item of a reading, counted when they are first asked for."""

    def __init__(self, report: Report, items: Items):
        self._report, self._items = report, items
        self._words: list[tuple[Counter[str], int]] | None = None

    def shares(self, target: Target, places: Sequence[Parts], items: Items) -> Iterator[tuple[str, float]]:
        """The share of words that a form of another text has in common with each item, each as often as it stands."""
        if any(form.text_id == self._report.text_id for form in target.forms):
            return  # it was seen in this very text: words elsewhere in it are other words
        if self._words is None:
            counts = (_counted(self._report[span] for part in parts for span in part) for _, parts in self._items)
            self._words = [(words, words.total()) for words in counts]
        for form in target.forms:
            judged = _counted(w for part in form.anchor.words for w in part)
            total = judged.total()
            for (id_, _), (words, here) in zip(items, self._words, strict=True):
                if min(total, here) >= _WORTH * max(total, here, 1):  # else they cannot share as much
                    yield id_, _share(judged, words)


def _counted(words: Iterable[str]) -> Counter[str]:
    return Counter(word for stretch in words for word in _WORD.findall(stretch.casefold()))


def _share(one: Counter[str], other: Counter[str]) -> float:
    both = sum(min(count, other[word]) for word, count in one.items() if word in other)
    either = one.total() + other.total() - both
    return both / either if either else 0.0


def _orphan(target: Target, report: Report, near: float) -> Hold:
    if any(form.text_id == report.text_id for form in target.forms):
        why = f"no {target.of} of this reading has {LEAST:.0%} of its characters"
    else:
        why = f"this version of the text has no {target.of} with {LEAST:.0%} of its words"
    if near >= _WORTH:
        why += f"; the nearest that no other judgement holds has {near:.0%}"
    return Hold("orphaned", None, round(near, 4) or None, why)


def anchor_to_json(anchor: Anchor) -> dict[str, Any]:
    """An anchor as the ledger's column and an export hold it; what is empty is left out."""
    record: dict[str, Any] = {"of": anchor.of}
    for name in ("id", "source", "cue", "content", "said", "before", "after", "beside"):
        if value := getattr(anchor, name):
            record[name] = value
    if any(anchor.words):
        record["words"] = anchor.words
    return record


def anchor_from_json(record: object) -> Anchor:
    """The anchor of a record. LedgerError, which says what is wrong, where it is none."""
    if not isinstance(record, Mapping):
        raise LedgerError("its anchor is no object")
    of = record.get("of")
    if not isinstance(of, str) or not of:
        raise LedgerError("its anchor does not say what it is of")
    texts = {name: record.get(name) for name in ("id", "said", "before", "after", "beside")}
    if any(value is not None and not isinstance(value, str) for value in texts.values()):
        raise LedgerError("its anchor has words that are no text")
    source, cue, content = (spans_from_json(record.get(name, ())) for name in PARTS)
    words = record.get("words", ((), (), ()))
    if not isinstance(words, Sequence) or len(words) != 3 or not all(_texts(part) for part in words):
        raise LedgerError("its anchor's words are not three lists of text")
    every = [*texts.values(), of, *(word for part in words for word in part)]
    if any(text and _UNSTORABLE.search(text) for text in every):
        raise LedgerError("its anchor holds a character that cannot be stored")
    counts = [len(part) for part in (source, cue, content)]
    if any(words) and [len(part) for part in words] != counts:
        raise LedgerError("its anchor has not as many words as spans")
    if not any(words) and any(counts):
        raise LedgerError("its anchor has spans without words")
    source_words, cue_words, content_words = (tuple(part) for part in words)
    return Anchor(
        of,
        texts["id"],
        source,
        cue,
        content,
        (source_words, cue_words, content_words),
        texts["said"] or "",
        texts["before"] or "",
        texts["after"] or "",
        texts["beside"],
    )


def _texts(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(v, str) for v in value)


def spans_from_json(value: object) -> Spans:
    """Spans, in order, from a record. LedgerError where it holds none."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise LedgerError("its spans are no list")
    found = []
    for span in value:
        numbers = isinstance(span, Sequence) and not isinstance(span, str) and len(span) == 2
        if not numbers or any(type(at) is not int for at in span) or not 0 <= span[0] < span[1] < 2**53:
            raise LedgerError("a span is two numbers, the second the greater")
        found.append((span[0], span[1]))
    return tuple(sorted(found))
