"""What a count of people is, and of whom it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sayso.compare.roots.roots import Roots
from sayso.report import Comparator, Figure, FigureRole, Report, Scope, Span, Statement

#: Roles whose counts move as an event becomes known.
COUNTED: frozenset[FigureRole] = frozenset(
    ("killed", "wounded", "missing", "captured", "displaced", "arrested", "rescued", "sick", "deployed", "present")
)
#: Words for anybody: a count of these is the total of its role. The last lines count what befell, one a person.
_ANYBODY = frozenset(
    "people person persons man men woman women victim victims dead death deaths casualty casualties body bodies life"
    " lives others other civilians civilian individuals killed wounded injured fatalities fatality total ppl folk"
    " subject subjects names killing killings homicide homicides murder murders injury injuries shooting shootings"
    " incident incidents corpse corpses".split()
)
#: Words for anybody to whom that happened: all who are held are hostages.
_BY_ROLE: dict[FigureRole | None, frozenset[str]] = {
    "captured": frozenset("hostage hostages captive captives prisoner prisoners".split()),
    "arrested": frozenset("suspect suspects detainee detainees".split()),
}
#: What stands where a noun would and is none.
_NO_NOUN = frozenset(
    "late new them those these whom which who one ones two three four five six seven eight nine ten remain remains more"
    " less early alone else far own current scene so since still now then there here all both half some".split()
)
_IRREGULAR = {"children": "child", "people": "person", "specimen": "specimen"}
#: The end of a sentence: no initial ("John H. Maran"), title or month ("Dec. 3").
_END = re.compile(
    r"(?:[!?]|(?<![\s(.][A-Z])(?<!\b[DJMS]r)(?<!\b[MS]s)(?<!\bSt)(?<!\bLt)(?<!\bMrs)(?<!\bSgt)(?<!\bCol)(?<!\bGen)"
    r"(?<!\bRep)(?<!\bSen)(?<!\bGov)(?<!\bCapt)(?<!\b(?:Jan|Feb|Aug|Oct|Nov|Dec))(?<!\bSept)\.)(?:[\s”\"’')]|\Z)|\n"
)
_REACH = 240  # characters to each side of a number that are looked at: time stays linear


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a report that counts people, as it stands beside the counts of the other reports."""

    report: Report
    figure: Figure
    role: FigureRole
    group: str | None  # of whom: None for anybody
    scope: Scope
    low: float | None
    high: float | None
    comparator: Comparator
    as_of: str | None
    root: str | None  # whose word it is; None: nobody's but the report's own
    own: str  # the same for every count on one word: the root, else the house or text that says so itself
    since: str | None = None  # of a cumulative count: from when on
    earlier: bool = False  # given as what the count was before

    @property
    def number(self) -> tuple[float | None, float | None]:
        """The value by which a count is told from another."""
        return self.low, self.high


def group_of(figure: Figure) -> str | None:
    """Of whom a figure counts: None for anybody, else the head noun of its subject, folded and without plural s."""
    words = [word.casefold().strip(".,'’") for word in (figure.subject or "").split()]
    while words and not _noun(words[-1]):
        words.pop()
    anybody = _ANYBODY | _BY_ROLE.get(figure.role, frozenset())
    if not words or (words[-1] in anybody and figure.part_of is None):
        return None
    return singular(words[-1])


def sentence(text: str, at: Span) -> Span:
    """The stretch of a text's sentence around a span, no further than `_REACH` from it."""
    before = max((m.end() for m in _END.finditer(text, max(0, at[0] - _REACH), at[0])), default=max(0, at[0] - _REACH))
    after = _END.search(text, at[1], at[1] + _REACH)
    return before, after.start() if after else min(len(text), at[1] + _REACH)


def _noun(word: str) -> bool:
    """Whether a word can be the noun of a subject: no adverb, no participle ("confirmed"), no pronoun, no number."""
    if word in _NO_NOUN or not (word.isalpha() or "-" in word or "’" in word):
        return False
    if word in ("injured", "wounded", "killed"):
        return True
    return not word.endswith(("ly", "ing")) and not (word.endswith("ed") and len(word) > 4)


def singular(word: str) -> str:
    """A noun in lower case without its plural s."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


class Page:
    """A report with what is looked up in it again and again."""

    def __init__(self, report: Report, roots: Roots):
        self.report = report
        self.roots = roots
        self.statements = {said.id: said for said in report.statements}

    def around(self, figure: Figure) -> tuple[str, str]:
        """The words of a figure's sentence before and after it."""
        start, end = sentence(self.report.text, figure.span)
        return self.report.text[start : figure.span[0]], self.report.text[figure.span[1] : end]

    def together(self, left: Figure, right: Figure) -> bool:
        """Whether two figures stand in one sentence, `left` before `right`."""
        start, _ = sentence(self.report.text, right.span)
        return start <= left.span[0] < right.span[0]

    def subject(self, start: int) -> str | None:
        """The root of whom a sentence begins with, where it begins with somebody: "The volunteers, whose boats …"."""
        for actor in self.report.actors:
            for low, _ in actor.mentions:
                if start <= low and not self.report.text[start:low].strip(' \n“"The'):
                    return self.roots.name(actor)
        return None

    def source(self, said: Statement | None) -> str:
        """The words of a statement's source; none of the report's own voice."""
        return self.report.words(said.source) if said else ""

    @cached_property
    def days(self) -> list[tuple[Span, str]]:
        """The days that the report names, without those whose year is not known."""
        return [
            (date.span, date.value[:10])
            for date in self.report.dates
            if date.type in ("DATE", "TIME") and date.value and re.match(r"\d{4}-\d\d-\d\d", date.value)
        ]
