"""One expression of time: what was understood, and the words that it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sayso.ground.timex.calendar import Day
from sayso.ground.timex.scene import NEAR_YEAR, Scene
from sayso.ground.timex.shapes import Shaped
from sayso.report import DateType


@dataclass(frozen=True, slots=True)
class Time:
    """One expression as it was understood."""

    low: int
    high: int  # half-open range of words
    shape: str
    type: DateType
    value: str | None
    mod: str | None = None
    score: float = 0.9
    day: Day | None = None  # for what is told after it: "the next day", "that year"
    open_year: bool = False  # its year was inferred, not written


@dataclass(frozen=True, slots=True)
class Parts:
    """An expression's words by letter, and the scene that it stands in."""

    shaped: Shaped
    scene: Scene

    @property
    def low(self) -> int:
        """Its first word."""
        return self.shaped.low

    @property
    def high(self) -> int:
        """The word after its last."""
        return self.shaped.high

    def places(self, letters: str) -> list[int]:
        """Its words that have one of these letters."""
        return [n for n in range(self.low, self.high) if self.scene.letters[n] in letters]

    def word(self, letters: str, nth: int = 0) -> str | None:
        """Its first (or later) word with one of these letters, in lower case."""
        found = self.places(letters)
        return self.scene.at.lower[found[nth]] if -len(found) <= nth < len(found) else None

    def value(self, letters: str, nth: int = 0) -> str | None:
        """The lexicon's value of that word, or the word."""
        word = self.word(letters, nth)
        return None if word is None else self.scene.values.get(word, word)

    def number(self, letters: str, nth: int = 0) -> int | None:
        """That word as a whole number: digits, with "st" or "th", or a word of the lexicon."""
        word = self.word(letters, nth)
        if word is None:
            return None
        for digits in (word, word[:-2]):
            if digits.isdecimal():
                return int(digits[:9])
        value = self.scene.values.get(word, "")
        return int(value) if value.lstrip("-").isdecimal() else None

    @property
    def unit(self) -> str:
        """The lexicon's value of its unit: "D", "MO", "WE"."""
        word = self.word("uUjz") or ""
        value = self.scene.values.get(word, "")
        return value or self.scene.values.get(word.removesuffix("s"), "")

    @property
    def way(self) -> int | None:
        """-1 for "last", 0 for "this", 1 for "next"; null for "that" and where nothing is said."""
        value = self.value("LNH")
        return int(value) if value is not None else None

    @property
    def tense(self) -> int:
        """The tense around it."""
        return self.scene.tense(self.low, self.high)

    @property
    def stage(self) -> str | None:
        """START, MID or END, where it names a stage."""
        comparative = self.value("e")
        if comparative is not None:
            return "START" if comparative == "-1" else "END"
        return self.value("E")

    @property
    def year(self) -> int | None:
        """The year that it names: "2030", "last year", "the same year"; null where none, or not known."""
        word = self.word("y") or self.word("c")
        if word is not None:
            return int(word) if word.isdecimal() and len(word) <= 4 else None
        if self.places("A"):
            day = self.scene.last(self.low, NEAR_YEAR, "year")
            return day.year if day else None
        base = self.scene.base
        if self.way is None or base is None or base.year is None:
            return None
        return base.year + self.way

    def time(self, day: Day | None, score: float, **more: Any) -> list[Time]:
        """It as the date of a day, month or year."""
        made = Time(self.low, self.high, self.shaped.shape, "DATE", day.value if day else None, self.stage, score, day)
        return [replace(made, **more)]

    def make(self, kind: DateType, value: str | None, score: float, day: Day | None = None) -> list[Time]:
        """It with a value of another form."""
        return [Time(self.low, self.high, self.shaped.shape, kind, value, self.stage, score, day)]
