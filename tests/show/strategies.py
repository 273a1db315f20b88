"""Reports of every shape the nouns allow, also nonsense: spans that overlap, circles of nesting, hostile text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

from hypothesis import strategies as st

from sayso.report import (
    Actor,
    ActorKind,
    Alternative,
    Aside,
    AsideKind,
    Certainty,
    Comparator,
    Date,
    DateType,
    Figure,
    FigureRole,
    Genre,
    Kind,
    Level,
    Link,
    Note,
    Place,
    Polarity,
    PublishedFrom,
    Report,
    Role,
    Scope,
    Segment,
    SegmentKind,
    SourceClass,
    Span,
    Stance,
    Statement,
    Unused,
    Use,
    text_id,
)

HOSTILE = (
    "\x1b[31m\u202egnp.exe\u2066 <script>alert(1)</script> \u2028&amp; =1+1 \x07\ufeff "
    "e\u0301 \U0001f468\u200d\U0001f469 ‹⟦"
)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80) | st.just(HOSTILE)
sayings = st.sampled_from(["", "The Courier", "=1+1", HOSTILE])  # drawn often, so few: the text itself is what varies
names = st.none() | sayings
ids = st.sampled_from([None, "s1", "s2", "s3", "s9"])


def words(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def spans(length: int) -> st.SearchStrategy[Span]:
    ends = st.integers(0, length)
    return st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))


actor_ids = st.lists(st.sampled_from(["a1", "a2", "a9"]), max_size=2).map(tuple)
# Drawn often, so few: of a number it matters whether it is there, whole, large, signed.
scores = st.sampled_from([0.0, 0.42, 0.9, 1.0])
values = st.sampled_from([None, 0.0, -0.0, 9.0, 2.5, -3.0, 1e-9, 2.0**53 + 2, 1e300])
north = st.sampled_from([None, -90.0, 12.25, 90.0])
east = st.sampled_from([None, -180.0, 130.5, 180.0])
times = st.sampled_from([None, "2031", "2031-03-01", "XXXX-04-28", "P3M", "2031-03-01TMO", "PRESENT_REF", HOSTILE])


def links() -> st.SearchStrategy[Link]:
    return st.one_of(
        st.builds(Link, st.just("outlet"), actors=actor_ids),
        st.builds(Link, st.just("wire"), name=sayings, actors=actor_ids),
        st.builds(Link, st.just("statement"), statement=st.sampled_from(["s1", "s2"]), actors=actor_ids),
    )


@st.composite
def statements(draw: st.DrawFn, number: int, length: int) -> Statement:
    many = st.lists(spans(length), max_size=3).map(tuple)
    return Statement(
        id=f"s{number}",
        key=f"{number:016x}",
        kind=draw(words(Kind)),
        source=draw(many),
        cue=draw(many),
        content=draw(many),
        source_from=draw(ids),
        within=draw(ids),
        chain=tuple(draw(st.lists(links(), max_size=3))),
        score=draw(st.floats(0, 1)),
        actors=draw(actor_ids),
        source_class=draw(st.none() | words(SourceClass)),
        role=draw(st.none() | words(Role)),
        stance=draw(st.none() | words(Stance)),
        certainty=draw(st.none() | words(Certainty)),
        polarity=draw(st.none() | words(Polarity)),
        first_time=draw(st.none() | st.booleans()),
        only_support=draw(st.none() | st.booleans()),
    )


@st.composite
def grounded(draw: st.DrawFn, length: int) -> dict[str, Any]:
    """What grounding adds to a report, also nonsense: figures that are parts of each other, actors nobody mentions."""
    somewhere = spans(length)
    alternatives = st.builds(
        Alternative,
        sayings,
        st.sampled_from([None, "KP"]),
        north,
        east,
        st.none() | st.integers(1),
        words(Level),
        scores,
    )
    dates = st.builds(Date, somewhere, words(DateType), times, st.sampled_from([None, "APPROX"]), ids, scores)
    places = st.builds(
        Place,
        somewhere,
        names,
        country=st.sampled_from([None, "KP"]),
        latitude=north,
        longitude=east,
        geonames=st.none() | st.integers(1),
        level=st.none() | words(Level),
        use=words(Use),
        alternatives=st.lists(alternatives, max_size=2).map(tuple),
        statement=ids,
        score=scores,
    )
    figures = st.builds(
        Figure,
        st.sampled_from(["f1", "f2", HOSTILE]),
        somewhere,
        values,
        values,
        words(Comparator),
        st.sampled_from([None, "people", "USD", "%", HOSTILE]),
        names,
        st.none() | words(FigureRole),
        st.none() | words(Scope),
        st.sampled_from([None, "f1", "f2", "f9"]),
        times,
        st.booleans(),
        ids,
        scores,
    )
    asides = st.builds(Aside, words(AsideKind), somewhere, ids, names, actor_ids)

    def few(made: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        return tuple(draw(st.lists(made, max_size=2)))

    return {
        "actors": tuple(
            Actor(
                f"a{n}",
                draw(sayings),
                draw(words(ActorKind)),
                tuple(draw(st.lists(somewhere, max_size=3))),
                draw(scores),
            )
            for n in range(1, draw(st.integers(0, 2)) + 1)
        ),
        "dates": few(dates),
        "places": few(places),
        "figures": few(figures),
        "asides": few(asides),
    }


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = draw(texts)
    somewhere = spans(len(text))
    seconds = st.none() | st.floats(0, 1e5)
    pages = st.none() | st.integers(1, 99)
    found = [draw(statements(n + 1, len(text))) for n in range(draw(st.integers(0, 4)))]
    return Report(
        text=text,
        document=draw(sayings),
        text_id=text_id(text),
        bytes_id=draw(st.none() | st.just("ab" * 32)),
        read_at=draw(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))),
        id=draw(st.just("") | st.just("given-1")),
        title=draw(names),
        outlet=draw(names),
        byline=draw(names),
        genre=draw(words(Genre)),
        url=draw(st.sampled_from([None, "https://a.invalid/b", "javascript:alert(1)", "not an address"])),
        language=draw(st.sampled_from([None, "en", "ko"])),
        wire=draw(names),
        published=draw(st.sampled_from([None, "2031", "2031-03", "2031-03-02", "2031-03-02T09:00:00Z"])),
        published_from=draw(st.none() | words(PublishedFrom)),
        segments=tuple(draw(st.lists(st.builds(Segment, somewhere, words(SegmentKind), seconds, pages), max_size=4))),
        statements=tuple(found),
        **draw(grounded(len(text)) | st.just({})),
        unused=tuple(draw(st.lists(st.builds(Unused, somewhere, sayings), max_size=2))),
        notes=tuple(
            draw(
                st.lists(
                    st.builds(
                        Note,
                        st.sampled_from(["text-nul", "source-odd"]),
                        sayings,
                        st.none() | somewhere,
                        st.lists(somewhere, max_size=2).map(tuple),
                    ),
                    max_size=2,
                )
            )
        ),
        model=draw(names),
    )
