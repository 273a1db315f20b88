"""Actors: pronoun sources, first persons of interviews, coreference on GUM; actors on our own gold.

`python -m benchmarks.actors` prints the table; `--tune` measures the halves for tuning.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any

from benchmarks.coreference import SCORES, Sums, conll
from benchmarks.corpora import Labelled, gum, own, rows
from benchmarks.metrics import RESAMPLES, Count, Score, bootstrap, match
from sayso.desk import Desk, shared
from sayso.report import Actor, Report

#: Third-person pronouns by their kind.
WORDS = {
    **dict.fromkeys("he him his himself".split(), "he"),
    **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("they them their theirs themselves".split(), "they"),
    **dict.fromkeys("it its itself".split(), "it"),
}
THIRD = frozenset("he him his she her hers they them their theirs it its".split())
FIRST = frozenset("i me my mine".split())
#: Kinds of actor that GUM calls a person or an organisation (it calls a state a place).
KINDS = frozenset(("person", "organisation", "group", "other"))
#: Best figures published for English GUM, found documented; see docs/actors.md for what they measure.
PUBLISHED: dict[str, float] = {}

Span = tuple[int, int]


@cache
def _gum() -> dict[str, dict[str, Any]]:
    return {row["document"]: row for row in rows("gum.jsonl.gz")}


class Tree:
    """The tokens of a GUM document with their governors: what the head of a span is."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.tokens = row["tokens"]
        self.text: str = row["text"]
        self._starts = [t[0] for t in self.tokens]
        self._ends = [t[1] for t in self.tokens]

    def head(self, span: Span) -> int:
        """The first token of a span whose governor lies outside it; -1 where the span holds no token."""
        inside = range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))
        return next((n for n in inside if self.tokens[n][4] - 1 not in inside), -1)

    def heads(self, span: Span) -> set[int]:
        """The head of a span and what is joined to it "curator", "Maran" of "curator Ilse Maran"."""
        first = self.head(span)
        out = {first} - {-1}
        for n in range(bisect_left(self._starts, span[0]), bisect_right(self._ends, span[1])):
            token = self.tokens[n]
            if token[5] in ("flat", "appos") and token[4] - 1 in out:
                out.add(n)
        return out

    def named(self, span: Span) -> bool:
        """Whether a mention is headed by a proper noun, or by a title that one follows."""
        return any(self.tokens[n][2] == "PROPN" for n in self.heads(span))


def clusters(
    row: dict[str, Any], actors: Sequence[Actor], exact: bool
) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
    """Gold's and found clusters of people and bodies over shared numbers, singletons left out as in OntoNotes.

    A found mention is a gold one where the spans are alike, or (not `exact`) where their heads are, one to one.
    """
    tree = Tree(row)
    gold = [[tuple(m) for m in e["mentions"]] for e in row["entities"] if e["type"] in ("person", "organization")]
    number: dict[Span, int] = {}
    by_head: dict[int, int] = {}
    for spans in gold:
        for span in spans:
            number.setdefault(span, len(number))
            if not exact:
                by_head.setdefault(tree.head(span), number[span])
    taken: set[int] = set()
    named: dict[Span, int] = {}
    mentions = [m for a in actors if a.kind in KINDS for m in a.mentions]
    for span in mentions:
        if span in number and number[span] not in taken:
            named[span] = number[span]
            taken.add(number[span])
    for span in mentions:
        if span not in named and not exact:
            same = by_head.get(tree.head(span), -1)
            if same >= 0 and same not in taken:
                named[span] = same
                taken.add(same)
        named.setdefault(span, len(number) + len(named))
    theirs = [frozenset(number[s] for s in spans) for spans in gold]
    ours = [frozenset(named[s] for s in a.mentions) for a in actors if a.kind in KINDS]
    return [c for c in theirs if len(c) > 1], [c for c in ours if len(c) > 1]


def named_sources(row: dict[str, Any], words: frozenset[str]) -> list[tuple[Span, dict[str, Any]]]:
    """Gold's attributions whose source is one pronoun, with its entity, where gold names that entity."""
    tree = Tree(row)
    owner = {tuple(m): e for e in row["entities"] for m in e["mentions"]}
    out = []
    for attribution in row["attributions"]:
        spans = attribution["source"]
        if len(spans) == 1 and row["text"][slice(*spans[0])].lower() in words:
            entity = owner.get(tuple(spans[0]))
            if entity is not None and any(tree.named(tuple(m)) for m in entity["mentions"]):
                out.append((tuple(spans[0]), entity))
    return out


def named_pronouns(row: dict[str, Any], tree: Tree) -> list[tuple[str, Span, set[int]]]:
    """Every third-person pronoun of a person, a body or a place that gold names: its kind, its span, the names' heads.

    Sources are few; these are what the choice of an antecedent is judged on while it is made.
    """
    out = []
    for entity in row["entities"]:
        named = [tuple(m) for m in entity["mentions"] if tree.named(tuple(m))]
        if named and entity["type"] in ("person", "organization", "place"):
            heads = {n for m in named for n in tree.heads(m)}
            for low, high in entity["mentions"]:
                word = WORDS.get(row["text"][low:high].lower())
                if word is not None:
                    out.append((word, (low, high), heads))
    return out


def verdict(tree: Tree, span: Span, heads: set[int], report: Report) -> str:
    """Whose actor holds a span: right, the names' (most of the actor's names are); wrong; unnamed; or none."""
    for actor in report.actors:
        if span in actor.mentions:
            named = [m for m in actor.mentions if tree.named(m)]
            hits = sum(bool(tree.heads(m) & heads) for m in named)
            return ("right" if 2 * hits > len(named) else "wrong") if named else "unnamed"
    return "none"


def right(row: dict[str, Any], span: Span, entity: dict[str, Any], report: Report) -> bool:
    """Whether the actor that holds a span is the entity: most of its mentions with a name are gold's, by head."""
    tree = Tree(row)
    heads = {n for m in entity["mentions"] if tree.named(tuple(m)) for n in tree.heads(tuple(m))}
    return verdict(tree, span, heads, report) == "right"


def pronouns(row: dict[str, Any], report: Report, words: frozenset[str]) -> Count:
    """Pronoun sources of one document that are resolved to the right named actor."""
    cases = named_sources(row, words)
    return Count(sum(right(row, span, entity, report) for span, entity in cases), len(cases), len(cases))


def _squeeze(name: str) -> str:
    """A name in lower case without its article."""
    return name.lower().removeprefix("the ").strip()


def labelled(doc: Labelled, report: Report, words: frozenset[str] | None = None) -> Count:
    """Our gold's statements with a labelled actor, found, one of whose actors is mentioned where the label points,
    or is named so. With `words`, only those whose source is one of these.
    """
    found = [{"source": s.source, "cue": s.cue, "content": s.content} for s in report.statements]
    who = {a.id: a for a in report.actors}
    hit = n = 0
    for i, j in match(doc.statements, found):
        spans = doc.statements[i].get("actor")
        source = doc.statements[i]["source"]
        if not spans or (words and (len(source) != 1 or doc.text[slice(*source[0])].lower() not in words)):
            continue
        spans = [spans] if isinstance(spans[0], int) else spans
        n += 1
        mine = [who[a] for a in report.statements[j].actors]
        names = {_squeeze(doc.text[a:b]) for a, b in spans}
        hit += any(m[0] < b and a < m[1] for a, b in spans for one in mine for m in one.mentions) or any(
            _squeeze(one.name) in names for one in mine
        )
    return Count(hit, n, n)


def recall(count: Count) -> float:
    """Recall in percent."""
    return count.recall


def coreference(rows_: Sequence[dict[str, Any]], reports: Sequence[Report], exact: bool) -> dict[str, Score | float]:
    """CoNLL F1 with its interval over documents, and the three F1 it is the mean of."""
    pairs = [clusters(row, report.actors, exact) for row, report in zip(rows_, reports, strict=True)]
    sums = [{name: score(g, f) for name, score in SCORES.items()} for g, f in pairs]

    def total(some: Sequence[dict[str, Sums]]) -> dict[str, Sums]:
        return {name: sum((s[name] for s in some), Sums()) for name in SCORES}

    chance = random.Random(0)
    drawn = sorted(conll(total(chance.choices(sums, k=len(sums)))) for _ in range(RESAMPLES))
    every = total(sums)
    n = sum(len(c) for g, _ in pairs for c in g)
    out: dict[str, Score | float] = {
        "conll": Score(conll(every), drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES)], n)
    }
    for name in SCORES:
        out[name] = every[name].f1
        out[f"{name}.recall"], out[f"{name}.precision"] = every[name].recall, every[name].precision
    return out


def score(docs: Sequence[Labelled], reports: Sequence[Report], prefix: str) -> dict[str, Score | float]:
    """All figures on GUM's documents and what was read in them."""
    picked = [_gum()[d.key] for d in docs]
    out: dict[str, Score | float] = {}
    pairs = list(zip(picked, reports, strict=True))
    out[f"{prefix}.pronoun-sources"] = bootstrap([pronouns(row, r, THIRD) for row, r in pairs], recall)
    talks = [(row, r) for d, (row, r) in zip(docs, pairs, strict=True) if d.domain == "interview"]
    out[f"{prefix}.first-person.interview"] = bootstrap([pronouns(row, r, FIRST) for row, r in talks], recall)
    out[f"{prefix}.first-person.all"] = bootstrap([pronouns(row, r, FIRST) for row, r in pairs], recall)
    for name, value in coreference(picked, reports, exact=False).items():
        out[f"{prefix}.coreference.{name}"] = value
    out[f"{prefix}.coreference.exact-spans"] = coreference(picked, reports, exact=True)["conll"]
    return out


def measure(desk: Desk, tune: bool = False) -> dict[str, Score | float]:
    """Every figure of actors, by name; `tune` takes the halves for tuning."""
    docs = gum(held_out=not tune)
    out = score(docs, [desk.read_text(d.text, **d.known) for d in docs], "gum-tune" if tune else "gum-held-out")
    mine = own("tune" if tune else "bench")
    mine_read = [desk.read_text(d.text, **d.known) for d in mine]
    return out | on_own(mine, mine_read, "gold.tune" if tune else "gold.bench")


def on_own(docs: Sequence[Labelled], reports: Sequence[Report], prefix: str) -> dict[str, Score]:
    """The figures on our gold: all labelled actors, and those of sources that are a third-person pronoun."""
    pairs = list(zip(docs, reports, strict=True))
    return {
        f"{prefix}.actors": bootstrap([labelled(d, r) for d, r in pairs], recall),
        f"{prefix}.pronoun-sources": bootstrap([labelled(d, r, THIRD) for d, r in pairs], recall),
    }


def table(figures: dict[str, Score | float]) -> str:
    """The figures as lines of text."""
    lines = []
    for name, value in figures.items():
        shown = f"{value}  n={value.n}" if isinstance(value, Score) else f"{value:.1f}"
        lines.append(f"{name:48} {shown}")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tune", action="store_true", help="measure the halves for tuning")
    print(table(measure(shared(), parser.parse_args().tune)))
