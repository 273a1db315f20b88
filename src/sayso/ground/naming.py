"""Which names are one: full names, surnames, initials, titles, accents, capitals and other ways of writing a sound."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from sayso.ground.known import given, squeeze, state_names, state_words, states

#: Words before a name that are no part of it; those with a gender tell it.
HONORIFICS = {
    **dict.fromkeys("mr sir lord mister master herr monsieur señor senor".split(), "he"),
    **dict.fromkeys("mrs ms miss lady dame madam madame mme mlle frau".split(), "she"),
    **dict.fromkeys(
        "dr prof gen lt col maj capt sgt cpl cmdr adm brig pvt sen rep gov pres hon supt det insp rev fr atty dep asst "
        "st comrade justice".split(),
        "",
    ),
}
_SUFFIXES = frozenset("jr sr ii iii iv phd md esq".split())
_SMALL = frozenset("of the and for in on at de la le du del des et s a an".split())
#: Before the name of one's father: "Salman" is not "Mohammed bin Salman", "bin Salman" is.
_CHILD_OF = frozenset("bin ibn bint".split())
#: They go by a given name: nobody's who is only called after his father.
REIGNING = frozenset("king queen sultan emir pope".split())
_COMPANY = frozenset("inc corp corporation ltd llc plc co company group holdings ag sa gmbh nv limited".split())
#: Family names that stand first in the east of Asia and are given names elsewhere: they tell no gender.
_FAMILY_FIRST = frozenset(
    "an chan chang chong chu ha han hong hwa hyun in jin jong jung jun kim lan le lee li long lu man mei mi min ming "
    "myong na o ok pak ping ri shin so son song soo su sun sung tu vi wei wen wu xi yan yang yee yi ying yong young yu "
    "yun".split()
)
_VOWELS = frozenset("aeiouyw")
_SOUNDS = str.maketrans({"q": "k", "c": "k", "g": "k", "x": "k", "z": "s", "v": "f", "d": "t", "b": "p", "j": "k"})


def plain(word: str) -> str:
    """A word in lower case without accents."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def sound(word: str) -> str:
    """What stays of a word when it is spelt by another alphabet's rules: "zelenskyy" and "zelensky"."""
    for old, new in (
        ("kh", "k"),
        ("gh", "k"),
        ("ph", "f"),
        ("sch", "s"),
        ("sh", "s"),
        ("ch", "k"),
        ("ck", "k"),
        ("h", ""),
    ):
        word = word.replace(old, new)
    out: list[str] = []
    for c in word.translate(_SOUNDS):
        if c not in _VOWELS and (not out or out[-1] != c):
            out.append(c)
    return "".join(out)


def near(a: str, b: str, most: int = 3) -> bool:
    """Whether two words sound alike and differ by at most `most` letters in a row of edits."""
    if abs(len(a) - len(b)) > most or min(len(a), len(b)) < 5 or sound(a) != sound(b):
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1] <= most


@dataclass(eq=False, slots=True)
class Entity:
    """Someone the report names or describes, while it is being resolved."""

    kind: str  # an ActorKind
    gender: str = ""  # "he", "she", or "" where not known: told by a title, a noun or the report's own pronouns
    lean: str = ""  # what bearers of the given name mostly are
    names: Counter[str] = field(default_factory=Counter)  # each way the report writes the name
    parts: tuple[str, ...] = ()  # the fullest name's words, plain
    titles: set[str] = field(default_factory=set)  # head nouns of its titles and appositions
    states: set[str] = field(default_factory=set)  # codes of states that its titles name
    phrase: tuple[str, ...] = ()  # words of the description that made it
    mentions: list[int] = field(default_factory=list)  # places in the list of mentions
    seen: int = 0  # when its name was last met, counted in names
    named: bool = False
    spoke: bool = False  # is the source of a statement
    code: str = ""  # of a state
    plural: bool = False
    tail: str = ""  # of a description: the first word of what follows it after a preposition: "the people of Tarn"
    placed: bool = False  # of a description: a name stands in it: "Tarn police"
    loose: bool = False  # of a description: "some people", whom no later one means
    owner: Entity | None = None  # whose they are: of "his father", him


class Register:
    """The named entities of one report, found by any way of writing them. Every look-up is in a dictionary."""

    def __init__(self) -> None:
        self.people: dict[tuple[str, ...], Entity] = {}  # by the words of a name as written
        self.by_last: dict[str, list[Entity]] = {}
        self.by_word: dict[str, list[Entity]] = {}
        self.by_sound: dict[str, list[Entity]] = {}
        self.by_father: dict[str, Entity] = {}  # where the text leaves "bin" out, and no other has the name
        self.bodies: dict[tuple[str, ...], Entity] = {}
        self.acronyms: dict[str, Entity] = {}
        self.by_tail: dict[str, list[Entity]] = {}  # bodies by the last word of their names
        self.fronts: dict[tuple[str, ...], list[Entity]] = {}  # bodies by what stands before "of" in their names
        self.states: dict[str, Entity] = {}
        self.made: list[Entity] = []
        self.met = 0

    def person(self, words: Iterable[str], title: str = "") -> tuple[Entity, float] | None:
        """The person of a name, an old or a new one, and how sure it is the same. None where no name is left."""
        gender = ""
        parts: list[str] = []
        for word in words:
            low = plain(word)
            if low in HONORIFICS and not parts:
                gender = HONORIFICS[low] or gender
            elif low.isalnum() and low not in _SUFFIXES:
                parts.append(low)
        gender = HONORIFICS.get(title, "") or gender
        key = _with_fathers(parts)
        if not key or (len(key) == 1 and len(key[0]) == 1):
            return None
        known = self.people.get(key)
        self.met += 1
        if known is not None and len(key) > 1 and not _at_odds(known.gender, gender):
            known.seen = self.met
            return known, 0.95
        found = self._like(key, gender, title)
        if found is None:
            found = Entity("person", gender, parts=key, named=True), 0.95
            self.made.append(found[0])
        entity = found[0]
        entity.seen = self.met
        entity.gender = entity.gender or gender
        if len(key) > len(entity.parts):
            entity.parts = key
        if len(entity.parts) > 1:
            entity.lean = "" if entity.parts[0] in _FAMILY_FIRST else given().get(entity.parts[0], "")
        self.people[key] = entity
        for shelf, word in (
            (self.by_last, key[-1]),
            (self.by_sound, sound(key[-1])),
            *((self.by_word, w) for w in key),
        ):
            row = shelf.setdefault(word, [])
            if entity not in row[-8:]:
                row.append(entity)
        if " " in key[-1]:
            self.by_father[key[-1].split()[-1]] = entity
        return found

    def _like(self, key: tuple[str, ...], gender: str, title: str) -> tuple[Entity, float] | None:
        """A person that another name of its could be: the latest that fits best."""
        last = key[-1]
        if len(key) == 1:
            for shelf, score in ((self.by_last, 0.9), (self.by_word, 0.75)):
                rows = [e for e in shelf.get(last, [])[-8:] if not _at_odds(e.gender, gender)]
                if rows:
                    return max(rows, key=lambda e: e.seen), score if len(rows) == 1 else 0.6
            rows = [e for e in self.by_sound.get(sound(last), [])[-8:] if near(last, e.parts[-1])]
            rows = rows or [e for e in [self.by_father.get(last)] if e is not None and title not in REIGNING]
            return (rows[-1], 0.7) if rows else None
        turned = self.people.get((*key[1:], key[0])) or self.people.get((last, *key[:-1]))
        if turned is not None and len(turned.parts) > 1:
            return turned, 0.8
        for entity in reversed(self.by_word.get(key[0], [])[-8:]):
            if len(entity.parts) > 1 and _begins(entity.parts, key) and not _at_odds(entity.gender, gender):
                return entity, 0.8
        for entity in reversed(self.by_last.get(last, [])[-8:]):
            if not _at_odds(entity.gender, gender) and _fits(key[:-1], entity.parts[:-1]):
                return entity, 0.85 if len(entity.parts) > 1 else 0.8
        rows = [e for e in self.by_word.get(key[0], [])[-8:] if len(e.parts) == 1 and not _at_odds(e.gender, gender)]
        if rows:
            return rows[-1], 0.7
        for entity in reversed(self.by_sound.get(sound(last), [])[-8:]):
            if near(last, entity.parts[-1]) and not _at_odds(entity.gender, gender):
                ours, theirs = key[:-1], entity.parts[:-1]
                if _fits(ours, theirs) or (ours and theirs and sound(ours[0]) == sound(theirs[0])):
                    return entity, 0.7
        return None

    def body(self, words: Iterable[str], beside: str = "") -> tuple[Entity, float] | None:
        """The organisation of a name: the same words without the small ones, its initials, or its last words.

        `beside` is the word before the bracket that the name stands in: the last of the name it is short for.
        """
        all_parts = [plain(w) for w in words if any(c.isalnum() for c in w)]
        parts = [w for w in all_parts if w not in _SMALL]
        while len(parts) > 1 and parts[-1] in _COMPANY:
            parts.pop()
        if not parts:
            return None
        key = tuple(sorted(parts))
        entity = self.bodies.get(key)
        score = 0.95
        if entity is None and len(parts) == 1:
            entity, score = self.acronyms.get(parts[0]), 0.85
        if entity is None and beside:
            rows = self.by_tail.get(plain(beside), [])
            entity, score = (rows[-1], 0.9) if rows else (None, 0.0)
        if entity is None and len(self.fronts.get(tuple(parts), ())) == 1:
            entity, score = self.fronts[tuple(parts)][0], 0.75
        front = tuple(w for w in all_parts[: all_parts.index("of")] if w not in _SMALL) if "of" in all_parts else ()
        if entity is None and front:
            old = self.bodies.get(tuple(sorted(front)))
            if old is not None and old.parts == front:
                entity, score, old.parts = old, 0.75, tuple(parts)
        if entity is None:
            words_of = set(parts)
            for known in reversed(self.by_tail.get(parts[-1], [])[-4:]):
                if words_of <= set(known.parts) or (
                    set(known.parts) <= words_of and not _other_state(words_of - set(known.parts))
                ):
                    entity, score = known, 0.7
                    if len(parts) > len(known.parts):
                        known.parts = tuple(parts)
                    break
        if entity is None:
            new = Entity("organisation", parts=tuple(parts), named=True)
            self.made.append(new)
            self.by_tail.setdefault(parts[-1], []).append(new)
            entity, score = new, 0.95
            if len(parts) > 1:
                for letters in ("".join(w[0] for w in parts), "".join(w[0] for w in all_parts)):
                    short = self.bodies.get((letters,))
                    if short is not None and len(letters) > 2 and len(short.parts) == 1:
                        self.made.pop()
                        entity, score = short, 0.85
                        entity.parts = tuple(parts)
                        break
                for letters in ("".join(w[0] for w in parts), "".join(w[0] for w in all_parts)):
                    if len(letters) > 2:
                        self.acronyms.setdefault(letters, entity)
        self.bodies[key] = entity
        if front and entity not in self.fronts.setdefault(front, []):
            self.fronts[front].append(entity)
        return entity, score

    def state(self, code: str) -> Entity:
        """The state of a code."""
        entity = self.states.get(code)
        if entity is None:
            entity = self.states[code] = Entity("state", named=True, code=code)
            self.made.append(entity)
        return entity


def _with_fathers(parts: list[str]) -> tuple[str, ...]:
    """The words of a name, one's father's with what stands before it: ("mohammed", "bin salman")."""
    out: list[str] = []
    for word in parts:
        if out and out[-1] in _CHILD_OF:
            out[-1] += f" {word}"
        else:
            out.append(word)
    return tuple(out)


def _other_state(words: set[str]) -> bool:
    """Whether more than the words of a state stand before a shorter name: those would make it another body."""
    return any(w not in _state_parts() for w in words)


@cache
def _state_parts() -> frozenset[str]:
    """Single words that names and adjectives of states are made of."""
    return frozenset(
        plain(w) for s in states() for form in (s.name, *s.others, *s.adjectives) for w in form.replace(".", "").split()
    ) | {"u", "k"}


def _at_odds(a: str, b: str) -> bool:
    return bool(a and b and a != b)


def _begins(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one name is the other cut short: "Kim Jong" of "Kim Jong Un"."""
    least = min(len(a), len(b))
    return least > 1 and len(a) != len(b) and a[:least] == b[:least]


def _fits(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the given names of one could be those of the other: none, the same or an initial each, in order."""
    if not a or not b:
        return True
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if not _same(short[0], long[0]):
        return False
    rest = iter(long[1:])
    return all(any(_same(w, v) for v in rest) for w in short[1:])


def _same(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def best_name(entity: Entity) -> str:
    """The fullest way the report writes a name: most words, then not all in capitals, then most often, then first."""
    if entity.kind == "state":
        return _state_name(entity)
    order = list(entity.names)
    return max(
        order,
        key=lambda n: (
            _weight(n),
            not (n.isupper() and " " in n) and not n.islower(),
            entity.names[n],
            -order.index(n),
        ),
        default="",
    )


def _weight(name: str) -> int:
    """Words of a name, an initial counting less than a word."""
    return sum(4 if len(w.strip(".")) > 1 else 1 for w in name.replace("-", " ").split())


def _state_name(entity: Entity) -> str:
    forms = [n for n in entity.names if state_words().get(squeeze(n), ("", ""))[0] == "name"]
    full = [n for n in forms if not n.lower().startswith("the ")]
    if full:
        return max(full, key=lambda n: (len(n) if len(n) > 4 else 0, entity.names[n]))
    return state_names()[entity.code] if forms or entity.titles else next(iter(entity.names), "")
