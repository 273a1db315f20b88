"""What bodies and documents are, by the rest of the report: other mentions, letters spelled out, owners, possessors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import cast

from sayso.ground.classes import Phrase, role_of
from sayso.ground.context import Context
from sayso.ground.roles import Hits, Person
from sayso.report import Actor, Role

#: So many mentions of a body are looked at for what it is.
MENTIONS = 12
#: "The group" is a body that was named at most so many words before.
GROUP = 120
_END = frozenset(", . ; : ) who which that said".split())
_VIA = frozenset("in on via through with by".split())
_SMALL = frozenset("of the for and in ' s".split())


def _firm(row: dict[str, str]) -> Role | None:
    """The role that a noun gives whatever stands beside it."""
    role = row["role"]
    return None if role == "-" or role.startswith("(") else cast(Role, role)


class Bodies:
    """Looks up the role of a source that is no person. Made once for a report."""

    def __init__(self, at: Context, kinds: Sequence[str], hits: Hits, plain: Sequence[str]) -> None:
        self.at, self.kinds, self.hits, self.plain = at, kinds, hits, plain
        self._letters = self._initials()

    def mentioned(self, actor: Actor | None) -> Role | None:
        """The role that the other mentions of a body give, firmly: "the Tarn Front, a separatist group"."""
        if actor is None or actor.kind == "person":
            return None
        told: Counter[Role] = Counter()
        for low, high in (self.at.range(span) for span in actor.mentions[:MENTIONS]):
            stop = high
            if self.plain[high : high + 1] in ([","], ["("]):
                stop = next((n for n in range(high + 1, min(high + 9, len(self.plain))) if self.plain[n] in _END), high)
            hits = [h for h in self.hits.nouns_in(low, stop) if self.plain[max(0, h.low - 2) : h.low] != ["anti", "-"]]
            told.update(_firm(h.row) for h in hits if _firm(h.row) is not None)  # type: ignore[misc]
        return told.most_common(1)[0][0] if told else None

    def spelled_out(self, low: int, high: int) -> Role | None:
        """The role of a body known by its letters, from the words that they stand for elsewhere."""
        word = next(
            (w for w in reversed(self.at.words[low:high]) if w.isupper() and 2 < len(w) < 8 and w.isalpha()), ""
        )
        return self._letters.get(word.lower()) if word else None

    def longer(self, low: int, high: int) -> Role | None:
        """The role of a body that was named with more words before: "the Tarn-led coalition … the coalition"."""
        n = self.hits.before(low)
        for hit in reversed(self.hits.nouns[max(0, n - 80) : n]):
            if (
                hit.high - hit.low > 1
                and self.plain[hit.high - 1] == self.plain[high - 1]
                and hit.row["sort"] == "body"
            ):
                return _firm(hit.row)
        return None

    def before(self, low: int) -> Role | None:
        """The role of the last body with a name of its own that stands before a word, if that is no state's."""
        n = self.hits.before(low)
        for hit in reversed(self.hits.nouns[max(0, n - 30) : n]):
            if hit.row["sort"] in ("body", "person") and hit.low > low - GROUP:
                role = _firm(hit.row)
                if role == "armed party" or (role == "NGO or international body" and hit.row["sort"] == "body"):
                    return role
        return None

    def possessor(self, low: int, high: int, people: dict[str, Person]) -> Role | None:
        """The role of the person whose team, office or page a source is: "Maran's team"."""
        for n in range(low + 1, high - 1):
            if self.plain[n] == "'" and self.kinds[n - 1] == "PERSON" and self.plain[n - 1] in people:
                return people[self.plain[n - 1]].role
        return None

    def spoken_for(self, low: int, high: int, people: dict[str, Person]) -> Role | None:
        """The role of the person for whom a "spokesman" with no body speaks: "a Maran spokesman"."""
        for n in range(low, high):
            if self.kinds[n] == "PERSON" and self.plain[n] in people:
                return people[self.plain[n]].role
        return None

    def owner(
        self, place: int, last: int, own: Phrase, known: Callable[[int], Role | None] = lambda _: None
    ) -> Role | None:
        """The role of a document's owner, by the sentence that brings it in: "the league issued a statement".

        `known` gives the role of the source that a word stands in: its whole words say more than the one noun.
        """
        n = self.hits.before(place) - 1
        word = self.plain[last - 1]
        for hit in reversed(self.hits.nouns[max(0, n - 40) : n + 1]):
            if hit.name != own.noun or hit.high > place or self.plain[hit.high - 1] != word:
                continue
            begin, end = self.at.sentence(hit.low)
            after = self.hits.nouns_in(hit.high, min(end, hit.high + 8))
            owned = self.at.lower[hit.high : hit.high + 1] in (("of",), ("by",), ("from",))
            for other in (*(after if owned else ()), *self.hits.nouns_in(begin, hit.low)):
                role = other.row["role"].strip("()")
                sorts = ("body", "office", "medium") if own.noun == "article" else ("body", "office")
                if role not in ("-", "other", "unknown") and other.row["sort"] in sorts:
                    return known(other.low) or cast(Role, role)
        return None

    def wrote(self, stem: str, low: int, high: int) -> bool:
        """Whether a cue says that something was written or said in such a document: "said in a letter", "tweeted"."""
        if any(w.startswith(stem) for w in self.plain[low:high]):
            return True
        for n in range(high, min(high + 7, len(self.plain))):
            if self.plain[n].startswith(stem) and _VIA.intersection(self.plain[max(high, n - 3) : n]):
                return True
        return False

    def _initials(self) -> dict[str, Role]:
        """The roles of runs of capitalised words by their initials: "Tarn Harbour Police" as "thp"."""
        out: dict[str, Role] = {}
        for hit in self.hits.nouns:
            role = role_of(hit)
            if role is None or hit.row["sort"] != "body" or not self.at.words[hit.low][:1].isupper():
                continue
            low, high = hit.low, hit.high
            while low and hit.low - low < 6 and self._in_name(low - 1):
                low -= 1
            while high < len(self.plain) and high - hit.high < 6 and self._in_name(high):
                high += 1
            first = [
                self.plain[n][0] for n in range(low, high) if self.plain[n] not in _SMALL and self.plain[n].isalpha()
            ]
            for begin in range(len(first) - 2):
                for end in range(begin + 3, min(len(first), begin + 7) + 1):
                    out.setdefault("".join(first[begin:end]), role)
        return out

    def _in_name(self, word: int) -> bool:
        return self.at.words[word][:1].isupper() or self.plain[word] in _SMALL
