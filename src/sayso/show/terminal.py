"""A report in the terminal, marked up the way an editor would.

Source, cue and content are told apart by signs and type, never by colour alone: `⟦who⟧¹ said¹ ‹¹what›`, the cue
underlined, a statement inside another in doubled brackets. Where type cannot show (a pipe, a dumb terminal) the cue
stands between low lines; where the encoding has no such signs they are ASCII.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from sayso.report import Failure, Report, Span
from sayso.show.beneath import draw_beneath
from sayso.show.entries import entries
from sayso.show.pen import Pen
from sayso.show.sweep import Block, Close, Event, Mark, Open, Words, blocks, by_block, marks, sweep
from sayso.show.tally import tally
from sayso.show.wording import (
    clock,
    facts,
    headline,
    many,
    numbers,
    title_of,
)

__all__ = ["print_report", "print_summary"]


def print_report(report: Report, console: Console) -> None:
    """Prints one report: what it is, its text with the statements in place, and under it who speaks and what was left.

    Hostile text cannot steer the terminal: control characters and bidirectional overrides are shown by their code
    points.
    """
    _Sheet(report, console).draw()


def print_summary(done: int, failed: Sequence[Failure], seconds: float, console: Console) -> None:
    """Prints how a run went: how many reports were read and how fast, and what failed and why."""
    pen = Pen(console)
    rate = f", {done / seconds:.1f} a second" if done and seconds > 0 else ""
    pen.print(pen.text(f"{many(done, 'report')} read in {seconds:.1f} s{rate}.", "bold"), indent=0)
    if not failed:
        return
    pen.print(pen.text(f"{many(len(failed), 'source')} could not be read:", "bold"), indent=0)
    for failure in failed:
        line = pen.text(failure.document, "bold").append_text(pen.text(f": {failure.why}"))
        if failure.related:
            line.append_text(pen.text(f" (see also {', '.join(failure.related)})", "dim"))
        pen.print(line)


class _Sheet:
    """One report on one console."""

    def __init__(self, report: Report, console: Console) -> None:
        self.report = report
        self.console = console
        self.pen = Pen(console)
        # A source or cue that several statements share is drawn once, with the number of each.
        self.shared: dict[tuple[str, Span], list[Mark]] = {}
        for mark in marks(report):
            if mark.what in {"source", "cue"}:
                self.shared.setdefault((mark.what, mark.span), []).append(mark)
        self.marks = [mark for mark in marks(report) if mark.what == "content"]
        self.marks += [held[0] for held in self.shared.values()]
        self.numbers = numbers(report)
        self.entries = entries(report)
        self.tally = tally(report)

    def draw(self) -> None:
        title = headline(self.report)
        parts = blocks(self.report)
        found = dict(zip(parts, by_block(parts, self.marks), strict=True))
        self._head(self._marked(title, found[title]) if title else self.pen.text(title_of(self.report)))
        for block, inside in found.items():
            if block != title and self.report[block.span].strip():
                self._block(block, inside)
        self._legend()
        draw_beneath(self.report, self.entries, self.tally, self.pen)
        self.pen.line()

    # --- the report itself

    def _head(self, words: Text) -> None:
        words.stylize("bold")
        rule = self.pen.text(self.pen.signs.rule * self.pen.width, "dim")
        self.pen.print(rule, indent=0)
        self.pen.print(words, indent=0)
        self.pen.print(self.pen.text(self.pen.signs.dot.join(facts(self.report)), "italic"), indent=0)
        self.pen.print(self.pen.text(self.report.url or self.report.document, "dim"), indent=0)
        self.pen.print(rule, indent=0)

    def _block(self, block: Block, found: Sequence[Mark]) -> None:
        words = self._marked(block, found)
        lead = {"caption": "[caption] ", "pullquote": "[pull quote] ", "boilerplate": "[boilerplate] "}.get(
            block.kind, ""
        )
        if block.start_s is not None:
            lead = f"{clock(block.start_s)} {lead}"
        if block.page is not None:
            lead = f"p. {block.page} {lead}"
        style = {
            "headline": "bold",
            "heading": "bold",
            "deck": "italic",
            "caption": "italic",
            "boilerplate": "dim",
            "byline": "italic",
        }.get(block.kind, "")
        text = self.pen.text(lead, "dim").append_text(words)
        if style:
            text.stylize(style)
        self.pen.line()
        self.pen.print(text, rest=self.pen.signs.quote if block.kind == "blockquote" else "")

    def _marked(self, block: Block, found: Sequence[Mark]) -> Text:
        out = Text(overflow="fold")
        events = sweep(block.span, found)
        styles: list[str] = []
        begun = False
        blank = True  # the last word was followed by a blank: the next piece needs none of its own
        for event in _trimmed(self.report, events):
            match event:
                case Open(mark, first):
                    styles.append({"source": "bold", "cue": "underline", "content": ""}[mark.what])
                    # As in print: a quotation over several paragraphs is opened again at each, and closed at the last.
                    if first or (not begun and mark.what == "content"):
                        self._sign(out, self._opening(mark), mark)
                case Close(mark, last):
                    styles.pop()
                    if last:
                        self._sign(out, self._closing(mark), mark)
                case Words((start, end)):
                    words = self.pen.safe(self.report.text[start:end])
                    if blank:
                        words = words.removeprefix(" ")
                    blank = words.endswith(" ") if words else blank
                    out.append(words, style=" ".join(dict.fromkeys(s for s in styles if s)))
                    begun = begun or bool(words.strip())
        return out

    def _opening(self, mark: Mark) -> str:
        signs = self.pen.signs
        if mark.what == "content":
            number = self.pen.number(self.numbers[mark.owner])
            return signs.content[0] * (mark.depth + 1) + number + ("" if signs.superscript else " ")
        if mark.what == "source":
            return signs.source[0]
        return "" if self.pen.typed else "_"

    def _closing(self, mark: Mark) -> str:
        signs = self.pen.signs
        if mark.what == "content":
            # Where several end together the number tells which; one that lies in no other needs none.
            number = self.pen.number(self.numbers[mark.owner]) if mark.depth else ""
            return signs.content[1] * (mark.depth + 1) + number
        closed = signs.source[1] if mark.what == "source" else "" if self.pen.typed else "_"
        held = dict.fromkeys(self.numbers[m.owner] for m in self.shared[mark.what, mark.span])
        return closed + self.pen.number(("·" if signs.superscript else ",").join(held))

    def _sign(self, out: Text, sign: str, mark: Mark) -> None:
        colour = {"source": "cyan", "cue": "yellow"}.get(mark.what, ("green", "magenta", "bright_blue")[mark.depth % 3])
        out.append(sign, style=f"not underline {colour}")

    def _legend(self) -> None:
        if not self.entries:
            return
        signs, one = self.pen.signs, self.pen.number("1")
        parts = [f"{signs.source[0]}source{signs.source[1]}{one}"]
        parts.append(f"cue{one}" if self.pen.typed else f"_cue_{one}")
        parts.append(f"{signs.content[0]}{one}{'' if signs.superscript else ' '}content{signs.content[1]}")
        inner = (
            f"{signs.content[0] * 2}inside another{signs.content[1] * 2}" if any(e.depth for e in self.entries) else ""
        )
        self.pen.line()
        legend = self.pen.text("   ".join([*parts, *([inner] if inner else [])]), "dim")
        if self.pen.typed:
            start = legend.plain.index("cue")
            legend.stylize("underline", start, start + 3)
        self.pen.print(legend)


def _trimmed(report: Report, events: Sequence[Event]) -> list[Event]:
    """The events without the blanks at the block's end, which would only push the last sign away from its word."""
    out = list(events)
    for n in range(len(out) - 1, -1, -1):
        event = out[n]
        if isinstance(event, Words):
            start, end = event.span
            kept = start + len(report.text[start:end].rstrip())
            out[n] = Words((start, kept))
            if kept > start:
                break
    return out
