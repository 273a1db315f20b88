"""What may be written on a console: signs that its encoding has, and no character that steers it."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from sayso.show.wording import HIDDEN, code_point, one_line

__all__ = ["NARROW", "Pen", "Signs"]

#: Lines longer than this are hard to read back from; a wide window keeps its rest as margin.
MEASURE = 84
NARROW = 56


@dataclass(frozen=True, slots=True)
class Signs:
    """What marks the parts of a statement and draws the rest."""

    source: tuple[str, str]
    content: tuple[str, str]
    rule: str
    bar: str
    quote: str
    dot: str
    arrow: str
    superscript: bool


_FULL = Signs(("⟦", "⟧"), ("‹", "›"), "─", "▇", "│ ", " · ", " → ", superscript=True)
_ASCII = Signs(("[", "]"), ("<", ">"), "-", "#", "| ", " - ", " > ", superscript=False)

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
        "×": "x",
        "≥": ">=",
        "≤": "<=",
        "≈": "~",
        "°": " deg",
        "⟨": "<",
        "⟩": ">",
    }
)


class Pen:
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
        """Words as they may be written, in a style."""
        # The style is a span: a style of the whole `Text` would spread to all that is appended to it.
        return Text(overflow="fold").append(self.safe(words), style=style)

    def number(self, number: str) -> str:
        """The number of a statement: raised, or after a caret."""
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
        """Prints an empty line."""
        self.console.print()

    def bar(self, share: float, width: int) -> str:
        """A bar as long as a share of a width; what is not none is at least one sign long."""
        return self.signs.bar * (max(1, round(share * width)) if share else 0)
