"""What an actor's name, and the words beside it in its report, say of who stands behind it.

A paper speaks for whoever issued it, a group "from the White Boats" for these, officials of a ministry for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sayso.compare.roots.offices import apposed, plain
from sayso.report import Actor, Report, Span

BODIES = frozenset(("organisation", "state", "group"))
#: "Two Syrian activists" are no name, whatever its capitals.
_COUNTING = frozenset(
    "one two three four five six seven eight nine ten some several many most other another both all dozens hundreds"
    " thousands".split()
)
#: What a body has that speaks in its stead: "the company’s records show".
PAPERS = re.compile(
    r"(?P<whose>.+?)(?:['’]s|(?<=s)['’])\s+(?:own\s+)?"
    r"(?:records?|documents?|figures|data|files|log|website|statements?)\Z"
)
_RULERS = frozenset(("regime", "government"))
_ACCORDING = re.compile(r"\baccording to (?:the |an? )?\Z", re.I)
#: A paper that speaks for whoever issued it, and the words between it and whoever that is.
_PAPER = re.compile(
    r"(?:(?:news|press|media|written|joint|brief|police|later|new) )*(?:statement|release|communique|bulletin)\Z"
)
_ISSUED = re.compile(
    r"\s+(?:(?:posted |published )?on (?:the |its )?(?:web\s?site|page) |issued |released |sent out |put out )?"
    r"(?:of|from|by)\s+(?:the\s+)?",
    re.I,
)
_MEMBERS = re.compile(r"\s+(?:from|with|of)\s+the\s+")
OFFICIALS = re.compile(r"(?P<of>(?:\w+ )*\w+) (?:officials|officers|spokesmen|representatives)\Z")
#: "Share DOCK FIRE LATEST Police": two words or more in capitals, and what comes before them.
_LONGEST = 200  # letters of a name
_SHOUTED = re.compile(r".*\b[A-Z]{4,}\s+(?:[A-Z]+\s+)*[A-Z]{4,}\s+(?=[A-Z][a-z])")


def named(actor: Actor) -> bool:
    """Whether an actor goes by a name, not by a description: "Interior Ministry", not "Two security officials"."""
    words = actor.name.split()
    if words and words[0].casefold() in _COUNTING:
        return False
    if words and words[0].casefold() in ("the", "a", "an"):
        words = words[1:]
        return any(word[:1].isupper() for word in words)
    if words and words[0][:1].isupper() and words[0].endswith(("'s", "’s", "s'", "s’")):
        return True
    if len(words) == 1:
        return words[0][:1].isupper() and actor.kind not in ("group", "other")
    if words and words[-1].casefold() in _RULERS:
        return words[0][:1].isupper()
    return any(letter.isupper() for word in words[1:] for letter in word)  # "Bashir al-Ost"


def with_article(report: Report, actor: Actor) -> list[tuple[int, int]]:
    """An actor's mentions, with the article before them."""
    return [
        (start - 4, end) if report.text[max(0, start - 4) : start].casefold() == "the " else (start, end)
        for start, end in actor.mentions
    ]


def beside(report: Report, left: Actor, right: Actor) -> bool:
    """Whether two actors stand beside each other as one: "the harbour master, Ruan Teale"."""
    return any(
        apposed(report, one, two) and not _opens(report, one, two) for one in left.mentions for two in right.mentions
    )


def members(report: Report, group: Actor, starts: Mapping[int, Actor]) -> Actor | None:
    """The body whose members a group is said to be: "rescuers from the White Boats"; None where it is no body's."""
    for _, end in group.mentions:
        if of := _MEMBERS.match(report.text, end):
            body = starts.get(of.end()) or starts.get(of.end() - 4)
            if body is not None and body.kind != "state" and body is not group and named(body):
                return body
    return None


def issued_by(report: Report, paper: Actor, starts: Mapping[int, Actor]) -> Actor | None:
    """The body that a paper is said to be of: "a statement on the website of the Tarn Bureau"; None where none is."""
    if not _PAPER.match(plain(paper.name)):
        return None
    for _, end in paper.mentions:
        if by := _ISSUED.match(report.text, end):
            body = starts.get(by.end()) or starts.get(by.end() - 4)  # a mention can begin with its article
            if body is not None:
                return body
    return None


def spoken(name: str) -> str:
    """A name without the capitals of a headline or a page's furniture that were caught before it."""
    cut = _SHOUTED.match(name) if len(name) < _LONGEST else None
    return name[cut.end() :] if cut and name[cut.end() :][1:2].islower() else name


def _opens(report: Report, left: Span, right: Span) -> bool:
    """Whether a sentence goes on with the second of two mentions: "according to the coroner, Tarsk was shot"."""
    to = _ACCORDING.search(report.text, max(0, left[0] - 20), left[0])
    return to is not None and not report.text.startswith(",", right[1])
