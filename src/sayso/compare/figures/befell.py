"""What befell the people of a number whose own words do not say: "puts the dead at 23", "was treating 38 people".

A report is read without knowing of a story. Here are turns of phrase that only mean something beside a toll, and lists
that go on with what a total began: "27 were killed, officials said: 14 passengers, eight dockers …".
"""

from __future__ import annotations

import re

from sayso.report import Figure, FigureRole

_ABOUT = r"(?:(?:about|around|at least|more than|nearly|only|some) )?"
_DEAD = r"(?:killed|dead|deaths|fatalities|victims)"
_WORDS: tuple[tuple[FigureRole, str], ...] = (
    ("killed", _DEAD),
    ("wounded", r"(?:wounded|injured|hurt)"),
    ("missing", "missing"),
)
_MOVES = (
    r"(?:risen|rose|rises|rising|climb\w*|grown|grew|increas\w+|raised|stood|stands|stand|was|is|reach\w*|fallen|fell)"
)
#: Before a number: whose number it is, and that it stood or moved there. "The number of people killed … has risen to".
_MOVED: dict[FigureRole, re.Pattern[str]] = {
    role: re.compile(
        rf"\b(?:number|count|toll|tally) of (?:the |people |those |persons )?{words}\b[^.;]{{0,90}}\b{_MOVES}\s"
        rf"(?:to |at )?{_ABOUT}(?:[\w-]+,? (?:up |down )?from (?:the )?)?\Z"
        rf"|\b(?:put|puts|putting|raise[sd]?|raising|lift(?:s|ed)?)\b[^.;]{{0,30}}\b(?:number of (?:the )?)?{words}"
        rf"(?: toll)? (?:at|to) {_ABOUT}\Z",
        re.I,
    )
    for role, words in _WORDS
}
#: After a number of people: "marines met their end", "are being treated there", "remain in hospital".
_AFTER: tuple[tuple[FigureRole, re.Pattern[str]], ...] = (
    ("killed", re.compile(r"\A[^.;,\d]{0,40}\bmet (?:their|his|her) (?:ends?|deaths?)\b", re.I)),
    (
        "wounded",
        re.compile(
            r"\A[^.;,\d]{0,30}\b(?:(?:were|are|was|is) being treated"
            r"|remain(?:s|ed)? (?:in (?:the )?hospitals?|hospitali[sz]ed)|(?:went|had gone) to (?:the )?hospitals?)\b",
            re.I,
        ),
    ),
    (
        "present",
        re.compile(
            r"\A(?:\s[a-z’'-]+){1,3}(?:(?:,|\sand)\s(?:\d+|[a-z-]+)(?:\s[a-z’'-]+){1,2})?"
            r"\s(?:(?:were|was|are|is|had been)\s)?(?:on board|aboard)\b",
            re.I,
        ),
    ),
    (
        "rescued",
        re.compile(r"\A(?:\s(?!bod)[a-z]+){1,3}\s(?:out|off|up|ashore)?\b[^.;,]{0,30}\b(?:alive|to safety)\b", re.I),
    ),
)
_TREATS = re.compile(r"\b(?:was|were|is|are|been) (?:treating|caring for) " + _ABOUT + r"\Z", re.I)
_BRINGS = re.compile(r"\b(?:brought|pulled|plucked|hauled|fished|lifted) " + _ABOUT + r"\Z", re.I)
#: "Mr Teale said that 41 people had been taken to hospital": of those taken there, hurt or not.
_TAKEN = re.compile(
    r"\A(?:\s[a-z’'-]+){0,3}\s(?:had been |have been |has been |were |was |being )?"
    r"(?:(?:taken|rushed|brought|went|gone|transported|airlifted|flown) to |treated (?:at|in) )"
    r"(?:the |a |an )?(?:[\w’'&.-]+ ){0,6}?"
    r"(?:hospitals?|medical cent(?:er|re)s?|trauma cent(?:er|re)|infirmary|clinics?)\b",
    re.I,
)
#: A list that says of whom a total is made begins here.
_BEGINS = re.compile(r"(?::|\s[-–—])\s+(?:the\s+)?\Z")
_OTHERS = re.compile(r"\A\s+others?\b", re.I)
#: Patients of whom no more is said than that nobody knows who they are.
_UNKNOWN = re.compile(
    r"\A\s+(?:still\s+)?unidentified\s+patients?\b"
    r"|\A\s+patients?\s+(?:(?:who|whom|that|had|has|have|were|was|are|is|remain\w*|still|yet|not|never|be|been|being|we"
    r"|they|it|staff|doctors|nurses|nobody|able|unable|to|cannot|could|can|without)\s+){0,9}?(?:un)?identif(?:y|ied)\b",
    re.I,
)
#: A helper's own boats or people, before those whom they brought out: others bring out more.
_OWN_HELPERS = re.compile(
    r"\b(?:my|our|his|her|its|their|whose)\s(?:[\w’'-]+\s){0,2}?(?:boats?|vessels?|ships?|crews?|teams?|divers?|volunteers?"
    r"|rescuers?|members|helicopters?|workers?|firefighters?|medics?|staff|dogs?|people|men|women|colleagues)"
    r"(?:\s(?:had|have|has|alone|also|together|already)){0,3}\s(?:[a-z]+ed|brought|got|took|dug|found)\s"
    rf"{_ABOUT}\Z",
    re.I,
)
_HURT = re.compile(r"\b(?:wound\w*|injur\w+|hurt|shot|shoot\w*|stabb\w+)\b", re.I)
_OWN = re.compile(r"\A\s+of (?:its|their|our|his|her)\b", re.I)


def befell(figure: Figure, before: str, after: str) -> FigureRole | None:
    """What befell the people of a number, by the words of its sentence before and after it; None where none say."""
    for role, moved in _MOVED.items():
        if moved.search(before):
            return role
    if figure.unit != "people" and not (figure.unit is None and figure.subject is None):
        return None
    if _TREATS.search(before) and figure.unit == "people":
        return "wounded"
    for role, follows in _AFTER:
        if follows.match(after) and (role != "rescued" or _BRINGS.search(before)):
            return role
    return None


def nameless(after: str) -> bool:
    """Whether a number is of patients of whom no more is said than that they are there, and not who they are."""
    return bool(_UNKNOWN.match(after))


def by_own_helpers(before: str) -> bool:
    """Whether a number is of those whom one helper's own boats, teams or people brought out."""
    return bool(_OWN_HELPERS.search(before))


def begins_parts(before: str) -> bool:
    """Whether a number is the first of a list after a colon or a dash, that says of whom a total is made."""
    return bool(_BEGINS.search(before))


def of_the_same(left: str, after: str) -> bool:
    """Whether a number is of others of those counted right before: "two of its crew died and five others …".

    `left` are the words after the number before, `after` those after this one.
    """
    return bool(_OWN.match(left) and _OTHERS.match(after))


def taken(before: str, after: str) -> bool:
    """Whether a number is of people of whom no more is said than that they were taken to hospital."""
    return bool(_TAKEN.match(after)) and not _HURT.search(before)
