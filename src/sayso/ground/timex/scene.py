"""What an expression of time is read against: the publication, the dateline, the tense around it, the story so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.encode.encoder import NAMES
from sayso.ground.context import Context
from sayso.ground.timex.calendar import Day, days, published
from sayso.report import Span

#: How far back, in words, a story's last date is taken up by "the day after" and by "two years later".
NEAR_DAY, NEAR_YEAR = 80, 120
#: How many words to each side of a date are looked through for its verb.
_REACH = 24
#: A dateline's date this many days around the publication's is the one that "Monday" is counted from.
_SAME_ISSUE = 14

_FUTURE = frozenset(
    "will shall ll schedule scheduled expected planned due slated would expires expire begins starts opens "
    "arrives".split()
)
_TO_FUTURE = frozenset(
    "plan plans planning going intend intends aim aims hope hopes hoping preparing set want wants expects about".split()
)
_PAST = frozenset(
    "was were had did has have been said told came went took left began fell rose hit struck shot met held sent "
    "gave won lost led broke became wrote made saw found brought built kept got spoke fought flew ran drove cut "
    "put set burst sank rang felt knew thought died sought drew heard paid read stood understood caught taught "
    "bought laid".split()
) - {"set", "read", "put", "cut", "have", "has"}
_NO_PAST = frozenset(
    "need indeed speed feed seed breed bleed exceed proceed succeed red bed shed hundred sacred".split()
)


@dataclass(slots=True)
class Scene:
    """A report's words with what its times are read against. `story` moves on as dates are resolved in order."""

    at: Context
    letters: str  # one a word, see `shapes`
    values: dict[str, str]  # of the lexicon's words
    base: Day | None  # the day that "Monday" and "yesterday" are counted from; null where not known
    said: Day | None  # the publication date as the report has it
    day_first: bool | None  # 03/04/2031: whether this text puts the day first; null where it cannot be told
    story: list[tuple[int, Day]] = field(default_factory=list)  # word and day of what was resolved so far
    unclear: list[Span] = field(default_factory=list)  # dates in digits of which day and month could not be told

    def name(self, word: int) -> str:
        """What the encoder takes a word for."""
        return NAMES[self.at.reading.names[word]]

    def lower(self, word: int) -> str:
        """A word in lower case, "" beyond the text."""
        return self.at.lower[word] if 0 <= word < len(self.at.lower) else ""

    def tense(self, low: int, high: int) -> int:
        """-1 where the verb nearest before the words is past, 1 where it is to come, 0 where neither is seen.

        What is before them in their sentence is asked first, then what follows.
        """
        start, stop = self.at.sentence(low)
        if self.lower(low - 1) in ("until", "till", "by", "through"):
            return max(0, self._verb(range(low - 2, max(start, low - _REACH) - 1, -1)))
        before = range(low - 1, max(start, low - _REACH) - 1, -1)
        after = range(high, min(stop, high + _REACH))
        return self._verb(before) or self._verb(after)

    def _verb(self, words: range) -> int:
        for n in words:
            word = self.at.lower[n]
            if word in _TO_FUTURE and self.lower(n + 1) == "to":
                return 1
            if word == "would" and self.letters[n + 1 : n + 2] == "-":
                continue  # a would-be robber
            if word in _FUTURE:
                if word == "would" and self.lower(n + 1) == "have":
                    return -1
                if word == "due" and self.lower(n + 1) == "to" and self.lower(n + 2) in ("the", "a", "an"):
                    continue
                if word in ("expected", "planned") and self.lower(n - 1) == "had":
                    return -1
                return 1
            if word == "set" and self.lower(n + 1) in ("to", "for"):
                return 1
            if word == "to" and self.lower(n - 1) in ("is", "are") and self.letters[n + 1 : n + 2] == " ":
                return 1
            if self.lower(n - 1) in ("be", "to", "being"):
                continue
            if word.endswith("ed") and {self.lower(n - 1), self.lower(n - 2)} & {"is", "are", "am"}:
                continue  # "we are very concerned"
            if word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NO_PAST):
                return -1
        return 0

    def last(self, word: int, reach: int, part: str) -> Day | None:
        """The last resolved date before a word, not further than `reach`, that has its year, or its whole day."""
        for place, day in reversed(self.story):
            if word - place > reach:
                return None
            if part == "year" and day.year is not None:
                return day
            if part == "month" and day.year is not None and day.month is not None:
                return day
            if part == "day" and day.date is not None:
                return day
        return None

    def year_in_sentence(self, low: int) -> int | None:
        """The year of a date before the words in their own sentence."""
        start = self.at.sentence(low)[0]
        day = self.last(low, low - start, "year")
        return day.year if day else None


def scene(at: Context, letters: str, values: dict[str, str]) -> Scene:
    """The scene of a report before any of its dates is resolved, but for the dateline's."""
    said = published(at.report.published)
    return Scene(at, letters, values, said, said, _day_first(at))


def anchor(of: Scene, dated: Day | None) -> None:
    """Takes a dateline's date for the day that "Monday" is counted from, where it is of the same issue.

    A publication date with the year only, or none, yields to a whole dateline; one that is far off does not.
    """
    if dated is None:
        return
    if dated.date is None:
        if of.said and of.said.year and of.said.day is None and dated.month and dated.day:
            whole = Day(of.said.year, dated.month, dated.day)
            of.base = whole if whole.date else of.base
        return
    if of.said is None:
        of.base = dated
    elif of.said.date is None:
        if of.said.year == dated.year and of.said.month in (None, dated.month):
            of.base = dated
    elif abs((of.said.date - dated.date).days) <= _SAME_ISSUE:
        of.base = dated


_MONTH_FIRST_OUTLETS = (
    "cnn nytimes washingtonpost foxnews nbcnews abcnews cbsnews apnews usatoday npr latimes wsj bloomberg "
    "politico newsweek msnbc upi voanews"
).split()
_DAY_FIRST_OUTLETS = (
    "bbc guardian telegraph independent skynews mirror dailymail aljazeera reuters.co.uk thehindu".split()
)
_DAY_FIRST_ENDS = (
    ".uk",
    ".au",
    ".nz",
    ".ie",
    ".in",
    ".pk",
    ".za",
    ".ru",
    ".ua",
    ".de",
    ".fr",
    ".it",
    ".es",
    ".ng",
    ".ke",
)
_US_ENDS = (".us", ".gov", ".mil")


def _day_first(at: Context) -> bool | None:
    """Whether an outlet writes 03/04 for 3 April: by its address and name, where they tell."""
    address = (at.report.url or "").split("//")[-1].split("/")[0].lower()
    name = f"{address} {at.report.outlet or ''}".lower().replace(" ", "")
    if not name:
        return None
    if any(part in name for part in _MONTH_FIRST_OUTLETS) or address.endswith(_US_ENDS):
        return False
    if (
        any(part in name for part in _DAY_FIRST_OUTLETS)
        or address.endswith(_DAY_FIRST_ENDS)
        or name.endswith(_DAY_FIRST_ENDS)
    ):
        return True
    return None


def shifted(of: Scene, count: int) -> Day | None:
    """The base's day so many days on."""
    return days(of.base, count) if of.base else None
