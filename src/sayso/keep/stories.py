"""Stories in the ledger: what each report is known by, which pairs were found alike, and who is in which story.

What a sketch holds, how alike two are and where a group ends is for others to say (`sayso.compare.stories`); this
keeps it. Everything here runs inside a transaction of its caller's, and knows reports by their document's number.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.keep.files import now

#: The day of a report whose time is not known.
UNDATED = -1_000_000
_NAME = re.compile(r"st-(\d{1,18})\Z")


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports that were compared; `one` came first into the ledger."""

    one: int
    two: int
    score: float
    veto: str | None  # what keeps them apart, in words
    why: str  # JSON: what their score is made of


def reading_of(db: sqlite3.Connection, document: int) -> int | None:
    """The number of a report's current reading."""
    found = db.execute(
        "SELECT max(r.reading_id) FROM readings r JOIN documents d USING (version_id) WHERE d.document_id = ?",
        (document,),
    ).fetchone()
    return found[0] if found else None


def document_of(db: sqlite3.Connection, report: str) -> int | None:
    """The number of the document of a report's id; None where the ledger has none."""
    found = db.execute("SELECT document_id FROM documents WHERE id = ?", (report,)).fetchone()
    return found[0] if found else None


def ids_of(db: sqlite3.Connection, documents: Collection[int]) -> dict[int, str]:
    """The reports' ids of documents."""
    return dict(
        db.execute(
            "SELECT document_id, id FROM documents WHERE document_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(documents)),),
        )
    )


def pending(db: sqlite3.Connection, made_by: int) -> list[str]:
    """Ids of reports that no story has taken in yet, or whose sketch is of another reading or another rule."""
    rows = db.execute(
        "SELECT d.id FROM documents d LEFT JOIN story_sketches s USING (document_id)"
        " WHERE s.made_by IS NOT ? OR s.reading_id IS NOT"
        " (SELECT max(r.reading_id) FROM readings r WHERE r.version_id = d.version_id)"
        " OR NOT EXISTS (SELECT 1 FROM story_members m WHERE m.document_id = d.document_id) ORDER BY d.document_id",
        (made_by,),
    )
    return [row[0] for row in rows]


def current(db: sqlite3.Connection, document: int, made_by: int) -> bool:
    """Whether a report stands in a story by its current reading and this rule."""
    found = db.execute(
        "SELECT s.reading_id FROM story_sketches s JOIN story_members USING (document_id)"
        " WHERE s.document_id = ? AND s.made_by = ?",
        (document, made_by),
    ).fetchone()
    return bool(found) and found[0] == reading_of(db, document)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a report is known by."""

    document: int
    reading: int | None  # that it was made from
    made_by: int  # number of the rule that made it
    sketch: str  # JSON


def put(db: sqlite3.Connection, kept: Kept, keys: Iterable[int], day: int | None) -> None:
    """Keeps what a report is known by; an earlier sketch of it, its keys and its links go."""
    for table, column in (("story_sketches", "document_id"), ("story_links", "one"), ("story_links", "two")):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (kept.document,))  # noqa: S608 - own names
    when, under = UNDATED if day is None else day, sorted(keys)
    row = (kept.document, kept.reading, kept.made_by, when, json.dumps(under), kept.sketch)
    db.execute("INSERT INTO story_sketches VALUES (?, ?, ?, ?, ?, ?)", row)
    db.executemany("INSERT INTO story_keys VALUES (?, ?, ?)", [(key, when, kept.document) for key in under])


def near(db: sqlite3.Connection, key: int, day: int | None, window: int, most: int) -> list[int]:
    """Documents under a key, `most` before a day and `most` from it on, the nearest first, and a few without a day.

    Of a report without a day: the `most` that came last.
    """
    ask = "SELECT document_id FROM story_keys WHERE key = ? AND day BETWEEN ? AND ? ORDER BY day {} LIMIT ?"
    few = max(1, most // 4)
    found = [row[0] for row in db.execute(ask.format("ASC"), (key, UNDATED, UNDATED, few))]
    if day is None:
        return found + [row[0] for row in db.execute(ask.format("DESC"), (key, UNDATED + 1, 1 << 40, most))]
    for order, low, high in (("ASC", day, day + window), ("DESC", day - window, day - 1)):
        found += [row[0] for row in db.execute(ask.format(order), (key, low, high, most))]
    return found


def sketches(db: sqlite3.Connection, documents: Collection[int], made_by: int) -> dict[int, str]:
    """The sketches of documents, as they were put by a rule; those of another rule are left out."""
    return dict(
        db.execute(
            "SELECT document_id, sketch FROM story_sketches WHERE document_id IN (SELECT value FROM json_each(?))"
            " AND made_by = ?",
            (json.dumps(list(documents)), made_by),
        )
    )


def put_links(db: sqlite3.Connection, links: Iterable[Link]) -> None:
    """Keeps pairs that were compared."""
    db.executemany(
        "INSERT OR REPLACE INTO story_links VALUES (?, ?, ?, ?, ?)",
        [(link.one, link.two, link.score, link.veto, link.why) for link in links],
    )


def linked(db: sqlite3.Connection, document: int, at_least: float, most: int) -> list[int]:
    """Documents that a document is linked to by so high a score and no veto, the likest first."""
    rows = db.execute(
        "SELECT two, score FROM story_links WHERE one = ? AND score >= ? AND veto IS NULL"
        " UNION ALL SELECT one, score FROM story_links WHERE two = ? AND score >= ? AND veto IS NULL"
        " ORDER BY 2 DESC, 1 LIMIT ?",
        (document, at_least, document, at_least, most),
    )
    return [row[0] for row in rows]


def links(db: sqlite3.Connection, documents: Collection[int]) -> list[Link]:
    """The pairs among some documents that were compared."""
    among = json.dumps(list(documents))
    rows = db.execute(
        "SELECT one, two, score, veto, why FROM story_links WHERE one IN (SELECT value FROM json_each(?1))"
        " AND two IN (SELECT value FROM json_each(?1)) ORDER BY one, two",
        (among,),
    )
    return [Link(*row) for row in rows]


def links_of(db: sqlite3.Connection, document: int) -> list[Link]:
    """The pairs of one document that were compared."""
    rows = db.execute(
        "SELECT one, two, score, veto, why FROM story_links WHERE one = ?1 UNION ALL"
        " SELECT one, two, score, veto, why FROM story_links WHERE two = ?1 ORDER BY 1, 2",
        (document,),
    )
    return [Link(*row) for row in rows]


def named(db: sqlite3.Connection, value: Mapping[str, Any]) -> list[int]:
    """The documents of the reports that a judgement about stories names, those that are here.

    By a report's id; where none has it, by the text that was looked at, if one document alone has that.
    """
    return [document for part in _named(db, value) for document in part]


def _named(db: sqlite3.Connection, value: Mapping[str, Any]) -> tuple[list[int], list[int]]:
    """The documents of `reports`, and of `from`."""
    reports, others, texts = (_listed(value, part) for part in ("reports", "from", "texts"))
    asked = json.dumps([str(report) for report in (*reports, *others)])
    here = dict(
        db.execute("SELECT id, document_id FROM documents WHERE id IN (SELECT value FROM json_each(?))", (asked,))
    )
    found: tuple[dict[int, None], dict[int, None]] = ({}, {})
    for n, report in enumerate((*reports, *others)):
        document = here.get(str(report))
        text = texts[n] if n < len(texts) else None
        if document is None and text and isinstance(text, str):
            has = db.execute("SELECT DISTINCT document_id FROM versions WHERE text_id = ? LIMIT 2", (text,)).fetchall()
            document = has[0][0] if len(has) == 1 else None
        if document is not None:
            found[n >= len(reports)][document] = None
    return list(found[0]), [document for document in found[1] if document not in found[0]]


def read(value: str) -> dict[str, Any]:
    """A judgement's value, of its column; empty where another program left none there."""
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _listed(value: Mapping[str, Any], part: str) -> list[Any]:
    """A list in a judgement's value; empty where there is none: another program can have written anything."""
    found = value.get(part)
    return list(found) if isinstance(found, (list, tuple)) else []


def pairs(db: sqlite3.Connection, value: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Pairs of documents that a `merge` or `split` is about: every two of `reports`, or each with each of `from`."""
    documents, others = _named(db, value)
    if _listed(value, "from"):
        yield from ((a, b) for a in documents for b in others)
    else:
        yield from ((a, b) for n, a in enumerate(documents) for b in documents[n + 1 :])


def said(db: sqlite3.Connection) -> list[tuple[int, int, bool]]:
    """Pairs that people judged to be of one story or not, in the order of their words, without those undone.

    A judgement of kind `merge` or `split` has `{"reports": [id, id, …]}` for its value: every pair of these is
    meant; with `"from": [id, …]` each of the first with each of these. One of a report that is not here has no effect.
    """
    rows = db.execute(
        "SELECT kind, value FROM judgements j WHERE kind IN ('merge', 'split')"
        " AND NOT EXISTS (SELECT 1 FROM judgements u WHERE u.undoes = j.uid AND NOT EXISTS"
        " (SELECT 1 FROM judgements w WHERE w.undoes = u.uid)) ORDER BY judgement_id"
    )
    return [(a, b, kind == "merge") for kind, value in rows.fetchall() for a, b in pairs(db, read(value))]


def unheard(db: sqlite3.Connection) -> tuple[list[int], str | None]:
    """Documents of which people said or undid, since `heard`, that they are of one story or not; and the last word."""
    upto = db.execute("SELECT value FROM settings WHERE name = 'stories_heard'").fetchone()
    rows = db.execute(
        "SELECT j.uid, coalesce(u.kind, j.kind), coalesce(u.value, j.value) FROM judgements j"
        " LEFT JOIN judgements u ON u.uid = j.undoes WHERE coalesce(u.kind, j.kind) IN ('merge', 'split')"
        " AND j.judgement_id > coalesce((SELECT judgement_id FROM judgements WHERE uid = ?), 0)"
        " ORDER BY j.judgement_id",
        upto or (None,),
    ).fetchall()
    found = (document for _, _, value in rows for document in named(db, read(value)))
    return list(dict.fromkeys(found)), rows[-1][0] if rows else None


def heard(db: sqlite3.Connection, uid: str | None) -> None:
    """Notes up to which judgement the stories follow people's words."""
    if uid is not None:
        db.execute("INSERT OR REPLACE INTO settings VALUES ('stories_heard', ?)", (uid,))


def number_in(name: str) -> int | None:
    """The number in a story's name, "st-7"; None where it is no such name."""
    found = _NAME.match(name)
    return int(found[1]) if found else None


def stories_of(db: sqlite3.Connection, documents: Collection[int]) -> dict[int, int]:
    """The story of each document that is in one."""
    return dict(
        db.execute(
            "SELECT document_id, story_id FROM story_members WHERE document_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(documents)),),
        )
    )


def members(db: sqlite3.Connection, story: int, most: int = -1) -> list[int]:
    """The documents of a story, in the order they came into the ledger."""
    rows = db.execute(
        "SELECT document_id FROM story_members WHERE story_id = ? ORDER BY document_id LIMIT ?", (story, most)
    )
    return [row[0] for row in rows]


def join(db: sqlite3.Connection, document: int, story: int) -> None:
    """Puts a report into a story."""
    db.execute("INSERT OR REPLACE INTO story_members VALUES (?, ?)", (document, story))


def regroup(db: sqlite3.Connection, groups: Sequence[Sequence[int]], *, anew: bool = False) -> list[int]:
    """Puts reports into the stories of some groups, and gives the story of each group.

    A story keeps its number while it grows. Where several become one, the oldest number stays and the others lead to
    it; where one falls apart, its largest part keeps the number (of equals that with the report that came first). With
    `anew` each group is a new story.
    """
    before = {} if anew else stories_of(db, [document for group in groups for document in group])
    held = [Counter(before[document] for document in group if document in before) for group in groups]
    given: dict[int, int] = {}
    for story in sorted(set(before.values())):
        free = [n for n in range(len(groups)) if n not in given and held[n][story]]
        if free:
            given[min(free, key=lambda n: (-held[n][story], min(groups[n])))] = story
    for n, group in enumerate(groups):
        if n not in given:
            made = db.execute("INSERT INTO stories (made_at, into_id) VALUES (?, NULL)", (now(),))
            given[n] = int(made.lastrowid or 0)
        db.executemany(
            "INSERT OR REPLACE INTO story_members VALUES (?, ?)",
            [(document, given[n]) for document in group if before.get(document) != given[n]],
        )
    _lead_on(db, set(before.values()) - set(given.values()), groups, held, given)
    return [given[n] for n in range(len(groups))]


def _lead_on(
    db: sqlite3.Connection,
    gone: Collection[int],
    groups: Sequence[Sequence[int]],
    held: Sequence[Mapping[int, int]],
    given: Mapping[int, int],
) -> None:
    """Notes where the reports of stories went that are no more, for whoever has written their number down."""
    for story in gone:
        if not members(db, story, 1):
            most = max(range(len(groups)), key=lambda n: (held[n].get(story, 0), -n))
            db.execute("UPDATE stories SET into_id = ? WHERE story_id = ?", (given[most], story))


def leads_to(db: sqlite3.Connection, story: int) -> int | None:
    """The story that a number stands for today: itself, or what it went into; None where there never was one."""
    seen: set[int] = set()
    at: int | None = story
    while at is not None and at not in seen:
        seen.add(at)
        found = db.execute("SELECT into_id FROM stories WHERE story_id = ?", (at,)).fetchone()
        if found is None:
            return None
        if found[0] is None or members(db, at, 1):
            return at
        at = found[0]
    return at


def all_stories(db: sqlite3.Connection) -> list[tuple[int, int]]:
    """Every story that has reports, by number, with how many it has."""
    return db.execute("SELECT story_id, count(*) FROM story_members GROUP BY story_id ORDER BY story_id").fetchall()
