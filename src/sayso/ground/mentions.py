"""Where a report mentions someone: names, descriptions and pronouns, as ranges of words in order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.encode.encoder import NAMES
from sayso.ground.context import Context
from sayso.ground.known import nouns, squeeze, state_words
from sayso.ground.naming import HONORIFICS, REIGNING, Entity, Register
from sayso.ground.runs import MARKS, PLACE, runs
from sayso.report import Span

#: Third-person pronouns: gender and number they ask for.
THIRD = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
}
FIRST = frozenset(("i", "me", "my", "mine", "myself"))
WE = frozenset(("we", "us", "our", "ours", "ourselves"))
YOU = frozenset(("you", "your", "yours", "yourself"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "his", "her", "their", "its"))
INDEFINITE = frozenset(
    "a an one two three four five six some several many another other most few both all any no each every more".split()
)
#: Words after which a noun phrase goes on with something that is not its head.
CUTS = frozenset(
    "of for in at from with on to by who whom whose that which where when near behind against about among across "
    "around over under inside outside after before during since between through as into within without including "
    "familiar close".split()
)
_STOPS = CUTS | frozenset(
    "is are was were be been has have had do does did will would can could may might must should shall and or but "
    "not if said says say told tells asked saw found shot killed made took gave called met left sent got went "
    "came put accused arrested believe believes think thinks know knows want wants urged ordered he she they it i "
    "we you than then so because while also still just even only very too there here".split()
)
#: Encoder's kinds of name that a missed name may carry: none, or one of no time or number.
_FREE = frozenset(NAMES.index(kind) for kind in ("O", "PERSON", "ORGANIZATION", "LOCATION", "MISC"))


@dataclass(eq=False, slots=True)
class Mention:
    """One place where someone is mentioned."""

    low: int  # range of words
    high: int
    head: int  # word
    how: str  # name, description, pronoun
    entity: Entity | None = None
    score: float = 1.0
    word: str = ""  # of a pronoun: the kind it asks for; of a description: its head noun
    definite: bool = False
    source: bool = False  # is the source of a statement, or its head
    kind: str = ""  # of a description: the kind of its noun
    from_title: int = -1  # of a name: the word that its title begins at
    statement: int = -1  # place of the statement that it is the source of
    owner: int = -1  # of a description: the word of whose they are ("his" of "his father")


@dataclass(slots=True)
class Found:
    """All mentions of a report in order, and whom its names name."""

    mentions: list[Mention] = field(default_factory=list)
    register: Register = field(default_factory=Register)
    covered: dict[int, Mention] = field(default_factory=dict)  # word to the name that holds it
    places: dict[int, Span] = field(default_factory=dict)  # last word of a place that is no state, to its words


def find_names(at: Context) -> Found:
    """Every name of a person, a body or a state, with whom it names."""
    found = Found()
    for kind, low, high in runs(at):
        mention = _named(at, found.register, kind, low, high)
        if mention is not None:
            found.mentions.append(mention)
            for word in range(mention.low, mention.high):
                found.covered[word] = mention
        elif kind == PLACE:
            found.places[high - 1] = low, high
    _again(at, found)
    _sides(at, found)
    return found


def _again(at: Context, found: Found) -> None:
    """Names that the encoder saw elsewhere in the report and missed here: a surname or a body's one word."""
    known: dict[str, Mention] = {}
    for mention in found.mentions:
        entity = mention.entity
        if entity is not None and entity.kind in ("person", "organisation"):
            last = at.lower[mention.high - 1]
            if len(last) > 2 and (entity.kind == "person" or mention.high - mention.low == 1):
                known[last] = mention
    plain = set(at.words)
    added = []
    for number, word in enumerate(at.words):
        if number in found.covered or not word[0].isupper() or at.reading.names[number] not in _FREE:
            continue
        low = at.lower[number]
        first = known.get(low)
        if first is None:
            state = state_words().get(low)
            if state is not None and state[0] == "name" and state[1] in found.register.states and len(low) > 2:
                entity = found.register.states[state[1]]
                entity.names[word] += 1
                found.covered[number] = mention = Mention(number, number + 1, number, "name", entity, 0.9)
                added.append(mention)
            continue
        if low in plain or first.entity is None:
            continue
        entity = first.entity
        start = number
        words = {word for part in entity.parts for word in part.split()}
        while start > 0 and at.lower[start - 1] in words and start - 1 not in found.covered:
            start -= 1
        mention = Mention(start, number + 1, number, "name", entity, 0.8)
        entity.names[" ".join(at.words[start : number + 1])] += 1
        added.append(mention)
        for place in range(start, number + 1):
            found.covered[place] = mention
    if added:
        found.mentions = sorted([*found.mentions, *added], key=lambda m: m.low)


def _named(at: Context, register: Register, kind: str, low: int, high: int) -> Mention | None:
    text = at.report.text
    span = at.span(low, high)
    written = text[span[0] : span[1]]
    state = state_words().get(squeeze(written)) if high - low <= 6 else None
    if state is not None and kind != "PERSON" and state[0] in ("name", "capital"):
        if state[0] == "name" and not (squeeze(written) == "us" and not written[0].isupper()):
            entity = register.state(state[1])
            entity.names[written] += 1
            return Mention(low, high, high - 1, "name", entity, 0.95)
        return Mention(low, high, high - 1, "capital", None, word=state[1])
    if high - low == 1 and at.lower[low] in nouns() and nouns()[at.lower[low]].kind == "organisation":
        kind = "ORGANIZATION"
    if kind == "PERSON":
        title = ""
        while low < high - 1 and (
            at.lower[low] in nouns()
            and nouns()[at.lower[low]].title
            and at.lower[low] not in ("king", "pope", "prince", "chef", "major", "judge", "dean", "chance")
        ):
            title = at.lower[low]
            low += 1
            while low < high - 1 and not at.words[low][0].isalnum():
                low += 1
        before = at.lower[low - 1] if low else ""
        if before == "." and low > 1:
            before = at.lower[low - 2]
        found = register.person(at.lower[low:high], before if before in HONORIFICS or before in REIGNING else "")
        if found is None:
            return None
        entity, score = found
        if title:
            entity.titles.add(title)
        span = at.span(low, high)
        entity.names[" ".join(text[span[0] : span[1]].split())] += 1
        return Mention(low, high, high - 1, "name", entity, score)
    if kind == "ORGANIZATION" or (kind == "MISC" and state is None):
        if kind == "MISC":
            return Mention(low, high, high - 1, "misc")
        if len(written) < 2 or (high - low == 1 and at.lower[low] in HONORIFICS):
            return None
        if high - low == 1 and any(len(e.parts) > 1 for e in register.by_last.get(at.lower[low], ())):
            return _named(at, register, "PERSON", low, high)
        bracketed = low > 1 and high < len(at.words) and at.words[low - 1] == "(" and at.words[high] == ")"
        found = register.body(at.lower[low:high], at.lower[low - 2] if bracketed else "")
        if found is None:
            return None
        entity, score = found
        entity.names[" ".join(written.split())] += 1
        return Mention(low, high, high - 1, "name", entity, score)
    if state is not None:
        return Mention(low, high, high - 1, state[0], None, word=state[1])
    return None


def _sides(at: Context, found: Found) -> None:
    """Names "the North" and "the South" where the report is about the two Koreas."""
    known = found.register.states
    codes = {m.word for m in found.mentions if m.how in ("adjective", "people", "capital")} | set(known)
    if not {"KP", "KR"} & codes:
        return
    added = []
    for number, word in enumerate(at.words):
        if word in ("North", "South") and number and at.lower[number - 1] == "the" and number not in found.covered:
            after = at.words[number + 1] if number + 1 < len(at.words) else ""
            if not after[:1].isupper() and after not in ("-", "of", "–"):
                entity = found.register.state("KP" if word == "North" else "KR")
                entity.names[f"the {word}"] += 1
                added.append(Mention(number - 1, number + 1, number, "name", entity, 0.8))
    for mention in added:
        found.covered[mention.head] = mention
    if added:
        found.mentions = sorted([*found.mentions, *added], key=lambda m: m.low)


def find_pronouns(at: Context, covered: dict[int, Mention]) -> Iterator[Mention]:
    """Pronouns of every person."""
    for number, word in enumerate(at.lower):
        if len(word) > 10 or number in covered:
            continue
        kind = THIRD.get(word)
        if kind is None:
            if word in FIRST:
                kind = "i"
            elif word in WE and at.words[number] != "US":
                kind = "we"
            elif word in YOU:
                kind = "you"
            else:
                continue
        yield Mention(number, number + 1, number, "pronoun", word=kind)


def find_descriptions(at: Context, covered: dict[int, Mention]) -> Iterator[Mention]:
    """Descriptions that a determiner opens: "the Russian president", "a spokesman", "his wife"."""
    known = nouns()
    for number, word in enumerate(at.lower):
        if number in covered or word not in known:
            continue
        if known[word].kind == "state" and at.words[number] != word:
            continue
        after = at.lower[number + 1] if number + 1 < len(at.lower) else ""
        if after in known and number + 1 not in covered:
            continue  # a noun before the head: "police officer"
        low, owned, of = number, False, -1
        while low > 0 and number - low < 5:
            before = at.lower[low - 1]
            if before in DEFINITE or before in INDEFINITE:
                low -= 1
                break
            if before == "s" and low > 1 and at.words[low - 2] in MARKS:
                owner = covered.get(low - 3)
                if owner is not None:
                    low, owned, of = owner.low, True, owner.head
                break
            if before in _STOPS or not (before[0].isalnum() or before == "-"):
                break
            if before in known and number - low > 1 and at.lower[low] not in known:
                break  # "a witness near police"
            low -= 1
        first = at.lower[low]
        if first in ("that", "this") and known[word].kind == "group":
            continue  # no determiner: "said that officials"
        if first in DEFINITE or first in INDEFINITE or owned:
            yield Mention(
                low,
                number + 1,
                number,
                "description",
                word=word,
                kind=known[word].kind,
                definite=first in DEFINITE or owned,
                owner=low if first in ("his", "her", "their", "its") else of,
            )
