"""A story's page in a real browser: by keyboard, in both themes, in print, in a narrow window, fetching nothing."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from sayso.show.story_html import story_page
from tests.show.make_story import blast
from tests.show.test_browser import CONTRAST, browser, press

pytestmark = pytest.mark.slow

__all__ = ["browser"]  # a fixture, by its name

# What axe asks first: every image, button, link, table and region has a name, headings step by one, ids stand once.
BARRIERS = """
const found = [];
const named = (e) => (e.getAttribute("aria-label") || (e.getAttribute("aria-labelledby") || "").split(" ")
  .map((id) => document.getElementById(id)?.textContent ?? "").join("") || e.textContent).trim();
for (const e of document.querySelectorAll("button:not([hidden]), a[href], [role=img], [role=region], section, nav"))
  if (!named(e)) found.push(["no name", e.outerHTML.slice(0, 80)]);
let level = 0;
for (const h of document.querySelectorAll("h1, h2, h3, h4")) {
  if (+h.tagName[1] > level + 1) found.push(["heading skips", h.textContent]);
  level = +h.tagName[1];
}
for (const t of document.querySelectorAll("table")) {
  const columns = t.querySelectorAll("thead th").length;
  for (const row of t.querySelectorAll("tbody tr")) {
    if (row.cells.length !== columns) found.push(["cells", row.innerText]);
    if (row.cells[0].tagName !== "TH" || row.cells[0].scope !== "row") found.push(["no row header", row.innerText]);
  }
}
const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push(["id twice", id]);
for (const e of document.querySelectorAll("[tabindex]")) if (+e.tabIndex > 0) found.push(["tab order", e.id]);
if (document.querySelectorAll("main").length !== 1 || !document.documentElement.lang) found.push(["no main or lang"]);
return found;
"""

FOCUSED = "const e = document.activeElement; return e.hash || e.className || e.tagName"
#: The colours that a chart's text is drawn in, and those that its contrast was measured by.
FILLS = """
const styles = [...document.querySelectorAll(".chart text")].map((text) => getComputedStyle(text));
return styles.map((style) => [style.fill, style.color]);
"""


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Any:
    story, reports, judgements = blast()
    file = tmp_path / "story.html"
    file.write_text(story_page(story, reports, judgements), "utf-8")
    browser.get_log("performance")
    browser.get(file.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    return browser


def test_nothing_bars_a_screen_reader(opened: Any) -> None:
    assert opened.execute_script(BARRIERS) == []


def test_the_keyboard_reaches_every_part(opened: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    seen = []
    for _ in range(80):
        press(opened, Keys.TAB)
        seen.append(opened.execute_script(FOCUSED))
    for part in ("#story", "#claims", "#figures", "#conflicts", "#copies", "#timeline", "#reports", "#judgements"):
        assert part in seen, part
    assert "scroll" in seen  # a chart that is wider than a window can be moved by keys
    assert "SUMMARY" in seen
    assert "#r4" in seen


def test_a_number_leads_to_its_report(opened: Any) -> None:
    opened.find_element("css selector", "#claims a.no[href='#r2']").click()
    there = opened.execute_script("return document.querySelector(':target').innerText")
    assert "Oskeld Herald" in there
    assert re.search(r"text [0-9a-f]{64}", there)


def test_every_list_opens_at_once(opened: Any) -> None:
    opened.find_element("css selector", ".open").click()
    lists = "return [document.querySelectorAll('details').length, document.querySelectorAll('details[open]').length]"
    assert opened.execute_script(lists) == [2, 2]
    assert "Seventeen people are known to have died" in opened.find_element("id", "c1").text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_can_be_read_in_both_themes(opened: Any, theme: str) -> None:
    opened.execute_script(f"document.documentElement.dataset.theme = '{theme}'")
    opened.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    measured = opened.execute_script(CONTRAST)
    assert len(measured) > 150
    assert [row for row in measured if row[0] < 4.5] == []
    charts = opened.execute_script(FILLS)
    assert charts
    assert [one for one in charts if one[0] != one[1]] == []  # so that the contrast that was measured is what is drawn


@pytest.mark.parametrize("width", [340, 375, 700, 1280])
def test_the_page_is_never_wider_than_its_window(opened: Any, width: int) -> None:
    opened.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    opened.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    wide = opened.execute_script("return document.documentElement.scrollWidth")
    opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= width


def test_no_label_of_a_chart_is_cut_off_or_hidden_by_another(opened: Any) -> None:
    boxes = opened.execute_script(
        "return [...document.querySelectorAll('.chart')].map((c) => { const f = c.getBoundingClientRect();"
        "return [...c.querySelectorAll('text')].map((t) => { const b = t.getBoundingClientRect();"
        "return [t.textContent, b.left - f.left, b.right - f.left, b.top, b.bottom, f.width]; }); })"
    )
    for chart in boxes:
        for words, left, right, _, _, width in chart:
            assert left >= -1, words
            assert right <= width + 1, words
        for n, (words, left, right, top, bottom, _) in enumerate(chart):
            for other, left2, right2, top2, bottom2, _ in chart[n + 1 :]:
                over = min(right, right2) - max(left, left2) > 1 and min(bottom, bottom2) - max(top, top2) > 3
                assert not over, (words, other)


def test_it_prints_with_its_caution_and_its_charts(opened: Any) -> None:
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    caution = opened.find_element("css selector", ".st-caution")
    assert caution.is_displayed()
    assert caution.text.startswith("Not verified as true.")
    assert all(chart.is_displayed() for chart in opened.find_elements("css selector", ".chart"))
    assert not opened.find_element("css selector", ".colours").is_displayed()
    assert not opened.find_element("css selector", ".open").is_displayed()
    assert [row for row in opened.execute_script(CONTRAST) if row[0] < 4.5] == []
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    pdf = base64.b64decode(opened.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    assert pdf.startswith(b"%PDF")


def test_all_of_it_can_be_read_without_scripts(browser: Any, tmp_path: Path) -> None:
    story, reports, judgements = blast()
    file = tmp_path / "story.html"
    file.write_text(story_page(story, reports, judgements), "utf-8")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(file.as_uri())
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    body = browser.find_element("css selector", "main").text
    for words in ("Not verified as true.", "People killed", "superseded by", "What people decided", "No source named"):
        assert words.casefold() in body.casefold(), words
    assert len(browser.find_elements("css selector", ".chart")) == 2


def test_it_asks_nothing_of_any_network_and_raises_no_error(opened: Any) -> None:
    opened.find_element("css selector", ".colours").click()
    asked = [json.loads(entry["message"])["message"] for entry in opened.get_log("performance")]
    urls = [a["params"]["request"]["url"] for a in asked if a["method"] == "Network.requestWillBeSent"]
    assert urls
    assert [url for url in urls if not url.startswith(("file:", "data:"))] == []
    assert [entry for entry in opened.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []
