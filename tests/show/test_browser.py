"""The page in a real browser: walked by keyboard, asking nothing of any network, readable in both themes.

Needs Debian's `chromium` and `chromium-driver`. Without them these tests are skipped, save where CI is set: there a
missing browser is a failure.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.show import page
from tests.conftest import absent
from tests.show.make import ferry, pier

pytestmark = pytest.mark.slow

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVERS = ("chromedriver", "/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver")
SWITCHES = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run "
    "--force-prefers-reduced-motion --disable-background-networking --disable-component-update --disable-sync "
    "--disable-extensions --window-size=1280,1000"
)

# The contrast of every visible text with what lies behind it, by WCAG 2, the worst first; tints are composited.
CONTRAST = """
const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
const over = (top, under) => {
  const [r, g, b, a = 1] = numbers(top);
  return [r, g, b].map((v, i) => v * a + under[i] * (1 - a));
};
const light = (c) => {
  const [r, g, b] = c.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (element) => {
  const chain = [];
  for (let e = element; e; e = e.parentElement) chain.unshift(getComputedStyle(e).backgroundColor);
  return chain.reduce((under, top) => over(top, under), [255, 255, 255]);
};
const found = [];
const check = (element, style, words) => {
  const behind = ground(element), text = over(style.color, behind);
  const [a, b] = [light(text), light(behind)].sort((x, y) => y - x);
  found.push([Math.round(((a + 0.05) / (b + 0.05)) * 100) / 100, words.trim().slice(0, 40), element.className]);
};
for (const element of document.body.querySelectorAll("*")) {
  if (["SCRIPT", "STYLE"].includes(element.tagName) || !element.getClientRects().length) continue;
  if (element.closest(".vh") || element.getBoundingClientRect().right < 0) continue;
  const own = [...element.childNodes].filter((n) => n.nodeType === 3 && n.data.trim()).map((n) => n.data).join(" ");
  if (own) check(element, getComputedStyle(element), own);
  for (const which of ["::before", "::after"]) {
    const style = getComputedStyle(element, which);
    if (!["none", "normal", '""'].includes(style.content)) check(element, style, which + style.content);
  }
}
return found.sort((x, y) => x[0] - y[0]);
"""


def _tools() -> tuple[str, str]:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = next(filter(None, map(shutil.which, DRIVERS)), None)
    if browser is None or driver is None:
        absent("no chromium or no chromedriver is installed (Debian: apt-get install chromium chromium-driver)")
    assert browser
    assert driver
    return browser, driver


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    binary, driver = _tools()
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for switch in SWITCHES.split():
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(driver))
    yield started
    started.quit()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Any:
    file = tmp_path / "page.html"
    file.write_text(page([pier(), replace(pier(), title="Pier fire: what we know", genre="unknown"), ferry()]), "utf-8")
    browser.get_log("performance")
    browser.get(file.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    return browser


def press(browser: Any, *keys: str) -> None:
    from selenium.webdriver import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def lit(browser: Any) -> list[str]:
    """The words that are lit in the text, numbers left out."""
    return browser.execute_script(
        "return [...document.querySelectorAll('.text .on:not(.n, .sn), h1 .on:not(.n, .sn)')].map((e) => {"
        "const copy = e.cloneNode(true); copy.querySelectorAll('[data-x]').forEach((x) => x.remove());"
        "return copy.textContent.trim(); })"
    )


def focused(browser: Any) -> str:
    return browser.execute_script("return document.activeElement.id")


def card(browser: Any) -> str | None:
    return browser.execute_script(
        "const c = document.querySelector('.card'); return c.hidden ? null : c.innerText.replace(/\\s+/g, ' ')"
    )


def test_tab_walks_through_the_statements_and_lights_them_whole(opened: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    walked = {}
    for _ in range(9):  # over the skip link, the theme, the list of reports, the address and what the cards hold, too
        press(opened, Keys.TAB)
        walked[focused(opened)] = lit(opened)
    assert [name for name in walked if name.endswith("-ref")][:3] == ["r1-s1-ref", "r1-s2-ref", "r1-s3-ref"]
    assert walked["r1-s1-ref"] == ["Nine dead after fire on Marrow pier", "ministry", "says"]
    assert walked["r1-s2-ref"][1:] == ["the ministry of transport", "said"]
    assert "adding" in (card(opened) or "")


def test_letters_and_arrows_move_from_statement_to_statement(opened: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    press(opened, "n", "n", "n")
    assert focused(opened) == "r1-s3-ref"
    press(opened, "p")
    assert focused(opened) == "r1-s2-ref"
    press(opened, Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert focused(opened) == "r1-s5-ref"
    assert lit(opened)[0] == "“We counted twelve,”"  # both parts of a content that is interrupted
    assert lit(opened)[-1] == "“and we stand by every one of them.”"
    press(opened, Keys.ARROW_LEFT, Keys.ARROW_UP)
    assert focused(opened) == "r1-s3-ref"


def test_enter_holds_the_card_and_escape_lets_it_go(opened: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    press(opened, *"nnnnnnnnn", Keys.ENTER)
    assert focused(opened) == "r1-s9-ref"
    held = card(opened) or ""
    for words in ("STATEMENT 9", "a watchman", "had told", "statement 8", "the state broadcaster (7)", "81%"):
        assert words in held
    assert "Machine’s score" in held
    opened.execute_script("document.activeElement.blur()")
    assert card(opened) == held
    press(opened, Keys.ESCAPE)
    assert card(opened) is None
    assert lit(opened) == []


def test_a_pointer_on_any_part_lights_the_whole_statement(opened: Any) -> None:
    from selenium.webdriver import ActionChains

    cue = opened.find_element("css selector", "#r1 .text .cue[data-s='5']")
    ActionChains(opened).move_to_element(cue).perform()
    assert lit(opened) == [
        "“We counted twelve,”",
        "its director, Ilse Maran",
        "told",
        "“and we stand by every one of them.”",
    ]
    assert "its director, Ilse Maran" in (card(opened) or "")


def test_the_card_stays_in_the_window(opened: Any) -> None:
    for width in (1280, 400):
        opened.set_window_size(width, 800)
        press(opened, "n", "n")
        box = opened.execute_script("return document.querySelector('.card').getBoundingClientRect().toJSON()")
        inner = opened.execute_script("return [innerWidth, innerHeight]")
        assert box["left"] >= 0
        assert box["right"] <= inner[0] + 1
        assert box["bottom"] <= inner[1] + 1
    opened.set_window_size(1280, 1000)


def test_a_figure_leads_to_its_words_and_the_card_shows_who_that_is(opened: Any) -> None:
    opened.find_element("css selector", "#r3 .figures th a").click()
    lit = opened.execute_script("return document.querySelector(':target').textContent")
    assert lit == "14 sailors"
    opened.find_element("css selector", "#r3-s3-ref").click()
    held = card(opened) or ""
    for words in ("She = Ilse Maran", "stated flatly", "named person, state", "Chain The Marrow Courier →"):
        assert words in held


def test_nothing_scrolls_sideways_in_a_narrow_window(opened: Any) -> None:
    opened.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 340, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    assert opened.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_page_asks_nothing_of_any_network_and_raises_no_error(opened: Any) -> None:
    press(opened, "n", "n")
    opened.find_element("css selector", ".theme").click()
    asked = [
        message["params"]["request"]["url"]
        for message in (json.loads(entry["message"])["message"] for entry in opened.get_log("performance"))
        if message["method"] == "Network.requestWillBeSent"
    ]
    assert asked
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    assert [entry for entry in opened.get_log("browser") if entry["level"] in {"SEVERE", "WARNING"}] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("by", ["system", "button"])
def test_all_text_is_readable_in_both_themes(opened: Any, theme: str, by: str) -> None:
    media = [{"name": "prefers-color-scheme", "value": theme if by == "system" else "light"}]
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    if by == "button":
        for _ in range({"light": 1, "dark": 2}[theme]):
            opened.find_element("css selector", ".theme").click()
    ground = opened.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(252, 250, 245)", "dark": "rgb(23, 24, 27)"}[theme]
    for keys in ("", "nnnnnnn", "nn"):  # at rest; a statement lit that holds two others; the innermost lit
        press(opened, *keys)
        measured = opened.execute_script(CONTRAST)
        assert len(measured) > 100
        assert [line for line in measured if line[0] < 4.5] == []
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_the_theme_is_remembered(opened: Any) -> None:
    opened.find_element("css selector", ".theme").click()
    opened.find_element("css selector", ".theme").click()
    opened.refresh()
    button = opened.find_element("css selector", ".theme")
    assert (button.text, button.get_attribute("aria-label")) == ("Dark", "Colours: dark")
    button.click()
    assert opened.execute_script("return document.documentElement.dataset.theme ?? null") is None
