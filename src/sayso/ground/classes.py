"""How a source is named, read off its own words: which noun heads it, which class and role that noun gives.

The nouns are in `data/sources.tsv`. What needs the rest of the report (who "he" is, whether "the president" has a name
somewhere) is in `sayso.ground.speakers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from sayso.ground.lexicon import Hit, forms, plain, states
from sayso.report import Role, SourceClass

Sort = Literal[
    "office", "person", "body", "medium", "document", "name", "organisation", "state", "pronoun", "other", "none"
]

SINGULAR = frozenset("he she him her his".split())
PLURAL = frozenset("they them their".split())
FIRST = frozenset("i me my mine we us our ours".split())
PRONOUNS = SINGULAR | PLURAL | FIRST | frozenset("it its you your who that which whose whom this these those".split())
# A noun phrase goes on to its complement here: the head stands before.
_CUT = frozenset(
    ", of in for from with who whose which that at on to by familiar close inside near around ( — – as against about"
    " under within across over there taken representing".split()
)
# "one of the officials", "dozens of diplomats": the noun after "of" heads these.
_PART = frozenset(
    "one some many most several few both two three four five dozens hundreds thousands number group all majority couple"
    " pair scores none each any half handful range crowd".split()
)
_OFFICES = frozenset("department ministry bureau university institute bank house".split())
_INDEFINITE = frozenset(
    "a an one another some several many few two three four five six seven most other others any no each various dozens"
    " multiple".split()
)
_PEOPLE = frozenset(
    "police people men women policemen spokesmen congressmen aldermen servicemen militiamen media troops".split()
)
_NOT_PLURAL = frozenset("times news press congress boss princess axios isis".split())
_PROPER = frozenset(("international body", "known medium", "known company", "armed organisation", "seat of government"))
_SHORT = frozenset("un ap abc nbc cbs ira sana ansa efe who".split())
# What follows these is whom the source is against, not who it is.
_AGAINST = frozenset("against fighting battling combating targeting".split())
_NETWORKS = ("abc", "nbc", "cbs", "fox")
#: Rows of nouns that say what someone is to somebody else: "the victim's aunt" is no victim.
KINDRED = frozenset("kin friend lawyer".split())
#: Rows of nouns whose bearers speak for themselves, not for the firm that they work for.
HANDS = frozenset(("worker", "everyday trade"))
#: Who is for or against somebody is not of his kind: "the minister's critics".
SIDES = frozenset(
    "critic critics supporter supporters opponent opponents proponents detractor detractors sceptics skeptics skeptic"
    " loyalist loyalists backers sympathizers sympathisers adherents admirers".split()
)
_BELONGS = frozenset("of for from at with in to on by within inside".split())
_LEANINGS = frozenset("conservatives liberals socialists communists greens progressives".split())
_ARTICLES = frozenset("the a an some several other".split())
_STATES = frozenset("countries states nations governments".split())
# After "the Committee for", "the National Council for the", these are no state's own.
_FRIENDS = frozenset("solidarity study friendship".split())
#: Rows of nouns whose bearers are of the state that is named beside them.
OF_STATES = frozenset("leader spokesman".split())
_WHO = frozenset("who whom whose which that".split())
_BE = frozenset("is was became becomes".split())
#: Verbs that say what somebody is: "who runs the ferry line".
HEADS = frozenset(
    "heads headed leads led runs ran chairs chaired directs directed founded owns owned manages managed edits edited"
    " teaches taught represents represented covers covered studies studied writes served serves works worked".split()
)
_POLITE = frozenset("mr mrs ms miss dr sir lord lady dame".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source's words, described."""

    sort: Sort  # of its head
    source_class: SourceClass  # by these words alone
    role: Role | None  # given by the head or, where the head leaves it open, by the words around it
    sure: bool  # whether the head itself gives the role
    roles: tuple[Role, ...] = ()  # of all nouns in it, in order
    noun: str | None = None  # the row of `data/sources.tsv` that heads it
    name: tuple[int, int] | None = None  # half-open range of the words of a person's name
    pronoun: str | None = None
    plural: bool = False
    definite: bool = False
    of: tuple[str, ...] = ()  # states named in it


NOBODY = Phrase("none", "unattributed", None, False)


def describe(words: Sequence[str], kinds: Sequence[str]) -> Phrase:
    """Describes a source from its words and the encoder's kind of name for each ("O" for none)."""
    low = plain(words)
    while len(low) > 1 and low[-1] in ("s", "'", ","):
        low.pop()
    if not low:
        return NOBODY
    if len(low) == 1 and low[0] in PRONOUNS:
        plural = low[0] in PLURAL or low[0] in ("we", "us", "our", "these", "those")
        return Phrase("pronoun", "unattributed", None, False, pronoun=low[0], plural=plural)
    nouns = [h for h in forms("sources").find(low) if stands(h, words, kinds)]
    nouns = [h for h in nouns if not _AGAINST.intersection(low[max(0, h.low - 3) : h.low])]
    nouns = [h for h in nouns if not _aside(low, h) and low[max(0, h.low - 2) : h.low] != ["anti", "-"]]
    places = [h for h in states().find(low) if words[h.low][:1].isupper() and not _surname(h, kinds)]
    begin, end = _core(low, nouns)
    roles = tuple(r for r in (role_of(h) for h in nouns) if r is not None)
    of = tuple(dict.fromkeys(h.row["state"] for h in places))
    bare = Phrase("other", "unnamed other", None, False, roles=roles, of=of, definite=_definite(low, begin))
    person = _person(words, kinds, nouns, places, begin, end)
    if person is not None:
        role = _outer(nouns, person, low) or ("police or court" if force(words[: person[0]]) else None)
        titled = any(h.row["noun"] in OF_STATES and h.high <= person[0] for h in nouns)
        if role is None and titled and any(h.high <= person[0] for h in places):
            role = "state"  # "Tarn's leader Ilse Maran", "Tarn security spokesman Odo Brill"
        return _as(bare, "name", "named person", role, name=person)
    head = next((h for h in reversed(nouns) if begin <= h.low < end), None)
    place = next((h for h in reversed(places) if begin <= h.low < end), None)
    if force(words[end - 1 : end]):
        return _as(bare, "body", "named organisation", "police or court", sure=True)
    if head is not None and head.row["noun"] == "some" and head.low > 1 and low[head.low - 1] == "and":
        return describe(words[: head.low - 1], kinds[: head.low - 1])  # "Tarn and others"
    both = _joint(low, nouns, begin, end)
    if both:
        return describe(words[:both], kinds[:both])  # "police and the coroner's office": the first of them
    if head is not None and head.name == "source" and force(words[: head.low]):
        return _as(bare, "person", "unnamed other", "police or court", noun="source")  # "TPD sources"
    if head is not None and (place is None or head.high > place.low):
        return _headed(bare, head, nouns, places, low, kinds, end)
    if place is not None and not (place.row["sort"] == "people" and low[place.high - 1].endswith("s")):
        return _as(bare, "state", "named organisation", "state", sure=True)
    if place is not None:
        if low[0] == "the" and place.low == 1 and place.high == len(low):
            return _as(bare, "state", "named organisation", "state", plural=True)  # "the Tarnish warned": a side
        return _as(bare, "other", "unnamed other", "other", plural=True)
    if call_sign(words[begin:end]):
        return _as(bare, "medium", "document or media", "media", sure=True)
    if any(kinds[n] in ("ORGANIZATION", "LOCATION", "MISC", "PERSON") for n in range(begin, end)):
        return _as(bare, "organisation", "named organisation", _outer(nouns, None, low))
    if words[end - 1][:1].isupper() and (end - 1 > 0 or len(low) == 1):
        return _as(bare, "organisation", "named organisation", _outer(nouns, None, low))
    joined = _first_of_several(low, kinds)
    if joined:
        return describe(words[:joined], kinds[:joined])
    first = nouns[0] if nouns else None
    if first is not None and (first.low < end or first.row["sort"] != "person" or _plural(low[first.high - 1])):
        return _headed(bare, first, nouns, places, low, kinds, end)
    return bare


def _as(bare: Phrase, sort: Sort, source_class: SourceClass, role: Role | None, **more: object) -> Phrase:
    given = {f: getattr(bare, f) for f in ("sure", "roles", "noun", "name", "plural", "definite", "of")}
    return Phrase(sort, source_class, role, **{**given, **more})


def force(words: Sequence[str]) -> bool:
    """Whether a source is a police department or a sheriff's office by its letters: "TPD", "the Tarn PD", "TCSO"."""
    return any(w.isupper() and len(w) <= 5 and (w.endswith(("PD", "CSO")) or w == "SO") for w in words)


def call_sign(words: Sequence[str]) -> bool:
    """Whether a source is a broadcasting station by its call sign: "WQRX", "KXTV 5", "FOX59"."""
    first = words[0] if words else ""
    if first.isupper() and first.isalpha() and len(first) in (3, 4) and first[0] in "KW":
        return len(first) == 4 or words[1:2] == ["-"] or any(w[:1].isdigit() for w in words[1:3])
    return first.lower().startswith(_NETWORKS) and first[3:].isdigit()


def _first_of_several(low: Sequence[str], kinds: Sequence[str]) -> int:
    """Where the first of several sources ends, if that is a person: "Mr. Maran and his team"; else 0."""
    place = next((n for n, w in enumerate(low) if w == "and"), 0)
    return place if place and kinds[place - 1] == "PERSON" else 0


def _joint(low: Sequence[str], nouns: Sequence[Hit], begin: int, end: int) -> int:
    """Where the first of two sources ends: "police and the coroner", "activists and party leaders"; else 0."""
    left = next((h for h in nouns if h.low >= begin and h.high < end and low[h.high] == "and"), None)
    after = [h for h in nouns if left is not None and left.high < h.low < end]
    right = next((h for h in reversed(after) if role_of(h) is not None), None)
    if left is None or right is None or role_of(left) is None or role_of(right) in (None, role_of(left)):
        return 0
    if left.row["sort"] == "body" and left.row["role"].startswith("("):
        return 0  # "the Harbour Committee and the Study Group"
    if left.row["sort"] == "document" or (right.row["sort"] == "document" and low[left.high + 1] not in _ARTICLES):
        return 0  # "police and court documents"
    people = left.row["sort"] in ("person", "office") and _plural(low[left.high - 1]) and _plural(low[end - 1])
    return left.high if people or low[left.high + 1] in _ARTICLES else 0


def stands(hit: Hit, words: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether a form of the lexicon is meant: no part of a person's name, and a proper name only with its capital."""
    if hit.row["sort"] not in ("office", "person") and any(kinds[n] == "PERSON" for n in range(hit.low, hit.high)):
        around = (*kinds[max(hit.low - 1, 0) : hit.low], *kinds[hit.high : hit.high + 1])
        if "PERSON" in around:
            return False
    if hit.row["noun"] == "militia" and words[hit.high : hit.high + 1] == ["-"]:
        return False  # "front-line", "front-page"
    if hit.row["noun"] == "party" and words[hit.low] in _LEANINGS:
        return False  # "some conservatives" are no party
    if hit.row["noun"] in _PROPER:
        first = words[hit.low]
        if first.lower() in _SHORT:
            return first.isupper()
        return any(w[:1].isupper() for w in words[hit.low : hit.high])
    return True


def _surname(hit: Hit, kinds: Sequence[str]) -> bool:
    """Whether a capital's name is the end of a person's: "Carl Santiago"."""
    return kinds[hit.low] == "PERSON" and hit.low > 0 and kinds[hit.low - 1] == "PERSON"


def _aside(low: Sequence[str], hit: Hit) -> bool:
    """Whether a noun is only an example, or whom the source spoke to: "critics, including lawmakers"."""
    if any(w in ("including", "such") for w in low[1 : hit.low]):
        return True
    return hit.row["sort"] == "medium" and low[hit.low - 1 : hit.low] in (["by"], ["to"])


def _core(low: Sequence[str], nouns: Sequence[Hit]) -> tuple[int, int]:
    """The words of the phrase's own noun: from where it begins to its first complement."""
    inside = {n for h in nouns for n in range(h.low, h.high)}
    begin = 0
    for n in range(1, len(low)):
        if low[n] in _CUT and n not in inside:
            if low[n] == "of" and low[n - 1] in _OFFICES and n + 2 < len(low):
                continue  # "a Department of Fisheries official": the name of the office goes on
            if low[n] == "of" and low[n - 1] in _PART and n + 1 < len(low):
                begin = n + 1
                continue
            if n > begin:
                return begin, n
    return begin, len(low)


def _definite(low: Sequence[str], begin: int) -> bool:
    """Whether one known thing is meant: no "a" or "some" leads it. Headlines leave "the" out."""
    return not begin and low[0] not in _INDEFINITE and not low[0][:1].isdigit()


def _plural(word: str) -> bool:
    return word in _PEOPLE or (word.endswith("s") and not word.endswith("ss") and word not in _NOT_PLURAL)


def role_of(hit: Hit) -> Role | None:
    """The role that a noun gives, firmly or not."""
    role = hit.row["role"].strip("()")
    return None if role == "-" else cast(Role, role)


def _outer(nouns: Sequence[Hit], person: tuple[int, int] | None, low: Sequence[str]) -> Role | None:
    """The role that the nouns beside a name give: the title before it first, then what is said of it after."""
    nouns = [h for h in nouns if h.row["noun"] not in ("some", "nobody")]  # "both Maran and Brill"
    before = [h for h in nouns if person is None or h.low < person[0]]
    after = [h for h in nouns if person is not None and h.low >= person[1] and low[person[1]] != "and"]
    after = [h for h in after if not _told_of(low, person[1] if person is not None else 0, h.low)]
    if any(h.row["noun"] in KINDRED for h in after):
        return "other"  # "Ilse Maran, the victim's aunt"
    if any(h.row["noun"] == "armed organisation" for h in after):
        return "armed party"  # "Odo Brill, the prime minister of the Tarn Front"
    if before and before[-1].row["noun"] in HANDS:
        before = [h for h in before if h.row["role"] != "business"]  # "bank worker Ilse Maran" speaks for herself
    for hits in ([*reversed(before)], after):
        ruled = next((b for h in hits if (b := _presided(h, hits, low)) is not None), None)
        if ruled is not None:
            return role_of(ruled)
        firm = next((h for h in hits if role_of(h) and not h.row["role"].startswith("(")), None)
        open_ = next((h for h in hits if role_of(h)), None)
        if firm or open_:
            return role_of(cast(Hit, firm or open_))
    return None


def _told_of(low: Sequence[str], begin: int, end: int) -> bool:
    """Whether a noun stands in a clause that tells what someone did: "a woman who was leaving the bank"."""
    who = next((n for n in range(begin, end) if low[n] in _WHO), None)
    if who is None or HEADS.intersection(low[who + 1 : end]):
        return False
    after = low[min(who + 2, end)]
    is_one = low[who + 1] in _BE and not after.endswith(("ing", "ed"))  # "who was a banker", not "was leaving"
    return not is_one


def _headed(
    plain: Phrase,
    head: Hit,
    nouns: Sequence[Hit],
    places: Sequence[Hit],
    low: Sequence[str],
    kinds: Sequence[str],
    end: int,
) -> Phrase:
    """A phrase whose head is a noun of the lexicon."""
    sort = cast(Sort, head.row["sort"])
    plural = _plural(low[head.high - 1])
    definite = plain.definite and not plural
    source_class = cast(SourceClass, head.row["the" if definite else "a"])
    role, sure = role_of(head), not head.row["role"].startswith("(") and head.row["role"] != "-"
    staff = nouns[nouns.index(head) - 1] if head.row["noun"] == "lawyer" and nouns.index(head) else None
    if staff is not None and staff.high == head.low and role_of(staff) == "state" and staff.row["sort"] == "body":
        role, source_class = "state", "unnamed official"  # "ministry lawyers" are nobody's defence
    if role in (None, "other") and "surviving" in low[: head.low]:
        role = "witness"
    if sort == "body" and low[head.high - 1] in _STATES:
        sure = True  # "several alliance countries" are no alliance
    called = next((h for h in nouns if h.row["noun"] == "association" and h.high < head.low), None)
    if sort == "body" and not sure and called is not None and not _CUT.intersection(low[called.high : head.low]):
        role, sure = role_of(called), True  # "the lobbying group Tarn Affairs Committee"
    body = _presided(head, nouns, low)
    if body is not None:
        role, source_class = role_of(body), "office holder" if definite else "unnamed other"
    if sort == "body" and not sure and _FRIENDS.intersection(low[head.high : head.high + 4]):
        role, sure = "NGO or international body", True  # "the Committee for Solidarity with Tarn"
    if not sure:
        near = [h for h in nouns if h.low < head.high or not _told_of(low, head.high, h.low)]
        others = [h for h in near if h is not head and role_of(h) and not h.row["role"].startswith("(")]
        if low[head.high - 1] in SIDES:  # "critics of the law", "the minister's supporters" are on nobody's staff
            near = [h for h in near if h.high <= head.low and low[h.high] != "'"]
            others = [h for h in others if h in near]
        if head.row["noun"] in HANDS:
            others = [h for h in others if h.row["role"] != "business"]
            near = [h for h in near if h.row["role"] != "business"]
        after = [h for h in others if h.low >= head.high]
        beside = after[0] if after else others[-1] if others else None
        if beside is not None:
            role = role_of(beside)
        elif (owner := _owner(head, near, low)) is not None:
            role = role_of(owner)
        elif places and (role is None or sort == "office" or (sort == "document" and definite)):
            role = "state"
    if sort == "office" and any(h.row["noun"] == "armed organisation" and h.low >= head.high for h in nouns):
        role = "armed party"  # "the prime minister of the self-declared …"
    bare = low[end - 1]
    if head.high < end and sort in ("body", "medium") and _plural(bare) and bare.isalpha() and kinds[end - 1] == "O":
        official = role in ("state", "police or court")  # "some Admiralty planners": people of a body
        source_class, sort, plural = "unnamed official" if official else "unnamed other", "person", True
    return _as(plain, sort, source_class, role, sure=sure, noun=head.name, plural=plural, definite=definite)


def _presided(head: Hit, nouns: Sequence[Hit], low: Sequence[str]) -> Hit | None:
    """The body that a president is of, if that is no state's: "the president of the lamp union"."""
    if head.name != "president":
        return None
    for hit in nouns:
        beside = hit.high == head.low or (hit.low > head.high and low[head.high : head.high + 1] == ["of"])
        if beside and hit.row["sort"] in ("body", "medium") and role_of(hit) not in (None, "state"):
            return hit
    return None


def _owner(head: Hit, nouns: Sequence[Hit], low: Sequence[str]) -> Hit | None:
    """The body that a head is of, where only that says its role: "officials of the guild", "the group's website"."""
    if head.row["sort"] not in ("person", "office", "document") and low[head.high : head.high + 1] != ["of"]:
        return None
    bodies = [h for h in nouns if h is not head and role_of(h) and h.row["sort"] in ("body", "document")]
    after = [h for h in bodies if h.low >= head.high and low[head.high] in _BELONGS]
    before = [h for h in bodies if h.high <= head.low and low[h.high : h.high + 1] == ["'"]]
    return after[-1] if after else before[-1] if before else None


def _person(
    words: Sequence[str], kinds: Sequence[str], nouns: Sequence[Hit], places: Sequence[Hit], begin: int, end: int
) -> tuple[int, int] | None:
    """The words of a person's name that the phrase is about: at the end of its core, or set beside it with a comma."""
    low = plain(words)
    last = end - 1
    taken = any(h.low <= last < h.high and h.row.get("sort") != "office" for h in (*nouns, *places))
    if kinds[last] == "PERSON" and not taken:
        first = last
        while first > begin and kinds[first - 1] == "PERSON":
            first -= 1
        beside = next((h for h in nouns if h.low > end), None)
        aside = low[end : end + 2] in ([",", "the"], [",", "a"], [",", "an"])
        if aside and beside is not None and beside.row["sort"] in ("body", "medium"):
            return None  # "Tarnwatch, the movement that …"
        return first, end
    titled = last > begin and low[begin] in _POLITE and words[last][:1].isupper()
    if titled and not any(h.low <= last < h.high for h in nouns):
        return begin + 1, end
    thing = any(begin <= h.low < end and h.row["sort"] in ("body", "medium", "document") for h in nouns)
    if end + 1 < len(low) and low[end] == "," and not thing:
        first = end + 1
        while first < min(len(low), end + 5) and kinds[first] != "PERSON":
            if low[first] == ",":
                break
            first += 1
        if first < len(low) and kinds[first] == "PERSON" and (first == end + 1 or low[first - 1] not in _CUT):
            stop = first
            while stop < len(low) and kinds[stop] == "PERSON":
                stop += 1
            possessive = stop < len(low) and low[stop] == "'"
            return None if possessive else (first, stop)
    return None
