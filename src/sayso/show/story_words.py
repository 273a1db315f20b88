"""A story in words: what the terminal and the page both say of its reports, claims and figures.

Reports are called by their outlet and their number in the story, by when they were published: "Gulf Courier (2)".
Everything that comes from a report stands on one line, with characters that hide or turn others around made visible.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.compare.nouns import By, Claim, External, Instead, Ref, Root, Series, Story, Told, Value
from sayso.report import FigureRole, Report, Scope, Span, Stance
from sayso.show.pages import safe
from sayso.show.sides import sides_counted, sides_in_words
from sayso.show.when import in_words
from sayso.show.wording import NOBODY, day, many, one_line, percent, title_of

#: What looks like a conflict and is none, by what it is, and what that is called.
INSTEAD: dict[Instead, str] = {
    "update": "Later counts of the same source",
    "correction": "Corrections",
    "parts and total": "Parts and their total",
    "scope": "Counts of something else",
    "rounding": "One number, rounded",
}
#: What decided who took from whom.
DECIDED: dict[By | None, str] = {
    "credit": "it credits the other",
    "quotation": "it quotes the other’s own words",
    "time": "the other was published earlier",
    None: "not known",
}
STANCES: dict[Stance, str] = {
    "neutral": "",
    "endorsing": "presents it as fact",
    "distancing": "keeps its distance",
    "denying": "denies it",
    "directive": "as something to be done",
    "attitude": "as a belief, wish or fear",
    "asking": "as a question",
}
CONFLICT_KINDS = {"figure": "Figures", "date": "Day or time", "place": "Place", "denial": "Denial"}
_COUNTS: dict[Scope, str] = {
    "incident": "the whole event",
    "cumulative": "over a longer time than this event",
    "facility": "counted at one hospital, prison or camp",
    "subset": "a part of all",
    "claimed enemy loss": "the other side’s losses, as a party gives them",
    "statistic": "an estimate or statistic",
    "unknown": "not clear of what",
}
_ROLES: dict[FigureRole, str] = {"other": "counted", "money": "counted", "measure": "counted", "share": "counted"}
_MARKS = frozenset("“”\"«»„‘’'")
#: How a number is put that all who give it put alike.
_PUT = {"≥": "at least ", "≤": "at most ", "≈": "about "}
_SIGNS = {"≥": "≥", "≤": "≤", "≈": "≈"}
#: What a site puts behind a headline: " | WTRN 7", " - The Tarn Post". A word of three letters can name an outlet.
_END = re.compile(r" +(?:[|–—:-]|::|») +([^|–—]{2,80})$")
_WORD, _LETTER, _NAMES, _FEW = re.compile(r"\w+"), re.compile(r"\W+"), 3, 8
_COMMON = frozenset("the and for com org net www news web post times daily online report".split())
#: Letters of a title, of a name and of a passage's surroundings that are shown.
TITLE, NAME, AROUND = 240, 80, 160


def plain(text: str | None) -> str:
    """A text on one line, with nothing in it that can steer a terminal or turn a page's words around."""
    return safe(one_line(text or "")).strip()


def cut(text: str | None, longest: int) -> str:
    """The beginning of a text on one line."""
    if text is None:
        return ""
    line = plain(text[: longest * 8])  # whatever stands beyond so many blanks is not shown: texts can be huge
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def quoted(words: str) -> str:
    """Words in quotation marks; those that bring their own have no others around them."""
    return words if words[:1] in _MARKS and words[-1:] in _MARKS else f"“{words}”"


class Members:
    """The reports of a story by their numbers in it, and what each is called."""

    def __init__(self, story: Story, reports: Mapping[str, Report]):
        """Of a story and its reports by id; what is asked of a report that is not given is empty."""
        self.reports = reports
        self.numbers = {told.report: n for n, told in enumerate(story.reports, 1)}
        self._outlets = {told.report: told.outlet for told in story.reports}
        self._ends = Counter(end for report in reports.values() for end in set(ends(report.title)))

    def outlet(self, id: str) -> str:
        """Who published a report."""
        report = self.reports.get(id)
        named = (report.outlet if report else None) or self._outlets.get(id)
        return cut(named, NAME) or "outlet unknown"

    def name(self, id: str) -> str:
        """A report by its outlet and its number in the story."""
        return f"{self.outlet(id)} ({self.numbers[id]})" if id in self.numbers else self.outlet(id)

    def names(self, ids: Sequence[str], most: int = 6) -> str:
        """Several reports by their names."""
        shown = [self.name(id) for id in ids[:most]]
        return ", ".join(shown) + (f" and {len(ids) - most:,} more" if len(ids) > most else "")

    def title(self, id: str) -> str:
        """A report's headline, or what stands for it."""
        report = self.reports.get(id)
        return cut(self._headline(title_of(report), report.outlet), TITLE) if report else cut(id, TITLE)

    def story(self, story: Story) -> str:
        """A story's title: a member's own headline, without the name of its site."""
        outlet = next((one.outlet for one in self.reports.values() if one.title == story.title), None)
        return cut(self._headline(story.title, outlet), TITLE) or "Untitled"

    def _headline(self, title: str, outlet: str | None) -> str:
        """A headline without what its site puts behind it: what names the outlet, or ends other titles here too."""
        title = title[: TITLE * 8]
        squeezed = _LETTER.sub("", (outlet or "").casefold())
        while found := _END.search(title):
            named = [w for w in _WORD.findall(found[1].casefold()) if len(w) >= _NAMES and w not in _COMMON]
            theirs = any(word in squeezed for word in named) and len(named) <= _FEW
            if not (theirs or self._ends[found[1].strip()] > 1) or not title[: found.start()].strip():
                break
            title = title[: found.start()]
        return title

    def words(self, id: str, span: Span, longest: int) -> str:
        """A report's words at a span; empty where the report is not given."""
        report = self.reports.get(id)
        return cut(report.text[span[0] : min(span[1], span[0] + longest * 8)], longest) if report else ""

    def around(self, id: str, span: Span, most: int = AROUND) -> tuple[str, str, str]:
        """What stands before a span, its own words, and what stands after it, in one line of its report's text."""
        report = self.reports.get(id)
        if report is None:
            return "", "", ""
        text, (low, high) = report.text, span
        start = max(text.rfind("\n", 0, low) + 1, low - most)
        stop = text.find("\n", high)
        end = min(len(text) if stop < 0 else stop, high + most)
        if start and text[start - 1] not in "\n ":  # a word that is cut in two is left out
            start = min((n for n in range(start, low) if text[n] == " "), default=low)
        if end < len(text) and text[end] not in "\n ":
            end = max((n for n in range(high, end) if text[n] == " "), default=high)
        before, after = safe(one_line(text[start:low])).lstrip(), safe(one_line(text[high:end])).rstrip()
        begins, ends = start == 0 or text[start - 1] == "\n", end == len(text) or text[end] == "\n"
        return ("" if begins else "… ") + before, cut(text[low:high], 600), after + ("" if ends else " …")


def ends(title: str | None) -> list[str]:
    """What stands behind the marks by which sites put their name behind a headline, the last first."""
    out, rest = [], (title or "")[: TITLE * 8]
    while found := _END.search(rest):
        out.append(found[1].strip())
        rest = rest[: found.start()]
    return out


def title(story: Story) -> str:
    """A story's title: a member's own headline."""
    return cut(story.title, TITLE) or "Untitled"


def heading(story: Story) -> str:
    """What a story is, in a line: "st-7 · 12 reports · 7 outlets · 9 origins · 2–6 March 2031"."""
    return f"{story.id} · {facts(story)}"


def facts(story: Story) -> str:
    """How much a story is told: "12 reports · 7 outlets · 9 origins · 2–6 March 2031"."""
    parts = [many(len(story.reports), "report"), many(story.outlets, "outlet"), many(story.origins, "origin")]
    return " · ".join([*parts, days(story)])


def days(story: Story) -> str:
    """From when to when its reports were published: "2–6 March 2031, 3 without a date"."""
    known = sorted(told.published[:10] for told in story.reports if told.published)
    if not known:
        return "no dates"
    missing = len(story.reports) - len(known)
    first, last = day(known[0]).split(" "), day(known[-1]).split(" ")
    if first == last:
        said = " ".join(first)
    elif len(first) == len(last) == 3 and first[1:] == last[1:]:
        said = f"{first[0]}–{' '.join(last)}"
    elif len(first) == len(last) == 3 and first[2] == last[2]:
        said = f"{' '.join(first[:2])} – {' '.join(last)}"
    else:
        said = f"{' '.join(first)} – {' '.join(last)}"
    return said + (f", {missing:,} without a date" if missing else "")


def first_in_words(story: Story, members: Members) -> str:
    """Which reports nothing is known to have come before, in a sentence."""
    if len(story.reports) < 2:
        return ""
    if not story.earliest:
        return "Which report came first is not known: none has a date."
    if len(story.earliest) == 1:
        undated = sum(told.published is None for told in story.reports)
        but = f", of those with a date ({undated:,} {'has' if undated == 1 else 'have'} none)" if undated else ""
        return f"The earliest known is {members.name(story.earliest[0])}{but}."
    if len(story.earliest) == len(story.reports):
        return "Which report came first is not known: their times do not order them."
    return f"Which came first is not known: the times of {members.names(story.earliest)} do not order them."


def origin_in_words(told: Told, members: Members) -> str:
    """Whose text a report has, in words."""
    if isinstance(told.origin, External):
        return f"credits {cut(told.origin.name, NAME)}, not in your ledger"
    if told.origin is None:
        return f"shares its text with {members.names(told.shares_with)}: which was first is not known"
    if told.origin == told.report:
        shared = f", shares passages with {members.names(told.shares_with)}" if told.shares_with else ""
        return f"own text{shared}"
    share = f"{percent(told.copied)} of its words from" if told.copied is not None else "words from"
    return f"{share} {members.name(told.origin)}"


def group_in_words(series: Series) -> str:
    """Who is counted in which role: "people killed", "sailors killed"."""
    whom = _plural(plain(series.subject)) if series.subject else "people"
    return f"{whom} {_ROLES.get(series.role, series.role)}"


def scope_in_words(series: Series) -> str:
    """What a series' counts are of."""
    since = cut(in_words(series.since), NAME)
    return f"since {since}, longer than this event" if since else _COUNTS[series.scope]


def range_in_words(series: Series) -> str:
    """From the lowest to the highest that stands: "23 to 31", "4", "at least 60"; empty where nothing does."""
    if series.low is None and series.high is None:
        return ""
    if series.low is None or series.high is None:
        return f"at least {series.low:,g}" if series.low is not None else f"at most {series.high:,g}"
    if series.low != series.high:
        return f"{number(series.low)} to {number(series.high)}"
    put = {value.comparator for value in series.values if value.superseded_by is None and not value.withdrawn}
    return f"{_PUT.get(put.pop(), '') if len(put) == 1 else ''}{number(series.low)}"


def best_in_words(series: Series) -> str:
    """The best number and the rule it follows, or why there is none."""
    rule = cut(series.rule, 400)
    return f"best {number(series.best)} ({rule})" if series.best is not None else rule or "no best"


def best_number(series: Series) -> str:
    """The best number and its rule in few words, or that there is none."""
    return f"best {number(series.best)} ({cut(series.rule, 90)})" if series.best is not None else "no best number"


def number(value: float) -> str:
    """A number as people write it: 1,300, 2.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def value_in_signs(value: Value) -> str:
    """A value in signs: "≥9", "40–60", "17"; "?" where the words give no number."""
    if value.low is None and value.high is None:
        return "?"
    if value.low is not None and value.high is not None and value.low != value.high:
        return f"{number(value.low)}–{number(value.high)}"
    shown = value.low if value.low is not None else value.high
    assert shown is not None
    return f"{_SIGNS.get(value.comparator, '')}{number(shown)}"


def state_in_words(value: Value, members: Members) -> str:
    """What became of a value: withdrawn, or a later count took its place; empty for one that stands."""
    if value.withdrawn:
        by = value.superseded_by
        return f"withdrawn by {members.name(by)}" if by and by != value.report else "withdrawn"
    return f"superseded by {members.name(value.superseded_by)}" if value.superseded_by else ""


def told_in_words(published: str | None) -> str:
    """When a report was published; a day that is known only as a day says no hour."""
    return plain(day(published)) if published else "no date"


def as_of_in_words(time: str | None) -> str:
    """As of when a value holds; a part of a day in words, as no date has it ("2031-03-02TEV")."""
    return (
        cut(in_words(time) if time and "T" in time and ":" not in time else told_in_words(time), NAME) if time else ""
    )


def claim_in_words(claim: Claim) -> str:
    """On what a claim stands: "4 outlets, 2 origins, 1 root: Interior Ministry; besides, officials (nobody named)"."""
    named, vague = roots_of(claim)
    words = counts_in_words(claim) + (f": {'; '.join(map(root_in_words, named))}" if named else "")
    if vague and (named or vague[0].actor or len(vague) > 1):
        words += f"{'; besides, ' if named else ': '}{'; '.join(map(root_in_words, vague))}"
    sides = sides_of(claim)
    return words + (f"; {sides}" if sides else "")


def sides_of(claim: Claim) -> str:
    """Whose side people put its roots on: "one side’s word (government, by mk)"."""
    return cut(sides_in_words(claim), 400)


def roots_of(claim: Claim) -> tuple[list[Root], list[Root]]:
    """The roots of a claim that somebody stands behind, and those that are nobody's word."""
    return [root for root in claim.roots if not root.vague], [root for root in claim.roots if root.vague]


def counts_in_words(claim: Claim) -> str:
    """How many carry a claim: "4 outlets, 2 origins, 2 roots", and "1 side" where people set sides for all of them."""
    named, _ = roots_of(claim)
    roots = many(len(named), "root") if named else "no root named"
    counts = [many(claim.outlets, "outlet"), many(claim.origins, "origin"), roots, sides_counted(claim)]
    return ", ".join(count for count in counts if count)


def root_in_words(root: Root) -> str:
    """Whose word something is: "Interior Ministry", "officials (nobody named)", "Adaru, by way of Breakwater …"."""
    away = f"{cut(root.external, NAME)} (not in your ledger)" if root.external else ""
    if not root.actor:
        return f"{away}, naming no source" if away else NOBODY
    vague = " (nobody named)" if root.vague else ""
    return cut(root.actor, NAME) + vague + (f", by way of {away}" if away else "")


def whose(ref: Ref, members: Members) -> str:
    """A statement's report, and the statement in it: "Halyard News Agency (1), statement 3"."""
    said = f"statement {plain(ref.statement).removeprefix('s')}" if ref.statement else "in its own voice"
    return f"{members.name(ref.report)}, {said}"


def _plural(noun: str) -> str:
    if noun.endswith("man") and noun not in ("human", "german"):
        return f"{noun[:-3]}men"
    if noun.endswith("child"):
        return f"{noun}ren"
    if noun in ("person", "people", "police", "staff", "crew") or noun.endswith("s"):
        return "people" if noun == "person" else noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("sh", "ch", "x")) else f"{noun}s"
