"""A source that now grants what it had denied: told as an update of its word, not as a conflict with itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sayso.compare.nouns import NoConflict, Ref
from sayso.compare.roots.roots import Roots
from sayso.compare.times import before
from sayso.report import Report, Statement

_NO = re.compile(r"\b(?:no|not|never|none|nobody|nothing|without|n’t|n't)\b", re.I)
_COMMON = frozenset("that there were with have been this from they their them would which when where will".split())
_SHARED = 2  # content words that a denial and what is granted later have in common
_MOST = 10


def reversals(reports: Mapping[str, Report], roots: Roots) -> dict[tuple[object, ...], NoConflict]:
    """Statements that a source makes "for the first time", each beside its own earlier denial of the same."""
    granted = [(r, s) for r in reports.values() for s in r.statements if s.first_time and s.content]
    out: dict[tuple[object, ...], NoConflict] = {}
    for report, said in granted[:_MOST]:
        names = {root.actor for root in roots.of(report.id, said.id) if root.actor and not root.vague}
        for earlier in reports.values():
            if before(earlier, report) is not True:
                continue
            for denied in _denials(earlier, names, _words(report, said), roots):
                key = ("reversal", *(_plain(r, s).casefold() for r, s in ((earlier, denied), (report, said))))
                out.setdefault(key, _told(earlier, denied, report, said, min(names)))
    return out


def _denials(report: Report, names: set[str], words: frozenset[str], roots: Roots) -> Iterator[Statement]:
    """The denials that somebody of these names makes in a report, with some of these words."""
    for said in report.statements:
        if said.stance != "denying" and not _NO.search(report.words(said.content)):
            continue
        if len(_words(report, said) & words) >= _SHARED and names & {r.actor for r in roots.of(report.id, said.id)}:
            yield said


def _plain(report: Report, said: Statement) -> str:
    """A content's words without the marks around it."""
    return " ".join(report.words(said.content).split()).strip(" ,.“”\"‘’'")


def _words(report: Report, said: Statement) -> frozenset[str]:
    """The words of a content that are long enough to say what it is about, without a plural s."""
    found = re.findall(r"[^\W\d_]{4,}", report.words(said.content).casefold())
    return frozenset(word.removesuffix("s") for word in found if word not in _COMMON)


def _told(earlier: Report, denied: Statement, report: Report, said: Statement, name: str) -> NoConflict:
    left, right = _plain(earlier, denied), _plain(report, said)
    cue = " ".join(report.words(said.cue).split())
    why = f"{name}: “{left[:160]}”, later, for the first time, {cue} “{right[:160]}”"
    spans = denied.content[0], said.content[0]
    return NoConflict("update", (Ref(earlier.id, denied.id), Ref(report.id, said.id)), spans, why)
