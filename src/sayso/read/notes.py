"""Every code of a note that reading can leave, with what it means. The manual's page of notes is made from this."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.report import Note, Span

CODES: dict[str, str] = {
    "text-surrogate": "half of a surrogate pair stood in the text and was replaced, one for one, by U+FFFD",
    "text-nul": "a NUL character stood in the text and was replaced, one for one, by U+FFFD",
    "text-mojibake": "the text looks decoded twice (“â€œ” for a quotation mark): its quotation marks may be lost",
    "byte-order-mark": "the file began with a byte order mark, which told its encoding and is not part of the text",
    "encoding-guessed": "the file neither is UTF-8 nor says what it is: its encoding was guessed",
    "encoding-declared-wrong": "the file says it is in one encoding but is in another, which was used",
    "encoding-replaced": "some bytes could not be decoded and stand as U+FFFD",
    "language-other": "the text is not in English: it was read but not attributed",
    "language-unknown": "there is too little text to tell its language: it was read but not attributed",
    "published-unreadable": "the time of publication that was given could not be understood and is null",
    "published-ambiguous": "the date of publication can be read in two ways; only what both share was kept",
    "type-by-content": "the file's content is of another type than its name says; the content was believed",
    "html-main-not-found": "the main content of the page could not be told from the rest: the whole page was read",
    "html-main-guessed": "the main content was found by the density of its text only, a weaker rule than the usual one",
    "html-too-deep": "the page nests its elements too deep to be parsed as it is: the innermost were flattened",
    "html-cut": "the page's markup broke off the parser: text after that place may be missing",
    "html-quotation-left-out": "a part of the page with quotation marks was taken for a menu, advert, form or comments",
    "row-id-repeated": "an earlier row of the same file has the same id; this row's id was made unique",
    "row-field-ignored": "a field of the row has a value of the wrong type and was ignored",
    "feed-summary-only": "the feed gives only a summary of this entry, not its text",
    "feed-page-unread": "the page of this entry was asked for and could not be read: this is what the feed gives of it",
    "feed-broken": "the feed is not well formed; what could be read was read",
    "cue-time-broken": "the time of a subtitle could not be read: its words are in the text, without a time",
    "cue-time-order": "a subtitle starts before the one that precedes it in the file; the file's order was kept",
    "cue-repeated": "lines that scroll up and are shown again in the next subtitle were taken once",
    "archive-cut": "the web archive holds only the beginning of the page: its end is missing",
    "archive-undated": "the web archive does not say when the page was fetched",
    "archive-digest": "the page's bytes do not have the digest that the web archive gives them",
    "pdf-broken": "the file is damaged or breaks off: what could be read of it was read",
    "pdf-page-unread": "pages of the file could not be read; their text is missing",
    "pdf-page-textless": "pages of the file are pictures without a layer of text; what they show is missing",
    "pdf-garbled": "the file does not say which letters some of its signs stand for",
    "pdf-hyphen-kept": "a hyphen at the end of a line may belong to the break or to the word: it was kept",
    "pdf-made": "the file says when it was made, which is not when it was published",
    "outlet-guessed": "no data about the report names its outlet: a line over its date was taken for it",
    "genre-guessed": "nothing on the report says what it is: its genre was judged from how it is written",
    "wire-several": "the report credits several agencies: the first by weight of the credit is given as its wire",
}


def note(code: str, message: str, spans: Iterable[Span] = ()) -> Note:
    """A note with its places; the first is its span and the others are related. An unknown code is a KeyError."""
    CODES[code]  # a code that the manual does not explain must not get out
    places = tuple(spans)[:100]  # a list of thousands of places helps nobody
    return Note(code, message, places[0] if places else None, places[1:])
