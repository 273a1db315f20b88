"""Who took from whom: pairs, direction, chains, siblings, and what is no copy."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Any

import pytest

from sayso.compare import Index, copies_of
from sayso.compare.copies.credits import credit, house, names
from sayso.compare.copies.origins import Lineage, lineage
from sayso.compare.nouns import Copy, External
from sayso.report import Report, Segment
from tests.keep.make import report, statement

WORDS = (
    "harbour ferry pier crane rope tide gull lamp bell storm engine captain deck sail anchor cargo rail tower stone "
    "gate market bread salt coal glass wheel cart horse lane field river bridge mill forest hill cloud rain snow sun"
).split()


def prose(seed: int, words: int = 200) -> str:
    """Sentences that no other seed gives."""
    draw = random.Random(seed)
    picked = [draw.choice(WORDS) + str(draw.randrange(1000)) for _ in range(words)]
    return ". ".join(" ".join(picked[n : n + 12]).capitalize() for n in range(0, words, 12)) + "."


def told(name: str, text: str, published: str | None = "2031-03-02", outlet: str | None = None, **known: Any) -> Report:
    return report(
        text=text,
        id=name,
        outlet=outlet if outlet is not None else f"Outlet {name.title()}",
        published=published,
        **known,
    )


def pairs(*reports: Report) -> tuple[Copy, ...]:
    index = Index(reports)
    found = {(c.report, c.of): c for r in reports for c in copies_of(r.id, index)}
    return tuple(found.values())


def line(*reports: Report) -> Lineage:
    return lineage(reports, pairs(*reports))


def direct(found: Lineage) -> list[tuple[str, str, str | None]]:
    return sorted((c.report, c.of, c.by) for c in found.copies)


SOURCE = prose(1)


def test_a_text_with_another_head_and_tail_is_a_copy() -> None:
    source = told("source", SOURCE, "2031-03-02T08:00Z")
    copy = told("copy", prose(2, 60) + " " + SOURCE[200:1100] + " " + prose(3, 60), "2031-03-02T09:00Z")
    (pair,) = pairs(source, copy)
    assert (pair.report, pair.of, pair.by) == ("copy", "source", "time")
    assert 0.3 < pair.copied < 0.7
    (passage,) = pair.passages
    assert copy.text[slice(*passage.span)] == source.text[slice(*passage.of_span)]
    assert copy.text[slice(*passage.span)] in SOURCE


def test_words_swapped_within_keep_one_passage() -> None:
    words = SOURCE.split()
    words[40], words[80] = "otherwise", "reportedly so"
    (pair,) = pairs(told("a", SOURCE, "2031-03-02"), told("b", " ".join(words), "2031-05-02"))
    assert (pair.report, len(pair.passages)) == ("b", 1)
    assert pair.copied > 0.9


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        ("2031-03-02", "2031-03-02", None),
        ("2031-03-02", "2031-03-03", None),  # a day is a day, and begins elsewhere earlier than here
        ("2031-03-02", "2031-03-02T23:00Z", None),
        ("2031-03-02T08:00Z", "2031-03-02T08:00Z", None),
        (None, "2031-03-02T08:00Z", None),
        ("2031", "2031-07-02", None),
        ("0001-01-01", "9999-12-31", None),
        ("nonsense", "2031-03-02", None),
        ("2031-03-02", "2031-03-05", "time"),
        ("2031-03-02T08:00Z", "2031-03-02T08:01Z", "time"),
        ("2031-03-02T08:00+02:00", "2031-03-02T08:00+01:00", "time"),
    ],
)
def test_times_order_only_what_they_can(first: str | None, second: str | None, by: str | None) -> None:
    (pair,) = pairs(told("a", SOURCE, first), told("b", SOURCE + " And so on.", second))
    assert pair.by == by
    if by:
        assert (pair.report, pair.of) == ("b", "a")


def test_a_credit_outranks_the_clock() -> None:
    source = told("source", SOURCE, "2031-03-02T12:00Z", "Halyard News Agency")
    copy = told("copy", SOURCE[:700] + " Halyard reported this first.", "2031-03-02T08:00Z")
    (pair,) = pairs(source, copy)
    assert (pair.report, pair.of, pair.by) == ("copy", "source", "credit")
    assert pair.credit is not None
    assert copy.text[slice(*pair.credit)] == "Halyard"


def test_credits_both_ways_decide_nothing() -> None:
    source = told("a", SOURCE + " As Tarn Wire said.", None, "Marrow Gazette")
    copy = told("b", SOURCE + " As the Marrow Gazette said.", None, "Tarn Wire")
    (pair,) = pairs(source, copy)
    assert pair.by is None


def test_who_quotes_what_another_says_in_its_own_voice_comes_later() -> None:
    passage = prose(5, 60)
    quoting = prose(6, 40) + f"\n\n“{passage}” the harbour office wrote.\n\n" + SOURCE[:500]
    quote = statement(1, quoting, "the harbour office", "wrote", f"“{passage}”", kind="direct")
    one = told("quoting", quoting, None, statements=(quote,), actors=(), figures=())
    two = told("saying", passage + " " + SOURCE[:500], None)
    (pair,) = pairs(one, two)
    assert (pair.report, pair.of, pair.by) == ("quoting", "saying", "quotation")


def test_two_reporters_at_one_press_conference_are_no_copies() -> None:
    speech = prose(7, 150)
    texts = [prose(8, 80) + f"\n\n“{speech}” said Ilse Maran.", prose(9, 80) + f"\n\n“{speech}” said Ilse Maran."]
    both = [
        told(
            name, text, statements=(statement(1, text, "Ilse Maran", "said", f"“{speech}”", kind="direct"),), actors=(),
            figures=(),
        )
        for name, text in zip("ab", texts, strict=True)
    ]  # fmt: skip
    assert pairs(*both) == ()


def test_menus_that_every_page_of_an_outlet_has_are_no_copies() -> None:
    menu = prose(10, 120)
    reports = []
    for n in range(30):
        text = f"{menu}\n\n{prose(100 + n, 100)}"
        segments = (Segment((0, len(menu)), "boilerplate"), Segment((len(menu) + 2, len(text)), "body"))
        reports.append(told(f"r{n}", text, segments=segments, outlet="The Marrow Post"))
    assert pairs(*reports) == ()


def test_one_report_that_quotes_from_a_hundred() -> None:
    many = [told(f"r{n:03}", prose(200 + n, 80), "2031-03-01T08:00Z") for n in range(100)]
    digest = told("digest", "\n\n".join(r.text[:160] for r in many), "2031-03-09T08:00Z")
    found = [pair for pair in pairs(*many, digest) if "digest" in (pair.report, pair.of)]
    assert all(pair.report == "digest" for pair in found)


def test_siblings_of_one_wire_story_are_no_copies_of_each_other() -> None:
    wire = told("wire", SOURCE, "2031-03-02T05:00Z", "Halyard News Agency")
    one = told("one", prose(11, 40) + " " + SOURCE[:800], "2031-03-02T07:00Z")
    two = told("two", prose(12, 40) + " " + SOURCE[200:1000] + " Halyard", "2031-03-02T08:00Z")
    found = line(two, wire, one)
    assert direct(found) == [("one", "wire", "time"), ("two", "wire", "credit")]
    assert {t.report: t.origin for t in found.told} == {"wire": "wire", "one": "wire", "two": "wire"}


def test_a_copy_of_a_copy_tells_where_each_passage_began() -> None:
    wire = told("wire", SOURCE, "2031-03-02T05:00Z", "Halyard News Agency")
    added = prose(13, 60)
    herald = told("herald", added + " " + SOURCE[:900] + " Halyard", "2031-03-02T08:00Z", "Oskeld Herald")
    last = told("last", herald.text[:-8] + " The Oskeld Herald told it.", "2031-03-02T09:00Z")
    found = line(last, herald, wire)
    assert direct(found) == [("herald", "wire", "credit"), ("last", "herald", "credit")]
    (it,) = [t for t in found.told if t.report == "last"]
    assert {p.of for p in it.passages} == {"herald", "wire"}
    for passage in it.passages:
        there = {"herald": herald, "wire": wire}[passage.of]
        assert last.text[slice(*passage.span)] == there.text[slice(*passage.of_span)]


def test_where_nothing_decides_both_are_told_and_neither_is_first() -> None:
    found = line(told("a", SOURCE), told("b", SOURCE))
    assert direct(found) == []
    assert [(t.origin, t.shares_with) for t in found.told] == [(None, ("b",)), (None, ("a",))]


def test_what_both_have_from_an_agency_that_is_not_here() -> None:
    found = line(told("a", SOURCE, wire="AP"), told("b", SOURCE + " More.", "2031-05-02", wire="AP"))
    assert [t.origin for t in found.told] == [External("AP"), External("AP")]
    assert found.copies == ()


def test_who_credits_in_a_circle_makes_no_circle() -> None:
    texts = {"a": "Outlet B", "b": "Outlet C", "c": "Outlet A"}
    reports = [told(name, f"{SOURCE} So said {other}.", None) for name, other in texts.items()]
    found = line(*reports)
    assert len(found.copies) == 2
    assert {t.origin for t in found.told if t.origin} == {"c"}


@pytest.mark.slow
def test_ten_thousand_copies_of_one_report() -> None:
    draw = random.Random(3)
    reports = [told("first", SOURCE, "2031-03-01T00:00Z")]
    reports += [told(f"r{n:05}", f"{SOURCE} {draw.random()}", "2031-03-02T00:00Z") for n in range(10_000)]
    index = Index(reports)
    start = time.perf_counter()
    found = copies_of("r09999", index)
    assert time.perf_counter() - start < 5
    assert ("r09999", "first") in {(c.report, c.of) for c in found}


@pytest.mark.parametrize(
    ("outlet", "found"),
    [
        ("The Marrow Gazette", ("The Marrow Gazette", "Marrow Gazette")),
        ("Halyard News Agency", ("Halyard News Agency", "HNA", "Halyard")),
        ("Associated Press (AP)", ("Associated Press", "AP")),
        ("CNN (Web News)", ("CNN",)),
    ],
)
def test_what_an_outlet_is_called(outlet: str, found: Sequence[str]) -> None:
    assert set(found) <= set(names(outlet))


def test_an_outlet_does_not_credit_itself() -> None:
    assert credit(told("a", "So the Marrow Gazette was told.", outlet="The Marrow Gazette"), "Marrow Gazette") is None


@pytest.mark.parametrize("other", ["www.marrow-gazette.example:80", "www.marrow-gazette.example"])
def test_an_address_is_one_outlet_with_its_port_and_without(other: str) -> None:
    assert house(other) == house("www.marrow-gazette.example")
    assert house("Channel 4: 80 minutes") != house("Channel 4")
