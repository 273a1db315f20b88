"""Fits the weights that choose a pronoun's antecedent (`sayso/data/actor_pronouns.tsv`).

Run as `python -m training.actors`: prints how often a pronoun is given to the right named actor in five folds over
documents, then fits on all of them and writes the file. It learns from GUM's training half (gold coreference, every
third-person pronoun), our own training and tuning gold (a statement's labelled actor) and half of the labelled
pronouns (`benchmarks/gold/pronouns.jsonl`): a conditional logit over each pronoun's candidates, with "nobody" among
them for "they" and "it". As what came before is part of the facts, it reads the documents anew with what it has
learned, five times, and learns from all those readings together. No chance is in it but the order of documents, whose
seed is fixed. Needs scipy.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.actors import (
    THIRD,
    WORDS,
    Antecedent,
    Tree,
    antecedents,
    labelled,
    named_pronouns,
    named_sources,
    resolved,
    right,
    verdict,
)
from benchmarks.corpora import Labelled, gum, own, rows
from benchmarks.metrics import match
from sayso.attribute import attribute
from sayso.desk import shared
from sayso.ground.actors import resolve
from sayso.ground.context import Context, context
from sayso.ground.page import Told
from sayso.ground.pronouns import shipped
from sayso.read import from_text
from sayso.report import Report, Span

OUT = Path("src/sayso/data/actor_pronouns.tsv")
HEAD = """# What speaks for whom a pronoun stands for: a row a fact (see `weigh` and `nobody` in ground/antecedents.py).
# "he" is "she" as well. Fitted by `python -m training.actors` on GUM's training half, our own gold and half of the
# labelled pronouns; not by hand.
pronoun\tfact\tweight
"""
#: How much a case of our own gold weighs against one of GUM: its pronouns are sources, the ones that matter here.
OWN = 1.5
#: Pronouns of a document that count in full; a document of more counts by their square root, lest a few decide. Of
#: GUM's 382 "he", over five folds four times, 323 are right with 10 and 327 with 5; with the penalty below 342 with 5
#: and 351 with 3.
USUAL = 3
#: How much a pronoun of nobody weighs, by group: most of "it" is no actor, and one missed is worse than one too many.
#: With a half 10 of GUM's 26 "it" of a name are right over folds and 2 of 42 "they", with a quarter 12 and 5; sources
#: of our gold that are either 12 and 14 of 22; and of twenty labelled as nobody's 12 and 8 are left alone.
NOBODY = {"he": 1.0, "they": 0.25, "it": 0.25}
#: The penalty on the squares of the weights: 323 with 1, 343 with 3, measured as above.
PENALTY = 3.0
GROUPS = {"he": ("he", "she"), "they": ("they",), "it": ("it",)}
ROUNDS, FOLDS = 5, 5
#: Genres of the table that are none.
GOLD, SOURCES, LABELS = "our gold", "GUM's sources", "labelled"

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text as the grounding sees it; `row` and `tree` are of GUM, `labels` of the labelled pronouns."""

    doc: Labelled
    at: Context
    row: dict[str, Any] | None = None
    tree: Tree | None = None
    labels: tuple[Antecedent, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One pronoun: what is known of each candidate and of nobody, and which are right."""

    word: str
    facts: list[dict[str, float]]
    nobody: dict[str, float]
    right: list[bool]
    weight: float


def texts() -> list[Text]:
    """Everything that is learned from, read once."""
    gold = {row["document"]: row for row in rows("gum.jsonl.gz")}
    out = []
    for doc in gum(held_out=False):
        out.append(Text(doc, _read(doc), gold[doc.key], Tree(gold[doc.key])))
    out += (Text(doc, _read(doc)) for doc in [*own("tune"), *own("train")])
    return [*out, *(Text(doc, _read(doc), labels=tuple(labels)) for doc, labels in antecedents(test=False))]


def _read(doc: Labelled) -> Context:
    known: dict[str, Any] = dict(doc.known)
    ((report, reading),) = attribute([from_text(doc.text, **known)], shared().encoder)
    assert reading is not None
    return context(report, reading)


def cases(text: Text, weights: Weights) -> Iterator[Case]:
    """The pronouns of a text that gold tells about, with what was known when they were read with some weights."""
    told = Told()
    report = resolve(text.at, told, weights)
    if text.tree is not None:
        yield from _of_gum(text, told)
    elif text.labels:
        yield from _of_labels(text, told)
    else:
        yield from _of_own(text, told, report)


def _of_gum(text: Text, told: Told) -> Iterator[Case]:
    """A candidate is right where most of its names and descriptions are the gold entity's, by head."""
    assert text.row is not None
    assert text.tree is not None
    tree, at = text.tree, text.at
    owner: dict[int, set[int]] = {}
    for number, entity in enumerate(text.row["entities"]):
        for mention in entity["mentions"]:
            for head in tree.heads((mention[0], mention[1])):
                owner.setdefault(head, set()).add(number)
    heads: dict[int, list[set[int]]] = {}
    for one in told.mentions:
        if one.entity is not None and one.how != "pronoun":
            gold = owner.get(tree.head(at.span(one.low, one.high)))
            heads.setdefault(id(one.entity), []).append(gold or set())
    weight = min(1.0, (USUAL / max(1, len(told.choices))) ** 0.5)
    for choice in told.choices:
        pronoun = choice.pronoun
        mine = owner.get(tree.head(at.span(pronoun.low, pronoun.high)), set())
        right = []
        for entity, *_ in choice.candidates:
            own_ = heads.get(id(entity), [])
            right.append(2 * sum(bool(h & mine) for h in own_) > len(own_))
        if mine or pronoun.word in ("it", "they"):
            yield Case(pronoun.word, [f for *_, f in choice.candidates], choice.nobody, right, weight)


def _of_own(text: Text, told: Told, report: Report) -> Iterator[Case]:
    """Pronoun sources; a candidate is right where its actor is mentioned where the label points."""
    doc, at = text.doc, text.at
    found = [{"source": s.source, "cue": s.cue, "content": s.content} for s in report.statements]
    wanted: dict[Span, list[Span]] = {}
    for i, j in match(doc.statements, found):
        spans = doc.statements[i].get("actor")
        if spans and report.statements[j].source:
            wanted[report.statements[j].source[0]] = [spans] if isinstance(spans[0], int) else spans
    yield from _pointed(at, told, wanted)


def _of_labels(text: Text, told: Told) -> Iterator[Case]:
    """The labelled pronouns; a candidate is right where it is mentioned where the label points."""
    yield from _pointed(text.at, told, {label.span: [*label.answer, *label.described] for label in text.labels})


def _pointed(at: Context, told: Told, wanted: dict[Span, list[Span]]) -> Iterator[Case]:
    """The pronouns of a text that labels point from, each with where they point; nowhere: it is nobody."""
    places: dict[int, list[Span]] = {}
    for one in told.mentions:
        if one.entity is not None and one.how != "pronoun":
            places.setdefault(id(one.entity), []).append(at.span(one.low, one.high))
    for choice in told.choices:
        label = wanted.get(at.span(choice.pronoun.low, choice.pronoun.high))
        if label is not None:
            right = [
                any(a < high and low < b for a, b in places.get(id(entity), []) for low, high in label)
                for entity, *_ in choice.candidates
            ]
            yield Case(choice.pronoun.word, [f for *_, f in choice.candidates], choice.nobody, right, OWN)


def fit(some: Sequence[Case], group: str, penalty: float = PENALTY) -> dict[str, float]:
    """Weights of the facts that make the right candidates likeliest, with a small penalty on their squares."""
    some = [c for c in some if c.word in GROUPS[group] and c.facts]
    names = sorted({name for c in some for facts in (*c.facts, c.nobody) for name in facts})
    place = {name: n for n, name in enumerate(names)}
    data = []
    for case in some:
        every, right, weight = list(case.facts), list(case.right), case.weight
        if case.nobody:
            every.append(case.nobody)
            right.append(not any(right))
            weight *= NOBODY[group] if right[-1] else 1.0
        if any(right):
            table = np.zeros((len(every), len(names)))
            for row, facts in zip(table, every, strict=True):
                for name, value in facts.items():
                    row[place[name]] = value
            data.append((table, np.array(right), weight))

    if not data:
        return {}
    every_row = np.concatenate([table for table, *_ in data])
    good = np.concatenate([right for _, right, _ in data])
    sizes = np.array([len(right) for _, right, _ in data])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    worth = np.array([weight for *_, weight in data])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = every_row @ weights
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, first), sizes))
        of_right = np.where(good, shares, 0.0)
        total, mine = np.add.reduceat(shares, first), np.add.reduceat(of_right, first) + 1e-300
        pull = shares * np.repeat(worth / total, sizes) - of_right * np.repeat(worth / mine, sizes)
        least = penalty * float(weights @ weights) / 2
        return least - float(worth @ np.log(mine / total)), penalty * weights + pull @ every_row

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(value), 2) for name, value in zip(names, found, strict=True)}


def learn(some: Sequence[Text], start: Weights) -> Weights:
    """The weights of every group from some texts, read again and again with the weights of the round before.

    What was read in every round but the first is learned from together (Ross et al. 2011): an early mistake, which the
    facts of all the pronouns after it hold, is met in several ways.
    """
    weights = start
    every: list[Case] = []
    for number in range(ROUNDS):
        fresh = [case for text in some for case in cases(text, weights)]
        every = fresh if number < 2 else [*every, *fresh]
        weights = {group: fit(every, group, PENALTY * max(1, number)) for group in GROUPS}
    return weights


def count(text: Text, report: Report) -> Counter[tuple[str, str, str]]:
    """How the pronouns of a text came out, by genre, pronoun and verdict; those of our gold, the labelled ones and, of
    GUM's, those that are sources of named ones, each as a genre of its own.
    """
    out: Counter[tuple[str, str, str]] = Counter()
    for label in text.labels:
        out[f"{LABELS}, {label.sort},", label.word, resolved(label, report)] += 1
    if text.labels:
        return out
    if text.row is None or text.tree is None:
        for kind in ("he", "she", "they", "it"):
            hits = labelled(text.doc, report, frozenset(w for w, k in WORDS.items() if k == kind))
            out[GOLD, kind, "right"] += hits.hit
            out[GOLD, kind, "other"] += hits.gold - hits.hit
        return out
    for span, entity in named_sources(text.row, THIRD):
        verdict_ = "right" if right(text.row, span, entity, report) else "other"
        out[SOURCES, WORDS[text.row["text"][slice(*span)].lower()], verdict_] += 1
    for word, span, heads in named_pronouns(text.row, text.tree):
        out[text.doc.domain, word, verdict(text.tree, span, heads, report)] += 1
    return out


def folds(every: Sequence[Text], start: Weights) -> Counter[tuple[str, str, str]]:
    """The verdicts on each text, read with weights learned without it."""
    keys = sorted(text.doc.key for text in every)
    random.Random(0).shuffle(keys)
    out: Counter[tuple[str, str, str]] = Counter()
    for fold in range(FOLDS):
        held = set(keys[fold::FOLDS])
        weights = learn([text for text in every if text.doc.key not in held], start)
        for text in every:
            if text.doc.key in held:
                out += count(text, resolve(text.at, None, weights))
    return out


def table(found: Counter[tuple[str, str, str]]) -> str:
    """The share of right ones by pronoun, and by genre and pronoun. Over all genres only GUM's pronouns count, once."""
    lines = []
    for apart in (False, True):
        sums: dict[str, Counter[str]] = {}
        for (genre, word, verdict_), n in found.items():
            if apart or not genre.startswith((GOLD, SOURCES, LABELS)):
                sums.setdefault(f"{genre} {word}" if apart else word, Counter())[verdict_] += n
        for key, some in sorted(sums.items()):
            total = sum(some.values())
            rest = ", ".join(f"{name} {n}" for name, n in sorted(some.items()) if name != "right" and n)
            lines.append(f"{key:27} {100 * some['right'] / max(1, total):5.1f} %  n={total:4}  {rest}")
    return "\n".join(lines)


def main() -> None:
    """Prints the folds' figures, fits on everything and writes the weights."""
    every = texts()
    flat: Weights = {group: {} for group in GROUPS}
    print(table(folds(every, flat)))
    weights = learn(every, flat)
    lines = [
        f"{group}\t{name}\t{value}" for group, row in weights.items() for name, value in sorted(row.items()) if value
    ]
    OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    shipped.cache_clear()


if __name__ == "__main__":
    main()
