"""The codes of the notes that attribution leaves on a report. `docs/notes.md` is made from this table."""

from __future__ import annotations

from sayso.encode.encoder import Reading
from sayso.report import Note, Span

CODES = {
    "quotation-unclosed": "A quotation mark opens a passage that nothing closes in its paragraph.",
    "quotation-unopened": "A quotation mark closes a passage that nothing opened.",
    "quotation-misplaced": "A quotation mark opens a second time before the first was closed, and closes only once.",
    "language-not-read": "The report is not in a language that Sayso has weights for: no statements were looked for.",
}


def quotation_notes(reading: Reading) -> list[Note]:
    """A note for every quotation mark without a partner. One before another that does close is called misplaced."""
    notes = []
    for mark in reading.quotations.unclosed:
        closed = _next_closed(reading, mark)
        if closed is not None:
            message = "a second mark opens before this one is closed, and one closing mark follows: one is misplaced"
            notes.append(Note("quotation-misplaced", message, mark, (closed,)))
        else:
            notes.append(Note("quotation-unclosed", "this quotation mark opens a passage that nothing closes", mark))
    notes += [
        Note("quotation-unopened", "this quotation mark closes a passage that nothing opened", mark)
        for mark in reading.quotations.unopened
    ]
    return sorted(notes, key=lambda n: n.span or (0, 0))


def _next_closed(reading: Reading, mark: Span) -> Span | None:
    """The first passage after an unclosed mark, in the same line, that uses the same kind of mark and is closed."""
    line_end = reading.text.find("\n", mark[1])
    line_end = len(reading.text) if line_end < 0 else line_end
    sign = reading.text[slice(*mark)]
    for passage in reading.quotations.passages:
        if mark[1] <= passage.span[0] and passage.span[1] <= line_end and passage.closed == "mark":
            return passage.span if reading.text[passage.span[0]] == sign else None
    return None
