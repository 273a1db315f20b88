"""Counts behind constants: `python -m training.facts` (half a minute; `--part dev` takes PolNeAR's dev month).

A constant in `src/sayso/` that stands on how annotators mark names this command. Each line is one share of the
annotated articles of PolNeAR: how many of how many, and the constant it is for.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from benchmarks import corpora
from sayso.attribute.cues import find, single_words
from sayso.attribute.decode import PARTS
from sayso.attribute.links import REACH
from sayso.attribute.nest import FEWEST_WORDS, MOST_TAILS, stretches
from sayso.encode.sentences import sentences
from sayso.encode.tokens import Tokens
from sayso.encode.windows import MAX_PIECES, sentence_words, windows
from sayso.report import Span
from training import data

#: What is counted: a name, what it says, and the constant or the rule that it is for.
FACTS = {
    "source-reach": (f"sources with at most {REACH} words between them and their cue", "links.REACH"),
    "content-reach": (f"content pieces with at most {REACH} words, contents left out, to their cue", "links.REACH"),
    "no-source": ("attributions without a source", "links: no_source"),
    "pieces": ("contents in more than one piece", "links: a cue takes several contents"),
    "line": ("content pieces that cross a line end", "decode.parts: no part crosses one"),
    "window": (f"attributions whole in one window of {MAX_PIECES} word pieces", "windows.MAX_PIECES"),
    "long-sentence": (f"sentences that do not fit a window of {MAX_PIECES} word pieces", "windows.split_long"),
    "mid-word": ("spans that begin or end inside a word", "data.words_of"),
    "legal": ("words whose tag may follow the one before", "decode.legal"),
    "second-look": (f"content stretches of at least {FEWEST_WORDS} words", "nest.inner_texts"),
    "tails": (f"of those, the ones with at most {MOST_TAILS + 1} cues", "nest.MOST_TAILS"),
    "lexicon-right": ("hits of the cue lexicon outside contents that overlap an annotated cue", "data/cues.tsv"),
    "lexicon-found": ("annotated cues that overlap a hit of the cue lexicon", "data/cues.tsv"),
}

Told = Iterator[tuple[str, bool]]


def outside(tokens: Tokens, contents: Iterable[Span]) -> np.ndarray:
    """How many words before each word are in no content: (words + 1,)."""
    alone = np.ones(len(tokens), np.int64)
    for low, high in contents:
        alone[low:high] = 0
    return np.concatenate([[0], np.cumsum(alone)])


def between(a: Span, b: Span, before: np.ndarray) -> int:
    """Words between two ranges of words that count in `before` (see `outside`); 0 where they touch or overlap."""
    return max(0, int(before[max(a[0], b[0])] - before[min(a[1], b[1])]))


def _reach(doc: data.Document) -> Told:
    every = np.arange(len(doc.tokens) + 1)
    before = outside(doc.tokens, (span for link in doc.links for span in link["content"]))
    for link in doc.links:
        yield "no-source", not link["source"]
        yield "pieces", len(link["content"]) > 1
        if link["cue"]:
            cue = link["cue"][0]
            yield from (("source-reach", between(cue, s, every) <= REACH) for s in link["source"][:1])
            yield from (("content-reach", between(cue, s, before) <= REACH) for s in link["content"])


def _cuts(doc: data.Document) -> Told:
    cuts = sentences(doc.text)
    first = doc.tokens.first
    for low, high in sentence_words(doc.tokens, cuts):
        yield "long-sentence", bool(first[high] - first[low] > MAX_PIECES - 2)
    held = [w.span for w in windows(doc.tokens, cuts)]
    for link in doc.links:
        spans = [s for part in PARTS for s in link[part]]
        if spans:
            low, high = min(a for a, _ in spans), max(b for _, b in spans)
            yield "window", any(a <= low and high <= b for a, b in held)
        for low, high in link["content"]:
            yield "line", bool((doc.tokens.breaks[low + 1 : high] >= 2).any())


def _tags(doc: data.Document, attributions: Iterable[dict[str, Any]]) -> Told:
    starts, ends = set(doc.tokens.words[:, 0].tolist()), set(doc.tokens.words[:, 1].tolist())
    for attribution in attributions:
        for part in PARTS:
            yield from (("mid-word", not (low in starts and high in ends)) for low, high in attribution[part])
    before = 0
    for tag in doc.tags.tolist():
        inside = tag > 0 and tag % 2 == 0
        yield "legal", not inside or before in (tag - 1, tag)
        before = tag


def _lexicon(doc: data.Document, attributions: Iterable[dict[str, Any]]) -> Told:
    hits = [(a, b) for a, b, _ in find([doc.text[a:b].lower() for a, b in doc.tokens.words.tolist()])]
    hit, content, cue = (np.zeros(len(doc.tokens), bool) for _ in range(3))
    for low, high in hits:
        hit[low:high] = True
    for link in doc.links:
        for part, marked in (("content", content), ("cue", cue)):
            for low, high in link[part]:
                marked[low:high] = True
    yield from (("lexicon-right", bool(cue[low:high].any())) for low, high in hits if not content[low:high].all())
    yield from (("lexicon-found", bool(hit[low:high].any())) for link in doc.links for low, high in link["cue"])
    for attribution in attributions:
        for low, high in stretches(doc.text, attribution["content"]):
            a, b = data.words_of(doc.tokens, (low, high))
            words = [doc.text[s:e].lower() for s, e in doc.tokens.words[a:b].tolist()]
            cues = sum(word in single_words() for word in words)
            looked = sum(word[0].isalnum() for word in words) >= FEWEST_WORDS
            yield "second-look", looked
            if looked:
                yield "tails", cues <= MOST_TAILS + 1


def count(rows: Iterable[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Every fact over annotated articles (PolNeAR's rows), in the order of `FACTS`: how many, of how many."""
    held: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows:
        doc = data.document(row["article"], row["text"], row["attributions"])
        told = (_reach(doc), _cuts(doc), _tags(doc, row["attributions"]), _lexicon(doc, row["attributions"]))
        for name, holds in (fact for some in told for fact in some):
            held[name] += holds
            total[name] += 1
    return {name: (held[name], total[name]) for name in FACTS}


def main() -> None:
    """Counts and prints, a line a fact."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=["train", "dev"], default="train", help="which months of PolNeAR")
    given = parser.parse_args()
    for name, (held, total) in count(corpora.rows(f"polnear/{given.part}.jsonl.gz")).items():
        says, stands_for = FACTS[name]
        print(f"{100 * held / max(total, 1):6.2f} %  {held:6} of {total:6}  {says}  [{stands_for}]")


if __name__ == "__main__":
    main()
