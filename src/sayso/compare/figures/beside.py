"""A story’s counts beside one another: one name for one root, whose number is only repeated, in which scope.

What each report counts by itself is told by `tallies`; here is what only shows beside the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.compare.figures.befell import taken
from sayso.compare.figures.counting import sentence
from sayso.compare.figures.retold import retold
from sayso.compare.figures.tallies import Count, tally
from sayso.compare.nouns import Told
from sayso.compare.roots.roots import Roots
from sayso.compare.times import before
from sayso.report import FigureRole, Report, Scope

_OF_THOSE = re.compile(r"\b(?:these|those|both|his|her|their|our|my)\s\Z", re.I)
_CHAIN = 4  # texts that a passage goes through from its origin
_FEW_HURT = 2  # reports that count the wounded: the event is one that wounds
_ILL = re.compile(
    r"\b(?:ill|illness\w*|sick\w*|disease\w*|virus\w*|infect\w*|outbreak\w*|epidemic|cholera|fever|poison\w*|symptom\w*"
    r"|contamin\w*|flu|measles|ebola|malaria|radiation|gas|sarin|chemical)\b",
    re.I,
)
_FEW, _BEYOND = 3, 30  # counts that say of which size an event is, and how many times that size is another's


def counts(reports: Sequence[Report], roots: Roots, told: Sequence[Told] = ()) -> list[Count]:
    """The counts of people in the reports, each report's in the order of its text.

    `told` says which words are taken from which report: a count without a source in a copy is that of its origin's
    source.
    """
    by_id = {one.report: one for one in told}
    found = _patients([count for report in reports for count in tally(report, roots, by_id.get(report.id))])
    named = _one_name(found)
    return _of_one_size(_brought(_once_each(_claimed(_attributed([*named, *retold(reports, roots, named)], by_id)))))


_SO_CALLED = re.compile(r"\A(?:the\s+)?(?:so-called\s+|self-styled\s+)?(?:the\s+)?", re.I)


def _one_name(found: list[Count]) -> list[Count]:
    """Counts with one name for one root: "the so-called interior ministry" is the Interior Ministry."""
    short = {name: _SO_CALLED.sub("", name).casefold() for count in found if (name := count.root)}
    shown: dict[str, str] = {}
    for name in sorted(set(short), key=lambda name: (name[:3] in ("The", "the"), name)):
        shown.setdefault(short[name], name)
    for words in list(shown):  # "the ministry", where one ministry counts
        longer = {shown[other] for other in shown if other != words and other.endswith(" " + words)}
        if len(longer) == 1 and " " not in words:
            shown[words] = longer.pop()
    out = []
    for count in found:
        name = shown[short[count.root]] if count.root else None
        out.append(replace(count, root=name, own=name) if name and name != count.root else count)
    return out


def _attributed(found: list[Count], told: Mapping[str, Told]) -> list[Count]:
    """A count in a report's own voice is that of the source whom the same report, or its origin, gives for it.

    Where its origin has it from another text in turn, it is that text's source.
    """
    named = found
    for _ in range(_CHAIN):
        known = sum(count.root is not None for count in named)
        named = _from_origins(named, told)
        if known == sum(count.root is not None for count in named):
            break
    # who repeats a source's number without naming it makes no second count of it
    whose: dict[tuple[object, ...], str] = {}
    for count in sorted(named, key=lambda c: (c.report.published or "9999", c.report.id, c.figure.span)):
        if count.root is not None:
            whose.setdefault((*_what(count), count.scope), count.root)
    return [
        replace(count, own=whose.get((*_what(count), count.scope), count.own)) if count.root is None else count
        for count in named
    ]


def _from_origins(found: list[Count], told: Mapping[str, Told]) -> list[Count]:
    by: dict[tuple[object, ...], str] = {}
    for count in found:
        if count.root is not None and not _known(count):
            by.setdefault((count.report.id, *_what(count), count.scope == "subset"), count.root)

    def root(count: Count) -> str | None:
        what = (*_what(count), count.scope == "subset")
        texts = [count.report.id] if count.figure.statement is None else []  # by the way, in another's words
        if one := told.get(count.report.id):
            texts += [p.of for p in one.passages if p.span[0] <= count.figure.span[0] < p.span[1]]
            texts += [one.origin] if isinstance(one.origin, str) else []
        return next((by[(text, *what)] for text in texts if (text, *what) in by), None)

    return [
        replace(count, root=name, own=name) if count.root is None and (name := root(count)) else count
        for count in found
    ]


def _known(count: Count) -> bool:
    """Whether a source speaks of people whom a number counted before: "these three brave officers"."""
    start, _ = sentence(count.report.text, count.figure.span)
    return bool(_OF_THOSE.search(count.report.text[start : count.figure.span[0]]))


def _what(count: Count) -> tuple[object, ...]:
    return count.role, count.low, count.high, count.group


def _patients(found: list[Count]) -> list[Count]:
    """Counts with patients as the wounded whom a hospital treats, where the story counts the wounded and no illness."""
    hurt = {count.report.id for count in found if count.role == "wounded" and count.scope == "incident"}
    if len(hurt) < _FEW_HURT:
        return found
    out = []
    for count in found:
        start, end = sentence(count.report.text, count.figure.span)
        if count.role == "sick" and not _ILL.search(count.report.text, start, end):
            whole = count.group == "patient" and count.figure.part_of is None
            scope: Scope = "facility" if whole else count.scope
            count = replace(count, role="wounded", scope=scope, group=None if whole else count.group)
        out.append(count)
    return out


def _claimed(found: list[Count]) -> list[Count]:
    """Counts with the scope that another shows: a party's claim of the other side's losses is one wherever it stands.

    So is a hospital's count where the same source's number is told again without the word.
    """
    held = {(*_what(count), count.own) for count in found if count.scope == "facility"}
    found = [
        replace(count, scope="facility") if count.scope == "incident" and (*_what(count), count.own) in held else count
        for count in found
    ]
    claims = {_what(count): count.root for count in found if count.scope == "claimed enemy loss"}
    out = []
    for count in found:
        if count.scope in ("incident", "subset") and count.group is not None and _what(count) in claims:
            name = count.root or claims[_what(count)]
            count = replace(count, scope="claimed enemy loss", root=name, own=name or count.own)
        out.append(count)
    return out


def _once_each(found: list[Count]) -> list[Count]:
    """Counts without the wounded who are told of one by one and died: by their name, or as the one victim there is."""

    def names(count: Count) -> set[str]:
        words = count.report[count.figure.span]
        return {words.split()[-1].casefold()} if count.figure.subject == words and words.strip() else set()

    dead = {name for count in found if count.role == "killed" for name in names(count)}
    found = [count for count in found if count.role != "wounded" or not names(count) & dead]
    return _died_since(found)


def _died_since(found: list[Count]) -> list[Count]:
    """Counts without the one who was hurt, where later reports tell of one dead, and of nobody hurt beside him."""
    whole = [c for c in found if c.scope == "incident" and c.role in ("killed", "wounded")]
    hurt, dead = ([c for c in whole if c.role == role] for role in ("wounded", "killed"))
    if not dead or any(c.low != 1 for c in whole):
        return found
    there = {c.report.id for c in dead}
    if any(c.report.id in there or any(before(c.report, d.report) is not True for d in dead) for c in hurt):
        return found
    return [count for count in found if count not in hurt]


def _brought(found: list[Count]) -> list[Count]:
    """Counts of those taken to hospital as a facility's, where the story counts the hurt too: not all go there."""

    def only_taken(count: Count) -> bool:
        start, end = sentence(count.report.text, count.figure.span)
        text, (low, high) = count.report.text, count.figure.span
        return taken(text[start:low], text[high:end])

    hurt = [c for c in found if c.role == "wounded" and c.scope == "incident" and c.group is None]
    gone = {id(count) for count in hurt if only_taken(count)}
    if all(id(count) in gone or (count.low == 1 and count.comparator == "≥") for count in hurt):
        return found  # nobody counts the hurt, beside those who are told of one by one
    return [replace(count, scope="facility") if id(count) in gone else count for count in found]


def _of_one_size(found: list[Count]) -> list[Count]:
    """Counts with the scope unknown where one is so many times the size of all others that it is of something else."""
    sizes: dict[FigureRole, list[float]] = {}
    for count in found:
        if count.scope == "incident" and count.group is None:
            sizes.setdefault(count.role, []).append(count.low or count.high or 0)
    out = []
    for count in found:
        others = sorted(sizes.get(count.role, ()))
        if count.scope == "incident" and count.group is None and len(others) > _FEW:
            size = count.low or count.high or 0
            if size > _BEYOND * max(others[len(others) // 2], 1):
                count = replace(count, scope="unknown")
        out.append(count)
    return out
