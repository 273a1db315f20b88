"""Signatures: a quotation with a dash and a name after it, a name with a colon before what is said, transcripts' turns.

Here the mark is the cue, as it is in PolNeAR. The tags often see the name and the words said and not the mark between
them, and without a cue neither would be used.
"""

from __future__ import annotations

from sayso.attribute.decode import Part
from sayso.encode.encoder import Reading
from sayso.report import Span

_DASHES = frozenset("-–—―")
_OPENING = frozenset('"“„«')
_CLOSING = frozenset("\"”’'»")
#: A name after a dash has at most so many words; what is longer is a sentence.
_LONGEST_NAME = 8
_SHORTEST_TURN = 3
#: What a page puts before a line of its own, in capitals or as a name: nobody says what comes after the colon.
_NOTICES = frozenset(
    "video videos photo photos photography gallery slideshow watch listen audio live map graphic graphics interactive"
    " related also more update updated breaking new exclusive developing correction clarification note notice warning"
    " tags topics category categories date location time offense charge charges contact source sources credit credits"
    " image images picture pictures caption file read see".split()
)


def with_signatures(reading: Reading, found: list[Part]) -> list[Part]:
    """The parts with those added that signatures show, in order of the text, and without labels tagged as sources."""
    found = _turns(reading, [part for part in found if not _labels(reading, part)])
    starts = {p.words[0]: p for p in found}
    extra: list[Part] = []
    for before in found:
        if before.part == "content":
            extra += _after_quotation(reading, before, starts)
        elif before.part == "source":
            extra += _after_name(reading, before, starts)
    return sorted([*found, *extra], key=lambda p: p.words) if extra else found


def _labels(reading: Reading, part: Part) -> bool:
    """Whether a tag took a page's label at the start of a line for a source, or the colon after one for a cue."""
    low = part.words[0] - 1 if part.part == "cue" and _word(reading, part.words[0]) == ":" else part.words[0]
    high = part.words[1] if part.part == "source" else low + 1
    first = low == 0 or reading.line_of[low - 1] != reading.line_of[low]
    return part.part != "content" and first and _word(reading, high) == ":" and _is_notice(reading, (low, high))


def _turns(reading: Reading, found: list[Part]) -> list[Part]:
    """Turns of a transcript ("WALLACE: …"): the name is the source, the colon the cue, the rest of the line is said.

    Only where the tags saw a name or words said there: a line may begin "UPDATE:" as well. What they saw further on in
    the line lies inside, and is for the second pass.
    """
    out: list[Part] = []
    done = 0
    for part in found:
        low = part.words[0]
        if low < done:
            continue
        turn = _turn(reading, low) if part.part != "cue" else None
        if turn is None:
            out.append(part)
            continue
        (name, colon), done = turn
        spans = (("source", (name, colon)), ("cue", (colon, colon + 1)), ("content", (colon + 1, done)))
        out += [Part(kind, span, part.score) for kind, span in spans]
    return out


def _turn(reading: Reading, at: int) -> tuple[Span, int] | None:
    """The words of the speaker's name and the end of the line, where a word belongs to the head of a turn."""
    low = at
    while low and reading.line_of[low - 1] == reading.line_of[at] and at - low <= _LONGEST_NAME:
        low -= 1
    if low and reading.line_of[low - 1] == reading.line_of[at]:
        return None
    name = low + (_word(reading, low) in _OPENING)
    colon = name
    while colon - name <= _LONGEST_NAME and _capitals(_word(reading, colon)):
        colon += 1
    end = colon
    while end < len(reading.tokens) and reading.line_of[end] == reading.line_of[at]:
        end += 1
    named = any(len(_word(reading, n)) > 2 for n in range(name, colon))
    if (
        not named
        or _is_notice(reading, (name, colon))
        or _word(reading, colon) != ":"
        or at > colon + 1
        or end - colon < _SHORTEST_TURN
    ):
        return None
    return (name, colon), end


def _is_notice(reading: Reading, name: Span) -> bool:
    """Whether what stands before a colon is a page's label ("VIDEO", "RELATED PHOTOS") and nobody's name."""
    return all(_word(reading, n).lower() in _NOTICES for n in range(*name))


def _capitals(word: str) -> bool:
    return word.isupper() or word in {".", "-", "'", "’"}


def _after_quotation(reading: Reading, content: Part, starts: dict[int, Part]) -> list[Part]:
    """“…” — Name: the dash, and the name where it is not tagged and stands alone to the end of its line."""
    end = _ends_quoted(reading, content)
    mark = _run_of_dashes(reading, end)
    if mark is None or mark[0] in starts:
        return []
    name = starts.get(mark[1])
    if name is not None and name.part == "source":
        return [Part("cue", mark, min(content.score, name.score))]
    line_end = mark[1]
    count = len(reading.tokens)
    while line_end < count and reading.line_of[line_end] == reading.line_of[mark[0]]:
        line_end += 1
    words = reading.tokens.words[mark[1] : line_end]
    texts = [reading.text[a:b] for a, b in words.tolist()]
    while texts and texts[-1] in {".", ","}:
        texts.pop()
    span: Span = (mark[1], mark[1] + len(texts))
    free = all(n not in starts for n in range(*span))
    if not texts or len(texts) > _LONGEST_NAME or not free or not texts[0][0].isupper() or "." in texts:
        return []
    return [Part("cue", mark, content.score), Part("source", span, content.score)]


def _ends_quoted(reading: Reading, content: Part) -> int:
    """The word after a content and its closing mark; -1 where it does not close a quotation."""
    end = content.words[1]
    closes = _word(reading, end - 1) in _CLOSING
    if not closes and _word(reading, end) in _CLOSING:
        return end + 1
    return end if closes else -1


def _run_of_dashes(reading: Reading, low: int) -> Span | None:
    high = low
    while 0 <= high < len(reading.tokens) and _word(reading, high) and set(_word(reading, high)) <= _DASHES:
        high += 1
    return (low, high) if high > low else None


def _after_name(reading: Reading, name: Part, starts: dict[int, Part]) -> list[Part]:
    """NAME: words said, from the start of a line."""
    low, colon = name.words
    first = low == 0 or reading.line_of[low - 1] != reading.line_of[low]
    said = starts.get(colon + 1)
    if not first or _word(reading, colon) != ":" or colon in starts or said is None or said.part != "content":
        return []
    return [Part("cue", (colon, colon + 1), min(name.score, said.score))]


def _word(reading: Reading, number: int) -> str:
    if not 0 <= number < len(reading.tokens):
        return ""
    low, high = reading.tokens.words[number].tolist()
    return reading.text[low:high]
