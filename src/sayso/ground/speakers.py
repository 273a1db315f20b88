"""Who a source is, within the report: pronouns and bare titles led back to the words that name them.

The step before gives a statement its actors; where it gave none, the nearest fitting words are taken, so that a class
can be given either way. The class follows the resolved person: "he" is a named person where his antecedent is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.encode.encoder import NAMES
from sayso.ground.classes import FIRST, NOBODY, SINGULAR, Phrase, describe
from sayso.ground.context import Context
from sayso.ground.lexicon import Hit, plain
from sayso.ground.roles import Hits, People, Person
from sayso.report import Actor, Role, SourceClass, Span, Statement

_BODY = frozenset("we us our ours".split())  # a speaker's "we" is whom he speaks for


@dataclass(frozen=True, slots=True)
class Speaker:
    """A statement's source after looking through the report."""

    phrase: Phrase  # of the words that name it: the antecedent's where the source is a pronoun
    own: Phrase  # of the source's own words
    role: Role | None
    person: Person | None = None
    actor: Actor | None = None
    steps: int = 0  # how many leads were followed


class Speakers:
    """Looks up who speaks, statement by statement. Made once for a report."""

    def __init__(self, at: Context) -> None:
        self.at = at
        self.kinds = [NAMES[k] for k in at.reading.names.tolist()]
        self.plain = plain(at.words)
        self._middles = ((at.starts + at.ends) / 2).tolist()
        self.hits = Hits(self.plain)
        self.people = People(at, self.kinds, self.hits).by_name
        self.actors = {a.id: a for a in at.report.actors}
        self._found: dict[str, Speaker] = {}
        self._order: list[tuple[int, str]] = []  # first word of each resolved source and its statement
        self._persons = sorted((p, key) for key, person in self.people.items() for p in person.places)

    def range(self, span: Span) -> Span:
        """The words that lie in a span by more than half of each, as `Context.range`, in time that does not grow."""
        return bisect_left(self._middles, span[0]), bisect_left(self._middles, span[1])

    def words(self, spans: Sequence[Span]) -> list[str]:
        """The plain words at spans."""
        return [w for span in spans for w in self.plain[slice(*self.range(span))]]

    def nouns_in(self, low: int, high: int) -> Sequence[Hit]:
        """The nouns of sources that begin in a range of words."""
        return self.hits.nouns_in(low, high)

    def of(self, statement: Statement) -> Speaker:
        """The speaker of a statement."""
        found = self._found.get(statement.id)
        if found is None:
            self._found[statement.id] = Speaker(NOBODY, NOBODY, None)  # a circle of leads ends here
            found = self._found[statement.id] = self._resolve(statement)
            if statement.source:
                self._order.append((self.range(statement.source[0])[0], statement.id))
        return found

    def phrase(self, spans: Sequence[Span]) -> Phrase:
        """Describes the words at spans."""
        places = [n for low, high in (self.range(s) for s in spans) for n in range(low, high)]
        phrase = describe([self.at.words[n] for n in places], [self.kinds[n] for n in places])
        if phrase.name is not None:
            low, high = phrase.name
            phrase = replace(phrase, name=(places[low], places[high - 1] + 1))
        return phrase

    def _resolve(self, s: Statement) -> Speaker:
        actor = next((self.actors[a] for a in s.actors if a in self.actors), None)
        if not s.source:
            lead = self.at.by_id.get(s.source_from) if s.source_from else None
            return self._led(self.of(lead), NOBODY) if lead is not None else Speaker(NOBODY, NOBODY, None, actor=actor)
        own = self.phrase(s.source)
        if own.pronoun is not None:
            return self._pronoun(s, own, actor)
        if own.sort == "name":
            return self._named(own, own)
        low, high = self.range(s.source[0])
        if low >= high:
            return Speaker(own, own, own.role, actor=actor)
        last = self.at.lower[max(0, high - 1)]
        called = self.people.get(last)
        alone = high - low == 1 and called is not None and " " in called.name and own.sort == "medium"
        if called is not None and (own.sort == "organisation" or alone):
            return self._named(replace(own, source_class="named person", sort="name"), own, last)
        if own.sort in ("office", "person", "other") and not own.plural:
            key = (self._by_actor(actor) or self._by_title(own)) if own.definite and own.noun != "spokesman" else None
            if key is not None:
                return self._named(replace(own, source_class="named person", sort="name"), own, key)
        role = own.role
        if own.sort == "document" and own.definite and role is None:
            role = self._owner(low, own)
        if role is None or not own.sure:
            role = self._said_before(own) or role
        return Speaker(own, own, role, actor=actor)

    def _named(self, phrase: Phrase, own: Phrase, key: str | None = None) -> Speaker:
        if key is None and phrase.name is not None:
            key = self.at.lower[phrase.name[1] - 1]
        person = self.people.get(key) if key is not None else None
        role = phrase.role
        if person is not None:
            again = phrase.name is not None and phrase.name[1] - phrase.name[0] == 1 and " " in person.name
            # "Commander Maran" after "Police Commander Ilse Maran": the fuller words know more.
            if role is None or own.sort != "name" or again:
                role = person.role or role
            if role in (None, "other") and person.near:
                role = "witness"
        return Speaker(phrase, own, role, person)

    def _led(self, lead: Speaker, own: Phrase) -> Speaker:
        return replace(lead, own=own, steps=lead.steps + 1)

    def _by_actor(self, actor: Actor | None) -> str | None:
        """The key of the person that the step before found a source to be."""
        if actor is None or actor.kind != "person":
            return None
        words = actor.name.lower().replace(".", " ").split()
        return next((w for w in reversed(words) if w in self.people), None)

    def _by_title(self, phrase: Phrase) -> str | None:
        """Somebody whom the report names with the same title, and with no other state beside it."""
        if phrase.noun in (None, "leader") or phrase.sort != "office":
            return None
        fitting = [
            (key, p)
            for key, p in self.people.items()
            if phrase.noun in p.nouns and not (phrase.of and p.of and not p.of & set(phrase.of))
        ]
        return max(fitting, key=lambda kp: len(kp[1].places))[0] if fitting else None

    def _said_before(self, phrase: Phrase) -> Role | None:
        """The role that the same noun had where the report was more explicit: "the group", "the report"."""
        if phrase.noun is None:
            return None
        for _, ident in reversed(self._order):
            other = self._found[ident]
            if other.own.noun == phrase.noun and other.role is not None:
                return other.role
        return None

    def _owner(self, place: int, own: Phrase) -> Role | None:
        """The role of a document's owner, by the sentence that brings it in: "the league issued a statement"."""
        n = self.hits.before(place) - 1
        for hit in reversed(self.hits.nouns[max(0, n - 40) : n + 1]):
            if hit.name != own.noun or hit.high > place:
                continue
            begin, end = self.at.sentence(hit.low)
            after = self.nouns_in(hit.high, min(end, hit.high + 8))
            owned = self.at.lower[hit.high : hit.high + 1] in (("of",), ("by",), ("from",))
            for other in (*(after if owned else ()), *self.nouns_in(begin, hit.low)):
                role = other.row["role"].strip("()")
                if role not in ("-", "other", "unknown") and other.row["sort"] in ("body", "office"):
                    return role  # type: ignore[return-value]
        return None

    def _pronoun(self, s: Statement, own: Phrase, actor: Actor | None) -> Speaker:
        key = self._by_actor(actor) if own.pronoun not in _BODY else None
        if key is not None:
            given = self._named(Phrase("name", "named person", None, False), own, key)
            return replace(given, actor=actor, steps=1)
        word = own.pronoun or ""
        if word in ("you", "your"):
            return Speaker(own, own, "unknown")  # anybody
        parent = self.at.by_id.get(s.within) if s.within else None
        place = self.range(s.source[0])[0]
        if word in FIRST:
            if parent is None and word in _BODY:  # outside every quotation "we" is whoever writes
                return Speaker(Phrase("medium", "document or media", "media", True), own, "media")
            if parent is None:
                return self._led(self._before(place, own), own) if self._order else Speaker(own, own, None)
            lead = self.of(parent)
            if word in _BODY and lead.phrase.sort in ("name", "document"):
                with_one = lead.role not in (None, "other", "unknown", "witness", "activist")
                named: SourceClass = "named organisation" if with_one else "unnamed other"
                return Speaker(Phrase("organisation", named, lead.role, False), own, lead.role, steps=lead.steps + 1)
            return self._led(lead, own)
        if word in ("who", "that", "which", "whose", "whom"):
            return self._relative(place, own)
        if actor is not None and actor.kind != "person":
            words = self.phrase([actor.mentions[0]]) if actor.mentions else own
            if words.pronoun is None:
                return Speaker(words, own, words.role, actor=actor, steps=1)
        if parent is not None and parent.kind == "indirect":
            lead = self.of(parent)
            if self._fits(lead.phrase, own):
                return self._led(lead, own)
        return self._led(self._before(place, own), own)

    def _fits(self, phrase: Phrase, pronoun: Phrase) -> bool:
        word = pronoun.pronoun or ""
        if word in SINGULAR:
            return phrase.sort == "name" or (phrase.sort in ("office", "person", "other") and not phrase.plural)
        if word in ("it", "its"):
            return phrase.sort in ("body", "medium", "document", "organisation", "state")
        return phrase.plural or phrase.sort in ("body", "organisation", "state", "name")

    def _before(self, place: int, own: Phrase) -> Speaker:
        """The nearest source before a word that a pronoun there can mean, or a person named since."""
        best: tuple[int, Speaker] | None = None
        for low, ident in reversed(self._order):
            other = self._found[ident]
            if low < place and self._fits(other.phrase, own) and (best is None or low > best[0]):
                best = low, other
        if own.pronoun in SINGULAR:
            named = self._named_before(place)
            if named is not None and (best is None or named[0] > best[0]):
                return self._named(Phrase("name", "named person", None, False), own, named[1])
        return best[1] if best is not None else Speaker(own, own, None)

    def _named_before(self, place: int) -> tuple[int, str] | None:
        """The last person named before a word in its sentence or, near their beginning, in the two before it."""
        at = self.at
        if not self._persons or place >= len(at.words):
            return None
        begin = at.sentence(place)[0]
        n = bisect_left(self._persons, (place, ""))
        for low, key in reversed(self._persons[max(0, n - 12) : n]):
            first = at.sentence(low)[0]
            if first == begin or (
                low - first < 10 and at.reading.sentence_of[place] - at.reading.sentence_of[low] <= 2
            ):
                return low, key
        return None

    def _relative(self, place: int, own: Phrase) -> Speaker:
        """The noun phrase that a relative pronoun follows."""
        begin = self.at.sentence(place)[0] if place < len(self.at.words) else 0
        end = place
        while end > begin and self.at.lower[end - 1] in (",", "of", "-", "—"):
            end -= 1
        low = end
        while low > max(begin, end - 8) and self.at.lower[low - 1] not in (",", ".", ";", ":", "—", "“", '"'):
            low -= 1
        nouns = self.nouns_in(low, end)
        if nouns and self.kinds[end - 1] != "PERSON":
            low = nouns[-1].low
        if low >= end:
            return Speaker(own, own, None)
        words = describe(self.at.words[low:end], self.kinds[low:end])
        if words.name is not None:
            return replace(self._named(replace(words, name=None), own, self.at.lower[end - 1]), steps=1)
        return Speaker(words, own, words.role, steps=1)
