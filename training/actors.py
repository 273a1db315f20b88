"""Fits the weights that choose a pronoun's antecedent (`sayso.ground.pronouns.WEIGHTS`).

Run as `python -m training.actors`: prints a table to put there, and how often the choice is right in five folds over
documents. It learns from GUM's training half (gold coreference) and our own training and tuning gold (a statement's
labelled actor): a conditional logit over each pronoun's candidates, with "nobody" among them for "they" and "it".
Needs scipy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from benchmarks.actors import Tree
from benchmarks.corpora import gum, own, rows
from benchmarks.metrics import match
from sayso.attribute import attribute
from sayso.desk import shared
from sayso.ground.actors import resolve
from sayso.ground.context import Context, context
from sayso.ground.pronouns import Told
from sayso.read import from_text
from sayso.report import Report, Span

#: How much a case of our own gold weighs against one of GUM: its pronouns are sources, the ones that matter here.
OWN = 1.5
GROUPS = {"he": ("he", "she"), "they": ("they",), "it": ("it",)}


@dataclass(frozen=True, slots=True)
class Case:
    """One pronoun: what is known of each candidate, and which are right."""

    document: str
    word: str
    source: bool
    facts: list[dict[str, float]]
    right: list[bool]
    weight: float


def _read(text: str) -> tuple[Context, Told, Report]:
    """A text's context, every choice of an antecedent in it, and its report with actors."""
    ((report, reading),) = attribute([from_text(text)], shared().encoder)
    assert reading is not None
    at, told = context(report, reading), Told()
    return at, told, resolve(at, told)


def from_gum() -> Iterator[Case]:
    """Pronouns of GUM's training half; a candidate is right where its last mention is of the same gold entity."""
    gold = {row["document"]: row for row in rows("gum.jsonl.gz")}
    for doc in gum(held_out=False):
        at, told, _ = _read(doc.text)
        tree = Tree(gold[doc.key])
        owner: dict[int, set[int]] = {}
        for number, entity in enumerate(gold[doc.key]["entities"]):
            for mention in entity["mentions"]:
                owner.setdefault(tree.head((mention[0], mention[1])), set()).add(number)
        for pronoun, found in told:
            mine = owner.get(tree.head(at.span(pronoun.low, pronoun.high)))
            if mine is not None:
                right = [
                    last is not None and bool(owner.get(tree.head(at.span(last.low, last.high)), set()) & mine)
                    for _, last, _ in found
                ]
                yield Case(doc.key, pronoun.word, pronoun.source, [f for *_, f in found], right, 1.0)


def from_own() -> Iterator[Case]:
    """Pronoun sources of our gold; a candidate is right where its actor is mentioned where the label points."""
    for doc in [*own("tune"), *own("train")]:
        at, told, report = _read(doc.text)
        found = [{"source": s.source, "cue": s.cue, "content": s.content} for s in report.statements]
        wanted: dict[Span, list[int]] = {}
        for i, j in match(doc.statements, found):
            if doc.statements[i].get("actor") and report.statements[j].source:
                wanted[report.statements[j].source[0]] = doc.statements[i]["actor"]
        actor = {m: a for a in report.actors for m in a.mentions}
        for pronoun, choices in told:
            label = wanted.get(at.span(pronoun.low, pronoun.high))
            if label is not None:
                right = []
                for _, last, _ in choices:
                    who = actor.get(at.span(last.low, last.high)) if last is not None else None
                    right.append(who is not None and any(m[0] < label[1] and label[0] < m[1] for m in who.mentions))
                yield Case(doc.key, pronoun.word, True, [f for *_, f in choices], right, OWN)


def fit(some: Sequence[Case], names: Sequence[str], nobody: bool) -> dict[str, float]:
    """Weights of the facts that make the right candidates likeliest, with a small penalty on their squares."""
    place = {name: n for n, name in enumerate(names)}
    data = []
    for case in some:
        table = np.zeros((len(case.facts) + nobody, len(names)))
        for row, facts in zip(table, case.facts, strict=False):
            for name, value in facts.items():
                if name in place:
                    row[place[name]] = value
        right = list(case.right)
        if nobody:
            table[-1, place["nobody"]], table[-1, place["nobody-source"]] = 1.0, float(case.source)
            right.append(not any(right))
        if any(right):
            data.append((table, np.array(right), case.weight))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = float(weights @ weights) / 2, weights.copy()
        for table, right, weight in data:
            scores = table @ weights
            shares = np.exp(scores - scores.max())
            of_right = np.where(right, shares, 0.0)
            total -= weight * float(np.log(of_right.sum() / shares.sum() + 1e-12))
            slope += weight * ((shares / shares.sum() - of_right / of_right.sum()) @ table)
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(value), 2) for name, value in zip(names, found, strict=True)}


def chosen_right(case: Case, weights: dict[str, float], nobody: bool) -> bool:
    """Whether the weights choose a right candidate, or nobody where none is."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in facts.items()) for facts in case.facts]
    least = weights["nobody"] + case.source * weights["nobody-source"] if nobody else -1e9
    if not scores or max(scores) < least:
        return not any(case.right)
    return case.right[int(np.argmax(scores))]


def main() -> None:
    """Fits each group of pronouns and prints its weights and its share of right choices over five folds."""
    every = [*from_gum(), *from_own()]
    for group, words in GROUPS.items():
        nobody = group != "he"
        mine = [c for c in every if c.word in words and (nobody or any(c.right))]
        names = sorted({name for c in mine for facts in c.facts for name in facts})
        names += ["nobody", "nobody-source"] if nobody else []
        documents = sorted({c.document for c in mine})
        random.Random(0).shuffle(documents)
        hit = 0
        for fold in range(5):
            held = set(documents[fold::5])
            weights = fit([c for c in mine if c.document not in held], names, nobody)
            hit += sum(chosen_right(c, weights, nobody) for c in mine if c.document in held)
        print(f"{group}: {100 * hit / max(1, len(mine)):.1f} % of {len(mine)}", fit(mine, names, nobody), sep="\n")


if __name__ == "__main__":
    main()
