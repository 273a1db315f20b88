"""The walk over a page's own tree that builds the text of its report, once, with every segment's place.

Spaces collapse as browsers show them (no-break and zero-width ones stay); paragraphs are set apart by a blank line,
`<br>` is a line break, `<q>` gets the quotation marks that browsers draw. What stands outside the main content comes
along only when it belongs to the report by its nature: its headline, deck, byline, time, captions, quotations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from sayso.read.layout import trim
from sayso.read.rules import line_kind
from sayso.report import Segment, SegmentKind

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody"
    " td tfoot th"
    " thead tr ul video audio".split()
)
_LINES = frozenset("li dt dd tr td th".split())  # set apart by a line, not a paragraph
_NEVER = frozenset(
    "script style template svg math head title link meta select option optgroup datalist textarea button input"
    " iframe object"
    " embed canvas map area audio video noscript dialog progress meter".split()
)
_MENUS = frozenset("nav form menu".split())
_PARAGRAPHS = frozenset("p div li em small span".split())
_ROLES = frozenset("navigation banner contentinfo search complementary dialog alert menu toolbar".split())


def _tokens(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_-])", re.IGNORECASE)


_MENU_NAMES = _tokens(
    r"nav\w*|menu|bread-?crumbs?|social\w*|share\w*|sharing|share-?tools|related\w*|recirc\w*|recommend\w*|promo\w*|newsletter\w*|"
    r"sign-?up|subscri\w+|ads?|advert\w*|ad-?(?:slot|unit|container|wrapper)|dfp|sponsor\w*|outbrain|taboola|cookies?|consent|paywall|"
    r"trending|most-?(?:read|popular|viewed)|popular|sidebar|toolbar|skip-?link|more-?(?:on|from|stories)|also-?read|read-?(?:more|next)|"
    r"print-only|tags?|tag-?list|topics|site-?(?:header|footer)|masthead|pagination|pager|login|donate|disclaimer"
)
_COMMENT_NAMES = _tokens(r"comments?|comment-?(?:list|section|thread|area)|disqus\w*|replies|respond|discussion")
_HIDDEN_NAMES = _tokens(r"sr-only|visually-?hidden|screen-?reader\w*|assistive|off-?screen|hidden|is-hidden|d-none")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PULL = _tokens(r"pull-?quotes?|pulled-?quote|pq|callout-?quote|quote-?callout|drop-?quote|breakout-?quote")
_CAPTION = _tokens(
    r"\w*captions?|caption-?text|wp-caption-text|image-?(?:credit|meta|source|description)|photo-?credit|media-?(?:caption|credit)|copyright-?line"
)
_CREDIT = _tokens(r"credits?")
_DECK = _tokens(
    r"deck|dek|standfirst|stand-?first|sub-?head(?:line|ing)?s?|sub-?title|sub-?deck|kicker-?text|article-?(?:summary|dek|deck|intro|subtitle|description)|entry-subtitle|story-?(?:summary|deck|dek)|summary"
)
_BYLINE = _tokens(r"by-?lines?|authors?|author-?(?:name|line|info|link)|contributors?|article-?author|writers?")
_DATELINE = _tokens(
    r"date-?lines?|time-?stamps?|pub-?date|publish(?:ed)?-?(?:date|time|on)?|published|article-?(?:date|time)|entry-date|post-date|date-?time|posted-on|updated?"
)
_HEADLINE = _tokens(r"headlines?|entry-title|article-?title|post-?title|story-?title")

# The C1 controls as numeric references ("&#147;") mean what windows-1252 has there (HTML Standard, "numeric character
# reference end state"); the parser leaves them as they are, and quotation marks would be lost.
_C1 = {number: bytes([number]).decode("cp1252", "ignore") or chr(number) for number in range(0x80, 0xA0)}
_SPACES = re.compile(r"[ \t\n\r\f]+")
_ANY_QUOTES = re.compile(r"[“”«»„]|\"[^\"]{3,}\"")
_NONE, _SPACE, _LINE, _PARAGRAPH = range(4)
_GAPS = ("", " ", "\n", "\n\n")


@dataclass(slots=True)
class Walked:
    """A page's text and its segments."""

    text: str
    segments: list[Segment]
    quotations_left_out: int  # parts with quotation marks that were taken for menus and the like


@dataclass(slots=True)
class _Place:
    """How text at some element is to be taken."""

    kind: SegmentKind = "body"
    group: int = 0  # text of one group is one segment
    taken: bool = False  # whether text is taken at all
    verbatim: bool = False  # <pre>
    depth_of_q: int = 0
    tag: str = ""
    left_out: bool = False
    draws_marks: bool = True  # <q>: whether the browser's marks are written


@dataclass(slots=True)
class _Text:
    """The text as it grows. A gap is written only when words follow it, so no segment ends in space."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    gap: int = _NONE
    open: list[Any] = field(default_factory=list)  # [start, end, kind, group] of each segment

    def add(self, words: str, place: _Place) -> None:
        words = words.translate(_C1)
        if not place.verbatim:
            words = _SPACES.sub(" ", words)
            if words.startswith(" "):
                self.wants(_SPACE)
        bare = words.strip("\n" if place.verbatim else " ")
        if not bare.strip():
            self.wants(_SPACE)
            return
        if self.length:
            self._write(_GAPS[self.gap])
        start = self.length
        self._write(bare)
        last = self.open[-1] if self.open else None
        if last and last[2] == place.kind and last[3] == place.group:
            last[1] = self.length
        else:
            self.open.append([start, self.length, place.kind, place.group])
        self.gap = _SPACE if words[-1].isspace() else _NONE

    def wants(self, gap: int) -> None:
        self.gap = max(self.gap, gap)

    def breaks(self) -> None:
        """A line break; two in a row end the paragraph."""
        self.gap = _PARAGRAPH if self.gap >= _LINE else _LINE

    def _write(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)


class Walker:
    """Decides for each element of a page what it is, and writes its text down."""

    def __init__(self, body: Any, main: Any, kept: dict[Any, int], headline: Any = None) -> None:
        self._body, self._main, self._kept, self._headline = body, main, kept, headline
        self._frame = _frame(main)
        self._above_main = set(main.iterancestors())
        self._above_headline = set(headline.iterancestors()) if headline is not None else set()
        self._text = _Text()
        self._groups = 0
        self._before_main = True
        self._left_out = 0

    def walk(self) -> Walked:
        """The text and segments of the page; the tree is left as it is."""
        walker = etree.iterwalk(self._body, events=("start", "end"))
        places: list[_Place] = [_Place()]
        for event, element in walker:
            if event == "start":
                place = self._place(element, places[-1])
                self._open(element, place)
                places.append(place)
                if place.left_out:
                    walker.skip_subtree()
                elif element.text and place.taken:
                    self._text.add(element.text, place)
                continue
            self._close(places.pop())
            if element.tail and element is not self._body and places[-1].taken:
                self._text.add(element.tail, places[-1])
        text = "".join(self._text.parts)
        spans = ((trim(text, (start, end)), kind) for start, end, kind, _ in self._text.open)
        return Walked(text, [Segment(span, kind) for span, kind in spans if span], self._left_out)

    def _place(self, element: Any, outer: _Place) -> _Place:
        """How an element's text is to be taken."""
        tag = element.tag if isinstance(element.tag, str) else ""
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        place = _Place(outer.kind, outer.group, outer.taken, outer.verbatim or tag == "pre", outer.depth_of_q, tag)
        if element is self._main:
            place.taken, self._before_main = True, False
        elif tag in _NEVER or self._is_left_out(element, tag, names, outer):
            place.left_out = True
            if outer.taken and tag not in _NEVER and _ANY_QUOTES.search("".join(element.itertext())):
                self._left_out += 1
            return place
        kind = self._kind(element, tag, names, outer)
        if kind and kind != outer.kind:
            self._groups += 1
            place.kind, place.group = kind, self._groups
        if not place.taken:
            place.taken = self._belongs(element, kind)
        if tag == "q":
            place.depth_of_q += 1
            place.draws_marks = "".join(element.itertext()).strip()[:1] not in tuple("“\"‘'«„")
        return place

    def _belongs(self, element: Any, kind: SegmentKind | None) -> bool:
        """Whether an element outside the main content is part of the report: by its nature, or by its words."""
        if kind == "headline":
            return True
        leaf = element not in self._above_main and not any(child.tag in _BLOCKS for child in element)
        if self._frame is not None and (element is self._frame or self._frame in element.iterancestors()):
            # Under the text, bylines and decks are those of other reports.
            wanted = self._before_main or kind in ("caption", "blockquote", "pullquote")
            if kind and kind not in ("body", "heading") and wanted and not _in_link(element):
                return True
            if leaf and element.tag in _PARAGRAPHS and line_kind(" ".join(element.itertext()).strip()) == "byline":
                return True  # "The Associated Press contributed to this report."
        kept = self._kept.get(element, 0)
        return bool(kept) and leaf and kept >= 0.5 * len("".join("".join(element.itertext()).split()))

    def _is_left_out(self, element: Any, tag: str, names: str, outer: _Place) -> bool:
        """Menus, adverts, comments and what is hidden; never what holds a good part of the main content."""
        if element in self._above_main or element is self._headline or element in self._above_headline:
            return False
        hidden = (
            element.get("hidden") is not None
            or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
            or bool(_HIDDEN_NAMES.search(names))
        )
        quoted = outer.kind in ("blockquote", "pullquote", "caption")  # the footer of a quotation says who spoke
        aside = tag in ("aside", "footer") or element.get("role") == "complementary"
        comments = bool(_COMMENT_NAMES.search(names))
        named = comments or tag in _MENUS or element.get("role") in _ROLES or bool(_MENU_NAMES.search(names))
        if not (hidden or aside or named) or (quoted and not hidden):
            return False
        words = len("".join("".join(element.itertext()).split()))
        if self._kept.get(element, 0) > 0.25 * words:
            return False
        if hidden or comments:
            return True
        if tag == "blockquote" or _PULL.search(names) or any(True for _ in element.iter("blockquote", "q")):
            return False
        # An aside with running text is a box of facts or a pull quote; one of links is a menu.
        site = tag == "footer" and element.getparent() is self._body
        return named or site or words < 25 or _link_share(element, words) > 0.4

    def _kind(self, element: Any, tag: str, names: str, outer: _Place) -> SegmentKind | None:
        """The kind of an element's text; None to go on with that of its parent."""
        if element is self._headline:
            return "headline"
        if outer.kind in ("headline", "byline", "caption", "pullquote", "dateline", "deck"):
            return None
        if _PULL.search(names) or (tag == "aside" and element.find(".//blockquote") is not None):
            return "pullquote"
        if outer.kind == "blockquote":
            return None
        if tag == "blockquote" or (tag == "figure" and _is_of_a_quotation(element)):
            return "blockquote"
        holds_main = element is self._main or element in self._above_main or self._kept.get(element, 0) > 1000
        if tag == "figcaption" or (_CAPTION.search(names) and not holds_main):
            return "caption"
        if _CREDIT.search(names) and not holds_main and _is_short(element):
            # Under a picture it is the photographer's, at the end of a text the agency's.
            pictured = outer.tag in ("figure", "picture") or any(up.tag == "figure" for up in element.iterancestors())
            return "caption" if pictured else "byline"
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return "deck" if tag != "h1" and _DECK.search(names) and self._is_above_text(element) else "heading"
        if holds_main:
            return None
        if element.get("itemprop") in ("author", "byline") or element.get("rel") == "author":
            return "byline"
        if tag == "time" and outer.tag not in ("p", "li", "td"):
            return "dateline"
        if _BYLINE.search(names) and _is_short(element):
            return "byline"
        if (
            _DATELINE.search(names)
            and not (tag in ("a", "span", "b", "strong") and outer.tag == "p")
            and _is_short(element)
        ):
            return "dateline"
        if _DECK.search(names) and self._is_above_text(element):
            return "deck"
        return None

    def _is_above_text(self, element: Any) -> bool:
        """Whether no paragraph of running text stands before an element, nor more than two in it."""
        if len(element.findall(".//p")) > 2:
            return False
        return self._before_main or not any(
            segment[2] == "body" and segment[1] - segment[0] > 120 for segment in self._text.open
        )

    def _open(self, element: Any, place: _Place) -> None:
        if place.tag in _BLOCKS:
            self._text.wants(_LINE if place.tag in _LINES else _PARAGRAPH)
        elif place.tag == "br":
            self._text.breaks()
        elif place.tag == "q" and place.taken and place.draws_marks and not place.left_out:
            self._text.add("“" if place.depth_of_q % 2 else "‘", place)

    def _close(self, place: _Place) -> None:
        if place.tag in _BLOCKS:
            self._text.wants(_LINE if place.tag in _LINES else _PARAGRAPH)
        elif place.tag == "q" and place.taken and place.draws_marks and not place.left_out:
            self._text.gap = _NONE
            self._text.add("”" if place.depth_of_q % 2 else "’", place)


def _is_of_a_quotation(figure: Any) -> bool:
    """Whether a figure shows a quotation, whose caption then says who spoke, and no picture."""
    return figure.find(".//blockquote") is not None and figure.find(".//img") is None


def _is_short(element: Any) -> bool:
    return len("".join(element.itertext())) < 300


def _frame(main: Any) -> Any:
    """The article around the main content: where its captions and byline stand. None where the page marks none."""
    return next(
        (
            up
            for up in (main, *main.iterancestors())
            if up.tag in ("article", "main") or "Article" in (up.get("itemtype") or "")
        ),
        None,
    )


def _in_link(element: Any) -> bool:
    return any(up.tag == "a" for up in element.iterancestors())


def _link_share(element: Any, letters: int) -> float:
    linked = sum(len("".join("".join(link.itertext()).split())) for link in element.iter("a"))
    return linked / max(1, letters)
