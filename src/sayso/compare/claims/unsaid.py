"""What stands in a report and is yet nobody's word that it is so: a no, an if, what somebody did not say.

A *no* of its main clause makes an utterance one that says that something is not so. "Suspect No. 2" has none, and
"a count of all, and not one of the dead" says what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sayso.report import Report, Span, Statement

_NOT = re.compile(
    r"\b(?:not|no(?!\.? ?\d)|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t|false|untrue|lie)\b"
    r"|\bnon-\w|\bruled? out\b|\bfabricat",
    re.I,
)
#: A *not* that sets one thing beside another, or stresses, and leaves the clause as it is; and what stands in commas.
_BESIDE = re.compile(
    r"(?:[,;–—-]|\band|\bbut)\s*not"
    r" (?:an?|the|those|these|for|in|of|by|at|as|on|from|with|because|his|her|its|their)\b"
    r"|\bnot (?:only|just|merely|simply|least)\b|\bno (?:mistake|doubt|question|wonder|matter|less|fewer|later|more) ?"
    r"|, (?:who|whom|which|whose|where|when)\b[^,]{0,120},",
    re.I,
)
_CLAUSE = re.compile(r"(?<!\bis )(?<!\bwas )\b(?:that|which|who|because|whose)\b")
_MAIN = 4  # words before a clause that is not the main one
_SUPPOSED = re.compile(r"[\W_]*(?:if|whether|unless|had they|suppose)\b", re.I)
_IF = re.compile(r"\b(?:if|unless|whether)\b", re.I)
#: Right before what a source says: "did not say whether he believes …".
_ASKED = re.compile(r"\b(?:if|whether|unless|lest)\s+$", re.I)
_ASKED_BEFORE = 12  # letters
#: Cues by which nothing is said: "did not say", "declined to say", "are not looking (to …)".
_NO_CUE = re.compile(r"\b(?:not|never|declined|refused|n['’]t)\b|\w+n['’]t\b", re.I)


def says_no(text: str) -> bool:
    """Whether a *no* stands in its main clause: "he had warned the port that the pumps did not work" has none."""
    clause = next(
        (found.start() for found in _CLAUSE.finditer(text) if text.count(" ", 0, found.start()) >= _MAIN), None
    )
    return bool(_NOT.search(_BESIDE.sub(" ", text[:clause])))


def supposed(text: str) -> bool:
    """Whether what is said is only supposed: "if they had killed forty"."""
    return bool(_SUPPOSED.match(text))


def before_if(text: str) -> str:
    """What of it is said without a condition: all before its first *if*."""
    found = _IF.search(text)
    return text[: found.start()] if found else text


def unsaid(report: Report, said: Statement, by_id: Mapping[str, Statement]) -> bool:
    """Whether a report does not pass a statement on as said: within a denial, under an *if*, or *did not say*.

    `by_id` are the report's statements by their ids.
    """
    if said.polarity == "underspecified" and said.stance != "denying" and no_cue(report, said):
        return True
    outer = by_id.get(said.within or "")
    if outer is None:
        return False
    start = min(span[0] for span in _of(said))
    if _ASKED.search(report.text, max(0, start - _ASKED_BEFORE), start):
        return True
    for _ in range(len(by_id)):
        if outer is None:
            return False
        if outer.stance == "denying":
            return True
        outer = by_id.get(outer.within or "")
    return False


def no_cue(report: Report, said: Statement) -> bool:
    """Whether the words that report a statement hold a *no* of their own: "did not think"."""
    return bool(_NO_CUE.search(report.words(said.cue)))


def _of(said: Statement) -> tuple[Span, ...]:
    return (*said.source, *said.cue, *said.content)
