"""What a report says of the persons it names: titles before a name, words after a comma, clauses, where they live.

A person without a title where he speaks is often described elsewhere: "Ilse Maran, whose brother was killed", "Odo
Brill of the Tarn Observer", "Maran, 34, a teacher". Everything said at any mention counts for all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from sayso.ground.classes import HANDS, HEADS, KINDRED, OF_STATES, call_sign, force, role_of, stands
from sayso.ground.context import Context
from sayso.ground.lexicon import Hit, forms, plain, rows, states
from sayso.report import Role

#: Titles stand at most so many words before a name, and what is said of a person after it begins within so many.
TITLE, APPOSITION = 10, 9
#: A clause with "who" is read so far.
CLAUSE = 12
_SKIP = frozenset("former current ex acting deputy senior then late special mr mrs ms dr - ' s . the".split())
_STOP = frozenset(". ; : said says told ( ) — –".split())

# What "who …" after a name says of somebody who was near.
_SEEN = frozenset("saw heard witnessed watched survived escaped fled found".split())
_LIVES = frozenset("lives lived works worked was is were stays stayed sat stood".split())
_NEAR = frozenset(
    "nearby near across next door doors inside there neighborhood neighbourhood street block upstairs".split()
)
_CHARGED = frozenset("charged arrested accused convicted suspect wanted indicted jailed".split())
# After a comma these go on with the sentence: nothing is said of who the person is.
_NO_APPOSITION = frozenset(
    "according reported reports who whom and but which that he she they it said in on at during after before while when"
    " as to for told asked interviewed quoted reached contacted cited if because since although though where until"
    " not".split()
)
# "An author and activist", "the host asked the governor": which of two roles said alike is meant.
_TIES: dict[str, int] = {"activist": 2, "state": 1}
_NO_PARTICIPLE = frozenset("king being".split())
_BE = frozenset("is was were are been".split())
_IS = frozenset("is was".split())
_ARTICLES = frozenset("a an the".split())
_GOES_ON = frozenset(", who that which and but when".split())
_HEADS_OF = frozenset("leader founder spokesman".split())  # rows whose role is their body's
# Before a name, and sometimes taken for its first word.
_POLITE = frozenset(
    "mr mrs ms miss dr . sir lord lady dame general gen president senator sen rep gov governor chief officer judge"
    " justice king queen pope minister secretary director sheriff captain capt sergeant sgt lieutenant lt colonel col"
    " major maj mayor prof professor rev detective deputy inspector commissioner superintendent admiral adm commander"
    " cpl attorney".split()
)
_SHORT = frozenset("mr mrs ms dr gen sen rep gov ald sgt lt col maj prof rev cpl capt adm st jr dept sec asst".split())
_PARTIES = frozenset("r d i".split())


@dataclass(slots=True)
class Person:
    """A person that the report names, by surname."""

    name: str  # the fullest form, in lower case
    roles: Counter[Role] = field(default_factory=Counter)  # given by titles and appositions, firm ones twice
    nouns: set[str] = field(default_factory=set)  # rows of `data/sources.tsv` said of the person
    of: set[str] = field(default_factory=set)  # states named beside the titles
    places: list[int] = field(default_factory=list)  # first word of each mention
    near: bool = False  # said to live by, or to have seen or lived what happened
    aged: bool = False  # whose age is given: seldom an official's
    charged: bool = False  # said to be charged, arrested or the like

    @property
    def role(self) -> Role | None:
        """The role said most firmly; of several alike the rarer of `_TIES`, then the one said first."""
        return max(self.roles.items(), key=lambda r: (r[1], _TIES.get(r[0], 0)))[0] if self.roles else None


class Hits:
    """The nouns of sources and the states of a whole text, looked up by range of words."""

    def __init__(self, words: Sequence[str], written: Sequence[str], kinds: Sequence[str]) -> None:
        """`words` are plain ones, `written` the same with their capitals, `kinds` the encoder's kinds of name."""
        self.nouns = [h for h in forms("sources").find(words) if stands(h, written, kinds)]  # in order
        self.places = states().find(words)
        self._nouns, self._places = [h.low for h in self.nouns], [h.low for h in self.places]

    def nouns_in(self, low: int, high: int) -> Sequence[Hit]:
        """The nouns of sources that begin in a range of words."""
        return self.nouns[bisect_left(self._nouns, low) : bisect_left(self._nouns, high)]

    def places_in(self, low: int, high: int) -> Sequence[Hit]:
        """The states, capitals and peoples that begin in a range of words."""
        return self.places[bisect_left(self._places, low) : bisect_left(self._places, high)]

    def before(self, place: int) -> int:
        """How many nouns begin before a word."""
        return bisect_left(self._nouns, place)


def _bare(name: Sequence[str]) -> Sequence[str]:
    """A name without "Mr." and the like before it."""
    low = 0
    while low < len(name) - 1 and name[low] in _POLITE:
        low += 1
    return name[low:]


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names of one surname can be one person's: "Maran" or "Ilse Brill Maran" and "Ilse Maran"."""
    short, long = sorted((one, other), key=len)
    return len(short) == 1 or short[0] == long[0] or list(short) == list(long[-len(short) :])


def _public(name: Sequence[str]) -> Role | None:
    """The role of somebody so well known that reports leave the title out."""
    known = _publics()
    return known.get(tuple(name)) or known.get(tuple(name[-1:]))


@cache
def _publics() -> dict[tuple[str, ...], Role]:
    """Names of `data/publics.tsv`, cut into words in lower case, with their roles."""
    return {
        tuple(name.split()): cast(Role, row["role"]) for row in rows("publics") for name in row["names"].split(", ")
    }


@cache
def _leaders() -> dict[str, Role]:
    """The names of those publics that hold or held an office."""
    return {" ".join(name): role for name, role in _publics().items() if role == "state"}


class People:
    """The persons of a report by surname, with what is said of each."""

    def __init__(self, at: Context, kinds: Sequence[str], hits: Hits) -> None:
        self.at, self.kinds, self.hits = at, kinds, hits
        self.plain = plain(at.words)
        self.by_name: dict[str, Person] = {}  # by surname; a second of one surname by the full name
        self.at_word: dict[int, str] = {}  # whose mention begins at a word
        self._firsts: dict[str, str] = {}  # keys by the first word of full names
        self._same: dict[str, list[str]] = {}  # keys of one surname, the last mentioned last
        for name in at.names:
            if name.kind == "PERSON":
                low, high = name.words
                key = self.at_word[low] = self._key(_bare(at.lower[low:high]))
                person = self.by_name[key]
                person.name = max(person.name, " ".join(_bare(at.lower[low:high])), key=len)
                person.places.append(low)
                self._before(person, low, high)
                self._after(person, high)
        for person in self.by_name.values():
            if person.role == "other" and person.name in _leaders():
                person.roles[_leaders()[person.name]] += person.roles["other"]  # "a friend of Mr. Putin's" is another
            if not person.roles and not person.near:
                role = _public(person.name.split())
                if role is not None:
                    person.roles[role] += 1
                elif OF_STATES & person.nouns and person.of:
                    person.roles["state"] += 1  # "Tarn's leader Ilse Maran"

    def _key(self, name: Sequence[str]) -> str:
        """The key of the person with a name: who shares the surname and, where both have one, the first name."""
        if len(name) == 1 and name[0] not in self._same and name[0] in self._firsts:
            return self._firsts[name[0]]  # "Ilse", "Kim": the first word of a name before
        same = self._same.setdefault(name[-1], [])
        fitting = [k for k in same if _alike(self.by_name[k].name.split(), name)]
        key = fitting[-1] if fitting else " ".join(name) if same else name[-1]
        if key in same:
            same.remove(key)
        same.append(key)
        self.by_name.setdefault(key, Person(""))
        if len(name) > 1:
            self._firsts.setdefault(name[0], key)
        return key

    def key_of(self, name: Sequence[str]) -> str | None:
        """The key of the person whom a name in lower case means."""
        same = self._same.get(name[-1], []) if name else []
        known = [k for k in same if _alike(self.by_name[k].name.split(), name)]
        return known[-1] if known else name[-1] if name and name[-1] in self.by_name else None

    def _before(self, person: Person, low: int, high: int) -> None:
        begin = max(self.at.sentence(low)[0], low - TITLE)
        ends = low
        closed = self.plain[low - 1 : low] == [","] and self.plain[high : high + 1] in (
            [","],
            [")"],
            ["-"],
            ["—"],
            ["–"],
        )
        for hit in reversed(self.hits.nouns_in(begin, low)):
            beside = closed and ends == low  # "the mayor of Marrow, Ilse Maran,"
            more = (",", "of", "for") if beside else (",", "and") if ends < low else ("of",)  # "a teacher and author"
            if ends < low and hit.name == "diplomat":
                more = ("to",)  # "Ambassador to the United Nations Ilse Maran"
            if hit.high > ends or not all(self._in_title(n) or self.at.lower[n] in more for n in range(hit.high, ends)):
                break
            if hit.row["sort"] == "document" or (beside and hit.row["sort"] == "body"):
                break  # "the Courier reports Maran left", "according to police, Ilse Maran, 34,"
            if hit.row["role"] == "business" and HANDS & person.nouns:
                break  # "bank worker Ilse Maran"
            if ends < low and hit.name == "diplomat":
                person.roles.clear()
            self._say(person, hit.row)
            ends = hit.low
        if ends == low and self.plain[low - 2 : low] == ["'", "s"] and call_sign(self.at.words[low - 3 : low - 2]):
            person.roles["media"] += 2  # "KXTN's Ilse Maran"
        if "old" in self.plain[max(begin, low - 4) : low]:
            person.aged = True
        if force(self.at.words[max(begin, ends - 2) : low]):
            person.roles["police or court"] += 2
        if ends < low:
            person.of |= {h.row["state"] for h in self.hits.places_in(max(begin, ends - 4), low)}

    def _in_title(self, word: int) -> bool:
        """Whether a word can stand between the nouns of a title: "Harbour Affairs Committee Chairman"."""
        return self.at.lower[word] in _SKIP or (self.at.words[word][:1].isupper() and self.kinds[word] != "PERSON")

    def _after(self, person: Person, high: int) -> None:
        words = self.plain
        limit = self.at.sentence(high)[1] if high < len(words) else high
        if self.was_near(high, limit):
            person.near = True
        if _BE.intersection(words[high : high + 3]) and _CHARGED.intersection(words[high + 1 : high + 5]):
            person.charged = True
        if words[high : high + 1] in (["of"], ["from"], ["with"]):
            self._body(person, high + 1, limit)
        if words[high : high + 1] and words[high] in _IS:
            self._is(person, high + 1, limit)
        if high + 1 >= len(words) or words[high] not in (",", "("):
            return
        low = high + 1
        if words[low] in _PARTIES and words[low + 1 : low + 2] == ["-"]:
            person.roles["state"] += 2  # "Maran (R-Tarn)"
            return
        if words[low].isdigit() and len(words[low]) < 3:
            person.aged = True
            low += 2 if words[low + 1 : low + 2] == [","] else 1
        if words[low : low + 1] in (["who"], ["whose"]):
            self._clause(person, low, limit)
            return
        if low >= limit or words[low] in _NO_APPOSITION or self._participle(words[low]):
            return
        stop = min(limit, low + APPOSITION)
        end = next((n for n in range(low, stop) if self._stops(n) or words[n] in (",", "who")), stop)
        while end == stop < limit and self._in_name(stop - 1) and self._in_name(stop) and stop < low + 2 * APPOSITION:
            end = stop = stop + 1  # a name is read to its end
        found = [h for h in self.hits.nouns_in(low, end) if role_of(h) is not None or h.row["noun"] == "spokesman"]
        found = [h for h in found if h.row["sort"] != "document"]
        found = [h for n, h in enumerate(found) if n + 1 == len(found) or not self._one_name(h, found[n + 1])]
        if any(h.row["noun"] in HANDS for h in found):
            found = [h for h in found if h.row["role"] != "business"]
        found = [h for h in found if words[h.high : h.high + 1] != ["'"] or h is found[-1]]  # "of the Women's Society"
        for hit in [h for h in found if h.row["noun"] in KINDRED][:1] or found[:2]:
            self._say(person, hit.row)
        if any(h.row["noun"] == "armed organisation" for h in found):
            person.roles["armed party"] += 2  # "the prime minister of the self-declared …"
        person.of |= {h.row["state"] for h in self.hits.places_in(low, end)}
        if "old" in words[low:end]:
            person.aged = True
        if words[end : end + 2] == [",", "who"] or words[end : end + 1] == ["who"]:
            self._clause(person, end + (words[end] == ","), limit)

    def _is(self, person: Person, low: int, limit: int) -> None:
        """What a sentence says that a person is: "Maran is the director of the Harbour Aid Society"."""
        stop = min(limit, low + APPOSITION)
        end = next((n for n in range(low, stop) if self._stops(n) or self.plain[n] in _GOES_ON), stop)
        hits = [h for h in self.hits.nouns_in(low, end) if role_of(h) or h.row["noun"] in _HEADS_OF]
        if not hits or hits[0].row["sort"] not in ("office", "person") or hits[0].low - low > 4:
            return
        if self.plain[low] in _ARTICLES or hits[0].row["noun"] in KINDRED:  # "was friends with the victim"
            for hit in [hits[0], *(h for h in hits[1:2] if not role_of(hits[0]))]:
                self._say(person, hit.row)

    @staticmethod
    def _participle(word: str) -> bool:
        """Whether a word after a comma says what someone was doing, not who he is: "Maran, speaking on Radio Tarn"."""
        return word.endswith("ing") and len(word) > 4 and word not in _NO_PARTICIPLE

    def _in_name(self, word: int) -> bool:
        """Whether a word can be of a body's name: with a capital, or "and" between two such."""
        return self.at.words[word][:1].isupper() or self.plain[word] in ("and", "&")

    def _one_name(self, hit: Hit, after: Hit) -> bool:
        """Whether two nouns are of one body's name, which the last heads: "the Tarn Media and Timber Company"."""
        sorts = (hit.row["sort"], after.row["sort"])
        return sorts in (("medium", "body"), ("body", "body")) and all(
            self._in_name(n) for n in range(hit.low, after.high)
        )

    def _body(self, person: Person, low: int, limit: int) -> None:
        """Whom a person is of, right after the name: "Odo Brill of the Tarn Police Union"."""
        end = low
        while end < min(limit, low + APPOSITION) and (
            self.at.words[end][:1].isupper()
            or self.plain[end] in ("the", "of", "for", "'", "s", "-")
            or (self.plain[end] == "." and not self._stops(end))
        ):
            end += 1
        for hit in self.hits.nouns_in(low, end):
            if hit.row["sort"] in ("body", "medium") and self.at.words[hit.low][:1].isupper():
                self._say(person, hit.row)

    def _stops(self, word: int) -> bool:
        """Whether the words said of a person end at a word: not at the full stop of "U.S." or "Gen."."""
        if self.plain[word] == "." and word:
            return len(self.plain[word - 1]) > 1 and self.plain[word - 1] not in _SHORT
        return self.plain[word] in _STOP

    def _clause(self, person: Person, low: int, limit: int) -> None:
        """What a clause with "who" or "whose" after a name says: "who runs the ferry line", "whose son was killed"."""
        words = self.plain
        end = min(limit, low + CLAUSE)
        end = next((n for n in range(low, end) if self._stops(n) or words[n] == ","), end)
        hits = self.hits.nouns_in(low + 1, end)
        if words[low] == "whose":
            kin = next((h for h in hits if h.row["noun"] == "kin"), None)
            if kin is not None:
                self._say(person, kin.row)
        elif any(w in HEADS for w in words[low + 1 : low + 4]):
            for hit in hits[:2]:
                self._say(person, hit.row)

    def was_near(self, high: int, limit: int) -> bool:
        """Whether the words after a name say that its bearer was near: "who lives next door"."""
        words = self.plain
        low = high + 1 if words[high : high + 1] == [","] else high
        after = words[low : min(limit, low + 10)]
        if after[1:2] == [","] and after[0].isdigit():
            after = after[2:]
        if after[:1] == ["who"]:
            if _SEEN.intersection(after[1:4]):
                return True
            there = after[1:2] in (["was"], ["were"]) and after[2:4] in (["at", "the"], ["inside", "the"])
            return there or bool(_LIVES.intersection(after[1:5]) and _NEAR.intersection(after[2:]))
        if after[:1] in (["lives"], ["lived"]):
            return bool(_NEAR.intersection(after))
        aged = "year" in after[:4] and after[0] in ("a", "an") and "old" in after
        return aged and "from" in after and not _CHARGED.intersection(after)

    @staticmethod
    def _say(person: Person, row: dict[str, str]) -> None:
        person.nouns.add(row["noun"])
        role = row["role"]
        if role != "-":
            person.roles[role.strip("()")] += 1 if role.startswith("(") else 2  # type: ignore[index]
