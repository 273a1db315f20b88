"""Numbers of one report that exclude each other, and parts that add up to more than their total.

A report rightly gives many numbers of one kind: of other events, of other days, of parts. So two are held against each
other only where hardly anything else can be meant, and what is found is said in plain words that take no side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.ground.context import Context
from sayso.ground.support import content_words
from sayso.report import Figure, FigureRole, Note, Span, Statement, Use

#: Roles whose numbers are counts of people that something happened to.
_ROLES: dict[FigureRole | None, str] = {
    "killed": "killed",
    "wounded": "wounded",
    "missing": "missing",
    "captured": "captured",
    "arrested": "arrested",
    "rescued": "rescued",
    "displaced": "displaced",
}
#: An indefinite person ("a guard was hurt") counts as one with a score below this; it is no toll to compare.
_SURE = 0.8
#: Subjects that are anybody. Two counts of anybody, or of the same people, can be of the same.
_ANYBODY = frozenset("people persons person victims dead casualties others individuals".split())
#: Words beside a number that make it another's, another time's or a part.
_OTHER = frozenset(
    "another other others more additional further separate separately also elsewhere previous previously earlier "
    "initial initially later since rose risen rising climbed increased revised updated now before after last year "
    "month week ago deadliest worst average annually total overall then until similar nearby half each both raised "
    "raises raising hospital hospitals hospitalised hospitalized treated remained remain critically seriously there "
    "addition self himself herself gunman shooter attacker bomber".split()
)
_DAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
#: People who are not two of these at once, by group: parts of one group can be added.
_GROUPS = (
    (
        "civilian civilians",
        "soldier soldiers troops servicemen serviceman marines",
        "police policeman policemen",
        "militant militants rebel rebels fighter fighters gunman gunmen insurgent insurgents terrorist terrorists "
        "attackers",
    ),
    ("man men male males", "woman women female females", "child children boys girls minors"),
)
#: Two sources' counts are held against each other within so many sentences; further on, other things are told.
_NEAR = 2
#: One voice's are where their sentences share so many content words beside those of the harm itself.
_SHARED = 4
_BESIDE = 7
#: Tolls so large, and so near each other, are hardly of two events that one report tells of: further on, too.
_LARGE = 10
_LIKE = 0.6
#: A count is held against so many that follow it: time stays linear.
_REACH = 12
#: What many bodies are called: "Interior Ministry" and "Health Ministry" are two, the ministry and its spokesman one.
_BODIES = content_words(
    "ministry ministries office department spokesman spokeswoman spokesperson officials official agency group".split()
)
#: Words that say a harm, so near its number that they are surely of it.
_HARM: dict[FigureRole | None, frozenset[str]] = {
    "killed": frozenset(
        "killed killing kills kill dead died deaths dying perished lives slain fatally fatalities".split()
    ),
    "wounded": frozenset("wounded wounding injured injuring injuries hurt".split()),
    "missing": frozenset(("missing", "unaccounted")),
    "captured": frozenset("captured seized taken abducted kidnapped".split()),
    "arrested": frozenset("arrested detained arrests".split()),
    "rescued": frozenset("rescued saved pulled".split()),
    "displaced": frozenset("displaced fled homeless evacuated".split()),
}
_CLOSE = 4
_BEFELL = content_words(
    "killed kill dead died death deaths wounded injured injuries injuring hurt shot shooting police officers people "
    "person persons man men woman women victims missing arrested hospital taken attack according least reported".split()
)
_KIND = {word: (g, k) for g, kinds in enumerate(_GROUPS) for k, words in enumerate(kinds) for word in words.split()}


def notes(at: Context) -> Iterator[Note]:
    """A note for every pair of counts that exclude each other, and for every total that is less than its parts."""
    figures = [f for f in at.report.figures if f.unit in ("people", None) and f.role in _ROLES and _plain(f)]
    yield from _parts(at, figures)
    yield from _pairs(at, figures)


def _plain(figure: Figure) -> bool:
    return (
        (figure.low is not None or figure.high is not None)
        and not figure.estimate
        and figure.score >= _SURE
        and figure.scope not in ("claimed enemy loss", "statistic", "cumulative")
    )


def _shown(value: float | None) -> str:
    return f"{value:,.0f}" if value is not None else "?"


# --- parts


def _parts(at: Context, figures: Sequence[Figure]) -> Iterator[Note]:
    by_id = {f.id: f for f in figures}
    held: dict[str, list[Figure]] = {}
    for f in figures:
        if f.part_of in by_id and f.role == by_id[f.part_of].role:
            held.setdefault(f.part_of, []).append(f)
    for ident, parts in held.items():
        total = by_id[ident]
        if total.comparator != "=" or total.high is None:
            continue
        chosen = _exclusive(parts)
        least = sum(p.low or 0 for p in chosen)
        if least > total.high:
            listed = " and ".join(_shown(p.low) for p in chosen)
            message = (
                f"{_shown(total.high)} {_ROLES[total.role]} are given as including {listed}, "
                f"which is {_shown(least)}: the parts are more than the total"
            )
            yield Note("parts-exceed-total", message, total.span, tuple(p.span for p in chosen))


def _exclusive(parts: Sequence[Figure]) -> list[Figure]:
    """Those of the parts that cannot be the same people: the largest sum of kinds that exclude each other."""
    best = [max(parts, key=lambda p: p.low or 0)]
    for group in range(len(_GROUPS)):
        by_kind: dict[int, Figure] = {}
        for p in parts:
            kind = _KIND.get(_head(p))
            if (
                kind is not None
                and kind[0] == group
                and (p.low or 0) > (by_kind[kind[1]].low or 0 if kind[1] in by_kind else 0)
            ):
                by_kind[kind[1]] = p
        chosen = sorted(by_kind.values(), key=lambda p: p.span)
        if sum(p.low or 0 for p in chosen) > sum(p.low or 0 for p in best):
            best = chosen
    return best


def _head(figure: Figure) -> str:
    words = (figure.subject or "").lower().split()
    return words[-1] if words else ""


# --- pairs


@dataclass(frozen=True, slots=True)
class _Count:
    """A count with what is looked at beside it, worked out once."""

    figure: Figure
    statement: Statement | None
    sentence: int
    places: frozenset[str]
    peoples: frozenset[str]  # whose: "Georgian dead"
    days: frozenset[str]  # days, months and years that its sentence names
    topic: frozenset[str]  # what its sentence is about, beside counts and what befell


def _pairs(at: Context, figures: Sequence[Figure]) -> Iterator[Note]:
    alone = [
        _count(at, f)
        for f in figures
        if f.part_of is None and f.scope == "incident" and (f.low or f.high or 0) >= 2 and not _set_apart(at, f)
    ]
    told: set[tuple[str, str]] = set()
    for n, one in enumerate(alone):
        for other in alone[n + 1 : n + _REACH]:
            if one.figure.role != other.figure.role or not _excludes(one.figure, other.figure):
                continue
            found = _compared(at, one, other)
            if found is not None and (found.code, found.message) not in told:
                told.add((found.code, found.message))
                yield found


def _count(at: Context, figure: Figure) -> _Count:
    words = _sentence(at, figure)
    lower = at.lower[slice(*words)]
    topic = frozenset(w for w in content_words(lower) if not w.isdigit()) - _BEFELL
    days = frozenset(w for w in lower if w in _DAYS or (len(w) == 4 and w.isdigit() and w[:2] in ("19", "20")))
    sentence = int(at.reading.sentence_of[words[0]])
    statement = at.by_id.get(figure.statement or "")
    low, high = at.range(figure.span)
    told = [at.range(span)[1] for span in (*statement.source, *statement.cue)] if statement else []
    beside = max([words[0], low - _CLOSE, *(end for end in told if end <= low)]), min(words[1], high + _CLOSE)
    peoples = _places(at, beside, "demonym")
    return _Count(figure, statement, sentence, _places(at, words, "location"), peoples, days, topic)


def _excludes(one: Figure, other: Figure) -> bool:
    """Whether two counts cannot both hold."""
    if "≈" in (one.comparator, other.comparator) or "range" in (one.comparator, other.comparator):
        return False
    low = max(f.low if f.low is not None else 0 for f in (one, other))
    high = min(f.high if f.high is not None else float("inf") for f in (one, other))
    return low > high


def _compared(at: Context, one: _Count, other: _Count) -> Note | None:
    """The note on two counts that exclude each other, where they are surely of the same; else none."""
    if not _alike(one.figure, other.figure):
        return None
    if any(a and b and a.isdisjoint(b) for a, b in ((one.places, other.places), (one.days, other.days))):
        return None
    apart = other.sentence - one.sentence
    a, b = one.statement, other.statement
    numbers = _number(one.figure), _number(other.figure)
    what = _ROLES[one.figure.role]
    spans = one.figure.span, (other.figure.span,)
    two = _two_sources(at, a, b)
    if (two and apart <= _NEAR) or (a is not b and two is not False and _same_toll(one, other)):
        who = _who(at, a), _who(at, b)
        message = f"{numbers[0]} {what} {who[0]}, {numbers[1]} {who[1]}: two sources, two counts"
        return Note("two-counts", message, *spans)
    if two is False and apart >= 1 and len(one.topic & other.topic) >= _SHARED:
        message = f"{numbers[0]} {what} here and {numbers[1]} further on: the two counts exclude each other"
        return Note("counts-differ", message, *spans)
    return None


def _same_toll(one: _Count, other: _Count) -> bool:
    """Whether two counts are large, near each other, undated and about the same: the toll of the one event."""
    low, high = sorted(f.low or f.high or 0 for f in (one.figure, other.figure))
    years = any(day.isdigit() for day in one.days | other.days)
    return (
        one.figure.role in ("killed", "wounded")
        and low >= _LARGE
        and low >= _LIKE * high
        and not years
        and one.peoples == other.peoples
        and bool((one.topic & other.topic) | (one.places & other.places))
    )


def _number(figure: Figure) -> str:
    sign = {"≥": "at least ", "≤": "at most "}.get(figure.comparator, "")
    return sign + _shown(figure.low if figure.low is not None else figure.high)


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two counts are of the same people as far as their subjects tell."""
    heads = _head(one), _head(other)
    return heads[0] == heads[1] or all(not h or h in _ANYBODY for h in heads)


def _sentence(at: Context, figure: Figure) -> Span:
    return at.sentence(max(at.word_at(figure.span[0]), 0))


def _set_apart(at: Context, figure: Figure) -> bool:
    """Whether words beside a number make it another's, another time's or a part, or none says the harm."""
    low, high = at.range(figure.span)
    first, last = _sentence(at, figure)
    if _HARM[figure.role].isdisjoint(at.lower[max(first, low - _CLOSE) : min(last, high + _CLOSE)]):
        return True
    first, last = max(first, low - _BESIDE), min(last, high + _BESIDE)
    return any(at.lower[k] in _OTHER and at.lower[k + 1 : k + 2] != ("than",) for k in range(first, last))


def _places(at: Context, words: Span, use: Use) -> frozenset[str]:
    """The places that a sentence names in one use, by the gazetteer's names; as locations also as they stand."""
    low, high = at.span(*words)
    listed = at.report.places
    n = bisect_left(listed, low, key=lambda p: p.span[0])
    found = set()
    while n < len(listed) and listed[n].span[0] < high:
        if listed[n].use == use:
            found.add((listed[n].name or at.report[listed[n].span]).lower())
        n += 1
    n = bisect_left(at.names, words[0], key=lambda name: name.words[0])
    while use == "location" and n < len(at.names) and at.names[n].words[0] < words[1]:
        if at.names[n].kind == "LOCATION":
            found.add(" ".join(at.lower[slice(*at.names[n].words)]))
        n += 1
    return frozenset(found)


def _two_sources(at: Context, a: Statement | None, b: Statement | None) -> bool | None:
    """Whether two statements have two sources; none where that is not sure. The report's own voice is one."""
    if a is b:
        return False
    if a is None or b is None or a.within == b.id or b.within == a.id:
        return None
    sources = [content_words(at.report.words(s.source).split()) for s in (a, b)]
    if a.actors and set(a.actors) == set(b.actors):
        return False
    # a ministry and its spokesman are two actors, and one source
    shared = sources[0] & sources[1]
    apart = all(s and (not shared or s - _BODIES) for s in sources) and shared <= _BODIES
    return True if apart and set(a.actors).isdisjoint(b.actors) else None


def _who(at: Context, s: Statement | None) -> str:
    if s is None:
        return "in the report's own words"
    by_id = {a.id: a.name for a in at.report.actors}
    named = [by_id[i] for i in s.actors if i in by_id]
    shown = named[0] if named else at.report.words(s.source)
    return "according to " + " ".join(shown.split())[:80].rstrip(" ,")
