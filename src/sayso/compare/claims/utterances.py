"""What the statements of a story say, in pieces that can be compared: content words, who is meant, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.compare.claims.meanings import terms as meant
from sayso.compare.claims.unsaid import no_cue, says_no, supposed, unsaid
from sayso.compare.claims.wording import needs_cue, own_words
from sayso.compare.figures.tallies import Count
from sayso.compare.roots.roots import Roots
from sayso.report import Report, Span, Stance, Statement

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’']*\s+(?=[\"“‘']?[A-Z0-9])")
_MARKS = "“”\"‘’'` ,;:…\n\t"
_SPACE = " ,;:…\n\t"
_LONG = 45  # words: content of more than that says several things
_COVERED = 0.5  # a statement is told by those within it where they hold so much of its content
_STOP = frozenset(
    "a about after again all also am an and any are as at be because been before being between both but by can"
    " could did do does down during each few for from further had has have having he her here hers him his how"
    " i if in into is it its itself just last may me might more most must my no nor not now of off on once one"
    " only or other our out over own s same shall she should so some still such t than that the their them then"
    " there these they this those through to too under until up us very was we were what when where which while"
    " who whom why will with would yet you your said say says told people person persons cannot can't n't"
    " didn't don't doesn't isn't wasn't never none nobody anyone anybody anything ever even single".split()
)
_HEAD = 160  # letters: a figure on a line that ends before stands in the headline
_REFERS = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\b", re.I)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that a statement says, or a report in its own voice where it counts people."""

    report: Report
    statement: Statement | None
    spans: tuple[Span, ...]
    words: tuple[str, ...]  # folded, in order
    terms: frozenset[str]  # stems of content words, "@" and the root of each actor meant, "#" and each number
    counts: tuple[Count, ...]  # of people
    negative: bool
    whole: bool  # false: what it says is told by the statements within it

    @property
    def stance(self) -> Stance | None:
        """How the report puts it; null: its own voice."""
        return self.statement.stance if self.statement else None

    @property
    def no(self) -> bool:
        """Whether it says that something is not so: with a *no*, or as what it denies."""
        return self.negative != (self.stance == "denying")

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
    def cued(self) -> bool:
        """Whether its words are no sentence without those that report them: "accused the Front of firing it"."""
        return self.statement is not None and needs_cue(self.report, self.statement, self.spans)

    @property
    def text(self) -> str:
        """Its own words, on one line; with the words that report it where it is no sentence without them."""
        return own_words(self.report, self.statement, self.spans)


def utterances(report: Report, roots: Roots, counts: Sequence[Count] = ()) -> list[Utterance]:
    """What a report's statements say, and the people that it counts in its own voice, in the order of the text.

    `counts` are the report's own. What stands within a denial is not said by anybody and is left out.
    """
    inside: dict[str, int] = {}
    by_id = {said.id: said for said in report.statements}
    for said in report.statements:
        if said.within:
            inside[said.within] = inside.get(said.within, 0) + _length(said.content)
    out = []
    for said in report.statements:
        if (
            said.stance == "asking"
            or not said.content
            or _REFERS.search(report.words(said.cue))
            or unsaid(report, said, by_id)
        ):
            continue
        whole = inside.get(said.id, 0) < _COVERED * _length(said.content)
        for spans in _pieces(report, said):
            if not supposed(report[spans[0]]):
                out.append(_utterance(report, said, spans, roots, whole, counts))
    held = {count.figure.id for one in out if one.whole for count in one.counts}
    alone: dict[Span, None] = {}
    for count in counts:
        if count.figure.statement is not None or count.figure.id in held or count.earlier:
            continue
        number = f"#{count.low if count.low is not None else count.high:g}"
        told = [n for n, one in enumerate(out) if one.whole and number in one.terms and one.statement]
        if told and report.text.find("\n", count.figure.span[1]) <= _HEAD:
            out[told[0]] = _with(out[told[0]], count)  # "Toll rises to 17": what a statement says is in the headline
        else:
            alone.setdefault(_sentence(report, count.figure.span))
    out += [_utterance(report, None, (span,), roots, True, counts) for span in alone]
    return sorted((one for one in out if one.terms), key=lambda one: one.spans)


def _with(one: Utterance, count: Count) -> Utterance:
    same = any((c.role, c.low, c.high) == (count.role, count.low, count.high) for c in one.counts)
    return one if same else replace(one, counts=(*one.counts, count))


def _utterance(
    report: Report,
    said: Statement | None,
    spans: tuple[Span, ...],
    roots: Roots,
    whole: bool,
    counts: Sequence[Count],
) -> Utterance:
    def here(at: int) -> bool:
        return any(a <= at < b for a, b in spans)

    figures = [f for f in report.figures if here(f.span[0])]
    taken = [f.span for f in figures]
    terms = {f"#{n:g}" for f in figures if (n := f.low if f.low is not None else f.high) is not None}
    for actor in report.actors:
        for mention in actor.mentions:
            if here(mention[0]):
                terms.add(f"@{roots.key(report.id, actor.id)}")
                taken.append(mention)
    words: list[str] = []
    for start, end in spans:
        text = report.text[start:end]
        held = roots.holders(text)
        terms |= {f"@{key}" for key in held.values()}
        titles = {word for title in held for word in title.split()}
        cut = list(_WORD.finditer(text))
        folded = [found[0].casefold().replace("’", "'") for found in cut]
        words += folded
        for found, word, means in zip(cut, folded, meant(folded), strict=True):
            at = start + found.start()
            if word not in _STOP and word not in titles and len(word) > 1 and not any(a <= at < b for a, b in taken):
                known = roots.called.get(word) if found[0][0].isupper() and at > start else None
                terms.update(means if known is None else (f"@{known}",))
    if said is not None and said.stance == "denying":  # "Drevia denies arming the Front": who did not is who says so
        terms |= {f"@{key}" for id_ in said.actors if (key := roots.key(report.id, id_))}
    counted = tuple(
        count
        for count in counts
        if here(count.figure.span[0])
        and not count.earlier
        and (count.low is None or count.high is None or count.low == count.high)
        and (count.figure.statement == (said.id if said else None) or (said is not None and _own(count, said, report)))
    )
    negative = says_no(report.words(spans))
    if said is not None and said.kind not in ("direct", "unmarked") and said.stance != "denying":
        negative = negative or (said.polarity == "negative" and no_cue(report, said))
    return Utterance(report, said, spans, tuple(words), frozenset(terms), counted, negative, whole)


def _own(count: Count, said: Statement, report: Report) -> bool:
    """Whether a count is said by a statement that only stands within this one and has no source of its own."""
    inner = next((s for s in report.statements if s.id == count.figure.statement), None)
    return inner is not None and inner.within == said.id and not inner.source


def _pieces(report: Report, said: Statement) -> Iterable[tuple[Span, ...]]:
    """The content of a statement: in one, or by sentences where it is speech or long."""
    marks = _MARKS if said.kind == "direct" else _SPACE
    content = tuple(span for span in (_trim(report, span, marks) for span in said.content) if span[0] < span[1])
    if not content:
        return []
    if said.kind not in ("direct", "unmarked") and len(report.words(content).split()) <= _LONG:
        return [content]
    out = []
    for start, end in content:
        at = start
        for cut in [start + m.end() for m in _SENTENCE.finditer(report.text[start:end])] + [end]:
            piece = _trim(report, (at, cut), marks)
            if piece[0] < piece[1] and len(report[piece].split()) <= 3 * _LONG:
                out.append((piece,))
            at = cut
    return out


def _trim(report: Report, span: Span, marks: str) -> Span:
    """A span without what surrounds its words; a quotation that ends in it keeps its closing mark."""
    start, end = span
    while start < end and report.text[start] in marks:
        start += 1
    while end > start and report.text[end - 1] in marks:
        end -= 1
    words = report.text[start:end]
    for opening, closing in ("“”", "‘’"):
        if opening in words and words.rfind(opening) > words.rfind(closing) and report.text[end : end + 1] == closing:
            end += 1
    return start, end


def _sentence(report: Report, span: Span) -> Span:
    """The sentence around a span, of its own line."""
    start, end = report.text.rfind("\n", 0, span[0]) + 1, report.text.find("\n", span[1])
    end = len(report.text) if end < 0 else end
    start, end = max(start, span[0] - 400), min(end, span[1] + 400)
    cuts = [start + m.end() for m in _SENTENCE.finditer(report.text[start:end])]
    left = max((cut for cut in cuts if cut <= span[0]), default=start)
    right = min((cut for cut in cuts if cut > span[1]), default=end)
    return _trim(report, (left, right), _SPACE)


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def quoted(one: Utterance) -> bool:
    """Whether some of it stands in quotation marks."""
    return one.statement is not None and one.statement.kind in ("direct", "mixed")
