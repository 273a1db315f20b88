"""What the statements of a story say, in pieces that can be compared: content words, who is meant, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.compare.roots import Roots
from sayso.compare.tallies import COUNTED, group_of
from sayso.report import Figure, FigureRole, Report, Span, Stance, Statement

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’']*\s+(?=[\"“‘']?[A-Z0-9])")
_MARKS = "“”\"‘’' ,;:…\n\t"
_LONG = 45  # words: content of more than that says several things
_COVERED = 0.5  # a statement is told by those within it where they hold so much of its content
_STOP = frozenset(
    "a about after again all also am an and any are as at be because been before being between both but by can"
    " could did do does down during each few for from further had has have having he her here hers him his how"
    " i if in into is it its itself just last may me might more most must my no nor not now of off on once one"
    " only or other our out over own s same shall she should so some still such t than that the their them then"
    " there these they this those through to too under until up us very was we were what when where which while"
    " who whom why will with would yet you your said say says told people person persons cannot can't n't"
    " didn't don't doesn't isn't wasn't never none nobody".split()
)
_NOT = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t|false|untrue|lie)\b"
    r"|\bruled? out\b|\bfabricat",
    re.I,
)
_QUOTES = re.compile(r"[“\"‘]")
_SUPPOSED = re.compile(r"[\W_]*(?:if|whether|unless|had they|suppose)\b", re.I)
_REFERS = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\b", re.I)

Count = tuple[FigureRole, float, str | None]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that a statement says, or a report in its own voice where it counts people."""

    report: Report
    statement: Statement | None
    spans: tuple[Span, ...]
    words: tuple[str, ...]  # folded, in order
    terms: frozenset[str]  # stems of content words, "@" and the root of each actor meant, "#" and each number
    counts: frozenset[Count]
    figures: tuple[Figure, ...]
    negative: bool
    whole: bool  # false: what it says is told by the statements within it

    @property
    def stance(self) -> Stance | None:
        """How the report puts it; null: its own voice."""
        return self.statement.stance if self.statement else None

    @property
    def id(self) -> str | None:
        """Of the statement; null: the report's own voice."""
        return self.statement.id if self.statement else None

    @property
    def span(self) -> Span:
        """From its first word to its last; of parts that stand far from each other the longest."""
        start, end = self.spans[0][0], self.spans[-1][1]
        held = sum(b - a for a, b in self.spans)
        return (start, end) if end - start < 2 * held else max(self.spans, key=lambda s: s[1] - s[0])

    @property
    def text(self) -> str:
        """Its own words, on one line."""
        return " ".join(self.report.words(self.spans).split())


def utterances(report: Report, roots: Roots) -> list[Utterance]:
    """What a report's statements say, and the people that it counts in its own voice, in the order of the text."""
    inside: dict[str, int] = {}
    for said in report.statements:
        if said.within:
            inside[said.within] = inside.get(said.within, 0) + _length(said.content)
    out = []
    for said in report.statements:
        if said.stance == "asking" or not said.content or _REFERS.search(report.words(said.cue)):
            continue
        whole = inside.get(said.id, 0) < _COVERED * _length(said.content)
        for spans in _pieces(report, said):
            if not _SUPPOSED.match(report[spans[0]]):
                out.append(_utterance(report, said, spans, roots, whole))
    counted = [(f.low, f.high) for one in out for f in one.figures]
    for figure in report.figures:
        if figure.statement is None and figure.role in COUNTED and (figure.low, figure.high) not in counted:
            out.append(_utterance(report, None, (_sentence(report, figure.span),), roots, True))
    named = {f.role: f for f in report.figures if f.role in COUNTED and f.statement is None}
    return sorted((_mended(one, named) for one in out if one.terms), key=lambda one: one.spans)


def _mended(one: Utterance, own: dict[FigureRole | None, Figure]) -> Utterance:
    """With the role of a number that the report's headline gives: "Toll rises to 17"."""
    counts = set(one.counts)
    for figure in one.figures:
        for role, said in own.items():
            if figure.role in (None, "other") and (figure.low, figure.high) == (said.low, said.high):
                number = figure.low if figure.low is not None else figure.high
                if role is not None and number is not None:
                    counts.add((role, number, group_of(said)))
    return replace(one, counts=frozenset(counts))


def _utterance(report: Report, said: Statement | None, spans: tuple[Span, ...], roots: Roots, whole: bool) -> Utterance:
    figures = tuple(
        f
        for f in report.figures
        if f.statement == (said.id if said else None) and any(a <= f.span[0] < b for a, b in spans)
    )
    taken = [f.span for f in figures]
    meant: set[str] = set()
    for actor in report.actors:
        key = roots.key(report.id, actor.id)
        for mention in actor.mentions:
            if any(a <= mention[0] < b for a, b in spans):
                meant.add(f"@{key}")
                taken.append(mention)
    words, terms = [], set(meant)
    for start, end in spans:
        text = report.text[start:end]
        meant_here = roots.holders(text)
        terms |= {f"@{key}" for key in meant_here.values()}
        for found in _WORD.finditer(text):
            word = found[0].casefold().replace("’", "'")
            words.append(word)
            at = start + found.start()
            if word not in _STOP and len(word) > 1 and not any(a <= at < b for a, b in taken):
                terms.add(stem(word))
    numbers = {f.low if f.low is not None else f.high for f in figures}
    terms |= {f"#{number:g}" for number in numbers if number is not None}
    counts = frozenset(
        (f.role, number, group_of(f))
        for f in figures
        if f.role in COUNTED
        and f.unit in (None, "people")
        and (number := f.low if f.low is not None else f.high) is not None
        and (f.low is None or f.high is None or f.low == f.high)
    )
    text = report.words(spans)
    negative = bool(_NOT.search(text)) or bool(said and said.polarity == "negative" and said.stance != "denying")
    return Utterance(report, said, spans, tuple(words), frozenset(terms), counts, figures, negative, whole)  # type: ignore[arg-type]


def _pieces(report: Report, said: Statement) -> Iterable[tuple[Span, ...]]:
    """The content of a statement: in one, or by sentences where it is speech or long."""
    content = tuple(span for span in (_trim(report, span) for span in said.content) if span[0] < span[1])
    if not content:
        return []
    if said.kind not in ("direct", "unmarked") and len(report.words(content).split()) <= _LONG:
        return [content]
    out = []
    for start, end in content:
        at = start
        for cut in [start + m.end() for m in _SENTENCE.finditer(report.text[start:end])] + [end]:
            piece = _trim(report, (at, cut))
            if piece[0] < piece[1] and len(report[piece].split()) <= 3 * _LONG:
                out.append((piece,))
            at = cut
    return out


def _trim(report: Report, span: Span) -> Span:
    start, end = span
    while start < end and report.text[start] in _MARKS:
        start += 1
    while end > start and report.text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _sentence(report: Report, span: Span) -> Span:
    """The sentence around a span, of its own line."""
    start, end = report.text.rfind("\n", 0, span[0]) + 1, report.text.find("\n", span[1])
    end = len(report.text) if end < 0 else end
    start, end = max(start, span[0] - 400), min(end, span[1] + 400)
    cuts = [start + m.end() for m in _SENTENCE.finditer(report.text[start:end])]
    left = max((cut for cut in cuts if cut <= span[0]), default=start)
    right = min((cut for cut in cuts if cut > span[1]), default=end)
    return _trim(report, (left, right))


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


@lru_cache(65536)
def stem(word: str) -> str:
    """A word without its commonest endings: "warned", "warning" and "warns" are one."""
    word = word.removesuffix("'s")
    for ending, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 5), ("ly", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def quoted(one: Utterance) -> bool:
    """Whether some of it stands in quotation marks."""
    return one.statement is not None and one.statement.kind in ("direct", "mixed")
