"""The page: one file, well formed whatever the spans are, everything escaped, nothing fetched, no script needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from sayso.report import Report
from sayso.show import page, repr_html
from sayso.show.sweep import blocks
from sayso.show.wording import headline
from tests.show.make import Says, ferry, pier, report
from tests.show.reading import Element, parsed
from tests.show.strategies import HOSTILE, reports


def shown(*made: Report) -> Element:
    return parsed(page(made))


def squeezed(text: str) -> str:
    return " ".join(text.split())


# --- the text and its parts


@given(reports())
def test_the_text_is_whole_and_the_page_well_formed(made: Report) -> None:
    tree = shown(made)
    title = headline(made)
    drawn = [squeezed(block.words(own=True)) for block in tree.find(class_="b")]
    assert drawn == [squeezed(made[b.span]) for b in blocks(made) if b != title and made[b.span].strip()]
    if title and made[title.span].strip():
        assert squeezed(tree.find("h1")[0].words(own=True)) == squeezed(made[title.span])


def test_every_part_of_every_statement_is_marked_where_it_stands() -> None:
    tree = shown(pier())
    for statement in pier().statements:
        number = statement.id.removeprefix("s")
        for name, spans in (("content", statement.content), ("source", statement.source), ("cue", statement.cue)):
            drawn = [e.words(own=True) for e in tree.find(class_=name, data_s=number)]
            assert drawn == [pier()[span] for span in spans]


def test_source_cue_and_content_have_their_own_elements() -> None:
    tree = shown(report("The mayor said it is shut.", [Says("The mayor", "said", "it is shut")]))
    text = tree.find("section", class_="text")[0]
    assert [e.words(own=True) for e in text.find(class_="source")] == ["The mayor"]
    assert [e.words(own=True) for e in text.find(class_="cue")] == ["said"]
    assert [e.words(own=True) for e in text.find("mark")] == ["it is shut"]


def test_a_nested_statement_is_drawn_inside_and_deeper() -> None:
    outer = shown(pier()).find("mark", data_s="7")[0]
    inner = outer.find("mark", data_s="8")[0]
    innermost = inner.find("mark", data_s="9")[0]
    assert ["d0" in outer.attributes["class"], "d1" in inner.attributes["class"]] == [True, True]
    assert innermost.attributes["class"].split() == ["content", "d2", "opens"]
    assert innermost.words(own=True) == "the gate “was always locked after ten”"


def test_each_statement_is_one_stop_for_the_keyboard_and_describes_itself() -> None:
    tree = shown(pier())
    stops = tree.find("a", class_="n")
    assert [stop.attributes["data-s"] for stop in stops] == [
        str(n) for n in (1, 2, 3, 4, 5, 6, 8, 7, 9, 10, 11, 12, 13, 14)
    ]
    listed = {li.attributes["id"] for li in tree.find("li") if "id" in li.attributes}
    for stop in stops:
        assert stop.attributes["href"] == f"#{stop.attributes['aria-describedby']}"
        assert stop.attributes["aria-describedby"] in listed


def test_a_statement_without_cue_and_source_still_has_its_stop() -> None:
    tree = shown(report("Rain fell.", [Says((), (), "Rain fell")]))
    assert [stop.attributes["data-s"] for stop in tree.find("a", class_="n")] == ["1"]


def test_a_screen_reader_hears_where_content_begins_and_ends() -> None:
    (marked,) = shown(report("He said no.", [Says("He", "said", "no")])).find("mark")
    assert squeezed(marked.words()) == "content 1: no (end of content 1)"


def test_every_id_is_there_once_and_every_link_within_the_page_has_its_target() -> None:
    tree = shown(pier(), replace(pier(), title="Another"))
    ids = [e.attributes["id"] for e in tree.find() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for link in tree.find("a"):
        if link.attributes["href"].startswith("#"):
            assert link.attributes["href"][1:] in ids
    for element in tree.find():
        for name in ("aria-labelledby", "aria-describedby"):
            assert element.attributes.get(name, ids[0]) in ids


# --- hostile text


HOSTILE_MARKUP = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&<!-- {{ 7*7 }}"


def hostile(words: str) -> Report:
    made = report(
        words, [Says(words[:5], words[5:9], words[9:20])], unused=[(words[:3], words)], notes=[("x", words[:4], words)]
    )
    told: dict[str, Any] = dict.fromkeys(
        ("title", "outlet", "byline", "wire", "document", "published", "language", "model"), words
    )
    return replace(made, **told)


@pytest.mark.parametrize("words", [HOSTILE, HOSTILE_MARKUP])
@pytest.mark.parametrize("view", [lambda made: page([made, made]), repr_html])
def test_hostile_text_stays_text(words: str, view: Callable[[Report], str]) -> None:
    html = view(hostile(words))
    tree = parsed(html)
    assert not tree.find("img")
    assert len(tree.find("script")) <= 1
    assert not any(name.startswith("on") for e in tree.find() for name in e.attributes)
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "49" not in [e.words() for e in tree.find()]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.invalid/b?c=d&e=f", True),
        ("http://a.invalid/", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//a.invalid/", False),
        ("file:///etc/passwd", False),
        ("https://[broken", False),
        ("https://a.invalid/\u202egpj.exe", False),
    ],
)
def test_only_web_addresses_are_linked(url: str, linked: bool) -> None:
    tree = shown(report("Rain fell.", url=url))
    assert [a.attributes["href"] for a in tree.find("a") if not a.attributes["href"].startswith("#")] == [url] * linked


# --- one file, nothing fetched


def test_the_page_is_self_contained() -> None:
    html = page([replace(pier(), url=None)])
    tree = parsed(html)
    policy = next(m.attributes["content"] for m in tree.find("meta") if "http-equiv" in m.attributes)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    assert not [e for e in tree.find() if "src" in e.attributes]
    assert [e.attributes["href"] for e in tree.find("link")] == ["data:,"]
    assert not re.search(r"https?://|@import|url\(", html)


def test_one_template_serves_many_reports_with_a_table_of_contents() -> None:
    tree = shown(pier(), replace(pier(), title="Another view"))
    assert [squeezed(a.words()) for a in tree.find("nav")[0].find("a")] == [pier().title, "Another view"]
    assert len(tree.find("article")) == 2
    assert not shown(pier()).find("nav")


def test_a_page_of_no_reports_is_a_page() -> None:
    assert "0 reports" in shown().find("title")[0].words()


# --- under the text


def under(made: Report, section: str) -> str:
    return squeezed(shown(made).find("section", class_=section)[0].words())


def test_sources_say_who_says_how_much() -> None:
    assert "the ministry of transport 2 3 23 13%" in under(pier(), "sources")
    assert "no source named 12 8 4%" in under(pier(), "sources")
    assert "No statement was found." in under(report("Rain fell."), "sources")


def test_the_voice_is_named_as_whose_it_is() -> None:
    assert under(pier(), "voice").startswith("Own voice 12% of the running text, 21 words. The outlet’s own words")
    assert under(replace(pier(), genre="guest"), "voice").startswith("The guest’s voice")
    assert under(replace(pier(), genre="unknown"), "voice").startswith("Voice: unknown")


def test_statements_are_listed_with_kind_chain_and_score() -> None:
    statement = squeezed(shown(pier()).find("li", id="r1-s8")[0].words())
    assert "an unpublished report of the port police" in statement
    assert "Kind mixed: partly in quotation marks" in statement
    assert "Within statement 7" in statement
    assert "Chain The Marrow Courier → Coastal News Agency → the state broadcaster (7)" in statement
    assert "Machine’s score 74%" in statement


def test_a_grounded_statement_says_how_it_is_put_who_that_is_and_the_whole_chain() -> None:
    statement = squeezed(shown(ferry()).find("li", id="r1-s2")[0].words())
    assert "How presents as fact, stated flatly, said to be for the first time" in statement
    assert "Source named person, state" in statement
    assert "Chain The Marrow Courier → Coastal News Agency → Drevia’s state news agency (1) → Ilse Maran" in statement
    assert "Who She = Ilse Maran" in squeezed(shown(ferry()).find("li", id="r1-s3")[0].words())


def test_asides_stand_with_their_statement_and_the_rest_by_themselves() -> None:
    tree = shown(ferry())
    assert "Reason for anonymity “because he had no authority to speak”" in squeezed(
        tree.find("li", id="r1-s4")[0].words()
    )
    assert "Caveat “could not be independently verified”" in squeezed(tree.find("li", id="r1-s5")[0].words())
    assert under(ferry(), "asides") == (
        "Said beside the statements No comment, Interior Ministry: “The Interior Ministry did not respond to questions”"
    )


def test_sources_are_grouped_by_who_they_are_and_counted_by_class_and_role() -> None:
    words = under(ferry(), "sources")
    assert "Ilse Maran named person, state 2 3 27 20%" in words
    assert "named organisation 3 statements 16%" in words
    assert "armed party 2 statements 12%" in words


def test_figures_are_a_table_with_the_texts_own_words_first() -> None:
    (table,) = shown(ferry()).find("section", class_="figures")[0].find("table")
    rows = [[squeezed(cell.words()) for cell in row.find(role="cell")] for row in table.find("tr")[1:]]
    heads = [squeezed(cell.words()) for cell in table.find("th", scope="row")]
    assert heads[:4] == ["14 sailors", "three cadets 3", "between 30 and 40", "Dozens a guess, 50%"]
    assert rows[0] == ["sailors, killed", "this incident", "1 March 2031", "Ilse Maran statement 2"]


def test_dates_and_places_say_what_the_words_are_taken_to_mean() -> None:
    found = [squeezed(section.words()) for section in shown(ferry()).find("section", class_="found")]
    assert found[0].startswith("Dates In the textTaken to meanIn statements on Saturday 1 March 2031 2 ")
    assert "March 2 2 March, year not known a guess, 40%" in found[0]
    assert "Marrow Marrow, QZ a guess, 42% 54.1° N 11.5° E; could also be Marrow, QX 2" in found[1]
    assert found[1].endswith("Drevia not known")


def test_every_list_points_to_its_words_in_the_text() -> None:
    tree = shown(ferry())
    for section in ("figures", "found", "asides"):
        links = [a for part in tree.find("section", class_=section) for a in part.find("a") if a.attributes.get("dir")]
        assert links
        for link in links:
            (target,) = tree.find(id=link.attributes["href"][1:])
            assert link.words() == target.words(own=True)


def test_places_lead_to_no_map() -> None:
    assert [a for a in shown(ferry()).find("a") if not a.attributes["href"].startswith("#")] == []


@given(reports())
def test_every_link_has_its_target_whatever_the_report(made: Report) -> None:
    tree = shown(made)
    ids = [e.attributes["id"] for e in tree.find() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    points = {a.attributes["href"][1:] for a in tree.find("a") if a.attributes["href"].startswith("#")}
    # A statement without extent has no number in the text to go back to.
    assert {name for name in points if not name.endswith("-ref")} <= set(ids)


@pytest.mark.parametrize("section", ["figures", "found", "asides", "mixes"])
def test_what_was_not_found_takes_no_room(section: str) -> None:
    assert not shown(pier()).find(class_=section)


@pytest.mark.parametrize("word", ["true", "confirmed", "credible", "corroborated", "verified", "endors", "false"])
def test_no_verdict_is_passed(word: str) -> None:
    tree = parsed(re.sub(r"<(style|script)>.*?</\1>", "", page([replace(ferry(), text=ferry().text)]), flags=re.DOTALL))
    said = squeezed(tree.words()).casefold()
    for own in ("never what is true", "could not be independently verified", "cannot be verified"):
        said = said.replace(own, "")
    assert word not in said


def test_what_was_not_used_and_the_notes_are_listed() -> None:
    assert "“Long Arm” in quotation marks, reads as a name" in under(pier(), "unusedlist")
    assert "The page gives a day and no time" in under(pier(), "notelist")


def test_the_foot_has_version_model_and_hashes() -> None:
    tree = shown(pier())
    record = squeezed(tree.find("footer", class_="record")[0].words())
    assert f"sha256 {pier().text_id}" in record
    assert f"sha256 {'4f' * 32}" in record
    assert "en-1 (sha256 0f3a9c)" in record
    foot = squeezed(tree.find("footer", class_="colophon")[0].words())
    assert foot.startswith("Sayso says what the text says and on whose word, never what is true.")


def test_the_page_works_without_scripts() -> None:
    tree = shown(pier())
    assert "hidden" in tree.find("button", class_="theme")[0].attributes  # a script shows what only a script can do
    assert "hidden" in tree.find("aside", class_="card")[0].attributes


# --- the notebook


@given(reports())
def test_the_notebooks_fragment_is_well_formed_for_every_report(made: Report) -> None:
    tree = parsed(repr_html(made))
    assert [child.name for child in tree.children if isinstance(child, Element)] == ["div"]
    assert not tree.find("script")


def test_the_notebooks_fragment_has_text_and_what_lies_under_it() -> None:
    tree = parsed(repr_html(pier()))
    assert len(tree.find("mark")) == len(shown(pier()).find("mark"))
    assert [squeezed(s.words()) for s in tree.find("summary")] == [
        "Sources (13)",
        "Statements (14)",
        "Seen, not used (2)",
        "Notes (2)",
    ]


def test_the_notebooks_fragment_of_a_grounded_report() -> None:
    tree = parsed(repr_html(ferry()))
    folds = {squeezed(d.find("summary")[0].words()): squeezed(d.words()) for d in tree.find("details")}
    assert list(folds) == [
        "Sources (7)",
        "Figures (6)",
        "Dates",
        "Places",
        "Statements (9)",
        "Seen, not used (1)",
        "Notes (1)",
    ]
    assert "three cadets 3, cadets, killed, part of “14 sailors” on the word of Ilse Maran (2)" in folds["Figures (6)"]
    assert "She = Ilse Maran · put · stated flatly · named person, state · indirect" in folds["Statements (9)"]


def test_the_notebooks_styles_reach_no_further_than_the_fragment() -> None:
    (style,) = parsed(repr_html(pier())).find("style")
    rules = re.sub(r"\{[^}]*\}", "\n", style.words()).split("\n")
    selectors = [part for rule in rules for part in re.split(r",(?![^(]*\))", rule) if part.strip()]
    assert selectors
    assert all(part.strip().startswith(".sayso-report") for part in selectors)
