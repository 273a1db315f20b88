"""A page's tree: parsed whatever its state, and where in it the report stands.

trafilatura finds the main content best of what was measured on news pages, but it gives back a copy without offsets,
without figures, and with its tags rewritten. So its answer is used only to tell which stretches of text in the
original tree belong to the report; the walk over that tree is ours (`html_walk`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from sayso.read.notes import note
from sayso.report import Note

# libxml2 gives up at 2,048 levels; pages that are neither damaged nor hostile stay far below this.
_DEEPEST = 200
# Reading took 1.1 s for 15,000 elements and 2.6 s for 27,000 (one core, 2025): more than linear.
_MOST_ELEMENTS = 30_000
# A stretch of text shorter than this many letters says nothing about where the report stands.
_TELLING = 20
# Elements that may be nested at will; the others close one another by themselves ("<p><p>") and never get deep.
_NESTING = frozenset(
    "div span b i em strong u s q font small big a sub sup tt code center blockquote section article main aside"
    " header footer"
    " nav figure table tbody ul ol dl form fieldset ins del mark cite label abbr details summary object"
    " noscript".split()
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>")
_DATA_ADDRESS = re.compile(r"data:[\w/+.;=-]{1,80},[A-Za-z0-9+/=%\s]{256,}")
_IGNORED = frozenset(
    "script style noscript template svg head title select option textarea button iframe nav footer form aside".split()
)


@dataclass(slots=True)
class Page:
    """A parsed page."""

    root: Any
    elements: int
    broke_off: bool  # the parser gave up before the end
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Main:
    """Where the report stands in a page."""

    root: Any  # the lowest element with nearly all of the main content
    kept: dict[Any, int]  # letters of main content within each element that has any; empty for a fragment
    notes: list[Note] = field(default_factory=list)


def parse(source: str) -> Page | None:
    """The tree of a page; None when there is no markup to parse. Too deep a nesting is flattened, with a note."""
    if len(source) > 500_000:
        source = _DATA_ADDRESS.sub("data:,", source)  # pictures that browsers save into the page
    page = _parse(source)
    if page is None or (not page.broke_off and _depth(page.root) <= 2 * _DEEPEST):
        return page
    flat = _parse(_flattened(source))
    if flat is None:
        return page
    message = (
        f"it nests its elements deeper than {_DEEPEST} levels: those further in were taken out, their text was kept"
    )
    flat.notes.insert(0, note("html-too-deep", message))
    if flat.broke_off:
        flat.notes.append(note("html-cut", "its markup broke off the parser: text after that place may be missing"))
    return flat


def _parse(source: str) -> Page | None:
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    fatal = any(entry.level_name == "FATAL" for entry in parser.error_log)
    return Page(root, sum(1 for _ in root.iter()), fatal)


def _depth(root: Any) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _flattened(source: str) -> str:
    """The source without the tags that would nest deeper than `_DEEPEST`."""
    out: list[str] = []
    at = depth = 0
    dropped: dict[str, int] = {}
    for match in _TAG.finditer(source):
        name = match[2].lower()
        if name not in _NESTING or match.group().endswith("/>"):
            continue
        drop = False
        if not match[1]:
            drop = depth >= _DEEPEST
            if drop:
                dropped[name] = dropped.get(name, 0) + 1
            else:
                depth += 1
        elif dropped.get(name):
            drop = True
            dropped[name] -= 1
        else:
            depth = max(0, depth - 1)
        if drop:
            out.append(source[at : match.start()])
            at = match.end()
    out.append(source[at:])
    return " ".join(out)


def locate(page: Page) -> Main | None:
    """Where the report stands, by trafilatura, else by the density of text; None when there is no running text."""
    body = page.root.find("body")
    body = page.root if body is None else body
    wanted = _by_trafilatura(page)
    notes: list[Note] = []
    kept = _weigh(body, wanted) if wanted else {}
    if not kept:
        kept = _by_density(body)
        if not kept:
            return None
        notes.append(note("html-main-guessed", "the main content was found by the density of its text only"))
    total = kept[body]
    root = body
    while True:
        inner = next((child for child in root if kept.get(child, 0) >= 0.85 * total), None)
        if inner is None or inner.tag in (
            "p",
            "span",
            "a",
            "em",
            "strong",
            "b",
            "i",
            "td",
            "li",
            "blockquote",
            "figure",
        ):
            return Main(root, kept, notes)
        root = inner


def _by_trafilatura(page: Page) -> str | None:
    """The main content as trafilatura gives it, without its spaces."""
    if page.elements > _MOST_ELEMENTS:
        return None
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it logs is told by our notes
    try:
        found = trafilatura.bare_extraction(page.root, include_comments=False, include_tables=True)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError, MemoryError):
        return None  # it rewrites trees freely and is not made for every damaged one; our own rule takes over
    body = getattr(found, "body", None)
    return "".join("".join(body.itertext()).split()) if body is not None else None


def _texts(body: Any) -> Iterator[tuple[Any, str]]:
    """Every stretch of text below an element, with the element that holds it."""
    for element in body.iter(etree.Element):
        if element.text:
            yield element, element.text
        if element.tail and element is not body:
            yield element.getparent(), element.tail


def _weigh(body: Any, wanted: str) -> dict[Any, int]:
    """Counts, for every element, the letters within it that belong to the main content `wanted`."""
    kept: dict[Any, int] = {}
    for holder, words in _texts(body):
        bare = "".join(words.split())
        if (
            len(bare) >= _TELLING
            and bare in wanted
            and not _within(holder, body, ("script", "style", "template", "noscript"))
        ):
            _count(kept, holder, body, len(bare))
    return kept


def _by_density(body: Any) -> dict[Any, int]:
    """The same by a rule of thumb: long stretches outside links and menus."""
    kept: dict[Any, int] = {}
    for holder, words in _texts(body):
        bare = words.strip()
        if len(bare) >= 60 and not _within(holder, body, _IGNORED) and holder.tag != "a":
            _count(kept, holder, body, len(bare))
    return kept


def _count(kept: dict[Any, int], holder: Any, body: Any, letters: int) -> None:
    element = holder
    while element is not None:
        kept[element] = kept.get(element, 0) + letters
        if element is body:
            return
        element = element.getparent()


def _within(element: Any, body: Any, tags: Any) -> bool:
    while element is not None and element is not body:
        if element.tag in tags:
            return True
        element = element.getparent()
    return False
