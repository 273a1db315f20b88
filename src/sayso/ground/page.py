"""The layout of a report as the walk over its mentions sees it: what stands where, and who has been resolved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from sayso.ground.context import Context
from sayso.ground.mentions import Mention
from sayso.ground.naming import Entity, plain

#: Of the most named people, how many a pronoun may mean from however far.
_MAIN = 3
#: Speakers before that are kept.
_SPEAKERS = 6
#: Sentences after a source in which a quotation without one is still its.
_GOES_ON = 2
_OBLIQUE = frozenset("of in on at for with by to from about against between among over under into through than".split())
_ARTICLES = frozenset(("the", "a", "an", "this", "that"))
_TELLS = frozenset("told tells tell telling asked asks asking urged warned informed reminded assured".split())
_VERBS = frozenset(
    "is are was were has have had will would can could may might must should does did said says told went came took "
    "made gave got saw began became left won lost held met ran wrote spoke led put set let".split()
)
#: Where a clause ends, for want of a parse.
_BOUNDS = frozenset(
    ', ; : — – - ( ) “ ” " and but or that which who whom whose where when while because although though if whether as '
    "after before since until".split()
)


#: An entity, its last mention before the pronoun (none where it is named only after), and the facts about it.
Candidate = tuple[Entity, Mention | None, dict[str, float]]


@dataclass(slots=True)
class Choice:
    """One pronoun with those it could stand for, and the facts for nobody."""

    pronoun: Mention
    candidates: list[Candidate]
    nobody: dict[str, float]


@dataclass(slots=True)
class Told:
    """Every choice of a report and every mention, kept for training."""

    choices: list[Choice] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """The layout of a report, a row a word, and what has been resolved so far."""

    lower: tuple[str, ...]
    words: tuple[str, ...]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    inside: list[int]  # place of the innermost statement whose content holds the word, or -1
    quoted: list[bool]
    speakers: dict[int, list[Mention]]  # heads of the sources by place of statement
    kinds: list[str]  # of statements
    within: list[int]
    first: list[int]  # the first word of each statement's content
    clause: list[int] = field(default_factory=list)  # number of the clause, by its bounds
    recent: list[Mention] = field(default_factory=list)  # resolved, in order of the text
    speakers_before: list[Entity] = field(default_factory=list)  # the latest last, none twice
    spoke_at: int = -9  # sentence of the latest source
    spoke: dict[int, tuple[Entity, int]] = field(default_factory=dict)  # the same and who, by what holds the statement
    spoke_in: dict[int, int] = field(default_factory=dict)  # place of that statement, by the same
    turn: list[tuple[int, int, Entity | None, Entity | None]] = field(default_factory=list)  # low, high, who, to whom
    told: Told | None = None  # every choice, kept for training
    weights: dict[str, dict[str, float]] = field(default_factory=dict)
    share: dict[int, float] = field(default_factory=dict)  # how often an entity is named, of the most named of its kind
    titled: set[int] = field(default_factory=set)  # entities that the title names
    about: set[int] = field(default_factory=set)  # entities whose name is most of the title, as in a biography
    said_of: dict[int, set[int]] = field(default_factory=dict)  # entities named in a statement's content, by its place
    kin: dict[str, set[int]] = field(default_factory=dict)  # entities whose father, wife, … has been spoken of
    quiet: list[Mention] = field(default_factory=list)  # what only "they" and "it" look back at, see `quiet.py`
    quiet_known: dict[tuple[str, tuple[str, ...]], Entity] = field(default_factory=dict)  # by kind and words
    members: dict[int, list[Entity]] = field(default_factory=dict)  # who joint people are, by the entity of all
    joints: list[Mention] = field(default_factory=list)  # every mention of joint people
    places: set[int] = field(default_factory=set)  # quiet entities that are places
    main: list[Entity] = field(default_factory=list)  # the people named most
    last: dict[int, Mention] = field(default_factory=dict)  # the latest mention of each
    before: dict[str, tuple[int, Entity | None]] = field(default_factory=dict)  # the pronoun before, by word
    things: list[int] = field(default_factory=list)  # articles that open no mention, up to each word
    plurals: list[int] = field(default_factory=list)  # words that look like plurals and are no mention, up to each word

    def met(self, mention: Mention) -> None:
        """Notes a mention that has been resolved."""
        entity = mention.entity
        assert entity is not None
        if self.credit(mention):
            return
        self.recent.append(mention)
        self.last[id(entity)] = mention
        if len(self.recent) > 200:
            del self.recent[:100]
        if mention.source:
            if entity in self.speakers_before:
                self.speakers_before.remove(entity)
            self.speakers_before.append(entity)
            del self.speakers_before[:-_SPEAKERS]
            self.spoke_at = self.sentence[mention.low]
            if mention.statement >= 0:
                self.spoke[self.within[mention.statement]] = entity, self.spoke_at
                self.spoke_in[self.within[mention.statement]] = mention.statement

    def in_turn(self, word: int) -> tuple[Entity | None, Entity | None]:
        """Who speaks a word in a transcript, and to whom."""
        place = bisect_right(self.turn, word, key=lambda t: t[0]) - 1
        return self.turn[place][2:] if place >= 0 and word < self.turn[place][1] else (None, None)

    def prepare(self, mentions: Sequence[Mention], title: str) -> None:
        """Notes who is named most and who in the title, and counts what else "it" and "they" could mean."""
        held = bytearray(len(self.lower) + 1)
        times: dict[int, int] = {}
        named: dict[int, Entity] = {}
        parts = {plain(w.strip(".,:;'’")) for w in title.replace("’s", "").replace("'s", "").split()} - {""}
        for mention in mentions:
            held[mention.low : mention.high] = b"\1" * (mention.high - mention.low)
            entity = mention.entity
            if mention.how == "name" and entity is not None:
                times[id(entity)] = times.get(id(entity), 0) + 1
                named[id(entity)] = entity
                place, steps = self.inside[mention.low], 0
                while place >= 0 and steps < 8:
                    self.said_of.setdefault(place, set()).add(id(entity))
                    place, steps = self.within[place], steps + 1
                if entity.parts and entity.parts[-1] in parts:
                    self.titled.add(id(entity))
                    if 2 * len(parts.intersection(entity.parts)) >= len(parts):
                        self.about.add(id(entity))
        kinds: dict[str, list[Entity]] = {}
        for key in sorted(times, key=lambda k: -times[k]):
            row = kinds.setdefault(named[key].kind, [])
            row.append(named[key])
            self.share[key] = times[key] / times[id(row[0])]
        self.main = kinds.get("person", [])[:_MAIN]
        self.things = list(
            accumulate((word in _ARTICLES and not held[n] for n, word in enumerate(self.lower)), initial=0)
        )
        self.plurals = list(
            accumulate(
                (len(w) > 3 and w[-1] == "s" and w[-2] not in "siu" and not held[n] for n, w in enumerate(self.lower)),
                initial=0,
            )
        )
        self.clause = list(accumulate(word in _BOUNDS for word in self.lower))

    def credit(self, mention: Mention) -> bool:
        """Whether it is who took a picture: "Oto Vey/AP"."""
        return mention.how == "name" and mention.high < len(self.words) and self.words[mention.high] == "/"

    def subject(self, mention: Mention) -> bool:
        """Whether a mention stands where subjects do: first in its sentence or clause, or followed by a verb's sign."""
        low = mention.low
        return (
            low == 0
            or self.sentence[low - 1] != self.sentence[low]
            or self.lower[low - 1]
            in (",", "“", '"', "and", "but", "that", "as", "when", "because", "while", "the", "said")
        )

    def opens(self, mention: Mention) -> bool:
        """Whether it stands at the very start of its sentence."""
        low = mention.low
        while low > 0 and self.sentence[low - 1] == self.sentence[mention.low] and mention.low - low < 4:
            low -= 1
            if self.lower[low] in (",", "and", "but", "said"):
                return False
        return low == 0 or self.sentence[low - 1] != self.sentence[mention.low]

    def oblique(self, mention: Mention) -> bool:
        """Whether a preposition stands before it."""
        low = mention.low
        if low and self.lower[low - 1] in ("the", "a"):
            low -= 1
        return low > 0 and self.lower[low - 1] in _OBLIQUE

    def hears(self, mention: Mention) -> bool:
        """Whether something is told it: "told Maran"."""
        low = mention.from_title if 0 <= mention.from_title < mention.low else mention.low
        if low and self.lower[low - 1] in _ARTICLES:
            low -= 1
        return low > 0 and self.lower[low - 1] in _TELLS

    def possessor(self, mention: Mention) -> bool:
        """Whether it owns what follows: "Maran's"."""
        high = mention.high
        return mention.word in ("his", "her", "its", "their") or (
            high + 1 < len(self.lower) and self.lower[high] in ("'", "’") and self.lower[high + 1] == "s"
        )

    def acts(self, mention: Mention) -> bool:
        """Whether a verb's sign follows it."""
        after = self.lower[mention.high] if mention.high < len(self.lower) else ""
        return after in _VERBS or (len(after) > 4 and after.endswith("ed"))

    def beside(self, one: Mention, other: Mention) -> bool:
        """Whether two mentions stand in one clause, the first before the second."""
        low, high = one.high - 1, other.low
        return self.sentence[low] == self.sentence[high] and self.clause[low] == self.clause[high]

    def after_words(self, pronoun: Mention) -> bool:
        """Whether the words that a source speaks end right before it: "The gate was shut, they said"."""
        before = {self.inside[n] for n in range(max(0, pronoun.low - 3), pronoun.low)}
        return any(pronoun is head for place in before for head in self.speakers.get(place, ()))

    def eve(self, pronoun: Mention) -> dict[int, bool]:
        """Who is mentioned in the last sentence before the words that a pronoun speaks after them, by entity: whether
        first there. None where the pronoun does not follow its words.
        """
        out: dict[int, bool] = {}
        if pronoun.statement < 0:
            return out
        first = self.first[pronoun.statement]
        if not 0 < first < pronoun.low:
            return out
        here = self.sentence[first - 1]
        for mention in reversed(self.recent[-24:]):
            if self.sentence[mention.low] < here:
                break
            if mention.high <= first and not self.quoted[mention.low] and mention.entity is not None:
                out.pop(id(mention.entity), None)
                out[id(mention.entity)] = False
        if out:
            out[next(reversed(out))] = True  # the one put in last stands first in the sentence
        return out

    def enclosing(self, word: int) -> list[tuple[Entity, bool]]:
        """Who speaks the words around a word, innermost first, and whether in quotation marks there.

        A quotation that follows a source soon after and has none of its own is that speaker's.
        """
        out = []
        place, steps, alone = self.inside[word], 0, True
        while place >= 0 and steps < 8:
            kind = self.kinds[place]
            heads = self.speakers.get(place, ())
            for head in heads:
                if head.entity is not None:
                    out.append((head.entity, kind in ("direct", "unmarked") or (self.quoted[word] and kind == "mixed")))
            place = self.within[place]
            steps += 1
            alone = alone and all(head.word == "i" for head in heads)
        if alone and self.quoted[word] and self.speakers_before and self.sentence[word] - self.spoke_at <= _GOES_ON:
            out.append((self.speakers_before[-1], True))
        return out


def page_of(at: Context) -> Page:
    """The layout of a report before anyone is resolved."""
    starts, ends = at.starts.tolist(), at.ends.tolist()
    count = len(starts)
    statements = at.report.statements
    place_of = {s.id: n for n, s in enumerate(statements)}
    within = [place_of.get(s.within, -1) if s.within else -1 for s in statements]
    depth = [0] * len(statements)
    for n in range(len(statements)):
        up, steps = within[n], 0
        while up >= 0 and steps < 8:
            depth[n] += 1
            up, steps = within[up], steps + 1
    inside, quoted = [-1] * count, [False] * count
    for n in sorted(range(len(statements)), key=lambda n: depth[n]):
        for low, high in statements[n].content:
            a, b = bisect_left(starts, low), bisect_left(starts, high)
            inside[a:b] = [n] * (b - a)
    for passage in at.reading.quotations.passages:
        a, b = bisect_left(starts, passage.span[0]), bisect_left(starts, passage.span[1])
        quoted[a:b] = [True] * (b - a)
    return Page(
        at.lower,
        at.words,
        starts,
        ends,
        at.reading.sentence_of.tolist(),
        inside,
        quoted,
        {},
        [s.kind for s in statements],
        within,
        [min((bisect_left(starts, low) for low, _ in s.content), default=0) for s in statements],
    )
