"""A report in the terminal, marked up the way an editor would.

Source, cue and content are told apart by signs and type, never by colour alone: `⟦who⟧¹ said¹ ‹¹what›`, the cue
underlined, a statement inside another in doubled brackets. Where type cannot show (a pipe, a dumb terminal) the cue
stands between low lines; where the encoding has no such signs they are ASCII.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from sayso.report import Failure, Report, Span
from sayso.show.entries import Entry, Relay, entries
from sayso.show.sweep import Block, Close, Event, Mark, Open, Words, blocks, by_block, marks, sweep
from sayso.show.tally import Tally, tally
from sayso.show.wording import (
    APART,
    HIDDEN,
    clock,
    code_point,
    facts,
    headline,
    many,
    numbers,
    one_line,
    percent,
    title_of,
    voice_label,
    voice_meaning,
)

__all__ = ["print_report", "print_summary"]

#: Lines longer than this are hard to read back from; a wide window keeps its rest as margin.
MEASURE = 84
NARROW = 56

_NOBODY = "(no source named)"


@dataclass(frozen=True, slots=True)
class _Signs:
    """What marks the parts of a statement and draws the rest."""

    source: tuple[str, str]
    content: tuple[str, str]
    rule: str
    bar: str
    quote: str
    dot: str
    arrow: str
    superscript: bool


_FULL = _Signs(("⟦", "⟧"), ("‹", "›"), "─", "▇", "│ ", " · ", " → ", superscript=True)
_ASCII = _Signs(("[", "]"), ("<", ">"), "-", "#", "| ", " - ", " > ", superscript=False)

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "--",
        "…": "...",
        "\u00a0": " ",
        "⟨": "<",
        "⟩": ">",
    }
)


def print_report(report: Report, console: Console) -> None:
    """Prints one report: what it is, its text with the statements in place, and under it who speaks and what was left.

    Hostile text cannot steer the terminal: control characters and bidirectional overrides are shown by their code
    points.
    """
    _Sheet(report, console).draw()


def print_summary(done: int, failed: Sequence[Failure], seconds: float, console: Console) -> None:
    """Prints how a run went: how many reports were read and how fast, and what failed and why."""
    pen = _Pen(console)
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


class _Pen:
    """Writes what may be written on a console: signs that its encoding has, and no character that steers it."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.full = self._can("⟦⟧‹›─▇│·→⁰¹²³⁴⁵⁶⁷⁸⁹⟨⟩")
        self.signs = _FULL if self.full else _ASCII
        self.typed = console.color_system is not None  # bold and underline can show
        self.width = min(console.width, MEASURE)
        self.indent = 2 if console.width >= NARROW else 0

    def _can(self, text: str) -> bool:
        try:
            text.encode(self.console.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def safe(self, text: str) -> str:
        """The text with what cannot or must not be sent to the terminal made visible."""
        shown = HIDDEN.sub(lambda found: f"⟨{code_point(found[0])}⟩", one_line(text))
        if self.full and self._can(shown):
            return shown
        encoding = self.console.encoding if self._can("") else "ascii"
        fitted = shown if self.full else shown.translate(_PLAIN)
        return fitted.encode(encoding, "backslashreplace").decode(encoding)

    def text(self, words: str, style: str = "") -> Text:
        # The style is a span: a style of the whole `Text` would spread to all that is appended to it.
        return Text(overflow="fold").append(self.safe(words), style=style)

    def number(self, number: str) -> str:
        return number.translate(_SUPERSCRIPT) if self.signs.superscript else f"^{number}"

    def print(self, text: Text, *, first: str | None = None, rest: str = "", indent: int | None = None) -> None:
        """Prints text wrapped, without blanks at the ends of lines; `first` and `rest` stand before its lines."""
        left = " " * (self.indent if indent is None else indent)
        width = max(self.width - len(left) - len(rest), 8)
        for n, line in enumerate(text.wrap(self.console, width, overflow="fold")):
            line.rstrip()
            lead = Text(left).append(rest if n or first is None else first, style="dim")
            if not line.plain:
                lead.rstrip()
            # Already wrapped: a window narrower than that breaks the line itself.
            self.console.print(lead.append_text(line), soft_wrap=True)

    def line(self) -> None:
        self.console.print()

    def bar(self, share: float, width: int) -> str:
        return self.signs.bar * (max(1, round(share * width)) if share else 0)


class _Sheet:
    """One report on one console."""

    def __init__(self, report: Report, console: Console) -> None:
        self.report = report
        self.console = console
        self.pen = _Pen(console)
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
        self._sources(self.tally)
        self._voice(self.tally)
        self._statements()
        self._list("Seen, not used", [(self.report[u.span], u.why) for u in self.report.unused])
        self._list("Notes", [(self.report[n.span] if n.span else "", n.message) for n in self.report.notes])
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

    # --- under it

    def _title(self, words: str) -> None:
        self.pen.line()
        self.pen.print(self.pen.text(words, "bold"), indent=0)

    def _sources(self, counted: Tally) -> None:
        self._title("Sources")
        if not counted.speakers:
            self.pen.print(self.pen.text("No statement was found."))
            return
        wide = self.pen.width >= NARROW
        relays = wide and any(s.relayed for s in counted.speakers)
        heads = ["statements" if wide else "said", "words", *(["relayed"] if relays else []), "share"]
        longest = max(len(self.pen.safe(s.name or _NOBODY)) for s in counted.speakers)
        name_width = max(min(longest, 34 if wide else self.pen.width - sum(map(len, heads)) - 2 * len(heads)), 8)
        self._row(Text(""), heads, heads, name_width, "dim")
        for s in counted.speakers:
            name = self.pen.text(s.name or _NOBODY, "bold" if s.name else "italic")
            relayed = [f"{s.relayed:,}" if s.relayed else ""] if relays else []
            cells = [f"{len(s.statements):,}", f"{s.words:,}", *relayed, percent(s.share)]
            self._row(name, cells, heads, name_width, bar=self.pen.bar(s.share, 16) if wide else "")
        share = f"Share of the {many(counted.words, 'word')} of running text, each counted for the innermost source."
        passed = " Relayed: words passed on from a source further in." if relays else ""
        self.pen.print(self.pen.text(share + passed, "dim"))

    def _row(self, name: Text, cells: list[str], heads: list[str], width: int, style: str = "", bar: str = "") -> None:
        first, *rest = name.wrap(self.console, width) or [Text("")]
        first.rstrip()
        first.pad_right(width - first.cell_len)
        for cell, head in zip(cells, heads, strict=True):
            first.append(f"  {cell:>{len(head)}}", style=style)
        first.append(f"  {bar}" if bar else "", style="cyan")
        for line in [first, *rest]:
            self.pen.print(line)

    def _voice(self, counted: Tally) -> None:
        voice = counted.voice
        self._title(voice_label(voice.owner))
        self.pen.print(self.pen.text(f"{many(voice.words, 'word')}, {percent(voice.share)} of the running text."))
        self.pen.print(self.pen.text(voice_meaning(voice.owner), "dim"))
        total = max(counted.words, 1)
        rest = [
            (counted.attributing, "in sources and cues"),
            (counted.unsourced, "in quotations set off by the page that no source claims"),
        ]
        for words, where in rest:
            if words:
                self.pen.print(self.pen.text(f"{many(words, 'word')}, {percent(words / total)}, {where}."))
        if counted.apart:
            apart = self.pen.signs.dot.join(f"{APART.get(kind, kind)} {words:,}" for kind, words in counted.apart)
            self.pen.print(self.pen.text(f"Kept apart, in no share: {apart}.", "dim"))

    def _statements(self) -> None:
        if not self.entries:
            return
        self._title("Statements")
        width = max(len(e.number) for e in self.entries)
        for entry in self.entries:
            self.pen.print(self._entry(entry), first=f"{entry.number:>{width}}  ", rest=" " * (width + 2))

    def _entry(self, entry: Entry) -> Text:
        dot = self.pen.signs.dot
        who = self.pen.text(entry.who or _NOBODY, "bold" if entry.who else "italic")
        if entry.continued:
            who.append_text(self.pen.text(" (continued)", "dim"))
        if entry.cue:
            who.append_text(self.pen.text(dot, "dim"))
            who.append_text(self.pen.text(entry.cue, "underline"))
        about: list[str] = [entry.statement.kind]
        if entry.within:
            about.append(f"within {entry.within}")
        if entry.relays:
            about.append(f"by way of {self.pen.signs.arrow.join(_relay(relay) for relay in entry.chain)}")
        about.append(f"machine’s score {entry.score}")
        return who.append_text(self.pen.text(dot + dot.join(about), "dim"))

    def _list(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        if not rows:
            return
        self._title(title)
        for words, why in rows:
            line = Text(overflow="fold")
            if words.strip():
                line.append_text(self.pen.text(_shortened(words))).append_text(self.pen.text(": ", "dim"))
            self.pen.print(line.append_text(self.pen.text(why, "dim" if words.strip() else "")))


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


def _relay(relay: Relay) -> str:
    return f"{relay.name} ({relay.number})" if relay.number else relay.name


def _shortened(words: str, longest: int = 120) -> str:
    line = one_line(words).strip()
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
