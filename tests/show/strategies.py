"""Reports of every shape the nouns allow, also nonsense: spans that overlap, circles of nesting, hostile text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

from hypothesis import strategies as st

from sayso.report import (
    Certainty,
    Genre,
    Kind,
    Link,
    Note,
    Polarity,
    PublishedFrom,
    Report,
    Role,
    Segment,
    SegmentKind,
    SourceClass,
    Span,
    Stance,
    Statement,
    Unused,
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


def links() -> st.SearchStrategy[Link]:
    actors = st.lists(st.sampled_from(["a1", "a2"]), max_size=2).map(tuple)
    return st.one_of(
        st.just(Link("outlet")),
        st.builds(Link, st.just("wire"), name=sayings),
        st.builds(Link, st.just("statement"), statement=st.sampled_from(["s1", "s2"]), actors=actors),
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
        actors=tuple(draw(st.lists(st.sampled_from(["a1", "a2"]), max_size=2))),
        source_class=draw(st.none() | words(SourceClass)),
        role=draw(st.none() | words(Role)),
        stance=draw(st.none() | words(Stance)),
        certainty=draw(st.none() | words(Certainty)),
        polarity=draw(st.none() | words(Polarity)),
        first_time=draw(st.none() | st.booleans()),
    )


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
