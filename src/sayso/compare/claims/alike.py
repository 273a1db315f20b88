"""Which statements say the same: most of their words, each weighed by how rare it is, or a run of somebody's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log

from sayso.compare.claims.meanings import terms as meant
from sayso.compare.claims.utterances import Utterance, quoted
from sayso.compare.copies.credits import house, names
from sayso.compare.joined import top
from sayso.compare.roots.roots import Roots
from sayso.keep.canonical import fold

#: Quoted words in a row from which two quotations are one.
RUN = 5
#: Of what two say: the share of the shorter one's words and of both together, how many, and how much they tell (in
#: words that four utterances of the story have). What one source says is worded further apart than what two say alike.
_OF_ONE_SOURCE = ((0.45, 0.25, 2, 1.6),)
_OF_TWO = ((0.65, 0.4, 3, 2.0), (0.65, 0.55, 2, 1.5), (0.55, 0.4, 5, 3.0), (0.58, 0.24, 5, 3.0))
#: Of what one report says that a source told another of these, and what that one has from a source of the same words.
_RETOLD = (0.4, 0.15, 2)
#: Of a quotation that another report gives in part, or in other marks.
_SHORTENED = (0.75, 0.3, 4, 2.0)
#: What a run of quoted words tells at least, and which share of the shorter one's words it is: of one source, of two.
_RUN_TELLS, _RUN_OF_ONE = 1.7, (0.3, 0.5)
_TOLD = 30  # letters from "told" to whom
_WORDS = 4  # of what two say alike
_LINKED = 8  # members of each of two groups that are looked at before the groups are joined
_RAREST, _POSTING = 8, 240  # terms of an utterance that look for others, and utterances that one term finds at most


def weights_of(said: Sequence[Utterance]) -> dict[str, float]:
    """How much each term tells: the rarer in the story, the more."""
    counts = Counter(term for one in said for term in one.terms)
    return {term: log(1 + len(said) / count) for term, count in counts.items()}


def alike(said: Sequence[Utterance], weights: Mapping[str, float], roots: Roots) -> list[list[Utterance]]:
    """Utterances without a count that say the same, in groups; one that says it alone is a group too."""
    pool = [
        one
        for one in said
        if one.whole and not one.counts and len(one.terms) >= 2 and any(t[0] not in "@#" for t in one.terms)
    ]
    worded: dict[tuple[object, ...], list[Utterance]] = {}  # what is worded the same is looked at once
    for u in pool:
        whose = tuple(root.actor for root in roots.of(u.report.id, u.id)) if len(u.words) < _WORDS else u.terms
        worded.setdefault((u.words, u.no, whose), []).append(u)
    every = list(worded.values())
    pool = [some[0] for some in every]
    parents: dict[int, int] = {}
    held = [[n] for n in range(len(pool))]
    pairs = sorted(_pairs(pool, weights, roots), key=lambda pair: (-pair[0], pair[1], pair[2]))
    same = {(left, right) for _, left, right in pairs}
    for _, left, right in pairs:
        one, two = top(parents, left), top(parents, right)
        if one == two:
            continue
        some = [(min(a, b), max(a, b)) for a in held[one][:_LINKED] for b in held[two][:_LINKED]]
        if 2 * sum(pair in same for pair in some) >= len(some):  # no chain from one to the next to something else
            parents[two] = one
            held[one] += held[two]
    return [[member for m in sorted(held[n]) for member in every[m]] for n in range(len(pool)) if top(parents, n) == n]


def _pairs(pool: Sequence[Utterance], weights: Mapping[str, float], roots: Roots) -> Iterable[tuple[float, int, int]]:
    """Pairs that say the same: how alike they are, and their numbers in `pool`."""
    who = [frozenset(root.actor for root in roots.of(one.report.id, one.id) if root.actor) for one in pool]
    index: dict[str, list[int]] = {}
    runs: dict[tuple[str, ...], list[int]] = {}
    for n, one in enumerate(pool):
        for term in sorted(one.terms, key=lambda t: (-weights[t], t))[:_RAREST]:
            index.setdefault(term, []).append(n)
        for at in range(len(one.words) - RUN + 1):
            runs.setdefault(one.words[at : at + RUN], []).append(n)
    scale = log(1 + len(pool) / 4)
    passed_on = _passed_on(pool)
    same = set(_runs(pool, runs, weights, scale, who))
    near = {
        (left, right)
        for found in index.values()
        if 1 < len(found) <= _POSTING
        for k, left in enumerate(found)
        for right in found[k + 1 : k + 1 + 60]
        if left < right
    }
    for left, right in same:
        yield 2.0, left, right
    numbers = [{term for term in one.terms if term[0] == "#"} for one in pool]
    no = [one.no for one in pool]
    for left, right in near - same:
        one, two = pool[left], pool[right]
        if no[left] != no[right] or (numbers[left] and numbers[right] and not numbers[left] & numbers[right]):
            continue
        if of_both := _same(one, two, weights, scale, bool(who[left] & who[right])):
            yield of_both, left, right
        elif passed_on(left, right) or passed_on(right, left):
            of_one, of_both, terms = likeness(one, two, weights)
            if all(ours >= least for ours, least in zip((of_one, of_both, terms), _RETOLD, strict=True)):
                yield of_both, left, right


def _passed_on(pool: Sequence[Utterance]) -> Callable[[int, int], bool]:
    """Whether the first of two says what a source told the outlet of the second, or that outlet too: "told Halyard"."""
    houses = {house(one.report.outlet): names(one.report.outlet) for one in pool if one.report.outlet}
    every = re.compile("|".join(rf"\b{re.escape(name)}\b" for some in houses.values() for name in some) or r"(?!)")
    by_name = {name: key for key, some in houses.items() for name in some}
    source: list[str] = []
    told: list[str | None] = []
    for one in pool:
        said, report = one.statement, one.report
        words = fold(report.words(said.source)) if said else ""
        cue = said.cue[-1][1] if said and said.cue and " " in words else None
        found = every.search(report.text, cue, cue + _TOLD) if cue is not None else None
        source.append(words)
        told.append(by_name[found[0]] if found else None)

    def passed_on(left: int, right: int) -> bool:
        to = told[left]
        return (
            to is not None and to in (house(pool[right].report.outlet), told[right]) and source[left] == source[right]
        )

    return passed_on


def _runs(
    pool: Sequence[Utterance],
    runs: Mapping[tuple[str, ...], Sequence[int]],
    weights: Mapping[str, float],
    scale: float,
    who: Sequence[frozenset[str]],
) -> Iterable[tuple[int, int]]:
    """Pairs that share a run of words that stands in quotation marks in one of them.

    "The use of chemical weapons" is nobody's quotation: a run has to tell something, and a part of what it stands in.
    """
    whole = [sum(weights[term] for term in one.terms) for one in pool]
    for words, found in runs.items():
        if len(found) < 2:
            continue
        tells = {term for means in meant(words) for term in means}
        for k, left in enumerate(found[:_POSTING]):
            known = sum(weights[term] for term in tells & pool[left].terms)
            if known < _RUN_TELLS * scale:
                continue
            for right in found[k + 1 : k + 1 + 40]:
                share = known / (min(whole[left], whole[right]) or 1)
                if (
                    left != right
                    and (quoted(pool[left]) or quoted(pool[right]))
                    and share >= _RUN_OF_ONE[not who[left] & who[right]]
                ):
                    yield min(left, right), max(left, right)


def _same(one: Utterance, two: Utterance, weights: Mapping[str, float], scale: float, one_source: bool) -> float:
    """How alike two are that have so much in common that they say the same; 0 for others."""
    if min(len(one.words), len(two.words)) < _WORDS and not one_source:
        return 0.0  # "security issues" is in everybody's mouth
    of_one, of_both, terms = likeness(one, two, weights)
    told = sum(weights[term] for term in one.terms & two.terms) / (scale or 1)
    rules = [*(_OF_ONE_SOURCE if one_source else _OF_TWO), *([_SHORTENED] if quoted(one) or quoted(two) else [])]
    for least_one, least_both, least_terms, least_told in rules:
        if of_one >= least_one and of_both >= least_both and terms >= least_terms and told >= least_told:
            return of_both
    return 0.0


def likeness(one: Utterance, two: Utterance, weights: Mapping[str, float]) -> tuple[float, float, int]:
    """The share of the shorter's weight, and of both's, that two have in common, and in how many terms."""
    common = one.terms & two.terms
    shared = sum(weights[t] for t in common)
    left, right = sum(weights[t] for t in one.terms), sum(weights[t] for t in two.terms)
    return shared / (min(left, right) or 1), shared / (left + right - shared or 1), len(common)


def apart(one: Utterance, two: Utterance) -> bool:
    """Whether two cannot be one claim: other numbers, or a no against a yes."""
    left, right = ({t for t in u.terms if t[0] == "#"} for u in (one, two))
    return one.no != two.no or bool(left and right and not left & right)
