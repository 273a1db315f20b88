"""Which reports of a ledger tell of one event: each is taken in as it arrives, and its own neighbourhood looked at.

    sketch → keys → candidates → likeness of each pair → groups of all that is linked → stories

docs/stories.md says what is compared, what keeps two reports apart whatever they share, and what depends on the order
in which reports come. What people said outranks all of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from math import log2
from types import MappingProxyType

from sayso.compare.stories.groups import JOIN, VETO, Said, alike, group, last_words
from sayso.compare.stories.keys import keys
from sayso.compare.stories.likeness import WINDOW, likeness
from sayso.compare.stories.sketch import MADE_BY, Sketch, packed, sketch, unpacked
from sayso.keep import Ledger
from sayso.keep import stories as shelf
from sayso.keep.files import told, transaction
from sayso.keep.story_lists import reports_beside

#: Reports looked at under one key, half of them before a report's day and half from it on.
UNDER_ONE = 10
#: Reports that one report is compared with when it arrives, those that share most keys with it first.
COMPARED = 20
#: Reports that are grouped anew together at most. In a larger neighbourhood a newcomer joins the story it is likest to.
TOGETHER = 64
#: The same where people said something of one of them: their words are few, and to undo one needs all its neighbours.
SPOKEN_OF = 400
#: Likeness from which a pair is kept for grouping.
_KEPT = 0.02


def arrive(ledger: Ledger, id: str) -> int:
    """Takes a report that the ledger holds into a story, and gives the story's number; one transaction.

    What the ledger keeps of it is looked at. A report whose current reading stands in a story already is left there.
    LedgerError where the ledger has no such report or fails.
    """
    with told(ledger.path):
        document = shelf.document_of(ledger.connection, id)
        reading = None if document is None else shelf.reading_of(ledger.connection, document)
    made = sketch(ledger.report(id))
    assert document is not None
    with told(ledger.path), transaction(ledger.connection) as db:
        if shelf.current(db, document, MADE_BY):
            return shelf.stories_of(db, [document])[document]
        day = None if made.first is None else int(made.first)
        found = keys(made)
        shelf.put(db, shelf.Kept(document, reading, MADE_BY, packed(made)), found, day)
        others = _compare(db, document, made, _candidates(db, document, found, day))
        return _settle(db, document, {**others, document: made})


def catch_up(ledger: Ledger) -> Iterator[str]:
    """Takes in every report that no story has yet, or has by an earlier reading: their ids as they are done.

    After a crash, a change of weights or a new schema, the next run does what is missing.
    """
    obey(ledger)
    with told(ledger.path):
        waiting = shelf.pending(ledger.connection, MADE_BY)
    for id in waiting:
        arrive(ledger, id)
        yield id


def obey(ledger: Ledger) -> None:
    """Groups anew what people spoke of since this was last done; one transaction. Once more changes nothing.

    Whoever records, undoes or imports judgements of stories calls this; where a program was stopped before, `catch_up`
    does it.
    """
    with told(ledger.path):
        if not shelf.unheard(ledger.connection)[0]:
            return
        with transaction(ledger.connection) as db:
            documents, until = shelf.unheard(db)
            said, done = shelf.said(db), set[int]()
            for document in documents:
                if document not in done and shelf.stories_of(db, [document]):
                    done |= _around(db, document, said, SPOKEN_OF) or set()
                    _settle(db, document, most=SPOKEN_OF)
            shelf.heard(db, until)


def settle(ledger: Ledger, reports: Iterable[str]) -> None:
    """Groups the neighbourhoods of some reports anew, after people said something of them or one was taken out."""
    with told(ledger.path), transaction(ledger.connection) as db:
        for report in reports:
            document = shelf.document_of(db, report)
            if document is not None and shelf.stories_of(db, [document]):
                _settle(db, document)


def beside(ledger: Ledger, id: str) -> list[str]:
    """Ids of the other reports of a report's story: whoever takes it out settles these afterwards."""
    return sorted({*reports_beside(ledger, id)} - {id})


# Everything below runs inside a transaction that its caller opened.


def _candidates(db: sqlite3.Connection, document: int, found: Mapping[int, float], day: int | None) -> list[int]:
    """Documents that share the most keys; one that few others have counts for more."""
    worth: defaultdict[int, float] = defaultdict(float)
    for key, weight in found.items():
        under = shelf.near(db, key, day, int(WINDOW), UNDER_ONE // 2)
        for other in under:
            worth[other] += weight / log2(2 + len(under))
    worth.pop(document, None)
    return sorted(worth, key=lambda other: (-worth[other], other))[:COMPARED]


def _compare(db: sqlite3.Connection, document: int, made: Sketch, others: Collection[int]) -> dict[int, Sketch]:
    """Keeps how like a report is to each of some others, and gives the sketches of these."""
    kept = {other: unpacked(text) for other, text in sorted(shelf.sketches(db, others, MADE_BY).items())}
    links = [_link(document, made, other, its) for other, its in kept.items()]
    shelf.put_links(db, [link for link in links if link.score >= _KEPT])
    return kept


def _link(left: int, one: Sketch, right: int, two: Sketch) -> shelf.Link:
    if right < left:
        left, one, right, two = right, two, left, one
    found = likeness(one, two)
    return shelf.Link(left, right, found.score, found.veto, json.dumps(found.parts))


def _settle(
    db: sqlite3.Connection,
    document: int,
    known: Mapping[int, Sketch] = MappingProxyType({}),
    most: int = TOGETHER,
) -> int:
    """Groups the neighbourhood of a report anew; the number of its story. `known`: sketches that are at hand."""
    said = shelf.said(db)
    around = _around(db, document, said, most)
    if around is None:
        return _join(db, document, said)
    if around == {document}:
        found = shelf.stories_of(db, [document])
        return found[document] if found else shelf.regroup(db, [[document]])[0]
    scores = _scores(db, around, known)
    groups = group(around, scores, said)
    stories = shelf.regroup(db, groups)
    return next(story for story, members in zip(stories, groups, strict=True) if document in members)


def _around(
    db: sqlite3.Connection, document: int, said: Collection[Said[int]], most: int = TOGETHER
) -> set[int] | None:
    """All that a report hangs together with, by links, stories and people's words; None where that is too many."""
    joined = defaultdict(list)
    for one, two, same in said:
        if same:
            joined[one].append(two)
            joined[two].append(one)
    found, edge = {document}, [document]
    while edge:
        at = edge.pop()
        near = [*shelf.linked(db, at, JOIN, most + 1), *joined[at]]
        for story in shelf.stories_of(db, [at]).values():
            near += shelf.members(db, story, most + 1)
        for other in near:
            if other not in found:
                found.add(other)
                edge.append(other)
        if len(found) > most:
            return None
    return found


def _scores(
    db: sqlite3.Connection, around: Collection[int], known: Mapping[int, Sketch]
) -> dict[tuple[int, int], float]:
    """The likeness of every pair; those that nobody compared yet are compared now, and kept."""
    links = {(link.one, link.two): link for link in shelf.links(db, around)}
    order = sorted(around)
    missing = [(a, b) for n, a in enumerate(order) for b in order[n + 1 :] if (a, b) not in links]
    if missing:
        wanted = {document for pair in missing for document in pair}
        kept = shelf.sketches(db, wanted - known.keys(), MADE_BY)
        made = {**known, **{document: unpacked(text) for document, text in kept.items()}}
        fresh = [_link(a, made[a], b, made[b]) for a, b in missing if a in made and b in made]
        shelf.put_links(db, fresh)
        links |= {(link.one, link.two): link for link in fresh}
    return {pair: VETO if link.veto else link.score for pair, link in links.items()}


def _join(db: sqlite3.Connection, document: int, said: Collection[Said[int]]) -> int:
    """The story that a report is likest to, where its neighbourhood is too large to be grouped anew; else its own.

    What people said of the report itself holds: stories with reports that they keep from it are not joined, and a story
    with one that they put to it becomes one with its own.
    """
    words = last_words(said)
    apart = {a + b - document for (a, b), same in words.items() if not same and document in (a, b)}
    closed = set(shelf.stories_of(db, apart).values())
    own = shelf.stories_of(db, [document]).get(document)
    for (a, b), same in reversed(words.items()):
        if same and document in (a, b):
            other = shelf.stories_of(db, [a + b - document]).get(a + b - document)
            if other is not None and other not in closed and other != own:
                mine = {*(shelf.members(db, own) if own is not None and own not in closed else []), document}
                theirs = set(shelf.members(db, other))
                if any(not one and len({*pair} & mine) == 1 == len({*pair} & theirs) for pair, one in words.items()):
                    mine = {document}
                return shelf.regroup(db, [sorted(mine | theirs)])[0]
    if own is not None and own not in closed:
        return own
    linked = shelf.links_of(db, document)
    stories = shelf.stories_of(db, [link.one + link.two - document for link in linked])
    means: defaultdict[int, list[float]] = defaultdict(list)
    for link in linked:
        story = stories.get(link.one + link.two - document)
        if story is not None and story not in closed:
            means[story].append(VETO if link.veto else link.score)
    likeness_to = {story: alike(sum(pairs), max(pairs), 1, len(pairs)) for story, pairs in means.items()}
    best = min(likeness_to, key=lambda story: (-likeness_to[story], story), default=None)
    if best is not None and likeness_to[best] >= JOIN:
        shelf.join(db, document, best)
        return best
    return shelf.regroup(db, [[document]], anew=True)[0]
