"""How a claim is shown: in a member's own words, with those that report it where it is no sentence without them."""

from __future__ import annotations

import re

from sayso.report import Report, Span, Statement

#: Cues after which what is said is a sentence of its own.
_SAYS = re.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|telling|add(?:s|ed|ing)?|believ\w+|think\w*|thought|insist\w*|argu\w+"
    r"|state[sd]?|stating|claim(?:s|ed|ing)?|maintain\w*|explain\w*|acknowledg\w+|admit\w*|conced\w+|conclud\w+"
    r"|testif\w+|writ\w+|wrote|tweet\w*|post(?:s|ed|ing)?|according|suggest\w*|estimat\w+|remark\w*|comment\w*)\b",
    re.I,
)
#: Cues after which it is one, or a thing: "reported that shots were fired", "reported a robbery".
_EITHER = re.compile(
    r"\b(?:report|announc|confirm|note[sd]?\b|noting|kn[eo]w|learn|reveal|show|f[io]u?nd|hear|disclos|indicat|recall|rememb"
    r"|understand|understood|see[sn]?\b|saw\b|mention|repeat|stress|emphasi|reiterat)",
    re.I,
)
_SENTENCE = re.compile(
    r"\W*that\b|\b(?:is|are|was|were|has|had|have|will|would|can|could|may|might|must|should|did|does|do|cannot|it|he|she"
    r"|they|we|i|you)\b|\w['’](?:s|re|ll|ve|d|t)\b",
    re.I,
)
#: A "that" which only opens what is said ("that was a lie" says what was one), a "which" without what follows it.
_OPENS = re.compile(
    r"(?:which|who) … |that\s+(?!(?:is|was|will|would|has|had|does|did|can|could|may|might|should|must)\b|['’])(?=\S)",
    re.I,
)
_BETWEEN = 60  # letters at most between a cue and what it reports, to be shown together
_SHOWN = 400  # letters


def needs_cue(report: Report, said: Statement, spans: tuple[Span, ...]) -> bool:
    """Whether what a statement says is no sentence without the words that report it."""
    cue, words = report.words(said.cue), report.words(spans)
    if not said.cue or said.kind == "unmarked":
        return False
    if said.stance == "denying":
        return True
    if _SAYS.search(cue):
        return False
    if said.kind == "direct":
        return words[:1].islower()  # a part of a sentence
    return not (_EITHER.search(cue) and _SENTENCE.search(words))


def own_words(report: Report, said: Statement | None, spans: tuple[Span, ...]) -> str:
    """What an utterance says, on one line, in the report's words; with the cue where `needs_cue`."""
    text = " ".join(report.words(spans).split())
    if said is None:
        return text
    if needs_cue(report, said, spans):
        first, end = spans[0][0], spans[-1][1]
        start = min(said.cue[0][0], first)
        near = said.cue[-1][1] > first or first - said.cue[-1][1] <= _BETWEEN
        if near and end - start < _SHOWN and all(start <= a and b <= end for a, b in said.cue):
            if report.text[start] in "'’" and report.text[start - 1 : start].isalpha():  # "'m afraid" of "I'm afraid"
                start = max(report.text.rfind(mark, 0, start) for mark in ' \n“‘"') + 1
            whole = report.text[start:end]
            for opening, closing in ("“”", "‘’", '""'):
                odd = whole.count(opening) > whole.count(closing) if opening != closing else whole.count(opening) % 2
                if odd and report.text[end : end + 1] == closing:
                    whole += closing
            text = " ".join(whole.split())
    return _OPENS.sub("", text, count=1) if said.kind in ("indirect", "mixed") and _OPENS.match(text) else text
