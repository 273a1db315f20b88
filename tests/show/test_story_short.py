"""The first screen of a story, which claims stand open or folded, and headlines without their site's name."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.compare.nouns import Claim, Story
from sayso.report import Report
from sayso.show.story_html import story_page
from sayso.show.story_short import alone, in_short
from sayso.show.story_words import Members, as_of_in_words
from tests.show.make_story import blast
from tests.show.test_browser import browser  # noqa: F401 - a fixture
from tests.show.test_story_page import NOW, Page
from tests.show.test_story_terminal import printed


def many_claims(several: int, lone: int) -> tuple[Story, dict[str, Report]]:
    """The story with so many claims of two texts, and so many of one text alone."""
    story, reports, _ = blast()
    of_two = story.claims[1]
    of_one = replace(of_two, outlets=1, origins=1, statements=of_two.statements[:1], variants=(), earliest=())
    claims: list[Claim] = [replace(of_two, text=f"many say {n}") for n in range(several)]
    claims += [replace(of_one, text=f"one says {n}") for n in range(lone)]
    return replace(story, claims=tuple(replace(one, id=f"c{n}") for n, one in enumerate(claims, 1))), reports


def test_the_first_screen_says_what_is_said_by_how_many_what_moved_and_what_does_not_fit() -> None:
    (said, claims), (counted, counts), (unfit, clashes) = in_short(blast()[0])
    assert (said, counted, unfit) == ("What is said", "What was counted", "What does not fit")
    assert (claims[0].words, claims[0].at) == ("“At least nine people were killed”", "c1")
    assert claims[0].of == "disputed; 2 outlets, 1 origin, 1 root: the ministry"
    assert [(line.words, line.of) for line in counts] == [
        ("People killed: 17 to 31", "no best number; before: ≥9; withdrawn: 41")
    ]
    assert [line.words for line in clashes] == ["Figures"]


def test_a_claim_of_one_text_stands_behind_those_of_several() -> None:
    story, reports = many_claims(2, 30)
    assert [alone(one) for one in story.claims] == [False] * 2 + [True] * 30
    page = Page(story_page(story, reports, (), NOW))
    assert (
        page.text.index("many say 1") < page.text.index("30 claims of one text alone") < page.text.index("one says 0")
    )
    assert "one says 0" not in " ".join(line.words for _, lines in in_short(story) for line in lines)
    text = printed(story, reports)
    assert "many say 1" in text and "one says" not in text
    assert "… and 30 claims of one text alone, in --format json and html" in " ".join(text.split())


def test_where_no_claim_is_of_several_texts_that_is_said() -> None:
    story, reports = many_claims(0, 9)
    page = Page(story_page(story, reports, (), NOW))
    assert "What is said Nothing by more than one text 9 claims of one text alone" in page.text
    assert "No claim is told by more than one text: 9 claims of one text alone" in page.text
    assert "one says 7" in printed(story, reports)


def test_the_long_tail_is_folded_and_counted() -> None:
    story, reports = many_claims(50, 100)
    page = Page(story_page(story, reports, (), NOW))
    assert "28 claims more of several texts, or disputed" in page.text
    assert "and 10 claims more, in JSON" in page.text.replace("more claims", "claims more")
    assert "and 20 claims more, in JSON" in page.text.replace("more claims", "claims more")


def test_an_empty_story_has_nothing_in_short() -> None:
    story, _, _ = blast()
    assert in_short(replace(story, claims=(), figures=(), conflicts=())) == []
    quiet = in_short(replace(story, conflicts=()))
    assert quiet[-1][1][0].words == "Nothing was found that excludes anything else"


@pytest.mark.parametrize(
    ("title", "outlet", "shown"),
    [
        ("Ferry sinks off Tarn | WTRN 7", "www.wtrn.example", "Ferry sinks off Tarn"),
        ("Ferry sinks off Tarn - The Tarn Post: News, Weather", "Tarn Post", "Ferry sinks off Tarn"),
        ("Ferry sinks - 12 dead", "Tarn Post", "Ferry sinks - 12 dead"),
        ("Tarn: a town in grief", "Tarn Post", "Tarn: a town in grief"),
        ("Tarn Post", "Tarn Post", "Tarn Post"),
        (" | Tarn Post", "Tarn Post", " | Tarn Post"),
    ],
)
def test_a_headline_stands_without_its_sites_name(title: str, outlet: str, shown: str) -> None:
    story, reports, _ = blast()
    known = {**reports, "wire": replace(reports["wire"], title=title, outlet=outlet)}
    assert Members(replace(story, title=title), known).title("wire") == shown.strip()
    assert Members(story, known).story(replace(story, title=title)) == shown.strip()


def test_what_ends_several_headlines_is_no_part_of_them() -> None:
    story, reports, _ = blast()
    known = {key: replace(one, title=f"Report {key} | Channel Nine", outlet=None) for key, one in reports.items()}
    assert [Members(story, known).title(key) for key in ("wire", "copy")] == ["Report wire", "Report copy"]


def test_a_part_of_a_day_is_in_words() -> None:
    assert as_of_in_words("2031-03-02TEV") == "2 March 2031, evening"
    assert as_of_in_words("2031-03-02") == "2 March 2031"
    assert as_of_in_words("2031-03-02T05:10:00Z") == "2 March 2031, 05:10 UTC"
    assert as_of_in_words(None) == ""


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
def test_a_print_has_the_claims_that_are_folded(browser: Any, tmp_path: Path, scripts: bool) -> None:  # noqa: F811
    story, reports = many_claims(20, 30)
    file = tmp_path / "story.html"
    file.write_text(story_page(story, reports, (), NOW), "utf-8")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
    browser.get(file.as_uri())
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return document.querySelector(arguments[0]).checkVisibility()"
    assert browser.execute_script(shown, ".st-lone li:last-child")
    assert browser.execute_script(shown, ".st-fold .st-claims > li")
    assert browser.execute_script(shown, ".st-unprinted")
    assert not browser.execute_script(shown, ".st-dl details ul")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert not browser.execute_script(shown, ".st-lone li:last-child")
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF")
