"""Sentences with exact offsets: rules for news English, as messy as it comes.

A library was looked for: the maintained ones either return strings without offsets or need a model. The rules below are
small, and what the encoder makes of a wrong cut is little: a window holds many sentences.
"""

from __future__ import annotations

import re

from sayso.report import Span

# Words that end in a stop. What may follow within the sentence decides.
_TITLES = frozenset(  # a name follows: never an end
    "mr mrs ms dr prof rev fr gen lt col maj capt sgt cpl cmdr adm brig pvt pfc spc sen sens rep reps gov govs pres "
    "hon supt det insp atty messrs mme mlle mt ft vs v cf viz e.g i.e".split()
)
_NUMBERED = frozenset("no nos art sec pp vol fig op ch para ext".split())  # a number follows: "No. 10"
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_OFTEN_LAST = frozenset("inc ltd co corp bros cos jr sr st ave blvd rd esq etc al ed eds dept assn est llc".split())
_STATES = frozenset(  # as written: "Ill." is a state, "ill." is not
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn "
    "Tex Va Vt Wash Wis Wyo".split()
)
_CLOCK = frozenset(("a.m", "p.m"))
_ZONES = re.compile(
    r"(?:E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|GMT|UTC|BST|Eastern|Central|Mountain|Pacific|Local|Greenwich|[A-Z][a-z]+ time"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_OPENERS = frozenset(
    "The A An In On At It He She They We I But And This That These Those There His Her Its Their As For After Before "
    "When While If However Meanwhile So Some Many Both According Among By With From You My Our No Not What Who Why How "
    "Police Authorities Officials Investigators Witnesses".split()
)
# "Why?" Smith asked: a question or a shout within marks goes on to the verb that reports it.
_CUE_FOLLOWS = re.compile(
    r"(?:[A-Z][\w.’'-]* ){1,4}"
    r"(?:said|says|asked|asks|added|wrote|writes|tweeted|shouted|cried|replied|recalled|told|yelled)\b"
)
_CLOSERS = "\"'”’»)\\]"
# A stop with what closes after it, before a space, an opening mark, or (no space at all) a word with a capital.
_STOP = re.compile(
    rf"(?<![.!?…])[.!?…]++(?:[{_CLOSERS}]*(?=\s|$|[“\"‘«][A-Z])|[”’»]+(?=[A-Z“‘«])"
    r"|(?<=[a-z]{3}[.?])(?=[A-Z][a-z]))(?: [”»](?=\s|$))?"
)
_BULLET = re.compile(r"(?<=\s)[•●▪](?=\s)")
_LINE = re.compile(r"[^\n]+")
_ABBREVIATION = re.compile(r"[A-Za-z]|(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}|.*\.")  # "George W.", "U.S.", and "word..."
_LAST_WORD = re.compile(rf"([A-Za-z][A-Za-z.]*)\.[{_CLOSERS}]*$")
_NUMBER_OF_LIST = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])\.")
_ADDRESS = re.compile(r"(?:www\.|https?:|@|/)\S*$|^\S*(?:\.(?:com|org|net|gov|edu)\b|@)", re.IGNORECASE)
_AFTER_WORD = re.compile(r"[ ,’']")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# How far rules look: words are shorter, and a bound keeps one huge line linear.
_NEAR = 80


def _ends(text: str, start: int, low: int, stop: int, line_end: int) -> bool:
    """Whether the stop from `low` to `stop` ends the sentence that began at `start`."""
    rest = text[stop : min(line_end, stop + _NEAR)]
    following = rest.lstrip()
    if not following:
        return True
    head = following.lstrip(f"\"'“‘«([—–-{_INVISIBLE} ")
    if following[0] in ",;:":  # one agency's service puts a comma between paragraphs: ". , The message said"
        return head.lstrip(",;: ")[:1].isupper()
    if following[0] == "." or (head[:1].islower() and not re.match(r"[a-z]{1,2}-?[A-Z]", head)):
        return False
    before = text[max(start, stop - _NEAR) : stop]
    if rest[0] not in " \t\u00a0" and _ADDRESS.search(text[max(start, low - _NEAR) : low]):
        return False
    if _NUMBER_OF_LIST.fullmatch(text[start:stop].strip() if stop - start < 8 else ""):
        return False
    if text[low] in "?!" and stop - low > 1 and _CUE_FOLLOWS.match(following):
        return False
    word = _LAST_WORD.search(before)
    opener = _AFTER_WORD.split(head, maxsplit=1)[0] in _OPENERS
    if word is None:
        return opener if before.rstrip(_CLOSERS).endswith(". .") else True  # "tired . . . and cold"
    return _word_ends(word.group(1), head, following, opener)


def _word_ends(word: str, head: str, following: str, opener: bool) -> bool:
    """Whether a sentence ends after a word and its stop, with `head` (marks left off) to follow."""
    lower = word.lower()
    if lower in _TITLES:
        return False
    if lower in _NUMBERED or lower in _MONTHS:
        return not head[:1].isdigit()
    short = _ABBREVIATION.fullmatch(word) is not None or lower in _OFTEN_LAST
    if following[:1] in "(—–-" and (short or word in _STATES):
        return False
    if word in _STATES:
        return head.split(".", 1)[0].lower() not in _TITLES
    if lower in _CLOCK:
        return _ZONES.match(head) is None and not head[:1].isdigit()
    return opener or word == "I" if short else True


def sentences(text: str, low: int = 0, high: int | None = None) -> list[Span]:
    """Sentences of `text[low:high]`, half-open, in order, without white space around. A line end always ends one."""
    spans: list[Span] = []
    for line in _LINE.finditer(text, low, len(text) if high is None else high):
        start, line_end = line.span()
        bullets = [match.start() for match in _BULLET.finditer(text, start, line_end)]
        for first, last in zip([start, *bullets], [*bullets, line_end], strict=True):
            start = first
            for stop in _STOP.finditer(text, first, last):
                end = _closing_mark(text, start, stop.end(), last)
                if _ends(text, start, stop.start(), end, last):
                    _add(spans, text, start, end)
                    start = end
            _add(spans, text, start, last)
    return spans


def _closing_mark(text: str, start: int, end: int, line_end: int) -> int:
    """Where a sentence ends whose closing straight mark is spaced off (he came . " Then) or glued to what follows."""
    if text.startswith('"', end):
        after = end + 1
    elif text.startswith(' "', end) and text[end + 2 : end + 3].isspace():
        after = end + 2
    else:
        return end
    closing = after < line_end and text.count('"', max(start, end - 2000), end) % 2 == 1
    return after if closing else end


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
