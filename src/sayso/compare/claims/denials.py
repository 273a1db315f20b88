"""Denials: statements that say no to what others of the story say, and which claim they deny.

Three ways: a source denies, in a report's word, what another says; one says with "not" what another says without; or a
short answer ("that is a lie", "he never said so") stands right after what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING

from sayso.compare.claims.meanings import stem
from sayso.compare.claims.meanings import terms as meant
from sayso.compare.claims.unsaid import before_if
from sayso.compare.claims.utterances import Utterance
from sayso.compare.nouns import Conflict, Ref
from sayso.compare.roots.roots import Roots

if TYPE_CHECKING:
    from sayso.compare.claims.claims import Group

_ANSWER = re.compile(
    r"\b(?:that|this|it)(?:['’]s| is| was) (?:a lie|a fabrication|not true|untrue|false|nonsense)\b"
    r"|\bnever said (?:so|that|it)\b|\b(?:such|the|these|those) (?:reports?|claims?|accusations?|allegations?)"
    r" (?:are|is|was|were) (?:false|baseless|untrue|not true)\b",
    re.I,
)
#: What those who look into a cause rule out; a politician who rules out a vote denies nothing.
_RULED_OUT = re.compile(
    r"\b(?:investigators?|police|detectives|officials?|experts?|engineers|prosecutors|coroner|inquiry|inspectors"
    r"|authorities|doctors)\b[^.;]{0,40}\bruled out (?:(?:an?|the|any) )?(?P<what>[\w-]+(?: [\w-]+)?)"
    r"\s*(?=[.,;”\"]|\Z|as\b)",
    re.I,
)
#: Who says that something was the cause.
_CAUSE = re.compile(
    r"\b(?:by|hit|struck|caus\w+|because|due|explanation|blam\w+|behind|responsible|responsibility|triggered|set off"
    r"|was|were|is)\b",
    re.I,
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_AROUND = 6  # terms beside those of what was ruled out
_AFTER_ANSWER = 3  # words of an answer that may stand after it: "that is a lie, plain and simple"
_FIGURE = re.compile(r"\b(?:figures?|toll|count|number|tally)\b", re.I)
_NEAR = 500  # letters from an answer back to what it answers
_DENIED, _NEGATED = 0.4, 0.6  # the share of its weight that a denial has in common with what it denies
#: What a denial has in common at least with something of which that is less than half: in words that four utterances of
#: the story have. "Using such weapons would cross a line" is not denied by "we never used such weapons".
_TOLD = 2.0
#: "Reports that", "claims of": what is denied stands after it.
_OTHERS_SAY = re.compile(
    r"(?:such |these |all |any )?"
    r"(?P<said>reports?|claims?|allegations?|accusations?|suggestions?|charges?|rumou?rs?) (?:that|of)\b"
)
#: Cues that turn down what is wanted as well as what is said; and words of what is only said.
_TURNS_DOWN = re.compile(r"\b(?:reject|dismiss|refus|rebuff|declin|spurn|brush|oppos)", re.I)
_SAID = re.compile(
    r"\W*that\b|\b(?:reports?|claims?|allegations?|accusations?|suggestions?|charges|rumou?rs?|assertions?|notions?"
    r"|theor(?:y|ies)|speculation|accounts?|narrative|responsibility|blame)\b",
    re.I,
)
#: What is withheld when it is denied, and a quarrel that is no denial.
_WITHHELD = re.compile(
    r"\W*(?:\w+ ){0,2}?(?:service|entry|access|bail|visas?|permission|permits?|requests?|parole|treatment|admission|aid"
    r"|benefits|coverage|asylum|motions?|appeals?|petitions?|rights?)\b",
    re.I,
)
_QUARREL = re.compile(r"\W*(?:regarding|over|about|between|with)\b", re.I)
#: Who denies that he knew denies only that; and who says that another denied it denies it no less.
_KNOWLEDGE = re.compile(r"\W*(?:any |all |having (?:any |had any )?)?(?:prior |advance )?(?:knowledge|knowing)\b", re.I)
_KNEW = re.compile(r"\b(?:kn[eo]w\w*|aware|told|learn\w*|informed|warned)\b", re.I)
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|disput(?:e|es|ed|ing))\b", re.I)
#: A part of a quotation has more words than these; so many at its beginning are the report’s.
_FEW, _DROPPED = 3, 2
_LEAST = 0.2  # of its weight, below which nothing is looked at
_EACH = 4  # of what one denial can be about, those most like it
_WORDS = 240  # letters of each side in a sentence


@dataclass(frozen=True, slots=True)
class Denial:
    """An utterance that denies another."""

    by: Utterance
    of: Utterance
    first: bool = False  # the first of its root against that claim's root

    def conflict(self, roots: Roots) -> Conflict:
        """Both sides in their own words."""
        made, denied = (_who(one, roots) for one in (self.of, self.by))
        verb = "denied by " if self.by.stance == "denying" else ""
        why = f"{made}: “{_cut(self.of)}”; {verb}{denied}: “{_cut(self.by)}”"
        refs = (Ref(self.of.report.id, self.of.id), Ref(self.by.report.id, self.by.id))
        return Conflict("denial", refs, (self.of.span, self.by.span), why)


def denials(said: Sequence[Utterance], groups: list[Group], weights: Mapping[str, float], roots: Roots) -> list[Denial]:
    """Who denies what. What is denied and no claim yet becomes one, at the end of `groups`."""
    from sayso.compare.claims.claims import Group

    index: dict[str, list[Utterance]] = {"": list(said)}
    for one in said:
        if one.stance != "denying" and one.statement is not None:
            for term in one.terms:
                index.setdefault(term, []).append(one)
    out: list[Denial] = []
    by_report: dict[str, list[Utterance]] = {}
    for one in said:
        by_report.setdefault(one.report.id, []).append(one)
    for one in said:
        if one.statement is None or (not one.whole and one.stance != "denying"):
            continue
        if answered := _answered(one, by_report[one.report.id], roots):
            out.append(Denial(one, answered))
        elif ruled_out := _RULED_OUT.search(one.text):
            out += [Denial(one, other) for other in _supposed(one, ruled_out["what"], index, roots)]
        elif one.negative or (one.stance == "denying" and not _turned_down(one)):
            out += [Denial(one, other) for other in _denied(one, index, weights, roots)]
    grouped = {id(one) for group in groups for one in group.members}
    for denial in out:
        if id(denial.of) not in grouped:
            groups.append(Group([denial.of]))
            grouped.add(id(denial.of))
    return _firsts(out, groups, roots)


def _denied(
    one: Utterance, index: Mapping[str, list[Utterance]], weights: Mapping[str, float], roots: Roots
) -> Iterable[Utterance]:
    """What an utterance denies: others' words that say what it says, without its "not"."""
    ours = {root.actor for root in roots.of(one.report.id, one.id)}
    terms = _what_is_denied(one) & weights.keys()
    denying = one.stance == "denying"
    scale = log(1 + len(index.get("", ())) / 4)
    own = {f"@{roots.key(one.report.id, id_)}" for id_ in (one.statement.actors if one.statement else ())}
    total = sum(weights[term] for term in terms)
    shared: dict[int, tuple[float, int, Utterance]] = {}
    for term in terms:
        for other in index.get(term, ())[:400]:
            weight, words, _ = shared.get(id(other), (0.0, 0, other))
            shared[id(other)] = weight + weights[term], words + (term[0] not in "@#"), other
    found = []
    for weight, words, other in shared.values():
        if not words or weight < _LEAST * total or other.no or other.statement is None or _overlap(one, other):
            continue
        if ours & {root.actor for root in roots.of(other.report.id, other.id)}:
            continue
        whole = sum(weights[term] for term in other.terms)
        # who denies for himself need not be named in what he denies
        of_one = weight / (total - sum(weights[term] for term in terms & own - other.terms) or 1)
        of_other = weight / (whole or 1)
        if denying:
            much = of_other >= 0.5 or (of_other >= 0.3 and weight >= _TOLD * scale)
            alike = of_one >= _DENIED and much and len(terms & other.terms) >= 2
        else:
            alike = of_one >= _NEGATED and of_other >= 0.5 and words >= 3
        if alike and (denying or not _part(one, other)) and _claimed(one, other, terms):
            found.append((weight / (whole + total - weight), other))
    return [other for _, other in sorted(found, key=lambda pair: (-pair[0], pair[1].report.id, pair[1].spans))[:_EACH]]


def _turned_down(one: Utterance) -> bool:
    """Whether what is rejected or denied is no claim: "rejected military action", "denied service to a couple"."""
    report, said = one.report, one.statement
    assert said is not None
    cue, content = report.words(said.cue), report.words(one.spans)
    if _TURNS_DOWN.search(cue) and not _SAID.search(content):
        return True
    return bool(_WITHHELD.match(content) or _QUARREL.match(content))


def _claimed(one: Utterance, other: Utterance, terms: set[str]) -> bool:
    """Whether the other says without a condition what is denied, and is not told of who denies it."""
    if one.stance == "denying" and _DENIAL.search(other.text):
        return False
    if _KNOWLEDGE.match(one.report.words(one.spans)) and not _KNEW.search(other.text):
        return False
    whole = other.report.words(other.spans)
    said = before_if(whole)
    if len(said) == len(whole):
        return True
    told = {term for means in meant([word.casefold() for word in _WORD.findall(said)]) for term in means}
    shared = {term for term in terms & other.terms if term[0] not in "@#"}
    return 2 * len(shared & told) > len(shared)


def _supposed(one: Utterance, what: str, index: Mapping[str, list[Utterance]], roots: Roots) -> list[Utterance]:
    """Who says that what was ruled out was so: in few words besides, each source once."""
    terms = {term for means in meant([word.casefold() for word in what.split()]) for term in means}
    if not terms:
        return []
    found: dict[str | None, Utterance] = {}
    for other in index.get(min(terms, key=lambda term: len(index.get(term, ()))), ()):
        named = other.terms >= terms and _CAUSE.search(other.text) and len(other.terms) <= _AROUND + len(terms)
        who = roots.of(other.report.id, other.id)[0].actor
        same = who == roots.of(one.report.id, one.id)[0].actor
        if named and other.whole and not (other.no or same or other.stance == "asking" or _overlap(one, other)):
            kept = found.setdefault(who, other)
            if len(other.terms) < len(kept.terms):
                found[who] = other
    return sorted(found.values(), key=lambda other: (len(other.terms), other.report.id, other.spans))[:_EACH]


def _part(one: Utterance, other: Utterance) -> bool:
    """Whether one is a part of the other's words, quoted without its "no" or with what stands before."""
    short, long = sorted((one.words, other.words), key=len)
    whole = f" {' '.join(long)} "
    return len(short) > _FEW and any(f" {' '.join(short[n:])} " in whole for n in range(_DROPPED + 1))


def _what_is_denied(one: Utterance) -> set[str]:
    """Its terms, without the noun for what others say, "rejects reports that …", and for having known."""
    found = _OTHERS_SAY.match(" ".join(one.words)) if one.stance == "denying" else None
    told = {term for means in meant([found["said"]]) for term in means} if found else set()
    return set(one.terms) - told - ({stem("knowledge")} if one.stance == "denying" else set())


def _overlap(one: Utterance, two: Utterance) -> bool:
    """Whether two stand in each other's words."""
    return one.report.id == two.report.id and one.span[0] < two.span[1] and two.span[0] < one.span[1]


def _answered(one: Utterance, here: Sequence[Utterance], roots: Roots) -> Utterance | None:
    """What a short answer is said of: the nearest before it, of another source; where it is of a figure, a figure."""
    figure = one.stance == "denying" and len(one.words) <= 5 and bool(_FIGURE.search(one.text))
    short = _ANSWER.search(one.text)
    if not figure and not (short and len(one.words) <= 14 and one.text.count(" ", short.end()) <= _AFTER_ANSWER):
        return None
    ours = {root.actor for root in roots.of(one.report.id, one.id)}
    for other in reversed(here):
        if not (other.span[1] <= one.span[0] and one.span[0] - other.span[1] < _NEAR) or other.id == one.id:
            continue
        if not other.whole or (figure and not other.counts):
            continue
        theirs = {root.actor for root in roots.of(other.report.id, other.id)}
        same = bool(ours & theirs) and "said" not in one.words
        if not same and not _overlap(one, other):
            return other
    return None


def _firsts(found: list[Denial], groups: Sequence[Group], roots: Roots) -> list[Denial]:
    """Denials, with the first of each root against each claim marked."""
    home = {id(one): n for n, group in enumerate(groups) for one in group.members}
    seen: set[tuple[object, ...]] = set()
    out = []
    for denial in found:
        key = (home.get(id(denial.of)), _who(denial.by, roots))
        out.append(replace(denial, first=key not in seen))
        seen.add(key)
    return out


def _who(one: Utterance, roots: Roots) -> str:
    root = roots.of(one.report.id, one.id)[0]
    if one.statement is None and (named := next((count.root for count in one.counts if count.root), None)):
        return named
    return root.actor or (f"{root.external}, naming nobody" if root.external else "a source that is not named")


def _cut(one: Utterance) -> str:
    text = one.text
    return text if len(text) <= _WORDS else text[:_WORDS].rsplit(" ", 1)[0] + " …"
