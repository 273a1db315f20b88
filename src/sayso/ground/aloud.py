"""Where a text is somebody's spoken word, and which of its words stand in quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from sayso.ground.classes import FIRST
from sayso.ground.context import Context
from sayso.report import Span

#: Above this share of "I", "we" and the like outside quotation marks, a text of no known outlet is spoken: in GUM's
#: training half interviews, speeches and court have 0.012 and more, news and biographies 0.004 at most.
SPOKEN = 0.008
_SAID = frozenset(
    "said says saying say stated states wrote writes read reads declared noted added on follows responded"
    " replied".split()
)


class Aloud:
    """Answers for one report; counts nothing before it is asked."""

    def __init__(self, at: Context, plain: Sequence[str]) -> None:
        self.at, self.plain = at, plain
        self._quotes: list[Span] | None = None
        self._colons: list[int] | None = None
        self._speech: bool | None = None

    def quoted(self, place: int) -> bool:
        """Whether a word stands in quotation marks."""
        if self._quotes is None:
            self._quotes = sorted(q.span for q in self.at.reading.quotations.passages if not q.depth)
        start = int(self.at.starts[place]) if place < len(self.at.words) else 0
        n = bisect_left(self._quotes, (start + 1, 0)) - 1
        return n >= 0 and self._quotes[n][1] > start

    def colon(self, place: int) -> int:
        """The last colon before a word that ends a line with no quotation marks after it: "It said:"; -1 for none."""
        if self._colons is None:
            line = self.at.reading.line_of
            ends = [n for n, w in enumerate(self.plain[:-1]) if w == ":" and line[n] != line[n + 1]]
            ends = [n for n in ends if _SAID.intersection(self.plain[max(0, n - 5) : n])]
            self._colons = [n for n in ends if not self.quoted(n + 1)]
        n = bisect_left(self._colons, place) - 1
        return self._colons[n] if n >= 0 else -1

    def spoken(self) -> bool:
        """Whether the text is what somebody says (a speech, a transcript, an interview), not what somebody writes."""
        report = self.at.report
        if report.genre == "transcript":
            return True
        if report.genre != "unknown" or report.outlet or report.byline:
            return False
        if self._speech is None:
            own = [n for n, w in enumerate(self.plain) if w in FIRST and not self.quoted(n)]
            self._speech = len(own) > SPOKEN * len(self.plain)
        return self._speech
