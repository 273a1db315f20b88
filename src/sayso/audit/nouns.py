"""What an audit says: frozen records, from the whole down to one share.

    Result → Group (an outlet's month) → Part (a genre) → Measure (what is asked) → Share (one answer)

A share always comes with its list (`Share.behind`), its n (`Measure.n`) and its interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.report import Certainty, Failure, Genre, Role, SourceClass, Span, Stance

By = Literal["outlet", "month"]
Unit = Literal["statements", "words", "reports"]
Interval = tuple[float, float]
#: How a source is counted as one over several reports.
NamedBy = Literal["actor", "words", "nobody"]

UNKNOWN_OUTLET, UNKNOWN_MONTH = "unknown outlet", "unknown month"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the report that stand outside every source, cue and content."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One report of an audit: what its shares need of it, and no more."""

    id: str
    document: str
    text_id: str
    title: str | None
    published: str | None
    url: str | None
    wire: str | None
    model: str | None
    words: int  # of running text: body and blockquotes
    own: int  # of these, outside every source, cue and content of the body
    stretches: tuple[Stretch, ...]  # where these stand
    aside: int = 0  # statements in headlines, captions and the like: in no share


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an audit."""

    report: int  # place of its report in `Part.reports`
    id: str
    source: str  # the words; of an earlier statement where its source is continued; "" where the text names none
    cue: str
    content: str
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    within: str | None  # id of the statement whose content holds it
    speakers: tuple[tuple[NamedBy, str], ...]  # who is counted as the source, and known by what
    source_class: SourceClass | None
    role: Role | None
    stance: Stance | None
    certainty: Certainty | None
    reason: str | None  # an unnamed source's grounds, in a word of docs/asides.md; null where none were seen
    grounds: str | None  # the words that give them, or that say the source is unnamed
    only_support: bool | None
    score: float


@dataclass(frozen=True, slots=True)
class ClassError:
    """How well the classifier tells one share's statements from the others, on labelled reports."""

    found: float  # of the gold statements that belong here, the part put here
    wrongly: float  # of the others, the part put here
    belonging: int  # gold statements that belong here
    others: int  # gold statements that do not


@dataclass(frozen=True, slots=True)
class Share:
    """One answer: so many of n, with how far chance and the classifier's error may have moved it."""

    value: str  # "unnamed official", "state", the source's name …
    count: int
    share: float  # count / n, as counted
    sampling: Interval  # 95 %: other reports of the same outlet and month could have given this
    behind: tuple[int, ...]  # places in `Part.said`, or in `Part.reports` where the unit is words or reports
    corrected: float | None = None  # the share that the measured error makes likely; null where no error is measured
    interval: Interval | None = None  # 95 %: chance and the classifier's error together; null likewise
    error: ClassError | None = None
    by: NamedBy | None = None  # of a source: what makes it one


@dataclass(frozen=True, slots=True)
class Measure:
    """One question with its answers."""

    name: str  # stable, for programs: "voice", "class", "unnamed" …
    title: str  # for people
    of: str  # what n counts, in a sentence's part: "of the words of running text"
    unit: Unit
    n: int
    reports: int  # that have any of these n
    few: bool  # fewer than `FEW` reports: the interval rests on their number alone
    shares: tuple[Share, ...]
    left_out: tuple[int, ...] = ()  # statements that were not judged: they are in no n
    others: int = 0  # answers that are not shown (top sources: those after the first)
    unmeasured: str | None = None  # why no share here carries a measured error


@dataclass(frozen=True, slots=True)
class Part:
    """The reports of one genre: a guest's piece and an opinion are never charged to the outlet."""

    genre: Genre
    reports: tuple[Seen, ...]
    said: tuple[Said, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """An outlet's month; null where reports are not grouped by that."""

    outlet: str | None
    month: str | None  # "2031-03"
    parts: tuple[Part, ...]  # news first


@dataclass(frozen=True, slots=True)
class Left:
    """A report that is in no share, and why."""

    id: str
    document: str
    why: str


@dataclass(frozen=True, slots=True)
class Method:
    """How the intervals came about."""

    level: float
    resamples: int
    seed: int
    few: int
    errors: str | None  # which labelled reports and weights the error was measured on; null where none was
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A whole audit."""

    by: tuple[By, ...]
    since: str | None
    until: str | None
    groups: tuple[Group, ...]
    left: tuple[Left, ...]  # in no share: repeated, of no certain date
    outside: int  # reports that were published before `since` or after `until`
    failures: tuple[Failure, ...]
    models: tuple[str, ...]
    method: Method
