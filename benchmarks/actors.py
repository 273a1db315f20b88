"""Actors: pronoun sources, first persons of interviews, coreference on GUM; actors on our own gold.

`python -m benchmarks.actors` prints the table; `--tune` measures the halves for tuning, `--pronouns` the pronouns of
`gold/pronouns.jsonl` instead.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.coreference import SCORES, Sums, conll
from benchmarks.corpora import GOLD, Labelled, gum, own, rows, texts
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


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom one pronoun that is a source stands for, as a language model labelled it (`gold/pronouns.jsonl`)."""

    word: str  # he, she, they or it
    span: Span
    answer: tuple[Span, ...]  # a mention of each whom the report names; () where it names none
    described: tuple[Span, ...]  # where it names none: a mention of those it describes; () where nobody is meant

    @property
    def sort(self) -> str:
        """Named, described, or nobody."""
        return "named" if self.answer else "described" if self.described else "nobody"


def antecedents(test: bool) -> list[tuple[Labelled, list[Antecedent]]]:
    """The reports of one half (by hash of the text) of the labelled pronouns, each with its labels."""
    found: dict[str, tuple[Labelled, list[Antecedent]]] = {}
    for line in (GOLD / "pronouns.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = row["text_sha256"]
        if int(key, 16) % 2 != test:
            continue
        report = texts(row["corpus"])[row["id"]]
        if hashlib.sha256(report["text"].encode()).hexdigest() != key:
            raise SystemExit(
                f"{row['corpus']} {row['id']}: the text is not the one that was labelled; take the corpus again"
            )
        known = {name: report.get(name) for name in ("title", "published", "outlet")}
        low = row["offset"]
        answer, described = (tuple((a, b) for a, b in row[name] or ()) for name in ("answer", "described"))
        label = Antecedent(row["word"], (low, low + len(row["word"])), answer, described)
        found.setdefault(key, (Labelled(key, row["corpus"], report["text"], [], known), []))[1].append(label)
    return [found[key] for key in sorted(found)]


def resolved(label: Antecedent, report: Report) -> str:
    """How a labelled pronoun came out: right where an actor that it was given to is mentioned where the label points
    or is named so (nobody: where it was given to none), else wrong, or none where it was given to nobody.
    """
    who = {a.id: a for a in report.actors}
    mine = [a for a in report.actors if label.span in a.mentions]
    mine += [who[i] for s in report.statements if s.source == (label.span,) for i in s.actors]
    spans = label.answer or label.described
    if not spans:
        return "wrong" if mine else "right"
    names = {_squeeze(report.text[a:b]) for a, b in spans}
    hit = any(m[0] < b and a < m[1] for a, b in spans for one in mine for m in one.mentions)
    return "right" if hit or any(_squeeze(one.name) in names for one in mine) else "wrong" if mine else "none"


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


def pronoun_labels(desk: Desk, tune: bool) -> dict[str, Score | float]:
    """The share of the labelled pronouns of one half that come out right, by what they stand for and by pronoun."""
    counts: dict[str, list[Count]] = {}
    for doc, labels in antecedents(test=not tune):
        report = desk.read_text(doc.text, **doc.known)
        for label in labels:
            right_ = resolved(label, report) == "right"
            for word in (label.word, "he, she" if label.word in ("he", "she") else "they, it"):
                counts.setdefault(f"pronouns.{label.sort}.{word}", []).append(Count(right_, 1, 1))
    return {name: bootstrap(some, recall) for name, some in sorted(counts.items())}


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
    parser.add_argument("--pronouns", action="store_true", help="measure the labelled pronouns alone")
    given = parser.parse_args()
    print(table((pronoun_labels if given.pronouns else measure)(shared(), given.tune)))
