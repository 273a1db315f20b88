"""What reads a PDF file's signs, in a process of its own: the library is C++, and a crash of it must cost one file.

It is run as a script (`python -P pdf_worker.py FOLDER`), never imported by the package, and knows nothing of it. FOLDER
is where the library is. It reads from standard input, again and again, eight bytes that give a length and then a file
of that length, and answers each with lines of JSON:

    {"pages": 3, "title": "…", "made": "D:2031…", "language": "en", "whole": true}    or {"failed": "password"}
    {"lines": [["words", left, right, bottom, size, hyphen], …], "pictures": false}   for each page, or {"failed": "…"}
    {"end": true}

Places and sizes are in points (1/72 inch) from the lower left corner. `hyphen` says that a hyphen at the line's end was
left off its words.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from typing import Any, BinaryIO

MEMORY = 4 << 30  # bytes of address space: a file that unpacks to more ends this process, not its parent
MOST_PAGES = 5000
MOST_SIGNS = 10_000_000


def main() -> None:
    """Answers until standard input ends."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # not on this system
    sys.path.append(sys.argv[1])
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the library prints is no answer
    while len(size := source.read(8)) == 8:
        data = source.read(int.from_bytes(size, "big"))
        _answer(data, answers)
        _say(answers, {"end": True})


def _say(answers: BinaryIO, what: dict[str, Any]) -> None:
    answers.write(json.dumps(what).encode() + b"\n")
    answers.flush()


def _answer(data: bytes, answers: BinaryIO) -> None:
    try:
        pypdfium2, raw = import_module("pypdfium2"), import_module("pypdfium2.raw")
    except (ImportError, OSError):
        _say(answers, {"failed": "library"})
        return
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        locked = code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        _say(answers, {"failed": "password" if locked else "format"})
        return
    try:
        pages = len(document)
        if pages > MOST_PAGES:
            _say(answers, {"failed": "pages", "pages": pages})
            return
        head = {
            "pages": pages,
            "title": document.get_metadata_value("Title"),
            "made": document.get_metadata_value("CreationDate"),
            "language": _language(document, raw),
            "whole": b"%%EOF" in data[-2048:],
        }
        _say(answers, head)
        signs = 0
        for number in range(pages):
            try:
                found = _page(document, number, raw)
            except pypdfium2.PdfiumError as error:
                found = {"failed": str(error)[:100]}
            signs += sum(len(line[0]) for line in found.get("lines", ()))
            if signs > MOST_SIGNS:
                _say(answers, {"failed": "signs"})
                return
            _say(answers, found)
    finally:
        document.close()


def _language(document: Any, raw: Any) -> str | None:
    """The language that the file declares for itself."""
    ask = getattr(raw, "FPDFCatalog_GetLanguage", None)  # newer builds have it
    if ask is None:
        return None
    try:
        import ctypes

        size = ask(document, None, 0)
        if not 2 < size < 100:
            return None
        buffer = (ctypes.c_ushort * ((size + 1) // 2))()
        ask(document, buffer, size)
        return bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0") or None
    except (TypeError, ctypes.ArgumentError):
        return None


def _page(document: Any, number: int, raw: Any) -> dict[str, Any]:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            lines = _lines(text, raw)
        finally:
            text.close()
        pictures = False
        if not lines:
            images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
            pictures = next(iter(images), None) is not None
        return {"lines": lines, "pictures": pictures}
    finally:
        page.close()


def _lines(text: Any, raw: Any) -> list[tuple[str, float, float, float, float, bool]]:
    """The lines of a page, in the order of the file."""
    count = text.count_chars()
    signs = text.get_text_range() if count else ""
    if len(signs) != count:  # signs beyond the first plane take two places
        signs = "".join(chr(raw.FPDFText_GetUnicode(text, place) or 0xFFFD) for place in range(count))
        signs = signs.replace("\x02", "\ufffe")
    out = []
    begin = 0
    for place in range(count + 1):
        hyphen = place < count and signs[place] == "\ufffe"
        if place < count and signs[place] not in "\r\n" and not hyphen:
            continue
        first, last = begin, place
        while first < last and signs[first].isspace():
            first += 1
        while last > first and signs[last - 1].isspace():
            last -= 1
        if first < last:
            # Of a sign within: a bullet or a drop cap at the beginning is in a font of its own.
            left, middle = text.get_charbox(first, loose=True)[0], _solid(signs, (first + last) // 2, first)
            _, bottom, _, top = text.get_charbox(middle, loose=True)
            right = text.get_charbox(last - 1, loose=True)[2]
            size = top - bottom or raw.FPDFText_GetFontSize(text, middle)
            out.append((signs[first:last], left, right, bottom, size, hyphen))
        begin = place + 1
    return out


def _solid(signs: str, place: int, first: int) -> int:
    """The nearest place before `place` that is no space: spaces can be made up, without a size."""
    while place > first and signs[place].isspace():
        place -= 1
    return place


if __name__ == "__main__":
    main()
