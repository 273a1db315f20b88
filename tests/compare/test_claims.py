"""Claims: what several say alike, on how many roots it stands, who denies it, and how one quotation is worded."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.claims.claims import claims
from sayso.compare.claims.meanings import stem
from sayso.compare.claims.variants import changes
from sayso.compare.copies.index import Index
from sayso.compare.nouns import Claim, Conflict, Ref, Root, Told
from sayso.compare.roots.roots import Roots
from sayso.compare.story import lay
from sayso.report import Report
from tests.compare.told import actor, killed, told

MINISTRY: dict[str, Any] = {"source_class": "named organisation"}
OTHERS = (
    "the ferry had left at noon",
    "the harbour was calm that evening",
    "schools would open on Thursday",
    "a new crane had been ordered in spring",
)


def says(
    id: str, content: str, who: str = "Ruan Teale", cue: str = "said", kind: str = "person", **more: Any
) -> Report:
    """A report in which one source says one thing."""
    known = {key: more.pop(key) for key in ("outlet", "published", "genre") if key in more}
    dead = more.pop("killed", None)
    text = f"{who} {cue} {content} in the town."
    figures = (killed(1, text, dead[0], dead[1], "s1"),) if dead else ()
    said = [(who, cue, content, {"actors": ("a1",), **more})]
    return told(id, text, said, (actor(1, text, who, kind),), figures, **known)


def laid(*reports: Report, told: tuple[Told, ...] = ()) -> tuple[tuple[Claim, ...], tuple[Conflict, ...]]:
    """The claims and denials of reports, among others that make words common and rare."""
    rest = [says(f"rest{n}", content, f"Person {n}") for n, content in enumerate(OTHERS)]
    every = [*reports, *rest]
    own = {one.report for one in told}
    return claims(
        every, Roots(every), (*told, *(Told(r.id, r.outlet, r.published, r.id, 0.0) for r in every if r.id not in own))
    )


def test_twelve_outlets_that_quote_one_ministry_are_one_root() -> None:
    twelve = [
        says(f"r{n}", "the warehouse had held ammonium nitrate", "Interior Ministry", kind="organisation", **MINISTRY)
        for n in range(12)
    ]
    (claim,), _ = laid(*twelve)
    assert (claim.outlets, claim.origins, claim.roots) == (12, 12, (Root("Interior Ministry", None),))


def test_copies_are_one_origin() -> None:
    first, copy = (says(id, "the warehouse had held ammonium nitrate") for id in ("wire", "paper"))
    (claim,), _ = laid(first, copy, told=(Told("paper", copy.outlet, copy.published, "wire", 0.9),))
    assert (claim.outlets, claim.origins) == (2, 2)  # this passage is not among those that were taken over
    wire = Told("paper", copy.outlet, copy.published, None, None, shares_with=("wire",))
    (claim,), _ = laid(first, copy, told=(wire,))
    assert (claim.outlets, claim.origins) == (2, 1)


def test_other_words_for_the_same_are_one_claim() -> None:
    found, _ = laid(
        says("a", "the warehouse had held ammonium nitrate seized from a freighter"),
        says("b", "that ammonium nitrate from a seized freighter was held in the warehouse", "Marta Venn"),
    )
    assert [[one.report for one in claim.statements] for claim in found] == [["a", "b"]]
    assert found[0].text == "the warehouse had held ammonium nitrate seized from a freighter"
    assert found[0].shown == Ref("a", "s1")


def test_what_one_says_alone_and_nobody_disputes_is_not_shown() -> None:
    assert laid(says("a", "the warehouse had held ammonium nitrate")) == ((), ())


def test_a_count_is_a_claim_by_itself() -> None:
    (claim,), _ = laid(says("a", "12 people were killed", killed=("12", 12.0)))
    assert claim.text == "12 people were killed"


def test_other_numbers_are_other_claims() -> None:
    found, _ = laid(
        says("a", "12 people were killed at the pier", killed=("12", 12.0)),
        says("b", "twelve people had died at the pier", killed=("twelve", 12.0)),
        says("c", "29 people were killed at the pier", "Nessa Quill", killed=("29", 29.0)),
    )
    assert [[one.report for one in claim.statements] for claim in found] == [["a", "b"], ["c"]]


def test_a_condition_claims_nothing() -> None:
    text = "if they had killed 40 marines they could name one"
    assert laid(says("a", text, killed=("40", 40.0))) == ((), ())


def test_nobody_who_is_not_named_is_counted_as_independent() -> None:
    (claim,), _ = laid(
        says("a", "the warehouse had held ammonium nitrate", "Interior Ministry", kind="organisation", **MINISTRY),
        says(
            "b", "the warehouse had held ammonium nitrate", "officials", kind="group", source_class="unnamed official"
        ),
    )
    assert claim.roots == (Root("Interior Ministry", None), Root("officials", None, True))


def test_earliest_is_a_list_where_days_cannot_order() -> None:
    same = "the warehouse had held ammonium nitrate"
    (claim,), _ = laid(says("a", same), says("b", same), says("c", same, published="2031-03-09"))
    assert claim.earliest == (Ref("a", "s1"), Ref("b", "s1"))
    (claim,), _ = laid(says("a", same, published=None), says("b", same, published=None))
    assert claim.earliest == ()


def test_a_denial_disputes_a_claim_and_is_a_conflict() -> None:
    found, (conflict,) = laid(
        says("a", "the Lake Front had fired on the ferry", "Ilse Maran"),
        says(
            "b", "that it had fired on the ferry", "Lake Front", "denied", "organisation", stance="denying", **MINISTRY
        ),
    )
    (claim,) = [claim for claim in found if claim.shown.report == "a"]
    assert claim.disputed
    assert conflict.kind == "denial"
    assert [ref.report for ref in conflict.between] == ["a", "b"]
    assert conflict.why == (
        "Ilse Maran: “the Lake Front had fired on the ferry”; "
        "denied by Lake Front: “denied that it had fired on the ferry”"
    )


def test_a_no_against_a_yes_is_no_claim_of_both() -> None:
    found, conflicts = laid(
        says("a", "the company had received a warning about the sprinklers"),
        says("b", "the company had not received a warning about the sprinklers", "Hedda Oster"),
    )
    assert [[one.report for one in claim.statements] for claim in found if claim.disputed] == [["a"]]
    assert len(conflicts) == 1


def test_nobody_denies_himself() -> None:
    _, conflicts = laid(
        says("a", "the sailors were on the pier that evening"),
        says("b", "the sailors were not on the pier that evening"),
    )
    assert conflicts == ()


def test_a_short_answer_denies_what_stands_before_it() -> None:
    text = "Odo Karst said his men had killed forty marines. Ivo Renn said: That is a lie."
    people = (actor(1, text, "Odo Karst"), actor(2, text, "Ivo Renn"))
    said: list[tuple[str, str, str, dict[str, Any]]] = [
        ("Odo Karst", "said", "his men had killed forty marines", {"actors": ("a1",)}),
        ("Ivo Renn", "said", "That is a lie", {"actors": ("a2",), "kind": "direct"}),
    ]
    (claim,), (conflict,) = laid(told("tarn", text, said, people))
    assert claim.disputed
    assert conflict.why == "Odo Karst: “his men had killed forty marines”; Ivo Renn: “That is a lie”"


LONG = "“I will not give you a number that I cannot stand behind,”"
SHORT = "“I will not give you a number I cannot stand behind,”"


def test_one_quotation_in_two_wordings_word_by_word() -> None:
    (claim,), _ = laid(says("a", LONG, kind="person"), says("b", SHORT))
    assert len(claim.statements) == 2
    assert claim.variants == ()  # indirect speech has no wording of its own
    text = [f"Ilse Maran said {words} in the town." for words in (LONG, SHORT)]
    quoted = [
        told(id, t, [("Ilse Maran", "said", q, {"actors": ("a1",), "kind": "direct"})], (actor(1, t, "Ilse Maran"),))
        for id, t, q in zip("ab", text, (LONG, SHORT), strict=True)
    ]
    (claim,), _ = laid(*quoted)
    full, other = claim.variants
    assert full.changes == (("=", "I will not give you a number that I cannot stand behind"),)
    assert other.changes == (("=", "I will not give you a number"), ("-", "that"), ("=", "I cannot stand behind"))


def test_changes_join_to_both_wordings() -> None:
    old, new = "a list is not a morgue, she said", "a list is never a morgue"
    assert changes(old, new) == (
        ("=", "a list is"),
        ("-", "not"),
        ("+", "never"),
        ("=", "a morgue,"),
        ("-", "she said"),
    )


def test_endings_do_not_tell_words_apart() -> None:
    assert len({stem(word) for word in ("warned", "warning", "warns")}) == 1
    assert stem("ministries") == stem("ministry")
    assert stem("class") != stem("clas")


def test_the_order_of_the_reports_changes_nothing() -> None:
    same = "the warehouse had held ammonium nitrate"
    reports = [says(id, same, published=f"2031-03-0{n}") for n, id in enumerate("cab", 1)]
    forth, back = (lay("st-1", some, Index(some)) for some in (reports, reports[::-1]))
    assert forth == back


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=5))
def test_no_words_are_too_odd_and_every_span_slices(contents: list[str]) -> None:
    reports = [says(f"r{n}", content) for n, content in enumerate(contents)]
    found, _ = claims(reports, Roots(reports), ())
    texts = {report.id: report.text for report in reports}
    for claim in found:
        for made in claim.statements:
            assert 0 <= made.span[0] < made.span[1] <= len(texts[made.report])


def test_what_one_source_says_twice_may_be_worded_further_apart() -> None:
    one, other = (
        "the mill owners had lied to the town about the flood",
        "they lied about the flood to the town, and two barges sank in it",
    )
    found, _ = laid(says("a", one), says("b", other))
    assert [len(claim.statements) for claim in found] == [2]
    assert laid(says("a", one), says("b", other, "Marta Venn"))[0] == ()


def test_other_words_of_the_list_are_the_same_claim_and_the_same_denial() -> None:
    lake: dict[str, Any] = {"who": "Lake State", "kind": "organisation", **MINISTRY}
    found, denials = laid(
        says("a", "Lake State was arming the Pier Front", "Ilse Maran"),
        says("b", "supplying the Pier Front with weapons", cue="denied", stance="denying", **lake),
        says("c", "arming the Pier Front", cue="denies", stance="denying", **lake),
    )
    assert [{one.report for one in claim.statements} for claim in found] == [{"b", "c"}, {"a"}]
    (denial,) = denials
    assert denial.why.startswith("Ilse Maran: “Lake State was arming the Pier Front”; denied by Lake State")


def test_a_part_of_a_quotation_without_its_no_is_no_denial() -> None:
    _, conflicts = laid(
        says("a", "there was no sign that any part of the old dam had moved"),
        says("b", "any part of the old dam had moved", "Marta Venn"),
    )
    assert conflicts == ()


def test_a_no_in_a_clause_does_not_deny_the_whole() -> None:
    found, conflicts = laid(
        says("a", "he had warned Gulf Line Ports that the sprinklers did not work"),
        says("b", "the harbour had warned Gulf Line Ports that the sprinklers did not work", "Marta Venn"),
    )
    assert len(found) == 1 and conflicts == ()


def test_what_investigators_rule_out_stands_beside_who_said_it() -> None:
    officer: dict[str, Any] = {"kind": "group", "source_class": "unnamed official"}
    _, (conflict,) = laid(
        says("a", "the mill had been hit by a meteor", "Ilse Maran"),
        says("b", "investigators had ruled out a meteor", "an officer", **officer),
    )
    assert conflict.why == (
        "Ilse Maran: “the mill had been hit by a meteor”; an officer: “investigators had ruled out a meteor”"
    )
    assert laid(says("a", "there would be a vote", "Ilse Maran"), says("b", "he ruled out a vote"))[1] == ()


def test_what_a_source_told_another_outlet_is_what_stands_there() -> None:
    officials: dict[str, Any] = {"kind": "group", "source_class": "unnamed official"}
    paper = says("tarn", "the old mill had held grain seized from a barge in 2029", "Two port officials", **officials)
    relayed = "Two port officials told The Tarn Post that a seized cargo had been kept there."
    said = [("Two port officials", "told", "a seized cargo had been kept there", {"actors": ("a1",), **officials})]
    del said[0][3]["kind"]
    other = told("osk", relayed, said, (actor(1, relayed, "Two port officials", "group"),))
    (claim,), _ = laid(paper, other)
    assert {one.report for one in claim.statements} == {"tarn", "osk"}
    assert [(root.actor, root.vague) for root in claim.roots] == [("Two port officials", True)]


def test_a_hundred_reports_of_one_statement_are_one_claim_of_one_root() -> None:
    hundred = [says(f"r{n:03}", "the warehouse had held ammonium nitrate", published=None) for n in range(100)]
    (claim,), conflicts = laid(*hundred)
    assert (claim.outlets, len(claim.statements), claim.roots) == (100, 100, (Root("Ruan Teale", None),))
    assert (claim.earliest, conflicts) == ((), ())


def test_one_report_that_quotes_a_hundred_is_no_claim_of_several() -> None:
    text = " ".join(f"Person {n} said the harbour was calm on evening {n}." for n in range(100))
    people = tuple(actor(n, text, f"Person {n} ") for n in range(100))
    said: list[tuple[str, str, str, dict[str, Any]]] = [
        (f"Person {n} ", "said", f"the harbour was calm on evening {n}.", {"actors": (f"a{n}",)}) for n in range(100)
    ]
    assert claims([report := told("one", text, said, people)], Roots([report]), ())[0] == ()
