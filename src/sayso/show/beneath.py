"""What stands under a report in the terminal: who speaks how much, figures, times, places, statements, the rest."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from sayso.report import Report
from sayso.show.entries import Entry, Relay
from sayso.show.findings import FigureRow, Row, aside_rows, date_rows, figure_rows, mixes, place_rows
from sayso.show.pen import NARROW, Pen
from sayso.show.tally import Tally
from sayso.show.terms import about_source
from sayso.show.wording import APART, NOBODY, many, one_line, percent, voice_label, voice_meaning

__all__ = ["draw_beneath"]

_NOBODY = f"({NOBODY})"


def draw_beneath(report: Report, entries: list[Entry], counted: Tally, pen: Pen) -> None:
    """Draws all that stands under a report's text; a list that is empty takes no room."""
    _Beneath(report, entries, counted, pen).draw()


class _Beneath:
    def __init__(self, report: Report, entries: list[Entry], counted: Tally, pen: Pen) -> None:
        self.report = report
        self.entries = entries
        self.tally = counted
        self.pen = pen

    def draw(self) -> None:
        report = self.report
        self._sources(self.tally)
        self._voice(self.tally)
        self._figures(figure_rows(report, self.entries, self.tally.voice.owner))
        self._found("Dates", date_rows(report, self.entries))
        self._found("Places", place_rows(report, self.entries))
        asides = [(f"{label}{f', {by}' if by else ''}", words) for _, label, by, words in aside_rows(report)]
        self._list("Said beside the statements", [(words, label) for label, words in asides])
        self._statements()
        self._list("Seen, not used", [(report[u.span], u.why) for u in report.unused])
        self._list("Notes", [(report[n.span] if n.span else "", n.message) for n in report.notes])

    def _title(self, words: str) -> None:
        self.pen.line()
        self.pen.print(self.pen.text(words, "bold"), indent=0)

    # --- who speaks how much

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
            about = about_source(s.source_class, s.role)
            if about:
                self.pen.print(self.pen.text(", ".join(about), "dim"), first="  ", rest="  ")
        share = f"Share of the {many(counted.words, 'word')} of running text, each counted for the innermost source."
        passed = " Relayed: words passed on from a source further in." if relays else ""
        self.pen.print(self.pen.text(share + passed, "dim"))
        for title, rows in mixes(counted):
            mix = self.pen.signs.dot.join(f"{row.label} {percent(row.share)}" for row in rows)
            self.pen.print(self.pen.text(f"{title}: ", "dim").append_text(self.pen.text(mix)))

    def _row(self, name: Text, cells: list[str], heads: list[str], width: int, style: str = "", bar: str = "") -> None:
        first, *rest = name.wrap(self.pen.console, width) or [Text("")]
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

    # --- figures, times, places

    def _figures(self, rows: Sequence[FigureRow]) -> None:
        if not rows:
            return
        self._title("Figures")
        for row in rows:
            if not row.minor:
                whose = f"on the word of {row.whose} ({row.statement})" if row.statement else row.whose
                dated = f"as of {row.as_of}" if row.as_of else ""
                about = [row.value, row.what, row.scope, dated, row.guess]
                self._line(row.words, [part for part in about if part], whose)
        minor = [f"{row.words} {row.what}".strip() for row in rows if row.minor]
        if minor:
            label = "Other numbers: " if len(minor) < len(rows) else ""
            self.pen.print(
                self.pen.text(label, "dim").append_text(self.pen.text("; ".join(minor))), first="", rest="  "
            )

    def _found(self, title: str, rows: Sequence[Row]) -> None:
        if not rows:
            return
        self._title(title)
        for row in rows:
            if not row.minor:
                about = [part for part in (row.value or "not known", row.guess) if part]
                more = [row.more] if row.more else []
                if row.statements:
                    more.append(f"in {', '.join(row.statements)}")
                self._line(_mentions(row), about, self.pen.signs.dot.join(more))
        minor = [f"{_mentions(row)} ({row.value})" if row.value else _mentions(row) for row in rows if row.minor]
        if minor:
            line = self.pen.text("Lengths of time: ", "dim").append_text(self.pen.text("; ".join(minor)))
            self.pen.print(line, first="", rest="  ")

    def _line(self, words: str, about: Sequence[str], more: str) -> None:
        """The text's own words, what they are taken to mean, and dimly what else there is to say."""
        dot = self.pen.signs.dot
        line = self.pen.text(_shortened(words), "bold").append_text(self.pen.text(dot, "dim"))
        line.append_text(self.pen.text(dot.join(about)))
        if more:
            line.append_text(self.pen.text(f"{dot if about else ''}{more}", "dim"))
        self.pen.print(line, rest="  ", first="")

    # --- statements, and what was left

    def _statements(self) -> None:
        if not self.entries:
            return
        self._title("Statements")
        width = max(len(e.number) for e in self.entries)
        for entry in self.entries:
            for n, line in enumerate(self._entry(entry)):
                lead = f"{entry.number if n == 0 else '':>{width}}  "
                self.pen.print(line, first=lead, rest=" " * (width + 2))

    def _entry(self, entry: Entry) -> list[Text]:
        dot = self.pen.signs.dot
        who = self.pen.text(entry.who or _NOBODY, "bold" if entry.who else "italic")
        if entry.named:
            who.append_text(self.pen.text(" = ", "dim")).append_text(self.pen.text(entry.named))
        if entry.continued:
            who.append_text(self.pen.text(" (continued)", "dim"))
        if entry.cue:
            who.append_text(self.pen.text(dot, "dim"))
            who.append_text(self.pen.text(entry.cue, "underline"))
        if entry.put:
            who.append_text(self.pen.text(dot, "dim")).append_text(self.pen.text(", ".join(entry.put)))
        source = "; ".join(part for part in (", ".join(entry.about), entry.support) if part)
        about = [source] if source else []
        about.append(entry.statement.kind)
        if entry.within and not entry.relays:
            about.append(f"within {entry.within}")
        about.append(f"machine’s score {entry.score}")
        # What grounding adds makes a second line; without it the first has room for all.
        lines = [who]
        if entry.about or entry.put:
            lines.append(self.pen.text(dot.join(about), "dim"))
        else:
            who.append_text(self.pen.text(dot + dot.join(about), "dim"))
        if entry.relays:
            chain = [*(_relay(relay) for relay in entry.chain), entry.name or entry.who or _NOBODY]
            lines.append(self.pen.text(self.pen.signs.arrow.join(chain), "dim"))
        for label, words in entry.asides:
            lines.append(self.pen.text(f"{label}: ", "dim").append_text(self.pen.text(f"“{_shortened(words)}”")))
        return lines

    def _list(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        if not rows:
            return
        self._title(title)
        for words, why in rows:
            line = Text(overflow="fold")
            if words.strip():
                line.append_text(self.pen.text(_shortened(words))).append_text(self.pen.text(": ", "dim"))
            self.pen.print(line.append_text(self.pen.text(why, "dim" if words.strip() else "")))


def _mentions(row: Row) -> str:
    return ", ".join(f"{m.words} ×{m.times}" if m.times > 1 else m.words for m in row.mentions)


def _relay(relay: Relay) -> str:
    return f"{relay.name} ({relay.number})" if relay.number else relay.name


def _shortened(words: str, longest: int = 120) -> str:
    line = one_line(words).strip()
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
