"""What a number counts: the words after it, as far as they are one noun phrase, and whether they are people."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.ground.lexicons import Fate, fates, persons
from sayso.ground.numbers import Number
from sayso.ground.numerals import PERSON, Page
from sayso.ground.selfharm import Self, selves
from sayso.ground.unplaced import MAKERS

#: Words that no noun phrase holds: it ends before them.
CLOSED = frozenset(
    "and or but nor the a an of in on at to for from with by as is was were are be been being am has have had having "
    "that which who whom whose when while after before since until if it its he she they we i you this these those "
    "not than then so because where what said says say saying also will would could should can may might must did "
    "does do into inside outside near during about against between among over under through across around including "
    "there here per each every out up down off away back only just still already now later told according despite "
    "though although without within upon onto toward towards behind beyond along how why both either neither yet no "
    "his her their our my your him them us me reportedly allegedly ago earlier today yesterday tonight apiece monday "
    "tuesday wednesday thursday friday saturday sunday went came got took made became remain remained fatally "
    "critically seriously severely slightly gravely left leaving began broke fled saw ran sent gave set put held met "
    "stood sat fell rose withheld found felt seems remains appears spoke wrote chose threw hid led drove knew "
    "voted abstained".split()
)
_OWNED = frozenset("the his her their its our these those my your them us whom which".split())
_SINGULAR_S = frozenset(
    "bus gas virus news business class boss press less across crisis basis this plus his process "
    "loss glass mass cross series focus campus status pass dress mess kiss ss access address "
    "always perhaps christmas texas congress analysis princess hostess politics us".split()
)
_NOT_ADVERBS = frozenset(
    "family elderly early friendly only daily weekly monthly yearly likely deadly ally unruly".split()
)
#: Endings of nouns for people, so that not every trade must be listed: "loggers", "electricians".
_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "eers", "men", "women", "ees", "ants")
_NOT_PEOPLE = frozenset(
    "barriers bombers boosters borders bunkers carriers centers centres cents chambers chapters characters clusters "
    "colors committees computers containers corners covers cruisers degrees destroyers dinners disasters documents "
    "doors elements encounters errors events factors fees floors flowers freighters grants headers headquarters "
    "helicopters hours interceptors launchers layers letters markers masters matters meters missiles months mortars "
    "motors murders numbers offers orders papers parameters plants posters powers quarters reactors restaurants "
    "rivers rockets routers sectors servers shoulders stickers summers tankers towers trailers transporters trees "
    "vectors warrants winters".split()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun phrase after a number. Ranges of words are half-open."""

    end: int  # after the phrase, or after the number where none follows
    words: tuple[int, int] | None  # the phrase itself
    head: str  # its last word in lower case; empty where there is none
    people: bool  # whether the head is a word for people
    of: bool  # "two of the sailors": the number is of a group that is known already
    fate: Fate | None = None  # what the phrase itself says has become of them: "12 wounded soldiers", "three deaths"


def plural(word: str) -> bool:
    """Whether a word in lower case looks like a noun in the plural."""
    if word in ("people", "police", "children", "troops", "personnel", "crew", "staff", "men", "women"):
        return True
    return (
        len(word) > 3
        and ((word.endswith("s") and not word.endswith(("ss", "'s", "us", "is"))) or word.endswith("men"))
        and word not in _SINGULAR_S
    )


def person(word: str, capital: bool = False) -> bool:
    """Whether a word is a noun for people, from the lexicon or by its ending."""
    low = word.lower()
    if low in persons():
        return True
    if low in _NOT_PEOPLE or len(low) < 5:
        return False
    return low.endswith(_PEOPLE_ENDINGS) or (capital and low.endswith(("ans", "ese", "is", "ites")))


def counted(p: Page, n: Number) -> Counted:
    """The noun phrase that a number counts."""
    at, of = n.end, False
    none = Counted(n.end, None, "", False, False)
    if p.lower[n.core] in ("none", "nobody"):
        if p.word(at) == "of" and p.word(at + 1) in _OWNED:
            at, of = at + 2, True
        elif p.lower[n.core] == "nobody":
            return Counted(n.end, (n.core, n.end), "nobody", True, False)
        else:
            return none
    if p.word(at) == "of" or (n.kind == "share" and p.word(at) in _OWNED and p.word(at - 1) in ("half", "of")):
        at += p.word(at) == "of"
        if p.word(at) in _OWNED:
            at, of = at + 1, True
            if p.word(at - 1) in ("them", "us", "whom", "which", "those") and p.word(at) in CLOSED | {",", ".", ""}:
                return Counted(at, (at - 1, at), p.word(at - 1), p.word(at - 1) != "which", True)
    elif p.word(at) in ("-", "–") and p.glued(at) and n.hyphened:
        at += 1
    while p.word(at) in ("more", "additional") and p.together(n.core, at):
        at += 1
    if p.word(at + 1) in ("-", "year") and p.together(n.core, at + 4):  # "two 13-year-old boys"
        old = next((k for k in range(at + 2, at + 6) if p.word(k) == "old"), None)
        at = old + 1 if old is not None else at
    start, last, fate = at, at, None
    limit = min(len(p), at + 7)
    lexicon = fates()
    while at < limit and p.together(n.core, at):
        word = p.lower[at]
        if word.isdigit() and p.word(at - 1) == "-" and p.glued(at) and last > start:
            at += 1  # "C-130 planes"
            last = at
            continue
        if not word[0].isalpha():
            if word == "." and len(p.words[at - 1]) == 1 and p.words[at - 1].isupper() and p.glued(at) and last > start:
                at += 1  # "six U.S. citizens"
                continue
            joined = word in ("-", "'", "’", "‘", ".", "–") and p.glued(at) and last > start
            if joined and (p.glued(at + 1) or word in ("'", "’", "‘")) and (word != "." or len(p.words[at - 1]) == 1):
                at += 1
                continue
            break
        if word in CLOSED and not (p.word(at - 1) in ("'", "’") and word == "s"):
            break
        found = lexicon.get(word)
        if found is not None:
            ahead = p.word(at + 1)
            noun = found.use == "noun" or (last > start and word in persons())
            if found.use == "noun":
                fate = found
            elif last == start and (person(ahead) or plural(ahead)) and ahead not in CLOSED:
                fate = found  # "12 wounded soldiers"
            elif not noun:
                break
        elif word.endswith("ly") and last == start and word not in _NOT_ADVERBS:  # noqa: SIM114
            break
        elif word.endswith(("ed", "ing")) and last > start and (plural(p.word(at - 1)) or person(p.word(at - 1))):
            break
        at += 1
        last = at
        if plural(word) and not _goes_on(p, at):
            break
        if n.low == n.high == 1 and person(word) and not person(p.word(at)):
            break
    if last == start:
        at = start
        if p.lower[n.core] == "no" and p.word(n.end) == "one":
            return Counted(n.end + 1, (n.end, n.end + 1), "one", True, False)
        return Counted(at if of else n.end, None, "", False, of)
    head = p.lower[last - 1]
    if head == "one" and p.lower[n.core] == "no":
        return Counted(last, (start, last), head, True, False)
    return Counted(last, (start, last), head, person(head, p.words[last - 1][:1].isupper()), of, fate)


def _goes_on(p: Page, at: int) -> bool:
    """Whether the phrase goes on after a plural: "sales clerks", "armed forces personnel", "soldiers' families"."""
    if not p.together(at - 1, at):
        return False
    word, after = p.word(at), p.word(at + 1)
    if word in ("'", "’", "‘") and p.glued(at) and after.isalpha() and after not in CLOSED and after not in fates():
        return True
    return (person(word) and plural(word) and word not in fates()) or (word in ("and", "or") and False)


@dataclass(frozen=True, slots=True)
class Item:
    """A number or an indefinite person, with what it counts. Ranges of words are half-open."""

    start: int
    end: int
    low: float | None
    high: float | None
    number: Number | None  # none: an indefinite person, or people by their names
    counted: Counted
    own: Self | None = None  # by their own hand: "the boy shot himself"


def items(p: Page, numbers: list[Number]) -> list[Item]:
    """The numbers of a text as items, with indefinite persons, in order."""
    out = []
    for n in numbers:
        c = counted(p, n)
        out.append(Item(n.start, max(n.end, c.end), n.low, n.high, n, c))
    taken = {w for i in out for w in range(i.start, i.end) if i.number is None or i.number.kind != "age"}
    someone = _persons(p)
    inside = {w for i in someone for w in range(i.start, i.end)}  # "Des" of "a Des Moines man" is nobody
    people = [*someone, *(i for i in _named(p) if i.start not in inside)]
    found = [i for i in _with_selves(p, people) if taken.isdisjoint(range(i.start, i.end))]
    return sorted([*out, *found], key=lambda i: i.start)


def _with_selves(p: Page, found: list[Item]) -> list[Item]:
    """The persons, with those who harmed themselves: "his son shot himself", "the boy had killed himself"."""
    places = {i.start: n for n, i in enumerate(found)}
    for own in selves(p):
        at = places.get(own.start)
        if at is not None and found[at].end > own.head:
            found[at] = replace(found[at], own=own)
            continue
        start = own.start if own.named else own.start + 1
        words, head = (start, own.head + 1), "" if own.named else p.lower[own.head]
        c = Counted(own.head + 1, words, head, True, False)
        found.append(Item(own.start, own.head + 1, 1.0, 1.0, None, c, own))
    return found


#: Between two names of one list, with ages: "Vell, 34, and Renn", "Vell (34) and Renn".
_LISTED = frozenset((",", "and", "&", "(", ")"))


def _named(p: Page) -> list[Item]:
    """People named in sentences where people come to harm, as many as are listed: "Ana Vell, 34, and Jon Renn"."""
    if PERSON not in p.kinds:
        return []
    lexicon = fates()
    harmed = {p.sentence[i] for i, w in enumerate(p.lower) if w in lexicon}
    out, k = [], 0
    while k < len(p):
        if p.kinds[k] != PERSON or p.sentence[k] not in harmed or not p.words[k][:1].isupper():
            k += 1
            continue
        start, end, many = k, _name_end(p, k), 1
        first, joint = end, False
        while not joint:
            j = end
            while j < len(p) and p.together(start, j) and (p.lower[j] in _LISTED or p.lower[j].isdecimal()):
                j += 1
            between = set(p.lower[end:j])
            if not between & {",", "and", "&"} or j >= len(p) or p.kinds[j] != PERSON or not p.together(start, j):
                break
            end, many, joint = _name_end(p, j), many + 1, bool(between & {"and", "&"})
        if not joint:
            end, many = first, 1  # "killing Vell, Renn said"
        if p.word(end) not in ("'", "’", "-") and p.word(end) != "'s" and not _thing(p, start):
            out.append(Item(start, end, float(many), float(many), None, Counted(end, (start, end), "", True, False)))
        k = end
    return out


def _thing(p: Page, at: int) -> bool:
    """Whether a name is a thing's: after an article, or with a maker of cars ("a Jeep Wrangler")."""
    before = p.word(at - 1)
    return before in ("a", "an", "the", "another") or p.lower[at] in MAKERS or before in MAKERS


def _name_end(p: Page, at: int) -> int:
    """After the last word of a name."""
    end = at + 1
    while end < len(p) and p.kinds[end] == PERSON and p.together(at, end):
        end += 1
    return end


#: After "a 3-year-old" that is a person and not one's age: "a 3-year-old was shot", not "a 3-year-old dog".
_AFTER_OLD = frozenset(
    "who was is were after in at on and when while , . ; dead died from by near inside during".split()
)


def _ends_at(p: Page, at: int) -> bool:
    return p.word(at) in _AFTER_OLD or not p.together(at - 1, at) or p.word(at) in fates()


def _persons(p: Page) -> list[Item]:
    """Indefinite persons in sentences where people come to harm: "a boy", "an 18-year-old man"."""
    out, lexicon, nouns = [], fates(), persons()
    harmed = {p.sentence[i] for i, w in enumerate(p.lower) if w in lexicon}
    for i, word in enumerate(p.lower):
        if (
            word not in ("a", "an", "another")
            or p.sentence[i] not in harmed
            or p.word(i - 1) in ("as", "such", "like", "than")
        ):
            continue
        j, head = i + 1, -1
        while j < min(len(p), i + 9) and p.together(i, j):
            w = p.lower[j]
            if nouns.get(w, "").endswith("one") or (w == "old" and p.word(j - 2) == "year" and _ends_at(p, j + 1)):
                head = j
            elif (
                (
                    head >= 0
                    and not (w == "-" or (nouns.get(p.word(j + 1), "").endswith("one") and p.word(j + 1) != "general"))
                )
                or w in CLOSED
                or w in (".", ",", ";", ":")
            ):
                break
            j += 1
        if head >= 0 and p.word(head + 1) not in ("'", "’", "-"):
            c = Counted(head + 1, (i + 1, head + 1), p.lower[head], True, False)
            out.append(Item(i, head + 1, 1.0, 1.0, None, c))
    return out
