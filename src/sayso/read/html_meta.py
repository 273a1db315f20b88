"""What a page says about its report in its head: JSON-LD, Open Graph and the older meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sayso.read.genre import TYPES
from sayso.report import Genre

_TITLE = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "headline",
    "title",
)
_OUTLET = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "copyright-holder",
    "al:ios:app_name",
)
_BYLINE = (
    "author",
    "byl",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "og:author",
    "byline",
    "citation_author",
)
_PUBLISHED = (
    *(
        "article:published_time",
        "article:published",
        "og:published_time",
        "og:article:published_time",
        "parsely-pub-date",
    ),
    *("sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "datepublished", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "publication_date", "ptime", "pdate", "date", "displaydate"),
    *("article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished", "originalpublicationdate"),
)
_SECTIONS = (
    "article:section",
    "parsely-section",
    "section",
    "sailthru.section",
    "category",
    "og:article:section",
    "subsection",
)
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)(\S+)|Page saved with SingleFile\s+url:\s*(\S+))", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+\Z", re.IGNORECASE)
_SITE_SUFFIX = re.compile(r"\s+(?:[|•·»]|[-–—]{1,2}|::?)\s+")
_ARTICLE = re.compile(r"(?:Article|Posting|Report)\Z")


@dataclass(slots=True)
class Meta:
    """What a page's head says; None where it does not."""

    titles: list[str] = field(default_factory=list)  # the best first
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None  # as written
    language: str | None = None
    type_genre: Genre | None = None
    sections: str = ""


def read_meta(root: Any, source: str) -> Meta:
    """Reads the metadata of a page; `source` is its markup, for the remark that browsers leave when they save it."""
    tags = _tags(root)
    nodes = list(_nodes(root))
    article = next((node for node in nodes if any(_ARTICLE.search(kind) for kind in _types(node))), {})
    meta = Meta()
    meta.outlet = _named(article.get("publisher")) or _first(tags, _OUTLET) or _website(nodes)
    page_title = root.find(".//head/title")
    bare = _without_site(_text(page_title.text_content()), meta.outlet) if page_title is not None else None
    found = [_text(article.get("headline")), *(_without_site(title, meta.outlet) for title in _all(tags, _TITLE)), bare]
    meta.titles = list(dict.fromkeys(title for title in found if title))
    meta.byline = _named(article.get("author")) or _author(tags)
    meta.url = _url(root, tags, article, source)
    meta.published = _text(article.get("datePublished")) or _first(tags, _PUBLISHED) or _itemprop_date(root)
    meta.language = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or _text(article.get("inLanguage"))
    )
    meta.language = meta.language or _first(tags, ("content-language", "og:locale", "language", "dc.language"))
    kinds = [TYPES[kind] for kind in _types(article) if kind in TYPES]
    meta.type_genre = next((kind for kind in kinds if kind != "news"), kinds[0] if kinds else None)
    meta.sections = ", ".join([*_strings(article.get("articleSection")), *_all(tags, _SECTIONS)])
    return meta


def _tags(root: Any) -> dict[str, list[str]]:
    """The meta tags by their lower-case name, each with its values in order."""
    tags: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        words = _text(element.get("content"))
        for key in ("property", "name", "itemprop", "http-equiv"):
            if words and element.get(key):
                tags.setdefault(element.get(key).strip().lower(), []).append(words)
    return tags


def _nodes(root: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, those of `@graph` and lists opened; broken blocks are passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        source = re.sub(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$", "", script.text)
        try:
            waiting: list[Any] = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue  # often a stray quotation mark; the other tags say the same
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting[:0] = node
            elif isinstance(node, dict):
                yield node
                waiting[:0] = [
                    node[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(node.get(key), (list, dict))
                ]


def _types(node: dict[str, Any]) -> list[str]:
    return [kind.rsplit("/", 1)[-1] for kind in _strings(node.get("@type"))]


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [words for item in values if isinstance(item, str) and (words := _text(item))]


def _named(value: Any) -> str | None:
    """The names in a JSON-LD person or organisation, or a list of them, joined by commas."""
    names = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        names += [part for part in _strings(name) if not _ADDRESS.match(part)]
    return ", ".join(dict.fromkeys(names)) or None


def _website(nodes: list[dict[str, Any]]) -> str | None:
    kinds = ("WebSite", "NewsMediaOrganization", "Organization")
    return next((name for node in nodes if set(_types(node)) & set(kinds) and (name := _text(node.get("name")))), None)


def _author(tags: dict[str, list[str]]) -> str | None:
    for key in _BYLINE:
        names = [name for name in tags.get(key, []) if not _ADDRESS.match(name) and not name.startswith("@")]
        if names:
            return ", ".join(dict.fromkeys(names))
    return None


def _url(root: Any, tags: dict[str, list[str]], article: dict[str, Any], source: str) -> str | None:
    """The page's own address: canonical link, Open Graph, JSON-LD, or the browser's remark; a front page last."""
    link = next((e.get("href") for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split()), None)
    whole = article.get("mainEntityOfPage")
    saved = _SAVED_FROM.search(source[:4000])
    asked = [link, *tags.get("og:url", []), article.get("url"), whole.get("@id") if isinstance(whole, dict) else whole]
    asked.append((saved[1] or saved[2]) if saved else None)
    good = [words.strip() for words in asked if isinstance(words, str) and _ADDRESS.match(words.strip())]
    return next((words for words in good if re.search(r"://[^/]+/.", words)), good[0] if good else None)


def _itemprop_date(root: Any) -> str | None:
    found = root.xpath("//*[@itemprop='datePublished'][not(self::meta)]")
    return next((words for e in found if (words := _text(e.get("datetime") or e.get("content")))), None)


def _without_site(title: str | None, outlet: str | None) -> str | None:
    """A page's title without its site's name at either end."""
    if not title:
        return None
    parts = _SITE_SUFFIX.split(title)
    if len(parts) < 2:
        return title
    site = re.sub(r"\W|^the ", "", (outlet or "").lower())
    cuts = [(parts[-1], title[: title.rindex(parts[-1])]), (parts[0], title[len(parts[0]) :])]
    for part, rest in cuts:
        bare = re.sub(r"\W", "", part.lower())
        if site and bare and (bare in site or site in bare):
            return (
                re.sub(r"^\W+|\s+(?:[|•·»]|[-–—]{1,2}|::?)\s*$", "", rest).strip()
                if part is parts[0]
                else re.sub(_SITE_SUFFIX.pattern[:-3] + r"\s*$", "", rest).strip()
            )
    return title


def _first(tags: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((tags[name][0] for name in names if tags.get(name)), None)


def _all(tags: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [tags[name][0] for name in names if tags.get(name)]


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
