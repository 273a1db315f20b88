"""The audit's page in a real browser: opened by keyboard, readable in both themes, asking nothing of any network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.show.audit import audit_page
from tests.audit.make import OFFICIAL, WITNESS, Says, errors, month, report
from tests.show.test_browser import CONTRAST, browser, press

pytestmark = pytest.mark.slow

__all__ = ["browser"]  # a fixture, by its name

GOLD: list[list[list[Any]]] = [
    [
        ["named person", "named person", 76],
        ["unnamed official", "unnamed official", 15],
        ["unnamed other", "named person", 5],
    ]
]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Any:
    reports = [report(Says(), OFFICIAL, WITNESS, Says(named=None), about=f" {n}") for n in range(6)]
    guest = report(Says(), about=" by a guest", genre="guest")
    file = tmp_path / "audit.html"
    file.write_text(audit_page(month(*reports, guest, errors=errors(source_class=GOLD))), "utf-8")
    browser.get_log("performance")
    browser.get(file.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    return browser


def test_a_share_opens_its_list_by_keyboard(opened: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    for _ in range(40):
        press(opened, Keys.TAB)
        if opened.execute_script("return document.activeElement.innerText.startsWith('unnamed source')"):
            break
    press(opened, Keys.ENTER)
    listed = opened.execute_script("return document.activeElement.parentElement.innerText")
    assert "an official" in listed
    assert "a deckhand" in listed
    assert "Ilse Maran" not in listed


def test_every_list_opens_at_once_and_closes_again(opened: Any) -> None:
    lists = "return [document.querySelectorAll('details').length, document.querySelectorAll('details[open]').length]"
    assert [button.text for button in opened.find_elements("css selector", "button")] == ["Open every list", "Auto"]
    opened.find_element("css selector", ".open").click()
    every, shown = opened.execute_script(lists)
    assert every == shown > 10
    opened.find_element("css selector", ".open").click()
    assert opened.execute_script(lists) == [every, 0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_can_be_read_in_both_themes(opened: Any, theme: str) -> None:
    opened.execute_script(f"document.documentElement.dataset.theme = '{theme}'")
    opened.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    low = [row for row in opened.execute_script(CONTRAST) if row[0] < 4.5]
    assert low == []


@pytest.mark.parametrize("width", [360, 700, 1280])
def test_the_page_is_never_wider_than_its_window(opened: Any, width: int) -> None:
    opened.set_window_size(width, 900)
    opened.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert opened.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    opened.set_window_size(1280, 1000)


def test_the_page_asks_nothing_of_any_network(opened: Any) -> None:
    asked = [json.loads(entry["message"])["message"] for entry in opened.get_log("performance")]
    urls = [a["params"]["request"]["url"] for a in asked if a["method"] == "Network.requestWillBeSent"]
    assert [url for url in urls if not url.startswith(("file:", "data:"))] == []
    assert [entry for entry in opened.get_log("browser") if entry["level"] == "SEVERE"] == []
