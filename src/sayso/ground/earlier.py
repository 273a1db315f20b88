"""What was said before: groups, bodies, writers and documents that a later source goes back to without a name.

"The group", "one woman", "the letter", "the speaker" mean who spoke before; so does a body's director, by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sayso.ground.bodies import Bodies
from sayso.ground.classes import Phrase
from sayso.ground.context import Context
from sayso.ground.roles import Person
from sayso.report import Actor, Role, Span

#: A person named so many words after "neighbours said" is one of them.
NEXT = 60
#: "The report" is looked for among so many.
FAR = 200
#: "Speakers" so many words after a group spoke or met are its own.
GATHERING = 300
#: A document's writer is looked for among so many statements before.
LATELY = 12
#: Roles that a group of persons gives to one who is named right after it.
GROUPS = frozenset("witness;expert;activist;other;NGO or international body;business;medical".split(";"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A statement's source after looking through the report."""

    phrase: Phrase  # of the words that name it: the antecedent's where the source is a pronoun
    own: Phrase  # of the source's own words
    role: Role | None
    person: Person | None = None
    actor: Actor | None = None
    steps: int = 0  # how many leads were followed


class Earlier:
    """The sources that were looked up so far, and what a source that goes back to one of them is."""

    def __init__(
        self,
        at: Context,
        plain: Sequence[str],
        kinds: Sequence[str],
        people: dict[str, Person],
        bodies: Bodies,
        words_at: Callable[[Span], Span],
    ) -> None:
        """`plain` and `kinds` are a word each; `words_at` gives the words in a span."""
        self.at, self.plain, self.kinds, self.people, self.bodies = at, plain, kinds, people, bodies
        self._range = words_at
        self.found: dict[str, Speaker] = {}  # by statement
        self.order: list[tuple[int, str]] = []  # first word of each resolved source and its statement

    def _words(self, spans: Sequence[Span]) -> list[str]:
        return [w for span in spans for w in self.plain[slice(*self._range(span))]]

    def some(self, low: int, near: int) -> Role | None:
        """The role of "some", "speakers" or "two of them": that of the group that spoke at most `near` words before."""
        for first, ident in reversed(self.order[-LATELY:]):
            if low - near <= first < low:
                group = self.found[ident]
                many = group.phrase.sort in ("person", "office", "other") and group.phrase.plural
                if group.own.noun != "some" and (many or group.own.pronoun == "they"):
                    return group.role
        return None

    def group(self, low: int, high: int) -> Role | None:
        """The role of a group of persons: whom it is named after, or what it was of before: "the group said"."""
        place = self.plain.index("group", low, high)
        if self.kinds[place - 1] == "PERSON":
            return self.bodies.spoken_for(low, high, self.people) or "state"  # "the Maran group of hardliners"
        if self.plain[low] != "the" or place != low + 1:
            return None
        for first, ident in reversed(self.order[-FAR:]):
            other = self.found[ident]
            words = self._words(self.at.by_id[ident].source)
            if first < low and "group" in words[1:] and len(words) > 2 and other.role is not None:
                return other.role  # "a group of ministers … the group"
        return self.bodies.before(low)

    def last(self, low: int) -> Role | None:
        """The role of the last who spoke before a word, one person: "the chairman said … the speaker added"."""
        for first, ident in reversed(self.order[-LATELY:]):
            other = self.found[ident]
            if low - FAR < first < low and other.phrase.sort in ("name", "office") and not other.phrase.plural:
                return other.role
        return None

    def of_word(self, place: int) -> Role | None:
        """The role of the body that a word names, where it spoke before."""
        for first, ident in reversed(self.order[-FAR:]):
            if first <= place < self._range(self.at.by_id[ident].source[0])[1]:
                other = self.found[ident]
                return other.role if other.own.sort in ("body", "organisation") and other.own.noun != "agency" else None
        return None

    def written_by(self, low: int, high: int) -> Role | None:
        """The role of who spoke in a document before: "Maran wrote in a letter … The letter said"."""
        stem = self.plain[high - 1].rstrip("s")
        for first, ident in reversed(self.order[-LATELY:]):
            other = self.found[ident]
            if first < low and other.own.sort != "document" and other.role not in (None, "unknown"):
                cue = self.at.by_id[ident].cue
                if cue and self.bodies.wrote(stem, *self._range(cue[-1])):
                    return other.role
        return None

    def called(self, low: int, high: int) -> Role | None:
        """The role of a body that spoke before, by a word of its name: "Shorewatch" of "the Shorewatch network"."""
        words = {w for w in self.at.words[low:high] if w[:1].isupper() and len(w) > 3}
        for first, ident in reversed(self.order[-LATELY:] if words else []):
            other = self.found[ident]
            if first >= low or other.own.sort not in ("organisation", "body") or other.own.pronoun is not None:
                continue
            theirs = self.at.words[slice(*self._range(self.at.by_id[ident].source[0]))]
            if other.role and words.intersection(theirs):
                return other.role
        return None

    def introduced(self, speaker: Speaker, place: int) -> Speaker:
        """A person of whom nothing is said, named right after a group that spoke: "Neighbours were stunned"."""
        person = speaker.person
        if speaker.role is not None or person is None or not person.places or abs(person.places[0] - place) > 3:
            return speaker
        for low, ident in reversed(self.order[-LATELY:]):
            if place - NEXT <= low < place:
                group = self.found[ident]
                if group.own.plural and group.own.sort == "person" and group.role in GROUPS:
                    person.roles[group.role] += 1  # for all that this person says
                    return replace(speaker, role=group.role)
                return speaker
        return speaker

    def said_before(self, phrase: Phrase, word: str) -> Role | None:
        """The role that the same noun had where the report was more explicit: "the group"; of a document, its word."""
        if phrase.noun in (None, "officer"):
            return None
        for low, ident in reversed(self.order[-FAR:]):
            other = self.found[ident]
            if phrase.sort == "document" and word not in self.plain[low : self.at.sentence(low)[1]]:
                continue
            alike = other.own.noun == phrase.noun
            if phrase.noun == "source":  # "a police source … the source"
                alike = any(w in ("source", "sources") for w in self._words(self.at.by_id[ident].source))
            if alike and other.role is not None:
                return other.role
        return None
