"""Where a report tells of other events than its own: earlier ones with their own date, "the worst since", other news.

A report's own event is the one of its first sentences. A number under a date that is clearly another is no count of
this incident. What could be the same event told again, as a trial's report does, is left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.ground.context import Context
from sayso.ground.lexicons import fates
from sayso.ground.numerals import Page
from sayso.report import Date, Figure

#: Days so near each other can be of one event: a night, a weekend, a siege.
_NEAR = timedelta(days=3)
_MONTH = timedelta(days=31)
_OLD = timedelta(days=5 * 365)  # a trial is later than what was done, by years, seldom by more than these
#: Where a clause of a sentence begins that can have a time of its own.
_CLAUSES = frozenset(("where", "when", "which", "who", "whose", "—", "–", "--", ";"))
#: What a report tells of without a date was so many days before its publication.
_FRESH = 7
#: The first sentences of a report: what they date is its own event.
_LEAD = 3
#: A date after one of these bounds something, or is a person's.
_BOUNDS = frozenset("since until till by born from before after".split())
_EVENT = frozenset(
    "shooting attack incident bombing blast explosion strike raid crash fire killing homicide murder stabbing ambush "
    "massacre clash accident case quake flood disaster rampage earthquake airstrike siege sinking".split()
)
_EVENTS = _EVENT | {f"{w}s" for w in _EVENT} | {"clashes", "violence", "crashes", "ambushes", "news", "stories"}
_ANOTHER = frozenset("unrelated separate another earlier previous similar".split())
_CAME = frozenset(("came", "comes", "come"))
_LATER = frozenset("came comes come hours days weeks months years day week month year".split())
_BY_TIME = frozenset("earlier previous past other recent previously".split())
_WORST = frozenset(
    "worst deadliest bloodiest largest biggest deadlier worse first highest most second third fourth".split()
)
#: A sentence with one of these dates what came of an event, not the event.
_AFTERWARDS = frozenset(
    "arrested charged sentenced convicted pleaded trial hearing court jury indicted guilty testified extradited "
    "funeral vigil anniversary lawsuit sued bail custody surrendered identified announced died turned appeal verdict "
    "prosecutors judge buried mourned memorial inquest report reported released published updated posted photo".split()
)
#: Events that are called by where or what they befell.
_CALLED = frozenset("shooting shootings massacre bombing bombings attack attacks rampage siege disaster".split())
_NO_NAME = frozenset("the a an this that in at of and or after before during another".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december i police officer officers".split()
)
#: So many times of a report's own event are looked at: the work stays linear.
_MANY = 50
#: Before a year that says when something was.
_IN = frozenset("in during of between late early mid summer winter spring fall autumn".split())
_SPANS = frozenset("day days week weeks month months year years".split())
_SAY = frozenset("said says told announced reported confirmed wrote tweeted added".split())
#: Paragraphs are one event's as long as their sentences name no other time: so many follow.
_FOLLOW = 4


@dataclass(frozen=True, slots=True)
class _Time:
    """A day, month or year that a text names, as the days that it covers."""

    word: int
    sentence: int
    low: date
    high: date
    dated: bool  # named by a number: "June 20", "2014", not "Sunday"

    def near(self, other: _Time) -> bool:
        """Whether two times can be of one event."""
        return self.low - _NEAR <= other.high and other.low - _NEAR <= self.high


def of_others(at: Context, p: Page, figures: Sequence[Figure]) -> frozenset[str]:
    """The ids of figures that count people in another event than the report's own, as far as its words make sure."""
    counts = [f for f in figures if f.scope in ("incident", "facility")]
    if not counts:
        return frozenset()
    words = {f.id: at.word_at(f.span[0]) for f in counts}
    sentences, apart = _dated_apart(at, p, counts, words)
    ranges = [*_named(p), *_by_name(at, p), *_listed(p)]
    ranges.sort()
    lows = [low for low, _ in ranges]
    reach: list[int] = []
    for _, high in ranges:
        reach.append(max(high, reach[-1] if reach else 0))
    out = set(apart)
    for f in counts:
        word = words[f.id]
        place = bisect_right(lows, word) - 1
        if p.sentence[word] in sentences or (place >= 0 and reach[place] > word):
            out.add(f.id)
    return frozenset(out)


# --- by date


def _dated_apart(
    at: Context, p: Page, counts: Sequence[Figure], words: dict[str, int]
) -> tuple[set[int], frozenset[str]]:
    """The sentences that tell of an earlier day, month or year than that of the report's own event, and counts by id
    that stand in such a clause of a sentence that names both.
    """
    times = [t for d in at.report.dates if (t := _time(at, p, d)) is not None]
    if not times:
        return set(), frozenset()
    chronicle = _chronicle(p, times)
    first = min((n for w in words.values() if (n := p.sentence[w]) not in chronicle), default=0)
    lead = range(max(_LEAD, first + 1 if first < 2 * _LEAD else 0))
    own = _own(at, p, [t for t in times if t.sentence not in chronicle], lead)
    if not own:
        return set(), frozenset()
    newest = max(t.high for t in own)
    known: dict[tuple[date, date], bool] = {}  # whether days can be of the report's own event
    for t in times:
        if (t.low, t.high) not in known:
            known[t.low, t.high] = t.high >= newest or any(t.near(o) for o in own)
    here = {t.sentence for t in times if known[t.low, t.high]}
    dated = {t.sentence for t in times}
    main = {
        (f.role, f.low) for f in counts if (n := p.sentence[words[f.id]]) not in chronicle and (n in here or n in lead)
    }
    again = {p.sentence[words[f.id]] for f in counts if (f.role, f.low) in main and f.low is not None and f.low >= 2}
    other = (dated - here) - (again - chronicle)
    unknown = [t for t in times if not known[t.low, t.high] and t.sentence in here]
    mixed = {t.sentence for t in unknown}
    plain = {
        (f.role, f.low) for f in counts if (n := p.sentence[words[f.id]]) not in mixed and (n in here or n in lead)
    }
    apart = frozenset(
        f.id
        for f in counts
        if p.sentence[words[f.id]] in mixed
        and (f.role, f.low) not in plain
        and _in_clause(p, words[f.id], unknown, times)
    )
    return other | _following(p, other, dated | again), apart


def _in_clause(p: Page, word: int, others: Sequence[_Time], times: Sequence[_Time]) -> bool:
    """Whether a number's clause names times of another event and none else: "… near where five died in a May fire"."""
    low, high = _around(p, word)
    start = next((k + 1 for k in range(word - 1, low - 1, -1) if _begins(p, k)), low)
    end = next((k for k in range(word, high) if _begins(p, k)), high)
    here = [t for t in times if start <= t.word < end]
    return bool(here) and start > low and all(any(t is other for other in others) for t in here)


def _begins(p: Page, k: int) -> bool:
    return p.lower[k] in _CLAUSES or (p.lower[k] == "-" and "-" in (p.word(k - 1), p.word(k + 1)))


def _own(at: Context, p: Page, times: Sequence[_Time], lead: range) -> list[_Time]:
    """The times that can be of the report's own event, each once: of its first sentences, of its first dated harm, of
    the days before its publication.
    """
    own = [t for t in times if t.sentence in lead][:_MANY]
    newest = max((t.high for t in own if t.low == t.high), default=None)
    event = _event(p, times, newest - _OLD if newest is not None else date.min)
    own += [event] if event is not None else []
    published = _covered(at.report.published or "")
    if published is not None:
        days = 0 if any(t.low == t.high for t in own) else _FRESH
        own.append(_Time(0, 0, published[0] - timedelta(days=days), published[1], True))
        fresh = published[0] - timedelta(days=_FRESH)
        # "Sunday" is hardly ever another event's
        own += [t for t in times if not t.dated and t.high >= fresh and t.high - t.low <= _NEAR]
    return list({(t.low, t.high): t for t in own}.values())[:_MANY]


def _chronicle(p: Page, times: Sequence[_Time]) -> set[int]:
    """The sentences of a list of events by date: of two lines or more that begin with a time and a colon or a dash."""
    begun: dict[int, int] = {}
    for t in times:
        k = t.word
        while k > 0 and p.line[k - 1] == p.line[t.word] and t.word - k < 3:
            k -= 1
        first = k == 0 or p.line[k - 1] != p.line[k]
        if first and any(w in (":", "—", "–", "-") for w in p.lower[t.word + 1 : t.word + 6]):
            begun[t.sentence] = p.line[t.word]
    return set(begun) if len(set(begun.values())) > 1 else set()


def _event(p: Page, times: Sequence[_Time], since: date) -> _Time | None:
    """The first time named beside words of harm, in a sentence that does not tell of what came afterwards.

    A year or a month before `since` is history.
    """
    for t in times:
        around = _sentence(p, t.word)
        said = p.word(t.word - 1) in _SAY or p.word(t.word - 2) in _SAY
        if t.high - t.low > _MONTH and (not _WORST.isdisjoint(around) or t.high < since):
            continue  # "the worst fire of 2031" makes no day of 2031 the fire’s
        if "recent" in around or "previous" in around:
            continue
        if not said and not _AFTERWARDS.intersection(around) and _harmed(around):
            return t
    return None


def _following(p: Page, other: set[int], dated: set[int]) -> set[int]:
    """The sentences after one of another event, in its paragraph, that tell of harm and name no time of their own."""
    firsts: dict[int, int] = {}
    for k, sentence in enumerate(p.sentence):
        firsts.setdefault(sentence, k)
    out = set()
    for sentence in other:
        start = firsts[sentence]
        if not _harmed(_sentence(p, start)):
            continue
        for after in range(sentence + 1, sentence + 1 + _FOLLOW):
            if after in dated or after not in firsts or p.line[firsts[after]] != p.line[start]:
                break
            out.add(after)
    return out


def _sentence(p: Page, word: int) -> tuple[str, ...]:
    low = high = word
    while low > 0 and p.sentence[low - 1] == p.sentence[word] and word - low < 60:
        low -= 1
    while high < len(p) and p.sentence[high] == p.sentence[word] and high - word < 60:
        high += 1
    return p.lower[low:high]


def _harmed(words: tuple[str, ...]) -> bool:
    lexicon = fates()
    return any(w in lexicon or w in _EVENT for w in words)


def _time(at: Context, p: Page, d: Date) -> _Time | None:
    """The days that a date of the report covers, where its year is known and it stands for when something was."""
    if d.type not in ("DATE", "TIME") or d.value is None:
        return None
    covered = _covered(d.value)
    if covered is None:
        return None
    word = at.word_at(d.span[0])
    if p.word(word) in _BOUNDS or p.word(word - 1) in _BOUNDS:
        return None
    if "since" in p.lower[max(0, word - 5) : word] and not _WORST.isdisjoint(p.lower[max(0, word - 12) : word]):
        return None  # "the bloodiest day since the uprising of 1979"
    bare = d.value == at.report[d.span] and p.word(word - 1) not in _IN
    if bare and not any(p.word(k) in _EVENTS and p.together(word, k) for k in range(word + 1, word + 4)):
        return None  # "a 2006 van"
    end = at.word_at(d.span[1] - 1) + 1
    if p.word(end) in ("after", "before", "later", "to") and not _SPANS.isdisjoint(p.lower[word:end]):
        return None  # "a year after"
    return _Time(word, p.sentence[word], *covered, any(c.isdigit() for c in at.report[d.span]))


def _covered(value: str) -> tuple[date, date] | None:
    """The first and last day of a TIMEX3 value: of a day, a week, a month, a season or a year; else none."""
    try:
        year = int(value[:4])
        if not 1000 <= year < 9000:
            return None
        if len(value) == 4:
            return date(year, 1, 1), date(year, 12, 31)
        rest = value[5:]
        if rest[:1] == "W":
            monday = date.fromisocalendar(year, int(rest[1:3]), 1)
            return monday, monday + timedelta(days=6)
        if rest[:2].isdigit() and len(rest) == 2:
            month = int(rest)
            after = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), after - timedelta(days=1)
        if rest[:2].isdigit():
            day = date(year, int(rest[:2]), int(rest[3:5]))
            return day, day
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


# --- by words


def _named(p: Page) -> Iterator[tuple[int, int]]:
    """Half-open ranges of words of clauses that name another event: "in an unrelated raid", "since 1982, when"."""
    for k, word in enumerate(p.lower):
        if word in _ANOTHER:
            noun = next((j for j in (k + 1, k + 2, k + 3) if p.word(j) in _EVENT and p.together(k, j)), None)
            if noun is None or p.word(k - 1) in ("or", "any", "for", "prevent", "no", "not"):
                continue
            yield _clause(p, k, noun)
        elif word == "recent" and p.word(k - 1) == "more":  # "the more recent school fire in Vessing, in which 20 died"
            noun = next((j for j in (k + 1, k + 2, k + 3) if p.word(j) in _EVENT and p.together(k, j)), None)
            if noun is not None:
                yield k, _around(p, k)[1]
        elif word == "after" and _CAME.intersection(p.lower[max(0, k - 5) : k]) and p.word(k - 1) in _SPANS:
            if p.word(k + 1) in ("a", "an", "another"):
                yield k, _around(p, k)[1]  # "it came just ten days after a gunman killed five"
        elif word == "follows" or (word == "after" and p.word(k - 1) in _LATER):
            noun = next((j for j in range(k + 1, k + 6) if p.word(j) in _EVENT and p.together(k, j)), None)
            if noun is not None and p.word(k + 1) in ("a", "an", "another", "last"):
                yield k, _around(p, k)[1]  # "it came two weeks after a fire that killed 30"
        elif word == "since" and _worst(p, k):
            _, high = _around(p, k)
            if any(w in ("when", "which", "that", "in", "killing") for w in p.lower[k + 2 : k + 6]):
                if high < len(p) and p.line[high] == p.line[k]:
                    high = _around(p, high)[1]  # "…, when a bus crashed. All 30 aboard died."
                yield k, high


def _by_name(at: Context, p: Page) -> Iterator[tuple[int, int]]:
    """What is told of an event called by a name that stands nowhere else: "the Tarn raid, which killed 26"."""
    often: Counter[str] | None = None
    for k, word in enumerate(p.lower):
        if word not in _CALLED or p.sentence[k] < _LEAD:
            continue
        names = []
        j = k - 1
        while j > k - 7 and p.together(j, k) and p.words[j].isalpha() and p.lower[j] not in _NO_NAME:
            if p.capital(j) and p.lower[j] not in _DAYS:
                names.append(p.lower[j])
            j -= 1
        if not names or p.word(j) not in ("the", "in", "of", "like", "at", "'s", "s"):
            continue
        often = often or Counter([*p.lower, *(at.report.title or "").lower().split()])
        if all(often[name] == 1 for name in names):
            yield k, _around(p, k)[1]


def _worst(p: Page, at: int) -> bool:
    low, _ = _around(p, at)
    return not _WORST.isdisjoint(p.lower[low:at])


def _around(p: Page, at: int) -> tuple[int, int]:
    low = high = at
    while low > 0 and p.sentence[low - 1] == p.sentence[at] and at - low < 60:
        low -= 1
    while high < len(p) and p.sentence[high] == p.sentence[at] and high - at < 60:
        high += 1
    return low, high


def _clause(p: Page, at: int, noun: int) -> tuple[int, int]:
    """The clause around words: back to where another ends, and to the end of its sentence."""
    low, high = _around(p, at)
    start = at
    while start > low and p.lower[start - 1] not in (",", ";", "after", "while", "before", "follows", "followed", ":"):
        start -= 1
    return start, high


def _listed(p: Page) -> Iterator[tuple[int, int]]:
    """What stands under a heading of other events, "In other shootings:", to the end of the text."""
    n = 0
    while n < len(p):
        end = n
        while end < len(p) and p.line[end] == p.line[n]:
            end += 1
        line = p.lower[n:end]
        if len(line) <= 8 and line[-1] == ":" and n and _BY_TIME.intersection(line) and _EVENTS.intersection(line):
            yield end, len(p)
        n = end
