"""The signature of a text: a sample of its five-word shingles, by which reports that share passages find each other.

A shingle is in the sample where its hash says so, so that two texts with the same passage have the same sample of it:
what edited copies share is contained in both, however much stands around it.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import struct

#: Changes with everything below that changes a signature; `migrate` then makes all of them anew.
MADE_BY = 1
WORDS = 5
ONE_IN = 16
#: Texts that are looked at under one shingle, the first that came: what thousands have is boilerplate, and thousands of
#: copies are found by way of the first of them.
UNDER_ONE = 256
_WORD = re.compile(r"\w+")


def signature(text: str) -> tuple[int, ...]:
    """The sampled shingles of a text as signed 64-bit numbers, sorted, each once; of a text under five words none.

    Case and punctuation do not matter. About one number for every sixteen words.
    """
    words = [word.encode() for word in _WORD.findall(text.casefold())]
    found = set()
    for n in range(len(words) - WORDS + 1):
        digest = hashlib.blake2b(b" ".join(words[n : n + WORDS]), digest_size=8).digest()
        if digest[0] % ONE_IN == 0:
            found.add(int.from_bytes(digest, "little", signed=True))
    return tuple(sorted(found))


def sign(db: sqlite3.Connection, version: int, text: str) -> None:
    """Keeps the signature of a version, and lists it under each of its shingles."""
    found = signature(text)
    blob = struct.pack(f"<{len(found)}q", *found)
    db.execute("INSERT OR REPLACE INTO signatures VALUES (?, ?, ?)", (version, MADE_BY, blob))
    db.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", [(number, version) for number in found])


def unpacked(blob: bytes) -> tuple[int, ...]:
    """The numbers of a signature as it is kept."""
    return struct.unpack(f"<{len(blob) // 8}q", blob)


def unsign(db: sqlite3.Connection, version: int) -> None:
    """Takes a version out of the lists of its shingles."""
    row = db.execute("SELECT hashes FROM signatures WHERE version_id = ?", (version,)).fetchone()
    if row:
        rows = [(number, version) for number in unpacked(row[0])]
        db.executemany("DELETE FROM shingles WHERE hash = ? AND version_id = ?", rows)
        db.execute("DELETE FROM signatures WHERE version_id = ?", (version,))
