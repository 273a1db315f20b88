"""Names that mean one and the same by their words alone: keys of persons and bodies, joined in pairs.

A key is "person:" or "body:" and the folded name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Parts of a name that reports write or leave out: "Bashar al-Assad" and "Bashar Assad".
_PARTICLES = frozenset(("al", "el"))
_DOUBLED = re.compile(r"(.)\1")
_LONG = 5  # letters of a first name in which one can be wrong: Maria is not Marta
#: Words for whoever rules: "the Assad regime" and "Bashar al-Assad's government" are one.
_OF = frozenset(("of", "for", "on", "against"))
_RULERS = frozenset(("government", "regime"))


def persons(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Persons who go by a part of their name in one report, and by the whole, of which there is one, in another."""
    every = sorted(key.removeprefix("person:") for key in keys if key.startswith("person:"))
    tails: dict[str, list[str]] = {}
    for full in every:
        words = full.split()
        for n in range(1, len(words)):
            tails.setdefault(" ".join(words[n:]), []).append(full)
    out = []
    for name in every:
        longer = tails.get(name, [])
        longest = [full for full in longer if not any(full != o and full.endswith(f" {o}") for o in longer)]
        if len(longest) == 1:
            out.append((f"person:{name}", f"person:{longest[0]}"))
    return out + _one_person(every)


def _one_person(every: list[str]) -> list[tuple[str, str]]:
    """Persons of one first and one last name: with a middle initial or without, "Ed" and "Edward"."""
    shorter: dict[str, list[str]] = {}
    for full in every:
        words = full.split()
        plain = [word for n, word in enumerate(words) if not n or (len(word) > 1 and word not in _PARTICLES)]
        shorter.setdefault(" ".join(plain), []).append(full)
    out = [(f"person:{other}", f"person:{held[0]}") for held in shorter.values() for other in held[1:]]
    last: dict[str, list[str]] = {}
    for name in shorter:
        if len(name.split()) == 2 and len(name.split()[0]) > 1:
            last.setdefault(name.split()[1], []).append(name)
    for held in last.values():
        for name in held:
            longer = [other for other in held if other != name and _one_first(name.split()[0], other.split()[0])]
            if len(longer) == 1:
                out.append((f"person:{shorter[name][0]}", f"person:{shorter[longer[0]][0]}"))
    return out


def _one_first(one: str, other: str) -> bool:
    """Whether a first name is the other's short form, or the same with one letter wrong: "Ed", "Edward"; "Comsuelo"."""
    if other.startswith(one):
        return len(other) > len(one) + 1  # Daniel is not Daniela
    if min(len(one), len(other)) >= _LONG and _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other):
        return True  # Eliot is Elliot
    return len(one) == len(other) > _LONG and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def bodies(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Bodies that go by one word of their name ("the Front", "the League" of Nations) where one body has that word."""
    every = sorted(key.removeprefix("body:") for key in keys if key.startswith("body:"))
    short: dict[str, list[str]] = {}
    for full in every:
        words = full.split()
        if len(words) > 1:
            if words[-2] not in ("of", "for", "in", "and"):  # Halvern is not the Bank of Halvern
                short.setdefault(words[-1], []).append(full)
            head = next((n - 1 for n, word in enumerate(words) if word in _OF and n), None)
            if head is not None:  # "the League" of Nations, "the Observatory", the Tarn Observatory for Rivers
                short.setdefault(words[head], []).append(full)
    return [
        (f"body:{name}", f"body:{short[name][0]}")
        for name in every
        if len(short.get(name, ())) == 1 and name not in ("ministry", "police", "government")
    ]


def rules(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Governments that go by one name: "Assad regime", "president bashar al assad government"."""
    found: dict[str, list[str]] = {}
    for key in sorted(key for key in keys if key.startswith("body:")):
        words = key.removeprefix("body:").split()
        if len(words) > 1 and words[-1] in _RULERS:
            found.setdefault(words[-2], []).append(key)
    return [(other, held[0]) for held in found.values() for other in held[1:]]
