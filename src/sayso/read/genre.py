"""What kind of piece a report is, by what is said of it and on it; by its manner only as a last resort, with a note."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from sayso.read.wire import agency
from sayso.report import Genre

# Types of schema.org that settle it. AnalysisNewsArticle and BackgroundNewsArticle are the newsroom's own reporting.
TYPES: dict[str, Genre] = {
    "OpinionNewsArticle": "opinion",
    "ReviewNewsArticle": "opinion",
    "NewsArticle": "news",
    "ReportageNewsArticle": "news",
    "AnalysisNewsArticle": "news",
    "BackgroundNewsArticle": "news",
    "AskPublicNewsArticle": "news",
    "AdvertiserContentArticle": "release",
}
_NARROWEST: tuple[Genre, ...] = ("transcript", "release", "guest", "opinion", "news")
_Table = tuple[tuple[Genre, re.Pattern[str]], ...]


def _any(genre: Genre, *shapes: str, flags: int = re.IGNORECASE) -> tuple[Genre, re.Pattern[str]]:
    return genre, re.compile("|".join(f"(?:{shape})" for shape in shapes), flags)


# At the beginning of a title.
_TITLE: _Table = (
    _any("transcript", r"(?:full |rush |partial )?transcript\s*(?::|of\b|\W*$)", r".*\W(?:full )?transcript\W*$"),
    _any("release", r"(?:press|media|news) (?:release|statement)\b", r"for immediate release\b"),
    _any("guest", r"guest (?:opinion|column|post|essay|commentary|view|editorial)\b", r"op-?ed contributor\b"),
    _any(
        "opinion",
        r"(?:opinion|commentary|editorial|column|op-?ed|analysis/opinion|viewpoint|perspective|letters?)\s*[:|–—-]\s",
        r".*[:|–—-]\s*(?:our view|opposing view|opinion|editorial|column)\s*$",
    ),
)
# Anywhere in an address.
_ADDRESS: _Table = (
    _any("transcript", r"/transcripts?/", r"\btranscripts\."),
    _any("release", r"/(?:press|news|media)-?releases?/", r"\b(?:prnewswire|businesswire|globenewswire)\."),
    _any("guest", r"/guest-?(?:posts?|columns?|opinions?|essays?)/", r"/(?:op-?ed-?)?contributors?/"),
    _any(
        "opinion",
        r"/[\w-]*opinions?(?:/|-|$)",
        r"/(?:op-?eds?|commentary|editorials?|columns?|columnists?|commentisfree|viewpoints?|letters|roomfordebate)(?:/|-|$)",
    ),
    _any(
        "news",
        r"/(?:news|world|world-?news|politics|international|national?|us|usa|uk|europe|asia|africa|middle-?east|meast)(?:/|-\d|$)",
        r"/(?:local|local-?news|crime|region(?:al)?|story|articles?|breaking-?news|metro|state|world-[a-z-]+-\d+)(?:/|-\d|$)",
    ),
)
_OUTLET: _Table = (
    _any("guest", r"guest (?:writer|contributor|column)"),
    _any("release", r"PR ?Newswire", r"Business ?Wire", r"Globe ?Newswire", r"press (?:office|service)$"),
    _any("opinion", r"\((?:opinion|editorial)\)", r"\b(?:opinion|editorial)s?$"),
)
# In the first lines of the text.
_HEAD: _Table = (
    _any(
        "release",
        r"^\W*(?:FOR IMMEDIATE RELEASE|(?:PRESS|NEWS|MEDIA) RELEASE|Press release\b|EMBARGOED)",
        r"/PRNewswire/|\((?:BUSINESS WIRE|GLOBE NEWSWIRE)\)",
        flags=re.MULTILINE,
    ),
    _any("guest", r"^\W*guest (?:column|essay|post|opinion|commentary)\b", flags=re.IGNORECASE | re.MULTILINE),
    _any("opinion", r"^\W*(?:ANALYSIS/OPINION|OPINION|COMMENTARY|EDITORIAL|OP-ED)\s*(?::|$)", flags=re.MULTILINE),
    _any(
        "transcript",
        r"^\W*this is a (?:rush )?transcript",
        r"^\W*(?:(?:full |rush )?transcript|(?:the following|what follows|below) is a (?:\w+ )?transcript)\b",
        flags=re.IGNORECASE | re.MULTILINE,
    ),
)
_PERSON = r"(?!Mrs? |Ms )[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,4}"
_POSTS = (
    "author of|authors of|professor|fellow|former|founder|director|president of|chair(?:man|woman)? of|co-?chair|"
    "chief executive|CEO|ambassador|senator|representative|member of (?:the )?(?:congress|parliament|U\\.S\\. Senate)|"
    "attorney|analyst (?:at|for|with)|scholar|lecturer|researcher|advis[eo]r|veteran|minister|activist|served"
    " (?:as|in)|"
    "commander"
)
# The line about a writer who does not belong to the house: "Ilse Maran is a former minister and the author of …".
_OUTSIDER = re.compile(
    r"^\W*(?:[Ee]ditor['’]s note:?\s*)?"
    rf"(?:(?:Retired |Former )?(?:\w+\. )?{_PERSON}(?:,[^,\n]{{1,60}},)?|(?:The|This) (?:writer|author))(?: and"
    rf" {_PERSON})?"
    r",? (?:is|are|was|were|has been|serves?|served|teaches|directs|leads|chairs|works) [^\n]{0,240}?"
    rf"\b(?:{_POSTS})\b",
    re.MULTILINE,
)
_VIEWS = re.compile(
    r"(?:opinions?|views?)(?: and \w+)? (?:expressed|presented)?\s?(?:in this \w+ |here |above |by the author )?"
    r"(?:are|is|do|does) (?:solely |not |those |only |entirely |his|her|their|the author)",
    re.IGNORECASE,
)
# One of the house who gives opinions.
_COLUMNIST = re.compile(
    rf"^\W*{_PERSON}(?:,[^,\n]{{1,60}},)? (?:is|writes) [^.\n]{{0,80}}"
    r"\b(?:columnist|column for|opinion (?:writer|editor)|editorial (?:writer|board)|staff writer|senior editor)",
    re.IGNORECASE | re.MULTILINE,
)
_SPECIAL = re.compile(r"^\W*special (?:to|for) (?:the )?\w[\w .]{1,40}$", re.IGNORECASE | re.MULTILINE)
_SPEAKER = re.compile(
    r"^(?:>>\s*)?([A-Z][A-Z.'’\- ]{2,40}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})(?:, [\w .'’-]{2,60})?:\s", re.MULTILINE
)
# What stands before a colon in a form, a police log or a list of links: nobody who speaks.
_FIELDS = re.compile(
    r"(?:(?:case|crash|report|incident|phone|docket) )?"
    r"(?:numbers?|no\.?|date|times?|location|place|address|offen[cs]es?|"
    r"charges?|what|who|where|when|why|how|cost|price|tickets|tel|fax|phone|e-?mail|contacts?|website|age|sex|race|"
    r"height|weight|victims?|suspects?|status|sources?|credit|photos?|video|related|read more|more|watch|update|note|"
    r"summary|details|background|result|score)s?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|„[^“”]*[“”]|«[^»]*»")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|myself)\b")
_ADVICE = re.compile(r"\b(?:must|should|ought to|let['’]s|let us)\b|[?!](?:\s|$)")
_REPORTS = re.compile(r"\b(?:said|says|told|reported|announced|added|according to|stated|reports)\b")
# Two reporting verbs in five hundred words, and advice or questions at most at every 160th: read by eye in 60 world
# reports that nothing else decided, this leaves columns and explainers "unknown" and takes wire-like reports for news.
_REPORTING_SHARE = 0.004
_ADVICE_SHARE = 0.006


@dataclass(frozen=True, slots=True)
class Judged:
    """A genre and whether it rests on the manner of writing only."""

    genre: Genre
    guessed: bool = False


def judge(
    text: str,
    running: str,
    *,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    type_genre: Genre | None = None,
    sections: str = "",
    credited: bool = False,
) -> Judged:
    """The genre of a report; `running` is its body without headline, captions and boilerplate.

    `type_genre` is what its page's schema.org type says, `sections` are its page's section names, `credited` says
    whether it has a dateline or a credit to an agency.
    """
    said = _said(title, url, outlet, byline, sections, text[:1200])
    if said in ("transcript", "release", "guest"):
        return Judged(said)
    head, tail = text[:700], text[-1500:]
    outsider = bool(_OUTSIDER.search(head) or _OUTSIDER.search(tail) or _SPECIAL.search(head))
    columnist = bool(_COLUMNIST.search(tail))
    if said == "opinion" or type_genre == "opinion" or columnist or _VIEWS.search(head) or _VIEWS.search(tail):
        return Judged("guest" if outsider and not columnist else "opinion")
    if type_genre == "release":
        return Judged("release")
    if _is_dialogue(text):
        return Judged("transcript")
    plain = _QUOTED.sub(" ", running[:20_000])
    first_person, advice = len(_FIRST_PERSON.findall(plain)), len(_ADVICE.findall(plain))
    if outsider and not credited and type_genre is None and first_person + advice > (4 if said == "news" else 2):
        return Judged("guest")
    if type_genre == "news" or credited or agency(outlet or ""):
        return Judged("news")
    reports, words = len(_REPORTS.findall(plain)), max(1, plain.count(" "))
    reporting = reports >= 2 and reports / words > _REPORTING_SHARE and first_person <= reports / 8
    if said == "news" and (reporting or (reports and not first_person)):
        return Judged("news")
    return Judged("news", guessed=True) if reporting and advice / words < _ADVICE_SHARE else Judged("unknown")


def _said(
    title: str | None, url: str | None, outlet: str | None, byline: str | None, sections: str, head: str
) -> Genre | None:
    """What title, address, outlet, byline, section or the first lines say; the narrowest that any of them says."""
    path = re.sub(r"^[a-z]+://", "", url or "").split("?")[0]
    found = {genre for genre, shape in _TITLE if title and shape.match(title.strip())}
    for table, words in ((_OUTLET, outlet), (_OUTLET, byline), (_HEAD, head), (_ADDRESS, path)):
        found |= {genre for genre, shape in table if words and shape.search(words)}
    if re.search(r"\bpress release\b", sections, re.IGNORECASE):
        found.add("release")
    if re.search(r"\bguest\b", sections, re.IGNORECASE):
        found.add("guest")
    if re.search(r"\b(?:opinions?|op-?ed|editorials?|commentary|columns?|columnists?)\b", sections, re.IGNORECASE):
        found.add("opinion")
    return next((genre for genre in _NARROWEST if genre in found), None)


def _is_dialogue(text: str) -> bool:
    """Whether a third of the lines begin with a speaker's name and a colon, and at least two speak several times."""
    turns = Counter(match[1] for match in _SPEAKER.finditer(text[:60_000]) if not _FIELDS.fullmatch(match[1]))
    often = [count for count in turns.values() if count > 1]
    return len(often) >= 2 and sum(often) >= max(6, len(re.findall(r"\S[^\n]*", text[:60_000])) / 3)
