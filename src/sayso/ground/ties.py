"""Which statement an aside is about, and who would not comment or could not verify."""

from __future__ import annotations

from sayso.ground.aside_lexicon import About
from sayso.ground.context import Context
from sayso.ground.support import content_words
from sayso.report import Span, Statement

#: How many sentences back a caveat can reach: in the passages for tuning all but one reach three or fewer.
_BACK = 4
#: A content that began so few words before a caveat is what says the caveat, not what it is about.
_JUST_BEGUN = 7
_UNNAMED = frozenset(("unnamed official", "unnamed expert", "unnamed witness", "unnamed other"))
#: What one can be asked to comment on that someone has said before.
_SAYINGS = frozenset(
    "report reports claim claims allegation allegations accusation accusations account accounts remark remarks "
    "statement statements charge charges assertion assertions findings finding story letter comments".split()
)
_FOR_COMMENT = frozenset(
    "for a to from comment comments seeking comment further immediately today yesterday interview asking request "
    "requests multiple several monday tuesday wednesday thursday friday saturday sunday".split()
)
_TURNS = frozenset("though although but which whose while".split())
_LINKS = frozenset(", and the a an who which that has have had also again later still so far as well or & on".split())


class Ties:
    """The statements of one report, by where they stand."""

    def __init__(self, at: Context):
        self._at = at
        self._of = at.reading.sentence_of
        self._statements = [s for s in at.report.statements if s.content or s.cue]
        self._ends = [max(b for _, b in (*s.source, *s.cue, *s.content)) for s in self._statements]
        # sentences in which a statement's own words (source, cue) stand, and those up to its content's last
        self._first = [self._sentence(min(a for a, _ in (*s.source, *s.cue, *s.content))) for s in self._statements]
        self._last = [self._sentence(end - 1) for end in self._ends]

    def _sentence(self, point: int) -> int:
        word = max(self._at.word_at(point), 0)
        return int(self._of[word]) if len(self._of) else 0

    def source(self, words: Span) -> str | None:
        """The statement whose source is the one kept unnamed in a range of words."""
        at, span = self._at, self._at.span(*words)
        here = int(self._of[words[0]])
        best: tuple[float, int] | None = None
        for n, s in enumerate(self._statements):
            told = [*s.source, *s.cue]
            if not told or any(span[0] <= a and b <= span[1] for a, b in (*s.cue, *s.content)):
                continue  # "requested anonymity" is no statement of what they said
            inside = [p for p in told if self._sentence(p[0]) == here or self._sentence(p[1] - 1) == here]
            if not inside:
                continue
            far = min(_apart(p, span) for p in inside)
            held = any(a <= span[0] and span[1] <= b for a, b in s.content)
            cost = far + (200 if held else 0) + (60 if s.source_class == "named person" else 0)
            if best is None or cost < best[0]:
                best = (cost, n)
        if best is not None and best[0] < 200:
            return self._statements[best[1]].id
        wanted = {w for w in at.lower[slice(*at.sentence(words[0]))] if len(w) > 3}
        return self._near(here, span, wanted, unnamed=True)

    def _near(self, here: int, span: Span, wanted: set[str], unnamed: bool) -> str | None:
        """The nearest statement of the two sentences before, else of the next, with a source like the one spoken of."""
        best: tuple[float, int] | None = None
        for n, s in enumerate(self._statements):
            if any(span[0] <= a and b <= span[1] for a, b in (*s.cue, *s.content)):
                continue
            gap = here - self._last[n] if self._last[n] <= here else self._first[n] - here
            if gap > (3 if self._last[n] <= here else 1):
                continue
            source = {w.rstrip("s") for p in s.source for w in self._at.report[p].lower().split()}
            cost = gap + (3 if self._first[n] > here else 0)
            cost -= 2 if any(w.rstrip("s") in source for w in wanted) else 0
            cost += 2 if unnamed and s.source_class is not None and s.source_class not in _UNNAMED else 0
            if best is None or (cost, -n) < (best[0], -best[1]):
                best = (cost, n)
        return self._statements[best[1]].id if best is not None else None

    def about(self, words: Span, how: About) -> tuple[str | None, bool]:
        """The statement that a caveat or a refusal is about, and whether the aside is better dropped without one."""
        if how in ("own", "sentence"):
            return self._own(words, how)
        if how == "before":
            return self._before(words, _BACK, any_topic=True), False
        if how == "itself":
            return self._itself(words), False
        return self._asked(words, how), False

    def _own(self, words: Span, how: About) -> tuple[str | None, bool]:
        """For "unconfirmed reports say" the statement of the reports; for "without evidence" the speaker's."""
        span, here = self._at.span(*words), int(self._of[words[0]])
        best: tuple[int, int] | None = None
        for n, s in enumerate(self._statements):
            if any(a < span[1] and span[0] < b for a, b in (*s.source, *s.cue)):
                if how == "own":
                    return s.id, False
                continue
            told = [p for p in (*s.source, *s.cue) if self._sentence(p[0]) == here]
            if not told:
                continue
            first = min(told)
            cost = span[0] - first[0] if first[0] < span[0] else 1000 + first[0] - span[0]
            if best is None or cost < best[0]:
                best = (cost, n)
        if how == "own":
            return None, False
        if best is not None:
            return self._statements[best[1]].id, False
        verb = self._at.lower[words[0]]
        if verb in ("without", "not"):
            return None, verb == "without"
        return self._before(words, 2, any_topic=True), False

    def _before(self, words: Span, back: int, any_topic: bool, not_by: frozenset[str] = frozenset()) -> str | None:
        """The statement before a range of words that it speaks of: near, and best with words in common."""
        at, span = self._at, self._at.span(*words)
        here = int(self._of[words[0]])
        low, high = at.sentence(words[0])
        topic = content_words(at.words[low:high])
        # "Film showed smoke, though the paper could not verify it" is of its own sentence, or of words in common
        clause = any(w in _TURNS for w in at.lower[low + 4 : words[0]])
        subject = {w for w in at.lower[max(low, words[0] - 3) : words[0]] if w.isalnum() and w not in _LINKS}
        best: tuple[float, int, int] | None = None
        for n, s in enumerate(self._statements):
            if s.cue and s.content and s.cue[0][0] >= span[0]:
                cue = at.word_at(s.cue[0][0])
                if any_topic and 0 <= cue - words[1] + 1 <= 6 and cue < high and at.lower[cue] in _SAYINGS:
                    return s.id  # "could not confirm reports that …"
                continue
            if any(a < span[1] and span[0] < b for a, b in s.cue) or not_by & set(s.actors):
                continue
            start = min((a for a, _ in (*s.source, *s.cue, *s.content)))
            if start >= span[0]:
                continue
            holding = [p for p in s.content if p[0] <= span[0] < p[1]]
            if holding and words[0] - at.word_at(s.content[0][0]) <= _JUST_BEGUN:
                continue
            gap = max(0, here - self._last[n])
            if gap > back or (back == _BACK and any_topic and subject & self._heads(s)):
                continue
            shared = len(topic & self._words(s)) if gap else 0
            if gap and not shared and (not any_topic or clause):
                continue
            cost = gap - min(shared, 2) if gap else -3
            key = (cost, -min(self._ends[n], span[0]), -n)
            if best is None or key < best:
                best = key
        return self._statements[-best[2]].id if best is not None else None

    def _itself(self, words: Span) -> str | None:
        """For "declining to elaborate": the statement of the same speaker, in the sentence or the one before."""
        return self._before(words, 1, any_topic=True)

    def _asked(self, words: Span, how: About) -> str | None:
        """For "declined to comment": what it was asked about, where the text lets one know it."""
        at = self._at
        _, high = at.sentence(words[0])
        rest = at.lower[words[1] : min(high, words[1] + 14)]
        who = frozenset(self.actors(words))
        if _SAYINGS & set(rest):
            return self._before(words, _BACK, any_topic=True, not_by=who)
        if how == "topic":
            return self._itself(words) if at.lower[words[0]].endswith("ing") else None
        while rest and rest[0] in _FOR_COMMENT:
            rest = rest[1:]
        bare = not rest or rest[0] in frozenset('.,;") and but because saying citing while when until'.split())
        if not bare and rest[0] in ("on", "about", "for") and rest[1:2] != ("this",):
            return self._before(words, 2, any_topic=False, not_by=who)
        if "article" in rest or "story" in rest:
            return None
        return self._before(words, 2, any_topic=True, not_by=who)

    def _heads(self, s: Statement) -> set[str]:
        """The last word of each part of a source: "CNN", "ministry"."""
        return {self._at.lower[h - 1] for a, h in map(self._at.range, s.source) if h > a}

    def _words(self, s: Statement) -> frozenset[str]:
        at = self._at
        return frozenset().union(
            *(content_words(at.words[slice(*at.range(p))]) for p in (*s.source, *s.cue, *s.content))
        )

    def actors(self, words: Span) -> tuple[str, ...]:
        """Who would not comment or could not verify: the actors named just before, or after "from" and "by"."""
        at, span = self._at, self._at.span(*words)
        for s in self._statements:
            if s.actors and any(a < span[1] and span[0] < b for a, b in s.cue):
                return s.actors
        low, high = at.sentence(words[0])
        named = sorted(
            (at.range(m), a.id) for a in at.report.actors for m in a.mentions if span[0] - 400 < m[0] < span[1] + 200
        )
        found: list[str] = []
        edge = words[0]
        for (a, b), ident in reversed(named):
            if b <= edge and a >= low and (edge - b <= 2 or all(w in _LINKS for w in at.lower[b:edge])):
                found.append(ident)
                edge = a
        if not found and at.lower[words[1] - 1] in ("from", "by"):
            found = [i for (a, b), i in named if a <= words[1] + 2 < b + 2 and a >= words[1] and b <= high][:1]
        return tuple(dict.fromkeys(reversed(found)))


def _apart(one: Span, other: Span) -> int:
    """How many code points lie between two spans; what follows counts double, so that what precedes is preferred."""
    if one[1] <= other[0]:
        return other[0] - one[1]
    return 2 * max(0, one[0] - other[1])
