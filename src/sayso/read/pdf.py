"""PDF files with a layer of text: their paragraphs, page by page."""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import re
import subprocess
import sys
import threading
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sayso.read.draft import Draft, finish
from sayso.read.layout import trim
from sayso.read.limits import too_large
from sayso.read.notes import note
from sayso.read.pdf_lines import Built, Line, build, line_of
from sayso.read.titles import known_title
from sayso.report import Failure, Note, Report, Segment

# Seconds for one answer of the worker: a full page takes it some milliseconds.
_PATIENCE = 60.0
_SCRIPT = Path(__file__).with_name("pdf_worker.py")
_MADE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
# Names that programs give where people give none.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\b.*|untitled.*|document ?\d*|layout ?\d*|slide ?\d*|print|.*presentation|"
    r"\S*\.(?:docx?|pdf|indd|qxp|qxd|rtf|odt|pages|tex|dvi|pptx?|xlsx?|html?|txt))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _File:
    """What the worker said of a file."""

    head: dict[str, Any]
    pages: int = 0
    lines: list[Line] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)  # numbers of pages
    pictures: list[int] = field(default_factory=list)  # numbers of pages without text that show a picture


class _Crashed(Exception):
    """The worker ended, or had to be ended; the message says how."""


def read_pdf(data: bytes, draft: Draft, now: datetime | None = None) -> Report | Failure:
    """The report of a PDF file, its segments with their pages. What has no text, or cannot be opened, is a failure."""
    document = draft.document
    library = importlib.util.find_spec("pypdfium2")
    if library is None or library.origin is None:
        return Failure(
            document,
            "it is a PDF file, and the library that reads them is not installed: pip install 'sayso[pdf]', or save its"
            " text as .txt.",
        )
    try:
        read = _ask(data, str(Path(library.origin).parents[1]))
    except _Crashed as error:
        return Failure(
            document,
            f"the library that reads PDF files {error}: usually the file is damaged. Open it in a viewer and print it"
            " to a new PDF, or save its text as .txt.",
        )
    if "failed" in read.head:
        return _failed(document, read.head)
    if not read.lines:
        return _textless(document, read)
    return _report(read, draft, now)


def _report(read: _File, draft: Draft, now: datetime | None) -> Report | Failure:
    garbled = _garbled(read.lines)
    if garbled > 0.5:
        return Failure(
            draft.document,
            "the PDF file does not say which letters its signs stand for: usually its fonts were packed too tightly."
            " Run OCR on it, or save its text from the program that wrote it.",
        )
    built = build(read.lines, read.pages)
    draft.text, draft.segments = built.text, built.segments
    declared = (read.head.get("language") or "").split("-")[0].lower()
    draft.declared_language = declared or None
    _set_title(draft, built, read.head.get("title"))
    draft.notes += _notes(read, built, garbled)
    found = finish(draft, now)
    if isinstance(found, Failure):
        return found
    found = replace(found, segments=tuple(_paged(found.text, found.segments, built.pages)))
    made = _MADE.match(read.head.get("made") or "")
    if found.published is None and made:
        day = "-".join(part for part in made.groups() if part)
        message = f"the file says that it was made on {day}; when it was published is not known"
        found = replace(found, notes=(*found.notes, note("pdf-made", message)))
    return found


def _set_title(draft: Draft, built: Built, named: str | None) -> None:
    """The title: what the file's data name, where its first words show it; else its largest words; else its data's."""
    named = " ".join((named or "").split())[:500]
    given = named if len(named) > 3 and not _NO_TITLE.fullmatch(named) else None
    if given and (span := known_title(built.text, given)):
        draft.title = built.text[slice(*span)]
        others = [replace(s, kind="heading") if s.kind == "headline" else s for s in draft.segments]
        draft.segments = _headed(others, span)
    elif built.title:
        draft.title = built.text[slice(*built.title)]
    else:
        draft.title = given


def _headed(segments: list[Segment], span: tuple[int, int]) -> list[Segment]:
    """The segments with one more, a headline at `span`, cut out of those that it lies in."""
    out: list[Segment] = []
    placed = False
    for segment in segments:
        start, end = segment.span
        if end <= span[0] or span[1] <= start:
            out.append(segment)
            continue
        if start < span[0]:
            out.append(replace(segment, span=(start, span[0])))
        if not placed:
            out.append(Segment(span, "headline"))
            placed = True
        if span[1] < end:
            out.append(replace(segment, span=(span[1], end)))
    return out


def _paged(text: str, segments: tuple[Segment, ...], pages: list[tuple[int, int]]) -> Iterator[Segment]:
    """The segments cut where a page begins, each with its page."""
    starts = [start for start, _ in pages]
    for segment in segments:
        start, end = segment.span
        while start < end:
            number = bisect_right(starts, start) - 1
            until = min(end, starts[number + 1]) if number + 1 < len(starts) else end
            if span := trim(text, (start, until)):
                yield replace(segment, span=span, page=pages[max(0, number)][1])
            start = until


def _garbled(lines: list[Line]) -> float:
    """The share of signs that stand for no letter: private ones, controls, U+FFFD."""
    total = bad = 0
    for line in lines:
        total += len(line.words)
        if not line.words.isascii() or not line.words.isprintable():
            bad += sum(
                "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd" or (sign < " ") or "\x7f" <= sign < "\xa0"
                for sign in line.words
            )
    return bad / max(1, total)


def _notes(read: _File, built: Built, garbled: float) -> list[Note]:
    out = []
    if not read.head.get("whole", True):
        out.append(note("pdf-broken", "the file's end is missing or damaged: pages may be missing"))
    if read.unread:
        out.append(note("pdf-page-unread", f"{_listed(read.unread)} could not be read"))
    if read.pictures:
        message = (
            f"{_listed(read.pictures)} without a layer of text: what they show is missing until OCR is run on them"
        )
        out.append(note("pdf-page-textless", message))
    if garbled > 0.02:
        out.append(note("pdf-garbled", f"{garbled:.0%} of its signs stand for no letter that the file names"))
    if built.hyphens:
        message = f"{len(built.hyphens)} hyphens at ends of lines may belong to the break or to the word and were kept"
        out.append(note("pdf-hyphen-kept", message, built.hyphens))
    return out


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:10])) + (f" and {len(pages) - 10} more" if len(pages) > 10 else "")
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}"


def _failed(document: str, head: dict[str, Any]) -> Failure:
    if head["failed"] == "password":
        why = "the PDF file is locked with a password: open it with the password and save it without one."
    elif head["failed"] == "pages":
        why = f"the PDF file has {head['pages']} pages, which is no report: split it into one file a report."
    elif head["failed"] == "library":
        why = "the library that reads PDF files does not start: pip install --force-reinstall pypdfium2."
    elif head["failed"] == "signs":
        return too_large(document)
    else:
        why = (
            "the PDF file is damaged or breaks off: usually the download did. Fetch it again, or open it in a viewer"
            " and print it to a new PDF."
        )
    return Failure(document, why)


def _textless(document: str, read: _File) -> Failure:
    if read.unread and not read.pictures:
        return Failure(document, f"no page of the PDF file can be read ({_listed(read.unread)}): it is damaged.")
    return Failure(
        document,
        "the PDF file has no text: usually its pages are scans, pictures of text. Run OCR on it first (ocrmypdf, or the"
        " scanner's own program).",
    )


def _ask(data: bytes, library: str) -> _File:
    """What the worker says of a file; the library is in the folder `library`."""
    with _LOCK:
        answers = _worker(library).ask(data)
        read = _File(next(answers))
        for number, page in enumerate(answers, start=1):
            if page.get("failed") == "signs":
                return _File(page)
            read.pages = number
            if "failed" in page:
                read.unread.append(number)
                continue
            for words, left, right, bottom, size, hyphen in page["lines"]:
                line = line_of(words, left, right, bottom, size, hyphen, number)
                if line is not None:
                    read.lines.append(line)
            if page["pictures"]:
                read.pictures.append(number)
        return read


class _Worker:
    """The process that reads signs; one for all files, and a new one after a crash."""

    def __init__(self, library: str) -> None:
        self.parent = os.getpid()
        # -P keeps the script's folder off the path of modules: it has an html.py of its own.
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_SCRIPT), library],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @property
    def lives(self) -> bool:
        """Whether it can be asked, by this process."""
        return self.parent == os.getpid() and self._process.poll() is None

    def ask(self, data: bytes) -> Iterator[dict[str, Any]]:
        """Its answers on a file, without the last; _Crashed where it ends or says nothing for too long."""
        source, answers = self._process.stdin, self._process.stdout
        assert source is not None
        assert answers is not None
        slow = False

        def end() -> None:
            nonlocal slow
            slow = True
            self._process.kill()

        ended = False
        try:
            watch = threading.Timer(_PATIENCE, end)
            watch.start()
            try:
                source.write(len(data).to_bytes(8, "big"))
                source.write(data)
                source.flush()
                while True:
                    line = answers.readline()
                    watch.cancel()
                    answer = json.loads(line) if line.endswith(b"\n") else None
                    if not isinstance(answer, dict):
                        raise _Crashed(self._last_words(slow))
                    if "end" in answer:
                        ended = True
                        return
                    yield answer
                    watch = threading.Timer(_PATIENCE, end)
                    watch.start()
            finally:
                watch.cancel()
        except (OSError, ValueError):
            raise _Crashed(self._last_words(slow)) from None
        finally:
            if not ended:
                self.close()

    def _last_words(self, slow: bool) -> str:
        if slow:
            return f"took more than {_PATIENCE:.0f} seconds over one page of it"
        return "crashed on it, or ran out of memory"

    def close(self) -> None:
        """Ends it."""
        if self.parent == os.getpid():
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                pass  # what was not sent yet has nobody to go to


_LOCK = threading.RLock()
_workers: list[_Worker] = []


def _worker(library: str) -> _Worker:
    """The worker of this process, started where there is none."""
    if _workers and not _workers[0].lives:
        _workers.pop().close()
    if not _workers:
        _workers.append(_Worker(library))
    return _workers[0]


@atexit.register
def _end() -> None:
    while _workers:
        _workers.pop().close()
