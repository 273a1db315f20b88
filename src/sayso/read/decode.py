"""Bytes to text: which encoding, and what could not be decoded.

The order of belief: a byte order mark; UTF-8, when every byte fits (chance cannot do that with letters beyond ASCII);
what the file declares; UTF-8 with some damage; a guess. Labels are read as browsers read them (WHATWG Encoding
Standard): "iso-8859-1" and "ascii" mean windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sayso.read.notes import note
from sayso.report import Note

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels that browsers take for a larger encoding than the one they name.
_WHATWG = {
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# An apostrophe or quotation marks as Mac Roman writes them, between Latin letters.
_MAC = re.compile(rb"[a-z]\xd5[a-z]|[ \r\n]\xd2[A-Za-z]|[.,!?a-z]\xd3[ \r\n]")
_MOJIBAKE = re.compile("â€[œ\u009d˜™“”\u0094\u0093\u009c]|Ã[©¨¤¶¼±¡³]")
# The quotation marks, dashes, ellipsis and no-break space of windows-1252: in other scripts letters outnumber them.
_MARKS = frozenset(bytes([byte]) for byte in b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0")
# Above this share of bytes beyond ASCII a text is hardly English in windows-1252; a detector is asked.
_FOREIGN_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what was noted on the way."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an HTML or XML file names for itself in its first four kilobytes."""
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decodes bytes; never fails. `declared` is the label that the file or its carrier gives, if any."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text, notes = _replacing(data[len(mark) :], encoding)
            seen = note(
                "byte-order-mark", f"the file began with a byte order mark ({encoding}): it is not part of the text"
            )
            return Decoded(text, encoding, (seen, *notes))
    label = _python_name(declared)
    if label and label.startswith("iso2022") and (seven := _strict(data, label)) is not None:
        return Decoded(seven, label)  # seven-bit: every such file is valid UTF-8 as well
    if (wide := _wide(data)) is not None:
        text, notes = _replacing(data, wide)
        return Decoded(text, wide, (_guessed(wide), *notes))
    if (whole := _strict(data, "utf-8")) is not None:
        notes = () if data.isascii() else _declared_wrong(declared, label, "utf-8")
        return Decoded(whole, "utf-8", (*notes, *_mojibake(whole)))
    damaged = _is_mostly_utf8(data)
    if not damaged and label not in (None, "utf-8") and (said := _strict(data, label)) is not None:
        return Decoded(said, label, _mojibake(said))
    if damaged:
        text, notes = _replacing(data, "utf-8")
        return Decoded(text, "utf-8", (*_declared_wrong(declared, label, "utf-8"), *notes, *_mojibake(text)))
    guess = _guess(data)
    text, notes = _replacing(data, guess)
    return Decoded(text, guess, (*(_declared_wrong(declared, label, guess) or (_guessed(guess),)), *notes))


def _python_name(label: str | None) -> str | None:
    """Python's name for a declared label, widened as browsers do; None where the label is unknown or not a text's."""
    if not label:
        return None
    try:
        info = codecs.lookup(label)
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None  # "hex", "rot13" and their like are codecs, but not of text
    name = info.name
    return "utf-8" if name in ("utf-8", "utf-8-sig", "utf-7", "idna", "punycode") else _WHATWG.get(name, name)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _replacing(data: bytes, encoding: str) -> tuple[str, tuple[Note, ...]]:
    """Decodes with U+FFFD for what does not fit, and says where."""
    text = _strict(data, encoding)
    if text is not None:
        return text, ()
    text = data.decode(encoding, errors="replace")
    places = [(match.start(), match.end()) for match in re.finditer("\ufffd", text)]
    message = f"some bytes are not {encoding}: {len(places)} characters stand as U+FFFD; the file is damaged or mixed"
    return text, (note("encoding-replaced", message, places),)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is NUL."""
    head = data[:4096]
    if len(head) < 8 or head.count(0) < 0.3 * len(head):
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * len(head) / 2 and even < 0.1 * len(head) / 2:
        return "utf-16-le"
    if even > 0.6 * len(head) / 2 and odd < 0.1 * len(head) / 2:
        return "utf-16-be"
    return None


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether at least nine in ten of the bytes beyond ASCII belong to whole UTF-8 sequences."""
    high = len(_HIGH.findall(data))
    whole = sum(map(len, _MULTIBYTE.findall(data)))
    return high > 0 and whole >= 0.9 * high


def _guess(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8 and declare nothing usable."""
    if _MAC.search(data) and not re.search(rb"[\x91-\x94]", data):
        return "mac_roman"
    high = _HIGH.findall(data[:65536])
    marks = sum(byte in _MARKS for byte in high)
    if len(high) <= _FOREIGN_SHARE * len(data[:65536]) or marks >= len(high) / 2:
        return "cp1252"
    from charset_normalizer import from_bytes  # only here: few files come this far

    best = from_bytes(data[:65536]).best()
    return best.encoding if best is not None else "cp1252"


def _guessed(encoding: str) -> Note:
    return note("encoding-guessed", f"the file is not UTF-8 and does not say what it is: it was read as {encoding}")


def _declared_wrong(declared: str | None, label: str | None, used: str) -> tuple[Note, ...]:
    if not declared or label == used:
        return ()
    return (
        note("encoding-declared-wrong", f"the file says that it is in {declared} but is not: it was read as {used}"),
    )


def _mojibake(text: str) -> tuple[Note, ...]:
    """A note where UTF-8 seems to have been read as windows-1252 and written as UTF-8 again, upstream."""
    places = [match.span() for match in _MOJIBAKE.finditer(text)]
    if len(places) < 2:  # one can be a text about encodings
        return ()
    sample = text[slice(*places[0])]
    message = f"“{sample}” and its like ({len(places)} in all) look like text that was decoded twice upstream"
    return (note("text-mojibake", message, places),)
