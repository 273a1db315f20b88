"""The counts of people that a story's reports give: of whom, how far they reach, on whose word, as of when.

A report is read by itself and without knowing that others count too. Here is put right what only shows beside them, or
in the words around a number: "to 23 from 17" gives 17 as the earlier count, a hospital counts its own patients, "if
they had killed forty" counts nobody, and what a copy says in its own voice is its origin's word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from sayso.compare.credits import house
from sayso.compare.nouns import External, Told
from sayso.compare.roots import Roots
from sayso.report import Comparator, Figure, FigureRole, Report, Scope, Span, Statement

#: Roles whose counts move as an event becomes known.
COUNTED: frozenset[FigureRole] = frozenset(
    ("killed", "wounded", "missing", "captured", "displaced", "arrested", "rescued", "sick", "deployed", "present")
)
#: Of these a scope of null says that the count is of another event.
_BEFELL = COUNTED - {"deployed", "present"}
_HARMED: frozenset[FigureRole] = frozenset(("killed", "wounded"))
#: Words for anybody: a count of these is the total of its role. The last lines count what befell, one a person.
_ANYBODY = frozenset(
    "people person persons man men woman women victim victims dead death deaths casualty casualties body bodies life"
    " lives others other civilians civilian individuals killed wounded injured fatalities fatality total ppl folk"
    " subject subjects names killing killings homicide homicides murder murders injury injuries shooting shootings"
    " incident incidents".split()
)
#: What stands where a noun would and is none.
_NO_NOUN = frozenset(
    "late new them those these whom which who one ones two three four five six seven eight nine ten remain remains more"
    " less early alone else far own current scene so since still now then there here all both half some".split()
)
_IRREGULAR = {"children": "child", "policemen": "policeman", "firemen": "fireman", "gunmen": "gunman", "babies": "baby"}
_WHOLE: frozenset[Scope | None] = frozenset(("incident", "unknown", None))

_HOUSES = "hospital|clinic|morgue|infirmary|mortuary|medical cent(?:er|re)|prison|jail|camp"
_HOUSE = re.compile(rf"\b(?:{_HOUSES})s?\b", re.I)
#: A house that holds those who are counted: it received, treats or holds them.
_HOLDS = re.compile(
    rf"\b(?:{_HOUSES})\b[^.;,]{{0,40}}\b(?:receiv\w+|treat\w+|admit\w+|taken in|hold\w*|held|has|had|have"
    r"|report\w*|count\w*)\b[^.;,]*\Z",
    re.I,
)
#: Doctors who count those whom they treat: a count of theirs is of the places where they work.
_DOCTORS = re.compile(
    r"\b(?:doctors|medics|m[ée]decins|physicians)\b(?![^.;]*\b(?:ministry|department)\b)[^.;]{0,60}\b(?:put|says?|said"
    r"|tallied|counted|treated|reported|recorded|documented|registered)\b[^.;]{0,60}\Z",
    re.I,
)
_WHO_TREATS = re.compile(r"(?:the\s)?(?:doctors|medics|m[ée]decins|physicians)\b", re.I)
#: More than the event: a war's dead. Before and after the number.
_WARS = r"(?:war|conflict|uprising|revolution|insurgency|rebellion|revolt|intifada)"
_OF_A_WAR = (
    re.compile(
        rf"\b{_WARS}\b(?:\s(?:killed|cost|claimed)|[^.;]{{0,60}}\b(?:has|have|had|which|that)\b[^.;]{{0,60}})\s?\Z",
        re.I,
    ),
    re.compile(rf"\A[^.;]{{0,60}}\b(?:in|of|during|from)\s(?:[\w’'-]+\s){{0,5}}?{_WARS}\b", re.I),
)
_RECEIVED = re.compile(r"\b(?:receiv\w+|taken in|admitted|treat(?:ed|ing))\b[^.;]{0,12}\Z", re.I)
#: The earlier number of a rise or a fall, before and after the number itself.
_EARLIER = re.compile(
    r"\b(?:to|at|now|is|was|are|were|stands at)\s+(?:at least |about |around |nearly |more than )?[\w-]+,?"
    r"\s(?:up |down )?from\s+(?:an?\s+)?(?:earlier |initial |previous |the )*(?:\w+ of )?\Z"
    r"|\b(?:up|down|raised|revised|rose|risen|rising|climbed|increased|changed) from\s+(?:an?\s+)?(?:[a-z]+ ){0,3}\Z"
    r"|\b(?:earlier|previous|initial|preliminary|first|last|older)\s(?:official\s|death\s)?"
    r"(?:toll|count|figure|report|number|estimate|tally)s?\s(?:of|was|were|stood at|had been|put it at)\s(?:at )?\Z"
    r"|\b(?:initially|originally|earlier|previously)\s(?:\w+\s){0,3}(?:said|put|reported|given|gave|counted|listed)"
    r"\s(?:\w+\s){0,3}\Z"
    r"|\binstead of\s(?:the\s)?\Z|\bnot\s(?:the\s)?\Z",
    re.I,
)
_RISES = re.compile(r"\A(?:\s\w+){0,3}\s+to\s+(?:at least |about |nearly |more than )?(?:\d|[a-z]+-?[a-z]*\b)", re.I)
_FROM = re.compile(r"\bfrom\s+(?:at least |about )?\Z", re.I)
#: No count: an age between commas, "Image 23 of 33", a year's count of homicides, a headline offered at the side.
_AGE = re.compile(r"\b[A-Z][\w’'-]+,\s+\Z"), re.compile(r"\A\s*(?:,|was|is|y\.?o\b|years?\b|-year)")
_NO_COUNT = re.compile(
    r"\b(?:images?|photos?|pictures?|slides?|pages?|figures?|parts?|chapters?)\s+(?:\d+\s+of\s+)?\Z"
    r"|\b(?:homicide|murder|year’s|year's|annual)\s(?:\w+\s)?(?:count|total|tally|toll)\s(?:\w+\s)?to\s\Z"
    r"|\broughly\s\Z|\b(?:more|related|story|read|watch|video):\s[^.]{0,60}\Z",
    re.I,
)
#: Others beside those counted already, or some by the state that they are in: of some.
_OTHERS = re.compile(r"\b(?:another|additional|a second|a third)\s\Z", re.I)
_STATE = re.compile(
    r"\A[^.;,]{0,40}\b(?:in|is in|are in|was in|were in)\s(?:\w+\s){0,3}(?:critical|serious|good|fair|stable|grave"
    r"|noncritical)\b|\A\s(?:other|more|additional)\b",
    re.I,
)
_IF = re.compile(r"(?:^|[\s“\"'‘(])(?:if|unless|whether|had they|even if)\s[^.;:]{0,60}\Z", re.I)
#: Told by the way, of what is known already: no news of him who says so.
_BY_THE_WAY = re.compile(
    r"\b(?:where|in which|which|who)\b[^.;,]{0,60}\Z|\bas (?:the )?(?:death )?toll\b[^.;,]{0,40}\Z", re.I
)
#: Who puts a number: "The volunteers, whose boats were first, put the number of dead at 31".
_PUT = re.compile(
    r"\b(?:put|puts|putting|set|sets)\b[^.;]{0,60}\bat\s+(?:about |around |at least )?\Z|\b(?:count|list)s?\s+\Z", re.I
)
_SOME_OF = re.compile(r"\A\s+of\s+(?:the|them|those|these|whom|which|its|their|his|her|our)\b", re.I)
_WERE = re.compile(
    r"\A\s+of\s+(?:the\s+\w+|them|those|these|whom)\s+(?:are|were|was|being)\s+(?:the\s+)?([a-z]+s)\b", re.I
)
_LISTED = re.compile(r"\A(?:\s+[\w’'-]+){1,3}\s*(?:,|,?\s+and)\s+(?:the\s+)?\Z")
_ESTIMATES = re.compile(r"\bestimat|\bproject(?:ed|s)\b|\bmodel", re.I)
_FAR = 2  # times what a report gave first in its own voice
_SHOT = re.compile(r"\b(?:shot|shoot\w*)\b", re.I)
_HURT = re.compile(
    r"\b(?:wound\w*|injur\w+|hurt|critical\w*|stable|serious|surviv\w+|non-life|hospitali[sz]ed|recover\w+)\b", re.I
)
_SINCE = re.compile(r"\bsince\b", re.I)
_END = re.compile(r"[.!?](?:[\s”\"’')]|\Z)|\n")
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
    if not words or (words[-1] in _ANYBODY and figure.part_of is None):
        return None
    return _singular(words[-1])


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


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


class _Page:
    """A report with what is looked up in it again and again."""

    def __init__(self, report: Report, roots: Roots):
        self.report = report
        self.roots = roots
        self.statements = {said.id: said for said in report.statements}

    def around(self, figure: Figure) -> tuple[str, str]:
        """The words of a figure's sentence before and after it."""
        start, end = sentence(self.report.text, figure.span)
        return self.report.text[start : figure.span[0]], self.report.text[figure.span[1] : end]

    def subject(self, start: int) -> str | None:
        """The root of whom a sentence begins with, where it begins with somebody: "The volunteers, whose boats …"."""
        for actor in self.report.actors:
            for low, _ in actor.mentions:
                if start <= low and not self.report.text[start:low].strip(' \n“"The'):
                    return self.roots.name(actor)
        return None

    def source(self, said: Statement | None) -> str:
        return self.report.words(said.source) if said else ""

    @cached_property
    def days(self) -> list[tuple[Span, str]]:
        """The days that the report names, without those whose year is not known."""
        return [
            (date.span, date.value[:10])
            for date in self.report.dates
            if date.type in ("DATE", "TIME") and date.value and re.match(r"\d{4}-\d\d-\d\d", date.value)
        ]


def tally(report: Report, roots: Roots, told: Told | None = None) -> list[Count]:
    """The counts of people in one report, in the order of its text. `told` says whose text it is."""
    page, out = _Page(report, roots), []
    last: Count | None = None
    for figure in report.figures:
        if figure.unit not in (None, "people") or (figure.low is None and figure.high is None):
            continue
        listed = last is not None and _coordinated(report, last, figure)
        role: FigureRole | None = last.role if listed and last else figure.role
        if role is None or role not in COUNTED or (role in _BEFELL and figure.scope is None):
            continue
        before, after = page.around(figure)
        if _IF.search(before) or _NO_COUNT.search(before) or all(map(re.Pattern.search, _AGE, (before, after))):
            continue
        said = page.statements.get(figure.statement or "")
        root = None if said is None or _BY_THE_WAY.search(before) else roots.of(report.id, said.id)[0].actor
        if said is None and _PUT.search(before):
            root = page.subject(figure.span[0] - len(before))
        group = group_of(figure)
        if (were := _WERE.match(after)) and group is None:
            group = _singular(were[1].casefold())
        scope = _scope(page, figure, (before, after), root, said, listed)
        last = Count(
            report,
            figure,
            role,
            group,
            "subset" if scope == "incident" and group is not None else scope,
            figure.low,
            figure.high,
            figure.comparator,
            _as_of(page, figure, said),
            root,
            root or _voice(report, figure, told),
            _since(page, figure) if scope == "cumulative" else None,
            bool(_EARLIER.search(before)) or bool(_FROM.search(before) and _RISES.match(after)),
        )
        out.append(last)
    return _whole_first(_summed(_hit(out)))


def _coordinated(report: Report, last: Count, figure: Figure) -> bool:
    """Whether a figure is the next in a list of parts: "11 passengers and six dock workers"."""
    if last.scope != "subset" or last.group is None or group_of(figure) is None:
        return False
    between = report.text[last.figure.span[1] : figure.span[0]]
    return len(between) < 60 and bool(_LISTED.match(between))


def _scope(
    page: _Page, figure: Figure, around: tuple[str, str], root: str | None, said: Statement | None, listed: bool
) -> Scope:
    before, after = around
    cue = page.report.words(said.cue) if said else ""
    if figure.estimate or figure.scope == "statistic" or _ESTIMATES.search(cue) or _ESTIMATES.search(before[-30:]):
        return "statistic"
    if figure.part_of is not None or listed or (figure.scope in _WHOLE and _SOME_OF.match(after)):
        return "subset"
    if figure.scope in _WHOLE and figure.low != 0 and _OTHERS.search(before):
        return "subset"
    if (
        figure.role in _HARMED
        and figure.scope in ("incident", "unknown")
        and (_OF_A_WAR[0].search(before) or _OF_A_WAR[1].match(after))
    ):
        return "cumulative"
    if figure.role in _HARMED and figure.scope in ("incident", "facility", "unknown"):
        clause = re.split(r"[;:]", before)[-1], re.split(r"[;:]", after)[0]
        holds = _HOUSE.search(root or "") or _HOUSE.search(page.source(said)) or _HOLDS.search(clause[0])
        holds = holds or _DOCTORS.search(clause[0]) or _WHO_TREATS.match(root or "")
        medical = said is not None and said.role == "medical" and _RECEIVED.search(clause[0])
        if holds or medical:
            return "facility"
        if figure.scope == "facility" and not _HOUSE.search(" ".join(clause)):
            return "incident"
    return "incident" if figure.scope in _WHOLE else figure.scope or "unknown"


def _as_of(page: _Page, figure: Figure, said: Statement | None) -> str | None:
    """The day that a count holds for: its own, else the one on which its source is said to have given it."""
    if figure.as_of and not figure.as_of.startswith("X"):
        return figure.as_of
    if said is None or not said.cue:
        return None
    text = page.report.text
    for span, day in page.days:
        for _, end in said.cue:
            between = text[end : span[0]] if end <= span[0] else None
            near = between is not None and len(between) < 30 and not re.search(r"[.;:“”\"]|\bthat\b", between)
            if near and not any(a <= span[0] < b for a, b in said.content):
                return day
    return None


def _since(page: _Page, figure: Figure) -> str | None:
    """From when on a cumulative count counts: the date after "since", as a day, a month or a year."""
    start, end = sentence(page.report.text, figure.span)
    word = _SINCE.search(page.report.text, start, end)
    if word is None:
        return None
    for date in page.report.dates:
        if word.end() <= date.span[0] < word.end() + 30 and date.value:
            value = date.value.lstrip("X-")
            words = page.report[date.span].casefold()
            year = re.match(r"\d{4}", date.value)
            if year and ("start of" in words or "beginning of" in words or len(date.value) == 4):
                return f"{year[0]}-01-01"
            return value
    return " ".join(page.report.text[word.end() : word.end() + 40].split()[:3]).casefold().strip(".,") or None


def _voice(report: Report, figure: Figure, told: Told | None) -> str:
    """Whose own words a count without a source is: the outlet's, an agency's that is not here, or the origin's."""
    if told is not None:
        for passage in told.passages:
            if passage.span[0] <= figure.span[0] < passage.span[1]:
                return f"\0{passage.of}"
        if isinstance(told.origin, External):
            return f"\0{told.origin.name.casefold()}"
    return f"\0{house(report.outlet) or report.id}"


def _hit(found: list[Count]) -> list[Count]:
    """Counts without those of people only said to be shot, where the report counts dead: the dead may be among them.

    A number of people shot stays where nothing else counts the wounded.
    """

    def only_shot(count: Count) -> bool:
        start, end = sentence(count.report.text, count.figure.span)
        near = count.report.text[max(start, count.figure.span[0] - 40) : min(end, count.figure.span[1] + 60)]
        return count.role == "wounded" and bool(_SHOT.search(near)) and not _HURT.search(near)

    if not any(c.role == "killed" and (c.low or 0) > 0 for c in found):
        return found
    shot = [id(count) for count in found if only_shot(count)]
    hurt = any(c.role == "wounded" and id(c) not in shot for c in found)
    out = []
    for count in found:
        if id(count) not in shot:
            out.append(count)
        elif not _single(count):
            out.append(replace(count, scope="unknown") if hurt else count)
    return out


def _summed(found: list[Count]) -> list[Count]:
    """Persons told of one by one ("a docker and a cook died") as one count, and only where no number counts them."""
    numbered = {c.role for c in found if not _single(c) and c.scope in ("incident", "subset")}
    out: list[Count] = []
    done: set[FigureRole] = set()
    for count in found:
        if not _single(count):
            out.append(count)
        elif count.role not in numbered and count.role not in done and count.scope in ("incident", "subset"):
            done.add(count.role)
            start, end = sentence(count.report.text, count.figure.span)
            same = [
                c for c in found if _single(c) and c.role == count.role and start <= c.figure.span[0] < end and c.low
            ]
            total = sum(c.low or 0 for c in same)
            at_least: Comparator = "≥"  # nobody says that these were all
            out.append(replace(count, low=total, high=None, comparator=at_least, group=None, scope="incident"))
    return out


def _single(count: Count) -> bool:
    """Whether a count is of persons told of one by one: by name, or as "a docker"."""
    figure = count.figure
    words = count.report[figure.span]
    return figure.subject == words or (figure.low == figure.high == 1 and words[:2].casefold() in ("a ", "an"))


def _whole_first(found: list[Count]) -> list[Count]:
    """Of several counts of all on one word, a smaller one that follows is of some of them, where nothing says else.

    "Three died … Two died at the scene": the two are some of the three.
    """
    firsts: dict[tuple[object, ...], Count] = {}
    out = []
    wholes = [c for c in found if c.scope == "incident" and c.group is None and not c.earlier]
    for count in found:
        if any(count is whole for whole in wholes):
            first = firsts.setdefault((count.role, count.own), count)
            size = count.high or count.low or 0
            small = size < (first.low or first.high or 0)
            _, end = sentence(count.report.text, count.figure.span)
            some = _STATE.match(count.report.text[count.figure.span[1] : end]) and any(
                whole.role == count.role and (whole.low or 0) > size for whole in wholes
            )
            if (small and size and count.as_of == first.as_of) or some:
                count = replace(count, scope="subset")
            elif count.root is None and size > _FAR * (first.low or first.high or 0) + _FAR:
                count = replace(count, scope="unknown")  # hardly of what the same voice counted first
        out.append(count)
    return out
