"""Stories of every shape the nouns allow, also nonsense: for the contract, the page and the terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from sayso.compare.nouns import (
    By,
    Claim,
    Conflict,
    ConflictKind,
    Copy,
    External,
    Instead,
    Maker,
    NoConflict,
    Passage,
    Ref,
    Root,
    Series,
    Side,
    Story,
    Told,
    Value,
    Variant,
)
from sayso.report import Comparator, FigureRole, Report, Scope, Stance
from tests.show.strategies import HOSTILE, names, reports, sayings, spans, words

times = st.sampled_from([None, "2031", "2031-03", "2031-03-02", "2031-03-02T09:00:00Z", "0001-01-01", "9999-12-31"])
numbers = st.sampled_from([None, 0.0, 9.0, 14.0, 2.5, 1300.0, 1e9])
some_statement = st.sampled_from([None, "s1", "s2"])


def few(made: st.SearchStrategy[Any], most: int = 3, least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(made, min_size=least, max_size=most).map(tuple)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Story, dict[str, Report]]:
    """A story and its reports by id."""
    ids = [f"r{n}" for n in range(1, draw(st.integers(1, 4)) + 1)]
    members = {id: replace(draw(reports()), id=id, published=draw(times)) for id in ids}
    any_id = st.sampled_from(ids)
    span = spans(min(len(report.text) for report in members.values()))
    refs = st.builds(Ref, any_id, some_statement)
    passages = st.builds(Passage, span, any_id, span, st.integers(1, 90))
    told = tuple(
        Told(
            id,
            members[id].outlet,
            members[id].published,
            draw(st.sampled_from([id, *ids, None, External("CNA"), External(HOSTILE)])),
            draw(st.sampled_from([None, 0.0, 0.004, 0.87, 1.0])),
            draw(few(passages)),
            tuple(dict.fromkeys(draw(few(any_id)))),
        )
        for id in ids
    )
    sides = st.builds(Side, sayings, few(sayings), few(sayings, least=1))
    claims = st.builds(
        Claim,
        st.sampled_from(["c1", "c2"]),
        sayings,
        refs,
        few(st.builds(Maker, any_id, some_statement, few(sayings), span, st.none() | words(Stance))),
        st.integers(0, 12),
        st.integers(0, 12),
        few(st.builds(Root, names, names, st.booleans())),
        few(refs),
        st.booleans(),
        few(st.builds(Variant, refs, sayings, few(st.tuples(st.sampled_from("=-+"), sayings)))),
        few(sides, 2),
    )
    values = st.builds(
        Value,
        any_id,
        st.just("f1"),
        some_statement,
        span,
        times,
        times,
        numbers,
        numbers,
        words(Comparator),
        names,
        st.none() | any_id,
        st.booleans(),
    )
    series = st.builds(
        Series, words(FigureRole), names, names, words(Scope), few(values, 6), numbers, numbers, numbers, sayings
    )
    two = st.tuples(refs, refs)
    why = st.sampled_from(["12 (one) against 9 (another)", HOSTILE])
    copies = st.builds(
        Copy, any_id, any_id, few(passages), st.floats(0, 1), st.floats(0, 1), st.none() | words(By), st.none() | span
    )
    story = Story(
        "st-7",
        draw(sayings),
        told,
        tuple(dict.fromkeys(draw(few(any_id)))),
        tuple(dict.fromkeys(draw(few(any_id)))),
        draw(st.integers(0, 9)),
        draw(st.integers(0, 9)),
        draw(few(claims)),
        draw(few(series)),
        draw(few(st.builds(Conflict, words(ConflictKind), two, st.tuples(span, span), why))),
        draw(few(st.builds(NoConflict, words(Instead), two, st.tuples(span, span), why))),
        draw(few(copies)),
    )
    return story, members
