"""Who speaks for a body, as reports put it: "its spokesman, Kesh Adaru", "a spokesman for the navy".

Only the words around a name say so. A scholar at a university speaks for himself, a spokesman at a hospital does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sayso.keep.canonical import fold
from sayso.report import Actor, Report, Span


class Ministry(NamedTuple):
    """A ministry by what it is for, and whose it is, where that is said."""

    portfolio: str
    state: str | None


_HEAD = (
    r"(?:spokes\w+|coordinator|chief(?:\s+executive)?|head|director(?:[\s-]general)?|chair(?:man|woman|person)?"
    r"|leader|commander|secretary[\s-]general|president|governor|founder|representative|speaker)"
)
_WORD = r"[\w’'-]+"
_PORTFOLIOS = {
    "interior": "interior",
    "home affairs": "interior",
    "foreign": "foreign",
    "foreign affairs": "foreign",
    "defence": "defence",
    "defense": "defence",
    "health": "health",
    "information": "information",
    "justice": "justice",
    "finance": "finance",
    "transport": "transport",
    "energy": "energy",
    "oil": "oil",
    "education": "education",
    "agriculture": "agriculture",
    "labour": "labour",
    "labor": "labour",
    "trade": "trade",
    "environment": "environment",
    "economy": "economy",
    "culture": "culture",
    "unification": "unification",
}
_PORTFOLIO = "|".join(sorted(map(re.escape, _PORTFOLIOS), key=len, reverse=True))
#: Bodies that are one in a state, and go by that word alone.
INSTITUTIONS = frozenset(
    "navy army military police government presidency parliament cabinet opposition coastguard".split()
) | {"air force", "coast guard", "armed forces"}
_BODY = re.compile(
    rf"(?:{'|'.join(sorted(INSTITUTIONS, key=len, reverse=True))}|ministry)\b"
    r"|(?:[A-Z][\w’'&-]*)(?:\s+(?:(?:of|for|and|the)\s+){0,2}[A-Z][\w’'&-]*)*"
)
_AFTER = (
    re.compile(
        rf",\s+(?:who\s+is\s+)?(?:(?:an?|the)\s+)?(?:{_WORD}\s+){{0,3}}?{_HEAD}\s+(?:of|for|at)\s+(?:the\s+)?", re.I
    ),
    re.compile(
        r",?\s+who\s+(?:also\s+)?(?:coordinates|runs|leads|heads|chairs|directs|commands|speaks\s+for)\s+(?:the\s+)?"
    ),
)
_BEFORE = re.compile(rf"\b{_HEAD}\s+(?:of|for)\s+(?:the\s+)?(?P<body>[^,;.]{{3,60}}),\s*\Z", re.I)
_SPOKES_AFTER = re.compile(rf",\s+(?:an?|the)\s+(?P<body>(?:{_WORD}\s+){{1,4}})spokes\w+")
_SPOKES_BEFORE = re.compile(rf"(?P<body>(?:{_WORD}\s+){{1,4}})spokes\w+,?\s*\Z")
_SPOKES = re.compile(
    rf"(?:an?|the)\s+(?P<body>(?:{_WORD}\s+){{1,4}})spokes\w+\Z|(?:an?|the)\s+spokes\w+\s+for\s+(?:the\s+)?(?P<for>.+)\Z",
    re.I,
)
_OWN = re.compile(rf"(?P<whose>its|their)\s+(?:{_WORD}\s+){{0,2}}?{_HEAD}\b", re.I)
_BARE = re.compile(r"(?:an?|the)\s+spokes\w+\Z", re.I)
_OF = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?")
_LEARNED = re.compile(r"\b(?:universit|institut|college|school|academy|cent(?:re|er)\b|times|post|news)", re.I)
#: Whose head speaks for himself.
_OF_MANY = re.compile(r"\b(?:committee|party|senate|congress|parliament|house|subcommittee)\b", re.I)
_MINISTER_BEFORE = re.compile(
    rf"(?P<former>\b(?:former|ex|late|one-time)[\s-]+)?(?:(?P<state>[A-Z][\w’']+?)(?:['’]s)?\s+)?(?:[Dd]eputy\s+|[Vv]ice[\s-])?"
    rf"(?P<what>{_PORTFOLIO})\s+(?:minister|secretary)\s+(?:{_WORD}\s+){{0,2}}\Z",
    re.I,
)
_MINISTER_AFTER = re.compile(
    rf",\s+(?:the\s+)?(?:(?P<state>[A-Z][\w’']+?)(?:['’]s)?\s+)?(?:minister\s+(?:of|for)\s+(?:the\s+)?(?P<for>{_PORTFOLIO})\b|(?P<what>{_PORTFOLIO})\s+minister\b)"
    r"(?:\s+of\s+(?P<of>[A-Z]\w+))?",
    re.I,
)
_NOT_STATES = frozenset("the a an his her its their and minister mr ms mrs dr sir general".split())
#: After a ministry: who, or which paper, speaks for it, and no state.
_WHO_SPEAKS = re.compile(
    r"(?:officials?|officers?|spokes\w+|sources?|representatives?|statements?|figures|data|reports?|website|minister)\Z"
)
_SCARE = re.compile(r"^(?:the )?(?:so called|self styled|self proclaimed|alleged) ")


def ministry(name: str, after: str = "") -> Ministry | None:
    """What ministry a name means: "Halvern's interior ministry", "Ministry of Foreign Affairs"; None for no ministry.

    `after` is what follows the name in the text ("of Halvern").
    """
    words = plain(name)
    if "ministry" not in words.split() and "minister" not in words.split()[-1:]:
        return None
    found = re.search(
        rf"(?:ministry (?:of |for )(?:the )?(?P<of>{_PORTFOLIO})|(?P<what>{_PORTFOLIO}) ministry)\b", words
    )
    if not found:
        return None
    whose = words[: found.start()].split() + re.sub(r"\b(of|the)\b", " ", words[found.end() :]).split()
    whose = [word for word in whose if word not in _NOT_STATES and not _WHO_SPEAKS.match(word)]
    if not whose and (said := re.match(r"\s+of\s+([A-Z]\w+)", after)):
        whose = [fold(said[1])]
    return Ministry(_PORTFOLIOS[found["of"] or found["what"]], " ".join(whose) or None)


def plain(name: str) -> str:
    """A body's name folded, without what a report that does not acknowledge it puts before it."""
    return _SCARE.sub("", fold(name))


def ministry_of(report: Report, person: Actor) -> Ministry | None:
    """The ministry whose minister a report says a person is."""
    for start, end in person.mentions:
        words = report.text[start:end]
        if not words[:1].isupper() or len(words.split()) < 2:
            continue
        name = " ".join(words.split()[-2:])  # the mention can begin with the office
        line = report.text[max(0, start - 60) : end]
        before = " ".join(line.rsplit("\n\n", 1)[-1].split()).removesuffix(name)
        if (found := _MINISTER_BEFORE.search(before)) and not found["former"]:
            return _ministry(found["what"], found["state"])
        if found := _MINISTER_AFTER.match(report.text, end):
            return _ministry(found["for"] or found["what"], found["of"] or found["state"])
    return None


def _ministry(what: str, state: str | None) -> Ministry:
    folded = fold(state) if state else ""
    known = not folded or folded in _NOT_STATES or (state or "")[0].islower()
    return Ministry(_PORTFOLIOS[fold(what)], None if known else folded)


def spoken_for(report: Report, person: Actor, bodies: Sequence[Actor]) -> Actor | str | None:
    """The body that a report says a person speaks for or heads: its actor, or its words where it is none there."""
    starts = {start: body for body in bodies for start, _ in body.mentions}

    def at(position: int) -> Actor | str | None:
        for here in (position, position - 4):  # a mention can begin with its article
            if here in starts:
                return starts[here]
        found = _BODY.match(report.text, position)
        return found[0] if found else None

    for start, end in person.mentions:
        words = report.text[start:end]
        own = _OWN.match(words)
        owner = starts.get(start) if own else None
        if owner or ((own or _BARE.match(words)) and (owner := _last_named(report, start, bodies))):
            return owner
        if said := _SPOKES.match(words):
            return _words(said["for"] or said["body"], bodies)
        if len(words.split()) < 2 or not any(c.isupper() for c in words):
            continue
        for pattern in _AFTER:
            after = pattern.match(report.text, end)
            body = at(after.end()) if after and after.end() - end < 100 else None
            if body and not _OF_MANY.search(body.name if isinstance(body, Actor) else body):
                return body
        if said := _SPOKES_AFTER.match(report.text, end):
            return _words(said["body"], bodies)
        before = " ".join(report.text[max(0, start - 60) : start].rsplit("\n", 1)[-1].split())
        if (said := _SPOKES_BEFORE.search(before)) and (body := _words(said["body"], bodies)):
            return body
        if (said := _BEFORE.search(before + " ")) and (body := _words(said["body"], bodies)):
            return body
        if of := _OF.match(report.text, end):
            member = starts.get(of.end()) or starts.get(of.end() - 4)
            if member and member.kind == "organisation" and not _LEARNED.search(member.name):
                return member
    return None


def _words(said: str, bodies: Sequence[Actor]) -> Actor | str | None:
    """The body that words before "spokesman" name: the longest end of them that is a body's name, or an institution."""
    parts = said.split()
    for n in range(len(parts)):
        words = plain(" ".join(parts[n:]))
        for body in bodies:
            if plain(body.name) == words:
                return body
        if words in INSTITUTIONS or words == "ministry" or ministry(words):
            return " ".join(parts[n:])
    return None


def _last_named(report: Report, position: int, bodies: Sequence[Actor]) -> Actor | None:
    """The one body that this sentence before a position, or else the one before it, names; None for several."""
    lower = max(report.text.rfind("\n\n", 0, position) + 2, position - 400, 0)
    cuts = [lower + m.end() for m in re.finditer(r"[.!?][”\"’]?\s+(?=[A-Z“\"‘])", report.text[lower:position])]
    end = position
    for cut in [*reversed(cuts), lower][:3]:
        named = {body.id: body for body in bodies for start, _ in body.mentions if cut <= start < end}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
        end = cut
    return None


#: What an office of one person ends in: "the harbour master" is one person of a place.
_OFFICE = re.compile(
    r"(?:[\w’'-]+\s+){0,2}(?:\w*master|chief|minister|governor|mayor|ambassador|coroner|sheriff|prosecutor|chaplain"
    r"|director|coordinator|chairman|secretary-general)\Z",
    re.I,
)


def office(words: str) -> str | None:
    """The office of one person that a description names, folded: "the harbour master" → "harbour master"."""
    folded = fold(words)
    return folded if _OFFICE.match(folded) and len(folded.split()) < 4 and not folded.startswith("a ") else None


def titles(report: Report, person: Actor) -> list[str]:
    """Offices that a report gives with a person's name: "harbour master Ruan Teale"."""
    out = []
    for start, end in person.mentions:
        words = report.text[start:end].split()
        if not words or not words[-1][:1].isupper():
            continue
        before = report.text[max(0, start - 40) : start].rsplit("\n", 1)[-1]
        lead = [word for word in words if word[:1].islower() or _OFFICE.match(word)]
        said = (before + " ".join(lead)).rstrip(" ,").split()
        lower: list[str] = []
        for word in reversed(said):
            if word[:1].isupper() or not re.fullmatch(r"[\w’'-]+", word) or fold(word) in ("the", "of"):
                break
            lower.insert(0, word)
        for n in range(max(0, len(lower) - 2), len(lower)):
            if found := office(" ".join(lower[n:])):
                out.append(found)
                break
    return out


def apposed(report: Report, left: Span, right: Span) -> bool:
    """Whether two mentions stand beside each other as one: "the harbour master, Ruan Teale"."""
    between = report.text[left[1] : right[0]]
    return left[1] <= right[0] and between.strip() in (",", "") and len(between) <= 3
