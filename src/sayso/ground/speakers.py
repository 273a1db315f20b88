"""Who a source is, within the report: pronouns and bare titles led back to the words that name them.

The step before gives a statement its actors; where it gave none, the nearest fitting words are taken, so that a class
can be given either way. The class follows the resolved person: "he" is a named person where his antecedent is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sayso.encode.encoder import NAMES
from sayso.ground.aloud import Aloud
from sayso.ground.bodies import Bodies
from sayso.ground.classes import FIRST, KINDRED, NOBODY, PLURAL, SIDES, SINGULAR, Phrase, describe
from sayso.ground.context import Context
from sayso.ground.earlier import GATHERING, GROUPS, LATELY, NEXT, Earlier, Speaker
from sayso.ground.lexicon import Hit, plain
from sayso.ground.roles import Hits, People, Person
from sayso.report import Actor, Role, SourceClass, Span, Statement

#: A colon announces the words of a source that begins at most so many words before it.
ANNOUNCED = 80
_ESSAYS = frozenset("article commentary".split())  # a body's own as often as a paper's
# What an agency says of home that quotes parties abroad as friends, and what is home.
_PRAISED = frozenset("dprk juche songun".split())
_HOME = frozenset(("North Korea", "South Korea", "DPRK", "Korea"))
_PARTY = frozenset("party parties".split())
_WHEN = frozenset("when as after before while once if although though".split())
_ANYBODY = frozenset("woman man person boy girl teen teenager".split())
_GATHERED = frozenset("speakers participants attendants attendees".split())
_LIVES = frozenset("lives lived live works worked".split())
_OWNERS = GROUPS - {"witness", "other", "activist"} | {"state", "police or court", "armed party"}
_BODY = frozenset("we us our ours".split())  # a speaker's "we" is whom he speaks for


class Speakers:
    """Looks up who speaks, statement by statement. Made once for a report."""

    def __init__(self, at: Context) -> None:
        self.at = at
        self.kinds = [NAMES[k] for k in at.reading.names.tolist()]
        self.plain = plain(at.words)
        self._middles = ((at.starts + at.ends) / 2).tolist()
        self.hits = Hits(self.plain, at.words, self.kinds)
        self.known = People(at, self.kinds, self.hits)
        self.people = self.known.by_name
        self.bodies = Bodies(at, self.kinds, self.hits, self.plain)
        self.aloud = Aloud(at, self.plain)
        self.earlier = Earlier(at, self.plain, self.kinds, self.people, self.bodies, self.range)
        self.praising = sum(w in _PRAISED for w in self.plain) > 2
        self.actors = {a.id: a for a in at.report.actors}
        self._phrases: dict[tuple[Span, ...], Phrase] = {}
        self._told()
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
        found = self.earlier.found.get(statement.id)
        if found is None:
            self.earlier.found[statement.id] = Speaker(NOBODY, NOBODY, None)  # a circle of leads ends here
            found = self._resolve(statement)
            if found.role in ("state", "NGO or international body") and self._friends(statement, found):
                found = replace(found, role="other")
            self.earlier.found[statement.id] = found
            if statement.source:
                self.earlier.order.append((self.range(statement.source[0])[0], statement.id))
        return found

    def _friends(self, s: Statement, found: Speaker) -> bool:
        """Whether a source is a party abroad that a state's own agency quotes as a friend: it governs nothing."""
        if not self.praising or not s.source or _HOME.intersection(found.own.of):
            return False
        words = self.words(s.source)
        everywhere = "different" in words or "countries" in words
        return bool(_PARTY.intersection(words)) and bool(found.own.of or everywhere)

    def phrase(self, spans: Sequence[Span]) -> Phrase:
        """Describes the words at spans."""
        known = self._phrases.get(tuple(spans))
        if known is None:
            known = self._phrases[tuple(spans)] = self._described(spans)
        return known

    def _told(self) -> None:
        """Keeps what sources say of the persons in them, for those of whom no other mention says anything."""
        said: dict[str, Role] = {}
        for s in self.at.report.statements:
            phrase = self.phrase(s.source) if s.source else NOBODY
            if phrase.sort == "name" and phrase.role is not None and phrase.name is not None:
                key = self.known.at_word.get(phrase.name[0])
                if key is not None and not self.people[key].roles:
                    said.setdefault(key, phrase.role)
        for key, role in said.items():
            self.people[key].roles[role] += 1

    def _described(self, spans: Sequence[Span]) -> Phrase:
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
        family = self._family(s.source[0])
        if family is not None:
            return Speaker(replace(own, source_class="named person"), own, "other", family, actor)
        low, high = self.range(s.source[0])
        if own.sort == "name":
            named = self._named(own, own)
            if named.role is None and own.name is not None and low < own.name[0]:
                named = self._of_whom(named, low, own.name[0])
            return self.earlier.introduced(named, low)
        if low >= high:
            return Speaker(own, own, own.role, actor=actor)
        last = self.at.lower[max(0, high - 1)]
        called = self.people.get(last)
        alone = high - low == 1 and called is not None and " " in called.name and own.sort in ("medium", "state")
        if called is not None and (own.sort == "organisation" or alone):
            return self._named(replace(own, source_class="named person", sort="name"), own, last)
        if own.noun == "known medium":
            meant = self.bodies.spelled_out(low, high)
            if meant is not None and meant != "media":  # "ISNA" may be a society in this report
                own = replace(own, sort="organisation", source_class="named organisation", role=meant, noun=None)
        if own.sort in ("office", "person", "other") and not own.plural:
            key = (self._by_actor(actor) or self._by_title(own)) if own.definite and own.noun != "spokesman" else None
            if key is not None:
                return self._named(replace(own, source_class="named person", sort="name"), own, key)
        role = self._unnamed(low, high, own, actor)
        if self.at.words[high - 1] == "us" and s.within in self.at.by_id:
            role = self.of(self.at.by_id[s.within]).role or role  # "many of us", says a senator
        if own.sort == "document" and len(own.roles) < (2 if own.noun == "pictures" else 1):
            role = self._shown_by(s, low, role)
        return Speaker(own, own, role, actor=actor)

    def _shown_by(self, s: Statement, low: int, role: Role | None) -> Role | None:
        """The role of who shows a document that nobody is said to own: "the tests show, Maran said"; else as given."""
        parent = self.at.by_id.get(s.within) if s.within else None
        if parent is not None:
            lead = self.of(parent)
            if lead.own.sort != "document" and lead.role in _OWNERS:
                return lead.role
        if role is not None or self.plain[low] != "the":
            return role
        for first, ident in reversed(self.earlier.order[-LATELY:]):
            other = self.earlier.found[ident]
            if low - NEXT <= first < low and other.role in _OWNERS:
                return other.role if other.role != "armed party" else role
        return role

    def _near(self, low: int, high: int) -> bool:
        """Whether someone without a name is said to be from near by: "a nearby worker", "a man who lives next door"."""
        limit = self.at.sentence(low)[1]
        if "nearby" in self.plain[low:high]:
            return True
        who = [n for n in range(low, min(high + 1, limit)) if self.plain[n] == "who"]
        return any(_LIVES.intersection(self.plain[n + 1 : n + 4]) and self.known.was_near(n, limit) for n in who)

    def _family(self, span: Span) -> Person | None:
        """Whose family a source is: "the Marans"."""
        low, high = self.range(span)
        if high - low != 2 or self.plain[low] != "the" or not self.plain[low + 1].endswith("s"):
            return None
        return self.people.get(self.plain[low + 1][:-1])

    def _unnamed(self, low: int, high: int, own: Phrase, actor: Actor | None) -> Role | None:
        """The role of a source that is no person of a name: by its own words, else by what is said of it elsewhere."""
        role = own.role
        if own.noun == "article" and own.definite and high - low == 2 and self.plain[high - 1] in _ESSAYS:
            return self.earlier.written_by(low, high) or self.bodies.owner(low, high, own) or role
        if own.sure:
            return role
        owner = self.bodies.possessor(low, high, self.people) if self.plain[high - 1] not in SIDES else None
        if owner is not None:
            return owner
        if own.noun == "spokesman" and role is None:
            return self.bodies.spoken_for(low, high, self.people) or self.earlier.called(low, high)
        if own.sort == "person" and role in (None, "other") and own.noun not in KINDRED and self._near(low, high):
            return "witness"
        if "group" in self.plain[low + 1 : high] and not own.sure:
            led = self.earlier.group(low, high)
            if led is not None:
                return led
        if own.noun == "some" and high - low < 4:
            return self.earlier.some(low, NEXT) or role
        if role in (None, "other") and self.plain[high - 1] in _ANYBODY and high - low < 4 and not own.definite:
            return "witness" if self.earlier.some(low, NEXT) == "witness" else role  # "neighbours … one woman"
        if self.plain[low:high] == ["the", "speaker"]:
            return self.earlier.last(low) or role
        if self.plain[high - 1] in _GATHERED and high - low < 3:
            return self.earlier.some(low, GATHERING) or role
        if own.sort == "document" and own.definite and len(own.roles) < 2:
            role = self.earlier.written_by(low, high) or self.bodies.owner(low, high, own, self.earlier.of_word) or role
        elif own.sort in ("organisation", "body") and (role is None or own.definite) and len(own.roles) < 2:
            role = self.bodies.mentioned(actor) or self.bodies.spelled_out(low, high) or role
            if high - low == 2 and own.definite and not own.sure and self.plain[low] == "the":
                role = self.bodies.longer(low, high) or role
        short = high - low < 4 and not any(w[:1].isupper() for w in self.at.words[low + 1 : high])
        return (self.earlier.said_before(own, self.plain[high - 1]) if short else None) or role

    def _named(self, phrase: Phrase, own: Phrase, key: str | None = None) -> Speaker:
        if key is None and phrase.name is not None:
            key = self.known.at_word.get(phrase.name[0], self.at.lower[phrase.name[1] - 1])
        person = self.people.get(key) if key is not None else None
        role = phrase.role
        if person is not None:
            again = phrase.name is not None and phrase.name[1] - phrase.name[0] == 1 and " " in person.name
            # "Commander Maran" after "Police Commander Ilse Maran": the fuller words know more.
            if role is None or own.sort != "name" or again:
                role = person.role or role
            if role in (None, "other") and person.near and not KINDRED & person.nouns:
                role = "witness"
        return Speaker(phrase, own, role, person)

    def _of_whom(self, named: Speaker, low: int, high: int) -> Speaker:
        """A person by whose or what he is: "Maran's former spokesman Odo Brill", "Shorewatch director Ilse Brill"."""
        role = self.bodies.possessor(low, high + 1, self.people) or self.earlier.called(low, high)
        if role is None or named.person is None or role == "other":
            return named
        named.person.roles[role] += 1  # for all that this person says
        return replace(named, role=role)

    def _led(self, lead: Speaker, own: Phrase) -> Speaker:
        return replace(lead, own=own, steps=lead.steps + 1)

    def _by_actor(self, actor: Actor | None) -> str | None:
        """The key of the person that the step before found a source to be."""
        if actor is None or actor.kind != "person":
            return None
        words = actor.name.lower().replace(".", " ").split()
        return self.known.key_of(words) or next((w for w in reversed(words) if w in self.people), None)

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
            if parent is None:
                return self._outside(place, own, actor)
            lead = self.of(parent)
            if word in _BODY and lead.phrase.sort in ("name", "document"):
                with_one = lead.role not in (None, "other", "unknown", "witness", "activist")
                named: SourceClass = "named organisation" if with_one else "unnamed other"
                return Speaker(Phrase("organisation", named, lead.role, False), own, lead.role, steps=lead.steps + 1)
            return self._led(lead, own)
        if word in ("who", "that", "which", "whose", "whom"):
            return self._relative(place, own)
        if actor is not None:
            for _, ident in reversed(self.earlier.order[-LATELY:]):
                other = self.earlier.found[ident]
                if other.own.pronoun is None and self.at.by_id[ident].actors[:1] == (actor.id,):
                    return self._led(other, own)  # its fullest words: "speakers at the rally"
            words = self.phrase([actor.mentions[0]]) if actor.mentions else own
            if words.pronoun is None and words.sort != "name":
                low, high = self.range(actor.mentions[0])
                role = self._unnamed(low, high, words, actor) if low < high else words.role
                return Speaker(words, own, role, actor=actor, steps=1)
        if parent is not None and parent.kind == "indirect":
            lead = self.of(parent)
            if self._fits(lead.phrase, own):
                return self._led(lead, own)
        if word in PLURAL and actor is None:
            group = self._led_in(place)
            if group is not None:
                return Speaker(group, own, group.role, steps=1)
        return self._led(self._before(place, own), own)

    def _led_in(self, place: int) -> Phrase | None:
        """The group that a clause before tells of: "When officers arrived, they found the door open"."""
        begin = self.at.sentence(place)[0] if place < len(self.at.words) else place
        if begin >= place or self.plain[begin] not in _WHEN:
            return None
        nouns = self.nouns_in(begin + 1, min(begin + 5, place))
        if not nouns:
            return None
        group = describe(self.at.words[begin + 1 : nouns[0].high], self.kinds[begin + 1 : nouns[0].high])
        return group if group.plural or group.sort == "body" else None

    def _outside(self, place: int, own: Phrase, actor: Actor | None) -> Speaker:
        """Who "I" or "we" is outside every content: the writer, unless it stands in quotation marks or is spoken."""
        body = self.bodies.mentioned(actor)
        if actor is not None and body is not None:
            return Speaker(Phrase("organisation", "named organisation", body, True), own, body, actor=actor)
        announced = self._announced(place)
        if announced is not None:
            return self._led(announced, own)
        if self.aloud.quoted(place):
            return self._led(self._before(place, own), own) if self.earlier.order else Speaker(own, own, None)
        if self.aloud.spoken():
            return Speaker(own, own, "unknown", actor=actor)
        return Speaker(Phrase("medium", "document or media", "media", True), own, "media")

    def _announced(self, place: int) -> Speaker | None:
        """Whose words a colon at the end of a line announces, where no quotation marks follow: "It said:"."""
        colon = self.aloud.colon(place)
        if colon < 0 or self.at.report.genre in ("opinion", "guest"):
            return None
        lead = max(
            ((low, ident) for low, ident in self.earlier.order[-LATELY:] if colon - ANNOUNCED < low < colon),
            default=None,
        )
        return self.earlier.found[lead[1]] if lead is not None else None

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
        for low, ident in reversed(self.earlier.order):
            other = self.earlier.found[ident]
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
        name = end
        while name > low and self.at.words[name - 1][:1].isupper():
            name -= 1
        if nouns and self.kinds[end - 1] != "PERSON" and nouns[-1].low < name:
            low = nouns[-1].low
        elif name < end and self.kinds[end - 1] != "PERSON":
            low = name  # "could mean that Tarn, which"
        if low >= end:
            return Speaker(own, own, None)
        words = describe(self.at.words[low:end], self.kinds[low:end])
        if words.name is not None:
            return replace(self._named(replace(words, name=None), own, self.at.lower[end - 1]), steps=1)
        return Speaker(words, own, words.role, steps=1)
