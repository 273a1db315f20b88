"""The counts of people that a story's reports give: of whom, how far they reach, on whose word, as of when.

A report is read by itself and without knowing that others count too. Here is put right what only shows beside them, or
in the words around a number: "to 23 from 17" gives 17 as the earlier count, a hospital counts its own patients, "if
they had killed forty" counts nobody, and what a copy says in its own voice is its origin's word.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.compare.copies.credits import house
from sayso.compare.figures.befell import befell, begins_parts, nameless, of_the_same
from sayso.compare.figures.counting import COUNTED, Count, Page, group_of, sentence, singular
from sayso.compare.figures.listed import listed as in_lists
from sayso.compare.figures.reach import as_of, scope_of, since
from sayso.compare.figures.wholes import wholes
from sayso.compare.nouns import External, Told
from sayso.compare.roots.roots import Roots
from sayso.report import Figure, FigureRole, Report

__all__ = ["COUNTED", "Count", "group_of", "sentence", "tally"]

#: Of these a scope of null says that the count is of another event.
_BEFELL = COUNTED - {"deployed", "present"}
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
_AGE = re.compile(r"\b[A-Z][\w’'-]+\.?,\s+\Z"), re.compile(r"\A\s*(?:,|was|is|y\.?o\b|years?\b|-year)")
_AGES = re.compile(r"\A(?:-|\s)?\s*(?:to|and|or|-|–)\s+(?:\d{1,3}|[a-z]+)[\s-](?:years?|months?)[\s-]olds?\b", re.I)
_NO_COUNT = re.compile(
    r"\b(?:images?|photos?|pictures?|slides?|pages?|figures?|parts?|chapters?)\s+(?:\d+\s+of\s+)?\Z"
    r"|\b(?:homicide|murder|year’s|year's|annual)\s(?:\w+\s)?(?:count|total|tally|toll)\s(?:\w+\s)?to\s\Z"
    r"|\b(?:more|related|other|top|latest|previous) (?:stories|news|headlines|coverage)\b[^.]{0,120}\Z"
    r"|\battempted (?:murder|killing|homicide)s? (?:of|on) (?:the )?\Z"
    r"|\b(?:on|since|until|by|before|after|from|of) (?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december) \Z"
    r"|\broughly\s\Z|\b(?:more|related|story|read|watch|video):\s[^.]{0,60}\Z",
    re.I,
)
_GRAVELY = re.compile(r"\A[^.;,]{0,40}\b(?:seriously|critically|gravely|badly|else|other)\b|\A\s+more\b", re.I)
_IF = re.compile(r"(?:^|[\s“\"'‘(])(?:if|unless|whether|had they|even if)\s[^.;:]{0,60}\Z", re.I)
#: Told by the way, of what is known already: no news of him who says so.
_BY_THE_WAY = re.compile(
    r"\b(?:where|in which|which|who)\b[^.;,]{0,60}\Z|\bas (?:the )?(?:death )?toll\b[^.;,]{0,40}\Z"
    r"|\b(?:shooting|attack|bombing|blast|explosion|fire|crash|strike|raid|sinking|massacre|rampage|ambush|siege|quake"
    r"|disaster|accident|incident)(?:s|es)?\b[^.;,]{0,40}\bthat\s(?:[a-z]+\s){0,2}?"
    r"(?:killed|left|wounded|injured|hurt|claimed)\b[^.;,]{0,60}\Z",
    re.I,
)
#: "killing her nephew and two others": others beside somebody whom no number counts.
_NEXT_ONE = re.compile(
    r"[,;]\s(?:and\s)?(?:one|another|a (?:second|third|fourth))(?:,|\s(?:was|in|man|woman|had|suffered)\b)", re.I
)
_BESIDE_HIM = (
    re.compile(
        r"\b(?:kill\w*|wound\w*|injur\w*|shot|shooting)\s(?!and\b)[^.;\d]{3,60}?(?<!\bof)\s(?:and|along with)\s\Z", re.I
    ),
    re.compile(r"\A\s(?:others?|more)\b(?!\s(?:were|was|are|is|wound|injur|hurt|kill|died|dead|in\s))", re.I),
)
#: Who puts a number: "The volunteers, whose boats were first, put the number of dead at 31".
_PUT = re.compile(
    r"\b(?:put|puts|putting|set|sets)\b[^.;]{0,60}\bat\s+(?:about |around |at least )?\Z|\b(?:count|list)s?\s+\Z", re.I
)
_WERE = re.compile(
    r"\A\s+of\s+(?:the\s+\w+|them|those|these|whom)\s+(?:are|were|was|being)\s+(?:the\s+)?([a-z]+s)\b", re.I
)
#: Another's number for what was counted right before, before and after that number.
_SAY = re.compile(
    r"\b(?:says?|said|counts?|counted|reports?|reported|gives?|gave|speaks? of|spoke of"
    r"|(?:says?|said) (?:it|they) (?:is|was|are|were)|puts? (?:it|them|the (?:number|figure|toll|count)) at)\s"
    r"(?:about |around |at least |only )?\Z",
    re.I,
)
_ENDS = re.compile(r"\A(?:[”\"’')]?\s*(?:[,.;]|\Z)|\s(?:and|but|while)\s)")
_LISTED = re.compile(r"\A(?:\s+[\w’'-]+){1,3}\s*(?:,|,?\s+and)\s+(?:the\s+)?\Z")
#: "Eleven of the dead were passengers on the ferry and six were dockers": the second part, before and after its number.
_PART_WERE = re.compile(r"\b(?:of|among) (?:the|them|those|whom)\b[^.;]{0,80},?\s(?:and|while)\s\Z", re.I)
_SO_MANY_WERE = re.compile(r"\A\s+(?:were|are)\s+(?:the\s+)?(?:[a-z]+\s)?([a-z]+s)\b", re.I)


def tally(report: Report, roots: Roots, told: Told | None = None) -> list[Count]:
    """The counts of people in one report, in the order of its text. `told` says whose text it is."""
    page, out = Page(report, roots), list[Count]()
    last: Count | None = None
    by_id: dict[str, Count] = {}
    for figure in report.figures:
        if figure.unit not in (None, "people") or (figure.low is None and figure.high is None):
            continue
        before, after = page.around(figure)
        group = group_of(figure)
        if group is None and (were := _WERE.match(after) or (_PART_WERE.search(before) and _SO_MANY_WERE.match(after))):
            group = singular(were[1].casefold())
        listed = last is not None and _coordinated(report, last, figure, group, before)
        role: FigureRole | None = last.role if listed and last else figure.role
        if role is None or role not in COUNTED:
            role = befell(figure, before, after) or _of_whole(by_id.get(figure.part_of or ""))
        another = role is None and last is not None and _told_beside(page, last, figure, before, after)
        if another and last:
            role, group = last.role, last.group
        if role is None or (role in _BEFELL and figure.scope is None and role == figure.role):
            continue
        if figure.low == 0 and _GRAVELY.search(after):
            continue  # "no one was seriously hurt" leaves others
        if (
            _AGES.match(after)
            or _IF.search(before)
            or _NO_COUNT.search(before)
            or all(map(re.Pattern.search, _AGE, (before, after)))
        ):
            continue
        said = page.statements.get(figure.statement or "")
        root = None if said is None or _BY_THE_WAY.search(before) else roots.of(report.id, said.id)[0].actor
        if (said is None or (root is None and said.role == "media")) and _PUT.search(before):
            root = page.subject(figure.span[0] - len(before))
        if group is None and last is not None and page.together(last.figure, figure):
            left = report.text[last.figure.span[1] : figure.span[0]]
            group = last.group if of_the_same(left, after) else None
        told_as = replace(figure, role=role, scope=figure.scope or "incident")
        scope = scope_of(page, told_as, (before, after), root, said, listed)
        if scope == "incident" and (_one_by_one(before, after, figure) or all(_beside_him(before, after))):
            scope = "subset"
        if another and last and last.scope != "facility":
            scope = last.scope
        if role == "sick" and nameless(after):
            role, scope = "present", "facility"  # they are there: what they have nobody says
        last = Count(
            report,
            figure,
            role,
            group,
            "subset" if scope == "incident" and group is not None else scope,
            figure.low,
            figure.high,
            figure.comparator,
            as_of(page, figure, said),
            root,
            root or _voice(report, figure, told),
            since(page, figure) if scope == "cumulative" else None,
            bool(_EARLIER.search(before)) or bool(_FROM.search(before) and _RISES.match(after)),
        )
        out.append(last)
        by_id[figure.id] = last
    return wholes(in_lists(out))


def _beside_him(before: str, after: str) -> tuple[bool, bool]:
    return bool(_BESIDE_HIM[0].search(before)), bool(_BESIDE_HIM[1].match(after))


def _one_by_one(before: str, after: str, figure: Figure) -> bool:
    """Whether one is the first, or the next, of several told of one by one: "one man in the leg, one in the arm"."""
    if figure.low != 1 or figure.high != 1:
        return False
    return bool(_NEXT_ONE.search(after) or _NEXT_ONE.search(before))


def _of_whole(whole: Count | None) -> FigureRole | None:
    """The role of a part whose own words give none: that which words beside its whole give the whole.

    Where the whole has a role by itself its parts have theirs: of 31 missing 12 are found.
    """
    return whole.role if whole is not None and whole.role != whole.figure.role else None


def _told_beside(page: Page, last: Count, figure: Figure, before: str, after: str) -> bool:
    """Whether a bare number is another source's count of those counted right before: "and the volunteers say 31"."""
    bare = figure.unit is None and figure.subject is None and figure.statement is not None
    if not bare or figure.statement == last.figure.statement or last.earlier or not page.together(last.figure, figure):
        return False
    return bool(_SAY.search(before) and _ENDS.match(after))


def _coordinated(report: Report, last: Count, figure: Figure, group: str | None, before: str) -> bool:
    """Whether a figure is the next in a list of parts: "11 passengers and six dock workers"; or the first of one."""
    if group is None or figure.unit not in (None, "people"):
        return False
    between = report.text[last.figure.span[1] : figure.span[0]]
    if last.scope == "subset" and last.group is not None:
        return len(between) < 60 and bool(_LISTED.match(between) or _PART_WERE.search(before))
    whole = last.scope == "incident" and last.group is None and len(between) < len(before)
    return whole and begins_parts(before) and (figure.low or 0) < (last.low or last.high or 0)


def _voice(report: Report, figure: Figure, told: Told | None) -> str:
    """Whose own words a count without a source is: the outlet's, an agency's that is not here, or the origin's."""
    if told is not None:
        for passage in told.passages:
            if passage.span[0] <= figure.span[0] < passage.span[1]:
                return f"\0{passage.of}"
        if isinstance(told.origin, External):
            return f"\0{told.origin.name.casefold()}"
    return f"\0{house(report.outlet) or report.id}"
