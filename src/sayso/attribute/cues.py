"""The cue lexicon: words that report what someone said, wrote, thinks or wants.

The lexicon itself is `data/cues.tsv`, made to be read and corrected by people: one row a cue, with its surface forms,
its stance after the labelling guideline and an invented example. It is not what finds statements (the encoder does);
it names the stance of plain cues, and keeps the law that no cue may end in no statement unseen.

Which forms are in: those that report in most of their uses. Forms that are mostly something else are left out, or
stand only with the words that settle it: "polls show" but not "show", "pledged to" but not "pledged" (delegates).
Measured on PolNeAR's training articles, 92 % of the hits outside an annotated content overlap an annotated cue (its
annotators left most cues inside contents unmarked), and 60 % of the annotated cues overlap a hit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import get_args

from sayso.report import SaysoError, Stance

_COLUMNS = ("lemma", "forms", "stance", "example", "cue")

# What BERT's pre-tokeniser makes of a form: runs of letters and digits, and every other mark alone.
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")

# Typesetters' apostrophes and hyphens; the forms are written with the plain ones.
_PLAIN = {"’": "'", "‘": "'", "‐": "-", "‑": "-"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the lexicon."""

    lemma: str  # unique; a noun or a special use is marked: "claim (noun)"
    forms: tuple[str, ...]  # lower case, of one word or several; each form is in one row only
    stance: Stance  # how the relayer presents the content
    example: str  # an invented sentence
    cue: str  # the words of the example that are the cue, as written there


@dataclass(slots=True)
class _Node:
    """A place in the tree of forms: where the next word leads, and the row of the form that ends here."""

    after: dict[str, _Node] = field(default_factory=dict)
    cue: Cue | None = None


def cut(text: str) -> list[str]:
    """The words of a text as BERT's pre-tokeniser cuts them: "so-called" gives "so", "-", "called"."""
    return _WORD.findall(text)


def _row(line: str, where: str) -> Cue:
    columns = line.split("\t")
    if len(columns) != len(_COLUMNS):
        raise SaysoError(
            f"{where} has {len(columns)} columns, not {len(_COLUMNS)}: separate {_COLUMNS} with single tabs"
        )
    lemma, listed, stance, example, cue = columns
    forms = tuple(listed.split(", "))
    if not lemma or not example or any(not form or form != form.strip().lower() for form in forms):
        raise SaysoError(f"{where} needs a lemma, an example, and forms in lower case separated by a comma and a space")
    stances: dict[str, Stance] = {name: name for name in get_args(Stance)}
    if stance not in stances:
        raise SaysoError(f"{where} has the stance {stance!r}: use one of {', '.join(stances)}")
    if cue.lower() not in forms or cue not in example:
        raise SaysoError(f"{where} has the cue {cue!r}: it must be one of the row's forms and stand in its example")
    return Cue(lemma, forms, stances[stance], example, cue)


def parse(text: str) -> tuple[Cue, ...]:
    """The rows of a lexicon written as tab-separated text with a header line.

    Raises `SaysoError` with the line's number where a row is malformed, a lemma comes twice, or a form is in two rows.
    """
    header, *lines = text.rstrip("\n").split("\n")
    if tuple(header.split("\t")) != _COLUMNS:
        raise SaysoError(f"cue lexicon, line 1 must name the columns {', '.join(_COLUMNS)}, with tabs between")
    cues: list[Cue] = []
    lemmas: set[str] = set()
    owners: dict[tuple[str, ...], str] = {}
    for number, line in enumerate(lines, 2):
        where = f"cue lexicon, line {number}"
        cue = _row(line, where)
        if cue.lemma in lemmas:
            raise SaysoError(f"{where} repeats the lemma {cue.lemma!r}: put its forms into one row, or mark the use")
        lemmas.add(cue.lemma)
        for form in cue.forms:
            owner = owners.setdefault(tuple(cut(form)), cue.lemma)
            if owner != cue.lemma or cue.forms.count(form) > 1:
                raise SaysoError(f"{where} lists {form!r}, which {owner!r} has already: a form belongs in one place")
        cues.append(cue)
    return tuple(cues)


@cache
def lexicon() -> tuple[Cue, ...]:
    """Every row of the lexicon that ships, in the file's order: by stance, then by lemma.

    Raises `SaysoError` where the file is malformed, which in an installed package means that it was edited or damaged.
    """
    return parse(resources.files("sayso").joinpath("data/cues.tsv").read_text(encoding="utf-8"))


@cache
def single_words() -> frozenset[str]:
    """All forms of one word, in lower case. "so-called" is three words and not among them."""
    return frozenset(form for cue in lexicon() for form in cue.forms if len(cut(form)) == 1)


@cache
def _tree() -> _Node:
    root = _Node()
    for cue in lexicon():
        for form in cue.forms:
            node = root
            for word in cut(form):
                node = node.after.setdefault(word, _Node())
            node.cue = cue
    return root


def find(words: Sequence[str]) -> list[tuple[int, int, Cue]]:
    """Every cue of the lexicon in a list of lower-cased words, cut as BERT's pre-tokeniser cuts them (see `cut`).

    Gives half-open ranges of words, in order, never overlapping: from the left, the longest form at each word wins.
    A walk from one word is never longer than the longest form, so time grows with the number of words alone.
    Words do not know of lines: a form of several words is also found across a line break.
    """
    root = _tree()
    found: list[tuple[int, int, Cue]] = []
    start = 0
    while start < len(words):
        best: tuple[int, int, Cue] | None = None
        after, at = root.after, start
        while at < len(words) and (node := after.get(_PLAIN.get(words[at], words[at]))) is not None:
            after, at = node.after, at + 1
            if node.cue is not None:
                best = (start, at, node.cue)
        if best is not None:
            found.append(best)
        start = best[1] if best is not None else start + 1
    return found
