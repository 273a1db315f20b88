"""Whose turn it is: "I" and "you" in transcripts with names before the turns, and in interviews without.

An interview without names is known by its paragraphs: questions to someone, then words of someone's own. Who answers is
the person that the lines before the first question speak of most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.ground.context import Context
from sayso.ground.known import nouns
from sayso.ground.mentions import FIRST, WE, YOU, Found, Mention
from sayso.ground.naming import HONORIFICS, Entity

#: Turns that make a text a transcript; fewer may be a list or a headline with a colon.
_TURNS = 3
#: Words of a label before its colon.
_LABEL = 7
#: Words from the start in which an interview says that it is one.
_HEAD = 400
#: Lines and words of a line before a speech in which it may be said to be one, what it is called, and how often its
#: speaker says "I" or "we" at least, and of a hundred words.
_TITLE_LINES, _TITLE, _FIRSTS = 4, 20, 5
_SPEECH = frozenset("address speech remarks lecture sermon statement".split())
#: Words of the longest paragraph that is taken for a question for its "you" alone.
_SHORT = 70


@dataclass(frozen=True, slots=True)
class Turn:
    """A range of words that one person speaks to another, either of them unknown where None."""

    low: int
    high: int
    speaker: Entity | None
    other: Entity | None


def turns(at: Context, found: Found) -> list[Turn]:
    """The turns of a transcript or an interview in order; none for a text that is neither."""
    lines = _lines(at)
    return _labelled(at, found, lines) or _asked(at, found, lines) or _speech(at, found, lines)


def _speech(at: Context, found: Found, lines: list[tuple[int, int]]) -> list[Turn]:
    """The one long turn of a speech whose first lines name it and who gives it: "Ilse Maran's Inaugural Address"."""
    head = [line for line in lines[:_TITLE_LINES] if line[1] - line[0] <= _TITLE]
    if not head or head[-1][1] == len(at.lower) or head != lines[: len(head)]:
        return []
    start = head[-1][1]
    if _SPEECH.isdisjoint(at.lower[:start]):
        return []
    who = {id(m.entity): m.entity for m in found.mentions if m.low < start and m.entity and m.entity.kind == "person"}
    first = sum(w in FIRST or w in WE for w in at.lower[start:])
    if len(who) != 1 or first < _FIRSTS or first * 100 < len(at.lower) - start:
        return []
    return [Turn(start, len(at.lower), next(iter(who.values())), None)]


def _lines(at: Context) -> list[tuple[int, int]]:
    """The ranges of words of the lines."""
    line = at.reading.line_of
    if not len(line):
        return []
    cuts = [0, *((line[1:] != line[:-1]).nonzero()[0] + 1).tolist(), len(line)]
    return list(zip(cuts, cuts[1:], strict=False))


def _labelled(at: Context, found: Found, lines: Iterable[tuple[int, int]]) -> list[Turn]:
    """Turns by labels: "MARAN: …", "Q: …", "A. …". A line without one goes on."""
    rows: list[tuple[int, int, str]] = []
    names: dict[str, list[int]] = {}
    for low, high in lines:
        label = _label(at, low, high)
        if label:
            names.setdefault(label, []).append(low)
        rows.append((low, high, label))
    often = sum(len(n) for n in names.values())
    if often < _TURNS or not any(len(n) > 1 for n in names.values()) or often * 4 < len(rows):
        return []
    who = {label: _named(at, found, label, places) for label, places in names.items()}
    if "q" in who and "a" in who and who["a"] is None:
        who["a"] = _spoken_of(found, rows[0][0], next(low for low, _, label in rows if label))
    out: list[Turn] = []
    label, before = "", ""
    for low, high, new in rows:
        if new and new != label:
            label, before = new, label
        if label:
            out.append(Turn(low, high, who[label], who.get(before)))
    return [_replying(out, n) for n in range(len(out))]


def _replying(row: list[Turn], number: int) -> Turn:
    """The first turns have nobody before them: they speak to who speaks next."""
    turn = row[number]
    if turn.other is not None:
        return turn
    after = next((t.speaker for t in row[number + 1 : number + 4] if t.speaker is not turn.speaker), None)
    return Turn(turn.low, turn.high, turn.speaker, after)


def _label(at: Context, low: int, high: int) -> str:
    """The label of a line in lower case, or nothing."""
    for word in range(low, min(low + _LABEL + 1, high - 1)):
        if at.words[word] == ":" or (word == low + 1 and at.words[word] == "." and at.lower[low] in ("q", "a")):
            label = at.words[low:word]
            return " ".join(label).lower() if label and all(w[0].isupper() or not w.isalnum() for w in label) else ""
    return ""


def _named(at: Context, found: Found, label: str, places: list[int]) -> Entity | None:
    words = label.split()
    if label in ("q", "a", "question", "answer") or not words:
        return None
    for place in places[:8]:
        for word in range(place, place + len(words)):
            mention = found.covered.get(word)
            if mention is not None and mention.entity is not None and mention.entity.kind == "person":
                return mention.entity
    titled = [w for w in words if w in nouns() or w in HONORIFICS or not w.isalnum()]
    if len(titled) == len(words) or words[0] == "the":
        return None
    made = found.register.person(tuple(w for w in words if w not in nouns()))
    if made is None:
        return None
    entity = made[0]
    for place in places:
        name = Mention(place, place + len(words), place + len(words) - 1, "name", entity, 0.8)
        found.mentions.append(name)
        for word in range(name.low, name.high):
            found.covered.setdefault(word, name)
        entity.names[" ".join(at.words[name.low : name.high])] += 1
    found.mentions.sort(key=lambda m: m.low)
    return entity


def _asked(at: Context, found: Found, lines: list[tuple[int, int]]) -> list[Turn]:
    """Turns of an interview without names."""
    asks = [_question(at, low, high) for low, high in lines]
    first = next((n for n, ask in enumerate(asks) if ask == 2), -1)
    if first < 0:
        return []
    told = any(at.lower[w].startswith("interview") for w in range(0, min(lines[first][0], _HEAD)))
    if told:  # then a first question may well end in a stop
        first = next((n for n in range(1, first) if asks[n] and not asks[n + 1] and _says_i(at, *lines[n + 1])), first)
    start = lines[first][0]
    questions = sum(ask == 2 for ask in asks)
    answers = sum(_says_i(at, *lines[n + 1]) for n in range(first, len(lines) - 1) if asks[n] and not asks[n + 1])
    guest = _spoken_of(found, 0, start)
    if guest is None or not answers or not (told or questions >= _TURNS):
        return []
    titled = any(m.entity is guest for m in found.mentions if m.low < lines[0][1])
    if not (told or titled or start <= _SHORT):
        return []
    host = _other(at, found, guest, start)
    out = []
    for number in range(first, len(lines)):
        low, high = lines[number]
        out.append(Turn(low, high, host, guest) if asks[number] else Turn(low, high, guest, host))
    return out


def _other(at: Context, found: Found, guest: Entity, start: int) -> Entity | None:
    """Who asks: the one other full name in a sentence before the questions that speaks of the interview."""
    near: dict[int, Entity] = {}
    owner = at.reading.sentence_of
    told = {int(owner[w]) for w in range(start) if at.lower[w].startswith("interview")}
    for mention in found.mentions:
        if mention.low >= start:
            break
        entity = mention.entity
        if entity is None or entity is guest or entity.kind != "person" or len(entity.parts) < 2:
            continue
        if int(owner[mention.low]) in told:
            near[id(entity)] = entity
    return next(iter(near.values())) if len(near) == 1 else None


def _question(at: Context, low: int, high: int) -> int:
    """2 for a paragraph that ends in a question, 1 for a short one that says "you" no less than "I", else 0."""
    last = high - 1
    while last > low and at.words[last] in "\"'”’)":
        last -= 1
    if high - low > 2 * _SHORT:
        return 0
    you = sum(at.lower[w] in YOU for w in range(low, high))
    own = sum(at.lower[w] in FIRST for w in range(low, high))
    if at.words[last] == "?":
        return 2 if you >= own else 0
    return 1 if you and you >= own and high - low <= _SHORT else 0


def _says_i(at: Context, low: int, high: int) -> bool:
    return any(at.lower[w] in FIRST for w in range(low, high))


def _spoken_of(found: Found, low: int, high: int) -> Entity | None:
    """The person named most within a range of words, one with a full name before one without; the first of several."""
    told: Counter[int] = Counter()
    people: dict[int, Entity] = {}
    for mention in found.mentions:
        if low <= mention.low < high and mention.entity is not None and mention.entity.kind == "person":
            told[id(mention.entity)] += 1
            people.setdefault(id(mention.entity), mention.entity)
    return max(people.values(), key=lambda e: (len(e.parts) > 1, told[id(e)]), default=None)
