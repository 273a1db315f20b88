"""How claims are shown: as sentences, the plainest member first, none twice, those of several texts before others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.compare.claims.claims import claims
from sayso.compare.claims.wording import own_words
from sayso.compare.copies.index import Index
from sayso.compare.roots.roots import Roots
from sayso.compare.story import lay, outline
from tests.compare.test_claims import laid, says
from tests.compare.told import actor, killed, told


@pytest.mark.parametrize(
    ("text", "cue", "content", "kind", "shown"),
    [
        ("Maran said that the mill had burned.", "said", "that the mill had burned", "indirect", "the mill had burned"),
        ("Maran said that was a lie.", "said", "that was a lie", "indirect", "that was a lie"),
        ("Maran praised the crews of the ferry.", "praised", "the crews of the ferry", "indirect", None),
        ("Maran reported a robbery on the pier.", "reported", "a robbery on the pier", "indirect", None),
        ("Maran reported the mill was lost.", "reported", "the mill was lost", "indirect", "the mill was lost"),
        ("Maran feared that more would drown.", "feared", "that more would drown", "indirect", None),
        ("Maran called it “the worst day.”", "called it", "“the worst day.”", "direct", "called it “the worst day.”"),
        ("Maran warned: “Stay away.”", "warned", "“Stay away.”", "direct", "Stay away."),
        ("“I’m afraid of the mill,” she said.", "’m afraid", "of the mill", "indirect", "I’m afraid of the mill"),
    ],
)
def test_words_that_are_no_sentence_stand_with_those_that_report_them(
    text: str, cue: str, content: str, kind: str, shown: str | None
) -> None:
    report = told("a", text, [("Maran" if "Maran" in text else "I", cue, content, {"kind": kind})])
    (said,) = report.statements
    spans = said.content
    if kind == "direct":  # as utterances are trimmed
        spans = ((spans[0][0] + 1, spans[0][1] - 1),)
    assert own_words(report, said, spans) == (f"{cue} {content}" if shown is None else shown)


def test_a_count_is_shown_where_it_is_what_is_said() -> None:
    aside = says("a", "the crews of the boats that sank and killed 12 people deserved thanks", killed=("12", 12.0))
    plain = says(
        "b", "on the evening of Friday the swollen river had killed 12 people", "Marta Venn", killed=("12 people", 12.0)
    )
    (claim,), _ = laid(aside, plain)
    assert claim.shown.report == "b"
    one_of = says("c", "Ivo Renn was one of the 12", killed=("12", 12.0))
    (claim,), _ = laid(one_of, plain)
    assert claim.shown.report == "b"


def one_dead(id: str, who: str) -> Any:
    text = f"Ruan Teale said {who} was killed in the town."
    figure = replace(killed(1, text, who, 1.0, "s1"), comparator="≥")
    people = (actor(1, text, "Ruan Teale"), actor(2, text, who))
    return told(id, text, [("Ruan Teale", "said", f"{who} was killed", {"actors": ("a1",)})], people, (figure,))


def test_one_dead_man_is_not_another() -> None:
    found, _ = laid(one_dead("a", "Ivo Renn"), one_dead("b", "Odo Karst"), one_dead("c", "Ivo Renn"))
    assert [sorted(one.report for one in claim.statements) for claim in found] == [["a", "c"]]


def test_one_dead_man_of_one_report_may_share_its_words() -> None:
    with_age = one_dead("b", "Odo Karst, a guard at the mill")
    found, _ = laid(one_dead("a", "a guard at the mill"), with_age)
    assert [sorted(one.report for one in claim.statements) for claim in found] == [["a", "b"]]


def test_much_in_common_joins_the_word_of_two_though_one_says_far_more() -> None:
    long = (
        "several masked men had driven up to the old mill and begun to fire rounds at a crowd before a barge left"
        " with two crews aboard"
    )
    short = "several masked men had driven to the old mill to fire rounds at dusk beside a bakery"
    found, _ = laid(says("a", long, "Ilse Maran"), says("b", short, "Marta Venn"))
    assert [sorted(one.report for one in claim.statements) for claim in found] == [["a", "b"]]


def test_what_several_texts_tell_comes_first_and_what_tells_little_after_it() -> None:
    found, _ = laid(
        says("a", "12 people were killed", killed=("12", 12.0)),
        says("b", "the warehouse had held ammonium nitrate"),
        says("c", "the warehouse had held ammonium nitrate"),
        *(says(f"d{n}", "it is very important today", "Marta Venn") for n in range(3)),
    )
    assert [claim.text for claim in found] == [
        "the warehouse had held ammonium nitrate",
        "it is very important today",
        "12 people were killed",
    ]


def test_one_sentence_with_two_counts_is_shown_once() -> None:
    text = "Ruan Teale said 12 people were killed and 40 hurt in the town."
    both = (
        killed(1, text, "12", 12.0, "s1"),
        killed(2, text, "40", 40.0, "s1", role="wounded"),
    )
    said: list[tuple[str, str, str, dict[str, Any]]] = [
        ("Ruan Teale", "said", "12 people were killed and 40 hurt", {"actors": ("a1",)})
    ]
    full = told("a", text, said, (actor(1, text, "Ruan Teale"),), both)
    less = says("b", "the river had on that very evening taken and killed 12 people", killed=("12 people", 12.0))
    every = [full, less]
    found, _ = claims(every, Roots(every), ())
    assert [claim.text for claim in found].count("12 people were killed and 40 hurt") == 1


def test_one_passage_read_twice_is_not_two_wordings() -> None:
    def quoting(id: str) -> Any:
        text = "“I think the mill owners lied to all of us,” Ilse Maran said on Friday."
        said: list[tuple[str, str, str, dict[str, Any]]] = [
            (
                "Ilse Maran",
                "said",
                "“I think the mill owners lied to all of us,”",
                {"actors": ("a1",), "kind": "direct"},
            ),
            ("I", "think", "the mill owners lied to all of us", {"actors": ("a1",)}),
        ]
        return told(id, text, said, (actor(1, text, "Ilse Maran"),))

    found, _ = laid(quoting("a"), quoting("b"))
    assert [claim.variants for claim in found if not all(v.ref.report == "a" for v in claim.variants)] == []


def test_a_line_of_a_list_says_what_the_whole_story_says() -> None:
    same = "the warehouse had held ammonium nitrate"
    reports = [says(id, same, published=f"2031-03-0{n}") for n, id in enumerate("cab", 1)]
    whole = lay("st-1", reports, Index(reports))
    head = outline("st-1", reports[::-1], Index(reports))
    assert whole.claims and not head.claims
    assert head == replace(whole, claims=(), figures=(), conflicts=(), no_conflicts=())
